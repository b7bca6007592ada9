//! Corrections in force -> what they change, by the indices of present findings; the last word on each field wins.

use std::collections::HashMap;

use super::anchor::StaleReason;
use super::correction::{Correction, Judgement};
use super::location::GivenLocation;
use super::log::Seq;
use super::resolve::{Constraint, MentionIndex};
use super::same_event::EventPair;
use super::target::Targets;
use crate::extract::finding::{EntityType, EventType, Modality, Polarity, Role};
use crate::text::{TextSpan, TimeValue};

/// A value that a person gave, and by which correction.
pub(super) type Given<T> = Option<(T, Seq)>;

/// What persons said about one event of one article.
#[derive(Debug, Default)]
pub(super) struct EventOverride {
    pub hidden: bool,
    pub event_type: Given<EventType>,
    pub polarity: Given<Polarity>,
    pub modality: Given<Modality>,
    pub count: Given<Option<u64>>,
    pub time: Given<Option<TimeValue>>,
    pub source: Given<Option<MentionIndex>>,
    /// Fillers added to or taken from roles, in the order of the log.
    pub args: Vec<(Role, ArgumentChange, Seq)>,
    pub judgement: Given<(Option<Judgement>, String)>,
}

/// A change of one role.
#[derive(Debug)]
pub(super) enum ArgumentChange {
    Add(MentionIndex),
    Remove(TextSpan),
}

/// What persons said about an entity, through one of its mentions.
#[derive(Debug)]
pub(super) enum EntityChange {
    Rename(String),
    Retype(EntityType),
    Hide,
    Locate(GivenLocation),
    Judge(Option<Judgement>, String),
}

/// All that the corrections in force change.
#[derive(Debug, Default)]
pub(super) struct Overrides {
    pub constraints: Vec<Constraint>,
    /// Events that are one or two, in the order of the log.
    pub event_pairs: Vec<EventPair>,
    pub events: HashMap<(usize, usize), EventOverride>,
    /// In the order of the log.
    pub entities: Vec<(MentionIndex, EntityChange, Seq)>,
    pub left_out: Vec<bool>,
    pub stale: Vec<(Seq, StaleReason)>,
}

/// Places each correction; those whose target is gone are stale.
pub(super) fn place<'c>(
    corrections: impl Iterator<Item = (Seq, &'c Correction)>,
    targets: &Targets<'_>,
    article_count: usize,
) -> Overrides {
    let mut overrides = Overrides { left_out: vec![false; article_count], ..Overrides::default() };
    for (seq, correction) in corrections {
        if let Err(reason) = place_one(seq, correction, targets, &mut overrides) {
            overrides.stale.push((seq, reason));
        }
    }
    overrides
}

fn place_one(
    seq: Seq,
    correction: &Correction,
    targets: &Targets<'_>,
    overrides: &mut Overrides,
) -> Result<(), StaleReason> {
    match correction {
        Correction::SameEntity { one, other } | Correction::DifferentEntity { one, other } => {
            let same = matches!(correction, Correction::SameEntity { .. });
            let constraint = Constraint { seq, same, one: targets.mention(one)?, other: targets.mention(other)? };
            overrides.constraints.push(constraint);
        }
        Correction::RenameEntity { entity, name } => {
            overrides.entities.push((targets.mention(entity)?, EntityChange::Rename(name.clone()), seq));
        }
        Correction::RetypeEntity { entity, entity_type } => {
            overrides.entities.push((targets.mention(entity)?, EntityChange::Retype(*entity_type), seq));
        }
        Correction::HideEntity { entity } => {
            overrides.entities.push((targets.mention(entity)?, EntityChange::Hide, seq));
        }
        Correction::SetLocation { entity, location } => {
            overrides.entities.push((targets.mention(entity)?, EntityChange::Locate(*location), seq));
        }
        Correction::JudgeEntity { entity, judgement, note } => {
            let change = EntityChange::Judge(*judgement, note.clone());
            overrides.entities.push((targets.mention(entity)?, change, seq));
        }
        Correction::SameEvent { one, other } | Correction::DifferentEvent { one, other } => {
            let same = matches!(correction, Correction::SameEvent { .. });
            let (one, other) = (targets.event_id(one)?, targets.event_id(other)?);
            // The later of two words on one pair holds.
            let of_pair = |p: &EventPair| (p.one, p.other) == (one, other) || (p.other, p.one) == (one, other);
            for earlier in overrides.event_pairs.iter().filter(|p| of_pair(p) && p.same != same) {
                overrides.stale.push((earlier.seq, StaleReason::Contradicted));
            }
            overrides.event_pairs.retain(|p| !of_pair(p));
            overrides.event_pairs.push(EventPair { seq, same, one, other });
        }
        // Made into findings before.
        Correction::AddMention { .. } | Correction::AddEvent { .. } | Correction::AddRelation { .. } => {}
        Correction::LeaveOutArticle { article, .. } => overrides.left_out[targets.article(*article)?] = true,
        Correction::HideEvent { event }
        | Correction::SetEventType { event, .. }
        | Correction::SetPolarity { event, .. }
        | Correction::SetModality { event, .. }
        | Correction::SetCount { event, .. }
        | Correction::SetTime { event, .. }
        | Correction::SetSource { event, .. }
        | Correction::SetArgument { event, .. }
        | Correction::HideArgument { event, .. }
        | Correction::JudgeEvent { event, .. } => {
            let key = targets.event(event)?;
            place_event(seq, correction, targets, overrides.events.entry(key).or_default())?;
        }
    }
    Ok(())
}

fn place_event(
    seq: Seq,
    correction: &Correction,
    targets: &Targets<'_>,
    event: &mut EventOverride,
) -> Result<(), StaleReason> {
    match correction {
        Correction::HideEvent { .. } => event.hidden = true,
        Correction::SetEventType { event_type, .. } => event.event_type = Some((*event_type, seq)),
        Correction::SetPolarity { polarity, .. } => event.polarity = Some((*polarity, seq)),
        Correction::SetModality { modality, .. } => event.modality = Some((*modality, seq)),
        Correction::SetCount { count, .. } => event.count = Some((*count, seq)),
        Correction::SetTime { time, .. } => event.time = Some((*time, seq)),
        Correction::SetSource { source, .. } => {
            let source = source.as_ref().map(|s| targets.mention(s)).transpose()?;
            event.source = Some((source, seq));
        }
        Correction::SetArgument { role, filler, .. } => {
            event.args.push((*role, ArgumentChange::Add(targets.mention(filler)?), seq));
        }
        Correction::HideArgument { role, filler, .. } => {
            event.args.push((*role, ArgumentChange::Remove(filler.span), seq));
        }
        Correction::JudgeEvent { judgement, note, .. } => {
            event.judgement = Some(((*judgement, note.clone()), seq));
        }
        _ => {}
    }
    Ok(())
}
