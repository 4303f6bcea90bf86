//! Gaps that say nothing: too wide, at the edge of a pattern, or side by side.

use crate::rules::findings::Findings;
use crate::rules::pack::{Pack, PatternLine, Place};
use crate::rules::pattern::{Element, Gap, Kind, Pattern};
use crate::text::diagnostic::Fix;
use crate::text::span::Span;

/// The most words over which two elements still have to do with each other: clauses of news count about so many.
const WIDEST: u16 = 15;

/// Reports them. In a lexicon a gap at the end of an entry widens what it takes, and means something.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    // A file's exceptions stand in each of its rules; what is found twice is reported once.
    for line in pack
        .rules
        .iter()
        .flat_map(|rule| rule.patterns.iter().chain(&rule.excepts))
    {
        wide(line, findings);
        edges(line, &line.pattern, findings);
    }
    for entry in pack.lexicons.iter().flat_map(|lexicon| &lexicon.entries) {
        wide(&entry.line, findings);
        neighbours(&entry.line, &entry.line.pattern, findings);
    }
}

fn gap_of(element: &Element) -> Option<Gap> {
    match element.kind {
        Kind::Gap(gap) => Some(gap),
        _ => None,
    }
}

fn wide(line: &PatternLine, findings: &mut Findings) {
    line.pattern.visit(&mut |element| {
        let most = gap_of(element).and_then(|gap| gap.max);
        if let Some(most) = most.filter(|most| *most > WIDEST) {
            let message = format!("{most} mots d'intervalle : ce qui suit n'a plus guère de rapport");
            let help = format!(
                "resserrez-le (les articles ne comptent pas ; {WIDEST} au plus), ou écrivez ...* pour la fin de la proposition"
            );
            findings.report("wide-gap", line.place_of(element.span), message, help);
        }
    });
}

/// Gaps that may be empty, with nothing before or behind them.
fn edges(line: &PatternLine, pattern: &Pattern, findings: &mut Findings) {
    let elements = &pattern.elements;
    let empty = |element: &Element| gap_of(element).is_some_and(|gap| gap.min == 0);
    if let [first, second, ..] = elements.as_slice()
        && empty(first)
    {
        let rest = Span::new(first.span.start, second.span.start);
        edge(line, first, rest, "au début", findings);
    }
    if let [.., before, last] = elements.as_slice()
        && empty(last)
    {
        let rest = Span::new(before.span.end, last.span.end);
        edge(line, last, rest, "à la fin", findings);
    }
    neighbours(line, pattern, findings);
}

fn edge(line: &PatternLine, gap: &Element, rest: Span, at: &str, findings: &mut Findings) {
    let message = format!("cet intervalle {at} du motif ne dit rien : il peut être vide");
    let help = "retirez-le, ou écrivez combien de mots il doit y avoir : ...1-4";
    let fix = exact(line, rest, String::new());
    findings.report_with("useless-gap", line.place_of(gap.span), message, help, fix);
}

/// Two gaps side by side are one.
fn neighbours(line: &PatternLine, pattern: &Pattern, findings: &mut Findings) {
    for pair in pattern.elements.windows(2) {
        let (Some(one), Some(two)) = (gap_of(&pair[0]), gap_of(&pair[1])) else {
            continue;
        };
        let both = Span::new(pair[0].span.start, pair[1].span.end);
        let written = written(one, two);
        let message = "deux intervalles qui se suivent n'en font qu'un";
        let help = format!("écrivez {written}");
        let fix = exact(line, both, written);
        findings.report_with("useless-gap", line.place_of(both), message, help, fix);
    }
}

/// The gap that two neighbours are together.
fn written(one: Gap, two: Gap) -> String {
    let min = one.min + two.min;
    match one.max.zip(two.max) {
        None => "...*".into(),
        Some((a, b)) if min == 0 => format!("...{}", a + b),
        Some((a, b)) => format!("...{min}-{}", a + b),
    }
}

/// A change of a part of a pattern; none where the file writes it with escapes.
pub(super) fn exact(line: &PatternLine, part: Span, with: String) -> Option<Fix> {
    let Place { span, .. } = line.place_of(part);
    (line.place.span.len() == line.text.len()).then_some(Fix { span, with })
}
