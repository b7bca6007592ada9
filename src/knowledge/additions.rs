//! What persons add by hand -> findings of their article like any other, so that all that follows, corrections too, treats them alike.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::anchor::{MentionAnchor, StaleReason};
use super::correction::Correction;
use super::log::{CorrectionLog, Seq};
use super::project::ReadArticle;
use crate::extract::Extraction;
use crate::extract::finding::{
    Chain, ChainId, Event, EventId, Mention, MentionKind, Modality, Polarity, Relation, Trigger,
};
use crate::ingest::ArticleId;
use crate::text::TextSpan;

/// How rules of findings begin that a person made; the number of the correction follows.
pub(super) const BY_PERSON: &str = "person:";

/// The articles with what was added to them, and additions whose words are gone.
pub(super) fn apply<'a>(
    articles: &'a [ReadArticle],
    log: &CorrectionLog,
) -> (Cow<'a, [ReadArticle]>, Vec<(Seq, StaleReason)>) {
    let added: Vec<(Seq, &Correction)> = log.in_force().filter(|(_, c)| c.is_addition()).collect();
    if added.is_empty() {
        return (Cow::Borrowed(articles), Vec::new());
    }
    let index: HashMap<ArticleId, usize> = articles.iter().enumerate().map(|(i, a)| (a.article.id, i)).collect();
    let mut articles = articles.to_vec();
    let mut stale = Vec::new();
    for (seq, correction) in added {
        let result = index.get(&correction.article()).ok_or(StaleReason::ArticleGone).and_then(|&i| {
            let mut extraction = Extraction::clone(&articles[i].extraction);
            add(&mut extraction, &articles[i].article.text, seq, correction)?;
            articles[i] = ReadArticle::new(Arc::clone(&articles[i].article), Arc::new(extraction));
            Ok(())
        });
        if let Err(reason) = result {
            stale.push((seq, reason));
        }
    }
    (Cow::Owned(articles), stale)
}

fn add(extraction: &mut Extraction, text: &str, seq: Seq, correction: &Correction) -> Result<(), StaleReason> {
    let rule = format!("{BY_PERSON}{}", seq.0);
    match correction {
        Correction::AddMention { words, entity_type } => {
            let span = words.locate(text)?;
            let id = ChainId(id(extraction.article, "mention", span, entity_type.as_str()));
            let name = span.of(text).to_owned();
            let mention = Mention { span, kind: MentionKind::Name, rule };
            let chain =
                Chain { id, entity_type: *entity_type, aliases: vec![name.clone()], name, mentions: vec![mention] };
            let at = extraction.chains.partition_point(|c| c.mentions.first().is_some_and(|m| m.span <= span));
            extraction.chains.insert(at, chain);
        }
        Correction::AddEvent { words, event_type } => {
            let span = words.locate(text)?;
            let event = Event {
                id: EventId(id(extraction.article, "event", span, event_type.as_str())),
                event_type: *event_type,
                triggers: vec![Trigger { span, rule }],
                args: Vec::new(),
                polarity: Polarity::Affirmed,
                modality: Modality::Actual,
                source: None,
                count: None,
                cues: Vec::new(),
            };
            if extraction.events.iter().any(|e| e.id == event.id) {
                return Ok(());
            }
            let at = extraction.events.partition_point(|e| e.triggers.first().is_some_and(|t| t.span <= span));
            extraction.events.insert(at, event);
        }
        Correction::AddRelation { from, to, relation_type, label } => {
            let (one, span) = chain_at(extraction, text, from)?;
            let to = to.as_ref().map(|to| chain_at(extraction, text, to)).transpose()?;
            extraction.relations.push(Relation {
                relation_type: *relation_type,
                from: one,
                to: to.map(|t| t.0),
                label: label.clone(),
                span: to.map_or(span, |t| t.1.join(span)),
                rule,
            });
        }
        _ => {}
    }
    Ok(())
}

/// The chain whose mention an anchor means, and that mention.
fn chain_at(extraction: &Extraction, text: &str, anchor: &MentionAnchor) -> Result<(ChainId, TextSpan), StaleReason> {
    let mentions: Vec<(ChainId, TextSpan)> =
        extraction.chains.iter().flat_map(|c| c.mentions.iter().map(|m| (c.id, m.span))).collect();
    let spans: Vec<TextSpan> = mentions.iter().map(|m| m.1).collect();
    anchor.find(text, &spans).map(|i| mentions[i])
}

/// An id that no finding of the program has: its words are hashed with what a person made of them.
fn id(article: ArticleId, what: &str, span: TextSpan, kind: &str) -> u64 {
    ArticleId::of(&format!("{article} person {what} {span:?} {kind}")).0
}
