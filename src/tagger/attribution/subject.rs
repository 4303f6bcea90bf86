//! The subject of a verb: to its left, behind it after a quotation, the antecedent of *qui*, *par* of a passive.

use std::ops::Range;

use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::tagger::actors::ActorPhrase;
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::reading::{Marks, Reading};
use crate::tagger::sentence::Parsed;
use crate::tagger::verbs::VerbGroup;

/// How often a verb may pass the question on to the verb that governs it.
const DEPTH: usize = 4;

/// How many sentences back a surname is looked for.
const SURNAME_BACK: isize = 4;

/// The words behind a verb among which its inverted subject starts («soutient de son côté l'ambassadeur»).
const INVERSION_REACH: usize = 7;

/// The words behind a passive among which *par* may stand.
const AGENT_REACH: usize = 14;

/// The words in front of *qui* or a participle among which the noun of a text stands.
const TEXT_REACH: usize = 3;

/// The longest noun phrase.
const NOUN_PHRASE: usize = 12;

/// What stands to the left of a verb as its subject.
#[derive(Debug)]
pub(super) enum Left {
    /// An actor phrase, by its index.
    Actor(usize, Reason),
    /// A pronoun, by its word.
    Pronoun(usize),
    /// A noun phrase that names no actor.
    Other(Range<usize>),
    /// The verb shares the subject of another group, by its index.
    Shared(usize),
    /// Nothing.
    None,
}

impl Attribution<'_> {
    /// The speaker of an act that is a verb.
    pub(super) fn of_verb(&self, head: usize) -> Option<Found> {
        let group = self.here.reading.words[head].group?;
        let verb = &self.here.reading.groups[group];
        if verb.passive {
            return self.agent(verb.main + 1);
        }
        self.subject(0, group, DEPTH)
    }

    /// *par X* behind a passive.
    pub(super) fn agent(&self, from: usize) -> Option<Found> {
        let words = &self.here.reading.words;
        let limit = words.len().min(from + AGENT_REACH);
        for index in from..limit {
            if words[index].marks.has(Marks::SEMICOLON.union(Marks::COLON)) {
                return None;
            }
            let other = words[index].group.is_some_and(|g| {
                let group = &self.here.reading.groups[g];
                group.passive && group.first >= from && !group.is_finite()
            });
            if other {
                // «soupçonné d'aider X, accusations rejetées par Y»: *par* belongs to the nearer participle.
                return None;
            }
            if self.rules.grammar.is_par(&words[index].forms)
                && let Some(phrase) = self.phrase_behind(0, index + 1)
            {
                return Some(self.phrase_found(0, phrase, Reason::Agent));
            }
        }
        None
    }

    /// The longest phrase that starts at a word or behind its article.
    pub(super) fn phrase_behind(&self, distance: isize, at: usize) -> Option<usize> {
        let parsed = self.sentence(distance)?;
        let words = &parsed.reading.words;
        let mut start = at;
        while start < words.len() && words[start].transparent && start < at + 3 {
            if let Some(found) = first_at(parsed, start) {
                return Some(found);
            }
            start += 1;
        }
        first_at(parsed, start)
    }

    /// The subject of a verb group of the sentence at this distance.
    pub(super) fn subject(&self, distance: isize, group: usize, depth: usize) -> Option<Found> {
        if !self.may_ask() {
            return None;
        }
        let parsed = self.sentence(distance)?;
        let verb = parsed.reading.groups[group];
        if !verb.is_finite() && depth > 0 {
            return self.governor_subject(distance, group, depth - 1);
        }
        if is_imperative(parsed, &verb) {
            return None;
        }
        if let Some(found) = self.inverted(distance, &verb) {
            return Some(found);
        }
        match left(self.rules, parsed, group) {
            Left::Actor(phrase, reason) => Some(self.phrase_found(distance, phrase, reason)),
            Left::Pronoun(word) => self.behind_pronoun(distance, word, group, depth),
            Left::Shared(other) if depth > 0 => self.subject(distance, other, depth - 1),
            Left::Other(words) => self
                .text_author(distance, &words)
                .or_else(|| Some(self.unknown(distance, words))),
            Left::Shared(_) => None,
            Left::None => self.surname(distance, verb.first),
        }
    }

    /// Of an infinitive, a participle in *-ant* or a bare participle: the subject of the verb that governs it.
    fn governor_subject(&self, distance: isize, group: usize, depth: usize) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let groups = &parsed.reading.groups;
        let left = (0..group).rev().find(|g| {
            groups[*g].is_finite() && !separated(parsed, groups[*g].main + 1..groups[group].first)
        });
        if let Some(left) = left {
            let apart = parsed.reading.words[groups[group].first]
                .marks
                .has(Marks::COMMA);
            let hung = nominal_before(parsed, groups[group].first).filter(|_| !apart);
            if (groups[group].traits.contains(Traits::PPRES)
                || groups[group].traits.contains(Traits::PPAST))
                && let Some(phrase) = hung
            {
                return Some(self.phrase_found(distance, phrase, Reason::Subject));
            }
            if !apart
                && !groups[group].traits.contains(Traits::INF)
                && let Some(text) = text_before(parsed, groups[group].first)
            {
                return self.text_author(distance, &text);
            }
            return self.subject(distance, left, depth);
        }
        if let Some(phrase) = nominal_before(parsed, groups[group].first) {
            return Some(self.phrase_found(distance, phrase, Reason::Subject));
        }
        let right = (group + 1..groups.len()).find(|g| groups[*g].is_finite());
        if let Some(right) = right {
            return self.subject(distance, right, depth);
        }
        // A headline without a verb: «Kiev prêt à…», «Moscou disposé à accueillir…».
        let phrase = parsed.actors.iter().position(|p| {
            p.words.end <= groups[group].first && p.preposition.is_none() && !p.adjectival
        })?;
        Some(self.phrase_found(distance, phrase, Reason::Subject))
    }

    /// «M. Ri a accusé»: the actor whose full name stood in a sentence before.
    fn surname(&self, distance: isize, first: usize) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let name = first
            .checked_sub(1)
            .filter(|i| parsed.reading.words[*i].capital)?;
        let title = name.checked_sub(1).map(|i| parsed.reading.written(i))?;
        if !matches!(title, "M" | "Mme" | "M." | "Mme." | "Mlle") {
            return None;
        }
        let written = parsed.reading.written(name);
        let near = (1..=SURNAME_BACK).find_map(|back| {
            let before = self.sentence(distance - back)?;
            let phrase = before.actors.iter().position(|p| {
                p.words
                    .clone()
                    .any(|i| before.reading.written(i) == written)
            })?;
            Some(self.phrase_found(distance - back, phrase, Reason::Pronoun))
        });
        near.or_else(|| {
            let (id, kind) = self.background.sides().named(written)?;
            Some(Found {
                members: vec![(Some(id), kind)],
                sentence: distance,
                words: name..name + 1,
                elsewhere: Vec::new(),
                reason: Reason::Pronoun,
            })
        })
    }

    /// The subject behind the verb: «a déclaré X», «a-t-il dit», «que dénonce X», «comme l'affirme X».
    pub(super) fn inverted(&self, distance: isize, verb: &VerbGroup) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let words = &parsed.reading.words;
        let pronoun = (verb.first..words.len().min(verb.main + 2)).find(|i| {
            words[*i].transparent
                && words[*i].in_class(Classes::SUBJECT_PRONOUN)
                && is_hyphened(parsed, *i)
        });
        if let Some(pronoun) = pronoun {
            return self.antecedent(distance, pronoun, verb);
        }
        if !invites_inversion(self.rules, parsed, verb) {
            return None;
        }
        let limit = words.len().min(verb.main + 1 + INVERSION_REACH);
        for at in verb.main + 1..limit {
            if words[at].marks.has(
                Marks::SEMICOLON
                    .union(Marks::COLON)
                    .union(Marks::OPEN_QUOTE),
            ) {
                return None;
            }
            if let Some(phrase) = first_at(parsed, at) {
                let p = &parsed.actors[phrase];
                if p.preposition.is_none() && !p.adjectival && agrees(verb, p) {
                    return Some(self.phrase_found(distance, phrase, Reason::Inverted));
                }
            }
        }
        let at = verb.main + 1;
        let nameless = words[verb.first].marks.has(Marks::CLOSE_QUOTE)
            && words.get(at).is_some_and(|w| w.marks.is_empty())
            && (starts_noun_phrase(&parsed.reading, at)
                || words[at].capital && words[at].group.is_none());
        nameless.then(|| self.unknown(distance, at..noun_phrase_end(&parsed.reading, at)))
    }

    pub(super) fn unknown(&self, distance: isize, words: Range<usize>) -> Found {
        Found {
            members: Vec::new(),
            sentence: distance,
            words,
            elsewhere: Vec::new(),
            reason: Reason::Subject,
        }
    }
}

/// The longest phrase that starts exactly here.
pub(super) fn first_at(parsed: &Parsed<'_>, at: usize) -> Option<usize> {
    parsed
        .actors
        .iter()
        .position(|phrase| phrase.words.start == at)
}

fn is_hyphened(parsed: &Parsed<'_>, word: usize) -> bool {
    let start = parsed.reading.words[word].span.start;
    parsed.reading.text[..start].ends_with(['-', '\u{2010}', '\u{2011}'])
}

fn is_imperative(parsed: &Parsed<'_>, verb: &VerbGroup) -> bool {
    let words = &parsed.reading.words;
    let first = verb.first == parsed.reading.first_word || !words[verb.first].marks.is_empty();
    first
        && verb.traits.contains(Traits::IMP)
        && verb.traits.intersects(Traits::P1P.union(Traits::P2P))
}

/// Whether a verb's subject may stand behind it: after a quotation or its comma, after *que*, *comme*, *dont*, *où*, *selon lequel*.
fn invites_inversion(
    rules: &crate::rules::ruleset::Ruleset,
    parsed: &Parsed<'_>,
    verb: &VerbGroup,
) -> bool {
    let words = &parsed.reading.words;
    let marks = words[verb.first].marks;
    if marks.has(Marks::CLOSE_QUOTE) {
        return true;
    }
    let Some(before) = verb.first.checked_sub(1) else {
        return false;
    };
    let opener = &words[before];
    if rules.grammar.is_que(&opener.forms)
        || opener.in_class(Classes::RELATIVE) && !rules.grammar.is_qui(&opener.forms)
    {
        return true;
    }
    if rules.grammar.is_as(&opener.forms) {
        return true;
    }
    let reporting = rules.is_reporting(&words[verb.main].analyses);
    reporting && marks.has(Marks::COMMA) && !closes_apposition(parsed, verb)
}

/// Whether the comma in front of a verb closes an apposition of its subject («le ministre, Ri Son Gwon, a accusé»).
fn closes_apposition(parsed: &Parsed<'_>, verb: &VerbGroup) -> bool {
    let reading = &parsed.reading;
    if let Some(phrase) = ending_at(parsed, verb.first) {
        let inner = parsed.actors[phrase].words.clone().skip(1);
        if inner
            .into_iter()
            .any(|i| reading.words[i].marks.has(Marks::COMMA))
        {
            return true;
        }
    }
    let Some(open) = parenthesis_start(reading, verb.first) else {
        return false;
    };
    let finite_inside = reading
        .groups
        .iter()
        .any(|g| g.is_finite() && open <= g.first && g.main < verb.first);
    let relative = reading.words[open].in_class(Classes::RELATIVE);
    (relative || !finite_inside)
        && nominal_before(parsed, open).is_some_and(|p| agrees(verb, &parsed.actors[p]))
}

/// What stands to the left of a finite verb.
pub(super) fn left(
    rules: &crate::rules::ruleset::Ruleset,
    parsed: &Parsed<'_>,
    group: usize,
) -> Left {
    let reading = &parsed.reading;
    let verb = &reading.groups[group];
    let floor = verb_floor(reading, verb);
    let mut other: Option<Range<usize>> = None;
    let mut at = verb.first;
    let mut reason = Reason::Subject;
    let mut skipped: Option<Range<usize>> = None;
    let pause = Marks::COMMA.union(Marks::DASH).union(Marks::CLOSE_PAREN);
    let apart = |p: &ActorPhrase| {
        reading.words[at].marks.has(pause)
            && !p
                .words
                .clone()
                .skip(1)
                .any(|i| reading.words[i].marks.has(Marks::COMMA))
    };
    if let Some(phrase) = ending_at(parsed, at).filter(|p| !apart(&parsed.actors[*p])) {
        let p = &parsed.actors[phrase];
        if p.preposition.is_none() && !p.adjectival && agrees(verb, p) {
            return Left::Actor(phrase, reason);
        }
    }
    if let Some(shared) = shared_with(reading, group) {
        return Left::Shared(shared);
    }
    if at > 0
        && reading.words[at]
            .marks
            .has(Marks::COMMA.union(Marks::DASH).union(Marks::CLOSE_PAREN))
        && let Some(open) = parenthesis_start(reading, at)
    {
        skipped = Some(open..at);
        at = open;
    }
    while at > floor {
        at -= 1;
        let word = &reading.words[at];
        if let Some(phrase) = ending_at(parsed, at + 1) {
            let p = &parsed.actors[phrase];
            if p.adjectival && heads_subject(reading, p.words.start) && p.words.end == verb.first {
                return Left::Actor(phrase, reason);
            }
            if p.preposition.is_none() && !p.adjectival && agrees(verb, p) {
                return Left::Actor(phrase, reason);
            }
            at = p.words.start;
            continue;
        }
        if word.in_class(Classes::SUBJECT_PRONOUN)
            && word
                .group
                .is_none_or(|g| reading.groups[g].first > at || g == group)
            && !is_object(reading, at, verb)
        {
            return Left::Pronoun(at);
        }
        if rules.grammar.is_latter(&word.forms)
            && at > 0
            && reading.words[at - 1].in_class(Classes::DEMONSTRATIVE)
        {
            return Left::Pronoun(at);
        }
        if rules.grammar.is_qui(&word.forms) {
            reason = Reason::Antecedent;
            let clause = at > 0
                && word.marks.is_empty()
                && reading.words[at - 1].in_class(Classes::DEMONSTRATIVE);
            if clause {
                // «…, ce qui rend»: no actor, but what was said.
                return Left::None;
            }
            if let Some(text) = text_before(parsed, at) {
                return Left::Other(text);
            }
            if let Some(phrase) = nominal_before_any(parsed, at, verb) {
                return Left::Actor(phrase, reason);
            }
            return other.map_or(Left::None, Left::Other);
        }
        if let Some(g) = word
            .group
            .filter(|g| *g != group && reading.groups[*g].is_finite())
        {
            if let Some(other) = other.clone() {
                return Left::Other(other);
            }
            if let Some(relative) = relative_before(rules, reading, reading.groups[g].first) {
                at = relative;
                continue;
            }
            return Left::Shared(g);
        }
        if rules.grammar.is_que(&word.forms)
            || word.in_class(Classes::SUBORDINATOR) && at + 1 < verb.first
        {
            break;
        }
        if starts_noun_phrase(reading, at) {
            other = Some(at..noun_phrase_end(reading, at).min(verb.first).max(at + 1));
        }
        if word.marks.has(Marks::SEMICOLON.union(Marks::COLON)) {
            break;
        }
    }
    if let Some(skipped) = skipped {
        // «Hikmet Hajiyev, un haut responsable azerbaïdjanais, a dénoncé»: a name that no table knows is told by its apposition.
        let apposed = parsed.actors.iter().position(|p| {
            p.words.start >= skipped.start
                && p.words.start <= skipped.start + 2
                && !p.adjectival
                && p.preposition.is_none()
        });
        if let Some(phrase) = apposed {
            return Left::Actor(phrase, Reason::Subject);
        }
    }
    other.map_or(Left::None, Left::Other)
}

/// Whether an adjective of state belongs to a subject whose noun is no actor («Les marins *grecs* patrouilleront»).
fn heads_subject(reading: &Reading<'_>, adjective: usize) -> bool {
    (adjective.saturating_sub(3)..adjective).any(|at| starts_noun_phrase(reading, at))
}

/// «X a lancé …, et accuse»: behind a coordinator at once, a verb shares the subject of the finite verb before it.
fn shared_with(reading: &Reading<'_>, group: usize) -> Option<usize> {
    let verb = &reading.groups[group];
    let mut at = verb.first;
    while at > 0
        && reading.words[at].marks.is_empty()
        && reading.words[at - 1].in_class(Classes::ADVERB)
    {
        at -= 1;
    }
    let coordinator = at.checked_sub(1).filter(|i| {
        reading.words[*i].in_class(Classes::COORDINATOR.union(Classes::CLAUSE_BREAK))
            && !reading.words[*i].in_class(Classes::RELATIVE)
            && !reading.words[*i].in_class(Classes::SUBORDINATOR)
    })?;
    let own = reading.words[verb.main].quotation;
    (0..group).rev().find(|g| {
        let quotation = reading.words[reading.groups[*g].main].quotation;
        reading.groups[*g].is_finite()
            && reading.groups[*g].main < coordinator
            && (quotation.is_none() || quotation == own)
    })
}

/// The first word that a subject may start at: that of the quotation in which the verb stands.
fn verb_floor(reading: &Reading<'_>, verb: &VerbGroup) -> usize {
    match reading.words[verb.main].quotation {
        Some(quotation) if !reading.is_fragment(quotation) => {
            reading.words_in(reading.quotations[quotation].span).start
        }
        _ => 0,
    }
}

/// The longest phrase that ends behind this word's predecessor.
fn ending_at(parsed: &Parsed<'_>, end: usize) -> Option<usize> {
    parsed
        .actors
        .iter()
        .enumerate()
        .filter(|(_, phrase)| phrase.words.end == end)
        .max_by_key(|(_, phrase)| phrase.words.len())
        .map(|(index, _)| index)
}

fn agrees(verb: &VerbGroup, phrase: &ActorPhrase) -> bool {
    let plural = phrase.plural;
    // «Médecins sans frontières accuse»: the name of a body may be either.
    if phrase.members.len() == 1 && phrase.is(ActorKind::Ngo) {
        return true;
    }
    let singular = verb.traits.contains(Traits::P3S);
    let many = verb.traits.contains(Traits::P3P);
    match (singular, many) {
        (true, false) => !plural,
        (false, true) => plural,
        _ => true,
    }
}

/// «il les accuse»: *les* is no subject; *nous*, *vous* before another subject are not either.
fn is_object(reading: &Reading<'_>, at: usize, verb: &VerbGroup) -> bool {
    let word = &reading.words[at];
    let ours = Traits::P1P.union(Traits::P2P);
    word.in_class(Classes::CLITIC)
        && at > 0
        && (reading.words[at - 1].in_class(Classes::SUBJECT_PRONOUN)
            || verb.is_finite() && !verb.traits.intersects(ours))
}

/// Of «X, qui a dit non, accuse» the word at which the parenthesis opens, seen from the verb.
fn parenthesis_start(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let mark = if reading.words[at].marks.has(Marks::CLOSE_PAREN) {
        Marks::OPEN_PAREN
    } else if reading.words[at].marks.has(Marks::DASH) {
        Marks::DASH
    } else {
        Marks::COMMA
    };
    let mut open = None;
    for index in (1..at).rev() {
        let marks = reading.words[index].marks;
        if marks.has(
            Marks::SEMICOLON
                .union(Marks::COLON)
                .union(Marks::CLOSE_QUOTE),
        ) {
            break;
        }
        if marks.has(mark) {
            open = Some(index);
            break;
        }
    }
    open
}

/// A relative pronoun that governs the verb whose group starts here: its index.
fn relative_before(
    rules: &crate::rules::ruleset::Ruleset,
    reading: &Reading<'_>,
    first: usize,
) -> Option<usize> {
    let from = first.saturating_sub(6);
    (from..first).rev().find(|i| {
        reading.words[*i].in_class(Classes::RELATIVE)
            && !(rules.grammar.is_que(&reading.words[*i].forms) && is_complementizer(reading, *i))
    })
}

/// Whether a *que* follows a verb at once, and so opens a complement and no relative clause.
fn is_complementizer(reading: &Reading<'_>, que: usize) -> bool {
    que > 0 && reading.words[que - 1].group.is_some()
}

/// The phrase directly in front of a word, across a comma.
fn nominal_before(parsed: &Parsed<'_>, at: usize) -> Option<usize> {
    ending_at(parsed, at).filter(|index| {
        let phrase = &parsed.actors[*index];
        phrase.preposition.is_none() && !phrase.adjectival
    })
}

/// The antecedent of *qui*: the nearest phrase in front of it that agrees, across one complement.
fn nominal_before_any(parsed: &Parsed<'_>, qui: usize, verb: &VerbGroup) -> Option<usize> {
    parsed
        .actors
        .iter()
        .enumerate()
        .filter(|(_, p)| {
            p.words.end <= qui && qui - p.words.end <= 4 && !p.adjectival && agrees(verb, p)
        })
        .max_by_key(|(_, p)| (p.words.end, p.words.len()))
        .map(|(index, _)| index)
}

/// The noun phrase of a text («la résolution», «un projet russe») that ends in front of a word.
fn text_before(parsed: &Parsed<'_>, at: usize) -> Option<Range<usize>> {
    let words = &parsed.reading.words;
    if at == 0 || !words[at].marks.is_empty() {
        return None;
    }
    let from = at.saturating_sub(TEXT_REACH);
    let noun = (from..at)
        .rev()
        .find(|i| words[*i].in_class(Classes::TEXT))?;
    let plain = words[noun + 1..at].iter().all(|word| {
        word.marks.is_empty() && word.group.is_none() && word.is(PartOfSpeech::Adjective)
    });
    plain.then(|| noun.saturating_sub(1)..at)
}

/// The word behind a noun phrase that starts with its determiner: at the next mark, verb or relative.
pub(super) fn noun_phrase_end(reading: &Reading<'_>, start: usize) -> usize {
    let words = &reading.words;
    let limit = words.len().min(start + NOUN_PHRASE);
    (start + 1..limit)
        .find(|i| {
            !words[*i].marks.is_empty()
                || words[*i].in_class(Classes::RELATIVE)
                || words[*i].in_class(Classes::PREPOSITION) && !is_inner(reading, *i)
                || words[*i]
                    .group
                    .is_some_and(|g| reading.groups[g].is_finite())
        })
        .unwrap_or(limit)
}

/// Whether a preposition joins what belongs to a noun («de», «du», «à la»), rather than to the clause.
fn is_inner(reading: &Reading<'_>, at: usize) -> bool {
    let words = &reading.words;
    let word = &words[at];
    let article = words.get(at + 1).is_some_and(|next| next.transparent);
    let place = word.in_class(Classes::PLACE_PREPOSITION);
    word.transparent || reading.written(at).chars().count() <= 2 && (!place || article)
}

/// Whether something between two verbs cuts the one from the other.
fn separated(parsed: &Parsed<'_>, between: Range<usize>) -> bool {
    parsed.reading.words[between]
        .iter()
        .any(|word| word.marks.has(Marks::SEMICOLON.union(Marks::COLON)))
}

/// Whether a determiner stands here that no preposition governs.
fn starts_noun_phrase(reading: &Reading<'_>, at: usize) -> bool {
    let word = &reading.words[at];
    if word.group.is_some() || !word.transparent || word.in_class(Classes::SUBJECT_PRONOUN) {
        return false;
    }
    let contracted = word.in_class(Classes::PREPOSITION);
    let behind_preposition =
        at > 0 && word.marks.is_empty() && reading.words[at - 1].in_class(Classes::PREPOSITION);
    let named = reading
        .words
        .get(at + 1)
        .is_some_and(|next| next.group.is_none() && !next.in_class(Classes::TIME));
    !contracted && !behind_preposition && named
}
