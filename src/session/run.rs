//! Jobs beside the keeper: reading articles, writing exports; what they make goes to the keeper in order.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use crossbeam_channel::Sender;

use super::batch::{Outcome, read_all, read_article, read_piece};
use super::message::JobId;
use super::reader::Reader;
use super::snapshot::Snapshot;
use crate::diagnostic::Diagnostic;
use crate::export::{self, Format, Scope};
use crate::ingest::{Article, ArticleId, pieces};
use crate::job::CancelToken;

/// What a job tells the keeper.
#[derive(Debug)]
pub(super) enum Report {
    /// How many pieces there are.
    Total(usize),
    /// The next piece, in order.
    Outcome(Outcome),
    /// All pieces are through, or the job was cancelled.
    ReadingEnded,
    /// An export ended.
    Exported(PathBuf, Result<(), Diagnostic>),
}

/// Articles that the workspace holds, for threads that would read them again.
pub(super) type KnownIds = Arc<RwLock<HashSet<ArticleId>>>;

/// What to read.
#[derive(Debug)]
pub(super) enum Reading {
    /// Files and folders.
    Paths(Vec<PathBuf>),
    /// Articles of the workspace, again.
    Again(Vec<Arc<Article>>),
    /// New articles that are in memory.
    Fresh(Vec<Arc<Article>>),
}

/// Reads on `threads` threads beside the keeper.
pub(super) fn read(
    job: JobId,
    reading: Reading,
    reader: Arc<dyn Reader>,
    threads: usize,
    known: KnownIds,
    cancel: CancelToken,
    reports: Sender<(JobId, Report)>,
) {
    std::thread::spawn(move || {
        let take = |outcome| {
            let gone = reports.send((job, Report::Outcome(outcome))).is_err();
            if gone || cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let total = |n| reports.send((job, Report::Total(n))).is_ok();
        match reading {
            Reading::Paths(paths) => {
                // Counting walks folders and lines, which is little beside reading them.
                let _ = total(pieces(&paths).take_while(|_| !cancel.is_cancelled()).count());
                let is_known = |id| known.read().is_ok_and(|known| known.contains(&id));
                let items = pieces(&paths).take_while(|_| !cancel.is_cancelled());
                read_all(items, threads, |piece| read_piece(piece, reader.as_ref(), &is_known), take);
            }
            Reading::Again(articles) | Reading::Fresh(articles) => {
                let _ = total(articles.len());
                let items = articles.into_iter().take_while(|_| !cancel.is_cancelled());
                read_all(items, threads, |article| read_article(article, reader.as_ref()), take);
            }
        }
        let _ = reports.send((job, Report::ReadingEnded));
    });
}

/// Writes an export beside the keeper.
pub(super) fn export(
    job: JobId,
    snapshot: Arc<Snapshot>,
    format: Format,
    scope: Scope,
    path: PathBuf,
    cancel: CancelToken,
    reports: Sender<(JobId, Report)>,
) {
    std::thread::spawn(move || {
        let content = export::Content { graph: &snapshot.graph, articles: &snapshot.articles };
        let written = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            export::write(&content, format, &scope, &path, &cancel)
        }));
        let failed = || Err(Diagnostic::of_file(crate::diagnostic::Code::ExportFailed, &path).with("reason", "panic"));
        let written = written.unwrap_or_else(|_| failed());
        let _ = reports.send((job, Report::Exported(path, written)));
    });
}
