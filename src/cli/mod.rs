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
    let help = argument.get_help().map(ToString::to_string);
    let long = argument.get_long_help().map(ToString::to_string);
    let (names, listed) = values(&argument);
    let default = default(&argument);
    let short = format!(
        "{}{names}{}",
        help.as_deref().unwrap_or_default(),
        default.replace('\n', " ")
    );
    let long = long.or(help).unwrap_or_default() + &listed;
    let long = match default.as_str() {
        "" => long,
        told => format!("{long}\n{told}"),
    };
    argument
        .help(short)
        .long_help(long)
        .hide_possible_values(true)
        .hide_default_value(true)
}

/// The values among which an argument chooses: their names, and a list that says what each is.
fn values(argument: &Arg) -> (String, String) {
    let values = argument.get_possible_values();
    let shown: Vec<&PossibleValue> = values.iter().filter(|value| !value.is_hide_set()).collect();
    if shown.is_empty() {
        return Default::default();
    }
    let names: Vec<&str> = shown.iter().map(|value| value.get_name()).collect();
    let width = 1 + names
        .iter()
        .map(|name| name.len())
        .max()
        .unwrap_or_default();
    let line = |value: &&PossibleValue| {
        let what = value.get_help().map(ToString::to_string);
        let line = format!(
            "- {:width$} {}",
            format!("{}:", value.get_name()),
            what.unwrap_or_default()
        );
        line.trim_end_matches([':', ' ']).to_string()
    };
    let lines: Vec<String> = shown.iter().map(line).collect();
    (
        format!(" [{}]", names.join(", ")),
        format!("\n\nValeurs :\n{}", lines.join("\n")),
    )
}

/// The value that an argument has where it is left off, on a line of its own; nothing where it has none.
fn default(argument: &Arg) -> String {
    let values = argument.get_default_values().iter();
    let values: Vec<_> = values.map(|value| value.to_string_lossy()).collect();
    match values.is_empty() || argument.is_hide_default_value_set() {
        true => String::new(),
        false => format!("\n[par défaut : {}]", values.join(", ")),
    }
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
