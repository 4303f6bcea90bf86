//! Negation, hypothesis, conditional and quotation, as the design words them: sentence by sentence, on the default pack.

use demarche::{Document, Ruleset, Tagger, load_embedded};

/// The statements of a text as «category modality quoted», whether diplomatic or not.
fn found(tagger: &Tagger<'_>, ruleset: &Ruleset, text: &str) -> String {
    let document = Document::plain("x", text.to_string());
    let mut shown: Vec<String> = tagger
        .acts(&document)
        .iter()
        .map(|placed| {
            let category = &ruleset.categories[placed.category].id;
            let quoted = if placed.act.quoted { " quoted" } else { "" };
            format!("{category} {}{quoted}", placed.act.modality.as_str())
        })
        .collect();
    shown.sort();
    shown.dedup();
    shown.join(", ")
}

fn check(cases: &[(&str, &str)]) {
    let pack = load_embedded().pack.expect("a sound pack");
    let ruleset = Ruleset::compile(&pack);
    let tagger = Tagger::for_examples(&ruleset, false);
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = found(&tagger, &ruleset, text);
            (found != *expected).then(|| format!("{text}\n  wanted «{expected}», found «{found}»"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

const CALL: &str = "ceasefire_call asserted";
const ACCUSES: &str = "accusation asserted";
const PROMISE: &str = "military_support_promise asserted";

#[test]
fn negated_acts_carry_no_label() {
    check(&[
        ("Moscou n'a pas appelé à un cessez-le-feu.", ""),
        ("Moscou n'a jamais appelé à un cessez-le-feu.", ""),
        ("Moscou n'a, à ce stade, pas appelé à un cessez-le-feu.", ""),
        ("Moscou n'a pas, à ce stade, appelé à un cessez-le-feu.", ""),
        ("Aucun dirigeant n'a appelé à un cessez-le-feu.", ""),
        ("Personne n'a accusé Kiev de mentir.", ""),
        ("Berlin a quitté la salle sans accuser Moscou.", ""),
        ("Paris refuse d'accuser Moscou de piratage.", ""),
        ("Paris s'abstient d'accuser Moscou de piratage.", ""),
        ("Londres exclut de livrer des chars à Kiev.", ""),
        ("Londres ne livrera pas de chars à Kiev.", ""),
        ("Ni Paris ni Berlin n'accusent Moscou de piratage.", ""),
    ]);
}

#[test]
fn what_looks_like_negation_and_is_none() {
    check(&[
        ("Moscou ne cesse d'accuser Kiev de mentir.", ACCUSES),
        ("Moscou n'a pas hésité à accuser Kiev de mentir.", ACCUSES),
        ("Moscou ne manque pas d'accuser Kiev de mentir.", ACCUSES),
        ("Moscou n'a pas tardé à accuser Kiev de mentir.", ACCUSES),
        ("Non seulement Moscou accuse Kiev, mais il menace.", ACCUSES),
        (
            "Paris appelle les deux camps à ne pas rompre la trêve.",
            CALL,
        ),
        (
            "Ankara redoute que Kiev ne cède et accuse Moscou de mentir.",
            ACCUSES,
        ),
    ]);
}

#[test]
fn the_scope_of_a_negation_ends() {
    check(&[
        (
            "Moscou ne commente pas, mais accuse Kiev de mentir.",
            ACCUSES,
        ),
        ("Moscou n'a rien signé et accuse Kiev de mentir.", ACCUSES),
        (
            "Moscou ne parle pas à Kiev, qui accuse le Kremlin de mentir.",
            ACCUSES,
        ),
    ]);
}

#[test]
fn hypotheses_block_what_stands_inside_them() {
    check(&[
        (
            "Si Moscou livrait des armes à Damas, Washington protesterait.",
            "",
        ),
        (
            "Si les combats s'étendent, Moscou fournira des armes à Erevan.",
            PROMISE,
        ),
        (
            "La Russie s’est dite prête à livrer des missiles à Bakou.",
            PROMISE,
        ),
        (
            "S’il livrait des missiles à Bakou, le Kremlin le dirait.",
            "",
        ),
        ("Même si Paris accuse Moscou, le sommet aura lieu.", ACCUSES),
        (
            "Si Paris a accusé Moscou de piratage, Rome se tait.",
            ACCUSES,
        ),
    ]);
}

#[test]
fn the_press_conditional_is_marked() {
    check(&[
        (
            "Londres aurait promis des chars à Kiev.",
            "military_support_promise conditional",
        ),
        (
            "Le Qatar serait prêt à servir de médiateur entre Kiev et Moscou.",
            "mediation_offer conditional",
        ),
        (
            "Londres a fait savoir qu'elle livrerait des chars à Kiev.",
            PROMISE,
        ),
        (
            "Londres a promis qu'elle livrerait des chars à Kiev.",
            PROMISE,
        ),
    ]);
}

#[test]
fn words_inside_quotation_marks_are_quoted() {
    check(&[
        (
            "« Nous appelons à un cessez-le-feu immédiat », a dit le ministre turc.",
            "ceasefire_call asserted quoted",
        ),
        (
            "\"Nous appelons à un cessez-le-feu immédiat\", a dit le ministre turc.",
            "ceasefire_call asserted quoted",
        ),
        (
            "“Nous appelons à un cessez-le-feu immédiat”, a dit le ministre turc.",
            "ceasefire_call asserted quoted",
        ),
        (
            "Le ministre turc a appelé à un « cessez-le-feu immédiat ».",
            CALL,
        ),
    ]);
}

#[test]
fn spellings_of_the_press_are_alike() {
    check(&[
        ("L'ONU appelle à un cessez-le-feu.", CALL),
        ("L’ONU appelle à un cessez\u{2011}le\u{2011}feu.", CALL),
        ("L'ONU appelle à un cessez le feu.", CALL),
        ("L'ONU APPELLE A UN CESSEZ-LE-FEU.", CALL),
        ("L'ONU appelle a\u{300} l'arre\u{302}t des combats.", CALL),
        ("L'ONU appelle à un\u{a0}cessez-le-feu.", CALL),
        ("Washington accuse l'Etat hébreu de mentir.", ACCUSES),
    ]);
}
