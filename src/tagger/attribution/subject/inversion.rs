//! The subject behind its verb: «a déclaré X», «que dénonce X», «comme l'affirme X».

use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::rules::ruleset::Ruleset;
use crate::tagger::actors::ActorPhrase;
use crate::tagger::attribution::subject::left::parenthesis_start;
use crate::tagger::attribution::subject::phrase::{
    agrees, ending_at, first_at, nominal_before, noun_phrase_end, starts_noun_phrase,
};
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::reading::Marks;
use crate::tagger::sentence::Parsed;
use crate::tagger::verbs::VerbGroup;

/// The words behind a verb among which its inverted subject starts («soutient de son côté l'ambassadeur»).
const INVERSION_REACH: usize = 7;

impl Attribution<'_> {
    /// The subject behind the verb: «a déclaré X», «a-t-il dit», «que dénonce X», «comme l'affirme X».
    pub(in crate::tagger::attribution) fn inverted(
        &self,
        distance: isize,
        verb: &VerbGroup,
    ) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let words = &parsed.reading.words;
        let pronoun = (verb.first..words.len().min(verb.main + 2)).find(|i| {
            words[*i].transparent
                && words[*i].in_class(Classes::SUBJECT_PRONOUN)
                && is_hyphened(parsed, *i)
        });
        if let Some(pronoun) = pronoun {
            return self.antecedent(distance, pronoun, verb);
        }
        let before = (verb.first..verb.main).any(|i| {
            words[i].in_class(Classes::SUBJECT_PRONOUN) && !words[i].in_class(Classes::CLITIC)
        });
        if before {
            // «Toutefois, j'appelle la Turquie»
            return None;
        }
        if !invites_inversion(self.rules, parsed, verb) {
            return None;
        }
        let limit = words.len().min(verb.main + 1 + INVERSION_REACH);
        for at in verb.main + 1..limit {
            if words[at].marks.has(
                Marks::SEMICOLON
                    .union(Marks::COLON)
                    .union(Marks::OPEN_QUOTE),
            ) {
                return None;
            }
            if let Some(phrase) = first_at(parsed, at) {
                let p = &parsed.actors[phrase];
                if p.preposition.is_none() && !p.adjectival && agrees(verb, p) {
                    return Some(self.phrase_found(distance, phrase, Reason::Inverted));
                }
            }
        }
        let at = verb.main + 1;
        let nameless = words[verb.first].marks.has(Marks::CLOSE_QUOTE)
            && words.get(at).is_some_and(|w| w.marks.is_empty())
            && (starts_noun_phrase(&parsed.reading, at)
                || words[at].capital && words[at].group.is_none());
        nameless.then(|| self.unknown(distance, at..noun_phrase_end(&parsed.reading, at)))
    }
}

/// Whether a verb's subject may stand behind it: after a quotation or its comma, after *que*, *comme*, *dont*, *où*, *selon lequel*.
fn invites_inversion(rules: &Ruleset, parsed: &Parsed<'_>, verb: &VerbGroup) -> bool {
    let words = &parsed.reading.words;
    let marks = words[verb.first].marks;
    if marks.has(Marks::CLOSE_QUOTE) {
        return true;
    }
    let Some(before) = verb.first.checked_sub(1) else {
        return false;
    };
    let opener = &words[before];
    if rules.grammar.is_que(&opener.forms)
        || opener.in_class(Classes::RELATIVE) && !rules.grammar.is_qui(&opener.forms)
    {
        return true;
    }
    if rules.grammar.is_as(&opener.forms) {
        return true;
    }
    let reporting = rules.is_reporting(&words[verb.main].analyses);
    reporting && marks.has(Marks::COMMA) && !closes_apposition(parsed, verb)
}

/// Whether the comma in front of a verb closes an apposition of its subject («le ministre, Ri Son Gwon, a accusé»).
fn closes_apposition(parsed: &Parsed<'_>, verb: &VerbGroup) -> bool {
    let reading = &parsed.reading;
    if let Some(phrase) = ending_at(parsed, verb.first) {
        let inner = parsed.actors[phrase].words.clone().skip(1);
        if inner
            .into_iter()
            .any(|i| reading.words[i].marks.has(Marks::COMMA))
            || names_bearer(parsed, verb, &parsed.actors[phrase])
        {
            return true;
        }
    }
    let Some(open) = parenthesis_start(reading, verb.first) else {
        return false;
    };
    let finite_inside = reading
        .groups
        .iter()
        .any(|g| g.is_finite() && open <= g.first && g.main < verb.first);
    let relative = reading.words[open].in_class(Classes::RELATIVE);
    (relative || !finite_inside)
        && nominal_before(parsed, open).is_some_and(|p| agrees(verb, &parsed.actors[p]))
}

/// «Amalia Berdi, porte-parole chypriote, accuse»: whether an office in front of a verb says who the one named before it is.
fn names_bearer(parsed: &Parsed<'_>, verb: &VerbGroup, office: &ActorPhrase) -> bool {
    let words = &parsed.reading.words;
    let article = |at: &usize| words[*at].transparent && words[at + 1].marks.is_empty();
    let first = office.words.start;
    let open = first.checked_sub(1).filter(article).unwrap_or(first);
    let name = open.checked_sub(1).map(|before| &words[before]);
    office.is(ActorKind::Office)
        && office.preposition.is_none()
        && agrees(verb, office)
        && words[open].marks.has(Marks::COMMA)
        && name.is_some_and(|name| name.capital && name.group.is_none())
}

fn is_hyphened(parsed: &Parsed<'_>, word: usize) -> bool {
    let start = parsed.reading.words[word].span.start;
    parsed.reading.text[..start].ends_with(['-', '\u{2010}', '\u{2011}'])
}
