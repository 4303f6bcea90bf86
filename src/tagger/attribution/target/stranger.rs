//! Who is blamed and is no actor of the tables: «accuse M. Bolton d'être un traître», «accuse ces partis de mentir».

use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::tagger::attribution::Attribution;
use crate::tagger::verbs::VerbGroup;

/// What stands between a verb and its object without being it («accuse *également jeudi* M. Bolton»).
const ASIDE: Classes = Classes::ADVERB
    .union(Classes::MANNER)
    .union(Classes::TIME)
    .union(Classes::NOT);

impl Attribution<'_> {
    /// Whether the verb of an act names whom it blames, and that is nobody whom the tables know.
    pub(in crate::tagger::attribution) fn blames_stranger(&self, head: usize) -> bool {
        let reading = &self.here.reading;
        let words = &reading.words;
        let group = words[head].group.map(|group| &reading.groups[group]);
        let Some(group) = group.filter(|group| self.takes_party(group, head)) else {
            return false;
        };
        let behind = group.main + 1..words.len();
        let from = behind.into_iter().find(|at| !words[*at].in_class(ASIDE));
        let Some(from) = from.filter(|at| self.opens_object(*at)) else {
            return false;
        };
        let end = (from + 1..words.len())
            .find(|at| self.closes_object(*at))
            .unwrap_or(words.len());
        let known = |kind| kind == ActorKind::Armed;
        !self.here.actors.iter().any(|phrase| {
            let inside = phrase.words.start < end && from < phrase.words.end;
            let mut members = phrase.members.iter();
            inside && members.any(|member| member.id.is_some() || known(member.kind))
        })
    }

    /// Whether a verb in the active voice takes as object the one whom it blames, and takes no pronoun for it.
    fn takes_party(&self, group: &VerbGroup, head: usize) -> bool {
        let words = &self.here.reading.words;
        let clitic = (group.first..group.main).any(|at| {
            words[at].in_class(Classes::CLITIC) && self.rules.grammar.is_object(&words[at].forms)
        });
        let blaming = self.rules.grammar.is_blaming(&words[head].analyses);
        group.main == head && !group.passive && !group.reflexive && !clitic && blaming
    }

    fn opens_object(&self, at: usize) -> bool {
        let word = &self.here.reading.words[at];
        let determined = word.transparent || word.capital || word.in_class(Classes::NUMBER);
        let governed = word.in_class(Classes::PREPOSITION) && !word.in_class(Classes::ARTICLE);
        word.marks.is_empty() && determined && !governed && word.group.is_none()
    }

    fn closes_object(&self, at: usize) -> bool {
        let word = &self.here.reading.words[at];
        let initial = self.here.reading.written(at - 1).chars().nth(1).is_none();
        word.in_class(Classes::PREPOSITION.union(Classes::RELATIVE))
            || word.group.is_some()
            || !word.marks.is_empty() && !initial
    }
}
