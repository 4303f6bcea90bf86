//! A small pack in which one file is anything, loaded, checked and compiled.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((file, bytes)) = bytes.split_first() else { return };
    demarche_fuzz::load(usize::from(*file), bytes);
});
