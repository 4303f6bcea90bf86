//! Whether every article has a name of its own: results of two that share one cannot be told apart.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use demarche::input::Place;

use crate::cli::terminal::count;

/// Names that are remembered, 9 to 18 bytes each: memory does not grow with the input.
const REMEMBERED: usize = 1_000_000;

/// The names met so far.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    hasher: RandomState,
    seen: HashSet<u64>,
    twice: usize,
    first: Option<(String, Place)>,
}

impl Ids {
    /// Notes the name of an article.
    pub(crate) fn note(&mut self, id: &str, place: &Place) {
        if self.seen.len() == REMEMBERED {
            return;
        }
        if !self.seen.insert(self.hasher.hash_one(id)) {
            self.twice += 1;
            self.first
                .get_or_insert_with(|| (id.to_owned(), place.clone()));
        }
    }

    /// What is to be said of them.
    pub(crate) fn said(&self) -> Option<String> {
        let (id, place) = self.first.as_ref()?;
        let articles = count(self.twice, "article");
        Some(format!(
            "{articles} d'un nom déjà pris (« {id} », {place}) ; --id-column, ou d'autres noms de fichiers, les distingueraient"
        ))
    }
}
