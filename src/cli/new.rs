//! `new`: a rule proposed from a sentence.

use std::io::Write as _;

use clap::Args;
use demarche::rules::edit::{read_file, write_file};
use demarche::rules::nearest::nearest;
use demarche::rules::pack::Pack;
use demarche::rules::ruleset::Ruleset;
use demarche::study::skeleton::propose;

use crate::cli::exit::Exit;
use crate::cli::pack::RulesArgs;
use crate::cli::terminal::meant;

/// Propose une règle à partir d'une phrase, prête à retoucher
#[derive(Debug, Args)]
#[command(after_help = "\
Le motif reprend le verbe et ce dont il s'agit, par les lexiques qui tiennent déjà ces mots, sinon par leurs lemmes ; il trouve
la phrase (c'est vérifié). À vous d'élargir : d'autres verbes dans un lexique, des intervalles plus justes, trois pièges.
  demarche new \"Oman s'offre à rapprocher les deux camps.\" --category mediation_offer
  demarche new \"…\" --category denial --rules mes-regles --write")]
pub(crate) struct NewArgs {
    /// La phrase ; celle d'avant, au besoin, devant elle
    #[arg(value_name = "SENTENCE")]
    sentence: String,
    /// La catégorie de la règle
    #[arg(short, long, value_name = "CATEGORY")]
    category: String,
    #[command(flatten)]
    rules: RulesArgs,
    /// Ajoute la règle à la fin de son fichier, au lieu de la montrer
    #[arg(long)]
    write: bool,
}

pub(crate) fn run(args: &NewArgs) -> anyhow::Result<Exit> {
    let folder = if args.write {
        Some(args.rules.folder()?)
    } else {
        None
    };
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    let category = args.category(&pack)?;
    let ruleset = Ruleset::compile(&pack);
    let skeleton = propose(&pack, &ruleset, &args.sentence, category)?;
    if !skeleton.known.is_empty() {
        eprintln!("Déjà trouvée par : {}", skeleton.known.join(", "));
    }
    let mut out = std::io::stdout().lock();
    match folder {
        None => write!(out, "{}", skeleton.text)?,
        Some(folder) => {
            let name = format!("{}.toml", pack.categories[category].id);
            let text = read_file(folder, &name)?;
            let line = text.trim_end().lines().count() + 2;
            write_file(
                folder,
                &name,
                &format!("{}\n\n{}", text.trim_end(), skeleton.text),
            )?;
            writeln!(out, "{name}:{line} : {}", skeleton.id)?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

impl NewArgs {
    /// # Errors
    /// No such category.
    fn category(&self, pack: &Pack) -> anyhow::Result<usize> {
        let found = pack
            .categories
            .iter()
            .position(|category| category.id == self.category);
        found.ok_or_else(|| {
            let ids: Vec<&str> = pack
                .categories
                .iter()
                .map(|category| category.id.as_str())
                .collect();
            anyhow::anyhow!(
                "aucune catégorie « {} »{} (catégories : {})",
                self.category,
                meant(nearest(&self.category, ids.iter().copied())),
                ids.join(", ")
            )
        })
    }
}
