//! Actor phrases: who is named in a sentence, with title, adjective, apposition and coordination.
//!
//! Three steps: `mention` finds the forms of the tables, `phrase` joins what belongs together («le porte-parole du
//! ministère russe de la Défense, Igor Konachenkov» is one phrase of RUS), `coordination` joins «Erevan et Bakou».

mod coordination;
mod mention;
mod phrase;

pub use phrase::{Actor, ActorPhrase};

use crate::rules::ruleset::Ruleset;
use crate::tagger::reading::Reading;

/// All actor phrases of a sentence, by their first word; a longer phrase before a shorter one within it.
///
/// `date` (`YYYY-MM…`) tells who was in office; without one every holder of an office counts.
pub fn phrases(rules: &Ruleset, reading: &Reading<'_>, date: Option<&str>) -> Vec<ActorPhrase> {
    let mentions = mention::Mentions::new(rules, reading, date);
    let mut phrases = phrase::all(&mentions);
    coordination::join(rules, reading, &mut phrases);
    phrases.sort_by_key(|phrase| (phrase.words.start, std::cmp::Reverse(phrase.words.end)));
    phrases
}
