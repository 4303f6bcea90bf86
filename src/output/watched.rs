//! What a look at a pack saw, on one screen.

use anstyle::{AnsiColor, Style};

use crate::evaluate::examples::Outcome;
use crate::output::comparison::{Shown, write_change};
use crate::rules::pack::Category;
use crate::study::compare::Kind;
use crate::study::watch::look::{Failed, Found, Look};

/// A screen.
#[derive(Clone, Copy, Debug)]
pub struct Screen<'a> {
    /// Lines that it has room for; none is no end.
    pub height: Option<usize>,
    /// Whether colours are wanted.
    pub color: bool,
    /// The categories, for their labels.
    pub categories: &'a [Category],
}

/// The lines of a look: first what it comes to, then errors, failed examples, changes, as far as there is room.
pub fn screen(look: &Look, screen: Screen<'_>) -> String {
    let mut lines: Vec<String> = vec![summary(look, screen), String::new()];
    for at in &look.shown {
        let diagnostic = &look.loaded.diagnostics[*at];
        let shown = diagnostic.render(look.loaded.source_of(diagnostic), screen.color);
        lines.extend(shown.lines().map(str::to_owned));
        lines.push(String::new());
    }
    if let Some(found) = &look.found {
        lines.extend(
            found
                .tested
                .failed
                .iter()
                .flat_map(|failed| failed_lines(failed, screen)),
        );
        if !found.tested.failed.is_empty() {
            lines.push(String::new());
        }
        lines.extend(changes(found, screen));
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    fit(lines, screen.height)
}

/// `règles : 0 erreur, 2 avertissements · exemples : 1 échec sur 1040 · articles : 1 perdue, 3 gagnées, 0 changée (12 relus sur 1000)`.
fn summary(look: &Look, screen: Screen<'_>) -> String {
    let hue = |bad: bool| {
        if bad {
            AnsiColor::Red
        } else {
            AnsiColor::Green
        }
    };
    let rules = format!(
        "règles : {}, {}",
        number(look.errors, "erreur"),
        number(look.warnings, "avertissement")
    );
    let mut parts = vec![painted(&rules, hue(look.errors > 0), screen)];
    match &look.found {
        None => parts.push("rien d'essayé : l'état d'avant est gardé".into()),
        Some(Found {
            tested,
            comparison,
            articles,
            read,
        }) => {
            let failed = tested.failed.len();
            let said = format!(
                "exemples : {} sur {}",
                number(failed, "échec"),
                tested.examples
            );
            parts.push(painted(&said, hue(failed > 0), screen));
            if let Some(tally) = comparison
                .as_ref()
                .map(|comparison| comparison.tally())
                .filter(|_| *articles > 0)
            {
                let [lost, gained, changed] = [
                    (tally.lost, "perdue"),
                    (tally.gained, "gagnée"),
                    (tally.changed, "changée"),
                ]
                .map(|(n, noun)| number(n, noun));
                let said = format!("articles : {lost}, {gained}, {changed}");
                let hue = if tally.total() > 0 {
                    AnsiColor::Yellow
                } else {
                    AnsiColor::Green
                };
                parts.push(format!(
                    "{} ({} sur {articles})",
                    painted(&said, hue, screen),
                    number(*read, "relu")
                ));
            } else if *articles > 0 {
                parts.push(format!("{} en mémoire", number(*articles, "article")));
            }
            if !look.good {
                parts.push("comparé au dernier état sans échec".into());
            }
        }
    }
    parts.join(" · ")
}

fn failed_lines(failed: &Failed, screen: Screen<'_>) -> Vec<String> {
    let (word, found) = match &failed.outcome {
        Outcome::Missed => ("manqué", &[][..]),
        Outcome::Wrong(found) => ("faux", &found[..]),
        Outcome::Noisy(found) => ("bruyant", &found[..]),
        Outcome::Passed | Outcome::Spared(_) | Outcome::Awaited | Outcome::Reached => {
            return Vec::new();
        }
    };
    let word = painted(&format!("{word:<8}"), AnsiColor::Red, screen);
    let mut lines = vec![format!(
        "{word} {} {}  {}",
        failed.at, failed.rule, failed.sentence
    )];
    lines.extend(found.iter().map(|found| {
        format!(
            "         trouvé : [{}] => {}  {}",
            found.evidence, found.parties, found.at
        )
    }));
    lines
}

/// The changes: those lost first, for they are the price of an edit.
fn changes(found: &Found, screen: Screen<'_>) -> Vec<String> {
    let shown = Shown {
        categories: screen.categories,
        limit: None,
        color: screen.color,
    };
    let mut written = Vec::new();
    for kind in Kind::ALL {
        let changes = found
            .comparison
            .iter()
            .flat_map(|comparison| &comparison.changes);
        for change in changes.filter(|change| change.change == kind) {
            // Writing to memory cannot fail.
            let _ = write_change(change, shown, &mut written);
        }
    }
    String::from_utf8_lossy(&written)
        .lines()
        .map(str::to_owned)
        .collect()
}

/// The lines for which there is room, and how many there are besides.
fn fit(mut lines: Vec<String>, height: Option<usize>) -> String {
    let room = height.unwrap_or(usize::MAX).max(2);
    let more = lines.len().saturating_sub(room);
    if more > 0 {
        lines.truncate(room - 1);
        lines.push(format!("… {} de plus", number(more + 1, "ligne")));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn painted(text: &str, color: AnsiColor, screen: Screen<'_>) -> String {
    let style: Style = color.on_default().bold();
    match screen.color {
        true => format!("{style}{text}{style:#}"),
        false => text.to_owned(),
    }
}

/// A number and its noun: in French the plural begins with two.
fn number(number: usize, noun: &str) -> String {
    let plural = if number > 1 { "s" } else { "" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::embedded;
    use crate::study::watch::Watch;
    use crate::study::watch::tests::edited;
    use crate::text::document::Document;

    /// The screen after «@nier» was written so in the rules of denials.
    fn shown(watch: &mut Watch, nier: &str, height: Option<usize>) -> String {
        let line = format!("\n{nier}\n");
        let files = edited(&embedded::files(), "denial.toml", "\n@nier\n", &line);
        let look = watch.look(&files);
        let text = screen(
            &look,
            Screen {
                height,
                color: false,
                categories: &[],
            },
        );
        // The pack grows: its numbers and lines are not what this is about.
        let mut plain = String::new();
        for c in text.chars() {
            match c {
                c if !c.is_ascii_digit() => plain.push(c),
                _ if plain.ends_with('N') => {}
                _ => plain.push('N'),
            }
        }
        plain
    }

    #[test]
    fn a_screen_holds_what_an_edit_did() {
        let article = "Téhéran dément avoir livré des drones à Khartoum.\n\nKigali nie toute présence de ses soldats au Kivu.\n";
        let mut watch = Watch::new(vec![Document::plain("a.txt", article.into())]);
        let first = shown(&mut watch, "@nier", None);
        let narrowed = shown(&mut watch, "@nier avoir", Some(12));
        let broken = shown(&mut watch, "@nieer", None);
        insta::assert_snapshot!([first, narrowed, broken].join("═══\n"));
    }
}
