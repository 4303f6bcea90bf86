//! `check`: everything that is wrong in a rule pack, at once.

use std::io::Write;
use std::path::Path;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use demarche::rules::check::fix;
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
    /// Corrige dans les fichiers ce dont le remède est certain, et montre le reste
    #[arg(long)]
    fix: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CheckFormat {
    /// Pour lire
    Text,
    /// Un tableau JSON
    Json,
}

pub(crate) fn run(args: &CheckArgs) -> anyhow::Result<Exit> {
    if args.fix {
        mend(args, args.rules.folder()?)?;
    }
    let mut loaded = args.rules.load()?;
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

/// Puts certain remedies into the files until none is left, and says on stderr which.
fn mend(args: &CheckArgs, dir: &Path) -> anyhow::Result<()> {
    let mut places = 0;
    // A remedy may show the next one; each takes something away or makes it known, so that there is an end.
    for _ in 0..ROUNDS {
        let mut loaded = args.rules.load()?;
        loaded.compile();
        let mended = fix::mend(&loaded.sources, &loaded.diagnostics);
        if mended.is_empty() {
            break;
        }
        fix::write(dir, &mended).context("les corrections ne sont pas toutes écrites")?;
        for diagnostic in mended.iter().flat_map(|file| &file.mended) {
            eprintln!(
                "corrigé : {} {} [{}]",
                diagnostic.place(),
                diagnostic.message,
                diagnostic.code
            );
            places += 1;
        }
    }
    eprintln!("{}", count(places, "correction"));
    Ok(())
}

/// The most rounds of remedies.
const ROUNDS: usize = 10;

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
    let certain = loaded
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.fix.is_some())
        .count();
    writeln!(
        out,
        "{} : {}, {}{}.",
        count(loaded.sources.len(), "fichier"),
        count(errors, "erreur"),
        count(warnings, "avertissement"),
        match certain {
            0 => String::new(),
            _ => format!(" ; --fix en corrige {certain}"),
        }
    )
}
