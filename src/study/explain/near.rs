//! Which rules came nearest to firing in a sentence: blocked at the end, or one element away.

use std::cmp::Reverse;
use std::ops::Range;

use serde::Serialize;

use crate::rules::pattern::Gap;
use crate::rules::program::{Program, Step};
use crate::rules::ruleset::{CompiledPattern, CompiledRule, Ruleset};
use crate::study::explain::element::{ElementOf, elements};
use crate::study::explain::fate::{Fate, HitShown};
use crate::study::explain::progress::{Followed, Taken};
use crate::study::explain::stretch::Stretch;
use crate::tagger::trace::Reached;

/// A rule that nearly fired, by its nearest pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Near {
    /// The rule.
    pub rule: String,
    /// Its category.
    pub category: String,
    /// The pattern as written.
    pub pattern: String,
    /// `file:line` of the pattern.
    pub at: String,
    /// What it lacked.
    #[serde(flatten)]
    pub lacking: Lacking,
    /// The elements that were found, and their words.
    pub taken: Vec<Taken>,
}

/// What a rule lacked, the least first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "lacking", rename_all = "snake_case")]
pub enum Lacking {
    /// Nothing: it matched, and was blocked.
    Blocked {
        /// The hit.
        hit: Box<HitShown>,
    },
    /// A form of this element: traits, or *se*.
    Form {
        /// The element as written.
        element: String,
        /// The words that would do, but for their form.
        words: Option<Stretch>,
    },
    /// Room: a gap is too narrow, or a mark stands in it.
    Room {
        /// The gap as written, or the element in front of which there is none.
        element: String,
        /// What stands in between.
        words: Option<Stretch>,
    },
    /// One element.
    Element {
        /// As written.
        element: String,
        /// What stands in its place.
        words: Option<Stretch>,
    },
    /// The order: all elements stand in the sentence, but not so.
    Order,
    /// These elements.
    Elements {
        /// As written.
        elements: Vec<String>,
    },
}

impl Lacking {
    /// How much it is.
    const fn rank(&self) -> usize {
        match self {
            Self::Blocked { .. } => 0,
            Self::Form { .. } => 1,
            Self::Room { .. } => 2,
            Self::Element { .. } => 3,
            Self::Order => 4,
            Self::Elements { .. } => 5,
        }
    }
}

/// The words that may stand for an element that is missing.
const PLACE: Gap = Gap {
    min: 0,
    max: Some(3),
};

/// The word that may stand for the first element.
const ONE: Gap = Gap {
    min: 1,
    max: Some(1),
};

/// The room that a gap which is too narrow is given.
const ROOM: Gap = Gap {
    min: 0,
    max: Some(15),
};

/// What the elements found must weigh together for a rule to count as near.
const LEAST: usize = 3;

/// How near a rule came: what it lacked, then what its elements weigh that were found.
type Rank = (usize, Reverse<usize>);

/// The rules that came nearest, the nearest first, at most `most`. `hits` tells for each rule what it found.
pub(crate) fn nearest(
    followed: &Followed<'_>,
    hits: &dyn Fn(usize) -> Vec<HitShown>,
    most: usize,
) -> Vec<Near> {
    let rules = followed.rules.rules.iter().enumerate();
    let mut found: Vec<(Rank, Near)> = rules
        .filter_map(|(index, rule)| followed.near(rule, &hits(index)))
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().take(most).map(|(_, near)| near).collect()
}

impl Followed<'_> {
    /// How near a rule came by its nearest pattern; `None` where it fired, or was far off.
    fn near(&self, rule: &CompiledRule, hits: &[HitShown]) -> Option<(Rank, Near)> {
        if hits.iter().any(|hit| hit.fate.is_act()) {
            return None;
        }
        let candidates = rule.patterns.iter().enumerate();
        let candidates = candidates.filter_map(|(index, pattern)| {
            let blocked = hits
                .iter()
                .find(|hit| hit.pattern == index + 1 && hit.fate != Fate::Repeated);
            let (lacking, way) = match blocked {
                Some(hit) => {
                    let hit = Box::new(hit.clone());
                    (Lacking::Blocked { hit }, None)
                }
                None => self.lacking(pattern)?,
            };
            let rank = (
                lacking.rank(),
                Reverse(self.weight_found(pattern, &lacking)),
            );
            Some((rank, lacking, way, pattern))
        });
        let (rank, lacking, way, pattern) = candidates.min_by_key(|(rank, ..)| *rank)?;
        let mut taken = way.map_or_else(Vec::new, |way| self.taken(pattern, &way));
        if let Lacking::Element { element, .. } = &lacking {
            taken.retain(|one| one.element != *element);
        }
        let near = Near {
            rule: rule.id.to_string(),
            category: self.rules.categories[rule.category].id.clone(),
            pattern: pattern.text.to_string(),
            at: pattern.at.to_string(),
            taken,
            lacking,
        };
        Some((rank, near))
    }
}

impl Followed<'_> {
    /// What a pattern that does not match lacks, and the way through it where that is made good; `None` where that is
    /// too much to be told.
    fn lacking(&self, pattern: &CompiledPattern) -> Option<(Lacking, Option<Reached>)> {
        let needed: Vec<ElementOf<'_>> = elements(pattern)
            .filter(|element| !element.is_gap() && !element.is_optional())
            .collect();
        let absent: Vec<ElementOf<'_>> = needed
            .iter()
            .copied()
            .filter(|element| !self.is_present(&element.alone()))
            .collect();
        let weigh = |elements: &[ElementOf<'_>]| -> usize {
            elements.iter().map(|e| weight(self.rules, e.steps())).sum()
        };
        if weigh(&needed).saturating_sub(weigh(&absent)) < LEAST {
            return None;
        }
        match absent.as_slice() {
            [] => Some(self.room(pattern).unwrap_or((Lacking::Order, None))),
            [one] => Some(
                self.form(*one)
                    .or_else(|| self.place(*one))
                    .unwrap_or_else(|| {
                        let elements = vec![one.text().to_string()];
                        (Lacking::Elements { elements }, None)
                    }),
            ),
            several => {
                let elements = several.iter().map(|e| e.text().to_string()).collect();
                Some((Lacking::Elements { elements }, None))
            }
        }
    }

    fn is_present(&self, program: &Program) -> bool {
        (0..self.here.reading.words.len()).any(|at| self.matcher.match_at(program, at).is_some())
    }

    /// The pattern matches where this element is tested for nothing but its lemma.
    fn form(&self, element: ElementOf<'_>) -> Option<(Lacking, Option<Reached>)> {
        let (program, ranges) = element.replaced(&element.untested()?);
        let way = self.whole(&program, ranges)?;
        let words = self.words_of(element.index, &way);
        let lacking = Lacking::Form {
            element: element.text().to_string(),
            words,
        };
        Some((lacking, Some(way)))
    }

    /// The pattern matches where a few words of any kind stand for this element.
    fn place(&self, element: ElementOf<'_>) -> Option<(Lacking, Option<Reached>)> {
        let first = element.index == 0;
        let place = if first { ONE } else { PLACE };
        let (program, ranges) = element.replaced(&[Step::Gap(place)]);
        let starts = 0..self.here.reading.words.len();
        let way = if first {
            // Any word may stand in front of the rest: the last one does stand beside it.
            let way = self.way(&program, ranges.clone(), starts.rev());
            way.filter(|way| way.elements.len() == ranges.len())?
        } else {
            self.whole(&program, ranges)?
        };
        let beside = elements(element.pattern)
            .nth(1)
            .is_some_and(|next| !next.is_gap());
        let words = self
            .words_of(element.index, &way)
            .filter(|_| !first || beside);
        let lacking = Lacking::Element {
            element: element.text().to_string(),
            words,
        };
        Some((lacking, Some(way)))
    }

    /// The pattern matches where one of its gaps is wider, or where there is one.
    fn room(&self, pattern: &CompiledPattern) -> Option<(Lacking, Option<Reached>)> {
        let between = elements(pattern).skip(1).find_map(|element| {
            let mut steps = vec![Step::Gap(ROOM)];
            let before = ElementOf {
                index: element.index - 1,
                ..element
            };
            if element.is_gap() {
                let (program, ranges) = element.replaced(&steps);
                return Some((element, self.whole(&program, ranges)?));
            }
            if before.is_gap()
                || element
                    .steps()
                    .iter()
                    .any(|s| matches!(s, Step::Split(..) | Step::Jump(_)))
            {
                return None;
            }
            steps.extend_from_slice(element.steps());
            let (program, ranges) = element.replaced(&steps);
            Some((element, self.whole(&program, ranges)?))
        });
        let (element, way) = between?;
        let words = self.words_of(element.index, &way);
        let lacking = Lacking::Room {
            element: element.text().to_string(),
            words,
        };
        Some((lacking, Some(way)))
    }

    /// The way through the whole of a program.
    fn whole(&self, program: &Program, ranges: Vec<Range<usize>>) -> Option<Reached> {
        let count = ranges.len();
        self.furthest(program, ranges)
            .filter(|way| way.elements.len() == count)
    }

    fn words_of(&self, element: usize, way: &Reached) -> Option<Stretch> {
        Stretch::new(&self.here.reading, way.elements.get(element)?.clone())
    }

    /// What the elements weigh that a pattern found.
    fn weight_found(&self, pattern: &CompiledPattern, lacking: &Lacking) -> usize {
        let lacks = |element: &ElementOf<'_>| match lacking {
            Lacking::Element { element: text, .. } => element.text() == text,
            Lacking::Elements { elements } => elements.iter().any(|text| element.text() == text),
            _ => false,
        };
        elements(pattern)
            .filter(|element| !lacks(element))
            .map(|element| weight(self.rules, element.steps()))
            .sum()
    }
}

/// How much an element tells: a lexicon or lemma more than a word, a little word nothing.
fn weight(rules: &Ruleset, steps: &[Step]) -> usize {
    let one = |step: &Step| match step {
        Step::Lemma { .. } | Step::Lexicon { .. } | Step::Group { .. } => 3,
        Step::Word(forms) => {
            let long = |form| rules.forms.text(form).chars().count() > 4;
            2 * usize::from(forms.iter().any(|form| long(*form)))
        }
        Step::Exact(_) => 2,
        Step::Actor(_) => 1,
        _ => 0,
    };
    let weights = steps.iter().filter(|step| is_taking(step)).map(one);
    // Of a choice the least telling part may be what was found.
    match steps.iter().any(|step| matches!(step, Step::Split(..))) {
        true => weights.min().unwrap_or(0),
        false => weights.max().unwrap_or(0),
    }
}

/// Whether a step takes words.
const fn is_taking(step: &Step) -> bool {
    matches!(
        step,
        Step::Word(_)
            | Step::Exact(_)
            | Step::Lemma { .. }
            | Step::Lexicon { .. }
            | Step::Actor(_)
            | Step::Group { .. }
    )
}
