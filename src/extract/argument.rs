//! Who takes part in an event: the parse around a trigger -> slots -> roles.

use super::coreference::Chains;
pub(crate) use super::filler::{Filled, fill};
use super::finding::{EntityType, EventType, Role};
use super::lexicon::Slot;
use super::subject::{inverted_subject, subjects};
use super::tree::{Arc, Tree};
use super::trigger::TriggerCandidate;
use crate::language::Language;
use crate::nlp::Pos;

/// A filled role of an event being built.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub role: Role,
    pub filled: Filled,
    pub rule: &'static str,
    /// The scorer's probability, where one judged it.
    pub score: Option<f32>,
}

/// A dependent in a slot, with the construction that put it there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Participant {
    pub slot: Slot,
    pub head: usize,
    pub rule: &'static str,
}

/// Dependents of a verbal trigger by slot.
fn verbal(tree: &Tree<'_>, t: usize) -> Vec<Participant> {
    let mut out = Vec::new();
    let mut put = |slot, head, rule| out.push(Participant { slot, head, rule });
    let participle = tree.is_past_participle(t);
    let bare = participle && !tree.children_by(t, &[Arc::Auxiliary, Arc::PassiveAuxiliary]).any(|_| true);
    let conj_passive = tree.arcs[t] == Arc::Conjunct
        && participle
        && tree.head(t).is_some_and(|h| tree.is_passive(h))
        && tree.child(t, Arc::Subject).is_none()
        && tree.child(t, Arc::Auxiliary).is_none();
    let passive = tree.is_passive(t)
        || conj_passive
        || bare
            && matches!(tree.arcs[t], Arc::Root | Arc::Adnominal | Arc::Adjective | Arc::Apposition)
            && tree.language == Language::Fr;
    // "se faire arrêter", "s'est fait tuer": the subject of "faire" undergoes.
    let made = tree.head(t).filter(|&h| {
        tree.lemma[h] == "faire"
            && tree.arcs[t] == Arc::Clause
            && tree.children(h).any(|c| matches!(tree.lower[c].as_str(), "se" | "s'") || tree.arcs[c] == Arc::Expletive)
    });
    if let Some(h) = made {
        for (s, _) in subjects(tree, h, 0) {
            put(Slot::Object, s, "se-faire");
        }
    }
    for c in tree.children_by(t, &[Arc::PassiveSubject]) {
        put(Slot::Object, c, "passive-subject");
    }
    if passive {
        for c in tree.children_by(t, &[Arc::Subject]) {
            put(Slot::Object, c, "passive-subject");
        }
        if conj_passive && let Some(h) = tree.head(t) {
            for c in tree.children_by(h, &[Arc::PassiveSubject, Arc::Subject]) {
                put(Slot::Object, c, "shared-subject");
            }
        }
        if matches!(tree.arcs[t], Arc::Adnominal | Arc::Adjective)
            && let Some(h) = tree.head(t).filter(|&h| tree.is_nominal(h))
        {
            put(Slot::Object, h, "participle");
        }
    } else if tree.arcs[t] == Arc::Adnominal
        && participle
        && let Some(h) = tree.head(t).filter(|&h| tree.is_nominal(h))
    {
        put(Slot::Object, h, "participle");
    } else if made.is_none() {
        for (s, rule) in subjects(tree, t, 0) {
            put(Slot::Subject, s, rule);
        }
    }
    for c in tree.children(t) {
        match tree.arcs[c] {
            Arc::Object if inverted_subject(tree, t) == Some(c) => {}
            // "élu président": what is left beside the subject of a passive is the post.
            Arc::Object if passive && tree.is_nominal(c) => put(Slot::As, c, "predicate"),
            Arc::Object if tree.is_nominal(c) || tree.pos(c) == Pos::Adj => put(Slot::Object, c, "object"),
            Arc::IndirectObject => put(Slot::To, c, "indirect-object"),
            Arc::Clause => put(Slot::Clause, c, "clause"),
            Arc::Agent => put(Slot::By, c, "passive-agent"),
            _ => {}
        }
    }
    for (p, n) in tree.obliques(t) {
        let is_agent = tree.arcs[n] == Arc::Agent;
        if is_agent {
            continue;
        }
        if let Some(slot) = tree.slot(&p) {
            let english_agent = slot == Slot::By && tree.head(n).is_some_and(|c| tree.token(c).dep == "agent");
            if slot != Slot::By || passive || english_agent || made.is_some() {
                put(slot, n, if slot == Slot::By { "passive-agent" } else { "oblique" });
            }
        }
    }
    out
}

/// Dependents of a nominal trigger by slot.
fn nominal(tree: &Tree<'_>, t: usize, is_trigger: &dyn Fn(usize) -> bool) -> Vec<Participant> {
    let mut out: Vec<Participant> = Vec::new();
    for (p, n) in tree.obliques(t) {
        if let Some(slot) = tree.slot(&p) {
            out.push(Participant { slot, head: n, rule: "noun-complement" });
        }
    }
    for c in tree.children_by(t, &[Arc::Possessive, Arc::Compound]) {
        if tree.is_nominal(c) {
            out.push(Participant { slot: Slot::Of, head: c, rule: "possessive" });
        }
    }
    for d in tree.children_by(t, &[Arc::Determiner]) {
        if matches!(tree.lower[d].as_str(), "son" | "sa" | "ses" | "leur" | "leurs") {
            out.push(Participant { slot: Slot::Of, head: d, rule: "possessive" });
        }
    }
    // "mener une attaque", "X a lancé une offensive": the light verb's subject does it.
    if tree.arcs[t] == Arc::Object
        && let Some(verb) = tree.head(t).filter(|&h| tree.is_verb(h) && !is_trigger(h))
        && tree.child(verb, Arc::Copula).is_none()
    {
        let undergoes = matches!(
            tree.lemma[verb].as_str(),
            "subir" | "recevoir" | "suffer" | "receive" | "face" | "undergo" | "essuyer" | "connaître"
        );
        if !tree.is_passive(verb) {
            for (s, _) in subjects(tree, verb, 0) {
                out.push(Participant {
                    slot: if undergoes { Slot::Of } else { Slot::By },
                    head: s,
                    rule: "light-verb",
                });
            }
        }
        for (p, n) in tree.obliques(verb) {
            if let Some(slot) = tree.slot(&p).filter(|s| matches!(s, Slot::Against | Slot::With | Slot::To | Slot::On))
            {
                out.push(Participant { slot, head: n, rule: "light-verb" });
            }
        }
    }
    // "L'attaque a été revendiquée / menée par X".
    if matches!(tree.arcs[t], Arc::PassiveSubject | Arc::Subject)
        && let Some(verb) = tree.head(t).filter(|&h| tree.is_verb(h) && !is_trigger(h) && tree.is_passive(h))
    {
        for c in tree.children_by(verb, &[Arc::Agent]) {
            out.push(Participant { slot: Slot::By, head: c, rule: "light-verb-passive" });
        }
    }
    out
}

/// The noun phrase that a clause in a slot is about: its object, else its subject.
fn clause_topic(tree: &Tree<'_>, clause: usize) -> Option<usize> {
    if tree.is_noun(clause) {
        return Some(clause);
    }
    tree.child(clause, Arc::Object)
        .or_else(|| tree.child(clause, Arc::PassiveSubject))
        .or_else(|| tree.obliques(clause).first().map(|(_, n)| *n))
        .or_else(|| tree.child(clause, Arc::Subject))
        .filter(|&n| tree.is_noun(n))
}

/// Fills the roles of a trigger by its frame.
pub(crate) fn parts(
    tree: &Tree<'_>,
    chains: &Chains,
    trigger: &TriggerCandidate,
    is_trigger: &dyn Fn(usize) -> bool,
) -> Vec<Part> {
    let (t, event_type) = (trigger.head, trigger.event_type);
    let own = trigger.own_tokens();
    let (participants, roles) = if trigger.verbal {
        (verbal(tree, t), &trigger.frame.verb)
    } else {
        (nominal(tree, t, is_trigger), &trigger.frame.noun)
    };
    let mut out: Vec<Part> = Vec::new();
    for p in participants {
        let Some(&role) = roles.get(&p.slot) else { continue };
        let head = if p.slot == Slot::Clause {
            match clause_topic(tree, p.head) {
                Some(topic) => topic,
                None => continue,
            }
        } else {
            p.head
        };
        for h in tree.conjuncts(head) {
            if h != head && !tree.is_nominal(h) || own.contains(&h) {
                continue;
            }
            let Some(filled) = fill(tree, chains, h) else { continue };
            let kind = filled.chain().map(|c| chains.drafts[c].entity_type);
            let Some(role) = fits(event_type, role, p.slot, kind) else { continue };
            // Far-fetched readings count only for entities.
            let far = matches!(
                (role, p.rule),
                (Role::Agent, "noun-complement" | "light-verb" | "adverbial" | "participle" | "possessive")
                    | (Role::Target, "light-verb" | "control")
            );
            if far && kind.is_none() {
                continue;
            }
            let known = out.iter().any(|q| {
                q.role == role
                    && (q.filled == filled || q.filled.chain().is_some() && q.filled.chain() == filled.chain())
            });
            if !known {
                out.push(Part { role, filled, rule: p.rule, score: None });
            }
        }
    }
    out.extend(super::concern::target(tree, chains, trigger, &out));
    sides(event_type, &mut out);
    out
}

/// The role that a filler of this kind may take, given the one that its slot proposes.
fn fits(event_type: EventType, role: Role, slot: Slot, kind: Option<EntityType>) -> Option<Role> {
    use EventType::*;
    let somewhere = matches!(
        event_type,
        Attack
            | Accident
            | Disaster
            | Meet
            | Protest
            | Elect
            | Clash
            | Compete
            | Die
            | Injure
            | Move
            | Create
            | Arrest
            | Investigate
            | Discover
    );
    match (role, kind) {
        // "l'attentat de Nice", "la bataille de Mossoul": a place that does nothing.
        (Role::Agent | Role::Target, Some(EntityType::Place)) if slot == Slot::Of && somewhere => Some(Role::Place),
        (Role::Target, Some(EntityType::Place)) if slot == Slot::Object && matches!(event_type, Meet) => {
            Some(Role::Place)
        }
        (Role::Theme, Some(EntityType::Place)) if event_type == Move => Some(Role::Place),
        (Role::Target, Some(EntityType::Place)) if matches!(slot, Slot::On) && matches!(event_type, Attack) => {
            Some(Role::Target)
        }
        (Role::Agent, Some(EntityType::Thing)) if matches!(event_type, Arrest | Appoint | Meet) => None,
        _ => Some(role),
    }
}

/// Of two who meet, fight or agree, one is agent and the other target.
fn sides(event_type: EventType, parts: &mut [Part]) {
    if !matches!(event_type, EventType::Meet | EventType::Clash | EventType::Agree)
        || parts.iter().any(|p| p.role == Role::Target)
    {
        return;
    }
    for p in parts.iter_mut().filter(|p| p.role == Role::Agent).skip(1) {
        p.role = Role::Target;
    }
}
