//! `explain` on a small pack of its own: what a person reads, and what a program reads.

use tempfile::TempDir;

use crate::program::{printed, small_pack};

/// The rules of the tests: a call, with a trap, and an accusation that is still a draft.
const CALL: &str = r"
except = '''
fin de mois
'''

[[rule]]
id = 'appeler-a-la-fin'
status = 'stable'
pattern = '''
<appeler> ...4 à ...2 @fin
<exiger:fut> @fin
<mettre fin> à guerre
'''
matches = '''
Kiev appelle à la fin des combats.
'''
rejects = '''
Kiev appelle à la fin du jeu.
'''

[[rule]]
id = 'plaider-pour'
status = 'trial'
pattern = '''
<plaider> pour @fin
'''
matches = '''
Kiev plaide pour la fin des combats.
'''
rejects = '''
Kiev plaide pour la paix.
'''
";

const BLAME: &str = r"
[[rule]]
id = 'accuser'
status = 'draft'
pattern = '''
<accuser>
'''
matches = '''
Kiev accuse Moscou.
'''
rejects = '''
Kiev remercie Moscou.
'''
";

/// A folder with `rules`: two categories and one lexicon.
fn pack() -> TempDir {
    small_pack(&[
        ("ceasefire_call.toml", CALL),
        ("accusation.toml", BLAME),
        (
            "lexicons/fin.txt",
            "# la fin des combats
<fin.N> ...1 de combats
! fin de combats de coqs
",
        ),
    ])
}

fn explain(args: &[&str]) -> String {
    let dir = pack();
    printed(
        dir.path(),
        &[&["explain"], args, &["--rules", "rules"]].concat(),
    )
}

#[test]
fn a_sentence_is_shown_with_its_scopes_words_lexicons_rules_and_label() {
    insta::assert_snapshot!(explain(&[
        "Selon Paris, si Kiev n'a jamais « appelé à la fin des combats », Moscou, elle, en appellerait à la fin rapide \
         des combats et accuse Minsk."
    ]));
}

#[test]
fn what_blocks_a_hit_is_named() {
    let blocked = [
        "Kiev n'appelle pas à la fin des combats.",
        "Si Kiev appelle à la fin des combats, Moscou se taira.",
        "Kiev appelle à la fin des combats de coqs.",
        "Le boulanger appelle à la fin des combats.",
        "Un chercheur appelle à la fin des combats en Ukraine.",
        "Kiev appelle, en cette fin de mois, à la fin des combats.",
    ];
    let fates: Vec<String> = blocked
        .iter()
        .map(|sentence| {
            let shown = explain(&[sentence, "--rule", "appeler-a-la-fin"]);
            let rule = shown.split("RÈGLE").nth(1).unwrap_or(&shown);
            let until = rule.find("     2  ").unwrap_or(rule.len());
            format!("{sentence}{}", &rule[..until])
        })
        .collect();
    insta::assert_snapshot!(fates.join("\n"));
}

#[test]
fn one_rule_is_shown_even_where_it_sleeps() {
    insta::assert_snapshot!(explain(&[
        "Kiev exigera un jour l'arrêt et met en garde Moscou, en guerre.",
        "--rule",
        "appeler-a-la-fin"
    ]));
}

#[test]
fn the_rules_that_came_nearest_are_ranked() {
    insta::assert_snapshot!(explain(&[
        "Kiev a lancé un appel pour la fin des combats et exige la fin des combats.",
        "--near"
    ]));
}

#[test]
fn a_sentence_of_a_file_is_told_for_programs() {
    let dir = pack();
    let article = "Trêve en vue\n\nKiev vote. Elle appelle à la fin des combats. Il pleut.\n";
    std::fs::write(dir.path().join("a.txt"), article).expect("written");
    let args = [
        "explain", "a.txt", "3", "--format", "json", "--rules", "rules",
    ];
    let told: serde_json::Value =
        serde_json::from_str(&printed(dir.path(), &args)).expect("an object");
    assert_eq!(
        (&told["doc"], &told["sentence"]),
        (&"a.txt".into(), &3.into())
    );
    let hit = &told["rules"][0]["hits"][0];
    assert_eq!(
        (&hit["fate"], &hit["pattern"]),
        (&"act".into(), &1.into()),
        "{told}"
    );
    let speaker = &hit["speaker"];
    assert_eq!(
        (&speaker["ids"][0], &speaker["reason"], &speaker["sentence"]),
        (&"UKR".into(), &"pronoun".into(), &(-1).into())
    );
    let words = &hit["evidence"][0];
    let place = |key: &str| words[key].as_u64().expect("a place") as usize;
    assert_eq!(
        &article[place("start")..place("end")],
        "appelle à la fin des combats"
    );
    assert_eq!(told["statements"][0]["category"], "ceasefire_call");
}

#[test]
fn no_line_is_wider_than_a_terminal() {
    let long = "Le président français Emmanuel Macron et le chancelier allemand n'ont jamais, depuis le début de \
                l'anticonstitutionnellement longue guerre, appelé à la fin des combats ; mais « Moscou et Minsk, dit-on, \
                plaideraient pour la fin rapide des combats », si l'on en croit l'Union européenne.";
    let shown = explain(&[long]);
    let wide: Vec<&str> = shown
        .lines()
        .filter(|line| line.chars().count() > 80)
        .collect();
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

#[test]
fn mistakes_in_what_is_asked_are_told_with_a_remedy() {
    let dir = pack();
    std::fs::write(dir.path().join("a.txt"), "Titre\n\nKiev vote.\n").expect("written");
    let cases: &[(&[&str], &str)] = &[
        (
            &["Kiev vote.", "--rule", "acuser"],
            "vouliez-vous « accuser » ?",
        ),
        (&["a.txt"], "de 1 à 2"),
        (&["a.txt", "3"], "il n'y a pas de phrase 3"),
        (&["b.txt", "1"], "n'existe pas"),
        (
            &["a.txt", "1", "--doc", "b.txt"],
            "vouliez-vous « a.txt » ?",
        ),
        (&[" "], "aucune phrase"),
    ];
    for (args, expected) in cases {
        let args = [&["explain"], *args, &["--rules", "rules"]].concat();
        let said = printed(dir.path(), &args);
        assert!(
            said.starts_with("Some(2)") && said.contains(expected),
            "{args:?} {said}"
        );
    }
}
