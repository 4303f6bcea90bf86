//! The articles that are measured on, and the clock.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use demarche::Document;
use demarche::input::{Input, Record, Records};

/// Rounds, of which the best counts.
const ROUNDS: usize = 3;

/// The articles, read.
pub(crate) struct Articles {
    /// Each once.
    pub(crate) documents: Vec<Document>,
    /// How often they are gone through.
    pub(crate) times: usize,
    /// Bytes of text, all times together.
    pub(crate) bytes: usize,
}

impl Articles {
    /// As many articles as make up `wanted` bytes; they are kept once and gone through several times.
    pub(crate) fn gather(wanted: usize) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let news = root.join("../shared/news/articles.jsonl.gz");
        let inputs: Vec<PathBuf> = if news.exists() {
            vec![news]
        } else {
            let folder = std::fs::read_dir(root.join("corpus/articles")).expect("the corpus");
            let mut files: Vec<PathBuf> =
                folder.map(|entry| entry.expect("a file").path()).collect();
            files.sort();
            files
        };
        let records = Records::new(inputs.iter().map(|path| Input::file(path)).collect());
        let mut documents: Vec<Document> = Vec::new();
        let mut bytes = 0;
        for record in records {
            let document = record.and_then(Record::read).expect("an article").document;
            bytes += document.text.len();
            documents.push(document);
            if bytes > wanted {
                break;
            }
        }
        let times = wanted.div_ceil(bytes).max(1);
        Self {
            documents,
            times,
            bytes: bytes * times,
        }
    }

    /// Does the work for every article, as often as they are gone through.
    pub(crate) fn each(&self, work: impl Fn(&Document) -> usize) -> usize {
        (0..self.times)
            .map(|_| self.documents.iter().map(&work).sum::<usize>())
            .sum()
    }
}

/// What the work gives, and how long it took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

/// The best time of the rounds, in seconds.
pub(crate) fn best(work: impl Fn() -> usize) -> f64 {
    let times = (0..ROUNDS).map(|_| {
        let (counted, took) = timed(&work);
        std::hint::black_box(counted);
        took
    });
    times.min().map_or(0.0, |best| best.as_secs_f64())
}
