//! All integration tests, one binary; one module a theme.

/// Whatever the text, tagging does not fail.
mod any_text;
/// Who speaks, to whom: parties that the sentence leaves open.
mod attribution;
/// What an author of rules runs: layout, two packs compared, answers that become examples.
mod author;
/// Large runs: what they leave behind, killed, resumed, disturbed.
mod batch;
/// The program as a user runs it: exit codes, stdout, stderr.
mod cli;
/// What is found, in its context.
mod concordance;
/// Negation, hypothesis, conditional, quotation on the default pack.
mod context;
/// The statements of every article of `corpus/`, as snapshots.
mod corpus;
/// The codes of the mistakes in a rule pack, each from a tiny broken one.
mod diagnostics;
/// Writing back into rule files: layout and examples.
mod edit;
/// Scores against gold, and the command that prints them.
mod eval;
/// Why a sentence was tagged or not.
mod explain;
/// The inflection of the pack.
mod inflection;
/// Reading articles: every format, good and bad.
mod input;
/// Which room of `src/` may import which.
mod layers;
/// What is hardly meant in a pack, and what does nothing.
mod lints;
/// The manual of a pack and the schemas of its files.
mod manual;
/// What `tag` writes, format by format.
mod output;
/// Folders, patterns and standard input: what is read, what is passed over and said.
mod paths;
/// The program in folders of its own, for the tests that run it.
mod program;
/// The report, in a browser.
mod report;
/// What the pack reaches on gold.
mod scores;
/// Sentences and the layout of articles.
mod segmentation;
/// What is passed over unread.
mod waking;
