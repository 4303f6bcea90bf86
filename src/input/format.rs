//! What a file holds: told by its first bytes, and by its name where bytes cannot tell.
//!
//! A table and a corpus of Iramuteq look like any text: they are known by name only, or because the caller says so.

use std::fmt;
use std::path::Path;

use memchr::memmem;

/// The extensions of compressed files, which stand behind the one that tells the format.
const COMPRESSED: [&str; 4] = ["gz", "zst", "xz", "bz2"];

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// One article.
    Plain,
    /// One article a line.
    Jsonl,
    /// One article a row, under a row of names; the delimiter is found.
    Csv,
    /// The same with tabulators.
    Tsv,
    /// Articles under lines `**** *variable_value`.
    Iramuteq,
    /// Articles of a press review of Europresse.
    Europresse,
    /// One page.
    Html,
    /// One TEI text or a corpus of them.
    Tei,
    /// A workbook, one article a row.
    Xlsx,
}

impl fmt::Display for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "txt",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Iramuteq => "iramuteq",
            Self::Europresse => "europresse",
            Self::Html => "html",
            Self::Tei => "tei",
            Self::Xlsx => "xlsx",
        })
    }
}

impl InputFormat {
    /// The format that the extension of a name tells, with or without `.gz` and the like behind it.
    pub fn of_name(path: &Path) -> Option<Self> {
        match extension(path)?.as_str() {
            "txt" => Some(Self::Plain),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "iramuteq" => Some(Self::Iramuteq),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "tei" => Some(Self::Tei),
            "xlsx" | "xlsm" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// The format of a file whose first bytes, decompressed, are these.
    pub fn of_bytes(head: &[u8], name: &Path) -> Self {
        let named = Self::of_name(name);
        if let Some(table @ (Self::Csv | Self::Tsv | Self::Iramuteq)) = named {
            return table;
        }
        Self::shown_by(head).or(named).unwrap_or(Self::Plain)
    }

    /// The format that the bytes themselves show, however the file is called.
    pub(crate) fn shown_by(head: &[u8]) -> Option<Self> {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let head = head.trim_ascii_start();
        if head.starts_with(b"{") || head.starts_with(b"[") {
            let opening = |byte: &u8| matches!(byte, b'[' | b'{') || byte.is_ascii_whitespace();
            let first = head.iter().find(|byte| !opening(byte));
            let opens_object = head
                .iter()
                .take_while(|byte| opening(byte))
                .filter(|byte| **byte == b'{')
                .count()
                == 1;
            return (opens_object && first == Some(&b'"')).then_some(Self::Jsonl);
        }
        if is_iramuteq(head) {
            return Some(Self::Iramuteq);
        }
        if !head.starts_with(b"<") {
            return None;
        }
        if has_tag(head, b"TEI") || has_tag(head, b"teiCorpus") {
            return Some(Self::Tei);
        }
        let start = head[..head.len().min(1024)].to_ascii_lowercase();
        let is_page = ["<!doctype html", "<html", "<head", "<body", "<article"]
            .iter()
            .any(|mark| memmem::find(&start, mark.as_bytes()).is_some());
        match memmem::find(head, b"DocPublicationName").is_some() {
            true => Some(Self::Europresse),
            false => is_page.then_some(Self::Html),
        }
    }
}

/// Whether a file of this name is taken for articles when a folder or an archive holds it.
pub fn is_article_name(path: &Path) -> bool {
    InputFormat::of_name(path).is_some()
        || extension(path)
            .is_some_and(|extension| ["json", "xml", "zip"].contains(&extension.as_str()))
}

/// The extension in lower case, before the one of a compression.
fn extension(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let (stem, last) = name.rsplit_once('.')?;
    match COMPRESSED.contains(&last) {
        true => stem.rsplit_once('.').map(|(_, inner)| inner.to_owned()),
        false => Some(last.to_owned()),
    }
}

/// Whether a line that opens an article of Iramuteq begins here: `**** *`, or four digits and ` *` as Alceste wrote.
pub(crate) fn is_iramuteq(line: &[u8]) -> bool {
    let Some((mark, rest)) = line.split_at_checked(4) else {
        return false;
    };
    let is_mark = mark == b"****" || mark.iter().all(u8::is_ascii_digit);
    is_mark
        && rest
            .strip_prefix(b" ")
            .or(rest.strip_prefix(b"\t"))
            .is_some_and(|rest| rest.trim_ascii_start().starts_with(b"*"))
}

/// Whether an element of this name opens somewhere, with or without a prefix.
fn has_tag(head: &[u8], name: &[u8]) -> bool {
    memmem::find_iter(head, name).any(|at| {
        let opens = head[..at].ends_with(b"<")
            || head[..at].ends_with(b":")
                && head[..at - 1]
                    .iter()
                    .rposition(|byte| *byte == b'<')
                    .is_some_and(|open| {
                        head[open + 1..at - 1].iter().all(u8::is_ascii_alphanumeric)
                            && open + 1 < at - 1
                    });
        opens
            && head
                .get(at + name.len())
                .is_none_or(|byte| !byte.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_name() {
        let cases = [
            ("a.txt", Some(InputFormat::Plain)),
            ("A.TXT.gz", Some(InputFormat::Plain)),
            ("a.jsonl", Some(InputFormat::Jsonl)),
            ("a.jsonl.zst", Some(InputFormat::Jsonl)),
            ("a.ndjson.bz2", Some(InputFormat::Jsonl)),
            ("a.csv.xz", Some(InputFormat::Csv)),
            ("a.tab", Some(InputFormat::Tsv)),
            ("a.HTML", Some(InputFormat::Html)),
            ("a.xlsx", Some(InputFormat::Xlsx)),
            ("a.xml", None),
            ("a.pdf", None),
            ("a", None),
            (".gz", None),
            ("gz", None),
        ];
        for (name, format) in cases {
            assert_eq!(InputFormat::of_name(Path::new(name)), format, "{name}");
        }
    }

    #[test]
    fn formats_by_content() {
        let cases: [(&str, &str, InputFormat); 16] = [
            ("x", " {\"text\": \"a\"}", InputFormat::Jsonl),
            ("x.jsonl", "[1]\n{\"text\": \"a\"}", InputFormat::Jsonl),
            ("x", "[\n  {\n    \"text\": 1", InputFormat::Jsonl),
            ("x.txt", "{{Guerre}}", InputFormat::Plain),
            (
                "x.txt",
                "\u{feff}**** *date_2020\nA.",
                InputFormat::Iramuteq,
            ),
            ("x", "0001 *date_2020\nA.", InputFormat::Iramuteq),
            ("x.txt", "**** étoiles", InputFormat::Plain),
            ("x.csv", "{\"a\";b", InputFormat::Csv),
            ("x", "<!DOCTYPE html><p>A", InputFormat::Html),
            ("x.html", "<p>A", InputFormat::Html),
            (
                "x",
                "<html><span class=\"DocPublicationName\">",
                InputFormat::Europresse,
            ),
            (
                "x.xml",
                "<?xml version=\"1.0\"?>\n<TEI xmlns=\"…\">",
                InputFormat::Tei,
            ),
            ("x", "<tei:teiCorpus>", InputFormat::Tei),
            ("x", "< 3 morts, dit-on.", InputFormat::Plain),
            ("x", "<a:TEIX>", InputFormat::Plain),
            ("x.xlsx", "A.", InputFormat::Xlsx),
        ];
        for (name, head, format) in cases {
            assert_eq!(
                InputFormat::of_bytes(head.as_bytes(), Path::new(name)),
                format,
                "{head}"
            );
        }
    }
}
