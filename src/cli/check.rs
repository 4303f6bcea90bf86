//! `check`: everything that is wrong in a rule pack, at once.

use std::io::Write;

use clap::{Args, ValueEnum};
use demarche::rules::load::Loaded;

use crate::cli::exit::Exit;
use crate::cli::pack::RulesArgs;
use crate::cli::terminal::{colored, count};

/// Vérifie les règles : toutes les erreurs et tous les avertissements, avec leur place
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    rules: RulesArgs,
    /// Présentation
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: CheckFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CheckFormat {
    /// Pour lire
    Text,
    /// Un tableau JSON
    Json,
}

pub(crate) fn run(args: &CheckArgs) -> anyhow::Result<Exit> {
    let mut loaded = args.rules.load()?;
    // Patterns without an anchor show only when the pack is compiled.
    loaded.compile();
    let mut out = std::io::stdout().lock();
    match args.format {
        CheckFormat::Text => write_text(&loaded, &mut out)?,
        CheckFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &loaded.diagnostics)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(if loaded.pack.is_some() {
        Exit::Done
    } else {
        Exit::Findings
    })
}

fn write_text(loaded: &Loaded, out: &mut impl Write) -> std::io::Result<()> {
    let color = colored(&std::io::stdout());
    for diagnostic in &loaded.diagnostics {
        writeln!(
            out,
            "{}\n",
            diagnostic.render(loaded.source_of(diagnostic), color)
        )?;
    }
    let errors = loaded
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .count();
    let warnings = loaded.diagnostics.len() - errors;
    writeln!(
        out,
        "{} : {}, {}.",
        count(loaded.sources.len(), "fichier"),
        count(errors, "erreur"),
        count(warnings, "avertissement")
    )
}
