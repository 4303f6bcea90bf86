//! Reads a rule pack: files into a [`Pack`](crate::rules::pack::Pack), with every mistake of every file.
//!
//! `pack_files` finds the files and decodes them; each other file reads one kind of them. What a
//! pattern or a lexicon means together with the others is judged by `check`.

mod actor_file;
mod alone;
mod archive;
mod block;
mod example;
mod french;
pub mod keys;
mod lexicon_file;
mod pack_file;
pub(in crate::rules) mod pack_files;
mod revision;
mod rule_file;
pub mod schema;
mod table;
mod toml_text;
mod whole;

pub use alone::{Told, add_pattern};
#[cfg(feature = "edit")]
pub(in crate::rules) use lexicon_file::without_comment;
pub use revision::{load_revision, path_in_repository};
pub use whole::{Loaded, embedded_pack, load_archive, load_embedded, load_files, load_folder};

#[cfg(all(test, feature = "edit"))]
pub(in crate::rules) fn read_example(
    text: String,
    place: crate::rules::pack::Place,
    findings: &mut crate::rules::findings::Findings<'_>,
) -> crate::rules::pack::Example {
    example::read(table::Text { text, place }, findings)
}
