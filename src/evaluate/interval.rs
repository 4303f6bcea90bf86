//! 95 % intervals by the bootstrap: documents are drawn with replacement, as many as there are, and
//! the figures computed anew (Efron 1979, percentile interval).
//!
//! Documents, not sentences: what an author repeats in one article is no new evidence. The seed is
//! fixed, so that a run gives what the last one gave, for any number of threads.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::evaluate::counts::Counts;

/// Draws of all documents.
const DRAWS: u64 = 1000;

/// Where the drawing begins.
const SEED: u64 = 0x6465_6D61_7263_6865;

/// The share of the draws that lies beneath the interval, and above it.
const TAIL: f64 = 0.025;

/// For each figure that `figures` gives, in its order, the interval; none where no draw has the
/// figure.
pub fn intervals(
    documents: &[Counts],
    figures: impl Fn(&Counts) -> Vec<Option<f64>> + Sync,
) -> Vec<Option<[f64; 2]>> {
    let Some(first) = documents.first() else {
        return figures(&Counts::none(0)).iter().map(|_| None).collect();
    };
    let none = Counts::none(first.categories.len());
    let empty: Vec<bool> = documents.iter().map(|counts| *counts == none).collect();
    let draws: Vec<Vec<Option<f64>>> = (0..DRAWS)
        .into_par_iter()
        .map(|draw| {
            let mut random = SplitMix(SEED.wrapping_add(draw << 32));
            let mut sum = none.clone();
            for _ in documents {
                let drawn = random.below(documents.len());
                // Most gold documents are one sentence that carries no label.
                if !empty[drawn] {
                    sum += &documents[drawn];
                }
            }
            figures(&sum)
        })
        .collect();
    let number = draws[0].len();
    (0..number)
        .map(|figure| middle(draws.iter().filter_map(|draw| draw[figure]).collect()))
        .collect()
}

/// What is left of the values when both tails are cut off.
fn middle(mut values: Vec<f64>) -> Option<[f64; 2]> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let at = |share: f64| values[(share * last as f64).round() as usize];
    Some([at(TAIL), at(1.0 - TAIL)])
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers whatever the version of any crate.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number under `bound`; the high half of the product, whose bias is below 2⁻⁴⁰ here.
    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(right: usize, wrong: usize) -> Vec<Counts> {
        let mut documents = vec![Counts::none(1); right + wrong];
        for (index, document) in documents.iter_mut().enumerate() {
            document.categories[0].right = u32::from(index < right);
            document.categories[0].wrong = u32::from(index >= right);
        }
        documents
    }

    fn precision(counts: &Counts) -> Vec<Option<f64>> {
        vec![counts.categories[0].precision()]
    }

    #[test]
    fn an_interval_is_that_of_the_binomial() {
        // 80 of 100: ±1.96·√(.8·.2/100) = ±.078.
        let [low, high] = intervals(&documents(80, 20), precision)[0].expect("an interval");
        assert!((low - 0.72).abs() < 0.025, "{low}");
        assert!((high - 0.88).abs() < 0.025, "{high}");
    }

    #[test]
    fn an_interval_is_the_same_twice() {
        let documents = documents(7, 5);
        assert_eq!(
            intervals(&documents, precision),
            intervals(&documents, precision)
        );
    }

    #[test]
    fn numbers_are_those_of_the_paper() {
        // The reference implementation's first outputs for the seed 1234567.
        let mut random = SplitMix(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }
}
