//! The option `--rules`, and what commands do with the pack that it names.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use demarche::rules::load::{Loaded, embedded_pack, load_archive, load_embedded, load_folder};
use demarche::rules::pack::Pack;

use crate::cli::terminal::{colored, count};

/// Which rules.
#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// Dossier de règles, ou le .tar.gz d'un tel dossier ; par défaut, celles du programme (`demarche init` en écrit une copie)
    #[arg(long = "rules", value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl RulesArgs {
    /// The folder of the pack, for commands that write into it.
    ///
    /// # Errors
    /// No `--rules`: the rules of the program cannot be written to.
    pub(crate) fn folder(&self) -> anyhow::Result<&Path> {
        self.dir.as_deref().context(
            "précisez --rules DIR : les règles du programme ne se modifient pas ; « demarche init DIR » en écrit une copie",
        )
    }

    /// Reads the pack, whatever is wrong in it.
    pub(crate) fn load(&self) -> anyhow::Result<Loaded> {
        match &self.dir {
            Some(path) => {
                is_pack(path)?;
                let read = match path.is_file() {
                    true => std::fs::read(path).and_then(|bytes| load_archive(&bytes)),
                    false => load_folder(path),
                };
                read.with_context(|| format!("règles de « {} »", path.display()))
            }
            None => Ok(load_embedded()),
        }
    }

    /// Reads the pack; where it has errors they are said on stderr and there is none.
    pub(crate) fn load_sound(&self) -> anyhow::Result<Option<Pack>> {
        if self.dir.is_none()
            && let Some(pack) = embedded_pack()
        {
            return Ok(Some(pack));
        }
        Ok(sound(self.load()?, "les règles"))
    }
}

/// Gives the memory of a pack that was compiled back, beside the work that begins: articles are read into it.
pub(crate) fn give_back(pack: Pack) {
    std::thread::spawn(move || drop(pack));
}

/// # Errors
/// Nothing there, or a folder that is no pack: said at once, not as everything that it lacks.
fn is_pack(path: &Path) -> anyhow::Result<()> {
    let shown = path.display();
    if !path.exists() {
        bail!(
            "règles de « {shown} » : ce dossier n'existe pas ; « demarche init {shown} » y écrirait une copie des règles du programme"
        );
    }
    if path.is_dir() && !path.join("pack.toml").exists() {
        bail!(
            "« {shown} » n'est pas un dossier de règles : pack.toml n'y est pas ; « demarche init DIR » en écrit un"
        );
    }
    Ok(())
}

/// The pack that was read; where it has errors they are said on stderr and there is none. `whose` names the rules.
pub(crate) fn sound(loaded: Loaded, whose: &str) -> Option<Pack> {
    if loaded.pack.is_none() {
        let color = colored(&std::io::stderr());
        let errors = loaded
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error());
        let shown: Vec<String> = errors
            .map(|diagnostic| diagnostic.render(loaded.source_of(diagnostic), color))
            .collect();
        let errors = count(shown.len(), "erreur");
        eprintln!(
            "{}\n\n{errors} dans {whose} : rien n'a été fait.",
            shown.join("\n\n")
        );
    }
    loaded.pack
}
