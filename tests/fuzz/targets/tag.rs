//! The whole: an article is cut into sentences, tagged with the pack of the library, and written.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| demarche_fuzz::tag(text));
