//! Who is blamed and is no actor of the tables: «accuse M. Bolton d'être un traître», «accuse ces partis de mentir».

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::rules::ruleset::Ruleset;
use crate::tagger::sentence::Parsed;
use crate::tagger::verbs::VerbGroup;

/// What stands between a verb and its object without being it («accuse *également jeudi* M. Bolton»).
const ASIDE: Classes = Classes::ADVERB
    .union(Classes::MANNER)
    .union(Classes::TIME)
    .union(Classes::NOT);

/// Nouns that stand for an actor named before («accuse *le mouvement*»).
const DESCRIBED: Classes = Classes::GROUP
    .union(Classes::COUNTRY)
    .union(Classes::BODY)
    .union(Classes::SIDE)
    .union(Classes::MUTUAL);

/// Whether the verb of an act names whom it blames, and that is nobody whom the tables know, or one of the speaker's own
/// state; `head` is its word.
pub(in crate::tagger::attribution) fn blames_stranger(
    rules: &Ruleset,
    here: &Parsed<'_>,
    head: usize,
    own: &[ActorId],
) -> bool {
    let words = &here.reading.words;
    let group = words[head].group.map(|group| &here.reading.groups[group]);
    let Some(group) = group.filter(|group| takes_party(rules, here, group, head)) else {
        return false;
    };
    let behind = group.main + 1..words.len();
    let from = behind.into_iter().find(|at| !words[*at].in_class(ASIDE));
    let Some(from) = from.filter(|at| opens_object(here, *at)) else {
        return false;
    };
    let end = (from + 1..words.len())
        .find(|at| closes_object(here, *at))
        .unwrap_or(words.len());
    let described = words[from..end].iter().any(|word| word.in_class(DESCRIBED));
    let known = here.actors.iter().any(|phrase| {
        let inside = phrase.words.start < end && from < phrase.words.end;
        let mut members = phrase.members.iter();
        let other = |id| !own.contains(&id);
        inside && members.any(|m| m.id.is_some_and(other) || m.kind == ActorKind::Armed)
    });
    !described && !known
}

/// Whether a verb in the active voice takes as object the one whom it blames, and takes no pronoun for it.
fn takes_party(rules: &Ruleset, here: &Parsed<'_>, group: &VerbGroup, head: usize) -> bool {
    let words = &here.reading.words;
    let pronoun = (group.first..group.main)
        .any(|at| words[at].in_class(Classes::CLITIC) && rules.grammar.is_object(&words[at].forms));
    let blaming = rules.grammar.is_blaming(&words[head].analyses);
    group.main == head && !group.passive && !group.reflexive && !pronoun && blaming
}

fn opens_object(here: &Parsed<'_>, at: usize) -> bool {
    let word = &here.reading.words[at];
    let determined = word.transparent || word.capital || word.in_class(Classes::NUMBER);
    let governed = word.in_class(Classes::PREPOSITION) && !word.in_class(Classes::ARTICLE);
    word.marks.is_empty() && determined && !governed && word.group.is_none()
}

fn closes_object(here: &Parsed<'_>, at: usize) -> bool {
    let word = &here.reading.words[at];
    let initial = here.reading.written(at - 1).chars().nth(1).is_none();
    word.in_class(Classes::PREPOSITION.union(Classes::RELATIVE))
        || word.group.is_some()
        || !word.marks.is_empty() && !initial
}
