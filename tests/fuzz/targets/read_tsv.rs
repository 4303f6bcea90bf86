//! The reader of one format, told so.

#![no_main]

use demarche::input::InputFormat;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| demarche_fuzz::read("x", bytes, Some(InputFormat::Tsv)));
