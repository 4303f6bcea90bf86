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

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::cli::exit::Exit;

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

/// Says the values of an argument, and which one it has where it is left off, as part of its help: clap says it in English.
fn values_in_french(argument: Arg) -> Arg {
    if !argument.get_action().takes_values() {
        return argument;
    }
    let values = argument.get_possible_values();
    let shown: Vec<&PossibleValue> = values.iter().filter(|value| !value.is_hide_set()).collect();
    let default: Vec<String> = argument
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy().into_owned())
        .collect();
    let help = argument.get_help().map(ToString::to_string);
    let long = argument.get_long_help().map(ToString::to_string);
    let (mut short, mut long) = (
        help.clone().unwrap_or_default(),
        long.or(help).unwrap_or_default(),
    );
    if !shown.is_empty() {
        let names: Vec<&str> = shown.iter().map(|value| value.get_name()).collect();
        short += &format!(" [{}]", names.join(", "));
        let width = names
            .iter()
            .map(|name| name.len())
            .max()
            .unwrap_or_default()
            + 1;
        long += "\n\nValeurs :";
        for value in &shown {
            let what = value
                .get_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            long += &format!("\n- {:width$} {what}", format!("{}:", value.get_name()))
                .trim_end_matches([':', ' ']);
        }
    }
    if !default.is_empty() && !argument.is_hide_default_value_set() {
        let told = format!("par défaut : {}", default.join(", "));
        short += &format!(" [{told}]");
        long += &format!("\n\n[{told}]");
    }
    argument
        .help(short)
        .long_help(long)
        .hide_possible_values(true)
        .hide_default_value(true)
}

/// Gives a command help whose own words are French too.
fn in_french(command: clap::Command) -> clap::Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help);
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version);
    command
        .help_template("{about-with-newline}\nUtilisation : {usage}\n\n{all-args}{after-help}\n")
        .subcommand_help_heading("Commandes")
        .mut_args(values_in_french)
        .disable_help_flag(true)
        .arg(help.help("Affiche cette aide"))
        .disable_version_flag(true)
        .arg(version.help("Affiche la version"))
}
