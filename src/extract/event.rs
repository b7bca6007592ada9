//! Triggers -> events: roles, times, places and counts gathered, later mentions of the same event merged.

use super::argument::{self, Filled, Part};
use super::circumstance;
use super::coreference::Chains;
use super::description::is_definite;
use super::factuality::{self, Factuality};
use super::finding::{EventType, Modality, Polarity, Role};
use super::judge::{Decided, Judge};
use super::number::{self, Quantity};
use super::time::TimeExpr;
use super::tree::{Arc, Tree};
use super::trigger::TriggerCandidate;
use crate::nlp::Pos;
use crate::text::TimeValue;

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
    fn fillers(&self, role: Role) -> impl Iterator<Item = &Filled> {
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
    for (n, t) in triggers.into_iter().enumerate() {
        let mut parts = argument::parts(tree, chains, &t, &|i| at[i]);
        parts.append(&mut places[n]);
        let parts = judge.parts(tree, chains, &t, parts);
        if t.weak && t.score.is_none() && !is_supported(tree, &t, &parts) {
            withheld += 1;
            continue;
        }
        let factuality = factuality::judge(tree, t.head);
        let count = count(tree, &t, &parts);
        drafts.push(EventDraft {
            event_type: t.event_type,
            triggers: vec![t],
            parts,
            times: Vec::new(),
            factuality,
            count,
        });
    }
    circumstance::hang_times(tree, &mut drafts, times);
    let mut merged = merge(tree, drafts);
    circumstance::headline_place(tree, chains, &mut merged);
    (merged, withheld)
}

/// A weak trigger counts where an entity takes the part that its frame foresees.
fn is_supported(tree: &Tree<'_>, t: &TriggerCandidate, parts: &[Part]) -> bool {
    let entities = parts.iter().filter(|p| p.filled.chain().is_some() && p.role != Role::Place).count();
    let people = parts.iter().any(|p| matches!(p.role, Role::Agent | Role::Target));
    if t.verbal { entities >= 1 && people && tree.pos(t.head) == Pos::Verb } else { entities >= 1 }
}

/// How many died, were hurt, arrested or marched.
fn count(tree: &Tree<'_>, t: &TriggerCandidate, parts: &[Part]) -> Option<Quantity> {
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
    // "fait 30 morts" counts the trigger itself; "tué 30 soldats" its object.
    let direct = parts.iter().filter(|p| p.role == counted).find_map(|p| match p.filled {
        Filled::Text(head) | Filled::Chain(_, head) => number::of_noun(tree, head),
    });
    direct.or_else(|| {
        if t.verbal { tree.children_by(t.head, &[Arc::Number]).find_map(|n| number::read(tree, n)) } else { None }
    })
}

/// Merges later mentions into the first: same type, and nothing that speaks against it.
fn merge(tree: &Tree<'_>, drafts: Vec<EventDraft>) -> Vec<EventDraft> {
    let mut out: Vec<EventDraft> = Vec::new();
    for d in drafts {
        let found = out.iter().rposition(|e| is_same(tree, e, &d));
        match found {
            Some(n) => absorb(&mut out[n], d),
            None => out.push(d),
        }
    }
    out
}

fn lemma_of<'t>(tree: &'t Tree<'_>, d: &EventDraft) -> Vec<&'t str> {
    // A light verb says little: of "prendre le contrôle" it is the noun that tells.
    d.triggers.iter().map(|t| tree.lemma[t.partner.unwrap_or(t.head)].as_str()).collect()
}

fn is_same(tree: &Tree<'_>, e: &EventDraft, d: &EventDraft) -> bool {
    if e.event_type != d.event_type || e.factuality.polarity != d.factuality.polarity {
        return false;
    }
    let t = &d.triggers[0];
    let in_headline = e.triggers.iter().any(|x| tree.sentence_of[x.head] == 0);
    let same_lemma = lemma_of(tree, e).contains(&tree.lemma[t.partner.unwrap_or(t.head)].as_str());
    let definite_noun = !t.verbal && tree.is_noun(t.head) && is_definite(tree, t.head) && tree.sentence_of[t.head] > 0;
    let is_speech = matches!(
        d.event_type,
        EventType::Statement
            | EventType::Demand
            | EventType::Accuse
            | EventType::Move
            | EventType::Transfer
            | EventType::Create
    );
    if is_speech && !(in_headline && same_lemma) && !(definite_noun && same_lemma) {
        return false;
    }
    if !(same_lemma || definite_noun || in_headline) {
        return false;
    }
    let overlap = |role| {
        let a: Vec<usize> = e.fillers(role).filter_map(Filled::chain).collect();
        let b: Vec<usize> = d.fillers(role).filter_map(Filled::chain).collect();
        if a.is_empty() || b.is_empty() { None } else { Some(a.iter().any(|x| b.contains(x))) }
    };
    let words = |role| {
        let heads = |x: &EventDraft| {
            x.fillers(role)
                .filter(|f| f.chain().is_none())
                .map(|f| tree.lemma[f.head()].to_string())
                .collect::<Vec<_>>()
        };
        let (a, b) = (heads(e), heads(d));
        if a.is_empty() || b.is_empty() { None } else { Some(a.iter().any(|x| b.contains(x))) }
    };
    if [Role::Agent, Role::Target].into_iter().any(|r| overlap(r) == Some(false)) {
        return false;
    }
    if [Role::Theme, Role::Place].into_iter().any(|r| overlap(r) == Some(false)) && !definite_noun {
        return false;
    }
    if !definite_noun && words(Role::Target) == Some(false) && overlap(Role::Target) != Some(true) {
        return false;
    }
    if !definite_noun && words(Role::Theme) == Some(false) && !in_headline {
        return false;
    }
    if let (Some(a), Some(b)) = (e.count, d.count)
        && a.value != b.value
    {
        return false;
    }
    let value = |x: &EventDraft| x.times.iter().find_map(|t| t.value);
    if let (Some(a), Some(b)) = (value(e), value(d))
        && !compatible(a, b)
    {
        return false;
    }
    if e.factuality.modality != d.factuality.modality
        && (e.factuality.modality == Modality::Planned || d.factuality.modality == Modality::Planned)
        && !definite_noun
    {
        return false;
    }
    // Two indefinite nouns, or two acts in one sentence, are two events.
    let same_sentence = e.triggers.iter().any(|x| tree.sentence_of[x.head] == tree.sentence_of[t.head]);
    if same_sentence && !definite_noun {
        return false;
    }
    let shared = [Role::Agent, Role::Target, Role::Theme, Role::Place]
        .into_iter()
        .any(|r| overlap(r) == Some(true) || words(r) == Some(true));
    definite_noun || shared || in_headline || e.parts.is_empty() || d.parts.is_empty()
}

fn compatible(a: TimeValue, b: TimeValue) -> bool {
    let (x, y) = (a.to_string(), b.to_string());
    let n = x.len().min(y.len());
    a.to.is_some() || b.to.is_some() || x.get(..n) == y.get(..n)
}

fn absorb(e: &mut EventDraft, d: EventDraft) {
    for part in d.parts {
        let same =
            |p: &Part| p.role == part.role && (p.filled.chain().is_some() && p.filled.chain() == part.filled.chain());
        let has_text = part.filled.chain().is_none() && e.parts.iter().any(|p| p.role == part.role);
        if !e.parts.iter().any(same) && !has_text {
            e.parts.push(part);
        }
    }
    if e.times.is_empty() {
        e.times = d.times;
    }
    e.count = e.count.or(d.count);
    // An assertion beats a hedge.
    if d.factuality.modality == Modality::Actual
        && e.factuality.modality != Modality::Actual
        && d.factuality.polarity == Polarity::Affirmed
    {
        e.factuality = d.factuality;
    }
    e.triggers.extend(d.triggers);
}
