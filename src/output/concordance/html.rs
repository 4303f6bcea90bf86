//! A concordance as a page that needs nothing else: one table, what was found in its middle column.

use std::io::{Result, Write};

use crate::output::concordance::shown::Shown;
use crate::output::concordance::text::french;
use crate::study::concordance::Hit;

const STYLE: &str = "\
body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem;color:#1b1b1b;background:#fff}
h1{font-size:1.15rem}h2{font-size:1rem;margin:1.2rem 0 .2rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}
td{padding:.12rem .3rem;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;vertical-align:baseline}
tr:nth-child(even){background:#f5f5f2}
.l{text-align:right;direction:rtl;width:34%}.l bdi{unicode-bidi:isolate;direction:ltr}
.f{width:auto}.p{width:16rem;color:#666;font-size:.85em}
mark{background:#ffe9a8;padding:0 .1em}.b{color:#a33}
@media print{td{white-space:normal}}
@media (max-width:700px){body{margin:.7rem}table,tbody,tr{display:block}tr{padding:.4rem .2rem}
td{display:inline;padding:0;white-space:normal}.l{direction:ltr}.p{display:block}}";

/// Writes the page.
pub(super) fn write(shown: &Shown<'_>, out: &mut impl Write) -> Result<()> {
    let title = escaped(shown.title);
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1>{title} : {}</h1>",
        shown.counts()
    )?;
    for (verb, hits) in shown.groups() {
        if let Some((verb, count)) = verb {
            writeln!(out, "<h2>{} : {count}</h2>", escaped(verb))?;
        }
        writeln!(out, "<table>")?;
        for hit in hits {
            write_row(hit, out)?;
        }
        writeln!(out, "</table>")?;
    }
    writeln!(out, "</body>\n</html>")
}

fn write_row(hit: &Hit, out: &mut impl Write) -> Result<()> {
    let mut found = String::new();
    let mut at = 0;
    for part in &hit.evidence {
        found += &escaped(&hit.found[at..part.start]);
        found += &format!("<mark>{}</mark>", escaped(part.of(&hit.found)));
        at = part.end;
    }
    found += &escaped(&hit.found[at..]);
    let blocked = hit
        .blocked
        .map(|why| format!(" <span class=\"b\">{}</span>", french(why)));
    let rule = match (&hit.rule, &hit.at) {
        (Some(rule), Some(at)) => format!(" title=\"{}\"", escaped(&format!("{rule} ({at})"))),
        _ => String::new(),
    };
    writeln!(
        out,
        "<tr{rule}><td class=\"l\"><bdi>{}</bdi></td><td class=\"f\">{found}{}</td><td class=\"p\">{}:{}{}</td></tr>",
        escaped(&hit.left),
        escaped(&hit.right),
        escaped(&hit.doc),
        hit.sentence,
        blocked.unwrap_or_default()
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
