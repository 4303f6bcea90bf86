//! A pattern given by itself, on a command line: it joins the pack as a rule of its own, so that it is checked and
//! compiled as all others are and may use their lexicons.

use std::sync::Arc;

use crate::rules::check;
use crate::rules::findings::Findings;
use crate::rules::pack::{Pack, Place, Policy, Rule, Status, Subject};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Source;
use crate::text::span::Span;

/// What stands for the file name in the messages about such a pattern.
const NAME: &str = "motif";

/// What is to be said of a pattern.
#[derive(Debug)]
pub struct Told {
    /// The pattern, to be shown with the mistakes.
    pub source: Source,
    /// The mistakes, by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Adds a draft rule of this one pattern, which has no exceptions and heeds no context, behind all others. Gives
/// warnings about it; its index is the last one.
///
/// # Errors
/// The mistakes in the pattern; the pack is then as it was.
pub fn add_pattern(pack: &mut Pack, text: &str) -> Result<Told, Told> {
    let source = Source::new(NAME, text.trim());
    let sources: Arc<[Source]> = pack
        .sources
        .iter()
        .cloned()
        .chain([source.clone()])
        .collect();
    let place = Place::new(pack.sources.len(), Span::new(0, source.text.len()));
    let mut findings = Findings::new(&sources);
    let line = findings.pattern(source.text.clone(), place);
    let read = line.is_some();
    if let Some(line) = line {
        pack.rules.push(Rule {
            id: NAME.into(),
            category: 0,
            status: Status::Draft,
            patterns: vec![line],
            excepts: Vec::new(),
            negation: Policy::Ignore,
            hypothesis: Policy::Ignore,
            conditional: Policy::Ignore,
            subject: Subject::Speaker,
            matches: Vec::new(),
            rejects: Vec::new(),
            todo: Vec::new(),
            place,
        });
        check::patterns(pack, &mut findings);
    }
    let mut diagnostics = findings.into_sorted();
    diagnostics.retain(|diagnostic| diagnostic.file == NAME);
    let broken = diagnostics.iter().any(Diagnostic::is_error);
    let told = Told {
        source,
        diagnostics,
    };
    if broken {
        if read {
            pack.rules.pop();
        }
        return Err(told);
    }
    pack.sources = sources;
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::load::load_embedded;

    #[test]
    fn a_pattern_is_checked_as_those_of_rules_are() {
        let cases: &[(&str, &[&str])] = &[
            ("<promettre> ...4 arme", &[]),
            ("@reporting_verbs", &[]),
            ("@reporting_verb", &["unknown-lexicon"]),
            ("<promettre", &["unclosed-group"]),
            ("<prommettre>", &["unknown-lemma"]),
            ("<promettre:futur>", &["unknown-trait"]),
        ];
        let mut pack = load_embedded().pack.expect("a sound pack");
        for (text, codes) in cases {
            let before = (pack.rules.len(), pack.sources.len());
            let result = add_pattern(&mut pack, text);
            let grown = (pack.rules.len() - before.0, pack.sources.len() - before.1);
            assert_eq!(
                grown,
                if result.is_ok() { (1, 1) } else { (0, 0) },
                "{text}"
            );
            let (Ok(told) | Err(told)) = result;
            let found: Vec<&str> = told.diagnostics.iter().map(|found| found.code).collect();
            assert_eq!(found, *codes, "{text}");
        }
    }
}
