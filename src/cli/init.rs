//! `init`: a copy of the rule pack to edit.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use demarche::rules::embedded::write_embedded;

use crate::cli::exit::Exit;
use crate::cli::terminal::count;

/// Écrit une copie des règles dans un dossier, pour les modifier
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Dossier à créer ; s'il existe, il doit être vide
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

pub(crate) fn run(args: &InitArgs) -> anyhow::Result<Exit> {
    let dir = args.dir.display();
    let written = write_embedded(&args.dir)
        .context("rien n'a été copié ; choisissez un dossier nouveau ou vide")?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} dans {dir}", count(written.len(), "fichier"))?;
    writeln!(out, "Vérifier : demarche check --rules {dir}")?;
    writeln!(out, "Essayer :  demarche test --rules {dir}")?;
    Ok(Exit::Done)
}
