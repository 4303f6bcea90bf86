//! What patterns need, written as formulas over classes, and made into the net.

use rustc_hash::FxHashMap;

use crate::rules::anchors::ClassId;
use crate::rules::rows::Rows;
use crate::rules::ruleset::PatternRef;
use crate::rules::waking::net::{Up, Waking, Whole};

/// A formula: its place in the net. The first places are those of the classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Need(pub(super) u32);

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
    pub(crate) fn all(&mut self, needs: Vec<Need>) -> Option<Need> {
        let announced = needs.iter().any(|need| self.announced[need.place()]);
        self.joined(needs, announced, Node::All)
    }

    /// One of these; `None` where there are none.
    pub(crate) fn any(&mut self, needs: Vec<Need>) -> Option<Need> {
        let announced = needs.iter().all(|need| self.announced[need.place()]);
        self.joined(needs, announced, Node::Any)
    }

    /// A formula of several parts; of one, that part.
    fn joined(
        &mut self,
        mut needs: Vec<Need>,
        announced: bool,
        whole: fn(Box<[Need]>) -> Node,
    ) -> Option<Need> {
        needs.sort_unstable();
        needs.dedup();
        match needs.as_slice() {
            [] => None,
            [one] => Some(*one),
            _ => Some(self.node(whole(needs.into()), announced)),
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

impl Need {
    /// Its place in the net.
    pub(crate) const fn place(self) -> usize {
        self.0 as usize
    }
}
