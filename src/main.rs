//! Thin binary: arguments -> window or command line.

use std::process::ExitCode;
use std::sync::Arc;

use recoupe::cli;
use recoupe::diagnostic::{Code, Diagnostic};
use recoupe::session::EmbeddedReader;

fn main() -> ExitCode {
    cli::run(Arc::new(EmbeddedReader), |_| Err(Diagnostic::new(Code::WindowAbsent)))
}
