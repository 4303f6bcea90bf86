//! The account of a run over articles: what was read, what could not be, and what was strange about it.

use std::io::IsTerminal as _;
use std::sync::Arc;

use demarche::input::decode::Note;
use demarche::input::error::{InputError, Place};

use crate::cli::exit::Exit;
use crate::cli::terminal::count;

/// What was read so far.
#[derive(Debug)]
pub(crate) struct Reading {
    articles: usize,
    failed: usize,
    /// The file whose encoding was spoken of last: it is said once, not at every line.
    noted: Option<Arc<str>>,
}

impl Reading {
    /// Nothing read yet; `failed` arguments were said to be missing.
    pub(crate) fn begin(failed: usize) -> Self {
        Self {
            articles: 0,
            failed,
            noted: None,
        }
    }

    /// Counts an article that was read, or says on stderr why it was not.
    pub(crate) fn note<T>(&mut self, read: Result<T, InputError>) -> Option<T> {
        match read {
            Ok(value) => {
                self.articles += 1;
                Some(value)
            }
            Err(error) => {
                eprintln!("{error}");
                self.failed += 1;
                None
            }
        }
    }

    /// Says on stderr how an article was decoded, once a file.
    pub(crate) fn encoding(&mut self, place: &Place, note: Option<Note>) {
        if let Some(note) = note.filter(|_| self.noted.as_ref() != Some(&place.file)) {
            eprintln!("{place} : {note}");
            self.noted = Some(place.file.clone());
        }
    }

    /// Says what was done: failures always, the rest where a person looks on.
    pub(crate) fn end(&self, results: &str) {
        let done = format!("{}, {results}", count(self.articles, "article"));
        match self.failed {
            0 if std::io::stderr().is_terminal() => eprintln!("{done}"),
            0 => {}
            1 => eprintln!("{done} ; 1 entrée n'a pas pu être lue"),
            failed => eprintln!("{done} ; {failed} entrées n'ont pas pu être lues"),
        }
    }

    /// Whether all could be read.
    pub(crate) fn exit(&self) -> Exit {
        if self.failed == 0 {
            Exit::Done
        } else {
            Exit::Failed
        }
    }
}
