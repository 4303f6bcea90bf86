//! The exceptions that an example of `rejects` asks for: without one of them it would be found.

use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::evaluate::examples::Text;
use crate::rules::pack::{Example, Pack, Place, Rule};
use crate::rules::ruleset::{PatternRef, Ruleset};
use crate::tagger::Tagger;
use crate::tagger::attribution::Parties;
use crate::tagger::matcher::Match;
use crate::tagger::sentence::{Observer, Outcome};

/// The places of the exceptions that are needed; one that stands at the head of a file is where one of its rules needs it.
#[derive(Clone, Debug, Default)]
pub struct Needed {
    places: FxHashSet<Place>,
}

impl Needed {
    /// Whether the exception that stands there is needed.
    pub fn has(&self, place: Place) -> bool {
        self.places.contains(&place)
    }
}

/// An exception of a rule: the rule's index and its own.
type ExceptRef = (usize, usize);

/// Drops each exception in turn and looks whether an example of `rejects` is found then, or is kept away only by the
/// lack of an actor. `ruleset`, compiled from `pack`, is afterwards as it was.
pub fn needed(pack: &Pack, ruleset: &mut Ruleset) -> Needed {
    let mut needed = Needed::default();
    let mut blocked: Vec<(ExceptRef, Vec<&Example>)> = blocked(pack, ruleset).into_iter().collect();
    blocked.sort_unstable_by_key(|(except, _)| *except);
    for ((rule, except), examples) in blocked {
        let place = pack.rules[rule].excepts[except].place;
        // At the head of a file it may be known already from another rule.
        if needed.has(place) {
            continue;
        }
        let dropped = ruleset.rules[rule].excepts.remove(except);
        if examples
            .iter()
            .any(|example| fires(&pack.rules[rule], example, ruleset))
        {
            needed.places.insert(place);
        }
        ruleset.rules[rule].excepts.insert(except, dropped);
    }
    needed
}

/// For each exception the examples of its rule's `rejects` in which it was the first to keep a hit away: only there can
/// it alone matter.
fn blocked<'p>(pack: &'p Pack, ruleset: &Ruleset) -> FxHashMap<ExceptRef, Vec<&'p Example>> {
    let tagger = Tagger::for_examples(ruleset, false);
    let of_rule = |(index, rule): (usize, &'p Rule)| {
        let mut found = Vec::new();
        for example in &rule.rejects {
            let mut seen = Excepted {
                rule: index as u32,
                excepts: FxHashSet::default(),
            };
            let document = Text::new(example).document;
            let sentences = tagger.sentences(&document);
            let mut walk = tagger.walk(&document, &sentences);
            for (sentence, patterns) in tagger.woken(&document, &sentences) {
                walk.acts(sentence, &patterns, &mut seen);
            }
            found.extend(
                seen.excepts
                    .into_iter()
                    .map(|except| ((index, except), example)),
            );
        }
        found
    };
    let found: Vec<_> = pack
        .rules
        .par_iter()
        .enumerate()
        .flat_map_iter(of_rule)
        .collect();
    let mut blocked: FxHashMap<ExceptRef, Vec<&Example>> = FxHashMap::default();
    for (except, example) in found {
        blocked.entry(except).or_default().push(example);
    }
    blocked
}

fn fires(rule: &Rule, example: &Example, ruleset: &Ruleset) -> bool {
    let tagger = Tagger::for_examples(ruleset, false);
    !Text::new(example).acts(&tagger, rule).is_empty()
}

/// The exceptions of one rule that kept a hit away.
struct Excepted {
    rule: u32,
    excepts: FxHashSet<usize>,
}

impl Observer for Excepted {
    fn matched(&mut self, pattern: PatternRef, _: &Match, _: Option<&Parties>, outcome: &Outcome) {
        if let Outcome::Excepted(index) = outcome
            && pattern.rule == self.rule
        {
            self.excepts.insert(*index);
        }
    }
}
