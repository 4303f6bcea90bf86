//! Reads an example of a rule: `before || sentence => RUS > UKR, conditional`, of which every part but
//! the sentence may be left off.

use crate::rules::findings::Findings;
use crate::rules::load::table::Text;
use crate::rules::nearest::nearest;
use crate::rules::pack::{Example, Expected, Place};
use crate::text::span::Span;

const MODALITIES: &[&str] = &["asserted", "conditional", "hypothetical"];

const FORM: &str = "écrivez => LOCUTEUR > DESTINATAIRE, modalité : « => RUS > UKR », « => _ > UKR+POL », « => RUS > _, conditional »";

/// Reads one example; what is wrong behind `=>` is reported, and nothing then expected.
pub(super) fn read(line: Text, findings: &mut Findings) -> Example {
    let Text { text, place } = line;
    let (said, expected) = match text.rsplit_once("=>") {
        Some((said, tail)) => {
            let tail = tail.trim_start();
            let at = Span::new(text.len() - tail.len(), text.len());
            (said, expectation(tail, place.part(&text, at), findings))
        }
        None => (text.as_str(), None),
    };
    let (before, sentence) = match said.split_once("||") {
        Some((before, sentence)) => (Some(before.trim().to_string()), sentence),
        None => (None, said),
    };
    if sentence.trim().is_empty() {
        let message = "cet exemple n'a pas de phrase";
        findings.report(
            "bad-expectation",
            place,
            message,
            "écrivez la phrase, puis ce qu'on en attend : Paris dément. => FRA > _",
        );
    }
    Example {
        before,
        sentence: sentence.trim().to_string(),
        expected,
        place,
    }
}

/// Reads `RUS > UKR, conditional`, which stands at `place`.
fn expectation(tail: &str, place: Place, findings: &mut Findings) -> Option<Expected> {
    let (parties, modality) = match tail.split_once(',') {
        Some((parties, modality)) => (parties, Some(modality.trim())),
        None => (tail, None),
    };
    // «=> RUS» is short for «=> RUS > _».
    let (speaker, target) = parties.split_once('>').unwrap_or((parties, "_"));
    let known = modality.is_none_or(|modality| MODALITIES.contains(&modality));
    if let Some(modality) = modality.filter(|_| !known) {
        let help = match nearest(modality, MODALITIES.iter().copied()) {
            Some(meant) => format!("vouliez-vous « {meant} » ?"),
            None => format!("modalités connues : {}", MODALITIES.join(", ")),
        };
        let message = format!("modalité inconnue : « {modality} »");
        let start = tail.rfind(modality).unwrap_or(0);
        let place = place.part(tail, Span::new(start, start + modality.len()));
        findings.report("bad-expectation", place, message, help);
    }
    let speaker = party(speaker, place, findings);
    let target = party(target, place, findings);
    Some(Expected {
        speaker: speaker?,
        target: target?,
        modality: modality.map(str::to_string),
    })
}

/// Reads `RUS+UKR`, or `_`, of which nothing is said; `None` (reported) where an id is missing.
fn party(written: &str, place: Place, findings: &mut Findings) -> Option<Option<Vec<String>>> {
    let written = written.trim();
    if written == "_" {
        return Some(None);
    }
    let ids: Vec<String> = written.split('+').map(|id| id.trim().to_string()).collect();
    if ids
        .iter()
        .any(|id| id.is_empty() || id.contains(char::is_whitespace))
    {
        let message = match written {
            "" => "il manque ici un acteur, ou « _ »".to_string(),
            _ => format!("« {written} » n'est pas une liste d'acteurs joints par « + »"),
        };
        findings.report("bad-expectation", place, message, FORM);
        return None;
    }
    Some(Some(ids))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Source;

    fn shape(line: &str) -> String {
        let sources = [Source::new("x.toml", line)];
        let mut findings = Findings::new(&sources);
        let place = Place::new(0, Span::new(0, line.len()));
        let example = read(
            Text {
                text: line.into(),
                place,
            },
            &mut findings,
        );
        let mut shape = format!(
            "{:?} {}",
            example.before.unwrap_or_default(),
            example.sentence
        );
        if let Some(expected) = example.expected {
            let ids = |ids: Option<Vec<String>>| ids.map_or("_".into(), |ids| ids.join("+"));
            let (speaker, target) = (ids(expected.speaker), ids(expected.target));
            shape += &format!(
                " => {speaker} > {target}, {}",
                expected.modality.unwrap_or_default()
            );
        }
        for found in findings.into_sorted() {
            shape += &format!(" {}@{}", found.code, found.column);
        }
        shape
    }

    #[test]
    fn examples_are_read() {
        let cases = [
            ("Il ment.", "\"\" Il ment."),
            ("Avant. || Il ment.", "\"Avant.\" Il ment."),
            ("Il ment. => RUS > UKR", "\"\" Il ment. => RUS > UKR, "),
            ("Il ment. => RUS", "\"\" Il ment. => RUS > _, "),
            ("=> RUS", "\"\"  => RUS > _,  bad-expectation@1"),
            (
                "Avant. || => RUS",
                "\"Avant.\"  => RUS > _,  bad-expectation@1",
            ),
            ("Il ment. => RUS UKR", "\"\" Il ment. bad-expectation@13"),
            ("Il ment. =>", "\"\" Il ment. bad-expectation@12"),
            (
                "Il ment. => _ > A + B, conditional",
                "\"\" Il ment. => _ > A+B, conditional",
            ),
            (
                "Il ment. => RUS > , asserted",
                "\"\" Il ment. bad-expectation@13",
            ),
            (
                "Il ment. => _ > _, conditionel",
                "\"\" Il ment. => _ > _, conditionel bad-expectation@20",
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(shape(line), expected, "{line}");
        }
    }
}
