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
                    let plural = self.agreeing(parts[last].0, Traits::PLUR, None);
                    let verb = &lemma[..lemma.len() - parts[last].0.len()];
                    forms.extend(plural.map(|plural| Form {
                        form: format!("{verb}{plural}"),
                        traits: GENDERS.union(Traits::PLUR),
                    }));
                }
                forms
            }
            Agreement::Grand => {
                let mut forms = self.assembled(&parts, part, |at| at == last);
                let first = self.agreeing(parts[0].0, Traits::PLUR, None);
                let plurals = forms
                    .iter()
                    .filter(|form| form.traits.contains(Traits::PLUR));
                let plurals: Vec<Form> = plurals
                    .filter_map(|form| {
                        let rest = form.form.strip_prefix(parts[0].0)?;
                        Some(Form {
                            form: format!("{}{rest}", first.as_deref()?),
                            traits: form.traits,
                        })
                    })
                    .collect();
                forms.extend(plurals);
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
        leads
            .iter()
            .filter_map(|lead| {
                let number = lead.traits.without(GENDERS);
                let gender = lead.traits.intersection(GENDERS);
                let turned = Some(gender).filter(|gender| *gender != base);
                let mut form = String::new();
                for (at, (word, joint)) in parts.iter().enumerate() {
                    if at == head {
                        form.push_str(&lead.form);
                    } else if inflects(at) && !compound::is_link(word) {
                        form.push_str(&self.agreeing(word, number, turned)?);
                    } else {
                        form.push_str(word);
                    }
                    form.push_str(joint);
                }
                Some(Form {
                    form,
                    traits: lead.traits,
                })
            })
            .collect()
    }

    /// A further part in the number of the first and, where the compound leaves the gender in which it is written,
    /// in the gender `turned`; none if a noun has not that gender (*rond-point* has no feminine).
    fn agreeing(&self, word: &str, number: Traits, turned: Option<Traits>) -> Option<String> {
        use PartOfSpeech::{Adjective, Noun};
        let known = [Noun, Adjective].map(|part| self.knows(word, part));
        let parts: &[PartOfSpeech] = match known {
            [true, false] => &[Noun],
            [false, true] => &[Adjective, Noun],
            _ if turned.is_some() => &[Adjective, Noun],
            _ => &[Noun, Adjective],
        };
        let agreeing = parts.iter().find_map(|part| {
            let forms = self.nominal_forms(word, *part);
            let own = forms.iter().find(|form| form.form == word)?.traits;
            let wanted = number.union(turned.unwrap_or(own.intersection(GENDERS)));
            forms.into_iter().find(|form| form.traits.contains(wanted))
        });
        match agreeing {
            Some(form) => Some(form.form),
            None => turned.is_none().then(|| word.to_string()),
        }
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
