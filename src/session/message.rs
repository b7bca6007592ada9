//! What the session is asked, and what it answers.

use std::path::PathBuf;
use std::sync::Arc;

use super::snapshot::{Revision, Snapshot};
use crate::diagnostic::Diagnostic;
use crate::export::{Format, Scope};
use crate::ingest::{Article, ArticleId};
use crate::job::Progress;
use crate::knowledge::{Correction, EntityId};
use crate::locale::Locale;
use crate::workspace::{NamedSnapshot, Position, SearchHit};

/// Numbers what was asked; every request is a job, and every job ends in exactly one of `Finished`, `Cancelled`, `Failed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// What the session can be asked.
#[derive(Clone, Debug)]
pub enum Request {
    /// Opens a workspace in place of the present one.
    Open(PathBuf),
    /// Opens the workspace that has no name yet, making it where there is none.
    OpenUnnamed,
    /// Makes an empty workspace, in place of the present one; without a path, empties and opens the unnamed one.
    New(Option<PathBuf>),
    /// Writes the workspace to another file and goes on there.
    SaveAs(PathBuf),
    /// Reads files and folders into the workspace.
    Import(Vec<PathBuf>),
    /// Reads pasted text into the workspace, under a name.
    ImportText {
        /// What to call the article.
        name: String,
        /// Its text.
        text: String,
    },
    /// Reads articles of the workspace again.
    Reextract(ReextractScope),
    /// Takes articles out of the file for good.
    RemoveArticles(Vec<ArticleId>),
    /// Corrects, as one gesture: one step of undo.
    Correct(Vec<Correction>),
    /// Takes the last gesture back.
    Undo,
    /// Brings the gesture that was undone last back.
    Redo,
    /// Searches the articles; answered by `Update::Found`.
    Search {
        /// What was typed.
        query: String,
        /// The most hits wanted.
        limit: usize,
    },
    /// Asks for an article; the snapshot has it too.
    FetchArticle(ArticleId),
    /// Keeps positions of entities.
    SetPositions(Vec<(EntityId, Position)>),
    /// Forgets all positions.
    ForgetPositions,
    /// Keeps a setting of a view.
    SetSetting {
        /// Its key.
        key: String,
        /// Its value.
        value: String,
    },
    /// Keeps the present graph under a name.
    SaveSnapshot(String),
    /// Shows a named snapshot: answered by `Update::NamedSnapshot`; the present one stays where it is.
    OpenSnapshot(String),
    /// Asks for the named snapshots.
    ListSnapshots,
    /// Removes a named snapshot.
    RemoveSnapshot(String),
    /// Writes the graph or the findings to a file.
    Export {
        /// In which form.
        format: Format,
        /// How much of it.
        scope: Scope,
        /// Where.
        path: PathBuf,
    },
    /// Asks a job to stop; it ends in `Cancelled`, or in `Finished` where it was done already.
    Cancel(JobId),
    /// Cancels all, closes the workspace and ends the session.
    Close,
}

/// Which articles to read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReextractScope {
    /// Those whose findings were made otherwise than they would be now.
    Outdated,
    /// All.
    All,
    /// These.
    Articles(Vec<ArticleId>),
}

/// What the session tells.
#[derive(Clone, Debug)]
pub enum Update {
    /// A job began; the key of its title in the message files.
    Started(JobId, &'static str),
    /// How far a job has come; at most ten times a second.
    Progress(JobId, Progress),
    /// The present state of the workspace; it replaces the one before.
    Snapshot(Arc<Snapshot>),
    /// Only positions or settings changed: the same graph under the same revision.
    Arranged(Arc<Snapshot>),
    /// A named snapshot, to be looked at.
    NamedSnapshot(Arc<Snapshot>),
    /// The named snapshots.
    Snapshots(Vec<NamedSnapshot>),
    /// The hits of a search.
    Found {
        /// The job that asked.
        job: JobId,
        /// What was typed.
        query: String,
        /// The best first.
        hits: Vec<SearchHit>,
    },
    /// An article that was asked for.
    Article(Arc<Article>),
    /// A warning or notice of a job that goes on.
    Notice(JobId, Diagnostic),
    /// A job is done.
    Finished(JobId, Summary),
    /// A job was stopped; what was done stays.
    Cancelled(JobId, Summary),
    /// A job could not be done.
    Failed(JobId, Diagnostic),
}

impl Update {
    /// The job that it ends, if it ends one.
    pub fn ends(&self) -> Option<JobId> {
        match self {
            Self::Finished(job, _) | Self::Cancelled(job, _) | Self::Failed(job, _) => Some(*job),
            _ => None,
        }
    }
}

/// What a job did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles read.
    pub read: usize,
    /// Articles that were there already.
    pub known: usize,
    /// Articles kept in languages that are not read.
    pub unread: usize,
    /// Articles that failed.
    pub failed: usize,
    /// The file written, if it wrote one.
    pub path: Option<PathBuf>,
    /// The revision that shows what it did, if it changed the graph.
    pub revision: Option<Revision>,
}

impl Summary {
    /// It in one line.
    pub fn line(&self, locale: Locale) -> String {
        if self.read + self.known + self.unread + self.failed == 0 {
            return locale.message("summary-done", &[]);
        }
        let [read, known, failed] = [self.read + self.unread, self.known, self.failed].map(|n| n.to_string());
        locale.message("summary-articles", &[("read", &read), ("known", &known), ("failed", &failed)])
    }
}
