//! Where the results of a run go, and the writer that puts them there: a file, standard output, or a folder that is whole
//! or not there at all.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use demarche::output::{Folder, Format, Rendered, View, Writer};
use tempfile::TempDir;

use crate::cli::destination::Destination;

/// Where results go.
pub(crate) enum Place {
    /// A file, standard output, a device.
    Stream(Destination),
    /// A folder that is filled beside that path and gets its name at the end.
    Folder(TempDir, PathBuf),
    /// Only the account of the run is wanted.
    Nowhere,
}

/// What puts results there.
pub(crate) enum Results {
    /// A file, standard output, a device.
    Stream(Box<Writer<Destination>>),
    /// A folder.
    Folder(Folder, TempDir, PathBuf),
    /// Nothing.
    Nowhere,
}

impl Place {
    /// Made at once, so that a bad path is known before the work.
    pub(crate) fn create(output: Option<&Path>, format: Format) -> anyhow::Result<Self> {
        match output.filter(|path| path.as_os_str() != "-") {
            Some(path) if format.is_folder() => folder_beside(path)
                .with_context(|| format!("« {} » ne peut pas être écrit", path.display())),
            None if format.is_folder() => {
                bail!("ce format écrit un dossier : nommez-le avec -o DOSSIER")
            }
            _ => Destination::create(output).map(Self::Stream),
        }
    }

    /// Whether colours are wanted there.
    pub(crate) fn colored(&self) -> bool {
        matches!(self, Self::Stream(destination) if destination.colored())
    }

    /// Whether a person sees results as they come.
    pub(crate) fn is_seen(&self) -> bool {
        matches!(self, Self::Stream(destination) if destination.is_seen())
    }

    /// Begins to write there.
    pub(crate) fn begin(self, view: &View<'_>) -> anyhow::Result<Results> {
        match self {
            Self::Stream(destination) => {
                let writer = Writer::begin(view, destination);
                Ok(Results::Stream(Box::new(writer.context(WRITING)?)))
            }
            Self::Folder(making, path) => {
                let folder = Folder::begin(view, making.path()).context(WRITING)?;
                Ok(Results::Folder(folder, making, path))
            }
            Self::Nowhere => Ok(Results::Nowhere),
        }
    }
}

impl Results {
    /// Takes the next document.
    pub(crate) fn write(&mut self, rendered: Rendered) -> anyhow::Result<()> {
        match (self, rendered) {
            (Self::Stream(writer), rendered) => writer.write(rendered),
            (Self::Folder(folder, ..), Rendered::Files(files)) => folder.write(&files),
            (Self::Folder(..) | Self::Nowhere, _) => Ok(()),
        }
        .context(WRITING)
    }

    /// Writes out what is left; a file or a folder gets its name.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stream(writer) => writer.end().and_then(Destination::finish),
            Self::Folder(folder, making, path) => folder.end().and_then(|()| {
                std::fs::rename(making.path(), path)?;
                // It has another name now: nothing is left to be removed.
                let _ = making.keep();
                Ok(())
            }),
            Self::Nowhere => Ok(()),
        }
        .context(WRITING)
    }
}

const WRITING: &str = "écriture des résultats";

/// A folder beside the one that is asked for, which may be there, but empty: a folder that annotators worked in is never
/// written over.
fn folder_beside(path: &Path) -> anyhow::Result<Place> {
    if path.exists() && std::fs::read_dir(path)?.next().is_some() {
        bail!("ce dossier existe et n'est pas vide ; donnez-en un autre");
    }
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".demarche-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    let making = builder.tempdir_in(parent.unwrap_or(Path::new(".")))?;
    Ok(Place::Folder(making, path.to_path_buf()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_there_only_once_it_is_whole() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("out");
        let view = View::plain(Format::Brat, &[]);
        let begun = |path: &Path| {
            Place::create(Some(path), Format::Brat)
                .and_then(|place| place.begin(&view))
                .expect("begun")
        };
        drop(begun(&path));
        assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 0);
        begun(&path).finish().expect("finished");
        assert!(path.join("annotation.conf").exists());
        assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 1);
        assert!(
            Place::create(Some(&path), Format::Brat).is_err(),
            "not empty"
        );
    }
}
