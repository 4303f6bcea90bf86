//! How a command ended, and the exit code for it.

use std::process::ExitCode;

/// The exit code behind an interrupt: 128 and the number of the signal, as shells give it.
pub(crate) const INTERRUPTED: u8 = 130;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All was done.
    Done,
    /// Something was found that should not be: a failed example, a rule with a mistake.
    Findings,
    /// A part of the input could not be read, or the pack is broken; it was said.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => ExitCode::SUCCESS,
            Exit::Findings => ExitCode::from(1),
            Exit::Failed => ExitCode::from(2),
        }
    }
}
