//! `recoupe extract`: articles -> their findings, in the order of the input, without a workspace.

use std::io::{BufWriter, IsTerminal as _, Write};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::options::{ExtractArguments, ExtractFormat};
use super::{ALL_WELL, SOME_FAILED, report};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::export::{article_json, atomic};
use crate::ingest::pieces;
use crate::locale::Locale;
use crate::session::{Outcome, Reader, read_all, read_piece};

/// Time between two lines of progress.
const PROGRESS_EVERY: Duration = Duration::from_millis(200);

/// Runs it; the exit code says whether articles failed.
pub fn run(arguments: &ExtractArguments, reader: &dyn Reader, locale: Locale) -> Result<u8, Diagnostic> {
    let mut failed = 0usize;
    match &arguments.output {
        Some(path) => atomic::write(path, |out| write_all(arguments, reader, locale, out, &mut failed))?,
        None => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            let written = write_all(arguments, reader, locale, &mut out, &mut failed).and_then(|()| out.flush());
            match written {
                Ok(()) => {}
                // The reader of a pipe has had enough, which is no failure of ours.
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
                Err(error) => return Err(Diagnostic::new(Code::ExportFailed).with("reason", error)),
            }
        }
    }
    if failed > 0 {
        let _ = writeln!(std::io::stderr(), "{}", locale.message("cli-failed", &[("count", &failed.to_string())]));
    }
    Ok(if failed > 0 { SOME_FAILED } else { ALL_WELL })
}

fn write_all(
    arguments: &ExtractArguments,
    reader: &dyn Reader,
    locale: Locale,
    out: &mut dyn Write,
    failed: &mut usize,
) -> std::io::Result<()> {
    let threads = arguments.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let json = arguments.format == ExtractFormat::Json;
    let mut written: std::io::Result<()> = if json { out.write_all(b"[") } else { Ok(()) };
    let mut progress = Meter::new();
    let mut articles = 0usize;
    let read = |piece| read_piece(piece, reader, &|_| false);
    read_all(pieces(&arguments.paths), threads, read, |outcome| {
        let result = match outcome {
            Outcome::Read(article, extraction) => {
                let line = article_json(&article, &extraction);
                let before = if json && articles > 0 { ",\n" } else { "" };
                articles += 1;
                progress.tick(articles);
                write!(out, "{before}{line}{}", if json { "" } else { "\n" })
            }
            Outcome::Unread(_, diagnostic) | Outcome::Refused(diagnostic) => {
                progress.clear();
                report(&diagnostic, locale);
                *failed += usize::from(diagnostic.severity() != Severity::Info);
                Ok(())
            }
        };
        match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                written = Err(error);
                ControlFlow::Break(())
            }
        }
    });
    progress.clear();
    reader.notices().iter().for_each(|notice| report(notice, locale));
    written?;
    if json { out.write_all(b"]\n") } else { Ok(()) }
}

/// A line of progress on a terminal; silent elsewhere.
struct Meter {
    shown: bool,
    last: Instant,
    terminal: bool,
}

impl Meter {
    fn new() -> Self {
        Self { shown: false, last: Instant::now(), terminal: std::io::stderr().is_terminal() }
    }

    fn tick(&mut self, articles: usize) {
        if self.terminal && self.last.elapsed() > PROGRESS_EVERY {
            self.last = Instant::now();
            self.shown = true;
            let _ = write!(std::io::stderr(), "\r{articles}");
        }
    }

    fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}
