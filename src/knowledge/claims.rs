//! Events of articles -> claims: fillers become entities of the graph, and a person's word covers the program's.

use super::entity::EntityId;
use super::event::{Claim, ClaimArgument, ClaimFiller, ClaimSource};
use super::evidence::Provenance;
use super::overrides::{ArgumentChange, EventOverride, Given, Overrides};
use super::project::ReadArticle;
use super::resolve::{MentionIndex, Resolution};
use crate::extract::finding::{ChainId, Event, Filler, Role};
use crate::text::TextSpan;

/// All claims, in the order of articles and text.
pub(super) fn claims(
    articles: &[ReadArticle],
    resolution: &Resolution,
    ids: &[Option<EntityId>],
    overrides: &Overrides,
) -> Vec<Claim> {
    let none = EventOverride::default();
    let mut claims = Vec::new();
    for (a, read) in articles.iter().enumerate().filter(|&(a, _)| !overrides.left_out[a]) {
        let cast = Cast::new(articles, a, resolution, ids);
        for (e, event) in read.extraction.events.iter().enumerate() {
            let given = overrides.events.get(&(a, e)).unwrap_or(&none);
            if !given.hidden {
                claims.push(claim(&cast, event, given));
            }
        }
    }
    claims
}

/// Who is who in one article.
pub(super) struct Cast<'a> {
    articles: &'a [ReadArticle],
    article: usize,
    resolution: &'a Resolution,
    ids: &'a [Option<EntityId>],
    chains: std::collections::HashMap<ChainId, usize>,
}

impl<'a> Cast<'a> {
    pub fn new(
        articles: &'a [ReadArticle],
        article: usize,
        resolution: &'a Resolution,
        ids: &'a [Option<EntityId>],
    ) -> Self {
        let chains = articles[article].extraction.chains.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
        Self { articles, article, resolution, ids, chains }
    }

    /// The entity that a chain means at a span; `None` where it is hidden.
    pub fn entity(&self, chain: ChainId, span: TextSpan) -> Option<EntityId> {
        let index = *self.chains.get(&chain)?;
        let chain = &self.articles[self.article].extraction.chains[index];
        self.ids[self.resolution.entity_at(self.article, index, chain, span)?]
    }

    /// The entity of a mention that a person pointed at, which may stand in another article.
    fn entity_of_mention(&self, at: MentionIndex) -> Option<EntityId> {
        self.ids[self.resolution.entity_of[self.resolution.part_of(at)?]]
    }

    /// The words that a person pointed at.
    fn mention(&self, at: MentionIndex) -> (TextSpan, String) {
        let read = &self.articles[at.article];
        let span = read.extraction.chains[at.chain].mentions[at.mention].span;
        (span, span.of(&read.article.text).to_owned())
    }
}

fn claim(cast: &Cast<'_>, event: &Event, given: &EventOverride) -> Claim {
    let read = &cast.articles[cast.article];
    let text = read.article.text.as_str();
    let first = event.triggers.first().map_or(TextSpan::new(0, 0), |t| t.span);
    let mut corrected_by = Vec::new();
    let source = match &given.source {
        Some((source, seq)) => {
            corrected_by.push(*seq);
            source.map(|at| {
                let (span, words) = cast.mention(at);
                ClaimSource { entity: cast.entity_of_mention(at), span, words, provenance: Provenance::Person(*seq) }
            })
        }
        None => event.source.as_ref().map(|s| ClaimSource {
            entity: s.chain.and_then(|c| cast.entity(c, s.span)),
            span: s.span,
            words: s.span.of(text).to_owned(),
            provenance: Provenance::Rule(s.rule.clone()),
        }),
    };
    let mut claim = Claim {
        article: read.article.id,
        published: read.article.meta.published,
        event: event.id,
        event_type: chosen(&given.event_type, event.event_type, &mut corrected_by),
        triggers: event.triggers.clone(),
        words: first.of(text).to_owned(),
        sentence: read.extraction.sentence_at(first).unwrap_or(first),
        args: arguments(cast, event, text),
        polarity: chosen(&given.polarity, event.polarity, &mut corrected_by),
        modality: chosen(&given.modality, event.modality, &mut corrected_by),
        source,
        count: chosen(&given.count, event.count.map(|c| c.value), &mut corrected_by),
        count_span: event.count.map(|c| c.span),
        cues: event.cues.clone(),
        judgement: None,
        note: String::new(),
        corrected_by: Vec::new(),
    };
    let (judgement, note) = chosen(&given.judgement, (None, String::new()), &mut corrected_by);
    claim.judgement = judgement;
    claim.note = note;
    for (role, change, seq) in &given.args {
        corrected_by.push(*seq);
        match change {
            ArgumentChange::Remove(span) => {
                claim.args.retain(|a| a.role != *role || !a.span.overlaps(*span));
            }
            ArgumentChange::Add(at) => {
                let (span, words) = cast.mention(*at);
                let filler = cast.entity_of_mention(*at).map_or(ClaimFiller::Text, ClaimFiller::Entity);
                let provenance = Provenance::Person(*seq);
                claim.args.push(ClaimArgument { role: *role, filler, span, words, provenance });
            }
        }
    }
    if let Some((time, seq)) = &given.time {
        corrected_by.push(*seq);
        claim.args.retain(|a| a.role != Role::Time);
        claim.args.extend(time.map(|value| ClaimArgument {
            role: Role::Time,
            filler: ClaimFiller::Time(Some(value)),
            span: TextSpan::new(0, 0),
            words: value.to_string(),
            provenance: Provenance::Person(*seq),
        }));
    }
    corrected_by.sort_unstable();
    corrected_by.dedup();
    claim.corrected_by = corrected_by;
    claim
}

fn arguments(cast: &Cast<'_>, event: &Event, text: &str) -> Vec<ClaimArgument> {
    let argument = |a: &crate::extract::finding::Argument| ClaimArgument {
        role: a.role,
        filler: match &a.filler {
            Filler::Chain(chain) => cast.entity(*chain, a.span).map_or(ClaimFiller::Text, ClaimFiller::Entity),
            Filler::Text => ClaimFiller::Text,
            Filler::Time(value) => ClaimFiller::Time(*value),
        },
        span: a.span,
        words: a.span.of(text).to_owned(),
        provenance: Provenance::Rule(a.rule.clone()),
    };
    event.args.iter().map(argument).collect()
}

/// A person's word, or else the program's.
fn chosen<T: Clone>(given: &Given<T>, found: T, corrected_by: &mut Vec<super::log::Seq>) -> T {
    match given {
        Some((value, seq)) => {
            corrected_by.push(*seq);
            value.clone()
        }
        None => found,
    }
}
