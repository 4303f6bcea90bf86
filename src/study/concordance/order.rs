//! The order of a concordance, and a sample of it.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::study::concordance::hit::Hit;
use crate::text::normalize::folded;

/// By what a concordance is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// As the hits stand in the corpus.
    #[default]
    Place,
    /// By what stands to the left, the nearest word first.
    Left,
    /// By what was found.
    Found,
    /// By what stands to the right.
    Right,
}

/// Sorts hits; accents, case and punctuation do not count, and of equals the one that stands first comes first.
pub fn sort(hits: &mut [Hit], by: Sort) {
    match by {
        Sort::Place => {}
        Sort::Left => hits.sort_by_cached_key(|hit| {
            let mut words = words(&hit.left);
            words.reverse();
            words
        }),
        Sort::Found => hits.sort_by_cached_key(|hit| (words(&hit.found), words(&hit.right))),
        Sort::Right => hits.sort_by_cached_key(|hit| words(&hit.right)),
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| folded(word).into_owned())
        .collect()
}

/// Sorts untagged sentences by the frequency of their verb, and gives each verb with the number of its sentences.
pub fn by_frequency(hits: &mut [Hit]) -> Vec<(String, usize)> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for verb in hits.iter().filter_map(|hit| hit.verb.clone()) {
        *counts.entry(verb).or_default() += 1;
    }
    let mut verbs: Vec<(String, usize)> = counts
        .iter()
        .map(|(verb, count)| (verb.clone(), *count))
        .collect();
    verbs.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    let place: FxHashMap<&str, usize> = verbs
        .iter()
        .enumerate()
        .map(|(place, (verb, _))| (verb.as_str(), place))
        .collect();
    hits.sort_by_key(|hit| {
        hit.verb
            .as_deref()
            .and_then(|verb| place.get(verb))
            .copied()
    });
    verbs
}

/// Keeps `count` hits drawn by a seed, in their order. What is drawn depends on the seed, and on document and place of the
/// hits, not on what else stands in the corpus or on how it is read.
pub fn sample(hits: &mut Vec<Hit>, count: usize, seed: u64) {
    if hits.len() <= count {
        return;
    }
    let mut drawn: Vec<(u64, usize)> = hits
        .iter()
        .enumerate()
        .map(|(index, hit)| (number(seed, hit), index))
        .collect();
    drawn.sort_unstable();
    drawn.truncate(count);
    let mut kept: Vec<usize> = drawn.into_iter().map(|(_, index)| index).collect();
    kept.sort_unstable();
    let mut index = 0;
    hits.retain(|_| {
        index += 1;
        kept.binary_search(&(index - 1)).is_ok()
    });
}

/// A number that looks drawn: FNV-1a over seed, document and place, mixed once more as in SplitMix64.
fn number(seed: u64, hit: &Hit) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let place = (hit.start as u64).to_le_bytes();
    let bytes = seed
        .to_le_bytes()
        .into_iter()
        .chain(hit.doc.bytes())
        .chain(place);
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(doc: &str, start: usize, left: &str, found: &str, right: &str) -> Hit {
        Hit {
            doc: doc.into(),
            date: None,
            sentence: 1,
            start,
            end: start + found.len(),
            left: left.into(),
            found: found.into(),
            evidence: Vec::new(),
            right: right.into(),
            rule: None,
            at: None,
            speaker: Vec::new(),
            target: Vec::new(),
            blocked: None,
            verb: None,
        }
    }

    #[test]
    fn hits_are_sorted_from_the_middle_outward() {
        let hits = [
            hit("a", 0, "Il a", "dit", "que oui"),
            hit("b", 0, "Elle y a", "écrit", ", Alors"),
            hit("c", 0, "Zoé l'a", "Dit", "« alors »"),
        ];
        let cases = [
            (Sort::Place, ["a", "b", "c"]),
            (Sort::Left, ["a", "c", "b"]),
            (Sort::Found, ["c", "a", "b"]),
            (Sort::Right, ["b", "c", "a"]),
        ];
        for (by, expected) in cases {
            let mut sorted = hits.to_vec();
            sort(&mut sorted, by);
            let docs: Vec<&str> = sorted.iter().map(|hit| hit.doc.as_str()).collect();
            assert_eq!(docs, expected, "{by:?}");
        }
    }

    #[test]
    fn a_sample_depends_on_the_seed_and_not_on_the_rest() {
        let corpus: Vec<Hit> = (0..100).map(|at| hit("a", at, "", "x", "")).collect();
        let drawn = |corpus: &[Hit], seed: u64| {
            let mut hits = corpus.to_vec();
            sample(&mut hits, 10, seed);
            hits.iter().map(|hit| hit.start).collect::<Vec<usize>>()
        };
        let first = drawn(&corpus, 1);
        assert_eq!((first.len(), first.is_sorted()), (10, true));
        assert_ne!(first, drawn(&corpus, 2));
        let half: Vec<Hit> = corpus
            .iter()
            .filter(|hit| first.contains(&hit.start))
            .cloned()
            .collect();
        let mut reversed = corpus.clone();
        reversed.reverse();
        let mut backward = drawn(&reversed, 1);
        backward.reverse();
        assert_eq!((drawn(&half, 1), backward), (first.clone(), first));
    }

    #[test]
    fn verbs_come_by_frequency_then_by_name() {
        let of = |verb: &str, doc: &str| Hit {
            verb: Some(verb.into()),
            ..hit(doc, 0, "", "", "")
        };
        let mut hits = [
            of("nier", "a"),
            of("dire", "b"),
            of("oser", "c"),
            of("dire", "d"),
        ];
        let verbs = by_frequency(&mut hits);
        assert_eq!(
            verbs,
            [("dire".into(), 2), ("nier".into(), 1), ("oser".into(), 1)]
        );
        let docs: Vec<&str> = hits.iter().map(|hit| hit.doc.as_str()).collect();
        assert_eq!(docs, ["b", "d", "a", "c"]);
    }
}
