//! `explain`: why a sentence was tagged, or not.

use std::io::{BufWriter, Read as _, Write};
use std::path::Path;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use demarche::Document;
use demarche::input::{Input, Record, Records};
use demarche::output::explain::{Parts, write};
use demarche::output::jsonl;
use demarche::rules::nearest::nearest;
use demarche::rules::ruleset::Ruleset;
use demarche::study::explain::{Asked, Explanation, explain};

use crate::cli::exit::Exit;
use crate::cli::pack::RulesArgs;
use crate::cli::terminal::{colored, count, meant, width};

/// Montre pourquoi une phrase est étiquetée, ou ne l'est pas : ses mots, ce que chaque règle y trouve, ce qui l'arrête
#[derive(Debug, Args)]
#[command(after_help = "\
Exemples :
  demarche explain \"Le Kremlin appelle à la fin des hostilités.\"
  demarche explain \"Paris reste muet. || Elle n'a pas promis d'armes.\"   la phrase d'avant, puis ||
  demarche explain article.txt 12                    (demarche segment article.txt numérote les phrases)
  demarche explain articles.jsonl 3 --doc depeche-7
  demarche explain \"…\" --rule accuser                une règle, même si elle dort, et ce qui l'aurait réveillée
  demarche explain \"…\" --near                        les règles qui ont failli")]
pub(crate) struct ExplainArgs {
    /// Une phrase, ou un fichier d'articles ; `-` lit une phrase sur l'entrée standard
    #[arg(value_name = "SENTENCE|FILE")]
    subject: String,
    /// Le numéro de la phrase dans le fichier
    #[arg(value_name = "N")]
    number: Option<usize>,
    /// L'article d'un fichier qui en contient plusieurs
    #[arg(long, value_name = "ID")]
    doc: Option<String>,
    /// La date de la phrase (`2024` ou `2024-05`), dont dépend qui occupe une fonction
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<String>,
    /// Cette règle seulement, motif par motif, même si rien ne la réveille
    #[arg(long, value_name = "ID")]
    rule: Option<String>,
    /// Les règles qui ont été le plus près de trouver quelque chose (par défaut : 5)
    #[arg(long, value_name = "NUMBER", num_args = 0..=1, default_missing_value = "5")]
    near: Option<usize>,
    /// Présentation
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ExplainFormat,
    #[command(flatten)]
    rules: RulesArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExplainFormat {
    /// Pour lire
    Text,
    /// Un objet par phrase, complet
    Json,
}

pub(crate) fn run(args: &ExplainArgs) -> anyhow::Result<Exit> {
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    let ruleset = Ruleset::compile(&pack);
    let asked = Asked {
        rule: args.rule_index(&ruleset)?,
        near: args.near,
    };
    let (document, numbers) = args.sentences(&ruleset)?;
    let explained = numbers.map(|number| explain(&pack, &ruleset, &document, number, asked));
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (index, explanation) in explained.enumerate() {
        if index > 0 && args.format == ExplainFormat::Text {
            writeln!(out)?;
        }
        args.write(&explanation, &ruleset, &mut out)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// `2024`, `2024-05` or `2024-05-31`.
fn date(written: &str) -> Result<String, String> {
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let within = |part: &str, last| {
        digits(part, 2) && part.parse().is_ok_and(|n: u8| (1..=last).contains(&n))
    };
    let parts: Vec<&str> = written.split('-').collect();
    let is_date = match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && within(month, 12),
        [year, month, day] => digits(year, 4) && within(month, 12) && within(day, 31),
        _ => false,
    };
    match is_date {
        true => Ok(written.to_string()),
        false => Err("écrivez l'année, le mois ou le jour : 2024, 2024-05 ou 2024-05-31".into()),
    }
}

impl ExplainArgs {
    /// The document, and the sentences of it that are asked for, counted from 0.
    fn sentences(&self, ruleset: &Ruleset) -> anyhow::Result<(Document, std::ops::Range<usize>)> {
        let path = Path::new(&self.subject);
        if self.number.is_some() || path.is_file() {
            let document = self.article(path)?;
            let all = document.sentences(&ruleset.segmenter).len();
            let (id, told) = (&document.id, count(all, "phrase"));
            let number = self.number.with_context(|| {
                format!("de quelle phrase de « {id} » ? Ajoutez son numéro, de 1 à {all} ; « demarche segment » les montre")
            })?;
            anyhow::ensure!(
                (1..=all).contains(&number),
                "« {id} » a {told} : il n'y a pas de phrase {number}"
            );
            return Ok((document, number - 1..number));
        }
        let (document, first) = self.sentence()?;
        let sentences = document.sentences(&ruleset.segmenter);
        anyhow::ensure!(
            !sentences.is_empty(),
            "il n'y a ici aucune phrase à expliquer"
        );
        let begin = sentences.partition_point(|sentence| sentence.span.end <= first);
        Ok((document, begin.min(sentences.len() - 1)..sentences.len()))
    }

    /// The sentence given, as a document, and the byte at which it begins behind the one before it. What follows `=>`,
    /// as in an example of a rule, is left out.
    fn sentence(&self) -> anyhow::Result<(Document, usize)> {
        let mut written = self.subject.clone();
        if written == "-" {
            written.clear();
            std::io::stdin()
                .read_to_string(&mut written)
                .context("entrée standard")?;
        }
        let said = written
            .rsplit_once("=>")
            .map_or(written.as_str(), |(said, _)| said);
        let (text, first) = match said.split_once("||") {
            Some((before, sentence)) => {
                let before = format!("{} ", before.trim());
                (format!("{before}{}", sentence.trim()), before.len())
            }
            None => (said.trim().to_string(), 0),
        };
        let mut document = Document::plain("phrase donnée", text);
        if self.date.is_some() {
            document.date.clone_from(&self.date);
        }
        Ok((document, first))
    }

    /// The article of the file.
    fn article(&self, path: &Path) -> anyhow::Result<Document> {
        anyhow::ensure!(
            path.exists(),
            "« {} » : ce fichier n'existe pas",
            path.display()
        );
        let mut ids = Vec::new();
        for record in Records::new(vec![Input::file(path)]) {
            let document = record.and_then(Record::read)?.document;
            if self.doc.as_ref().is_none_or(|id| *id == document.id) {
                return Ok(document);
            }
            ids.push(document.id);
        }
        let Some(doc) = &self.doc else {
            anyhow::bail!("« {} » : aucun article", path.display());
        };
        let near = meant(nearest(doc, ids.iter().map(String::as_str)));
        anyhow::bail!("« {} » : aucun article « {doc} »{near}", path.display())
    }

    /// # Errors
    /// An id that no rule has.
    fn rule_index(&self, ruleset: &Ruleset) -> anyhow::Result<Option<usize>> {
        let Some(id) = &self.rule else {
            return Ok(None);
        };
        let found = ruleset.rules.iter().position(|rule| *rule.id == **id);
        let near = meant(nearest(id, ruleset.rules.iter().map(|rule| &*rule.id)));
        found
            .map(Some)
            .with_context(|| format!("aucune règle « {id} »{near}"))
    }

    fn write(
        &self,
        explanation: &Explanation,
        ruleset: &Ruleset,
        out: &mut impl Write,
    ) -> std::io::Result<()> {
        let parts = match (&self.rule, self.near) {
            (Some(_), _) => Parts::Rule,
            (None, Some(_)) => Parts::Near,
            (None, None) => Parts::Whole,
        };
        let color = colored(&std::io::stdout());
        match self.format {
            ExplainFormat::Json => jsonl::write(std::slice::from_ref(explanation), out),
            ExplainFormat::Text => {
                write(explanation, &ruleset.categories, parts, width(), color, out)
            }
        }
    }
}
