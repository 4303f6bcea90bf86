//! The layout of a pattern: the same elements, one space between them.

use crate::rules::notation::parse;
use crate::rules::pattern::{Element, Kind, Lemma, Pattern, Role};
use crate::text::span::Span;

/// The pattern in its layout; one that cannot be read stays as it is, without outer spaces.
pub(super) fn pattern(written: &str) -> String {
    let written = written.trim();
    let Ok(read) = parse(written) else {
        return written.to_owned();
    };
    let laid = sequence(written, &read);
    // What is read from the new text must be what was read from the old one.
    match parse(&laid) {
        Ok(again) if without_places(&again) == without_places(&read) => laid,
        _ => written.to_owned(),
    }
}

fn sequence(text: &str, pattern: &Pattern) -> String {
    let elements = pattern.elements.iter().map(|element| one(text, element));
    elements.collect::<Vec<_>>().join(" ")
}

fn one(text: &str, element: &Element) -> String {
    match &element.kind {
        Kind::Choice(choices) => {
            let choices: Vec<String> = choices
                .iter()
                .map(|choice| sequence(text, choice))
                .collect();
            // A mark is set off by spaces, from a parenthesis too.
            let marks = [',', ':', '«', '»'];
            let first = choices
                .first()
                .is_some_and(|first| first.starts_with(marks));
            let last = choices.last().is_some_and(|last| last.ends_with(marks));
            let pad = if first || last { " " } else { "" };
            format!("({pad}{}{pad})", choices.join(" | "))
        }
        Kind::Optional(inner) => format!("{}?", one(text, inner)),
        Kind::Group { parts, within } => {
            let parts: Vec<String> = parts.iter().map(|part| sequence(text, part)).collect();
            let within = within.map_or("*".into(), |within| within.to_string());
            format!("{{ {} }} {within}", parts.join(" ; "))
        }
        Kind::Capture { role, element } => format!("{}:{}", name(*role), one(text, element)),
        Kind::Gap(_) => element.span.of(text).replace('…', "..."),
        _ => spaced(element.span.of(text)),
    }
}

const fn name(role: Role) -> &'static str {
    match role {
        Role::Speaker => "speaker",
        Role::Target => "target",
        Role::Head => "head",
    }
}

/// The text with single spaces.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A pattern as what it says alone: all its places are nought.
pub(super) fn without_places(pattern: &Pattern) -> Pattern {
    let elements = pattern.elements.iter().map(placeless).collect();
    Pattern { elements }
}

fn placeless(element: &Element) -> Element {
    let all = |patterns: &[Pattern]| patterns.iter().map(without_places).collect();
    let kind = match &element.kind {
        Kind::Choice(choices) => Kind::Choice(all(choices)),
        Kind::Group { parts, within } => Kind::Group {
            parts: all(parts),
            within: *within,
        },
        Kind::Optional(inner) => Kind::Optional(Box::new(placeless(inner))),
        Kind::Capture { role, element } => Kind::Capture {
            role: *role,
            element: Box::new(placeless(element)),
        },
        Kind::Lemma(lemma) => Kind::Lemma(Lemma {
            lemma: spaced(&lemma.lemma),
            ..lemma.clone()
        }),
        kind => kind.clone(),
    };
    Element {
        span: Span::default(),
        kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_laid_out() {
        let cases = [
            ("  <a>   ...8 à ...2  @b ", "<a> ...8 à ...2 @b"),
            ("(a|b)  ( c | d )?", "(a | b) (c | d)?"),
            ("<a>…<b>...5 c ...0-3 d", "<a> ... <b> ...5 c ...0-3 d"),
            ("{a;b   c}8 {d ; e} *", "{ a ; b c } 8 { d ; e } *"),
            (
                "speaker:@acteur   head:(a|b)",
                "speaker:@acteur head:(a | b)",
            ),
            ("( , | : ) «? non », x", "( , | : ) «? non » , x"),
            ("<mettre   en cause:pres|fut>", "<mettre en cause:pres|fut>"),
            ("(a | ", "(a |"),
        ];
        for (written, laid) in cases {
            assert_eq!(pattern(written), laid, "{written}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_layout_says_the_same_and_is_final(
            parts in proptest::collection::vec("<a>|<b:fut>|@c|\\.\\.\\.|\\.\\.\\.3|…|\\(|\\)|\\||\\{|\\}|;|8|d'|e|,|«|\\?|head:| |  ", 0..14),
        ) {
            let written = parts.concat();
            let laid = pattern(&written);
            proptest::prop_assert_eq!(pattern(&laid), laid.clone());
            if let Ok(read) = parse(&written) {
                let again = parse(&laid).expect("it is read again");
                proptest::prop_assert_eq!(without_places(&again), without_places(&read));
            }
        }
    }
}
