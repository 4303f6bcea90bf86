//! Waking: which patterns can match in a sentence, told from the anchors that were hit in it.
//!
//! What a pattern needs is a formula over classes of anchors: all of its elements, any entry of a lexicon, all words
//! of that entry. The formulas of a pack share their parts, and stand in one net, lowest first; a hit climbs from its
//! class to what it completes, so that a sentence costs what was hit in it and not what the pack holds.
//! Very frequent words are parts of it too: in a hash they cost little, and «rien» spares what «affirmer» alone would wake.
//! It is no proof of a match: order and distance are for the matcher.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

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
            steps: Vec::with_capacity(count),
            unannounced: Vec::new(),
        };
        let mut above = vec![Vec::new(); count];
        let mut wakes = vec![Vec::new(); count];
        for (index, node) in self.nodes.iter().enumerate() {
            let announced = self.announced[index];
            let mut of_class = None;
            let (whole, parts): (Whole, &[Need]) = match node {
                Node::Class(class) => {
                    net.of_class[class.0 as usize] = Some(index as u32);
                    of_class = Some(*class);
                    (Whole::Any, &[])
                }
                Node::All(parts) => (Whole::All, parts),
                Node::Any(parts) => (Whole::Any, parts),
            };
            let mut parts: Vec<u32> = parts.iter().map(|part| part.0).collect();
            parts.sort_by_key(|part| self.announced[*part as usize]);
            let quiet = parts.partition_point(|part| !self.announced[*part as usize]);
            for part in &parts[quiet..] {
                above[*part as usize].push(index as u32);
            }
            net.steps.push(Climb {
                class: of_class,
                whole,
                announced,
                needed: match whole {
                    Whole::All => (parts.len() - quiet) as u32,
                    Whole::Any => 1,
                },
                quiet: quiet as u32,
                parts: parts.into(),
                above: Box::default(),
                wakes: Box::default(),
            });
        }
        let mut sleepless = Vec::new();
        for (need, pattern) in self.patterns {
            match need {
                Some(need) if self.announced[need.0 as usize] => {
                    wakes[need.0 as usize].push(pattern);
                }
                Some(need) => net.unannounced.push((need.0, pattern)),
                None => sleepless.push(pattern),
            }
        }
        for ((step, above), wakes) in net.steps.iter_mut().zip(above).zip(wakes) {
            (step.above, step.wakes) = (above.into(), wakes.into());
        }
        (net, sleepless)
    }
}

/// The formulas of a pack as a net.
///
/// Nearly every sentence holds *de*, *la* and *a*: if their hits climbed, each would touch hundreds of formulas.
/// A hit of a word that is not very frequent climbs; one of a very frequent word is only noted, and asked for at the
/// sentence's end where all else that a formula needs was hit.
#[derive(Debug)]
pub struct Waking {
    of_class: Vec<Option<u32>>,
    steps: Vec<Climb>,
    /// The patterns that only very frequent words announce, by their formula: they are asked for every sentence.
    unannounced: Vec<(u32, PatternRef)>,
}

/// A formula: what it needs, of what it is a part, which patterns it wakes.
#[derive(Clone, Debug)]
struct Climb {
    /// The class, where it is one.
    class: Option<ClassId>,
    whole: Whole,
    /// Whether hits climb from it.
    announced: bool,
    /// How many of its announced parts must be hit.
    needed: u32,
    /// Its parts, the unannounced ones first.
    parts: Box<[u32]>,
    /// The number of its unannounced parts.
    quiet: u32,
    /// The formulas of which it is a part, if it is announced.
    above: Box<[u32]>,
    wakes: Box<[PatternRef]>,
}

/// Whether a formula needs all of its parts or one; a class, which has none, is hit or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    All,
    Any,
}

/// The hits of one sentence after the other.
#[derive(Debug)]
pub struct Waker<'w> {
    net: &'w Waking,
    /// How many announced parts of each formula were hit in the sentence; of a class whether it was.
    met: Vec<u32>,
    touched: Vec<u32>,
    climbing: Vec<u32>,
    /// Formulas of which only unannounced parts are still in doubt, the lowest first.
    pending: BinaryHeap<Reverse<u32>>,
    woken: Vec<PatternRef>,
}

impl Need {
    /// Its place in the net.
    pub(crate) const fn place(self) -> usize {
        self.0 as usize
    }
}

impl Waking {
    /// The number of formulas.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there is no formula.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Classes of which one is hit wherever the formula is fulfilled, as few and as rare as its parts allow.
    pub fn key_classes(&self, need: Need) -> Vec<ClassId> {
        let mut keys = self.keys(need.0);
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn keys(&self, node: u32) -> Vec<ClassId> {
        let step = &self.steps[node as usize];
        if let Some(class) = step.class {
            return vec![class];
        }
        let parts = step.parts.iter().map(|part| (*part, self.keys(*part)));
        match step.whole {
            Whole::Any => parts.flat_map(|(_, keys)| keys).collect(),
            Whole::All => parts
                .min_by_key(|(part, keys)| (!self.steps[*part as usize].announced, keys.len()))
                .map(|(_, keys)| keys)
                .unwrap_or_default(),
        }
    }

    /// The classes of which a formula is made, those of its parts too.
    pub fn classes_of(&self, need: Need) -> Vec<ClassId> {
        let mut within = vec![false; self.steps.len()];
        let mut open = vec![need.0];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut within[node as usize], true) {
                open.extend_from_slice(&self.steps[node as usize].parts);
            }
        }
        let classes = self.of_class.iter().enumerate();
        classes
            .filter(|(_, node)| node.is_some_and(|node| within[node as usize]))
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
            pending: BinaryHeap::new(),
            woken: Vec::new(),
        }
    }
}

impl Waker<'_> {
    /// A word of the class stands in the sentence.
    #[inline]
    pub fn hit(&mut self, class: ClassId) {
        let Some(node) = self.net.of_class[class.0 as usize] else {
            return;
        };
        if self.met[node as usize] == 0 {
            self.note(node);
            if self.net.steps[node as usize].announced {
                self.climb(node);
            }
        }
    }

    fn note(&mut self, node: u32) {
        let met = &mut self.met[node as usize];
        *met += 1;
        if *met == 1 {
            self.touched.push(node);
        }
    }

    /// Goes up from a formula that is fulfilled.
    fn climb(&mut self, from: u32) {
        let net = self.net;
        self.climbing.push(from);
        while let Some(node) = self.climbing.pop() {
            let step = &net.steps[node as usize];
            self.woken.extend_from_slice(&step.wakes);
            for &above in &step.above {
                self.note(above);
                let whole = &net.steps[above as usize];
                if !whole.announced || self.met[above as usize] != whole.needed {
                    continue;
                }
                if whole.quiet > 0 {
                    self.pending.push(Reverse(above));
                } else {
                    self.climbing.push(above);
                }
            }
        }
    }

    /// Whether a formula is fulfilled of which only unannounced parts are in doubt: what is announced has climbed to it.
    fn holds(&self, node: u32) -> bool {
        let step = &self.net.steps[node as usize];
        let mut quiet = step.parts[..step.quiet as usize].iter();
        match step.whole {
            Whole::All => quiet.all(|part| self.holds(*part)),
            Whole::Any => self.met[node as usize] > 0 || quiet.any(|part| self.holds(*part)),
        }
    }

    /// Whether the hits so far fulfil a formula.
    pub fn is_met(&self, need: Need) -> bool {
        let step = &self.net.steps[need.0 as usize];
        let mut parts = step.parts.iter();
        match step.whole {
            _ if step.parts.is_empty() => self.met[need.0 as usize] > 0,
            Whole::All => parts.all(|part| self.is_met(Need(*part))),
            Whole::Any => parts.any(|part| self.is_met(Need(*part))),
        }
    }

    /// The patterns that the sentence woke, in the order of the pack; the next sentence starts anew.
    pub fn take(&mut self) -> Vec<PatternRef> {
        // A formula stands above its parts: what is fulfilled now can only add higher ones.
        while let Some(Reverse(node)) = self.pending.pop() {
            if self.holds(node) {
                self.climb(node);
            }
        }
        if !self.touched.is_empty() {
            for (node, pattern) in &self.net.unannounced {
                if self.holds(*node) {
                    self.woken.push(*pattern);
                }
            }
        }
        for node in self.touched.drain(..) {
            self.met[node as usize] = 0;
        }
        self.woken.sort_unstable();
        std::mem::take(&mut self.woken)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pattern(pattern: u32) -> PatternRef {
        PatternRef { rule: 0, pattern }
    }

    /// A formula as one would write it.
    #[derive(Clone, Debug)]
    enum Formula {
        Class(u32),
        All(Vec<Formula>),
        Any(Vec<Formula>),
    }

    const CLASSES: u32 = 6;

    impl Formula {
        /// The first half of the classes are very frequent words.
        fn need(&self, needs: &mut Needs) -> Need {
            let parts = |parts: &[Self], needs: &mut Needs| -> Vec<Need> {
                parts.iter().map(|part| part.need(needs)).collect()
            };
            match self {
                Self::Class(class) => needs.class(ClassId(*class), *class >= CLASSES / 2),
                Self::All(all) => {
                    let all = parts(all, needs);
                    needs.all(all).expect("a part")
                }
                Self::Any(any) => {
                    let any = parts(any, needs);
                    needs.any(any).expect("a part")
                }
            }
        }

        fn holds(&self, hits: &[u32]) -> bool {
            match self {
                Self::Class(class) => hits.contains(class),
                Self::All(all) => all.iter().all(|part| part.holds(hits)),
                Self::Any(any) => any.iter().any(|part| part.holds(hits)),
            }
        }
    }

    fn formula() -> impl Strategy<Value = Formula> {
        (0..CLASSES)
            .prop_map(Formula::Class)
            .prop_recursive(3, 16, 3, |part| {
                let parts = prop::collection::vec(part, 1..4);
                (parts, any::<bool>()).prop_map(|(parts, all)| {
                    if all {
                        Formula::All(parts)
                    } else {
                        Formula::Any(parts)
                    }
                })
            })
    }

    proptest! {
        #[test]
        fn a_net_wakes_what_its_formulas_say(
            formulas in prop::collection::vec(formula(), 1..6),
            sentences in prop::collection::vec(prop::collection::vec(0..CLASSES, 0..6), 1..4),
        ) {
            let mut needs = Needs::default();
            for (index, formula) in formulas.iter().enumerate() {
                let need = formula.need(&mut needs);
                needs.pattern(pattern(index as u32), Some(need));
            }
            let (net, _) = needs.build(CLASSES as usize);
            let mut waker = net.waker();
            for hits in sentences {
                hits.iter().for_each(|class| waker.hit(ClassId(*class)));
                let expected: Vec<PatternRef> = formulas
                    .iter()
                    .enumerate()
                    .filter(|(_, formula)| formula.holds(&hits))
                    .map(|(index, _)| pattern(index as u32))
                    .collect();
                prop_assert_eq!(waker.take(), expected, "{:?}", hits);
            }
        }
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
