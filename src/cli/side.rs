//! One of the two packs of a comparison: a folder, a revision of a repository, or the program's own.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use demarche::rules::load::{
    Loaded, load_embedded, load_folder, load_revision, path_in_repository,
};
use demarche::rules::pack::Pack;

use crate::cli::pack::sound;

/// Where packs stand in a repository when nothing tells.
const USUAL: &str = "rules";

/// A pack, as the command line names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// `default`: the rules of the program.
    Program,
    /// A folder.
    Folder(PathBuf),
    /// `git:REV` or `git:REV:PATH`.
    Revision {
        revision: String,
        path: Option<String>,
    },
}

impl Side {
    /// Reads an argument; for clap.
    pub(crate) fn parse(written: &str) -> Result<Self, String> {
        let Some(named) = written.strip_prefix("git:") else {
            return Ok(match written {
                "default" if !Path::new(written).exists() => Self::Program,
                folder => Self::Folder(folder.into()),
            });
        };
        let (revision, path) = match named.split_once(':') {
            Some((revision, path)) => (revision, Some(path.to_owned())),
            None => (named, None),
        };
        match revision {
            "" => Err("il manque la révision : git:HEAD, git:v1.2, git:main~3:rules".into()),
            revision => Ok(Self::Revision {
                revision: revision.into(),
                path,
            }),
        }
    }

    /// The folder, where it is one.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    /// Reads the pack, whose other side is `other`; where it has errors they are said on stderr and there is none.
    pub(crate) fn load(&self, other: &Self) -> anyhow::Result<Option<Pack>> {
        let loaded = self
            .read(other)
            .with_context(|| format!("règles de « {self} »"))?;
        Ok(sound(loaded, &format!("les règles de « {self} »")))
    }

    fn read(&self, other: &Self) -> std::io::Result<Loaded> {
        match self {
            Self::Program => Ok(load_embedded()),
            Self::Folder(folder) => load_folder(folder),
            Self::Revision { revision, path } => {
                let inside = other.folder().unwrap_or(Path::new("."));
                let path = match (path, other.folder()) {
                    (Some(path), _) => path.clone(),
                    (None, Some(folder)) => path_in_repository(folder)?,
                    (None, None) => USUAL.into(),
                };
                load_revision(inside, revision, &path)
            }
        }
    }
}

impl std::fmt::Display for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Program => write!(f, "default"),
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Revision {
                revision,
                path: None,
            } => write!(f, "git:{revision}"),
            Self::Revision {
                revision,
                path: Some(path),
            } => write!(f, "git:{revision}:{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_read() {
        let revision = |revision: &str, path: Option<&str>| Side::Revision {
            revision: revision.into(),
            path: path.map(str::to_owned),
        };
        let cases = [
            ("mes-regles", Side::Folder("mes-regles".into())),
            ("default", Side::Program),
            ("git:HEAD~2", revision("HEAD~2", None)),
            ("git:main:a/b", revision("main", Some("a/b"))),
        ];
        for (written, side) in cases {
            assert_eq!(Side::parse(written), Ok(side.clone()));
            assert_eq!(side.to_string(), written);
        }
        assert!(Side::parse("git:").is_err());
    }
}
