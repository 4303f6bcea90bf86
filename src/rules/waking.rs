//! Waking: which patterns can match in a sentence, told from the anchors that were hit in it.
//!
//! What a pattern needs is a formula over classes of anchors: all of its elements, any entry of a lexicon, all words
//! of that entry. The formulas of a pack share their parts, and stand in one net, lowest first; a hit climbs from its
//! class to what it completes, so that a sentence costs what was hit in it and not what the pack holds.
//! Very frequent words are parts of it too: in a hash they cost little, and «rien» spares what «affirmer» alone would wake.
//! It is no proof of a match: order and distance are for the matcher.

use rustc_hash::FxHashMap;

use crate::rules::anchors::ClassId;
use crate::rules::ruleset::PatternRef;

/// A formula: its place in the net. The first places are those of the classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Need(u32);

/// The formulas while patterns are compiled; equal ones are one.
#[derive(Debug, Default)]
pub(crate) struct Needs {
    nodes: Vec<Node>,
    /// For each formula whether a word that is not very frequent must be hit for it.
    announced: Vec<bool>,
    known: FxHashMap<Node, Need>,
    patterns: Vec<(Option<Need>, PatternRef)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Node {
    Class(ClassId),
    All(Box<[Need]>),
    Any(Box<[Need]>),
}

impl Needs {
    /// One word of the class, none of which is very frequent where it is `announced`.
    pub(crate) fn class(&mut self, class: ClassId, announced: bool) -> Need {
        self.node(Node::Class(class), announced)
    }

    /// All of these; `None` where there are none: it asks for nothing.
    pub(crate) fn all(&mut self, mut needs: Vec<Need>) -> Option<Need> {
        needs.sort_unstable();
        needs.dedup();
        match needs.as_slice() {
            [] => None,
            [one] => Some(*one),
            _ => {
                let announced = needs.iter().any(|need| self.announced[need.0 as usize]);
                Some(self.node(Node::All(needs.into()), announced))
            }
        }
    }

    /// One of these; `None` where there are none.
    pub(crate) fn any(&mut self, mut needs: Vec<Need>) -> Option<Need> {
        needs.sort_unstable();
        needs.dedup();
        match needs.as_slice() {
            [] => None,
            [one] => Some(*one),
            _ => {
                let announced = needs.iter().all(|need| self.announced[need.0 as usize]);
                Some(self.node(Node::Any(needs.into()), announced))
            }
        }
    }

    fn node(&mut self, node: Node, announced: bool) -> Need {
        let next = Need(self.nodes.len() as u32);
        let nodes = &mut self.nodes;
        let all_announced = &mut self.announced;
        *self.known.entry(node).or_insert_with_key(|node| {
            nodes.push(node.clone());
            all_announced.push(announced);
            next
        })
    }

    /// Says what a pattern needs.
    pub(crate) fn pattern(&mut self, pattern: PatternRef, need: Option<Need>) {
        self.patterns.push((need, pattern));
    }

    /// The patterns that no word announces but very frequent ones.
    pub(crate) fn unannounced(&self) -> Vec<PatternRef> {
        let unannounced =
            |need: Option<Need>| need.is_none_or(|need| !self.announced[need.0 as usize]);
        let patterns = self.patterns.iter();
        patterns
            .filter(|(need, _)| unannounced(*need))
            .map(|(_, pattern)| *pattern)
            .collect()
    }

    /// The net, and the patterns that need nothing.
    pub(crate) fn build(self, classes: usize) -> (Waking, Vec<PatternRef>) {
        let count = self.nodes.len();
        let mut net = Waking {
            of_class: vec![None; classes],
            steps: vec![Climb::default(); count],
        };
        for (index, node) in self.nodes.iter().enumerate() {
            let (needed, children) = match node {
                Node::Class(class) => {
                    net.of_class[class.0 as usize] = Some(index as u32);
                    (1, &[][..])
                }
                Node::All(children) => (children.len() as u32, &children[..]),
                Node::Any(children) => (1, &children[..]),
            };
            net.steps[index].needed = needed;
            for child in children {
                net.steps[child.0 as usize].above.push(index as u32);
            }
        }
        let mut sleepless = Vec::new();
        for (need, pattern) in self.patterns {
            match need {
                Some(need) => net.steps[need.0 as usize].wakes.push(pattern),
                None => sleepless.push(pattern),
            }
        }
        (net, sleepless)
    }
}

/// The formulas of a pack as a net.
#[derive(Debug)]
pub struct Waking {
    of_class: Vec<Option<u32>>,
    steps: Vec<Climb>,
}

/// A formula: how many of its parts it needs, of what it is a part, which patterns it wakes.
#[derive(Clone, Debug, Default)]
struct Climb {
    needed: u32,
    above: Vec<u32>,
    wakes: Vec<PatternRef>,
}

/// The hits of one sentence after the other.
#[derive(Debug)]
pub struct Waker<'w> {
    net: &'w Waking,
    /// How many parts of each formula were hit in the sentence.
    met: Vec<u32>,
    touched: Vec<u32>,
    climbing: Vec<u32>,
    woken: Vec<PatternRef>,
}

impl Waking {
    /// The classes of which a formula is made, those of its parts too.
    pub fn classes_of(&self, need: Need) -> Vec<ClassId> {
        // Parts stand lower in the net than the whole: one walk down finds all.
        let mut within = vec![false; need.0 as usize + 1];
        within[need.0 as usize] = true;
        for index in (0..need.0 as usize).rev() {
            let above = &self.steps[index].above;
            within[index] = above
                .iter()
                .any(|whole| within.get(*whole as usize).is_some_and(|inside| *inside));
        }
        let classes = self.of_class.iter().enumerate();
        classes
            .filter(|(_, node)| {
                node.is_some_and(|node| within.get(node as usize).is_some_and(|inside| *inside))
            })
            .map(|(class, _)| ClassId(class as u32))
            .collect()
    }

    /// A state in which nothing was hit.
    pub fn waker(&self) -> Waker<'_> {
        Waker {
            net: self,
            met: vec![0; self.steps.len()],
            touched: Vec::new(),
            climbing: Vec::new(),
            woken: Vec::new(),
        }
    }
}

impl Waker<'_> {
    /// A word of the class stands in the sentence.
    pub fn hit(&mut self, class: ClassId) {
        self.climbing.extend(self.net.of_class[class.0 as usize]);
        while let Some(node) = self.climbing.pop() {
            let met = &mut self.met[node as usize];
            *met += 1;
            if *met == 1 {
                self.touched.push(node);
            }
            let step = &self.net.steps[node as usize];
            if *met == step.needed {
                self.climbing.extend_from_slice(&step.above);
                self.woken.extend_from_slice(&step.wakes);
            }
        }
    }

    /// Whether the hits so far fulfil a formula.
    pub fn is_met(&self, need: Need) -> bool {
        let index = need.0 as usize;
        self.met[index] >= self.net.steps[index].needed
    }

    /// The patterns that the sentence woke, in the order of the pack; the next sentence starts anew.
    pub fn take(&mut self) -> Vec<PatternRef> {
        for node in self.touched.drain(..) {
            self.met[node as usize] = 0;
        }
        self.woken.sort_unstable();
        std::mem::take(&mut self.woken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(pattern: u32) -> PatternRef {
        PatternRef { rule: 0, pattern }
    }

    /// Pattern 0 needs class 0 and one of: class 1, or classes 2 and 3; pattern 1 class 3; pattern 2 nothing.
    fn net() -> (Waking, Vec<PatternRef>) {
        let mut needs = Needs::default();
        let classes: Vec<Need> = (0..4)
            .map(|class| needs.class(ClassId(class), class > 0))
            .collect();
        let both = needs.all(vec![classes[2], classes[3]]).expect("two");
        let one = needs.any(vec![both, classes[1]]).expect("two");
        let first = needs.all(vec![one, classes[0]]);
        needs.pattern(pattern(0), first);
        needs.pattern(pattern(1), Some(classes[3]));
        needs.pattern(pattern(2), None);
        needs.build(4)
    }

    #[test]
    fn a_pattern_is_announced_by_what_must_be_hit_and_is_not_frequent() {
        let mut needs = Needs::default();
        let (frequent, rare) = (
            needs.class(ClassId(0), false),
            needs.class(ClassId(1), true),
        );
        let (all, any) = (
            needs.all(vec![frequent, rare]),
            needs.any(vec![frequent, rare]),
        );
        for (index, need) in [all, any, Some(rare), Some(frequent), None]
            .into_iter()
            .enumerate()
        {
            needs.pattern(pattern(index as u32), need);
        }
        assert_eq!(needs.unannounced(), [1, 3, 4].map(pattern));
    }

    #[test]
    fn a_pattern_wakes_where_all_that_it_needs_was_hit() {
        let cases: &[(&[u32], &[u32])] = &[
            (&[], &[]),
            (&[0], &[]),
            (&[1, 2], &[]),
            (&[1, 0], &[0]),
            (&[0, 2], &[]),
            (&[0, 0, 2, 2], &[]),
            (&[3, 0, 2], &[0, 1]),
            (&[3, 3, 1, 0, 2], &[0, 1]),
        ];
        let (net, sleepless) = net();
        assert_eq!(sleepless, [pattern(2)]);
        let mut waker = net.waker();
        for (hits, woken) in cases {
            hits.iter().for_each(|class| waker.hit(ClassId(*class)));
            let expected: Vec<PatternRef> = woken.iter().map(|p| pattern(*p)).collect();
            assert_eq!(waker.take(), expected, "{hits:?}");
        }
    }
}
