//! `tag`: the statements of articles.

use std::io::{Write as _, stdout};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use demarche::batch::{Failure, in_order, one};
use demarche::input::decode::Note;
use demarche::input::{Article, Input, Options, Place, Record, Records};
use demarche::output::{Format, Rendered, View};
use demarche::rules::pack::Category;
use demarche::rules::ruleset::Ruleset;
use demarche::tagger::Tagger;

use crate::cli::exit::Exit;
use crate::cli::inputs::{Found, InputArgs};
use crate::cli::pack::{RulesArgs, give_back};
use crate::cli::reading::{FailureArgs, Reading};
use crate::cli::results;
use crate::cli::screen::{Screen, ScreenArgs};
use crate::cli::shards::ShardArgs;
use crate::cli::summary::{Counts, Summary};
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
    pub(crate) shards: ShardArgs,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    /// Le bilan sur la sortie standard ; les résultats ne sont écrits qu'avec -o (sans -o, --format jsonl : le bilan en JSON)
    #[arg(long, conflicts_with = "out_dir")]
    summary: bool,
    /// Nombre de fils d'exécution (par défaut : un par cœur) ; les résultats n'en dépendent pas
    #[arg(short = 'j', long = "threads", value_name = "N")]
    threads: Option<NonZero<usize>>,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    failures: FailureArgs,
    #[command(flatten)]
    screen: ScreenArgs,
}

pub(crate) fn run(args: &TagArgs) -> anyhow::Result<Exit> {
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    let ruleset = Ruleset::compile(&pack);
    let tagger = Tagger::new(&ruleset);
    let mut found = args.inputs.find();
    args.leave_out_results(&mut found);
    let screen = Screen::new(args.screen);
    let mut reading = Reading::of_run(screen, &args.failures, args.shards.errors())?;
    let pool = args.pool()?;
    let done = pool.install(|| match &args.shards.out_dir {
        Some(dir) => args.tag_into(dir, pack, tagger, found, &mut reading),
        None => {
            give_back(pack);
            args.tag_to(tagger, found, &mut reading)
        }
    });
    reading.close()?;
    reading.end(&done?);
    // The program ends here: to give a ruleset's memory back piece by piece would take as long as reading a hundred articles.
    std::mem::forget(ruleset);
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

    /// Results that lie among the articles are none: those of an earlier run would else be read by the next.
    fn leave_out_results(&self, found: &mut Found) {
        let results = [&self.output, &self.failures.errors, &self.shards.out_dir];
        // Asked for once: with a hundred thousand files it would show.
        let here = std::env::current_dir().unwrap_or_default();
        let results = results.into_iter().flatten().map(|path| here.join(path));
        let results: Vec<PathBuf> = results.collect();
        if !results.is_empty() {
            found.inputs.retain(|input| {
                let path = input.path.as_deref().map(|path| here.join(path));
                !path.is_some_and(|path| results.iter().any(|result| path.starts_with(result)))
            });
        }
    }

    /// Tags all records and writes what comes of them to one destination, in their order. Gives what is to be said.
    fn tag_to(
        &self,
        tagger: Tagger<'_>,
        found: Found,
        reading: &mut Reading,
    ) -> anyhow::Result<String> {
        let format = self.view.format(self.output.as_deref())?;
        let place = match self.summary && self.output.is_none() {
            true => results::Place::Nowhere,
            false => results::Place::create(self.output.as_deref(), format)?,
        };
        let categories = &tagger.rules().categories;
        let view = self.view.view(format, categories, place.colored());
        // What is missing is said before the work begins.
        let Found {
            inputs,
            failed,
            options,
            ..
        } = found;
        let cut = cut(inputs, options, reading, place.is_seen());
        let records = failed.into_iter().map(Err).chain(cut);
        let mut results = place.begin(&view)?;
        let mut summary = Summary::begin();
        in_order(
            records,
            |record| record.as_ref().map_or(0, Record::weight),
            |record| one(record, |article| tagged(tagger, &view, article)),
            |tagged: Result<Tagged, Failure>| {
                if let Some(tagged) = reading.count(tagged)? {
                    reading.encoding(&tagged.place, tagged.note);
                    reading.named(&tagged.place, &tagged.id);
                    summary.add(&tagged.counts);
                    results.write(tagged.rendered)?;
                }
                anyhow::Ok(())
            },
        )?;
        results.finish()?;
        if self.summary {
            reading.screen.clear();
            self.print_summary(format, &summary, reading.failed(), categories)?;
        }
        Ok(summary.line())
    }

    /// Prints the account of the run, as JSON where that is the format and no file has it.
    fn print_summary(
        &self,
        format: Format,
        summary: &Summary,
        failed: usize,
        categories: &[Category],
    ) -> anyhow::Result<()> {
        let mut out = stdout();
        match self.output.is_none() && format == Format::Jsonl {
            true => writeln!(out, "{}", summary.json(failed, categories))?,
            false => write!(out, "{}", summary.text(failed, categories))?,
        }
        Ok(())
    }
}

/// What came of a record that was read: its statements, prepared for the writer, and counted.
pub(crate) struct Tagged {
    pub(crate) place: Place,
    pub(crate) id: String,
    pub(crate) note: Option<Note>,
    pub(crate) rendered: Rendered,
    pub(crate) counts: Counts,
}

/// Tags an article.
pub(crate) fn tagged(tagger: Tagger<'_>, view: &View<'_>, article: Article) -> Tagged {
    let sentences = tagger.sentences(&article.document);
    let found = tagger.tag_sentences(&article.document, &sentences);
    Tagged {
        place: article.place,
        note: article.note,
        counts: Counts::new(
            article.document.text.len(),
            sentences.len(),
            &found,
            view.categories,
        ),
        rendered: view.render(&article.document, &sentences, found),
        id: article.document.id,
    }
}

/// The records of these inputs; a bar shows how far they are read, if there is room for one.
pub(crate) fn cut(
    inputs: Vec<Input>,
    options: Options,
    reading: &mut Reading,
    results_seen: bool,
) -> impl Iterator<Item = Result<Record, Failure>> + Send + use<> {
    let bytes = reading.screen.has_room(results_seen).then(|| {
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |there| there.len());
        let sizes = inputs.iter().map(|input| input.path.as_deref().map(size));
        sizes.sum::<Option<u64>>()
    });
    let records = Records::new(inputs).with(options);
    if let Some(bytes) = bytes {
        reading.screen.show_bar(records.meter(), bytes);
    }
    let screen = reading.screen.clone();
    records
        .announcing(move |what| screen.remark(what))
        .map(|record| record.map_err(Failure::from))
}
