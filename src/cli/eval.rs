//! `eval`: scores against gold, and the agreement of annotators.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use demarche::evaluate::agreement::agreement;
use demarche::evaluate::bars::{Bar, names};
use demarche::evaluate::gold::read;
use demarche::evaluate::sample::samples;
use demarche::evaluate::score::{Score, Source, score};
use demarche::evaluate::write::french::figure;
use demarche::evaluate::write::{ScoreFormat, Shown};
use demarche::rules::nearest::nearest;
use demarche::rules::pack::Category;
use demarche::rules::ruleset::Ruleset;

use crate::cli::destination::Destination;
use crate::cli::exit::Exit;
use crate::cli::pack::RulesArgs;
use crate::cli::terminal::{count, meant};

/// Note les règles sur des phrases étiquetées à la main (le « gold »)
#[derive(Debug, Args)]
#[command(after_help = "\
Une ligne de gold est un objet JSON : « sentence » et « labels » ; « optional » (étiquettes qui ne comptent pas) ; « acts » (« category », « speaker », « target », « modality », « quoted ») ; « doc » et « n » pour les phrases d'un article, qui est lu entier s'il se trouve dans ../articles ; « before » et « after » pour une phrase isolée.
Intervalles à 95 % : bootstrap sur les documents, toujours le même tirage.

Barres de --min : macro, speaker, target, modality, quoted, CATÉGORIE.p (précision), .r (rappel), .f (F1), overall.p …")]
pub(crate) struct EvalArgs {
    /// Fichiers .jsonl de phrases étiquetées, ou dossiers qui en contiennent
    #[arg(value_name = "GOLD", required_unless_present = "agreement")]
    gold: Vec<PathBuf>,
    /// Montre aussi chaque manque, chaque fausse alerte, chaque locuteur ou destinataire faux
    #[arg(long)]
    errors: bool,
    /// Montre toutes les règles qui ont trouvé quelque chose, non les seules plus fautives
    #[arg(long)]
    by_rule: bool,
    /// Sort avec 1 si une note est sous sa barre : `macro=0.85,accusation.p=0.9`
    #[arg(long = "min", value_name = "BARS", value_delimiter = ',')]
    bars: Vec<Bar>,
    /// Compare plutôt deux annotateurs des mêmes phrases : κ de Cohen, désaccords
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["gold", "errors", "by_rule", "bars", "dir"])]
    agreement: Vec<PathBuf>,
    /// Fichier des résultats (par défaut : la sortie standard)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Présentation ; par défaut d'après l'extension de FILE, sinon `text`
    #[arg(long, value_name = "FORMAT")]
    format: Option<EvalFormat>,
    #[command(flatten)]
    rules: RulesArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum EvalFormat {
    /// Pour lire
    Text,
    /// Un objet JSON
    Json,
    /// Pour un tableur : les notes, ou avec --errors les fautes
    Tsv,
}

pub(crate) fn run(args: &EvalArgs) -> anyhow::Result<Exit> {
    let format = args.format()?;
    if let [a, b] = args.agreement.as_slice() {
        return compare(args, format, a, b);
    }
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    check_names(&args.bars, &pack.categories)?;
    let rules = Ruleset::compile(&pack);
    let sources = args.gold.iter().map(|path| source(path));
    let score = score(&rules, &sources.collect::<anyhow::Result<Vec<_>>>()?);
    warn_of_unknown_labels(&score);
    let shown = Shown {
        errors: args.errors,
        all_rules: args.by_rule,
    };
    let mut out = Destination::create(args.output.as_deref())?;
    format.write(&score, shown, &mut out)?;
    out.finish().context("écriture des résultats")?;
    Ok(hold(&args.bars, &score))
}

fn compare(args: &EvalArgs, format: ScoreFormat, a: &Path, b: &Path) -> anyhow::Result<Exit> {
    let agreement = agreement(&read(a)?, &read(b)?);
    if agreement.sentences == 0 {
        anyhow::bail!(
            "« {} » et « {} » n'ont aucune phrase en commun",
            a.display(),
            b.display()
        );
    }
    let mut out = Destination::create(args.output.as_deref())?;
    format.write_agreement(&agreement, &mut out)?;
    out.finish().context("écriture des résultats")?;
    Ok(Exit::Done)
}

impl EvalArgs {
    /// What `--format` says, else the extension of `-o`, else text.
    fn format(&self) -> anyhow::Result<ScoreFormat> {
        match (self.format, &self.output) {
            (Some(EvalFormat::Text), _) => Ok(ScoreFormat::Text),
            (Some(EvalFormat::Json), _) => Ok(ScoreFormat::Json),
            (Some(EvalFormat::Tsv), _) => Ok(ScoreFormat::Tsv),
            (None, Some(path)) if path.extension().is_some() => ScoreFormat::of_path(path).with_context(|| {
                let extension = path.extension().unwrap_or_default().display();
                format!("extension inconnue : « .{extension} » ; précisez --format text, json ou tsv")
            }),
            (None, _) => Ok(ScoreFormat::Text),
        }
    }
}

/// # Errors
/// A bar for something that is not measured.
fn check_names(bars: &[Bar], categories: &[Category]) -> anyhow::Result<()> {
    let names = names(categories);
    if let Some(unknown) = bars.iter().find(|bar| !names.contains(&bar.name)) {
        let unknown = &unknown.name;
        let near = meant(nearest(unknown, names.iter().map(String::as_str)));
        anyhow::bail!("--min : rien ne s'appelle « {unknown} »{near}");
    }
    Ok(())
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

/// Says which bars were missed.
fn hold(bars: &[Bar], score: &Score) -> Exit {
    let mut exit = Exit::Done;
    for bar in bars {
        if let Some(reached) = bar.missed(score) {
            let (reached, least) = (figure(reached.value), figure(Some(bar.least)));
            eprintln!("sous la barre : {} {reached} < {least}", bar.name);
            exit = Exit::Findings;
        }
    }
    exit
}
