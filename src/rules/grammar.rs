//! The closed word classes of French (`french/grammar.toml`), looked up by form.
//!
//! A word may stand in several classes («des» is an article and a preposition); the classes are bits.

use rustc_hash::FxHashMap;

use crate::rules::compile::{Compiler, split_phrase};
use crate::rules::notation::split_pronoun;
use crate::rules::pack::GrammarSource;
use crate::rules::program::{Analysis, FormId, LemmaId};
use crate::rules::traits::PartOfSpeech;

/// A set of closed classes, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

macro_rules! classes {
    ($($name:ident = $bit:expr, $key:literal;)*) => {
        impl Classes {
            $(#[doc = concat!("`", $key, "` of `french/grammar.toml`.")] pub const $name: Self = Self(1 << $bit);)*
        }
        /// Every class with its key in `french/grammar.toml`.
        pub const CLASSES: &[(&str, Classes)] = &[$(($key, Classes::$name)),*];
    };
}

classes! {
    ARTICLE = 0, "articles";
    POSSESSIVE = 1, "possessives";
    DEMONSTRATIVE = 2, "demonstratives";
    BEFORE_NOUN = 3, "before_noun";
    NE = 4, "ne";
    NEGATOR = 5, "negators";
    NEGATIVE_SUBJECT = 6, "negative_subjects";
    WITHOUT = 7, "without";
    CLAUSE_BREAK = 8, "clause_breaks";
    COORDINATOR = 9, "coordinators";
    RESTRICTIVE = 10, "restrictive";
    IF = 11, "if_words";
    NOT_IF_BEFORE = 12, "not_if_before";
    NOT_IF_AFTER = 13, "not_if_after";
    SUBJECT_PRONOUN = 14, "subject_pronouns";
    THIRD_PERSON = 15, "third_person";
    FIRST_PERSON = 16, "first_person";
    CLITIC = 17, "clitics";
    REFLEXIVE = 18, "reflexive";
    RELATIVE = 19, "relatives";
    SUBORDINATOR = 20, "subordinators";
    PREPOSITION = 21, "prepositions";
    PLACE_PREPOSITION = 22, "place_prepositions";
    ATTRIBUTION = 23, "attribution";
    ADVERB = 24, "adverbs";
    HYPOTHESIS = 25, "hypothesis_phrases";
    ONLY = 26, "only";
    NOT = 27, "not";
    TIME = 28, "time_nouns";
    NUMBER = 29, "numbers";
    SIDE = 30, "side_nouns";
    MUTUAL = 31, "mutual_nouns";
    CLAIM = 32, "claim_nouns";
    TEXT = 33, "text_nouns";
    WORLD = 34, "worldwide";
    GROUP = 35, "group_nouns";
    COUNTRY = 36, "country_nouns";
    BODY = 37, "body_nouns";
    SUFFERED = 38, "suffered_nouns";
    EVERYONE = 39, "everyone";
    LIKEWISE = 41, "likewise";
    GLOBAL = 42, "global";
}

impl Classes {
    /// Adverbs in *-ment*: no list, but the ending of a word that no table knows as anything else.
    pub const MANNER: Self = Self(1 << 40);

    /// No class.
    pub const NONE: Self = Self(0);

    /// All classes of both.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of `other` is among these.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The little words that the tagger asks for by name; each list holds the forms of one.
const PARTICLES: &[&[&str]] = &[
    &["que", "qu'"],
    &["de", "d'", "du", "des"],
    &["qui"],
    &["par"],
    &["pour"],
    &["lui", "eux"],
    &["comme"],
    &["dernier", "dernière", "derniers", "dernières"],
    &["comme", "ainsi", "avec"],
    &["l'", "le", "la", "les"],
];
const QUE: usize = 0;
const DE: usize = 1;
const QUI: usize = 2;
const PAR: usize = 3;
const POUR: usize = 4;
const LUI: usize = 5;
const COMME: usize = 6;
const DERNIER: usize = 7;
const AS_WELL_AS: usize = 8;
const OBJECT: usize = 9;

/// The closed classes made ready.
#[derive(Debug)]
pub struct Grammar {
    by_form: FxHashMap<FormId, Classes>,
    phrases: Vec<(Classes, Vec<FormId>)>,
    particles: Vec<Vec<FormId>>,
    have: LemmaId,
    be: LemmaId,
    go: LemmaId,
    be_verbs: Vec<LemmaId>,
    affirming: Vec<LemmaId>,
    negating_alone: Vec<LemmaId>,
    obliging: Vec<LemmaId>,
    receiving: Vec<LemmaId>,
    answering: Vec<LemmaId>,
    exchanging: Vec<LemmaId>,
    blaming: Vec<LemmaId>,
    refusing: Vec<(LemmaId, bool)>,
}

impl Grammar {
    /// Looks every word of the lists up; new words and lemmas are added to the compiler's forms.
    pub(crate) fn build(source: &GrammarSource, compiler: &mut Compiler<'_>) -> Self {
        let mut by_form: FxHashMap<FormId, Classes> = FxHashMap::default();
        let mut phrases = Vec::new();
        for (key, class) in CLASSES {
            for entry in source.get(key) {
                let words = split_phrase(entry);
                let ids: Vec<FormId> = words
                    .iter()
                    .map(|word| compiler.forms.intern(word))
                    .collect();
                match ids.as_slice() {
                    [one] => {
                        let known = by_form.entry(*one).or_default();
                        *known = known.union(*class);
                    }
                    _ => phrases.push((*class, ids)),
                }
            }
        }
        let particles = PARTICLES
            .iter()
            .map(|words| {
                words
                    .iter()
                    .map(|word| compiler.forms.intern(word))
                    .collect()
            })
            .collect();
        let mut verb = |lemma: &str| compiler.lemma_id(lemma, PartOfSpeech::Verb);
        let mut verbs = |key: &str| {
            source
                .get(key)
                .iter()
                .map(|lemma| verb(split_pronoun(lemma).0))
                .collect()
        };
        let be_verbs = verbs("be_verbs");
        let affirming = verbs("affirming_verbs");
        let negating_alone = verbs("negates_alone");
        let obliging = verbs("obligation_verbs");
        let receiving = verbs("receiving_verbs");
        let answering = verbs("answering_verbs");
        let exchanging = verbs("exchanging_verbs");
        let blaming = verbs("blaming_verbs");
        let refusing = source
            .get("refusing_verbs")
            .iter()
            .map(|lemma| {
                let (lemma, pronominal) = split_pronoun(lemma);
                (verb(lemma), pronominal)
            })
            .collect();
        Self {
            by_form,
            phrases,
            particles,
            have: verb("avoir"),
            be: verb("être"),
            go: verb("aller"),
            be_verbs,
            affirming,
            negating_alone,
            obliging,
            receiving,
            answering,
            exchanging,
            blaming,
            refusing,
        }
    }

    /// The classes of a form.
    pub fn classes(&self, form: FormId) -> Classes {
        self.by_form.get(&form).copied().unwrap_or_default()
    }

    /// The entries of several words, with their classes.
    pub fn phrases(&self) -> &[(Classes, Vec<FormId>)] {
        &self.phrases
    }

    /// *avoir*
    pub const fn have(&self) -> LemmaId {
        self.have
    }

    /// *être*
    pub const fn be(&self) -> LemmaId {
        self.be
    }

    /// *aller*
    pub const fn go(&self) -> LemmaId {
        self.go
    }

    fn is(&self, particle: usize, forms: &[FormId]) -> bool {
        forms
            .iter()
            .any(|form| self.particles[particle].contains(form))
    }

    /// Whether one of these forms is *que* or *qu'*.
    pub fn is_que(&self, forms: &[FormId]) -> bool {
        self.is(QUE, forms)
    }

    /// Whether one of these forms is *de, d', du, des*.
    pub fn is_de(&self, forms: &[FormId]) -> bool {
        self.is(DE, forms)
    }

    /// Whether one of these forms is *qui*.
    pub fn is_qui(&self, forms: &[FormId]) -> bool {
        self.is(QUI, forms)
    }

    /// Whether one of these forms is *par*.
    pub fn is_par(&self, forms: &[FormId]) -> bool {
        self.is(PAR, forms)
    }

    /// Whether one of these forms is *pour*.
    pub fn is_pour(&self, forms: &[FormId]) -> bool {
        self.is(POUR, forms)
    }

    /// Whether one of these forms is *lui* or *eux*, the pronouns behind a preposition.
    pub fn is_lui(&self, forms: &[FormId]) -> bool {
        self.is(LUI, forms)
    }

    /// Whether one of these forms is *comme*.
    pub fn is_as(&self, forms: &[FormId]) -> bool {
        self.is(COMME, forms)
    }

    /// Whether one of these forms is *dernier*, of «ce dernier».
    pub fn is_latter(&self, forms: &[FormId]) -> bool {
        self.is(DERNIER, forms)
    }

    /// Whether one of these forms is *le, la, les, l'*: in front of a verb, its object.
    pub fn is_object(&self, forms: &[FormId]) -> bool {
        self.is(OBJECT, forms)
    }

    /// Whether one of these forms joins actors as *et* does: *comme*, *ainsi (que)*, *avec*.
    pub fn is_as_well_as(&self, forms: &[FormId]) -> bool {
        self.is(AS_WELL_AS, forms)
    }

    /// Whether one of these readings is a verb conjugated with *être* («est intervenu»).
    pub fn is_be_verb(&self, analyses: &[Analysis]) -> bool {
        analyses.iter().any(|a| self.be_verbs.contains(&a.lemma))
    }

    /// Whether one of these readings is a verb whose negation affirms («ne cesse de»).
    pub fn is_affirming(&self, analyses: &[Analysis]) -> bool {
        analyses.iter().any(|a| self.affirming.contains(&a.lemma))
    }

    /// Whether *ne* without *pas* negates one of these readings («ne peut livrer»).
    pub fn negates_alone(&self, analyses: &[Analysis]) -> bool {
        analyses
            .iter()
            .any(|a| self.negating_alone.contains(&a.lemma))
    }

    /// Whether one of these readings obliges its subject, who is then not the one who speaks («doit cesser»).
    pub fn is_obliging(&self, analyses: &[Analysis]) -> bool {
        analyses.iter().any(|a| self.obliging.contains(&a.lemma))
    }

    /// Whether the subject of one of these readings takes in what another did («saluer un appel»).
    pub fn is_receiving(&self, analyses: &[Analysis]) -> bool {
        analyses.iter().any(|a| self.receiving.contains(&a.lemma))
    }

    /// Whether the subject of one of these readings is the one to whom their object was addressed («refuser la trêve»).
    pub fn is_answering(&self, analyses: &[Analysis]) -> bool {
        analyses.iter().any(|a| self.answering.contains(&a.lemma))
    }

    /// Whether the subjects of one of these readings do their object to each other («échanger des accusations»).
    pub fn is_exchanging(&self, analyses: &[Analysis]) -> bool {
        analyses.iter().any(|a| self.exchanging.contains(&a.lemma))
    }

    /// Whether the object of one of these readings is the one whom it blames («accuser», but not «dénoncer»).
    pub fn is_blaming(&self, analyses: &[Analysis]) -> bool {
        analyses.iter().any(|a| self.blaming.contains(&a.lemma))
    }

    /// Whether one of these readings denies its infinitive or clause («refuse de»); some do with *se* only.
    pub fn is_refusing(&self, analyses: &[Analysis], reflexive: bool) -> bool {
        analyses.iter().any(|a| {
            self.refusing
                .iter()
                .any(|(lemma, se)| *lemma == a.lemma && (!se || reflexive))
        })
    }
}
