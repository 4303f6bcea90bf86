//! Order: whether what a pattern needs stands in the order in which the pattern names it.
//!
//! In general news two sentences in five hold all words that some pattern needs («affirmer», «ne», «avoir», «que»), and few
//! of them hold a match. Their order costs a look at the hits that are at hand; reading the sentence costs a hundred times that.
//! It is no proof of a match either: distance, agreement and verb groups are for the matcher.

use std::sync::{Arc, OnceLock};

use crate::rules::anchors::ClassId;
use crate::rules::ruleset::CompiledElement;
use crate::rules::waking::{Need, Waking, Whole};

/// An anchor hit in a sentence: its class, and the byte of the text at which its word starts.
pub type Hit = (ClassId, usize);

/// For each formula of the net the classes of which one must be hit wherever it is fulfilled; found when first asked for.
#[derive(Debug)]
pub struct Order {
    keys: Vec<OnceLock<Arc<Keys>>>,
    classes: usize,
}

/// The classes of which one is hit wherever a formula is fulfilled, as few and as rare as its parts allow.
#[derive(Debug)]
enum Keys {
    /// One: most needs are a word.
    One(ClassId),
    /// Several: one bit for each class of the pack, and how many there are.
    Several(Box<[u64]>, u32),
}

impl Keys {
    /// The first hit of one of them.
    #[inline]
    fn first_in(&self, hits: &[Hit]) -> Option<usize> {
        match self {
            Self::One(key) => hits.iter().position(|(class, _)| class == key),
            Self::Several(bits, _) => hits
                .iter()
                .position(|(class, _)| bits[class.0 as usize / 64] & (1 << (class.0 % 64)) != 0),
        }
    }

    const fn count(&self) -> u32 {
        match self {
            Self::One(_) => 1,
            Self::Several(_, count) => *count,
        }
    }
}

impl Order {
    /// For the formulas of this net over so many classes.
    pub fn new(waking: &Waking, classes: usize) -> Self {
        Self {
            keys: (0..waking.len()).map(|_| OnceLock::new()).collect(),
            classes,
        }
    }

    /// Whether the hits, by place, hold for every element a word of what it needs, each behind those of the element before.
    ///
    /// An element that matched took its words behind all that the elements before it took; the first hit of each of its
    /// needs is where it can have been at the earliest.
    pub fn holds(&self, waking: &Waking, elements: &[CompiledElement], hits: &[Hit]) -> bool {
        let mut rest = hits;
        for element in elements {
            let mut behind = 0;
            for need in &element.needs {
                let Some(first) = self.keys(waking, *need).first_in(rest) else {
                    return false;
                };
                behind = behind.max(end_of_word(rest, first));
            }
            rest = &rest[behind..];
        }
        true
    }

    fn keys(&self, waking: &Waking, need: Need) -> &Arc<Keys> {
        self.keys[need.place()].get_or_init(|| match waking.whole(need) {
            Whole::Class(class) => Keys::One(class).into(),
            Whole::Any => self.of_any(waking, need).into(),
            Whole::All => {
                let parts = waking.parts(need);
                let rarest = parts.min_by_key(|part| {
                    let keys = self.keys(waking, *part).count();
                    (!waking.is_announced(*part), keys)
                });
                Arc::clone(self.keys(waking, rarest.expect("a formula of several parts")))
            }
        })
    }

    fn of_any(&self, waking: &Waking, need: Need) -> Keys {
        let mut bits = vec![0; self.classes.div_ceil(64)];
        for part in waking.parts(need) {
            match &**self.keys(waking, part) {
                Keys::One(class) => bits[class.0 as usize / 64] |= 1 << (class.0 % 64),
                Keys::Several(more, _) => bits
                    .iter_mut()
                    .zip(more)
                    .for_each(|(all, more)| *all |= more),
            }
        }
        let count = bits.iter().map(|bits: &u64| bits.count_ones()).sum();
        Keys::Several(bits.into(), count)
    }
}

/// The first hit of another word.
fn end_of_word(hits: &[Hit], at: usize) -> usize {
    let start = hits[at].1;
    let same = hits[at..].iter().take_while(|(_, other)| *other == start);
    at + same.count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::waking::Needs;
    use crate::text::span::Span;

    /// A pattern whose elements need: class 0; one of class 1, or classes 2 and 3 both; nothing; class 3.
    fn pattern() -> (Waking, Vec<CompiledElement>) {
        let mut needs = Needs::default();
        let class: Vec<Need> = (0..4)
            .map(|class| needs.class(ClassId(class), class != 2))
            .collect();
        let both = needs.all(vec![class[2], class[3]]).expect("two");
        let one = needs.any(vec![class[1], both]).expect("two");
        let elements = [vec![class[0]], vec![one], vec![], vec![class[3]]];
        let element = |needs: Vec<Need>| CompiledElement {
            span: Span::new(0, 0),
            steps: 0..0,
            needs: needs.into(),
        };
        (needs.build(4).0, elements.map(element).into())
    }

    #[test]
    fn elements_are_looked_for_behind_one_another() {
        let cases: &[(&[(u32, usize)], bool)] = &[
            (&[], false),
            (&[(0, 0), (1, 5), (3, 9)], true),
            (&[(1, 0), (0, 5), (3, 9)], false),
            (&[(3, 0), (0, 5), (1, 9)], false),
            // Of two words that an entry needs the rarer one tells its place.
            (&[(0, 0), (2, 3), (3, 5), (3, 9)], true),
            (&[(0, 0), (2, 3), (3, 5)], false),
            // One word cannot be two elements.
            (&[(0, 0), (1, 5), (3, 5)], false),
            (&[(0, 0), (1, 5), (3, 5), (1, 7), (3, 8)], true),
        ];
        let (waking, elements) = pattern();
        let order = Order::new(&waking, 4);
        for (hits, expected) in cases {
            let hits: Vec<Hit> = hits.iter().map(|(c, at)| (ClassId(*c), *at)).collect();
            assert_eq!(
                order.holds(&waking, &elements, &hits),
                *expected,
                "{hits:?}"
            );
        }
    }
}
