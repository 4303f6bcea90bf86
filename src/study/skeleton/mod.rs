//! A rule proposed from a sentence: what a linguist begins with instead of an empty file.
//!
//! `words` reads the sentence and proposes patterns, from the one that says most to the one that surely matches;
//! `trial` runs them as rules of the pack, so that what is proposed is known to find its sentence.

mod trial;
mod words;

use unicode_normalization::UnicodeNormalization as _;

use crate::evaluate::examples::Text;
use crate::rules::edit::{EditError, example_line};
use crate::rules::pack::{Example, Pack, Place};
use crate::rules::ruleset::Ruleset;
use crate::study::skeleton::trial::{Chosen, try_out};
use crate::study::skeleton::words::proposals;
use crate::tagger::Tagger;
use crate::text::document::Document;
use crate::text::span::Span;

/// A rule to be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skeleton {
    /// Its id, which no other rule has.
    pub id: String,
    /// The rule, as its file would hold it.
    pub text: String,
    /// The rules of the category that find the sentence already.
    pub known: Vec<String>,
}

/// Why no rule can be proposed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSkeleton {
    /// Nothing is said.
    #[error("il n'y a pas de phrase")]
    NoSentence,
    /// The sentence cannot be an example.
    #[error(transparent)]
    Sentence(#[from] EditError),
    /// No pattern finds it: an exception of the file stands in the way.
    #[error("aucun motif n'est trouvé dans cette phrase : une exception en tête de {0} l'écarte")]
    Excepted(String),
}

/// Proposes a rule of a category (an index) for a sentence; what stands before its last sentence is the sentence before.
///
/// # Errors
/// A sentence for which there is no rule.
pub fn propose(
    pack: &Pack,
    ruleset: &Ruleset,
    written: &str,
    category: usize,
) -> Result<Skeleton, NoSkeleton> {
    let example = example(ruleset, written)?;
    let line = example_line(&example)?;
    let document = Text::new(&example).document;
    let proposals = proposals(pack, ruleset, &document, category);
    let category_id = &pack.categories[category].id;
    let tried = try_out(pack, category_id, &[(example, proposals)]);
    let chosen = tried.into_iter().next().flatten();
    let chosen = chosen.ok_or_else(|| NoSkeleton::Excepted(format!("{category_id}.toml")))?;
    let id = free_id(pack, &chosen.proposal.name);
    Ok(Skeleton {
        text: text(&id, &chosen, &line),
        known: known(ruleset, &document, category),
        id,
    })
}

/// The sentence, and the one before it.
fn example(ruleset: &Ruleset, written: &str) -> Result<Example, NoSkeleton> {
    let document = Document::plain("phrase", written.trim().to_owned());
    let sentences = document.sentences(&ruleset.segmenter);
    let last = sentences.last().ok_or(NoSkeleton::NoSentence)?;
    let before = document.text[..last.span.start].trim();
    Ok(Example {
        before: (!before.is_empty()).then(|| before.to_owned()),
        sentence: last.span.of(&document.text).to_owned(),
        expected: None,
        place: Place::new(0, Span::default()),
    })
}

/// The rules of the category that find the document, each once.
fn known(ruleset: &Ruleset, document: &Document, category: usize) -> Vec<String> {
    let acts = Tagger::for_examples(ruleset, false).acts(document);
    let mut known: Vec<String> = acts
        .into_iter()
        .filter(|placed| placed.category == category)
        .map(|placed| placed.act.rule)
        .collect();
    known.sort();
    known.dedup();
    known
}

/// A name as an id: letters without accents, digits, hyphens; a number behind it where a rule has it already.
fn free_id(pack: &Pack, name: &str) -> String {
    let plain = name.nfd().filter(char::is_ascii).map(|c| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    });
    let plain: String = plain.collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    let id = if parts.is_empty() {
        "nouvelle-regle".into()
    } else {
        parts.join("-")
    };
    let taken = |id: &str| pack.rules.iter().any(|rule| rule.id == id);
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut ids = std::iter::once(id.clone()).chain(numbered);
    ids.find(|id| !taken(id)).unwrap_or(id)
}

/// The rule as its file would hold it.
fn text(id: &str, chosen: &Chosen, line: &str) -> String {
    let mut text = format!("[[rule]]\nid = \"{id}\"\nstatus = \"draft\"\n");
    for (key, value) in &chosen.policies {
        text += &format!("{key} = \"{value}\"\n");
    }
    for note in &chosen.proposal.notes {
        text += &format!("# {note}\n");
    }
    let example = chosen.expected.as_deref().unwrap_or(line);
    text += &format!(
        "pattern = '''\n{}\n'''\nmatches = '''\n{example}\n'''\n# Trois pièges, dont un acte nié : des phrases que la règle ne doit pas trouver.\nrejects = '''\n'''\n",
        chosen.proposal.pattern
    );
    text
}

#[cfg(test)]
mod tests;
