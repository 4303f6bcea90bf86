//! How far two annotators agree on the same sentences: Cohen's κ (1960) of each label, and where they
//! do not.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::evaluate::counts::ActField;
use crate::evaluate::gold::{GoldAct, GoldFile, GoldRow};
use crate::evaluate::judge::wanted;

/// The agreement of two annotators.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Sentences that both have.
    pub sentences: usize,
    /// Sentences that the first one alone has.
    pub only_a: usize,
    /// Sentences that the second one alone has.
    pub only_b: usize,
    /// By label, in the order of the alphabet.
    pub labels: Vec<LabelAgreement>,
    /// By field, where both give the label and both say something of the field.
    pub fields: Vec<FieldAgreement>,
    /// Every disagreement, labels before fields.
    pub disagreements: Vec<Disagreement>,
}

/// The agreement on one label; sentences where it is optional for either are not in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelAgreement {
    /// The label.
    pub label: String,
    /// Sentences where both give it.
    pub both: u32,
    /// Sentences where the first one alone gives it.
    pub only_a: u32,
    /// Sentences where the second one alone gives it.
    pub only_b: u32,
    /// Sentences where none gives it.
    pub neither: u32,
    /// Cohen's κ; none where each gives it always or never, so that chance explains all.
    pub kappa: Option<f64>,
}

/// The agreement on a field of acts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FieldAgreement {
    /// Which.
    pub field: ActField,
    /// Alike.
    pub alike: u32,
    /// All compared.
    pub asked: u32,
}

/// A sentence on which they disagree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// `label`, or the field.
    pub about: &'static str,
    /// The label.
    pub label: String,
    /// `file:line` of the first one.
    pub at_a: String,
    /// `file:line` of the second one.
    pub at_b: String,
    /// What the first one gives: all labels of the sentence, or the values of the field.
    pub a: Vec<String>,
    /// What the second one gives.
    pub b: Vec<String>,
    /// The sentence.
    pub sentence: String,
}

impl LabelAgreement {
    fn none(label: &str) -> Self {
        Self {
            label: label.to_owned(),
            both: 0,
            only_a: 0,
            only_b: 0,
            neither: 0,
            kappa: None,
        }
    }

    /// Agreement beyond chance, as a share of what chance leaves.
    fn cohen(&self) -> Option<f64> {
        let [both, only_a, only_b, neither] =
            [self.both, self.only_a, self.only_b, self.neither].map(f64::from);
        let all = both + only_a + only_b + neither;
        let (a, b) = ((both + only_a) / all, (both + only_b) / all);
        let chance = a * b + (1.0 - a) * (1.0 - b);
        let observed = (both + neither) / all;
        (all > 0.0 && chance < 1.0).then(|| (observed - chance) / (1.0 - chance))
    }
}

/// Compares the files of two annotators; sentences are paired by article and wording, in order.
pub fn agreement(a: &[GoldFile], b: &[GoldFile]) -> Agreement {
    let (of_a, of_b) = (by_sentence(a), by_sentence(b));
    let pairs: Vec<(Annotated<'_>, Annotated<'_>)> = of_a
        .iter()
        .filter_map(|(key, a)| Some((*a, *of_b.get(key)?)))
        .collect();
    let mut disagreements = Vec::new();
    let labels = labels(&pairs)
        .into_iter()
        .map(|label| of_label(label, &pairs, &mut disagreements))
        .collect();
    let fields = ActField::ALL
        .into_iter()
        .map(|field| of_field(field, &pairs, &mut disagreements))
        .filter(|field| field.asked > 0)
        .collect();
    Agreement {
        sentences: pairs.len(),
        only_a: of_a.len() - pairs.len(),
        only_b: of_b.len() - pairs.len(),
        labels,
        fields,
        disagreements,
    }
}

/// A row and its file.
#[derive(Clone, Copy)]
struct Annotated<'g> {
    file: &'g GoldFile,
    row: &'g GoldRow,
}

impl Annotated<'_> {
    fn at(&self) -> String {
        format!("{}:{}", self.file.path.display(), self.row.line)
    }

    /// Whether it has the label; none where it is optional.
    fn has(&self, label: &String) -> Option<bool> {
        let optional = self.row.optional.contains(label);
        let has = self.row.labels.contains(label);
        (has || !optional).then_some(has)
    }
}

/// The article, the sentence without white space, and which of those alike it is.
type Key<'g> = (Option<&'g str>, String, usize);

fn by_sentence(files: &[GoldFile]) -> BTreeMap<Key<'_>, Annotated<'_>> {
    let mut seen: BTreeMap<(Option<&str>, String), usize> = BTreeMap::new();
    let mut rows = BTreeMap::new();
    for file in files {
        for row in &file.rows {
            let solid: String = row.sentence.split_whitespace().collect();
            let doc = row.doc.as_deref();
            let times = seen.entry((doc, solid.clone())).or_default();
            rows.insert((doc, solid, *times), Annotated { file, row });
            *times += 1;
        }
    }
    rows
}

fn labels<'g>(pairs: &[(Annotated<'g>, Annotated<'g>)]) -> BTreeSet<&'g String> {
    let rows = pairs.iter().flat_map(|(a, b)| [a.row, b.row]);
    rows.flat_map(|row| row.labels.iter().chain(&row.optional))
        .collect()
}

fn of_label(
    label: &String,
    pairs: &[(Annotated<'_>, Annotated<'_>)],
    disagreements: &mut Vec<Disagreement>,
) -> LabelAgreement {
    let mut agreement = LabelAgreement::none(label);
    for (a, b) in pairs {
        let (Some(in_a), Some(in_b)) = (a.has(label), b.has(label)) else {
            continue;
        };
        match (in_a, in_b) {
            (true, true) => agreement.both += 1,
            (true, false) => agreement.only_a += 1,
            (false, true) => agreement.only_b += 1,
            (false, false) => agreement.neither += 1,
        }
        if in_a != in_b {
            let given = [&a.row.labels, &b.row.labels].map(Clone::clone);
            disagreements.push(disagreement("label", label, (a, b), given));
        }
    }
    agreement.kappa = agreement.cohen();
    agreement
}

fn of_field(
    field: ActField,
    pairs: &[(Annotated<'_>, Annotated<'_>)],
    disagreements: &mut Vec<Disagreement>,
) -> FieldAgreement {
    let (mut alike, mut asked) = (0, 0);
    for (a, b) in pairs {
        for label in a
            .row
            .labels
            .iter()
            .filter(|label| b.row.labels.contains(label))
        {
            let [of_a, of_b] = [a, b].map(|one| wanted(field, &acts(one.row, label)));
            let (Some(of_a), Some(of_b)) = (of_a, of_b) else {
                continue;
            };
            asked += 1;
            alike += u32::from(of_a == of_b);
            if of_a != of_b {
                let given = [of_a, of_b].map(|values| values.into_iter().collect());
                disagreements.push(disagreement(field.as_str(), label, (a, b), given));
            }
        }
    }
    FieldAgreement {
        field,
        alike,
        asked,
    }
}

fn acts<'g>(row: &'g GoldRow, label: &str) -> Vec<&'g GoldAct> {
    row.acts
        .iter()
        .filter(|act| act.category == label)
        .collect()
}

fn disagreement(
    about: &'static str,
    label: &str,
    (a, b): (&Annotated<'_>, &Annotated<'_>),
    given: [Vec<String>; 2],
) -> Disagreement {
    let [of_a, of_b] = given;
    Disagreement {
        about,
        label: label.to_owned(),
        at_a: a.at(),
        at_b: b.at(),
        a: of_a,
        b: of_b,
        sentence: a
            .row
            .sentence
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::gold::rows;

    /// Annotations as `sentence label,label optional` → a file.
    fn file(name: &str, annotated: &[(&str, &str, &str)]) -> Vec<GoldFile> {
        let list = |written: &str| -> Vec<String> {
            written.split_whitespace().map(str::to_owned).collect()
        };
        let line = |(sentence, labels, optional): &(&str, &str, &str)| {
            serde_json::json!({"sentence": sentence, "labels": list(labels), "optional": list(optional)})
                .to_string()
        };
        let text: Vec<String> = annotated.iter().map(line).collect();
        let path = std::path::PathBuf::from(name);
        let rows = rows(&path, &text.join("\n")).expect("gold");
        vec![GoldFile { path, rows }]
    }

    #[test]
    fn kappa_is_cohens() {
        // Both 20, the first alone 5, the second alone 10, none 15: po = .7, pe = .5, κ = .4.
        let of = |both, only_a, only_b, neither| LabelAgreement {
            both,
            only_a,
            only_b,
            neither,
            ..LabelAgreement::none("denial")
        };
        let table = [
            (of(20, 5, 10, 15), Some(0.4)),
            (of(3, 0, 0, 7), Some(1.0)),
            (of(0, 0, 0, 7), None),
            (of(0, 0, 0, 0), None),
        ];
        for (counts, expected) in table {
            let kappa = counts.cohen().map(|kappa| (kappa * 1e9).round() / 1e9);
            assert_eq!(kappa, expected, "{counts:?}");
        }
    }

    #[test]
    fn sentences_are_paired_by_their_words() {
        let a = file(
            "a",
            &[
                ("X.", "denial", ""),
                ("Y.", "", ""),
                ("Z.", "", ""),
                ("X.", "", ""),
            ],
        );
        let b = file(
            "b",
            &[
                ("X.", "denial", ""),
                ("X.", "denial", ""),
                ("Y.", "", "denial"),
            ],
        );
        let agreement = agreement(&a, &b);
        assert_eq!(
            (agreement.sentences, agreement.only_a, agreement.only_b),
            (3, 1, 0)
        );
        let denial = &agreement.labels[0];
        let counts = (denial.both, denial.only_a, denial.only_b, denial.neither);
        assert_eq!(
            counts,
            (1, 0, 1, 0),
            "where it is optional it is not counted"
        );
        let [one] = agreement.disagreements.as_slice() else {
            panic!("one disagreement")
        };
        assert_eq!((one.at_a.as_str(), one.at_b.as_str()), ("a:4", "b:2"));
    }
}
