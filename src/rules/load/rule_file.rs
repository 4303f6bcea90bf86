//! Reads the rules of one category: `CATEGORY.toml`.

use crate::rules::findings::Findings;
use crate::rules::load::example;
use crate::rules::load::keys::RULE_FILE;
use crate::rules::load::table::{Table, Text};
use crate::rules::load::toml_text::TomlText;
use crate::rules::pack::{Example, PatternLine, Policy, Rule, Status, Subject};

/// The rules of a file, for the category of that index.
pub(super) fn read(file: usize, category: usize, findings: &mut Findings) -> Vec<Rule> {
    let toml = TomlText::new(file, findings);
    let root = toml.parse(findings);
    let table = Table::of_file(&toml, &root, RULE_FILE, findings);
    let shared = patterns(table.lines("except"), findings);
    let tables = table.tables("rule", findings);
    tables
        .iter()
        .map(|table| rule(table, category, &shared, findings))
        .collect()
}

fn rule(
    table: &Table<'_>,
    category: usize,
    shared: &[PatternLine],
    findings: &mut Findings,
) -> Rule {
    let id = table.text("id");
    let written = table.lines("pattern");
    if written.is_empty() && table.place_of("pattern") != table.place {
        let place = table.place_of("pattern");
        let message = "cette règle n'a aucun motif";
        findings.report(
            "rule-without-pattern",
            place,
            message,
            "écrivez au moins un motif dans le bloc",
        );
    }
    let mut excepts = patterns(table.lines("except"), findings);
    excepts.extend(shared.iter().cloned());
    Rule {
        place: id.as_ref().map_or(table.place, |id| id.place),
        id: id.map(|id| id.text).unwrap_or_default(),
        category,
        status: table.choice("status", Status::parse, Status::Draft, findings),
        patterns: patterns(written, findings),
        excepts,
        negation: table.choice("negation", Policy::parse, Policy::Block, findings),
        hypothesis: table.choice("hypothesis", Policy::parse, Policy::Block, findings),
        subject: table.choice("subject", Subject::parse, Subject::Speaker, findings),
        conditional: table.choice("conditional", Policy::parse, Policy::Mark, findings),
        matches: examples(table, "matches", findings),
        rejects: examples(table, "rejects", findings),
        todo: examples(table, "todo", findings),
    }
}

fn patterns(lines: Vec<Text>, findings: &mut Findings) -> Vec<PatternLine> {
    lines
        .into_iter()
        .filter_map(|line| findings.pattern(line.text, line.place))
        .collect()
}

fn examples(table: &Table<'_>, key: &str, findings: &mut Findings) -> Vec<Example> {
    table
        .lines(key)
        .into_iter()
        .map(|line| example::read(line, findings))
        .collect()
}
