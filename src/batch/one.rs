//! The work on one record: whatever goes wrong in it, a panic too, is a [`Failure`] of that record alone.
//!
//! Where a panic happens is known to the panic hook only. It keeps that for a thread which is at work here, and stays
//! quiet; elsewhere the hook that was there before goes on as ever.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use crate::batch::failure::Failure;
use crate::input::{Article, Place, Record};
use crate::tagger::statement::Statement;
use crate::tagger::tag::Tagger;
use crate::text::document::Document;

thread_local! {
    /// Whether this thread is at work on a record.
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
    /// What the last panic of that work said, and where.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Reads a record and does that work on the article.
///
/// # Errors
/// An article that cannot be read; a panic while it was read or worked on.
pub fn one<R>(
    record: Result<Record, impl Into<Failure>>,
    work: impl FnOnce(Article) -> R,
) -> Result<R, Failure> {
    let record = record.map_err(Into::into)?;
    let place = record.place.clone();
    let done = caught(|| record.read().map(work)).map_err(|said| broken_off(&place, &said))?;
    done.map_err(Failure::from)
}

/// Tags articles that something else has read, each by itself: for an engine that hands over batches of records and
/// spreads them over machines. It keeps nothing from one call to the next.
///
/// What comes back has the order of `documents`; a document at which the tagger panics is its [`Failure`].
pub fn tag_all(tagger: Tagger<'_>, documents: &[Document]) -> Vec<Result<Vec<Statement>, Failure>> {
    documents
        .iter()
        .map(|document| {
            let place = || Place {
                file: document.id.as_str().into(),
                line: None,
            };
            caught(|| tagger.tag(document)).map_err(|said| broken_off(&place(), &said))
        })
        .collect()
}

fn broken_off(place: &Place, said: &str) -> Failure {
    let reason = format!("le programme a échoué sur cet article ({said})");
    Failure::new(place, "panic", reason)
}

/// Does the work; where it panics, gives what the panic said. What the work was changing is lost with it, so that
/// nothing half done is seen again.
fn caught<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(listen);
    AT_WORK.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    AT_WORK.set(false);
    done.map_err(|_| SAID.take())
}

fn listen() {
    let before = take_hook();
    set_hook(Box::new(move |panic| match AT_WORK.get() {
        true => SAID.set(said(panic)),
        false => before(panic),
    }));
}

fn said(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("sans message");
    match panic.location() {
        Some(place) => format!("{message}, {}:{}", place.file(), place.line()),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Input, Records};

    /// What work that stumbles on one text gives for three lines and a broken one.
    #[test]
    fn a_panic_in_one_document_is_its_failure_and_the_others_go_on() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.jsonl");
        let lines = "{\"text\":\"Un.\"}\n{\"text\":\"Deux.\"}\n{\n{\"text\":\"Trois.\"}\n";
        std::fs::write(&path, lines).expect("written");
        let shown: Vec<String> = Records::new(vec![Input::file(&path)])
            .map(|record| {
                let worked = one(record, |article| {
                    assert!(article.document.text != "Deux.", "un mot de trop");
                    article.document.text
                });
                worked.unwrap_or_else(|failure| format!("{} {failure}", failure.code))
            })
            .collect();
        let folder = format!("{}/", dir.path().display());
        let shown: Vec<String> = shown.iter().map(|line| line.replace(&folder, "")).collect();
        assert_eq!((shown[0].as_str(), shown[3].as_str()), ("Un.", "Trois."));
        let said = "panic a.jsonl:2 : le programme a échoué sur cet article (un mot de trop, src/batch/one.rs:";
        assert!(shown[1].starts_with(said), "{}", shown[1]);
        assert!(shown[2].starts_with("input a.jsonl:3 : "), "{}", shown[2]);
    }
}
