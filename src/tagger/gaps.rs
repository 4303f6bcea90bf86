//! Gaps: where the words of no interest of a pattern may end, and what they never cross.

use crate::rules::pattern::Gap;
use crate::tagger::reading::{Marks, Reading};

/// Whether a pattern may not pass from the word before to this one: `;`, `:`, or the end of a
/// quotation that is no fragment.
pub(crate) fn is_barrier(reading: &Reading<'_>, at: usize) -> bool {
    let Some(word) = reading.words.get(at) else {
        return true;
    };
    if word.marks.has(Marks::SEMICOLON.union(Marks::COLON)) {
        return true;
    }
    leaves_quotation(reading, at)
}

/// Whether a quotation that is no fragment ends before this word.
fn leaves_quotation(reading: &Reading<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let Some(quotation) = reading.words[before].quotation else {
        return false;
    };
    let end = reading.quotations[quotation].span.end;
    reading.words[at].span.start >= end && !reading.is_fragment(quotation)
}

/// The words at which the next element may be tried, fewest words first.
///
/// Articles, possessives and demonstratives do not count; one parenthesis («, … ,», «( … )», «– … –») may be
/// crossed without counting.
pub(super) fn ends(reading: &Reading<'_>, from: usize, gap: Gap) -> Vec<usize> {
    let max = gap.max.map_or(usize::MAX, usize::from);
    let min = usize::from(gap.min);
    let mut found: Vec<(usize, usize)> = Vec::new();
    walk(reading, from, 0, (min, max), true, &mut found);
    found.sort_unstable();
    let mut ends: Vec<usize> = Vec::with_capacity(found.len());
    for (_, end) in found {
        if !ends.contains(&end) {
            ends.push(end);
        }
    }
    ends
}

fn walk(
    reading: &Reading<'_>,
    from: usize,
    already: usize,
    (min, max): (usize, usize),
    may_cross: bool,
    found: &mut Vec<(usize, usize)>,
) {
    let mut count = already;
    let mut at = from;
    loop {
        if count >= min {
            found.push((count, at));
        }
        if at >= reading.words.len() || is_barrier(reading, at) {
            return;
        }
        if may_cross && let Some(behind) = behind_parenthesis(reading, at) {
            walk(reading, behind, count, (min, max), false, found);
        }
        count += usize::from(!reading.words[at].transparent);
        if count > max {
            return;
        }
        at += 1;
    }
}

/// The longest parenthesis that is crossed, in words.
const PARENTHESIS_WORDS: usize = 25;

/// Of a word that opens a parenthesis the one behind its end.
fn behind_parenthesis(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let marks = reading.words[at].marks;
    let close = if marks.has(Marks::OPEN_PAREN) {
        Marks::CLOSE_PAREN
    } else if marks.has(Marks::DASH) {
        Marks::DASH
    } else if marks.has(Marks::COMMA) {
        Marks::COMMA
    } else {
        return None;
    };
    let limit = reading.words.len().min(at + 1 + PARENTHESIS_WORDS);
    for index in at + 1..limit {
        if reading.words[index].marks.has(close) {
            return Some(index);
        }
        if reading.words[index].marks.has(Marks::SEMICOLON) {
            return None;
        }
    }
    None
}

/// The word behind the last one that a group which starts at `from` may take.
pub(super) fn reach(reading: &Reading<'_>, from: usize, within: Option<u16>) -> usize {
    let Some(within) = within else {
        return reading.words.len();
    };
    let mut left = usize::from(within);
    let mut at = from;
    while at < reading.words.len() {
        if !reading.words[at].transparent {
            if left == 0 {
                break;
            }
            left -= 1;
        }
        at += 1;
    }
    at
}
