//! An article's variables, as textometry calls what is known of a text: year, month, each label (1 where the article has
//! it, else 0), and the fields that came with it.
//!
//! Iramuteq and TXM take only unaccented letters and digits in a name, and Iramuteq in a value too.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use crate::rules::pack::Category;
use crate::tagger::statement::Statement;
use crate::text::document::Document;

/// Characters of the longest value that stands in a line of variables.
const LONGEST_VALUE: usize = 60;

/// The variables of an article: names of letters and digits, each once; values as they are.
pub(super) fn variables(
    document: &Document,
    statements: &[Statement],
    categories: &[Category],
) -> Vec<(String, String)> {
    let mut variables: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: String| {
        let name = free_name(&plain_name(name), &variables);
        variables.push((name, value));
    };
    if let Some(date) = &document.date {
        add("date", date.clone());
        if let Some((year, month)) = year_and_month(date) {
            add("year", year.to_owned());
            add("month", month.unwrap_or(year).to_owned());
        }
    }
    for category in categories {
        let found = statements.iter().any(|s| s.category == category.id);
        add(&category.id, u8::from(found).to_string());
    }
    for (name, value) in &document.fields {
        match value {
            Value::String(text) => add(name, text.clone()),
            Value::Number(number) => add(name, number.to_string()),
            Value::Bool(flag) => add(name, u8::from(*flag).to_string()),
            // What has parts is no variable.
            Value::Null | Value::Array(_) | Value::Object(_) => {}
        }
    }
    variables
}

/// A name that none of the others has: a field may be called like a label.
fn free_name(name: &str, taken: &[(String, String)]) -> String {
    let is_taken = |name: &str| taken.iter().any(|(other, _)| other == name);
    let mut free = name.to_owned();
    let mut number = 2;
    while is_taken(&free) {
        free = format!("{name}{number}");
        number += 1;
    }
    free
}

/// `2020` and `2020-10` of `2020-10-06`; no month where the date is but a year.
fn year_and_month(date: &str) -> Option<(&str, Option<&str>)> {
    let digits = |text: Option<&str>| text.is_some_and(|t| t.bytes().all(|b| b.is_ascii_digit()));
    let year = date.get(..4).filter(|_| digits(date.get(..4)))?;
    let has_month = date.get(4..5) == Some("-") && digits(date.get(5..7));
    Some((year, date.get(..7).filter(|_| has_month)))
}

/// A name of small letters and digits: «Rubrique n° 1» is `rubriquen1`, `ceasefire_call` is `ceasefirecall`.
pub(super) fn plain_name(name: &str) -> String {
    let plain: String = unaccented(name)
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    match plain.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => plain,
        _ => format!("v{plain}"),
    }
}

/// A value of letters and digits: «Le Monde» is `LeMonde`, `2020-10` is `202010`.
pub(super) fn plain_value(value: &str) -> String {
    let plain: String = unaccented(value)
        .filter(char::is_ascii_alphanumeric)
        .take(LONGEST_VALUE)
        .collect();
    match plain.is_empty() {
        true => "na".to_owned(),
        false => plain,
    }
}

fn unaccented(text: &str) -> impl Iterator<Item = char> {
    let ligatures = text.replace(['œ', 'Œ'], "oe").replace(['æ', 'Æ'], "ae");
    let decomposed: Vec<char> = ligatures.nfd().collect();
    decomposed.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture::{categories, statements};

    #[test]
    fn names_and_values_are_letters_and_digits() {
        let names = [
            ("ceasefire_call", "ceasefirecall"),
            ("Rubrique n° 1", "rubriquen1"),
            ("Éditeur", "editeur"),
            ("Œuvre", "oeuvre"),
            ("1re page", "v1repage"),
            ("—", "v"),
        ];
        for (name, expected) in names {
            assert_eq!(plain_name(name), expected, "{name}");
        }
        let values = [
            ("Le Monde", "LeMonde"),
            ("2020-10", "202010"),
            ("L’Équipe_1", "LEquipe1"),
            ("Правда", "na"),
            ("", "na"),
        ];
        for (value, expected) in values {
            assert_eq!(plain_value(value), expected, "{value}");
        }
    }

    #[test]
    fn an_article_has_its_dates_labels_and_fields() {
        let fields =
            serde_json::json!({"source": "AFP", "accusation": true, "tags": ["a"], "n": 3});
        let document = Document {
            date: Some("2020-10-06".into()),
            fields: fields.as_object().expect("an object").clone(),
            ..Document::default()
        };
        let shown: Vec<String> = variables(&document, &statements()[..1], &categories())
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let expected = "date=2020-10-06 year=2020 month=2020-10 ceasefirecall=1 accusation=0 accusation2=1 n=3 source=AFP";
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn years_and_months_of_dates() {
        let cases = [
            ("2020-10-06", Some(("2020", Some("2020-10")))),
            ("2020-10", Some(("2020", Some("2020-10")))),
            ("2020", Some(("2020", None))),
            ("6 octobre 2020", None),
            ("é2020", None),
            ("", None),
        ];
        for (date, expected) in cases {
            assert_eq!(year_and_month(date), expected, "{date}");
        }
    }
}
