//! The layout of files without keys: lexicons and word lists, and what all layouts share.

use crate::rules::edit::layout::notation;
use crate::rules::load::without_comment;

/// A lexicon: each entry in the layout of the notation, comments behind entries as far away as they were.
pub(super) fn lexicon(text: &str) -> String {
    tidied(text.lines().map(entry))
}

/// A file of which only the white space is laid out.
pub(super) fn lines(text: &str) -> String {
    tidied(text.lines().map(|line| line.trim().to_owned()))
}

fn entry(line: &str) -> String {
    let said = without_comment(line);
    let comment = line[said.len()..].trim_end();
    let entry = said.trim();
    let away = &said[said.trim_end().len()..];
    let entry = match entry.strip_prefix('!') {
        Some(masked) if !masked.trim().is_empty() => format!("! {}", notation::pattern(masked)),
        _ if entry.is_empty() => return comment.to_owned(),
        _ => notation::pattern(entry),
    };
    if comment.is_empty() {
        entry
    } else {
        format!("{entry}{away}{comment}")
    }
}

/// The lines as a file: no blank line at its ends, never two of them, a line end behind the last.
pub(super) fn tidied(lines: impl Iterator<Item = String>) -> String {
    let mut laid = String::new();
    let mut blank = false;
    for line in lines {
        if line.is_empty() {
            blank = !laid.is_empty();
            continue;
        }
        if std::mem::take(&mut blank) {
            laid.push('\n');
        }
        laid.push_str(&line);
        laid.push('\n');
    }
    laid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lexicons_keep_their_order_and_comments() {
        let text = "\n\n# tête \n#   retrait\n  <b>  ...2   c   # pourquoi  \n\n\n!trêve   (x|y)\n  # fin\n!\n(a\n\n";
        insta::assert_snapshot!(lexicon(text), @r"
        # tête
        #   retrait
        <b> ...2 c   # pourquoi

        ! trêve (x | y)
        # fin
        !
        (a
        ");
    }

    proptest::proptest! {
        #[test]
        fn a_lexicon_laid_out_twice_is_laid_out_once(text in "[a-b<>@(){}|;!#?.é,« \t\n]{0,60}") {
            let once = lexicon(&text);
            proptest::prop_assert_eq!(lexicon(&once), once);
        }
    }
}
