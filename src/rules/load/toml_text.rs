//! A TOML file made ready to be walked: unclosed blocks are found and closed first, so that the
//! parser sees the rest as it was meant; its own messages are put into words for linguists.

use std::cell::{OnceCell, RefCell};

use rustc_hash::FxHashSet;
use toml::Spanned;
use toml::de::{DeTable, Error};

use crate::rules::findings::Findings;
use crate::rules::pack::Place;
use crate::text::span::Span;

/// How a complaint begins after which the parser reads nothing more: a line without `=`.
const LOST: &str = "key with no value";

/// How a complaint begins of what stands there already.
const TWICE: &str = "duplicate key";

/// The text that is parsed: the file's, with the missing ends of blocks put in.
#[derive(Debug)]
pub(super) struct TomlText {
    /// Index of the file.
    pub(super) file: usize,
    /// What is parsed.
    pub(super) text: String,
    /// The same with spaces for the lines at which the parser would stop, where there are any.
    without_lost: OnceCell<String>,
    /// What was put in: the byte of the file before which it stands, and its length.
    inserted: Vec<(usize, usize)>,
    /// Bytes of the file in which mistakes follow from one that was reported.
    silenced: RefCell<Vec<Span>>,
}

impl TomlText {
    /// The text of a file. Reports the blocks that it leaves open.
    pub(super) fn new(file: usize, findings: &mut Findings) -> Self {
        let source = &findings.sources()[file].text;
        let mut text = String::with_capacity(source.len());
        let mut inserted = Vec::new();
        let mut silenced = Vec::new();
        let mut done = 0;
        for open in unclosed(source) {
            let mark = open.mark.of(source);
            findings.report(
                "unclosed-block",
                Place::new(file, open.mark),
                format!("ce {mark} ouvre un bloc qui n'est fermé nulle part"),
                format!(
                    "fermez le bloc par {mark} seul sur sa ligne, avant la clé suivante, ou retirez ce {mark} s'il est de trop"
                ),
            );
            text.push_str(&source[done..open.end]);
            let close = format!("{mark}\n");
            inserted.push((open.end, close.len()));
            text.push_str(&close);
            silenced.push(Span::new(open.mark.start, open.end - 1));
            done = open.end;
        }
        text.push_str(&source[done..]);
        Self {
            file,
            text,
            without_lost: OnceCell::new(),
            inserted,
            silenced: RefCell::new(silenced),
        }
    }

    /// Parses it, reporting what is no TOML, and gives what could be read.
    pub(super) fn parse(&self, findings: &mut Findings) -> Spanned<DeTable<'_>> {
        let (table, errors) = DeTable::parse_recoverable(&self.text);
        if !errors.iter().any(|error| error.message().starts_with(LOST)) {
            self.report(&errors, findings);
            return table;
        }
        drop(table);
        let text = self.without_lost.get_or_init(|| self.blanked(findings));
        let (table, errors) = DeTable::parse_recoverable(text);
        self.report(&errors, findings);
        table
    }

    /// The text with spaces for the lines, reported one by one, at which the parser would stop.
    fn blanked(&self, findings: &mut Findings) -> String {
        let mut text = self.text.clone();
        loop {
            let (_, errors) = DeTable::parse_recoverable(&text);
            let lost: Vec<Error> = errors
                .into_iter()
                .filter(|error| error.message().starts_with(LOST))
                .collect();
            let Some(at) = lost.first().and_then(Error::span) else {
                return text;
            };
            self.report(&lost, findings);
            let start = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
            let end = text[at.start..]
                .find('\n')
                .map_or(text.len(), |end| at.start + end);
            if text[start..end].trim().is_empty() {
                return text;
            }
            text.replace_range(start..end, &" ".repeat(end - start));
        }
    }

    /// Reports what the parser complains of, once for a line.
    fn report(&self, errors: &[Error], findings: &mut Findings) {
        let mut twice = FxHashSet::default();
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let place = self.place(Span::new(span.start, span.end));
            if self.is_silenced(place) {
                continue;
            }
            let source = &findings.sources()[self.file];
            let line = source.line_span(source.line_column(place.span.start).0);
            // The first `[rule]` makes every further rule a key that is there already.
            let of_headline = error.message().starts_with(TWICE)
                && line.of(&source.text).trim_start().starts_with('[');
            if of_headline && !twice.insert(place.span.of(&source.text)) {
                continue;
            }
            report(error.message(), place, findings);
            self.silenced.borrow_mut().push(line);
        }
    }

    /// Whether something was already said of the place, from which a mistake there follows.
    pub(super) fn is_silenced(&self, place: Place) -> bool {
        let at = place.span.start;
        self.silenced
            .borrow()
            .iter()
            .any(|said| said.start <= at && at <= said.end)
    }

    /// Where bytes of the parsed text stand in the file.
    pub(super) fn place(&self, span: Span) -> Place {
        let start = self.original(span.start);
        Place::new(
            self.file,
            Span::new(start, self.original(span.end).max(start)),
        )
    }

    fn original(&self, offset: usize) -> usize {
        let mut shift = 0;
        for &(at, length) in &self.inserted {
            if offset <= at + shift {
                break;
            }
            shift += length.min(offset - at - shift);
        }
        offset - shift
    }
}

/// Puts a complaint of the parser into words.
pub(super) fn report(complaint: &str, place: Place, findings: &mut Findings) {
    let source = &findings.sources()[place.file];
    let line = source.line_span(source.line_column(place.span.start).0);
    let written = line.of(&source.text).trim();
    let start = line.start + (line.len() - line.of(&source.text).trim_start().len());
    let whole = Place::new(place.file, Span::new(start, start + written.len()));
    let in_array = complaint.contains("array") && !complaint.contains("array table");
    if complaint.starts_with(TWICE) && written.starts_with('[') {
        let message = format!("« {} » est déjà défini", place.span.of(&source.text));
        let help = "ouvrez chaque règle, chaque catégorie, par des doubles crochets : [[rule]], [[category]]";
        findings.report("duplicate-key", place, message, help);
    } else if complaint.starts_with(TWICE) {
        let message = format!(
            "la clé « {} » est écrite deux fois",
            place.span.of(&source.text)
        );
        let help = "gardez l'une des deux : une règle n'a chaque clé qu'une fois (plusieurs motifs tiennent dans un bloc)";
        findings.report("duplicate-key", place, message, help);
    } else if let Some(open) = unclosed_quote(written) {
        let place = whole.part(written, Span::new(open, written.len()));
        let help = "fermez-le, ou écrivez le texte dans un bloc ''' … '''";
        findings.report(
            "unclosed-quote",
            place,
            "ce guillemet n'est pas fermé sur sa ligne",
            help,
        );
    } else if in_array {
        let help = "une liste s'écrit [\"a\", \"b\"] : une virgule entre les éléments, un crochet à la fin";
        findings.report(
            "toml-syntax",
            whole,
            "une liste n'est pas bien formée ici",
            help,
        );
    } else {
        findings.report(
            "toml-syntax",
            whole,
            "cette ligne ne se lit pas",
            remedy(written),
        );
    }
}

/// Where the `"` or `'` stands that stays open to the end of the line.
fn unclosed_quote(line: &str) -> Option<usize> {
    let mut open: Option<(usize, char)> = None;
    let mut chars = line.char_indices();
    while let Some((at, c)) = chars.next() {
        match (open, c) {
            (None, '#') => return None,
            (None, '"' | '\'') => open = Some((at, c)),
            (Some((_, '"')), '\\') => {
                chars.next();
            }
            (Some((_, mark)), _) if mark == c => open = None,
            _ => {}
        }
    }
    // An apostrophe in a line that is no `key = value` opens nothing.
    open.map(|(at, _)| at)
        .filter(|at| line[..*at].contains('='))
}

/// What is most often meant by a line that is no TOML.
fn remedy(line: &str) -> &'static str {
    let (key, value) = line
        .split_once('=')
        .map_or((line, None), |(k, v)| (k.trim(), Some(v.trim())));
    let plain = |key: &str| {
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    };
    match value {
        _ if line.starts_with('[') => {
            "un tableau s'écrit entre doubles crochets, seul sur sa ligne : [[rule]]"
        }
        Some("") => {
            "écrivez une valeur après le signe = : un texte entre guillemets, ou un bloc ''' … '''"
        }
        Some(_) if !plain(key) => {
            "devant le signe = vient une clé, en lettres sans accent ni espace ; une phrase ou un motif se met dans un bloc ''' … '''"
        }
        Some(value) if value.contains('\\') => {
            "une barre oblique inverse commence un échappement : écrivez le texte dans un bloc ''' … '''"
        }
        Some(_) => {
            "un texte se met entre guillemets : clé = \"valeur\", et rien ne suit sur la ligne qu'un commentaire #"
        }
        None if line.contains(':') && plain(line.split(':').next().unwrap_or_default().trim()) => {
            "la clé se sépare de sa valeur par le signe =, non par deux points"
        }
        None => {
            "une phrase ou un motif se met dans un bloc : clé = ''' … ''' ; un commentaire commence par #"
        }
    }
}

/// A block that is not closed.
#[derive(Debug, PartialEq, Eq)]
struct Unclosed {
    /// Its opening mark.
    mark: Span,
    /// Where it was meant to end: the line of the next key or table, or the end of the text.
    end: usize,
}

/// The blocks that are not closed. A block counts as unclosed, too, where a key or a table begins
/// before its end mark: that mark is the opening of another.
fn unclosed(text: &str) -> Vec<Unclosed> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"'''") || rest.starts_with(b"\"\"\"") {
            match block_end(text, at) {
                Ok(end) => at = end,
                Err(end) => {
                    found.push(Unclosed {
                        mark: Span::new(at, at + 3),
                        end,
                    });
                    at = end;
                }
            }
        } else {
            at = match bytes[at] {
                b'#' => line_end(bytes, at),
                quote @ (b'"' | b'\'') => quote_end(bytes, at, quote),
                _ => at + 1,
            };
        }
    }
    found
}

/// The end of the block that opens at `at`; the error is where it was meant to end.
fn block_end(text: &str, at: usize) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let mark = &bytes[at..at + 3];
    let mut here = at + 3;
    while here < bytes.len() {
        if bytes[here] == b'\n' && begins_statement(&text[here + 1..]) {
            return Err(here + 1);
        }
        if bytes[here] == b'\\' && mark[0] == b'"' {
            here += 2;
            continue;
        }
        if bytes[here..].starts_with(mark) {
            let extra = bytes[here + 3..]
                .iter()
                .take(2)
                .take_while(|b| **b == mark[0])
                .count();
            return Ok(here + 3 + extra);
        }
        here += 1;
    }
    Err(bytes.len())
}

/// Whether the text begins with `key = "`, `key = '` or `[[table]]`, which no pattern and no
/// sentence does.
fn begins_statement(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default().trim();
    if let Some(table) = line.strip_prefix("[[") {
        return table.contains("]]");
    }
    line.split_once('=').is_some_and(|(key, value)| {
        let key = key.trim();
        !key.is_empty()
            && key
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
            && value.trim_start().starts_with(['"', '\'', '['])
    })
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end)
}

/// Behind the quote that closes the one at `at`, or the end of the line.
fn quote_end(bytes: &[u8], at: usize, quote: u8) -> usize {
    let end = line_end(bytes, at);
    let mut here = at + 1;
    while here < end {
        match bytes[here] {
            b'\\' if quote == b'"' => here += 2,
            b if b == quote => return here + 1,
            _ => here += 1,
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Source;

    #[test]
    fn unclosed_blocks_are_found_where_they_open() {
        let cases: &[(&str, &[(usize, usize)])] = &[
            ("a = '''\nx\n'''\nb = '''y'''\n", &[]),
            ("a = '''\nx\nb = '''\ny\n'''\n", &[(4, 10)]),
            ("a = '''\nx\n[[rule]]\nb = 'y'\n", &[(4, 10)]),
            ("a = '''\nx\n", &[(4, 10)]),
            ("# '''\na = \"'''\"\n", &[]),
            ("a = \"\"\"\nx \\\"\"\"\n\"\"\"\n", &[]),
            ("a = '''\nl'un dit ''deux''\n'''\n", &[]),
            ("a = '''x'''''\n", &[]),
            ("a = '''\nx = y\n'''\n", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = unclosed(text)
                .iter()
                .map(|o| (o.mark.start, o.end))
                .collect();
            assert_eq!(found, *expected, "{text}");
        }
    }

    #[test]
    fn every_line_that_is_no_toml_is_reported_and_the_rest_read() {
        let text = "status: \"stable\"\na = block\nb =\nIl se tait.\nl'un = 'x'\nc = \"\\à\"\nd = 'x\ne = 'y'\n";
        let sources = [Source::new("x.toml", text)];
        let mut findings = Findings::new(&sources);
        let repaired = TomlText::new(0, &mut findings);
        let table = repaired.parse(&mut findings);
        assert!(table.get_ref().contains_key("e"));
        let lines: Vec<_> = findings
            .into_sorted()
            .iter()
            .map(|found| found.line)
            .collect();
        assert_eq!(lines, [1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn repaired_text_keeps_the_places_of_the_file() {
        let text = "a = '''\nx\nb = '''\ny\nc = 'z'\n";
        let sources = [Source::new("x.toml", text)];
        let mut findings = Findings::new(&sources);
        let repaired = TomlText::new(0, &mut findings);
        let table = repaired.parse(&mut findings);
        let keys: Vec<_> = table
            .get_ref()
            .keys()
            .map(|key| {
                repaired
                    .place(Span::new(key.span().start, key.span().end))
                    .span
                    .of(text)
            })
            .collect();
        assert_eq!(keys, ["a", "b", "c"]);
        assert_eq!(findings.into_sorted().len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn unclosed_never_panics(text in "['\"#=a\n \\\\é]{0,40}") {
            let sources = [Source::new("x.toml", text)];
            let mut findings = Findings::new(&sources);
            let repaired = TomlText::new(0, &mut findings);
            repaired.parse(&mut findings);
        }
    }
}
