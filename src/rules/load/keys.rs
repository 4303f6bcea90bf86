//! The keys of every TOML file of a pack: the one list that feeds the reader, the messages about
//! unknown keys, and the schema for editors.

/// A key, what its value is, and what it is for.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// What its value is.
    pub value: Value,
    /// Whether its absence is an error.
    pub required: bool,
    /// What it is for, in French.
    pub what: &'static str,
}

/// What the value of a key is.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// A string on one line.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A string of several lines, one pattern or sentence a line.
    Block,
    /// A list of strings.
    Strings,
    /// `true` or `false`.
    Flag,
    /// `[[key]]`, as often as wanted.
    Tables(&'static [Key]),
}

impl Value {
    /// What to write, in French.
    pub fn wanted(self) -> String {
        match self {
            Self::Text => "un texte entre guillemets : \"…\"".into(),
            Self::Choice(words) => {
                format!("l'un de ces mots entre guillemets : {}", words.join(", "))
            }
            Self::Block => "un bloc ''' … ''', une ligne par motif ou par phrase".into(),
            Self::Strings => "une liste de textes : [\"…\", \"…\"]".into(),
            Self::Flag => "true ou false, sans guillemets".into(),
            Self::Tables(_) => {
                "un tableau : la clé entre doubles crochets, [[…]], sur sa propre ligne".into()
            }
        }
    }
}

const fn key(name: &'static str, value: Value, required: bool, what: &'static str) -> Key {
    Key {
        name,
        value,
        required,
        what,
    }
}

/// The file of a category: `CATEGORY.toml`.
#[rustfmt::skip]
pub const RULE_FILE: &[Key] = &[
    key("except", Value::Block, false, "ce qui bloque toutes les règles du fichier là où il les chevauche"),
    key("rule", Value::Tables(RULE), true, "une règle"),
];

/// A rule: `[[rule]]`; in this order `fmt` writes its keys.
#[rustfmt::skip]
pub const RULE: &[Key] = &[
    key("id", Value::Text, true, "son identifiant, unique dans le paquet"),
    key("status", Value::Choice(&["draft", "trial", "stable"]), false, "draft (par défaut) : essai, hors de tag ; trial : en service ; stable : éprouvée"),
    key("subject", Value::Choice(&["speaker", "target"]), false, "ce qu'est le sujet du verbe : celui qui parle (speaker, par défaut), ou celui que l'on met en cause et dont un autre parle (target)"),
    key("negation", Value::Choice(&["block", "ignore"]), false, "sous une négation (block par défaut)"),
    key("hypothesis", Value::Choice(&["block", "mark", "ignore"]), false, "dans une hypothèse (block par défaut)"),
    key("conditional", Value::Choice(&["block", "mark", "ignore"]), false, "au conditionnel (mark par défaut)"),
    key("pattern", Value::Block, true, "ses motifs"),
    key("except", Value::Block, false, "ce qui la bloque là où il la chevauche"),
    key("matches", Value::Block, false, "des phrases qu'elle doit trouver"),
    key("rejects", Value::Block, false, "des phrases qu'elle ne doit pas trouver"),
    key("todo", Value::Block, false, "des phrases qu'elle devrait trouver un jour"),
];

/// `pack.toml`.
#[rustfmt::skip]
pub const PACK: &[Key] = &[
    key("name", Value::Text, true, "le nom du paquet"),
    key("version", Value::Text, true, "sa version"),
    key("language", Value::Choice(&["fr"]), false, "sa langue"),
    key("home", Value::Strings, false, "les États dont on lit la presse : leur politique n'est pas de la diplomatie"),
    key("category", Value::Tables(CATEGORY), true, "une catégorie"),
];

/// A category: `[[category]]`.
#[rustfmt::skip]
pub const CATEGORY: &[Key] = &[
    key("id", Value::Text, true, "son identifiant ; ses règles sont dans ID.toml"),
    key("fr", Value::Text, true, "son nom en français"),
    key("en", Value::Text, true, "son nom en anglais"),
    key("cameo", Value::Strings, false, "ses codes CAMEO"),
    key("plover", Value::Strings, false, "ses codes PLOVER"),
    key("what", Value::Text, true, "ce qu'elle est"),
    key("target", Value::Strings, false, "où chercher son destinataire, du meilleur endroit au moins bon"),
    key("observer", Value::Choice(&["block", "allow"]), false, "un analyste peut-il accomplir cet acte (block par défaut)"),
    key("war", Value::Flag, false, "true : l'acte est de guerre ou de paix par lui-même, un seul acteur suffit à le rendre diplomatique"),
    key("official", Value::Flag, false, "true : un officiel étranger qui accomplit l'acte suffit à le rendre diplomatique"),
    key("opaque", Value::Flag, false, "true : dans le complément du verbe, aucune autre catégorie n'est cherchée"),
];

/// `french/grammar.toml`: the closed word classes, all of them required.
#[rustfmt::skip]
pub const GRAMMAR: &[Key] = &[
    key("articles", Value::Strings, true, "articles, transparents dans les intervalles"),
    key("possessives", Value::Strings, true, "possessifs, transparents dans les intervalles"),
    key("demonstratives", Value::Strings, true, "démonstratifs, transparents dans les intervalles"),
    key("before_noun", Value::Strings, true, "mots après lesquels une forme n'est pas un verbe conjugué"),
    key("ne", Value::Strings, true, "premier mot de la négation"),
    key("negators", Value::Strings, true, "second mot de la négation"),
    key("negative_subjects", Value::Strings, true, "sujets qui nient"),
    key("without", Value::Strings, true, "prépositions qui nient un infinitif"),
    key("clause_breaks", Value::Strings, true, "mots qui ferment la portée d'une négation"),
    key("coordinators", Value::Strings, true, "conjonctions de coordination"),
    key("restrictive", Value::Strings, true, "ne … que"),
    key("only", Value::Strings, true, "pas seulement : aucune négation"),
    key("not", Value::Strings, true, "mots qui nient sans ne"),
    key("affirming_verbs", Value::Strings, true, "verbes dont la négation affirme (ne cesse de)"),
    key("negates_alone", Value::Strings, true, "verbes que ne nie à lui seul"),
    key("time_nouns", Value::Strings, true, "noms de temps, qui ne sont pas des sujets"),
    key("numbers", Value::Strings, true, "deux, trois, quatre : devant un nom de côté, autant de camps nommés ailleurs"),
    key("side_nouns", Value::Strings, true, "noms qui, derrière un nombre, désignent les camps (les deux capitales)"),
    key("mutual_nouns", Value::Strings, true, "noms qui désignent à eux seuls les camps (les belligérants)"),
    key("claim_nouns", Value::Strings, true, "noms de ce qu'un démenti conteste : leur complément est celui qui l'affirme"),
    key("text_nouns", Value::Strings, true, "textes qui parlent pour leur auteur (la résolution condamne)"),
    key("worldwide", Value::Strings, true, "adjectifs qui valent la communauté internationale (les appels internationaux)"),
    key("group_nouns", Value::Strings, false, "noms d'un groupe déjà nommé (le groupe, le mouvement)"),
    key("country_nouns", Value::Strings, false, "noms d'un État déjà nommé (le pays, le royaume)"),
    key("body_nouns", Value::Strings, false, "noms d'une organisation déjà nommée (l'instance, l'agence)"),
    key("suffered_nouns", Value::Strings, false, "noms dont le complément subit l'acte (le meurtre de, l'invasion de)"),
    key("everyone", Value::Strings, false, "pronoms qui désignent tous les camps (chacun)"),
    key("likewise", Value::Strings, false, "adverbes d'un acte pareil au précédent (aussi, de même)"),
    key("global", Value::Strings, false, "adjectifs d'un appel fait au monde entier (un cessez-le-feu mondial)"),
    key("answering_verbs", Value::Strings, false, "verbes dont le sujet est celui à qui l'acte s'adressait (refuser la trêve)"),
    key("exchanging_verbs", Value::Strings, false, "verbes dont les sujets s'adressent l'acte l'un à l'autre (échanger des accusations)"),
    key("blaming_verbs", Value::Strings, false, "verbes dont l'objet est celui qu'ils mettent en cause (accuser)"),
    key("receiving_verbs", Value::Strings, true, "verbes dont le sujet reçoit l'acte d'un autre (saluer un appel)"),
    key("obligation_verbs", Value::Strings, true, "verbes d'obligation : leur sujet n'est pas celui qui parle"),
    key("refusing_verbs", Value::Strings, true, "verbes qui nient leur complément"),
    key("if_words", Value::Strings, true, "si"),
    key("hypothesis_phrases", Value::Strings, true, "locutions d'hypothèse"),
    key("not_if_before", Value::Strings, true, "mots devant si : aucune hypothèse"),
    key("not_if_after", Value::Strings, true, "mots derrière si : aucune hypothèse"),
    key("subject_pronouns", Value::Strings, true, "pronoms sujets"),
    key("third_person", Value::Strings, true, "pronoms sujets de la troisième personne"),
    key("first_person", Value::Strings, true, "mots de la première personne"),
    key("clitics", Value::Strings, true, "pronoms qui précèdent le verbe"),
    key("reflexive", Value::Strings, true, "pronoms réfléchis"),
    key("relatives", Value::Strings, true, "pronoms relatifs"),
    key("subordinators", Value::Strings, true, "conjonctions de subordination"),
    key("prepositions", Value::Strings, true, "prépositions"),
    key("place_prepositions", Value::Strings, true, "prépositions de lieu"),
    key("attribution", Value::Strings, true, "locutions qui nomment la source"),
    key("adverbs", Value::Strings, true, "mots entre l'auxiliaire et le participe"),
    key("have", Value::Strings, true, "avoir"),
    key("be", Value::Strings, true, "être"),
    key("go", Value::Strings, true, "aller"),
    key("be_verbs", Value::Strings, true, "verbes conjugués avec être"),
];
