//! The option `--out-dir`: a run in shards that can be taken up again.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, bail};
use clap::Args;
use demarche::batch::shards::{Before, Outcome};
use demarche::batch::{Identity, Shards};
use demarche::output::Writer;
use demarche::rules::pack::Pack;
use demarche::tagger::Tagger;

use crate::cli::inputs::Found;
use crate::cli::pack::give_back;
use crate::cli::reading::Reading;
use crate::cli::tag::{TagArgs, Tagged, cut, tagged};
use crate::cli::terminal::count;

/// A run in shards.
#[derive(Debug, Args)]
pub(crate) struct ShardArgs {
    /// Dossier des résultats d'un grand lot, par tranches, avec un manifeste ; relancé, il ne refait que ce qui manque ou a changé
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "errors"])]
    pub(crate) out_dir: Option<PathBuf>,
    /// Articles d'une tranche, au plus ; elle en a moins dès que son texte atteint 16 Mo
    #[arg(long, value_name = "N", default_value = "5000", requires = "out_dir")]
    shard_records: NonZero<usize>,
}

impl ShardArgs {
    /// Where the folder has its failures.
    pub(crate) fn errors(&self) -> Option<PathBuf> {
        self.out_dir.as_ref().map(|dir| dir.join("errors.jsonl"))
    }
}

impl TagArgs {
    /// Tags what is not done yet in a folder of shards. Gives what is to be said.
    pub(crate) fn tag_into(
        &self,
        dir: &Path,
        pack: Pack,
        tagger: Tagger<'_>,
        found: Found,
        reading: &mut Reading,
    ) -> anyhow::Result<String> {
        let format = self.view.format(Some(Path::new("part.jsonl")))?;
        if format.is_folder() {
            bail!(
                "ce format écrit un dossier ; --out-dir écrit des fichiers : nommez le dossier avec -o"
            );
        }
        let view = self.view.view(format, &tagger.rules().categories, false);
        let records = self.shards.shard_records.get();
        let identity = Identity::new(&pack, self.view.settings(format), records);
        give_back(pack);
        let place = || format!("dossier « {} »", dir.display());
        let mut shards = Shards::open(dir, format.extension(), identity).with_context(place)?;
        say_before(dir, shards.before(), reading);
        // What is missing comes last, so that it moves no article into another shard.
        let Found {
            inputs,
            failed,
            options,
            ..
        } = found;
        let records = cut(inputs, options, reading, false).chain(failed.into_iter().map(Err));
        let notes = Mutex::new(Vec::new());
        let (mut kept, mut done) = (0, 0);
        let counts = shards
            .run(
                records,
                &|article| {
                    let tagged = tagged(tagger, &view, article);
                    let statements = tagged.counts.statements();
                    (tagged, statements)
                },
                &|all: Vec<Tagged>, out| {
                    let mut writer = Writer::begin(&view, out)?;
                    for tagged in all {
                        let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
                        notes.push((tagged.place, tagged.note, tagged.id));
                        writer.write(tagged.rendered)?;
                    }
                    writer.end().map(|_| ())
                },
                |shard, outcome, failures| {
                    let what = match outcome {
                        Outcome::Kept => (&mut kept, "gardée"),
                        Outcome::Done => (&mut done, "faite"),
                    };
                    *what.0 += 1;
                    for (place, note, id) in notes
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .drain(..)
                    {
                        reading.encoding(&place, note);
                        reading.named(&place, &id);
                    }
                    reading.screen.detail(|| {
                        format!(
                            "{} : {} ({} → {})",
                            shard.file, what.1, shard.from, shard.to
                        )
                    });
                    reading.count_shard(shard.counts, failures)
                },
            )
            .with_context(place)?;
        let statements = count(counts.statements, "déclaration");
        let shards = count(kept + done, "tranche");
        Ok(format!("{statements} ; {shards}, {kept} déjà là"))
    }
}

fn say_before(dir: &Path, before: Before, reading: &Reading) {
    let before = match before {
        Before::Nothing | Before::Shards(0) => return,
        Before::Shards(done) => format!("{} d'une exécution précédente", count(done, "tranche")),
        Before::OtherRun => "autres règles, options ou version : tout est refait".into(),
        Before::BrokenManifest => "manifeste illisible : tout est refait".into(),
    };
    reading
        .screen
        .remark(&format!("{} : {before}", dir.display()));
}
