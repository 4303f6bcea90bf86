//! The tables of `french/` and the questions they answer: the forms of a lemma, what a lemma can be,
//! whether it is known. Nothing can fail once they are read.

use rustc_hash::FxHashSet;

use super::compound::{self, Agreement, Compounds};
use super::conjugation::{self, Conjugations};
use super::declension::{self, Declensions};
use super::error::{InflectionError, Mistakes, lines, words};
use super::suffixes::Suffixes;
use crate::rules::nearest::nearest;
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::text::normalize::normal_form;
use crate::text::span::Span;

/// One form of a lemma.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Form {
    /// As it is written, in NFC and in the case of the lemma.
    pub form: String,
    /// What it is.
    pub traits: Traits,
}

/// The inflection of French.
#[derive(Debug, Default)]
pub struct Inflection {
    conjugations: Conjugations,
    declensions: Declensions,
    verbs: Suffixes<usize>,
    nouns: Suffixes<usize>,
    adjectives: Suffixes<usize>,
    compounds: Compounds,
    invariable_participles: Suffixes<()>,
    known: [FxHashSet<String>; 3],
}

/// The lists that make a lemma known, by the place of its part of speech in `known`.
const KNOWN: [(usize, &str); 5] = [
    (0, "french/common_verbs.txt"),
    (0, "french/other_verbs.txt"),
    (0, "french/invariable_participles.txt"),
    (1, "french/common_nouns.txt"),
    (2, "french/common_adjectives.txt"),
];

const GENDERS: Traits = Traits::MASC.union(Traits::FEM);

/// The traits of a participle that agrees with nothing.
const UNAGREED: Traits = Traits::PPAST.union(Traits::MASC).union(Traits::SING);

impl Inflection {
    /// Reads the files of `french/` that it needs, among `files`: name («french/verbs.tsv») and text. A file that
    /// is not there is empty.
    ///
    /// # Errors
    /// Every mistake of every file, in the order of the files.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, Vec<InflectionError>> {
        let mut all = Vec::new();
        let mut read = Self::default();
        let text = |name: &'static str| {
            files
                .iter()
                .find(|(file, _)| {
                    *file == name
                        || file
                            .rsplit_once("french/")
                            .is_some_and(|(_, f)| Some(f) == name.strip_prefix("french/"))
                })
                .copied()
        };
        if let Some((file, text)) = text("french/conjugations.toml") {
            read.conjugations = conjugation::read(
                text,
                &mut Mistakes {
                    file,
                    all: &mut all,
                },
            );
        }
        if let Some((file, text)) = text("french/declensions.toml") {
            read.declensions = declension::read(
                text,
                &mut Mistakes {
                    file,
                    all: &mut all,
                },
            );
        }
        if let Some((file, text)) = text("french/verbs.tsv") {
            let ending = |model: usize| read.conjugations.models[model].ending();
            let mistakes = &mut Mistakes {
                file,
                all: &mut all,
            };
            read.verbs = models(text, &read.conjugations.names, ending, mistakes);
        }
        for (name, table) in [
            ("french/nouns.tsv", &mut read.nouns),
            ("french/adjectives.tsv", &mut read.adjectives),
        ] {
            if let Some((file, text)) = text(name) {
                let ending = |model: usize| read.declensions.models[model].ending();
                let mistakes = &mut Mistakes {
                    file,
                    all: &mut all,
                };
                *table = models(text, &read.declensions.names, ending, mistakes);
            }
        }
        if let Some((file, text)) = text("french/compounds.tsv") {
            read.compounds = compound::read(
                text,
                &mut Mistakes {
                    file,
                    all: &mut all,
                },
            );
        }
        if let Some((_, text)) = text("french/invariable_participles.txt") {
            for (_, entry) in lines(text).flat_map(|(span, line)| words(span.start, line)) {
                read.invariable_participles.insert(entry, ());
            }
        }
        for (part, name) in KNOWN {
            if let Some((_, text)) = text(name) {
                let lemmas = lines(text).filter(|(_, lemma)| !lemma.starts_with('*'));
                read.known[part].extend(lemmas.map(|(_, lemma)| normal_form(lemma).into_owned()));
            }
        }
        for (table, known) in [&read.verbs, &read.nouns, &read.adjectives]
            .into_iter()
            .zip(&mut read.known)
        {
            known.extend(table.lemmas().map(str::to_string));
        }
        if all.is_empty() { Ok(read) } else { Err(all) }
    }

    /// All forms of a lemma, sorted, each (form, traits) once. The lemma may open with *se*, and may have several
    /// parts: *mettre fin*, *vice-président*, *force armée*. Empty only if nothing can be made of it.
    pub fn forms(&self, lemma: &str, part: PartOfSpeech) -> Vec<Form> {
        self.inflected(lemma, part, false)
    }

    /// The forms, and the spellings that are only read in texts (`a||b` of the models: *cèdera*): what a matcher looks
    /// for.
    pub fn spellings(&self, lemma: &str, part: PartOfSpeech) -> Vec<Form> {
        self.inflected(lemma, part, true)
    }

    fn inflected(&self, lemma: &str, part: PartOfSpeech, read: bool) -> Vec<Form> {
        let lemma = &*composed(lemma.trim());
        let mut forms = match part {
            PartOfSpeech::Verb => self.verb_forms(without_se(lemma), read),
            PartOfSpeech::Noun | PartOfSpeech::Adjective => self.nominal_forms(lemma, part),
        };
        forms.sort();
        forms.dedup();
        forms
    }

    /// What a bare lemma can be: every part of speech whose tables list it; else a verb by *-er, -ir, -re, -oir*; else
    /// noun and adjective. Of a lemma of several words, the first decides.
    pub fn parts_of_speech(&self, lemma: &str) -> Vec<PartOfSpeech> {
        let lemma = &*normal_form(lemma.trim());
        if without_se(lemma).len() < lemma.len() {
            return vec![PartOfSpeech::Verb];
        }
        let head = lemma.split(' ').next().unwrap_or(lemma);
        let all = [
            PartOfSpeech::Verb,
            PartOfSpeech::Noun,
            PartOfSpeech::Adjective,
        ];
        for lemma in [lemma, head] {
            let listed: Vec<_> = all
                .into_iter()
                .filter(|part| self.knows(lemma, *part))
                .collect();
            if !listed.is_empty() {
                return listed;
            }
        }
        if !head.contains('-') && self.conjugation(head).is_some() {
            return vec![PartOfSpeech::Verb];
        }
        if lemma.contains(' ') {
            return vec![PartOfSpeech::Noun];
        }
        if compound::is_compound(lemma) {
            return self.parts_of_compound(lemma);
        }
        vec![PartOfSpeech::Noun, PartOfSpeech::Adjective]
    }

    /// What the last part of a compound can be, if it inflects; else it is a noun.
    fn parts_of_compound(&self, lemma: &str) -> Vec<PartOfSpeech> {
        let nominal = [PartOfSpeech::Noun, PartOfSpeech::Adjective];
        if !matches!(
            self.compounds.agreement(lemma),
            Agreement::Last | Agreement::All
        ) {
            return vec![PartOfSpeech::Noun];
        }
        let last = lemma.rsplit('-').next().unwrap_or(lemma);
        let known: Vec<_> = nominal
            .into_iter()
            .filter(|part| self.knows(last, *part))
            .collect();
        if known.is_empty() {
            nominal.into()
        } else {
            known
        }
    }

    /// Whether the lemma is listed as that: by a table of models or by the lists of common words. A compound is known
    /// with its parts (*vice-président*), a lemma of several words with its first (*mettre fin*).
    pub fn knows(&self, lemma: &str, part: PartOfSpeech) -> bool {
        let lemma = normal_form(lemma.trim());
        let (list, lemma) = match part {
            PartOfSpeech::Verb => (&self.known[0], without_se(&lemma)),
            PartOfSpeech::Noun => (&self.known[1], &*lemma),
            PartOfSpeech::Adjective => (&self.known[2], &*lemma),
        };
        if list.contains(lemma) {
            return true;
        }
        if let Some((head, _)) = lemma.split_once(' ') {
            return self.knows(head, part);
        }
        part != PartOfSpeech::Verb
            && compound::is_compound(lemma)
            && self.compounds.agreement(lemma) == Agreement::Last
            && lemma
                .rsplit_once('-')
                .is_some_and(|(_, last)| self.knows(last, part))
    }

    /// Every lemma that is listed as that part of speech, in no order.
    pub fn known_lemmas(&self, part: PartOfSpeech) -> impl Iterator<Item = &str> {
        let list = match part {
            PartOfSpeech::Verb => &self.known[0],
            PartOfSpeech::Noun => &self.known[1],
            PartOfSpeech::Adjective => &self.known[2],
        };
        list.iter().map(String::as_str)
    }

    /// The forms of a lemma as a person writes it, with its part of speech or without: `promettre`, `promettre.V`,
    /// `militaire.A`, `mettre fin`. Each with its lemma and part of speech.
    pub fn describe(&self, spec: &str) -> Vec<(String, PartOfSpeech, Form)> {
        let spec = spec.trim();
        let named = spec.rsplit_once('.').and_then(|(lemma, letter)| {
            let mut letters = letter.chars();
            let part = PartOfSpeech::from_letter(letters.next()?)?;
            letters.next().is_none().then_some((lemma, vec![part]))
        });
        let (lemma, parts) = named.unwrap_or_else(|| (spec, self.parts_of_speech(spec)));
        let forms = |part: PartOfSpeech| {
            self.forms(lemma, part)
                .into_iter()
                .map(move |form| (lemma.to_string(), part, form))
        };
        parts.into_iter().flat_map(forms).collect()
    }

    // -- verbs ----------------------------------------------------------------------------------

    fn conjugation(&self, verb: &str) -> Option<usize> {
        self.verbs.get(verb)
    }

    fn verb_forms(&self, lemma: &str, read: bool) -> Vec<Form> {
        let (verb, rest) = lemma.find(' ').map_or((lemma, ""), |at| lemma.split_at(at));
        let Some(model) = self.conjugation(verb) else {
            return Vec::new();
        };
        let agrees = self.invariable_participles.get(verb).is_none();
        let mut forms = Vec::with_capacity(60);
        self.conjugations.models[model].forms(verb, read, |mut form, traits| {
            if agrees || !traits.contains(Traits::PPAST) || traits == UNAGREED {
                form.push_str(rest);
                forms.push(Form { form, traits });
            }
        });
        forms
    }

    // -- nouns and adjectives -------------------------------------------------------------------

    fn nominal_forms(&self, lemma: &str, part: PartOfSpeech) -> Vec<Form> {
        let table = if part == PartOfSpeech::Adjective {
            &self.adjectives
        } else {
            &self.nouns
        };
        let listed = table.exact(lemma);
        let compound = compound::is_compound(lemma);
        let Some(model) = listed.or_else(|| if compound { None } else { table.get(lemma) }) else {
            return if compound {
                self.compound_forms(lemma, part)
            } else {
                Vec::new()
            };
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

/// The verb of *se défendre*, *s'abstenir*.
fn without_se(lemma: &str) -> &str {
    ["se ", "s'", "s’"]
        .iter()
        .find_map(|se| lemma.strip_prefix(se))
        .unwrap_or(lemma)
}

/// The lemma in NFC.
fn composed(lemma: &str) -> std::borrow::Cow<'_, str> {
    use unicode_normalization::{UnicodeNormalization, is_nfc};
    if is_nfc(lemma) {
        lemma.into()
    } else {
        lemma.nfc().collect::<String>().into()
    }
}

/// Reads a table of `entry… → model`: entries are set off by spaces, the model by a tabulation.
fn models<'m>(
    text: &str,
    names: &rustc_hash::FxHashMap<String, usize>,
    ending_of: impl Fn(usize) -> &'m str,
    mistakes: &mut Mistakes<'_>,
) -> Suffixes<usize> {
    let mut table = Suffixes::default();
    for (span, line) in lines(text) {
        let Some((entries, name)) = line.split_once('\t') else {
            mistakes.add(
                span,
                "no-model",
                format!("« {line} » n'a pas de modèle"),
                "écrivez une tabulation, puis le nom du modèle".to_string(),
            );
            continue;
        };
        let name = name.trim();
        let Some(model) = names.get(name) else {
            let mut known: Vec<&str> = names.keys().map(String::as_str).collect();
            known.sort_unstable();
            let help = nearest(name, known).map_or_else(
                || "définissez ce modèle, ou corrigez son nom".to_string(),
                |near| format!("vouliez-vous « {near} » ?"),
            );
            let place = Span::new(span.end - name.len(), span.end);
            mistakes.add(
                place,
                "unknown-model",
                format!("modèle inconnu : « {name} »"),
                help,
            );
            continue;
        };
        for (place, entry) in words(span.start, entries) {
            check_ending(entry, ending_of(*model), name, place, mistakes);
            if table.insert(entry, *model).is_some() {
                mistakes.add(
                    place,
                    "listed-twice",
                    format!("« {entry} » a déjà un modèle"),
                    "gardez une seule des deux lignes".to_string(),
                );
            }
        }
    }
    table
}

/// A model must be able to cut its ending off what it is given.
fn check_ending(entry: &str, ending: &str, model: &str, place: Span, mistakes: &mut Mistakes<'_>) {
    let bare = entry.trim_start_matches('*');
    if bare.ends_with(ending) || super::suffixes::cut(bare, ending).is_some() {
        return;
    }
    mistakes.add(
        place,
        "model-ending",
        format!("« {entry} » ne finit pas en -{ending}, que remplace le modèle « {model} »"),
        "choisissez un modèle de la même finale".to_string(),
    );
}
