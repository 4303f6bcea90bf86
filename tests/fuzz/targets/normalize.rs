//! Forms of words as they are compared: they are stable, and places in a composed text lead back into the original.

#![no_main]

use demarche::text::normalize::{agrees, composed, folded, normal_form};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let normal = normal_form(text);
    assert_eq!(normal_form(&normal), normal);
    let bare = folded(text);
    assert_eq!(folded(&bare), bare);
    agrees(text, &normal);
    if let Some(composed) = composed(text) {
        let mut before = 0;
        for (at, _) in composed.text.char_indices() {
            let original = composed.original(at);
            assert!(before <= original && text.is_char_boundary(original));
            before = original;
        }
    }
});
