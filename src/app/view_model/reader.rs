//! An article cut into paragraphs and runs of one look.

use super::graph::Family;
use crate::extract::finding::{EntityType, MentionKind};
use crate::ingest::ArticleId;
use crate::knowledge::EntityId;
use crate::session::Snapshot;
use crate::text::TextSpan;

/// How a run looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Names an actor of that type.
    pub actor: Option<EntityType>,
    /// Names the selected actor.
    pub selected: bool,
    /// Tells an event of that family.
    pub trigger: Option<Family>,
    /// Stands in the sentence that was asked for.
    pub evidence: bool,
}

/// Words of one look.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The words.
    pub span: TextSpan,
    /// Their look.
    pub look: Look,
}

/// A paragraph of an article.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its words.
    pub span: TextSpan,
    /// Their runs, without gaps.
    pub runs: Vec<Run>,
}

/// The paragraphs of an article.
pub fn paragraphs(
    snapshot: &Snapshot,
    id: ArticleId,
    evidence: Option<TextSpan>,
    selected: Option<EntityId>,
) -> Vec<Paragraph> {
    let Some(article) = snapshot.article(id) else { return Vec::new() };
    let text = article.text.as_str();
    let mut marks: Vec<(TextSpan, Look)> = Vec::new();
    for (mention, entity) in snapshot.graph.mentions_in(id) {
        let entity_type = snapshot.graph.entity(entity).map(|e| e.entity_type);
        let selected = selected == Some(entity);
        if mention.kind == MentionKind::Name || selected {
            marks.push((mention.span, Look { actor: entity_type, selected, ..Look::default() }));
        }
    }
    for (claim, _) in snapshot.graph.claims_in(id) {
        let look = Look { trigger: Some(Family::of(claim.event_type)), ..Look::default() };
        marks.extend(claim.triggers.iter().map(|t| (t.span, look)));
    }
    marks.extend(evidence.map(|span| (span, Look { evidence: true, ..Look::default() })));
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let span = TextSpan::new(start, start + line.len());
        start += line.len() + 1;
        if line.trim().is_empty() {
            continue;
        }
        let mut cuts: Vec<u32> = vec![span.start, span.end];
        for (mark, _) in marks.iter().filter(|(m, _)| m.overlaps(span)) {
            cuts.extend([mark.start, mark.end].into_iter().filter(|&c| span.start < c && c < span.end));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let look_of = |run: TextSpan| {
            let mut look = Look::default();
            for (_, mark) in marks.iter().filter(|(m, _)| m.contains(run)) {
                look.actor = look.actor.or(mark.actor);
                look.trigger = look.trigger.or(mark.trigger);
                look.selected |= mark.selected;
                look.evidence |= mark.evidence;
            }
            look
        };
        let run = |pair: &[u32]| {
            let span = TextSpan { start: pair[0], end: pair[1] };
            Run { span, look: look_of(span) }
        };
        out.push(Paragraph { span, runs: cuts.windows(2).map(run).collect() });
    }
    out
}
