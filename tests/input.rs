//! Reading articles: every format, good and bad, through the public way in.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use demarche::input::{Input, InputFormat, Limits, Options, Record, Records};

use crate::program::folder;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/input")
        .join(name)
}

/// What reading a file gives, for people: documents with all they carry, messages without the folder.
fn shown(path: &Path, options: &Options) -> Vec<String> {
    let (send, said) = std::sync::mpsc::channel();
    let records = Records::new(vec![Input::file(path)])
        .with(options.clone())
        .announcing(move |what| send.send(what.to_owned()).expect("a listener"));
    let mut shown: Vec<String> = records
        .map(|record| match record.and_then(Record::read) {
            Ok(article) => {
                let document = article.document;
                let fields = serde_json::to_string(&document.fields).expect("JSON");
                let note = article
                    .note
                    .map(|note| format!(" [{note}]"))
                    .unwrap_or_default();
                let date = document.date.as_deref().unwrap_or("-");
                format!("{} {date} {fields}{note}\n{}", document.id, document.text)
            }
            Err(error) => error.to_string(),
        })
        .collect();
    shown.extend(said.try_iter().map(|what| format!("({what})")));
    let folder = format!("{}/", path.parent().expect("a folder").display());
    shown.iter().map(|one| one.replace(&folder, "")).collect()
}

fn read_as(name: &str, bytes: &[u8], options: &Options) -> Vec<String> {
    let dir = folder(&[(name, bytes)]);
    shown(&dir.path().join(name), options)
}

fn read(name: &str, bytes: &[u8]) -> Vec<String> {
    read_as(name, bytes, &Options::default())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("written");
    encoder.finish().expect("finished")
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(bytes).expect("written");
    encoder.finish().expect("finished")
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::XzOptions::with_preset(1);
    let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), options).expect("an encoder");
    encoder.write_all(bytes).expect("written");
    encoder.finish().expect("finished")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, options).expect("a file");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

/// A workbook of these sheets; cells are written where they stand, as Excel does for formulas.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut files = vec![(
        "[Content_Types].xml".to_owned(),
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>".to_owned(),
    )];
    files.push((
        "_rels/.rels".to_owned(),
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>".to_owned(),
    ));
    let (mut list, mut relations) = (String::new(), String::new());
    for (number, (name, rows)) in sheets.iter().enumerate() {
        list += &format!(
            "<sheet name='{name}' sheetId='{0}' r:id='s{0}'/>",
            number + 1
        );
        relations += &format!(
            "<Relationship Id='s{0}' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet{0}.xml'/>",
            number + 1
        );
        let rows: String = rows
            .iter()
            .map(|cells| {
                let cells = cells.iter().map(|cell| match cell.parse::<f64>() {
                    Ok(number) => format!("<c s='1'><v>{number}</v></c>"),
                    Err(_) => format!("<c t='inlineStr'><is><t>{cell}</t></is></c>"),
                });
                format!("<row>{}</row>", cells.collect::<String>())
            })
            .collect();
        let sheet = format!(
            "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{rows}</sheetData></worksheet>"
        );
        files.push((format!("xl/worksheets/sheet{}.xml", number + 1), sheet));
    }
    files.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>{list}</sheets></workbook>"),
    ));
    files.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{relations}</Relationships>"),
    ));
    files.push((
        "xl/styles.xml".to_owned(),
        "<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><cellXfs count='2'><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>".to_owned(),
    ));
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    zip(&files)
}

#[test]
fn every_format_gives_its_articles() {
    for name in [
        "corpus-tei.xml",
        "corpus.iramuteq",
        "europresse-article.html",
        "europresse-span.html",
        "page.html",
    ] {
        let shown = shown(&fixture(name), &Options::default()).join("\n----\n");
        insta::with_settings!({ snapshot_suffix => name }, { insta::assert_snapshot!("articles", shown) });
    }
}

const ROWS: &str = "\u{feff}id;Titre;texte;journal\r\n\
    a;\"Oslo \"\"dément\"\"\";\"Un.\r\n\r\nDeux ; trois.\";Le Fil\r\n\
    ;;;\r\n\
    ;Riga;Quatre.;\r\n";

#[test]
fn tables_give_an_article_a_row() {
    let expected = [
        "a - {\"journal\":\"Le Fil\"}\nOslo \"dément\"\n\nUn.\r\n\r\nDeux ; trois.",
        "x.csv:6 - {\"journal\":\"\"}\nRiga\n\nQuatre.",
    ];
    assert_eq!(read("x.csv", ROWS.as_bytes()), expected);
    let excel = format!("sep=;\r\n{}", ROWS.trim_start_matches('\u{feff}'));
    assert_eq!(
        read("x.csv", excel.as_bytes())[1],
        expected[1].replace(":6", ":7")
    );
    let tabs = "text\tdate\nUn, deux.\t2020\n";
    assert_eq!(
        read("x.tsv", tabs.as_bytes()),
        ["x.tsv:2 2020 {}\nUn, deux."]
    );
    let asked = Options {
        format: Some(InputFormat::Csv),
        text_column: Some("dépêche".into()),
        id_column: Some("n".into()),
        ..Options::default()
    };
    assert_eq!(
        read_as("x.dat", "n,dépêche,text\n7,Un.,non\n".as_bytes(), &asked),
        ["7 - {\"text\":\"non\"}\nUn."]
    );
    let latin: Vec<u8> = "id,text\n1,L'\u{e9}t\u{e9}.\n"
        .chars()
        .map(|c| c as u8)
        .collect();
    assert_eq!(
        read("x.csv", &latin),
        ["1 - {} [n'est pas en UTF-8 ; lu comme windows-1252]\nL'été."]
    );
    let wide: Vec<u8> = "\u{feff}id,text\n1,L'été.\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        read("x.csv", &wide),
        ["1 - {} [n'est pas en UTF-8 ; lu comme UTF-16LE]\nL'été."]
    );
}

#[test]
fn workbooks_give_an_article_a_row() {
    let bytes = workbook(&[
        (
            "Avril",
            &[
                &["Texte", "date", "n"],
                &["Un.", "45000", "x"],
                &[],
                &["Deux &amp; trois.", "", ""],
            ],
        ),
        ("Notes", &[&["à faire"], &["rien"]]),
    ]);
    let expected = [
        "x.xlsx/Avril:2 2023-03-15 {\"n\":\"x\"}\nUn.",
        "x.xlsx/Avril:4 - {\"n\":\"\"}\nDeux & trois.",
        "(x.xlsx : feuille « Notes » sans colonne de texte, laissée de côté)",
    ];
    assert_eq!(read("x.xlsx", &bytes), expected);
    // By its bytes, also in something else.
    let inside = zip(&[("tableaux/x.xlsx", &bytes)]);
    assert_eq!(
        read("x.zip", &inside)[0],
        expected[0].replace("x.xlsx", "x.zip/tableaux/x.xlsx")
    );
}

/// What makes a compressed file of bytes.
type Compress = fn(&[u8]) -> Vec<u8>;

#[test]
fn compressions_are_told_by_their_bytes_and_read_to_the_last_member() {
    let lines = |id: u8| format!("{{\"id\":{id},\"text\":\"L’été.\"}}\n").into_bytes();
    let compressions: [Compress; 4] = [gzip, bzip2, xz, zstd];
    for compress in compressions {
        let members = [compress(&lines(1)), compress(&lines(2))].concat();
        assert_eq!(read("x", &members), ["1 - {}\nL’été.", "2 - {}\nL’été."]);
        assert_eq!(
            read("x.txt", &compress("L’été.".as_bytes())),
            ["x.txt - {}\nL’été."]
        );
    }
    assert_eq!(read("x", &gzip(&xz(&lines(1)))), ["1 - {}\nL’été."]);
}

#[test]
fn archives_give_all_articles_in_them() {
    let inner = zip(&[("c.txt", b"Trois.")]);
    let bytes = zip(&[
        ("a/1.txt", b"Un."),
        ("a/2.jsonl.gz", &gzip(b"{\"text\":\"Deux.\"}\n")),
        ("a/photo.jpg", b"\xff\xd8"),
        ("__MACOSX/a/._1.txt", b"x"),
        ("b.zip", &inner),
        ("d.txt", b"PK\0\0"),
    ]);
    let expected = [
        "a/1.txt - {}\nUn.",
        "x.zip/a/2.jsonl.gz:1 - {}\nDeux.",
        "c.txt - {}\nTrois.",
        "x.zip/d.txt : ce n'est pas du texte (octets nuls)",
        "(x.zip : 2 fichiers laissés de côté (a/photo.jpg…))",
    ];
    assert_eq!(read("x.zip", &bytes), expected);
}

#[test]
fn a_stream_that_breaks_off_gives_what_came_before() {
    let lines: String = (0..40_000)
        .map(|n| format!("{{\"id\":{n},\"text\":\"Un {n}.\"}}\n"))
        .collect();
    // xz gives nothing of a block that is not whole, and all of this is one.
    let cases: [(&str, Compress, usize); 4] = [
        ("gzip", gzip, 10_000),
        ("zstd", zstd, 10_000),
        ("bzip2", bzip2, 0),
        ("xz", xz, 0),
    ];
    for (name, compress, least) in cases {
        let mut bytes = compress(lines.as_bytes());
        bytes.truncate(bytes.len() * 2 / 3);
        let shown = read("x", &bytes);
        let (last, articles) = shown.split_last().expect("an error at the end");
        let said = format!("fichier {name} tronqué : la fin manque");
        assert!(last.contains(&said), "{last}");
        let sound = articles.iter().all(|one| one.contains("\nUn "));
        assert!(
            articles.len() >= least && sound,
            "{name}: {}",
            articles.len()
        );
    }
}

/// A stream that never ends on its own.
fn swelling(mut write: impl FnMut(&[u8]), megabytes: usize) {
    let block = vec![b'a'; 1_000_000];
    for _ in 0..megabytes {
        write(&block);
    }
}

#[test]
fn a_bomb_is_stopped() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    swelling(|block| encoder.write_all(block).expect("written"), 300);
    let bomb = encoder.finish().expect("finished");
    assert!(bomb.len() < 400_000);
    let swells = |kind| {
        format!(
            "fichier {kind} gonflé plus de 250 fois à la décompression, arrêté là ; décompressez-le d'abord si vous vous y fiez"
        )
    };
    let line = "la ligne ou la page dépasse 32 Mo ; chaque article doit avoir la sienne";
    assert_eq!(
        read("x.jsonl", &bomb),
        [format!("x.jsonl:1 : {}", swells("gzip"))]
    );
    assert_eq!(read("x.csv", &bomb), [format!("x.csv:1 : {line}")]);
    assert_eq!(
        read("x.txt", &bomb),
        [
            "x.txt : l'article dépasse 8 Mo ; coupez-le, ou précisez --input-format si le fichier en contient plusieurs"
        ]
    );
    let inside = zip(&[("bombe.jsonl", &vec![b'a'; 100_000_000]), ("b.txt", b"Un.")]);
    assert_eq!(
        read("x.zip", &inside),
        [
            format!("x.zip/bombe.jsonl:1 : {}", swells("zip")),
            "b.txt - {}\nUn.".into()
        ]
    );
    let few = Options {
        limits: Limits {
            decompressed: 1000,
            ..Limits::default()
        },
        ..Options::default()
    };
    let lines = gzip("{\"text\":\"Un.\"}\n".repeat(100).as_bytes());
    assert_eq!(
        read_as("x", &lines, &few),
        [
            "x : fichier gzip de plus de 1000 octets une fois décompressé, arrêté là ; décompressez-le et coupez-le"
        ]
    );
    let deep = gzip(&gzip(&gzip(&gzip(b"Un."))));
    assert_eq!(
        read("x.txt", &deep),
        ["x.txt : plus de 3 compressions l'une dans l'autre ; décompressez d'abord"]
    );
}

#[test]
fn long_lines_and_articles_fail_alone() {
    let long = [
        b"{\"id\":1,\"text\":\"",
        vec![b'a'; 200_000_000].as_slice(),
        b"\"}\n{\"id\":2,\"text\":\"Un.\"}\n",
    ]
    .concat();
    assert_eq!(
        read("x.jsonl", &long),
        [
            "x.jsonl:1 : la ligne ou la page dépasse 32 Mo ; chaque article doit avoir la sienne",
            "2 - {}\nUn."
        ]
    );
    let article = &long[..9_000_000];
    let lines = [article, b"\"}\n{\"id\":2,\"text\":\"Un.\"}\n"].concat();
    let too_long = "l'article dépasse 8 Mo ; coupez-le, ou précisez --input-format si le fichier en contient plusieurs";
    assert_eq!(
        read("x.jsonl", &lines),
        [format!("x.jsonl:1 : {too_long}"), "2 - {}\nUn.".into()]
    );
    let corpus = [b"**** *n_1\n", article, b"\n**** *id_2\nUn.\n"].concat();
    assert_eq!(
        read("x.iramuteq", &corpus),
        [format!("x.iramuteq:1 : {too_long}"), "2 - {}\nUn.\n".into()]
    );
}

/// Inputs with something wrong, each a line of the snapshot: what is said, where, and that the rest is read.
#[test]
fn bad_inputs_are_said_and_the_rest_is_read() {
    let good = b"{\"id\":\"a\",\"text\":\"Un.\"}\n";
    let mut torn = zip(&[("a.txt", b"Un.")]);
    torn.truncate(torn.len() - 30);
    let mut flipped = gzip(&good.repeat(50));
    let middle = flipped.len() - 6;
    flipped[middle] ^= 0xff;
    let mut unsound = bzip2(good);
    unsound[12] ^= 0xff;
    let latin: Vec<u8> = "{\"id\":\"b\",\"text\":\"L'\u{e9}t\u{e9}.\"}\n"
        .chars()
        .map(|c| c as u8)
        .collect();
    let wide: Vec<u8> = "Moscou accuse."
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let many_sheets = workbook(&[("A", &[&["un", "deux"]]), ("B", &[&["trois"]])]);
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("vide.txt", Vec::new()),
        ("vide.jsonl", b"\n\n".to_vec()),
        ("vide.csv", Vec::new()),
        ("sans-texte.jsonl", b"{\"id\":\"a\",\"text\":\"\"}\n".to_vec()),
        ("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("article.pdf.txt", b"%PDF-1.7\n%\xe2\xe3".to_vec()),
        ("lettre.txt", b"{\\rtf1\\ansi Bonjour}".to_vec()),
        ("ancien.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec()),
        ("lettre.xlsx", zip(&[("word/document.xml", b"<w/>")])),
        ("tableau.xlsx", zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("META-INF/manifest.xml", b"<m/>")])),
        ("faux.xlsx", b"pas un classeur".to_vec()),
        ("vieux.xlsx", zip(&[("xl/workbook.xml", b"<workbook>")])),
        ("sans-colonne.xlsx", many_sheets),
        ("autre.xml", b"<?xml version='1.0'?><rss><item/></rss>".to_vec()),
        ("coupe.jsonl.gz", gzip(&good.repeat(50))[..40].to_vec()),
        ("abime.jsonl.gz", flipped),
        ("abime.jsonl.bz2", unsound),
        ("abime.jsonl.zst", [zstd(good).as_slice(), b"reste"].concat()),
        ("coupe.zip", torn),
        ("faux.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\0\xff\xff".to_vec()),
        ("archive.txt", zip(&[("a.txt", b"Un.")])),
        ("lignes.txt", good.repeat(2)),
        ("corpus.txt", b"**** *n_1\nUn.\n**** *n_2\nDeux.\n".to_vec()),
        ("ligne.jsonl", [good.as_slice(), b"{\"text\": \n", b"[1]\n{\"id\":\"b\"}\n{\"id\":[],\"text\":\"x\"}\n{\"text\":7}\n", good].concat()),
        ("profond.jsonl", [b"{\"text\":\"x\",\"a\":".as_slice(), &b"[".repeat(1000), b"\n", good].concat()),
        ("etale.jsonl", b"{\n  \"text\": \"Un.\"\n}\n".to_vec()),
        ("tableau.jsonl", b"[{\"text\":\"Un.\"},\n{\"text\":\"Deux.\"}]\n".to_vec()),
        ("nul.jsonl", [b"{\"text\":\"a\0b\"}\n".as_slice(), good].concat()),
        ("codages.jsonl", [good.as_slice(), &latin, b"{\"id\":\"c\",\"text\":\"\xc3\xa9t\xc3\xa9 \xc3\xa0 \xff\"}\n"].concat()),
        ("large.txt", wide),
        ("casse.txt", "L’été français \u{fffd}".replace('\u{fffd}', "").bytes().chain(*b"\xe9\xe8").collect()),
        ("sans-colonne.csv", b"a;b\n1;2\n".to_vec()),
        ("colonnes.csv", b"id,text\n1,Un.\n2\n3,Trois.,x\n4,Quatre.\n".to_vec()),
        ("guillemet.csv", b"id,text\n1,Un.\n2,\"Deux.\n3,Trois.\n".to_vec()),
        ("guillemet.tsv", b"id\ttext\n1\tIl dit \"oui\".\n".to_vec()),
        ("nul.csv", b"id,text\n1,a\0b\n2,Deux.\n".to_vec()),
        ("avant.iramuteq", b"Texte perdu.\n**** *n_1\nUn.\n".to_vec()),
        ("vide.html", b"<html><body><nav>menu</nav></body></html>".to_vec()),
        ("profond.html", b"<html>".iter().copied().chain(b"<div>".repeat(2000)).collect()),
        ("coupe.xml", b"<TEI><text>\n<p>Un.".to_vec()),
        ("croise.xml", b"<TEI><text>\n<p>Un.</text></p></TEI>".to_vec()),
        ("seul.xml", b"<TEI><text><p>Un & deux.</p></text></TEI>".to_vec()),
        ("entite.xml", b"<!DOCTYPE TEI [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\n<TEI><text>\n<p>&a;</p></text></TEI>".to_vec()),
        ("profond.xml", b"<TEI>".iter().copied().chain(b"<div>".repeat(2000)).collect()),
        ("sans-texte.xml", b"<TEI><teiHeader/><text/></TEI>".to_vec()),
        ("rien.zip", zip(&[("photo.jpg", b"\xff\xd8")])),
    ];
    let lines: Vec<String> = cases
        .iter()
        .flat_map(|(name, bytes)| {
            let mut shown = read(name, bytes);
            // What is read a hundred times over is shown once.
            shown.dedup();
            let indented = shown
                .iter()
                .map(|one| format!("  {}", one.replace('\n', " | ")));
            std::iter::once((*name).to_owned())
                .chain(indented.collect::<Vec<_>>())
                .collect::<Vec<_>>()
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_file_that_vanishes_or_is_none_is_said() {
    let dir = folder(&[("b.txt", b"Un.")]);
    let inputs = ["a.txt", "a.jsonl", "b.txt", "."].map(|name| Input::file(&dir.path().join(name)));
    let said: Vec<String> = Records::new(inputs.to_vec())
        .filter_map(|record| record.and_then(Record::read).err())
        .map(|error| {
            error
                .to_string()
                .replace(&format!("{}/", dir.path().display()), "")
        })
        .collect();
    let missing = "lecture impossible (le fichier n'existe pas ou plus)";
    let expected = [
        format!("a.txt : {missing}"),
        format!("a.jsonl : {missing}"),
        ". : lecture impossible (c'est un dossier)".into(),
    ];
    assert_eq!(said, expected);
}

#[test]
fn an_encoding_that_is_said_is_believed() {
    let options = |name: &str| Options {
        encoding: encoding_rs::Encoding::for_label(name.as_bytes()),
        ..Options::default()
    };
    assert_eq!(
        read_as("x.txt", b"l'\x8et\x8e", &options("macintosh")),
        ["x.txt - {}\nl'été"]
    );
    assert_eq!(
        read_as(
            "x.jsonl",
            b"{\"id\":1,\"text\":\"l'\x8et\x8e\"}",
            &options("macintosh")
        ),
        ["1 - {}\nl'été"]
    );
    let wide: Vec<u8> = "{\"id\":1,\"text\":\"Ā\"}"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(
        read_as("x.jsonl", &wide, &options("utf-16be")),
        ["1 - {}\nĀ"]
    );
    assert_eq!(
        read_as("x.txt", b"\xe9t\xe9", &options("utf-8")),
        [
            "x.txt - {} [2 caractères illisibles en UTF-8, remplacés par « \u{fffd} »]\n\u{fffd}t\u{fffd}"
        ]
    );
}
