//! Rows to train the scorers on: every candidate of an article with its features, to be set against gold annotations.

use serde::Serialize;

use super::finding::EventType;
use super::lexicon::Lexicon;
use super::scorer::{entity_features, link_features};
use super::tree::Tree;
use super::{argument, circumstance, coreference, event, judge, mention, merge, relation, time, trigger};
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

/// A time that may be a gold event's.
#[derive(Clone, Debug, Serialize)]
pub struct TimeRow {
    /// Number of the event.
    pub event: usize,
    /// The words.
    pub text: String,
    /// The value that they are read as, ISO 8601.
    pub value: Option<String>,
    /// What the model looks at.
    pub features: Vec<String>,
}

/// Two gold triggers of one type, the earlier first.
#[derive(Clone, Debug, Serialize)]
pub struct LinkRow {
    /// Numbers of their events.
    pub events: (usize, usize),
    /// What the model looks at.
    pub features: Vec<String>,
}

/// Two entities that may be tied, or one and its title.
#[derive(Clone, Debug, Serialize)]
pub struct TieRow {
    /// The strings that name the one.
    pub from: Vec<String>,
    /// The strings that name the other; empty for a title alone.
    pub to: Vec<String>,
    /// What the model looks at.
    pub features: Vec<String>,
}

/// What may be an entity.
#[derive(Clone, Debug, Serialize)]
pub struct EntityRow {
    /// The strings that name it.
    pub aliases: Vec<String>,
    /// The type that recogniser and rules give it.
    pub entity_type: &'static str,
    /// What the model looks at.
    pub features: Vec<String>,
}

/// Rows for each of the models.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Rows {
    /// What may be an entity.
    pub entities: Vec<EntityRow>,
    /// Words that may name an event.
    pub triggers: Vec<TriggerRow>,
    /// Phrases that may play a part in a gold event, among the entities that the model of entities keeps.
    pub parts: Vec<PartRow>,
    /// Times of the sentences of gold triggers.
    pub times: Vec<TimeRow>,
    /// Pairs of gold triggers, with the parts that the models give them.
    pub links: Vec<LinkRow>,
    /// Pairs of entities in one sentence.
    pub ties: Vec<TieRow>,
}

/// All rows of an article; empty where its language is not read.
pub fn rows(article: &Article, doc: &Doc, gold: &[GoldTrigger]) -> Rows {
    let mut out = Rows::default();
    let Some(lexicon) = Lexicon::embedded(article.language).filter(|_| !doc.tokens.is_empty()) else {
        return out;
    };
    let Rows { entities, triggers, parts, times, links, ties } = &mut out;
    let judge = judge::Judge::new(article.language);
    let classes = judge.classes();
    let tree = Tree::new(&article.text, doc, lexicon);
    for draft in coreference::join(&tree, mention::find(&tree, true)) {
        entities.push(EntityRow {
            features: entity_features(&tree, &draft, classes),
            aliases: draft.aliases,
            entity_type: draft.entity_type.as_str(),
        });
    }
    let candidates = mention::find(&tree, judge.knows_entities());
    let chains = coreference::resolve(&tree, candidates, &|drafts| judge.entities(&tree, drafts));
    for c in judge::tie_candidates(&tree, &chains, &relation::find(&tree, &chains), classes) {
        let aliases = |n: usize| chains.drafts[n].aliases.clone();
        ties.push(TieRow { from: aliases(c.from), to: c.to.map(aliases).unwrap_or_default(), features: c.features });
    }
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
        triggers.push(TriggerRow { span, features: judge::features_of_trigger(&tree, &chains, i, proposal, classes) });
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
    known.sort_by_key(|(_, t)| t.head);
    let all: Vec<trigger::TriggerCandidate> = known.iter().map(|(_, t)| t.clone()).collect();
    let mut places = circumstance::places(&tree, &chains, &all);
    let mut at = vec![false; tree.len()];
    all.iter().for_each(|t| at[t.head] = true);
    let heads: Vec<usize> = (0..tree.len()).filter(|&i| at[i]).collect();
    let expressions = time::find(&tree, article.meta.published);
    let owner = circumstance::time_owners(&tree, &at, &expressions);
    let mut drafts: Vec<(usize, event::EventDraft)> = Vec::new();
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
                features: candidate.features(&tree, &chains, t, classes),
            });
        }
        for (k, features) in judge::time_candidates(&tree, t, &expressions, &owner, &heads) {
            times.push(TimeRow {
                event: *event,
                text: tree.span(expressions[k].tokens.clone()).of(tree.text).to_string(),
                value: expressions[k].value.map(|v| v.to_string()),
                features,
            });
        }
        let when = judge.times(&tree, t, &expressions, &owner, &heads);
        let when = when.into_iter().map(|k| expressions[k].clone()).collect();
        let decided = judge.parts(&tree, &chains, t, rules.clone());
        drafts.push((*event, event::draft(&tree, t.clone(), decided, &rules, when)));
    }
    for (n, (later, d)) in drafts.iter().enumerate() {
        let same_type = drafts[..n].iter().rev().filter(|(_, e)| e.event_type == d.event_type);
        for (between, (earlier, e)) in same_type.take(merge::REACH).enumerate() {
            links.push(LinkRow { events: (*earlier, *later), features: link_features(&tree, e, d, between, classes) });
        }
    }
    out
}
