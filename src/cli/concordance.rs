//! `concordance`: every place where a rule, a category, a lexicon or a pattern finds something, in its context.

use std::num::NonZero;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use demarche::Document;
use demarche::batch::in_order;
use demarche::input::decode::Note;
use demarche::input::{InputError, Place, Record, Records};
use demarche::output::concordance::{Format, Shown};
use demarche::rules::load::Told;
use demarche::rules::nearest::nearest;
use demarche::rules::pack::Pack;
use demarche::rules::ruleset::Ruleset;
use demarche::study::concordance::{
    Hit, Search, Sort, Sought, Unheard, by_frequency, sample, sort,
};

use crate::cli::destination::Destination;
use crate::cli::exit::Exit;
use crate::cli::inputs::InputArgs;
use crate::cli::pack::RulesArgs;
use crate::cli::reading::Reading;
use crate::cli::terminal::{colored, count, whole_width};

/// Montre en contexte tout ce que trouve une règle, une catégorie, un lexique ou un motif
#[derive(Debug, Args)]
#[command(
    override_usage = "demarche concordance [OPTIONS] <QUERY> <PATH>...\n       demarche concordance [OPTIONS] --untagged <PATH>...",
    mut_arg("paths", |arg| arg.value_names(["QUERY", "PATH"]).help("Ce qui est cherché, puis où : fichiers, dossiers, motifs de noms, `-` (entrée standard)")),
    after_help = "\
Ce qui est cherché (QUERY) :
  l'identifiant d'une règle      ses déclarations, telles que tag les trouve (un brouillon aussi)
  l'identifiant d'une catégorie  celles de toutes ses règles
  sinon, un motif                dans la notation des règles ; les lexiques servent : @armes, '<promettre> ...4 @armes'
                                 un mot qui est aussi le nom d'une règle s'écrit ='mot'
Exemples :
  demarche concordance accuser articles/ --sort right
  demarche concordance '<promettre> ...4 @armes' articles/ --sample 50 --seed 7 -o promettre.html
  demarche concordance accuser articles/ --blocked         ce qui a été écarté, aussi, et pourquoi
  demarche concordance --untagged articles/                ce qui reste à écrire, par verbe")]
pub(crate) struct ConcordanceArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// Les phrases sans étiquette qui ont un acteur et un verbe de parole, par fréquence du verbe
    #[arg(long, conflicts_with_all = ["blocked", "sort"])]
    untagged: bool,
    /// Avec une règle ou une catégorie : aussi ce qu'une négation, une exception… a écarté
    #[arg(long)]
    blocked: bool,
    /// Ordre : celui du corpus, le contexte gauche (à partir du mot le plus proche), ce qui est trouvé, le contexte droit
    #[arg(long, value_name = "ORDER", default_value = "place")]
    sort: SortArg,
    /// Les NUMBER premières lignes seulement (avec --untagged : par verbe ; par défaut, en texte, 5)
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
    /// Un tirage de NUMBER lignes ; le même pour la même graine, quel que soit le reste du corpus
    #[arg(long, value_name = "NUMBER")]
    sample: Option<usize>,
    /// La graine du tirage
    #[arg(long, value_name = "SEED", default_value_t = 1, requires = "sample")]
    seed: u64,
    /// Nombre de caractères de contexte de chaque côté, dans le paragraphe
    #[arg(long, value_name = "NUMBER", default_value_t = 160)]
    context: usize,
    /// Nombre de colonnes d'une ligne de texte (par défaut : celles du terminal, sinon 100)
    #[arg(long, value_name = "NUMBER")]
    width: Option<usize>,
    /// Fichier des résultats (par défaut : la sortie standard)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Présentation ; par défaut d'après l'extension de FILE, sinon `text`
    #[arg(long, value_name = "FORMAT")]
    format: Option<FormatArg>,
    /// Nombre de fils d'exécution (par défaut : un par cœur) ; les résultats n'en dépendent pas
    #[arg(short = 'j', long = "threads", value_name = "N")]
    threads: Option<NonZero<usize>>,
    #[command(flatten)]
    rules: RulesArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SortArg {
    /// Comme dans le corpus
    Place,
    /// Le contexte gauche
    Left,
    /// Ce qui est trouvé
    Found,
    /// Le contexte droit
    Right,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
    /// Pour lire : aligné sur ce qui est trouvé
    Text,
    /// Tableau, une ligne par occurrence, des tabulations entre les cellules
    Tsv,
    /// Une page qui se suffit
    Html,
    /// Un objet JSON par ligne
    Jsonl,
}

pub(crate) fn run(mut args: ConcordanceArgs) -> anyhow::Result<Exit> {
    let format = args.format()?;
    let query = args.query()?;
    let Some(mut pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    let near = query
        .as_deref()
        .and_then(|query| named_almost(&pack, query));
    let sought = match read(&mut pack, query.as_deref()) {
        Ok(sought) => sought,
        Err(told) => {
            say(&told);
            return Ok(Exit::Failed);
        }
    };
    let ruleset = Ruleset::compile(&pack);
    let finder = match sought {
        Some(sought) => Finder::Sought(Search::new(&ruleset, sought, args.blocked, args.context)),
        None => Finder::Untagged(Unheard::new(&ruleset, args.context)),
    };
    let found = args.inputs.find();
    let mut reading = Reading::begin(found.failed);
    let mut destination = Destination::create(args.output.as_deref())?;
    let records = Records::new(found.inputs);
    let mut hits = args.pool()?.install(|| finder.all(records, &mut reading))?;
    let total = hits.len();
    let verbs = args.untagged.then(|| by_frequency(&mut hits));
    args.choose(&mut hits, format);
    let color = destination.colored();
    Shown {
        title: query.as_deref().unwrap_or("phrases sans étiquette"),
        hits: &hits,
        total,
        verbs: verbs.as_deref(),
    }
    .write(format, args.width(), color, &mut destination)
    .context("écriture des résultats")?;
    destination.finish().context("écriture des résultats")?;
    reading.end(&count(total, "occurrence"));
    if let (0, Some(query), Some(near)) = (total, &query, near) {
        eprintln!("« {query} » a été cherché comme un mot ; vouliez-vous « {near} » ?");
    }
    Ok(reading.exit())
}

/// What is sought, none for untagged sentences; the pack then holds what is needed for it.
fn read(pack: &mut Pack, query: Option<&str>) -> Result<Option<Sought>, Told> {
    let Some(query) = query else {
        return Unheard::prepare(pack).map(|_| None);
    };
    Sought::read(pack, query).map(Some)
}

/// The rule, category or lexicon whose name is written almost like a query that is a lone word.
fn named_almost(pack: &Pack, query: &str) -> Option<String> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if !query.chars().all(is_name) {
        return None;
    }
    let rules = pack.rules.iter().map(|rule| rule.id.clone());
    let categories = pack.categories.iter().map(|category| category.id.clone());
    let lexicons = pack
        .lexicons
        .iter()
        .map(|lexicon| format!("@{}", lexicon.name));
    let names: Vec<String> = rules.chain(categories).chain(lexicons).collect();
    let known = names.iter().any(|name| name == query);
    let near = || nearest(query, names.iter().map(String::as_str)).map(str::to_string);
    (!known).then(near).flatten()
}

/// Says what is wrong with a pattern.
fn say(told: &Told) {
    let color = colored(&std::io::stderr());
    let shown: Vec<String> = told
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.render(Some(&told.source), color))
        .collect();
    eprintln!("{}", shown.join("\n\n"));
}

impl ConcordanceArgs {
    /// What `--format` says, else the extension of `-o`, else text.
    fn format(&self) -> anyhow::Result<Format> {
        match (self.format, &self.output) {
            (Some(FormatArg::Text), _) => Ok(Format::Text),
            (Some(FormatArg::Tsv), _) => Ok(Format::Tsv),
            (Some(FormatArg::Html), _) => Ok(Format::Html),
            (Some(FormatArg::Jsonl), _) => Ok(Format::Jsonl),
            (None, Some(path)) if path.extension().is_some() => {
                Format::of_path(path).with_context(|| {
                    let extension = path.extension().unwrap_or_default().display();
                    format!(
                        "extension inconnue : « .{extension} » ; précisez --format text, tsv, html ou jsonl"
                    )
                })
            }
            (None, _) => Ok(Format::Text),
        }
    }

    /// The first of the arguments, but for untagged sentences, of which all are paths.
    ///
    /// # Errors
    /// There is no path besides.
    fn query(&mut self) -> anyhow::Result<Option<String>> {
        if self.untagged {
            return Ok(None);
        }
        let query = self.inputs.take_first();
        anyhow::ensure!(
            !self.inputs.is_empty(),
            "il manque où chercher : demarche concordance QUERY PATH…"
        );
        Ok(query.map(|query| query.to_string_lossy().into_owned()))
    }

    fn pool(&self) -> anyhow::Result<rayon::ThreadPool> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads.map_or(0, NonZero::get))
            .build()
            .context("création des fils d'exécution")
    }

    /// Draws, sorts and cuts as asked.
    fn choose(&self, hits: &mut Vec<Hit>, format: Format) {
        /// Of an untagged verb a reader wants to see a few.
        const FEW: usize = 5;
        if let Some(count) = self.sample {
            sample(hits, count, self.seed);
        }
        if self.untagged {
            let limit = self.limit.or((format == Format::Text).then_some(FEW));
            if let Some(limit) = limit {
                let mut chosen = Vec::new();
                for of_verb in hits.chunk_by(|a, b| a.verb == b.verb) {
                    chosen.extend(of_verb.iter().take(limit).cloned());
                }
                *hits = chosen;
            }
            return;
        }
        let by = match self.sort {
            SortArg::Place => Sort::Place,
            SortArg::Left => Sort::Left,
            SortArg::Found => Sort::Found,
            SortArg::Right => Sort::Right,
        };
        sort(hits, by);
        hits.truncate(self.limit.unwrap_or(usize::MAX));
    }

    fn width(&self) -> usize {
        self.width.unwrap_or_else(whole_width)
    }
}

/// What finds hits in a document.
enum Finder<'r> {
    Sought(Search<'r>),
    Untagged(Unheard<'r>),
}

/// What came of a record that was read.
type Read = (Place, Option<Note>, Vec<Hit>);

impl Finder<'_> {
    fn hits(&self, document: &Document) -> Vec<Hit> {
        match self {
            Self::Sought(search) => search.hits(document),
            Self::Untagged(unheard) => unheard.hits(document),
        }
    }

    /// The hits of all records, in their order.
    fn all(&self, records: Records, reading: &mut Reading) -> anyhow::Result<Vec<Hit>> {
        let mut all = Vec::new();
        in_order(
            records,
            |record| record.as_ref().map_or(0, Record::weight),
            |record| {
                let article = record.and_then(Record::read)?;
                Ok((article.place, article.note, self.hits(&article.document)))
            },
            |read: Result<Read, InputError>| {
                if let Some((place, note, hits)) = reading.note(read) {
                    reading.encoding(&place, note);
                    all.extend(hits);
                }
                anyhow::Ok(())
            },
        )?;
        Ok(all)
    }
}
