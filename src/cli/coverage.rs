//! `test --coverage`: what every rule, pattern and entry finds, and what nothing asks for.

use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use demarche::input::Record;
use demarche::output::coverage;
use demarche::rules::pack::{Pack, Rule};
use demarche::rules::ruleset::Ruleset;
use demarche::study::coverage::{Hits, needed, report};
use demarche::text::document::Document;

use crate::cli::exit::Exit;
use crate::cli::inputs::{InputArgs, records};
use crate::cli::reading::Reading;
use crate::cli::terminal::count;

/// Articles that are counted together, on all threads.
const BATCH: usize = 256;

/// What to count.
#[derive(Debug, Args)]
pub(crate) struct CoverageArgs {
    /// Montre ce que chaque règle, motif et entrée de lexique trouve dans les exemples, et les exceptions inutiles
    #[arg(long)]
    pub(crate) coverage: bool,
    /// Compte aussi dans ces articles (fichiers, dossiers, motifs)
    #[arg(long, value_name = "PATH", requires = "coverage", num_args = 1..)]
    corpus: Vec<PathBuf>,
    /// Présentation de la couverture
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        requires = "coverage"
    )]
    format: CoverageFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CoverageFormat {
    /// Pour lire
    Text,
    /// Une ligne par règle, motif, entrée et exception
    Tsv,
    /// Un objet JSON
    Json,
}

/// Counts and writes; `ruleset` is afterwards as it was.
pub(crate) fn run(
    args: &CoverageArgs,
    pack: &Pack,
    ruleset: &mut Ruleset,
    wanted: impl Fn(&Rule) -> bool,
) -> anyhow::Result<Exit> {
    let needed = needed(pack, ruleset);
    let examples = Hits::of_examples(pack, ruleset);
    let (corpus, exit) = match args.corpus.as_slice() {
        [] => (None, Exit::Done),
        paths => {
            let (hits, exit) = over(paths, ruleset);
            (Some(hits), exit)
        }
    };
    let report = report(pack, &examples, corpus.as_ref(), &needed, wanted);
    let mut out = BufWriter::new(std::io::stdout().lock());
    match args.format {
        CoverageFormat::Text => coverage::text(&report, &mut out)?,
        CoverageFormat::Tsv => coverage::tsv(&report, &mut out)?,
        CoverageFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &report)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(exit)
}

/// The hits over articles.
fn over(paths: &[PathBuf], ruleset: &Ruleset) -> (Hits, Exit) {
    let found = InputArgs::of(paths).find();
    let mut reading = Reading::begin(found.failed);
    let mut hits = Hits::default();
    let mut batch: Vec<Document> = Vec::with_capacity(BATCH);
    for record in records(found.inputs, found.options) {
        if let Some(article) = reading.note(record.and_then(Record::read)) {
            reading.encoding(&article.place, article.note);
            batch.push(article.document);
        }
        if batch.len() == BATCH {
            hits.add(ruleset, &batch);
            batch.clear();
        }
    }
    hits.add(ruleset, &batch);
    reading.end(&count(hits.sentences, "phrase"));
    (hits, reading.exit())
}
