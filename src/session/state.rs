//! The open workspace with all that is derived from it; every change ends in `publish`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::snapshot::{Revision, Snapshot};
use crate::analysis::independence::{Fingerprint, Independence};
use crate::diagnostic::Diagnostic;
use crate::extract::Extraction;
use crate::extract::finding;
use crate::ingest::{Article, ArticleId};
use crate::knowledge::{CorrectionLog, GraphRecord, KnowledgeGraph, ReadArticle, project};
use crate::workspace::{NewArticle, StoredArticle, Workspace};

/// The keeper's own state of an open workspace.
pub(super) struct Opened {
    pub workspace: Workspace,
    pub unnamed: bool,
    pub log: CorrectionLog,
    articles: Vec<StoredArticle>,
    /// The same articles as `project` takes them.
    read: Vec<ReadArticle>,
    index: HashMap<ArticleId, usize>,
    /// What is kept of each text to find copies, and what came of it; made anew where articles come or go.
    prints: HashMap<ArticleId, Fingerprint>,
    independence: Option<Arc<Independence>>,
    /// When the graph was made last, and how long that took.
    projected: (Instant, Duration),
}

/// An article of the workspace as `project` takes it; one that was not read has no findings.
pub fn as_read(stored: &StoredArticle) -> ReadArticle {
    let none = || {
        Arc::new(Extraction {
            article: stored.article.id,
            fingerprint: finding::Fingerprint::default(),
            sentences: Vec::new(),
            chains: Vec::new(),
            events: Vec::new(),
            relations: Vec::new(),
            withheld: 0,
        })
    };
    ReadArticle::new(Arc::clone(&stored.article), stored.extraction.clone().unwrap_or_else(none))
}

impl Opened {
    /// Loads a workspace.
    pub fn load(workspace: Workspace, unnamed: bool) -> Result<Self, Diagnostic> {
        let log = workspace.log()?;
        let articles = workspace.articles()?;
        let read = articles.iter().map(as_read).collect();
        let index = articles.iter().enumerate().map(|(i, a)| (a.article.id, i)).collect();
        let projected = (Instant::now(), Duration::ZERO);
        let (prints, independence) = (HashMap::new(), None);
        Ok(Self { workspace, unnamed, log, articles, read, index, prints, independence, projected })
    }

    /// The ids of all articles.
    pub fn ids(&self) -> impl Iterator<Item = ArticleId> {
        self.articles.iter().map(|a| a.article.id)
    }

    /// All articles as kept.
    pub fn articles(&self) -> &[StoredArticle] {
        &self.articles
    }

    /// An article.
    pub fn article(&self, id: ArticleId) -> Option<&Arc<Article>> {
        self.index.get(&id).map(|&i| &self.articles[i].article)
    }

    /// Keeps new articles in one transaction; which of them were new.
    pub fn add(&mut self, new: Vec<NewArticle>) -> Result<std::collections::HashSet<ArticleId>, Diagnostic> {
        let mut added = self.workspace.add_articles(&new)?;
        let fresh = added.clone();
        self.independence = None;
        for article in new {
            if added.remove(&article.article.id) {
                let stored = article.stored();
                self.index.insert(stored.article.id, self.articles.len());
                self.read.push(as_read(&stored));
                self.articles.push(stored);
            }
        }
        Ok(fresh)
    }

    /// Swaps findings of articles for new ones in one transaction.
    pub fn replace(&mut self, new: Vec<NewArticle>) -> Result<(), Diagnostic> {
        self.workspace.replace_extractions(&new)?;
        for article in new {
            if let Some(&i) = self.index.get(&article.article.id) {
                let stored = article.stored();
                self.read[i] = as_read(&stored);
                self.articles[i] = stored;
            }
        }
        Ok(())
    }

    /// Takes articles out for good.
    pub fn remove(&mut self, ids: &[ArticleId]) -> Result<(), Diagnostic> {
        self.workspace.remove_articles(ids)?;
        self.independence = None;
        self.articles.retain(|a| !ids.contains(&a.article.id));
        self.read = self.articles.iter().map(as_read).collect();
        self.index = self.articles.iter().enumerate().map(|(i, a)| (a.article.id, i)).collect();
        Ok(())
    }

    /// Changes the log, in the file first.
    pub fn change_log(&mut self, change: impl FnOnce(&mut CorrectionLog) -> bool) -> Result<bool, Diagnostic> {
        let mut after = self.log.clone();
        if !change(&mut after) {
            return Ok(false);
        }
        self.workspace.keep_log(&self.log, &after)?;
        self.log = after;
        Ok(true)
    }

    /// Goes on in another file.
    pub fn move_to(&mut self, path: &Path) -> Result<(), Diagnostic> {
        self.workspace.save_as(path)?;
        self.workspace = Workspace::open(path)?;
        self.unnamed = false;
        Ok(())
    }

    /// True where a long import should show its graph again: not more than a fifth of the time goes into that.
    pub fn is_due(&self) -> bool {
        let (at, took) = self.projected;
        at.elapsed() > Duration::from_millis(500).max(took * 5)
    }

    /// The state to look at, under a new number.
    pub fn publish(&mut self, revision: Revision) -> Result<Snapshot, Diagnostic> {
        let began = Instant::now();
        let projection = project(&self.read, &self.log);
        let independence = self.independence();
        self.projected = (Instant::now(), began.elapsed());
        self.arrange(Snapshot {
            revision,
            graph: Arc::new(projection.graph),
            articles: Arc::new(self.articles.clone()),
            article_index: Arc::new(self.index.clone()),
            history: Arc::new(self.log.clone()),
            stale: Arc::new(projection.stale),
            suggestions: Arc::new(projection.suggestions),
            independence,
            ..Snapshot::default()
        })
    }

    fn independence(&mut self) -> Arc<Independence> {
        if let Some(known) = &self.independence {
            return Arc::clone(known);
        }
        for stored in &self.articles {
            self.prints.entry(stored.article.id).or_insert_with(|| Fingerprint::of(&stored.article));
        }
        let prints = self.articles.iter().filter_map(|a| Some((a.article.id, self.prints.get(&a.article.id)?)));
        let made = Arc::new(Independence::of(prints));
        self.independence = Some(Arc::clone(&made));
        made
    }

    /// The same state with positions, settings and names as they are now.
    pub fn arrange(&self, snapshot: Snapshot) -> Result<Snapshot, Diagnostic> {
        Ok(Snapshot {
            path: Some(self.workspace.path().to_owned()),
            unnamed: self.unnamed,
            positions: Arc::new(self.workspace.positions()?.into_iter().collect()),
            named: Arc::new(self.workspace.snapshots()?),
            settings: Arc::new(self.workspace.settings()?),
            ..snapshot
        })
    }

    /// The graph of a named snapshot beside the present articles.
    pub fn named(&self, name: &str, present: &Snapshot) -> Result<Snapshot, Diagnostic> {
        let damaged = || {
            let path: PathBuf = self.workspace.path().to_owned();
            Diagnostic::of_file(crate::diagnostic::Code::WorkspaceDamaged, &path)
        };
        let record: GraphRecord = rmp_serde::from_slice(&self.workspace.snapshot(name)?).map_err(|_| damaged())?;
        let graph = Arc::new(KnowledgeGraph::from_record(record));
        Ok(Snapshot {
            graph,
            read_only: Some(name.to_owned()),
            stale: Arc::default(),
            suggestions: Arc::default(),
            ..present.clone()
        })
    }
}
