//! The account of a run over articles: what was read, what could not be, and what was strange about it.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Args;
use demarche::batch::Failure;
use demarche::batch::manifest::Counts;
use demarche::input::Place;
use demarche::input::decode::Note;

use crate::cli::destination::Destination;
use crate::cli::exit::Exit;
use crate::cli::ids::Ids;
use crate::cli::screen::{Screen, ScreenArgs};
use crate::cli::terminal::count;

/// Failures that are said one by one where a file has them all.
const SAID: usize = 20;

/// Articles between two looks at the bar.
const STRIDE: usize = 256;

/// What is done about what could not be read.
#[derive(Debug, Default, Args)]
pub(crate) struct FailureArgs {
    /// Fichier des entrées en échec, un objet JSON par ligne : file, line, code, reason
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// Abandonne au-delà de N entrées en échec (par défaut : jamais)
    #[arg(long, value_name = "N")]
    pub(crate) max_errors: Option<usize>,
}

/// What was read so far.
pub(crate) struct Reading {
    /// Where things are said.
    pub(crate) screen: Screen,
    articles: usize,
    failed: usize,
    most_failures: usize,
    errors: Option<Destination>,
    /// Where all failures can be found, to be named when not all are said.
    all_in: Option<PathBuf>,
    /// Whether they stand in a folder of shards.
    in_shards: bool,
    /// The file whose encoding was spoken of last: it is said once, not at every line.
    noted: Option<Arc<str>>,
    ids: Ids,
}

impl Reading {
    /// A reading that goes to its end, whatever fails; what was not found is said at once.
    pub(crate) fn begin(failed: Vec<Failure>) -> Self {
        let screen = Screen::new(ScreenArgs::default());
        let mut reading = Self::without_file(screen, usize::MAX, None);
        for failure in failed {
            reading.note(Err::<(), _>(failure));
        }
        reading
    }

    /// A reading of a large run: failures go into a file and may become too many; `all_in` is where the caller writes
    /// them himself.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub(crate) fn of_run(
        screen: Screen,
        args: &FailureArgs,
        all_in: Option<PathBuf>,
    ) -> anyhow::Result<Self> {
        let most_failures = args.max_errors.unwrap_or(usize::MAX);
        let mut reading = Self::without_file(screen, most_failures, all_in);
        if let Some(path) = &args.errors {
            reading.errors = Some(Destination::create(Some(path))?);
            reading.all_in = Some(path.clone());
        }
        Ok(reading)
    }

    fn without_file(screen: Screen, most_failures: usize, all_in: Option<PathBuf>) -> Self {
        Self {
            screen,
            articles: 0,
            failed: 0,
            most_failures,
            errors: None,
            in_shards: all_in.is_some(),
            all_in,
            noted: None,
            ids: Ids::default(),
        }
    }

    /// Counts an article that was read, or says why it was not.
    pub(crate) fn note<T>(&mut self, read: Result<T, impl Into<Failure>>) -> Option<T> {
        self.count(read).ok().flatten()
    }

    /// The same for a large run.
    ///
    /// # Errors
    /// One failure too many; a file of failures that cannot be written.
    pub(crate) fn count<T>(
        &mut self,
        read: Result<T, impl Into<Failure>>,
    ) -> anyhow::Result<Option<T>> {
        if (self.articles + self.failed).is_multiple_of(STRIDE) {
            self.screen.advance(self.articles);
        }
        match read {
            Ok(value) => {
                self.articles += 1;
                Ok(Some(value))
            }
            Err(failure) => {
                self.fail(&failure.into())?;
                Ok(None)
            }
        }
    }

    /// Counts a shard, and says what failed in it.
    ///
    /// # Errors
    /// As of [`Reading::count`].
    pub(crate) fn count_shard(
        &mut self,
        counts: Counts,
        failures: &[Failure],
    ) -> anyhow::Result<()> {
        self.articles += counts.read;
        self.screen.advance(self.articles);
        failures.iter().try_for_each(|failure| self.fail(failure))
    }

    fn fail(&mut self, failure: &Failure) -> anyhow::Result<()> {
        self.failed += 1;
        match &self.all_in {
            Some(path) if self.failed == SAID + 1 => {
                let path = path.display();
                self.screen.say(&format!("… la suite dans « {path} »"));
            }
            Some(_) if self.failed > SAID => {}
            _ => self.screen.say(&failure.to_string()),
        }
        if let Some(errors) = &mut self.errors {
            let mut line = serde_json::to_vec(failure)?;
            line.push(b'\n');
            errors.write_all(&line).context(WRITING)?;
        }
        if self.failed > self.most_failures {
            let most = count(self.most_failures, "entrée");
            bail!("plus de {most} en échec (--max-errors) : abandon");
        }
        Ok(())
    }

    /// Says how an article was decoded, once a file.
    pub(crate) fn encoding(&mut self, place: &Place, note: Option<Note>) {
        if let Some(note) = note.filter(|_| self.noted.as_ref() != Some(&place.file)) {
            self.screen.remark(&format!("{place} : {note}"));
            self.noted = Some(place.file.clone());
        }
    }

    /// Notes the name of an article that was read.
    pub(crate) fn named(&mut self, place: &Place, id: &str) {
        self.ids.note(id, place);
    }

    /// Gives the file of failures its name, whether the run came to its end or not.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn close(&mut self) -> anyhow::Result<()> {
        self.screen.clear();
        match self.errors.take() {
            Some(errors) => errors.finish().context(WRITING),
            None => Ok(()),
        }
    }

    /// Says what was done: failures always, the rest where a person looks on.
    pub(crate) fn end(&self, results: &str) {
        if let Some(said) = self.ids.said() {
            self.screen.remark(&said);
        }
        let done = format!("{}, {results}", count(self.articles, "article"));
        match self.failed {
            // Of a large run the log tells how it ended; a small one to a pipe says nothing where all went well.
            0 if std::io::stderr().is_terminal() || self.in_shards => self.screen.remark(&done),
            0 => self.screen.detail(|| done),
            1 => {
                let message = format!("{done} ; 1 entrée n'a pas pu être lue");
                self.screen.say(&message);
            }
            failed => {
                let message = format!("{done} ; {failed} entrées n'ont pas pu être lues");
                self.screen.say(&message);
            }
        }
    }

    /// The number of inputs that could not be read.
    pub(crate) const fn failed(&self) -> usize {
        self.failed
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

const WRITING: &str = "écriture des entrées en échec";
