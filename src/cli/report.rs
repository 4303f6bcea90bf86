//! `report`: statements as one HTML page.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context as _, bail};
use clap::Args;
use demarche::batch::{Failure, in_order, one};
use demarche::input::open_lines;
use demarche::input::{Input, Record, Records};
use demarche::output::Line;
use demarche::output::report::{About, Article, Page};
use demarche::rules::pack::Pack;
use demarche::rules::ruleset::Ruleset;
use demarche::tagger::Tagger;

use crate::cli::destination::Destination;
use crate::cli::exit::Exit;
use crate::cli::inputs::InputArgs;
use crate::cli::pack::RulesArgs;
use crate::cli::reading::Reading;
use crate::cli::terminal::count;

/// Bytes of the longest line of results that is read.
const LONGEST_LINE: u64 = 64_000_000;

/// Bytes above which a browser takes its time.
const HEAVY_PAGE: u64 = 100_000_000;

/// Met les déclarations en une page HTML : comptes, qui vise qui, chaque déclaration dans son article ; filtre et recherche
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Résultats de `demarche tag` (.jsonl), dont les phrases sont montrées ; ou des articles, étiquetés d'abord
    #[command(flatten)]
    inputs: InputArgs,
    /// Avec des résultats : les articles dont ils viennent, pour les montrer entiers
    #[arg(long, value_name = "PATH", num_args = 1..)]
    articles: Vec<PathBuf>,
    /// La page, remplacée seulement une fois tout écrite (par défaut : la sortie standard)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Titre de la page
    #[arg(
        long,
        value_name = "TITLE",
        default_value = "Déclarations diplomatiques"
    )]
    title: String,
    #[command(flatten)]
    rules: RulesArgs,
}

pub(crate) fn run(args: &ReportArgs) -> anyhow::Result<Exit> {
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    let found = args.inputs.find();
    let mut report = Report {
        page: Page::begin(&args.title, Destination::create(args.output.as_deref())?)?,
        reading: Reading::begin(found.failed),
        read: 0,
        statements: 0,
    };
    let (results, articles): (Vec<Input>, Vec<Input>) =
        found.inputs.into_iter().partition(holds_results);
    match (results.is_empty(), args.articles.is_empty()) {
        (true, true) => report.tag(&pack, articles)?,
        (true, false) => {
            bail!("--articles va avec des résultats (.jsonl) ; ici il n'y a que des articles")
        }
        (false, _) if !articles.is_empty() => bail!(
            "des résultats et des articles à la fois ; donnez les articles des résultats avec --articles"
        ),
        (false, true) => report.excerpts(&results)?,
        (false, false) => {
            let paths = InputArgs::of(&args.articles);
            report.whole_articles(&pack, &results, paths)?;
        }
    }
    report.end(&pack, args.output.as_deref())
}

/// A page that is being filled.
struct Report {
    page: Page<Destination>,
    reading: Reading,
    /// Articles so far, those without statements too.
    read: usize,
    statements: usize,
}

impl Report {
    /// Tags articles and shows them whole.
    fn tag(&mut self, pack: &Pack, inputs: Vec<Input>) -> anyhow::Result<()> {
        let ruleset = Ruleset::compile(pack);
        let tagger = Tagger::new(&ruleset);
        self.each_article(inputs, |document| {
            let sentences = tagger.sentences(document);
            let statements = tagger.tag_sentences(document, &sentences);
            Article::whole(document, &sentences, &statements)
        })
    }

    /// Reads articles and shows what `work` makes of them.
    fn each_article(
        &mut self,
        inputs: Vec<Input>,
        work: impl Fn(&demarche::Document) -> Option<Article> + Sync,
    ) -> anyhow::Result<()> {
        in_order(
            Records::new(inputs),
            |record| record.as_ref().map_or(0, Record::weight),
            |record| {
                one(record, |article| {
                    (work(&article.document), article.place, article.note)
                })
            },
            |read: Result<_, Failure>| {
                if let Some((article, place, note)) = self.reading.note(read) {
                    self.reading.encoding(&place, note);
                    self.read += 1;
                    self.write(article.as_ref())?;
                }
                anyhow::Ok(())
            },
        )
    }

    fn write(&mut self, article: Option<&Article>) -> anyhow::Result<()> {
        if let Some(article) = article {
            self.statements += article.statements();
            self.page.write(article).context("écriture de la page")?;
        }
        Ok(())
    }

    /// Shows the sentences that results hold, document by document.
    fn excerpts(&mut self, results: &[Input]) -> anyhow::Result<()> {
        let mut open: Vec<Line> = Vec::new();
        for input in results {
            each_line(input, |line| {
                if open.first().is_some_and(|first| first.doc() != line.doc()) {
                    self.read += 1;
                    self.write(Article::excerpt(&open).as_ref())?;
                    open.clear();
                }
                open.push(line);
                Ok(())
            })?;
        }
        self.read += usize::from(!open.is_empty());
        self.write(Article::excerpt(&open).as_ref())
    }

    /// Shows the articles of results whole, and of those that are not found the sentences.
    fn whole_articles(
        &mut self,
        pack: &Pack,
        results: &[Input],
        paths: InputArgs,
    ) -> anyhow::Result<()> {
        let mut lines: HashMap<String, Vec<Line>> = HashMap::new();
        let mut order: Vec<String> = Vec::new();
        for input in results {
            each_line(input, |line| {
                if !lines.contains_key(line.doc()) {
                    order.push(line.doc().to_owned());
                }
                lines.entry(line.doc().to_owned()).or_default().push(line);
                Ok(())
            })?;
        }
        let found = paths.find();
        self.reading = Reading::begin(found.failed);
        let ruleset = Ruleset::compile(pack);
        let shown = Mutex::new(HashSet::new());
        self.each_article(found.inputs, |document| {
            let statements = lines.get(&document.id)?.iter().filter_map(Line::statement);
            let sentences = document.sentences(&ruleset.segmenter);
            let article = Article::whole(document, &sentences, statements)?;
            let is_first = shown.lock().ok()?.insert(document.id.clone());
            is_first.then_some(article)
        })?;
        let shown = shown.into_inner().unwrap_or_default();
        let missing: Vec<&String> = order.iter().filter(|doc| !shown.contains(*doc)).collect();
        let mut missed = 0;
        for doc in missing {
            let article = Article::excerpt(&lines[doc]);
            missed += usize::from(article.is_some());
            self.write(article.as_ref())?;
        }
        if missed > 0 {
            let articles = count(missed, "article");
            eprintln!(
                "{articles} des résultats : absent ou changé dans --articles ; seules ses phrases sont montrées"
            );
        }
        Ok(())
    }

    fn end(self, pack: &Pack, output: Option<&Path>) -> anyhow::Result<Exit> {
        let about = About {
            read: self.read,
            categories: &pack.categories,
            actors: &pack.actors,
        };
        let destination = self.page.end(about).context("écriture de la page")?;
        destination.finish().context("écriture de la page")?;
        let size = output
            .and_then(|path| std::fs::metadata(path).ok())
            .map_or(0, |there| there.len());
        if size > HEAVY_PAGE {
            eprintln!(
                "la page pèse {} Mo : un navigateur peinera ; choisissez des articles ou des résultats",
                size / 1_000_000
            );
        }
        self.reading.end(&count(self.statements, "déclaration"));
        Ok(self.reading.exit())
    }
}

/// Whether a file holds results of `tag`: its first line is an object with the keys of one.
fn holds_results(input: &Input) -> bool {
    let first = || {
        let mut line = Vec::new();
        let reader = open_lines(Some(input.path.as_deref()?)).ok()?;
        reader
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)
            .ok()?;
        serde_json::from_slice::<serde_json::Value>(&line).ok()
    };
    first().is_some_and(|object| {
        ["doc", "sentence", "start", "unit"]
            .iter()
            .all(|key| object.get(key).is_some())
    })
}

/// Reads results line by line.
fn each_line(
    input: &Input,
    mut take: impl FnMut(Line) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let name = input
        .path
        .as_deref()
        .map_or("-".into(), |path| path.display().to_string());
    let mut reader = open_lines(input.path.as_deref()).with_context(|| format!("« {name} »"))?;
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        (&mut reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            break;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let line = serde_json::from_slice(&bytes).map_err(|_| {
            anyhow::anyhow!("{name}:{number} : cette ligne n'est pas un résultat de `demarche tag`")
        })?;
        take(line)?;
    }
    Ok(())
}
