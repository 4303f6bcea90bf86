//! Writes back into the files of a pack what programs propose and people agreed to: layout (`fmt`), examples
//! (`compare --accept`), remedies (`check --fix`).
//!
//! Everything that is not to be changed stays as it was written, comments and blank lines too. Nothing here decides
//! what is right; it only writes.

pub mod error;
pub mod example_line;
pub mod folder;
pub mod layout;
pub mod line_ends;
pub mod replace;
pub mod rule_file;

pub use error::EditError;
pub use example_line::example_line;
pub use folder::{Files, file_names, read_file, read_files, write_file};
pub use layout::{Laid, lay_out};
pub use replace::{Replacement, replace};
pub use rule_file::{Block, RuleFile};
