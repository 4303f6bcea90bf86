//! `forms`: the forms that the rules know of a lemma.

use std::io::{BufRead as _, BufWriter, Write};

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use demarche::rules::inflection::{Form, Inflection};
use demarche::rules::traits::PartOfSpeech;

use crate::cli::exit::Exit;
use crate::cli::pack::RulesArgs;

/// Montre les formes d'un lemme, telles que `<lemme>` les cherche
#[derive(Debug, Args)]
pub(crate) struct FormsArgs {
    /// Lemmes : `promettre`, `militaire.A`, `"mettre fin"` ; `-` les lit sur l'entrée standard, un par ligne
    #[arg(value_name = "LEMMA", required = true)]
    lemmas: Vec<String>,
    #[command(flatten)]
    rules: RulesArgs,
    /// Présentation
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: FormsFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormsFormat {
    /// Pour lire : une ligne par forme, ses traits à la suite
    Text,
    /// Lemme, nature, forme et traits, séparés par des tabulations
    Tsv,
}

pub(crate) fn run(args: &FormsArgs) -> anyhow::Result<Exit> {
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Failed);
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut exit = Exit::Done;
    for lemma in &args.lemmas {
        if lemma != "-" {
            exit = show(lemma, args.format, &pack.inflection, &mut out, exit)?;
            continue;
        }
        for line in std::io::stdin().lock().lines() {
            let line = line.context("entrée standard")?;
            if !line.trim().is_empty() {
                exit = show(line.trim(), args.format, &pack.inflection, &mut out, exit)?;
            }
        }
    }
    out.flush()?;
    Ok(exit)
}

/// Writes the forms of one lemma. One of which nothing can be made is said on stderr and makes the exit a failure.
fn show(
    lemma: &str,
    format: FormsFormat,
    inflection: &Inflection,
    out: &mut impl Write,
    exit: Exit,
) -> anyhow::Result<Exit> {
    let forms = inflection.describe(lemma);
    if forms.is_empty() {
        eprintln!(
            "« {lemma} » : aucune forme ; écrivez un lemme (infinitif, masculin singulier), au besoin avec .V, .N ou .A"
        );
        return Ok(Exit::Failed);
    }
    match format {
        FormsFormat::Text => write_text(&forms, out)?,
        FormsFormat::Tsv => write_tsv(&forms, out)?,
    }
    Ok(exit)
}

type Described = (String, PartOfSpeech, Form);

/// One line a form; its sets of traits behind it, set off by `|`.
fn write_text(forms: &[Described], out: &mut impl Write) -> std::io::Result<()> {
    for of_part in forms.chunk_by(|a, b| a.1 == b.1) {
        let (lemma, part, _) = &of_part[0];
        writeln!(out, "{lemma} ({})", french(*part))?;
        let width = of_part
            .iter()
            .map(|(_, _, form)| form.form.chars().count())
            .max()
            .unwrap_or(0);
        for alike in of_part.chunk_by(|a, b| a.2.form == b.2.form) {
            let traits: Vec<String> = alike.iter().map(|(_, _, form)| traits(form)).collect();
            writeln!(out, "  {:width$}  {}", alike[0].2.form, traits.join(" | "))?;
        }
    }
    Ok(())
}

fn write_tsv(forms: &[Described], out: &mut impl Write) -> std::io::Result<()> {
    for (lemma, part, form) in forms {
        writeln!(
            out,
            "{lemma}\t{}\t{}\t{}",
            part.letter(),
            form.form,
            traits(form)
        )?;
    }
    Ok(())
}

fn traits(form: &Form) -> String {
    form.traits.names().collect::<Vec<_>>().join(" ")
}

const fn french(part: PartOfSpeech) -> &'static str {
    match part {
        PartOfSpeech::Verb => "verbe",
        PartOfSpeech::Noun => "nom",
        PartOfSpeech::Adjective => "adjectif",
    }
}
