//! The account of a comparison: what changed, counted by category and by rule.

use serde::Serialize;

use crate::rules::pack::Status;
use crate::rules::ruleset::Ruleset;
use crate::study::compare::change::{Change, Compared, Kind};

/// How many were lost, gained, changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Found by the old pack alone.
    pub lost: usize,
    /// Found by the new pack alone.
    pub gained: usize,
    /// Found by both, and not alike.
    pub changed: usize,
}

impl Tally {
    /// How many in all.
    pub const fn total(self) -> usize {
        self.lost + self.gained + self.changed
    }

    fn add(&mut self, kind: Kind) {
        *match kind {
            Kind::Lost => &mut self.lost,
            Kind::Gained => &mut self.gained,
            Kind::Changed => &mut self.changed,
        } += 1;
    }
}

/// The statements of a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfCategory {
    /// Its id.
    pub category: String,
    /// What changed.
    #[serde(flatten)]
    pub tally: Tally,
    /// How many are the same.
    pub same: usize,
}

/// The acts of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfRule {
    /// Its id.
    pub rule: String,
    /// Its status in the old pack; none where that has no such rule.
    pub old_status: Option<&'static str>,
    /// Its status in the new pack; none where that has no such rule.
    pub new_status: Option<&'static str>,
    /// What changed.
    #[serde(flatten)]
    pub tally: Tally,
}

impl OfRule {
    /// Whether its authors hold it to be sure, in either pack.
    pub fn is_stable(&self) -> bool {
        let stable = Some(Status::Stable.as_str());
        self.old_status == stable || self.new_status == stable
    }
}

/// What two packs find differently in articles.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The number of articles read.
    pub articles: usize,
    /// All categories, in the order of the new pack, then those of the old one alone.
    pub categories: Vec<OfCategory>,
    /// The rules whose acts changed, or whose status did, in the order of the new pack, then of the old one.
    pub rules: Vec<OfRule>,
    /// All changes, in the order of the articles.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// Nothing compared yet.
    pub fn new(old: &Ruleset, new: &Ruleset) -> Self {
        let mut comparison = Self {
            articles: 0,
            categories: Vec::new(),
            rules: Vec::new(),
            changes: Vec::new(),
        };
        for category in new.categories.iter().chain(&old.categories) {
            comparison.category(&category.id);
        }
        for rule in new.rules.iter().chain(&old.rules) {
            if !comparison.rules.iter().any(|known| *known.rule == *rule.id) {
                comparison.rules.push(OfRule {
                    rule: rule.id.to_string(),
                    old_status: status(old, &rule.id),
                    new_status: status(new, &rule.id),
                    tally: Tally::default(),
                });
            }
        }
        comparison
    }

    /// Adds what came of a document.
    pub fn add(&mut self, compared: Compared) {
        self.articles += 1;
        for (category, same) in compared.same {
            self.category(&category).same += same;
        }
        for change in compared.changes {
            self.category(&change.category).tally.add(change.change);
            for act in &change.acts {
                if let Some(rule) = self.rules.iter_mut().find(|rule| rule.rule == act.rule) {
                    rule.tally.add(act.change);
                }
            }
            self.changes.push(change);
        }
    }

    /// Drops the rules of which there is nothing to say.
    pub fn finish(mut self) -> Self {
        self.rules
            .retain(|rule| rule.tally.total() > 0 || rule.old_status != rule.new_status);
        self
    }

    /// The changes of all categories together.
    pub fn tally(&self) -> Tally {
        let mut all = Tally::default();
        self.changes
            .iter()
            .for_each(|change| all.add(change.change));
        all
    }

    /// How many statements are the same.
    pub fn same(&self) -> usize {
        self.categories.iter().map(|category| category.same).sum()
    }

    /// The stable rules whose acts changed.
    pub fn stable(&self) -> impl Iterator<Item = &OfRule> {
        self.rules
            .iter()
            .filter(|rule| rule.is_stable() && rule.tally.total() > 0)
    }

    fn category(&mut self, id: &str) -> &mut OfCategory {
        let at = self
            .categories
            .iter()
            .position(|known| known.category == id);
        let at = at.unwrap_or_else(|| {
            self.categories.push(OfCategory {
                category: id.to_owned(),
                tally: Tally::default(),
                same: 0,
            });
            self.categories.len() - 1
        });
        &mut self.categories[at]
    }
}

fn status(ruleset: &Ruleset, id: &str) -> Option<&'static str> {
    let rule = ruleset.rules.iter().find(|rule| *rule.id == *id)?;
    Some(rule.status.as_str())
}
