//! Parts of speech and inflectional traits: what the notation calls `.V` and `:fut`.

/// A part of speech that the tables of `french/` inflect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartOfSpeech {
    /// A verb (`.V`).
    Verb,
    /// A noun (`.N`).
    Noun,
    /// An adjective (`.A`).
    Adjective,
}

impl PartOfSpeech {
    /// The letter that the notation writes behind a lemma.
    pub const fn letter(self) -> char {
        match self {
            Self::Verb => 'V',
            Self::Noun => 'N',
            Self::Adjective => 'A',
        }
    }

    /// Reads the letter of the notation.
    pub const fn from_letter(letter: char) -> Option<Self> {
        match letter {
            'V' => Some(Self::Verb),
            'N' => Some(Self::Noun),
            'A' => Some(Self::Adjective),
            _ => None,
        }
    }
}

/// A set of traits, one bit each, in the order of [`TRAITS`](crate::rules::pattern::TRAITS).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Traits(u32);

macro_rules! traits {
    ($($name:ident = $bit:expr, $doc:literal;)*) => {
        $(#[doc = $doc] pub const $name: Self = Self(1 << $bit);)*
    };
}

impl Traits {
    traits! {
        INF = 0, "Infinitive.";
        PPRES = 1, "Present participle.";
        PPAST = 2, "Past participle.";
        PRES = 3, "Present indicative.";
        IMPF = 4, "Imperfect.";
        FUT = 5, "Future.";
        PAST = 6, "Passé simple.";
        PERF = 7, "Compound past; read on a verb group, never on a form.";
        COND = 8, "Conditional.";
        SUBJ = 9, "Subjunctive, present or imperfect.";
        IMP = 10, "Imperative.";
        P1S = 11, "First person singular.";
        P2S = 12, "Second person singular.";
        P3S = 13, "Third person singular.";
        P1P = 14, "First person plural.";
        P2P = 15, "Second person plural.";
        P3P = 16, "Third person plural.";
        MASC = 17, "Masculine.";
        FEM = 18, "Feminine.";
        SING = 19, "Singular of nouns, adjectives, participles.";
        PLUR = 20, "Plural of nouns, adjectives, participles.";
    }

    /// No trait.
    pub const NONE: Self = Self(0);

    /// The moods and tenses of a finite verb.
    pub const FINITE: Self = Self(
        Self::PRES.0
            | Self::IMPF.0
            | Self::FUT.0
            | Self::PAST.0
            | Self::PERF.0
            | Self::COND.0
            | Self::SUBJ.0
            | Self::IMP.0,
    );

    /// The persons of a finite verb.
    pub const PERSONS: Self =
        Self(Self::P1S.0 | Self::P2S.0 | Self::P3S.0 | Self::P1P.0 | Self::P2P.0 | Self::P3P.0);

    /// The trait of that name.
    pub fn parse(name: &str) -> Option<Self> {
        let bit = crate::rules::pattern::TRAITS
            .iter()
            .position(|t| *t == name)?;
        Some(Self(1 << bit))
    }

    /// All traits of both.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The traits that both have.
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// These without those of `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether every trait of `other` is among these.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether one trait of `other` is among these.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Their names, in the order of the notation.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        crate::rules::pattern::TRAITS
            .iter()
            .enumerate()
            .filter(move |(bit, _)| self.0 & (1 << bit) != 0)
            .map(|(_, name)| *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traits_have_the_names_of_the_notation() {
        for name in crate::rules::pattern::TRAITS {
            let one = Traits::parse(name).expect("a trait of the notation");
            assert_eq!(one.names().collect::<Vec<_>>(), [*name]);
        }
        assert_eq!(Traits::parse("p"), Some(Traits::PLUR));
        assert_eq!(Traits::parse("3p"), Some(Traits::P3P));
        assert_eq!(Traits::parse("perf"), Some(Traits::PERF));
    }
}
