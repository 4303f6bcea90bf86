//! The forms of a lemma, once its model is found: verbs with their complement, nouns and adjectives, and
//! compounds put together from the forms of their parts.

use super::compound::{self, Agreement};
use super::tables::{Form, Inflection};
use crate::rules::traits::{PartOfSpeech, Traits};

const GENDERS: Traits = Traits::MASC.union(Traits::FEM);

/// The traits of a participle that agrees with nothing.
const UNAGREED: Traits = Traits::PPAST.union(Traits::MASC).union(Traits::SING);

impl Inflection {
    /// Calls `each` with every form of a verb, the words behind it left out, and gives those words.
    pub(super) fn each_verb_form<'l>(
        &self,
        lemma: &'l str,
        read: bool,
        mut each: impl FnMut(&str, Traits),
    ) -> &'l str {
        let (verb, rest) = lemma.find(' ').map_or((lemma, ""), |at| lemma.split_at(at));
        let Some(model) = self.verbs.get(verb).flatten() else {
            return rest;
        };
        let agrees = self.invariable_participles.get(verb).is_none();
        self.conjugations.models[model].forms(verb, read, |form, traits| {
            if agrees || !traits.contains(Traits::PPAST) || traits == UNAGREED {
                each(form, traits);
            }
        });
        rest
    }

    /// The forms of a verb, the words behind it unchanged.
    pub(super) fn verb_forms(&self, lemma: &str, read: bool) -> Vec<Form> {
        let mut forms = Vec::with_capacity(60);
        let rest = self.each_verb_form(lemma, read, |form, traits| {
            let form = form.to_string();
            forms.push(Form { form, traits });
        });
        if !rest.is_empty() {
            forms.iter_mut().for_each(|form| form.form.push_str(rest));
        }
        forms
    }

    /// The forms of a noun or adjective, simple or compound.
    pub(super) fn nominal_forms(&self, lemma: &str, part: PartOfSpeech) -> Vec<Form> {
        let table = if part == PartOfSpeech::Adjective {
            &self.adjectives
        } else {
            &self.nouns
        };
        let listed = table.exact(lemma);
        if listed.is_none() && compound::is_compound(lemma) {
            return self.compound_forms(lemma, part);
        }
        let Some(model) = listed.or_else(|| table.get(lemma)).flatten() else {
            return Vec::new();
        };
        let mut forms = Vec::with_capacity(4);
        self.declensions.models[model]
            .forms(lemma, |form, traits| forms.push(Form { form, traits }));
        forms
    }

    fn compound_forms(&self, lemma: &str, part: PartOfSpeech) -> Vec<Form> {
        let parts: Vec<(&str, &str)> = compound::split(lemma).collect();
        let last = parts.len() - 1;
        match self.compounds.agreement(lemma) {
            Agreement::Fixed => invariable(lemma),
            Agreement::First => self.assembled(&parts, part, |at| at == 0),
            Agreement::Last => self.assembled(&parts, part, |at| at == last),
            Agreement::All => self.assembled(&parts, part, |_| true),
            Agreement::Verbal => {
                let mut forms = invariable(lemma);
                if !lemma.ends_with(['s', 'x', 'z']) {
                    forms.extend(self.assembled(&parts, part, |at| at == last));
                }
                forms
            }
            Agreement::Grand => {
                let mut forms = self.assembled(&parts, part, |at| at == last);
                forms.extend(self.assembled(&parts, part, |_| true));
                forms
            }
        }
    }

    /// The compound in each gender and number that its first inflecting part has; the other inflecting parts follow.
    fn assembled(
        &self,
        parts: &[(&str, &str)],
        part: PartOfSpeech,
        inflects: impl Fn(usize) -> bool,
    ) -> Vec<Form> {
        let Some(head) = (0..parts.len()).find(|at| inflects(*at)) else {
            return Vec::new();
        };
        let leads = self.nominal_forms(parts[head].0, part);
        let base = leads.iter().find(|lead| lead.form == parts[head].0);
        let base = base.map_or(Traits::NONE, |lead| lead.traits.intersection(GENDERS));
        let mut forms = Vec::new();
        for lead in &leads {
            let number = lead.traits.without(GENDERS);
            let gender = lead.traits.intersection(GENDERS);
            let mut form = String::new();
            for (at, (word, joint)) in parts.iter().enumerate() {
                if at == head {
                    form.push_str(&lead.form);
                } else if inflects(at) && !compound::is_link(word) {
                    form.push_str(&self.agreeing(
                        word,
                        number,
                        Some(gender).filter(|gender| *gender != base),
                    ));
                } else {
                    form.push_str(word);
                }
                form.push_str(joint);
            }
            forms.push(Form {
                form,
                traits: lead.traits,
            });
        }
        forms
    }

    /// A further part in the number of the first and, where the compound leaves the gender in which it is written,
    /// in the gender `turned`.
    fn agreeing(&self, word: &str, number: Traits, turned: Option<Traits>) -> String {
        let adjective =
            self.knows(word, PartOfSpeech::Adjective) && !self.knows(word, PartOfSpeech::Noun);
        let parts = if adjective || turned.is_some() {
            [PartOfSpeech::Adjective, PartOfSpeech::Noun]
        } else {
            [PartOfSpeech::Noun, PartOfSpeech::Adjective]
        };
        let agreeing = parts.into_iter().find_map(|part| {
            let forms = self.nominal_forms(word, part);
            let own = forms
                .iter()
                .find(|form| form.form == word)?
                .traits
                .intersection(GENDERS);
            let wanted = number.union(turned.unwrap_or(own));
            forms.into_iter().find(|form| form.traits.contains(wanted))
        });
        agreeing.map_or_else(|| word.to_string(), |form| form.form)
    }
}

/// Both numbers alike, of either gender.
fn invariable(lemma: &str) -> Vec<Form> {
    [Traits::SING, Traits::PLUR]
        .map(|number| Form {
            form: lemma.to_string(),
            traits: GENDERS.union(number),
        })
        .into()
}
