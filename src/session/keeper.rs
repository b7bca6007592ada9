//! The keeper: one thread that alone writes the workspace, makes the graph, and publishes it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, select};

use super::SessionOptions;
use super::intake::ReadingJob;
use super::message::{JobId, Request, Summary, Update};
use super::outbox::Outbox;
use super::reader::Reader;
use super::run::{self, KnownIds, Reading, Report};
use super::snapshot::{Revision, Snapshot};
use super::state::Opened;
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::article_from_text;
use crate::job::CancelToken;
use crate::workspace::{Recent, Workspace};

/// Reports on their way to the keeper.
const REPORTS: usize = 128;

/// The keeper's own state.
pub(super) struct Keeper {
    pub(super) reader: Arc<dyn Reader>,
    pub(super) options: SessionOptions,
    pub(super) outbox: Outbox,
    pub(super) reports_in: Sender<(JobId, Report)>,
    pub(super) opened: Option<Opened>,
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) revision: Revision,
    pub(super) recent: Recent,
    pub(super) known: KnownIds,
    pub(super) cancels: HashMap<JobId, CancelToken>,
    pub(super) reading: Option<ReadingJob>,
    /// Reading jobs that wait for the one under way.
    pub(super) queue: VecDeque<(JobId, Reading)>,
}

/// What a request came to: its end now, or later through reports.
pub(super) enum Answer {
    Done(Summary),
    Later,
}

/// Runs until `Close`, or until the session is dropped.
pub(super) fn run(
    reader: Arc<dyn Reader>,
    options: SessionOptions,
    requests: &Receiver<(JobId, Request)>,
    outbox: Outbox,
) {
    let (reports_in, reports) = bounded(REPORTS);
    let recent = Recent::load(&options.folders);
    let mut keeper = Keeper {
        reader,
        options,
        outbox,
        reports_in,
        opened: None,
        snapshot: Arc::default(),
        revision: Revision(0),
        recent,
        known: KnownIds::default(),
        cancels: HashMap::new(),
        reading: None,
        queue: VecDeque::new(),
    };
    loop {
        // Updates that found no room are offered again soon.
        let patience = if keeper.outbox.is_waiting() { Duration::from_millis(20) } else { Duration::from_secs(3600) };
        select! {
            recv(requests) -> request => match request {
                Ok((job, Request::Close)) => {
                    keeper.close();
                    keeper.outbox.send(Update::Finished(job, Summary::default()));
                    return;
                }
                Ok((job, request)) => keeper.serve(job, request),
                Err(_) => {
                    keeper.close();
                    return;
                }
            },
            recv(reports) -> report => if let Ok((job, report)) = report {
                keeper.take(job, report, &reports);
            },
            default(patience) => {}
        }
        keeper.outbox.flush();
    }
}

impl Keeper {
    fn serve(&mut self, job: JobId, request: Request) {
        if let Request::Cancel(other) = request {
            self.cancel(other);
            self.outbox.send(Update::Finished(job, Summary::default()));
            return;
        }
        self.outbox.send(Update::Started(job, title_key(&request)));
        match self.answer(job, request) {
            Ok(Answer::Done(summary)) => self.outbox.send(Update::Finished(job, summary)),
            Ok(Answer::Later) => {}
            Err(diagnostic) => {
                self.cancels.remove(&job);
                self.outbox.send(Update::Failed(job, diagnostic));
            }
        }
    }

    fn answer(&mut self, job: JobId, request: Request) -> Result<Answer, Diagnostic> {
        let mut summary = Summary::default();
        match request {
            Request::Open(path) => self.open(&path, Workspace::open)?,
            Request::OpenUnnamed => self.open_unnamed()?,
            Request::New(None) => {
                self.leave();
                remove_database(&self.options.folders.unnamed());
                self.open_unnamed()?;
            }
            Request::New(Some(path)) => self.open(&path, |path| {
                // The dialog asked before an existing file is replaced; one in use is refused by its lock.
                Workspace::open(path).map(drop).or_else(|d| match d.code {
                    Code::WorkspaceLocked | Code::FileForbidden => Err(d),
                    _ => Ok(()),
                })?;
                remove_database(path);
                Workspace::create(path)
            })?,
            Request::SaveAs(path) => {
                self.opened()?.move_to(&path)?;
                self.recent.note(&path, &self.options.folders);
                self.rearrange()?;
                summary.path = Some(path);
            }
            Request::Import(paths) => return self.enqueue(job, Reading::Paths(paths)),
            Request::ImportText { name, text } => {
                let article = Arc::new(article_from_text(&name, text));
                return self.enqueue(job, Reading::Fresh(vec![article]));
            }
            Request::Reextract(scope) => {
                let articles = self.articles_in_scope(&scope)?;
                return self.enqueue(job, Reading::Again(articles));
            }
            Request::RemoveArticles(ids) => {
                self.opened()?.remove(&ids)?;
                self.refresh_known();
                summary.revision = Some(self.publish()?);
            }
            Request::Correct(corrections) => {
                let now = now();
                self.opened()?.change_log(|log| log.record(corrections, now).is_some())?;
                summary.revision = Some(self.publish()?);
            }
            Request::Undo => {
                if !self.opened()?.change_log(|log| log.undo().is_some())? {
                    return Err(Diagnostic::new(Code::NothingToUndo));
                }
                summary.revision = Some(self.publish()?);
            }
            Request::Redo => {
                if !self.opened()?.change_log(|log| log.redo().is_some())? {
                    return Err(Diagnostic::new(Code::NothingToRedo));
                }
                summary.revision = Some(self.publish()?);
            }
            Request::Search { query, limit } => {
                let hits = self.opened()?.workspace.search(&query, limit)?;
                self.outbox.send(Update::Found { job, query, hits });
            }
            Request::FetchArticle(id) => {
                if let Some(article) = self.opened()?.article(id).cloned() {
                    self.outbox.send(Update::Article(article));
                }
            }
            Request::SetPositions(positions) => {
                self.opened()?.workspace.keep_positions(&positions)?;
                self.rearrange()?;
            }
            Request::ForgetPositions => {
                self.opened()?.workspace.forget_positions()?;
                self.rearrange()?;
            }
            Request::SetSetting { key, value } => {
                self.opened()?.workspace.keep_setting(&key, &value)?;
                self.rearrange()?;
            }
            Request::SaveSnapshot(name) => {
                let failed = |e| Diagnostic::new(Code::WorkspaceFailed).with("reason", e);
                let graph = rmp_serde::to_vec_named(&self.snapshot.graph.to_record()).map_err(failed)?;
                self.opened()?.workspace.keep_snapshot(&name, &now(), &graph)?;
                self.rearrange()?;
            }
            Request::OpenSnapshot(name) => {
                let present = Arc::clone(&self.snapshot);
                let named = self.opened()?.named(&name, &present)?;
                self.outbox.send(Update::NamedSnapshot(Arc::new(named)));
            }
            Request::ListSnapshots => {
                let snapshots = self.opened()?.workspace.snapshots()?;
                self.outbox.send(Update::Snapshots(snapshots));
            }
            Request::RemoveSnapshot(name) => {
                self.opened()?.workspace.remove_snapshot(&name)?;
                self.rearrange()?;
            }
            Request::Export { format, scope, path } => {
                let cancel = self.token(job);
                let (snapshot, reports) = (Arc::clone(&self.snapshot), self.reports_in.clone());
                run::export(job, snapshot, format, scope, path, cancel, reports);
                return Ok(Answer::Later);
            }
            // Served before.
            Request::Cancel(_) | Request::Close => {}
        }
        Ok(Answer::Done(summary))
    }

    /// The open workspace; a session that was asked before any was opened takes the unnamed one.
    pub(super) fn opened(&mut self) -> Result<&mut Opened, Diagnostic> {
        if self.opened.is_none() {
            self.open_unnamed()?;
        }
        self.opened.as_mut().ok_or_else(|| Diagnostic::new(Code::WorkspaceMissing))
    }

    fn open_unnamed(&mut self) -> Result<(), Diagnostic> {
        let path = self.options.folders.unnamed();
        self.open(&path, Workspace::open_or_create)
    }

    /// Opens a workspace in place of the present one, which stays where opening fails.
    fn open(
        &mut self,
        path: &Path,
        make: impl FnOnce(&Path) -> Result<Workspace, Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let same = self.opened.as_ref().is_some_and(|o| o.workspace.path() == path);
        if same {
            self.leave();
        }
        let unnamed = path == self.options.folders.unnamed();
        let opened = Opened::load(make(path)?, unnamed)?;
        self.leave();
        self.opened = Some(opened);
        self.refresh_known();
        if !unnamed {
            self.recent.note(path, &self.options.folders);
        }
        self.publish().map(|_| ())
    }

    /// Stops what works for the present workspace, and closes it.
    fn leave(&mut self) {
        for (job, _) in std::mem::take(&mut self.queue) {
            self.cancels.remove(&job);
            self.outbox.send(Update::Cancelled(job, Summary::default()));
        }
        if let Some(reading) = self.reading.take() {
            self.cancel(reading.job);
            self.cancels.remove(&reading.job);
            self.outbox.send(Update::Cancelled(reading.job, reading.summary));
        }
        self.opened = None;
        self.snapshot = Arc::default();
    }

    fn close(&mut self) {
        self.leave();
        for (job, cancel) in std::mem::take(&mut self.cancels) {
            cancel.cancel();
            self.outbox.send(Update::Cancelled(job, Summary::default()));
        }
    }

    fn cancel(&mut self, job: JobId) {
        if let Some(cancel) = self.cancels.get(&job) {
            cancel.cancel();
        }
        if let Some(i) = self.queue.iter().position(|(queued, _)| *queued == job) {
            self.queue.remove(i);
            self.cancels.remove(&job);
            self.outbox.send(Update::Cancelled(job, Summary::default()));
        }
    }

    pub(super) fn token(&mut self, job: JobId) -> CancelToken {
        self.cancels.entry(job).or_default().clone()
    }

    /// Makes the graph anew and tells it.
    pub(super) fn publish(&mut self) -> Result<Revision, Diagnostic> {
        self.revision.0 += 1;
        let revision = self.revision;
        let snapshot = Arc::new(self.opened()?.publish(revision)?);
        self.snapshot = Arc::clone(&snapshot);
        self.outbox.send(Update::Snapshot(snapshot));
        Ok(revision)
    }

    /// Tells new positions, settings or names under the same number.
    fn rearrange(&mut self) -> Result<(), Diagnostic> {
        let present = self.snapshot.as_ref().clone();
        let snapshot = Arc::new(self.opened()?.arrange(present)?);
        self.snapshot = Arc::clone(&snapshot);
        self.outbox.send(Update::Arranged(snapshot));
        Ok(())
    }

    fn refresh_known(&mut self) {
        let ids: HashSet<_> = self.opened.iter().flat_map(Opened::ids).collect();
        if let Ok(mut known) = self.known.write() {
            *known = ids;
        }
    }
}

/// The time now, as the log keeps it.
fn now() -> String {
    format!("{:.0}", jiff::Timestamp::now())
}

/// Removes a database with the files that SQLite keeps beside it.
fn remove_database(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        // What is not there need not be removed; what cannot be is told when the file is opened.
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}

fn title_key(request: &Request) -> &'static str {
    match request {
        Request::Open(_) | Request::OpenUnnamed => "job-open",
        Request::New(_) => "job-new",
        Request::SaveAs(_) | Request::SetSetting { .. } => "job-save",
        Request::Import(_) | Request::ImportText { .. } => "job-import",
        Request::Reextract(_) => "job-reextract",
        Request::Correct(_) | Request::RemoveArticles(_) => "job-correct",
        Request::Undo => "job-undo",
        Request::Redo => "job-redo",
        Request::Search { .. } => "job-search",
        Request::FetchArticle(_) => "job-fetch",
        Request::SetPositions(_) | Request::ForgetPositions => "job-positions",
        Request::SaveSnapshot(_) | Request::OpenSnapshot(_) | Request::ListSnapshots | Request::RemoveSnapshot(_) => {
            "job-snapshot"
        }
        Request::Export { .. } => "job-export",
        Request::Cancel(_) | Request::Close => "job-close",
    }
}
