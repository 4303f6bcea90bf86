//! One statement a line, as a JSON object: the canonical form, of which all others are views.

use std::io::{Result, Write};

use serde::Serialize;

/// Writes each value as a line.
///
/// # Errors
/// What the destination says.
pub fn write<T: Serialize>(values: &[T], out: &mut impl Write) -> Result<()> {
    for value in values {
        serde_json::to_writer(&mut *out, value)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture::statements;
    use crate::tagger::statement::Statement;

    #[test]
    fn a_line_holds_all_keys_in_their_order() {
        let mut out = Vec::new();
        write(&statements()[..1], &mut out).expect("written");
        insta::assert_snapshot!(String::from_utf8(out).expect("UTF-8"), @r#"{"doc":"depeche.txt","date":"2020-10","sentence":3,"start":100,"end":152,"text":"Moscou accuse\nKiev et appelle à la fin des combats.","field":"text","category":"ceasefire_call","cameo":["112"],"plover":[],"acts":[{"rule":"appeler-a-la-fin","at":"regles.toml:7","evidence":[{"start":122,"end":132},{"start":136,"end":151}],"speaker":[{"id":"RUS","text":"Moscou","start":100,"end":106}],"target":[],"modality":"asserted","quoted":false}],"speaker":["RUS"],"target":[],"modality":"asserted","quoted":false,"unit":"byte","fields":{"source":"AFP"}}"#);
    }

    #[test]
    fn lines_read_back_are_the_statements() {
        let mut out = Vec::new();
        write(&statements(), &mut out).expect("written");
        let read: Vec<Statement> = String::from_utf8(out)
            .expect("UTF-8")
            .lines()
            .map(|line| serde_json::from_str(line).expect("a statement"))
            .collect();
        assert_eq!(read, statements());
    }
}
