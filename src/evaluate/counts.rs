//! What is counted in a document, and the figures that follow from counts.

use std::ops::AddAssign;

/// The fields of an act that are compared with gold where a category was found rightly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ActField {
    /// Who speaks.
    Speaker,
    /// To whom, or of whom.
    Target,
    /// How sure the text is.
    Modality,
    /// Whether it stands inside quotation marks.
    Quoted,
}

impl ActField {
    /// All, in the order of reports.
    pub const ALL: [Self; 4] = [Self::Speaker, Self::Target, Self::Modality, Self::Quoted];

    /// As options and formats write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Target => "target",
            Self::Modality => "modality",
            Self::Quoted => "quoted",
        }
    }
}

/// How often a category was found and not found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found where the gold has it.
    pub right: u32,
    /// Found where the gold does not have it.
    pub wrong: u32,
    /// Not found where the gold has it.
    pub missed: u32,
}

/// How often a field of an act was right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Right.
    pub right: u32,
    /// All compared.
    pub asked: u32,
}

/// All counts of a document, or of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// By category, in the order of the pack.
    pub categories: Vec<Tally>,
    /// By field, in the order of [`ActField::ALL`].
    pub fields: [Share; 4],
}

impl Tally {
    /// The share of what was found that is right; none where nothing was found.
    pub fn precision(self) -> Option<f64> {
        share(self.right, self.right + self.wrong)
    }

    /// The share of the gold that was found; none where the gold has nothing.
    pub fn recall(self) -> Option<f64> {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of the two; none where there is nothing to find and nothing was found.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    /// How often the gold has it.
    pub const fn gold(self) -> u32 {
        self.right + self.missed
    }
}

impl Share {
    /// The share that is right; none where nothing was compared.
    pub fn accuracy(self) -> Option<f64> {
        share(self.right, self.asked)
    }
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

impl Counts {
    /// Nothing counted yet, for a pack of so many categories.
    pub fn none(categories: usize) -> Self {
        Self {
            categories: vec![Tally::default(); categories],
            fields: [Share::default(); 4],
        }
    }

    /// All categories as one: each label of each sentence counts alike.
    pub fn overall(&self) -> Tally {
        let mut overall = Tally::default();
        for tally in &self.categories {
            overall += *tally;
        }
        overall
    }

    /// The mean of the F1 of the categories for which `of_category` holds; each counts alike,
    /// however rare.
    pub fn macro_f1(&self, of_category: &[bool]) -> Option<f64> {
        let tallies = self.categories.iter().zip(of_category);
        let scores: Vec<f64> = tallies
            .filter(|(_, counted)| **counted)
            .filter_map(|(tally, _)| tally.f1())
            .collect();
        (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

impl AddAssign<&Counts> for Counts {
    fn add_assign(&mut self, other: &Self) {
        for (mine, other) in self.categories.iter_mut().zip(&other.categories) {
            *mine += *other;
        }
        for (mine, other) in self.fields.iter_mut().zip(&other.fields) {
            mine.right += other.right;
            mine.asked += other.asked;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_tally() {
        let table = [
            ((8, 2, 0), (Some(0.8), Some(1.0), Some(16.0 / 18.0))),
            ((0, 3, 0), (Some(0.0), None, Some(0.0))),
            ((0, 0, 3), (None, Some(0.0), Some(0.0))),
            ((0, 0, 0), (None, None, None)),
        ];
        for ((right, wrong, missed), expected) in table {
            let tally = Tally {
                right,
                wrong,
                missed,
            };
            assert_eq!((tally.precision(), tally.recall(), tally.f1()), expected);
        }
    }

    #[test]
    fn macro_f1_leaves_out_what_the_gold_lacks() {
        let mut counts = Counts::none(3);
        counts.categories[0].right = 1;
        counts.categories[1].missed = 1;
        counts.categories[2].wrong = 1;
        assert_eq!(counts.macro_f1(&[true, true, false]), Some(0.5));
    }
}
