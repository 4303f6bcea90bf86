//! Finds diplomatic statements in French news: who calls for a ceasefire, offers mediation, promises military support,
//! accuses or denies; to whom; and which rule saw it.
//!
//! 1. [`input`] reads articles: bytes → [`Document`].
//! 2. [`rules`] reads a rule pack, which linguists write, and compiles it: files → `Pack` → [`Ruleset`].
//! 3. [`tagger`] applies the one to the other: [`Tagger::tag`] gives [`Statement`]s and cannot fail.
//! 4. [`output`] writes them; [`evaluate`] tells how good the rules are; [`batch`] does many documents at once.
//!
//! A [`Ruleset`] is built once and then only read; a [`Tagger`] borrows it, and threads share both.
//!
//! ```
//! use demarche::{Document, Ruleset, Tagger, load_embedded};
//!
//! let pack = load_embedded().pack.expect("the pack of the library is sound");
//! let ruleset = Ruleset::compile(&pack);
//! let article = Document::plain("depeche.txt", "Le Kremlin appelle à la fin des hostilités au Haut-Karabakh.".into());
//! let statements = Tagger::new(&ruleset).tag(&article);
//! assert_eq!((statements[0].category.as_str(), statements[0].speaker[0].as_str()), ("ceasefire_call", "RUS"));
//! ```
//!
//! All offsets are half-open ranges of UTF-8 bytes of the decoded text ([`Span`]).
//!
//! Rooms import those to their left only: `text` ◀ `input` ◀ `rules` ◀ `tagger` ◀ `evaluate` ◀ `study` ◀ `output` ◀ `batch`.

pub mod batch;
pub mod evaluate;
pub mod input;
pub mod output;
pub mod rules;
pub mod study;
pub mod tagger;
pub mod text;

// What most users of the library name: reading rules,
pub use rules::load::{Loaded, embedded_pack, load_archive, load_embedded, load_folder};
pub use rules::ruleset::Ruleset;
pub use text::diagnostic::{Diagnostic, Severity};
// tagging,
pub use tagger::{Act, Modality, Party, Statement, Tagger};
pub use text::document::Document;
pub use text::span::Span;
// and writing what was found.
pub use output::{Format, View, Writer};
