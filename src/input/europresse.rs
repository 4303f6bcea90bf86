//! An article of a press review exported from Europresse as HTML, in both layouts that are about.
//!
//! The newer one puts each article into an `<article>` with a `<header>`, a `<section>` and a `<footer>`; the older one
//! strings articles together, told by classes of `<span>`. Classes of the parts are nearly the same.

use serde_json::{Map, Value};

use crate::input::error::Reason;
use crate::input::html::{Element, Page};
use crate::input::options::Options;
use crate::text::document::Document;

/// What a block of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Source,
    Header,
    Title,
    Subtitle,
    Author,
    Number,
    Body,
    Other,
}

impl Part {
    /// What an element's class says, if anything.
    fn of(element: &Element) -> Option<Self> {
        let has = |name: &str| {
            let mut classes = element.class.split_ascii_whitespace();
            classes.any(|class| class.eq_ignore_ascii_case(name))
        };
        let any = |names: &[&str]| names.iter().any(|name| has(name));
        if any(&["DocPublicationName", "rdp__DocPublicationName"]) {
            Some(Self::Source)
        } else if has("DocHeader") {
            Some(Self::Header)
        } else if any(&["sm-margin-bottomNews", "rdp__subtitle", "titreArticleSub"]) {
            Some(Self::Subtitle)
        } else if any(&["titreArticle", "titreArticleVisu", "rdp__articletitle"]) {
            Some(Self::Title)
        } else if any(&["docAuthors", "DocAuthor", "DocAuthors"]) {
            Some(Self::Author)
        } else if has("publiC-lblNodoc") {
            Some(Self::Number)
        } else if any(&["DocText", "docOcurrContainer"]) {
            Some(Self::Body)
        } else if matches!(element.name.as_str(), "footer" | "header") {
            Some(Self::Other)
        } else {
            None
        }
    }
}

/// Whether a `<span>` of this class is a part of an article.
fn is_part(class: &str) -> bool {
    class.split_ascii_whitespace().any(|class| {
        ["Doc", "doc", "titreArticle", "TitreArticle", "publiC"]
            .iter()
            .any(|start| class.starts_with(start))
    })
}

/// The document of one article; `place` names it where it has no number.
///
/// # Errors
/// An article without text, or nested without end.
pub(crate) fn document(
    html: &str,
    options: &Options,
    place: impl FnOnce() -> String,
) -> Result<Document, Reason> {
    let page = Page::read(html, is_part, options.limits.depth)?;
    let mut parts = Parts::default();
    for block in &page.blocks {
        let part = page
            .around(block.element)
            .find_map(|around| Part::of(&page.elements[around]));
        parts.add(part, &block.text);
    }
    if parts.body.is_empty() {
        return Err(Reason::NoArticle("l'article d'Europresse"));
    }
    let date = parts
        .number
        .as_deref()
        .and_then(date_in_number)
        .or_else(|| date_in(&parts.header));
    let id = parts.number.clone().unwrap_or_else(place);
    let title = parts.title.join(" ");
    let mut document =
        Document::with_title(&id, Some(&title), date.as_deref(), &parts.body.join("\n\n"));
    document.fields = parts.fields();
    Ok(document)
}

/// The parts of an article.
#[derive(Debug, Default)]
struct Parts {
    source: String,
    header: String,
    title: Vec<String>,
    subtitle: String,
    author: String,
    number: Option<String>,
    body: Vec<String>,
}

impl Parts {
    fn add(&mut self, part: Option<Part>, text: &str) {
        let line = text.replace('\n', " ");
        let joined = |known: &mut String| {
            if !known.is_empty() {
                known.push_str(" · ");
            }
            known.push_str(&line);
        };
        match part {
            Some(Part::Source) => joined(&mut self.source),
            Some(Part::Header) => joined(&mut self.header),
            Some(Part::Subtitle) => joined(&mut self.subtitle),
            Some(Part::Author) => joined(&mut self.author),
            Some(Part::Title) => self.title.push(line),
            Some(Part::Number) => self.number = number_in(&line).or(self.number.take()),
            Some(Part::Body) => self.body.push(text.to_owned()),
            Some(Part::Other) => self.number = self.number.take().or_else(|| number_in(&line)),
            // Of the older layout: all that follows the title, up to the rights and the number.
            None => match number_in(&line) {
                Some(number) => self.number = Some(number),
                None if self.title.is_empty() || self.number.is_some() || is_legal(&line) => {}
                None => self.body.push(text.to_owned()),
            },
        }
    }

    fn fields(self) -> Map<String, Value> {
        let known = [
            ("author", self.author),
            ("header", self.header),
            ("source", self.source),
            ("subtitle", self.subtitle),
        ];
        known
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_owned(), Value::from(value)))
            .collect()
    }
}

fn is_legal(line: &str) -> bool {
    line.starts_with('©')
        || line.starts_with("Tous droits réservés")
        || line.starts_with("Cet article est paru dans")
}

/// The number of a document: `news·20200413·LM·0104`.
fn number_in(line: &str) -> Option<String> {
    let word = line
        .split_whitespace()
        .find(|word| word.contains('·') && date_in_number(word).is_some())?;
    Some(word.to_owned())
}

/// The day in a number.
fn date_in_number(number: &str) -> Option<String> {
    let day = number
        .split('·')
        .find(|part| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]))
}

/// The months as headers write them, in lower case.
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// The day in «Monde, jeudi 1er avril 2020, p. 4».
fn date_in(header: &str) -> Option<String> {
    let words: Vec<&str> = header
        .split([' ', '\u{a0}', ','])
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(3).find_map(|words| {
        let day: u8 = words[0]
            .trim_end_matches("er")
            .parse()
            .ok()
            .filter(|day| (1..=31).contains(day))?;
        let month = MONTHS
            .iter()
            .position(|month| *month == words[1].to_lowercase())?
            + 1;
        let year: u16 = words[2]
            .parse()
            .ok()
            .filter(|year| (1000..=9999).contains(year))?;
        Some(format!("{year}-{month:02}-{day:02}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let cases = [
            ("Monde, jeudi 1er avril 2020, p. 4", Some("2020-04-01")),
            ("mardi 13 Août\u{a0}2019 - 10:04", Some("2019-08-13")),
            ("13 avril", None),
            ("99 avril 2020", None),
        ];
        for (header, date) in cases {
            assert_eq!(date_in(header).as_deref(), date, "{header}");
        }
        assert_eq!(
            date_in_number("news·20200413·LM·0104").as_deref(),
            Some("2020-04-13")
        );
        assert_eq!(date_in_number("news·2020é413·LM"), None);
    }
}
