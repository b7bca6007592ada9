//! Rows to train the scorers on: every candidate of an article with its features, to be set against gold annotations.

use serde::Serialize;

use super::finding::EventType;
use super::lexicon::Lexicon;
use super::tree::Tree;
use super::{argument, circumstance, coreference, judge, mention, trigger};
use crate::ingest::Article;
use crate::nlp::Doc;
use crate::text::TextSpan;

/// A gold trigger: the words that name an event, and its type.
#[derive(Clone, Copy, Debug)]
pub struct GoldTrigger {
    /// Number of the event in the article's annotation.
    pub event: usize,
    /// Its type.
    pub event_type: EventType,
    /// The words, in bytes.
    pub span: TextSpan,
}

/// A word that may name an event.
#[derive(Clone, Debug, Serialize)]
pub struct TriggerRow {
    /// The word, in bytes.
    pub span: TextSpan,
    /// What the model looks at.
    pub features: Vec<String>,
}

/// A phrase that may play a part in a gold event.
#[derive(Clone, Debug, Serialize)]
pub struct PartRow {
    /// Number of the event.
    pub event: usize,
    /// The strings that name the entity; empty for a phrase that names none.
    pub aliases: Vec<String>,
    /// Type of the entity.
    pub entity_type: Option<&'static str>,
    /// The phrase's head word.
    pub head: String,
    /// The phrase.
    pub text: String,
    /// What the model looks at.
    pub features: Vec<String>,
}

/// All rows of an article; empty where its language is not read.
pub fn rows(article: &Article, doc: &Doc, gold: &[GoldTrigger]) -> (Vec<TriggerRow>, Vec<PartRow>) {
    let (mut triggers, mut parts) = (Vec::new(), Vec::new());
    let Some(lexicon) = Lexicon::embedded(article.language).filter(|_| !doc.tokens.is_empty()) else {
        return (triggers, parts);
    };
    let tree = Tree::new(&article.text, doc, lexicon);
    let chains = coreference::resolve(&tree, mention::find(&tree));
    let in_name = chains.in_name();
    let proposed = trigger::find(&tree, &|i| in_name[i]);
    for i in 0..tree.len() {
        let proposal = proposed.iter().find(|t| t.head == i);
        let covered = proposed.iter().any(|t| {
            t.head != i && (t.rule == "trigger:phrase" || t.partner == Some(i)) && t.own_tokens().contains(&i)
        });
        if proposal.is_none() && (!judge::is_candidate(&tree, i) || covered || in_name[i]) {
            continue;
        }
        let span = proposal.map_or(tree.token(i).span, |t| tree.span(t.tokens.clone()));
        triggers.push(TriggerRow { span, features: judge::features_of_trigger(&tree, &chains, i, proposal) });
    }
    let mut known: Vec<(usize, trigger::TriggerCandidate)> = Vec::new();
    for g in gold {
        let tokens: Vec<usize> = (0..tree.len()).filter(|&i| tree.token(i).span.overlaps(g.span)).collect();
        let (Some(&first), Some(&last)) = (tokens.first(), tokens.last()) else { continue };
        let head = mention::head_of(&tree, &(first..last + 1));
        let t =
            proposed.iter().find(|t| t.event_type == g.event_type && tokens.contains(&t.head)).cloned().unwrap_or_else(
                || trigger::TriggerCandidate {
                    head,
                    tokens: first..last + 1,
                    event_type: g.event_type,
                    frame: lexicon.default_frame(g.event_type),
                    verbal: !tree.is_noun(head),
                    weak: false,
                    partner: None,
                    score: None,
                    rule: "trigger:gold",
                },
            );
        known.push((g.event, t));
    }
    let all: Vec<trigger::TriggerCandidate> = known.iter().map(|(_, t)| t.clone()).collect();
    let mut places = circumstance::places(&tree, &chains, &all);
    for (n, (event, t)) in known.iter().enumerate() {
        let mut rules = argument::parts(&tree, &chains, t, &|i| all.iter().any(|t| t.head == i));
        rules.append(&mut places[n]);
        for candidate in judge::part_candidates(&tree, &chains, t, &rules) {
            let head = candidate.filled.head();
            let draft = candidate.filled.chain().map(|c| &chains.drafts[c]);
            parts.push(PartRow {
                event: *event,
                aliases: draft.map(|d| d.aliases.clone()).unwrap_or_default(),
                entity_type: draft.map(|d| d.entity_type.as_str()),
                head: tree.word(head).to_string(),
                text: tree.span(tree.noun_phrase(head)).of(tree.text).to_string(),
                features: candidate.features(&tree, &chains, t),
            });
        }
    }
    (triggers, parts)
}
