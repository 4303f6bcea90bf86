//! What stands at the head of an article and is no part of what it says: the date line of a
//! corpus («date 2020-10») and the dateline of a wire («Erevan, 31 oct 2020 (AFP) - »).

/// Characters in which the dash of a dateline has to come.
const DATELINE_WINDOW: usize = 120;

/// The months as datelines write them; abbreviations stand without their full stop.
const MONTHS: &[&str] = &[
    "janvier",
    "janv",
    "jan",
    "février",
    "fevrier",
    "févr",
    "fév",
    "fev",
    "mars",
    "avril",
    "avr",
    "mai",
    "juin",
    "juillet",
    "juil",
    "juill",
    "août",
    "aout",
    "septembre",
    "sept",
    "sep",
    "octobre",
    "oct",
    "novembre",
    "nov",
    "décembre",
    "decembre",
    "déc",
    "dec",
];

/// Lower-case words inside the name of a place: «Le Caire», «Port-au-Prince, à bord de».
const IN_PLACE_NAMES: &[&str] = &[
    "de", "du", "des", "la", "le", "les", "sur", "sous", "en", "et", "lès", "à", "au", "aux",
    "près",
];

/// Words that a place and its country may have together.
const PLACE_WORDS: usize = 8;

/// Bytes of the dateline with which `text` begins, its dash and the space behind it included;
/// 0 where there is none.
///
/// A dateline is a place, a date or an agency in brackets, at least one of the last two, and a
/// dash. What follows is the first sentence proper.
pub fn dateline_len(text: &str) -> usize {
    let window = text
        .char_indices()
        .nth(DATELINE_WINDOW)
        .map_or(text.len(), |(at, _)| at);
    for (at, dash) in text[..window].match_indices(['-', '–', '—']) {
        let rest = text[at..].trim_start_matches(['-', '–', '—']);
        let head = &text[..at];
        let spaced = head.ends_with([' ', '\u{a0}', '\u{202f}', ')']) || dash != "-";
        if !spaced || !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let statement = rest.trim_start();
        if !statement.is_empty() && is_dateline(head.trim()) {
            return text.len() - statement.len();
        }
    }
    0
}

fn is_dateline(head: &str) -> bool {
    let (place, has_agency) = match strip_agency(head) {
        Some(place) => (place, true),
        None => (head, false),
    };
    let (place, has_date) = match strip_date(place) {
        Some(place) => (place, true),
        None => (place, false),
    };
    if place.is_empty() {
        return has_agency;
    }
    (has_agency || has_date) && is_place(place)
}

/// What precedes «(AFP)», «(Agence France-Presse)» or «, AFP».
fn strip_agency(head: &str) -> Option<&str> {
    if let Some(bracketed) = head.strip_suffix(')') {
        let (place, agency) = bracketed.rsplit_once('(')?;
        let named = agency.starts_with(char::is_uppercase)
            && agency.chars().count() <= 30
            && !agency.contains(|c: char| c.is_numeric());
        return named.then(|| place.trim_end());
    }
    let (place, agency) = head.rsplit_once([',', '/'])?;
    let agency = agency.trim();
    let named = (2..=8).contains(&agency.len()) && agency.bytes().all(|b| b.is_ascii_uppercase());
    named.then(|| place.trim_end())
}

/// What precedes «, 31 oct 2020», «, le 3 mars» or «, 31/10/2020».
fn strip_date(head: &str) -> Option<&str> {
    let (mut rest, mut last) = split_last_word(head)?;
    if is_numeric_date(last) {
        return Some(before_date(rest));
    }
    if last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit()) {
        (rest, last) = split_last_word(rest)?;
    }
    let month = last.trim_end_matches('.').to_lowercase();
    if !MONTHS.contains(&month.as_str()) {
        return None;
    }
    let (rest, day) = split_last_word(rest)?;
    let day = day.strip_suffix("er").unwrap_or(day);
    let is_day = day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    is_day.then(|| before_date(rest))
}

fn split_last_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end_matches([',', ' ', '\u{a0}', '\u{202f}']);
    if text.is_empty() {
        return None;
    }
    Some(text.rsplit_once(char::is_whitespace).unwrap_or(("", text)))
}

fn before_date(rest: &str) -> &str {
    let rest = rest.trim_end();
    let rest = rest.strip_suffix(" le").unwrap_or(rest);
    rest.trim_end_matches([',', ' '])
}

fn is_numeric_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['/', '.']).collect();
    (2..=3).contains(&parts.len())
        && parts
            .iter()
            .all(|part| part.parse::<u16>().is_ok_and(|n| n > 0))
}

/// Names with capitals, separated by commas or slashes: «NEW YORK (Nations unies)», «Kiev/Moscou».
fn is_place(place: &str) -> bool {
    let mut count = 0;
    let mut in_brackets = false;
    for word in place
        .split([' ', '\u{a0}', ',', '/'])
        .filter(|word| !word.is_empty())
    {
        count += 1;
        in_brackets |= word.starts_with('(');
        let name = word.trim_matches(['(', ')']);
        let fits = name.starts_with(char::is_uppercase)
            || name.starts_with("d'")
            || name.starts_with("d’")
            || in_brackets
            || IN_PLACE_NAMES.contains(&name);
        if !fits || name.contains([':', ';', '!', '?', '«', '"', '…']) || name.ends_with('.') {
            return false;
        }
        in_brackets &= !word.ends_with(')');
    }
    place.starts_with(char::is_uppercase) && count <= PLACE_WORDS
}

/// The date at the head of a text («date 2020-10», «date 2020-10-31») and the byte behind it.
///
/// The date comes back as it is written.
pub fn date_head(text: &str) -> Option<(&str, usize)> {
    let head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let keyword = head
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("date"))?;
    let behind = &head[keyword.len()..];
    let written = behind.trim_start_matches([' ', '\t', '\u{a0}', ':', '=']);
    if written.len() == behind.len() {
        return None;
    }
    let length = written.find(char::is_whitespace).unwrap_or(written.len());
    let (date, rest) = written.split_at(length);
    is_iso_date(date).then_some((date, text.len() - rest.len()))
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub fn is_date(written: &str) -> bool {
    let year = written.len() == 4 && written.bytes().all(|b| b.is_ascii_digit());
    year || is_iso_date(written)
}

/// `YYYY-MM` or `YYYY-MM-DD`.
fn is_iso_date(date: &str) -> bool {
    let mut parts = date.split('-');
    let mut number = |digits: usize, low: u16, high: u16| {
        parts.next().is_some_and(|part| {
            part.len() == digits
                && part.bytes().all(|b| b.is_ascii_digit())
                && part.parse().is_ok_and(|n: u16| (low..=high).contains(&n))
        })
    };
    let month = number(4, 0, 9999) && number(2, 1, 12);
    let day = date.len() == 7 || number(2, 1, 31);
    month && day && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines() {
        let cases = [
            "Tbilissi, 31 oct 2020 (AFP) - |Le ministre",
            "Tbilissi, 1er oct. 2020 (AFP) – |Le ministre",
            "GENÈVE (Reuters) - |Le ministre",
            "KIEV/MOSCOU (Reuters) -- |Le ministre",
            "NEW YORK (Nations unies), 3 mars (Xinhua) — |Le ministre",
            "Le Caire, le 3 mars 2021 — |Le ministre",
            "Bruxelles, 03/04/2022 (Agence Europe) - |Le ministre",
            "Port-au-Prince, AFP – |Le ministre",
            "(AFP) - |Le ministre",
            "La Haye (Pays-Bas), 3 mars 2021 (AFP)\u{a0}-\u{a0}|Le ministre",
            "|Le Premier ministre (Travailliste) a dit - enfin - la vérité",
            "|Le président - en visite - a parlé",
            "|Hier soir (dimanche) - il pleuvait",
            "|- Tirs de roquettes -",
            "|Mercredi 3 mars 2021",
            "|Paris, 3 mars 2021 (AFP) - ",
            "|",
        ];
        for case in cases {
            let length = case.find('|').expect("a bar");
            assert_eq!(dateline_len(&case.replace('|', "")), length, "{case}");
        }
    }

    #[test]
    fn dates_at_the_head() {
        let cases = [
            (" date 2020-10 Titre", Some(("2020-10", 13))),
            ("\u{feff}DATE : 2020-10-31\nTitre", Some(("2020-10-31", 20))),
            ("date 2020-13 Titre", None),
            ("date 2020-10-32", None),
            ("date 2020-1", None),
            ("dater 2020-10", None),
            ("Le 2020-10", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(date_head(text), expected, "{text}");
        }
    }
}
