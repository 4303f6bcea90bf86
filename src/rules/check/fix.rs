//! Puts certain remedies into the files of a pack.

use std::path::Path;

use crate::text::diagnostic::{Diagnostic, Fix};
use crate::text::source::Source;

/// A file as it is to be written, and the remedies that are in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended<'d> {
    /// Its name, relative to the pack.
    pub file: &'d str,
    /// Its new text.
    pub text: String,
    /// What was mended, from top to bottom.
    pub mended: Vec<&'d Diagnostic>,
}

/// Puts the certain remedies of these diagnostics into the files they are about. Of two that touch each other the later
/// one waits for the next time.
///
/// While an error stands that has no such remedy, what is said of the rest is not to be trusted (a lexicon that contains
/// itself seems to make all of its entries useless): only errors are mended.
pub fn mend<'d>(sources: &[Source], diagnostics: &'d [Diagnostic]) -> Vec<Mended<'d>> {
    let broken = diagnostics
        .iter()
        .any(|found| found.is_error() && found.fix.is_none());
    let of_file = |source: &Source| {
        let mut fixes: Vec<(&Fix, &Diagnostic)> = diagnostics
            .iter()
            .filter(|diagnostic| {
                diagnostic.file == source.name && (!broken || diagnostic.is_error())
            })
            .filter_map(|diagnostic| Some((diagnostic.fix.as_ref()?, diagnostic)))
            .collect();
        fixes.sort_by_key(|(fix, _)| (fix.span.start, fix.span.end));
        (!fixes.is_empty()).then(|| mend_one(&source.text, &fixes))
    };
    sources.iter().filter_map(of_file).collect()
}

fn mend_one<'d>(text: &str, fixes: &[(&Fix, &'d Diagnostic)]) -> Mended<'d> {
    let mut mended = Mended {
        file: &fixes[0].1.file,
        text: String::with_capacity(text.len()),
        mended: Vec::new(),
    };
    let mut done = 0;
    for (fix, diagnostic) in fixes {
        if fix.span.start < done && !mended.mended.is_empty() {
            continue;
        }
        mended.text.push_str(&text[done..fix.span.start]);
        mended.text.push_str(&fix.with);
        mended.mended.push(diagnostic);
        done = fix.span.end;
    }
    mended.text.push_str(&text[done..]);
    mended
}

/// Writes the mended files into the folder of the pack; each is replaced once its new text is whole.
///
/// # Errors
/// What the file system says, with the path.
pub fn write(dir: &Path, mended: &[Mended<'_>]) -> std::io::Result<()> {
    for file in mended {
        let path = dir.join(file.file);
        let beside = path.with_extension("mended~");
        let written = std::fs::read(&path).and_then(|old| {
            let mark: &[u8] = if old.starts_with(b"\xEF\xBB\xBF") {
                b"\xEF\xBB\xBF"
            } else {
                b""
            };
            std::fs::write(&beside, [mark, file.text.as_bytes()].concat())?;
            std::fs::rename(&beside, &path)
        });
        written.map_err(|error| {
            std::io::Error::new(error.kind(), format!("« {} » : {error}", path.display()))
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diagnostic::Severity;
    use crate::text::span::Span;

    /// The bytes `start..end` are to be replaced.
    type Change = (usize, usize, &'static str);

    #[test]
    fn remedies_are_put_in_and_what_overlaps_waits() {
        let source = Source::new("l.txt", "abcdef");
        let cases: &[(&[Change], &str, usize)] = &[
            (&[], "", 0),
            (&[(1, 2, "X")], "aXcdef", 1),
            (&[(4, 6, ""), (0, 1, "YY")], "YYbcd", 2),
            (&[(0, 3, "-"), (2, 5, "!")], "-def", 1),
            (&[(0, 2, "-"), (2, 3, "!")], "-!def", 2),
        ];
        for (changes, expected, count) in cases {
            let diagnostics: Vec<Diagnostic> = changes
                .iter()
                .map(|(start, end, with)| {
                    let span = Span::new(*start, *end);
                    Diagnostic::new("x", Severity::Warning, &source, span, "", "").with_fix(Some(
                        Fix {
                            span,
                            with: (*with).into(),
                        },
                    ))
                })
                .collect();
            let mended = mend(std::slice::from_ref(&source), &diagnostics);
            let (text, number) = mended
                .first()
                .map_or(("", 0), |one| (one.text.as_str(), one.mended.len()));
            assert_eq!((text, number), (*expected, *count), "{changes:?}");
        }
    }
}
