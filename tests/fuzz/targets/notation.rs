//! The notation of patterns: mistakes lie in the text, and a sound pattern is read again the same.

#![no_main]

use demarche::rules::notation::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for error in parse(text).err().into_iter().flatten() {
        assert!(text.get(error.span.start..error.span.end).is_some(), "{error:?}");
    }
});
