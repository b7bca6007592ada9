//! Triggers -> events: roles, times, places and counts gathered.

use super::argument::{self, Filled, Part};
use super::circumstance;
use super::coreference::Chains;
use super::factuality::{self, Factuality};
use super::finding::{EventType, Role};
use super::judge::{Decided, Judge};
use super::merge;
use super::number::{self, Quantity};
use super::time::TimeExpr;
use super::tree::{Arc, Tree};
use super::trigger::TriggerCandidate;
use crate::nlp::Pos;

/// Times that one word may have: the day and the hour.
const MOST_TIMES: usize = 2;

/// An event being built.
#[derive(Clone, Debug)]
pub(crate) struct EventDraft {
    pub event_type: EventType,
    pub triggers: Vec<TriggerCandidate>,
    pub parts: Vec<Part>,
    pub times: Vec<TimeExpr>,
    pub factuality: Factuality,
    pub count: Option<Quantity>,
}

impl EventDraft {
    pub fn fillers(&self, role: Role) -> impl Iterator<Item = &Filled> {
        self.parts.iter().filter(move |p| p.role == role).map(|p| &p.filled)
    }
}

/// Builds the events of an article; returns them with the number of triggers withheld for want of certainty.
pub(crate) fn build(
    tree: &Tree<'_>,
    chains: &Chains,
    decided: Decided,
    times: &[TimeExpr],
    judge: &Judge<'_>,
) -> (Vec<EventDraft>, u32) {
    let triggers = decided.triggers;
    let mut withheld = decided.withheld;
    let mut places = circumstance::places(tree, chains, &triggers);
    let mut at = vec![false; tree.len()];
    for t in &triggers {
        at[t.head] = true;
    }
    let mut drafts = Vec::new();
    let heads: Vec<usize> = (0..tree.len()).filter(|&i| at[i]).collect();
    let owner = circumstance::time_owners(tree, &at, times);
    for (n, t) in triggers.into_iter().enumerate() {
        let mut parts = argument::parts(tree, chains, &t, &|i| at[i]);
        parts.append(&mut places[n]);
        let ruled = parts.clone();
        let parts = judge.parts(tree, chains, &t, parts);
        let when = judge.times(tree, &t, times, &owner, &heads);
        if t.weak && t.score.is_none() && !is_supported(tree, &t, &parts) {
            withheld += 1;
            continue;
        }
        drafts.push(draft(tree, t, parts, &ruled, when.iter().take(MOST_TIMES).map(|&w| times[w].clone()).collect()));
    }
    let mut merged = merge::merge(tree, drafts, judge);
    circumstance::headline_place(tree, chains, &mut merged);
    (merged, withheld)
}

/// An event of one trigger; `ruled` are the parts that the parse alone gives it.
pub(crate) fn draft(
    tree: &Tree<'_>,
    t: TriggerCandidate,
    parts: Vec<Part>,
    ruled: &[Part],
    times: Vec<TimeExpr>,
) -> EventDraft {
    let factuality = factuality::judge(tree, t.head);
    let count = count(tree, &t, &parts, ruled);
    EventDraft { event_type: t.event_type, triggers: vec![t], parts, times, factuality, count }
}

/// A weak trigger counts where an entity takes the part that its frame foresees.
fn is_supported(tree: &Tree<'_>, t: &TriggerCandidate, parts: &[Part]) -> bool {
    let entities = parts.iter().filter(|p| p.filled.chain().is_some() && p.role != Role::Place).count();
    let people = parts.iter().any(|p| matches!(p.role, Role::Agent | Role::Target));
    if t.verbal { entities >= 1 && people && tree.pos(t.head) == Pos::Verb } else { entities >= 1 }
}

/// How many died, were hurt, arrested or marched.
fn count(tree: &Tree<'_>, t: &TriggerCandidate, parts: &[Part], ruled: &[Part]) -> Option<Quantity> {
    use EventType::*;
    let counted = match t.event_type {
        Die | Injure | Arrest | Abduct | Release | Expel | Aid | Charge | Judge | Depart | Appoint => Role::Target,
        Protest | Move => Role::Agent,
        _ => return None,
    };
    if !t.verbal
        && let Some(q) = number::of_noun(tree, t.head)
    {
        return Some(q);
    }
    // "a fait 30 morts": the noun of the pair is counted.
    if let Some(q) = t.partner.filter(|&p| tree.is_noun(p)).and_then(|p| number::of_noun(tree, p)) {
        return Some(q);
    }
    // "tué 30 soldats" counts its object; where the model holds that for no part, the parse still counts it.
    let counts = |parts: &[Part]| {
        parts.iter().filter(|p| p.role == counted).find_map(|p| match p.filled {
            Filled::Text(head) | Filled::Chain(_, head) => number::of_noun(tree, head),
        })
    };
    counts(parts).or_else(|| counts(ruled)).or_else(|| {
        // "400 seraient blessées", "40 blessées", "dix ont voté": the number stands for those whom it counts.
        let slots = [Arc::Number, Arc::PassiveSubject, Arc::Subject, Arc::Object];
        let numbers = tree.children_by(t.head, &slots).filter(|&n| tree.pos(n) == Pos::Num);
        numbers.filter(|_| t.verbal).find_map(|n| number::read(tree, n))
    })
}
