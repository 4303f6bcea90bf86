//! *Did you mean*: the known name nearest to a written one.

use std::cmp::Reverse;

/// The nearest of `known` to `written`, where it is near enough to be meant: at most one third of
/// its letters changed (Damerau–Levenshtein distance on characters), never more than three.
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let limit = (written.chars().count().div_ceil(3)).clamp(1, 3);
    known
        .into_iter()
        .map(|name| (distance(written, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, name)| (*distance, rank(written, name), *name))
        .map(|(_, name)| name)
}

/// Among names at one distance: first one that only doubles a letter or does not, then the one that begins most alike.
fn rank(written: &str, name: &str) -> (bool, Reverse<usize>) {
    let single = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters
    };
    let alike = written
        .chars()
        .zip(name.chars())
        .take_while(|(a, b)| a == b);
    (single(written) != single(name), Reverse(alike.count()))
}

/// Letters inserted, removed, replaced or two neighbours swapped (optimal string alignment).
pub fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_the_meant_name() {
        let known = [
            "fin_hostilites",
            "aide_militaire",
            "belligerants",
            "abuser",
            "accuser",
            "ARE",
            "GRC",
        ];
        let cases = [
            ("fin_hostilite", Some("fin_hostilites")),
            ("aide_militiare", Some("aide_militaire")),
            ("acuser", Some("accuser")),
            ("GRE", Some("GRC")),
            ("xyz", None),
        ];
        for (written, expected) in cases {
            assert_eq!(nearest(written, known), expected, "{written}");
        }
    }
}
