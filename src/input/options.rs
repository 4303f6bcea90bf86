//! What the caller knows of the inputs better than their bytes tell it.

use encoding_rs::Encoding;

use crate::input::format::InputFormat;
use crate::input::limits::Limits;

/// How inputs are read; by default all is told by their names and bytes.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format of all inputs.
    pub format: Option<InputFormat>,
    /// The encoding of all inputs; a byte-order mark wins over it.
    pub encoding: Option<&'static Encoding>,
    /// The column of a table, or the key of JSONL, that holds the text.
    pub text_column: Option<String>,
    /// The column of a table, the key of JSONL or the variable of Iramuteq that names the document.
    pub id_column: Option<String>,
    /// How much is taken.
    pub limits: Limits,
}
