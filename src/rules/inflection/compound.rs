//! Words of several parts: which of them inflect. *vice-président*, *porte-parole*, *oiseau-mouche*, *arc-en-ciel*,
//! *force armée*. It cuts and joins; the forms of each part are the tables'.

use super::error::{Mistakes, lines, words};
use super::suffixes::Suffixes;
use crate::text::span::Span;

/// How the parts of a compound inflect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// None does: *des porte-parole*.
    Fixed,
    /// The last: *des vice-présidents*.
    Last,
    /// The first: *des chefs-d'œuvre*.
    First,
    /// All: *des oiseaux-mouches*.
    All,
    /// None, or the last as if the compound were one word (1990): *des porte-avion(s)*.
    Verbal,
    /// The last, the first staying masculine, in either number: *des grand(s)-mères*.
    Grand,
}

const NAMES: [(&str, Agreement); 6] = [
    ("invariable", Agreement::Fixed),
    ("dernier", Agreement::Last),
    ("premier", Agreement::First),
    ("tous", Agreement::All),
    ("verbe", Agreement::Verbal),
    ("grand", Agreement::Grand),
];

/// Words after which the parts of a compound stay as they are: *chef-d'œuvre*, *prise de position*.
const LINKS: &[&str] = &[
    "à", "a", "de", "d", "du", "des", "en", "et", "l", "la", "le", "les", "au", "aux", "sous",
    "sur", "sans", "par", "pour", "contre", "dans", "ès", "lès", "lez",
];

/// The compounds whose agreement does not follow from their parts.
#[derive(Debug, Default)]
pub struct Compounds {
    whole: Suffixes<Agreement>,
    first: Suffixes<Agreement>,
}

impl Compounds {
    /// How the parts of `lemma`, which has more than one, inflect.
    pub fn agreement(&self, lemma: &str) -> Agreement {
        if let Some(listed) = self.whole.get(lemma) {
            return listed;
        }
        let parts: Vec<&str> = split(lemma).map(|(part, _)| part).collect();
        if let Some(listed) = self.first.get(parts[0]).filter(|_| !lemma.contains(' ')) {
            return listed;
        }
        if parts[1..parts.len() - 1].iter().any(|part| is_link(part)) || is_link(parts[1]) {
            return Agreement::First;
        }
        Agreement::All
    }
}

/// Reads `compounds.tsv`: `vice-*`, or a whole compound, and how it agrees.
pub(super) fn read(text: &str, mistakes: &mut Mistakes<'_>) -> Compounds {
    let mut compounds = Compounds::default();
    for (span, line) in lines(text) {
        let Some((entries, name)) = line.split_once('\t') else {
            mistakes.add(
                span,
                "no-model",
                format!("« {line} » ne dit pas comment le composé s'accorde"),
                "écrivez une tabulation, puis invariable, dernier, premier, tous, verbe ou grand"
                    .to_string(),
            );
            continue;
        };
        let name = name.trim();
        let Some((_, agreement)) = NAMES.iter().find(|(known, _)| *known == name) else {
            let near = crate::rules::nearest::nearest(name, NAMES.iter().map(|(known, _)| *known));
            mistakes.add(
                Span::new(span.end - name.len(), span.end),
                "unknown-model",
                format!("accord inconnu : « {name} »"),
                near.map_or_else(
                    || {
                        "accords possibles : invariable, dernier, premier, tous, verbe, grand"
                            .to_string()
                    },
                    |near| format!("vouliez-vous « {near} » ?"),
                ),
            );
            continue;
        };
        for (_, entry) in words(span.start, entries) {
            match entry.strip_suffix("-*") {
                Some(first) => compounds.first.insert(first, *agreement),
                None => compounds.whole.insert(entry, *agreement),
            };
        }
    }
    compounds
}

/// Whether the lemma has more than one part.
pub fn is_compound(lemma: &str) -> bool {
    let inner = lemma.trim_matches(['-', ' ', '\'']);
    inner.len() == lemma.len() && inner.contains(['-', ' '])
}

/// The parts of a lemma, each with what joins it to the next (a hyphen, a space, an apostrophe).
pub fn split(lemma: &str) -> impl Iterator<Item = (&str, &str)> {
    lemma.split_inclusive(['-', ' ', '\'', '’']).map(|part| {
        let word = part.trim_end_matches(['-', ' ', '\'', '’']);
        (word, &part[word.len()..])
    })
}

/// Whether the part only links its neighbours.
pub fn is_link(part: &str) -> bool {
    LINKS.contains(&part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_agree_by_their_parts() {
        let mut all = Vec::new();
        let mut mistakes = Mistakes {
            file: "french/compounds.tsv",
            all: &mut all,
        };
        let compounds = read(
            "vice-* *o-*\tdernier\nporte-*\tverbe\nporte-parole\tinvariable\n",
            &mut mistakes,
        );
        let cases = [
            ("vice-président", Agreement::Last),
            ("franco-allemand", Agreement::Last),
            ("porte-avion", Agreement::Verbal),
            ("porte-parole", Agreement::Fixed),
            ("chef-d'œuvre", Agreement::First),
            ("arc-en-ciel", Agreement::First),
            ("prise de position", Agreement::First),
            ("oiseau-mouche", Agreement::All),
            ("force armée", Agreement::All),
        ];
        for (lemma, agreement) in cases {
            assert_eq!(compounds.agreement(lemma), agreement, "{lemma}");
        }
        assert_eq!(all, []);
    }

    #[test]
    fn a_lemma_of_one_part_is_no_compound() {
        for (lemma, compound) in [
            ("œil", false),
            ("-il", false),
            ("aujourd'hui", false),
            ("porte-parole", true),
        ] {
            assert_eq!(is_compound(lemma), compound, "{lemma}");
        }
    }
}
