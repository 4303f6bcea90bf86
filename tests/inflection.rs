//! The inflection of the pack as it is: its files are sound, and tricky paradigms come out right.
//!
//! The measure against a table of forms runs only where that table lies beside the project.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use demarche::rules::inflection::Inflection;
use demarche::rules::traits::{PartOfSpeech, Traits};

static FRENCH: LazyLock<Inflection> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/french");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("the folder of French") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        texts.push((
            format!("french/{name}"),
            std::fs::read_to_string(&path).expect("a text"),
        ));
    }
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Inflection::read(&files).unwrap_or_else(|errors| {
        let errors: Vec<String> = errors
            .iter()
            .map(|error| format!("{error} ({})", error.help))
            .collect();
        panic!("{}", errors.join("\n"))
    })
});

type Forms = BTreeMap<(String, PartOfSpeech), BTreeSet<String>>;

/// The forms that the table of the measure gives, by lemma and part of speech.
fn measured_forms(path: &PathBuf) -> Forms {
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("the table");
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut text)
        .expect("a text");
    let mut forms = Forms::new();
    for line in text.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let part = match columns[1] {
            "VER" => PartOfSpeech::Verb,
            "NOM" => PartOfSpeech::Noun,
            _ => PartOfSpeech::Adjective,
        };
        forms
            .entry((columns[0].to_string(), part))
            .or_default()
            .insert(columns[2].to_string());
    }
    forms
}

/// F1 of the (lemma, form) pairs of one part of speech; with `INFLECTION_DIFF` set, the differences are printed.
fn f1(forms: &Forms, part: PartOfSpeech) -> f64 {
    let (mut hits, mut given, mut wanted) = (0, 0, 0);
    for ((lemma, _), expected) in forms.iter().filter(|((_, p), _)| *p == part) {
        let ours: BTreeSet<String> = FRENCH
            .forms(lemma, part)
            .into_iter()
            .map(|form| form.form)
            .collect();
        hits += ours.intersection(expected).count();
        given += ours.len();
        wanted += expected.len();
        if std::env::var_os("INFLECTION_DIFF").is_some() && ours != *expected {
            let join = |set: Vec<&String>| {
                set.into_iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let missing = join(expected.difference(&ours).collect());
            let surplus = join(ours.difference(expected).collect());
            println!("{} {lemma}\t-[{missing}]\t+[{surplus}]", part.letter());
        }
    }
    let f1 = 2.0 * hits as f64 / (given + wanted) as f64;
    println!(
        "{}: F1 {f1:.4} ({hits} hits, {given} given, {wanted} wanted)",
        part.letter()
    );
    f1
}

#[test]
fn forms_reach_the_bars_of_the_measure() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/oracles/french_forms.tsv.gz");
    if !path.exists() {
        return;
    }
    let forms = measured_forms(&path);
    let bars = [
        (PartOfSpeech::Verb, 0.995),
        (PartOfSpeech::Adjective, 0.985),
        (PartOfSpeech::Noun, 0.95),
    ];
    let scores = bars.map(|(part, bar)| (part, bar, f1(&forms, part)));
    for (part, bar, score) in scores {
        assert!(score >= bar, "{part:?}: {score:.4} is under {bar}");
    }
}

/// The forms of a lemma that have a trait of `wanted`, each once, in the order of the alphabet.
fn forms(lemma: &str, part: PartOfSpeech, wanted: Traits) -> String {
    let forms = FRENCH.forms(lemma, part).into_iter();
    let forms: BTreeSet<String> = forms
        .filter(|form| form.traits.contains(wanted))
        .map(|form| form.form)
        .collect();
    forms.into_iter().collect::<Vec<_>>().join(" ")
}

#[test]
fn conjugations_come_out_right() {
    let present = |person| Traits::PRES.union(person);
    let cases = [
        ("appeler", present(Traits::P3S), "appelle"),
        ("appeler", present(Traits::P1P), "appelons"),
        ("étinceler", present(Traits::P3S), "étincelle étincèle"),
        ("harceler", Traits::FUT.union(Traits::P3P), "harcèleront"),
        ("projeter", Traits::FUT.union(Traits::P3S), "projettera"),
        ("acheter", present(Traits::P3P), "achètent"),
        ("céder", present(Traits::P3S), "cède"),
        ("céder", Traits::COND.union(Traits::P3S), "céderait"),
        ("protéger", present(Traits::P1P), "protégeons"),
        ("dénoncer", Traits::IMPF.union(Traits::P3P), "dénonçaient"),
        ("engager", Traits::PAST.union(Traits::P3S), "engagea"),
        ("payer", present(Traits::P3S), "paie paye"),
        ("employer", Traits::FUT.union(Traits::P3S), "emploiera"),
        ("renvoyer", Traits::FUT.union(Traits::P3S), "renverra"),
        (
            "créer",
            Traits::PPAST.union(Traits::FEM).union(Traits::SING),
            "créée",
        ),
        ("maintenir", Traits::PAST.union(Traits::P3P), "maintinrent"),
        (
            "maintenir",
            Traits::SUBJ.union(Traits::P3S),
            "maintienne maintînt",
        ),
        ("entreprendre", present(Traits::P3P), "entreprennent"),
        ("promettre", Traits::PPAST.union(Traits::MASC), "promis"),
        ("conquérir", Traits::FUT.union(Traits::P3S), "conquerra"),
        ("accueillir", Traits::FUT.union(Traits::P3S), "accueillera"),
        (
            "tressaillir",
            Traits::FUT.union(Traits::P3S),
            "tressaillira",
        ),
        (
            "offrir",
            Traits::PPAST.union(Traits::FEM).union(Traits::PLUR),
            "offertes",
        ),
        ("promouvoir", present(Traits::P3P), "promeuvent"),
        ("prévoir", Traits::FUT.union(Traits::P3S), "prévoira"),
        ("entrevoir", Traits::FUT.union(Traits::P3S), "entreverra"),
        ("décevoir", present(Traits::P3S), "déçoit"),
        (
            "prévaloir",
            Traits::SUBJ.union(Traits::P3S),
            "prévale prévalût",
        ),
        ("résoudre", present(Traits::P3P), "résolvent"),
        ("survivre", Traits::PAST.union(Traits::P3S), "survécut"),
        ("convaincre", present(Traits::P3S), "convainc"),
        ("convaincre", Traits::PPRES, "convainquant"),
        (
            "exclure",
            Traits::PPAST.union(Traits::FEM).union(Traits::SING),
            "exclue",
        ),
        (
            "inclure",
            Traits::PPAST.union(Traits::FEM).union(Traits::SING),
            "incluse",
        ),
        ("soustraire", present(Traits::P1P), "soustrayons"),
        ("apparaître", present(Traits::P3S), "apparait apparaît"),
        (
            "accroître",
            Traits::PPAST.union(Traits::MASC).union(Traits::SING),
            "accru",
        ),
        ("haïr", present(Traits::P3S), "hait"),
        ("haïr", present(Traits::P3P), "haïssent"),
        ("contraindre", present(Traits::P3P), "contraignent"),
        ("interdire", present(Traits::P2P), "interdisez"),
        ("redire", present(Traits::P2P), "redites"),
        ("maudire", present(Traits::P3P), "maudissent"),
        ("détruire", Traits::PAST.union(Traits::P3P), "détruisirent"),
        ("souscrire", present(Traits::P3P), "souscrivent"),
        (
            "élire",
            Traits::PPAST.union(Traits::FEM).union(Traits::SING),
            "élue",
        ),
        ("rompre", present(Traits::P3S), "rompt"),
        ("répartir", present(Traits::P3P), "répartissent"),
        ("repartir", present(Traits::P3P), "repartent"),
        ("assortir", present(Traits::P3S), "assortit"),
        ("asservir", present(Traits::P3P), "asservissent"),
        ("desservir", present(Traits::P3S), "dessert"),
        ("asseoir", present(Traits::P3S), "assied assoit"),
        ("enfuir", present(Traits::P3P), "enfuient"),
        ("falloir", Traits::FUT, "faudra"),
        ("aller", Traits::IMP.union(Traits::P2S), "va"),
        ("avoir", Traits::IMP.union(Traits::P2P), "ayez"),
        ("savoir", Traits::PPRES, "sachant"),
        ("nuire", Traits::PPAST, "nui"),
        ("mettre fin", Traits::FUT.union(Traits::P3P), "mettront fin"),
        ("s’abstenir", present(Traits::P3S), "abstient"),
        ("manœuvrer", present(Traits::P3S), "manœuvre"),
        ("ravoir", Traits::INF, "ravoir"),
        ("ravoir", Traits::PRES, ""),
        ("espoir", Traits::NONE, ""),
    ];
    for (lemma, wanted, expected) in cases {
        let names: Vec<_> = wanted.names().collect();
        let found = forms(lemma, PartOfSpeech::Verb, wanted);
        assert_eq!(found, expected, "{lemma} {names:?}");
    }
}

#[test]
fn the_future_of_1990_is_read_and_not_shown() {
    let read: Vec<String> = FRENCH
        .spellings("céder", PartOfSpeech::Verb)
        .into_iter()
        .map(|form| form.form)
        .collect();
    assert!(read.contains(&"cèdera".to_string()) && read.contains(&"cédera".to_string()));
}

#[test]
fn nouns_come_out_right() {
    let cases = [
        ("président", "président présidente présidentes présidents"),
        (
            "ambassadeur",
            "ambassadeur ambassadeurs ambassadrice ambassadrices",
        ),
        ("agresseur", "agresseur agresseure agresseures agresseurs"),
        ("médiateur", "médiateur médiateurs médiatrice médiatrices"),
        ("porteur", "porteur porteurs porteuse porteuses"),
        ("dompteur", "dompteur dompteurs dompteuse dompteuses"),
        ("ordinateur", "ordinateur ordinateurs"),
        ("douleur", "douleur douleurs"),
        (
            "chirurgien",
            "chirurgien chirurgienne chirurgiennes chirurgiens",
        ),
        ("soutien", "soutien soutiens"),
        ("émeutier", "émeutier émeutiers émeutière émeutières"),
        ("dossier", "dossier dossiers"),
        ("militant", "militant militante militantes militants"),
        ("montant", "montant montants"),
        ("opposante", "opposante opposantes"),
        ("accident", "accident accidents"),
        ("bombardement", "bombardement bombardements"),
        ("réfugié", "réfugié réfugiée réfugiées réfugiés"),
        ("amputé", "amputé amputée amputées amputés"),
        ("souveraineté", "souveraineté souverainetés"),
        ("communiqué", "communiqué communiqués"),
        ("élu", "élu élue élues élus"),
        ("Anglais", "Anglais Anglaise Anglaises"),
        ("palais", "palais"),
        ("maréchal", "maréchal maréchale maréchales maréchaux"),
        ("arsenal", "arsenal arsenaux"),
        ("festival", "festival festivals"),
        ("bail", "bail baux"),
        ("rail", "rail rails"),
        ("aveu", "aveu aveux"),
        ("pneu", "pneu pneus"),
        ("genou", "genou genoux"),
        ("verrou", "verrou verrous"),
        ("noyau", "noyau noyaux"),
        ("oeil", "oeil oeils yeux"),
        (
            "vice-président",
            "vice-président vice-présidente vice-présidentes vice-présidents",
        ),
        ("cessez-le-feu", "cessez-le-feu"),
        ("porte-parole", "porte-parole"),
        ("porte-avions", "porte-avions"),
        ("couvre-feu", "couvre-feu couvre-feux"),
        ("chef-d'œuvre", "chef-d'œuvre chefs-d'œuvre"),
        ("état-major", "état-major états-majors"),
        ("arc-en-ciel", "arc-en-ciel arcs-en-ciel"),
        ("grand-mère", "grand-mère grand-mères grands-mères"),
        ("garde-fou", "garde-fou garde-fous"),
        ("rond-point", "rond-point ronds-points"),
        (
            "haut-commissaire",
            "haut-commissaire haute-commissaire hautes-commissaires hauts-commissaires",
        ),
        ("ex-ministre", "ex-ministre ex-ministres"),
        ("force armée", "force armée forces armées"),
        ("accord de paix", "accord de paix accords de paix"),
        (
            "premier ministre",
            "premier ministre premiers ministres première ministre premières ministres",
        ),
    ];
    for (lemma, expected) in cases {
        assert_eq!(
            forms(lemma, PartOfSpeech::Noun, Traits::NONE),
            expected,
            "{lemma}"
        );
    }
}

#[test]
fn adjectives_come_out_right() {
    let cases = [
        ("militaire", "militaire militaires"),
        ("national", "national nationale nationales nationaux"),
        ("naval", "naval navale navales navals"),
        ("actuel", "actuel actuelle actuelles actuels"),
        ("net", "net nets nette nettes"),
        ("inquiet", "inquiet inquiets inquiète inquiètes"),
        ("belliqueux", "belliqueuse belliqueuses belliqueux"),
        ("faux", "fausse fausses faux"),
        ("doux", "douce douces doux"),
        ("offensif", "offensif offensifs offensive offensives"),
        ("bref", "bref brefs brève brèves"),
        ("public", "public publics publique publiques"),
        ("grec", "grec grecque grecques grecs"),
        ("franc", "franc franche franches francs"),
        ("étranger", "étranger étrangers étrangère étrangères"),
        ("européen", "européen européenne européennes européens"),
        ("breton", "breton bretonne bretonnes bretons"),
        ("afghan", "afghan afghane afghanes afghans"),
        ("paysan", "paysan paysanne paysannes paysans"),
        ("libyen", "libyen libyenne libyennes libyens"),
        ("irakien", "irakien irakienne irakiennes irakiens"),
        ("meilleur", "meilleur meilleure meilleures meilleurs"),
        ("ultérieur", "ultérieur ultérieure ultérieures ultérieurs"),
        (
            "prometteur",
            "prometteur prometteurs prometteuse prometteuses",
        ),
        (
            "provocateur",
            "provocateur provocateurs provocatrice provocatrices",
        ),
        ("ambigu", "ambigu ambigus ambiguë ambiguës ambigüe ambigües"),
        ("beau", "beau beaux bel belle belles"),
        ("nouveau", "nouveau nouveaux nouvel nouvelle nouvelles"),
        ("vieux", "vieil vieille vieilles vieux"),
        ("long", "long longs longue longues"),
        ("frais", "fraiche fraiches frais fraîche fraîches"),
        ("gros", "gros grosse grosses"),
        ("précis", "précis précise précises"),
        ("favori", "favori favoris favorite favorites"),
        ("turc", "turc turcs turque turques"),
        ("orange", "orange"),
        (
            "franco-allemand",
            "franco-allemand franco-allemande franco-allemandes franco-allemands",
        ),
        (
            "sourd-muet",
            "sourd-muet sourde-muette sourdes-muettes sourds-muets",
        ),
    ];
    for (lemma, expected) in cases {
        assert_eq!(
            forms(lemma, PartOfSpeech::Adjective, Traits::NONE),
            expected,
            "{lemma}"
        );
    }
}

#[test]
fn every_common_word_has_forms_and_a_place_of_its_own() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/french");
    let lists = [
        ("common_verbs.txt", PartOfSpeech::Verb),
        ("other_verbs.txt", PartOfSpeech::Verb),
        ("invariable_participles.txt", PartOfSpeech::Verb),
        ("common_nouns.txt", PartOfSpeech::Noun),
        ("other_nouns.txt", PartOfSpeech::Noun),
        ("common_adjectives.txt", PartOfSpeech::Adjective),
        ("other_adjectives.txt", PartOfSpeech::Adjective),
    ];
    let mut wrong = Vec::new();
    for (name, part) in lists {
        let text = std::fs::read_to_string(folder.join(name)).expect("the list");
        let lemmas: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        let mut sorted = lemmas.clone();
        sorted.sort_by_cached_key(|lemma| demarche::text::normalize::folded(lemma).into_owned());
        sorted.dedup();
        if sorted.len() != lemmas.len() {
            wrong.push(format!("{name}: a lemma twice"));
        }
        let formless = lemmas
            .iter()
            .filter(|lemma| FRENCH.forms(lemma, part).is_empty());
        wrong.extend(formless.map(|lemma| format!("{name}: no forms of {lemma}")));
    }
    assert_eq!(wrong, Vec::<String>::new());
}
