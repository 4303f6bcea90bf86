//! Cuts a sentence into words: runs of letters and digits, as French writes them.
//!
//! Elided words (l', qu', jusqu') and the pronouns behind a verb (-t-il, -nous) are words of their
//! own; *aujourd'hui*, *O.N.U.* and *6 700* are one. It knows no dictionary: the caller says which
//! compounds are known and stay whole. Punctuation is no word and is left to the caller.

use unicode_normalization::char::is_combining_mark;

use crate::text::normalize::{is_apostrophe, is_hyphen, is_ignorable, normal_form};
use crate::text::span::Span;

/// Words that lose their vowel before an apostrophe and are then words of their own.
const ELIDED: &[&str] = &[
    "l", "d", "qu", "s", "n", "j", "m", "t", "c", "ç", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// What is split off behind a hyphen.
const BEHIND_HYPHEN: &[&str] = &[
    "il", "ils", "elle", "elles", "on", "moi", "nous", "vous", "leur", "lui", "je", "tu", "ce",
    "là", "ci", "y", "en",
];

/// The pronouns before which a verb takes the -t- that is no word: «a-t-il».
const AFTER_T: &[&str] = &["il", "ils", "elle", "elles", "on"];

/// A word as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawWord {
    /// Bytes of the text; for an elided word, the apostrophe included.
    pub span: Span,
}

/// Cuts `within` of `text` into words and appends them to `out`, in order.
///
/// `is_known` gets the normal form of a compound («cessez-le-feu», «chef-d'oeuvre») and says
/// whether it is one word; if not, it is cut at its hyphens.
///
/// # Panics
/// When `within` does not lie on character boundaries of `text`.
pub fn words(
    text: &str,
    within: Span,
    is_known: &mut dyn FnMut(&str) -> bool,
    out: &mut Vec<RawWord>,
) {
    let mut cutter = Cutter {
        text: &text[..within.end],
        is_known,
        out,
    };
    let mut at = within.start;
    while let Some(start) = cutter.next_start(at) {
        let run = cutter.run(start);
        at = run.span.end;
        if run.joined {
            cutter.cut(run.span);
        } else {
            cutter.push(run.span);
        }
    }
}

/// The longest stretch that may be one word.
struct Run {
    span: Span,
    /// Whether it holds a hyphen or an apostrophe, at which it may have to be cut.
    joined: bool,
}

struct Cutter<'a> {
    /// The text up to the end of what is cut.
    text: &'a str,
    is_known: &'a mut dyn FnMut(&str) -> bool,
    out: &'a mut Vec<RawWord>,
}

impl Cutter<'_> {
    fn next_start(&self, from: usize) -> Option<usize> {
        let rest = &self.text[from..];
        rest.find(is_letter).map(|offset| from + offset)
    }

    /// The letters and digits from `start` with inner hyphens and apostrophes, initials with their
    /// inner full stops, or a number with its groups.
    fn run(&self, start: usize) -> Run {
        let first = self.segment(start);
        if self.is_number(first) {
            let number = self.number(first);
            if number.end > first.end {
                return Run {
                    span: number,
                    joined: false,
                };
            }
        }
        let mut last = first;
        let mut joined = false;
        while let Some(joint) = self.char_at(last.end) {
            let after = last.end + joint.len_utf8();
            let next = if joint == '.' {
                self.initial_after(last, after)
            } else if is_hyphen(joint) || is_apostrophe(joint) {
                joined = true;
                Some(self.segment(after)).filter(|next| !next.is_empty())
            } else {
                break;
            };
            match next {
                Some(next) => last = next,
                None if is_apostrophe(joint) && self.is_elided(last) => {
                    return Run {
                        span: Span::new(start, after),
                        joined,
                    };
                }
                None => break,
            }
        }
        Run {
            span: Span::new(start, last.end),
            joined,
        }
    }

    /// The letters and digits from `start`, with the marks and invisible characters among them;
    /// empty where none stands there.
    fn segment(&self, start: usize) -> Span {
        let rest = &self.text.as_bytes()[start..];
        let plain = rest
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        match rest.get(plain) {
            Some(byte) if !byte.is_ascii() => self.segment_beyond(start, start + plain),
            _ => Span::new(start, start + plain),
        }
    }

    /// The same for letters of any alphabet, up to `plain_end` read already.
    fn segment_beyond(&self, start: usize, plain_end: usize) -> Span {
        let mut end = plain_end;
        for (offset, letter) in self.text[plain_end..].char_indices() {
            if is_letter(letter) || (end > start && is_combining_mark(letter)) {
                end = plain_end + offset + letter.len_utf8();
            } else if !is_ignorable(letter) {
                break;
            }
        }
        Span::new(self.skip_ignorable(start, end), end)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    fn is_elided(&self, segment: Span) -> bool {
        let written = segment.of(self.text);
        written.len() <= 16 && ELIDED.contains(&&*normal_form(written))
    }

    /// The initial that goes on with «O.» or «J.-» when `last` is one too.
    fn initial_after(&self, last: Span, after: usize) -> Option<Span> {
        let from = match self.char_at(after) {
            Some(c) if is_hyphen(c) => after + c.len_utf8(),
            _ => after,
        };
        let next = self.segment(from);
        (self.is_initial(last) && self.is_initial(next) && self.char_at(next.end) == Some('.'))
            .then_some(next)
    }

    fn is_initial(&self, segment: Span) -> bool {
        let mut letters = segment
            .of(self.text)
            .chars()
            .filter(|c| !is_combining_mark(*c) && !is_ignorable(*c));
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    }

    fn is_number(&self, segment: Span) -> bool {
        let written = segment.of(self.text);
        written.bytes().all(|b| b.is_ascii_digit())
    }

    /// «6 700», «1.250», «3,5»: groups of three digits behind a space, any behind a mark.
    fn number(&self, first: Span) -> Span {
        let mut end = first.end;
        let mut grouped = first.len() <= 3;
        while let Some(joint) = self.char_at(end) {
            let next = self.segment(end + joint.len_utf8());
            if next.is_empty() || !self.is_number(next) {
                break;
            }
            match joint {
                '.' | ',' => grouped = false,
                ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' if grouped && next.len() == 3 => {}
                _ => break,
            }
            end = next.end;
        }
        Span::new(first.start, end)
    }

    /// Cuts a run into its words: elided words in front, then what follows a hyphen.
    fn cut(&mut self, run: Span) {
        let rest = self.cut_elided(run);
        if !rest.is_empty() {
            self.cut_compound(rest);
        }
    }

    fn cut_elided(&mut self, run: Span) -> Span {
        let mut rest = run;
        while let Some((apostrophe, letter)) = find(rest.of(self.text), is_apostrophe) {
            let head = Span::new(rest.start, rest.start + apostrophe);
            if !self.is_elided(head) {
                break;
            }
            let word = Span::new(head.start, head.end + letter.len_utf8());
            self.push(word);
            rest = Span::new(self.skip_ignorable(word.end, rest.end), rest.end);
        }
        rest
    }

    fn skip_ignorable(&self, from: usize, end: usize) -> usize {
        end - self.text[from..end].trim_start_matches(is_ignorable).len()
    }

    fn cut_compound(&mut self, compound: Span) {
        let text = self.text;
        let written = compound.of(text);
        if find(written, is_hyphen).is_none() || self.is_initials(written) || self.knows(written) {
            self.push(compound);
            return;
        }
        let Some((stem, behind)) = split_behind(written) else {
            return self.cut_at_hyphens(compound);
        };
        self.cut_compound(Span::new(compound.start, compound.start + stem.len()));
        self.push(Span::new(compound.end - behind.len(), compound.end));
    }

    fn knows(&mut self, written: &str) -> bool {
        (self.is_known)(&normal_form(written))
    }

    /// «J.-C»: a full stop stands inside words only between initials.
    fn is_initials(&self, written: &str) -> bool {
        written.contains('.')
    }

    fn cut_at_hyphens(&mut self, compound: Span) {
        let mut start = compound.start;
        for part in compound.of(self.text).split(is_hyphen) {
            let end = start + part.len();
            let part = Span::new(self.skip_ignorable(start, end), end);
            if part.of(self.text).contains(is_apostrophe) {
                self.cut(part);
            } else {
                self.push(part);
            }
            start = self
                .char_at(end)
                .map_or(end, |hyphen| end + hyphen.len_utf8());
        }
    }

    fn push(&mut self, span: Span) {
        self.out.push(RawWord { span });
    }
}

/// A letter or digit; the apostrophe ʼ counts as a letter elsewhere.
fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | 'à'..='ö' => true,
        '\0'..='\x7f' => false,
        _ => c.is_alphanumeric() && !is_apostrophe(c),
    }
}

/// Splits the pronoun or particle off behind the last hyphen: «a-t-il» → `a`, `il`.
fn split_behind(written: &str) -> Option<(&str, &str)> {
    let (stem, behind) = rsplit_hyphen(written)?;
    let normal = normal_form(behind);
    if !BEHIND_HYPHEN.contains(&&*normal) {
        return None;
    }
    match rsplit_hyphen(stem) {
        Some((verb, "t" | "T")) if AFTER_T.contains(&&*normal) => Some((verb, behind)),
        _ => Some((stem, behind)),
    }
}

fn rsplit_hyphen(written: &str) -> Option<(&str, &str)> {
    let (at, hyphen) = written
        .char_indices()
        .rfind(|(_, letter)| is_hyphen(*letter))?;
    let behind = written[at + hyphen.len_utf8()..].trim_start_matches(is_ignorable);
    Some((&written[..at], behind))
}

fn find(written: &str, class: fn(char) -> bool) -> Option<(usize, char)> {
    written.char_indices().find(|(_, letter)| class(*letter))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KNOWN: &[&str] = &[
        "cessez-le-feu",
        "rendez-vous",
        "peut-être",
        "est-à-dire",
        "chef-d'oeuvre",
        "nord-coréen",
    ];

    fn cut(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        let mut is_known = |form: &str| KNOWN.contains(&form);
        words(text, Span::new(0, text.len()), &mut is_known, &mut out);
        out.iter().map(|word| word.span.of(text)).collect()
    }

    #[test]
    fn words_of_french() {
        let cases: &[(&str, &[&str])] = &[
            ("l'ONU appelle.", &["l'", "ONU", "appelle"]),
            ("L’Élysée", &["L’", "Élysée"]),
            ("jusqu'à aujourd'hui", &["jusqu'", "à", "aujourd'hui"]),
            ("d'aujourd’hui", &["d'", "aujourd’hui"]),
            (
                "quelqu'un, presqu'île, entr'ouvrir",
                &["quelqu'un", "presqu'île", "entr'ouvrir"],
            ),
            ("l'« oasis »", &["l'", "oasis"]),
            ("les 'durs' d'hier", &["les", "durs", "d'", "hier"]),
            ("un cessez-le-feu", &["un", "cessez-le-feu"]),
            (
                "le cessez\u{2011}le\u{2011}feu",
                &["le", "cessez\u{2011}le\u{2011}feu"],
            ),
            ("a-t-il dit", &["a", "il", "dit"]),
            ("Qu'a-t-on", &["Qu'", "a", "on"]),
            ("s'est-il", &["s'", "est", "il"]),
            ("rendez-vous", &["rendez-vous"]),
            ("rendez-nous", &["rendez", "nous"]),
            (
                "celui-ci, ces Nord-Coréens-là",
                &["celui", "ci", "ces", "Nord", "Coréens", "là"],
            ),
            ("va-t'en", &["va", "t'", "en"]),
            ("c'est-à-dire", &["c'", "est-à-dire"]),
            ("le chef-d'œuvre", &["le", "chef-d'œuvre"]),
            ("main-d'œuvre", &["main", "d'", "œuvre"]),
            ("Château--BP", &["Château", "BP"]),
            ("- non -", &["non"]),
            ("l'O.N.U. et M. X.", &["l'", "O.N.U", "et", "M", "X"]),
            ("av. J.-C., A.-M. B.", &["av", "J.-C", "A.-M", "B"]),
            ("fin.Le", &["fin", "Le"]),
            ("6 700 hommes", &["6 700", "hommes"]),
            (
                "1\u{202f}250\u{a0}000, 3,5 et 1.250",
                &["1\u{202f}250\u{a0}000", "3,5", "et", "1.250"],
            ),
            (
                "en 2020 100 morts, 12 3000",
                &["en", "2020", "100", "morts", "12", "3000"],
            ),
            (
                "20h30 le 1er, 15% de F-16",
                &["20h30", "le", "1er", "15", "de", "F", "16"],
            ),
            (
                "Moscou\u{301} armis\u{ad}tice",
                &["Moscou\u{301}", "armis\u{ad}tice"],
            ),
            ("🎉 paix 🎉", &["paix"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), *expected, "{text}");
        }
    }

    /// What French texts are made of, decomposed, invisible and strange characters among it.
    fn text_like() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a", "T", "il", "l", "qu", "aujourd", "œ", "é", "e\u{301}", "\u{301}", "1", "700",
            "12", "'", "’", "ʼ", "-", "\u{2011}", ".", ",", " ", "\u{a0}", "\u{202f}", "\u{ad}",
            "\u{200b}", "\r\n", "«", "»", "🎉", "ß", "J.-C.", "O.N.U.", "-t-", "中",
        ]);
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn words_are_ordered_and_begin_and_end_with_letters(text in text_like()) {
            let mut out = Vec::new();
            words(&text, Span::new(0, text.len()), &mut |form| form.len() % 2 == 0, &mut out);
            let mut before = 0;
            for RawWord { span } in out {
                prop_assert!(before <= span.start && span.start < span.end, "{span:?} in {text:?}");
                let word = text.get(span.start..span.end).expect("on character boundaries");
                prop_assert!(word.starts_with(is_letter), "{word:?} in {text:?}");
                prop_assert!(
                    word.ends_with(|c: char| c.is_alphanumeric() || is_combining_mark(c) || is_apostrophe(c)),
                    "{word:?} in {text:?}"
                );
                before = span.end;
            }
        }

        #[test]
        fn no_letter_is_lost_but_the_t_of_inversion(text in text_like()) {
            let mut out = Vec::new();
            words(&text, Span::new(0, text.len()), &mut |_| false, &mut out);
            let letters = |s: &str| s.chars().filter(|c| is_letter(*c) && !matches!(c, 't' | 'T')).count();
            let kept: usize = out.iter().map(|word| letters(word.span.of(&text))).sum();
            prop_assert_eq!(kept, letters(&text));
        }
    }
}
