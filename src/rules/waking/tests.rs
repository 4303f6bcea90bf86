//! Tests of the net against the formulas that it is made of.

use proptest::prelude::*;

use crate::rules::anchors::ClassId;
use crate::rules::ruleset::PatternRef;
use crate::rules::waking::needs::{Need, Needs};
use crate::rules::waking::net::Waking;

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
