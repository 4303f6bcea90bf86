//! Reads a pack from its files to the [`Pack`], or to the list of what is wrong with it.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use crate::rules::check;
use crate::rules::embedded;
use crate::rules::findings::Findings;
use crate::rules::load::pack_files::{self, FileKind};
use crate::rules::load::{actor_file, archive, french, lexicon_file, pack_file, rule_file};
use crate::rules::pack::{Category, GrammarSource, Lexicon, Pack};
use crate::rules::ruleset::Ruleset;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Source;

/// A pack that was read, and everything that was found wrong in it.
#[derive(Debug)]
pub struct Loaded {
    /// The pack; `None` when there are errors.
    pub pack: Option<Pack>,
    /// All files, by name.
    pub sources: Arc<[Source]>,
    /// Errors and warnings, by file and place. Before [`compile`](Self::compile) only those without which the pack
    /// cannot be run are complete.
    pub diagnostics: Vec<Diagnostic>,
    /// What could be read of a pack with errors.
    broken: Option<Pack>,
}

impl Loaded {
    /// The file that a diagnostic is about; `None` where it is missing.
    pub fn source_of(&self, diagnostic: &Diagnostic) -> Option<&Source> {
        self.sources
            .iter()
            .find(|source| source.name == diagnostic.file)
    }

    /// Makes the pack ready to be run, and judges what only the whole of it shows: what is hardly meant, patterns
    /// without an anchor, the warnings that its files allow. `None` when there are errors.
    pub fn compile(&mut self) -> Option<Ruleset> {
        let read = self.pack.as_ref().or(self.broken.as_ref())?;
        let found = std::mem::take(&mut self.diagnostics);
        let mut findings = Findings::resume(&self.sources, found);
        check::lints(read, &mut findings);
        let ruleset = self.pack.as_ref().map(Ruleset::compile);
        if let Some(ruleset) = &ruleset {
            check::without_anchor(read, ruleset, &mut findings);
        }
        self.diagnostics = check::allowed(&self.sources, findings.into_sorted());
        ruleset
    }
}

/// Reads the pack that is compiled in.
pub fn load_embedded() -> Loaded {
    load_files(&embedded::files())
}

/// The pack that is compiled in, as [`load_embedded`] reads it, but unchecked: a build's tests have held it sound, and a
/// batch starts sooner. `None` where it cannot be read.
pub fn embedded_pack() -> Option<Pack> {
    let (sources, broken) = pack_files::decode(&embedded::files());
    let sources: Arc<[Source]> = sources.into();
    let mut findings = Findings::new(&sources);
    let fit = pack_files::judge(&broken, &mut findings);
    let pack = read(&sources, &fit, &mut findings);
    (!findings.any_error()).then_some(pack)
}

/// Reads a pack that was shipped as one file: the bytes of a `.tar` or `.tar.gz` of its folder. It is the same pack, with
/// the same fingerprint, as the folder.
///
/// # Errors
/// Bytes that are no such archive. Mistakes inside the files are diagnostics.
pub fn load_archive(bytes: &[u8]) -> std::io::Result<Loaded> {
    Ok(load_files(&archive::of_archive(bytes)?))
}

/// Reads the pack of a folder.
///
/// # Errors
/// What the file system says, with the path. Mistakes inside the files are diagnostics.
pub fn load_folder(dir: &Path) -> std::io::Result<Loaded> {
    Ok(load_files(&pack_files::of_folder(dir)?))
}

/// Reads a pack from its files: the name of each relative to the pack, with forward slashes, and its bytes; by name.
pub fn load_files(files: &[(String, Cow<'static, [u8]>)]) -> Loaded {
    let (sources, broken) = pack_files::decode(files);
    let sources: Arc<[Source]> = sources.into();
    let mut findings = Findings::new(&sources);
    pack_files::report_missing(&mut findings);
    let fit = pack_files::judge(&broken, &mut findings);
    let pack = read(&sources, &fit, &mut findings);
    check::pack(&pack, &mut findings);
    let (pack, broken) = match findings.any_error() {
        false => (Some(pack), None),
        true => (None, Some(pack)),
    };
    let diagnostics = findings.into_sorted();
    Loaded {
        pack,
        sources,
        diagnostics,
        broken,
    }
}

/// Reads all files that are fit to be read, as far as they can be.
fn read(sources: &Arc<[Source]>, fit: &[bool], findings: &mut Findings) -> Pack {
    let mut pack = Pack {
        sources: Arc::clone(sources),
        name: String::new(),
        version: String::new(),
        home: Vec::new(),
        categories: Vec::new(),
        rules: Vec::new(),
        lexicons: Vec::new(),
        actors: Vec::new(),
        frequent: Vec::new(),
        abbreviations: Vec::new(),
        grammar: GrammarSource::default(),
        common_verbs: Vec::new(),
        common_nouns: Vec::new(),
        common_adjectives: Vec::new(),
        inflection: french::inflection(fit, findings),
    };
    let kinds: Vec<FileKind> = sources
        .iter()
        .map(|source| pack_files::kind_of(&source.name))
        .collect();
    let readable = || kinds.iter().enumerate().filter(|(file, _)| fit[*file]);
    for (file, _) in readable().filter(|(_, kind)| **kind == FileKind::Pack) {
        let read = pack_file::read(file, findings);
        (pack.name, pack.version, pack.home) = (read.name, read.version, read.home);
        pack.categories = read.categories;
    }
    unread_lexicons(&mut pack, &kinds, fit);
    for (file, kind) in readable() {
        match kind {
            FileKind::Rules(stem) => {
                let category = category(&pack.categories, stem);
                pack.rules.extend(rule_file::read(file, category, findings));
            }
            FileKind::Lexicon(name) => {
                pack.lexicons
                    .push(lexicon_file::read(file, name, false, findings));
            }
            FileKind::Actors => pack.actors.extend(actor_file::read(file, findings)),
            FileKind::French(name) => french_file(&mut pack, file, name, findings),
            FileKind::Pack | FileKind::Readme | FileKind::Unknown => {}
        }
    }
    pack
}

/// A lexicon that cannot be read is still known by its name: the patterns that use it are right.
fn unread_lexicons(pack: &mut Pack, kinds: &[FileKind], fit: &[bool]) {
    for (file, kind) in kinds.iter().enumerate().filter(|(file, _)| !fit[*file]) {
        if let FileKind::Lexicon(name) = kind {
            pack.lexicons.push(Lexicon {
                name: name.clone(),
                entries: Vec::new(),
                file,
                french: false,
            });
        }
    }
}

/// The index of a category; that of an unknown one, which `check` reports, is the first.
fn category(categories: &[Category], id: &str) -> usize {
    categories
        .iter()
        .position(|category| category.id == id)
        .unwrap_or(0)
}

fn french_file(pack: &mut Pack, file: usize, name: &str, findings: &mut Findings) {
    let list = match name {
        "grammar.toml" => {
            pack.grammar = french::grammar(file, findings);
            return;
        }
        "reporting_verbs.txt" | "war_words.txt" | "domestic_words.txt" | "outward_words.txt" => {
            let name = name.trim_end_matches(".txt");
            pack.lexicons
                .push(lexicon_file::read(file, name, true, findings));
            return;
        }
        "abbreviations.txt" => &mut pack.abbreviations,
        "frequent.txt" => &mut pack.frequent,
        "common_verbs.txt" => &mut pack.common_verbs,
        "common_nouns.txt" => &mut pack.common_nouns,
        "common_adjectives.txt" => &mut pack.common_adjectives,
        _ => return,
    };
    *list = french::words(file, findings);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_pack_loads_without_error() {
        let loaded = load_embedded();
        let shown: Vec<String> = loaded
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error())
            .map(|diagnostic| diagnostic.render(loaded.source_of(diagnostic), false))
            .collect();
        assert!(loaded.pack.is_some(), "{}", shown.join("\n"));
    }

    #[test]
    fn embedded_pack_has_every_list_that_the_program_reads() {
        let pack = load_embedded().pack.expect("a pack without errors");
        let lists = [
            ("frequent", &pack.frequent),
            ("abbreviations", &pack.abbreviations),
            ("common_verbs", &pack.common_verbs),
            ("common_nouns", &pack.common_nouns),
            ("common_adjectives", &pack.common_adjectives),
        ];
        for (name, words) in lists {
            assert!(!words.is_empty(), "{name}");
        }
        assert!(
            pack.lexicons
                .iter()
                .any(|lexicon| lexicon.name == "reporting_verbs")
        );
        assert!(!pack.grammar.get("articles").is_empty());
    }
}
