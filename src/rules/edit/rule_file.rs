//! A rule file to which sentences are added, everything else of it kept as it was written.

use toml_edit::{DocumentMut, Item, Table, Value};

use crate::rules::edit::error::EditError;
use crate::rules::edit::layout::{block_value, not_toml, rank};
use crate::rules::edit::line_ends::LineEnds;
use crate::rules::load::keys::RULE;

/// The blocks of a rule that hold sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Sentences that the rule must find.
    Matches,
    /// Sentences that it must not find.
    Rejects,
    /// Sentences that it should find one day.
    Todo,
}

impl Block {
    /// Its key in a rule.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Matches => "matches",
            Self::Rejects => "rejects",
            Self::Todo => "todo",
        }
    }
}

/// A rule file, parsed to be changed.
#[derive(Clone, Debug)]
pub struct RuleFile {
    document: DocumentMut,
    ends: LineEnds,
}

impl RuleFile {
    /// Reads a rule file.
    ///
    /// # Errors
    /// A text that is no TOML.
    pub fn parse(text: &str) -> Result<Self, EditError> {
        let plain = LineEnds::plain(text);
        Ok(Self {
            document: plain.parse().map_err(|error| not_toml(&plain, &error))?,
            ends: LineEnds::of(text),
        })
    }

    /// The text of the file, with what was changed.
    pub fn text(&self) -> String {
        self.ends.restore(self.document.to_string())
    }

    /// Adds a line to a block of a rule, behind the others; the block is made where it is missing. Tells whether it
    /// was added: a line that stands there already is not added again.
    ///
    /// # Errors
    /// No such rule; a block that is no text; a line that would end the block.
    pub fn add_line(&mut self, rule: &str, block: Block, line: &str) -> Result<bool, EditError> {
        if line.contains("'''") || line.contains('\n') {
            return Err(EditError::Unwritable("'''"));
        }
        let table = self.rule(rule)?;
        match table.get_mut(block.key()) {
            Some(item) => add_to(item, block.key(), line),
            None => {
                insert_in_order(table, block.key(), block_value(&[line]));
                Ok(true)
            }
        }
    }

    fn rule(&mut self, id: &str) -> Result<&mut Table, EditError> {
        let rules = self
            .document
            .get_mut("rule")
            .and_then(Item::as_array_of_tables_mut);
        let is_it =
            |table: &&mut Table| table.get("id").and_then(Item::as_str).map(str::trim) == Some(id);
        rules
            .into_iter()
            .flat_map(|rules| rules.iter_mut())
            .find(is_it)
            .ok_or_else(|| EditError::NoRule(id.into()))
    }
}

/// Adds a line to the text of a key.
fn add_to(item: &mut Item, key: &str, line: &str) -> Result<bool, EditError> {
    let Some(Value::String(written)) = item.as_value() else {
        return Err(EditError::NotText(key.into()));
    };
    let value = written.value();
    if value.lines().any(|known| known.trim() == line.trim()) {
        return Ok(false);
    }
    let raw = written.display_repr().into_owned();
    let long = raw
        .strip_prefix("'''")
        .and_then(|raw| raw.strip_suffix("'''"));
    let mut longer = match long {
        Some(body) => literal(body, line),
        None => {
            let lines: Vec<&str> = value.lines().chain([line]).collect();
            if value.contains("'''") {
                return Err(EditError::Unwritable("'''"));
            }
            block_value(&lines)
        }
    };
    *longer.decor_mut() = written.decor().clone();
    *item = Item::Value(longer);
    Ok(true)
}

/// A `'''` block with a line more, indented as its last one.
fn literal(body: &str, line: &str) -> Value {
    let said = body.trim_end();
    let closing = body[said.len()..].rsplit('\n').next().unwrap_or_default();
    let last = said.rsplit('\n').next().unwrap_or_default();
    let indent = &last[..last.len() - last.trim_start().len()];
    let said = if said.is_empty() {
        "\n"
    } else {
        &format!("{said}\n")
    };
    verbatim(&format!("'''{said}{indent}{line}\n{closing}'''"))
}

/// A value as it is written.
fn verbatim(written: &str) -> Value {
    written.parse().unwrap_or_else(|_| Value::from(written))
}

/// Puts a new key where the order of keys wants it, before the first that belongs behind it.
fn insert_in_order(table: &mut Table, key: &str, value: Value) {
    let place = rank(RULE, key);
    let behind: Vec<String> = table
        .iter()
        .map(|(name, _)| name.to_owned())
        .skip_while(|name| rank(RULE, name) < place)
        .collect();
    let moved: Vec<_> = behind
        .iter()
        .filter_map(|name| table.remove_entry(name))
        .collect();
    table.insert(key, Item::Value(value));
    for (name, item) in moved {
        table.insert_formatted(&name, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# En tête\n\n[[rule]]  # ici\nid = \"a\"   # nom\n# motif\npattern = '''\n<a>\n'''\nmatches = '''\n  Un.\n  '''\n# fin\n\n[[rule]]\nid = 'b'\npattern = '<b>'\nrejects = \"Deux d\\u00e9j\\u00e0.\"\ntodo = ''''''\n# bout\n";

    fn added(rule: &str, block: Block) -> String {
        let mut file = RuleFile::parse(FILE).expect("TOML");
        assert_eq!(
            file.add_line(rule, block, "L'« autre ». => RUS > _"),
            Ok(true)
        );
        similar(FILE, &file.text())
    }

    /// The lines of the second that the first has not, and the other way round.
    fn similar(old: &str, new: &str) -> String {
        let missing = |a: &str, b: &str, sign: char| -> String {
            let known: Vec<&str> = b.lines().collect();
            a.lines()
                .filter(|line| !known.contains(line))
                .map(|line| format!("{sign}{line}\n"))
                .collect()
        };
        missing(old, new, '-') + &missing(new, old, '+')
    }

    #[test]
    fn a_line_joins_the_others_and_nothing_else_changes() {
        insta::assert_snapshot!(added("a", Block::Matches), @"+  L'« autre ». => RUS > _");
    }

    #[test]
    fn a_missing_block_is_made_in_its_place() {
        let mut file = RuleFile::parse(FILE).expect("TOML");
        file.add_line("b", Block::Matches, "Un.").expect("added");
        let text = file.text();
        let rule = &text[text.rfind("[[rule]]").expect("a rule")..];
        insta::assert_snapshot!(rule, @r#"
        [[rule]]
        id = 'b'
        pattern = '<b>'
        matches = '''
        Un.
        '''
        rejects = "Deux d\u00e9j\u00e0."
        todo = ''''''
        # bout
        "#);
    }

    #[test]
    fn a_text_in_quotation_marks_becomes_a_block() {
        insta::assert_snapshot!(added("b", Block::Rejects), @r#"
        -rejects = "Deux d\u00e9j\u00e0."
        +rejects = '''
        +Deux déjà.
        +L'« autre ». => RUS > _
        "#);
        insta::assert_snapshot!(added("b", Block::Todo), @r"
        -todo = ''''''
        +todo = '''
        +L'« autre ». => RUS > _
        ");
    }

    #[test]
    fn a_line_is_added_once() {
        let mut file = RuleFile::parse(FILE).expect("TOML");
        assert_eq!(file.add_line("a", Block::Matches, "Un."), Ok(false));
        assert_eq!(file.text(), FILE);
    }

    #[test]
    fn what_cannot_be_written_is_said() {
        let mut file = RuleFile::parse("x = 1\n[[rule]]\nid = \"a\"\nmatches = 3\n").expect("TOML");
        let cases = [
            ("c", "Un.", EditError::NoRule("c".into())),
            ("a", "Un.", EditError::NotText("matches".into())),
            ("a", "'''", EditError::Unwritable("'''")),
        ];
        for (rule, line, error) in cases {
            assert_eq!(file.add_line(rule, Block::Matches, line), Err(error));
        }
        let error = RuleFile::parse("x = 1\né = [").expect_err("no TOML");
        assert!(
            matches!(error, EditError::NotToml { line: 2, .. }),
            "{error}"
        );
    }

    #[test]
    fn line_ends_stay_those_of_the_file() {
        let windows = FILE.replace('\n', "\r\n");
        let mut file = RuleFile::parse(&windows).expect("TOML");
        file.add_line("a", Block::Matches, "Trois.").expect("added");
        let text = file.text();
        assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
        assert_eq!(text.replace("  Trois.\r\n", ""), windows);
    }
}
