//! `tag`: the statements of articles.

use std::num::NonZero;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use demarche::batch::in_order;
use demarche::input::decode::Note;
use demarche::input::{Article, InputError, Place, Record, Records};
use demarche::output::Format;
use demarche::rules::ruleset::Ruleset;
use demarche::tagger::Tagger;

use crate::cli::destination::Destination;
use crate::cli::exit::Exit;
use crate::cli::inputs::InputArgs;
use crate::cli::pack::RulesArgs;
use crate::cli::reading::Reading;
use crate::cli::terminal::count;

/// Étiquette des articles : qui appelle, offre, promet, accuse, dément ; à qui ; par quelle règle
#[derive(Debug, Args)]
pub(crate) struct TagArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// Fichier des résultats, remplacé seulement une fois tout écrit (par défaut : la sortie standard)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Présentation ; par défaut d'après l'extension de FILE, sinon `text`
    #[arg(long, value_name = "FORMAT")]
    format: Option<TagFormat>,
    /// Nombre de fils d'exécution (par défaut : un par cœur) ; les résultats n'en dépendent pas
    #[arg(short = 'j', long = "threads", value_name = "N")]
    threads: Option<NonZero<usize>>,
    #[command(flatten)]
    rules: RulesArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum TagFormat {
    /// Pour lire : la phrase, ses mots décisifs, qui parle à qui, la règle
    Text,
    /// Un objet JSON par ligne, complet
    Jsonl,
}

pub(crate) fn run(args: &TagArgs) -> anyhow::Result<Exit> {
    let format = args.format()?;
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    let ruleset = Ruleset::compile(&pack);
    let job = Job {
        tagger: Tagger::new(&ruleset),
        ruleset: &ruleset,
        format,
    };
    let found = args.inputs.find();
    let mut reading = Reading::begin(found.failed);
    let mut destination = Destination::create(args.output.as_deref())?;
    let color = destination.colored();
    let statements = args.pool()?.install(|| {
        job.tag(
            Records::new(found.inputs),
            color,
            &mut destination,
            &mut reading,
        )
    })?;
    destination.finish().context("écriture des résultats")?;
    reading.end(&count(statements, "déclaration"));
    Ok(reading.exit())
}

impl TagArgs {
    /// What `--format` says, else the extension of `-o`, else text.
    fn format(&self) -> anyhow::Result<Format> {
        match (self.format, &self.output) {
            (Some(TagFormat::Jsonl), _) => Ok(Format::Jsonl),
            (Some(TagFormat::Text), _) => Ok(Format::Text),
            (None, Some(path)) if path.extension().is_some() => Format::of_path(path).with_context(|| {
                let extension = path.extension().unwrap_or_default().display();
                format!("extension inconnue : « .{extension} » ; précisez --format text ou --format jsonl")
            }),
            (None, _) => Ok(Format::Text),
        }
    }

    fn pool(&self) -> anyhow::Result<rayon::ThreadPool> {
        let threads = self.threads.map_or(0, NonZero::get);
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .context("création des fils d'exécution")
    }
}

/// What is done to every record.
struct Job<'r> {
    tagger: Tagger<'r>,
    ruleset: &'r Ruleset,
    format: Format,
}

/// What came of a record that was read: its statements, written out, and their number.
struct Tagged {
    place: Place,
    note: Option<Note>,
    bytes: Vec<u8>,
    statements: usize,
}

impl Job<'_> {
    /// Tags all records and writes what comes of them, in their order. Gives the number of statements.
    fn tag(
        &self,
        records: Records,
        color: bool,
        destination: &mut Destination,
        reading: &mut Reading,
    ) -> anyhow::Result<usize> {
        let mut statements = 0;
        in_order(
            records,
            |record| record.as_ref().map_or(0, Record::weight),
            |record| {
                record
                    .and_then(Record::read)
                    .map(|article| self.tag_one(article, color))
            },
            |tagged: Result<Tagged, InputError>| {
                if let Some(tagged) = reading.note(tagged) {
                    reading.encoding(&tagged.place, tagged.note);
                    statements += tagged.statements;
                    std::io::Write::write_all(destination, &tagged.bytes)?;
                }
                anyhow::Ok(())
            },
        )?;
        Ok(statements)
    }

    fn tag_one(&self, article: Article, color: bool) -> Tagged {
        let found = self.tagger.tag(&article.document);
        let mut bytes = Vec::new();
        self.format
            .write(&found, &self.ruleset.categories, color, &mut bytes)
            .expect("writing to memory cannot fail");
        Tagged {
            place: article.place,
            note: article.note,
            bytes,
            statements: found.len(),
        }
    }
}
