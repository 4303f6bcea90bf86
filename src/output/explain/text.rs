//! The sections of an explanation, from the sentence down to the label.

use std::io::{Result, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr as _;

use crate::output::explain::drawing::draw;
use crate::output::explain::page::{Page, quoted};
use crate::output::explain::phrases;
use crate::rules::pack::Category;
use crate::study::explain::{
    Explanation, HitShown, LexiconHit, Near, PatternShown, RuleShown, Stretch, Taken, WordShown,
};
use crate::tagger::statement::{Party, Statement};

/// Which sections are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// All of them.
    Whole,
    /// The sentence, one rule with all its patterns, the label.
    Rule,
    /// The sentence, the rules that came nearest, the label.
    Near,
}

/// Writes an explanation in lines of `width` columns.
///
/// # Errors
/// What the destination says.
pub fn write(
    explanation: &Explanation,
    categories: &[Category],
    parts: Parts,
    width: usize,
    color: bool,
    out: &mut impl Write,
) -> Result<()> {
    let page = Page::new(out, width, color);
    let mut writer = Writer { categories, page };
    let head = format!("{} · phrase {}", explanation.doc, explanation.sentence);
    writer.page.hanging("", Style::new(), &head, 2)?;
    writer.page.line("")?;
    draw(explanation, &mut writer.page)?;
    if parts == Parts::Whole {
        writer.words(&explanation.words)?;
        writer.lexicons(&explanation.lexicons)?;
    }
    if parts != Parts::Near {
        writer.rules(explanation, parts == Parts::Rule)?;
    }
    if let Some(near) = &explanation.near {
        writer.near(near)?;
    }
    writer.label(explanation)
}

struct Writer<'a, W> {
    categories: &'a [Category],
    page: Page<W>,
}

const GREEN: Style = AnsiColor::Green.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

impl<W: Write> Writer<'_, W> {
    // -- words and lexicons -----------------------------------------------------------------------

    fn words(&mut self, words: &[WordShown]) -> Result<()> {
        self.page
            .heading("MOTS (écrit, forme normale, lemmes possibles)")?;
        let column = |width: fn(&WordShown) -> usize| words.iter().map(width).max().unwrap_or(0);
        let written = column(|word| word.written.width()).min(20);
        let forms = column(|word| word.forms.join(" ").width()).min(20);
        for word in words {
            let lead = format!(
                "{:>4}  {:written$}  {:forms$}  ",
                word.number,
                word.written,
                word.forms.join(" ")
            );
            let hang = 4 + 2 + written + 2 + forms + 2;
            self.page
                .hanging(&lead, Style::new(), &word_can_be(word), hang)?;
        }
        Ok(())
    }

    fn lexicons(&mut self, hits: &[LexiconHit]) -> Result<()> {
        self.page.heading("LEXIQUES")?;
        if hits.is_empty() {
            return self.page.line("  aucun mot d'aucun lexique");
        }
        let name = |hit: &LexiconHit| hit.lexicon.width() + 1;
        let width = hits.iter().map(name).max().unwrap_or(0).min(28);
        for of_lexicon in hits.chunk_by(|a, b| a.lexicon == b.lexicon) {
            for (index, hit) in of_lexicon.iter().enumerate() {
                let name = match index {
                    0 => format!("@{}", hit.lexicon),
                    _ => String::new(),
                };
                let mask = if hit.mask { "masqué par ! " } else { "" };
                let told = format!(
                    "{} ← {mask}{} ({})",
                    phrases::place(Some(&hit.words)),
                    hit.entry,
                    short(&hit.at)
                );
                let lead = format!("  {name:width$}  ");
                self.page.hanging(&lead, BOLD, &told, width + 6)?;
            }
        }
        Ok(())
    }

    // -- rules ------------------------------------------------------------------------------------

    fn rules(&mut self, explanation: &Explanation, one: bool) -> Result<()> {
        let all = explanation.asleep + explanation.rules.len();
        match one {
            true => self.page.heading("RÈGLE")?,
            false => self.page.heading(&format!(
                "RÈGLES RÉVEILLÉES : {} sur {all}",
                explanation.rules.len()
            ))?,
        }
        if explanation.rules.is_empty() {
            let none = "aucune : la phrase n'a pas tous les mots dont un motif a besoin ; « --near » montre les règles les plus proches";
            return self.page.paragraph(2, none);
        }
        for rule in &explanation.rules {
            self.rule(rule, one)?;
        }
        Ok(())
    }

    fn rule(&mut self, rule: &RuleShown, whole: bool) -> Result<()> {
        let fired = rule.hits.iter().any(|hit| hit.fate.is_act());
        let (mark, style) = match (fired, rule.hits.is_empty()) {
            (true, _) => ("●", GREEN),
            (false, false) => ("◐", YELLOW),
            (false, true) => ("○", BOLD),
        };
        let draft = if rule.status == "draft" {
            " · brouillon, que tag n'emploie pas"
        } else {
            ""
        };
        let file = rule
            .patterns
            .first()
            .map_or("", |pattern| file(&pattern.at));
        let told = format!("· {} · {file}{draft}", self.category(&rule.category));
        self.page
            .hanging(&format!("  {mark} {} ", rule.rule), style, &told, 6)?;
        for pattern in &rule.patterns {
            self.pattern(pattern, whole)?;
            let number = pattern.number;
            for hit in rule.hits.iter().filter(|hit| hit.pattern == number) {
                self.hit(hit)?;
            }
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &PatternShown, whole: bool) -> Result<()> {
        let told = format!("{} (l.\u{a0}{})", pattern.text, line(&pattern.at));
        let lead = format!("    {:>2}  ", pattern.number);
        self.page.hanging(&lead, Style::new(), &told, 10)?;
        if !pattern.woken {
            let missing: Vec<String> = pattern.missing.iter().map(phrases::missing).collect();
            let told = match missing.as_slice() {
                [one] => format!("dort : la phrase n'a pas {one}"),
                several => format!("dort : la phrase n'a ni {}", several.join(" ni ")),
            };
            self.page.paragraph(8, &told)?;
        }
        if whole {
            return self.elements(pattern);
        }
        let Some(stopped) = &pattern.stopped else {
            return Ok(());
        };
        if stopped.number == 1 && stopped.hints.is_empty() {
            let told = format!("élément 1 sur {} : manque", pattern.elements);
            return self.page.paragraph(8, &told);
        }
        let found: Vec<String> = pattern.taken.iter().filter_map(words_of).collect();
        let found = match found.is_empty() {
            true => String::new(),
            false => format!("{}, puis ", found.join(" ")),
        };
        let told = format!(
            "élément {} sur {} : {found}{}",
            stopped.number,
            pattern.elements,
            phrases::stopped(stopped)
        );
        self.page.paragraph(8, &told)
    }

    /// Each element on a line of its own.
    fn elements(&mut self, pattern: &PatternShown) -> Result<()> {
        for taken in &pattern.taken {
            let words = taken
                .words
                .as_ref()
                .map_or("—".into(), |words| phrases::place(Some(words)));
            self.page.hanging(
                "        ✓ ",
                GREEN,
                &format!("{} : {words}", taken.element),
                12,
            )?;
        }
        if let Some(stopped) = &pattern.stopped {
            self.page
                .hanging("        ✗ ", YELLOW, &phrases::stopped(stopped), 12)?;
        }
        Ok(())
    }

    fn hit(&mut self, hit: &HitShown) -> Result<()> {
        let style = if hit.fate.is_act() { GREEN } else { YELLOW };
        let told = format!("{} : {}", evidence(&hit.evidence), phrases::fate(&hit.fate));
        self.page.hanging("        → ", style, &told, 10)?;
        if hit.speaker.is_some() || hit.target.is_some() || hit.fate.is_act() {
            let speaker = phrases::party(hit.speaker.as_ref(), true);
            self.page
                .hanging("          locuteur     ", DIM, &speaker, 25)?;
            let target = phrases::party(hit.target.as_ref(), false);
            self.page
                .hanging("          destinataire ", DIM, &target, 25)?;
        }
        Ok(())
    }

    // -- near -------------------------------------------------------------------------------------

    fn near(&mut self, near: &[Near]) -> Result<()> {
        self.page.heading("RÈGLES LES PLUS PROCHES")?;
        if near.is_empty() {
            return self
                .page
                .line("  aucune n'a assez de ses mots dans la phrase");
        }
        for (index, near) in near.iter().enumerate() {
            let told = format!("· {}", self.category(&near.category));
            let lead = format!("  {:>2}. {} ", index + 1, near.rule);
            self.page.hanging(&lead, BOLD, &told, 6)?;
            self.page
                .paragraph(6, &format!("{} ({})", near.pattern, near.at))?;
            let found: Vec<String> = near.taken.iter().filter_map(words_of).collect();
            let found = match found.is_empty() {
                true => String::new(),
                false => format!("trouvé : {} ; ", found.join(" ")),
            };
            let told = format!("{found}{}", phrases::lacking(&near.lacking));
            self.page.hanging("      → ", YELLOW, &told, 8)?;
        }
        Ok(())
    }

    // -- the label --------------------------------------------------------------------------------

    fn label(&mut self, explanation: &Explanation) -> Result<()> {
        self.page.heading("ÉTIQUETTE")?;
        if explanation.statements.is_empty() {
            return self.page.line("  aucune");
        }
        for Statement { category, acts, .. } in &explanation.statements {
            for act in acts {
                let told = format!(
                    "· {} → {} · {} ({})",
                    parties(&act.speaker),
                    parties(&act.target),
                    act.rule,
                    act.at
                );
                let lead = format!("  {} ", self.category(category));
                self.page.hanging(&lead, GREEN, &told, 4)?;
            }
        }
        Ok(())
    }

    fn category(&self, id: &str) -> String {
        let category = self.categories.iter().find(|category| category.id == id);
        category.map_or_else(|| id.to_string(), |category| category.label_fr.clone())
    }
}

fn word_can_be(word: &WordShown) -> String {
    let readings: Vec<String> = word.readings.iter().map(phrases::reading).collect();
    let mut told = readings.join(" ; ");
    if !word.classes.is_empty() {
        let classes: Vec<&str> = word.classes.iter().map(|key| phrases::class(key)).collect();
        told += &format!(" [{}]", classes.join(", "));
    }
    if !word.known {
        told += "inconnu des règles";
    }
    told.trim_start().to_string()
}

/// `« appelle »`, of what an element took.
fn words_of(taken: &Taken) -> Option<String> {
    taken.words.as_ref().map(|words| quoted(&words.text))
}

/// `[appelle à] … [fin des combats]`.
fn evidence(evidence: &[Stretch]) -> String {
    let words: Vec<String> = evidence
        .iter()
        .map(|words| format!("[{}]", words.text))
        .collect();
    words.join(" … ")
}

/// The file of `file:line`.
fn file(at: &str) -> &str {
    at.rsplit_once(':').map_or(at, |(file, _)| file)
}

/// The line of `file:line`.
fn line(at: &str) -> &str {
    at.rsplit_once(':').map_or(at, |(_, line)| line)
}

/// The file without its folder: `promettre.txt:4`.
fn short(at: &str) -> &str {
    at.rsplit('/').next().unwrap_or(at)
}

fn parties(parties: &[Party]) -> String {
    let mut shown: Vec<String> = parties
        .iter()
        .map(|party| match &party.id {
            Some(id) => format!("{} ({id})", party.text),
            None => party.text.clone(),
        })
        .collect();
    shown.dedup();
    match shown.is_empty() {
        true => "?".into(),
        false => shown.join(", "),
    }
}
