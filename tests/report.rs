//! The report as a browser shows it. Where no Chromium or Chrome is installed, the tests that need one say so and pass:
//! `apt-get install chromium`, or name one in `CHROME`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::program;

/// An article that tries to be more than text, two that accuse, one that denies.
const ARTICLES: [(&str, &str, &str); 4] = [
    (
        "x",
        "<script>document.title = 'read as HTML'</script><img src=x onerror=\"document.title = 'read'\">",
        "Moscou accuse Kiev d'avoir bombardé un hôpital. Il neige sur la plaine.",
    ),
    (
        "paris",
        "Paris hausse le ton",
        "La récolte a été bonne.\n\nParis accuse Moscou d'avoir violé la trêve.\n\nDes pommes tombent.",
    ),
    (
        "ankara",
        "Ankara répond",
        "Ankara dément avoir livré des armes à Tripoli.",
    ),
    ("pommes", "Les pommes", "La récolte de pommes a été bonne."),
];

fn folder() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let records: String = ARTICLES
        .iter()
        .enumerate()
        .map(|(month, (id, title, text))| {
            let date = format!("2024-{:02}", month + 1);
            let record = serde_json::json!({ "id": id, "title": title, "text": text, "date": date, "source": "AFP" });
            format!("{record}\n")
        })
        .collect();
    std::fs::write(dir.path().join("articles.jsonl"), records).expect("written");
    dir
}

/// What a run that ends well says.
fn demarche(dir: &Path, args: &[&str]) -> String {
    let run = program::demarche(dir, args);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.stderr
}

/// The report of the articles, made in one of the three ways.
fn page(dir: &Path, way: &[&str]) -> String {
    demarche(dir, &[&["report"], way, &["-o", "page.html"]].concat());
    std::fs::read_to_string(dir.join("page.html")).expect("a page")
}

/// A browser that runs without a screen; none is said once a test.
fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("CHROME").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let known = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    let found = named.or_else(|| {
        std::env::split_paths(&path)
            .flat_map(|folder| known.map(|name| folder.join(name)))
            .find(|path| path.is_file())
    });
    if found.is_none() {
        eprintln!("no Chromium in PATH nor in CHROME: the page was not looked at");
    }
    found
}

/// What the browser makes of the page at that address.
fn look(browser: &Path, dir: &Path, how: &[&str], hash: &str) -> String {
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
        ])
        .args(["--no-first-run", "--virtual-time-budget=3000"])
        .arg(format!("--user-data-dir={}", dir.join("profile").display()))
        .args(how)
        .arg(format!("file://{}{hash}", dir.join("page.html").display()))
        .stderr(Stdio::null())
        .output()
        .expect("the browser starts");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Titles of the articles that are shown, as HTML.
fn shown(dom: &str) -> Vec<String> {
    let titles = dom.split("<h3>").skip(1);
    titles
        .map(|rest| {
            let title = rest.split("</h3>").next().unwrap_or_default();
            let mut text = String::new();
            let mut inside = false;
            for c in title.chars() {
                match c {
                    '<' => inside = true,
                    '>' => inside = false,
                    c if !inside => text.push(c),
                    _ => {}
                }
            }
            text.trim().to_owned()
        })
        .collect()
}

#[test]
fn the_page_renders_filters_and_reads_no_article_as_html() {
    let Some(browser) = browser() else { return };
    let dir = folder();
    page(dir.path(), &["articles.jsonl"]);
    let all = look(&browser, dir.path(), &["--dump-dom"], "");
    let script = "&lt;script&gt;document.title = 'read as HTML'&lt;/script&gt;&lt;img src=x onerror=\"document.title = 'read'\"&gt;";
    assert_eq!(
        shown(&all),
        [script, "Paris hausse le ton", "Ankara répond"]
    );
    assert!(all.contains("<title>Déclarations diplomatiques</title>"));
    assert!(
        all.contains("3 déclarations dans 3 articles sur 4 lus"),
        "the head counts"
    );
    assert!(all.contains("<mark"), "evidence is marked");
    let cases = [
        ("#cat=denial", &["Ankara répond"][..]),
        ("#speaker=FRA&target=RUS&q=TREVE", &["Paris hausse le ton"]),
        ("#cat=accusation&to=2024-01", &[script]),
        ("#q=banane", &[]),
    ];
    for (hash, expected) in cases {
        let dom = look(&browser, dir.path(), &["--dump-dom"], hash);
        assert_eq!(shown(&dom), expected, "{hash}");
    }
}

#[test]
fn the_page_has_a_look_at_every_width() {
    let Some(browser) = browser() else { return };
    let dir = folder();
    page(dir.path(), &["articles.jsonl"]);
    for (width, theme) in [(390, "light"), (900, "dark"), (1440, "light")] {
        let file = dir.path().join(format!("{width}.png"));
        let how = [
            format!("--screenshot={}", file.display()),
            format!("--window-size={width},1600"),
        ];
        let how = how.each_ref().map(String::as_str);
        look(&browser, dir.path(), &how, &format!("#theme={theme}"));
        let png = std::fs::read(&file).expect("a screenshot");
        let size = u32::from_be_bytes(png[16..20].try_into().expect("four bytes"));
        assert_eq!(size, width);
        // An empty page of that size packs to less than 10 kB.
        assert!(png.len() > 25_000, "{width}: {} bytes", png.len());
    }
}

#[test]
fn results_make_the_page_of_their_articles() {
    let dir = folder();
    let straight = page(dir.path(), &["articles.jsonl"]);
    demarche(
        dir.path(),
        &[
            "tag",
            "articles.jsonl",
            "-o",
            "results.jsonl",
            "--offsets",
            "char",
        ],
    );
    let whole = page(
        dir.path(),
        &["results.jsonl", "--articles", "articles.jsonl"],
    );
    assert_eq!(whole, straight);
    let excerpts = page(dir.path(), &["results.jsonl"]);
    assert!(excerpts.contains("violé la trêve") && !excerpts.contains("Des pommes tombent"));
}

#[test]
fn results_of_changed_articles_are_shown_by_their_sentences() {
    let dir = folder();
    demarche(
        dir.path(),
        &["tag", "articles.jsonl", "-o", "results.jsonl"],
    );
    let articles = std::fs::read_to_string(dir.path().join("articles.jsonl")).expect("read");
    let changed = articles.replace("violé la trêve", "rompu la trêve");
    std::fs::write(dir.path().join("articles.jsonl"), changed).expect("written");
    let stderr = demarche(
        dir.path(),
        &[
            "report",
            "results.jsonl",
            "--articles",
            "articles.jsonl",
            "-o",
            "page.html",
        ],
    );
    assert!(stderr.contains("1 article des résultats"), "{stderr}");
    let page = std::fs::read_to_string(dir.path().join("page.html")).expect("a page");
    assert!(page.contains("violé la trêve"));
}
