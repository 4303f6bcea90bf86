//! Who can speak: the tables of `actors/` made ready for look-up by the first word of a form.
//!
//! A form is a row of slots, one a word, so that an adjective may stand between two of them («le ministre
//! *turc* des Affaires étrangères»): `tagger::actors` builds phrases out of these mentions.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::by_form::ByForm;
use crate::rules::compile::{Compiler, split_word};
use crate::rules::pack::{ActorKind, ActorLine};
use crate::rules::pattern::Kind;
use crate::rules::program::{FormId, LemmaId};

/// All actors of a pack.
#[derive(Debug, Default)]
pub struct ActorTable {
    ids: Vec<Box<str>>,
    entries: Vec<ActorEntry>,
    by_first: ByForm,
    /// Persons of two words and more, by their last one.
    by_surname: ByForm,
    /// The ids of those who are nothing else than observers.
    observers: FxHashSet<ActorId>,
}

/// An actor's id: an index into the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(pub u16);

/// A form of an actor.
#[derive(Debug)]
pub struct ActorEntry {
    /// Its id; `None` where an adjective or a complement tells the state (`*`).
    pub id: Option<ActorId>,
    /// What it is.
    pub kind: ActorKind,
    /// Whether its last word may stand for it behind a title («M. Ri»).
    pub surname: bool,
    /// Its words.
    pub slots: Vec<Slot>,
    /// The mask of its second word; of an entry of one word, every bit.
    pub second: FormMask,
    /// First and last month in office, `YYYY-MM` or `YYYY`.
    pub from: Option<Box<str>>,
    /// See `from`.
    pub to: Option<Box<str>>,
}

/// A set of forms, told roughly: each is one of 64 bits. Where two sets share no bit they share no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormMask(u64);

impl FormMask {
    /// The mask of no form.
    pub const NONE: Self = Self(0);

    /// The mask of which every other shares a bit.
    pub const ANY: Self = Self(u64::MAX);

    /// The mask of these forms.
    pub fn of(forms: &[FormId]) -> Self {
        Self(forms.iter().fold(0, |mask, form| mask | 1 << (form.0 % 64)))
    }

    /// Whether they share a bit.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A word of an actor's form.
#[derive(Debug)]
pub struct Slot {
    /// The forms that fill it (sorted).
    pub forms: Vec<FormId>,
    /// The lemma that it is a form of, where the table names one.
    pub lemma: Option<LemmaId>,
    /// Whether the text must write it with a capital.
    pub capital: bool,
    /// The exact spelling, for `=Mot`.
    pub exact: Option<Box<str>>,
}

impl ActorTable {
    /// Compiles the lines of the tables. A form with other elements than words and lemmas is left out: `check` reports it.
    pub(crate) fn build(compiler: &mut Compiler<'_>, lines: &[ActorLine]) -> Self {
        let mut table = Self::default();
        let mut ids: FxHashMap<&str, ActorId> = FxHashMap::default();
        let (mut by_first, mut by_surname) = (Vec::new(), Vec::new());
        let mut others: FxHashSet<ActorId> = FxHashSet::default();
        for line in lines {
            let id = (line.id != "*").then(|| {
                *ids.entry(&line.id).or_insert_with(|| {
                    table.ids.push(line.id.as_str().into());
                    ActorId((table.ids.len() - 1) as u16)
                })
            });
            match line.kind {
                ActorKind::Observer => table.observers.extend(id),
                _ => others.extend(id),
            }
            for form in &line.forms {
                let Some(slots) = slots(compiler, &form.pattern.elements) else {
                    continue;
                };
                let second = match slots.get(1) {
                    Some(slot) if slot.exact.is_none() => FormMask::of(&slot.forms),
                    _ => FormMask::ANY,
                };
                let index = table.entries.len() as u32;
                by_first.extend(slots[0].forms.iter().map(|form| (*form, index)));
                let surname = match slots.as_slice() {
                    [_, .., last] if line.kind == ActorKind::Person => {
                        Some(last).filter(|last| compiler.is_surname(&last.forms))
                    }
                    _ => None,
                };
                let surnames = surname.into_iter().flat_map(|slot| &slot.forms);
                by_surname.extend(surnames.map(|form| (*form, index)));
                table.entries.push(ActorEntry {
                    id,
                    kind: line.kind,
                    surname: surname.is_some(),
                    slots,
                    second,
                    from: line.from.as_deref().map(Into::into),
                    to: line.to.as_deref().map(Into::into),
                });
            }
        }
        table.observers.retain(|id| !others.contains(id));
        table.by_first = by_first.into_iter().collect();
        table.by_surname = by_surname.into_iter().collect();
        table
    }

    /// The persons whose full name ends in this form.
    pub fn surnamed(&self, form: FormId) -> impl Iterator<Item = &ActorEntry> {
        self.by_surname
            .get(form)
            .iter()
            .map(|index| &self.entries[*index as usize])
    }

    /// The entries whose first word can be this form.
    pub fn starting_with(&self, form: FormId) -> impl Iterator<Item = &ActorEntry> {
        self.by_first
            .get(form)
            .iter()
            .map(|index| &self.entries[*index as usize])
    }

    /// All forms, in the order of the tables.
    pub fn entries(&self) -> &[ActorEntry] {
        &self.entries
    }

    /// The id as written («RUS»).
    pub fn id(&self, id: ActorId) -> &str {
        &self.ids[usize::from(id.0)]
    }

    /// Whether an id is that of who only looks on: a paper, a channel, an institute. Its director is no official.
    pub fn looks_on(&self, id: ActorId) -> bool {
        self.observers.contains(&id)
    }

    /// The id of that name.
    pub fn find(&self, name: &str) -> Option<ActorId> {
        self.ids
            .iter()
            .position(|id| &**id == name)
            .map(|index| ActorId(index as u16))
    }

    /// The number of forms.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

fn slots(
    compiler: &mut Compiler<'_>,
    elements: &[crate::rules::pattern::Element],
) -> Option<Vec<Slot>> {
    let mut slots = Vec::new();
    for element in elements {
        match &element.kind {
            Kind::Word(word) => {
                let capital = word.chars().next().is_some_and(char::is_uppercase);
                for part in split_word(word) {
                    slots.push(word_slot(compiler, &part, capital && !part.ends_with('\'')));
                }
            }
            Kind::Exact(word) => {
                let form = compiler.forms.intern(word);
                slots.push(Slot {
                    forms: vec![form],
                    lemma: None,
                    capital: false,
                    exact: Some(word.as_str().into()),
                });
            }
            Kind::Lemma(lemma) => {
                let part = *compiler.parts(lemma).first()?;
                let id = compiler.lemma_id(&lemma.lemma, part);
                let mut forms = compiler.lemma_forms(&lemma.lemma, part).to_vec();
                forms.sort_unstable();
                forms.dedup();
                slots.push(Slot {
                    forms,
                    lemma: Some(id),
                    capital: false,
                    exact: None,
                });
            }
            _ => return None,
        }
    }
    (!slots.is_empty()).then_some(slots)
}

fn word_slot(compiler: &mut Compiler<'_>, word: &str, capital: bool) -> Slot {
    Slot {
        forms: compiler.alike(word),
        lemma: None,
        capital,
        exact: None,
    }
}
