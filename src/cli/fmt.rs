//! `fmt`: the files of a pack in their canonical layout.

use std::io::Write;
use std::path::Path;

use clap::{Args, ValueEnum};
use demarche::rules::edit::{Laid, file_names, lay_out, read_file, write_file};
use demarche::rules::nearest::nearest;
use demarche::text::diagnostic::Diagnostic;
use serde::Serialize;

use crate::cli::exit::Exit;
use crate::cli::pack::RulesArgs;
use crate::cli::terminal::{count, meant};

/// Met en forme les fichiers de règles et les lexiques ; les commentaires restent, le sens ne change pas
#[derive(Debug, Args)]
#[command(after_help = "\
Les clés d'une règle dans leur ordre (id, status, subject, negation, hypothesis, conditional, pattern, except, matches,
rejects, todo), les motifs et les phrases en blocs ''', une espace entre les éléments d'un motif, une ligne vide entre
les règles. Les entrées d'un lexique gardent leur ordre. Les tables d'acteurs ne sont pas touchées.")]
pub(crate) struct FmtArgs {
    #[command(flatten)]
    rules: RulesArgs,
    /// Fichiers du paquet (`denial.toml`, `lexicons/armes.txt`) ; par défaut, tous
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// N'écrit rien : nomme les fichiers qui ne sont pas en forme, et finit par 1 s'il y en a
    #[arg(long)]
    check: bool,
    /// Présentation
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: FmtFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FmtFormat {
    /// Pour lire
    Text,
    /// Un objet JSON
    Json,
}

/// What was found.
#[derive(Debug, Default, Serialize)]
struct Account {
    /// The files that were not in their layout.
    changed: Vec<Changed>,
    /// The number of files that were.
    unchanged: usize,
    /// The number of files that could not be read; each was said.
    failed: usize,
}

/// A file that was not in its layout, and the first line that was not.
#[derive(Debug, Serialize)]
struct Changed {
    file: String,
    line: usize,
}

pub(crate) fn run(args: &FmtArgs) -> anyhow::Result<Exit> {
    let dir = args.rules.folder()?;
    let mut account = Account::default();
    let loaded = args.rules.load()?;
    for name in args.names(dir)? {
        let unreadable = loaded
            .diagnostics
            .iter()
            .find(|found| found.file == name && UNREADABLE.contains(&found.code));
        match unreadable {
            Some(error) => account.leave(error),
            None => account.add(dir, name, args.check),
        }
    }
    let mut out = std::io::stdout().lock();
    match args.format {
        FmtFormat::Text => account.write_text(args.check, &mut out)?,
        FmtFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &account)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(match account {
        Account { failed: 1.., .. } => Exit::Failed,
        Account { changed, .. } if args.check && !changed.is_empty() => Exit::Findings,
        _ => Exit::Done,
    })
}

impl FmtArgs {
    /// The files to lay out.
    ///
    /// # Errors
    /// A folder that cannot be read, a name that is no file of it.
    fn names(&self, dir: &Path) -> anyhow::Result<Vec<String>> {
        let all = file_names(dir)?;
        for name in &self.files {
            if !all.contains(name) {
                let near = meant(nearest(name, all.iter().map(String::as_str)));
                anyhow::bail!("aucun fichier « {name} » dans « {} »{near}", dir.display());
            }
        }
        Ok(match self.files.is_empty() {
            true => all,
            false => self.files.clone(),
        })
    }
}

/// The mistakes that leave open where an element or a value ends: what is laid out must have been read.
const UNREADABLE: [&str; 6] = [
    "invalid-utf8",
    "toml-syntax",
    "unclosed-block",
    "unclosed-quote",
    "unclosed-group",
    "pattern-syntax",
];

impl Account {
    /// Leaves a file that cannot be read as it stands, and says why.
    fn leave(&mut self, error: &Diagnostic) {
        eprintln!(
            "{} : {} ; le fichier reste comme il est (« demarche check » dit le remède)",
            error.place(),
            error.message
        );
        self.failed += 1;
    }

    /// Lays out a file, or says why it cannot.
    fn add(&mut self, dir: &Path, name: String, check: bool) {
        match laid(dir, &name, check) {
            Ok(Some(line)) => self.changed.push(Changed { file: name, line }),
            Ok(None) => self.unchanged += 1,
            Err(error) => {
                eprintln!("{name} : {error}");
                self.failed += 1;
            }
        }
    }

    fn write_text(&self, check: bool, out: &mut impl Write) -> std::io::Result<()> {
        for Changed { file, line } in &self.changed {
            writeln!(out, "{file}:{line}")?;
        }
        let changed = count(self.changed.len(), "fichier");
        match (self.changed.len(), check) {
            (0, _) => write!(
                out,
                "Tout est en forme ({})",
                count(self.unchanged, "fichier")
            )?,
            (_, true) => write!(out, "{changed} à mettre en forme : demarche fmt --rules …")?,
            (1, false) => write!(out, "{changed} mis en forme")?,
            (_, false) => write!(out, "{changed} mis en forme")?,
        }
        match self.failed {
            0 => writeln!(out, "."),
            failed => writeln!(out, " ; {} laissé de côté.", count(failed, "fichier")),
        }
    }
}

/// Lays out a file. Gives the first line that was not in its layout.
fn laid(dir: &Path, name: &str, check: bool) -> anyhow::Result<Option<usize>> {
    // Only what has a layout must be text.
    if matches!(lay_out(name, ""), Ok(Laid::NotConcerned)) {
        return Ok(None);
    }
    let text = read_file(dir, name)?;
    let Laid::Changed(laid) = lay_out(name, &text)? else {
        return Ok(None);
    };
    if !check {
        write_file(dir, name, &laid)?;
    }
    let same = text
        .lines()
        .zip(laid.lines())
        .take_while(|(old, new)| old == new)
        .count();
    Ok(Some(same + 1))
}
