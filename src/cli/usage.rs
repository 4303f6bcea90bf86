//! Mistakes in the arguments, said in French.

use std::error::Error as _;
use std::num::{ParseFloatError, ParseIntError};

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::cli::terminal::meant;

/// Says what is wrong with the arguments and ends the program with 2; or shows the help or the version, and ends it with 0.
pub(crate) fn leave(error: &Error) -> ! {
    let Some(told) = told(error) else {
        error.exit();
    };
    let usage = context(error, ContextKind::Usage)
        .map(|usage| usage.trim().replacen("Usage:", "Utilisation :", 1));
    anstream::eprintln!("demarche : {told}");
    if let Some(usage) = usage {
        anstream::eprintln!("\n{usage}\n« --help » dit ce que la commande attend.");
    }
    std::process::exit(2);
}

/// The mistake; `None` for what is none, and for what clap alone can tell.
fn told(error: &Error) -> Option<String> {
    let of = |kind| context(error, kind).unwrap_or_default();
    let argument = of(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let meant = suggested(error, ContextKind::SuggestedSubcommand);
            format!(
                "« {} » n'est pas une commande{meant}",
                of(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::UnknownArgument => {
            let meant = suggested(error, ContextKind::SuggestedArg);
            format!("« {argument} » n'est pas attendu ici{meant}")
        }
        ErrorKind::InvalidValue => {
            let known = of(ContextKind::ValidValue);
            match of(ContextKind::InvalidValue).as_str() {
                "" => format!("« {argument} » attend une valeur{}", one_of(&known)),
                value => {
                    let meant = suggested(error, ContextKind::SuggestedValue);
                    let rest = if meant.is_empty() {
                        one_of(&known)
                    } else {
                        meant
                    };
                    format!("« {value} » n'est pas une valeur de « {argument} »{rest}")
                }
            }
        }
        ErrorKind::ValueValidation => format!(
            "« {} » n'est pas une valeur de « {argument} » : {}",
            of(ContextKind::InvalidValue),
            reason(error)
        ),
        ErrorKind::MissingRequiredArgument => format!("il manque {argument}"),
        ErrorKind::ArgumentConflict => format!(
            "« {argument} » ne va pas avec {}",
            of(ContextKind::PriorArg)
        ),
        _ => return None,
    })
}

/// What clap knows of the mistake, as text.
fn context(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(all) => Some(all.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(all) => {
            let all: Vec<String> = all.iter().map(ToString::to_string).collect();
            Some(all.join(", "))
        }
        _ => None,
    }
}

fn suggested(error: &Error, kind: ContextKind) -> String {
    meant(context(error, kind).as_deref())
}

fn one_of(known: &str) -> String {
    match known {
        "" => String::new(),
        known => format!(" ; il y a : {known}"),
    }
}

/// Why a value is none: what its parser says, but for the numbers of the standard library, which speak English.
fn reason(error: &Error) -> String {
    match error.source() {
        Some(source) if source.is::<ParseIntError>() => "un nombre entier est attendu".into(),
        Some(source) if source.is::<ParseFloatError>() => "un nombre est attendu".into(),
        Some(source) => source.to_string(),
        None => "elle ne se lit pas".into(),
    }
}
