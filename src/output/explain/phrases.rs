//! What is told of a hit, a party, a pattern, in French.

use crate::output::explain::page::quoted;
use crate::study::explain::{
    Fate, Hint, Lacking, MissingAnchor, PartyShown, ReadingShown, Stopped, Stretch,
};
use crate::tagger::attribution::Reason;
use crate::tagger::sentence::NoDiplomacy;
use crate::tagger::statement::Modality;

/// What became of a hit.
pub(super) fn fate(fate: &Fate) -> String {
    match fate {
        Fate::Act { modality, quoted } => {
            let modality = match modality {
                Modality::Asserted => "",
                Modality::Conditional => ", au conditionnel",
                Modality::Hypothetical => ", dans une hypothèse",
            };
            let quotation = if *quoted { ", entre guillemets" } else { "" };
            format!("retenu{modality}{quotation}")
        }
        Fate::Repeated => "déjà trouvé par un motif précédent de la règle".into(),
        Fate::Excepted { except, at, by } => {
            let by = by.as_ref().map(|by| format!(" sur {}", quoted(&by.text)));
            let by = by.unwrap_or_default();
            format!("écarté{by} par l'exception {} ({at})", quoted(except))
        }
        Fate::Negated { by } => format!("écarté : nié par {}", place(by.as_ref())),
        Fate::Hypothetical { by } => {
            format!("écarté : dans l'hypothèse qu'ouvre {}", place(by.as_ref()))
        }
        Fate::Conditional { by } => {
            format!("écarté : au conditionnel, {}", place(by.as_ref()))
        }
        Fate::Observer => {
            "écarté : un observateur (analyste, chercheur) ne peut pas accomplir cet acte".into()
        }
        Fate::NotDiplomatic { why } => format!("écarté : pas diplomatique, {}", no_diplomacy(*why)),
        Fate::InComplement { of } => format!(
            "écarté : dans ce que dit {}, acte d'une autre catégorie",
            place(of.as_ref())
        ),
    }
}

const fn no_diplomacy(why: NoDiplomacy) -> &'static str {
    match why {
        NoDiplomacy::Unattributed => {
            "la phrase décrit ce que fait quelqu'un et n'est attribuée à personne"
        }
        NoDiplomacy::NoActor => "ni locuteur ni destinataire n'est un acteur international",
        NoDiplomacy::NobodyAbroad => "aucun acteur étranger n'est nommé alentour",
        NoDiplomacy::OwnAffair => "un État et les siens, sans guerre",
        NoDiplomacy::NobodyElse => {
            "aucun autre État, organisation ni groupe armé, ni acte de guerre, dans la phrase ou près d'elle"
        }
    }
}

/// `« n' » (mot 3)`.
pub(super) fn place(words: Option<&Stretch>) -> String {
    match words {
        None => "?".into(),
        Some(words) if words.first == words.last => {
            format!("{}\u{a0}(mot\u{a0}{})", quoted(&words.text), words.first)
        }
        Some(words) => format!(
            "{}\u{a0}(mots\u{a0}{}-{})",
            quoted(&words.text),
            words.first,
            words.last
        ),
    }
}

/// The kinds of actor in French.
fn french(kinds: &[&'static str]) -> Vec<&'static str> {
    let name = |kind: &&'static str| match *kind {
        "state" => "État",
        "organisation" => "organisation",
        "armed" => "groupe armé",
        "office" => "fonction",
        "person" => "personne",
        "place" => "lieu",
        "demonym" => "habitants",
        "ngo" => "ONG",
        "observer" => "observateur",
        other => other,
    };
    kinds.iter().map(name).collect()
}

/// A party and why it was chosen.
pub(super) fn party(party: Option<&PartyShown>, speaks: bool) -> String {
    let Some(party) = party else {
        return "non trouvé".into();
    };
    let ids = match (party.ids.as_slice(), party.kinds.as_slice()) {
        ([], []) => "absent des tables".to_string(),
        ([], kinds) => format!("{}, sans identifiant", french(kinds).join(", ")),
        (ids, _) => ids.join(", "),
    };
    let elsewhere = match party.sentence {
        0 => String::new(),
        -1 => ", dans la phrase d'avant".into(),
        1 => ", dans la phrase d'après".into(),
        before if before < 0 => format!(", {} phrases plus haut", -before),
        after => format!(", {after} phrases plus bas"),
    };
    format!(
        "{} ({ids}) : {}{elsewhere}",
        party.words.text,
        reason(party.reason, speaks)
    )
}

const fn reason(reason: Reason, speaks: bool) -> &'static str {
    match reason {
        Reason::Captured => "capturé par le motif",
        Reason::Subject => "sujet du verbe",
        Reason::Inverted => "sujet inversé, derrière le verbe",
        Reason::Antecedent => "antécédent de « qui »",
        Reason::Agent => "complément d'agent, derrière « par »",
        Reason::OfNoun => "complément ou adjectif du nom",
        Reason::Quotation if speaks => "celui à qui la citation est attribuée",
        Reason::Quotation => "nommé dans la citation",
        Reason::According => "introduit par « selon » ou son pareil",
        Reason::Pronoun => "repris par un pronom",
        Reason::Object => "objet du verbe",
        Reason::Preposition => "derrière une préposition que pack.toml nomme pour le destinataire",
        Reason::Reciprocal => "réciproque, avec « se »",
        Reason::Context => "d'après l'article et les phrases voisines",
        Reason::Inside => "à l'intérieur de l'objet",
    }
}

/// A closed class of `french/grammar.toml` in French.
pub(super) fn class(key: &'static str) -> &'static str {
    match key {
        "articles" => "article",
        "possessives" => "possessif",
        "demonstratives" => "démonstratif",
        "before_noun" => "devant un nom",
        "ne" => "ne",
        "negators" => "négation",
        "negative_subjects" => "sujet négatif",
        "without" => "sans",
        "clause_breaks" => "coupe la proposition",
        "coordinators" => "coordination",
        "restrictive" => "restriction",
        "if_words" => "si",
        "not_if_before" => "devant un si qui n'est pas une hypothèse",
        "not_if_after" => "derrière un si qui n'est pas une hypothèse",
        "subject_pronouns" => "pronom sujet",
        "third_person" => "troisième personne",
        "first_person" => "première personne",
        "clitics" => "pronom devant le verbe",
        "reflexive" => "pronom réfléchi",
        "relatives" => "relatif",
        "subordinators" => "subordination",
        "prepositions" => "préposition",
        "place_prepositions" => "préposition de lieu",
        "attribution" => "selon et pareils",
        "adverbs" => "adverbe",
        "hypothesis_phrases" => "hypothèse",
        "only" => "seulement",
        "not" => "pas",
        "time_nouns" => "nom de temps",
        "numbers" => "nombre",
        "side_nouns" => "nom de camp",
        "mutual_nouns" => "nom des deux camps",
        "claim_nouns" => "nom d'une affirmation",
        "text_nouns" => "nom d'un texte",
        "worldwide" => "le monde entier",
        "group_nouns" => "nom d'un groupe",
        "country_nouns" => "nom d'un État",
        "body_nouns" => "nom d'une organisation",
        "everyone" => "tous les camps",
        "likewise" => "de même",
        "global" => "au monde entier",
        "suffered_nouns" => "acte subi",
        other => other,
    }
}

/// `appeler V pres imp 3s`.
pub(super) fn reading(reading: &ReadingShown) -> String {
    let traits = reading.traits.join(" ");
    let told = format!("{} {} {traits}", reading.lemma, reading.part);
    match reading.ruled_out {
        true => format!("({} : exclu ici)", told.trim_end()),
        false => told.trim_end().to_string(),
    }
}

/// `@fin_hostilites (fin, arrêt, cesser… : aucune de 45 formes)`.
pub(super) fn missing(missing: &MissingAnchor) -> String {
    const FEW: usize = 5;
    let forms: Vec<&str> = missing.forms.iter().take(FEW).map(String::as_str).collect();
    let forms = forms.join(", ");
    match missing.count {
        1 if forms == missing.element => quoted(&forms),
        few if few <= FEW => format!("{} ({forms})", missing.element),
        many => format!("{} ({forms}… : {many} formes)", missing.element),
    }
}

/// An element without what makes it long.
fn brief(element: &str) -> String {
    const SHORT: usize = 36;
    if element.chars().count() <= SHORT {
        return element.replace(' ', "\u{a0}");
    }
    let kept: String = element.chars().take(SHORT - 2).collect();
    let kept = kept
        .rsplit_once(' ')
        .map_or(kept.as_str(), |(kept, _)| kept);
    format!("{kept}\u{a0}…)")
}

/// Where and why an element was not found.
pub(super) fn stopped(stopped: &Stopped) -> String {
    const FEW: usize = 6;
    let mut told = format!("{} manque", brief(&stopped.element));
    let tried: Vec<String> = stopped
        .tried
        .iter()
        .take(FEW)
        .map(|word| quoted(&word.text))
        .collect();
    if !tried.is_empty() {
        told += &format!(" : essayé sur {}", tried.join(" "));
        if stopped.tried.len() > FEW {
            let last = &stopped.tried[stopped.tried.len() - 1];
            told += &format!("… jusqu'à {}", place(Some(last)));
        }
    }
    match (&stopped.barrier, stopped.end) {
        (Some(word), _) => {
            told += &format!(
                " ; un signe ou la fin d'une citation arrête la recherche devant {}",
                place(Some(word))
            );
        }
        (None, true) => told += " ; la phrase finit là",
        (None, false) => {}
    }
    for hint in &stopped.hints {
        told += &format!(" ; {}", self::hint(hint));
    }
    told
}

fn hint(hint: &Hint) -> String {
    match hint {
        Hint::Begun { words } => {
            format!(
                "commencé par {}, mais la suite n'y est pas",
                place(Some(words))
            )
        }
        Hint::Form { words } => format!(
            "{} est de ce lemme, mais pas de cette forme",
            place(Some(words))
        ),
        Hint::Masked { words, entry, at } => {
            format!("{} est masqué par ! {entry} ({at})", place(Some(words)))
        }
        Hint::RuledOut { words } => format!(
            "{} pourrait l'être, mais le mot qui le précède l'exclut",
            place(Some(words))
        ),
        Hint::Later { words } => {
            format!("il est plus loin, hors d'atteinte : {}", place(Some(words)))
        }
        Hint::Earlier { words } => format!("il est avant : {}", place(Some(words))),
    }
}

/// What a rule that came near lacked.
pub(super) fn lacking(lacking: &Lacking) -> String {
    let at = |words: &Option<Stretch>| {
        words
            .as_ref()
            .map(|words| format!(" ; à cette place : {}", place(Some(words))))
            .unwrap_or_default()
    };
    match lacking {
        Lacking::Blocked { hit } => format!("trouvé, mais {}", fate(&hit.fate)),
        Lacking::Form { element, words } => {
            format!(
                "il manque la forme que veut {}{}",
                brief(element),
                at(words)
            )
        }
        Lacking::Room { element, words } => {
            let between = words
                .as_ref()
                .map(|words| format!(" : il y a {}", place(Some(words))))
                .unwrap_or_default();
            match element.starts_with(['.', '…']) {
                true => format!("l'intervalle {element} est trop court{between}"),
                false => format!("il manque un intervalle devant {}{between}", brief(element)),
            }
        }
        Lacking::Element { element, words } => {
            format!("il ne manque que {}{}", brief(element), at(words))
        }
        Lacking::Order => "tout y est, mais pas dans cet ordre ou trop loin".into(),
        Lacking::Elements { elements } => {
            let elements: Vec<String> = elements.iter().map(|element| brief(element)).collect();
            format!("il manque {}", elements.join(" et "))
        }
    }
}
