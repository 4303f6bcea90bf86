//! A folder of shards, for runs that are too large to be done again: `part-000001.jsonl`, `part-000002.jsonl`, …, the
//! failures of each beside it (`part-000002.errors.jsonl`), and the [`manifest`](crate::batch::manifest).
//!
//! A shard is a run of records in the order of the input: as many as the identity says, fewer where they are heavy. It
//! is read into memory, and then, in this order:
//!
//! 1. where the manifest has a shard of that number and its files are as they were written, the fingerprint of its
//!    articles is computed; if it is the one of the manifest, all is done;
//! 2. otherwise its articles are tagged, its files written and named, and a line is added to the manifest.
//!
//! So every byte of the input is read once in a run and fingerprinted once, also where a run of 50 GB is taken up again:
//! what was done costs the reading and no tagging, what was not is tagged from the same bytes. Neither size nor time
//! of an input is trusted, and standard input can be taken up again too.
//!
//! Killed at any moment, a shard is either in the manifest with the files that it names, or will be done again, to the
//! same bytes. Its files are not synced one by one, since their fingerprints are checked before they are believed; all
//! are when the run is over.

use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Result, Write as _};
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use crate::batch::failure::Failure;
use crate::batch::fingerprint::Fingerprint;
use crate::batch::manifest::{
    Counts, Identity, Input, MANIFEST, Manifest, Shard, Written, shard_line,
};
use crate::batch::one::one;
use crate::batch::ordered::{Limits, blocks_in_order};
use crate::batch::whole_file::{TEMPORARY, WholeFile, sync, sync_folder};
use crate::input::{Article, Record};

/// Weight at which a shard is full before it has all its records: it is held in memory.
const HEAVIEST: usize = 16_000_000;

/// The failures of all shards.
const ERRORS: &str = "errors.jsonl";

/// What the folder held when it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// No manifest.
    Nothing,
    /// That many shards of this very run.
    Shards(usize),
    /// A run of another pack, version or options: nothing of it is kept.
    OtherRun,
    /// A manifest that cannot be read: nothing is kept.
    BrokenManifest,
}

/// What became of a shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was there, unchanged.
    Kept,
    /// It was tagged and written.
    Done,
}

/// What is done to an article: the result that is written, and the number of statements in it.
pub type Work<'w, R> = dyn Fn(Article) -> (R, usize) + Sync + 'w;

/// Writes the results of a shard as a whole file.
pub type Render<'w, R> = dyn Fn(Vec<R>, &mut WholeFile) -> Result<()> + Sync + 'w;

/// A folder of shards, which one process at a time may open.
#[derive(Debug)]
pub struct Shards {
    folder: PathBuf,
    extension: String,
    manifest: Manifest,
    before: Before,
    /// Shards written in this run.
    fresh: Vec<usize>,
    _lock: Option<File>,
}

impl Shards {
    /// Opens a folder, which is made where it is missing, for a run; results will have that extension.
    ///
    /// # Errors
    /// What the file system says; `WouldBlock` where another process has it open.
    pub fn open(folder: &Path, extension: &str, identity: Identity) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let lock = lock(folder)?;
        remove_temporaries(folder)?;
        let there = folder.join(MANIFEST).exists();
        let (manifest, before) = match Manifest::read(folder)? {
            Some(manifest) if manifest.identity == identity => {
                let before = Before::Shards(manifest.shards.len());
                (manifest, before)
            }
            Some(_) => (Manifest::new(identity), Before::OtherRun),
            None if there => (Manifest::new(identity), Before::BrokenManifest),
            None => (Manifest::new(identity), Before::Nothing),
        };
        let shards = Self {
            folder: folder.to_path_buf(),
            extension: extension.to_owned(),
            manifest,
            before,
            fresh: Vec::new(),
            _lock: lock,
        };
        // Lines that were torn go, and the new ones begin on a line of their own.
        shards.write_manifest(false)?;
        Ok(shards)
    }

    /// What the folder held when it was opened.
    pub const fn before(&self) -> Before {
        self.before
    }

    /// Does what is not done yet, tells `observe` of every shard and its failures in their order, and gives the sums.
    ///
    /// # Errors
    /// What the file system says of the folder; an error of `observe`, behind which the run can be taken up again.
    pub fn run<R: Send, E: From<Error> + Send>(
        &mut self,
        records: impl Iterator<Item = std::result::Result<Record, Failure>> + Send,
        work: &Work<'_, R>,
        render: &Render<'_, R>,
        mut observe: impl FnMut(&Shard, Outcome, &[Failure]) -> std::result::Result<(), E> + Send,
    ) -> std::result::Result<Counts, E> {
        let limits = Limits {
            items: self.manifest.identity.shard_records,
            weight: HEAVIEST,
        };
        let old = self.manifest.shards.clone();
        let mut journal = OpenOptions::new()
            .append(true)
            .open(self.folder.join(MANIFEST))?;
        let mut number = 0;
        let folder = self.folder.clone();
        blocks_in_order(
            records,
            limits,
            |record| record.as_ref().map_or(0, Record::weight),
            |block| {
                number += 1;
                let done = old.get(&number).filter(|shard| is_intact(&folder, shard));
                match done.filter(|shard| shard.input.hash == fingerprint(&block)) {
                    Some(shard) => Worked::Kept(shard.clone()),
                    None => Worked::Done(number, tagged(block, work)),
                }
            },
            |worked| match worked {
                Worked::Kept(shard) => {
                    let failures = read_failures(&self.folder, &shard)?;
                    observe(&shard, Outcome::Kept, &failures)
                }
                Worked::Done(number, records) => {
                    let (shard, failures) = self.write(number, records, render)?;
                    journal.write_all(&shard_line(&shard))?;
                    self.fresh.push(number);
                    let observed = observe(&shard, Outcome::Done, &failures);
                    self.manifest.shards.insert(number, shard);
                    observed
                }
            },
        )?;
        self.manifest.shards.retain(|shard, _| *shard <= number);
        self.finish()?;
        Ok(self.manifest.total())
    }

    /// Writes the files of a shard.
    fn write<R>(
        &self,
        number: usize,
        records: Vec<Tagged<R>>,
        render: &Render<'_, R>,
    ) -> Result<(Shard, Vec<Failure>)> {
        let input = Input {
            size: records.iter().map(|record| record.size).sum(),
            hash: Fingerprint::of_all(records.iter().map(|record| record.hash)),
        };
        let place = |record: Option<&Tagged<R>>| record.map_or(String::new(), |r| r.place.clone());
        let (from, to) = (place(records.first()), place(records.last()));
        let mut counts = Counts {
            records: records.len(),
            ..Counts::default()
        };
        let (mut results, mut failures) = (Vec::new(), Vec::new());
        for record in records {
            match record.outcome {
                Ok((result, statements)) => {
                    counts.statements += statements;
                    results.push(result);
                }
                Err(failure) => failures.push(failure),
            }
        }
        (counts.read, counts.failed) = (results.len(), failures.len());
        let file = format!("{}.{}", stem(number), self.extension);
        self.write_file(&file, |out| render(results, out))?;
        let written = written(&self.folder.join(&file))?;
        let shard = Shard {
            shard: number,
            file,
            from,
            to,
            input,
            counts,
            results: written,
            errors: self.write_failures(number, &failures)?,
        };
        Ok((shard, failures))
    }

    fn write_failures(&self, number: usize, failures: &[Failure]) -> Result<Option<Written>> {
        let name = errors_name(number);
        let path = self.folder.join(&name);
        if failures.is_empty() {
            return remove(&path).map(|()| None);
        }
        self.write_file(&name, |out| {
            failures.iter().try_for_each(|failure| {
                serde_json::to_writer(&mut *out, failure)?;
                out.write_all(b"\n")
            })
        })?;
        written(&path).map(Some)
    }

    fn write_file(
        &self,
        name: &str,
        write: impl FnOnce(&mut WholeFile) -> Result<()>,
    ) -> Result<()> {
        let mut out = WholeFile::create(&self.folder.join(name))?;
        write(&mut out)?;
        out.finish_unsynced()
    }

    /// Syncs what this run wrote, takes away what no shard names, and writes the failures of all and the manifest.
    fn finish(&self) -> Result<()> {
        for shard in self
            .fresh
            .iter()
            .filter_map(|n| self.manifest.shards.get(n))
        {
            sync(&self.folder.join(&shard.file))?;
            if shard.errors.is_some() {
                sync(&self.folder.join(errors_name(shard.shard)))?;
            }
        }
        self.remove_strays()?;
        let mut errors = WholeFile::create(&self.folder.join(ERRORS))?;
        let shards = self.manifest.shards.values();
        for shard in shards.filter(|shard| shard.errors.is_some()) {
            let path = self.folder.join(errors_name(shard.shard));
            std::io::copy(&mut File::open(path)?, &mut errors)?;
        }
        errors.finish()?;
        self.write_manifest(true)?;
        sync_folder(&self.folder)
    }

    fn write_manifest(&self, done: bool) -> Result<()> {
        let mut out = WholeFile::create(&self.folder.join(MANIFEST))?;
        self.manifest.write(done, &mut out)?;
        out.finish()
    }

    /// Removes the shards of an earlier run that this one has not.
    fn remove_strays(&self) -> Result<()> {
        for entry in std::fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let named = shard_number(&name).and_then(|n| self.manifest.shards.get(&n));
            let ours = named.is_some_and(|shard| {
                shard.file == name || (shard.errors.is_some() && errors_name(shard.shard) == name)
            });
            if shard_number(&name).is_some() && !ours {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }
}

/// A shard that was worked on.
enum Worked<R> {
    Kept(Shard),
    Done(usize, Vec<Tagged<R>>),
}

/// A record that was worked on.
struct Tagged<R> {
    place: String,
    hash: Fingerprint,
    /// Bytes of the article, decoded.
    size: u64,
    outcome: std::result::Result<(R, usize), Failure>,
}

type CutRecord = std::result::Result<Record, Failure>;

fn tagged<R: Send>(block: Vec<CutRecord>, work: &Work<'_, R>) -> Vec<Tagged<R>> {
    block
        .into_par_iter()
        .map(|record| {
            let place = place_of(&record);
            let outcome = one(record, |article| {
                let (size, hash) = seen(&article);
                (size, hash, work(article))
            });
            match outcome {
                Ok((size, hash, result)) => Tagged {
                    place,
                    hash,
                    size,
                    outcome: Ok(result),
                },
                Err(failure) => Tagged {
                    place,
                    hash: fingerprint_of_failure(&failure),
                    size: 0,
                    outcome: Err(failure),
                },
            }
        })
        .collect()
}

/// What [`tagged`] would give as fingerprint of the shard, without tagging. An article at which the work panics has
/// another one there, so that its shard is done again in every run: what went wrong may be mended by then.
fn fingerprint(block: &[CutRecord]) -> Fingerprint {
    let all: Vec<Fingerprint> = block
        .par_iter()
        .map(
            |record| match one(record.clone(), |article| seen(&article)) {
                Ok((_, hash)) => hash,
                Err(failure) => fingerprint_of_failure(&failure),
            },
        )
        .collect();
    Fingerprint::of_all(all)
}

fn seen(article: &Article) -> (u64, Fingerprint) {
    let document = &article.document;
    (
        document.text.len() as u64,
        Fingerprint::of_document(document),
    )
}

fn fingerprint_of_failure(failure: &Failure) -> Fingerprint {
    Fingerprint::of_bytes(&serde_json::to_vec(failure).expect("a failure is written"))
}

fn place_of(record: &CutRecord) -> String {
    match record {
        Ok(record) => record.place.to_string(),
        Err(failure) => failure.place(),
    }
}

/// Whether the files of a shard are as they were written.
fn is_intact(folder: &Path, shard: &Shard) -> bool {
    let is = |name: &str, then: Written| written(&folder.join(name)).is_ok_and(|now| now == then);
    let errors = errors_name(shard.shard);
    is(&shard.file, shard.results)
        && match shard.errors {
            Some(then) => is(&errors, then),
            None => !folder.join(errors).exists(),
        }
}

/// A file as it stands in the folder now.
fn written(path: &Path) -> Result<Written> {
    let bytes = std::fs::read(path)?;
    Ok(Written {
        size: bytes.len() as u64,
        hash: Fingerprint::of_bytes(&bytes),
    })
}

fn read_failures(folder: &Path, shard: &Shard) -> Result<Vec<Failure>> {
    if shard.errors.is_none() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(folder.join(errors_name(shard.shard)))?;
    let lines = text.lines();
    Ok(lines
        .map(serde_json::from_str)
        .collect::<serde_json::Result<_>>()?)
}

fn stem(number: usize) -> String {
    format!("part-{number:06}")
}

fn errors_name(number: usize) -> String {
    format!("{}.errors.jsonl", stem(number))
}

/// The number of the shard that a file of that name belongs to.
fn shard_number(name: &str) -> Option<usize> {
    let (digits, _) = name.strip_prefix("part-")?.split_once('.')?;
    let number = digits.parse().ok()?;
    (stem(number) == format!("part-{digits}")).then_some(number)
}

/// Keeps other processes out while the file is open. Where a folder cannot be locked there is no lock.
fn lock(folder: &Path) -> Result<Option<File>> {
    if !cfg!(unix) {
        return Ok(None);
    }
    let lock = File::open(folder)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(std::fs::TryLockError::WouldBlock) => {
            let message = "un autre processus y écrit";
            Err(Error::new(ErrorKind::WouldBlock, message))
        }
        Err(std::fs::TryLockError::Error(_)) => Ok(None),
    }
}

/// What a killed run left.
fn remove_temporaries(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes a file that may be missing.
fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
