//! Words that no text can hold side by side: an apostrophe left off or out of place, an article that French
//! contracts, two articles in a row; and signs of the notation that are written almost right, or left off.

use crate::rules::check::gaps::exact;
use crate::rules::findings::Findings;
use crate::rules::pack::{Pack, PatternLine};
use crate::rules::pattern::{Element, Kind, MarkClass, Pattern};
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::text::normalize::normal_form;
use crate::text::span::Span;

/// Words that lose their vowel, with what they are in full.
const ELIDED: &[(&str, &str)] = &[
    ("l", ""),
    ("d", "de"),
    ("qu", "que"),
    ("s", "se"),
    ("n", "ne"),
    ("j", "je"),
    ("m", "me"),
    ("t", "te"),
    ("c", "ce"),
    ("jusqu", "jusque"),
    ("lorsqu", "lorsque"),
    ("puisqu", "puisque"),
    ("quoiqu", "quoique"),
];

/// After one of these none of [`SECOND`] can stand.
const FIRST: &[&str] = &["un", "une", "au", "aux", "du", "des", "cet", "cette", "ces"];
const SECOND: &[&str] = &["le", "la", "les", "ce", "cet", "cette", "ces"];

/// Reports them.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    let checker = Checker { pack };
    for line in pack.pattern_lines() {
        checker.sequence(line, &line.pattern, findings);
        line.pattern.visit(&mut |element| match &element.kind {
            Kind::Choice(all) | Kind::Group { parts: all, .. } => {
                for pattern in all {
                    checker.sequence(line, pattern, findings);
                }
            }
            Kind::Capture { element, .. } if word_of(element) == Some("acteur") => {
                without_at(line, element, findings);
            }
            _ => {}
        });
    }
}

struct Checker<'p> {
    pack: &'p Pack,
}

impl Checker<'_> {
    fn sequence(&self, line: &PatternLine, pattern: &Pattern, findings: &mut Findings) {
        let elements = pattern.elements.as_slice();
        for (index, element) in elements.iter().enumerate() {
            let Some(word) = word_of(element) else {
                continue;
            };
            let word = normal_form(word);
            let next = elements.get(index + 1);
            apostrophe(line, element, &word, next, findings);
            dots(line, element, &word, findings);
            colon(line, element, next, findings);
            let (Some(second), third) = (next, elements.get(index + 2)) else {
                continue;
            };
            let Some(article) = word_of(second).map(normal_form) else {
                continue;
            };
            if ["de", "à"].contains(&&*word) && ["le", "les"].contains(&&*article) {
                if !self.may_be_verb(third) {
                    contracted(line, [element, second], third, findings);
                }
            } else if word == "si" && ["il", "ils"].contains(&&*article) {
                let both = Span::new(element.span.start, second.span.end);
                let message = format!("« {} » ne se trouve dans aucun texte", both.of(&line.text));
                let help = format!("écrivez « s'{article} »");
                let fix = exact(line, both, format!("s'{article}"));
                findings.report_with("never-matches", line.place_of(both), message, help, fix);
            } else if FIRST.contains(&&*word) && SECOND.contains(&&*article) {
                let both = Span::new(element.span.start, second.span.end);
                let message = format!("« {word} {article} » ne se suivent dans aucun texte");
                let help = "retirez l'un des deux : les articles n'ont pas besoin d'être écrits";
                findings.report("never-matches", line.place_of(both), message, help);
            }
        }
    }

    /// Whether a pronoun may stand before it: «à les rencontrer».
    fn may_be_verb(&self, element: Option<&Element>) -> bool {
        let inflection = &self.pack.inflection;
        match element.map(|element| &element.kind) {
            None | Some(Kind::Actor { .. } | Kind::Exact(_)) => false,
            Some(Kind::Word(word)) => {
                let infinitive = |form: &crate::rules::inflection::Form| {
                    form.form == *word && form.traits.contains(Traits::INF)
                };
                inflection
                    .forms(word, PartOfSpeech::Verb)
                    .iter()
                    .any(infinitive)
            }
            Some(Kind::Lemma(lemma)) => lemma.part.is_none_or(|part| part == 'V'),
            Some(_) => true,
        }
    }
}

/// `target:acteur`, which captures the word and not an actor.
fn without_at(line: &PatternLine, element: &Element, findings: &mut Findings) {
    let message = "cette capture prend le mot « acteur », non un acteur";
    let (place, help) = (line.place_of(element.span), "écrivez @acteur");
    let fix = exact(line, element.span, "@acteur".into());
    findings.report_with("never-matches", place, message, help, fix);
}

fn word_of(element: &Element) -> Option<&str> {
    match &element.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

fn contracted(
    line: &PatternLine,
    [word, article]: [&Element; 2],
    third: Option<&Element>,
    findings: &mut Findings,
) {
    let both = Span::new(word.span.start, article.span.end);
    let (text, written) = (both.of(&line.text), word.span.of(&line.text));
    let message = format!(
        "« {text} » ne se trouve dans aucun texte : le français contracte (du, des, au, aux)"
    );
    let help = format!(
        "écrivez « {written} » seul : il vaut aussi pour les formes contractées, et l'article ne compte pas"
    );
    let end = third.map_or(article.span.end, |third| third.span.start);
    let with = match third {
        Some(_) => format!("{written} "),
        None => written.into(),
    };
    let fix = exact(line, Span::new(word.span.start, end), with);
    findings.report_with("never-matches", line.place_of(both), message, help, fix);
}

/// Dots that are meant for a gap.
fn dots(line: &PatternLine, element: &Element, word: &str, findings: &mut Findings) {
    if word.starts_with("..") {
        let message = format!(
            "« {} » n'est le mot d'aucun texte",
            element.span.of(&line.text)
        );
        let words = word.trim_start_matches('.');
        let help = format!("un intervalle s'écrit avec trois points : ...{words}");
        let fix = exact(line, element.span, format!("...{words}"));
        findings.report_with(
            "never-matches",
            line.place_of(element.span),
            message,
            help,
            fix,
        );
    }
}

/// A word and a colon that are meant for a capture: a colon of the text is set off by spaces.
fn colon(line: &PatternLine, element: &Element, next: Option<&Element>, findings: &mut Findings) {
    let touches = |next: &&Element| {
        next.kind == Kind::Mark(MarkClass::Colon) && next.span.start == element.span.end
    };
    if let Some(mark) = next.filter(touches) {
        let both = Span::new(element.span.start, mark.span.end);
        let message = format!("« {} » ne capture rien", both.of(&line.text));
        let help = "une capture s'écrit speaker:, target: ou head: ; le deux-points d'un texte, entre deux espaces";
        findings.report("never-matches", line.place_of(both), message, help);
    }
}

/// An elided word without its apostrophe, or an apostrophe that no text has there.
fn apostrophe(
    line: &PatternLine,
    element: &Element,
    word: &str,
    next: Option<&Element>,
    findings: &mut Findings,
) {
    let place = line.place_of(element.span);
    let written = element.span.of(&line.text);
    let bare = ELIDED.iter().any(|(elided, _)| *elided == word);
    let lower = written.chars().all(char::is_lowercase);
    let torn =
        |next: &&Element| word_of(next).is_some_and(|word| normal_form(word).starts_with('\''));
    if let Some(next) = next.filter(torn) {
        let both = Span::new(element.span.start, next.span.end);
        let message = format!(
            "« {} » ne se trouve dans aucun texte : l'apostrophe touche les deux mots",
            both.of(&line.text)
        );
        let meant = format!("{written}{}", next.span.of(&line.text));
        let help = format!("écrivez {meant}");
        let fix = exact(line, both, meant);
        return findings.report_with("never-matches", line.place_of(both), message, help, fix);
    }
    if bare
        && lower
        && let Some(next) = next.filter(|next| word_of(next).is_some_and(begins_with_vowel))
    {
        let message =
            format!("« {written} » n'est jamais seul dans un texte : il manque l'apostrophe");
        let help = format!("écrivez {written}'{}", next.span.of(&line.text));
        let fix = exact(
            line,
            Span::new(element.span.end, next.span.start),
            "'".into(),
        );
        return findings.report_with("never-matches", place, message, help, fix);
    }
    let Some((head, rest)) = word.split_once('\'') else {
        return;
    };
    let elided = ELIDED.iter().find(|(elided, _)| *elided == head);
    match elided {
        None if rest.is_empty() => {
            let message = format!(
                "« {written} » n'est jamais un mot à part : un texte l'écrit avec ce qui suit"
            );
            let help = "écrivez le mot entier, sans espace : quelqu'un, aujourd'hui, presqu'île";
            findings.report("never-matches", place, message, help);
        }
        Some((_, full)) if rest.chars().next().is_some_and(is_consonant) && plain(written) => {
            let message =
                format!("« {written} » ne s'écrit pas : pas d'apostrophe devant une consonne");
            let help = match *full {
                "" => "écrivez le mot seul : l'article ne compte pas".into(),
                full => format!("écrivez « {full} {rest} »"),
            };
            findings.report("never-matches", place, message, help);
        }
        _ => {}
    }
}

/// Whether it has no capital: of «l'RPF» nobody knows how it is said.
fn plain(written: &str) -> bool {
    !written.chars().any(char::is_uppercase)
}

fn begins_with_vowel(word: &str) -> bool {
    let first = word.chars().next();
    first.is_some_and(|c| c.is_alphabetic() && !is_consonant(c.to_lowercase().next().unwrap_or(c)))
}

/// A letter before which nothing is elided; *h* and *y* are not among them.
fn is_consonant(c: char) -> bool {
    "bcdfgjklmnpqrstvwxzç".contains(c)
}
