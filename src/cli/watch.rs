//! `watch`: at each save of a rule file, what is wrong, which examples fail, and what changed in articles.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;
use demarche::Document;
use demarche::input::{Record, Records};
use demarche::output::watched::{Screen, screen};
use demarche::rules::edit::{Files, read_files};
use demarche::rules::load::load_files;
use demarche::rules::pack::Category;
use demarche::study::watch::Watch;
use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use rayon::iter::{ParallelBridge as _, ParallelIterator as _};

use crate::cli::exit::Exit;
use crate::cli::inputs::InputArgs;
use crate::cli::pack::RulesArgs;
use crate::cli::reading::Reading;
use crate::cli::terminal::{colored, count};

/// An editor saves in several steps: what follows within this time belongs to the same save.
const QUIET: Duration = Duration::from_millis(15);

/// Between two looks at files where the system does not say what changes.
const POLLING: Duration = Duration::from_millis(100);

/// Suit les règles pendant qu'on les écrit : à chaque enregistrement, fautes, exemples en échec, changements
#[derive(Debug, Args)]
#[command(after_help = "\
À chaque enregistrement, sur un écran : les fautes (check), les exemples en échec (test), et ce qui est perdu, gagné ou changé
dans les articles par rapport au dernier bon état : des règles qui se lisent, sans plus d'exemples en échec qu'avant.
Un fichier à moitié écrit n'est qu'une faute de plus ; le bon état demeure. Ctrl-C pour finir.")]
pub(crate) struct WatchArgs {
    /// Articles sur lesquels comparer (.txt, .jsonl, dossiers) ; sans eux, règles et exemples seulement
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    rules: RulesArgs,
    /// Regarde les fichiers toutes les 100 ms au lieu d'attendre le système (dossiers en réseau)
    #[arg(long)]
    poll: bool,
}

pub(crate) fn run(args: &WatchArgs) -> anyhow::Result<Exit> {
    let dir = args.rules.folder()?;
    // Before the first look, so that no save falls between the two.
    let (events, _watcher) = events(dir, args.poll)?;
    let mut watching = Watching {
        dir,
        watch: Watch::new(args.articles()),
        files: Vec::new(),
        categories: Vec::new(),
    };
    watching.look(Instant::now())?;
    while let Ok(()) = events.recv() {
        let saved = Instant::now();
        wait_for_quiet(&events);
        watching.look(saved)?;
    }
    anyhow::bail!("« {} » ne se laisse plus suivre", dir.display())
}

impl WatchArgs {
    /// The articles; what cannot be read is said.
    fn articles(&self) -> Vec<Document> {
        let found = InputArgs::of(&self.paths).find();
        let mut reading = Reading::begin(found.failed);
        let mut read: Vec<_> = Records::new(found.inputs)
            .enumerate()
            .par_bridge()
            .map(|(at, record)| (at, record.and_then(Record::read)))
            .collect();
        read.sort_by_key(|(at, _)| *at);
        let articles = read
            .into_iter()
            .filter_map(|(_, article)| reading.note(article));
        let documents: Vec<Document> = articles.map(|article| article.document).collect();
        reading.end("gardés en mémoire");
        documents
    }
}

/// A word for each change below the folder, and what must live as long as they are wanted.
fn events(dir: &Path, poll: bool) -> anyhow::Result<(Receiver<()>, Box<dyn Watcher>)> {
    let (sender, receiver) = channel();
    let tell = move |event: notify::Result<notify::Event>| {
        // Reading the files must not be taken for writing them; what goes wrong is worth a look too.
        if !event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
            let _ = sender.send(());
        }
    };
    let config = Config::default().with_poll_interval(POLLING);
    let mut watcher: Box<dyn Watcher> = match poll {
        true => Box::new(PollWatcher::new(tell, config.with_compare_contents(true))?),
        false => Box::new(RecommendedWatcher::new(tell, config)?),
    };
    watcher
        .watch(dir, RecursiveMode::Recursive)
        .with_context(|| {
            format!(
                "« {} » ne se laisse pas suivre ; essayez --poll",
                dir.display()
            )
        })?;
    Ok((receiver, watcher))
}

fn wait_for_quiet(events: &Receiver<()>) {
    while !matches!(
        events.recv_timeout(QUIET),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected)
    ) {}
}

/// The folder, and what was seen in it.
struct Watching<'a> {
    dir: &'a Path,
    watch: Watch,
    /// The files of the last look.
    files: Files,
    /// The labels, of the last pack that was read.
    categories: Vec<Category>,
}

impl Watching<'_> {
    /// Looks at the folder, where its files are not what they were, and shows what is to be seen.
    fn look(&mut self, saved: Instant) -> anyhow::Result<()> {
        let files = match read_files(self.dir) {
            Ok(files) => files,
            // A file may be gone between its name and its bytes: its editor will write it again.
            Err(error) => {
                eprintln!("{error}");
                return Ok(());
            }
        };
        if files == self.files {
            return Ok(());
        }
        let changed = changed(&self.files, &files);
        let look = self.watch.look(&files);
        if self.categories.is_empty() {
            self.categories = load_files(&files)
                .pack
                .map(|pack| pack.categories)
                .unwrap_or_default();
        }
        let terminal = std::io::stdout().is_terminal();
        let height = terminal.then(terminal_height);
        let shown = screen(
            &look,
            Screen {
                height: height.map(|height| height.saturating_sub(3)),
                color: colored(&std::io::stdout()),
                categories: &self.categories,
            },
        );
        let mut out = std::io::stdout().lock();
        let clear = if terminal { "\u{1b}[2J\u{1b}[H" } else { "" };
        let took = saved.elapsed().as_millis();
        writeln!(out, "{clear}── {changed} · {took} ms\n\n{shown}")?;
        out.flush()?;
        self.files = files;
        Ok(())
    }
}

/// The names of the files that are not what they were; at the first look, their number.
fn changed(old: &Files, new: &Files) -> String {
    if old.is_empty() {
        return count(new.len(), "fichier");
    }
    let differs = |these: &Files, those: &Files| -> Vec<String> {
        let missing = these.iter().filter(|file| !those.contains(file));
        missing.map(|(name, _)| name.clone()).collect()
    };
    let mut names = differs(new, old);
    names.extend(differs(old, new));
    names.sort();
    names.dedup();
    names.join(", ")
}

/// The lines of the terminal, as it says them (`LINES`), else those of most.
fn terminal_height() -> usize {
    let lines = std::env::var("LINES")
        .ok()
        .and_then(|lines| lines.parse().ok());
    lines.unwrap_or(40)
}
