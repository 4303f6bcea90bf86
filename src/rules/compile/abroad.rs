//! The words that are signs of somebody abroad: what `tagger::diplomacy` asks for is named by one of them.

use rustc_hash::FxHashSet;

use crate::rules::abroad::{Sign, SignWords};
use crate::rules::actors::{ActorEntry, ActorTable};
use crate::rules::compile::compiler::Compiler;
use crate::rules::pack::ActorKind;
use crate::rules::program::FormId;

/// The titles behind which a surname names somebody (`tagger::attribution`).
const TITLES: &[&str] = &["m", "mm", "mme", "mmes", "mlle"];

/// The class of `french/grammar.toml` whose adjectives stand for the international community.
const WORLDWIDE: &str = "worldwide";

impl Compiler<'_> {
    /// The words that are signs; all are made anchors. `None` where they cannot be told: an actor has no word that can be
    /// looked for, or there are several homes, between which anything is diplomatic.
    pub(super) fn signs(
        &mut self,
        actors: &ActorTable,
        war: &FxHashSet<FormId>,
    ) -> Option<Vec<SignWords>> {
        let home = self.pack.home.as_slice();
        if home.len() > 1 {
            return None;
        }
        let titles = TITLES.iter().map(|title| self.forms.intern(title));
        let titles: Vec<FormId> = titles.collect();
        let mut signs = Vec::new();
        for entry in actors.entries() {
            let at_home = |id| home.iter().any(|home| home == actors.id(id));
            if let Some(sign) = self.sign(entry, entry.id.is_some_and(at_home)) {
                signs.push(self.sign_words(entry, sign, &titles)?);
            }
        }
        let mut worldwide = Vec::new();
        for written in self.pack.grammar.get(WORLDWIDE) {
            let form = self.forms.intern(written);
            worldwide.push(self.name_anchor(form)?);
        }
        let war: Option<Vec<FormId>> = war.iter().map(|word| self.name_anchor(*word)).collect();
        for (sign, first) in [
            (Sign::ABROAD, worldwide),
            (Sign::WAR, war?),
            (Sign::TITLE, titles),
        ] {
            signs.push(SignWords {
                sign,
                capital: false,
                first,
                second: Vec::new(),
            });
        }
        let all = signs
            .iter()
            .flat_map(|words| words.first.iter().chain(&words.second));
        self.anchors.class(all.copied().collect());
        Some(signs)
    }

    /// What an actor tells by being named: whether an act can be diplomatic for it (`tagger::diplomacy`).
    fn sign(&self, entry: &ActorEntry, at_home: bool) -> Option<Sign> {
        let observers = || self.pack.categories.iter().any(|c| c.war && c.observer);
        match entry.kind {
            // «les rebelles»: where they fight, a state and its own.
            ActorKind::Armed => Some(Sign::ABROAD),
            ActorKind::Ngo if entry.id.is_none() => Some(Sign::BODY),
            // «Paris presse les belligérants de cesser le feu»
            ActorKind::State | ActorKind::Place if at_home => Some(Sign::BODY),
            ActorKind::Observer => observers().then_some(Sign::BODY),
            _ => (entry.id.is_some() && !at_home).then_some(Sign::ABROAD),
        }
    }

    /// The two words of an actor that are best looked for; of a person whose surname may stand alone behind a title, that
    /// one and the title or another.
    fn sign_words(
        &mut self,
        entry: &ActorEntry,
        sign: Sign,
        titles: &[FormId],
    ) -> Option<SignWords> {
        let mut words: Vec<(bool, Vec<FormId>)> = Vec::new();
        for slot in &entry.slots {
            let runs = match slot.forms.as_slice() {
                [one] => self.runs(*one).into_iter().map(|run| vec![run]).collect(),
                several => {
                    let runs = several.iter().map(|form| self.name_anchor(*form));
                    Vec::from_iter(runs.collect::<Option<Vec<FormId>>>())
                }
            };
            for forms in runs {
                // Of «Sa'ar» only the first run has the capital.
                let first = self.begin_with(&slot.forms, &forms);
                words.push((slot.capital && first, forms));
            }
        }
        let surname = if entry.surname { words.pop() } else { None };
        words.sort_by_cached_key(|(capital, forms)| {
            let frequent = forms.iter().any(|form| self.frequent.contains(form));
            let french = forms
                .iter()
                .any(|form| !self.forms.analyses(*form).is_empty());
            let letters = forms.iter().map(|form| self.letters(*form)).min();
            (!frequent, !french, *capital, letters)
        });
        let titles = if surname.is_some() { titles } else { &[] };
        let (capital, first) = surname.or_else(|| words.pop())?;
        // Of «De Croo» nothing but the surname can be looked for: it stands alone.
        let second = words.pop().map(|(_, mut forms)| {
            forms.extend_from_slice(titles);
            forms
        });
        Some(SignWords {
            sign,
            capital,
            first,
            second: second.unwrap_or_default(),
        })
    }

    /// Whether each of these names begins with its run.
    fn begin_with(&self, names: &[FormId], runs: &[FormId]) -> bool {
        let text = |form: &FormId| self.forms.text(*form);
        let mut pairs = names.iter().zip(runs);
        pairs.all(|(name, run)| text(name).starts_with(text(run)))
    }
}
