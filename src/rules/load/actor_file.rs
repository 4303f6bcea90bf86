//! Reads a table of actors, `actors/NAME.tsv`: id, kind, forms, from, to.

use crate::rules::findings::Findings;
use crate::rules::nearest::nearest;
use crate::rules::pack::{ActorKind, ActorLine, PatternLine, Place};
use crate::text::dateline::is_date;
use crate::text::span::Span;

const COLUMNS: &[&str] = &["id", "kind", "forms", "from", "to"];

/// Columns that a line must have; *from* and *to* may be left off.
const REQUIRED: usize = 3;

/// The kinds, as the tables write them.
const KINDS: &[&str] = &[
    "state",
    "organisation",
    "armed",
    "office",
    "person",
    "place",
    "ngo",
    "observer",
    "demonym",
];

/// Reads the lines of a table.
pub(super) fn read(file: usize, findings: &mut Findings) -> Vec<ActorLine> {
    let source = &findings.sources()[file];
    let mut header = false;
    let mut actors = Vec::new();
    for (start, line) in source.lines() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells = cells(line, Place::new(file, Span::new(start, start + line.len())));
        if !header {
            header = true;
            if is_header(&cells) {
                continue;
            }
            let message = "la première ligne ne nomme pas les colonnes";
            let help = format!(
                "commencez par : {} (séparées par des tabulations)",
                COLUMNS.join(" ")
            );
            findings.report("bad-header", cells_place(&cells), message, help);
            if cells[0].text.eq_ignore_ascii_case("id") {
                continue;
            }
        }
        if (REQUIRED..=COLUMNS.len()).contains(&cells.len()) {
            actors.extend(actor(&cells, findings));
        } else {
            wrong_columns(&cells, line, findings);
        }
    }
    actors
}

/// A cell without outer spaces, and its place.
struct Cell<'s> {
    text: &'s str,
    place: Place,
}

fn cells(line: &str, place: Place) -> Vec<Cell<'_>> {
    split(line, "\t", place)
}

/// The parts of a text that stands at `place`.
fn split<'s>(text: &'s str, separator: &str, place: Place) -> Vec<Cell<'s>> {
    let mut start = place.span.start;
    let mut parts = Vec::new();
    for part in text.split(separator) {
        let at = start + (part.len() - part.trim_start().len());
        let trimmed = part.trim();
        let span = Span::new(
            at.min(start + part.len()),
            at.min(start + part.len()) + trimmed.len(),
        );
        parts.push(Cell {
            text: trimmed,
            place: Place::new(place.file, span),
        });
        start += part.len() + separator.len();
    }
    parts
}

fn cells_place(cells: &[Cell<'_>]) -> Place {
    let last = &cells[cells.len() - 1].place;
    Place::new(last.file, cells[0].place.span.cover(last.span))
}

fn is_header(cells: &[Cell<'_>]) -> bool {
    cells
        .iter()
        .map(|cell| cell.text)
        .eq(COLUMNS.iter().copied())
}

fn wrong_columns(cells: &[Cell<'_>], line: &str, findings: &mut Findings) {
    let message = match cells.len() {
        1 => "cette ligne n'a qu'une colonne".to_string(),
        count => format!("cette ligne a {count} colonnes"),
    };
    let help = if line.contains('\t') {
        "une ligne a cinq colonnes (id, kind, forms, from, to) ; les formes se séparent par « | », sans tabulation"
    } else {
        "les colonnes (id, kind, forms, from, to) se séparent par une tabulation, non par des espaces"
    };
    findings.report("wrong-columns", cells_place(cells), message, help);
}

/// Reads a line of the right number of columns; `None` where its kind is unknown.
fn actor(cells: &[Cell<'_>], findings: &mut Findings) -> Option<ActorLine> {
    check_id(&cells[0], findings);
    let kind = kind(&cells[1], findings);
    let forms = forms(&cells[2], findings);
    let from = date(cells.get(3), findings);
    let to = date(cells.get(4), findings);
    if let (Some(from), Some(to)) = (&from, &to)
        && ends_before(from, to)
    {
        let message = format!("le début ({from}) suit la fin ({to})");
        let help = "échangez les deux dates, ou corrigez-les";
        findings.report("bad-date", cells[3].place, message, help);
    }
    Some(ActorLine {
        id: cells[0].text.to_string(),
        kind: kind?,
        forms,
        place: cells_place(cells),
        from,
        to,
    })
}

fn check_id(cell: &Cell<'_>, findings: &mut Findings) {
    let code = |id: &str| id.len() == 3 && id.bytes().all(|b| b.is_ascii_uppercase());
    let named = |id: &str| {
        id.strip_prefix("X:").is_some_and(|name| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_lowercase() || c.is_ascii_digit() || c == '-')
        })
    };
    if cell.text == "*" || code(cell.text) || named(cell.text) {
        return;
    }
    let message = format!("« {} » n'est pas un identifiant d'acteur", cell.text);
    let help = "écrivez le code ISO en trois capitales (FRA), X:nom en minuscules pour ce qui n'en a pas (X:hezbollah), ou * quand le contexte dit l'État";
    findings.report("bad-actor-id", cell.place, message, help);
}

fn kind(cell: &Cell<'_>, findings: &mut Findings) -> Option<ActorKind> {
    let kind = ActorKind::parse(cell.text);
    if kind.is_none() {
        let meant = nearest(cell.text, KINDS.iter().copied());
        let meant = meant
            .map(|kind| format!("vouliez-vous « {kind} » ? "))
            .unwrap_or_default();
        let message = format!("sorte d'acteur inconnue : « {} »", cell.text);
        let help = format!("{meant}Sortes connues : {}", KINDS.join(", "));
        findings.report("unknown-actor-kind", cell.place, message, help);
    }
    kind
}

/// The forms of a cell; bars inside a group separate nothing.
fn forms(cell: &Cell<'_>, findings: &mut Findings) -> Vec<PatternLine> {
    let mut forms = Vec::new();
    let help = "écrivez au moins une forme ; plusieurs se séparent par « | »";
    if cell.text.is_empty() {
        findings.report(
            "missing-form",
            cell.place,
            "cet acteur n'a aucune forme",
            help,
        );
        return forms;
    }
    for part in split(cell.text, " | ", cell.place) {
        if part.text.is_empty() {
            findings.report("missing-form", part.place, "une des formes est vide", help);
            continue;
        }
        forms.extend(findings.pattern(part.text.to_string(), part.place));
    }
    forms
}

/// `YYYY` or `YYYY-MM`; nothing where the cell is empty or (reported) no date.
fn date(cell: Option<&Cell<'_>>, findings: &mut Findings) -> Option<String> {
    let cell = cell.filter(|cell| !cell.text.is_empty())?;
    // The day of a month is in no table.
    if is_date(cell.text) && cell.text.len() <= "YYYY-MM".len() {
        return Some(cell.text.to_string());
    }
    let message = format!("« {} » n'est pas une date", cell.text);
    findings.report(
        "bad-date",
        cell.place,
        message,
        "écrivez l'année, ou l'année et le mois : 2019 ou 2019-12",
    );
    None
}

/// Whether `to` is before `from`; a year alone holds all its months.
fn ends_before(from: &str, to: &str) -> bool {
    let shared = from.len().min(to.len());
    from[..shared] > to[..shared]
}
