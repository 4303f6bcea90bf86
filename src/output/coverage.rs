//! The coverage of a pack: a page to read, and a table.

use std::io::{Result, Write};

use crate::study::coverage::{CoverageReport, ExceptRow, LexiconRow, PatternRow, Tally};

/// Characters of a line of dead entries.
const WIDTH: usize = 110;

/// Writes the page: what each rule and pattern found, and what nothing was found by.
///
/// # Errors
/// What `out` says.
pub fn text(report: &CoverageReport, out: &mut impl Write) -> Result<()> {
    volumes(report, out)?;
    for category in report.rules.chunk_by(|a, b| a.category == b.category) {
        writeln!(out, "\n{}", category[0].category)?;
        heads(report, out)?;
        for rule in category {
            let corpus = rule.corpus.map(|number| format!("{number:>17}"));
            let corpus = corpus.unwrap_or_default();
            writeln!(
                out,
                "{:>8}{corpus:>25}  {} ({})  {}",
                rule.examples, rule.rule, rule.status, rule.at
            )?;
            for pattern in &rule.patterns {
                writeln!(
                    out,
                    "{}    {}  {}",
                    numbers(pattern),
                    line_of(&pattern.at),
                    pattern.text
                )?;
            }
        }
    }
    writeln!(out, "\nLexiques : entrées prises dans un acte")?;
    for lexicon in &report.lexicons {
        taken(lexicon, report.corpus.is_some(), out)?;
    }
    dead(report, out)
}

fn volumes(report: &CoverageReport, out: &mut impl Write) -> Result<()> {
    write!(out, "{} exemples", report.examples.texts)?;
    match report.corpus {
        Some(corpus) => writeln!(
            out,
            " ; corpus : {} articles, {} phrases",
            corpus.texts, corpus.sentences
        )?,
        None => writeln!(
            out,
            " ; --corpus CHEMIN compte aussi dans de vrais articles"
        )?,
    }
    writeln!(
        out,
        "Phrases où le motif trouve un acte ; seul : où lui seul de sa catégorie en trouve ; essayé : où il l'a cherché"
    )
}

fn heads(report: &CoverageReport, out: &mut impl Write) -> Result<()> {
    let corpus = match report.corpus {
        Some(_) => "  essayé  corpus    seul",
        None => "",
    };
    writeln!(out, "exemples    seul{corpus}")
}

fn numbers(pattern: &PatternRow) -> String {
    let examples = pattern.examples;
    let corpus = |tally: Tally| format!("{:>8}{:>8}{:>8}", tally.woken, tally.hits, tally.alone);
    let corpus = pattern.corpus.map(corpus).unwrap_or_default();
    format!("{:>8}{:>8}{corpus}", examples.hits, examples.alone)
}

/// `:41` of `accusation.toml:41`.
fn line_of(at: &str) -> &str {
    at.rfind(':').map_or(at, |colon| &at[colon..])
}

fn taken(lexicon: &LexiconRow, corpus: bool, out: &mut impl Write) -> Result<()> {
    let total = lexicon.entries.len();
    let examples = lexicon
        .entries
        .iter()
        .filter(|entry| entry.examples > 0)
        .count();
    let name = &lexicon.lexicon;
    if !corpus {
        return writeln!(out, "{examples:>8}/{total:<5} @{name}");
    }
    let articles = lexicon
        .entries
        .iter()
        .filter(|entry| entry.corpus > Some(0))
        .count();
    writeln!(
        out,
        "{examples:>8}/{total:<5} corpus {articles:>4}/{total:<5} @{name}"
    )
}

/// What found nothing, anywhere.
fn dead(report: &CoverageReport, out: &mut impl Write) -> Result<()> {
    let silent: Vec<&PatternRow> = patterns(report)
        .filter(|pattern| {
            pattern.examples.hits == 0 && pattern.corpus.is_none_or(|tally| tally.hits == 0)
        })
        .collect();
    writeln!(out, "\nMotifs qui ne trouvent rien : {}", silent.len())?;
    for pattern in silent {
        writeln!(out, "    {}  {}", pattern.at, pattern.text)?;
    }
    let idle: Vec<&PatternRow> = patterns(report)
        .filter(|pattern| is_idle(pattern))
        .collect();
    writeln!(
        out,
        "\nMotifs qui ne trouvent rien qu'un autre de leur catégorie ne trouve : {}",
        idle.len()
    )?;
    for pattern in idle {
        writeln!(out, "    {}  {}", pattern.at, pattern.text)?;
    }
    let useless: Vec<&ExceptRow> = report
        .excepts
        .iter()
        .filter(|except| !except.needed)
        .collect();
    writeln!(
        out,
        "\nExceptions qu'aucun exemple de « rejects » ne demande : {}",
        useless.len()
    )?;
    for except in useless {
        let kept = match except.corpus {
            Some(0) => "  (rien dans le corpus)".into(),
            Some(number) => format!("  (écarte {number} fois dans le corpus)"),
            None => String::new(),
        };
        writeln!(out, "    {}  {}{kept}", except.at, except.text)?;
    }
    let silent = |lexicon: &LexiconRow| -> Vec<String> {
        let entries = lexicon.entries.iter();
        entries
            .filter(|entry| entry.examples == 0 && entry.corpus.is_none_or(|number| number == 0))
            .map(|entry| entry.text.clone())
            .collect()
    };
    let entries: Vec<(&str, Vec<String>)> = report
        .lexicons
        .iter()
        .map(|lexicon| (lexicon.lexicon.as_str(), silent(lexicon)))
        .filter(|(_, entries)| !entries.is_empty())
        .collect();
    let number: usize = entries.iter().map(|(_, entries)| entries.len()).sum();
    writeln!(out, "\nEntrées que rien n'a prises : {number}")?;
    for (name, entries) in entries {
        wrapped(&format!("    @{name} ({})", entries.len()), &entries, out)?;
    }
    Ok(())
}

fn patterns(report: &CoverageReport) -> impl Iterator<Item = &PatternRow> {
    report.rules.iter().flat_map(|rule| &rule.patterns)
}

/// Whether it finds something, and nothing alone.
fn is_idle(pattern: &PatternRow) -> bool {
    let corpus = pattern.corpus.unwrap_or_default();
    pattern.examples.hits + corpus.hits > 0 && pattern.examples.alone + corpus.alone == 0
}

/// The entries behind a head, on lines of a length that can be read.
fn wrapped(head: &str, entries: &[String], out: &mut impl Write) -> Result<()> {
    let mut line = format!("{head} : ");
    for (index, entry) in entries.iter().enumerate() {
        let last = index + 1 == entries.len();
        if line.chars().count() + entry.chars().count() > WIDTH && line.len() > 8 {
            writeln!(out, "{}", line.trim_end())?;
            line = " ".repeat(8);
        }
        line.push_str(entry);
        line.push_str(if last { "" } else { " · " });
    }
    writeln!(out, "{line}")
}

/// Writes the table: a row for each rule, pattern, entry and exception.
///
/// # Errors
/// What `out` says.
pub fn tsv(report: &CoverageReport, out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "kind\tname\tat\ttext\texamples\texamples_alone\tcorpus\tcorpus_alone\twoken\tneeded"
    )?;
    let number = |number: Option<usize>| number.map(|n| n.to_string()).unwrap_or_default();
    for rule in &report.rules {
        let (id, at, examples) = (&rule.rule, &rule.at, rule.examples);
        writeln!(
            out,
            "rule\t{id}\t{at}\t\t{examples}\t\t{}\t\t\t",
            number(rule.corpus)
        )?;
        for pattern in &rule.patterns {
            let PatternRow {
                text,
                at,
                examples,
                corpus,
            } = pattern;
            let (hits, alone) = (examples.hits, examples.alone);
            let of = |field: fn(&Tally) -> usize| number(corpus.as_ref().map(field));
            let (in_corpus, alone_in_corpus, woken) =
                (of(|t| t.hits), of(|t| t.alone), of(|t| t.woken));
            writeln!(
                out,
                "pattern\t{id}\t{at}\t{text}\t{hits}\t{alone}\t{in_corpus}\t{alone_in_corpus}\t{woken}\t"
            )?;
        }
    }
    for lexicon in &report.lexicons {
        for entry in &lexicon.entries {
            let (name, at, text) = (&lexicon.lexicon, &entry.at, &entry.text);
            writeln!(
                out,
                "entry\t@{name}\t{at}\t{text}\t{}\t\t{}\t\t\t",
                entry.examples,
                number(entry.corpus)
            )?;
        }
    }
    for except in &report.excepts {
        let name = except.rule.as_deref().unwrap_or_default();
        let ExceptRow {
            at,
            text,
            examples,
            corpus,
            needed,
            ..
        } = except;
        writeln!(
            out,
            "except\t{name}\t{at}\t{text}\t{examples}\t\t{}\t\t\t{needed}",
            number(*corpus)
        )?;
    }
    Ok(())
}
