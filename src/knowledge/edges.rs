//! Events and relations -> the edges between two entities.

use std::collections::HashMap;

use super::claims::Cast;
use super::entity::{EntityId, Tie, TieId};
use super::event::EventNode;
use super::evidence::{Evidence, Provenance};
use super::graph::{Edge, EdgeId, EdgeKind};
use super::project::ReadArticle;
use super::resolve::Resolution;
use crate::extract::finding::{RelationType, Role};
use crate::text::fold;

/// Which roles an event joins, in this order; the roles of the third column stand in only where no agent is told.
const JOINED: &[(Role, Role, bool)] = &[
    (Role::Agent, Role::Target, false),
    (Role::Agent, Role::Theme, false),
    (Role::Agent, Role::Place, false),
    (Role::Target, Role::Place, false),
    (Role::Target, Role::Theme, true),
    (Role::Theme, Role::Place, true),
];

/// The edges of all events and ties, in their order.
pub(super) fn edges(events: &[EventNode], ties: &[Tie]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for event in events {
        for (number, claim) in event.claims.iter().enumerate() {
            let agent = claim.entities(Role::Agent).next().is_some();
            for &(from_role, to_role, _) in JOINED.iter().filter(|j| !(j.2 && agent)) {
                for from in claim.entities(from_role) {
                    for to in claim.entities(to_role).filter(|&to| to != from) {
                        let kind = EdgeKind::Event { event: event.id, claim: number as u32, from_role, to_role };
                        edges.push(Edge { id: EdgeId(0), from, to, kind });
                    }
                }
            }
        }
    }
    for tie in ties {
        if let Some(to) = tie.to.filter(|&to| to != tie.from) {
            edges.push(Edge { id: EdgeId(0), from: tie.from, to, kind: EdgeKind::Tie(tie.id) });
        }
    }
    edges
}

/// The ties that articles state, equal ones together.
pub(super) fn ties(
    articles: &[ReadArticle],
    left_out: &[bool],
    resolution: &Resolution,
    ids: &[Option<EntityId>],
) -> Vec<Tie> {
    let mut ties: Vec<Tie> = Vec::new();
    let mut known: HashMap<(RelationType, EntityId, Option<EntityId>, Option<String>), usize> = HashMap::new();
    for (a, read) in articles.iter().enumerate().filter(|&(a, _)| !left_out[a]) {
        let cast = Cast::new(articles, a, resolution, ids);
        for relation in &read.extraction.relations {
            let Some(from) = cast.entity(relation.from, relation.span) else { continue };
            let to = match relation.to {
                None => None,
                Some(chain) => match cast.entity(chain, relation.span) {
                    Some(to) => Some(to),
                    None => continue,
                },
            };
            let evidence = Evidence {
                article: read.article.id,
                sentence: read.extraction.sentence_at(relation.span).unwrap_or(relation.span),
                words: relation.span,
                provenance: Provenance::of_rule(&relation.rule),
            };
            let key = (relation.relation_type, from, to, relation.label.as_deref().map(fold));
            match known.get(&key) {
                Some(&i) => ties[i].evidence.push(evidence),
                None => {
                    let id = TieId(ties.len() as u32);
                    known.insert(key, ties.len());
                    ties.push(Tie {
                        id,
                        relation_type: relation.relation_type,
                        from,
                        to,
                        label: relation.label.clone(),
                        evidence: vec![evidence],
                    });
                }
            }
        }
    }
    ties
}
