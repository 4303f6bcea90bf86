//! `eval`: scores against gold.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use demarche::evaluate::gold::read;
use demarche::evaluate::sample::samples;
use demarche::evaluate::score::{Score, Source, score};
use demarche::evaluate::write::{lists, text};
use demarche::rules::ruleset::Ruleset;

use crate::cli::Exit;
use crate::cli::destination::Destination;
use crate::cli::pack::RulesArgs;
use crate::cli::terminal::count;

/// Note les règles sur des phrases étiquetées à la main (le « gold »)
#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Fichiers .jsonl de phrases étiquetées, ou dossiers qui en contiennent
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// Montre aussi chaque manque, chaque fausse alerte, chaque locuteur ou destinataire faux
    #[arg(long)]
    errors: bool,
    /// Montre toutes les règles qui ont trouvé quelque chose, non les seules plus fautives
    #[arg(long)]
    by_rule: bool,
    /// Fichier des résultats (par défaut : la sortie standard)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    rules: RulesArgs,
}

pub(crate) fn run(args: &EvalArgs) -> anyhow::Result<Exit> {
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    let rules = Ruleset::compile(&pack);
    let sources: Vec<Source> = args
        .gold
        .iter()
        .map(|path| source(path))
        .collect::<Result<_, _>>()?;
    let score = score(&rules, &sources);
    warn_of_unknown_labels(&score);
    let mut out = Destination::create(args.output.as_deref())?;
    text::write(&score, args.by_rule, &mut out)?;
    if args.errors {
        lists::write(&score, &mut out)?;
    }
    out.finish().context("écriture des résultats")?;
    Ok(Exit::Done)
}

fn source(path: &Path) -> anyhow::Result<Source> {
    let files = read(path)?;
    let warn = |warning: String| eprintln!("avertissement : {warning}");
    Ok(Source {
        name: path.display().to_string(),
        samples: files.iter().flat_map(|file| samples(file, warn)).collect(),
    })
}

fn warn_of_unknown_labels(score: &Score) {
    for (label, number) in &score.unknown_labels {
        let times = count(*number as usize, "étiquette");
        eprintln!(
            "avertissement : {times} « {label} » du gold hors des catégories des règles, non comptées"
        );
    }
}
