//! `segment`: the sentences that the tagger sees.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use demarche::input::{Article, Record};
use demarche::output::jsonl;
use demarche::text::segment::Segmenter;
use serde::Serialize;

use crate::cli::destination::Destination;
use crate::cli::exit::Exit;
use crate::cli::inputs::{InputArgs, records};
use crate::cli::pack::RulesArgs;
use crate::cli::reading::Reading;
use crate::cli::terminal::count;

/// Montre le découpage en phrases
#[derive(Debug, Args)]
pub(crate) struct SegmentArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// Fichier des résultats (par défaut : la sortie standard)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Présentation
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: SegmentFormat,
    #[command(flatten)]
    rules: RulesArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SegmentFormat {
    /// Pour lire : une phrase numérotée par ligne
    Text,
    /// Un objet par phrase : doc, sentence, start, end, text ; les places en octets
    Jsonl,
}

/// One sentence as it is written out.
#[derive(Serialize)]
struct Row<'d> {
    doc: &'d str,
    sentence: usize,
    start: usize,
    end: usize,
    text: &'d str,
}

pub(crate) fn run(args: &SegmentArgs) -> anyhow::Result<Exit> {
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    let abbreviations: Vec<&str> = pack.abbreviations.iter().map(String::as_str).collect();
    let segmenter = Segmenter::new(&abbreviations);
    let found = args.inputs.find();
    let mut reading = Reading::begin(found.failed);
    let mut destination = Destination::create(args.output.as_deref())?;
    let mut sentences = 0;
    for record in records(found.inputs, found.options) {
        if let Some(article) = reading.note(record.and_then(Record::read)) {
            reading.encoding(&article.place, article.note);
            sentences += write(&article, &segmenter, args.format, &mut destination)?;
        }
    }
    destination.finish().context("écriture des résultats")?;
    reading.end(&count(sentences, "phrase"));
    Ok(reading.exit())
}

/// Writes the sentences of one article; gives their number.
fn write(
    article: &Article,
    segmenter: &Segmenter,
    format: SegmentFormat,
    out: &mut impl Write,
) -> std::io::Result<usize> {
    let document = &article.document;
    let sentences = document.sentences(segmenter);
    let rows: Vec<Row<'_>> = sentences
        .iter()
        .zip(1..)
        .map(|(sentence, number)| Row {
            doc: &document.id,
            sentence: number,
            start: sentence.span.start,
            end: sentence.span.end,
            text: sentence.span.of(&document.text),
        })
        .collect();
    match format {
        SegmentFormat::Jsonl => jsonl::write(&rows, out)?,
        SegmentFormat::Text => {
            writeln!(out, "{}\n", document.id)?;
            for row in &rows {
                let line: Vec<&str> = row.text.split_whitespace().collect();
                writeln!(out, "{:>4}  {}", row.sentence, line.join(" "))?;
            }
            writeln!(out)?;
        }
    }
    Ok(rows.len())
}
