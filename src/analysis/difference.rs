//! Two graphs of one workspace -> what changed from the first to the second.

use serde::{Deserialize, Serialize};

use crate::extract::finding::EventId;
use crate::knowledge::{EntityId, KnowledgeGraph};

/// What changed between two graphs; each list in the order of the graph that has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Entities that only the second has.
    pub entities_added: Vec<EntityId>,
    /// Entities that only the first has.
    pub entities_removed: Vec<EntityId>,
    /// Entities with another name, type, place, judgement or set of articles.
    pub entities_changed: Vec<EntityId>,
    /// Events that only the second has.
    pub events_added: Vec<EventId>,
    /// Events that only the first has.
    pub events_removed: Vec<EventId>,
    /// Events with another type, or other claims.
    pub events_changed: Vec<EventId>,
}

impl Difference {
    /// Compares two graphs.
    pub fn between(first: &KnowledgeGraph, second: &KnowledgeGraph) -> Self {
        let mut difference = Self::default();
        for entity in second.entities() {
            match first.entity(entity.id) {
                None => difference.entities_added.push(entity.id),
                Some(old) => {
                    let same = old.name == entity.name
                        && old.entity_type == entity.entity_type
                        && old.location == entity.location
                        && old.judgement == entity.judgement
                        && old.articles == entity.articles;
                    if !same {
                        difference.entities_changed.push(entity.id);
                    }
                }
            }
        }
        let gone = first.entities().iter().filter(|e| second.entity(e.id).is_none());
        difference.entities_removed = gone.map(|e| e.id).collect();
        for event in second.events() {
            match first.event(event.id) {
                None => difference.events_added.push(event.id),
                Some(old) if old == event => {}
                Some(_) => difference.events_changed.push(event.id),
            }
        }
        let gone = first.events().iter().filter(|e| second.event(e.id).is_none());
        difference.events_removed = gone.map(|e| e.id).collect();
        difference
    }

    /// True where nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
