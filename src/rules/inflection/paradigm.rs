//! The paradigm that follows from the principal parts of a conjugation: which tense is made from which.
//! The head of `conjugations.toml` says the same in French.

use super::cells::{Cell, Spelling, cell, changed, joined, row};
use super::error::Mistakes;
use super::principal::{Endings, Written};
use crate::rules::traits::Traits;

const PERSONS: [Traits; 6] = [
    Traits::P1S,
    Traits::P2S,
    Traits::P3S,
    Traits::P1P,
    Traits::P2P,
    Traits::P3P,
];

/// Persons of the imperative, by their place in the present.
const IMPERATIVE: [usize; 3] = [1, 3, 4];

/// Gender and number of the four participles, in the order in which a model writes them.
const AGREEMENTS: [Traits; 4] = [
    Traits::MASC.union(Traits::SING),
    Traits::FEM.union(Traits::SING),
    Traits::MASC.union(Traits::PLUR),
    Traits::FEM.union(Traits::PLUR),
];

/// The making of one paradigm.
pub(super) struct Paradigm<'p, 'f> {
    /// The endings of the simple tenses.
    pub(super) endings: &'p Endings,
    /// The principal parts.
    pub(super) model: &'p Written<'p>,
    /// Where mistakes are told.
    pub(super) mistakes: &'p mut Mistakes<'f>,
    /// The model's name.
    pub(super) name: &'p str,
    /// What was made so far.
    pub(super) cells: Vec<(Spelling, Traits)>,
}

impl Paradigm<'_, '_> {
    /// All tenses, in the order in which each follows from those before.
    pub(super) fn fill(&mut self) {
        let infinitive = cell(self.model.part("inf").unwrap_or(self.model.ending));
        let pres = self.six("pres", "").unwrap_or_default();
        let impf = self.six("impf", "impf").unwrap_or_else(|| {
            self.with_endings(
                &changed(&pres[3], |form| Some(form.strip_suffix("ons")?.to_string())),
                "impf",
            )
        });
        let fut_stem = self.model.part("fut").map_or_else(
            || {
                changed(&infinitive, |form| {
                    Some(form.strip_suffix('e').unwrap_or(form).to_string())
                })
            },
            cell,
        );
        let fut = self
            .six("fut", "fut")
            .unwrap_or_else(|| self.with_endings(&fut_stem, "fut"));
        let cond = self
            .six("cond", "cond")
            .unwrap_or_else(|| self.with_endings(&fut_stem, "cond"));
        let past = self.past();
        let subj = self
            .six("subj", "subj")
            .unwrap_or_else(|| self.subjunctive(&pres, &impf));
        let subj_impf = self
            .six("subj_impf", "")
            .unwrap_or_else(|| past_subjunctive(&past));
        let imperative = self.imperative(&pres);
        let ppres = self.model.part("ppres").map_or_else(
            || {
                changed(&pres[3], |form| {
                    Some(format!("{}ant", form.strip_suffix("ons")?))
                })
            },
            cell,
        );

        self.add(&infinitive, Traits::INF);
        self.add(&ppres, Traits::PPRES);
        self.participles();
        for (cells, tense) in [
            (pres, Traits::PRES),
            (impf, Traits::IMPF),
            (fut, Traits::FUT),
            (past, Traits::PAST),
            (cond, Traits::COND),
            (subj, Traits::SUBJ),
            (subj_impf, Traits::SUBJ),
        ] {
            self.finite(&cells, tense);
        }
        for (cell, person) in imperative.iter().zip(IMPERATIVE) {
            if self.has_person(PERSONS[person]) {
                self.add(cell, Traits::IMP.union(PERSONS[person]));
            }
        }
    }

    /// The six cells written at `key`: a row, or a stem that takes the endings of `row_name`.
    fn six(&mut self, key: &str, row_name: &str) -> Option<[Cell; 6]> {
        let written = self.model.part(key)?;
        if written == "-" {
            return Some(Default::default());
        }
        if !row_name.is_empty() && !written.contains(' ') {
            return Some(self.with_endings(&cell(written), row_name));
        }
        Some(self.expect(key, written))
    }

    /// A row of exactly `N` cells; another number is a mistake.
    fn expect<const N: usize>(&mut self, key: &str, written: &str) -> [Cell; N] {
        let cells = row(written);
        let count = cells.len();
        cells.try_into().unwrap_or_else(|_| {
            let span = self
                .model
                .parts
                .get(key)
                .map_or(self.model.span, |part| part.0);
            self.mistakes.add(
                span,
                "model-row",
                format!(
                    "« {key} » du modèle « {} » a {count} formes au lieu de {N}",
                    self.name
                ),
                "écrivez une forme par personne, séparées par une espace, et - où il n'y en a pas"
                    .to_string(),
            );
            std::array::from_fn(|_| Cell::new())
        })
    }

    fn with_endings(&self, stems: &Cell, row_name: &str) -> [Cell; 6] {
        let endings = self.endings.rows.get(row_name);
        std::array::from_fn(|person| {
            endings
                .and_then(|row| row.get(person))
                .map(|endings| {
                    endings
                        .iter()
                        .flat_map(|ending| joined(stems, &ending.text))
                        .collect()
                })
                .unwrap_or_default()
        })
    }

    /// The passé simple: six forms, or the third person, whose ending tells the others.
    fn past(&mut self) -> [Cell; 6] {
        let written = self.model.part("past").unwrap_or("-");
        if written == "-" {
            return Default::default();
        }
        if written.contains(' ') {
            return self.expect("past", written);
        }
        let mut all: [Cell; 6] = Default::default();
        for third in cell(written) {
            let row = self.endings.past.iter().filter_map(|row| {
                let ending = row.get(2)?.first()?;
                Some((
                    third.text.strip_suffix(ending.text.as_str())?,
                    ending.text.len(),
                    row,
                ))
            });
            // «vint» ends in «int» and in no shorter row: the longest ending is the row's.
            let Some((stem, _, row)) = row.max_by_key(|(_, length, _)| *length) else {
                let span = self
                    .model
                    .parts
                    .get("past")
                    .map_or(self.model.span, |part| part.0);
                self.mistakes.add(
                    span,
                    "model-past",
                    format!(
                        "« {} » ne finit par aucune désinence du passé simple",
                        third.text
                    ),
                    "écrivez la 3e personne du singulier, ou les six formes".to_string(),
                );
                continue;
            };
            for (cell, ending) in all.iter_mut().zip(row) {
                cell.extend(
                    ending
                        .iter()
                        .map(|ending| third.with(format!("{stem}{}", ending.text))),
                );
            }
        }
        all
    }

    fn subjunctive(&self, pres: &[Cell; 6], impf: &[Cell; 6]) -> [Cell; 6] {
        let stems = changed(&pres[5], |form| Some(form.strip_suffix("ent")?.to_string()));
        let mut cells = self.with_endings(&stems, "subj");
        cells[3].clone_from(&impf[3]);
        cells[4].clone_from(&impf[4]);
        cells
    }

    fn imperative(&mut self, pres: &[Cell; 6]) -> [Cell; 3] {
        match self.model.part("imp") {
            Some("-") => Default::default(),
            Some(written) => self.expect("imp", written),
            None => IMPERATIVE.map(|person| {
                changed(&pres[person], |form| {
                    let bare = form
                        .strip_suffix('s')
                        .filter(|bare| bare.ends_with(['e', 'ë']));
                    Some(bare.unwrap_or(form).to_string())
                })
            }),
        }
    }

    fn participles(&mut self) {
        let written = self.model.part("ppast").unwrap_or("-");
        let cells: [Cell; 4] = if written.contains(' ') {
            self.expect("ppast", written)
        } else {
            let masculine = cell(written);
            [
                masculine.clone(),
                joined(&masculine, "e"),
                changed(&masculine, |form| Some(plural(form))),
                joined(&masculine, "es"),
            ]
        };
        for (cell, agreement) in cells.iter().zip(AGREEMENTS) {
            self.add(cell, Traits::PPAST.union(agreement));
        }
    }

    fn finite(&mut self, cells: &[Cell; 6], tense: Traits) {
        for (cell, person) in cells.iter().zip(PERSONS) {
            if self.has_person(person) {
                self.add(cell, tense.union(person));
            }
        }
    }

    fn has_person(&self, person: Traits) -> bool {
        let Some(written) = self.model.part("persons") else {
            return true;
        };
        written
            .split_whitespace()
            .filter_map(Traits::parse)
            .any(|kept| kept == person)
    }

    fn add(&mut self, cell: &Cell, traits: Traits) {
        for form in cell {
            self.cells.push((form.clone(), traits));
        }
    }
}

/// The plural of a participle: nothing is added to *-s* and *-x*.
fn plural(form: &str) -> String {
    if form.ends_with(['s', 'x']) {
        form.to_string()
    } else {
        format!("{form}s")
    }
}

/// The imperfect subjunctive: 2s of the passé simple with *-se*, and the vowel of *-mes* with *-t*.
fn past_subjunctive(past: &[Cell; 6]) -> [Cell; 6] {
    let stem = &past[1];
    let third = changed(&past[3], |form| {
        Some(format!("{}t", form.strip_suffix("mes")?))
    });
    [
        joined(stem, "se"),
        joined(stem, "ses"),
        third,
        joined(stem, "sions"),
        joined(stem, "siez"),
        joined(stem, "sent"),
    ]
}
