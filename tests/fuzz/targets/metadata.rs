//! The `metadata.csv` of TXM.

#![no_main]

use demarche::input::txm;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = demarche_fuzz::file(bytes);
    let _ = txm::read(file.path(), &demarche_fuzz::options(None));
});
