//! What the inspector tells of an actor or a link: events in readable sentences, with who says so, where, and why.

use std::collections::HashSet;

use super::accord::Accord;
use super::graph::Family;
use super::{date, number, time};
use crate::extract::finding::{CueKind, EventId, EventType, Modality, Polarity, Role};
use crate::ingest::ArticleId;
use crate::knowledge::{Claim, ClaimFiller, Correction, EdgeKind, EntityId, EventNode, Evidence, Provenance, Tie};
use crate::locale::Locale;
use crate::session::Snapshot;
use crate::text::TextSpan;

/// A small word in front of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Who says so.
    Source(String),
    /// Denied, possible, planned.
    Hedge(String),
}

/// One article's word on an event or tie.
#[derive(Clone, Debug)]
pub struct Testimony {
    /// The article.
    pub article: ArticleId,
    /// Its headline and date.
    pub article_title: String,
    /// The sentence.
    pub sentence: TextSpan,
    /// Its words.
    pub text: String,
    /// Words of it to stand out, in bytes of `text`.
    pub strong: Vec<(usize, usize)>,
    /// Who says so, and how surely.
    pub tags: Vec<Tag>,
    /// Rules and words behind it, a line each.
    pub why: Vec<(String, String)>,
}

/// An event or tie as a card.
#[derive(Clone, Debug)]
pub struct Card {
    /// Who did what to whom.
    pub headline: String,
    /// When, where.
    pub detail: String,
    /// Its colour.
    pub family: Family,
    /// The event; `None` for ties.
    pub event: Option<EventId>,
    /// What claims agree on and contest, where there are several.
    pub accord: Option<Accord>,
    /// What each article says.
    pub testimonies: Vec<Testimony>,
    /// Hides it; `None` for ties.
    pub hide: Option<Correction>,
}

/// Cards made at once: making and drawing more would hold frames up.
const CARDS: usize = 120;

/// The cards of an actor, the latest event last, and how many more there would be.
pub fn of_actor(snapshot: &Snapshot, id: EntityId, locale: Locale) -> (Vec<Card>, usize) {
    let mut events: Vec<&EventNode> = snapshot.graph.events_of(id).collect();
    events.sort_by_key(|e| e.date());
    let all = events.len() + snapshot.graph.ties_of(id).count();
    let mut cards: Vec<Card> = snapshot.graph.ties_of(id).take(CARDS).map(|t| tie_card(snapshot, t, locale)).collect();
    let room = CARDS - cards.len();
    cards.extend(events.into_iter().take(room).map(|e| event_card(snapshot, e, locale)));
    let more = all - cards.len();
    (cards, more)
}

/// The card of an event.
pub fn of_event(snapshot: &Snapshot, id: EventId, locale: Locale) -> Vec<Card> {
    snapshot.graph.event(id).map(|e| event_card(snapshot, e, locale)).into_iter().collect()
}

/// The cards of the link from one actor to another, both ways.
pub fn of_link(snapshot: &Snapshot, from: EntityId, to: EntityId, locale: Locale) -> (Vec<Card>, usize) {
    let mut seen = HashSet::new();
    let mut cards = Vec::new();
    for edge in snapshot.graph.edges_between(from, to) {
        match edge.kind {
            EdgeKind::Event { event, .. } if seen.insert((true, event.0)) => {
                cards.extend(snapshot.graph.event(event).map(|e| event_card(snapshot, e, locale)));
            }
            EdgeKind::Tie(tie) if seen.insert((false, u64::from(tie.0))) => {
                cards.extend(snapshot.graph.tie(tie).map(|t| tie_card(snapshot, t, locale)));
            }
            _ => {}
        }
    }
    let more = cards.len().saturating_sub(CARDS);
    cards.truncate(CARDS);
    (cards, more)
}

fn name(snapshot: &Snapshot, id: EntityId) -> String {
    snapshot.graph.entity(id).map(|e| e.name.clone()).unwrap_or_default()
}

/// The fillers of a role in words, each once.
pub fn fillers_of<'a>(snapshot: &Snapshot, claims: impl Iterator<Item = &'a Claim>, role: Role) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for argument in claims.flat_map(|c| &c.args).filter(|a| a.role == role) {
        let words = match argument.filler {
            ClaimFiller::Entity(id) => name(snapshot, id),
            _ => argument.words.clone(),
        };
        if !words.is_empty() && !out.contains(&words) {
            out.push(words);
        }
    }
    out.truncate(4);
    out
}

fn fillers(snapshot: &Snapshot, event: &EventNode, role: Role) -> Vec<String> {
    fillers_of(snapshot, event.claims.iter(), role)
}

/// "30 morts", from the claim's own words where they are few.
pub fn count(snapshot: &Snapshot, claim: &Claim, locale: Locale) -> Option<String> {
    let n = number(claim.count?, locale);
    let key = match claim.event_type {
        EventType::Die => "ui-count-dead",
        EventType::Injure => "ui-count-hurt",
        EventType::Arrest => "ui-count-held",
        _ => {
            let words = claim.count_span.map(|s| snapshot.words(claim.article, s)).unwrap_or_default();
            return Some(if words.is_empty() || words.chars().count() > 40 { n } else { words.to_owned() });
        }
    };
    Some(locale.message(key, &[("count", &claim.count?.to_string()), ("number", &n)]))
}

/// Who says so; the article itself where nobody is named.
pub fn voice(snapshot: &Snapshot, claim: &Claim) -> Option<String> {
    let source = claim.source.as_ref()?;
    Some(source.entity.map(|id| name(snapshot, id)).filter(|n| !n.is_empty()).unwrap_or_else(|| source.words.clone()))
}

/// Who did what to whom, in one line.
pub fn headline(snapshot: &Snapshot, event: &EventNode, locale: Locale) -> String {
    let word = locale.message(&format!("event-{}", event.event_type), &[]);
    let agents = fillers(snapshot, event, Role::Agent).join(", ");
    let mut targets = fillers(snapshot, event, Role::Target);
    if targets.is_empty() {
        targets = fillers(snapshot, event, Role::Theme);
    }
    let targets = targets.join(", ");
    let colon = if locale == Locale::Fr { " : " } else { ": " };
    match (agents.is_empty(), targets.is_empty()) {
        (false, false) => format!("{agents} → {targets}{colon}{word}"),
        (false, true) => format!("{agents}{colon}{word}"),
        (true, false) => format!("→ {targets}{colon}{word}"),
        (true, true) => capital(&word),
    }
}

fn event_card(snapshot: &Snapshot, event: &EventNode, locale: Locale) -> Card {
    let mut headline = headline(snapshot, event, locale);
    headline.push_str(&counts(snapshot, event, locale));
    let mut detail: Vec<String> = event.when().map(|t| time(t, locale)).into_iter().collect();
    let places = fillers(snapshot, event, Role::Place);
    if !places.is_empty() {
        detail.push(places.join(", "));
    }
    let testimonies = event.claims.iter().map(|c| testimony(snapshot, c, locale)).collect();
    let hide = event.claims.first().and_then(|c| snapshot.event_anchor(c)).map(|event| Correction::HideEvent { event });
    let accord = (event.claims.len() > 1).then(|| Accord::of(snapshot, event, locale));
    let family = Family::of(event.event_type);
    Card { headline, detail: detail.join(" · "), family, event: Some(event.id), accord, testimonies, hide }
}

/// The numbers that claims give: one alone, or each with its voice.
fn counts(snapshot: &Snapshot, event: &EventNode, locale: Locale) -> String {
    let mut told: Vec<(String, Option<String>)> = Vec::new();
    for claim in &event.claims {
        if let Some(words) = count(snapshot, claim, locale)
            && !told.iter().any(|(w, _)| *w == words)
        {
            told.push((words, voice(snapshot, claim)));
        }
    }
    match told.as_slice() {
        [] => String::new(),
        [(words, _)] => format!(", {words}"),
        many => {
            let one = |(words, voice): &(String, Option<String>)| {
                let who = voice.clone().unwrap_or_else(|| locale.message("ui-the-article", &[]));
                locale.message("ui-count-said", &[("words", words), ("who", &who)])
            };
            format!(", {}", many.iter().map(one).collect::<Vec<_>>().join(" · "))
        }
    }
}

fn tie_card(snapshot: &Snapshot, tie: &Tie, locale: Locale) -> Card {
    let word = locale.message(&format!("relation-{}", tie.relation_type), &[]);
    let from = name(snapshot, tie.from);
    let to = tie.to.map(|id| name(snapshot, id));
    let colon = if locale == Locale::Fr { " : " } else { ": " };
    let mut headline = match to {
        Some(to) => format!("{from} → {to}{colon}{word}"),
        None => format!("{from}{colon}{word}"),
    };
    if let Some(label) = &tie.label {
        headline.push_str(&format!(", {label}"));
    }
    let testimonies = tie.evidence.iter().map(|e| quote(snapshot, e, Vec::new(), locale)).collect();
    let (detail, family) = (String::new(), Family::Tie);
    Card { headline, detail, family, event: None, accord: None, testimonies, hide: None }
}

/// The sentence of some evidence, its telling words strong.
fn quote(snapshot: &Snapshot, evidence: &Evidence, tags: Vec<Tag>, locale: Locale) -> Testimony {
    let text = snapshot.words(evidence.article, evidence.sentence);
    let title = snapshot.article(evidence.article).map_or_else(String::new, |a| {
        let title = a.meta.title.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| a.meta.name.clone());
        a.meta.published.map_or(title.clone(), |d| format!("{title} · {}", date(d, locale)))
    });
    let mut testimony = Testimony {
        article: evidence.article,
        article_title: title,
        sentence: evidence.sentence,
        text: text.to_owned(),
        strong: Vec::new(),
        tags,
        why: Vec::new(),
    };
    testimony.strengthen(evidence.words);
    let words = snapshot.words(evidence.article, evidence.words);
    testimony.why.push((locale.message("ui-why-words", &[("words", words)]), rule(&evidence.provenance, locale)));
    testimony
}

fn testimony(snapshot: &Snapshot, claim: &Claim, locale: Locale) -> Testimony {
    let mut tags = Vec::new();
    tags.extend(voice(snapshot, claim).map(Tag::Source));
    if claim.polarity == Polarity::Negated {
        tags.push(Tag::Hedge(locale.message("word-negated", &[])));
    }
    if claim.modality != Modality::Actual {
        tags.push(Tag::Hedge(locale.message(&format!("word-{}", claim.modality), &[])));
    }
    let mut testimony = quote(snapshot, &claim.evidence(), tags, locale);
    for trigger in claim.triggers.iter().skip(1) {
        testimony.strengthen(trigger.span);
    }
    for argument in &claim.args {
        let role = locale.message(&format!("word-{}", argument.role), &[]);
        testimony.why.push((format!("{role} « {} »", argument.words), rule(&argument.provenance, locale)));
    }
    for cue in &claim.cues {
        let key = match cue.kind {
            CueKind::Negation => "ui-cue-negation",
            CueKind::Hedge => "ui-cue-hedge",
            CueKind::Plan => "ui-cue-plan",
            CueKind::Speech => "ui-cue-speech",
        };
        let words = snapshot.words(claim.article, cue.span);
        testimony.why.push((format!("« {words} »"), locale.message(key, &[])));
    }
    if let Some(source) = &claim.source {
        let line = locale.message("ui-why-source", &[("words", &source.words)]);
        testimony.why.push((line, rule(&source.provenance, locale)));
    }
    testimony
}

fn rule(provenance: &Provenance, locale: Locale) -> String {
    match provenance {
        Provenance::Rule(rule) => rule.clone(),
        Provenance::Person(_) => locale.message("ui-by-you", &[]),
    }
}

fn capital(s: &str) -> String {
    let mut chars = s.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

impl Testimony {
    /// Makes words of the article stand out, where they lie in the sentence.
    fn strengthen(&mut self, words: TextSpan) {
        if self.sentence.contains(words) {
            let base = self.sentence.start;
            self.strong.push(((words.start - base) as usize, (words.end - base) as usize));
            self.strong.sort_unstable();
        }
    }
}
