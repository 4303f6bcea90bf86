//! The rule pack as written: what the files of `rules/` say, with the place of every part.
//!
//! `load` reads it, `check` judges it, `compile` makes a [`Ruleset`](crate::rules::ruleset::Ruleset) of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::rules::inflection::Inflection;
use crate::rules::pattern::Pattern;
use crate::text::source::Source;
use crate::text::span::Span;

/// Everything that the files of a pack say.
#[derive(Debug)]
pub struct Pack {
    /// The files read, in the order of their names; a [`Place`] points into them.
    pub sources: Arc<[Source]>,
    /// Its name and version (`pack.toml`).
    pub name: String,
    /// The version, as written.
    pub version: String,
    /// Ids of the states whose press is read, and whose own politics are therefore no diplomacy.
    pub home: Vec<String>,
    /// The categories, in the order of `pack.toml`.
    pub categories: Vec<Category>,
    /// All rules, by file and then as they stand.
    pub rules: Vec<Rule>,
    /// The lexicons of `lexicons/`, and the verbs of saying of `french/reporting_verbs.txt`.
    pub lexicons: Vec<Lexicon>,
    /// All lines of `actors/`.
    pub actors: Vec<ActorLine>,
    /// Very frequent words, which are never anchors (`french/frequent.txt`).
    pub frequent: Vec<String>,
    /// Abbreviations whose full stop ends no sentence (`french/abbreviations.txt`).
    pub abbreviations: Vec<String>,
    /// The closed word classes (`french/grammar.toml`).
    pub grammar: GrammarSource,
    /// Verbs that everybody uses (`french/common_verbs.txt`), as infinitives.
    pub common_verbs: Vec<String>,
    /// Nouns that everybody uses (`french/common_nouns.txt`), in the singular.
    pub common_nouns: Vec<String>,
    /// Adjectives that everybody uses (`french/common_adjectives.txt`), in the masculine singular.
    pub common_adjectives: Vec<String>,
    /// The inflection of French (`french/`).
    pub inflection: Inflection,
}

impl Pack {
    /// Every pattern of the pack, wherever it stands; an `except` of a file once for each of its rules.
    pub fn pattern_lines(&self) -> impl Iterator<Item = &PatternLine> {
        let rules = self
            .rules
            .iter()
            .flat_map(|rule| rule.patterns.iter().chain(&rule.excepts));
        let entries = self.lexicons.iter().flat_map(|lexicon| &lexicon.entries);
        let forms = self.actors.iter().flat_map(|actor| &actor.forms);
        rules.chain(entries.map(|entry| &entry.line)).chain(forms)
    }
}

/// The closed word classes of `french/grammar.toml`, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GrammarSource {
    /// Each key and its words, as written.
    pub lists: BTreeMap<String, Vec<String>>,
}

impl GrammarSource {
    /// The words of a class; none where there is no such class.
    pub fn get(&self, class: &str) -> &[String] {
        self.lists.get(class).map_or(&[], Vec::as_slice)
    }
}

/// A place in a file of the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index into [`Pack::sources`].
    pub file: usize,
    /// Bytes of that file.
    pub span: Span,
}

impl Place {
    /// A place in a file.
    pub const fn new(file: usize, span: Span) -> Self {
        Self { file, span }
    }

    /// Where bytes of `text`, which stands here, are found in the file. A text written with escapes
    /// («\\u00e9») is not as long as its place: then it is the whole.
    pub fn part(self, text: &str, part: Span) -> Self {
        if self.span.len() != text.len() {
            return self;
        }
        let start = self.span.start;
        Self::new(self.file, Span::new(start + part.start, start + part.end))
    }
}

/// One label (`[[category]]` of `pack.toml`).
#[derive(Clone, Debug)]
pub struct Category {
    /// Its id («ceasefire_call»); the rules stand in `ID.toml`.
    pub id: String,
    /// The label in French.
    pub label_fr: String,
    /// The label in English.
    pub label_en: String,
    /// CAMEO codes.
    pub cameo: Vec<String>,
    /// PLOVER codes.
    pub plover: Vec<String>,
    /// What it is, for people.
    pub what: String,
    /// Where its target stands, the best place first.
    pub target: Vec<TargetPlace>,
    /// Whether an analyst may perform it (`observer = "allow"`; default: `block`).
    pub observer: bool,
    /// Whether the act is one of war or peace in itself, so that one actor makes it diplomatic (`war = true`).
    pub war: bool,
    /// Whether a foreign official who performs it makes it diplomatic, whoever else is named (`official = true`).
    pub official: bool,
    /// Whether its act, as a verb, takes a complement in which no other category is tagged
    /// (`opaque = true`: «accusé d'avoir négocié une trêve»).
    pub opaque: bool,
    /// Where it is defined.
    pub place: Place,
}

/// Where, seen from the act, the target of a category can stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetPlace {
    /// `object`: the object of the verb; the subject of its passive.
    Object,
    /// A preposition: `à`, `contre`, `entre`, `de`, `envers`, …: the actor phrase behind it.
    Preposition(String),
    /// `subject-of-complement`: who the act's clause speaks of («affirme que l'armée turque a tiré»).
    Subject,
    /// `belligerents`: the two sides most often named around the act, the speaker apart.
    Belligerents,
    /// `beneficiary`: the one most often named around the act, the speaker apart.
    Beneficiary,
    /// `quotation`: who is named in the quotation that the act introduces or closes.
    Quotation,
    /// `claimant`: who speaks in the sentences before, the speaker apart.
    Claimant,
    /// `reciprocal`: with *se*, each member of a coordinated subject is also a target.
    Reciprocal,
}

/// How sure the authors are of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Runs in `test`, `explain` and `compare` only.
    Draft,
    /// Runs everywhere; changes are expected.
    Trial,
    /// Runs everywhere; a change of what it matches is news.
    Stable,
}

/// What a context does to a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// No hit.
    Block,
    /// A hit, with the modality marked.
    Mark,
    /// As if the context were not there.
    Ignore,
}

/// What the subject of an act's verb is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Who performs the act («Moscou dénonce»).
    Speaker,
    /// Of whom somebody else speaks («l'armée turque a délibérément visé des civils», a dit X).
    Target,
}

impl Subject {
    /// Reads the value of the key `subject`.
    pub fn parse(written: &str) -> Option<Self> {
        match written {
            "speaker" => Some(Self::Speaker),
            "target" => Some(Self::Target),
            _ => None,
        }
    }
}

/// A rule as written.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id, unique in the pack.
    pub id: String,
    /// Index into [`Pack::categories`].
    pub category: usize,
    /// How sure its authors are of it.
    pub status: Status,
    /// Its patterns.
    pub patterns: Vec<PatternLine>,
    /// What blocks a hit that it overlaps: its own and those of its file.
    pub excepts: Vec<PatternLine>,
    /// Under a negation (default `Block`).
    pub negation: Policy,
    /// Inside a hypothesis (default `Block`).
    pub hypothesis: Policy,
    /// In the conditional (default `Mark`).
    pub conditional: Policy,
    /// What the subject of the act's verb is (default `Speaker`).
    pub subject: Subject,
    /// Sentences that it must find.
    pub matches: Vec<Example>,
    /// Sentences in which its category must not be found by it.
    pub rejects: Vec<Example>,
    /// Sentences that it should find one day.
    pub todo: Vec<Example>,
    /// Its `id` line.
    pub place: Place,
}

/// A pattern, where it stands, and what it says.
#[derive(Clone, Debug)]
pub struct PatternLine {
    /// The text; spans of `pattern` are bytes of it.
    pub text: String,
    /// What it says.
    pub pattern: Pattern,
    /// Where `text` stands.
    pub place: Place,
}

impl PatternLine {
    /// Where a part of the pattern stands in its file.
    pub fn place_of(&self, part: Span) -> Place {
        self.place.part(&self.text, part)
    }
}

/// An example of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence before it (`before || sentence`).
    pub before: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// What is expected behind ` => `.
    pub expected: Option<Expected>,
    /// The whole line.
    pub place: Place,
}

/// `RUS > UKR, conditional`: what an example expects besides the label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Ids of the speakers; `None` where nothing is said of them (`_`).
    pub speaker: Option<Vec<String>>,
    /// Ids of the targets; `None` where nothing is said of them.
    pub target: Option<Vec<String>>,
    /// `asserted`, `conditional` or `hypothetical`.
    pub modality: Option<String>,
}

/// A lexicon as written.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Its name: the file's, without `.txt`.
    pub name: String,
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Index of its file.
    pub file: usize,
    /// Whether it belongs to the language (`french/`): it may stand unused.
    pub french: bool,
}

/// One line of a lexicon.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The pattern, without a leading `!`.
    pub line: PatternLine,
    /// Whether it masks (`! trêve hivernale`) what the other lines would take.
    pub mask: bool,
}

/// One line of a table of actors.
#[derive(Clone, Debug)]
pub struct ActorLine {
    /// ISO 3166-1 alpha-3, `EUU`, `X:name`, …; `*` where an adjective or a complement tells the state.
    pub id: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its forms, in the notation.
    pub forms: Vec<PatternLine>,
    /// The line.
    pub place: Place,
    /// First year or month in office (`YYYY` or `YYYY-MM`).
    pub from: Option<String>,
    /// Last year or month in office.
    pub to: Option<String>,
}

/// The kinds of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A state by its name.
    State,
    /// An international organisation.
    Organisation,
    /// An armed group or de-facto authority.
    Armed,
    /// An office («ministre de la Défense»).
    Office,
    /// A person by name.
    Person,
    /// A capital or seat that stands for its government.
    Place,
    /// A non-governmental body.
    Ngo,
    /// An analyst, a researcher, a monitor.
    Observer,
    /// The adjective or inhabitant noun of a state.
    Demonym,
}

impl Status {
    /// Reads a status as the rules write it.
    pub fn parse(written: &str) -> Option<Self> {
        Some(match written {
            "draft" => Self::Draft,
            "trial" => Self::Trial,
            "stable" => Self::Stable,
            _ => return None,
        })
    }

    /// As the rules write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Trial => "trial",
            Self::Stable => "stable",
        }
    }
}

impl Policy {
    /// Reads a policy as the rules write it.
    pub fn parse(written: &str) -> Option<Self> {
        Some(match written {
            "block" => Self::Block,
            "mark" => Self::Mark,
            "ignore" => Self::Ignore,
            _ => return None,
        })
    }
}

impl ActorKind {
    /// Reads a kind as the tables write it.
    pub fn parse(written: &str) -> Option<Self> {
        Some(match written {
            "state" => Self::State,
            "organisation" => Self::Organisation,
            "armed" => Self::Armed,
            "office" => Self::Office,
            "person" => Self::Person,
            "place" => Self::Place,
            "ngo" => Self::Ngo,
            "observer" => Self::Observer,
            "demonym" => Self::Demonym,
            _ => return None,
        })
    }

    /// As the tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Organisation => "organisation",
            Self::Armed => "armed",
            Self::Office => "office",
            Self::Person => "person",
            Self::Place => "place",
            Self::Ngo => "ngo",
            Self::Observer => "observer",
            Self::Demonym => "demonym",
        }
    }
}
