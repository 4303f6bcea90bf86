//! Lexicons by name: unknown, unused, badly named, or containing themselves.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::findings::Findings;
use crate::rules::nearest::nearest;
use crate::rules::pack::{Lexicon, Pack, PatternLine, Place};
use crate::rules::pattern::Kind;
use crate::text::span::Span;

/// Reports them.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    names(pack, findings);
    unknown(pack, findings);
    // A file of which nothing can be read may have named them all.
    if !findings.any_of(&["empty-file", "invalid-utf8", "missing-file"]) {
        unused(pack, findings);
    }
    cycles(pack, findings);
}

/// The lexicons that a pattern names, and where in the file.
fn references(line: &PatternLine) -> Vec<(&str, Place)> {
    let mut names = Vec::new();
    line.pattern.visit(&mut |element| {
        if let Kind::Lexicon { name, .. } = &element.kind {
            names.push((name.as_str(), line.place_of(element.span)));
        }
    });
    names
}

fn names(pack: &Pack, findings: &mut Findings) {
    let mut seen = FxHashSet::default();
    for lexicon in &pack.lexicons {
        let name = lexicon.name.as_str();
        let place = Place::new(lexicon.file, Span::default());
        if name == "acteur" || !seen.insert(name) {
            let message = format!("le nom « @{name} » est déjà pris par le programme");
            findings.report(
                "bad-lexicon-name",
                place,
                message,
                "donnez un autre nom au fichier",
            );
        } else if !is_writable(name) {
            let message = format!("« @{name} » ne peut pas s'écrire dans un motif");
            let help =
                "renommez le fichier : des lettres, des chiffres, _ et -, sans espace ni point";
            findings.report("bad-lexicon-name", place, message, help);
        }
    }
}

/// Whether a pattern can write the name behind `@`.
fn is_writable(name: &str) -> bool {
    name.chars().all(is_name_sign)
}

fn is_name_sign(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

fn unknown(pack: &Pack, findings: &mut Findings) {
    let known: FxHashSet<&str> = pack
        .lexicons
        .iter()
        .map(|lexicon| lexicon.name.as_str())
        .collect();
    for line in pack.pattern_lines() {
        for (name, place) in references(line)
            .into_iter()
            .filter(|(name, _)| !known.contains(name))
        {
            let near = nearest(name, known.iter().copied().chain(["acteur"]));
            let help = match near {
                Some(meant) => format!("vouliez-vous « @{meant} » ?"),
                None => format!("créez le fichier « lexicons/{name}.txt », une entrée par ligne"),
            };
            let message = format!("lexique inconnu : « @{name} »");
            findings.report("unknown-lexicon", place, message, help);
        }
    }
}

/// A lexicon is used where its name is written, be it in a broken pattern.
fn unused(pack: &Pack, findings: &mut Findings) {
    let mut used: FxHashSet<&str> = FxHashSet::default();
    for source in findings.sources() {
        for (_, line) in source
            .lines()
            .filter(|(_, line)| !line.trim_start().starts_with('#'))
        {
            used.extend(line.split('@').skip(1).map(|rest| {
                let end = rest.find(|c: char| !is_name_sign(c));
                &rest[..end.unwrap_or(rest.len())]
            }));
        }
    }
    // A name that another file has, or that no pattern can write, is reported as such.
    let by_name = |name: &str| {
        pack.lexicons
            .iter()
            .filter(|lexicon| lexicon.name == name)
            .count()
    };
    let well_named = |name: &str| name != "acteur" && is_writable(name) && by_name(name) == 1;
    for lexicon in pack.lexicons.iter().filter(|lexicon| !lexicon.french) {
        if well_named(&lexicon.name) && !used.contains(lexicon.name.as_str()) {
            let place = Place::new(lexicon.file, Span::default());
            let message = format!("aucun motif n'emploie « @{} »", lexicon.name);
            findings.report(
                "unused-lexicon",
                place,
                message,
                "employez-le dans un motif, ou retirez le fichier",
            );
        }
    }
}

/// Follows the lexicons that lexicons name, in depth.
struct Walk<'p> {
    by_name: FxHashMap<&'p str, &'p Lexicon>,
    /// The lexicons being followed, outermost first.
    path: Vec<&'p str>,
    done: FxHashSet<&'p str>,
}

fn cycles(pack: &Pack, findings: &mut Findings) {
    let mut walk = Walk {
        by_name: pack
            .lexicons
            .iter()
            .map(|lexicon| (lexicon.name.as_str(), lexicon))
            .collect(),
        path: Vec::new(),
        done: FxHashSet::default(),
    };
    for lexicon in &pack.lexicons {
        walk.follow(lexicon, findings);
    }
}

impl<'p> Walk<'p> {
    fn follow(&mut self, lexicon: &'p Lexicon, findings: &mut Findings) {
        if !self.done.insert(&lexicon.name) {
            return;
        }
        self.path.push(&lexicon.name);
        for (name, place) in lexicon
            .entries
            .iter()
            .flat_map(|entry| references(&entry.line))
        {
            if let Some(start) = self.path.iter().position(|inner| *inner == name) {
                report_cycle(&self.path[start..], place, findings);
            } else if let Some(inner) = self.by_name.get(name).copied() {
                self.follow(inner, findings);
            }
        }
        self.path.pop();
    }
}

fn report_cycle(path: &[&str], place: Place, findings: &mut Findings) {
    let name = path[0];
    let round: Vec<String> = path
        .iter()
        .chain([&name])
        .map(|name| format!("@{name}"))
        .collect();
    let message = format!(
        "le lexique « @{name} » se contient lui-même : {}",
        round.join(" → ")
    );
    findings.report(
        "lexicon-cycle",
        place,
        message,
        "retirez l'un de ces renvois",
    );
}
