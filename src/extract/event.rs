//! Triggers -> events: roles, times, places and counts gathered, later mentions of the same event merged.

use super::argument::{self, Filled, Part};
use super::coreference::Chains;
use super::factuality::{Factuality, judge};
use super::finding::{EntityType, EventType, Modality, Polarity, Role};
use super::mention::is_definite;
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

/// Builds the events of an article; returns them with the number of weak triggers withheld.
pub(crate) fn build(tree: &Tree<'_>, chains: &Chains, triggers: Vec<TriggerCandidate>, times: &[TimeExpr]) -> (Vec<EventDraft>, u32) {
    let mut at = vec![false; tree.len()];
    for t in &triggers {
        at[t.head] = true;
    }
    let is_trigger = |i: usize| at[i];
    let mut withheld = 0;
    let mut drafts = Vec::new();
    for t in triggers {
        let own: Vec<usize> = t.tokens.clone().chain(std::iter::once(t.head)).chain(t.partner).collect();
        let parts = argument::parts(tree, chains, t.head, t.event_type, &t.frame, t.verbal, &own, &is_trigger);
        if t.weak && !is_supported(tree, &t, &parts) {
            withheld += 1;
            continue;
        }
        let factuality = judge(tree, t.head);
        let count = count(tree, &t, &parts);
        drafts.push(EventDraft { event_type: t.event_type, triggers: vec![t], parts, times: Vec::new(), factuality, count });
    }
    circumstances(tree, chains, &mut drafts, times);
    let mut merged = merge(tree, drafts);
    headline_place(tree, chains, &mut merged);
    (merged, withheld)
}

/// A weak trigger counts where an entity takes the part that its frame foresees.
fn is_supported(tree: &Tree<'_>, t: &TriggerCandidate, parts: &[Part]) -> bool {
    let entities = parts.iter().filter(|p| p.filled.chain().is_some()).count();
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
    if !t.verbal && let Some(q) = number::of_noun(tree, t.head) {
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

/// Hangs times and places on the event that they belong to: the nearest above them in the parse, or governed with them.
fn circumstances(tree: &Tree<'_>, chains: &Chains, drafts: &mut [EventDraft], times: &[TimeExpr]) {
    let mut event_at: Vec<Option<usize>> = vec![None; tree.len()];
    for (n, d) in drafts.iter().enumerate() {
        event_at[d.triggers[0].head] = Some(n);
    }
    for time in times {
        let head = super::mention::head_of(tree, &time.tokens);
        if is_dateline(tree, time) {
            continue;
        }
        if let Some(n) = owner(tree, &event_at, head) {
            if drafts[n].times.len() < 2 {
                drafts[n].times.push(time.clone());
            }
        }
    }
    for (c, draft) in chains.drafts.iter().enumerate().filter(|(_, d)| d.entity_type == EntityType::Place) {
        for mention in &draft.mentions {
            let head = mention.head;
            if !is_locative(tree, head) {
                continue;
            }
            let Some(n) = owner(tree, &event_at, head) else { continue };
            let event = &mut drafts[n];
            if event.event_type == EventType::Statement && tree.arcs[event.triggers[0].head] == Arc::Root && !matches!(tree.head(head), Some(h) if h == event.triggers[0].head) {
                continue;
            }
            let known = event.parts.iter().any(|p| p.filled.chain() == Some(c));
            if !known {
                event.parts.push(Part { role: Role::Place, filled: Filled::Chain(c, head), rule: "place:locative" });
            }
        }
    }
}

/// "10 janvier 2016. –" at the start of an article dates it, not an event.
fn is_dateline(tree: &Tree<'_>, time: &TimeExpr) -> bool {
    let sentence = tree.sentences[tree.sentence_of[time.tokens.start] as usize].clone();
    let starts = (sentence.start..time.tokens.start).all(|i| matches!(tree.pos(i), Pos::Punct | Pos::Space) || tree.is_noun(i) && time.tokens.start - sentence.start <= 3);
    let dash = (time.tokens.end..(time.tokens.end + 3).min(tree.len())).any(|i| matches!(tree.word(i), "–" | "—" | "-" | ".–" | ".-"));
    let alone = sentence.len() <= time.tokens.len() + 3;
    starts && (dash || alone) && tree.token(time.tokens.start).span.start < 1500
}

fn is_locative(tree: &Tree<'_>, head: usize) -> bool {
    match tree.preposition(head).as_deref() {
        Some("à" | "en" | "dans" | "sur" | "près" | "vers" | "devant" | "chez" | "sous" | "entre" | "hors" | "depuis" | "in" | "at" | "near" | "on" | "outside" | "inside" | "around" | "across" | "into" | "throughout" | "within" | "toward" | "towards" | "to") => true,
        Some("de") => tree.children_by(head, &[Arc::Case]).any(|c| matches!(tree.lower[c].as_str(), "près")) || tree.head(head).is_some_and(|h| is_spot(tree, h)),
        _ => false,
    }
}

/// "au nord de Kaboul", "la province de Baghlan", "in the city of Mosul": the spot is where it happened.
fn is_spot(tree: &Tree<'_>, i: usize) -> bool {
    matches!(tree.lemma[i].as_str(), "nord" | "sud" | "est" | "ouest" | "large" | "centre" | "frontière" | "sortie" | "entrée" | "banlieue" | "alentours" | "environs" | "près" | "nord-ouest" | "nord-est" | "sud-est" | "sud-ouest" | "proximité")
        || (tree.lexicon.is("place_nouns", &tree.lemma[i]) && tree.preposition(i).is_some_and(|p| matches!(p.as_str(), "à" | "dans" | "en" | "sur" | "in" | "at" | "on")))
}

/// The event that a circumstance belongs to.
fn owner(tree: &Tree<'_>, event_at: &[Option<usize>], head: usize) -> Option<usize> {
    for above in tree.ancestors(head) {
        if let Some(n) = event_at[above] {
            return Some(n);
        }
        if tree.is_verb(above) || tree.arcs[above] == Arc::Root {
            // "L'attaque a eu lieu mardi": the event is the subject or object of a verb that is none.
            let inner = tree.children_by(above, &[Arc::Subject, Arc::PassiveSubject, Arc::Object, Arc::Clause]).find_map(|c| event_at[c]);
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
fn headline_place(tree: &Tree<'_>, chains: &Chains, drafts: &mut [EventDraft]) {
    let Some(first) = tree.sentences.first() else { return };
    let line_end = (first.start..tree.len())
        .find(|&i| i + 1 < tree.len() && tree.text.as_bytes()[tree.token(i).span.end as usize..tree.token(i + 1).span.start as usize].contains(&b'\n'))
        .map_or(first.end, |i| i + 1);
    let Some(colon) = (first.start..line_end.min(first.start + 6)).find(|&i| tree.word(i) == ":") else { return };
    let Some(place) = (first.start..colon).find_map(|i| chains.of_token[i].filter(|&c| chains.drafts[c].entity_type == EntityType::Place).map(|c| (c, i))) else { return };
    if let Some(d) = drafts.iter_mut().find(|d| (colon..line_end).contains(&d.triggers[0].head)) {
        let has_place = d.parts.iter().any(|p| p.role == Role::Place || p.filled.chain() == Some(place.0));
        if !has_place && d.event_type != EventType::Statement {
            d.parts.push(Part { role: Role::Place, filled: Filled::Chain(place.0, place.1), rule: "place:headline" });
        }
    }
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
    d.triggers.iter().map(|t| tree.lemma[t.head].as_str()).collect()
}

fn is_same(tree: &Tree<'_>, e: &EventDraft, d: &EventDraft) -> bool {
    if e.event_type != d.event_type || e.factuality.polarity != d.factuality.polarity {
        return false;
    }
    let t = &d.triggers[0];
    let in_headline = e.triggers.iter().any(|x| tree.sentence_of[x.head] == 0);
    let same_lemma = lemma_of(tree, e).contains(&tree.lemma[t.head].as_str());
    let definite_noun = !t.verbal && tree.is_noun(t.head) && is_definite(tree, t.head) && tree.sentence_of[t.head] > 0;
    let is_speech = matches!(d.event_type, EventType::Statement | EventType::Demand | EventType::Accuse | EventType::Move | EventType::Transfer | EventType::Create);
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
        let heads = |x: &EventDraft| x.fillers(role).filter(|f| f.chain().is_none()).map(|f| tree.lemma[f.head()].to_string()).collect::<Vec<_>>();
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
    if e.factuality.modality != d.factuality.modality && (e.factuality.modality == Modality::Planned || d.factuality.modality == Modality::Planned) && !definite_noun {
        return false;
    }
    // Two indefinite nouns, or two acts in one sentence, are two events.
    let same_sentence = e.triggers.iter().any(|x| tree.sentence_of[x.head] == tree.sentence_of[t.head]);
    if same_sentence && !definite_noun {
        return false;
    }
    let shared = [Role::Agent, Role::Target, Role::Theme, Role::Place].into_iter().any(|r| overlap(r) == Some(true) || words(r) == Some(true));
    definite_noun || shared || in_headline || e.parts.is_empty() || d.parts.is_empty()
}

fn compatible(a: TimeValue, b: TimeValue) -> bool {
    let (x, y) = (a.to_string(), b.to_string());
    let n = x.len().min(y.len());
    a.to.is_some() || b.to.is_some() || x.get(..n) == y.get(..n)
}

fn absorb(e: &mut EventDraft, d: EventDraft) {
    for part in d.parts {
        let same = |p: &Part| p.role == part.role && (p.filled.chain().is_some() && p.filled.chain() == part.filled.chain());
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
    if d.factuality.modality == Modality::Actual && e.factuality.modality != Modality::Actual && d.factuality.polarity == Polarity::Affirmed {
        e.factuality = d.factuality;
    }
    e.triggers.extend(d.triggers);
}
