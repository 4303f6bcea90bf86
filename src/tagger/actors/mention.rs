//! Mentions: the forms of the actor tables in a sentence, with the adjectives that stand between their words.

use std::ops::Range;

use crate::rules::actors::{ActorEntry, ActorId, FormMask, Slot};
use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::rules::ruleset::Ruleset;
use crate::tagger::reading::{Marks, Reading};

/// Looks mentions up in one sentence.
pub(super) struct Mentions<'s> {
    pub(super) rules: &'s Ruleset,
    pub(super) reading: &'s Reading<'s>,
    date: Option<&'s str>,
}

/// A form of the tables, found.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) id: Option<ActorId>,
    pub(super) kind: ActorKind,
    pub(super) words: Range<usize>,
    /// The states of the adjectives inside it («les ministres arménien et azerbaïdjanais des Affaires étrangères»).
    pub(super) demonyms: Vec<ActorId>,
}

impl<'s> Mentions<'s> {
    pub(super) fn new(rules: &'s Ruleset, reading: &'s Reading<'s>, date: Option<&'s str>) -> Self {
        Self {
            rules,
            reading,
            date,
        }
    }

    /// The longest mention that starts at a word; one with an id before one without.
    pub(super) fn at(&self, at: usize) -> Option<Mention> {
        self.candidates(at, |_| true)
            .or_else(|| self.surname_at(at))
    }

    /// «M. Ri»: behind a title, a surname is that of the persons of the tables who bear it, if all speak for one side.
    fn surname_at(&self, at: usize) -> Option<Mention> {
        let word = self.reading.words.get(at).filter(|word| word.capital)?;
        let title = at
            .checked_sub(1)
            .map(|before| self.reading.written(before))?;
        if !matches!(title, "M" | "MM" | "Mme" | "Mmes") {
            return None;
        }
        let mut bearers = word
            .forms
            .iter()
            .flat_map(|form| self.rules.actors.surnamed(*form))
            .filter(|entry| self.in_office(entry));
        let first = bearers.next()?;
        bearers
            .all(|entry| entry.id == first.id)
            .then_some(Mention {
                id: first.id,
                kind: ActorKind::Person,
                words: at..at + 1,
                demonyms: Vec::new(),
            })
    }

    /// Whom the tables name besides by a form that counts those whom it names («les deux Corées»).
    pub(super) fn others(&self, mention: &Mention) -> Vec<ActorId> {
        let at = mention.words.start;
        let word = &self.reading.words[at];
        if !word.in_class(Classes::NUMBER) {
            return Vec::new();
        }
        let forms = word.forms.iter();
        let entries = forms.flat_map(|form| self.rules.actors.starting_with(*form));
        let same = entries.filter(|entry| {
            entry.id != mention.id
                && self.in_office(entry)
                && self
                    .fits(entry, at)
                    .is_some_and(|(end, _)| end == mention.words.end)
        });
        same.filter_map(|entry| entry.id).collect()
    }

    /// The longest mention other than an adjective of state.
    pub(super) fn noun_at(&self, at: usize) -> Option<Mention> {
        self.candidates(at, |entry| entry.kind != ActorKind::Demonym)
    }

    fn candidates(&self, at: usize, wanted: impl Fn(&ActorEntry) -> bool) -> Option<Mention> {
        let word = self.reading.words.get(at)?;
        let entries = || {
            let forms = word.forms.iter();
            forms.flat_map(|form| self.rules.actors.starting_with(*form))
        };
        entries().next()?;
        let next = self.reading.words.get(at + 1);
        let next = next.map_or(FormMask::NONE, |next| FormMask::of(&next.forms));
        // «le ministre turc des Affaires étrangères»: the second word of the form may stand behind an adjective.
        let adjective = self.adjective_at(at + 1).is_some();
        let mut best: Option<Mention> = None;
        for entry in entries() {
            let follows = entry.slots.len() == 1
                || entry.second.meets(next)
                || (adjective && entry.kind == ActorKind::Office);
            if !follows || !wanted(entry) || !self.in_office(entry) {
                continue;
            }
            let Some((end, demonyms)) = self.fits(entry, at) else {
                continue;
            };
            let better = best
                .as_ref()
                .is_none_or(|best| (end, entry.id.is_some()) > (best.words.end, best.id.is_some()));
            if better {
                best = Some(Mention {
                    id: entry.id,
                    kind: entry.kind,
                    words: at..end,
                    demonyms,
                });
            }
        }
        best
    }

    /// Whether the document's month lies in the entry's years.
    fn in_office(&self, entry: &ActorEntry) -> bool {
        let Some(date) = self.date else { return true };
        let after_start = entry
            .from
            .as_deref()
            .is_none_or(|from| date.get(..from.len()).is_none_or(|d| d >= from));
        let before_end = entry
            .to
            .as_deref()
            .is_none_or(|to| date.get(..to.len()).is_none_or(|d| d <= to));
        after_start && before_end
    }

    /// The word behind the entry's last one, and the adjectives met between its words.
    fn fits(&self, entry: &ActorEntry, at: usize) -> Option<(usize, Vec<ActorId>)> {
        let mut demonyms = Vec::new();
        let mut next = at;
        for (index, slot) in entry.slots.iter().enumerate() {
            if index > 0
                && !self.fills(slot, next)
                && demonyms.is_empty()
                && entry.kind == ActorKind::Office
            {
                let (ids, end) = self.demonyms_at(next);
                demonyms = ids;
                next = end;
            }
            if !self.fills(slot, next) {
                return None;
            }
            next += 1;
        }
        Some((next, demonyms))
    }

    fn fills(&self, slot: &Slot, at: usize) -> bool {
        let Some(word) = self.reading.words.get(at) else {
            return false;
        };
        if slot.capital && !word.capital {
            return false;
        }
        if let Some(exact) = &slot.exact {
            return self.reading.written(at) == &**exact;
        }
        word.forms.iter().any(|form| slot.forms.contains(form))
    }

    /// A run of adjectives of states that starts at a word («russe», «arménien et azerbaïdjanais», «russe, turc et iranien»).
    pub(super) fn demonyms_at(&self, at: usize) -> (Vec<ActorId>, usize) {
        let mut ids = Vec::new();
        let mut end = at;
        let mut next = at;
        while let Some((id, length)) = self
            .compound_demonym_at(next)
            .or_else(|| self.adjective_at(next).map(|id| (id, 1)))
        {
            if next > at
                && self.reading.words[next]
                    .marks
                    .has(Marks::STOP.union(Marks::COLON))
            {
                break;
            }
            ids.push(id);
            end = next + length;
            next = end;
            if self
                .reading
                .words
                .get(next)
                .is_some_and(|w| w.in_class(Classes::COORDINATOR))
            {
                next += 1;
            } else if self
                .reading
                .words
                .get(next)
                .is_none_or(|w| !w.marks.has(Marks::COMMA))
            {
                // «russo-turc» is cut into words and needs no mark between them.
                if self.adjective_at(next).is_none() {
                    break;
                }
            }
        }
        (ids, end)
    }

    /// The adjective of several words that starts here («chypriote turc»).
    fn compound_demonym_at(&self, at: usize) -> Option<(ActorId, usize)> {
        let word = self.reading.words.get(at).filter(|word| !word.capital)?;
        let entries = word
            .forms
            .iter()
            .flat_map(|form| self.rules.actors.starting_with(*form));
        let compounds = entries
            .filter(|e| e.kind == ActorKind::Demonym && e.slots.len() > 1 && self.in_office(e));
        compounds
            .filter_map(|entry| Some((entry.id?, self.fits(entry, at)?.0 - at)))
            .max_by_key(|(_, length)| *length)
    }

    /// The state of an adjective written with a small letter.
    pub(super) fn adjective_at(&self, at: usize) -> Option<ActorId> {
        let word = self.reading.words.get(at)?;
        if word.capital && !self.is_heading() {
            return None;
        }
        self.demonym_at(at)
    }

    /// The state of an adjective or inhabitant noun.
    pub(super) fn demonym_at(&self, at: usize) -> Option<ActorId> {
        let word = self.reading.words.get(at)?;
        word.forms
            .iter()
            .flat_map(|form| self.rules.actors.starting_with(*form))
            .find(|entry| {
                entry.kind == ActorKind::Demonym && entry.slots.len() == 1 && self.in_office(entry)
            })
            .and_then(|entry| entry.id)
    }

    /// Whether the sentence is written in capitals throughout.
    fn is_heading(&self) -> bool {
        !self
            .reading
            .span
            .of(self.reading.text)
            .chars()
            .any(char::is_lowercase)
    }
}
