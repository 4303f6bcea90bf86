//! The command line: one file a command, each its arguments and a `run` that reads as a recipe.
//!
//! Help and messages are in French, names of commands and flags in English. This part of the program sees nothing of
//! the library but what is public.

mod accept;
mod check;
mod compare;
mod concordance;
mod coverage;
mod destination;
mod docs;
mod eval;
mod exit;
mod explain;
mod fmt;
mod forms;
mod help;
mod ids;
mod init;
mod inputs;
mod interrupt;
mod metadata;
mod new;
mod pack;
mod reading;
mod report;
mod results;
mod screen;
mod segment;
mod shards;
mod side;
mod summary;
mod tag;
mod terminal;
mod test;
mod usage;
mod view;
mod watch;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::cli::exit::Exit;
use crate::cli::help::in_french;

/// Trouve dans la presse française les déclarations diplomatiques : appels au cessez-le-feu, offres de médiation,
/// promesses de soutien militaire, accusations, démentis ; et dit qui parle, à qui, et quelle règle l'a vu.
#[derive(Debug, Parser)]
#[command(
    name = "demarche",
    version,
    propagate_version = true,
    disable_help_subcommand = true
)]
#[command(
    after_help = "Codes de sortie : 0 fait · 1 constats (exemple en échec, règle fautive) · 2 usage, lecture ou écriture · 130 interruption."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Tag(tag::TagArgs),
    Check(check::CheckArgs),
    Test(test::TestArgs),
    Explain(explain::ExplainArgs),
    Concordance(concordance::ConcordanceArgs),
    Report(report::ReportArgs),
    Eval(eval::EvalArgs),
    Segment(segment::SegmentArgs),
    Forms(forms::FormsArgs),
    Fmt(fmt::FmtArgs),
    Compare(compare::CompareArgs),
    New(new::NewArgs),
    Watch(watch::WatchArgs),
    Init(init::InitArgs),
    Docs(docs::DocsArgs),
}

impl Cli {
    /// Runs the command.
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        interrupt::watch();
        match self.command {
            Command::Tag(args) => tag::run(&args),
            Command::Check(args) => check::run(&args),
            Command::Test(args) => test::run(&args),
            Command::Explain(args) => explain::run(&args),
            Command::Concordance(args) => concordance::run(args),
            Command::Report(args) => report::run(&args),
            Command::Eval(args) => eval::run(&args),
            Command::Segment(args) => segment::run(&args),
            Command::Forms(args) => forms::run(&args),
            Command::Fmt(args) => fmt::run(&args),
            Command::Compare(args) => compare::run(&args),
            Command::New(args) => new::run(&args),
            Command::Watch(args) => watch::run(&args),
            Command::Init(args) => init::run(&args),
            Command::Docs(args) => docs::run(&args),
        }
    }
}

/// Reads the arguments; a mistake in them is said, and the program ends with 2.
pub(crate) fn parse() -> Cli {
    let command = in_french(Cli::command()).mut_subcommands(in_french);
    let read = command
        .try_get_matches()
        .and_then(|matches| Cli::from_arg_matches(&matches));
    read.unwrap_or_else(|error| usage::leave(&error))
}
