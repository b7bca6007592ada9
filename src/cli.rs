//! The command line: subcommands over the same parts as the window.

mod extract;
mod model;
mod options;
mod stored;
mod story;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;

pub use options::{Command, ModelCommand, Options};

use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::session::{Reader, Request};

/// All went well.
const ALL_WELL: u8 = 0;
/// Done, with articles that failed.
const SOME_FAILED: u8 = 1;
/// Could not start, or could not write the result.
const FAILED: u8 = 2;

/// Runs the program: a subcommand, or `open_window` with the files named where there is none.
pub fn run(reader: Arc<dyn Reader>, open_window: impl FnOnce(Options) -> Result<(), Diagnostic>) -> ExitCode {
    let mut options = Options::parse();
    let locale = options.locale();
    let result = match options.command.take() {
        None => open_window(options).map(|()| ALL_WELL),
        Some(command) => run_command(command, reader, locale),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(diagnostic) => {
            report(&diagnostic, locale);
            ExitCode::from(FAILED)
        }
    }
}

fn run_command(command: Command, reader: Arc<dyn Reader>, locale: Locale) -> Result<u8, Diagnostic> {
    match command {
        Command::Extract(arguments) => extract::run(&arguments, reader.as_ref(), locale),
        Command::Import { workspace, paths, threads } => stored::import(&workspace, &paths, threads, reader, locale),
        Command::Export { workspace, format, output } => stored::export(&workspace, format, &output, reader, locale),
        Command::Undo { workspace } => stored::step(&workspace, Request::Undo, reader, locale),
        Command::Redo { workspace } => stored::step(&workspace, Request::Redo, reader, locale),
        Command::History { workspace } => stored::history(&workspace, locale),
        Command::Resolve { workspace, format } => story::resolve(&workspace, format, locale),
        Command::Claims { workspace, speaker, format } => story::claims(&workspace, speaker.as_deref(), format, locale),
        Command::Contradictions { workspace, format } => story::contradictions(&workspace, format, locale),
        Command::Diff { workspace, one, other, format } => {
            story::difference(&workspace, &one, other.as_deref(), format, locale)
        }
        Command::Annotate { model, format, paths } => model::annotate(model.as_deref(), format, &paths, locale),
        Command::Explain { path, event } => model::explain(&path, event, locale),
        Command::Model { command } => model::run(&command, locale),
        Command::Rows { folder } => model::rows(&folder),
    }
}

/// Tells a diagnostic on stderr.
fn report(diagnostic: &Diagnostic, locale: Locale) {
    use std::io::Write as _;
    // Nobody may be listening on stderr.
    let _ = writeln!(std::io::stderr(), "{}", diagnostic.line(locale));
}
