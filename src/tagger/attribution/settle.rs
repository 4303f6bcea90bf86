//! The last step, for acts that stand: parties that the sentence leaves open are named by the document.
//!
//! «les deux pays», «les belligérants», «les insurgés», «le gouvernement», «un officier turc», «la résolution»: what
//! the words say is found first ([`Attribution::parties`]), and whether the act is diplomatic is judged on it; here
//! the [`Background`](crate::tagger::background::Background) fills in.

use std::ops::Range;

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::{ActorKind, TargetPlace};
use crate::rules::traits::Traits;
use crate::tagger::attribution::office::Guess;
use crate::tagger::attribution::pronoun::clauses;
use crate::tagger::attribution::subject::noun_phrase_end;
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::background::{Side, is_group};
use crate::tagger::matcher::Match;
use crate::tagger::reading::Marks;
use crate::tagger::sentence::{FoundAct, Parsed};
use crate::text::span::Span;

/// The sentences behind which an accusation is not answered any more.
const ANSWERED: usize = 6;

/// The sentences behind which a promise is not continued any more.
const CONTINUED: usize = 3;

/// How deep the search for a subject goes.
const DEPTH: usize = 2;

/// The words behind an act among which the demonstrative of its object stands.
const DEMONSTRATIVE_REACH: usize = 3;

/// The words behind a verb of saying among which the one to whom it is said stands.
const TOLD_REACH: usize = 2;

/// The words of a phrase among which «deux camps» stands («des émissaires des deux camps»).
const SIDE_REACH: usize = 5;

/// The words between the noun of a claim and whose it is.
const CLAIM_REACH: usize = 5;

impl Attribution<'_> {
    /// Names the parties that the acts of the sentence leave open; acts of one category agree on a target that one
    /// of them has by its grammar.
    pub fn settle(&self, acts: &mut [FoundAct]) {
        let mut order: Vec<usize> = (0..acts.len()).collect();
        order.sort_by_key(|act| self.answers(acts[*act].category));
        for index in order {
            let act = &mut acts[index];
            let speaker = act.parties.said_speaker.take();
            let speaker = speaker
                .map(|s| self.known_office(s, Guess::Acting))
                .map(|s| self.named(s, None, false));
            let target = act.parties.said_target.take();
            let target = target.map(|t| self.other_office(t, speaker.as_ref(), Guess::Nobody));
            act.parties.target = self.settled(act, target, speaker.as_ref());
            act.parties.speaker =
                speaker.filter(|s| !blames_itself(s, act.parties.target.as_ref()));
            self.background.tell(
                act.category,
                known(act.parties.speaker.as_ref()),
                known(
                    act.parties
                        .target
                        .as_ref()
                        .filter(|t| t.reason != Reason::Context),
                ),
            );
        }
        self.answer(acts);
        agree(acts);
    }

    /// «des accusations rejetées par les deux pays»: who denies is who was accused.
    fn answer(&self, acts: &mut [FoundAct]) {
        for index in 0..acts.len() {
            let (category, words) = (acts[index].category, acts[index].found.words.clone());
            let vague = acts[index]
                .parties
                .target
                .as_ref()
                .is_none_or(|t| t.reason == Reason::Context || t.ids().is_empty());
            let head = acts[index].found.heads()[0];
            let named = self.here.reading.words[head].in_class(Classes::CLAIM);
            if !named || !vague || !self.rules.categories[category].opaque || self.answers(category)
            {
                continue;
            }
            let denial = acts.iter().find(|act| {
                self.answers(act.category)
                    && act.found.words.start < words.end
                    && words.start < act.found.words.end
            });
            let Some(denier) = denial.and_then(|act| act.parties.speaker.clone()) else {
                continue;
            };
            let parties = &mut acts[index].parties;
            let own = parties.speaker.as_ref().map(Found::ids).unwrap_or_default();
            if !denier.ids().is_empty() {
                if denier.ids() == own {
                    parties.speaker = None;
                }
                parties.target = Some(denier.with(Reason::Object));
            }
        }
    }

    /// Whether acts of a category answer others: a denial is settled behind the accusation that it denies.
    fn answers(&self, category: usize) -> bool {
        let places = &self.rules.categories[category].target;
        places.contains(&TargetPlace::Claimant)
    }

    fn settled(
        &self,
        act: &FoundAct,
        target: Option<Found>,
        speaker: Option<&Found>,
    ) -> Option<Found> {
        let places = &self.rules.categories[act.category].target;
        let guessed = target.as_ref().is_none_or(|t| t.reason == Reason::Context);
        let fought = places.contains(&TargetPlace::Belligerents);
        let target = target.map(|t| self.named(t, speaker, fought));
        // «a confié au secrétaire général de l'ONU qu'il pourrait aider»: between whom is another question.
        let between = places.first() == Some(&TargetPlace::Preposition("entre".into()))
            && target.as_ref().is_some_and(|t| {
                t.members
                    .iter()
                    .all(|(_, kind)| looks_on(*kind) || *kind == ActorKind::Office)
                    && t.reason == Reason::Preposition
                    && t.members.len() == 1
            });
        if guessed
            && places.contains(&TargetPlace::Reciprocal)
            && let Some(mutual) = self.reciprocal(act.found.heads()[0], speaker)
        {
            return Some(mutual);
        }
        let open = guessed || between || target.as_ref().is_some_and(is_open);
        if !open {
            return target;
        }
        let own = speaker.map(Found::ids).unwrap_or_default();
        let other = |found: &Found| {
            let ids = found.ids();
            !ids.is_empty() && ids.iter().all(|id| !own.contains(id))
        };
        let named = if places.contains(&TargetPlace::Belligerents) {
            self.dative(&act.found, &own)
                .or_else(|| self.between(&own))
                .or_else(|| self.belligerents(&own))
        } else if places.contains(&TargetPlace::Beneficiary) {
            self.dative(&act.found, &own)
                .or_else(|| self.told_to(&act.found, &own))
                .or_else(|| self.continued(act.category, &own))
                .or_else(|| self.most_spoken_of(&own))
        } else if places.contains(&TargetPlace::Claimant) {
            if own.is_empty() {
                return None;
            }
            return self
                .claim_here(&act.found, &own)
                .or_else(|| self.accuser(act.category, &own))
                .or_else(|| target.filter(|t| guessed && other(t)))
                .or_else(|| self.opponent(&own));
        } else {
            self.pointed_at(&act.found)
                .filter(other)
                .or_else(|| self.opponent(&own))
        };
        named.filter(other).or(target)
    }

    /// A party with what the document knows of it.
    ///
    /// `fought` tells that its sides are those who fight, not those named last.
    fn named(&self, mut found: Found, speaker: Option<&Found>, fought: bool) -> Found {
        if !found.ids().is_empty() {
            self.name_groups(&mut found);
            self.name_offices(&mut found);
            return found;
        }
        if let Some(count) = self.side_count(&found) {
            let own = speaker.map(Found::ids).unwrap_or_default();
            if let Some(sides) = self.sides_meant(&found, count, &own, fought) {
                found.members = sides
                    .into_iter()
                    .map(|(id, kind)| (Some(id), kind))
                    .collect();
            }
            return found;
        }
        if found.members.is_empty() {
            found = self.inner(found);
        }
        self.name_groups(&mut found);
        self.name_offices(&mut found);
        if found.ids().is_empty() {
            self.widen(&mut found);
        }
        found
    }

    /// An office without a state speaks for the one that fights an armed group in the document.
    fn name_offices(&self, found: &mut Found) {
        let open =
            |(id, kind): &(Option<ActorId>, ActorKind)| id.is_none() && *kind == ActorKind::Office;
        if !found.members.iter().any(open) || self.is_domestic(found) {
            return;
        }
        if let Some((id, kind)) = self.background.sides().state(self.rules) {
            for member in found.members.iter_mut().filter(|member| open(member)) {
                *member = (Some(id), kind);
            }
        }
    }

    /// A phrase that tells no id is shown, and compared, with all its words («les évêques *de Bamenda*»).
    fn widen(&self, found: &mut Found) {
        if let Some(parsed) = self.sentence(found.sentence)
            && !found.words.is_empty()
        {
            let end = noun_phrase_end(&parsed.reading, found.words.end - 1);
            found.words.end = found.words.end.max(end);
        }
    }

    /// Names the armed groups among the members that have no id.
    fn name_groups(&self, found: &mut Found) {
        let open =
            |(id, kind): &(Option<ActorId>, ActorKind)| id.is_none() && *kind == ActorKind::Armed;
        if !found.members.iter().any(open) {
            return;
        }
        if let Some((id, kind)) = self.background.sides().armed() {
            for member in found.members.iter_mut().filter(|member| open(member)) {
                *member = (Some(id), kind);
            }
        }
    }

    /// «un officier *turc*», «*sa* marine», «la partie *congolaise*»: whom the words of a phrase that names no actor tell.
    fn inner(&self, mut found: Found) -> Found {
        let Some(parsed) = self.sentence(found.sentence) else {
            return found;
        };
        let inside = |p: &&crate::tagger::actors::ActorPhrase| {
            p.words.start >= found.words.start && p.words.end <= found.words.end
        };
        let adjective = parsed.actors.iter().filter(inside).find(|p| p.adjectival);
        let office =
            parsed.actors.iter().filter(inside).find(|p| {
                p.is(ActorKind::Office) && !p.ids().is_empty() && p.preposition.is_none()
            });
        if let Some(phrase) = adjective.or(office) {
            found.members = phrase.members.iter().map(|m| (m.id, m.kind)).collect();
            return found;
        }
        if let Some(id) = self.seat_opening(&found) {
            found.members = vec![(Some(id), ActorKind::Office)];
            return found;
        }
        let possessed = Found {
            words: found.words.start + 1..found.words.end.max(found.words.start + 2),
            ..found.clone()
        };
        if parsed.reading.words[found.words.start].in_class(Classes::POSSESSIVE)
            && let Some(owner) = self.owner(&possessed)
        {
            found.members = owner;
        }
        found
    }

    fn is_domestic(&self, found: &Found) -> bool {
        self.sentence(found.sentence).is_some_and(|parsed| {
            parsed.reading.words[found.words.clone()]
                .iter()
                .any(|word| self.rules.is_domestic(&word.forms))
        })
    }

    /// How many sides a phrase without ids means: two in «les deux capitales», «les belligérants», three in «les trois pays».
    pub(super) fn side_count(&self, found: &Found) -> Option<usize> {
        if found.words.is_empty() || !found.ids().is_empty() {
            return None;
        }
        let words = &self.sentence(found.sentence)?.reading.words;
        let end = words
            .len()
            .min(found.words.end.max(found.words.start + SIDE_REACH));
        let inner = (found.words.start..end)
            .take_while(|i| *i == found.words.start || words[*i].marks.is_empty())
            .filter(|i| words[*i].in_class(Classes::SIDE.union(Classes::MUTUAL)));
        inner.into_iter().find_map(|noun| {
            let from = noun.saturating_sub(2);
            let number = (from..noun).find(|i| words[*i].in_class(Classes::NUMBER));
            match number.map(|number| self.written(found, number)).as_deref() {
                Some("deux") => Some(2),
                Some("trois") => Some(3),
                Some("quatre") => Some(4),
                _ => words[noun].in_class(Classes::MUTUAL).then_some(2),
            }
        })
    }

    fn written(&self, found: &Found, word: usize) -> String {
        self.sentence(found.sentence)
            .map(|parsed| parsed.reading.written(word).to_lowercase())
            .unwrap_or_default()
    }

    /// Those whom «les deux pays» means: named together or alone around it, or the sides of the document.
    fn sides_meant(
        &self,
        found: &Found,
        count: usize,
        own: &[ActorId],
        fought: bool,
    ) -> Option<Vec<Side>> {
        let near = || {
            (0..=2).find_map(|back| {
                let before = if back == 0 {
                    found.words.start
                } else {
                    usize::MAX
                };
                self.sides_named(found.sentence - back, before, count, own)
            })
        };
        let far = || self.document_sides(count, own);
        let words = &self.sentence(found.sentence)?.reading.words;
        let mutual = words[found.words.clone()]
            .iter()
            .any(|word| word.in_class(Classes::MUTUAL));
        if (mutual || fought) && !self.background.sides().is_short() {
            far().or_else(near)
        } else {
            near().or_else(far)
        }
    }

    /// Exactly so many sides of a sentence: those of one phrase, else all that it names.
    fn sides_named(
        &self,
        distance: isize,
        before: usize,
        count: usize,
        own: &[ActorId],
    ) -> Option<Vec<Side>> {
        let parsed = self.sentence(distance)?;
        let phrases = || parsed.actors.iter().filter(|p| p.words.end <= before);
        let fits = |sides: &Vec<Side>| {
            sides.len() == count && sides.iter().all(|(id, _)| !own.contains(id))
        };
        let together = phrases()
            .map(|p| distinct(p.members.iter().filter_map(|m| Some((m.id?, m.kind)))))
            .find(fits);
        together.or_else(|| {
            let all = phrases().flat_map(|p| &p.members);
            let sides = all.filter(|m| !looks_on(m.kind));
            let sides = distinct(sides.filter_map(|m| Some((m.id?, m.kind))));
            let others: Vec<Side> = sides
                .into_iter()
                .filter(|(id, _)| !own.contains(id))
                .collect();
            Some(others).filter(fits)
        })
    }

    fn document_sides(&self, count: usize, own: &[ActorId]) -> Option<Vec<Side>> {
        let sides = self.background.sides();
        let chosen = if count == 2 {
            sides.pair()?.to_vec()
        } else {
            sides.first(count)
        };
        let others: Vec<Side> = chosen
            .iter()
            .copied()
            .filter(|(id, _)| !own.contains(id))
            .collect();
        Some(others).filter(|others| !others.is_empty())
    }

    /// The sides of the document, without the speaker.
    fn belligerents(&self, own: &[ActorId]) -> Option<Found> {
        if self.background.sides().is_short() {
            return None;
        }
        self.context(self.document_sides(2, own)?)
    }

    /// «sa médiation *entre Israël et le Hamas*», wherever it stands in the sentence.
    fn between(&self, own: &[ActorId]) -> Option<Found> {
        let words = &self.here.reading.words;
        let index = self.here.actors.iter().position(|p| {
            let between = p
                .preposition
                .is_some_and(|at| self.rules.is_alike("entre", &words[at].forms));
            let ids = p.ids();
            between && ids.len() > 1 && ids.iter().all(|id| !own.contains(id))
        })?;
        Some(self.phrase_found(0, index, Reason::Preposition))
    }

    /// The side that the document speaks most of, without the speaker.
    fn most_spoken_of(&self, own: &[ActorId]) -> Option<Found> {
        let sides = self.background.sides();
        if sides.is_short() {
            return None;
        }
        let mut others: Vec<Side> = sides
            .pair()?
            .into_iter()
            .filter(|(id, _)| !own.contains(id))
            .collect();
        // Arms are promised to a state sooner than to a group.
        others.sort_by_key(|side| is_group(self.rules, *side));
        self.context(vec![*others.first()?])
    }

    /// «condamne *cette* offensive», «juge *ces* propos irresponsables»: who acts in the sentence before.
    fn pointed_at(&self, found: &Match) -> Option<Found> {
        let words = &self.here.reading.words;
        let end = words.len().min(found.words.end + DEMONSTRATIVE_REACH);
        let from = found.heads()[0].min(found.words.start);
        (from..end).find(|i| {
            words[*i].in_class(Classes::DEMONSTRATIVE)
                && !words[*i].in_class(Classes::SUBJECT_PRONOUN)
        })?;
        let before = self.sentence(-1)?;
        Some(self.who_acts(-1, before)?.with(Reason::Context))
    }

    /// Who acts in a sentence, one or several.
    fn who_acts(&self, distance: isize, parsed: &Parsed<'_>) -> Option<Found> {
        let plural = clauses(parsed).first().is_some_and(|g| {
            let traits = parsed.reading.groups[*g].traits;
            traits.contains(Traits::P3P) && !traits.contains(Traits::P3S)
        });
        self.main_actor(distance, parsed, plural)
            .or_else(|| self.main_actor(distance, parsed, !plural))
    }

    /// «a assuré *à Israël* que …», «promis *à Kiev*»: to whom the verb of saying in front of the act speaks.
    fn told_to(&self, found: &Match, own: &[ActorId]) -> Option<Found> {
        let reading = &self.here.reading;
        let head = found.heads()[0];
        let verb = reading
            .groups
            .iter()
            .rev()
            .find(|g| g.main < head && g.is_finite() && self.reports(self.here, g))?;
        let index = self.here.actors.iter().position(|p| {
            let to = p.preposition.is_some_and(|at| {
                self.rules.is_alike("à", &reading.words[at].forms) && at <= verb.main + TOLD_REACH
            });
            let ids = p.ids();
            let other = !ids.is_empty() && ids.iter().all(|id| !own.contains(id));
            to && other && p.words.start > verb.main && p.words.end <= head
        })?;
        Some(self.phrase_found(0, index, Reason::Preposition))
    }

    /// The one against whom the speaker stands.
    fn opponent(&self, own: &[ActorId]) -> Option<Found> {
        let sides = self.background.sides();
        let pair = sides.pair().filter(|_| !sides.is_short())?;
        let within = pair.iter().any(|(id, _)| own.contains(id));
        let other = pair.iter().copied().find(|(id, _)| !own.contains(id))?;
        if within {
            self.context(vec![other])
        } else {
            None
        }
    }

    /// The target of the last act of the category, where it is none of the speaker's.
    fn continued(&self, category: usize, own: &[ActorId]) -> Option<Found> {
        let recent = self.background.recent(CONTINUED);
        let told = recent.into_iter().find(|told| {
            told.category == category
                && !told.target.is_empty()
                && told.target.iter().all(|(id, _)| !own.contains(id))
        })?;
        self.context(told.target)
    }

    /// Who accused the speaker last.
    fn accuser(&self, category: usize, own: &[ActorId]) -> Option<Found> {
        let recent = self.background.recent(ANSWERED);
        let told = recent.into_iter().find(|told| {
            told.category != category
                && self.rules.categories[told.category].opaque
                && told.target.iter().any(|(id, _)| own.contains(id))
                && !told.speaker.is_empty()
                && told.speaker.iter().all(|(id, _)| !own.contains(id))
        })?;
        self.context(told.speaker)
    }

    /// «leur propose», «lui demande»: the sides named before, or the one that is not the speaker.
    fn dative(&self, found: &Match, own: &[ActorId]) -> Option<Found> {
        let reading = &self.here.reading;
        let group = reading.words[found.heads()[0]].group?;
        let group = &reading.groups[group];
        let clitic = (group.first..group.main).find(|i| {
            let word = &reading.words[*i];
            word.in_class(Classes::CLITIC)
                && !word.in_class(Classes::REFLEXIVE)
                && (word.in_class(Classes::POSSESSIVE) || self.rules.grammar.is_lui(&word.forms))
        })?;
        if reading.words[clitic].in_class(Classes::POSSESSIVE) {
            let near = (0..=2).find_map(|back| {
                let before = if back == 0 { clitic } else { usize::MAX };
                self.sides_named(-back, before, 2, own)
            });
            return self.context(near.or_else(|| self.document_sides(2, own))?);
        }
        let before = self.sentence(-1)?;
        let index = before.actors.iter().position(|p| {
            let place = p.preposition.is_some() && p.is(ActorKind::Place);
            !place && !p.adjectival && p.ids().iter().all(|id| !own.contains(id))
        })?;
        let named = self.named(self.phrase_found(-1, index, Reason::Context), None, false);
        (!named.ids().is_empty()).then_some(named)
    }

    /// Whose claim the sentence itself says that it denies: «les accusations *de Kiev*», «comme l'affirme *Bakou*»,
    /// «le chiffre avancé *par Erevan*».
    fn claim_here(&self, found: &Match, own: &[ActorId]) -> Option<Found> {
        let other = |found: &Found| {
            let ids = found.ids();
            !ids.is_empty() && ids.iter().all(|id| !own.contains(id))
        };
        self.claim_reported(found)
            .filter(other)
            .or_else(|| self.claim_of_noun().filter(other))
            .or_else(|| self.claim_by(found).filter(other))
    }

    fn claim_of_noun(&self) -> Option<Found> {
        let words = &self.here.reading.words;
        let nouns = (0..words.len())
            .filter(|i| words[*i].in_class(Classes::CLAIM) && words[*i].group.is_none());
        nouns.into_iter().find_map(|noun| {
            let determiner = &words[noun.checked_sub(1)?];
            if determiner.in_class(Classes::POSSESSIVE) {
                // «Son accusation est réfutée»
                let found = Found {
                    reason: Reason::OfNoun,
                    ..self.unknown(0, noun..noun + 1)
                };
                let members = self.owner(&found)?;
                return Some(Found { members, ..found });
            }
            if determiner.in_class(Classes::DEMONSTRATIVE) {
                // «ces accusations»: of the sentence before.
                let before = self.sentence(-1)?;
                return Some(self.who_acts(-1, before)?.with(Reason::Context));
            }
            let limit = words.len().min(noun + 1 + CLAIM_REACH);
            let end = (noun + 1..limit)
                .find(|i| {
                    !words[*i].marks.is_empty()
                        || words[*i]
                            .group
                            .is_some_and(|g| self.here.reading.groups[g].is_finite())
                })
                .unwrap_or(limit);
            let index = self.here.actors.iter().position(|p| {
                let governed = p.preposition.is_some_and(|at| {
                    at > noun
                        && (self.rules.grammar.is_de(&words[at].forms)
                            || self.rules.grammar.is_par(&words[at].forms))
                });
                p.words.start > noun && p.words.start < end && (p.adjectival || governed)
            })?;
            Some(self.phrase_found(0, index, Reason::OfNoun))
        })
    }

    /// «comme l'a soutenu Kiev», «ce que raconte Addis-Abeba».
    fn claim_reported(&self, found: &Match) -> Option<Found> {
        let reading = &self.here.reading;
        let head = found.heads()[0];
        clauses(self.here).into_iter().find_map(|g| {
            let verb = &reading.groups[g];
            let before = verb.first.checked_sub(1)?;
            let opener = &reading.words[before];
            let what = self.rules.grammar.is_que(&opener.forms)
                && before > 0
                && reading.words[before - 1].in_class(Classes::DEMONSTRATIVE);
            let relative = what || self.rules.grammar.is_as(&opener.forms);
            let own = verb.first <= head && head <= verb.main;
            if what && reading.written(verb.first).eq_ignore_ascii_case("on") {
                return self.seat(0, verb.first);
            }
            if own || !relative || !self.reports(self.here, verb) {
                return None;
            }
            self.inverted(0, verb)
        })
    }

    /// «avancé par Erevan», «mise en cause par Berlin».
    fn claim_by(&self, found: &Match) -> Option<Found> {
        let reading = &self.here.reading;
        let head = found.heads()[0];
        let participles = reading.groups.iter().filter(|g| {
            g.passive
                && !g.is_finite()
                && !(g.first <= head && head <= g.main)
                && g.traits.contains(Traits::PPAST)
                && !found.words.contains(&g.main)
        });
        participles.into_iter().find_map(|g| {
            let words = &reading.words;
            let limit = words.len().min(g.main + CLAIM_REACH);
            let par = (g.main + 1..limit)
                .take_while(|i| !words[*i].marks.has(Marks::COMMA.union(Marks::SEMICOLON)))
                .find(|i| self.rules.grammar.is_par(&words[*i].forms))?;
            let phrase = self.phrase_behind(0, par + 1)?;
            Some(self.phrase_found(0, phrase, Reason::Agent))
        })
    }

    /// The author of a text that is spoken of as if it spoke: its adjective or complement, who made it, else who
    /// speaks in the sentence before.
    pub(super) fn text_author(&self, distance: isize, words: &Range<usize>) -> Option<Found> {
        if !self.may_ask() {
            return None;
        }
        let parsed = self.sentence(distance)?;
        let all = &parsed.reading.words;
        let noun = words
            .clone()
            .take(3)
            .find(|i| all[*i].in_class(Classes::TEXT) && all[*i].group.is_none())?;
        let inside = parsed.actors.iter().position(|p| {
            let of = p
                .preposition
                .is_some_and(|at| at > noun && self.rules.grammar.is_de(&all[at].forms));
            p.words.start > noun && p.words.start < words.end.max(noun + 3) && (p.adjectival || of)
        });
        if let Some(index) = inside {
            return Some(self.phrase_found(distance, index, Reason::OfNoun));
        }
        if let Some(index) = self.made_by(distance, noun) {
            return Some(self.phrase_found(distance, index, Reason::Agent));
        }
        let governor = (0..parsed.reading.groups.len()).rev().find(|g| {
            parsed.reading.groups[*g].main < noun && parsed.reading.groups[*g].is_finite()
        });
        if let Some(governor) = governor {
            // «Londres a présenté une résolution qui condamne»
            return self.subject(distance, governor, DEPTH);
        }
        let before = self.sentence(distance - 1)?;
        let texts = (0..before.reading.words.len())
            .filter(|i| before.reading.words[*i].in_class(Classes::TEXT));
        let maker = texts
            .into_iter()
            .find_map(|noun| self.made_by(distance - 1, noun));
        match maker {
            Some(index) => Some(self.phrase_found(distance - 1, index, Reason::Context)),
            None => self
                .who_acts(distance - 1, before)
                .filter(|found| !found.ids().is_empty()),
        }
    }

    /// «le texte proposé *par la France*»: the phrase behind a *par* that follows the noun of a text.
    fn made_by(&self, distance: isize, noun: usize) -> Option<usize> {
        let parsed = self.sentence(distance)?;
        let words = &parsed.reading.words;
        let participle = parsed.reading.groups.iter().find(|g| {
            g.first > noun
                && g.passive
                && !g.is_finite()
                && words
                    .get(g.main + 1)
                    .is_some_and(|w| self.rules.grammar.is_par(&w.forms))
        })?;
        self.phrase_behind(distance, participle.main + 2)
    }

    /// Where the sentence names an actor, other than by an adjective.
    fn mention_here(&self, id: ActorId) -> Option<Span> {
        let phrases = self.here.actors.iter().filter(|phrase| !phrase.adjectival);
        let named = phrases
            .flat_map(|phrase| &phrase.members)
            .find(|member| member.id == Some(id))?;
        Some(self.here.reading.span_of(named.words.clone()))
    }

    /// Parties that the document names, with the place where the sentence names each, else the article.
    fn context(&self, sides: Vec<Side>) -> Option<Found> {
        let known = self.background.sides();
        let mention = |id| self.mention_here(id).or_else(|| known.mention(id));
        let elsewhere: Option<Vec<Span>> = sides.iter().map(|(id, _)| mention(*id)).collect();
        let elsewhere = elsewhere.filter(|spans| !spans.is_empty())?;
        Some(Found {
            members: sides
                .into_iter()
                .map(|(id, kind)| (Some(id), kind))
                .collect(),
            sentence: 0,
            words: 0..0,
            elsewhere,
            reason: Reason::Context,
        })
    }
}

/// Whether nobody whom a rule's place found is told apart: an office without a state, a noun that names no actor.
fn is_open(target: &Found) -> bool {
    target.ids().is_empty()
        && target
            .members
            .iter()
            .all(|(_, kind)| *kind == ActorKind::Office)
}

fn known(party: Option<&Found>) -> Vec<Side> {
    let members = party.into_iter().flat_map(|party| &party.members);
    distinct(members.filter_map(|(id, kind)| Some(((*id)?, *kind))))
}

fn distinct(sides: impl Iterator<Item = Side>) -> Vec<Side> {
    let mut distinct: Vec<Side> = Vec::new();
    for side in sides {
        if !distinct.iter().any(|(id, _)| *id == side.0) {
            distinct.push(side);
        }
    }
    distinct
}

const fn looks_on(kind: ActorKind) -> bool {
    matches!(
        kind,
        ActorKind::Organisation | ActorKind::Ngo | ActorKind::Observer
    )
}

/// «après avoir été accusés»: the subject of a passive without an author is not the one who accuses.
fn blames_itself(speaker: &Found, target: Option<&Found>) -> bool {
    target.is_some_and(|target| {
        target.reason == Reason::Subject
            && !target.ids().is_empty()
            && target.ids() == speaker.ids()
    })
}

/// A target by context gives way to one that the grammar of another act of the category tells.
fn agree(acts: &mut [FoundAct]) {
    for index in 0..acts.len() {
        let weak = acts[index]
            .parties
            .target
            .as_ref()
            .is_none_or(|target| target.reason == Reason::Context);
        let better = acts.iter().find(|act| {
            act.category == acts[index].category
                && act
                    .parties
                    .target
                    .as_ref()
                    .is_some_and(|t| t.reason != Reason::Context && !t.ids().is_empty())
        });
        if let Some(better) = better.filter(|_| weak) {
            acts[index].parties.target = better.parties.target.clone();
        }
    }
}
