//! What stands around an act: negation, hypothesis, conditional, quotation.
//!
//! Each is asked of a *head*, the word that bears the act (DESIGN, «Context»). The answers name the word that
//! is to blame, so that `explain` can point at it.

use crate::rules::grammar::Classes;
use crate::rules::ruleset::Ruleset;
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::tagger::reading::{Marks, Reading};
use crate::tagger::verbs::VerbGroup;

/// The context of a head. Numbers are indexes of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The negation over it.
    pub negation: Option<usize>,
    /// The *si* of the clause that it stands in.
    pub hypothesis: Option<usize>,
    /// The conditional that makes it hearsay.
    pub conditional: Option<usize>,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
}

/// Contexts of one sentence.
#[derive(Debug)]
pub struct Contexts<'s> {
    rules: &'s Ruleset,
    reading: &'s Reading<'s>,
    negations: Vec<Scope>,
    hypotheses: Vec<Scope>,
}

/// The words `start..end` that a word governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The word to blame.
    pub cause: usize,
    /// First word.
    pub start: usize,
    /// Behind the last word.
    pub end: usize,
}

impl Scope {
    fn holds(self, word: usize) -> bool {
        self.start <= word && word < self.end
    }
}

impl<'s> Contexts<'s> {
    /// Finds every scope of the sentence.
    pub fn new(rules: &'s Ruleset, reading: &'s Reading<'s>) -> Self {
        let mut contexts = Self {
            rules,
            reading,
            negations: Vec::new(),
            hypotheses: Vec::new(),
        };
        contexts.negations = contexts.find_negations();
        contexts.hypotheses = contexts.find_hypotheses();
        contexts
    }

    /// The context of a head. Negations whose cause is among the words that the pattern spells are part of the act itself.
    pub fn of(&self, head: usize, spelled: &[usize]) -> Context {
        let own =
            |scope: &&Scope| scope.holds(head) && spelled.binary_search(&scope.cause).is_err();
        Context {
            negation: self.negations.iter().find(own).map(|scope| scope.cause),
            hypothesis: self.hypotheses.iter().find(own).map(|scope| scope.cause),
            conditional: self.conditional(head),
            quoted: self.reading.is_quoted(head),
        }
    }

    /// All negation scopes, for `explain`.
    pub fn negations(&self) -> &[Scope] {
        &self.negations
    }

    /// All hypothesis scopes, for `explain`.
    pub fn hypotheses(&self) -> &[Scope] {
        &self.hypotheses
    }

    // -- negation -------------------------------------------------------------------------------

    fn find_negations(&self) -> Vec<Scope> {
        let mut scopes = Vec::new();
        for (index, word) in self.reading.words.iter().enumerate() {
            if word.in_class(Classes::NE) && word.group.is_some() {
                scopes.extend(self.verbal_negation(index));
            } else if word.in_class(Classes::WITHOUT) {
                scopes.extend(self.without(index));
            } else if word.in_class(Classes::NEGATOR)
                && word
                    .group
                    .is_none_or(|g| self.reading.groups[g].ne.is_none())
            {
                scopes.extend(self.bare_negation(index));
            }
        }
        scopes.extend(self.lexical_negations());
        scopes.sort_by_key(|scope| (scope.start, scope.end));
        scopes
    }

    /// *ne* and what it governs: its verb and what follows, to the end of the scope.
    fn verbal_negation(&self, ne: usize) -> Option<Scope> {
        let group = &self.reading.groups[self.reading.words[ne].group?];
        if group.ne != Some(ne) || self.is_no_negation(group) {
            return None;
        }
        Some(Scope {
            cause: ne,
            start: group.first,
            end: self.scope_end(group.main + 1, true),
        })
    }

    /// «ne … que», «ne cesse de», «ne peut que», expletive *ne*: no negation.
    fn is_no_negation(&self, group: &VerbGroup) -> bool {
        let words = &self.reading.words;
        let main = &words[group.main].analyses;
        if self.rules.grammar.is_affirming(main) {
            return true;
        }
        if let Some(negator) = self.negator_of(group) {
            let next = words.get(negator + 1);
            return words[negator].in_class(Classes::NOT)
                && next.is_some_and(|w| w.in_class(Classes::ONLY));
        }
        if self.negative_subject_before(group.first) {
            return false;
        }
        // Without *pas*, *ne* is expletive («avant que … ne») or restricts («ne … que»), but for «ne peut livrer».
        self.is_restrictive(group) || !self.rules.grammar.negates_alone(main)
    }

    /// «ne … que» + noun or infinitive.
    fn is_restrictive(&self, group: &VerbGroup) -> bool {
        let words = &self.reading.words;
        let reach = group.main + 1..words.len().min(group.main + 1 + RESTRICTIVE_REACH);
        let Some(que) = reach
            .into_iter()
            .find(|i| self.rules.grammar.is_que(&words[*i].forms))
        else {
            return false;
        };
        words.get(que + 1).is_some_and(|next| {
            next.group
                .is_none_or(|g| !self.reading.groups[g].is_finite())
        })
    }

    /// The *pas*, *plus*, *jamais*, … that goes with the *ne* of a group.
    fn negator_of(&self, group: &VerbGroup) -> Option<usize> {
        let words = &self.reading.words;
        let inside = group.first..group.main;
        let after = group.main + 1..words.len().min(group.main + 1 + NEGATIVE_OBJECT_REACH);
        for index in inside.chain(after) {
            if index > group.main {
                if words[index].marks.has(Marks::SEMICOLON.union(Marks::COLON)) {
                    break;
                }
                if words[index].group.is_some_and(|g| {
                    self.reading.groups[g].is_finite() && self.reading.groups[g].main != group.main
                }) {
                    break;
                }
            }
            // «n'impute l'attaque à aucun Etat»: *aucun* and its like stand farther off than *pas*.
            let near = index <= group.main + NEGATOR_REACH;
            if words[index].in_class(Classes::NEGATOR)
                && (near || words[index].in_class(Classes::NEGATIVE_SUBJECT))
            {
                return Some(index);
            }
        }
        None
    }

    fn negative_subject_before(&self, first: usize) -> bool {
        let from = first.saturating_sub(NEGATIVE_SUBJECT_REACH);
        self.reading.words[from..first]
            .iter()
            .any(|word| word.in_class(Classes::NEGATIVE_SUBJECT))
    }

    /// «sans accuser …»: over the infinitive and what follows.
    fn without(&self, at: usize) -> Option<Scope> {
        let words = &self.reading.words;
        let next = words.get(at + 1)?;
        let verb = next
            .group
            .map(|g| &self.reading.groups[g])
            .filter(|g| g.traits.contains(Traits::INF));
        let end = match verb {
            Some(group) => self.scope_end(group.main + 1, false),
            None => return None,
        };
        Some(Scope {
            cause: at,
            start: at,
            end,
        })
    }

    /// A negator without *ne*: «pas question de», «jamais», «aucun appel», «ni trêve ni paix»; over the next noun only.
    fn bare_negation(&self, at: usize) -> Option<Scope> {
        let words = &self.reading.words;
        // The *pas* of «ne manque pas de» belongs to its verb.
        let of_verb = self
            .reading
            .groups
            .iter()
            .any(|g| g.ne.is_some() && g.main < at && at <= g.main + NEGATOR_REACH);
        if of_verb {
            return None;
        }
        let determiner = words[at].in_class(Classes::NEGATIVE_SUBJECT);
        let plain_not = words[at].in_class(Classes::NOT);
        if !(determiner || plain_not) {
            return None;
        }
        let end = (at + 1..words.len().min(at + 4))
            .find(|i| {
                !words[*i].marks.is_empty()
                    || words[*i]
                        .group
                        .is_some_and(|g| self.reading.groups[g].is_finite())
            })
            .unwrap_or(words.len().min(at + 4));
        Some(Scope {
            cause: at,
            start: at,
            end,
        })
    }

    /// «dément avoir promis», «refuse d'appeler», «exclut de livrer», «s'abstient de condamner»: over an infinitive or a clause.
    fn lexical_negations(&self) -> Vec<Scope> {
        let mut scopes = Vec::new();
        for group in &self.reading.groups {
            if group.ne.is_some() {
                continue;
            }
            let readings = &self.reading.words[group.main].analyses;
            if !self.rules.grammar.is_refusing(readings, group.reflexive) {
                continue;
            }
            let Some(start) = self.clause_complement(group.main) else {
                continue;
            };
            scopes.push(Scope {
                cause: group.main,
                start,
                end: self.scope_end(start + 1, false),
            });
        }
        scopes
    }

    /// The first word of an infinitive or *que* clause that depends on a verb.
    fn clause_complement(&self, main: usize) -> Option<usize> {
        let words = &self.reading.words;
        for index in main + 1..words.len().min(main + 5) {
            let word = &words[index];
            if word.marks.has(
                Marks::SEMICOLON
                    .union(Marks::COLON)
                    .union(Marks::CLOSE_QUOTE),
            ) {
                return None;
            }
            if self.rules.grammar.is_que(&word.forms) {
                return Some(index + 1).filter(|i| *i < words.len());
            }
            if let Some(group) = word.group.map(|g| &self.reading.groups[g]) {
                return group.traits.contains(Traits::INF).then_some(group.first);
            }
            let passes = word.in_class(
                Classes::PREPOSITION
                    .union(Classes::ADVERB)
                    .union(Classes::NEGATOR),
            ) || word.marks.has(Marks::COMMA)
                || word.classes.has(Classes::MANNER);
            if !passes {
                return None;
            }
        }
        None
    }

    /// Where a negation ends: the next comma, `; :`, closing quotation mark, *mais, car, qui*, *que* without a
    /// subjunctive, or *et/ou* before a finite verb of its own.
    pub(super) fn scope_end(&self, from: usize, finite: bool) -> usize {
        let words = &self.reading.words;
        let hard = Marks::COMMA
            .union(Marks::SEMICOLON)
            .union(Marks::COLON)
            .union(Marks::CLOSE_QUOTE)
            .union(Marks::STOP);
        let mut index = from;
        while index < words.len() {
            let word = &words[index];
            if index > from && word.marks.has(hard)
                || word.marks.has(Marks::SEMICOLON.union(Marks::COLON))
            {
                return index;
            }
            if index == from && word.marks.has(Marks::COMMA.union(Marks::CLOSE_QUOTE)) {
                return index;
            }
            if self.rules.grammar.is_que(&word.forms) {
                if finite && !self.next_verb_is_subjunctive(index + 1) {
                    return index;
                }
            } else if word.in_class(Classes::CLAUSE_BREAK)
                || word.in_class(Classes::COORDINATOR)
                    && self.finite_without_ne_before_comma(index + 1)
            {
                return index;
            }
            index += 1;
        }
        words.len()
    }

    fn next_verb_is_subjunctive(&self, from: usize) -> bool {
        self.reading
            .groups
            .iter()
            .find(|group| group.first >= from && group.is_finite())
            .is_some_and(|group| group.traits.contains(Traits::SUBJ))
    }

    fn finite_without_ne_before_comma(&self, from: usize) -> bool {
        let words = &self.reading.words;
        let comma = (from + 1..words.len())
            .find(|i| words[*i].marks.has(Marks::COMMA))
            .unwrap_or(words.len());
        self.reading
            .groups
            .iter()
            .find(|group| group.first >= from && group.first < comma && group.is_finite())
            .is_some_and(|group| group.ne.is_none())
    }

    // -- hypothesis -----------------------------------------------------------------------------

    fn find_hypotheses(&self) -> Vec<Scope> {
        let words = &self.reading.words;
        let mut scopes = Vec::new();
        for index in 0..words.len() {
            if words[index].in_class(Classes::IF) && self.is_hypothesis(index) {
                scopes.push(Scope {
                    cause: index,
                    start: index,
                    end: self.hypothesis_end(index + 1),
                });
            }
        }
        for (classes, phrase) in self.rules.grammar.phrases() {
            if !classes.has(Classes::HYPOTHESIS) {
                continue;
            }
            for start in 0..words.len().saturating_sub(phrase.len() - 1) {
                if phrase
                    .iter()
                    .enumerate()
                    .all(|(i, form)| words[start + i].forms.contains(form))
                {
                    let end = self.hypothesis_end(start + phrase.len());
                    scopes.push(Scope {
                        cause: start,
                        start,
                        end,
                    });
                }
            }
        }
        scopes
    }

    /// Whether *si* opens a condition: not «même si», «si important», «si bien que», «demande si», nor the
    /// concessive «Si Paris a condamné…,» and never *se*.
    fn is_hypothesis(&self, at: usize) -> bool {
        let words = &self.reading.words;
        let Some(next) = words.get(at + 1) else {
            return false;
        };
        // s' is *si* before il and ils only, whatever the apostrophe.
        if self.reading.written(at).ends_with(['\'', '’', 'ʼ'])
            && (!next.in_class(Classes::THIRD_PERSON)
                || !self
                    .reading
                    .written(at + 1)
                    .to_lowercase()
                    .starts_with("il"))
        {
            return false;
        }
        if next.in_class(Classes::NOT_IF_AFTER) && !next.is(PartOfSpeech::Verb) {
            return false;
        }
        if at > 0 && words[at].marks.is_empty() && words[at - 1].in_class(Classes::NOT_IF_BEFORE) {
            return false;
        }
        let Some(verb) = self
            .reading
            .groups
            .iter()
            .find(|group| group.first > at && group.is_finite())
        else {
            return false;
        };
        !self.is_concessive(at, verb)
    }

    /// «Si Paris a condamné …, Rome se tait»: *a/ont* + participle, and no future or conditional in the main clause.
    fn is_concessive(&self, at: usize, verb: &VerbGroup) -> bool {
        let perfect = verb.traits.contains(Traits::PERF)
            && verb
                .auxiliary
                .is_some_and(|a| self.reading.words[a].is_verb(Traits::PRES));
        if !perfect {
            return false;
        }
        let end = self.hypothesis_end(at + 1);
        let inside = at..end;
        !self.reading.groups.iter().any(|group| {
            !inside.contains(&group.main)
                && group.is_finite()
                && group.traits.intersects(Traits::FUT.union(Traits::COND))
        })
    }

    /// The end of the clause: the next comma behind its verb, `; :`, or the end of the quotation.
    fn hypothesis_end(&self, from: usize) -> usize {
        let words = &self.reading.words;
        let verb = self
            .reading
            .groups
            .iter()
            .find(|group| group.first >= from && group.is_finite());
        let behind = verb.map_or(from, |group| group.main + 1);
        (behind..words.len())
            .find(|index| {
                let marks = words[*index].marks;
                marks.has(
                    Marks::COMMA
                        .union(Marks::SEMICOLON)
                        .union(Marks::COLON)
                        .union(Marks::CLOSE_QUOTE)
                        .union(Marks::STOP),
                )
            })
            .unwrap_or(words.len())
    }

    // -- conditional ----------------------------------------------------------------------------

    /// The conditional that the head's own verb stands in, or a verb that governs it as an infinitive («serait prêt à livrer»).
    fn conditional(&self, head: usize) -> Option<usize> {
        let group = self.governing(head)?;
        let conditional = group.traits.contains(Traits::COND) && !group.future_in_past;
        conditional.then(|| group.tensed())
    }

    /// The finite verb group of the head, or the one to its left that its infinitive or noun depends on.
    fn governing(&self, head: usize) -> Option<&VerbGroup> {
        let groups = &self.reading.groups;
        let own = self.reading.words[head].group.map(|g| &groups[g]);
        if let Some(own) = own.filter(|group| group.is_finite()) {
            return Some(own);
        }
        let own_first = own.map_or(head, |group| group.first);
        let left = groups
            .iter()
            .rev()
            .find(|group| group.main < own_first && group.is_finite())?;
        let between = left.main + 1..own_first;
        let cut = self.reading.words[between].iter().any(|word| {
            word.marks.has(Marks::SEMICOLON.union(Marks::COLON)) || word.in_class(Classes::RELATIVE)
        });
        (!cut).then_some(left)
    }
}

/// The words behind a verb among which *aucun*, *personne*, *rien* may stand as its object.
const NEGATIVE_OBJECT_REACH: usize = 10;

/// The words behind a verb among which its *pas* may stand.
const NEGATOR_REACH: usize = 3;

/// The words behind a verb among which the *que* of «ne … que» may stand.
const RESTRICTIVE_REACH: usize = 6;

/// The words before a verb among which *aucun*, *nul*, *personne* may stand.
const NEGATIVE_SUBJECT_REACH: usize = 6;
