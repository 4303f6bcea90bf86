//! Rows of items in one piece of memory: a list for each would be tens of thousands of small pieces.

/// A row of items for each number from 0 on.
#[derive(Debug)]
pub(crate) struct Rows<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            ends: Vec::new(),
            items: Vec::new(),
        }
    }
}

impl<T: Copy> Rows<T> {
    /// Adds a row.
    pub(crate) fn push(&mut self, row: &[T]) {
        self.items.extend_from_slice(row);
        self.ends.push(self.items.len() as u32);
    }

    /// The items of a row.
    #[inline]
    pub(crate) fn of(&self, row: u32) -> &[T] {
        let row = row as usize;
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start as usize..self.ends[row] as usize]
    }
}

impl<'i, T: Copy + 'i> FromIterator<&'i Vec<T>> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = &'i Vec<T>>>(rows: I) -> Self {
        let mut all = Self::default();
        rows.into_iter().for_each(|row| all.push(row));
        all
    }
}
