//! One article's findings -> a JSON object: entities, events, relations, offsets in Unicode scalars.

use std::collections::HashMap;

use serde::Serialize;

use crate::extract::Extraction;
use crate::extract::finding::{Argument, ChainId, Event, Filler, MentionKind, Modality, Polarity, Role};
use crate::extract::finding::{EntityType, EventType, Fingerprint, RelationType};
use crate::ingest::Article;
use crate::text::{ScalarIndex, TextSpan};

/// The findings of one article, as written to files.
#[derive(Debug, Serialize)]
pub struct ArticleRecord<'a> {
    /// The article's name.
    pub id: &'a str,
    /// `fr`, `en` or `und`.
    pub lang: &'a str,
    /// ISO date, as exact as known.
    pub published: Option<String>,
    /// Headline.
    pub title: Option<&'a str>,
    /// Hash of the text that the offsets count in.
    pub article: String,
    /// Who and what it names.
    pub entities: Vec<EntityRecord<'a>>,
    /// What it says happened.
    pub events: Vec<EventRecord<'a>>,
    /// The ties that it states.
    pub relations: Vec<RelationRecord<'a>>,
    /// Candidate events withheld for want of certainty.
    pub withheld: u32,
    /// How the findings were made.
    pub fingerprint: &'a Fingerprint,
}

/// An entity of the article.
#[derive(Debug, Serialize)]
pub struct EntityRecord<'a> {
    id: String,
    r#type: EntityType,
    name: &'a str,
    aliases: &'a [String],
    mentions: Vec<MentionRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct MentionRecord<'a> {
    start: usize,
    end: usize,
    kind: MentionKind,
    rule: &'a str,
}

/// An event of the article.
#[derive(Debug, Serialize)]
pub struct EventRecord<'a> {
    id: String,
    r#type: EventType,
    mentions: Vec<TriggerRecord<'a>>,
    args: Vec<ArgumentRecord<'a>>,
    polarity: Polarity,
    modality: Modality,
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_rule: Option<&'a str>,
    count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count_text: Option<&'a str>,
    sentence: Option<Offsets>,
    cues: Vec<CueRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct TriggerRecord<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    rule: &'a str,
}

#[derive(Debug, Serialize)]
struct ArgumentRecord<'a> {
    role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    start: usize,
    end: usize,
    rule: &'a str,
}

#[derive(Debug, Serialize)]
struct CueRecord<'a> {
    kind: &'static str,
    text: &'a str,
    start: usize,
    end: usize,
}

/// A tie between two entities of the article.
#[derive(Debug, Serialize)]
pub struct RelationRecord<'a> {
    r#type: RelationType,
    from: &'a str,
    to: Option<&'a str>,
    label: Option<&'a str>,
    start: usize,
    end: usize,
    rule: &'a str,
}

#[derive(Debug, Serialize)]
struct Offsets {
    start: usize,
    end: usize,
}

/// Writes the record of one article as one line of JSON, without its line end.
pub fn to_json(article: &Article, extraction: &Extraction) -> String {
    let ids: HashMap<ChainId, String> =
        extraction.chains.iter().enumerate().map(|(i, chain)| (chain.id, format!("e{}", i + 1))).collect();
    // Plain data in owned maps and strings always has a JSON form.
    serde_json::to_string(&record(article, extraction, &ids)).unwrap_or_default()
}

fn record<'a>(
    article: &'a Article,
    extraction: &'a Extraction,
    ids: &'a HashMap<ChainId, String>,
) -> ArticleRecord<'a> {
    let text = article.text.as_str();
    let index = ScalarIndex::new(text);
    let at = |span: TextSpan| (index.to_scalar(span.start as usize), index.to_scalar(span.end as usize));
    let id = |chain: ChainId| ids.get(&chain).map(String::as_str);
    ArticleRecord {
        id: &article.meta.name,
        lang: article.language.code(),
        published: article.meta.published.map(|d| d.to_string()),
        title: article.meta.title.as_deref(),
        article: article.id.to_string(),
        entities: extraction
            .chains
            .iter()
            .map(|chain| EntityRecord {
                id: ids[&chain.id].clone(),
                r#type: chain.entity_type,
                name: &chain.name,
                aliases: &chain.aliases,
                mentions: chain
                    .mentions
                    .iter()
                    .map(|m| {
                        let (start, end) = at(m.span);
                        MentionRecord { start, end, kind: m.kind, rule: &m.rule }
                    })
                    .collect(),
            })
            .collect(),
        events: extraction
            .events
            .iter()
            .enumerate()
            .map(|(i, event)| event_record(i, event, text, extraction, &at, &id))
            .collect(),
        relations: extraction
            .relations
            .iter()
            .filter_map(|r| {
                let (start, end) = at(r.span);
                Some(RelationRecord {
                    r#type: r.relation_type,
                    from: id(r.from)?,
                    to: r.to.and_then(id),
                    label: r.label.as_deref(),
                    start,
                    end,
                    rule: &r.rule,
                })
            })
            .collect(),
        withheld: extraction.withheld,
        fingerprint: &extraction.fingerprint,
    }
}

fn event_record<'a>(
    number: usize,
    event: &'a Event,
    text: &'a str,
    extraction: &Extraction,
    at: &impl Fn(TextSpan) -> (usize, usize),
    id: &impl Fn(ChainId) -> Option<&'a str>,
) -> EventRecord<'a> {
    let argument = |argument: &'a Argument| {
        let (start, end) = at(argument.span);
        let words = argument.span.of(text);
        let (entity, value) = match &argument.filler {
            Filler::Chain(chain) => (id(*chain), None),
            Filler::Text => (None, None),
            Filler::Time(value) => (None, value.map(|v| v.to_string())),
        };
        let text = (entity.is_none()).then_some(words);
        ArgumentRecord { role: argument.role, entity, text, value, start, end, rule: &argument.rule }
    };
    let source = event.source.as_ref();
    EventRecord {
        id: format!("v{}", number + 1),
        r#type: event.event_type,
        mentions: event
            .triggers
            .iter()
            .map(|t| {
                let (start, end) = at(t.span);
                TriggerRecord { text: t.span.of(text), start, end, rule: &t.rule }
            })
            .collect(),
        args: event.args.iter().map(argument).collect(),
        polarity: event.polarity,
        modality: event.modality,
        source: source.and_then(|s| s.chain).and_then(id),
        source_text: source.map(|s| s.span.of(text)),
        source_rule: source.map(|s| s.rule.as_str()),
        count: event.count.map(|c| c.value),
        count_text: event.count.map(|c| c.span.of(text)),
        sentence: event.triggers.first().and_then(|t| extraction.sentence_at(t.span)).map(|span| {
            let (start, end) = at(span);
            Offsets { start, end }
        }),
        cues: event
            .cues
            .iter()
            .map(|c| {
                let (start, end) = at(c.span);
                CueRecord { kind: c.kind.as_str(), text: c.span.of(text), start, end }
            })
            .collect(),
    }
}
