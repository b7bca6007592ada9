//! The graph that a window looks at: entities, events, ties, and the edges between entities that they make.

use std::collections::HashMap;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use serde::{Deserialize, Serialize};

use super::entity::{Entity, EntityId, Tie, TieId};
use super::event::{Claim, EventNode};
use super::evidence::Evidence;
use crate::extract::finding::{ChainId, EventId, Role};
use crate::ingest::ArticleId;

/// Numbers an edge within one graph; pairs of entities are what lasts from one graph to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EdgeId(pub u32);

/// One reason why two entities are joined; a view bundles those of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// Its number in the graph.
    pub id: EdgeId,
    /// The entity that it leaves.
    pub from: EntityId,
    /// The entity that it reaches.
    pub to: EntityId,
    /// What joins them.
    pub kind: EdgeKind,
}

/// What joins two entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EdgeKind {
    /// Both take part in an event, as one claim has it.
    Event {
        /// The event.
        event: EventId,
        /// Which of its claims.
        claim: u32,
        /// The part of the first.
        from_role: Role,
        /// The part of the second.
        to_role: Role,
    },
    /// A lasting tie.
    Tie(TieId),
}

/// Entities, events, ties and edges; immutable once projected, in an order that depends on articles and corrections alone.
#[derive(Clone, Debug, Default)]
pub struct KnowledgeGraph {
    entities: Vec<Entity>,
    events: Vec<EventNode>,
    ties: Vec<Tie>,
    edges: Vec<Edge>,
    entity_index: HashMap<EntityId, u32>,
    event_index: HashMap<EventId, u32>,
    chain_index: HashMap<ChainId, Vec<EntityId>>,
    events_of: HashMap<EntityId, Vec<u32>>,
    entities_in: HashMap<ArticleId, Vec<u32>>,
    events_in: HashMap<ArticleId, Vec<u32>>,
    graph: DiGraph<EntityId, EdgeId>,
}

/// A graph as stored in named snapshots.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct GraphRecord {
    entities: Vec<Entity>,
    events: Vec<EventNode>,
    ties: Vec<Tie>,
    edges: Vec<Edge>,
}

impl KnowledgeGraph {
    /// Builds the indexes; edges between entities that are not there are left out.
    pub(super) fn new(entities: Vec<Entity>, events: Vec<EventNode>, ties: Vec<Tie>, edges: Vec<Edge>) -> Self {
        let mut graph = DiGraph::with_capacity(entities.len(), edges.len());
        let mut entity_index = HashMap::with_capacity(entities.len());
        let mut chain_index: HashMap<ChainId, Vec<EntityId>> = HashMap::new();
        let mut entities_in: HashMap<ArticleId, Vec<u32>> = HashMap::new();
        let mut events_in: HashMap<ArticleId, Vec<u32>> = HashMap::new();
        for (i, entity) in entities.iter().enumerate() {
            graph.add_node(entity.id);
            entity_index.insert(entity.id, i as u32);
            for &article in &entity.articles {
                entities_in.entry(article).or_default().push(i as u32);
            }
            for mention in &entity.mentions {
                let of_chain = chain_index.entry(mention.chain).or_default();
                if !of_chain.contains(&entity.id) {
                    of_chain.push(entity.id);
                }
            }
        }
        let mut kept: Vec<Edge> = Vec::with_capacity(edges.len());
        for edge in edges {
            if let (Some(&from), Some(&to)) = (entity_index.get(&edge.from), entity_index.get(&edge.to)) {
                let id = EdgeId(kept.len() as u32);
                graph.add_edge(NodeIndex::new(from as usize), NodeIndex::new(to as usize), id);
                kept.push(Edge { id, ..edge });
            }
        }
        let mut event_index = HashMap::with_capacity(events.len());
        let mut events_of: HashMap<EntityId, Vec<u32>> = HashMap::new();
        for (i, event) in events.iter().enumerate() {
            event_index.insert(event.id, i as u32);
            for claim in &event.claims {
                events_in.entry(claim.article).or_default().push(i as u32);
            }
            let mut seen: Vec<EntityId> = Role::ALL.iter().flat_map(|&role| event.entities(role)).collect();
            seen.extend(event.claims.iter().filter_map(|c| c.source.as_ref()?.entity));
            seen.sort_unstable();
            seen.dedup();
            for id in seen {
                events_of.entry(id).or_default().push(i as u32);
            }
        }
        Self {
            entities,
            events,
            ties,
            edges: kept,
            entity_index,
            event_index,
            chain_index,
            events_of,
            entities_in,
            events_in,
            graph,
        }
    }

    /// All entities, in the order of their first mentions.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// All events, in the order of their first triggers.
    pub fn events(&self) -> &[EventNode] {
        &self.events
    }

    /// All lasting ties, in the order of their first statements.
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// All edges between two entities.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The entity of that id.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entity_index.get(&id).map(|&i| &self.entities[i as usize])
    }

    /// Where an entity stands in `entities`; also its node in `petgraph`.
    pub fn position(&self, id: EntityId) -> Option<usize> {
        self.entity_index.get(&id).map(|&i| i as usize)
    }

    /// The event of that id.
    pub fn event(&self, id: EventId) -> Option<&EventNode> {
        self.event_index.get(&id).map(|&i| &self.events[i as usize])
    }

    /// Where an event stands in `events`.
    pub fn event_position(&self, id: EventId) -> Option<usize> {
        self.event_index.get(&id).map(|&i| i as usize)
    }

    /// The tie of that number.
    pub fn tie(&self, id: TieId) -> Option<&Tie> {
        self.ties.get(id.0 as usize)
    }

    /// The edge of that number.
    pub fn edge(&self, id: EdgeId) -> Option<&Edge> {
        self.edges.get(id.0 as usize)
    }

    /// The claim behind an edge that an event makes.
    pub fn claim(&self, edge: &Edge) -> Option<&Claim> {
        match edge.kind {
            EdgeKind::Event { event, claim, .. } => self.event(event)?.claims.get(claim as usize),
            EdgeKind::Tie(_) => None,
        }
    }

    /// What supports an edge; never empty.
    pub fn evidence(&self, edge: &Edge) -> Vec<Evidence> {
        match edge.kind {
            EdgeKind::Event { .. } => self.claim(edge).map(Claim::evidence).into_iter().collect(),
            EdgeKind::Tie(tie) => self.tie(tie).map(|t| t.evidence.clone()).unwrap_or_default(),
        }
    }

    /// The edges that leave or reach an entity, in the order of the graph.
    pub fn edges_of(&self, id: EntityId) -> Vec<&Edge> {
        let Some(node) = self.position(id).map(NodeIndex::new) else { return Vec::new() };
        let both = [Direction::Outgoing, Direction::Incoming];
        let mut edges: Vec<EdgeId> =
            both.iter().flat_map(|&d| self.graph.edges_directed(node, d)).map(|e| *e.weight()).collect();
        edges.sort_unstable();
        edges.iter().filter_map(|&id| self.edge(id)).collect()
    }

    /// The edges between two entities, in either direction.
    pub fn edges_between(&self, one: EntityId, other: EntityId) -> Vec<&Edge> {
        let (Some(a), Some(b)) = (self.position(one), self.position(other)) else { return Vec::new() };
        let (a, b) = (NodeIndex::new(a), NodeIndex::new(b));
        let mut edges: Vec<EdgeId> =
            self.graph.edges_connecting(a, b).chain(self.graph.edges_connecting(b, a)).map(|e| *e.weight()).collect();
        edges.sort_unstable();
        edges.iter().filter_map(|&id| self.edge(id)).collect()
    }

    /// The entities joined to one, each once, in the order of the graph.
    pub fn neighbours(&self, id: EntityId) -> Vec<EntityId> {
        let Some(node) = self.position(id).map(NodeIndex::new) else { return Vec::new() };
        let mut nodes: Vec<NodeIndex> = self.graph.neighbors_undirected(node).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes.iter().map(|&n| self.graph[n]).collect()
    }

    /// The events in which an entity takes part or speaks.
    pub fn events_of(&self, id: EntityId) -> impl Iterator<Item = &EventNode> {
        self.events_of.get(&id).into_iter().flatten().map(|&i| &self.events[i as usize])
    }

    /// The ties of an entity, at either end.
    pub fn ties_of(&self, id: EntityId) -> impl Iterator<Item = &Tie> {
        self.ties.iter().filter(move |t| t.from == id || t.to == Some(id))
    }

    /// The entities of a chain of one article: one, unless a person split it; none where it is hidden.
    pub fn entities_of_chain(&self, chain: ChainId) -> &[EntityId] {
        self.chain_index.get(&chain).map_or(&[], Vec::as_slice)
    }

    /// The entity whose mention in an article covers a byte, the shortest mention first.
    pub fn entity_at(&self, article: ArticleId, byte: u32) -> Option<EntityId> {
        let covering = self.mentions_in(article).filter(|(m, _)| m.span.start <= byte && byte < m.span.end);
        covering.min_by_key(|(m, _)| m.span.len()).map(|(_, id)| id)
    }

    /// The mentions in an article with their entities, for the reader; in the order of entities.
    pub fn mentions_in(&self, article: ArticleId) -> impl Iterator<Item = (&super::entity::EntityMention, EntityId)> {
        self.entities_in.get(&article).into_iter().flatten().flat_map(move |&i| {
            let entity = &self.entities[i as usize];
            entity.mentions.iter().filter(move |m| m.article == article).map(|m| (m, entity.id))
        })
    }

    /// The entities that an article mentions, in the order of the graph.
    pub fn entities_in(&self, article: ArticleId) -> impl Iterator<Item = &Entity> {
        self.entities_in.get(&article).into_iter().flatten().map(|&i| &self.entities[i as usize])
    }

    /// The claims of an article with their events, in the order of the graph.
    pub fn claims_in(&self, article: ArticleId) -> impl Iterator<Item = (&Claim, &EventNode)> {
        self.events_in.get(&article).into_iter().flatten().flat_map(move |&i| {
            let event = &self.events[i as usize];
            event.claims.iter().filter(move |c| c.article == article).map(move |c| (c, event))
        })
    }

    /// The graph for algorithms; its nodes stand in the order of `entities`.
    pub fn petgraph(&self) -> &DiGraph<EntityId, EdgeId> {
        &self.graph
    }

    /// The graph as stored.
    pub fn to_record(&self) -> GraphRecord {
        GraphRecord {
            entities: self.entities.clone(),
            events: self.events.clone(),
            ties: self.ties.clone(),
            edges: self.edges.clone(),
        }
    }

    /// The graph from what was stored.
    pub fn from_record(record: GraphRecord) -> Self {
        let GraphRecord { entities, events, ties, edges } = record;
        Self::new(entities, events, ties, edges)
    }
}
