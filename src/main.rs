//! Thin binary: arguments -> window or command line.

use std::process::ExitCode;
use std::sync::Arc;

use recoupe::cli;
use recoupe::session::ChosenReader;

fn main() -> ExitCode {
    cli::run(Arc::new(ChosenReader::of_platform()), open_window)
}

#[cfg(feature = "gui")]
fn open_window(options: cli::Options) -> Result<(), recoupe::diagnostic::Diagnostic> {
    let locale = options.lang.map(|_| options.locale());
    recoupe::app::run(Arc::new(ChosenReader::of_platform()), options.files, locale)
}

#[cfg(not(feature = "gui"))]
fn open_window(_: cli::Options) -> Result<(), recoupe::diagnostic::Diagnostic> {
    Err(recoupe::diagnostic::Diagnostic::new(recoupe::diagnostic::Code::WindowAbsent))
}
