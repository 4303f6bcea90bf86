//! Groups: parts in any order, within so many words.

use std::ops::Range;

use crate::rules::program::Program;
use crate::tagger::gaps;
use crate::tagger::matcher::found::Match;
use crate::tagger::matcher::machine::Matcher;
use crate::tagger::matcher::steps::{Run, Sink};
use crate::tagger::trace::Trace;

impl<T: Trace> Matcher<'_, T> {
    /// All parts in any order: the first to come starts here, the whole stays within its words.
    pub(super) fn group(
        &self,
        run: &mut Run<'_>,
        pc: usize,
        at: usize,
        parts: &[Program],
        within: Option<u16>,
        sink: Sink<'_>,
    ) -> bool {
        let limit = gaps::reach(self.reading, at, within);
        let start = (at..limit)
            .find(|word| !self.reading.words[*word].transparent)
            .unwrap_or(at);
        let mut found = None;
        for first in 0..parts.len() {
            for from in at..=start.min(limit.saturating_sub(1)) {
                let Some(head) = self.match_at(&parts[first], from) else {
                    continue;
                };
                if head.words.end > limit {
                    continue;
                }
                let mut taken = vec![None; parts.len()];
                taken[first] = Some(head);
                if self.place_rest(parts, at..limit, &mut taken) {
                    found = Some(taken);
                    break;
                }
            }
            if found.is_some() {
                break;
            }
        }
        let Some(taken) = found else { return false };
        let mut all: Vec<Match> = taken.into_iter().flatten().collect();
        all.sort_by_key(|m| m.words.start);
        let end = all.iter().map(|m| m.words.end).max().unwrap_or(at);
        let depth = run.trail.len();
        run.trail.extend(all.into_iter().flat_map(|m| m.trail));
        let done = self.step(run, pc + 1, end, false, sink);
        run.trail.truncate(depth);
        done
    }

    /// Finds a place for every part that has none, such that no two take the same word.
    fn place_rest(
        &self,
        parts: &[Program],
        window: Range<usize>,
        taken: &mut Vec<Option<Match>>,
    ) -> bool {
        let Some(next) = taken.iter().position(Option::is_none) else {
            return true;
        };
        for start in window.clone() {
            let Some(found) = self.match_at(&parts[next], start) else {
                continue;
            };
            if found.words.end > window.end || overlaps(taken, &found) {
                continue;
            }
            taken[next] = Some(found);
            if self.place_rest(parts, window.clone(), taken) {
                return true;
            }
            taken[next] = None;
        }
        false
    }
}

fn overlaps(taken: &[Option<Match>], found: &Match) -> bool {
    let evidence = found.evidence();
    taken.iter().flatten().any(|other| {
        other
            .evidence()
            .iter()
            .any(|word| evidence.binary_search(word).is_ok())
    })
}
