//! Subcommands over a workspace: the same session as the window's, waited for.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::options::ExportFormat;
use super::{ALL_WELL, SOME_FAILED, report};
use crate::diagnostic::{Diagnostic, Severity};
use crate::export::{Format, Scope};
use crate::knowledge::GestureState;
use crate::locale::Locale;
use crate::session::{Reader, Request, Session, SessionOptions, Summary, Update};
use crate::workspace::Workspace;

/// `recoupe import`.
pub fn import(
    workspace: &Path,
    paths: &[PathBuf],
    threads: Option<usize>,
    reader: Arc<dyn Reader>,
    locale: Locale,
) -> Result<u8, Diagnostic> {
    let mut options = SessionOptions::default();
    options.threads = threads.unwrap_or(options.threads);
    let session = Session::start(reader, options, Arc::new(|| {}));
    let open = if workspace.exists() { Request::Open } else { |path| Request::New(Some(path)) };
    ask(&session, open(workspace.to_owned()), locale)?;
    let summary = ask(&session, Request::Import(paths.to_vec()), locale)?;
    let _ = writeln!(std::io::stderr(), "{}", summary.line(locale));
    Ok(if summary.failed > 0 { SOME_FAILED } else { ALL_WELL })
}

/// `recoupe export`.
pub fn export(
    workspace: &Path,
    format: ExportFormat,
    output: &Path,
    reader: Arc<dyn Reader>,
    locale: Locale,
) -> Result<u8, Diagnostic> {
    let format = match format {
        ExportFormat::Jsonl => Format::Jsonl,
        ExportFormat::Json => Format::Json,
        ExportFormat::Graphml => Format::GraphMl,
        ExportFormat::Csv => Format::Csv,
    };
    let session = open(workspace, reader, locale)?;
    ask(&session, Request::Export { format, scope: Scope::All, path: output.to_owned() }, locale)?;
    Ok(ALL_WELL)
}

/// `recoupe undo` and `recoupe redo`.
pub fn step(workspace: &Path, request: Request, reader: Arc<dyn Reader>, locale: Locale) -> Result<u8, Diagnostic> {
    let session = open(workspace, reader, locale)?;
    ask(&session, request, locale)?;
    Ok(ALL_WELL)
}

/// `recoupe history`.
pub fn history(workspace: &Path, locale: Locale) -> Result<u8, Diagnostic> {
    let log = Workspace::open(workspace)?.log()?;
    let mut out = std::io::stdout().lock();
    for gesture in log.gestures() {
        let state = match gesture.state {
            GestureState::Done => "",
            GestureState::Undone => "undone",
            GestureState::Abandoned => "abandoned",
        };
        let words: Vec<String> = gesture.corrections.iter().map(|(_, c)| c.describe(locale)).collect();
        // The reader of a pipe may have had enough.
        if writeln!(out, "{}\t{}\t{state}\t{}", gesture.id.0, gesture.made_at, words.join("; ")).is_err() {
            break;
        }
    }
    Ok(ALL_WELL)
}

fn open(workspace: &Path, reader: Arc<dyn Reader>, locale: Locale) -> Result<Session, Diagnostic> {
    let session = Session::start(reader, SessionOptions::default(), Arc::new(|| {}));
    ask(&session, Request::Open(workspace.to_owned()), locale)?;
    Ok(session)
}

/// Asks and waits; notices and progress go to stderr.
fn ask(session: &Session, request: Request, locale: Locale) -> Result<Summary, Diagnostic> {
    let terminal = std::io::stderr().is_terminal();
    let end = session.wait(request, |update| match update {
        Update::Notice(_, diagnostic) if diagnostic.severity() != Severity::Info || terminal => {
            report(diagnostic, locale);
        }
        Update::Progress(_, progress) if terminal => {
            let (done, total) = (progress.done.to_string(), progress.total.to_string());
            let line = locale.message("cli-progress", &[("done", &done), ("total", &total)]);
            let _ = write!(std::io::stderr(), "\r{line}\u{1b}[K\r");
        }
        _ => {}
    });
    match end {
        Update::Failed(_, diagnostic) => Err(diagnostic),
        Update::Finished(_, summary) | Update::Cancelled(_, summary) => Ok(summary),
        _ => Ok(Summary::default()),
    }
}
