//! Help in French: what clap says of commands and arguments in its own words.

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command};

/// Gives a command help whose own words are French too.
pub(crate) fn in_french(command: Command) -> Command {
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
