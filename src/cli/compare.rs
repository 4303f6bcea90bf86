//! `compare`: what two packs find differently in the same articles.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use demarche::batch::in_order;
use demarche::input::{InputError, Record, Records};
use demarche::output::comparison::{Shown, write_json, write_text, write_tsv};
use demarche::rules::pack::{Category, Pack};
use demarche::rules::ruleset::Ruleset;
use demarche::study::compare::{Comparison, Pair};

use crate::cli::accept::Walk;
use crate::cli::destination::Destination;
use crate::cli::exit::Exit;
use crate::cli::inputs::{InputArgs, records};
use crate::cli::reading::Reading;
use crate::cli::side::Side;
use crate::cli::terminal::count;

/// Compare deux jeux de règles sur des articles : déclarations gagnées, perdues, changées
#[derive(Debug, Args)]
#[command(after_help = "\
OLD et NEW : un dossier de règles ; git:REV ou git:REV:PATH, les règles d'une révision (par défaut le dossier de l'autre
côté, sinon rules) ; default, celles du programme.
  demarche compare git:HEAD rules corpus/articles       ce que changent mes modifications
  demarche compare git:main git:essai corpus/articles   ce que change une branche
  demarche compare default mes-regles 2024.jsonl --accept

--accept montre les changements un à un et demande pour chacun :
  o   oui : gagné ou perdu, la phrase relève bien de la règle ; changé, la nouvelle analyse est la bonne → matches
  n   non : elle n'en relève pas → rejects ; changé, l'ancienne analyse était la bonne → matches
  p   passer      q   quitter
Les phrases s'écrivent aussitôt dans le fichier de la règle, dans NEW ; tout le reste du fichier demeure.")]
pub(crate) struct CompareArgs {
    /// L'ancien jeu de règles
    #[arg(value_name = "OLD", value_parser = Side::parse)]
    old: Side,
    /// Le nouveau
    #[arg(value_name = "NEW", value_parser = Side::parse)]
    new: Side,
    #[command(flatten)]
    inputs: InputArgs,
    /// Finit par 1 si une règle `stable` ne trouve plus la même chose
    #[arg(long)]
    strict: bool,
    /// Passe les changements en revue et en fait des exemples
    #[arg(long, conflicts_with_all = ["output", "format"])]
    accept: bool,
    /// Changements montrés par étiquette, en format text (0 : tous)
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Fichier des résultats (par défaut : la sortie standard)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Présentation ; par défaut d'après l'extension de FILE, sinon `text`
    #[arg(long, value_name = "FORMAT")]
    format: Option<CompareFormat>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CompareFormat {
    /// Pour lire : les comptes, puis chaque changement dans sa phrase
    Text,
    /// Un objet JSON
    Json,
    /// Tableau, un acte par ligne, tabulations
    Tsv,
}

pub(crate) fn run(args: &CompareArgs) -> anyhow::Result<Exit> {
    args.check()?;
    let (Some(old), Some(new)) = (args.old.load(&args.new)?, args.new.load(&args.old)?) else {
        return Ok(Exit::Failed);
    };
    let rulesets = (Ruleset::compile(&old), Ruleset::compile(&new));
    let found = args.inputs.find();
    let mut reading = Reading::begin(found.failed);
    let comparison = compare(
        &rulesets,
        records(found.inputs, found.options),
        &mut reading,
    )?;
    reading.end(&count(comparison.tally().total(), "changement"));
    let categories = categories(&old, &new);
    if args.accept {
        let folder = args
            .new
            .folder()
            .context("--accept écrit dans NEW, qui doit être un dossier")?;
        return Walk::new(&rulesets, &new, folder, &categories).run(&comparison);
    }
    args.write(&comparison, &categories)?;
    Ok(match reading.exit() {
        Exit::Done if args.strict && say_stable(&comparison) => Exit::Findings,
        exit => exit,
    })
}

impl CompareArgs {
    /// # Errors
    /// What `--accept` cannot do.
    fn check(&self) -> anyhow::Result<()> {
        if self.accept && self.new.folder().is_none() {
            anyhow::bail!(
                "--accept écrit dans NEW : ce doit être un dossier, non « {} »",
                self.new
            );
        }
        if self.accept && self.inputs.reads_stdin() {
            anyhow::bail!(
                "--accept lit vos réponses sur l'entrée standard : donnez les articles par leur nom"
            );
        }
        Ok(())
    }

    fn write(&self, comparison: &Comparison, categories: &[Category]) -> anyhow::Result<()> {
        let format = self.format()?;
        let mut destination = Destination::create(self.output.as_deref())?;
        match format {
            CompareFormat::Json => write_json(comparison, &mut destination)?,
            CompareFormat::Tsv => write_tsv(comparison, &mut destination)?,
            CompareFormat::Text => {
                let shown = Shown {
                    categories,
                    limit: (self.limit > 0).then_some(self.limit),
                    color: destination.colored(),
                };
                writeln!(destination, "{} → {}\n", self.old, self.new)?;
                write_text(comparison, shown, &mut destination)?;
            }
        }
        destination.finish().context("écriture des résultats")
    }

    fn format(&self) -> anyhow::Result<CompareFormat> {
        let extension = self.output.as_ref().and_then(|path| path.extension());
        Ok(
            match (
                self.format,
                extension.and_then(|extension| extension.to_str()),
            ) {
                (Some(format), _) => format,
                (None, Some("json")) => CompareFormat::Json,
                (None, Some("tsv")) => CompareFormat::Tsv,
                (None, None | Some("txt")) => CompareFormat::Text,
                (None, Some(other)) => {
                    anyhow::bail!(
                        "extension inconnue : « .{other} » ; précisez --format text, json ou tsv"
                    )
                }
            },
        )
    }
}

/// Reads all articles and compares what the packs find in each.
fn compare(
    rulesets: &(Ruleset, Ruleset),
    records: Records,
    reading: &mut Reading,
) -> anyhow::Result<Comparison> {
    let pair = Pair::new(&rulesets.0, &rulesets.1);
    let mut comparison = Comparison::new(&rulesets.0, &rulesets.1);
    in_order(
        records,
        |record| record.as_ref().map_or(0, Record::weight),
        |record| {
            let article = record.and_then(Record::read)?;
            let compared = pair.compare(&article.document);
            Ok((article.place, article.note, compared))
        },
        |compared: Result<_, InputError>| {
            if let Some((place, note, compared)) = reading.note(compared) {
                reading.encoding(&place, note);
                comparison.add(compared);
            }
            anyhow::Ok(())
        },
    )?;
    Ok(comparison.finish())
}

/// The categories of the new pack, then those that only the old one has.
fn categories(old: &Pack, new: &Pack) -> Vec<Category> {
    let mut categories = new.categories.clone();
    for category in &old.categories {
        if !categories.iter().any(|known| known.id == category.id) {
            categories.push(category.clone());
        }
    }
    categories
}

/// Says on stderr which stable rules changed; whether there are any.
fn say_stable(comparison: &Comparison) -> bool {
    let changed: Vec<&str> = comparison.stable().map(|rule| rule.rule.as_str()).collect();
    if !changed.is_empty() {
        eprintln!("Règles stables changées : {}", changed.join(", "));
    }
    !changed.is_empty()
}
