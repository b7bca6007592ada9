//! The canonical entities and their lasting ties, as the graph holds them.

use serde::{Deserialize, Serialize};

use super::correction::Judgement;
use super::evidence::Evidence;
use super::location::Location;
use super::log::Seq;
use super::merge::MergeReason;
use crate::extract::finding::{ChainId, EntityType, MentionKind, RelationType, RuleName};
use crate::ingest::ArticleId;
use crate::text::{PartialDate, TextSpan};

/// Names an entity: a hash of its type and name as first found, so that renaming, further articles and re-extraction leave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityId(pub u64);

/// A person, organization, group, place or thing behind mentions in many articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// What it is; a person's word where there is one.
    pub entity_type: EntityType,
    /// What to call it; a person's word where there is one.
    pub name: String,
    /// The type that the program found.
    pub found_type: EntityType,
    /// The name that the program found.
    pub found_name: String,
    /// Its names in the texts, the most frequent first.
    pub aliases: Vec<Alias>,
    /// Every mention, in the order of articles and text.
    pub mentions: Vec<EntityMention>,
    /// The articles that mention it, in order.
    pub articles: Vec<ArticleId>,
    /// How many events it takes part in.
    pub event_count: usize,
    /// Earliest date of its events, or else of its articles.
    pub first_date: Option<PartialDate>,
    /// Latest date of its events, or else of its articles.
    pub last_date: Option<PartialDate>,
    /// Why mentions of several articles count as this one, each reason once; empty where one article names it.
    #[serde(default)]
    pub merged_by: Vec<MergeReason>,
    /// Where it lies; only places have one.
    #[serde(default)]
    pub location: Option<Location>,
    /// What a person thinks of it.
    pub judgement: Option<Judgement>,
    /// The note beside the judgement.
    pub note: String,
    /// The corrections that made it what it is.
    pub corrected_by: Vec<Seq>,
}

/// An exact string that names an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The string.
    pub text: String,
    /// How many mentions by name read so.
    pub count: usize,
}

/// One mention of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityMention {
    /// The article.
    pub article: ArticleId,
    /// The chain of the article that it belongs to.
    pub chain: ChainId,
    /// The words.
    pub span: TextSpan,
    /// The sentence around them.
    pub sentence: TextSpan,
    /// By name, description or pronoun.
    pub kind: MentionKind,
    /// Why it belongs there.
    pub rule: RuleName,
}

/// Numbers a tie within one graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TieId(pub u32);

/// A lasting tie between two entities, from all the articles that state it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// Its number in the graph.
    pub id: TieId,
    /// Its kind.
    pub relation_type: RelationType,
    /// Whose tie it is.
    pub from: EntityId,
    /// To what; `None` for a bare title.
    pub to: Option<EntityId>,
    /// The title or kinship as first written.
    pub label: Option<String>,
    /// Where it is stated; never empty.
    pub evidence: Vec<Evidence>,
}
