//! A workbook around one part that is anything: its list, its shared texts, its styles, a sheet.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((part, bytes)) = bytes.split_first() else { return };
    demarche_fuzz::read("x.xlsx", &demarche_fuzz::workbook(usize::from(*part), bytes), None);
});
