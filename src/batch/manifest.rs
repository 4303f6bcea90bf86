//! The manifest of a folder of shards, `manifest.jsonl`: what the run was, what each shard holds, and the totals.
//!
//! One JSON object a line, each closed by the fingerprint of the rest of it, so that a line that was torn by a crash or
//! changed by hand counts as missing. During a run lines are added at the end, the last about a shard holds; when the
//! run is over the file is written anew, in order and with the totals. Nothing in it depends on when the run was.

use std::collections::BTreeMap;
use std::io::{Result, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::batch::fingerprint::Fingerprint;
use crate::rules::pack::Pack;

/// The name of the manifest in its folder.
pub const MANIFEST: &str = "manifest.jsonl";

/// What the results of a run depend on besides its input: where one of these differs, nothing done before is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The version of the program.
    pub version: String,
    /// The name of the pack.
    pub pack: String,
    /// The version of the pack, as it says.
    pub pack_version: String,
    /// The fingerprint of its files.
    pub pack_fingerprint: Fingerprint,
    /// Options that change results: the format, how input is read.
    pub options: BTreeMap<String, String>,
    /// Records of a shard at most.
    pub shard_records: usize,
}

impl Identity {
    /// Of a run of this version of the program with that pack.
    pub fn new(pack: &Pack, options: BTreeMap<String, String>, shard_records: usize) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            pack: pack.name.clone(),
            pack_version: pack.version.clone(),
            pack_fingerprint: Fingerprint::of_pack(pack),
            options,
            shard_records,
        }
    }
}

/// A shard: a run of records in the order of the input, and what became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Its number, from 1.
    pub shard: usize,
    /// The file of its results, in the folder.
    pub file: String,
    /// Where its first record stands: a file, or `file:line`.
    pub from: String,
    /// Where its last record stands.
    pub to: String,
    /// What it was made of.
    pub input: Input,
    /// What it holds.
    #[serde(flatten)]
    pub counts: Counts,
    /// The file of its results.
    pub results: Written,
    /// The file of its failures; none where there are none.
    pub errors: Option<Written>,
}

/// What a shard was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Bytes of its articles, decoded.
    pub size: u64,
    /// Fingerprint of its articles and failures, in their order.
    pub hash: Fingerprint,
}

/// A file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its bytes.
    pub size: u64,
    /// Its fingerprint.
    pub hash: Fingerprint,
}

/// Records by what became of them; `read` and `failed` are all of `records`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All of them.
    pub records: usize,
    /// Articles that were read and tagged.
    pub read: usize,
    /// Those that could not be.
    pub failed: usize,
    /// Statements found.
    pub statements: usize,
}

impl Counts {
    /// Adds those of another part.
    pub fn add(&mut self, more: Self) {
        self.records += more.records;
        self.read += more.read;
        self.failed += more.failed;
        self.statements += more.statements;
    }
}

/// A line of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Run(Identity),
    Shard(Shard),
    Total(Counts),
}

/// What a manifest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// What the run was.
    pub identity: Identity,
    /// The shards that are done, by number.
    pub shards: BTreeMap<usize, Shard>,
}

impl Manifest {
    /// Of a run that has done nothing yet.
    pub const fn new(identity: Identity) -> Self {
        Self {
            identity,
            shards: BTreeMap::new(),
        }
    }

    /// Reads the manifest of a folder; none where there is none, or none that can be trusted.
    ///
    /// # Errors
    /// What the file system says of a file that is there.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        match std::fs::read(folder.join(MANIFEST)) {
            Ok(bytes) => Ok(Self::parse(&bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut lines = bytes.split(|byte| *byte == b'\n');
        let Some(Line::Run(identity)) = unseal(lines.next()?) else {
            return None;
        };
        let mut manifest = Self::new(identity);
        for line in lines.filter_map(unseal) {
            if let Line::Shard(shard) = line {
                manifest.shards.insert(shard.shard, shard);
            }
        }
        Some(manifest)
    }

    /// The sums over all shards.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.shards
            .values()
            .for_each(|shard| total.add(shard.counts));
        total
    }

    /// Writes the head and the shards; with the totals, where all is done.
    ///
    /// # Errors
    /// What the destination says.
    pub fn write(&self, done: bool, out: &mut impl Write) -> Result<()> {
        out.write_all(&seal(&Line::Run(self.identity.clone())))?;
        for shard in self.shards.values() {
            out.write_all(&shard_line(shard))?;
        }
        match done {
            true => out.write_all(&seal(&Line::Total(self.total()))),
            false => Ok(()),
        }
    }
}

/// The line of a shard, with its end.
pub fn shard_line(shard: &Shard) -> Vec<u8> {
    seal(&Line::Shard(shard.clone()))
}

/// What stands between the rest of a line and the fingerprint of that rest.
const SEAL: &str = ",\"seal\":\"";

fn seal(line: &Line) -> Vec<u8> {
    let mut object = serde_json::to_string(line).expect("a line is written");
    let fingerprint = Fingerprint::of_bytes(object.as_bytes());
    object.pop();
    format!("{object}{SEAL}{fingerprint}\"}}\n").into_bytes()
}

fn unseal(line: &[u8]) -> Option<Line> {
    let line = std::str::from_utf8(line).ok()?;
    let (object, seal) = line.rsplit_once(SEAL)?;
    let object = format!("{object}}}");
    let fingerprint = Fingerprint::of_bytes(object.as_bytes()).to_string();
    match seal.strip_suffix("\"}")? == fingerprint {
        true => serde_json::from_str(&object).ok(),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let hash = Fingerprint::of_bytes(b"x");
        let mut manifest = Manifest::new(Identity {
            version: "0.1.0".into(),
            pack: "démarche".into(),
            pack_version: "1".into(),
            pack_fingerprint: hash,
            options: BTreeMap::from([("format".into(), "jsonl".into())]),
            shard_records: 2,
        });
        for shard in 1..=3 {
            let counts = Counts {
                records: 2,
                read: 1,
                failed: 1,
                statements: shard,
            };
            let written = Written { size: 7, hash };
            manifest.shards.insert(
                shard,
                Shard {
                    shard,
                    file: format!("part-00000{shard}.jsonl"),
                    from: "a \"b\".jsonl:1".into(),
                    to: "a \"b\".jsonl:2".into(),
                    input: Input { size: 9, hash },
                    counts,
                    results: written,
                    errors: (shard == 2).then_some(written),
                },
            );
        }
        manifest
    }

    fn written(manifest: &Manifest) -> String {
        let mut bytes = Vec::new();
        manifest.write(true, &mut bytes).expect("written");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let manifest = manifest();
        assert_eq!(
            Manifest::parse(written(&manifest).as_bytes()),
            Some(manifest)
        );
    }

    #[test]
    fn its_lines() {
        let text = written(&manifest());
        let lines: Vec<&str> = text.lines().collect();
        insta::assert_snapshot!([lines[0], lines[2], lines[4]].join("\n"));
    }

    #[test]
    fn a_torn_or_changed_line_counts_as_missing() {
        let whole = written(&manifest());
        let second = whole.lines().nth(2).expect("a line");
        let shards = |text: &str| {
            let read = Manifest::parse(text.as_bytes());
            read.map(|manifest| manifest.shards.into_keys().collect::<Vec<_>>())
        };
        let cases = [
            (whole.clone(), Some(vec![1, 2, 3])),
            (
                whole.replace("\"statements\":2", "\"statements\":3"),
                Some(vec![1, 3]),
            ),
            (whole.replace(second, &second[..40]), Some(vec![1, 3])),
            (whole.replace("0.1.0", "0.1.1"), None),
            (whole[..10].to_owned(), None),
            (String::new(), None),
            ("{}\n\u{0}".into(), None),
        ];
        for (text, expected) in cases {
            assert_eq!(shards(&text), expected, "{text}");
        }
    }
}
