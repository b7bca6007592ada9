//! Events as the graph holds them: one node an event, and in it every claim that articles make about it.

use serde::{Deserialize, Serialize};

use super::correction::Judgement;
use super::entity::EntityId;
use super::evidence::{Evidence, Provenance};
use super::log::Seq;
use crate::extract::finding::{Cue, EventId, EventType, Modality, Polarity, Role, Trigger};
use crate::ingest::ArticleId;
use crate::text::{PartialDate, TextSpan, TimeValue};

/// An event, from all the articles that speak of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventNode {
    /// Its id: that of its first claim's event.
    pub id: EventId,
    /// What happened.
    pub event_type: EventType,
    /// What each article says of it, in the order of articles; never empty, nothing averaged away.
    pub claims: Vec<Claim>,
}

impl EventNode {
    /// When it happened: the most exact time that a claim gives.
    pub fn when(&self) -> Option<TimeValue> {
        let exactness = |t: &TimeValue| (t.to.is_none(), t.from.day.is_some(), t.from.month.is_some());
        // `max_by_key` keeps the last of equals; the first article's word is wanted.
        self.claims.iter().rev().filter_map(Claim::time).max_by_key(exactness)
    }

    /// The date to sort by: when it happened, or else when the first article appeared.
    pub fn date(&self) -> Option<PartialDate> {
        self.when().map(|t| t.from).or_else(|| self.claims.iter().find_map(|c| c.published))
    }

    /// The entities in a role, in the order of claims, each once.
    pub fn entities(&self, role: Role) -> Vec<EntityId> {
        let mut entities = Vec::new();
        for id in self.claims.iter().flat_map(|c| c.entities(role)) {
            if !entities.contains(&id) {
                entities.push(id);
            }
        }
        entities
    }
}

/// An event as one article asserts it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The article.
    pub article: ArticleId,
    /// Its date of publication.
    pub published: Option<PartialDate>,
    /// The event of its extraction; what the program found can be looked up there.
    pub event: EventId,
    /// What happened; a person's word where there is one.
    pub event_type: EventType,
    /// The words that name it, with their rules; the first is the anchor for corrections.
    pub triggers: Vec<Trigger>,
    /// The words of the first trigger.
    pub words: String,
    /// The sentence of the first trigger.
    pub sentence: TextSpan,
    /// Who, what, where, when.
    pub args: Vec<ClaimArgument>,
    /// Affirmed or negated.
    pub polarity: Polarity,
    /// Actual, possible or planned.
    pub modality: Modality,
    /// Who says so; `None` for the article's own voice.
    pub source: Option<ClaimSource>,
    /// How many.
    pub count: Option<u64>,
    /// The words behind the number.
    pub count_span: Option<TextSpan>,
    /// The words behind polarity, modality and source.
    pub cues: Vec<Cue>,
    /// What a person thinks of it.
    pub judgement: Option<Judgement>,
    /// The note beside the judgement.
    pub note: String,
    /// The corrections that changed it; empty where all is as found.
    pub corrected_by: Vec<Seq>,
}

impl Claim {
    /// The time that it gives.
    pub fn time(&self) -> Option<TimeValue> {
        self.args.iter().find_map(|a| match a.filler {
            ClaimFiller::Time(value) => value,
            _ => None,
        })
    }

    /// The entities in a role.
    pub fn entities(&self, role: Role) -> impl Iterator<Item = EntityId> {
        self.args.iter().filter(move |a| a.role == role).filter_map(|a| match a.filler {
            ClaimFiller::Entity(id) => Some(id),
            _ => None,
        })
    }

    /// Where it stands in its article, and the rule that found it.
    pub fn evidence(&self) -> Evidence {
        let first = self.triggers.first();
        let words = first.map_or(self.sentence, |t| t.span);
        let provenance = first.map_or_else(|| Provenance::Rule(String::new()), |t| Provenance::of_rule(&t.rule));
        Evidence { article: self.article, sentence: self.sentence, words, provenance }
    }
}

/// One filled role of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimArgument {
    /// The role.
    pub role: Role,
    /// What fills it.
    pub filler: ClaimFiller,
    /// The words that fill it; those of a time that a person gave are empty.
    pub span: TextSpan,
    /// The words as they stand.
    pub words: String,
    /// Why they do.
    pub provenance: Provenance,
}

/// What fills a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClaimFiller {
    /// An entity of the graph.
    Entity(EntityId),
    /// Words that name no entity of the graph.
    Text,
    /// A time, with its value where the words give one.
    Time(Option<TimeValue>),
}

/// Who says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimSource {
    /// The speaker, where it is an entity of the graph.
    pub entity: Option<EntityId>,
    /// The words that name or describe the speaker.
    pub span: TextSpan,
    /// The words as they stand.
    pub words: String,
    /// Why the claim is theirs.
    pub provenance: Provenance,
}
