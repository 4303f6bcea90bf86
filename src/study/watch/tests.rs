//! Watching: what is shown after each edit is what a full run would show.

use std::borrow::Cow;

use crate::rules::embedded;
use crate::study::watch::look::Look;
use crate::text::document::Document;

use super::Watch;

type Files = Vec<(String, Cow<'static, [u8]>)>;

fn articles() -> Vec<Document> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| std::fs::read_to_string(path).expect("read");
    paths
        .iter()
        .take(16)
        .map(|path| Document::plain("a", read(path)))
        .collect()
}

/// The files, of which one has `new` where `old` stood.
pub(crate) fn edited(files: &Files, name: &str, old: &str, new: &str) -> Files {
    let mut files = files.clone();
    let file = files
        .iter_mut()
        .find(|file| file.0 == name)
        .expect("a file");
    let text = String::from_utf8_lossy(&file.1).into_owned();
    assert!(text.contains(old), "{name} has no {old}");
    file.1 = Cow::Owned(text.replacen(old, new, 1).into_bytes());
    files
}

/// What a look saw, without how much it had to read.
fn shape(look: &Look) -> String {
    let Some(found) = &look.found else {
        return format!("{} errors", look.errors);
    };
    let changes: Vec<String> = found
        .comparison
        .iter()
        .flat_map(|comparison| &comparison.changes)
        .map(|change| {
            let acts: Vec<String> = change
                .acts
                .iter()
                .map(|act| format!("{} {}", act.change.as_str(), act.rule))
                .collect();
            format!(
                "{} {:?}: {}",
                change.change.as_str(),
                change.text,
                acts.join(", ")
            )
        })
        .collect();
    let failed: Vec<String> = found
        .tested
        .failed
        .iter()
        .map(|failed| format!("{} {}", failed.rule, failed.sentence))
        .collect();
    let rules: Vec<String> = found
        .comparison
        .iter()
        .flat_map(|c| &c.rules)
        .map(|rule| format!("{rule:?}"))
        .collect();
    format!(
        "{} {} {changes:#?} {failed:#?} {rules:#?}",
        look.good, found.tested.examples
    )
}

/// What edit reads few articles and what it shows is what reading all would show.
#[test]
fn an_edit_reads_what_it_reaches_and_shows_what_a_full_run_shows() {
    let files: Files = embedded::files();
    let edits = [
        // A word more, whose forms are read otherwise than before.
        (
            "lexicons/mediateur.txt",
            "<arbitre>\n",
            "<arbitre>\n<accusation>\n",
        ),
        // A pattern that finds less, with examples that fail.
        ("denial.toml", "\n@nier\n", "\n@nier avoir\n"),
        // A rule that finds more.
        (
            "accusation.toml",
            "pattern = '''\n@accuser\n",
            "pattern = '''\n@accuser\n<dire> que\n",
        ),
        // An exception.
        (
            "lexicons/accuser.txt",
            "<accuser>\n",
            "<accuser>\n! <accuser> de\n",
        ),
        // A rule gone and an example more.
        (
            "ceasefire_call.toml",
            "status = \"stable\"",
            "status = \"draft\"",
        ),
        // The language: everything is read.
        ("french/frequent.txt", "\n", "\naccuse\n"),
    ];
    let mut watch = Watch::new(articles());
    let first = watch.look(&files);
    assert!(
        first.good
            && first
                .found
                .as_ref()
                .is_some_and(|found| found.comparison.is_none())
    );
    for (name, old, new) in edits {
        let edited = edited(&files, name, old, new);
        let mut full = Watch::new(articles());
        full.look(&files);
        full.good.as_mut().expect("a good state").print.ground ^= 1;
        let (some, all) = (watch.look(&edited), full.look(&edited));
        assert_eq!(shape(&some), shape(&all), "{name}");
        let read = |look: &Look| look.found.as_ref().expect("no errors").read;
        assert_eq!(read(&all), 16);
        assert!(
            read(&some) < 16 || name.starts_with("french/"),
            "{name}: {}",
            read(&some)
        );
        // Back again: the opposite.
        let (some, all) = (watch.look(&files), full.look(&files));
        assert_eq!(shape(&some), shape(&all), "{name}, undone");
    }
}

#[test]
fn a_broken_pack_is_said_and_the_good_state_stays() {
    let files: Files = embedded::files();
    let mut watch = Watch::new(articles());
    watch.look(&files);
    let half = edited(
        &files,
        "denial.toml",
        "\n'''\nexcept = '''\n",
        "\nexcept = '''\n",
    );
    let look = watch.look(&half);
    assert!(
        look.errors > 0 && look.found.is_none() && !look.good,
        "{look:?}"
    );
    let narrow = edited(&files, "denial.toml", "\n@nier\n", "\n@nier avoir\n");
    let look = watch.look(&narrow);
    let lost = |look: &Look| {
        look.found
            .as_ref()
            .and_then(|found| found.comparison.as_ref())
            .expect("compared")
            .tally()
            .lost
    };
    assert!(lost(&look) > 0 && !look.good, "{}", shape(&look));
    // Not good: examples fail. The next look still compares with the first.
    assert_eq!(lost(&watch.look(&narrow)), lost(&look));
    assert_eq!(lost(&watch.look(&files)), 0);
}
