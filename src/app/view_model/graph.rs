//! The graph as shown: actors that pass the filters, links bundled by pair.

use std::collections::{HashMap, HashSet};

use super::accord::is_contested;
use super::filters::Filters;
use super::shown::{Shown, actors_of};
use crate::analysis::layout::{Layout, LayoutGraph, LayoutNode};
use crate::extract::finding::{EntityType, EventId, EventType, Modality, Polarity};
use crate::knowledge::{Edge, EdgeId, EdgeKind, EntityId, KnowledgeGraph};
use crate::session::Snapshot;

/// Kept free around each actor, for labels and arrows.
const ROOM: f32 = 12.0;
/// How strongly links pull; little, so that arrows and captions find room between two actors.
const PULL: f32 = 0.03;
/// In graphs up to this many entities, actors of events without a partner are shown too.
const SMALL: usize = 400;

/// Families of events, each of one colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Attacks, clashes, deaths…
    Violence,
    /// Statements, meetings…
    Speech,
    /// Elections, justice…
    Politics,
    /// Movement and exchange.
    Exchange,
    /// Other events.
    Rest,
    /// Lasting ties.
    Tie,
}

impl Family {
    /// All families, in the order of their declaration.
    pub const ALL: [Self; 6] = [Self::Violence, Self::Speech, Self::Politics, Self::Exchange, Self::Rest, Self::Tie];

    /// The family of a type.
    pub fn of(event_type: EventType) -> Self {
        use EventType as E;
        match event_type {
            E::Attack | E::Clash | E::Seize | E::Destroy | E::Die | E::Injure | E::Abduct | E::Threaten | E::Expel => {
                Self::Violence
            }
            E::Statement | E::Accuse | E::Demand | E::Refuse | E::Support | E::Agree | E::Meet => Self::Speech,
            E::Elect
            | E::Vote
            | E::Appoint
            | E::Depart
            | E::Restrict
            | E::Protest
            | E::Investigate
            | E::Charge
            | E::Arrest
            | E::Judge
            | E::Release => Self::Politics,
            E::Move | E::Transfer | E::Aid => Self::Exchange,
            _ => Self::Rest,
        }
    }
}

/// An actor as drawn.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The entity.
    pub id: EntityId,
    /// Its name.
    pub name: String,
    /// Shape and colour.
    pub entity_type: EntityType,
    /// Half its width at zoom 1.
    pub radius: f32,
    /// What it matters.
    pub weight: f32,
    /// Where it stands.
    pub x: f32,
    /// Where it stands.
    pub y: f32,
    /// A person put it there.
    pub pinned: bool,
}

/// A bundle of events and ties from one actor to another.
#[derive(Clone, Debug)]
pub struct Link {
    /// Index of the actor that it leaves.
    pub from: usize,
    /// Index of the actor that it reaches.
    pub to: usize,
    /// The family of most of it.
    pub family: Family,
    /// What its most frequent event is.
    pub event_type: Option<EventType>,
    /// Key of its caption in the message files.
    pub caption: String,
    /// How many events and ties.
    pub count: usize,
    /// From how many independent articles.
    pub sources: usize,
    /// The most real modality.
    pub modality: Modality,
    /// All of it is denied.
    pub negated: bool,
    /// Claims contradict each other: in the number, in who did it, or in whether it happened.
    pub contested: bool,
    /// Another link runs the other way.
    pub returned: bool,
    /// What it bundles.
    pub edges: Vec<EdgeId>,
}

/// Where an event is seen in the graph.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Who takes part.
    pub actors: HashSet<usize>,
    /// What it adds to.
    pub links: HashSet<usize>,
}

/// The graph as shown.
#[derive(Clone, Debug, Default)]
pub struct GraphModel {
    /// In the order of the graph.
    pub actors: Vec<Actor>,
    /// In the order of their first edges.
    pub links: Vec<Link>,
    /// Actors by falling weight.
    pub order: Vec<usize>,
    /// Links of each actor.
    pub links_of: Vec<Vec<usize>>,
    index: HashMap<EntityId, usize>,
    /// Actors that have no link and are not shown.
    pub lone: usize,
}

impl GraphModel {
    /// The part of a snapshot that filters and focus leave; actors stand where a person put them, or on a spiral.
    pub fn new(snapshot: &Snapshot, filters: &Filters, shown: &Shown) -> Self {
        let graph = &snapshot.graph;
        let edges: Vec<&Edge> = graph.edges().iter().filter(|e| shown.has_edge(graph, filters, e)).collect();
        let focus = shown.near.as_ref();
        let kept: HashSet<EntityId> = match focus {
            Some(near) => near.clone(),
            None => edges.iter().flat_map(|e| [e.from, e.to]).collect(),
        };
        let all_lone = kept.is_empty() || filters.lone && focus.is_none();
        let mut model = Self::default();
        let seeds = Layout::seeded(graph.entities().len());
        for (i, entity) in graph.entities().iter().enumerate() {
            let possible = shown.has_actor(graph, filters, entity.id);
            let active = focus.is_none() && shown.active.contains(&entity.id) && graph.entities().len() <= SMALL;
            if !kept.contains(&entity.id) && !((all_lone || active) && possible) {
                model.lone += usize::from(possible);
                continue;
            }
            let weight = entity.event_count as f32 * 2.0 + entity.mentions.len() as f32;
            let placed = snapshot.positions.get(&entity.id).filter(|p| p.pinned);
            let (x, y) = placed.map_or_else(|| seeds.get(i).copied().unwrap_or_default(), |p| (p.x, p.y));
            model.index.insert(entity.id, model.actors.len());
            let (name, entity_type) = (entity.name.clone(), entity.entity_type);
            let pinned = placed.is_some();
            model.actors.push(Actor { id: entity.id, name, entity_type, radius: 6.0, weight, x, y, pinned });
        }
        let heaviest = model.actors.iter().map(|a| a.weight).fold(1.0_f32, f32::max);
        for actor in &mut model.actors {
            actor.radius = 6.0 + 14.0 * (actor.weight / heaviest).sqrt();
        }
        model.bundle(snapshot, &edges);
        model.order = (0..model.actors.len()).collect();
        model.order.sort_by(|&a, &b| model.actors[b].weight.total_cmp(&model.actors[a].weight).then(a.cmp(&b)));
        model
    }

    fn bundle(&mut self, snapshot: &Snapshot, edges: &[&Edge]) {
        let graph = &snapshot.graph;
        let mut pairs: HashMap<(usize, usize), usize> = HashMap::new();
        let mut bundles: Vec<((usize, usize), Vec<&Edge>)> = Vec::new();
        for edge in edges {
            let (Some(from), Some(to)) = (self.position(edge.from), self.position(edge.to)) else { continue };
            let i = *pairs.entry((from, to)).or_insert_with(|| {
                bundles.push(((from, to), Vec::new()));
                bundles.len() - 1
            });
            bundles[i].1.push(edge);
        }
        self.links_of = vec![Vec::new(); self.actors.len()];
        let contested = |e: &&crate::knowledge::EventNode| is_contested(e);
        let disputes: HashMap<u64, bool> = graph.events().iter().filter(contested).map(|e| (e.id.0, true)).collect();
        for ((from, to), bundle) in bundles {
            let mut types: HashMap<Option<EventType>, usize> = HashMap::new();
            let (mut happenings, mut articles) = (HashSet::new(), HashSet::new());
            let (mut affirmed, mut denied, mut disputed) = (0, 0, false);
            let mut modality = Modality::Planned;
            let mut caption = String::new();
            for edge in &bundle {
                match (edge.kind, graph.claim(edge)) {
                    (EdgeKind::Event { event, .. }, Some(claim)) => {
                        happenings.insert((true, event.0));
                        *types.entry(Some(claim.event_type)).or_default() += 1;
                        let no = usize::from(claim.polarity == Polarity::Negated);
                        denied += no;
                        affirmed += 1 - no;
                        modality = modality.min(claim.modality);
                        disputed |= disputes.get(&event.0).copied().unwrap_or_default();
                    }
                    (EdgeKind::Tie(tie), _) => {
                        happenings.insert((false, u64::from(tie.0)));
                        *types.entry(None).or_default() += 1;
                        affirmed += 1;
                        modality = Modality::Actual;
                        if let Some(tie) = graph.tie(tie) {
                            caption = format!("relation-{}", tie.relation_type);
                        }
                    }
                    _ => {}
                }
                // Copies of one text, and stories of one agency, are one source.
                articles.extend(graph.evidence(edge).iter().map(|e| snapshot.independence.origin(e.article)));
            }
            let event_type = types
                .iter()
                .filter_map(|(t, n)| t.map(|t| (t, *n)))
                .max_by_key(|&(t, n)| (n, std::cmp::Reverse(t)))
                .map(|(t, _)| t);
            if let Some(event_type) = event_type {
                caption = format!("event-{event_type}");
            }
            let i = self.links.len();
            self.links_of[from].push(i);
            self.links_of[to].push(i);
            self.links.push(Link {
                from,
                to,
                family: event_type.map_or(Family::Tie, Family::of),
                event_type,
                caption,
                count: happenings.len(),
                sources: articles.len(),
                modality,
                negated: affirmed == 0 && denied > 0,
                contested: disputed || affirmed > 0 && denied > 0,
                returned: pairs.contains_key(&(to, from)),
                edges: bundle.iter().map(|e| e.id).collect(),
            });
        }
    }

    /// Actors stay where another model had them, or where `remembered` knows them from.
    pub fn keep_places(&mut self, before: &Self, remembered: &HashMap<EntityId, (f32, f32)>) {
        for actor in self.actors.iter_mut().filter(|a| !a.pinned) {
            let old = before.position(actor.id).map(|i| (before.actors[i].x, before.actors[i].y));
            if let Some((x, y)) = old.or_else(|| remembered.get(&actor.id).copied()) {
                (actor.x, actor.y) = (x, y);
            }
        }
    }

    /// The actors and links that an event runs through.
    pub fn told_by(&self, graph: &KnowledgeGraph, event: EventId) -> Told {
        let of_event = |id: &EdgeId| {
            graph.edge(*id).is_some_and(|e| matches!(e.kind, EdgeKind::Event { event: other, .. } if other == event))
        };
        let links: HashSet<usize> =
            (0..self.links.len()).filter(|&i| self.links[i].edges.iter().any(of_event)).collect();
        let claims = graph.event(event).into_iter().flat_map(|e| &e.claims);
        let actors = claims.flat_map(actors_of).filter_map(|id| self.position(id)).collect();
        Told { actors, links }
    }

    /// The shortest way from one actor to another over the links shown, in whichever direction they run.
    pub fn way(&self, one: EntityId, other: EntityId) -> Option<Told> {
        let (start, goal) = (self.position(one)?, self.position(other)?);
        let mut from: Vec<Option<(usize, usize)>> = vec![None; self.actors.len()];
        let mut queue = std::collections::VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            if at == goal {
                break;
            }
            for &l in &self.links_of[at] {
                let next = if self.links[l].from == at { self.links[l].to } else { self.links[l].from };
                if next != start && from[next].is_none() {
                    from[next] = Some((at, l));
                    queue.push_back(next);
                }
            }
        }
        let mut told = Told { actors: HashSet::from([goal]), links: HashSet::new() };
        let mut at = goal;
        while at != start {
            let (before, link) = from[at]?;
            told.actors.insert(before);
            told.links.insert(link);
            at = before;
        }
        Some(told)
    }

    /// The actor next to another in a direction: a neighbour by a link where one lies that way, or else the nearest; without
    /// a start, the heaviest.
    pub fn next(&self, from: Option<usize>, direction: (f32, f32)) -> Option<usize> {
        let Some(from) = from else { return self.order.first().copied() };
        let here = &self.actors[from];
        // Distance, and twice as far for what lies sideways; nothing for what lies behind.
        let reach = |to: usize| {
            let (dx, dy) = (self.actors[to].x - here.x, self.actors[to].y - here.y);
            let ahead = dx * direction.0 + dy * direction.1;
            let aside = (dx * direction.1 - dy * direction.0).abs();
            (to != from && ahead > 0.0 && aside <= ahead * 1.2).then_some(ahead + 2.0 * aside)
        };
        let best = |found: &mut dyn Iterator<Item = usize>| {
            found.filter_map(|to| reach(to).map(|r| (r, to))).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, to)| to)
        };
        let mut linked = self.links_of[from].iter().flat_map(|&l| [self.links[l].from, self.links[l].to]);
        best(&mut linked).or_else(|| best(&mut (0..self.actors.len())))
    }

    /// Where an actor stands in `actors`.
    pub fn position(&self, id: EntityId) -> Option<usize> {
        self.index.get(&id).copied()
    }

    /// What the layout thread needs.
    pub fn to_layout(&self) -> LayoutGraph {
        let nodes = self
            .actors
            .iter()
            .map(|a| LayoutNode { x: a.x, y: a.y, size: a.radius + ROOM, pinned: a.pinned })
            .collect();
        let weight = |l: &Link| PULL * (1.0 + (l.count as f32).ln());
        let edges = self.links.iter().map(|l| (l.from as u32, l.to as u32, weight(l))).collect();
        LayoutGraph { nodes, edges }
    }

    /// The smallest rectangle around all actors: left, top, right, bottom.
    pub fn bounds(&self) -> Option<(f32, f32, f32, f32)> {
        let mut bounds: Option<(f32, f32, f32, f32)> = None;
        for a in &self.actors {
            let (l, t, r, b) = bounds.unwrap_or((a.x, a.y, a.x, a.y));
            let pad = a.radius;
            bounds = Some((l.min(a.x - pad), t.min(a.y - pad), r.max(a.x + pad), b.max(a.y + pad)));
        }
        bounds
    }
}
