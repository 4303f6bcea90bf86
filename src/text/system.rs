//! What the operating system says when it refuses something, in French.

use std::io::{Error, ErrorKind};

/// The usual refusals in French; what is none of them as the system words it, and what is no refusal of the system's as it
/// was worded where it arose.
pub fn said(error: &Error) -> String {
    if error.get_ref().is_some() {
        return error.to_string();
    }
    let told = match error.kind() {
        ErrorKind::NotFound => "le fichier n'existe pas ou plus",
        ErrorKind::PermissionDenied => "accès refusé ; vérifiez les droits du fichier",
        ErrorKind::IsADirectory => "c'est un dossier",
        ErrorKind::NotADirectory => "un des noms du chemin n'est pas celui d'un dossier",
        ErrorKind::AlreadyExists => "il existe déjà",
        ErrorKind::StorageFull => "il n'y a plus de place sur le disque",
        ErrorKind::QuotaExceeded => "il n'y a plus de place : le quota est atteint",
        ErrorKind::FileTooLarge => "le fichier est trop grand pour ce disque",
        ErrorKind::ReadOnlyFilesystem => "ce disque ne se laisse que lire",
        ErrorKind::ResourceBusy => "le fichier est occupé par un autre programme",
        ErrorKind::OutOfMemory => "il n'y a pas assez de mémoire",
        ErrorKind::TimedOut => "le disque ne répond pas",
        _ => return error.to_string(),
    };
    told.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_is_said_in_french() {
        for (number, told) in [
            (2, "n'existe pas"),
            (13, "accès refusé"),
            (28, "plus de place"),
        ] {
            let said = said(&Error::from_raw_os_error(number));
            assert!(said.contains(told) && !said.contains("os error"), "{said}");
        }
    }

    #[test]
    fn what_is_not_keeps_its_words() {
        assert_eq!(
            said(&Error::from_raw_os_error(40)),
            Error::from_raw_os_error(40).to_string()
        );
        let own = Error::new(ErrorKind::AlreadyExists, "il y a déjà un paquet");
        assert_eq!(said(&own), "il y a déjà un paquet");
    }
}
