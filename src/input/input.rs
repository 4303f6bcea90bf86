//! What is to be read: a file and the name of its document, bytes that lie in memory, or standard input.

use std::path::{Path, PathBuf};
use std::sync::Arc;

#[cfg(feature = "formats")]
use crate::input::txm::Metadata;

/// A file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// None is standard input.
    pub path: Option<PathBuf>,
    /// What the file holds, where it is no file on disk.
    pub(crate) bytes: Option<Arc<[u8]>>,
    /// The id of the document, where the file is one: its name, with the folders below the one that was asked for.
    pub id: String,
    /// What a `metadata.csv` beside it says of it.
    #[cfg(feature = "formats")]
    pub metadata: Option<Arc<Metadata>>,
}

impl Input {
    /// A file by itself, which gives its name to the document.
    pub fn file(path: &Path) -> Self {
        let id = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        Self {
            path: Some(path.to_path_buf()),
            bytes: None,
            id,
            #[cfg(feature = "formats")]
            metadata: None,
        }
    }

    /// Bytes in memory, read as a file of that name would be.
    pub fn bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self {
            bytes: Some(bytes.into()),
            ..Self::file(Path::new(name))
        }
    }

    /// Standard input.
    pub fn stdin() -> Self {
        Self {
            path: None,
            bytes: None,
            id: "-".into(),
            #[cfg(feature = "formats")]
            metadata: None,
        }
    }

    /// Its path, where it is a file on disk.
    pub(crate) fn on_disk(&self) -> Option<&Path> {
        self.path.as_deref().filter(|_| self.bytes.is_none())
    }

    /// As it is named in messages.
    pub(crate) fn name(&self) -> Arc<str> {
        self.path
            .as_ref()
            .map_or("-".into(), |path| path.to_string_lossy().into())
    }
}
