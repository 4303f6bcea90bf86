//! How the lines of a file end. Files are worked on with `\n` and written back as they were.

use std::borrow::Cow;

/// How most lines of a file end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnds {
    /// `\n`.
    Unix,
    /// `\r\n`.
    Windows,
}

impl LineEnds {
    /// What most lines of the text have; `\n` where it has none.
    pub fn of(text: &str) -> Self {
        let all = text.matches('\n').count();
        match text.matches("\r\n").count() {
            windows if 2 * windows > all => Self::Windows,
            _ => Self::Unix,
        }
    }

    /// The text with `\n` alone.
    pub fn plain(text: &str) -> Cow<'_, str> {
        match text.contains("\r\n") {
            true => text.replace("\r\n", "\n").into(),
            false => text.into(),
        }
    }

    /// A text that has `\n` alone, with these ends.
    pub fn restore(self, text: String) -> String {
        match self {
            Self::Unix => text,
            Self::Windows => text.replace('\n', "\r\n"),
        }
    }
}
