//! What a sentence must hold for a pattern to match: for every element the words of which one must stand there.
//!
//! A test of traits narrows the words: «`<armer:fut>`» needs *armera*, or a participle («sera armé»), but never *armons*.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::rules::actors::{ActorEntry, ActorTable};
use crate::rules::compile::compiler::Compiler;
use crate::rules::compile::words::{ALIKE, ELIDED, test_of};
use crate::rules::pack::{ActorKind, Pack};
use crate::rules::pattern::{Element, Kind, Lemma, Pattern};
use crate::rules::program::{FormId, LemmaId, Test, passes};
use crate::rules::ruleset::{CompiledRule, PatternRef};
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::rules::waking::Need;

/// What a sentence must hold: one need after the other, from left to right.
struct Wanted<'t> {
    needs: Vec<Need>,
    /// What the next verb must be: the test of the lexicon whose entry this is, up to its first verb.
    test: Option<&'t Test>,
}

/// The lemmas that a word of a pattern can be, its own test and the one of its lexicon.
pub(super) type LemmaKey = (Vec<LemmaId>, Test, Option<Test>);

impl<'p> Compiler<'p> {
    /// Files every pattern under what it needs.
    pub(super) fn wake(&mut self, pack: &'p Pack, actors: &ActorTable, rules: &mut [CompiledRule]) {
        self.actor_needs = self.needs_of_actors(actors);
        for (rule, written) in pack.rules.iter().enumerate() {
            for (pattern, line) in written.patterns.iter().enumerate() {
                let mut all = Vec::new();
                let compiled = &mut rules[rule].patterns[pattern].elements;
                for (element, compiled) in line.pattern.elements.iter().zip(compiled) {
                    let mut wanted = Wanted {
                        needs: Vec::new(),
                        test: None,
                    };
                    self.needs_of(element, &mut wanted);
                    compiled.needs = wanted.needs.as_slice().into();
                    all.extend(wanted.needs);
                }
                let need = self.needs.all(all);
                let at = PatternRef {
                    rule: rule as u32,
                    pattern: pattern as u32,
                };
                self.needs.pattern(at, need);
            }
        }
    }

    /// What a match of the pattern needs: all that its elements need.
    fn need(&mut self, pattern: &'p Pattern, test: Option<&Test>) -> Option<Need> {
        let mut wanted = Wanted {
            needs: Vec::new(),
            test,
        };
        for element in &pattern.elements {
            self.needs_of(element, &mut wanted);
        }
        self.needs.all(wanted.needs)
    }

    fn needs_of(&mut self, element: &'p Element, wanted: &mut Wanted<'_>) {
        match &element.kind {
            Kind::Word(word) | Kind::Exact(word) => {
                for word in self.written(word).iter() {
                    if let Some(form) = word.anchor {
                        wanted.needs.push(self.class(vec![form]));
                    }
                }
            }
            Kind::Lemma(lemma) => self.lemma_needs(lemma, wanted),
            Kind::Lexicon { name, test } => {
                let own = test_of(test);
                // Which of its entries has the first verb is not known: what stands behind it is not tested.
                let test = wanted.test.take().filter(|_| own.is_empty());
                wanted
                    .needs
                    .extend(self.lexicon_need(name, test.unwrap_or(&own)));
            }
            Kind::Choice(choices) => {
                let test = wanted.test.take();
                wanted.needs.extend(self.any_need(choices.iter(), test));
            }
            Kind::Group { parts, .. } => {
                wanted.test = None;
                for part in parts {
                    wanted.needs.extend(self.need(part, None));
                }
            }
            Kind::Capture { element, .. } => self.needs_of(element, wanted),
            Kind::Optional(_) => wanted.test = None,
            Kind::Actor { kind } => {
                let kind = kind.as_deref().and_then(ActorKind::parse);
                wanted.needs.extend(self.actor_needs.get(&kind));
            }
            Kind::Gap(_) | Kind::Mark(_) | Kind::Start | Kind::End => {}
        }
    }

    /// One of the patterns; nothing where one of them needs nothing.
    fn any_need(
        &mut self,
        patterns: impl Iterator<Item = &'p Pattern>,
        test: Option<&Test>,
    ) -> Option<Need> {
        let mut needs = Vec::new();
        for pattern in patterns {
            needs.push(self.need(pattern, test)?);
        }
        self.needs.any(needs)
    }

    fn class(&mut self, forms: Vec<FormId>) -> Need {
        let frequent = forms.iter().any(|form| self.frequent.contains(form));
        let class = self.anchors.class(forms);
        self.needs.class(class, !frequent)
    }

    /// The one word of `word` that is best looked for: its longest part.
    pub(super) fn word_anchor(&mut self, word: &str) -> Option<FormId> {
        let part = word
            .split('-')
            .filter(|part| !part.contains('\''))
            .max_by_key(|part| part.chars().count())?;
        let form = self.forms.intern(part);
        self.is_anchor(form).then_some(form)
    }

    /// The same for a form.
    fn form_anchor(&mut self, form: FormId) -> Option<FormId> {
        let word = self.forms.text(form);
        if word.contains(['-', '\'']) {
            let word = word.to_string();
            return self.word_anchor(&word);
        }
        self.is_anchor(form).then_some(form)
    }

    fn is_anchor(&self, form: FormId) -> bool {
        let word = self.forms.text(form);
        let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let searchable = plain && word.len() > 1
            || word.chars().all(char::is_alphanumeric) && word.chars().count() > 1;
        searchable && !ALIKE.iter().any(|(name, _)| *name == word)
    }

    fn lemma_needs(&mut self, lemma: &Lemma, wanted: &mut Wanted<'_>) {
        let mut words = lemma.lemma.split(' ');
        let head = words.next().unwrap_or_default();
        let parts = self.parts(lemma);
        let own = test_of(&lemma.test);
        let of_entry = self.entry_test(&parts, wanted);
        let lemmas = parts.iter().map(|part| self.lemma_id(head, *part));
        let key = (lemmas.collect(), own, of_entry.cloned());
        let need = match self.lemma_needs.get(&key) {
            Some(need) => *need,
            None => {
                let need = self.forms_of(&key).map(|class| self.class(class));
                self.lemma_needs.insert(key, need);
                need
            }
        };
        wanted.needs.extend(need);
        if parts.contains(&PartOfSpeech::Verb) {
            for word in words {
                for word in self.written(word).iter() {
                    if let Some(form) = word.anchor {
                        wanted.needs.push(self.class(vec![form]));
                    }
                }
            }
        }
    }

    /// The forms of which one must stand there. `None` where a form that is no anchor may stand for the lemma: nothing can
    /// be asked for. Where none passes the tests, which `check` says, all of them.
    fn forms_of(&mut self, (lemmas, own, of_entry): &LemmaKey) -> Option<Vec<FormId>> {
        let (mut class, mut passing) = (Vec::new(), Vec::new());
        for &id in lemmas {
            for form in self.spellings[id.0 as usize].clone().iter() {
                let can_pass = self.can_pass(*form, own, Some(id))
                    && of_entry
                        .as_ref()
                        .is_none_or(|test| self.can_pass(*form, test, None));
                let anchor = self.form_anchor(*form);
                class.push(anchor);
                passing.extend(anchor.filter(|_| can_pass));
            }
        }
        let class: Option<Vec<FormId>> = class.into_iter().collect();
        let class = class.filter(|class| !class.is_empty())?;
        Some(if passing.is_empty() { class } else { passing })
    }

    /// The test of the lexicon that a lemma of these parts of speech must pass: it is the first verb of the entry.
    fn entry_test<'t>(&self, parts: &[PartOfSpeech], wanted: &mut Wanted<'t>) -> Option<&'t Test> {
        match parts {
            [PartOfSpeech::Verb] => wanted.test.take(),
            parts if parts.contains(&PartOfSpeech::Verb) => {
                wanted.test = None;
                None
            }
            _ => None,
        }
    }

    /// Whether a form can pass a test in some sentence, as a form of this lemma or else as any verb.
    fn can_pass(&self, form: FormId, test: &Test, lemma: Option<LemmaId>) -> bool {
        let mut analyses = self.forms.analyses(form).iter().peekable();
        // A lemma that nothing named before: its forms are not told apart yet.
        test.is_empty()
            || analyses.peek().is_none()
            || analyses.any(|analysis| match (lemma, analysis.part) {
                (Some(lemma), _) if lemma != analysis.lemma => false,
                (_, PartOfSpeech::Verb) => can_pass_as_verb(test, analysis.traits),
                (lemma, _) => lemma.is_some() && passes(test, analysis.traits),
            })
    }

    /// What a phrase of an actor needs, by the kind that a pattern asks for. An actor of whom one form has no word that
    /// can be looked for leaves its kind without a need.
    fn needs_of_actors(&mut self, actors: &ActorTable) -> FxHashMap<Option<ActorKind>, Need> {
        let mut words: BTreeMap<Option<ActorKind>, Option<Vec<FormId>>> = BTreeMap::new();
        for entry in actors.entries() {
            let telling = self.telling_word(entry);
            for kind in [None, Some(entry.kind)] {
                let known = words.entry(kind).or_insert_with(|| Some(Vec::new()));
                *known = known.take().zip(telling.as_ref()).map(|(mut all, one)| {
                    all.extend(one);
                    all
                });
            }
        }
        let needs = words.into_iter().filter_map(|(kind, words)| {
            let class = self.anchors.class(words?);
            // Half the sentences of the news name an actor: that one does announces nothing.
            Some((kind, self.needs.class(class, false)))
        });
        needs.collect()
    }

    /// The forms of one word of an actor of which one stands wherever the actor is named: a surname that may stand alone,
    /// else the longest word.
    fn telling_word(&mut self, entry: &ActorEntry) -> Option<Vec<FormId>> {
        let slots = if entry.surname {
            &entry.slots[entry.slots.len() - 1..]
        } else {
            &entry.slots[..]
        };
        let words = slots.iter().filter_map(|slot| {
            let forms = slot.forms.iter().map(|form| self.name_anchor(*form));
            forms.collect::<Option<Vec<FormId>>>()
        });
        let words: Vec<Vec<FormId>> = words.collect();
        words.into_iter().max_by_key(|forms| {
            let rare = !forms.iter().any(|form| self.frequent.contains(form));
            (rare, forms.iter().map(|form| self.letters(*form)).min())
        })
    }

    /// The run of letters and digits in a name («Sa'ar», «A.I.E.A.») that is best looked for: the longest, a very
    /// frequent word only where there is no other.
    pub(super) fn name_anchor(&mut self, name: FormId) -> Option<FormId> {
        self.runs(name)
            .into_iter()
            .max_by_key(|run| (!self.frequent.contains(run), self.letters(*run)))
    }

    /// The runs of letters and digits in a name, without elided words.
    pub(super) fn runs(&mut self, name: FormId) -> Vec<FormId> {
        let name = self.forms.text(name).to_string();
        let runs = name.split(|letter: char| !letter.is_alphanumeric());
        let runs = runs.filter(|run| !run.is_empty() && !ELIDED.contains(run));
        runs.map(|run| self.forms.intern(run)).collect()
    }

    /// The letters and digits of a form.
    pub(super) fn letters(&self, form: FormId) -> usize {
        self.forms.text(form).chars().count()
    }

    /// Whether a word may name a person by itself: «M. La» and «Harald V» are no surnames.
    pub(crate) fn is_surname(&mut self, forms: &[FormId]) -> bool {
        forms.iter().all(|form| {
            let run = self.name_anchor(*form);
            run.is_some_and(|run| self.letters(run) > 1 && !self.frequent.contains(&run))
        })
    }

    fn lexicon_need(&mut self, name: &'p str, test: &Test) -> Option<Need> {
        let key = (name, test.clone());
        if let Some(need) = self.lexicon_needs.get(&key) {
            return *need;
        }
        // A lexicon that contains itself finds this and stops.
        self.lexicon_needs.insert(key.clone(), None);
        let pack = self.pack;
        let lexicon = &pack.lexicons[self.lexicon_ids.get(name)?.0 as usize];
        let entries = lexicon.entries.iter().filter(|entry| !entry.mask);
        let test = Some(test).filter(|test| !test.is_empty());
        let need = self.any_need(entries.map(|entry| &entry.line.pattern), test);
        self.lexicon_needs.insert(key, need);
        need
    }
}

/// Whether a verb's form with these traits can pass the test with those that its group may lend it: a participle those of
/// its auxiliary, an infinitive a future («va livrer»), a conditional a future too («a dit qu'il livrerait»).
fn can_pass_as_verb(test: &Test, own: Traits) -> bool {
    if own.contains(Traits::PPAST) {
        return true;
    }
    let infinitive = own.contains(Traits::INF);
    let lent = match (infinitive, own.contains(Traits::COND)) {
        (true, _) => Traits::FUT.union(Traits::PERSONS),
        (_, true) => Traits::FUT,
        _ => Traits::NONE,
    };
    test.iter().all(|any| {
        any.iter().any(|atom| {
            own.contains(atom.traits) != atom.negated
                || infinitive && atom.negated
                || !atom.negated && lent.contains(atom.traits)
        })
    })
}
