//! The lines of a TOML string, each with its exact place in the file. The parser gives the value
//! of a string and the place of its delimiters, but not what stands where between them.

use crate::text::span::Span;

/// A line of a string: neither blank nor a comment, without outer spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What it says, escapes resolved.
    pub(super) text: String,
    /// Its bytes in the text that was parsed.
    pub(super) span: Span,
}

/// The lines of the string that stands, with its delimiters, at `span` of `text`.
pub(super) fn lines(text: &str, span: Span) -> Vec<Line> {
    let (content, basic) = content(text, span);
    let raw = content.of(text);
    if basic && raw.contains('\\') {
        decoded_lines(raw, content.start)
    } else {
        raw_lines(raw, content.start)
    }
}

/// What stands between the delimiters, without the line end behind an opening one, and whether
/// escapes count in it.
pub(super) fn content(text: &str, span: Span) -> (Span, bool) {
    let raw = span.of(text);
    let basic = raw.starts_with('"');
    let long = raw.starts_with("'''") || raw.starts_with("\"\"\"");
    let width = match (long, raw.starts_with(['"', '\''])) {
        (true, _) if raw.len() >= 6 => 3,
        (_, true) if raw.len() >= 2 => 1,
        _ => 0,
    };
    let mut start = span.start + width;
    let end = span.end - width;
    if long {
        let rest = &text[start..end];
        start += match rest {
            _ if rest.starts_with("\r\n") => 2,
            _ if rest.starts_with('\n') => 1,
            _ => 0,
        };
    }
    (Span::new(start, end), basic)
}

fn raw_lines(raw: &str, at: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = at;
    for line in raw.split('\n') {
        let text = line.trim();
        let offset = start + (line.len() - line.trim_start().len());
        if counts(text) {
            lines.push(Line {
                text: text.into(),
                span: Span::new(offset, offset + text.len()),
            });
        }
        start += line.len() + 1;
    }
    lines
}

fn counts(line: &str) -> bool {
    !line.is_empty() && !line.starts_with('#')
}

/// The lines of a string with escapes: each character is kept with the bytes that wrote it.
fn decoded_lines(raw: &str, at: usize) -> Vec<Line> {
    let decoded = decode(raw);
    let mut lines = Vec::new();
    for line in decoded.split(|(c, _)| *c == '\n') {
        let blank = |&(c, _): &(char, Span)| c.is_whitespace();
        let Some(first) = line.iter().position(|c| !blank(c)) else {
            continue;
        };
        let last = line.iter().rposition(|c| !blank(c)).unwrap_or(first);
        let line = &line[first..=last];
        let text: String = line.iter().map(|(c, _)| c).collect();
        let (start, end) = (line[0].1.start, line[line.len() - 1].1.end);
        if counts(&text) {
            let span = Span::new(at + start, at + end);
            lines.push(Line { text, span });
        }
    }
    lines
}

/// The characters of a basic string and the bytes that wrote each. A broken escape, which the
/// parser has reported, stands for itself.
fn decode(raw: &str) -> Vec<(char, Span)> {
    let mut decoded = Vec::new();
    let mut at = 0;
    while let Some(next) = raw[at..].chars().next() {
        let (written, length) = match next {
            '\\' => escape(&raw[at + 1..]),
            _ => (Some(next), next.len_utf8()),
        };
        let span = Span::new(at, at + length);
        decoded.extend(written.map(|c| (c, span)));
        at = span.end;
    }
    decoded
}

/// What an escape writes and its length in bytes, the backslash included.
fn escape(rest: &str) -> (Option<char>, usize) {
    let Some(mark) = rest.chars().next() else {
        return (Some('\\'), 1);
    };
    let simple = match mark {
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        '"' | '\\' => mark,
        'x' => return hexadecimal(rest, 2),
        'u' => return hexadecimal(rest, 4),
        'U' => return hexadecimal(rest, 8),
        _ if mark.is_whitespace() => {
            let skipped = rest.len() - rest.trim_start().len();
            return (None, 1 + skipped);
        }
        _ => return (Some('\\'), 1),
    };
    (Some(simple), 2)
}

fn hexadecimal(rest: &str, digits: usize) -> (Option<char>, usize) {
    let read = rest
        .get(1..=digits)
        .and_then(|hex| u32::from_str_radix(hex, 16).ok())
        .and_then(char::from_u32);
    match read {
        Some(c) => (Some(c), 2 + digits),
        None => (Some('\\'), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, &str)> {
        let span = Span::new(text.find(['\'', '"']).unwrap_or(0), text.len());
        lines(text, span)
            .into_iter()
            .map(|line| (line.text, line.span.of(text)))
            .collect()
    }

    #[test]
    fn block_lines_have_exact_places() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            (
                "a = '''\n  un \n\n# non\ndeux'''",
                &[("un", "un"), ("deux", "deux")],
            ),
            (
                "a = '''un\r\ndeux\r\n'''",
                &[("un", "un"), ("deux", "deux")],
            ),
            ("a = 'un'", &[("un", "un")]),
            ("a = \"un\"", &[("un", "un")]),
            ("a = \"\"\"\nl'un\n\"\"\"", &[("l'un", "l'un")]),
            (
                r#"a = "d\u00e9j\xe0\nvu""#,
                &[("déjà", r"d\u00e9j\xe0"), ("vu", "vu")],
            ),
            (
                "a = \"\"\"\nun \\\n  deux\n\"\"\"",
                &[("un deux", "un \\\n  deux")],
            ),
            ("a = ''", &[]),
            ("a = ''''''", &[]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|(a, b)| (a.to_string(), *b)).collect();
            assert_eq!(read(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn block_lines_of_a_literal_string_are_slices(text in "[a-zé#\\\\ \n]{0,60}") {
            let whole = format!("k = '''{text}'''");
            for (line, slice) in read(&whole) {
                proptest::prop_assert_eq!(line, slice);
            }
        }

        #[test]
        fn block_lines_agree_with_the_parser(text in "[a-zé\\\\nu0-9 \n]{0,40}") {
            let whole = format!("k = \"\"\"{text}\"\"\"");
            if let Ok(table) = toml::de::DeTable::parse(&whole) {
                let parsed = table.get_ref().values().next().and_then(|v| v.get_ref().as_str()).unwrap_or_default();
                let expected: Vec<&str> = parsed.split('\n').map(str::trim).filter(|l| counts(l)).collect();
                let lines: Vec<String> = read(&whole).into_iter().map(|(line, _)| line).collect();
                proptest::prop_assert_eq!(lines, expected);
            }
        }
    }
}
