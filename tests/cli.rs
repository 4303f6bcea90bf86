//! The program as a user runs it: exit codes, standard output, messages.

use crate::program::{command, demarche, demarche_reading, folder, pack, without_speed};

const CALL: &str = "Le Kremlin appelle à la fin des hostilités au Haut-Karabakh.";
const PLAIN: &str = "La récolte de pommes a été bonne cette année.";

fn line(id: &str, text: &str) -> String {
    format!(
        "{}\n",
        serde_json::json!({ "id": id, "text": text, "source": "AFP", "page": 3 })
    )
}

#[test]
fn tag_shows_statements_for_reading() {
    let dir = folder(&[("a.txt", CALL.as_bytes()), ("b.txt", PLAIN.as_bytes())]);
    let run = demarche(dir.path(), &["tag", "a.txt", "b.txt"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(
        run.stdout
            .contains("a.txt\n\n   1  Le Kremlin [appelle à] la [fin des hostilités]"),
        "{}",
        run.stdout
    );
    assert!(
        !run.stdout.contains('\u{1b}') && !run.stdout.contains("b.txt"),
        "{}",
        run.stdout
    );
}

#[test]
fn tag_writes_json_lines_with_the_fields_of_the_input() {
    let dir = tempfile::tempdir().expect("a folder");
    let run = demarche_reading(
        dir.path(),
        &["tag", "-", "--format", "jsonl"],
        line("x", CALL).as_bytes(),
    );
    assert_eq!(
        (run.code, run.stdout.lines().count()),
        (Some(0), 1),
        "{}",
        run.stderr
    );
    let statement: serde_json::Value = serde_json::from_str(&run.stdout).expect("an object");
    assert_eq!(statement["doc"], "x");
    assert_eq!(statement["category"], "ceasefire_call");
    assert_eq!(statement["speaker"], serde_json::json!(["RUS"]));
    assert_eq!(
        statement["fields"],
        serde_json::json!({ "page": 3, "source": "AFP" })
    );
    let span = &statement["acts"][0]["evidence"][0];
    let (start, end) = (
        span["start"].as_u64().expect("a start"),
        span["end"].as_u64().expect("an end"),
    );
    assert_eq!(&CALL[start as usize..end as usize], "appelle à");
}

#[test]
fn tag_gives_the_same_bytes_for_any_number_of_threads_and_destination() {
    let many: String = (0..1500)
        .map(|n| line(&n.to_string(), if n % 7 == 0 { CALL } else { PLAIN }))
        .collect();
    let dir = folder(&[
        ("a.jsonl", many.as_bytes()),
        ("b/c.txt", CALL.as_bytes()),
        ("b/note.pdf", b"%PDF"),
    ]);
    let tag = |more: &[&str]| {
        demarche(
            dir.path(),
            &[&["tag", "a.jsonl", "b", "--format", "jsonl"], more].concat(),
        )
    };
    let one = tag(&["-j", "1"]);
    assert_eq!((one.code, one.stdout.lines().count()), (Some(0), 216));
    assert!(one.stderr.contains("note.pdf"), "{}", one.stderr);
    assert_eq!(one.stdout, tag(&["-j", "4"]).stdout);
    assert_eq!(tag(&["-o", "out.jsonl"]).stdout, "");
    assert_eq!(
        one.stdout,
        std::fs::read_to_string(dir.path().join("out.jsonl")).expect("a file")
    );
}

#[test]
fn tag_says_what_it_cannot_read_and_goes_on() {
    let lines = format!("{}{{\"text\": 7}}\n{}", line("a", CALL), line("b", CALL));
    let latin = encoding_rs::WINDOWS_1252
        .encode("L'Élysée a été évacué à l'été.")
        .0
        .into_owned();
    let dir = folder(&[
        ("a.jsonl", lines.as_bytes()),
        ("b.txt", b"PK\0\0"),
        ("c.txt", &latin),
        ("d.txt", CALL.as_bytes()),
    ]);
    let run = demarche(
        dir.path(),
        &[
            "tag", "none.txt", "a.jsonl", "b.txt", "c.txt", "d.txt", "--format", "jsonl",
        ],
    );
    assert_eq!((run.code, run.stdout.lines().count()), (Some(2), 3));
    insta::assert_snapshot!(without_speed(&run.stderr), @r"
    none.txt : ce fichier ou ce dossier n'existe pas
    a.jsonl:2 : la valeur de « text » n'est pas un texte
    b.txt : ce n'est pas du texte (octets nuls)
    c.txt : n'est pas en UTF-8 ; lu comme windows-1252
    4 articles, 4 phrases, 3 déclarations ; N Mo en N s (N Mo/s) ; 3 entrées n'ont pas pu être lues
    ");
}

#[test]
fn tag_keeps_the_old_file_when_the_rules_are_broken() {
    let dir = pack();
    std::fs::write(
        dir.path().join("rules/accusation.toml"),
        "[[rule]]\nid = 'a'\npattern = '<accuser'\n",
    )
    .expect("a file");
    std::fs::write(dir.path().join("out.jsonl"), "old").expect("a file");
    let run = demarche_reading(
        dir.path(),
        &["tag", "-", "-o", "out.jsonl", "--rules", "rules"],
        CALL.as_bytes(),
    );
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("accusation.toml:3"), "{}", run.stderr);
    assert_eq!(
        std::fs::read_to_string(dir.path().join("out.jsonl")).expect("a file"),
        "old"
    );
}

#[test]
fn check_finds_every_mistake_of_a_pack() {
    let dir = pack();
    let sound = demarche(dir.path(), &["check", "--rules", "rules"]);
    assert_eq!(
        (sound.code, sound.stderr.as_str()),
        (Some(0), ""),
        "{}",
        sound.stdout
    );
    let rule = "[[rule]]\nid = 'a'\nstatut = 'stable'\npattern = '@inconnu_partout'\n";
    std::fs::write(dir.path().join("rules/accusation.toml"), rule).expect("a file");
    let broken = demarche(dir.path(), &["check", "--rules", "rules"]);
    assert_eq!(broken.code, Some(1));
    for part in [
        "accusation.toml:3:1",
        "statut",
        "accusation.toml:4",
        "inconnu_partout",
    ] {
        assert!(broken.stdout.contains(part), "{part} in {}", broken.stdout);
    }
    let json = demarche(
        dir.path(),
        &["check", "--rules", "rules", "--format", "json"],
    );
    let found: Vec<serde_json::Value> = serde_json::from_str(&json.stdout).expect("an array");
    assert!(
        json.code == Some(1)
            && found
                .iter()
                .any(|one| one["code"] == "unknown-key" && one["line"] == 3)
    );
    assert_eq!(
        demarche(dir.path(), &["check", "--rules", "nowhere"]).code,
        Some(2)
    );
}

/// One rule with an example of each outcome.
const RULE: &str = "
[[rule]]
id = 'tout-essayer'
status = 'stable'
pattern = '''
<accuser>
'''
matches = '''
Moscou accuse Kiev. => RUS > UKR
Moscou accuse Kiev. => USA > UKR
Moscou félicite Kiev.
Le maire accuse le boulanger.
Paris s'inquiète. || Berlin a accusé Moscou. => DEU > RUS, asserted
'''
rejects = '''
Moscou n'accuse pas Kiev.
Washington accuse Pékin.
Le maire accuse le boulanger.
'''
todo = '''
Londres accuse Téhéran.
Londres montre Téhéran du doigt.
'''
";

#[test]
fn test_tells_each_outcome_of_an_example() {
    let dir = pack();
    std::fs::write(dir.path().join("rules/accusation.toml"), RULE).expect("a file");
    let run = demarche(dir.path(), &["test", "--rules", "rules", "tout-essayer"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    insta::assert_snapshot!(run.stdout, @r"
    NON   5/8   tout-essayer  accusation.toml:3
        faux     accusation.toml:10  Moscou accuse Kiev.
                 trouvé : [accuse] => RUS > UKR, asserted  accusation.toml:6
        manqué   accusation.toml:11  Moscou félicite Kiev.
        bruyant  accusation.toml:17  Washington accuse Pékin.
                 trouvé : [accuse] => USA > CHN, asserted  accusation.toml:6
        épargné  accusation.toml:18  Le maire accuse le boulanger.
                 trouvé : [accuse] => _ > _, asserted  accusation.toml:6
        atteint  accusation.toml:21  Londres accuse Téhéran.

    8 exemples : 5 réussis, 1 manqué, 1 bruyant, 1 faux ; 1 épargné. À faire : 2, dont 1 atteint.
    ");
    let unknown = demarche(dir.path(), &["test", "--rules", "rules", "tout-essayé"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(2), ""));
    assert!(
        unknown.stderr.contains("vouliez-vous « tout-essayer » ?"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn segment_shows_sentences_with_their_places() {
    let dir = folder(&[("a.txt", "M. Dupont est là. Il parle.".as_bytes())]);
    let text = demarche(dir.path(), &["segment", "a.txt"]);
    assert_eq!(
        (text.code, text.stdout.as_str()),
        (
            Some(0),
            "a.txt\n\n   1  M. Dupont est là.\n   2  Il parle.\n\n"
        )
    );
    let jsonl = demarche(dir.path(), &["segment", "a.txt", "--format", "jsonl"]);
    let second =
        "{\"doc\":\"a.txt\",\"sentence\":2,\"start\":19,\"end\":28,\"text\":\"Il parle.\"}";
    assert_eq!(jsonl.stdout.lines().nth(1), Some(second));
}

#[test]
fn forms_of_arguments_and_of_lines() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = demarche(dir.path(), &["forms", "hostilité.N"]);
    assert_eq!(text.code, Some(0));
    assert_eq!(
        text.stdout.split_whitespace().collect::<Vec<_>>().join(" "),
        "hostilité (nom) hostilité f s hostilités f p"
    );
    let tsv = demarche_reading(
        dir.path(),
        &["forms", "-", "--format", "tsv"],
        "promettre.V\n\nmilitaire.A\n".as_bytes(),
    );
    assert!(
        tsv.stdout.contains("promettre\tV\tpromettra\tfut 3s\n"),
        "{}",
        tsv.stdout
    );
    assert!(
        tsv.stdout.contains("militaire\tA\tmilitaires\t"),
        "{}",
        tsv.stdout
    );
    assert_eq!(demarche(dir.path(), &["forms", "xyz.V"]).code, Some(2));
}

#[test]
fn init_writes_over_nothing() {
    let dir = pack();
    assert!(dir.path().join("rules/pack.toml").exists());
    let again = demarche(dir.path(), &["init", "rules"]);
    assert_eq!((again.code, again.stdout.as_str()), (Some(2), ""));
    assert!(again.stderr.contains("n'est pas vide"), "{}", again.stderr);
}

#[test]
fn usage_mistakes_leave_with_two() {
    let dir = folder(&[("a.txt", CALL.as_bytes()), ("vide/x.md", b"")]);
    let said = [
        &["tag"][..],
        &["taag"],
        &["tag", "a.txt", "--formats", "csv"],
        &["tag", "a.txt", "--format", "jso"],
        &["tag", "a.txt", "--format", "docx"],
        &["tag", "a.txt", "--format"],
        &["tag", "a.txt", "-o", "out.docx"],
        &["tag", "a.txt", "-j", "0"],
        &["tag", "a.txt", "-j", "x"],
        &["tag", "a.txt", "--summary", "--out-dir", "d"],
        &["tag", "*.csv"],
        &["check", "--rules", "absent"],
        &["check", "--rules", "vide"],
    ]
    .map(|args| {
        let run = demarche(dir.path(), args);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{args:?}");
        format!(
            "$ demarche {}\n{}",
            args.join(" "),
            without_speed(&run.stderr)
        )
    });
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let many: String = (0..3000).map(|n| line(&n.to_string(), CALL)).collect();
    let dir = folder(&[("a.jsonl", many.as_bytes())]);
    let mut child = command(dir.path(), &["tag", "a.jsonl"])
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let dir = folder(&[("a.txt", CALL.as_bytes())]);
    let run = demarche(
        dir.path(),
        &["tag", "a.txt", "--format", "jsonl", "-o", "/dev/full"],
    );
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("écriture des résultats"),
        "{}",
        run.stderr
    );
}

#[test]
fn help_is_in_french_throughout() {
    let dir = tempfile::tempdir().expect("a folder");
    let commands = demarche(dir.path(), &["--help"]);
    let names = commands
        .stdout
        .lines()
        .skip_while(|line| !line.starts_with("Commandes"))
        .filter_map(|line| line.strip_prefix("  "))
        .filter_map(|line| line.split(' ').next().filter(|name| !name.is_empty()));
    let mut read = 0;
    for name in names.filter(|name| !name.starts_with('-')) {
        let run = demarche(dir.path(), &[name, "--help"]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        for english in ["Usage:", "Possible values", "[default", "[possible"] {
            assert!(!run.stdout.contains(english), "{name}: {english}");
        }
        read += 1;
    }
    assert!(read >= 15, "{read} commands in {}", commands.stdout);
}

#[test]
fn a_query_that_is_almost_a_name_says_which() {
    let dir = folder(&[("a.txt", CALL.as_bytes())]);
    let run = demarche(dir.path(), &["concordance", "accusatoin", "a.txt"]);
    assert!(
        run.stderr.contains("vouliez-vous « accusation » ?"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_date_that_is_none_is_a_mistake() {
    let dir = tempfile::tempdir().expect("a folder");
    for (date, code) in [
        ("2024", 0),
        ("2024-05", 0),
        ("2024-05-31", 0),
        ("12/2024", 2),
        ("2024-13", 2),
        ("24", 2),
    ] {
        let run = demarche(dir.path(), &["explain", CALL, "--date", date]);
        assert_eq!(run.code, Some(code), "{date}: {}", run.stderr);
    }
}
