//! What begins with a form: entries of a lexicon, names of actors.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::rules::program::FormId;

/// For each form the entries that stand under it, in their order.
#[derive(Debug, Default)]
pub struct ByForm {
    /// All entries, those of one form side by side: a list for each form would be tens of thousands of small pieces of memory.
    entries: Box<[u32]>,
    of_form: FxHashMap<FormId, Range<u32>>,
}

impl ByForm {
    /// The entries under this form.
    #[inline]
    pub fn get(&self, form: FormId) -> &[u32] {
        let range = self.of_form.get(&form).cloned().unwrap_or_default();
        &self.entries[range.start as usize..range.end as usize]
    }
}

/// From entries, each under one of its forms, in the order of the entries.
impl FromIterator<(FormId, u32)> for ByForm {
    fn from_iter<I: IntoIterator<Item = (FormId, u32)>>(rows: I) -> Self {
        let mut rows: Vec<(FormId, u32)> = rows.into_iter().collect();
        rows.sort_by_key(|(form, _)| *form);
        let mut of_form = FxHashMap::default();
        let mut start = 0;
        for of_one in rows.chunk_by(|a, b| a.0 == b.0) {
            let end = start + of_one.len() as u32;
            of_form.insert(of_one[0].0, start..end);
            start = end;
        }
        Self {
            entries: rows.into_iter().map(|(_, entry)| entry).collect(),
            of_form,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_a_form_keep_their_order() {
        let rows = [(2, 0), (1, 1), (2, 3), (1, 2), (2, 1)];
        let by_form: ByForm = rows
            .map(|(form, entry)| (FormId(form), entry))
            .into_iter()
            .collect();
        assert_eq!(by_form.get(FormId(1)), [1, 2]);
        assert_eq!(by_form.get(FormId(2)), [0, 3, 1]);
        assert!(by_form.get(FormId(3)).is_empty());
    }
}
