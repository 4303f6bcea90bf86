//! Whatever the bytes show: a format, compressions, archives, workbooks.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| demarche_fuzz::read("x", bytes, None));
