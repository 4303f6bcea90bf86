//! The arguments that say how results are shown: format, unit of offsets, untagged sentences, columns.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use demarche::output::csv::Dialect;
use demarche::output::{Format, View};
use demarche::rules::pack::Category;
use demarche::tagger::Unit;

/// How results are shown.
#[derive(Debug, Args)]
pub(crate) struct ViewArgs {
    /// Présentation ; par défaut d'après l'extension de FILE, sinon `text`
    #[arg(long, value_name = "FORMAT")]
    format: Option<ViewFormat>,
    /// Ce que comptent les places dans le texte : octets UTF-8, caractères (Python, R) ou unités UTF-16 (Java, JavaScript)
    #[arg(long, value_name = "UNIT", default_value = "byte")]
    offsets: ViewUnit,
    /// Toutes les phrases, aussi celles où rien n'est trouvé (lignes sans `category`)
    #[arg(long)]
    all_sentences: bool,
    /// Champs des articles qui auront leur colonne dans un tableau (les autres restent ensemble, dans `fields`)
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    fields: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ViewFormat {
    /// Pour lire : la phrase, ses mots décisifs, qui parle à qui, la règle
    Text,
    /// Un objet JSON par ligne, complet
    Jsonl,
    /// Tableau, une déclaration par ligne, virgules
    Csv,
    /// Le même, séparé par des tabulations
    Tsv,
    /// CSV qu'Excel français ouvre d'un double-clic (BOM, points-virgules, CR LF)
    Excel,
    /// Classeur Excel ou LibreOffice
    #[cfg(feature = "xlsx")]
    Xlsx,
    /// Tableau typé pour pandas, R, DuckDB
    #[cfg(feature = "parquet")]
    Parquet,
    /// Dossier de textes et d'annotations pour brat (-o DOSSIER)
    Brat,
    /// Corpus Iramuteq : les articles entiers, les étiquettes en variables
    Iramuteq,
    /// Dossier pour TXM, import XTZ+CSV (-o DOSSIER)
    Txm,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ViewUnit {
    /// Octets UTF-8
    Byte,
    /// Caractères Unicode
    Char,
    /// Unités UTF-16
    Utf16,
}

impl ViewArgs {
    /// What `--format` says, else the extension of `-o`, else text.
    pub(crate) fn format(&self, output: Option<&Path>) -> anyhow::Result<Format> {
        match (self.format, output) {
            (Some(format), _) => Ok(format.into()),
            (None, Some(path)) if path.extension().is_some() => {
                Format::of_path(path).with_context(|| {
                    let extension = path.extension().unwrap_or_default().display();
                    format!("extension inconnue : « .{extension} » ; précisez --format (--help les nomme)")
                })
            }
            (None, _) => Ok(Format::Text),
        }
    }

    /// What of all this changes results, for the manifest of a run in shards.
    pub(crate) fn settings(&self, format: Format) -> BTreeMap<String, String> {
        BTreeMap::from([
            ("format".into(), format!("{format:?}").to_lowercase()),
            (
                "offsets".into(),
                format!("{:?}", self.offsets).to_lowercase(),
            ),
            ("all_sentences".into(), self.all_sentences.to_string()),
            ("fields".into(), self.fields.join(",")),
        ])
    }

    /// What is to be shown, in that format.
    pub(crate) fn view<'a>(
        &self,
        format: Format,
        categories: &'a [Category],
        color: bool,
    ) -> View<'a> {
        View {
            unit: match self.offsets {
                ViewUnit::Byte => Unit::Byte,
                ViewUnit::Char => Unit::Char,
                ViewUnit::Utf16 => Unit::Utf16,
            },
            all_sentences: self.all_sentences,
            fields: self.fields.clone(),
            color,
            ..View::plain(format, categories)
        }
    }
}

impl From<ViewFormat> for Format {
    fn from(format: ViewFormat) -> Self {
        match format {
            ViewFormat::Text => Self::Text,
            ViewFormat::Jsonl => Self::Jsonl,
            ViewFormat::Csv => Self::Csv(Dialect::Csv),
            ViewFormat::Tsv => Self::Csv(Dialect::Tsv),
            ViewFormat::Excel => Self::Csv(Dialect::Excel),
            #[cfg(feature = "xlsx")]
            ViewFormat::Xlsx => Self::Xlsx,
            #[cfg(feature = "parquet")]
            ViewFormat::Parquet => Self::Parquet,
            ViewFormat::Brat => Self::Brat,
            ViewFormat::Iramuteq => Self::Iramuteq,
            ViewFormat::Txm => Self::Txm,
        }
    }
}
