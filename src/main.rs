//! The `demarche` program: a door. What it does stands in `cli`, what it knows in the library.

mod cli;

use std::io::ErrorKind;
use std::process::ExitCode;

use demarche::text::system::said;

/// Reading a pack is half a million small pieces of memory: with this allocator a third less time goes into it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::parse().run() {
        Ok(exit) => exit.into(),
        // Whoever read the results has read enough: `demarche tag … | head`.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let told: Vec<String> = error.chain().map(in_french).collect();
            anstream::eprintln!("demarche : {}", told.join(" : "));
            ExitCode::from(2)
        }
    }
}

fn in_french(cause: &(dyn std::error::Error + 'static)) -> String {
    let of_system = cause.downcast_ref::<std::io::Error>().map(said);
    of_system.unwrap_or_else(|| cause.to_string())
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| {
        let of_json = || cause.downcast_ref::<serde_json::Error>()?.io_error_kind();
        let of_system = cause
            .downcast_ref::<std::io::Error>()
            .map(std::io::Error::kind);
        of_system.or_else(of_json)
    };
    error
        .chain()
        .any(|cause| kind(cause) == Some(ErrorKind::BrokenPipe))
}
