//! An immutable state of a workspace to look at.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::independence::Independence;
use crate::extract::Extraction;
use crate::extract::finding::MentionKind;
use crate::ingest::{Article, ArticleId};
use crate::knowledge::{
    Claim, CorrectionLog, EntityId, EventAnchor, KnowledgeGraph, MentionAnchor, StaleCorrection, Suggestion,
};
use crate::text::TextSpan;
use crate::workspace::{NamedSnapshot, Position, StoredArticle};

/// Numbers the states of a session; a later one is greater, and the same number means the same graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Revision(pub u64);

/// A state of the workspace; cheap to clone, never changed.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Its number.
    pub revision: Revision,
    /// The workspace's file; `None` where none is open.
    pub path: Option<PathBuf>,
    /// True where the workspace has no name yet.
    pub unnamed: bool,
    /// The name, where this is a named snapshot and can only be looked at.
    pub read_only: Option<String>,
    /// Entities, events, ties, edges.
    pub graph: Arc<KnowledgeGraph>,
    /// The articles in their order, with their findings and states.
    pub articles: Arc<Vec<StoredArticle>>,
    /// Where each article stands in `articles`.
    pub(super) article_index: Arc<HashMap<ArticleId, usize>>,
    /// Every gesture, oldest first, with undo and redo.
    pub history: Arc<CorrectionLog>,
    /// Corrections that do not hold now, and why.
    pub stale: Arc<Vec<StaleCorrection>>,
    /// Pairs of entities that may be one, the likeliest first; answered by `SameEntity` or `DifferentEntity`.
    pub suggestions: Arc<Vec<Suggestion>>,
    /// Which articles are copies or carry one agency's story; `of_event` gives "5 articles, 2 independent".
    pub independence: Arc<Independence>,
    /// Where entities stand.
    pub positions: Arc<HashMap<EntityId, Position>>,
    /// The named snapshots of the workspace.
    pub named: Arc<Vec<NamedSnapshot>>,
    /// Settings of views.
    pub settings: Arc<BTreeMap<String, String>>,
}

impl Snapshot {
    /// What to call the workspace: its file's stem; empty where it has no name.
    pub fn name(&self) -> String {
        match &self.path {
            Some(path) if !self.unnamed => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            _ => String::new(),
        }
    }

    /// An article with its findings and state.
    pub fn stored(&self, id: ArticleId) -> Option<&StoredArticle> {
        self.article_index.get(&id).map(|&i| &self.articles[i])
    }

    /// An article.
    pub fn article(&self, id: ArticleId) -> Option<&Arc<Article>> {
        self.stored(id).map(|s| &s.article)
    }

    /// What the program found in an article, before any correction.
    pub fn extraction(&self, id: ArticleId) -> Option<&Arc<Extraction>> {
        self.stored(id)?.extraction.as_ref()
    }

    /// The words of a span.
    pub fn words(&self, article: ArticleId, span: TextSpan) -> &str {
        self.article(article).map_or("", |a| span.of(&a.text))
    }

    /// Points a correction at words of an article.
    pub fn anchor(&self, article: ArticleId, span: TextSpan) -> Option<MentionAnchor> {
        self.article(article).map(|a| MentionAnchor::new(article, &a.text, span))
    }

    /// Points a correction at an entity, through its first mention by name.
    pub fn entity_anchor(&self, id: EntityId) -> Option<MentionAnchor> {
        let entity = self.graph.entity(id)?;
        let named = entity.mentions.iter().find(|m| m.kind == MentionKind::Name);
        let mention = named.or(entity.mentions.first())?;
        self.anchor(mention.article, mention.span)
    }

    /// Points a correction at the event of a claim, through its first trigger.
    pub fn event_anchor(&self, claim: &Claim) -> Option<EventAnchor> {
        let trigger = self.anchor(claim.article, claim.triggers.first()?.span)?;
        let found = self.extraction(claim.article)?.events.iter().find(|e| e.id == claim.event)?;
        Some(EventAnchor { trigger, event_type: found.event_type })
    }
}
