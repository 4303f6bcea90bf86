//! Bars: scores under which a run fails, as `macro=0.85` asks for them.

use std::str::FromStr;

use crate::evaluate::counts::ActField;
use crate::evaluate::score::{CategoryScore, Figure, Score};
use crate::rules::pack::Category;

/// The name of macro F1.
const MACRO: &str = "macro";

/// The name under which all categories count as one.
const OVERALL: &str = "overall";

/// What stands behind the dot of a category.
const OF_CATEGORY: [&str; 3] = ["p", "r", "f"];

/// A score that must be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// `macro`, `speaker`, `target`, `modality`, `quoted`, or a category (or `overall`) with `.p`,
    /// `.r` or `.f`.
    pub name: String,
    /// What must be reached, from 0 to 1.
    pub least: f64,
}

/// Why a bar cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("il faut NOM=NOMBRE, le nombre entre 0 et 1 avec un point, comme « macro=0.85 »")]
pub struct BadBar;

impl FromStr for Bar {
    type Err = BadBar;

    fn from_str(written: &str) -> Result<Self, BadBar> {
        let (name, least) = written.split_once('=').ok_or(BadBar)?;
        let least: f64 = least.trim().parse().map_err(|_| BadBar)?;
        if !(0.0..=1.0).contains(&least) {
            return Err(BadBar);
        }
        Ok(Self {
            name: name.trim().to_owned(),
            least,
        })
    }
}

impl Bar {
    /// What was reached, where that is under the bar. What could not be measured is under it: a bar
    /// that measures nothing would hold for ever.
    ///
    /// # Panics
    /// When the name is none of [`names`].
    pub fn missed(&self, score: &Score) -> Option<Figure> {
        let reached = figure(score, &self.name).expect("a name that was checked");
        let holds = reached.value.is_some_and(|value| value >= self.least);
        (!holds).then_some(reached)
    }
}

/// All names that a bar may have.
pub fn names(categories: &[Category]) -> Vec<String> {
    let ids = categories.iter().map(|category| category.id.as_str());
    let of_categories = ids
        .chain([OVERALL])
        .flat_map(|id| OF_CATEGORY.map(|which| format!("{id}.{which}")));
    let fields = ActField::ALL.map(|field| field.as_str().to_owned());
    [MACRO.to_owned()]
        .into_iter()
        .chain(fields)
        .chain(of_categories)
        .collect()
}

fn figure(score: &Score, name: &str) -> Option<Figure> {
    if name == MACRO {
        return Some(score.macro_f1);
    }
    if let Some(field) = score
        .fields
        .iter()
        .find(|field| field.field.as_str() == name)
    {
        return Some(field.accuracy);
    }
    let (id, which) = name.rsplit_once('.')?;
    let mut all = score.categories.iter().chain([&score.overall]);
    let of: &CategoryScore = all.find(|category| category.category == id)?;
    match which {
        "p" => Some(of.precision),
        "r" => Some(of.recall),
        "f" => Some(of.f1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_as_written() {
        let table = [
            ("macro=0.85", Ok(("macro", 0.85))),
            ("accusation.p = 1", Ok(("accusation.p", 1.0))),
            ("macro", Err(BadBar)),
            ("macro=85", Err(BadBar)),
            ("macro=0,85", Err(BadBar)),
        ];
        for (written, expected) in table {
            let expected = expected.map(|(name, least): (&str, f64)| Bar {
                name: name.into(),
                least,
            });
            assert_eq!(written.parse(), expected, "{written}");
        }
    }
}
