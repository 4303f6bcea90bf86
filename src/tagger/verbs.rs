//! Verb groups: the auxiliary, its negation and clitics, and the verb they belong to.
//!
//! «n'a pas, à ce stade, appelé», «s'est déclarée», «va livrer», «a été accusé», «livrera». The tense of a
//! compound is read on its auxiliary: the perfect of «a livré», the future of «va livrer».

use crate::rules::grammar::Classes;
use crate::rules::program::LemmaId;
use crate::rules::ruleset::Ruleset;
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::tagger::reading::{Marks, Word};

/// A verb with what belongs to it. Numbers are indexes of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbGroup {
    /// The first word: *ne*, a clitic, the auxiliary or the verb.
    pub first: usize,
    /// The verb that says what is done.
    pub main: usize,
    /// The auxiliary, finite or not.
    pub auxiliary: Option<usize>,
    /// Tense and person; of a compound they are the auxiliary's, made over (`PERF`, `FUT`, …).
    pub traits: Traits,
    /// Whether *être* (or nothing) and a participle make a passive.
    pub passive: bool,
    /// Whether *se* (or *nous nous*, *je me*, …) belongs to it.
    pub reflexive: bool,
    /// The *ne* that belongs to it.
    pub ne: Option<usize>,
    /// Whether it stands in the conditional for a future, after *que* under a past verb.
    pub future_in_past: bool,
}

impl VerbGroup {
    /// Whether its first verb is finite.
    pub const fn is_finite(&self) -> bool {
        self.traits.intersects(Traits::FINITE)
    }

    /// The word that carries the tense: the auxiliary, else the verb.
    pub fn tensed(&self) -> usize {
        self.auxiliary.unwrap_or(self.main)
    }
}

/// The words that may stand between an auxiliary and its verb.
const REACH: usize = 6;

/// All verb groups of a sentence, by their main verb.
pub fn groups(rules: &Ruleset, words: &[Word]) -> Vec<VerbGroup> {
    let mut found: Vec<VerbGroup> = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let Some(group) = group_at(rules, words, index) else {
            index += 1;
            continue;
        };
        let floor = found.last().map_or(0, |last| last.main + 1);
        found.push(extend_left(rules, words, group, floor));
        index = group.main + 1;
    }
    share_auxiliaries(rules, words, &mut found);
    mark_future_in_past(rules, words, &mut found);
    found
}

/// «a convoqué l'ambassadeur et dénoncé»: behind a coordinator, a masculine participle shares the *avoir* of the
/// compound before it, and is no passive.
fn share_auxiliaries(rules: &Ruleset, words: &[Word], groups: &mut [VerbGroup]) {
    for index in 1..groups.len() {
        let (before, group) = (groups[index - 1], groups[index]);
        let bare = group.auxiliary.is_none() && group.passive && group.first == group.main;
        let Some(coordinator) = coordinator_before(words, group.first).filter(|_| bare) else {
            continue;
        };
        let active = before.is_finite()
            && !before.passive
            && before
                .auxiliary
                .is_some_and(|a| has_lemma(&words[a], rules.grammar.have()));
        let agrees = words[group.main].analyses.iter().any(|a| {
            a.part == PartOfSpeech::Verb
                && a.traits.contains(Traits::PPAST)
                && a.traits.contains(Traits::MASC)
                && a.traits.contains(Traits::SING)
        });
        let by = words
            .get(group.main + 1)
            .is_some_and(|word| rules.grammar.is_par(&word.forms));
        if active && agrees && !by && before.main < coordinator {
            groups[index].traits = before.traits;
            groups[index].passive = false;
        }
    }
}

/// The coordinator in front of a word, across adverbs.
fn coordinator_before(words: &[Word], mut at: usize) -> Option<usize> {
    while at > 1 && words[at].marks.is_empty() && words[at - 1].in_class(Classes::ADVERB) {
        at -= 1;
    }
    let before = at.checked_sub(1).filter(|before| *before > 0)?;
    (words[at].marks.is_empty() && words[before].in_class(Classes::COORDINATOR)).then_some(before)
}

fn group_at(rules: &Ruleset, words: &[Word], at: usize) -> Option<VerbGroup> {
    let word = &words[at];
    if !word.is(PartOfSpeech::Verb) {
        return None;
    }
    let traits = without_rare_past(word, verb_traits(word, None));
    let tensed = traits.intersects(Traits::FINITE.union(Traits::INF).union(Traits::PPRES));
    let grammar = &rules.grammar;
    let compound = if tensed && has_lemma(word, grammar.have()) {
        compound(rules, words, at, grammar.have(), false)
    } else if tensed && has_lemma(word, grammar.be()) {
        compound(rules, words, at, grammar.be(), true)
    } else if has_lemma(word, grammar.go()) && word.is_verb(Traits::PRES.union(Traits::IMPF)) {
        going_to(rules, words, at, verb_traits(word, Some(grammar.go())))
    } else {
        None
    };
    Some(compound.unwrap_or(VerbGroup {
        first: at,
        main: at,
        auxiliary: None,
        traits,
        passive: traits.contains(Traits::PPAST) && !tensed,
        reflexive: false,
        ne: None,
        future_in_past: false,
    }))
}

/// «mis», «pris», «soumis» are participles before they are a passé simple of *je* and *tu*.
fn without_rare_past(word: &Word, traits: Traits) -> Traits {
    let rare = word
        .analyses
        .iter()
        .any(|a| a.part == PartOfSpeech::Verb && a.traits.contains(Traits::PPAST))
        && traits.contains(Traits::PAST)
        && !traits.intersects(Traits::P3S.union(Traits::P3P).union(Traits::PRES));
    if rare {
        traits
            .without(Traits::PAST)
            .without(Traits::P1S)
            .without(Traits::P2S)
    } else {
        traits
    }
}

/// «a promis», «a été accusé», «est accusé», «s'est dit», «ayant promis».
fn compound(
    rules: &Ruleset,
    words: &[Word],
    at: usize,
    auxiliary: LemmaId,
    be: bool,
) -> Option<VerbGroup> {
    let mut main = next_of_group(rules, words, at + 1, Traits::PPAST)?;
    let mut passive = be;
    if has_lemma(&words[main], rules.grammar.be())
        && let Some(next) = next_of_group(rules, words, main + 1, Traits::PPAST)
    {
        main = next;
        passive = true;
    }
    if be && !words[main].is_verb(Traits::PPAST) {
        return None;
    }
    let own = verb_traits(&words[at], Some(auxiliary));
    let simple = be && passive && !rules.grammar.is_be_verb(&words[main].analyses);
    let traits = if simple { own } else { as_compound(own) };
    Some(VerbGroup {
        first: at,
        main,
        auxiliary: Some(at),
        traits,
        passive: passive && !rules.grammar.is_be_verb(&words[main].analyses),
        reflexive: false,
        ne: None,
        future_in_past: false,
    })
}

/// «va livrer», «allait livrer».
fn going_to(rules: &Ruleset, words: &[Word], at: usize, own: Traits) -> Option<VerbGroup> {
    let main = next_of_group(rules, words, at + 1, Traits::INF)?;
    // «va se battre»
    let reflexive = words[at + 1..main]
        .iter()
        .any(|word| word.in_class(Classes::REFLEXIVE) && !word.in_class(Classes::SUBJECT_PRONOUN));
    Some(VerbGroup {
        first: at,
        main,
        auxiliary: Some(at),
        traits: person(own).union(Traits::FUT),
        passive: false,
        reflexive,
        ne: None,
        future_in_past: false,
    })
}

/// The next word with one of these verb traits, across adverbs, negators, clitics and one pair of commas.
fn next_of_group(rules: &Ruleset, words: &[Word], from: usize, traits: Traits) -> Option<usize> {
    let mut index = from;
    let mut steps = 0;
    while index < words.len() && steps < REACH {
        let word = &words[index];
        if word.marks.has(
            Marks::SEMICOLON
                .union(Marks::COLON)
                .union(Marks::CLOSE_QUOTE)
                .union(Marks::STOP),
        ) {
            return None;
        }
        if word.marks.has(Marks::COMMA) {
            index = behind_comma_pair(words, index)?;
            steps += 1;
            if words[index].is_verb(traits) {
                return Some(index);
            }
            continue;
        }
        let is_verb = word.is_verb(traits);
        let adverb = is_between(word);
        if is_verb && !(adverb && word.in_class(Classes::NEGATOR)) {
            return Some(index);
        }
        if let Some(length) = adverb_phrase(rules, words, index) {
            index += length;
            steps += 1;
            continue;
        }
        if !adverb {
            return None;
        }
        index += 1;
        steps += 1;
    }
    None
}

/// The words of an adverb of several words that starts here («de nouveau», «à plusieurs reprises»).
fn adverb_phrase(rules: &Ruleset, words: &[Word], at: usize) -> Option<usize> {
    let phrases = rules.grammar.phrases().iter();
    phrases
        .filter(|(classes, forms)| {
            classes.has(Classes::ADVERB)
                && at + forms.len() <= words.len()
                && forms
                    .iter()
                    .enumerate()
                    .all(|(i, form)| words[at + i].forms.contains(form))
        })
        .map(|(_, forms)| forms.len())
        .max()
}

/// Whether a word may stand between the auxiliary and the verb.
fn is_between(word: &Word) -> bool {
    word.in_class(
        Classes::ADVERB
            .union(Classes::NEGATOR)
            .union(Classes::CLITIC),
    ) || (word.transparent && word.in_class(Classes::SUBJECT_PRONOUN))
        || word.classes.has(Classes::MANNER)
}

/// Of «, à ce stade, appelé» the index of «appelé», where the pair holds at most eight words.
fn behind_comma_pair(words: &[Word], open: usize) -> Option<usize> {
    (open + 1..words.len().min(open + 9)).find(|index| words[*index].marks.has(Marks::COMMA))
}

/// Takes *ne* and the clitics in front of the group into it.
fn extend_left(rules: &Ruleset, words: &[Word], mut group: VerbGroup, floor: usize) -> VerbGroup {
    let nous = |index: usize| words[index].in_class(Classes::SUBJECT_PRONOUN);
    while group.first > floor && words[group.first].marks.is_empty() {
        let before = &words[group.first - 1];
        if before.in_class(Classes::NE) {
            group.ne = Some(group.first - 1);
        } else if before.in_class(Classes::CLITIC) {
            let also_subject = nous(group.first - 1);
            if also_subject && !(group.first >= 2 && words[group.first - 2].forms == before.forms) {
                break;
            }
            if before.in_class(Classes::PREPOSITION)
                && !group.is_finite()
                && !before.in_class(Classes::REFLEXIVE)
            {
                break;
            }
            group.reflexive |= before.in_class(Classes::REFLEXIVE);
        } else if group.is_finite() || !before.in_class(Classes::NEGATOR) {
            break;
        }
        group.first -= 1;
    }
    if group.reflexive {
        group.passive = false;
        let tensed = group
            .auxiliary
            .is_some_and(|a| has_lemma(&words[a], rules.grammar.be()));
        if tensed {
            let own = verb_traits(&words[group.tensed()], Some(rules.grammar.be()));
            group.traits = as_compound(own);
        }
    }
    group
}

/// A conditional behind *que* whose governing verb is past stands for a future («a fait savoir qu'elle livrerait»).
fn mark_future_in_past(rules: &Ruleset, words: &[Word], groups: &mut [VerbGroup]) {
    for index in 1..groups.len() {
        if !groups[index].traits.contains(Traits::COND) {
            continue;
        }
        let Some(governor) = (0..index)
            .rev()
            .find(|g| groups[*g].is_finite() || groups[*g].traits.contains(Traits::PPRES))
        else {
            continue;
        };
        let between = groups[governor].main + 1..groups[index].first;
        let que = words[between]
            .iter()
            .any(|word| rules.grammar.is_que(&word.forms));
        let past = Traits::PERF.union(Traits::PAST).union(Traits::IMPF);
        let governing = groups[governor].traits;
        let continued = groups[governor].future_in_past;
        if (que && governing.intersects(past) && !governing.contains(Traits::COND)) || continued {
            groups[index].future_in_past = true;
        }
    }
}

/// The traits of all verb readings of a word, or of those of one lemma.
pub fn verb_traits(word: &Word, lemma: Option<LemmaId>) -> Traits {
    word.analyses
        .iter()
        .filter(|a| a.part == PartOfSpeech::Verb && lemma.is_none_or(|lemma| a.lemma == lemma))
        .fold(Traits::NONE, |all, a| all.union(a.traits))
}

/// Whether the word can be a form of the lemma.
pub fn has_lemma(word: &Word, lemma: LemmaId) -> bool {
    word.analyses.iter().any(|a| a.lemma == lemma)
}

/// The tense of a compound, from that of its auxiliary.
fn as_compound(own: Traits) -> Traits {
    let past = Traits::PRES.union(Traits::IMPF).union(Traits::PAST);
    let kept = own.without(past).without(Traits::IMP);
    if own.intersects(past) {
        kept.union(Traits::PERF)
    } else {
        kept
    }
}

fn person(traits: Traits) -> Traits {
    traits.intersection(Traits::PERSONS)
}
