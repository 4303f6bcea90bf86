//! Statements that the tests of the writers share: one of two categories in a wrapped sentence, one quoted.

use crate::rules::pack::{Category, Place};
use crate::tagger::statement::{Act, Modality, Party, Statement, Unit};
use crate::text::document::Field;
use crate::text::span::Span;

const TEXT: &str = "Moscou accuse\nKiev et appelle à la fin des combats.";

/// Two labels.
pub(super) fn categories() -> Vec<Category> {
    [
        ("ceasefire_call", "appel au cessez-le-feu"),
        ("accusation", "accusation"),
    ]
    .map(category)
    .to_vec()
}

fn category((id, label_fr): (&str, &str)) -> Category {
    Category {
        id: id.into(),
        label_fr: label_fr.into(),
        label_en: String::new(),
        cameo: Vec::new(),
        plover: Vec::new(),
        what: String::new(),
        target: Vec::new(),
        observer: false,
        opaque: false,
        war: false,
        official: false,
        place: Place {
            file: 0,
            span: Span::default(),
        },
    }
}

/// The statements of one document.
pub(super) fn statements() -> Vec<Statement> {
    let call = act(
        "appeler-a-la-fin",
        &["appelle à", "fin des combats"],
        &[],
        Modality::Asserted,
    );
    let blame = act("accuser", &["accuse"], &["Kiev"], Modality::Conditional);
    let quoted = Act {
        quoted: true,
        ..act("accuser", &["accuse"], &["Kiev"], Modality::Asserted)
    };
    vec![
        statement(3, "ceasefire_call", call),
        statement(3, "accusation", blame),
        statement(4, "accusation", quoted),
    ]
}

fn statement(sentence: usize, category: &str, act: Act) -> Statement {
    let start = 100;
    Statement {
        doc: "depeche.txt".into(),
        date: Some("2020-10".into()),
        sentence,
        start,
        end: start + TEXT.len(),
        text: TEXT.into(),
        field: Field::Text,
        category: category.into(),
        cameo: vec!["112".into()],
        plover: Vec::new(),
        speaker: act
            .speaker
            .iter()
            .filter_map(|party| party.id.clone())
            .collect(),
        target: act
            .target
            .iter()
            .filter_map(|party| party.id.clone())
            .collect(),
        modality: act.modality,
        quoted: act.quoted,
        acts: vec![act],
        unit: Unit::Byte,
        fields: serde_json::from_str(r#"{"source": "AFP"}"#).expect("an object"),
    }
}

fn act(rule: &str, evidence: &[&str], target: &[&str], modality: Modality) -> Act {
    Act {
        rule: rule.into(),
        at: "regles.toml:7".into(),
        evidence: evidence.iter().map(|words| span(words)).collect(),
        speaker: vec![party("Moscou", "RUS")],
        target: target.iter().map(|words| party(words, "UKR")).collect(),
        modality,
        quoted: false,
    }
}

fn party(words: &str, id: &str) -> Party {
    Party {
        id: Some(id.into()),
        text: words.into(),
        span: span(words),
    }
}

fn span(words: &str) -> Span {
    let at = 100 + TEXT.find(words).expect("words of the text");
    Span::new(at, at + words.len())
}
