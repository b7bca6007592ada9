//! One change by a person, as a value: what it means, and how the history tells it.

use serde::{Deserialize, Serialize};

use super::anchor::{EventAnchor, MentionAnchor};
use super::location::GivenLocation;
use crate::extract::finding::{EntityType, EventType, Modality, Polarity, RelationType, Role};
use crate::gazetteer::bundled;
use crate::ingest::ArticleId;
use crate::language::Language;
use crate::locale::Locale;
use crate::text::TimeValue;

/// What a person thinks of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Judgement {
    /// It is right.
    Confirmed,
    /// It may be wrong.
    Doubtful,
}

/// One change by a person. An entity is pointed at through any of its mentions, an event through any of its triggers.
#[expect(missing_docs, reason = "each variant says what its fields mean")]
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Correction {
    /// The entity's name is this.
    RenameEntity { entity: MentionAnchor, name: String },
    /// The entity is of this type.
    RetypeEntity { entity: MentionAnchor, entity_type: EntityType },
    /// The two are the same entity.
    SameEntity { one: MentionAnchor, other: MentionAnchor },
    /// The two are different entities.
    DifferentEntity { one: MentionAnchor, other: MentionAnchor },
    /// The entity does not belong in the graph.
    HideEntity { entity: MentionAnchor },
    /// The place lies there.
    SetLocation { entity: MentionAnchor, location: GivenLocation },
    /// The event does not belong in the graph.
    HideEvent { event: EventAnchor },
    /// The two tell of the same event.
    SameEvent { one: EventAnchor, other: EventAnchor },
    /// The two tell of different events.
    DifferentEvent { one: EventAnchor, other: EventAnchor },
    /// These words name an entity that was not found.
    AddMention { words: MentionAnchor, entity_type: EntityType },
    /// These words name an event that was not found; `SetArgument` and the like fill it.
    AddEvent { words: MentionAnchor, event_type: EventType },
    /// A lasting tie that was not found, between entities of one article.
    AddRelation { from: MentionAnchor, to: Option<MentionAnchor>, relation_type: RelationType, label: Option<String> },
    /// The event is of this type.
    SetEventType { event: EventAnchor, event_type: EventType },
    /// The text affirms or denies it.
    SetPolarity { event: EventAnchor, polarity: Polarity },
    /// How real the text makes it.
    SetModality { event: EventAnchor, modality: Modality },
    /// How many; `None` for no number.
    SetCount { event: EventAnchor, count: Option<u64> },
    /// When; `None` for no known time.
    SetTime { event: EventAnchor, time: Option<TimeValue> },
    /// Who says so; `None` for the article's own voice.
    SetSource { event: EventAnchor, source: Option<MentionAnchor> },
    /// This entity fills this role, beside others of the role.
    SetArgument { event: EventAnchor, role: Role, filler: MentionAnchor },
    /// What stands at these words does not fill this role.
    HideArgument { event: EventAnchor, role: Role, filler: MentionAnchor },
    /// What the person thinks of the event; `None` takes an earlier judgement back.
    JudgeEvent { event: EventAnchor, judgement: Option<Judgement>, note: String },
    /// What the person thinks of the entity; `None` takes an earlier judgement back.
    JudgeEntity { entity: MentionAnchor, judgement: Option<Judgement>, note: String },
    /// The article stays in the workspace but out of the graph.
    LeaveOutArticle { article: ArticleId, name: String },
}

impl Correction {
    /// Its key in the message files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::RenameEntity { .. } => "correction-rename-entity",
            Self::RetypeEntity { .. } => "correction-retype-entity",
            Self::SameEntity { .. } => "correction-same-entity",
            Self::DifferentEntity { .. } => "correction-different-entity",
            Self::HideEntity { .. } => "correction-hide-entity",
            Self::SetLocation { .. } => "correction-set-location",
            Self::HideEvent { .. } => "correction-hide-event",
            Self::SameEvent { .. } => "correction-same-event",
            Self::DifferentEvent { .. } => "correction-different-event",
            Self::AddMention { .. } => "correction-add-mention",
            Self::AddEvent { .. } => "correction-add-event",
            Self::AddRelation { .. } => "correction-add-relation",
            Self::SetEventType { .. } => "correction-set-event-type",
            Self::SetPolarity { .. } => "correction-set-polarity",
            Self::SetModality { .. } => "correction-set-modality",
            Self::SetCount { .. } => "correction-set-count",
            Self::SetTime { .. } => "correction-set-time",
            Self::SetSource { .. } => "correction-set-source",
            Self::SetArgument { .. } => "correction-set-argument",
            Self::HideArgument { .. } => "correction-hide-argument",
            Self::JudgeEvent { .. } => "correction-judge-event",
            Self::JudgeEntity { .. } => "correction-judge-entity",
            Self::LeaveOutArticle { .. } => "correction-leave-out-article",
        }
    }

    /// The article that it points into first.
    pub fn article(&self) -> ArticleId {
        match self {
            Self::LeaveOutArticle { article, .. } => *article,
            _ => self.anchor().map_or(ArticleId(0), |a| a.article),
        }
    }

    /// The words that it points at first, for lists of stale corrections and "show in the article".
    pub fn anchor(&self) -> Option<&MentionAnchor> {
        match self {
            Self::RenameEntity { entity, .. }
            | Self::RetypeEntity { entity, .. }
            | Self::HideEntity { entity }
            | Self::SetLocation { entity, .. }
            | Self::JudgeEntity { entity, .. } => Some(entity),
            Self::SameEntity { one, .. } | Self::DifferentEntity { one, .. } => Some(one),
            Self::SameEvent { one, .. } | Self::DifferentEvent { one, .. } => Some(&one.trigger),
            Self::AddMention { words, .. } | Self::AddEvent { words, .. } => Some(words),
            Self::AddRelation { from, .. } => Some(from),
            Self::HideEvent { event }
            | Self::SetEventType { event, .. }
            | Self::SetPolarity { event, .. }
            | Self::SetModality { event, .. }
            | Self::SetCount { event, .. }
            | Self::SetTime { event, .. }
            | Self::SetSource { event, .. }
            | Self::SetArgument { event, .. }
            | Self::HideArgument { event, .. }
            | Self::JudgeEvent { event, .. } => Some(&event.trigger),
            Self::LeaveOutArticle { .. } => None,
        }
    }

    /// True where it adds a finding.
    pub fn is_addition(&self) -> bool {
        matches!(self, Self::AddMention { .. } | Self::AddEvent { .. } | Self::AddRelation { .. })
    }

    /// What it did, in one line.
    pub fn describe(&self, locale: Locale) -> String {
        let word = |prefix: &str, name: &str| locale.message(&format!("{prefix}-{name}"), &[]);
        let was = self.anchor().map_or("", |a| a.exact.as_str());
        let (mut name, mut kind, mut other, mut role, mut value) =
            <(String, String, String, String, String)>::default();
        match self {
            Self::RenameEntity { name: new, .. } => name.clone_from(new),
            Self::RetypeEntity { entity_type, .. } => kind = word("word", entity_type.as_str()),
            Self::AddMention { entity_type, .. } => kind = word("word", entity_type.as_str()),
            Self::AddRelation { to, relation_type, label, .. } => {
                kind = word("relation", relation_type.as_str());
                other = to.as_ref().map(|t| t.exact.clone()).or_else(|| label.clone()).unwrap_or_default();
            }
            Self::SameEvent { other: o, .. } | Self::DifferentEvent { other: o, .. } => {
                other.clone_from(&o.trigger.exact);
            }
            Self::AddEvent { event_type, .. } | Self::SetEventType { event_type, .. } => {
                kind = word("event", event_type.as_str());
            }
            Self::SameEntity { other: o, .. } | Self::DifferentEntity { other: o, .. } => other.clone_from(&o.exact),
            Self::SetLocation { location, .. } => {
                value = match location {
                    GivenLocation::Listed(id) => {
                        let language = if locale == Locale::Fr { Language::Fr } else { Language::En };
                        bundled().place(*id).map_or_else(String::new, |p| p.name(language).to_owned())
                    }
                    GivenLocation::Point(point) => point.to_string(),
                    GivenLocation::Nowhere => word("correction", "nowhere"),
                };
            }
            Self::SetPolarity { polarity, .. } => value = word("word", polarity.as_str()),
            Self::SetModality { modality, .. } => value = word("word", modality.as_str()),
            Self::SetCount { count, .. } => {
                value = count.map_or_else(|| word("correction", "unknown"), |c| c.to_string());
            }
            Self::SetTime { time, .. } => {
                value = time.map_or_else(|| word("correction", "unknown"), |t| t.to_string());
            }
            Self::SetSource { source, .. } => {
                other = source.as_ref().map_or_else(|| word("correction", "nobody"), |s| s.exact.clone());
            }
            Self::SetArgument { role: r, filler, .. } | Self::HideArgument { role: r, filler, .. } => {
                role = word("word", r.as_str());
                other.clone_from(&filler.exact);
            }
            Self::JudgeEvent { judgement, .. } | Self::JudgeEntity { judgement, .. } => {
                value = word(
                    "word",
                    match judgement {
                        Some(Judgement::Confirmed) => "confirmed",
                        Some(Judgement::Doubtful) => "doubtful",
                        None => "cleared",
                    },
                );
            }
            Self::LeaveOutArticle { name: article, .. } => {
                return locale.message(self.key(), &[("was", article)]);
            }
            Self::HideEntity { .. } | Self::HideEvent { .. } => {}
        }
        let args =
            [("was", was), ("name", &name), ("type", &kind), ("other", &other), ("role", &role), ("value", &value)];
        locale.message(self.key(), &args)
    }
}
