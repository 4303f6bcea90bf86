//! What can go wrong with an article, where, and what its reader can do about it.

use std::fmt;
use std::io;
use std::sync::Arc;

use crate::input::compression::Compression;
use crate::input::decode::NotText;
use crate::input::foreign::Foreign;
use crate::input::format::InputFormat;
use crate::text::system::said;

/// Where an article stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file as it was named, with what it lies in (`a.zip/b.txt`); `-` is standard input.
    pub file: Arc<str>,
    /// Its first line, or the row of a sheet, from 1, where the file may hold several articles.
    pub line: Option<usize>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// An article that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{place} : {reason}")]
pub struct InputError {
    /// Where it stands.
    pub place: Place,
    /// Why it could not be read.
    pub reason: Reason,
}

/// Why an article could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// What the file system says.
    #[error("lecture impossible ({})", said(.0))]
    Io(io::Error),
    /// Its bytes are no text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// A file of another program.
    #[error(transparent)]
    Foreign(#[from] Foreign),
    /// The bytes of a compressed file make no sense.
    #[error("fichier {0} abîmé ; copiez-le ou téléchargez-le à nouveau")]
    Damaged(Compression),
    /// A compressed file ends too early.
    #[error("fichier {0} tronqué : la fin manque ; copiez-le ou téléchargez-le à nouveau")]
    Truncated(Compression),
    /// A compressed file that swells.
    #[error(
        "fichier {0} gonflé plus de {1} fois à la décompression, arrêté là ; décompressez-le d'abord si vous vous y fiez"
    )]
    Swells(Compression, u64),
    /// A compressed file that gives too much.
    #[error(
        "fichier {0} de plus de {1} octets une fois décompressé, arrêté là ; décompressez-le et coupez-le"
    )]
    TooLarge(Compression, u64),
    /// A compressed file that takes too much memory to read.
    #[error(
        "fichier {0} compressé avec un dictionnaire trop grand ; recompressez-le sans --long ni -9e"
    )]
    Memory(Compression),
    /// Compressions and archives in one another.
    #[error("plus de {0} compressions l'une dans l'autre ; décompressez d'abord")]
    Layers(usize),
    /// An archive with too many files.
    #[error("plus de {0} fichiers dans l'archive ; décompressez-la d'abord")]
    Entries(usize),
    /// A file of an archive that needs a password.
    #[error("fichier chiffré dans l'archive ; décompressez-la d'abord avec son mot de passe")]
    Encrypted,
    /// A way of compressing a file of an archive that is not known here.
    #[error("compression inconnue dans l'archive (méthode {0}) ; décompressez-la d'abord")]
    Method(u16),
    /// A reader that was left out of this build.
    #[error("format {0} absent de cette version du programme")]
    NotBuilt(InputFormat),
    /// Several articles in a file whose name promises one.
    #[error(
        "le contenu est au format {0}, ce n'est pas un article ; relancez avec --input-format {0}"
    )]
    Mistaken(InputFormat),
    /// The text of the article is longer than any article.
    #[error("l'article dépasse {} ; coupez-le, ou précisez --input-format si le fichier en contient plusieurs", size(*.0))]
    ArticleTooLong(usize),
    /// A line longer than any article.
    #[error("la ligne ou la page dépasse {} ; chaque article doit avoir la sienne", size(*.0))]
    LineTooLong(usize),
    /// Marks opened in one another.
    #[error("plus de {0} balises ouvertes l'une dans l'autre")]
    TooDeep(usize),
    /// A page in pieces.
    #[error("plus de {0} paragraphes dans la page")]
    TooManyBlocks(usize),
    /// The line is no JSON.
    #[error("ligne JSON mal formée, colonne {column} ({message})", column = .0.column(), message = category(.0))]
    Json(#[from] serde_json::Error),
    /// An object or array of JSON over several lines.
    #[error(
        "tableau JSON, ou objet sur plusieurs lignes ; il faut un objet {{…}} par ligne : jq -c 'if type == \"array\" then .[] else . end'"
    )]
    SpreadJson,
    /// The line is JSON, but not an object.
    #[error("la ligne n'est pas un objet JSON {{…}}")]
    NotAnObject,
    /// A key that must be there.
    #[error("la clé « {0} » manque ; --text-column en nomme une autre")]
    MissingKey(String),
    /// A key whose value is of the wrong type.
    #[error("la valeur de « {key} » n'est {wanted}")]
    WrongType {
        /// The key.
        key: String,
        /// What it should be.
        wanted: &'static str,
    },
    /// A table without a column that is surely the text.
    #[error("aucune colonne « text » ou « texte » ; précisez --text-column parmi : {}", .0.join(", "))]
    NoTextColumn(Vec<String>),
    /// A column that was asked for.
    #[error("la colonne « {name} » manque ; il y a : {}", .columns.join(", "))]
    MissingColumn {
        /// The one asked for.
        name: String,
        /// Those that are there.
        columns: Vec<String>,
    },
    /// A row that does not fit under the names.
    #[error(
        "{} au lieu de {wanted} : un séparateur ou un guillemet de trop ou de moins ?", cells(*.found)
    )]
    Columns {
        /// Cells of the row.
        found: usize,
        /// Cells of the first row.
        wanted: usize,
    },
    /// A quotation mark that takes the rest of the file into one cell.
    #[error(
        "un guillemet s'ouvre ici et n'est jamais refermé : la suite du fichier n'est pas lue ; doublez-le (\"\") ou refermez-le"
    )]
    OpenQuote,
    /// Two rows about one file.
    #[error("deux lignes pour « {0} » ; la dernière compte")]
    TwiceInMetadata(String),
    /// A workbook that cannot be read.
    #[error("classeur illisible ({0}) ; enregistrez-le à nouveau en .xlsx, ou en .csv")]
    Workbook(String),
    /// A sheet of a workbook that holds a chart.
    #[error("la feuille n'a pas de cellules")]
    NotASheet,
    /// Text before the first line `****`.
    #[error("du texte précède la première ligne « **** *variable_valeur »")]
    BeforeStars,
    /// XML that is not well formed.
    #[error("XML mal formé, ligne {line} : {message}")]
    Xml {
        /// From 1, in the file.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// An entity, which might stand for anything.
    #[error(
        "ligne {line} : l'entité « &{name}; » n'est pas lue (elle pourrait tout contenir) ; remplacez-la par son texte"
    )]
    Entity {
        /// From 1, in the file.
        line: usize,
        /// Without its marks.
        name: String,
    },
    /// A page or TEI file in which nothing is running text.
    #[error("aucun texte d'article trouvé dans {0}")]
    NoArticle(&'static str),
}

/// Errors travel through readers as those of the system: what was ours comes out as it was.
impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) => Self::Io(error),
        }
    }
}

impl From<Reason> for io::Error {
    fn from(reason: Reason) -> Self {
        Self::other(reason)
    }
}

/// `1 colonne`, `3 colonnes`.
fn cells(number: usize) -> String {
    format!("{number} colonne{}", if number > 1 { "s" } else { "" })
}

/// `8 Mo`, or bytes where it is less.
fn size(bytes: usize) -> String {
    match bytes / 1_000_000 {
        0 => format!("{bytes} octets"),
        millions => format!("{millions} Mo"),
    }
}

/// What kind of mistake it is: the parser's own words are English and about Rust types.
fn category(error: &serde_json::Error) -> &'static str {
    if error.to_string().starts_with("recursion limit") {
        return "trop d'objets ou de tableaux l'un dans l'autre";
    }
    match error.classify() {
        serde_json::error::Category::Eof => "la ligne s'arrête avant la fin de l'objet",
        serde_json::error::Category::Io => "lecture interrompue",
        serde_json::error::Category::Syntax | serde_json::error::Category::Data => {
            "virgule, guillemet ou accolade de trop ou manquant"
        }
    }
}
