//! Judges what the tagger found in one document against the gold, sentence by sentence.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::evaluate::counts::{ActField, Counts};
use crate::evaluate::gold::GoldAct;
use crate::evaluate::sample::{GoldSentence, Sample};
use crate::rules::ruleset::Ruleset;
use crate::tagger::Tagger;
use crate::tagger::statement::{Act, Modality, Party};
use crate::tagger::tag::Placed;
use crate::text::normalize::base_letter;
use crate::text::span::Span;

/// Everything judged in a document.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// What was right, wrong and missed.
    pub counts: Counts,
    /// For each missed category (first), those found in its place, as indexes.
    pub confusions: Vec<(usize, usize)>,
    /// Which rule found what.
    pub finds: Vec<Find>,
    /// Misses and false alarms.
    pub mistakes: Vec<Mistake>,
    /// Speakers, targets and the like that differ where the category is right.
    pub differences: Vec<Difference>,
}

/// A category that a rule found in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Find {
    /// Index of the rule in the ruleset.
    pub rule: usize,
    /// Whether the gold has the category there; none where it is optional.
    pub right: Option<bool>,
    /// Whether no other rule found it there.
    pub alone: bool,
}

/// Where a sentence of gold stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoldPlace {
    /// `file:line` of the gold.
    pub at: String,
    /// The article, or the id of the sentence.
    pub doc: String,
    /// The sentence's number in the article.
    pub n: Option<usize>,
    /// The sentence before it, where known.
    pub before: String,
    /// The sentence.
    pub sentence: String,
}

/// A rule that found something, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Witness {
    /// The rule's id.
    pub rule: String,
    /// `file:line` of the pattern.
    pub at: String,
    /// The words it took, ` … ` between those that are no neighbours.
    pub evidence: String,
}

/// Which way a sentence was judged wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MistakeKind {
    /// The gold has it, no rule found it.
    Miss,
    /// A rule found it, the gold does not have it.
    FalseAlarm,
}

impl MistakeKind {
    /// As formats write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Miss => "miss",
            Self::FalseAlarm => "false_alarm",
        }
    }
}

/// A miss or a false alarm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// Which of the two.
    pub kind: MistakeKind,
    /// The category.
    pub category: String,
    /// The sentence.
    #[serde(flatten)]
    pub place: GoldPlace,
    /// The rules that gave a false alarm.
    pub rules: Vec<Witness>,
    /// For a miss, the categories wrongly found there.
    pub instead: Vec<String>,
}

/// A field of an act that is not as the gold has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The field.
    pub field: ActField,
    /// The category, rightly found.
    pub category: String,
    /// The sentence.
    #[serde(flatten)]
    pub place: GoldPlace,
    /// What the gold has.
    pub wanted: Vec<String>,
    /// What was found; a party without an id is written `?` and its words.
    pub got: Vec<String>,
    /// The rules that found the category.
    pub rules: Vec<Witness>,
}

/// Tags a document and judges each of its gold sentences.
pub fn judge(tagger: &Tagger<'_>, sample: &Sample) -> Judgement {
    let mut judgement = Judgement {
        counts: Counts::none(tagger.rules().categories.len()),
        confusions: Vec::new(),
        finds: Vec::new(),
        mistakes: Vec::new(),
        differences: Vec::new(),
    };
    let acts = tagger.acts(&sample.document);
    for (index, gold) in sample.sentences.iter().enumerate() {
        let sentence = Judged {
            rules: tagger.rules(),
            sample,
            index,
            gold,
            acts: acts
                .iter()
                .filter(|act| begins_in(act, gold.span))
                .collect(),
        };
        sentence.judge(&mut judgement);
    }
    judgement
}

fn begins_in(placed: &Placed, span: Span) -> bool {
    let evidence = placed.act.evidence.first();
    evidence.is_some_and(|evidence| span.contains(evidence.start))
}

/// A gold sentence and what was found in it.
struct Judged<'a> {
    rules: &'a Ruleset,
    sample: &'a Sample,
    index: usize,
    gold: &'a GoldSentence,
    acts: Vec<&'a Placed>,
}

impl Judged<'_> {
    fn judge(&self, judgement: &mut Judgement) {
        for category in 0..self.rules.categories.len() {
            let acts = self.acts_of(category);
            let wanted = self.wants(category);
            judgement.finds.extend(finds(&acts, wanted));
            let tally = &mut judgement.counts.categories[category];
            match (wanted, acts.is_empty()) {
                (Some(true), false) => {
                    tally.right += 1;
                    self.compare(category, &acts, judgement);
                }
                (Some(true), true) => {
                    tally.missed += 1;
                    let instead = self.false_alarms();
                    judgement.mistakes.push(Mistake {
                        instead: instead.iter().map(|other| self.id(*other)).collect(),
                        ..self.mistake(MistakeKind::Miss, category, &acts)
                    });
                    judgement
                        .confusions
                        .extend(instead.into_iter().map(|other| (category, other)));
                }
                (Some(false), false) => {
                    tally.wrong += 1;
                    let mistake = self.mistake(MistakeKind::FalseAlarm, category, &acts);
                    judgement.mistakes.push(mistake);
                }
                (Some(false), true) | (None, _) => {}
            }
        }
    }

    /// Whether the gold has the category here; none where readers differ.
    fn wants(&self, category: usize) -> Option<bool> {
        let id = &self.rules.categories[category].id;
        let row = &self.gold.row;
        if row.labels.contains(id) {
            Some(true)
        } else {
            (!row.optional.contains(id)).then_some(false)
        }
    }

    fn acts_of(&self, category: usize) -> Vec<&Placed> {
        let acts = self.acts.iter().copied();
        acts.filter(|act| act.category == category).collect()
    }

    fn false_alarms(&self) -> Vec<usize> {
        let categories = 0..self.rules.categories.len();
        categories
            .filter(|other| self.wants(*other) == Some(false) && !self.acts_of(*other).is_empty())
            .collect()
    }

    /// Compares the fields of the acts of a category that was rightly found.
    fn compare(&self, category: usize, acts: &[&Placed], judgement: &mut Judgement) {
        let id = self.id(category);
        let rows = self.gold.row.acts.iter();
        let gold: Vec<&GoldAct> = rows.filter(|act| act.category == id).collect();
        for (index, field) in ActField::ALL.into_iter().enumerate() {
            let Some(wanted) = wanted(field, &gold) else {
                continue;
            };
            let (mut found, shown) = found(field, acts);
            found.extend(self.named_in_words(field, acts, &wanted));
            let (found, wanted_ids) = (alike(&found), alike(&wanted));
            let share = &mut judgement.counts.fields[index];
            share.asked += 1;
            if found == wanted_ids {
                share.right += 1;
                continue;
            }
            judgement.differences.push(Difference {
                field,
                category: id.clone(),
                place: self.place(),
                wanted: wanted.into_iter().collect(),
                got: shown.into_iter().collect(),
                rules: self.witnesses(acts),
            });
        }
    }

    /// Of the wanted ids, the `X:name` of bodies that no table of actors holds, and that a party found without
    /// an id names in its words («des évêques de Bamenda», `X:eveques-de-bamenda`).
    fn named_in_words(
        &self,
        field: ActField,
        acts: &[&Placed],
        wanted: &BTreeSet<String>,
    ) -> BTreeSet<String> {
        let parties = acts.iter().flat_map(|placed| match field {
            ActField::Speaker => placed.act.speaker.as_slice(),
            ActField::Target => placed.act.target.as_slice(),
            ActField::Modality | ActField::Quoted => &[],
        });
        let texts: Vec<Vec<String>> = parties
            .filter(|party| party.id.is_none())
            .map(|party| content_words(&party.text))
            .collect();
        let named = |id: &&String| {
            let Some(name) = id.strip_prefix("X:") else {
                return false;
            };
            let name = content_words(name);
            self.rules.actors.find(id).is_none()
                && !name.is_empty()
                && texts
                    .iter()
                    .any(|text| name.iter().all(|word| text.contains(word)))
        };
        wanted.iter().filter(named).cloned().collect()
    }

    fn mistake(&self, kind: MistakeKind, category: usize, acts: &[&Placed]) -> Mistake {
        Mistake {
            kind,
            category: self.id(category),
            place: self.place(),
            rules: self.witnesses(acts),
            instead: Vec::new(),
        }
    }

    fn id(&self, category: usize) -> String {
        self.rules.categories[category].id.clone()
    }

    fn witnesses(&self, acts: &[&Placed]) -> Vec<Witness> {
        let text = &self.sample.document.text;
        let mut witnesses: Vec<Witness> = Vec::new();
        for act in acts.iter().map(|placed| &placed.act) {
            let words = act.evidence.iter().map(|span| on_one_line(span.of(text)));
            let witness = Witness {
                rule: act.rule.clone(),
                at: act.at.clone(),
                evidence: words.collect::<Vec<_>>().join(" … "),
            };
            if !witnesses.contains(&witness) {
                witnesses.push(witness);
            }
        }
        witnesses
    }

    fn place(&self) -> GoldPlace {
        let row = &self.gold.row;
        let before = match self.index.checked_sub(1) {
            Some(before) => &self.sample.sentences[before].row.sentence,
            None => &row.before,
        };
        GoldPlace {
            at: format!("{}:{}", self.sample.file, row.line),
            doc: self.sample.document.id.clone(),
            n: row.n,
            before: on_one_line(before),
            sentence: on_one_line(&row.sentence),
        }
    }
}

/// One for each rule among the acts.
fn finds(acts: &[&Placed], right: Option<bool>) -> Vec<Find> {
    let rules: BTreeSet<usize> = acts.iter().map(|act| act.rule).collect();
    let alone = rules.len() == 1;
    rules
        .into_iter()
        .map(|rule| Find { rule, right, alone })
        .collect()
}

/// What the gold says of a field, over its acts of one category; none where it does not say it.
pub(super) fn wanted(field: ActField, acts: &[&GoldAct]) -> Option<BTreeSet<String>> {
    let ids = |of: fn(&GoldAct) -> Option<&Vec<String>>| {
        let lists: Option<Vec<&Vec<String>>> = acts.iter().map(|act| of(act)).collect();
        Some(lists?.into_iter().flatten().cloned().collect())
    };
    if acts.is_empty() {
        return None;
    }
    match field {
        ActField::Speaker => ids(|act| act.speaker.as_ref()),
        ActField::Target => ids(|act| act.target.as_ref()),
        ActField::Modality => {
            let all: Option<Vec<&str>> = acts.iter().map(|act| act.modality.as_deref()).collect();
            let rank = |written: &&str| MODALITIES.iter().position(|m| m.as_str() == *written);
            all?.into_iter().min_by_key(rank).map(one)
        }
        ActField::Quoted => {
            let all: Option<Vec<bool>> = acts.iter().map(|act| act.quoted).collect();
            Some(one(&all?.into_iter().all(|quoted| quoted).to_string()))
        }
    }
}

/// From the most asserted one.
const MODALITIES: [Modality; 3] = [
    Modality::Asserted,
    Modality::Conditional,
    Modality::Hypothetical,
];

/// What was found in a field, over the acts of one category: the values that are compared, and those
/// that are shown.
fn found(field: ActField, acts: &[&Placed]) -> (BTreeSet<String>, BTreeSet<String>) {
    let acts = || acts.iter().map(|placed| &placed.act);
    let parties = |of: fn(&Act) -> &Vec<Party>| {
        let all = || acts().flat_map(of);
        let ids = all().filter_map(|party| party.id.clone()).collect();
        let shown = all().map(|party| match &party.id {
            Some(id) => id.clone(),
            None => format!("?{}", party.text),
        });
        (ids, shown.collect())
    };
    match field {
        ActField::Speaker => parties(|act| &act.speaker),
        ActField::Target => parties(|act| &act.target),
        ActField::Modality => {
            let most = acts().map(|act| act.modality).min();
            let most: BTreeSet<String> = most.iter().map(|m| m.as_str().to_owned()).collect();
            (most.clone(), most)
        }
        ActField::Quoted => {
            let quoted = one(&acts().all(|act| act.quoted).to_string());
            (quoted.clone(), quoted)
        }
    }
}

/// Ids as they are compared: `X:new york times` and `X:new-york-times` are one.
fn alike(ids: &BTreeSet<String>) -> BTreeSet<String> {
    let plain = |id: &String| match id.strip_prefix("X:") {
        Some(name) => format!("X:{}", content_words(name).join("-")),
        None => id.clone(),
    };
    ids.iter().map(plain).collect()
}

/// The words of a name without case, accents, plural and little words.
fn content_words(text: &str) -> Vec<String> {
    let plain: String = text.chars().map(base_letter).collect();
    plain
        .to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.len() > 1 && !LITTLE.contains(word))
        .map(|word| word.trim_end_matches(['s', 'x']).to_owned())
        .collect()
}

/// Words that a name may have or not.
const LITTLE: &[&str] = &[
    "au", "aux", "de", "des", "du", "en", "et", "la", "le", "les",
];

fn one(value: &str) -> BTreeSet<String> {
    BTreeSet::from([value.to_owned()])
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
