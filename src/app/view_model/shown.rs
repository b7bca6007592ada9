//! Which claims, events and actors the filters and the focus leave: worked out once for all views.

use std::collections::HashSet;
use std::sync::Arc;

use super::extent::Extent;
use super::filters::{Filters, Voice};
use crate::ingest::ArticleId;
use crate::knowledge::{Claim, ClaimFiller, Edge, EdgeKind, EntityId, EventNode, KnowledgeGraph, Tie};
use crate::session::Snapshot;
use crate::text::fold;

/// The claims of a graph in words, folded, so that a text filter need not fold them again.
#[derive(Default)]
pub struct Texts {
    graph: Arc<KnowledgeGraph>,
    keys: Vec<Vec<String>>,
}

impl Texts {
    /// The words of a snapshot's claims, made anew only where its graph is another.
    pub fn of<'a>(&'a mut self, snapshot: &Snapshot) -> &'a [Vec<String>] {
        if !Arc::ptr_eq(&self.graph, &snapshot.graph) || self.keys.len() != snapshot.graph.events().len() {
            self.graph = Arc::clone(&snapshot.graph);
            let key = |claim: &Claim| {
                let mut words = fold(snapshot.words(claim.article, claim.sentence));
                for argument in &claim.args {
                    if let ClaimFiller::Entity(id) = argument.filler
                        && let Some(entity) = snapshot.graph.entity(id)
                    {
                        words.push(' ');
                        words.push_str(&fold(&entity.name));
                    }
                }
                if let Some(source) = &claim.source {
                    words.push(' ');
                    words.push_str(&fold(&source.words));
                }
                words
            };
            self.keys = snapshot.graph.events().iter().map(|e| e.claims.iter().map(key).collect()).collect();
        }
        &self.keys
    }
}

/// What is left of a snapshot.
pub struct Shown {
    /// For each event of the graph, which of its claims are left.
    pub claims: Vec<Vec<bool>>,
    /// The actors around the focus, where there is one.
    pub near: Option<HashSet<EntityId>>,
    /// The actors that an event or tie left takes part in.
    pub active: HashSet<EntityId>,
}

/// When a claim says it happened, or else when others say so.
pub fn extent_of(event: &EventNode, claim: &Claim) -> Option<Extent> {
    claim.time().or_else(|| event.when()).and_then(Extent::of)
}

/// The actors of a claim, and who speaks.
pub fn actors_of(claim: &Claim) -> impl Iterator<Item = EntityId> {
    let speaker = claim.source.iter().filter_map(|s| s.entity);
    let filled = claim.args.iter().filter_map(|a| match a.filler {
        ClaimFiller::Entity(id) => Some(id),
        _ => None,
    });
    filled.chain(speaker)
}

impl Shown {
    /// What filters and focus leave.
    pub fn new(snapshot: &Snapshot, filters: &Filters, focus: Option<(EntityId, u8)>, texts: &mut Texts) -> Self {
        let graph = &snapshot.graph;
        let wanted: Vec<String> = fold(&filters.text).split_whitespace().map(str::to_owned).collect();
        let keys: &[Vec<String>] = if wanted.is_empty() { &[] } else { texts.of(snapshot) };
        let has_words = |e: usize, c: usize| wanted.iter().all(|w| keys[e][c].contains(w.as_str()));
        let hidden = |id: EntityId| graph.entity(id).is_some_and(|e| filters.types.contains(&e.entity_type));
        let passes = |e: usize, c: usize, event: &EventNode, claim: &Claim| {
            !filters.events.contains(&claim.event_type)
                && !filters.modalities.contains(&claim.modality)
                && !filters.polarities.contains(&claim.polarity)
                && (filters.articles.is_empty() || filters.articles.contains(&claim.article))
                && (filters.sources.is_empty() || filters.sources.contains(&Voice::of(claim)))
                && filters.time.is_none_or(|range| extent_of(event, claim).is_some_and(|at| at.meets(range)))
                && (filters.types.is_empty()
                    || actors_of(claim).next().is_none()
                    || actors_of(claim).any(|id| !hidden(id)))
                && (wanted.is_empty() || has_words(e, c))
        };
        let claims = graph
            .events()
            .iter()
            .enumerate()
            .map(|(e, event)| event.claims.iter().enumerate().map(|(c, claim)| passes(e, c, event, claim)).collect())
            .collect();
        let mut shown = Self { claims, near: None, active: HashSet::new() };
        if let Some((centre, depth)) = focus {
            shown.narrow(snapshot, filters, centre, depth);
        }
        let mut active = HashSet::new();
        for (event, kept) in graph.events().iter().zip(&shown.claims) {
            for claim in event.claims.iter().zip(kept).filter(|(_, kept)| **kept).map(|(c, _)| c) {
                active.extend(actors_of(claim));
            }
        }
        for tie in graph.ties().iter().filter(|t| shown.has_tie(filters, t)) {
            active.extend([Some(tie.from), tie.to].into_iter().flatten());
        }
        shown.active = active;
        shown
    }

    /// Leaves what happens among the actors within so many links of one.
    fn narrow(&mut self, snapshot: &Snapshot, filters: &Filters, centre: EntityId, depth: u8) {
        let graph = &snapshot.graph;
        let edges: Vec<&Edge> = graph.edges().iter().filter(|e| self.has_edge(graph, filters, e)).collect();
        let mut near = HashSet::from([centre]);
        for _ in 0..depth {
            let touching: Vec<EntityId> = edges
                .iter()
                .filter(|e| near.contains(&e.from) || near.contains(&e.to))
                .flat_map(|e| [e.from, e.to])
                .collect();
            near.extend(touching);
        }
        for (event, kept) in graph.events().iter().zip(&mut self.claims) {
            for (claim, kept) in event.claims.iter().zip(kept) {
                let mut actors = actors_of(claim).peekable();
                *kept &= actors.peek().is_some() && actors.all(|id| near.contains(&id));
            }
        }
        self.near = Some(near);
    }

    /// True where a claim of an event is left.
    pub fn has_event(&self, position: usize) -> bool {
        self.claims.get(position).is_some_and(|c| c.contains(&true))
    }

    /// True where a tie is left.
    pub fn has_tie(&self, filters: &Filters, tie: &Tie) -> bool {
        let said_in = |a: &ArticleId| filters.articles.contains(a);
        let events_alone = filters.time.is_some() || !filters.sources.is_empty() || !filters.text.trim().is_empty();
        !filters.ties
            && !events_alone
            && (filters.articles.is_empty() || tie.evidence.iter().any(|e| said_in(&e.article)))
    }

    /// True where an edge is left, whatever the types of its ends.
    pub fn has_edge(&self, graph: &KnowledgeGraph, filters: &Filters, edge: &Edge) -> bool {
        let visible = |id| graph.entity(id).is_some_and(|e| !filters.types.contains(&e.entity_type));
        if !visible(edge.from) || !visible(edge.to) {
            return false;
        }
        match edge.kind {
            EdgeKind::Event { event, claim, .. } => graph
                .event_position(event)
                .and_then(|e| self.claims.get(e)?.get(claim as usize).copied())
                .unwrap_or(false),
            EdgeKind::Tie(tie) => graph.tie(tie).is_some_and(|t| self.has_tie(filters, t)),
        }
    }

    /// True where an actor is worth a line: its type is shown, and where events are chosen it takes part in one.
    pub fn has_actor(&self, graph: &KnowledgeGraph, filters: &Filters, id: EntityId) -> bool {
        let in_articles = |articles: &[ArticleId]| {
            filters.articles.is_empty() || articles.iter().any(|a| filters.articles.contains(a))
        };
        graph.entity(id).is_some_and(|e| !filters.types.contains(&e.entity_type) && in_articles(&e.articles))
            && self.near.as_ref().is_none_or(|near| near.contains(&id))
            && (!filters.chooses_events() || self.active.contains(&id))
    }
}
