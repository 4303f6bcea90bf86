//! One page of HTML: light or dark as its reader likes it, fit to be printed, without network.

use std::borrow::Cow;
use std::io::{Result, Write};

use crate::output::manual::{count, examples, expected, policies, sentence, status};
use crate::rules::pack::{Entry, PatternLine};
use crate::study::manual::{Chapter, LemmaForms, LexiconPage, Manual, RulePage, lexicons_named};

const STYLE: &str = include_str!("style.css");

/// Writes the page.
///
/// # Errors
/// What `out` says.
pub fn html(manual: &Manual<'_>, out: &mut impl Write) -> Result<()> {
    let (name, version) = (escaped(&manual.pack.name), escaped(&manual.pack.version));
    write!(
        out,
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{name} {version}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header><h1>{name}</h1><p>version {version} · {} · {} · {}</p></header>\n",
        count(manual.categories.len(), "catégorie"),
        count(manual.pack.rules.len(), "règle"),
        count(manual.lexicons.len(), "lexique"),
    )?;
    contents(manual, out)?;
    out.write_all(b"<main>\n")?;
    for category in &manual.categories {
        chapter(category, out)?;
    }
    out.write_all(b"<section id=\"lexiques\"><h2>Lexiques</h2>\n")?;
    for page in &manual.lexicons {
        lexicon(page, manual, out)?;
    }
    out.write_all(b"</section>\n</main>\n</body>\n</html>\n")
}

fn contents(manual: &Manual<'_>, out: &mut impl Write) -> Result<()> {
    out.write_all(b"<nav><ul>\n")?;
    for chapter in &manual.categories {
        let category = chapter.category;
        let (id, label) = (escaped(&category.id), escaped(&category.label_fr));
        writeln!(
            out,
            "<li><a href=\"#cat-{id}\">{label}</a> <small>{}</small></li>",
            count(chapter.rules.len(), "règle")
        )?;
    }
    writeln!(
        out,
        "<li><a href=\"#lexiques\">Lexiques</a></li>\n</ul></nav>"
    )
}

fn chapter(chapter: &Chapter<'_>, out: &mut impl Write) -> Result<()> {
    let category = chapter.category;
    let (id, label) = (escaped(&category.id), escaped(&category.label_fr));
    writeln!(
        out,
        "<section id=\"cat-{id}\"><h2>{label}</h2>\n<p>{}</p>",
        escaped(&category.what)
    )?;
    let codes = |name: &str, codes: &[String]| match codes {
        [] => String::new(),
        codes => format!(" · {name} {}", escaped(&codes.join(", "))),
    };
    writeln!(
        out,
        "<p class=\"meta\"><code>{id}</code> · {}{}{}</p>",
        escaped(&category.label_en),
        codes("CAMEO", &category.cameo),
        codes("PLOVER", &category.plover)
    )?;
    patterns("Exceptions de toutes les règles", &chapter.excepts, out)?;
    for page in &chapter.rules {
        rule(page, out)?;
    }
    out.write_all(b"</section>\n")
}

fn rule(page: &RulePage<'_>, out: &mut impl Write) -> Result<()> {
    let rule = page.rule;
    let id = escaped(&rule.id);
    writeln!(
        out,
        "<article id=\"rule-{id}\"><h3>{id} <span class=\"status {}\">{}</span></h3>\n<p class=\"meta\">{}</p>",
        rule.status.as_str(),
        status(rule),
        escaped(&page.at)
    )?;
    let policies = policies(rule);
    if !policies.is_empty() {
        writeln!(
            out,
            "<p class=\"meta\">{}</p>",
            escaped(&policies.join(" ; "))
        )?;
    }
    patterns("Motifs", &rule.patterns.iter().collect::<Vec<_>>(), out)?;
    patterns("Exceptions", &page.excepts, out)?;
    for (mark, what, list) in examples(rule) {
        writeln!(out, "<ul class=\"examples\" title=\"{what}\">")?;
        for example in list {
            let said = example.expected.as_ref().map(expected);
            let said = said.map(|said| format!(" <small>{}</small>", escaped(&said)));
            writeln!(
                out,
                "<li><b aria-label=\"{what}\">{mark}</b> {}{}</li>",
                escaped(&sentence(example)),
                said.unwrap_or_default()
            )?;
        }
        out.write_all(b"</ul>\n")?;
    }
    out.write_all(b"</article>\n")
}

fn patterns(title: &str, lines: &[&PatternLine], out: &mut impl Write) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h4>{title}</h4>\n<ul class=\"patterns\">")?;
    for line in lines {
        writeln!(out, "<li><code>{}</code></li>", linked(line))?;
    }
    out.write_all(b"</ul>\n")
}

/// A pattern whose lexicons lead to where they stand.
fn linked(line: &PatternLine) -> String {
    let text = &line.text;
    let mut shown = String::new();
    let mut done = 0;
    for (name, span) in lexicons_named(line) {
        shown.push_str(&escaped(&text[done..span.start]));
        let (name, written) = (escaped(name), escaped(span.of(text)));
        shown.push_str(&format!("<a href=\"#lex-{name}\">{written}</a>"));
        done = span.end;
    }
    shown.push_str(&escaped(&text[done..]));
    shown
}

fn lexicon(page: &LexiconPage<'_>, manual: &Manual<'_>, out: &mut impl Write) -> Result<()> {
    let name = escaped(&page.lexicon.name);
    writeln!(
        out,
        "<article id=\"lex-{name}\"><h3>@{name} <small>{}</small></h3>",
        count(page.lexicon.entries.len(), "entrée")
    )?;
    if !page.what.is_empty() {
        writeln!(out, "<p>{}</p>", escaped(&page.what))?;
    }
    let user = |id: &&str| {
        let kind = match manual.pack.rules.iter().any(|rule| rule.id == **id) {
            true => "rule",
            false => "lex",
        };
        format!("<a href=\"#{kind}-{0}\">{0}</a>", escaped(id))
    };
    let users: Vec<String> = page.used_by.iter().map(user).collect();
    if !users.is_empty() {
        writeln!(
            out,
            "<p class=\"meta\">employé par {}</p>",
            users.join(", ")
        )?;
    }
    out.write_all(b"<dl>\n")?;
    for (entry, forms) in page.lexicon.entries.iter().zip(&page.forms) {
        let Entry { line, mask } = entry;
        let sign = if *mask { "! " } else { "" };
        writeln!(out, "<dt><code>{sign}{}</code></dt>", linked(line))?;
        for LemmaForms { written, forms } in forms.iter().filter(|lemma| !lemma.forms.is_empty()) {
            let forms = escaped(&forms.join(", ")).into_owned();
            // An entry that is one lemma need not name it again.
            match *written == line.text {
                true => writeln!(out, "<dd>{forms}</dd>")?,
                false => writeln!(out, "<dd><i>{}</i> {forms}</dd>", escaped(written))?,
            }
        }
    }
    out.write_all(b"</dl></article>\n")
}

/// Text as HTML holds it, in elements and in attributes.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    Cow::Owned(safe)
}
