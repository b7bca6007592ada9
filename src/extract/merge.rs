//! Later mentions of an event -> the event: learned links between words, or rules where no model is.

use std::collections::HashMap;

use super::argument::{Filled, Part};
use super::description::is_definite;
use super::event::EventDraft;
use super::finding::{EventType, Modality, Polarity, Role};
use super::judge::{Judge, Link};
use super::tree::Tree;
use crate::text::TimeValue;

/// Triggers of one type that a later one is compared with, from the nearest.
pub(crate) const REACH: usize = 24;

/// Merges later mentions into the first: same type, and nothing that speaks against it.
pub(crate) fn merge(tree: &Tree<'_>, drafts: Vec<EventDraft>, judge: &Judge<'_>) -> Vec<EventDraft> {
    let mut out: Vec<EventDraft> = Vec::new();
    // The drafts of single words that each event was made of: the model compares words, not heaps of them.
    let mut members: HashMap<EventType, Vec<(usize, EventDraft)>> = HashMap::new();
    for d in drafts {
        let known = members.entry(d.event_type).or_default();
        let near = known.len().saturating_sub(REACH);
        let mut best: Option<(f32, usize)> = None;
        let mut judged = true;
        for (k, (n, e)) in known.iter().enumerate().skip(near) {
            match judge.link(tree, e, &d, known.len() - 1 - k) {
                Link::Same(p) if best.is_none_or(|(q, _)| p > q) => best = Some((p, *n)),
                Link::Same(_) | Link::Apart => {}
                Link::Unjudged => judged = false,
            }
        }
        let found = if judged { best.map(|(_, n)| n) } else { out.iter().rposition(|e| is_same(tree, e, &d)) };
        let n = found.unwrap_or(out.len());
        known.push((n, d.clone()));
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
