//! What a document tells beyond the sentences around an act: who fights whom in it, who bears which surname, and
//! who did what to whom before.
//!
//! The press names the parties of a conflict once and then writes «les deux camps», or nobody at all («la trêve est
//! urgente»): whom a call or an offer concerns is said by the article, not by the sentence.

use std::cell::{Cell, OnceCell, RefCell};

use rustc_hash::FxHashMap;

use crate::rules::actors::ActorId;
use crate::rules::pack::ActorKind;
use crate::rules::ruleset::Ruleset;
use crate::tagger::actors::Actor;
use crate::tagger::sentence::Parsed;
use crate::text::span::Span;

/// An actor that is a party: its id and kind.
pub type Side = (ActorId, ActorKind);

/// How much the first sentence (the title) weighs, and those behind it that tell the news.
const TITLE: f32 = 3.0;
const LEAD: f32 = 2.0;

/// The last sentence of the lead.
const LEAD_END: usize = 4;

/// What a word of war adds to its sentence.
const WAR: f32 = 1.0;

/// How much an armed group weighs: it is seldom named for another reason.
const ARMED: f32 = 1.5;

/// A document with fewer sentences does not tell who its parties are better than the neighbours of an act do.
const SHORT: usize = 6;

/// The parties of a document, by how much it speaks of them.
#[derive(Debug, Default)]
pub struct Sides {
    scores: Vec<(Side, f32)>,
    pair: Option<[Side; 2]>,
    names: FxHashMap<String, Side>,
    mentions: FxHashMap<ActorId, Span>,
    short: bool,
}

impl Sides {
    /// The parties that these sentences, the first ones of a document, name.
    pub fn of(rules: &Ruleset, sentences: &[Parsed<'_>]) -> Self {
        let armed = most_named_group(sentences);
        let mut scores: Vec<(Side, f32)> = Vec::new();
        let mut together: FxHashMap<(ActorId, ActorId), f32> = FxHashMap::default();
        for (index, parsed) in sentences.iter().enumerate() {
            let named = sides_in(rules, parsed, armed);
            let weight = weight(rules, index, parsed);
            for (side, factor) in &named {
                match scores.iter_mut().find(|((id, _), _)| *id == side.0) {
                    Some((_, score)) => *score += weight * factor,
                    None => scores.push((*side, weight * factor)),
                }
            }
            for (at, (one, _)) in named.iter().enumerate() {
                for (other, _) in &named[at + 1..] {
                    *together.entry(ordered(one.0, other.0)).or_default() += weight;
                }
            }
        }
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        Self {
            pair: best_pair(&scores, &together),
            names: names(sentences),
            mentions: mentions(sentences),
            short: sentences.len() < SHORT,
            scores,
        }
    }

    /// The two that stand against each other.
    pub const fn pair(&self) -> Option<[Side; 2]> {
        self.pair
    }

    /// Those most spoken of.
    pub fn first(&self, count: usize) -> Vec<Side> {
        self.scores
            .iter()
            .take(count)
            .map(|(side, _)| *side)
            .collect()
    }

    /// The armed group most spoken of.
    pub fn armed(&self) -> Option<Side> {
        let mut sides = self.scores.iter().map(|(side, _)| *side);
        sides.find(|(_, kind)| *kind == ActorKind::Armed)
    }

    /// The state of the pair whose other member is an armed group.
    pub fn state(&self, rules: &Ruleset) -> Option<Side> {
        let [one, other] = self.pair?;
        match (is_group(rules, one), is_group(rules, other)) {
            (true, false) => Some(other),
            (false, true) => Some(one),
            _ => None,
        }
    }

    /// Who bears a surname that the document gave with a full name or an office.
    pub fn named(&self, surname: &str) -> Option<Side> {
        self.names.get(surname).copied()
    }

    /// Where the document first names an actor, in bytes of its text.
    pub fn mention(&self, id: ActorId) -> Option<Span> {
        self.mentions.get(&id).copied()
    }

    /// Whether the document is a few sentences only.
    pub const fn is_short(&self) -> bool {
        self.short
    }
}

/// An act found earlier: its category, its sentence, and the ids of its parties.
#[derive(Clone, Debug)]
pub struct Told {
    /// Index of the category.
    pub category: usize,
    /// The sentence, counted from 0.
    pub sentence: usize,
    /// Who performed it.
    pub speaker: Vec<Side>,
    /// To whom, where the sentence itself says so.
    pub target: Vec<Side>,
}

/// What the document tells beyond the neighbours of an act; who its parties are is found when first asked for.
pub struct Background<'t> {
    sides: OnceCell<Sides>,
    read: Box<dyn Fn() -> Sides + 't>,
    told: RefCell<Vec<Told>>,
    sentence: Cell<usize>,
}

impl<'t> Background<'t> {
    /// The background of a document; `read` gives its first sentences.
    pub fn new<'r: 't>(rules: &'r Ruleset, read: impl Fn() -> Vec<Parsed<'t>> + 't) -> Self {
        Self {
            sides: OnceCell::new(),
            read: Box::new(move || Sides::of(rules, &read())),
            told: RefCell::default(),
            sentence: Cell::new(0),
        }
    }

    /// The parties of the document.
    pub fn sides(&self) -> &Sides {
        self.sides.get_or_init(|| (self.read)())
    }

    /// The sentence at hand, counted from 0.
    pub fn turn_to(&self, sentence: usize) {
        self.sentence.set(sentence);
    }

    /// Notes an act of the sentence at hand.
    pub fn tell(&self, category: usize, speaker: Vec<Side>, target: Vec<Side>) {
        self.told.borrow_mut().push(Told {
            category,
            sentence: self.sentence.get(),
            speaker,
            target,
        });
    }

    /// The acts told in the sentence so many before this one.
    pub fn told(&self, back: usize) -> Vec<Told> {
        let Some(sentence) = self.sentence.get().checked_sub(back) else {
            return Vec::new();
        };
        let told = self.told.borrow();
        let there = told.iter().filter(|told| told.sentence == sentence);
        there.cloned().collect()
    }

    /// The acts told in this sentence and the `back` ones before it, the last one first.
    pub fn recent(&self, back: usize) -> Vec<Told> {
        let from = self.sentence.get().saturating_sub(back);
        let told = self.told.borrow();
        let near = told.iter().rev().take_while(|told| told.sentence >= from);
        near.cloned().collect()
    }
}

fn weight(rules: &Ruleset, index: usize, parsed: &Parsed<'_>) -> f32 {
    let place = match index {
        0 => TITLE,
        1..=LEAD_END => LEAD,
        _ => 1.0,
    };
    let words = &parsed.reading.words;
    let war = words.iter().any(|word| rules.is_war(&word.forms));
    if war { place + WAR } else { place }
}

/// The sides that a sentence names, each once, with what its kind weighs.
fn sides_in(rules: &Ruleset, parsed: &Parsed<'_>, armed: Option<Side>) -> Vec<(Side, f32)> {
    let mut sides: Vec<(Side, f32)> = Vec::new();
    for member in parsed.actors.iter().flat_map(|phrase| &phrase.members) {
        let Some(side) = side_of(member).or(armed.filter(|_| member.kind == ActorKind::Armed))
        else {
            continue;
        };
        if !sides.iter().any(|((id, _), _)| *id == side.0) {
            let factor = if is_group(rules, side) { ARMED } else { 1.0 };
            sides.push((side, factor));
        }
    }
    sides
}

/// A member that can be a side; organisations, NGOs and observers look on.
fn side_of(member: &Actor) -> Option<Side> {
    let looks_on = matches!(
        member.kind,
        ActorKind::Organisation | ActorKind::Ngo | ActorKind::Observer
    );
    member.id.filter(|_| !looks_on).map(|id| (id, member.kind))
}

/// Ids that are no state's open with an X.
pub fn is_group(rules: &Ruleset, side: Side) -> bool {
    side.1 == ActorKind::Armed || rules.actors.id(side.0).starts_with('X')
}

/// The armed group that most sentences name: «les rebelles» are of it.
fn most_named_group(sentences: &[Parsed<'_>]) -> Option<Side> {
    let mut counts: Vec<(Side, usize)> = Vec::new();
    let members = sentences
        .iter()
        .flat_map(|parsed| &parsed.actors)
        .flat_map(|phrase| &phrase.members);
    for side in members.filter_map(side_of) {
        if side.1 != ActorKind::Armed {
            continue;
        }
        match counts.iter_mut().find(|((id, _), _)| *id == side.0) {
            Some((_, count)) => *count += 1,
            None => counts.push((side, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let mut sides = counts.into_iter();
    sides
        .find(|(_, count)| *count == most)
        .map(|(side, _)| side)
}

fn best_pair(
    scores: &[(Side, f32)],
    together: &FxHashMap<(ActorId, ActorId), f32>,
) -> Option<[Side; 2]> {
    let mut best: Option<(f32, [Side; 2])> = None;
    for (at, (one, score)) in scores.iter().enumerate() {
        for (other, more) in &scores[at + 1..] {
            let both = together.get(&ordered(one.0, other.0));
            let sum = score + more + both.copied().unwrap_or_default();
            if best.as_ref().is_none_or(|(least, _)| sum > *least) {
                best = Some((sum, [*one, *other]));
            }
        }
    }
    best.map(|(_, pair)| pair)
}

fn ordered(one: ActorId, other: ActorId) -> (ActorId, ActorId) {
    (one.min(other), one.max(other))
}

/// Surnames: the capitalised last words of persons and of offices with a name.
fn names(sentences: &[Parsed<'_>]) -> FxHashMap<String, Side> {
    let mut names = FxHashMap::default();
    for parsed in sentences {
        for phrase in &parsed.actors {
            let [member] = phrase.members.as_slice() else {
                continue;
            };
            let titled = matches!(member.kind, ActorKind::Office | ActorKind::Person);
            let last = phrase.words.end - 1;
            let word = &parsed.reading.words[last];
            if titled
                && word.capital
                && last > phrase.words.start
                && let Some(id) = member.id
            {
                let name = parsed.reading.written(last).to_owned();
                names.entry(name).or_insert((id, member.kind));
            }
        }
    }
    names
}

/// The first mention of every actor as more than an adjective, else as one.
fn mentions(sentences: &[Parsed<'_>]) -> FxHashMap<ActorId, Span> {
    let mut mentions = FxHashMap::default();
    for adjectival in [false, true] {
        for parsed in sentences {
            for phrase in parsed.actors.iter().filter(|p| p.adjectival == adjectival) {
                for member in &phrase.members {
                    if let Some(id) = member.id {
                        let span = parsed.reading.span_of(member.words.clone());
                        mentions.entry(id).or_insert(span);
                    }
                }
            }
        }
    }
    mentions
}
