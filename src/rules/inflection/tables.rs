//! The tables of `french/` and the questions they answer: the forms of a lemma, what a lemma can be,
//! whether it is known. Nothing can fail once they are read.

use rustc_hash::FxHashSet;

use super::compound::{self, Agreement, Compounds};
use super::conjugation::Conjugations;
use super::declension::Declensions;
use super::suffixes::Suffixes;
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::text::normalize::normal_form;

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
    pub(super) conjugations: Conjugations,
    pub(super) declensions: Declensions,
    pub(super) verbs: Suffixes<Option<usize>>,
    pub(super) nouns: Suffixes<Option<usize>>,
    pub(super) adjectives: Suffixes<Option<usize>>,
    pub(super) compounds: Compounds,
    pub(super) invariable_participles: Suffixes<()>,
    pub(super) known: [FxHashSet<String>; 3],
}

impl Inflection {
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

    /// Calls `each` with every form that [`spellings`](Self::spellings) gives, in no order, without making a list of
    /// them: for a table of many lemmas. Of a lemma of several words, verbs give the forms of the first.
    pub fn each_spelling(
        &self,
        lemma: &str,
        part: PartOfSpeech,
        mut each: impl FnMut(&str, Traits),
    ) {
        if part == PartOfSpeech::Verb {
            self.each_verb_form(without_se(&composed(lemma.trim())), true, each);
            return;
        }
        for form in self.spellings(lemma, part) {
            each(&form.form, form.traits);
        }
    }

    fn inflected(&self, lemma: &str, part: PartOfSpeech, read: bool) -> Vec<Form> {
        let lemma = &*composed(lemma.trim());
        let mut forms = match part {
            PartOfSpeech::Verb => self.verb_forms(without_se(lemma), read),
            PartOfSpeech::Noun | PartOfSpeech::Adjective => self.nominal_forms(lemma, part),
        };
        if !forms.is_sorted() {
            forms.sort();
        }
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
        if !head.contains('-') && self.verbs.get(head).flatten().is_some() {
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
        part != PartOfSpeech::Verb && compound::is_compound(lemma) && self.knows_parts(lemma, part)
    }

    fn knows_parts(&self, lemma: &str, part: PartOfSpeech) -> bool {
        let parts: Vec<&str> = compound::split(lemma).map(|(part, _)| part).collect();
        let known = |word: &str| {
            self.knows(word, PartOfSpeech::Noun) || self.knows(word, PartOfSpeech::Adjective)
        };
        match self.compounds.agreement(lemma) {
            Agreement::Last => self.knows(parts[parts.len() - 1], part),
            Agreement::First => self.knows(parts[0], part),
            Agreement::All | Agreement::Grand => {
                self.knows(parts[parts.len() - 1], part) && parts.into_iter().all(known)
            }
            Agreement::Fixed | Agreement::Verbal => part == PartOfSpeech::Noun,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A small French: enough to see how tables, lists and compounds answer together.
    fn french() -> Inflection {
        let files = [
            (
                "french/conjugations.toml",
                "[endings]\nimpf = \"ais ais ait ions iez aient\"\nfut = \"ai as a ons ez ont\"\ncond = \"ais ais ait ions iez aient\"\nsubj = \"e es e ions iez ent\"\npast = [\"ai as a âmes âtes èrent\"]\n\
                 [aimer]\nending = \"er\"\npres = \"e es e ons ez ent\"\npast = \"a\"\nppast = \"é\"\nfut = \"er||èr\"\n",
            ),
            (
                "french/declensions.toml",
                "[nom]\nmasc = \"* *s\"\n[ami]\nmasc = \"* *s\"\nfem = \"*e *es\"\n",
            ),
            ("french/verbs.tsv", "*er\taimer\n*boucler\t-\n"),
            ("french/nouns.tsv", "*\tnom\nprésident\tami\n"),
            ("french/adjectives.tsv", "*\tami\n"),
            ("french/compounds.tsv", "vice-*\tdernier\n"),
            ("french/invariable_participles.txt", "durer\n"),
            ("french/common_verbs.txt", "# les verbes\ntuer\n"),
            ("french/common_nouns.txt", "combat\nallié\n"),
            ("french/common_adjectives.txt", "allié\n"),
        ];
        Inflection::read(&files).expect("sound files")
    }

    fn texts(forms: &[Form]) -> Vec<&str> {
        let mut texts: Vec<&str> = forms.iter().map(|form| form.form.as_str()).collect();
        texts.dedup();
        texts
    }

    #[test]
    fn a_bare_lemma_is_what_the_tables_say_and_else_what_it_ends_in() {
        use PartOfSpeech::{Adjective, Noun, Verb};
        let cases: [(&str, &[PartOfSpeech]); 8] = [
            ("tuer", &[Verb]),
            ("forer", &[Verb]),
            ("déboucler", &[Noun, Adjective]),
            ("combat", &[Noun]),
            ("allié", &[Noun, Adjective]),
            ("sous", &[Noun, Adjective]),
            ("se forer", &[Verb]),
            ("vice-président", &[Noun]),
        ];
        let french = french();
        for (lemma, parts) in cases {
            assert_eq!(french.parts_of_speech(lemma), parts, "{lemma}");
        }
    }

    #[test]
    fn a_lemma_is_known_only_if_listed() {
        let cases = [
            ("tuer", PartOfSpeech::Verb, true),
            ("tuer le temps", PartOfSpeech::Verb, true),
            ("durer", PartOfSpeech::Verb, true),
            ("forer", PartOfSpeech::Verb, false),
            ("président", PartOfSpeech::Noun, true),
            ("vice-président", PartOfSpeech::Noun, true),
            ("Combat", PartOfSpeech::Noun, true),
            ("combat", PartOfSpeech::Adjective, false),
        ];
        let french = french();
        for (lemma, part, known) in cases {
            assert_eq!(french.knows(lemma, part), known, "{lemma}");
        }
    }

    #[test]
    fn spellings_only_read_are_not_shown() {
        let french = french();
        let shown = french.forms("tuer", PartOfSpeech::Verb);
        let read = french.spellings("tuer", PartOfSpeech::Verb);
        let mut each = Vec::new();
        french.each_spelling("tuer", PartOfSpeech::Verb, |form, traits| {
            let form = form.to_string();
            each.push(Form { form, traits });
        });
        each.sort();
        assert_eq!(each, read);
        assert!(!texts(&shown).contains(&"tuèra"));
        assert!(texts(&read).contains(&"tuèra"));
        assert!(shown.iter().all(|form| read.contains(form)));
    }

    #[test]
    fn a_participle_that_never_agrees_has_one_form() {
        let forms = french().forms("durer", PartOfSpeech::Verb);
        let participles = forms
            .iter()
            .filter(|form| form.traits.contains(Traits::PPAST));
        assert_eq!(participles.count(), 1);
    }

    #[test]
    fn a_lemma_is_described_by_what_a_person_writes() {
        let cases = [
            ("président.N", "président présidente présidentes présidents"),
            ("combat", "combat combats"),
            ("combat.A", "combat combate combates combats"),
            (
                "Vice-président",
                "Vice-président Vice-présidente Vice-présidentes Vice-présidents",
            ),
        ];
        let french = french();
        for (spec, expected) in cases {
            let described = french.describe(spec);
            let forms: Vec<Form> = described.into_iter().map(|(_, _, form)| form).collect();
            assert_eq!(texts(&forms).join(" "), expected, "{spec}");
        }
    }
}
