//! The segmenter: from mark to mark through the text.

use crate::text::segment::abbreviations::Abbreviations;
use crate::text::segment::marks::marks;
use crate::text::segment::reader::Reader;
use crate::text::span::Span;

/// Finds the sentences of French text. Built once, then only read.
#[derive(Clone, Debug)]
pub struct Segmenter {
    abbreviations: Abbreviations,
}

impl Segmenter {
    /// A segmenter with these abbreviations, each written with its full stop («M.», «art.»).
    ///
    /// A `$` behind one («etc. $») says that it may also stand last in its sentence: it does
    /// where a word with a capital follows. Initials («J.-C.») need no entry.
    pub fn new(abbreviations: &[&str]) -> Self {
        let abbreviations = Abbreviations::new(abbreviations);
        Self { abbreviations }
    }

    /// Appends the sentences of one stretch of running text to `out`: spans of `text`, in order,
    /// without the white space around them. One of more than 2,000 bytes is cut at its semicolons and commas, or else
    /// between words.
    ///
    /// # Panics
    /// When `within` does not lie on character boundaries of `text`.
    pub fn sentences(&self, text: &str, within: Span, out: &mut Vec<Span>) {
        let text = &text[..within.end];
        let mut reader = Reader::new(&self.abbreviations, text, within.start);
        reader.cut_bracketed(out);
        for mark in marks(&text.as_bytes()[within.start..]) {
            if let Some(end) = reader.sentence_end(within.start + mark) {
                reader.cut(end, out);
                reader.cut_bracketed(out);
            }
        }
        reader.cut(within.end, out);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn segmenter() -> Segmenter {
        Segmenter::new(&[
            "M.", "MM.", "Dr.", "art. $", "p.", "etc. $", "oct. $", "av.",
        ])
    }

    /// Each case is written with a bar between its sentences.
    fn assert_cut(cases: &[&str]) {
        for case in cases {
            let text = case.replace('|', "");
            let mut spans = Vec::new();
            segmenter().sentences(&text, Span::new(0, text.len()), &mut spans);
            let got: Vec<&str> = spans.iter().map(|span| span.of(&text)).collect();
            let expected: Vec<&str> = case.split('|').map(str::trim).collect();
            assert_eq!(got, expected, "{text}");
        }
    }

    #[test]
    fn what_lost_its_marks_is_cut_where_it_can_be() {
        let list = |separator: &str, count: usize| vec!["un mot"; count].join(separator);
        // Text, how many sentences, how the first ends.
        let cases = [
            (list(" et ", 195), 1, "mot"),
            (list(" et ", 400), 2, "et"),
            (list(", puis ", 400), 3, ","),
            (list(" ; ", 400), 2, ";"),
            ("x".repeat(5_000), 1, "x"),
            (
                format!("{}, {}", "é".repeat(600), "é".repeat(2_000)),
                2,
                ",",
            ),
        ];
        for (text, count, ending) in cases {
            let mut found = Vec::new();
            segmenter().sentences(&text, Span::new(0, text.len()), &mut found);
            let first = found[0].of(&text);
            assert_eq!(found.len(), count, "{text}");
            assert!(first.ends_with(ending), "{first}");
            assert_eq!(found.last().map(|last| last.end), Some(text.len()));
        }
    }

    #[test]
    fn abbreviations_and_initials() {
        assert_cut(&[
            "Reçu par M. Diallo, il s'est tu. |MM. Roy et Petit sont partis. |Le Dr. Bo reste.",
            "L'art. 3 est clair (p. 12). |Voir l'Art. II du traité.",
            "Du riz, du mil, etc. |Paris paiera. |Du riz, etc. 12 tonnes.",
            "En l'an 50 av. J.-C. Rome brûla. |Depuis J.-C. |Le monde a changé.",
            "L'écrivain J. K. Rowe a signé. |C'est le plan B. |Il est prêt.",
            "L'O.N.U. Commission est saisie par l'ex-M. Santé.",
            "Le Sgt. Ba a fait 5 km. |Puis il s'est assis.",
        ]);
    }

    #[test]
    fn numbers_and_labels() {
        assert_cut(&[
            "Il y a 1.250 morts et 3,5 % de hausse. |12 blessés sont soignés.",
            "1. Le Conseil siège. |2. Il vote. |IV. Bilan du vote",
            "C'était en 1999. |Puis vint la paix. |Voir service-public.fr ou 10.30.",
        ]);
    }

    #[test]
    fn quotations() {
        assert_cut(&[
            "« Que faire ? » demande-t-elle. |« Rien ! » |Elle part.",
            "« Nous partons. |Nous reviendrons », a-t-il juré.",
            "Il a dit : « La paix est proche. » |Puis il est parti.",
            "Il a dit : \"La paix est proche.\" |Puis il est parti.",
            "\"C'est fini.\" |\"Vraiment ?\", dit-elle.",
            "Il a dit : \" La paix est proche. \" |Puis il est parti.",
            "Il est parti. |\"La paix est proche\", a-t-il dit.",
            "Il l'a promis (il l'a juré.). |Elle en doute [1].",
            "Il est tué.[12] |Elle fuit.",
        ]);
    }

    #[test]
    fn ellipses_and_runs_of_marks() {
        assert_cut(&[
            "Il use de son poids (...) afin de conclure. |(…) Les autres attendent.",
            "Ils étaient là... et ils sont partis… |Voilà.",
            "Quoi ?! |Vous ! ! |Et la paix ?... |Non.",
            "... Et la paix ?",
            "Il a vu la Tour, le Louvre... 30 lieux en tout",
        ]);
    }

    #[test]
    fn lists_and_brackets() {
        assert_cut(&[
            "Le texte dit : Les parties cessent le feu ; |Les otages rentrent ; les ponts rouvrent.",
            "(La séance est levée à midi) |Monsieur le Président se lève.",
            "(Kiev) Monsieur le Président se lève.",
            "Un &quot;Non&quot; Les a surpris",
        ]);
    }

    #[test]
    fn lost_spaces_and_capitals() {
        assert_cut(&[
            "Il a déclaré la paix.|Le ministre applaudit.|\"La guerre est finie\", dit-il.",
            "Il est venu à Lyon. |à midi, il est reparti. |il reviendra.",
            "Le site Paix.Fr et l'art. à venir",
        ]);
    }

    #[test]
    fn line_breaks_are_white_space() {
        assert_cut(&["Il est\nvenu.\r\n\r\n|Elle\n\npart avec M.\nDiallo\u{a0}! |Fin"]);
    }

    fn text_like() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "Le", "la", "M", "etc", "J", "1", "250", "é", "e\u{301}", "À", ".", "...", "…", "!",
            "?", ";", "«", "»", "\"", "“", "”", "’", "'", "(", ")", "[", "]", ",", "-", " ",
            "\u{a0}", "\u{202f}", "\n", "\r\n", "🎉", "œ", "\u{200b}", "&amp",
        ]);
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn sentences_are_ordered_trimmed_and_leave_nothing_out(text in text_like()) {
            let mut spans = Vec::new();
            segmenter().sentences(&text, Span::new(0, text.len()), &mut spans);
            let mut before = 0;
            for span in &spans {
                let between = text.get(before..span.start).expect("ordered, on boundaries");
                prop_assert!(between.trim().is_empty(), "{between:?} lost in {text:?}");
                let sentence = text.get(span.start..span.end).expect("on boundaries");
                prop_assert!(!sentence.is_empty() && sentence.trim() == sentence);
                before = span.end;
            }
            prop_assert!(text[before..].trim().is_empty());
        }
    }
}
