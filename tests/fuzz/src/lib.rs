//! What the fuzz targets share: readers over bytes in memory, a pack with one broken file, the whole of tagging.

use std::io::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use demarche::input::{Input, InputFormat, Limits, Options, Record, Records};
use demarche::text::span::Span;
use demarche::{Document, Ruleset, Tagger, load_embedded, load_folder};

/// Limits that small inputs reach.
pub fn options(format: Option<InputFormat>) -> Options {
    Options {
        format,
        limits: Limits {
            article: 20_000,
            line: 40_000,
            decompressed: 4_000_000,
            ratio_from: 100_000,
            entries: 20,
            spooled: 1_000_000,
            depth: 40,
            ..Limits::default()
        },
        ..Options::default()
    }
}

/// Reads all records: no panic, an end, and documents whose blocks lie in their text.
pub fn read(name: &str, bytes: &[u8], format: Option<InputFormat>) {
    let records = Records::new(vec![Input::bytes(name, bytes)]).with(options(format));
    for record in records {
        match record.and_then(Record::read) {
            Ok(article) => check(&article.document),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

fn check(document: &Document) {
    let mut before = 0;
    for block in &document.blocks {
        assert!(before <= block.span.start && block.span.start < block.span.end);
        assert!(document.text.get(block.span.start..block.span.end).is_some());
        before = block.span.end;
    }
}

/// A file with these bytes, gone when it is dropped.
pub fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("written");
    file
}

/// The parts of a small workbook.
const PARTS: [(&str, &str); 7] = [
    ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c></row><row r='2'><c r='A2' s='1'><v>45000</v></c></row></sheetData></worksheet>"),
    ("xl/sharedStrings.xml", "<sst uniqueCount='1'><si><t>text</t></si></sst>"),
    ("xl/styles.xml", "<styleSheet><cellXfs count='2'><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"),
    ("xl/workbook.xml", "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='A' sheetId='1' r:id='s1'/></sheets></workbook>"),
    ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='s1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"),
    ("_rels/.rels", "<Relationships><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>"),
    ("[Content_Types].xml", "<Types/>"),
];

/// A workbook in which one part is these bytes.
pub fn workbook(part: usize, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (number, (name, sound)) in PARTS.iter().enumerate() {
        let stored = zip::CompressionMethod::Stored;
        let options = zip::write::SimpleFileOptions::default().compression_method(stored);
        writer.start_file(*name, options).expect("a file");
        let bytes = if number == part % PARTS.len() { bytes } else { sound.as_bytes() };
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

/// The files of the small pack that tests break; the linguist's mistakes are looked for in each.
const FILES: [&str; 13] = [
    "appel.toml",
    "lexicons/treve.txt",
    "actors/acteurs.tsv",
    "pack.toml",
    "french/abbreviations.txt",
    "french/reporting_verbs.txt",
    "french/verbs.tsv",
    "french/nouns.tsv",
    "french/adjectives.tsv",
    "french/compounds.tsv",
    "french/conjugations.toml",
    "french/declensions.toml",
    "french/grammar.toml",
];

/// Loads the small pack with one of its files being these bytes, and compiles it where it is sound.
pub fn load(file: usize, bytes: &[u8]) {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../diagnostics/base");
    let dir = tempfile::tempdir().expect("a folder");
    copy(&base, dir.path());
    std::fs::write(dir.path().join(FILES[file % FILES.len()]), bytes).expect("written");
    let mut loaded = load_folder(dir.path()).expect("a readable folder");
    for diagnostic in &loaded.diagnostics {
        diagnostic.render(loaded.source_of(diagnostic), false);
    }
    loaded.compile();
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file");
        }
    }
}

static RULESET: LazyLock<Ruleset> =
    LazyLock::new(|| Ruleset::compile(&load_embedded().pack.expect("a sound pack")));

/// Tags a text: every place in what comes of it lies in the text.
pub fn tag(text: &str) {
    let document = Document::plain("x", text.to_owned());
    let text = &document.text;
    let inside = |span: Span| text.get(span.start..span.end).is_some();
    let statements = Tagger::new(&RULESET).tag(&document);
    for statement in &statements {
        assert_eq!(text.get(statement.start..statement.end), Some(statement.text.as_str()));
        for act in &statement.acts {
            assert!(act.evidence.iter().all(|span| inside(*span)));
            assert!(act.speaker.iter().chain(&act.target).all(|party| inside(party.span)));
        }
    }
    demarche::output::jsonl::write(&statements, &mut Vec::new()).expect("writing to memory");
}
