//! Warnings that a file allows, by their code and with a reason: `# allow CODE: reason` above a line, a block or a
//! `[[rule]]`, or behind an entry of a lexicon; `# allow-file CODE: reason` for the whole file.

use crate::rules::codes::{CODES, severity};
use crate::rules::nearest::nearest;
use crate::text::diagnostic::{Diagnostic, Fix, Severity};
use crate::text::source::Source;
use crate::text::span::Span;

/// Takes away the warnings that the files allow, and adds what is wrong with those comments themselves.
pub fn allowed(sources: &[Source], found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut allowances: Vec<Allowance<'_>> = sources.iter().flat_map(allowances).collect();
    if allowances.is_empty() {
        return found;
    }
    let mut kept: Vec<Diagnostic> = found
        .into_iter()
        .filter(|diagnostic| {
            let covering = allowances
                .iter_mut()
                .find(|allowance| allowance.covers(diagnostic));
            match covering {
                Some(allowance) => {
                    allowance.used = true;
                    false
                }
                None => true,
            }
        })
        .collect();
    // A pack with errors is not judged to the end: what a comment allows may not have been looked for.
    let whole = !kept.iter().any(Diagnostic::is_error);
    let judged = allowances
        .iter()
        .filter_map(Allowance::judge)
        .filter(|found| whole || found.code != "useless-allow");
    kept.extend(judged);
    kept.sort_by(Diagnostic::by_place);
    kept
}

/// One code in one comment.
#[derive(Debug)]
struct Allowance<'s> {
    source: &'s Source,
    /// The comment, from `#` on.
    comment: Span,
    code: &'s str,
    reason: &'s str,
    /// First and last line covered.
    lines: (usize, usize),
    used: bool,
}

impl Allowance<'_> {
    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        let (first, last) = self.lines;
        diagnostic.severity == Severity::Warning
            && diagnostic.code == self.code
            && diagnostic.file == self.source.name
            && (first..=last).contains(&diagnostic.line)
    }

    /// What is wrong with the comment itself.
    fn judge(&self) -> Option<Diagnostic> {
        let known = CODES.iter().find(|code| code.name == self.code);
        let (message, help) = match known.map(|code| code.severity) {
            None => {
                let codes = CODES.iter().filter(|c| c.severity == Severity::Warning);
                let near = nearest(self.code, codes.map(|code| code.name));
                let help = match near {
                    Some(meant) => format!("vouliez-vous « {meant} » ?"),
                    None => {
                        "écrivez le code entre crochets du message : # allow unknown-lemma: raison"
                            .into()
                    }
                };
                (format!("aucun message n'a le code « {} »", self.code), help)
            }
            Some(Severity::Error) => (
                format!(
                    "« {} » est une erreur : elle ne peut pas être admise",
                    self.code
                ),
                "corrigez-la, et retirez ce commentaire".into(),
            ),
            Some(Severity::Warning) if self.reason.is_empty() => (
                "ce commentaire ne dit pas pourquoi l'avertissement est admis".into(),
                format!("écrivez la raison : # allow {}: raison", self.code),
            ),
            Some(Severity::Warning) if self.used => return None,
            Some(Severity::Warning) => return Some(self.useless()),
        };
        Some(self.report("bad-allow", message, help))
    }

    fn useless(&self) -> Diagnostic {
        let message = format!("il n'y a ici aucun « {} » à admettre", self.code);
        let line = self
            .source
            .line_span(self.source.line_column(self.comment.start).0);
        let text = &self.source.text;
        let alone = line.of(text).trim_start().len() == self.comment.len();
        let one_code = self.comment.of(text).matches(',').count() == 0;
        let span = match alone {
            true => Span::new(
                line.start,
                (line.end + line_end(&text[line.end..])).min(text.len()),
            ),
            false => Span::new(
                line.start
                    + line.of(text)[..self.comment.start - line.start]
                        .trim_end()
                        .len(),
                line.end,
            ),
        };
        let fix = one_code.then(|| Fix {
            span,
            with: String::new(),
        });
        self.report("useless-allow", message, "retirez ce commentaire".into())
            .with_fix(fix)
    }

    fn report(&self, code: &'static str, message: String, help: String) -> Diagnostic {
        Diagnostic::new(
            code,
            severity(code),
            self.source,
            self.comment,
            message,
            help,
        )
    }
}

/// Bytes of the line end at the start of a text.
fn line_end(text: &str) -> usize {
    match text {
        _ if text.starts_with("\r\n") => 2,
        _ => usize::from(text.starts_with('\n')),
    }
}

fn allowances(source: &Source) -> Vec<Allowance<'_>> {
    let mut found = Vec::new();
    if !source.text.contains("# allow") && !source.text.contains("#allow") {
        return found;
    }
    let lexicon = source.name.ends_with(".txt");
    if !lexicon && !source.name.ends_with(".toml") && !source.name.ends_with(".tsv") {
        return found;
    }
    for (index, (start, line)) in source.lines().enumerate() {
        let Some(comment) = comment_of(line, lexicon) else {
            continue;
        };
        let said = line[comment..].trim_end();
        let Some((whole, rest)) = directive(said) else {
            continue;
        };
        let number = index + 1;
        let alone = line[..comment].trim().is_empty();
        let lines = match (whole, alone) {
            (true, _) => (1, usize::MAX),
            (false, true) => below(source, number),
            (false, false) => (number, number),
        };
        let (codes, reason) = rest.split_once(':').unwrap_or((rest, ""));
        for code in codes.split(',').map(str::trim) {
            found.push(Allowance {
                source,
                comment: Span::new(start + comment, start + comment + said.len()),
                code,
                reason: reason.trim(),
                lines,
                used: false,
            });
        }
    }
    found
}

/// Where the comment of a line begins. Behind a line it counts in lexicons alone: in a block of TOML it is text.
fn comment_of(line: &str, lexicon: bool) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    if line[indent..].starts_with('#') {
        return Some(indent);
    }
    let behind = |mark: &str| line.find(mark).map(|at| at + 1);
    lexicon.then(|| behind(" #").or_else(|| behind("\t#")))?
}

/// Whether the comment is about the whole file, and what follows its first word.
fn directive(comment: &str) -> Option<(bool, &str)> {
    let said = comment.trim_start_matches('#').trim_start();
    let whole = said.strip_prefix("allow-file ").map(|rest| (true, rest));
    whole.or_else(|| said.strip_prefix("allow ").map(|rest| (false, rest)))
}

/// The lines that a comment on a line of its own is about: the next one that says something, with the block that it
/// opens, or with its whole table.
fn below(source: &Source, comment: usize) -> (usize, usize) {
    let lines: Vec<&str> = source.lines().map(|(_, line)| line.trim()).collect();
    let says = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let Some(first) = (comment..lines.len()).find(|index| says(&lines[*index])) else {
        return (comment, comment);
    };
    let ends = |is_end: &dyn Fn(&str) -> bool| {
        (first + 1..lines.len())
            .find(|index| is_end(lines[*index]))
            .unwrap_or(lines.len())
    };
    let opened = ["'''", "\"\"\""]
        .into_iter()
        .find(|mark| lines[first].matches(mark).count() == 1);
    let last = match opened {
        _ if lines[first].starts_with("[[") => ends(&|line| line.starts_with("[[")),
        Some(mark) => ends(&|line| line.contains(mark)) + 1,
        None => first + 1,
    };
    (first + 1, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that the first comment of a file covers.
    fn lines_of(name: &str, text: &str) -> Option<(usize, usize)> {
        let source = Source::new(name, text);
        let found = allowances(&source);
        Some(found.first()?.lines)
    }

    #[test]
    fn a_comment_covers_a_line_a_block_a_table_or_the_file() {
        let cases = [
            ("l.txt", "# allow a: b\n\n# autre\nmot\nmot\n", Some((4, 4))),
            ("l.txt", "mot\nmot # allow a: b\nmot\n", Some((2, 2))),
            ("l.txt", "# allow-file a: b\nmot\n", Some((1, usize::MAX))),
            (
                "r.toml",
                "# allow a: b\npattern = '''\nx\ny\n'''\nz = 1\n",
                Some((2, 5)),
            ),
            ("r.toml", "p = '''\n# allow a: b\nx\ny\n'''\n", Some((3, 3))),
            (
                "r.toml",
                "# allow a: b\n[[rule]]\nid = 'x'\n\n[[rule]]\n",
                Some((2, 4)),
            ),
            ("r.toml", "p = '''\nx # allow a: b\n'''\n", None),
            ("r.toml", "# allowed\nx = 1\n", None),
            ("README.md", "# allow a: b\n", None),
        ];
        for (name, text, expected) in cases {
            assert_eq!(lines_of(name, text), expected, "{text}");
        }
    }
}
