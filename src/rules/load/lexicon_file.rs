//! Reads a lexicon, `lexicons/NAME.txt`: one entry a line, and a word list of `french/`.

use crate::rules::findings::Findings;
use crate::rules::load::table::Text;
use crate::rules::pack::{Entry, Lexicon, Place};
use crate::text::span::Span;

/// Reads the lexicon of that name.
pub(super) fn read(file: usize, name: &str, french: bool, findings: &mut Findings) -> Lexicon {
    let entries = lines(file, findings)
        .into_iter()
        .filter_map(|line| entry(line, findings))
        .collect();
    Lexicon {
        name: name.into(),
        entries,
        file,
        french,
    }
}

/// Reads a line, which masks what it names where it begins with `!`.
fn entry(line: Text, findings: &mut Findings) -> Option<Entry> {
    let Some(masked) = line.text.strip_prefix('!') else {
        let line = findings.pattern(line.text, line.place)?;
        return Some(Entry { line, mask: false });
    };
    let masked = masked.trim_start();
    let start = line.text.len() - masked.len();
    let place = line
        .place
        .part(&line.text, Span::new(start, line.text.len()));
    if masked.is_empty() {
        let help =
            "écrivez derrière « ! » ce que le lexique ne doit pas prendre : ! trêve hivernale";
        findings.report("pattern-syntax", line.place, "ce masque est vide", help);
        return None;
    }
    let line = findings.pattern(masked.to_string(), place)?;
    Some(Entry { line, mask: true })
}

/// The words of a list, one a line.
pub(super) fn words(file: usize, findings: &Findings) -> Vec<Text> {
    lines(file, findings)
}

/// The lines that say something, without comments and outer spaces.
fn lines(file: usize, findings: &Findings) -> Vec<Text> {
    let source = &findings.sources()[file];
    let mut lines = Vec::new();
    for (start, line) in source.lines() {
        let said = without_comment(line);
        let text = said.trim();
        if text.is_empty() {
            continue;
        }
        let start = start + (said.len() - said.trim_start().len());
        let place = Place::new(file, Span::new(start, start + text.len()));
        lines.push(Text {
            text: text.into(),
            place,
        });
    }
    lines
}

/// A comment begins with `#` at the start of the line or behind a space.
pub(in crate::rules) fn without_comment(line: &str) -> &str {
    let begins = |(at, _): &(usize, &str)| {
        line[..*at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace)
    };
    line.match_indices('#')
        .find(begins)
        .map_or(line, |(at, _)| &line[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Source;

    #[test]
    fn lexicon_lines_have_exact_places() {
        let text = "# tête\n  <trêve>\t# fin\n\n! trêve hivernale\nC#\n!\n";
        let sources = [Source::new("lexicons/x.txt", text)];
        let mut findings = Findings::new(&sources);
        let lexicon = read(0, "x", false, &mut findings);
        let entries: Vec<_> = lexicon
            .entries
            .iter()
            .map(|e| (e.mask, e.line.text.as_str(), e.line.place.span.of(text)))
            .collect();
        assert_eq!(
            entries,
            [
                (false, "<trêve>", "<trêve>"),
                (true, "trêve hivernale", "trêve hivernale")
            ]
        );
        let found: Vec<_> = findings
            .into_sorted()
            .iter()
            .map(|f| (f.line, f.column))
            .collect();
        assert_eq!(found, [(5, 2), (6, 1)]);
    }
}
