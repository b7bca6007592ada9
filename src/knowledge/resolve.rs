//! Chains of all articles + constraints -> which of them are one entity.
//!
//! Must-links of a person come first, then names in the order of articles; a cannot-link stops both.

use std::collections::HashMap;

use super::anchor::StaleReason;
use super::likeness;
use super::log::Seq;
use super::merge::MergeReason;
use super::project::ReadArticle;
use super::sets::Sets;
use crate::extract::finding::Chain;
use crate::text::{TextSpan, fold};

/// A chain of an article, or the part of it that a person split off.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Index of the article.
    pub article: usize,
    /// Index of the chain in it.
    pub chain: usize,
    /// Indices of its mentions.
    pub mentions: Vec<usize>,
}

/// Points at a mention by indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct MentionIndex {
    /// Index of the article.
    pub article: usize,
    /// Index of the chain in it.
    pub chain: usize,
    /// Index of the mention in that.
    pub mention: usize,
}

/// Two mentions that a person says are the same or different.
#[derive(Clone, Copy, Debug)]
pub(super) struct Constraint {
    pub seq: Seq,
    pub same: bool,
    pub one: MentionIndex,
    pub other: MentionIndex,
}

/// Who is who.
#[derive(Debug, Default)]
pub(super) struct Resolution {
    /// The parts, in the order of articles and chains.
    pub parts: Vec<Part>,
    /// For each part, the number of its entity; numbers follow the order of first parts.
    pub entity_of: Vec<usize>,
    /// How many entities there are.
    pub entity_count: usize,
    /// Parts of each (article, chain).
    of_chain: HashMap<(usize, usize), Vec<usize>>,
    /// How parts came to entities that earlier parts had made.
    pub merges: Vec<(usize, MergeReason)>,
    /// Pairs of entities that may be one.
    pub suggestions: Vec<(usize, usize, MergeReason, f32)>,
    /// Constraints that gave way to later ones.
    pub contradicted: Vec<(Seq, StaleReason)>,
}

impl Resolution {
    /// The part that holds a mention.
    pub fn part_of(&self, at: MentionIndex) -> Option<usize> {
        let parts = self.of_chain.get(&(at.article, at.chain))?;
        parts.iter().copied().find(|&p| self.parts[p].mentions.contains(&at.mention))
    }

    /// The entity that a span of a chain means: of a split chain, the part whose mention lies there.
    pub fn entity_at(&self, article: usize, chain_index: usize, chain: &Chain, span: TextSpan) -> Option<usize> {
        let parts = self.of_chain.get(&(article, chain_index))?;
        let holds = |&&p: &&usize| self.parts[p].mentions.iter().any(|&m| chain.mentions[m].span.overlaps(span));
        let part = if parts.len() == 1 { parts.first() } else { parts.iter().find(holds).or(parts.first()) };
        part.map(|&p| self.entity_of[p])
    }
}

/// Decides who is who.
pub(super) fn resolve(articles: &[ReadArticle], left_out: &[bool], constraints: &[Constraint]) -> Resolution {
    let mut resolution = split(articles, left_out, constraints);
    let parts = resolution.parts.len();
    let mut sets = Sets::new(parts);

    // Constraints in the order of the log; where two contradict, the later one holds.
    let placed: Vec<(Constraint, usize, usize)> = constraints
        .iter()
        .filter_map(|&c| Some((c, resolution.part_of(c.one)?, resolution.part_of(c.other)?)))
        .collect();
    let mut dropped = Vec::new();
    loop {
        sets.parent = (0..parts).collect();
        let in_force = || placed.iter().filter(|(c, ..)| !dropped.contains(&c.seq));
        sets.apart = in_force().filter(|(c, ..)| !c.same).map(|&(c, a, b)| (a, b, c.seq)).collect();
        let clash =
            in_force().filter(|(c, ..)| c.same).find_map(|&(c, a, b)| sets.join(a, b).err().map(|seq| seq.min(c.seq)));
        match clash {
            Some(seq) => dropped.push(seq),
            None => break,
        }
    }
    // A part cannot differ from itself: the mention that was split off is gone from it.
    dropped.extend(placed.iter().filter(|(c, a, b)| !c.same && a == b).map(|(c, ..)| c.seq));
    dropped.sort_unstable();
    dropped.dedup();
    resolution.contradicted = dropped.into_iter().map(|seq| (seq, StaleReason::Contradicted)).collect();

    let weak = likeness::join(articles, &mut resolution, &mut sets, &placed);
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    for p in 0..parts {
        let root = sets.root(p);
        let next = numbers.len();
        resolution.entity_of.push(*numbers.entry(root).or_insert(next));
    }
    resolution.entity_count = numbers.len();
    resolution.suggestions = weak
        .into_iter()
        .filter(|w| sets.forbidden(w.one, w.other).is_none())
        .map(|w| (resolution.entity_of[w.one], resolution.entity_of[w.other], w.reason, w.score))
        .filter(|(one, other, ..)| one != other)
        .collect();
    resolution
}

/// Parts of chains: a person may say that two mentions of one chain differ; mentions of the second's words then go with it.
fn split(articles: &[ReadArticle], left_out: &[bool], constraints: &[Constraint]) -> Resolution {
    let mut resolution = Resolution::default();
    let mut cuts: HashMap<(usize, usize), Vec<(usize, usize)>> = HashMap::new();
    for c in constraints.iter().filter(|c| !c.same) {
        if (c.one.article, c.one.chain) == (c.other.article, c.other.chain) {
            cuts.entry((c.one.article, c.one.chain)).or_default().push((c.one.mention, c.other.mention));
        }
    }
    for (a, read) in articles.iter().enumerate().filter(|&(a, _)| !left_out[a]) {
        for (c, chain) in read.extraction.chains.iter().enumerate() {
            let mut groups: Vec<Vec<usize>> = vec![(0..chain.mentions.len()).collect()];
            for &(one, other) in cuts.get(&(a, c)).into_iter().flatten() {
                let words = |m: usize| fold(chain.mentions[m].span.of(&read.article.text));
                let (kept, moved) = (words(one), words(other));
                let Some(group) = groups.iter().position(|g| g.contains(&one) && g.contains(&other)) else { continue };
                // Where both read alike, the second alone goes.
                let goes = |m: usize| m == other || (kept != moved && words(m) == moved);
                let (away, stay): (Vec<usize>, Vec<usize>) = groups[group].iter().copied().partition(|&m| goes(m));
                groups[group] = stay;
                groups.push(away);
            }
            for mentions in groups {
                resolution.of_chain.entry((a, c)).or_default().push(resolution.parts.len());
                resolution.parts.push(Part { article: a, chain: c, mentions });
            }
        }
    }
    resolution
}
