//! Findings of all articles + corrections -> the knowledge graph: who is who, what happened, and what supports it.

mod additions;
pub mod anchor;
mod claims;
pub mod correction;
mod edges;
pub mod entity;
pub mod event;
pub mod evidence;
pub mod graph;
mod likeness;
pub mod location;
pub mod log;
mod merge;
mod names;
mod overrides;
mod project;
mod resolve;
mod same_event;
mod sets;
mod target;

pub use anchor::{EventAnchor, MentionAnchor, StaleReason};
pub use correction::{Correction, Judgement};
pub use entity::{Alias, Entity, EntityId, EntityMention, Tie, TieId};
pub use event::{Claim, ClaimArgument, ClaimFiller, ClaimSource, EventNode};
pub use evidence::{Evidence, Provenance};
pub use graph::{Edge, EdgeId, EdgeKind, GraphRecord, KnowledgeGraph};
pub use location::{GivenLocation, Location};
pub use log::{CorrectionLog, Gesture, GestureId, GestureState, Seq};
pub use merge::{MergeReason, Suggestion};
pub use project::{Projection, ReadArticle, StaleCorrection, project};
