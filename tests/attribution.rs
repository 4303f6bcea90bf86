//! Who speaks, to whom, where the sentence alone does not say it: by the words around it, and by the document.

use std::collections::BTreeSet;

use demarche::{Document, Ruleset, Statement, Tagger, load_embedded};

/// A text, the category of its last statement, and ` speaker > target` (`_`: whoever, `-`: nobody).
const CASES: &[(&str, &str, &str)] = &[
    // An office says who somebody is whom no table knows, in front of the verb or behind it.
    (
        "Amalia Berdi, porte-parole du gouvernement chypriote, accuse l'armée turque d'avoir tiré.",
        "accusation",
        "CYP > TUR",
    ),
    (
        "Amalia Berdi, la ministre chypriote de la Défense, a accusé l'armée turque de mentir.",
        "accusation",
        "CYP > TUR",
    ),
    (
        "« L'armée turque a violé la trêve », a affirmé Amalia Berdi, porte-parole du gouvernement chypriote.",
        "accusation",
        "CYP > TUR",
    ),
    // Two quotations, and who speaks behind the second.
    (
        "Ankara se tait. « L'Azerbaïdjan ment » mais « nous tiendrons », a dit le président arménien.",
        "accusation",
        "ARM > AZE",
    ),
    // Who blames an armed group needs no other name beside it.
    (
        "Amnesty International accuse les rebelles d'exécutions sommaires.",
        "accusation",
        "X:amnesty > _",
    ),
    // An infinitive whose subject stands behind it: a later pattern of the rule says who speaks.
    (
        "Après avoir nié l'assassinat, puis avancé plusieurs versions, Ryad a affirmé qu'il avait été commis par des agents.",
        "denial",
        "SAU > _",
    ),
    // Two parties named before.
    (
        "Minsk abriterait des missiles de la Russie, selon Varsovie. Les deux pays ont rejeté ces accusations.",
        "denial",
        "BLR+RUS > _",
    ),
    // Who denies is who was accused.
    (
        "Minsk et Moscou arment des rebelles, dit-on. Ces accusations ont été rejetées par les deux pays.",
        "accusation",
        "_ > BLR+RUS",
    ),
    // A text speaks for those who made it.
    (
        "Le Conseil de sécurité s'est réuni à huis clos. Le texte réclame un cessez-le-feu immédiat au Soudan.",
        "ceasefire_call",
        "UNO > _",
    ),
    // A participle shares the auxiliary of the verb before it.
    (
        "Hanoï a convoqué l'ambassadeur de Chine et dénoncé une incursion chinoise.",
        "accusation",
        "VNM > CHN",
    ),
    // A surname behind a title.
    (
        "M. Araghchi a accusé les Etats-Unis de sabotage.",
        "accusation",
        "IRN > USA",
    ),
    // *on* speaks for the seat beside it.
    (
        "A Bamako, on accuse l'Algérie d'héberger des rebelles.",
        "accusation",
        "MLI > DZA",
    ),
    // The topic of the sentence is the owner.
    (
        "L'Inde se tait. Quant au Brésil, son président a proposé sa médiation entre Kiev et Moscou.",
        "mediation_offer",
        "BRA > RUS+UKR",
    ),
    // An office whose nation an adjective tells.
    (
        "« Ce sont des mensonges », a rétorqué le chef de la diplomatie turque à propos des accusations d'Athènes.",
        "denial",
        "TUR > GRC",
    ),
    (
        "L'émissaire onusien a appelé Tripoli et Benghazi à cesser les combats.",
        "ceasefire_call",
        "UNO > _",
    ),
    (
        "La junte au pouvoir à Niamey a accusé la France d'armer des rebelles.",
        "accusation",
        "NER > FRA",
    ),
    // «les deux Corées», and a plural office with two complements, name two.
    (
        "La Chine appelle les deux Corées à la retenue.",
        "ceasefire_call",
        "CHN > KOR+PRK",
    ),
    (
        "Les ministres des Affaires étrangères de l'Arménie et de la Géorgie ont accusé la Turquie de duplicité.",
        "accusation",
        "ARM+GEO > TUR",
    ),
    (
        "Russes et Ukrainiens s'accusent d'avoir violé la trêve.",
        "accusation",
        "RUS+UKR > RUS+UKR",
    ),
    // They accuse each other.
    (
        "Le Kirghizstan et le Tadjikistan ont échangé des accusations d'agression.",
        "accusation",
        "KGZ+TJK > KGZ+TJK",
    ),
    // Who is only described was named before.
    (
        "L'armée israélienne surveille le Hezbollah. Elle accuse le mouvement d'avoir violé la trêve.",
        "accusation",
        "ISR > XHZ",
    ),
    (
        "Doha se tait. Le Bahreïn accuse son voisin de financer des terroristes.",
        "accusation",
        "BHR > QAT",
    ),
    (
        "Les Etats-Unis soutiennent Kiev. Moscou l'accuse de bombarder ses villes.",
        "accusation",
        "RUS > UKR",
    ),
    (
        "Un amiral américain a promis à ses interlocuteurs taïwanais des missiles antinavires.",
        "military_support_promise",
        "USA > TWN",
    ),
    // Who refuses what is asked was asked.
    (
        "Kiev a refusé la trêve de trois jours que réclamait Moscou.",
        "ceasefire_call",
        "RUS > UKR",
    ),
    // Who suffers what is condemned is not blamed for it.
    (
        "La Russie avance vers Kharkiv. Londres a condamné l'invasion de l'Ukraine.",
        "accusation",
        "GBR > RUS",
    ),
    // Who offers, promises or denies in the sentence before claims nothing; who accuses does.
    (
        "La Russie a proposé sa médiation entre Israël et l'Iran. Londres a démenti que ses avions aient tiré sur Téhéran.",
        "denial",
        "GBR > -",
    ),
    (
        "Khartoum a accusé l'Egypte de masser des troupes. Addis-Abeba nie avoir un seul soldat dans la région.",
        "denial",
        "ETH > SDN",
    ),
    // Two whom the sentence names together.
    (
        "Le président français se rendra à Moscou et à Tbilissi, où il compte servir d'intermédiaire.",
        "mediation_offer",
        "FRA > GEO+RUS",
    ),
    // What *et à* adds is another matter.
    (
        "Israël et le Hamas négocient. La France appelle à un cessez-le-feu et à la libération des otages du Hamas.",
        "ceasefire_call",
        "FRA > ISR+XHA",
    ),
    // A place is not called upon; the world is.
    (
        "Paris réclame l'arrêt immédiat des combats au Soudan.",
        "ceasefire_call",
        "FRA > -",
    ),
    (
        "L'ONU a lancé un appel à un cessez-le-feu mondial.",
        "ceasefire_call",
        "UNO > INT",
    ),
    // «j'appelle» has its subject.
    (
        "Les combats ont cessé. Toutefois, j'appelle la Turquie à la retenue.",
        "ceasefire_call",
        "- > TUR",
    ),
    // Everybody: the parties of the article; nobody is named: nobody.
    (
        "Soudan : l'armée et les FSR se disputent Khartoum\n\n\
         Les combats entre l'armée soudanaise et les Forces de soutien rapide ont repris lundi à Khartoum. \
         Le Soudan compte ses morts. Les FSR ont bombardé un marché. L'armée soudanaise a riposté. \
         Le Tchad a fermé sa frontière. La Norvège a invité chacun à cesser le feu.",
        "ceasefire_call",
        "NOR > SDN+X:fsr",
    ),
    (
        "Soudan : l'armée et les FSR se disputent Khartoum\n\n\
         Les combats entre l'armée soudanaise et les Forces de soutien rapide ont repris lundi à Khartoum. \
         Le Soudan compte ses morts. Les FSR ont bombardé un marché. L'armée soudanaise a riposté. \
         La Norvège a invité les deux camps à cesser le feu. Tokyo a également réclamé une trêve.",
        "ceasefire_call",
        "JPN > SDN+X:fsr",
    ),
    (
        "Soudan : l'armée et les FSR se disputent Khartoum\n\n\
         Les combats entre l'armée soudanaise et les Forces de soutien rapide ont repris lundi à Khartoum. \
         Le Soudan compte ses morts. Les FSR ont bombardé un marché. L'armée soudanaise a riposté. \
         Le Tchad a fermé sa frontière. La Norvège a réclamé un cessez-le-feu immédiat.",
        "ceasefire_call",
        "NOR > -",
    ),
    // Who denies answers the one who accused him.
    (
        "La Grèce accuse la Turquie de violer son espace aérien. La mer était calme. Ankara dément.",
        "denial",
        "TUR > GRC",
    ),
];

#[test]
fn parties() {
    let ruleset = Ruleset::compile(&load_embedded().pack.expect("a sound pack"));
    let tagger = Tagger::new(&ruleset);
    let mut wrong = Vec::new();
    for (text, category, wanted) in CASES {
        let statements = tagger.tag(&Document::plain("depeche.txt", (*text).to_owned()));
        let found = statements.iter().rfind(|s| s.category == *category);
        let (speaker, target) = wanted.split_once(" > ").expect("a speaker and a target");
        let right = found.is_some_and(|s| is(speaker, &s.speaker) && is(target, &s.target));
        if !right {
            let got = found.map_or("nothing".to_owned(), shown);
            wrong.push(format!("{text}\n  {category}: wanted {wanted}, got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn is(wanted: &str, ids: &[String]) -> bool {
    let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    wanted == "_"
        || wanted == "-" && ids.is_empty()
        || wanted.split('+').collect::<BTreeSet<&str>>() == ids
}

fn shown(statement: &Statement) -> String {
    format!(
        "{} > {}",
        statement.speaker.join("+"),
        statement.target.join("+")
    )
}

/// A state's own quarrels: who is blamed is named, is no actor, and no other state stands beside.
#[test]
fn a_stranger_is_blamed_at_home() {
    let ruleset = Ruleset::compile(&load_embedded().pack.expect("a sound pack"));
    let tagger = Tagger::new(&ruleset);
    let cases = [
        (
            "Le secrétaire d'État américain accuse M. Bolton d'être un traître.",
            false,
        ),
        (
            "Le président ukrainien soupçonne également ces partis de trahison.",
            false,
        ),
        (
            "Washington accuse Mme Meng d'avoir contourné les sanctions.",
            true,
        ),
        (
            "Le président ukrainien accuse le mouvement de trahir Kiev au profit de Moscou.",
            true,
        ),
    ];
    for (sentence, stands) in cases {
        let text = format!("La Chine et l'Iran sont en guerre. {sentence}");
        let statements = tagger.tag(&Document::plain("depeche.txt", text));
        let accused = statements.iter().any(|s| s.category == "accusation");
        assert_eq!(accused, stands, "{sentence}");
    }
}
