//! The account of what a run found: `--summary`, and the line at the end on stderr.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use demarche::Statement;
use demarche::rules::pack::Category;
use serde_json::json;

use crate::cli::terminal::count;

/// What was found in one article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    /// Bytes of its decoded text.
    pub(crate) bytes: usize,
    /// Its sentences.
    pub(crate) sentences: usize,
    /// Those with a statement at least.
    tagged: usize,
    /// Statements, by index of the category.
    statements: Vec<usize>,
}

impl Counts {
    /// Counts the statements of an article with that many bytes and sentences.
    pub(crate) fn new(
        bytes: usize,
        sentences: usize,
        statements: &[Statement],
        categories: &[Category],
    ) -> Self {
        let of = |category: &Category| {
            let same = statements.iter().filter(|s| s.category == category.id);
            same.count()
        };
        Self {
            bytes,
            sentences,
            tagged: statements.chunk_by(|a, b| a.sentence == b.sentence).count(),
            statements: categories.iter().map(of).collect(),
        }
    }

    /// The number of its statements.
    pub(crate) fn statements(&self) -> usize {
        self.statements.iter().sum()
    }
}

/// What was found so far.
#[derive(Debug)]
pub(crate) struct Summary {
    begun: Instant,
    documents: usize,
    all: Counts,
}

impl Summary {
    /// Begins to count, and to take the time.
    pub(crate) fn begin() -> Self {
        Self {
            begun: Instant::now(),
            documents: 0,
            all: Counts::default(),
        }
    }

    /// Adds an article.
    pub(crate) fn add(&mut self, counts: &Counts) {
        let all = &mut self.all;
        self.documents += 1;
        all.bytes += counts.bytes;
        all.sentences += counts.sentences;
        all.tagged += counts.tagged;
        all.statements
            .resize(counts.statements.len().max(all.statements.len()), 0);
        for (sum, more) in all.statements.iter_mut().zip(&counts.statements) {
            *sum += more;
        }
    }

    /// The number of statements so far.
    pub(crate) fn statements(&self) -> usize {
        self.all.statements()
    }

    /// `1 204 phrases, 312 déclarations ; 0,13 Mo en 0,42 s (0,31 Mo/s)`.
    pub(crate) fn line(&self) -> String {
        let time = self.begun.elapsed();
        format!(
            "{}, {} ; {}",
            count(self.all.sentences, "phrase"),
            count(self.statements(), "déclaration"),
            self.speed(time)
        )
    }

    /// The whole account for people.
    pub(crate) fn text(&self, failed: usize, categories: &[Category]) -> String {
        let time = self.begun.elapsed();
        let mut text = format!(
            "{}, {}, {}\n{} dans {}\n",
            count(self.documents, "article"),
            count(self.all.sentences, "phrase"),
            self.speed(time),
            count(self.statements(), "déclaration"),
            count(self.all.tagged, "phrase"),
        );
        let counted = self.all.statements.iter().chain(std::iter::repeat(&0));
        for (category, number) in categories.iter().zip(counted) {
            let _ = writeln!(text, "{number:>8}  {}", category.label_fr);
        }
        let _ = match failed {
            0 => writeln!(text, "tout a été lu"),
            1 => writeln!(text, "1 entrée n'a pas pu être lue"),
            failed => writeln!(text, "{failed} entrées n'ont pas pu être lues"),
        };
        text
    }

    /// The whole account for programs: one JSON object.
    pub(crate) fn json(&self, failed: usize, categories: &[Category]) -> String {
        let time = self.begun.elapsed();
        let counted = self.all.statements.iter().chain(std::iter::repeat(&0));
        let by_category: serde_json::Map<_, _> = categories
            .iter()
            .zip(counted)
            .map(|(category, number)| (category.id.clone(), json!(number)))
            .collect();
        json!({
            "documents": self.documents,
            "sentences": self.all.sentences,
            "tagged_sentences": self.all.tagged,
            "statements": self.statements(),
            "by_category": by_category,
            "failed": failed,
            "bytes": self.all.bytes,
            "seconds": time.as_secs_f64(),
        })
        .to_string()
    }

    fn speed(&self, time: Duration) -> String {
        let megabytes = self.all.bytes as f64 / 1e6;
        let seconds = time.as_secs_f64();
        format!(
            "{} Mo en {} s ({} Mo/s)",
            decimal(megabytes),
            decimal(seconds),
            decimal(megabytes / seconds.max(1e-9))
        )
    }
}

/// A number with two decimals behind a French comma.
fn decimal(number: f64) -> String {
    format!("{number:.2}").replace('.', ",")
}
