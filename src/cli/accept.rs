//! `compare --accept`: shows the changes one by one, asks, and writes what was answered as examples into the rule files.
//!
//! Each answer is written at once: whoever stops has lost nothing.

use std::io::{BufRead, Write};
use std::path::Path;

use demarche::output::comparison::{Shown, write_change};
use demarche::rules::edit::{Block, RuleFile, read_file, write_file};
use demarche::rules::pack::{Category, Pack};
use demarche::rules::ruleset::Ruleset;
use demarche::study::compare::Comparison;
use demarche::study::compare::accept::{Judges, Verdict, Writing};
use demarche::study::compare::change::{ActChange, Change, Kind};
use demarche::tagger::Tagger;

use crate::cli::exit::Exit;
use crate::cli::terminal::{colored, count};

/// What was answered.
enum Answer {
    Verdict(Verdict),
    Pass,
    Quit,
}

/// What came of the questions.
#[derive(Debug, Default)]
struct Account {
    written: usize,
    passed: usize,
}

/// A walk through changes.
pub(crate) struct Walk<'a> {
    judges: Judges<'a>,
    /// The new pack, to find the file of a rule.
    pack: &'a Pack,
    folder: &'a Path,
    shown: Shown<'a>,
}

impl<'a> Walk<'a> {
    /// Through the changes between two packs, of which the new one, read from `folder`, is written to.
    pub(crate) fn new(
        rulesets: &'a (Ruleset, Ruleset),
        pack: &'a Pack,
        folder: &'a Path,
        categories: &'a [Category],
    ) -> Self {
        Self {
            judges: Judges {
                old: Tagger::for_examples(&rulesets.0, false),
                new: Tagger::for_examples(&rulesets.1, false),
            },
            pack,
            folder,
            shown: Shown {
                categories,
                limit: None,
                color: colored(&std::io::stdout()),
            },
        }
    }

    /// Asks on standard output, reads answers from standard input.
    pub(crate) fn run(&self, comparison: &Comparison) -> anyhow::Result<Exit> {
        self.walk(
            comparison,
            &mut std::io::stdin().lock(),
            &mut std::io::stdout().lock(),
        )?;
        Ok(Exit::Done)
    }

    fn walk(
        &self,
        comparison: &Comparison,
        input: &mut impl BufRead,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        let mut account = Account::default();
        let changes = &comparison.changes;
        'walk: for (at, change) in changes.iter().enumerate() {
            writeln!(out, "── {}/{}\n", at + 1, changes.len())?;
            write_change(change, self.shown, out)?;
            for act in &change.acts {
                match ask(act, input, out)? {
                    Answer::Quit => break 'walk,
                    Answer::Pass => account.passed += 1,
                    Answer::Verdict(verdict) => {
                        account.written += usize::from(self.write(change, act, verdict, out)?);
                    }
                }
            }
            writeln!(out)?;
        }
        let Account { written, passed } = account;
        let written = match written {
            0 | 1 => format!("{written} phrase écrite"),
            _ => format!("{written} phrases écrites"),
        };
        writeln!(out, "{written}, {}.", count(passed, "passée"))?;
        Ok(out.flush()?)
    }

    /// Writes an example into the file of its rule; says what was done, or why nothing was. Tells whether it was written.
    fn write(
        &self,
        change: &Change,
        act: &ActChange,
        verdict: Verdict,
        out: &mut impl Write,
    ) -> anyhow::Result<bool> {
        let Some(rule) = self.pack.rules.iter().find(|rule| rule.id == act.rule) else {
            writeln!(
                out,
                "  rien d'écrit : la règle {} n'est plus dans {}",
                act.rule,
                self.folder.display()
            )?;
            return Ok(false);
        };
        let Writing { block, line } = match self.judges.writing(change, act, verdict) {
            Ok(writing) => writing,
            Err(error) => {
                writeln!(out, "  rien d'écrit : {error}")?;
                return Ok(false);
            }
        };
        let name = &self.pack.sources[rule.place.file].name;
        // Read again at each answer: the file may be open in an editor.
        let mut file = RuleFile::parse(&read_file(self.folder, name)?)?;
        let added = file.add_line(&rule.id, block, &line)?;
        if added {
            write_file(self.folder, name, &file.text())?;
            writeln!(out, "  {name}, {} de {} : {line}", block.key(), rule.id)?;
        } else {
            writeln!(out, "  {name}, {} de {} : y est déjà", block.key(), rule.id)?;
        }
        self.warn_of_failure(act, block, out)?;
        Ok(added)
    }

    /// Says where the example will fail until the rule is mended: that is what it is for.
    fn warn_of_failure(
        &self,
        act: &ActChange,
        block: Block,
        out: &mut impl Write,
    ) -> std::io::Result<()> {
        let fails = matches!(
            (act.change, block),
            (Kind::Gained, Block::Rejects) | (Kind::Lost, Block::Matches)
        );
        match fails {
            true => writeln!(
                out,
                "  à corriger : cet exemple échoue tant que la règle n'a pas changé"
            ),
            false => Ok(()),
        }
    }
}

/// Asks until there is an answer; the end of the input ends the walk.
fn ask(act: &ActChange, input: &mut impl BufRead, out: &mut impl Write) -> std::io::Result<Answer> {
    let question = match act.change {
        Kind::Gained => format!(
            "{} trouve désormais cette phrase. En relève-t-elle ?",
            act.rule
        ),
        Kind::Lost => format!(
            "{} ne trouve plus cette phrase. En relève-t-elle ?",
            act.rule
        ),
        Kind::Changed => format!(
            "{} l'analyse autrement. La nouvelle analyse est-elle la bonne ?",
            act.rule
        ),
    };
    loop {
        write!(out, "{question} [o]ui, [n]on, [p]asser, [q]uitter : ")?;
        out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            writeln!(out)?;
            return Ok(Answer::Quit);
        }
        match line.trim().to_lowercase().as_str() {
            "o" | "oui" => return Ok(Answer::Verdict(Verdict::Agreed)),
            "n" | "non" => return Ok(Answer::Verdict(Verdict::Refused)),
            "p" | "passer" => return Ok(Answer::Pass),
            "q" | "quitter" => return Ok(Answer::Quit),
            _ => writeln!(out, "  répondez par o, n, p ou q")?,
        }
    }
}
