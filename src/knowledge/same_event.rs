//! Claims of different articles -> which of them speak of the same event: type, day and a shared participant.

use std::collections::HashMap;

use super::entity::EntityId;
use super::event::{Claim, EventNode};
use crate::extract::finding::{EventType, Role};
use crate::text::PartialDate;

/// Groups claims, given in the order of articles and text; an article's own events stay apart, as extraction merged them.
pub(super) fn group(claims: Vec<Claim>) -> Vec<EventNode> {
    let mut nodes: Vec<EventNode> = Vec::with_capacity(claims.len());
    let mut open: HashMap<(EventType, PartialDate), Vec<usize>> = HashMap::new();
    for claim in claims {
        let Some(day) = day(&claim) else {
            nodes.push(node(claim));
            continue;
        };
        let candidates = open.entry((claim.event_type, day)).or_default();
        let like = candidates.iter().copied().find(|&i| speaks_of(&nodes[i], &claim));
        match like {
            Some(i) => nodes[i].claims.push(claim),
            None => {
                candidates.push(nodes.len());
                nodes.push(node(claim));
            }
        }
    }
    nodes
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
fn speaks_of(node: &EventNode, claim: &Claim) -> bool {
    if node.claims.iter().any(|c| c.article == claim.article || c.polarity != claim.polarity) {
        return false;
    }
    let shared = |role: Role| -> (bool, bool) {
        let (ours, theirs): (Vec<EntityId>, Vec<EntityId>) = (node.entities(role), claim.entities(role).collect());
        let common = ours.iter().any(|id| theirs.contains(id));
        (common, !common && !ours.is_empty() && !theirs.is_empty())
    };
    let ((agent, other_agent), (target, other_target)) = (shared(Role::Agent), shared(Role::Target));
    let (place, other_place) = shared(Role::Place);
    !other_agent && !other_target && !other_place && (agent || target || place)
}
