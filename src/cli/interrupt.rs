//! What an interrupt does: the temporary files go, and the program ends with 130.

use demarche::batch::whole_file::abandon_all;

use crate::cli::exit::INTERRUPTED;

/// Watches for Ctrl-C, and for the signals by which a system asks a program to end.
pub(crate) fn watch() {
    // Where such a signal is ignored from the start (`nohup`, a script in the background), it stays so: an error here.
    let _ = ctrlc::try_set_handler(|| {
        abandon_all();
        eprintln!("\ndemarche : interrompu");
        std::process::exit(i32::from(INTERRUPTED));
    });
}
