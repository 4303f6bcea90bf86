//! The scores of a pack on gold: documents are tagged and judged in parallel, then summed.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use serde::Serialize;

use crate::evaluate::counts::{ActField, Counts, Share, Tally};
use crate::evaluate::interval::intervals;
use crate::evaluate::judge::{Difference, Judgement, Mistake, judge};
use crate::evaluate::sample::Sample;
use crate::rules::ruleset::Ruleset;
use crate::tagger::Tagger;

/// A figure between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// None where there is nothing to measure it on.
    pub value: Option<f64>,
    /// The ends of its 95 % interval.
    pub interval: Option<[f64; 2]>,
}

/// The scores of one category, or of all as one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CategoryScore {
    /// Its id; `overall` for all as one.
    pub category: String,
    /// Sentences that carry it in the gold.
    pub gold: u32,
    /// Found rightly.
    pub right: u32,
    /// False alarms.
    pub wrong: u32,
    /// Missed.
    pub missed: u32,
    /// The share of what was found that is right.
    pub precision: Figure,
    /// The share of the gold that was found.
    pub recall: Figure,
    /// The harmonic mean of the two.
    pub f1: Figure,
}

/// How often a field was right where the category was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldScore {
    /// Which.
    pub field: ActField,
    /// Right.
    pub right: u32,
    /// All compared.
    pub asked: u32,
    /// The share that is right.
    pub accuracy: Figure,
}

/// A category missed where another was wrongly found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// What the gold has.
    pub gold: String,
    /// What was found.
    pub found: String,
    /// In so many sentences.
    pub count: u32,
}

/// What a rule found; sentences where the category is optional are not in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleScore {
    /// Its id.
    pub rule: String,
    /// Its category.
    pub category: String,
    /// `file:line` of its first pattern.
    pub at: String,
    /// Sentences that it found.
    pub hits: u32,
    /// Those of them that are right.
    pub right: u32,
    /// Those of them that are right, and that no other rule found.
    pub alone: u32,
    /// `right` by `hits`.
    pub precision: f64,
}

/// The scores on one of the files or folders, without intervals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceScore {
    /// As it was named.
    pub source: String,
    /// Documents in it.
    pub documents: usize,
    /// Gold sentences in it.
    pub sentences: usize,
    /// All categories as one.
    pub precision: Option<f64>,
    /// All categories as one.
    pub recall: Option<f64>,
    /// All categories as one.
    pub f1: Option<f64>,
    /// The mean F1 of the categories that this gold has.
    pub macro_f1: Option<f64>,
    /// The share of right speakers.
    pub speaker: Option<f64>,
    /// The share of right targets.
    pub target: Option<f64>,
}

/// All scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// Documents judged.
    pub documents: usize,
    /// Gold sentences judged.
    pub sentences: usize,
    /// By category, in the order of the pack.
    pub categories: Vec<CategoryScore>,
    /// All categories as one.
    pub overall: CategoryScore,
    /// The mean F1 of the categories that the gold has.
    pub macro_f1: Figure,
    /// By field.
    pub fields: Vec<FieldScore>,
    /// Which categories were taken for which others, the most frequent first.
    pub confusions: Vec<Confusion>,
    /// The rules that found something, in the order of the pack.
    pub rules: Vec<RuleScore>,
    /// By file or folder.
    pub sources: Vec<SourceScore>,
    /// Misses and false alarms, by category and place.
    #[serde(skip)]
    pub mistakes: Vec<Mistake>,
    /// Wrong speakers, targets and the like, by field and place.
    #[serde(skip)]
    pub differences: Vec<Difference>,
    /// Labels of the gold that the pack does not have, and how often; they were not judged.
    pub unknown_labels: BTreeMap<String, u32>,
}

/// Gold that is scored together: a file or a folder as the user named it.
#[derive(Clone, Debug)]
pub struct Source {
    /// As it was named.
    pub name: String,
    /// Its documents.
    pub samples: Vec<Sample>,
}

/// Tags all documents and scores what was found.
pub fn score(rules: &Ruleset, sources: &[Source]) -> Score {
    let tagger = Tagger::new(rules);
    let judged: Vec<Vec<Judgement>> = sources
        .iter()
        .map(|source| {
            let samples = source.samples.par_iter();
            samples.map(|sample| judge(&tagger, sample)).collect()
        })
        .collect();
    let of_sources = sources.iter().zip(&judged);
    let of_sources = of_sources
        .map(|(source, judged)| source_score(rules, source, judged))
        .collect();
    let judged: Vec<Judgement> = judged.into_iter().flatten().collect();
    let samples = || sources.iter().flat_map(|source| &source.samples);
    Score {
        documents: samples().count(),
        sentences: samples().map(|sample| sample.sentences.len()).sum(),
        confusions: confusions(rules, &judged),
        rules: rule_scores(rules, &judged),
        sources: of_sources,
        unknown_labels: unknown_labels(rules, samples()),
        ..figures(rules, judged)
    }
}

/// Everything that follows from counts, with intervals, and the lists of mistakes.
fn figures(rules: &Ruleset, judged: Vec<Judgement>) -> Score {
    let documents: Vec<Counts> = judged.iter().map(|judged| judged.counts.clone()).collect();
    let sum = sum(rules, &documents);
    let counted = counted(&sum);
    let values = Values::of(&sum, &counted);
    let draws = intervals(&documents, |counts| Values::of(counts, &counted).0);
    let mut figures = values
        .0
        .into_iter()
        .zip(draws)
        .map(|(value, interval)| Figure {
            value,
            interval: interval.filter(|_| value.is_some()),
        });
    let mut next = move || figures.next().expect("as many figures as Values lists");
    let categories = rules.categories.iter().zip(&sum.categories);
    let categories = categories
        .map(|(category, tally)| category_score(&category.id, *tally, &mut next))
        .collect();
    let overall = category_score("overall", sum.overall(), &mut next);
    let macro_f1 = next();
    let fields = ActField::ALL.into_iter().zip(sum.fields);
    let fields = fields
        .map(|(field, Share { right, asked })| FieldScore {
            field,
            right,
            asked,
            accuracy: next(),
        })
        .collect();
    let (mistakes, differences) = mistakes(rules, judged);
    Score {
        documents: 0,
        sentences: 0,
        categories,
        overall,
        macro_f1,
        fields,
        confusions: Vec::new(),
        rules: Vec::new(),
        sources: Vec::new(),
        mistakes,
        differences,
        unknown_labels: BTreeMap::new(),
    }
}

/// All figures of some counts in one order: three by category, three overall, macro F1, fields.
struct Values(Vec<Option<f64>>);

impl Values {
    fn of(counts: &Counts, counted: &[bool]) -> Self {
        let mut values = Vec::with_capacity(3 * counted.len() + 8);
        for tally in counts.categories.iter().copied().chain([counts.overall()]) {
            values.extend([tally.precision(), tally.recall(), tally.f1()]);
        }
        values.push(counts.macro_f1(counted));
        values.extend(counts.fields.iter().map(|share| share.accuracy()));
        Self(values)
    }
}

fn category_score(id: &str, tally: Tally, next: &mut impl FnMut() -> Figure) -> CategoryScore {
    CategoryScore {
        category: id.to_owned(),
        gold: tally.gold(),
        right: tally.right,
        wrong: tally.wrong,
        missed: tally.missed,
        precision: next(),
        recall: next(),
        f1: next(),
    }
}

fn sum<'c>(rules: &Ruleset, documents: impl IntoIterator<Item = &'c Counts>) -> Counts {
    let mut sum = Counts::none(rules.categories.len());
    for counts in documents {
        sum += counts;
    }
    sum
}

/// Whether the gold has it, by category: others are no part of macro F1.
fn counted(counts: &Counts) -> Vec<bool> {
    counts
        .categories
        .iter()
        .map(|tally| tally.gold() > 0)
        .collect()
}

fn source_score(rules: &Ruleset, source: &Source, judged: &[Judgement]) -> SourceScore {
    let sum = sum(rules, judged.iter().map(|judged| &judged.counts));
    let overall = sum.overall();
    SourceScore {
        source: source.name.clone(),
        documents: source.samples.len(),
        sentences: source
            .samples
            .iter()
            .map(|sample| sample.sentences.len())
            .sum(),
        precision: overall.precision(),
        recall: overall.recall(),
        f1: overall.f1(),
        macro_f1: sum.macro_f1(&counted(&sum)),
        speaker: sum.fields[0].accuracy(),
        target: sum.fields[1].accuracy(),
    }
}

fn confusions(rules: &Ruleset, judged: &[Judgement]) -> Vec<Confusion> {
    let mut counts: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for pair in judged.iter().flat_map(|judged| &judged.confusions) {
        *counts.entry(*pair).or_default() += 1;
    }
    let mut confusions: Vec<Confusion> = counts
        .into_iter()
        .map(|((gold, found), count)| Confusion {
            gold: rules.categories[gold].id.clone(),
            found: rules.categories[found].id.clone(),
            count,
        })
        .collect();
    confusions.sort_by_key(|confusion| std::cmp::Reverse(confusion.count));
    confusions
}

fn rule_scores(rules: &Ruleset, judged: &[Judgement]) -> Vec<RuleScore> {
    let mut counts = vec![(0, 0, 0); rules.rules.len()];
    for find in judged.iter().flat_map(|judged| &judged.finds) {
        let Some(right) = find.right else { continue };
        let (hits, rightly, alone) = &mut counts[find.rule];
        *hits += 1;
        *rightly += u32::from(right);
        *alone += u32::from(right && find.alone);
    }
    let counted = rules.rules.iter().zip(counts);
    counted
        .filter(|(_, (hits, ..))| *hits > 0)
        .map(|(rule, (hits, right, alone))| RuleScore {
            rule: rule.id.to_string(),
            category: rules.categories[rule.category].id.clone(),
            at: rule
                .patterns
                .first()
                .map(|p| p.at.to_string())
                .unwrap_or_default(),
            hits,
            right,
            alone,
            precision: f64::from(right) / f64::from(hits),
        })
        .collect()
}

fn mistakes(rules: &Ruleset, judged: Vec<Judgement>) -> (Vec<Mistake>, Vec<Difference>) {
    let (mut mistakes, mut differences) = (Vec::new(), Vec::new());
    for judged in judged {
        mistakes.extend(judged.mistakes);
        differences.extend(judged.differences);
    }
    let place = |id: &str| {
        rules
            .categories
            .iter()
            .position(|category| category.id == id)
    };
    mistakes.sort_by_key(|mistake: &Mistake| (place(&mistake.category), mistake.kind));
    differences.sort_by_key(|one: &Difference| (one.field, place(&one.category)));
    (mistakes, differences)
}

fn unknown_labels<'s>(
    rules: &Ruleset,
    samples: impl Iterator<Item = &'s Sample>,
) -> BTreeMap<String, u32> {
    let mut unknown = BTreeMap::new();
    let rows = samples
        .flat_map(|sample| &sample.sentences)
        .map(|gold| &gold.row);
    for label in rows.flat_map(|row| row.labels.iter().chain(&row.optional)) {
        if !rules
            .categories
            .iter()
            .any(|category| category.id == *label)
        {
            *unknown.entry(label.clone()).or_default() += 1;
        }
    }
    unknown
}
