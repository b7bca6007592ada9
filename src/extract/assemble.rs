//! Runs the steps over one article and gives every finding its id and its evidence.

use std::hash::{Hash as _, Hasher as _};

use super::argument::Filled;
use super::attribution::{Attribution, Speaker};
use super::coreference;
use super::event::{self, EventDraft};
use super::finding::*;
use super::judge::Judge;
use super::lexicon::Lexicon;
use super::tree::Tree;
use super::{mention, quotation, relation, time, trigger};
use crate::ingest::{Article, ArticleId};
use crate::nlp::Doc;
use crate::text::TextSpan;

/// Raised with each change of the rules that may change a finding.
pub const RULES_VERSION: u32 = 2;

/// Extracts the findings of an article from its annotated text. An article in a language that is not read has none.
pub fn extract(article: &Article, doc: &Doc, package: &str) -> Extraction {
    let mut out = Extraction {
        article: article.id,
        fingerprint: Fingerprint { rules: RULES_VERSION, package: package.to_string(), lexicon: String::new() },
        sentences: Vec::new(),
        chains: Vec::new(),
        events: Vec::new(),
        relations: Vec::new(),
        withheld: 0,
    };
    let Some(lexicon) = Lexicon::embedded(article.language) else { return out };
    out.fingerprint.lexicon = lexicon.hash.clone();
    if doc.tokens.is_empty() {
        return out;
    }
    let tree = Tree::new(&article.text, doc, lexicon);
    out.sentences = tree.sentences.iter().map(|s| tree.span(s.clone())).collect();

    let judge = Judge::new(article.language);
    let candidates = mention::find(&tree, judge.knows_entities());
    let chains = coreference::resolve(&tree, candidates, &|drafts| judge.entities(&tree, drafts));
    let named = chains.in_name();
    let in_name = |i: usize| named[i];
    let decided = judge.triggers(&tree, &chains, trigger::find(&tree, &in_name), &in_name);
    let times = time::find(&tree, article.meta.published);
    let (events, withheld) = event::build(&tree, &chains, decided, &times, &judge);
    let quotations = quotation::find(&tree);
    let attribution = Attribution::new(&tree, &chains, &quotations);
    let ties = judge.ties(&tree, &chains, relation::find(&tree, &chains));

    out.withheld = withheld;
    let ids: Vec<ChainId> = chains
        .drafts
        .iter()
        .map(|d| ChainId(id_of(article.id, tree.span(d.mentions[0].tokens.clone()), d.entity_type.as_str())))
        .collect();
    for (n, draft) in chains.drafts.iter().enumerate() {
        out.chains.push(Chain {
            id: ids[n],
            entity_type: draft.entity_type,
            name: draft.name.clone(),
            aliases: draft.aliases.clone(),
            mentions: draft
                .mentions
                .iter()
                .map(|m| Mention { span: tree.span(m.tokens.clone()), kind: m.kind, rule: m.rule.to_string() })
                .collect(),
        });
    }
    for draft in &events {
        let speakers: Vec<Option<Speaker>> =
            draft.triggers.iter().map(|t| attribution.of(&tree, &chains, &quotations, t.head)).collect();
        out.events.push(finish(&tree, article.id, draft, source(&tree, draft, &speakers), &ids));
    }
    out.events.sort_by_key(|e| (e.triggers[0].span, e.event_type));
    for tie in ties {
        out.relations.push(Relation {
            relation_type: tie.relation_type,
            from: ids[tie.from],
            to: tie.to.map(|c| ids[c]),
            label: tie.label,
            span: tree.span(tie.tokens),
            rule: tie.rule.to_string(),
        });
    }
    out
}

/// FNV-1a: the same on every run and machine, unlike the standard library's hasher.
struct Fnv(u64);

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

fn id_of(article: ArticleId, span: TextSpan, kind: &str) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    article.0.to_le().hash(&mut hasher);
    (span.start.to_le(), span.end.to_le()).hash(&mut hasher);
    hasher.write(kind.as_bytes());
    hasher.finish()
}

/// The nearest speaker where every mention in the body is attributed; else the article's own voice.
fn source(tree: &Tree<'_>, draft: &EventDraft, speakers: &[Option<Speaker>]) -> Option<Speaker> {
    let body: Vec<&Option<Speaker>> =
        draft.triggers.iter().zip(speakers).filter(|(t, _)| tree.sentence_of[t.head] > 0).map(|(_, s)| s).collect();
    let considered = if body.is_empty() { speakers.iter().collect() } else { body };
    if considered.iter().any(|s| s.is_none()) {
        return None;
    }
    let first = considered.into_iter().flatten().next()?.clone();
    // A speaker is not the source of his own act of speech.
    let own = draft.event_type == EventType::Statement
        && draft
            .parts
            .iter()
            .any(|p| p.role == Role::Agent && p.filled.chain().is_some() && p.filled.chain() == first.who.chain());
    (!own).then_some(first)
}

fn finish(tree: &Tree<'_>, article: ArticleId, draft: &EventDraft, speaker: Option<Speaker>, ids: &[ChainId]) -> Event {
    let mut triggers: Vec<Trigger> = draft
        .triggers
        .iter()
        .map(|t| Trigger { span: tree.span(t.tokens.clone()), rule: t.rule.to_string() })
        .collect();
    triggers.sort_by_key(|t| t.span);
    let mut args: Vec<Argument> = Vec::new();
    for part in &draft.parts {
        let (filler, span) = match part.filled {
            Filled::Chain(c, at) => (Filler::Chain(ids[c]), tree.span(tree.shallow_phrase(at))),
            Filled::Text(head) => (Filler::Text, tree.span(tree.noun_phrase(head))),
        };
        args.push(Argument { role: part.role, filler, span, rule: format!("role:{}", part.rule) });
    }
    for time in &draft.times {
        args.push(Argument {
            role: Role::Time,
            filler: Filler::Time(time.value),
            span: tree.span(time.tokens.clone()),
            rule: "time".into(),
        });
    }
    let mut cues: Vec<Cue> =
        draft.factuality.cues.iter().map(|&(kind, i)| Cue { kind, span: tree.token(i).span }).collect();
    let source = speaker.map(|s| {
        cues.push(Cue { kind: CueKind::Speech, span: tree.token(s.cue).span });
        let (chain, span) = match s.who {
            Filled::Chain(c, at) => (Some(ids[c]), tree.span(tree.shallow_phrase(at))),
            Filled::Text(head) => (None, tree.span(tree.noun_phrase(head))),
        };
        Source { chain, span, rule: s.rule.to_string() }
    });
    Event {
        id: EventId(id_of(article, triggers[0].span, draft.event_type.as_str())),
        event_type: draft.event_type,
        triggers,
        args,
        polarity: draft.factuality.polarity,
        modality: draft.factuality.modality,
        source,
        count: draft.count.map(|q| Count { value: q.value, min: q.min, max: q.max, span: q.span }),
        cues,
    }
}
