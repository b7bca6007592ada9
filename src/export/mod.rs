//! The graph and the findings -> files: JSON Lines of findings, JSON, GraphML, CSV.

pub mod atomic;
mod graphml;
mod record;
pub mod scene;
mod tables;

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

pub use record::to_json as article_json;

use crate::diagnostic::Diagnostic;
use crate::ingest::{Article, ArticleId};
use crate::job::CancelToken;
use crate::knowledge::{Edge, EdgeKind, Entity, EntityId, EventNode, KnowledgeGraph, Tie};
use crate::text::TextSpan;
use crate::workspace::StoredArticle;

/// Forms of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// The findings as extracted, one JSON object a line, one line an article.
    Jsonl,
    /// The same in one JSON array.
    Json,
    /// The graph of entities, for Gephi, yEd, Cytoscape, NetworkX.
    GraphMl,
    /// A folder or zip of three tables: entities, events, relations.
    Csv,
}

impl Format {
    /// All forms.
    pub const ALL: [Self; 4] = [Self::Jsonl, Self::Json, Self::GraphMl, Self::Csv];

    /// Its usual extension; CSV comes as a zip of tables where the path ends in `.zip`, and as a folder elsewhere.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Json => "json",
            Self::GraphMl => "graphml",
            Self::Csv => "zip",
        }
    }
}

/// How much to write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    #[default]
    All,
    /// What these articles say.
    Articles(Vec<ArticleId>),
    /// These entities and what joins them.
    Entities(Vec<EntityId>),
}

/// What there is to write.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// The graph.
    pub graph: &'a KnowledgeGraph,
    /// The articles with their findings.
    pub articles: &'a [StoredArticle],
}

/// Writes a file, or a folder of tables; whole, or not at all.
pub fn write(
    content: &Content<'_>,
    format: Format,
    scope: &Scope,
    path: &Path,
    cancel: &CancelToken,
) -> Result<(), Diagnostic> {
    let chosen = Chosen::new(content, scope);
    match format {
        Format::Jsonl | Format::Json => atomic::write(path, |out| findings(&chosen, format, cancel, out)),
        Format::GraphMl => atomic::write(path, |out| graphml::write(&chosen, cancel, out)),
        Format::Csv => tables::write(&chosen, path, cancel),
    }
}

/// The part of the content that the scope names.
struct Chosen<'a> {
    content: &'a Content<'a>,
    articles: Option<HashSet<ArticleId>>,
    entities: Option<HashSet<EntityId>>,
}

impl<'a> Chosen<'a> {
    fn new(content: &'a Content<'a>, scope: &Scope) -> Self {
        let (mut articles, mut entities) = (None, None);
        match scope {
            Scope::All => {}
            Scope::Articles(ids) => articles = Some(ids.iter().copied().collect()),
            Scope::Entities(ids) => entities = Some(ids.iter().copied().collect()),
        }
        Self { content, articles, entities }
    }

    fn has_article(&self, id: ArticleId) -> bool {
        self.articles.as_ref().is_none_or(|a| a.contains(&id))
    }

    fn has_entity(&self, entity: &Entity) -> bool {
        self.entities.as_ref().is_none_or(|e| e.contains(&entity.id))
            && entity.articles.iter().any(|&a| self.has_article(a))
    }

    fn articles(&self) -> impl Iterator<Item = &'a StoredArticle> {
        let in_entities = |id: ArticleId| match &self.entities {
            None => true,
            Some(ids) => ids.iter().filter_map(|&e| self.content.graph.entity(e)).any(|e| e.articles.contains(&id)),
        };
        self.content.articles.iter().filter(move |a| self.has_article(a.article.id) && in_entities(a.article.id))
    }

    fn entities(&self) -> impl Iterator<Item = &'a Entity> {
        self.content.graph.entities().iter().filter(|e| self.has_entity(e))
    }

    fn events(&self) -> impl Iterator<Item = &'a EventNode> {
        self.content.graph.events().iter().filter(|e| {
            let said = e.claims.iter().any(|c| self.has_article(c.article));
            let about = self.entities.as_ref().is_none_or(|ids| {
                e.claims.iter().flat_map(|c| &c.args).any(|a| match a.filler {
                    crate::knowledge::ClaimFiller::Entity(id) => ids.contains(&id),
                    _ => false,
                })
            });
            said && about
        })
    }

    fn ties(&self) -> impl Iterator<Item = &'a Tie> {
        let has = |id: EntityId| self.entities.as_ref().is_none_or(|e| e.contains(&id));
        let ties = self.content.graph.ties().iter();
        ties.filter(move |t| {
            has(t.from) && t.to.is_none_or(has) && t.evidence.iter().any(|e| self.has_article(e.article))
        })
    }

    fn edges(&self) -> impl Iterator<Item = &'a Edge> {
        let graph = self.content.graph;
        let has = |id: EntityId| self.entities.as_ref().is_none_or(|e| e.contains(&id));
        graph.edges().iter().filter(move |edge| {
            let said = match edge.kind {
                EdgeKind::Event { .. } => graph.claim(edge).is_some_and(|c| self.has_article(c.article)),
                EdgeKind::Tie(id) => {
                    graph.tie(id).is_some_and(|t| t.evidence.iter().any(|e| self.has_article(e.article)))
                }
            };
            said && has(edge.from) && has(edge.to)
        })
    }
}

/// The words of a span on one line.
fn on_one_line(article: Option<&Article>, span: TextSpan) -> String {
    article.map_or("", |a| span.of(&a.text)).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn findings(chosen: &Chosen<'_>, format: Format, cancel: &CancelToken, out: &mut dyn Write) -> std::io::Result<()> {
    let array = format == Format::Json;
    let mut first = true;
    out.write_all(if array { b"[" } else { b"" })?;
    for stored in chosen.articles() {
        stop_where_cancelled(cancel)?;
        let Some(extraction) = &stored.extraction else { continue };
        if array && !std::mem::take(&mut first) {
            out.write_all(b",\n")?;
        }
        out.write_all(article_json(&stored.article, extraction).as_bytes())?;
        out.write_all(if array { b"" } else { b"\n" })?;
    }
    out.write_all(if array { b"]\n" } else { b"" })
}

/// Turns a wish to stop into an error, so that nothing half-written remains.
fn stop_where_cancelled(cancel: &CancelToken) -> std::io::Result<()> {
    if cancel.is_cancelled() { Err(std::io::ErrorKind::Interrupted.into()) } else { Ok(()) }
}
