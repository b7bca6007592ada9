//! When and where: times and places hung on the event that they belong to.

use super::argument::{Filled, Part};
use super::coreference::Chains;
use super::event::EventDraft;
use super::finding::{EntityType, EventType, Role};
use super::time::TimeExpr;
use super::tree::{Arc, Tree};
use super::trigger::TriggerCandidate;
use crate::nlp::Pos;

/// The trigger that the parse hangs each time on: the nearest above it, or governed with it; `at` marks triggers.
pub(crate) fn time_owners(tree: &Tree<'_>, at: &[bool], times: &[TimeExpr]) -> Vec<Option<usize>> {
    let event_at: Vec<Option<usize>> = at.iter().enumerate().map(|(i, &is)| is.then_some(i)).collect();
    times
        .iter()
        .map(|time| {
            if is_dateline(tree, time) {
                return None;
            }
            owner(tree, &event_at, super::mention::head_of(tree, &time.tokens))
        })
        .collect()
}

/// Places that the parse hangs on each trigger.
pub(crate) fn places(tree: &Tree<'_>, chains: &Chains, triggers: &[TriggerCandidate]) -> Vec<Vec<Part>> {
    let mut out = vec![Vec::new(); triggers.len()];
    let mut event_at: Vec<Option<usize>> = vec![None; tree.len()];
    for (n, t) in triggers.iter().enumerate() {
        event_at[t.head] = Some(n);
    }
    for (c, draft) in chains.drafts.iter().enumerate().filter(|(_, d)| d.entity_type == EntityType::Place) {
        for mention in &draft.mentions {
            let head = mention.head;
            if !is_locative(tree, head) {
                continue;
            }
            let Some(n) = owner(tree, &event_at, head) else { continue };
            let t = &triggers[n];
            let of_speech = t.event_type == EventType::Statement
                && tree.arcs[t.head] == Arc::Root
                && tree.head(head) != Some(t.head);
            if !of_speech {
                out[n].push(Part { role: Role::Place, filled: Filled::Chain(c, head), rule: "locative", score: None });
            }
        }
    }
    out
}

/// "10 janvier 2016. –" at the start of an article dates it, not an event.
fn is_dateline(tree: &Tree<'_>, time: &TimeExpr) -> bool {
    let sentence = tree.sentences[tree.sentence_of[time.tokens.start] as usize].clone();
    let starts = (sentence.start..time.tokens.start).all(|i| {
        matches!(tree.pos(i), Pos::Punct | Pos::Space) || tree.is_noun(i) && time.tokens.start - sentence.start <= 3
    });
    let dash = (time.tokens.end..(time.tokens.end + 3).min(tree.len()))
        .any(|i| matches!(tree.word(i), "–" | "—" | "-" | ".–" | ".-"));
    let alone = sentence.len() <= time.tokens.len() + 3;
    starts && (dash || alone) && tree.token(time.tokens.start).span.start < 1500
}

fn is_locative(tree: &Tree<'_>, head: usize) -> bool {
    match tree.preposition(head).as_deref() {
        Some(
            "à" | "en" | "dans" | "sur" | "près" | "vers" | "devant" | "chez" | "sous" | "entre" | "hors" | "depuis"
            | "in" | "at" | "near" | "on" | "outside" | "inside" | "around" | "across" | "into" | "throughout"
            | "within" | "toward" | "towards" | "to",
        ) => true,
        Some("de") => {
            tree.children_by(head, &[Arc::Case]).any(|c| matches!(tree.lower[c].as_str(), "près"))
                || tree.head(head).is_some_and(|h| is_spot(tree, h))
        }
        _ => false,
    }
}

/// "au nord de Kaboul", "la province de Baghlan", "in the city of Mosul": the spot is where it happened.
fn is_spot(tree: &Tree<'_>, i: usize) -> bool {
    matches!(
        tree.lemma[i].as_str(),
        "nord"
            | "sud"
            | "est"
            | "ouest"
            | "large"
            | "centre"
            | "frontière"
            | "sortie"
            | "entrée"
            | "banlieue"
            | "alentours"
            | "environs"
            | "près"
            | "nord-ouest"
            | "nord-est"
            | "sud-est"
            | "sud-ouest"
            | "proximité"
    ) || (tree.lexicon.is("place_nouns", &tree.lemma[i])
        && tree.preposition(i).is_some_and(|p| matches!(p.as_str(), "à" | "dans" | "en" | "sur" | "in" | "at" | "on")))
}

/// The event that a circumstance belongs to.
fn owner(tree: &Tree<'_>, event_at: &[Option<usize>], head: usize) -> Option<usize> {
    for above in tree.ancestors(head) {
        if let Some(n) = event_at[above] {
            return Some(n);
        }
        if tree.is_verb(above) || tree.arcs[above] == Arc::Root {
            // "L'attaque a eu lieu mardi": the event is the subject or object of a verb that is none.
            let inner = tree
                .children_by(above, &[Arc::Subject, Arc::PassiveSubject, Arc::Object, Arc::Clause])
                .find_map(|c| event_at[c]);
            if inner.is_some() {
                return inner;
            }
        }
    }
    let sentence = tree.sentences[tree.sentence_of[head] as usize].clone();
    let events: Vec<usize> = sentence.filter(|&i| event_at[i].is_some()).collect();
    match events[..] {
        [only] => event_at[only],
        _ => None,
    }
}

/// "Mali : attaque à Tombouctou": the country before the colon of a headline, for the headline's event where it has no other place.
pub(crate) fn headline_place(tree: &Tree<'_>, chains: &Chains, drafts: &mut [EventDraft]) {
    let Some(first) = tree.sentences.first() else { return };
    let line_end = (first.start..tree.len())
        .find(|&i| {
            i + 1 < tree.len()
                && tree.text.as_bytes()[tree.token(i).span.end as usize..tree.token(i + 1).span.start as usize]
                    .contains(&b'\n')
        })
        .map_or(first.end, |i| i + 1);
    let Some(colon) = (first.start..line_end.min(first.start + 6)).find(|&i| tree.word(i) == ":") else { return };
    let Some(place) = (first.start..colon).find_map(|i| {
        chains.of_token[i].filter(|&c| chains.drafts[c].entity_type == EntityType::Place).map(|c| (c, i))
    }) else {
        return;
    };
    if let Some(d) = drafts.iter_mut().find(|d| (colon..line_end).contains(&d.triggers[0].head)) {
        let has_place = d.parts.iter().any(|p| p.role == Role::Place || p.filled.chain() == Some(place.0));
        if !has_place && d.event_type != EventType::Statement {
            d.parts.push(Part {
                role: Role::Place,
                filled: Filled::Chain(place.0, place.1),
                rule: "headline-place",
                score: None,
            });
        }
    }
}
