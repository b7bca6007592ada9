//! Claims of different articles -> which of them speak of the same event: type, day and a shared participant.

use std::collections::HashMap;

use super::entity::EntityId;
use super::event::{Claim, EventNode};
use crate::extract::finding::{EventType, Role};
use crate::text::PartialDate;

/// What the claims of a node say together, so that a further claim is compared with the node and not with each of them.
struct Told {
    agents: Vec<EntityId>,
    targets: Vec<EntityId>,
    places: Vec<EntityId>,
}

/// Groups claims, given in the order of articles and text; an article's own events stay apart, as extraction merged them.
pub(super) fn group(claims: Vec<Claim>) -> Vec<EventNode> {
    let mut nodes: Vec<EventNode> = Vec::with_capacity(claims.len());
    let mut told: Vec<Told> = Vec::with_capacity(claims.len());
    // Nodes by type, day and participant: only those can be the same.
    let mut open: HashMap<(EventType, PartialDate, EntityId), Vec<usize>> = HashMap::new();
    for claim in claims {
        let says = Told::of(&claim);
        let day = day(&claim);
        let like = day.and_then(|day| {
            let known = says.everyone().filter_map(|id| open.get(&(claim.event_type, day, id)));
            known.flatten().copied().filter(|&i| speaks_of(&nodes[i], &told[i], &claim, &says)).min()
        });
        let at = like.unwrap_or(nodes.len());
        if let Some(day) = day {
            for id in says.everyone() {
                let nodes = open.entry((claim.event_type, day, id)).or_default();
                if !nodes.contains(&at) {
                    nodes.push(at);
                }
            }
        }
        match like {
            Some(i) => {
                told[i].add(says);
                nodes[i].claims.push(claim);
            }
            None => {
                told.push(says);
                nodes.push(node(claim));
            }
        }
    }
    nodes
}

impl Told {
    fn of(claim: &Claim) -> Self {
        let [agents, targets, places] =
            [Role::Agent, Role::Target, Role::Place].map(|role| claim.entities(role).collect());
        Self { agents, targets, places }
    }

    fn everyone(&self) -> impl Iterator<Item = EntityId> {
        self.agents.iter().chain(&self.targets).chain(&self.places).copied()
    }

    fn add(&mut self, other: Self) {
        for (ours, theirs) in
            [(&mut self.agents, other.agents), (&mut self.targets, other.targets), (&mut self.places, other.places)]
        {
            for id in theirs {
                if !ours.contains(&id) {
                    ours.push(id);
                }
            }
        }
    }
}

fn node(claim: Claim) -> EventNode {
    EventNode { id: claim.event, event_type: claim.event_type, claims: vec![claim] }
}

/// The day of a claim; two acts of speech on one day are two acts.
fn day(claim: &Claim) -> Option<PartialDate> {
    if claim.event_type == EventType::Statement {
        return None;
    }
    let time = claim.time().filter(|t| t.to.is_none())?.from;
    time.day.is_some().then_some(PartialDate { minute: None, ..time })
}

/// The same unless who did it or whom it struck differs: a shared agent or target, or a shared place where those are not told.
fn speaks_of(node: &EventNode, told: &Told, claim: &Claim, says: &Told) -> bool {
    // Claims come in the order of articles, so one of the same article is the last.
    let last = node.claims.last();
    if last.is_none_or(|c| c.article == claim.article || c.polarity != claim.polarity) {
        return false;
    }
    let shared = |ours: &[EntityId], theirs: &[EntityId]| -> (bool, bool) {
        let common = ours.iter().any(|id| theirs.contains(id));
        (common, !common && !ours.is_empty() && !theirs.is_empty())
    };
    let (agent, other_agent) = shared(&told.agents, &says.agents);
    let (target, other_target) = shared(&told.targets, &says.targets);
    let (place, other_place) = shared(&told.places, &says.places);
    !other_agent && !other_target && !other_place && (agent || target || place)
}
