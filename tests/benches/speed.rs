//! How fast `tag` is, held against what it cannot beat: one scan of the same text by an automaton of fixed forms.
//!
//! `cargo bench` prints a table: each stage and the whole, in MB/s of article text and as a ratio to that scan. The
//! articles are those beside the project (`../shared/news`) repeated to 200 MB, or the project's own corpus where those
//! are absent; `DEMARCHE_BENCH_MB` asks for less. Everything is timed in one run, best of three: on a busy machine only
//! the ratios mean something.

mod articles;

use std::io::Write as _;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use demarche::batch::in_order;
use demarche::input::{Input, Record, Records};
use demarche::output::{Format, View, Writer};
use demarche::rules::traits::PartOfSpeech;
use demarche::{Ruleset, Tagger, load_embedded};

use articles::{Articles, best, timed};

/// Forms of the yardstick.
const YARDSTICK_FORMS: usize = 3_000;

fn main() {
    // `cargo test --benches` only wants to see that it runs.
    let megabytes = match std::env::var("DEMARCHE_BENCH_MB") {
        Ok(wanted) => wanted.parse().expect("DEMARCHE_BENCH_MB is a number"),
        Err(_) if std::env::args().any(|argument| argument == "--bench") => 200,
        Err(_) => 1,
    };
    let loaded = load_embedded();
    let pack = loaded.pack.expect("the pack of the library is sound");
    let (ruleset, compile) = timed(|| Ruleset::compile(&pack));
    let (_, start) = timed(|| Ruleset::compile(&load_embedded().pack.expect("sound")));
    let articles = Articles::gather(megabytes * 1_000_000);
    let file = jsonl(&articles);
    let input = || Input::file(file.path());
    let yardstick = yardstick(&pack.inflection);

    let mut table = Table::new(articles.bytes);
    println!(
        "{} articles, {:.0} MB of text; start-up {:.0} ms (compiling alone {:.0} ms), {} anchors\n",
        articles.documents.len() * articles.times,
        articles.bytes as f64 / 1e6,
        start.as_secs_f64() * 1e3,
        compile.as_secs_f64() * 1e3,
        ruleset.anchors.literals()
    );
    table.row("raw scan: DFA of 3,000 verb forms", || {
        articles.each(|document| yardstick.find_overlapping_iter(&document.text).count())
    });
    table.row("raw scan: the pack's own anchors", || {
        articles.each(|document| {
            let mut hits = 0;
            ruleset.anchors.scan(&document.text, |_, _| hits += 1);
            hits
        })
    });
    table.row("sentences", || {
        articles.each(|document| document.sentences(&ruleset.segmenter).len())
    });
    let tagger = Tagger::new(&ruleset);
    table.row("sentences and waking", || {
        articles.each(|document| {
            let sentences = document.sentences(&ruleset.segmenter);
            tagger.concerned(document, &sentences).len()
        })
    });
    table.row("statements", || {
        articles.each(|document| tagger.tag(document).len())
    });
    table.row("reading JSONL", || {
        Records::new(vec![input()])
            .map(|record| {
                record
                    .and_then(Record::read)
                    .expect("an article")
                    .document
                    .text
                    .len()
            })
            .sum()
    });
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        let name = format!("tag, JSONL to JSONL, {threads} thread(s)");
        table.row(&name, || {
            pool.install(|| whole(&tagger, &ruleset, input()));
            0
        });
    }
}

/// The articles as a file of JSONL, as often as they are gone through.
fn jsonl(articles: &Articles) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::with_suffix(".jsonl").expect("a temporary file");
    let lines: String = articles
        .documents
        .iter()
        .map(|document| {
            let line = serde_json::json!({"id": document.id, "date": document.date, "text": document.text});
            format!("{line}\n")
        })
        .collect();
    for _ in 0..articles.times {
        file.write_all(lines.as_bytes())
            .expect("room for the articles");
    }
    file
}

/// `tag` from JSONL to JSONL, as the program does it.
fn whole(tagger: &Tagger<'_>, ruleset: &Ruleset, input: Input) {
    let view = View::plain(Format::Jsonl, &ruleset.categories);
    let mut writer = Writer::begin(&view, std::io::sink()).expect("a sink takes all");
    in_order(
        Records::new(vec![input]),
        |record| record.as_ref().map_or(0, Record::weight),
        |record| {
            let article = record.and_then(Record::read).expect("an article");
            let sentences = tagger.sentences(&article.document);
            let found = tagger.tag_sentences(&article.document, &sentences);
            view.render(&article.document, &sentences, found)
        },
        |rendered| writer.write(rendered),
    )
    .expect("nothing fails here");
}

/// The yardstick: the first forms of the verbs that the pack's tables name, in the order of the alphabet.
fn yardstick(inflection: &demarche::rules::inflection::Inflection) -> AhoCorasick {
    let mut lemmas: Vec<&str> = inflection.known_lemmas(PartOfSpeech::Verb).collect();
    lemmas.sort_unstable();
    // Every eighth, so that all letters of the alphabet are there.
    let mut forms: Vec<String> = lemmas
        .into_iter()
        .step_by(8)
        .flat_map(|lemma| inflection.forms(lemma, PartOfSpeech::Verb))
        .map(|form| form.form.to_string())
        .collect();
    forms.truncate(YARDSTICK_FORMS);
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .ascii_case_insensitive(true)
        .build(forms)
        .expect("a small automaton")
}

/// Prints a row a measurement; the first is the yardstick.
struct Table {
    bytes: usize,
    yardstick: Option<f64>,
}

impl Table {
    fn new(bytes: usize) -> Self {
        Self {
            bytes,
            yardstick: None,
        }
    }

    fn row(&mut self, name: &str, work: impl Fn() -> usize) {
        let best = best(work);
        let yardstick = *self.yardstick.get_or_insert(best);
        println!(
            "{name:<40} {:>8.1} MB/s {:>7.3}",
            self.bytes as f64 / 1e6 / best,
            yardstick / best
        );
    }
}
