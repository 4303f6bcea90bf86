//! The `demarche` program: a door. What it does stands in `cli`, what it knows in the library.

mod cli;

use std::io::ErrorKind;
use std::process::ExitCode;

/// Reading a pack is half a million small pieces of memory: with this allocator a third less time goes into it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::parse().run() {
        Ok(exit) => exit.into(),
        // Whoever read the results has read enough: `demarche tag … | head`.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("demarche : {error:#}");
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
    })
}
