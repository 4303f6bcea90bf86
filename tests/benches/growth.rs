//! How the cost of `tag` grows: with the entries of the lexicons, with the length of sentences, with the number of anchors.
//!
//! `cargo bench --bench growth` prints three tables, each with its first row as the yardstick. The entries that a pack has
//! more are made up: words of a few syllables that no text holds, so that what is measured is the size of the pack and
//! not what it finds. `DEMARCHE_BENCH_MB` asks for another amount of text than 5 MB.

mod articles;

use std::borrow::Cow;

use demarche::rules::anchors::{Anchors, Search};
use demarche::rules::embedded;
use demarche::rules::forms::FormTable;
use demarche::rules::load::load_files;
use demarche::rules::traits::PartOfSpeech;
use demarche::{Document, Ruleset, Tagger, load_embedded};

use articles::{Articles, best, timed};

fn main() {
    let short = !std::env::args().any(|argument| argument == "--bench");
    let megabytes = match std::env::var("DEMARCHE_BENCH_MB") {
        Ok(wanted) => wanted.parse().expect("DEMARCHE_BENCH_MB is a number"),
        Err(_) if short => 1,
        Err(_) => 5,
    };
    let articles = Articles::gather(megabytes * 1_000_000);
    entries(&articles, if short { &[1, 2] } else { &[1, 10, 100] });
    lengths(&articles, if short { 4 } else { 5 });
    anchors(&articles);
}

/// `tag` with packs of so many times the entries.
fn entries(articles: &Articles, times: &[usize]) {
    println!("entries of the lexicons       compile ms    MB/s   times slower");
    let mut yardstick = None;
    for &times in times {
        let (entries, files) = grown(times);
        let pack = load_files(&files).pack.expect("the pack grows soundly");
        let (ruleset, compile) = timed(|| Ruleset::compile(&pack));
        let tagger = Tagger::new(&ruleset);
        let took = best(|| articles.each(|document| tagger.tag(document).len()));
        println!(
            "{:>4} times, {entries:>7}         {:>10.0} {:>7.2} {:>8.2}",
            times,
            compile.as_secs_f64() * 1e3,
            articles.bytes as f64 / 1e6 / took,
            took / *yardstick.get_or_insert(took)
        );
    }
}

type Files = Vec<(String, Cow<'static, [u8]>)>;

/// The pack of the library with so many times the entries in its lexicons, and their number.
fn grown(times: usize) -> (usize, Files) {
    let mut words = made_up();
    let mut count = 0;
    let mut files = embedded::files();
    let lexicons = files
        .iter_mut()
        .filter(|(name, _)| name.starts_with("lexicons/"));
    for (_, bytes) in lexicons {
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        let is_entry = |line: &&str| !line.is_empty() && !line.starts_with('#');
        let own = text.lines().filter(is_entry).count();
        count += own * times;
        for _ in 0..own * (times - 1) {
            text.push('\n');
            text.push_str(&words.next().expect("they do not end"));
        }
        *bytes = Cow::Owned(text.into_bytes());
    }
    (count, files)
}

/// Words that no text holds, each another: syllables of which no French word is made.
fn made_up() -> impl Iterator<Item = String> {
    const SYLLABLES: [&str; 16] = [
        "zba", "kro", "vlu", "gni", "pto", "dzé", "mka", "ska", "wro", "xul", "bzi", "fta", "tlo",
        "ngu", "rki", "jvo",
    ];
    (0_usize..).map(|number| {
        let syllable = |place: u32| SYLLABLES[number / 16_usize.pow(place) % 16];
        let word: String = (0..5).map(syllable).collect();
        word + "q"
    })
}

/// `tag` of one sentence of ten words, of a hundred, and so on: every text has all words.
fn lengths(articles: &Articles, powers: u32) {
    let pack = load_embedded()
        .pack
        .expect("the pack of the library is sound");
    let ruleset = Ruleset::compile(&pack);
    let tagger = Tagger::new(&ruleset);
    let words: Vec<&str> = articles
        .documents
        .iter()
        .flat_map(|document| document.text.split_whitespace())
        .map(|word| word.trim_end_matches(['.', '!', '?', '…', ':', ';']))
        .filter(|word| !word.is_empty())
        .take(10_usize.pow(powers))
        .collect();
    println!("\nwords of a sentence                         MB/s   times slower");
    let mut yardstick = None;
    for power in 1..=powers {
        let text: String = words
            .chunks(10_usize.pow(power))
            .map(|sentence| format!("{}.\n\n", sentence.join(" ")))
            .collect();
        let document = Document::plain("a sentence", text);
        let took = best(|| tagger.tag(&document).len());
        println!(
            "{:>10} {:>37.2} {:>8.2}",
            10_usize.pow(power),
            document.text.len() as f64 / 1e6 / took,
            took / *yardstick.get_or_insert(took)
        );
    }
}

/// The two ways to find anchors, by the number of forms: `WORDS_FROM` stands where they cross.
fn anchors(articles: &Articles) {
    let pack = load_embedded()
        .pack
        .expect("the pack of the library is sound");
    let mut lemmas: Vec<&str> = pack.inflection.known_lemmas(PartOfSpeech::Verb).collect();
    lemmas.sort_unstable();
    let written: Vec<String> = lemmas
        .into_iter()
        .flat_map(|lemma| pack.inflection.forms(lemma, PartOfSpeech::Verb))
        .map(|form| form.form.to_string())
        .collect();
    println!("\nforms        automaton: build ms    MB/s    table: build ms    MB/s");
    for count in [1_000, 2_000, 4_000, 8_000, 16_000, 32_000] {
        // From all over the alphabet.
        let step = (written.len() / count).max(1);
        let some: Vec<&String> = written.iter().step_by(step).take(count).collect();
        print!("{:>6}", some.len());
        for search in [Search::Automaton, Search::Words] {
            let (scan, build) = timed(|| {
                let mut forms = FormTable::default();
                let mut anchors = Anchors::default();
                for form in &some {
                    let form = forms.intern(form);
                    anchors.class(vec![form]);
                }
                anchors.build_with(&forms, search)
            });
            let took = best(|| {
                articles.each(|document| {
                    let mut hits = 0;
                    scan.scan(&document.text, |_, _| hits += 1);
                    hits
                })
            });
            print!(
                "{:>22.0} {:>8.0}",
                build.as_secs_f64() * 1e3,
                articles.bytes as f64 / 1e6 / took
            );
        }
        println!();
    }
}
