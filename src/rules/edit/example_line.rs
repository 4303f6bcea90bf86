//! An example as a rule file writes it: `before || sentence => RUS > UKR, conditional`.

use crate::rules::edit::error::EditError;
use crate::rules::pack::{Example, Expected};

/// The line of an example, white space of the sentences as one space each; its place does not matter.
///
/// # Errors
/// A sentence with a mark of the notation in it (`||`, `=>`, `'''`), or that begins as a comment does.
pub fn example_line(example: &Example) -> Result<String, EditError> {
    let mut line = String::new();
    if let Some(before) = &example.before {
        line.push_str(&sentence(before)?);
        line.push_str(" || ");
    }
    line.push_str(&sentence(&example.sentence)?);
    // The last `=>` is the notation's: one in the sentence is safe only with another behind it.
    let expected = example.expected.as_ref().and_then(expectation);
    if expected.is_none() && line.contains("=>") {
        return Err(EditError::Unwritable("=>"));
    }
    if let Some(expected) = expected {
        line.push_str(&expected);
    }
    if line.starts_with('#') {
        return Err(EditError::Unwritable("#"));
    }
    Ok(line)
}

fn sentence(written: &str) -> Result<String, EditError> {
    for mark in ["||", "'''"] {
        if written.contains(mark) {
            return Err(EditError::Unwritable(mark));
        }
    }
    if written
        .chars()
        .any(|c| c.is_control() && !c.is_whitespace())
    {
        return Err(EditError::Unwritable("un caractère de commande"));
    }
    Ok(on_one_line(written))
}

/// Line ends, tabs and runs of spaces as one space; no-break spaces stay.
fn on_one_line(text: &str) -> String {
    let words = text.split([
        ' ', '\t', '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ]);
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// ` => RUS > UKR, conditional`; nothing where nothing is expected.
fn expectation(expected: &Expected) -> Option<String> {
    let party = |ids: &Option<Vec<String>>| match ids {
        Some(ids) if !ids.is_empty() => ids.join("+"),
        _ => "_".into(),
    };
    let parties = format!("{} > {}", party(&expected.speaker), party(&expected.target));
    match &expected.modality {
        Some(modality) => Some(format!(" => {parties}, {modality}")),
        None if parties == "_ > _" => None,
        None => Some(format!(" => {parties}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::findings::Findings;
    use crate::rules::load::read_example;
    use crate::rules::pack::Place;
    use crate::text::source::Source;
    use crate::text::span::Span;

    fn example(before: Option<&str>, sentence: &str, expected: Option<Expected>) -> Example {
        Example {
            before: before.map(str::to_owned),
            sentence: sentence.into(),
            expected,
            place: Place::new(0, Span::default()),
        }
    }

    fn expected(speaker: &[&str], target: &[&str], modality: Option<&str>) -> Option<Expected> {
        let ids =
            |ids: &[&str]| (!ids.is_empty()).then(|| ids.iter().map(ToString::to_string).collect());
        Some(Expected {
            speaker: ids(speaker),
            target: ids(target),
            modality: modality.map(str::to_owned),
        })
    }

    #[test]
    fn examples_are_written_as_people_write_them() {
        let cases = [
            (example(None, "Il  ment.\n", None), "Il ment."),
            (
                example(Some("Avant."), "Il ment.", None),
                "Avant. || Il ment.",
            ),
            (
                example(None, "Il ment.", expected(&["RUS"], &["UKR", "POL"], None)),
                "Il ment. => RUS > UKR+POL",
            ),
            (
                example(None, "Il ment.", expected(&[], &[], Some("conditional"))),
                "Il ment. => _ > _, conditional",
            ),
            (
                example(None, "Il ment.", expected(&[], &[], None)),
                "Il ment.",
            ),
            (
                example(None, "A => B.", expected(&["RUS"], &[], None)),
                "A => B. => RUS > _",
            ),
        ];
        for (example, line) in cases {
            assert_eq!(example_line(&example).as_deref(), Ok(line));
        }
    }

    #[test]
    fn what_the_notation_cannot_hold_is_refused() {
        for sentence in ["A || B.", "A => B.", "'''", "# A.", "A\u{7}B"] {
            assert!(
                example_line(&example(None, sentence, None)).is_err(),
                "{sentence}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn an_example_is_read_back_as_it_was_written(
            before in proptest::option::of("[a-zé« ]{0,8}[.»]"),
            sentence in "[a-zA-Z'=>|#,é« ]{0,24}[.»]",
            speaker in proptest::option::of(proptest::collection::vec("[A-Z]{3}", 1..3)),
            target in proptest::option::of(proptest::collection::vec("X:[a-z]{3}", 1..3)),
            modality in proptest::option::of("asserted|conditional|hypothetical"),
        ) {
            let says = speaker.is_some() || target.is_some() || modality.is_some();
            let expected = says.then_some(Expected { speaker, target, modality });
            let mut example = Example { before, sentence, expected, place: Place::new(0, Span::default()) };
            if let Ok(line) = example_line(&example) {
                let sources = [Source::new("x.toml", line.as_str())];
                let mut findings = Findings::new(&sources);
                let place = Place::new(0, Span::new(0, line.len()));
                example.before = example.before.map(|before| on_one_line(&before));
                example.sentence = on_one_line(&example.sentence);
                example.place = place;
                let read = read_example(line, place, &mut findings);
                proptest::prop_assert_eq!(read, example);
            }
        }
    }
}
