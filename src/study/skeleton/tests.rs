//! Skeletons: over many sentences, each proposed pattern finds its sentence.

use super::*;
use crate::rules::load::load_embedded;

/// The sentences of the pack's own examples, and of articles, that can be examples: every one as if no rule held it.
#[test]
fn a_proposed_pattern_finds_its_sentence() {
    let pack = load_embedded().pack.expect("a sound pack");
    let ruleset = Ruleset::compile(&pack);
    let mut counts = (0, 0, 0);
    for category in 0..pack.categories.len() {
        let rules = pack.rules.iter().filter(|rule| rule.category == category);
        // Rejected sentences are denied, hypothetical, or about something else: a rule for them can be wanted all the same.
        let lines = rules.flat_map(|rule| {
            rule.matches
                .iter()
                .take(2)
                .chain(rule.rejects.iter().take(1))
        });
        let sentences: Vec<(Example, Vec<words::Proposal>)> = lines
            .step_by(2)
            .map(|line| {
                let example = Example {
                    expected: None,
                    ..line.clone()
                };
                let proposals = proposals(&pack, &ruleset, &Text::new(&example).document, category);
                (example, proposals)
            })
            .collect();
        let tried = try_out(&pack, &pack.categories[category].id, &sentences);
        for ((example, proposals), chosen) in sentences.iter().zip(tried) {
            counts.0 += 1;
            match chosen {
                Some(chosen) => counts.1 += usize::from(chosen.proposal == proposals[0]),
                None => {
                    counts.2 += 1;
                    println!("{}: {proposals:#?}", example.sentence);
                }
            }
        }
    }
    let (sentences, at_once, missed) = counts;
    println!("{sentences} sentences, {at_once} by the first proposal, {missed} missed");
    assert!(sentences > 60, "{sentences}");
    // An exception at the head of a file may stand in the way of any pattern.
    assert!(missed * 30 <= sentences, "{missed} of {sentences}");
    assert!(at_once * 10 >= sentences * 8, "{at_once} of {sentences}");
}

#[test]
fn skeletons_are_ready_to_edit() {
    let pack = load_embedded().pack.expect("a sound pack");
    let ruleset = Ruleset::compile(&pack);
    let sentences = [
        (
            "ceasefire_call",
            "Lomé adjure les deux camps de remiser leurs obusiers.",
        ),
        (
            "mediation_offer",
            "Oman se propose d'abriter un tête-à-tête entre Téhéran et Riyad.",
        ),
        (
            "military_support_promise",
            "Varsovie a parlé. Elle garnira les arsenaux de Kiev d'obus neufs.",
        ),
        (
            "accusation",
            "Erevan n'a pas hésité à clouer Bakou au pilori.",
        ),
        ("denial", "Minsk balaie ces racontars."),
    ];
    let mut all = String::new();
    for (id, sentence) in sentences {
        let category = pack
            .categories
            .iter()
            .position(|category| category.id == id)
            .expect("a category");
        let skeleton = propose(&pack, &ruleset, sentence, category).expect("a skeleton");
        all += &format!("{}\n", skeleton.text);
    }
    // The lines of lexicons move.
    let lines = all.lines().map(|line| match line.rsplit_once(':') {
        Some((head, tail)) if line.starts_with('#') && tail.ends_with(')') => {
            format!("{head}:N)\n")
        }
        _ => format!("{line}\n"),
    });
    insta::assert_snapshot!(lines.collect::<String>());
}

#[test]
fn what_is_no_sentence_is_said() {
    let pack = load_embedded().pack.expect("a sound pack");
    let ruleset = Ruleset::compile(&pack);
    let error = |written: &str| propose(&pack, &ruleset, written, 0).expect_err("no skeleton");
    assert_eq!(error("  \n "), NoSkeleton::NoSentence);
    assert!(matches!(error("Moscou || Kiev."), NoSkeleton::Sentence(_)));
}
