//! Markdown: the same, for where pages of text are kept.

use std::io::{Result, Write};

use crate::output::manual::{count, examples, expected, policies, sentence, status};
use crate::rules::pack::{Entry, PatternLine};
use crate::study::manual::{Chapter, LexiconPage, Manual, RulePage};

/// Writes the text.
///
/// # Errors
/// What `out` says.
pub fn markdown(manual: &Manual<'_>, out: &mut impl Write) -> Result<()> {
    let pack = manual.pack;
    writeln!(out, "# {}\n", plain(&pack.name))?;
    writeln!(
        out,
        "Version {} · {} · {} · {}",
        plain(&pack.version),
        count(manual.categories.len(), "catégorie"),
        count(pack.rules.len(), "règle"),
        count(manual.lexicons.len(), "lexique")
    )?;
    for category in &manual.categories {
        chapter(category, out)?;
    }
    writeln!(out, "\n## Lexiques")?;
    for page in &manual.lexicons {
        lexicon(page, out)?;
    }
    Ok(())
}

fn chapter(chapter: &Chapter<'_>, out: &mut impl Write) -> Result<()> {
    let category = chapter.category;
    writeln!(
        out,
        "\n## {}\n\n{}\n",
        plain(&category.label_fr),
        plain(&category.what)
    )?;
    let codes = |name: &str, codes: &[String]| match codes {
        [] => String::new(),
        codes => format!(" · {name} {}", codes.join(", ")),
    };
    writeln!(
        out,
        "`{}` · {}{}{}",
        category.id,
        plain(&category.label_en),
        codes("CAMEO", &category.cameo),
        codes("PLOVER", &category.plover)
    )?;
    patterns("Exceptions de toutes les règles", &chapter.excepts, out)?;
    for page in &chapter.rules {
        rule(page, out)?;
    }
    Ok(())
}

fn rule(page: &RulePage<'_>, out: &mut impl Write) -> Result<()> {
    let rule = page.rule;
    writeln!(
        out,
        "\n### {}\n\n*{}* · {}",
        plain(&rule.id),
        status(rule),
        page.at
    )?;
    for policy in policies(rule) {
        writeln!(out, " · {policy}")?;
    }
    patterns("Motifs", &rule.patterns.iter().collect::<Vec<_>>(), out)?;
    patterns("Exceptions", &page.excepts, out)?;
    for (mark, what, list) in examples(rule) {
        writeln!(out, "\nPhrases {what} :\n")?;
        for example in list {
            let said = example.expected.as_ref().map(expected);
            let said = said
                .map(|said| format!(" — {}", plain(&said)))
                .unwrap_or_default();
            writeln!(out, "- {mark} {}{said}", plain(&sentence(example)))?;
        }
    }
    Ok(())
}

fn patterns(title: &str, lines: &[&PatternLine], out: &mut impl Write) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title} :\n\n```text")?;
    for line in lines {
        writeln!(out, "{}", line.text)?;
    }
    writeln!(out, "```")
}

fn lexicon(page: &LexiconPage<'_>, out: &mut impl Write) -> Result<()> {
    writeln!(out, "\n### @{}\n", plain(&page.lexicon.name))?;
    if !page.what.is_empty() {
        writeln!(out, "{}\n", plain(&page.what))?;
    }
    let users: Vec<&str> = page.used_by.iter().copied().collect();
    if !users.is_empty() {
        writeln!(out, "Employé par {}\n", plain(&users.join(", ")))?;
    }
    for (Entry { line, mask }, forms) in page.lexicon.entries.iter().zip(&page.forms) {
        let sign = if *mask { "! " } else { "" };
        let found: Vec<String> = forms
            .iter()
            .filter(|lemma| !lemma.forms.is_empty())
            .map(|lemma| lemma.forms.join(", "))
            .collect();
        let found = match found.as_slice() {
            [] => String::new(),
            found => format!(" — {}", plain(&found.join(" ; "))),
        };
        writeln!(out, "- `{sign}{}`{found}", line.text)?;
    }
    Ok(())
}

/// Text whose signs Markdown leaves alone.
fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '#' | '|'
        ) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}
