//! What an edit of the pack changed, said at once: errors, failed examples, and what is found differently in articles
//! than in the last good state.
//!
//! Only what an edit can reach is run again ([`reach`]): an article in which no changed pattern wakes and no changed word
//! stands is found as it was. Good is a state that loads and in which no more examples fail than in the good one before.

mod entries;
pub mod look;
mod print;
mod reach;

use std::borrow::Cow;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::evaluate::examples::{Evaluated, Outcome, Role, evaluate_unknown};
use crate::rules::load::{Loaded, load_files};
use crate::rules::pack::{Example, Pack, Rule};
use crate::rules::ruleset::Ruleset;
use crate::study::compare::{Comparison, changes_in};
use crate::study::watch::look::{Failed, Found, Look, Tested, key};
use crate::study::watch::print::{PatternPrint, Print};
use crate::study::watch::reach::{Reach, Text};
use crate::tagger::Tagger;
use crate::tagger::statement::Statement;
use crate::text::document::Document;

/// Articles, and what the last good state of a pack found in them.
#[derive(Debug)]
pub struct Watch {
    articles: Vec<Document>,
    /// The articles as they are searched for words.
    texts: Vec<Text>,
    good: Option<Good>,
}

/// The last good state.
#[derive(Debug)]
struct Good {
    ruleset: Ruleset,
    print: Print,
    /// By article.
    found: Vec<InArticle>,
    outcomes: Outcomes,
    failures: usize,
    /// Warnings that were there already.
    warnings: FxHashSet<(String, String, String)>,
}

/// What a pack does with an article.
#[derive(Clone, Debug, Default)]
struct InArticle {
    statements: Vec<Statement>,
    /// The patterns that wake in it, sorted.
    woken: Vec<PatternPrint>,
}

/// What came of examples, by rule, role and line, and the patterns that wake in each.
type Outcomes = FxHashMap<(String, Role, String), (Outcome, Vec<PatternPrint>)>;

impl Watch {
    /// To be compared over these articles; there may be none.
    pub fn new(articles: Vec<Document>) -> Self {
        let texts = articles
            .par_iter()
            .map(|article| Text::new(&article.text))
            .collect();
        Self {
            articles,
            texts,
            good: None,
        }
    }

    /// Looks at the files of a pack: names relative to it, and bytes.
    pub fn look(&mut self, files: &[(String, Cow<'static, [u8]>)]) -> Look {
        let mut loaded = load_files(files);
        let Some(ruleset) = loaded.compile() else {
            return self.broken(loaded);
        };
        let Some(pack) = loaded.pack.take() else {
            return self.broken(loaded);
        };
        let print = Print::of(&pack);
        let reach = self
            .good
            .as_ref()
            .map(|good| Reach::between(good.parts(), (&print, &ruleset)));
        let reach = reach.unwrap_or(Reach::Everything);
        let outcomes = self.test(&pack, &ruleset, &print, &reach);
        let tested = tested(&outcomes.evaluated, &pack);
        let (found, read) = self.tag(&ruleset, &print, &reach);
        let comparison = self.compare(&ruleset, &found);
        let good = self
            .good
            .as_ref()
            .is_none_or(|good| tested.failed.len() <= good.failures);
        let warnings = self.new_warnings(&loaded);
        if good {
            self.good = Some(Good {
                ruleset,
                print,
                found,
                outcomes: outcomes.kept,
                failures: tested.failed.len(),
                warnings: loaded.diagnostics.iter().map(key).collect(),
            });
        }
        Look {
            shown: warnings,
            warnings: loaded.diagnostics.len(),
            errors: 0,
            loaded,
            found: Some(Found {
                tested,
                comparison,
                articles: self.articles.len(),
                read,
            }),
            good,
        }
    }

    /// A pack with errors: they are all that is shown.
    fn broken(&self, loaded: Loaded) -> Look {
        let errors: Vec<usize> = (0..loaded.diagnostics.len())
            .filter(|at| loaded.diagnostics[*at].is_error())
            .collect();
        Look {
            warnings: loaded.diagnostics.len() - errors.len(),
            errors: errors.len(),
            shown: errors,
            loaded,
            found: None,
            good: false,
        }
    }

    /// The indexes of the warnings that the last good state did not have; none at the first look.
    fn new_warnings(&self, loaded: &Loaded) -> Vec<usize> {
        let Some(good) = &self.good else {
            return Vec::new();
        };
        let is_new = |at: &usize| !good.warnings.contains(&key(&loaded.diagnostics[*at]));
        (0..loaded.diagnostics.len()).filter(is_new).collect()
    }

    /// Runs the examples that the edit can reach, and takes over what came of the others.
    fn test<'p>(
        &self,
        pack: &'p Pack,
        ruleset: &Ruleset,
        print: &Print,
        reach: &Reach,
    ) -> Examples<'p> {
        let known = self.good.as_ref().map(|good| &good.outcomes);
        let woken = reach::woken_in_examples(pack, ruleset, print);
        let none = Vec::new();
        let woken = |example: &Example| woken.get(&example.place).unwrap_or(&none);
        let evaluated = evaluate_unknown(pack, ruleset, |rule, role, example| {
            let (outcome, before) = known?.get(&named(rule, role, pack, example))?;
            // What failed is run again, so that what is shown of it is of today.
            let reached = outcome.is_failure()
                || reach.reaches(&|| Text::of(example), before, woken(example));
            (!reached).then(|| outcome.clone())
        });
        let name = |one: &Evaluated<'_>| named(one.rule, one.role, pack, one.example);
        let kept = evaluated
            .iter()
            .map(|one| (name(one), (one.outcome.clone(), woken(one.example).clone())))
            .collect();
        Examples { evaluated, kept }
    }

    /// Tags the articles that the edit can reach, and takes over what was found in the others. Gives their number too.
    fn tag(&self, ruleset: &Ruleset, print: &Print, reach: &Reach) -> (Vec<InArticle>, usize) {
        let tagger = Tagger::for_examples(ruleset, true);
        let numbers: Vec<usize> = (0..self.articles.len()).collect();
        let found: Vec<(InArticle, bool)> = numbers
            .par_iter()
            .map(|at| {
                let article = &self.articles[*at];
                let sentences = tagger.sentences(article);
                let woken = reach::woken(&tagger, print, article, &sentences);
                let old = self.good.as_ref().map(|good| &good.found[*at]);
                match old.filter(|old| !reach.reaches(&|| &self.texts[*at], &old.woken, &woken)) {
                    Some(old) => {
                        let statements = old.statements.clone();
                        (InArticle { statements, woken }, false)
                    }
                    None => {
                        let statements = tagger.tag_sentences(article, &sentences);
                        (InArticle { statements, woken }, true)
                    }
                }
            })
            .collect();
        let read = found.iter().filter(|(_, read)| *read).count();
        (found.into_iter().map(|(found, _)| found).collect(), read)
    }

    /// What is found differently than in the last good state; nothing at the first look.
    fn compare(&self, ruleset: &Ruleset, found: &[InArticle]) -> Option<Comparison> {
        let good = self.good.as_ref()?;
        let mut comparison = Comparison::new(&good.ruleset, ruleset);
        for (at, article) in self.articles.iter().enumerate() {
            comparison.add(changes_in(
                article,
                &good.found[at].statements,
                &found[at].statements,
                &ruleset.segmenter,
            ));
        }
        Some(comparison.finish())
    }
}

impl Good {
    fn parts(&self) -> (&Print, &Ruleset) {
        (&self.print, &self.ruleset)
    }
}

/// What came of the examples, now and for the next look.
struct Examples<'p> {
    evaluated: Vec<Evaluated<'p>>,
    kept: Outcomes,
}

fn named(rule: &Rule, role: Role, pack: &Pack, example: &Example) -> (String, Role, String) {
    let place = example.place;
    let line = place.span.of(&pack.sources[place.file].text);
    (rule.id.clone(), role, line.to_owned())
}

fn tested(evaluated: &[Evaluated<'_>], pack: &Pack) -> Tested {
    let failed = evaluated.iter().filter(|one| one.outcome.is_failure());
    let failed = failed.map(|one| {
        let place = one.example.place;
        let source = &pack.sources[place.file];
        Failed {
            rule: one.rule.id.clone(),
            at: format!("{}:{}", source.name, source.line_column(place.span.start).0),
            sentence: one.example.sentence.clone(),
            outcome: one.outcome.clone(),
        }
    });
    Tested {
        examples: evaluated
            .iter()
            .filter(|one| one.role != Role::Todo)
            .count(),
        failed: failed.collect(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
