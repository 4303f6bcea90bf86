//! `test`: the examples of rules, run by the engine that tags articles.

use std::io::{BufWriter, Write};

use anstyle::AnsiColor;
use clap::Args;
use demarche::evaluate::examples::Found;
use demarche::evaluate::{Evaluated, Outcome, Role, evaluate};
use demarche::rules::nearest::nearest;
use demarche::rules::pack::{Pack, Place, Rule, Status};
use demarche::rules::ruleset::Ruleset;

use crate::cli::coverage::{self, CoverageArgs};
use crate::cli::exit::Exit;
use crate::cli::pack::RulesArgs;
use crate::cli::terminal::{colored, count, meant, painted};

/// Essaie les règles sur leurs exemples
#[derive(Debug, Args)]
#[command(after_help = "\
Ce qui est montré :
  manqué   une phrase de « matches » que la règle ne trouve pas
  faux     trouvée, mais qui parle, à qui ou la modalité n'est pas ce que dit =>
  bruyant  une phrase de « rejects » que la règle trouve
  épargné  une phrase de « rejects » que seule l'absence d'acteur sauve ; montrée quand des règles sont nommées
  atteint  une phrase de « todo » que la règle trouve désormais")]
pub(crate) struct TestArgs {
    /// Règles à essayer, par leur id, ou toutes celles d'une catégorie (par défaut : toutes)
    #[arg(value_name = "RULE")]
    wanted: Vec<String>,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    coverage: CoverageArgs,
}

pub(crate) fn run(args: &TestArgs) -> anyhow::Result<Exit> {
    let Some(pack) = args.rules.load_sound()? else {
        return Ok(Exit::Findings);
    };
    args.check_names(&pack)?;
    let mut ruleset = Ruleset::compile(&pack);
    if args.coverage.coverage {
        return coverage::run(&args.coverage, &pack, &mut ruleset, |rule| {
            args.wants(&pack, rule)
        });
    }
    let evaluated = evaluate(&pack, &ruleset, |rule| args.wants(&pack, rule));
    let color = colored(&std::io::stdout());
    let mut out = BufWriter::new(std::io::stdout().lock());
    for of_rule in evaluated.chunk_by(|a, b| std::ptr::eq(a.rule, b.rule)) {
        write_rule(&pack, of_rule, !args.wanted.is_empty(), color, &mut out)?;
    }
    write_summary(&evaluated, &mut out)?;
    out.flush()?;
    let failed = evaluated.iter().any(|one| one.outcome.is_failure());
    Ok(if failed { Exit::Findings } else { Exit::Done })
}

impl TestArgs {
    fn wants(&self, pack: &Pack, rule: &Rule) -> bool {
        let names = [rule.id.as_str(), pack.categories[rule.category].id.as_str()];
        self.wanted.is_empty()
            || self
                .wanted
                .iter()
                .any(|wanted| names.contains(&wanted.as_str()))
    }

    /// # Errors
    /// A name that is neither a rule's nor a category's.
    fn check_names(&self, pack: &Pack) -> anyhow::Result<()> {
        let rules = pack.rules.iter().map(|rule| rule.id.as_str());
        let known: Vec<&str> = rules
            .chain(pack.categories.iter().map(|category| category.id.as_str()))
            .collect();
        if let Some(unknown) = self
            .wanted
            .iter()
            .find(|wanted| !known.contains(&wanted.as_str()))
        {
            let near = meant(nearest(unknown, known.iter().copied()));
            anyhow::bail!("aucune règle ni catégorie « {unknown} »{near}");
        }
        Ok(())
    }
}

/// One line for the rule, and under it what is to be looked at; with `all` also what only lacks an actor.
fn write_rule(
    pack: &Pack,
    evaluated: &[Evaluated<'_>],
    all: bool,
    color: bool,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let rule = evaluated[0].rule;
    let asked = evaluated
        .iter()
        .filter(|one| one.role != Role::Todo)
        .count();
    let failed = evaluated
        .iter()
        .filter(|one| one.outcome.is_failure())
        .count();
    let mark = match failed {
        0 => painted("ok ", AnsiColor::Green, color),
        _ => painted("NON", AnsiColor::Red, color),
    };
    let draft = if rule.status == Status::Draft {
        " (brouillon)"
    } else {
        ""
    };
    writeln!(
        out,
        "{mark} {:>3}/{asked:<3} {}{draft}  {}",
        asked - failed,
        rule.id,
        at(pack, rule.place)
    )?;
    for one in evaluated {
        let told = told(&one.outcome).filter(|_| all || !matches!(one.outcome, Outcome::Spared(_)));
        let Some((word, found)) = told else {
            continue;
        };
        let hue = if one.outcome.is_failure() {
            AnsiColor::Red
        } else {
            AnsiColor::Yellow
        };
        let word = painted(&format!("{word:<8}"), hue, color);
        writeln!(
            out,
            "    {word} {}  {}",
            at(pack, one.example.place),
            one.example.sentence
        )?;
        for found in found {
            writeln!(
                out,
                "             trouvé : [{}] => {}  {}",
                found.evidence, found.parties, found.at
            )?;
        }
    }
    Ok(())
}

/// What there is to tell of an example, in a word, and what was found; none where all is as it should be.
fn told(outcome: &Outcome) -> Option<(&'static str, &[Found])> {
    Some(match outcome {
        Outcome::Passed | Outcome::Awaited => return None,
        Outcome::Missed => ("manqué", &[]),
        Outcome::Wrong(found) => ("faux", found),
        Outcome::Noisy(found) => ("bruyant", found),
        Outcome::Spared(found) => ("épargné", found),
        Outcome::Reached => ("atteint", &[]),
    })
}

/// `file:line`.
fn at(pack: &Pack, place: Place) -> String {
    let source = &pack.sources[place.file];
    format!("{}:{}", source.name, source.line_column(place.span.start).0)
}

fn write_summary(evaluated: &[Evaluated<'_>], out: &mut impl Write) -> std::io::Result<()> {
    let number = |is: fn(&Outcome) -> bool| evaluated.iter().filter(|one| is(&one.outcome)).count();
    let todo = evaluated
        .iter()
        .filter(|one| one.role == Role::Todo)
        .count();
    writeln!(
        out,
        "\n{} : {}, {}, {}, {} ; {}. À faire : {todo}, dont {}.",
        count(evaluated.len() - todo, "exemple"),
        count(
            number(|o| matches!(o, Outcome::Passed | Outcome::Spared(_))),
            "réussi"
        ),
        count(number(|o| matches!(o, Outcome::Missed)), "manqué"),
        count(number(|o| matches!(o, Outcome::Noisy(_))), "bruyant"),
        format_args!("{} faux", number(|o| matches!(o, Outcome::Wrong(_)))),
        count(number(|o| matches!(o, Outcome::Spared(_))), "épargné"),
        count(number(|o| matches!(o, Outcome::Reached)), "atteint"),
    )
}
