//! `tag`: the statements of articles.

use std::num::NonZero;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use demarche::batch::in_order;
use demarche::input::decode::Note;
use demarche::input::{Article, InputError, Place, Record, Records};
use demarche::output::{Rendered, View, Writer};
use demarche::rules::ruleset::Ruleset;
use demarche::tagger::Tagger;

use crate::cli::destination::Destination;
use crate::cli::exit::Exit;
use crate::cli::inputs::InputArgs;
use crate::cli::pack::RulesArgs;
use crate::cli::reading::Reading;
use crate::cli::terminal::count;
use crate::cli::view::ViewArgs;

/// Étiquette des articles : qui appelle, offre, promet, accuse, dément ; à qui ; par quelle règle
#[derive(Debug, Args)]
pub(crate) struct TagArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// Fichier des résultats, remplacé seulement une fois tout écrit (par défaut : la sortie standard)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    view: ViewArgs,
    /// Nombre de fils d'exécution (par défaut : un par cœur) ; les résultats n'en dépendent pas
    #[arg(short = 'j', long = "threads", value_name = "N")]
    threads: Option<NonZero<usize>>,
    #[command(flatten)]
    rules: RulesArgs,
}

pub(crate) fn run(args: &TagArgs) -> anyhow::Result<Exit> {
    let format = args.view.format(args.output.as_deref())?;
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    let ruleset = Ruleset::compile(&pack);
    let destination = Destination::create(args.output.as_deref())?;
    let job = Job {
        tagger: Tagger::new(&ruleset),
        view: args
            .view
            .view(format, &ruleset.categories, destination.colored()),
    };
    let found = args.inputs.find();
    let mut reading = Reading::begin(found.failed);
    let mut writer = Writer::begin(&job.view, destination)?;
    let statements = args
        .pool()?
        .install(|| job.tag(Records::new(found.inputs), &mut writer, &mut reading))?;
    let destination = writer.end().context("écriture des résultats")?;
    destination.finish().context("écriture des résultats")?;
    reading.end(&count(statements, "déclaration"));
    Ok(reading.exit())
}

impl TagArgs {
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
    view: View<'r>,
}

/// What came of a record that was read: its statements, prepared for the writer, and their number.
struct Tagged {
    place: Place,
    note: Option<Note>,
    rendered: Rendered,
    statements: usize,
}

impl Job<'_> {
    /// Tags all records and writes what comes of them, in their order. Gives the number of statements.
    fn tag(
        &self,
        records: Records,
        writer: &mut Writer<Destination>,
        reading: &mut Reading,
    ) -> anyhow::Result<usize> {
        let mut statements = 0;
        in_order(
            records,
            |record| record.as_ref().map_or(0, Record::weight),
            |record| {
                record
                    .and_then(Record::read)
                    .map(|article| self.tag_one(article))
            },
            |tagged: Result<Tagged, InputError>| {
                if let Some(tagged) = reading.note(tagged) {
                    reading.encoding(&tagged.place, tagged.note);
                    statements += tagged.statements;
                    writer.write(tagged.rendered)?;
                }
                anyhow::Ok(())
            },
        )?;
        Ok(statements)
    }

    fn tag_one(&self, article: Article) -> Tagged {
        let sentences = self.tagger.sentences(&article.document);
        let found = self.tagger.tag_sentences(&article.document, &sentences);
        Tagged {
            place: article.place,
            note: article.note,
            statements: found.len(),
            rendered: self.view.render(&article.document, &sentences, found),
        }
    }
}
