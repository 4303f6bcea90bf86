//! Waking: which patterns can match in a sentence, told from the anchors that were hit in it.
//!
//! What a pattern needs is a formula over classes of anchors: all of its elements, any entry of a lexicon, all words
//! of that entry. The formulas of a pack share their parts, and stand in one net, lowest first; a hit climbs from its
//! class to what it completes, so that a sentence costs what was hit in it and not what the pack holds.
//! Very frequent words are parts of it too: in a hash they cost little, and «rien» spares what «affirmer» alone would wake.
//! It is no proof of a match: order and distance are for the matcher.

use std::cmp::Reverse;

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
        let mut of_class = vec![None; classes];
        let mut wholes = Vec::with_capacity(count);
        let (mut asked, mut told) = (Rows::default(), Rows::default());
        let mut above = vec![Vec::new(); count];
        for (index, (parts, split)) in self.sorted_parts().into_iter().enumerate() {
            let index = index as u32;
            let (asks, tells) = parts.split_at(split);
            let (whole, up) = match &self.nodes[index as usize] {
                Node::Class(class) => {
                    of_class[class.0 as usize] = Some(index);
                    (Whole::Class(*class), Up::Climb(index))
                }
                Node::Any(_) => (Whole::Any, Up::Climb(index)),
                Node::All(_) => (Whole::All, Up::Ask(index)),
            };
            wholes.push(whole);
            tells.iter().for_each(|part| above[*part as usize].push(up));
            asked.push(asks);
            told.push(tells);
        }
        let mut wakes = vec![Vec::new(); count];
        let (mut unannounced, mut sleepless) = (Vec::new(), Vec::new());
        for (need, pattern) in &self.patterns {
            match need {
                Some(need) if self.announced[need.place()] => wakes[need.place()].push(*pattern),
                Some(need) => unannounced.push((need.0, *pattern)),
                None => sleepless.push(*pattern),
            }
        }
        let net = Waking {
            of_class,
            wholes,
            announced: self.announced,
            asked,
            told,
            above: above.iter().collect(),
            wakes: wakes.iter().collect(),
            unannounced,
        };
        (net, sleepless)
    }

    /// The parts of each formula, and how many of them, the first ones, are only asked for. All unannounced ones are;
    /// of a formula that needs all of its parts, all but the one that is hit the least, by which it is told that the
    /// others are worth asking for.
    fn sorted_parts(&self) -> Vec<(Vec<u32>, usize)> {
        let rarity = self.rarity();
        let announced = |part: &u32| self.announced[*part as usize];
        let sorted = self.nodes.iter().map(|node| {
            let mut parts: Vec<u32> = node.parts().iter().map(|part| part.0).collect();
            let asked = match node {
                Node::All(_) => {
                    parts.sort_by_key(|part| (!announced(part), rarity[*part as usize]));
                    let first_asked = usize::from(parts.first().is_some_and(announced));
                    parts.rotate_left(first_asked);
                    parts.len() - first_asked
                }
                Node::Class(_) | Node::Any(_) => {
                    parts.sort_by_key(announced);
                    parts.partition_point(|part| !announced(part))
                }
            };
            (parts, asked)
        });
        sorted.collect()
    }

    /// How rarely each formula is fulfilled, as far as the pack tells: the number of classes of which one must be hit for
    /// it, then of the formulas that it is a part of, since the words that many formulas need are common ones.
    fn rarity(&self) -> Vec<(u32, u32)> {
        let mut rarity: Vec<(u32, u32)> = Vec::with_capacity(self.nodes.len());
        for (node, announced) in self.nodes.iter().zip(&self.announced) {
            let keys = node.parts().iter().map(|part| rarity[part.place()].0);
            let keys = match node {
                Node::Class(_) if *announced => 1,
                Node::Class(_) => FREQUENT,
                Node::Any(_) => keys.fold(0, u32::saturating_add),
                Node::All(_) => keys.min().unwrap_or(FREQUENT),
            };
            rarity.push((keys, 0));
        }
        for part in self.nodes.iter().flat_map(Node::parts) {
            rarity[part.place()].1 += 1;
        }
        rarity
    }
}

/// As many classes are hit about as often as one of a very frequent word.
const FREQUENT: u32 = 1_000;

impl Node {
    fn parts(&self) -> &[Need] {
        match self {
            Self::Class(_) => &[],
            Self::All(parts) | Self::Any(parts) => parts,
        }
    }
}

/// The formulas of a pack as a net.
///
/// Nearly every sentence holds *de*, *la* and *a*: if their hits climbed, each would touch hundreds of formulas.
/// A hit of a word that is not very frequent climbs; one of a very frequent word is only noted. A formula that needs all
/// of several parts is climbed to from the rarest of them alone: the others are asked for at the sentence's end, if that
/// one was hit.
#[derive(Debug)]
pub struct Waking {
    of_class: Vec<Option<u32>>,
    wholes: Vec<Whole>,
    /// Whether a word that is not very frequent must be hit for it.
    announced: Vec<bool>,
    /// The parts of each formula from which no hit climbs to it: they are asked for.
    asked: Rows<u32>,
    /// Those from which hits do.
    told: Rows<u32>,
    /// The formulas to which hits climb from each.
    above: Rows<Up>,
    wakes: Rows<PatternRef>,
    /// The patterns that only very frequent words announce, by their formula: they are asked for every sentence.
    unannounced: Vec<(u32, PatternRef)>,
}

/// Whether a formula is a class, which is hit or not, or needs all of its parts or one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    Class(ClassId),
    All,
    Any,
}

/// A formula that a hit reaches from below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Up {
    /// It is fulfilled by that.
    Climb(u32),
    /// Its other parts are still to be asked for.
    Ask(u32),
}

/// A row of items for each formula, in one piece of memory.
#[derive(Debug)]
struct Rows<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            ends: Vec::new(),
            items: Vec::new(),
        }
    }
}

impl<T: Copy> Rows<T> {
    fn push(&mut self, row: &[T]) {
        self.items.extend_from_slice(row);
        self.ends.push(self.items.len() as u32);
    }

    #[inline]
    fn of(&self, row: u32) -> &[T] {
        let row = row as usize;
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start as usize..self.ends[row] as usize]
    }
}

impl<'i, T: Copy + 'i> FromIterator<&'i Vec<T>> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = &'i Vec<T>>>(rows: I) -> Self {
        let mut all = Self::default();
        rows.into_iter().for_each(|row| all.push(row));
        all
    }
}

/// The hits of one sentence after the other.
#[derive(Debug)]
pub struct Waker<'w> {
    net: &'w Waking,
    met: Met,
    climbing: Vec<u32>,
    /// Formulas to which a hit climbed and the other parts of which are still to be asked for.
    pending: Vec<u32>,
    woken: Vec<PatternRef>,
}

/// To which formulas a hit of the sentence climbed, one bit each; of a class whether it was hit.
#[derive(Debug)]
struct Met {
    bits: Vec<u64>,
    /// The places of `bits` that are not nought.
    touched: Vec<u32>,
}

impl Met {
    fn new(formulas: usize) -> Self {
        Self {
            bits: vec![0; formulas.div_ceil(64)],
            touched: Vec::new(),
        }
    }

    /// False where it was noted before.
    #[inline]
    fn note(&mut self, node: u32) -> bool {
        let bits = &mut self.bits[node as usize / 64];
        let bit = 1 << (node % 64);
        if *bits == 0 {
            self.touched.push(node / 64);
        }
        let first = *bits & bit == 0;
        *bits |= bit;
        first
    }

    #[inline]
    fn has(&self, node: u32) -> bool {
        self.bits[node as usize / 64] & (1 << (node % 64)) != 0
    }

    fn clear(&mut self) {
        for place in self.touched.drain(..) {
            self.bits[place as usize] = 0;
        }
    }
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
        self.wholes.len()
    }

    /// Whether there is no formula.
    pub fn is_empty(&self) -> bool {
        self.wholes.is_empty()
    }

    /// Classes of which one is hit wherever the formula is fulfilled, as few and as rare as its parts allow.
    pub fn key_classes(&self, need: Need) -> Vec<ClassId> {
        let mut keys = self.keys(need.0);
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn keys(&self, node: u32) -> Vec<ClassId> {
        let parts = self.parts(node).map(|part| (part, self.keys(part)));
        match self.wholes[node as usize] {
            Whole::Class(class) => vec![class],
            Whole::Any => parts.flat_map(|(_, keys)| keys).collect(),
            Whole::All => parts
                .min_by_key(|(part, keys)| (!self.announced[*part as usize], keys.len()))
                .map(|(_, keys)| keys)
                .unwrap_or_default(),
        }
    }

    fn parts(&self, node: u32) -> impl Iterator<Item = u32> {
        let (asked, told) = (self.asked.of(node), self.told.of(node));
        asked.iter().chain(told).copied()
    }

    /// The classes of which a formula is made, those of its parts too.
    pub fn classes_of(&self, need: Need) -> Vec<ClassId> {
        let mut within = vec![false; self.len()];
        let mut open = vec![need.0];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut within[node as usize], true) {
                open.extend(self.parts(node));
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
            met: Met::new(self.len()),
            climbing: Vec::new(),
            pending: Vec::new(),
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
        if self.met.note(node) {
            self.climb(node);
        }
    }

    /// Goes up from a formula that is fulfilled.
    fn climb(&mut self, from: u32) {
        let net = self.net;
        self.climbing.push(from);
        while let Some(node) = self.climbing.pop() {
            self.woken.extend_from_slice(net.wakes.of(node));
            for up in net.above.of(node) {
                match *up {
                    Up::Climb(above) if self.met.note(above) => self.climbing.push(above),
                    Up::Ask(above) if self.met.note(above) => self.pending.push(above),
                    Up::Climb(_) | Up::Ask(_) => {}
                }
            }
        }
    }

    /// Whether a formula is fulfilled, when every lower one that is has been climbed from.
    fn holds(&self, node: u32) -> bool {
        let met = self.met.has(node);
        let mut asked = self.net.asked.of(node).iter();
        match self.net.wholes[node as usize] {
            Whole::Class(_) => met,
            Whole::Any => met || asked.any(|part| self.holds(*part)),
            Whole::All => {
                (met || self.net.told.of(node).is_empty()) && asked.all(|part| self.holds(*part))
            }
        }
    }

    /// Whether the hits so far fulfil a formula.
    pub fn is_met(&self, need: Need) -> bool {
        let mut parts = self.net.parts(need.0);
        match self.net.wholes[need.place()] {
            Whole::Class(_) => self.met.has(need.0),
            Whole::All => parts.all(|part| self.is_met(Need(part))),
            Whole::Any => parts.any(|part| self.is_met(Need(part))),
        }
    }

    /// Asks for the other parts of the formulas that a hit climbed to, the lowest first. A formula stands above its parts
    /// in the net: what is fulfilled now can only add higher ones.
    fn ask(&mut self) {
        let mut open = std::mem::take(&mut self.pending);
        open.sort_unstable_by_key(|node| Reverse(*node));
        while let Some(node) = open.pop() {
            if !self.holds(node) {
                continue;
            }
            self.climb(node);
            for above in self.pending.drain(..) {
                let place = open.partition_point(|other| *other > above);
                open.insert(place, above);
            }
        }
        self.pending = open;
    }

    /// The patterns that the sentence woke, in the order of the pack; the next sentence starts anew.
    pub fn take(&mut self) -> Vec<PatternRef> {
        self.ask();
        if !self.met.touched.is_empty() {
            for (node, pattern) in &self.net.unannounced {
                if self.holds(*node) {
                    self.woken.push(*pattern);
                }
            }
        }
        self.met.clear();
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
