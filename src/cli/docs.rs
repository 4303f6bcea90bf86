//! `docs`: the pack as a page to read, print and discuss.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use demarche::output::manual::{html, markdown};
use demarche::study::manual::Manual;

use crate::cli::destination::Destination;
use crate::cli::exit::Exit;
use crate::cli::pack::RulesArgs;

/// Écrit le manuel des règles : catégories, règles et exemples, lexiques et leurs formes, en une page à imprimer
#[derive(Debug, Args)]
pub(crate) struct DocsArgs {
    #[command(flatten)]
    rules: RulesArgs,
    /// Présentation (par défaut : celle que dit l'extension de -o, sinon html)
    #[arg(long, value_name = "FORMAT")]
    format: Option<DocsFormat>,
    /// Fichier à écrire (par défaut : la sortie standard)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DocsFormat {
    /// Une page HTML, sans rien d'autre à côté
    Html,
    /// Du Markdown
    Markdown,
}

impl DocsArgs {
    fn format(&self) -> DocsFormat {
        let extension = self.output.as_ref().and_then(|path| path.extension());
        let by_name = match extension.and_then(|extension| extension.to_str()) {
            Some("md" | "markdown") => DocsFormat::Markdown,
            _ => DocsFormat::Html,
        };
        self.format.unwrap_or(by_name)
    }
}

pub(crate) fn run(args: &DocsArgs) -> anyhow::Result<Exit> {
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    let manual = Manual::new(&pack);
    let mut destination = Destination::create(args.output.as_deref())?;
    match args.format() {
        DocsFormat::Html => html(&manual, &mut destination)?,
        DocsFormat::Markdown => markdown(&manual, &mut destination)?,
    }
    destination.finish().context("écriture du manuel")?;
    Ok(Exit::Done)
}
