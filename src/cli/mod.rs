//! The command line: one file a command, each its arguments and a `run` that reads as a recipe.
//!
//! Help and messages are in French, names of commands and flags in English. This part of the program sees nothing of
//! the library but what is public.

mod check;
mod destination;
mod forms;
mod init;
mod inputs;
mod pack;
mod reading;
mod segment;
mod tag;
mod terminal;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

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
    after_help = "Codes de sortie : 0 fait · 1 constats (exemple en échec, règle fautive) · 2 usage, lecture ou écriture."
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
    Segment(segment::SegmentArgs),
    Forms(forms::FormsArgs),
    Init(init::InitArgs),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All was done.
    Done,
    /// Something was found that should not be: a failed example, a rule with a mistake.
    Findings,
    /// A part of the input could not be read, or the pack is broken; it was said.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => ExitCode::SUCCESS,
            Exit::Findings => ExitCode::from(1),
            Exit::Failed => ExitCode::from(2),
        }
    }
}

impl Cli {
    /// Runs the command.
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        match self.command {
            Command::Tag(args) => tag::run(&args),
            Command::Check(args) => check::run(&args),
            Command::Test(args) => test::run(&args),
            Command::Segment(args) => segment::run(&args),
            Command::Forms(args) => forms::run(&args),
            Command::Init(args) => init::run(&args),
        }
    }
}

/// Reads the arguments; on a mistake in them, clap says it and leaves with 2.
pub(crate) fn parse() -> Cli {
    Cli::parse()
}
