//! The waker: what the hits of one sentence fulfil.

use std::cmp::Reverse;

use crate::rules::anchors::ClassId;
use crate::rules::ruleset::PatternRef;
use crate::rules::waking::needs::Need;
use crate::rules::waking::net::{Up, Waking, Whole};

/// The hits of one sentence after the other.
#[derive(Debug)]
pub struct Waker<'w> {
    net: &'w Waking,
    met: Met,
    /// The formulas that were asked for at the sentence's end, and those of them that hold.
    asked: Met,
    held: Met,
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

impl Waking {
    /// A state in which nothing was hit.
    pub fn waker(&self) -> Waker<'_> {
        Waker {
            net: self,
            met: Met::new(self.len()),
            asked: Met::new(self.len()),
            held: Met::new(self.len()),
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

    /// Whether a formula is fulfilled, when every lower one that is has been climbed from; many ask for the same one.
    fn holds(&mut self, node: u32) -> bool {
        if let Whole::Class(_) = self.net.wholes[node as usize] {
            return self.met.has(node);
        }
        if self.asked.note(node) && self.is_fulfilled(node) {
            self.held.note(node);
        }
        self.held.has(node)
    }

    fn is_fulfilled(&mut self, node: u32) -> bool {
        let net = self.net;
        let met = self.met.has(node);
        let mut asked = net.asked.of(node).iter();
        match net.wholes[node as usize] {
            Whole::Class(_) => met,
            Whole::Any => met || asked.any(|part| self.holds(*part)),
            Whole::All => {
                (met || net.told.of(node).is_empty()) && asked.all(|part| self.holds(*part))
            }
        }
    }

    /// Whether the hits so far fulfil a formula.
    pub fn is_met(&self, need: Need) -> bool {
        let mut parts = self.net.parts_of(need.0);
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
            let net = self.net;
            for (node, pattern) in &net.unannounced {
                if self.holds(*node) {
                    self.woken.push(*pattern);
                }
            }
        }
        self.met.clear();
        self.asked.clear();
        self.held.clear();
        self.woken.sort_unstable();
        std::mem::take(&mut self.woken)
    }
}
