//! Who takes part in an event, and when it was: the phrases near a trigger, weighed.

use super::super::argument::{Filled, Part};
use super::super::coreference::Chains;
use super::super::finding::{EntityType, Role};
use super::super::scorer::{PartContext, TimeContext, WordClasses, part_features, time_features};
use super::super::time::TimeExpr;
use super::super::tree::{Arc, Tree};
use super::super::trigger::TriggerCandidate;
use super::Judge;

/// Least probability that a phrase plays any part.
const PART_THRESHOLD: f32 = 0.5;
/// Least probability that a time is the event's.
const TIME_THRESHOLD: f32 = 0.5;
/// Added to the probability of the role that the parse spells out.
const RULE_BONUS: f32 = 0.2;
/// Candidates for parts are the phrases of the trigger's own sentence and entities of this many sentences before.
const SENTENCES_BACK: u32 = 1;

impl Judge<'_> {
    /// Weighs the parts that the rules propose for a trigger, and the other phrases near it.
    pub fn parts(&self, tree: &Tree<'_>, chains: &Chains, t: &TriggerCandidate, proposed: Vec<Part>) -> Vec<Part> {
        let Some((scorer, classes)) = self.scorer.and_then(|s| Some((s.parts.as_ref()?, &s.classes))) else {
            return proposed;
        };
        let mut out: Vec<Part> = Vec::new();
        for candidate in part_candidates(tree, chains, t, &proposed) {
            let mut p = scorer.probabilities(&candidate.features(tree, chains, t, classes));
            // Of two near readings, the one that the parse spells out.
            if let Some(label) = candidate.rule.and_then(|r| scorer.labels.iter().position(|l| l == r.role.as_str())) {
                p[label] += RULE_BONUS;
                p[0] -= RULE_BONUS;
            }
            let Some((label, &score)) = p.iter().enumerate().skip(1).max_by(|a, b| a.1.total_cmp(b.1)) else {
                continue;
            };
            let Some(role) = Role::from_name(&scorer.labels[label]).filter(|_| 1.0 - p[0] >= PART_THRESHOLD) else {
                continue;
            };
            let rule = candidate.rule.filter(|r| r.role == role).map_or("scorer", |r| r.rule);
            let part = Part { role, filled: candidate.filled, rule, score: Some(score) };
            match out.iter_mut().find(|q| q.filled.chain().is_some() && q.filled.chain() == part.filled.chain()) {
                Some(known) if known.score < part.score => *known = part,
                Some(_) => {}
                None => out.push(part),
            }
        }
        out
    }

    /// Which of the sentence's times are a trigger's: by index, the surest first. `owner` is the trigger that the parse hangs each
    /// time on, `heads` the triggers' tokens in order.
    pub fn times(
        &self,
        tree: &Tree<'_>,
        t: &TriggerCandidate,
        times: &[TimeExpr],
        owner: &[Option<usize>],
        heads: &[usize],
    ) -> Vec<usize> {
        let Some(scorer) = self.scorer.and_then(|s| s.times.as_ref()) else {
            return (0..times.len()).filter(|&n| owner[n] == Some(t.head)).collect();
        };
        let mut out: Vec<(f32, usize)> = time_candidates(tree, t, times, owner, heads)
            .into_iter()
            .map(|(n, features)| (scorer.probabilities(&features).get(1).copied().unwrap_or(0.0), n))
            .filter(|(p, _)| *p >= TIME_THRESHOLD)
            .collect();
        out.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        out.into_iter().map(|(_, n)| n).collect()
    }
}

/// The times of a trigger's sentence, by index, with what the model looks at.
pub(crate) fn time_candidates(
    tree: &Tree<'_>,
    t: &TriggerCandidate,
    times: &[TimeExpr],
    owner: &[Option<usize>],
    heads: &[usize],
) -> Vec<(usize, Vec<String>)> {
    let sentence = tree.sentences[tree.sentence_of[t.head] as usize].clone();
    let from = times.partition_point(|x| x.tokens.start < sentence.start);
    let to = times.partition_point(|x| x.tokens.start < sentence.end);
    let in_reach = |range: std::ops::Range<usize>| {
        heads.partition_point(|&h| h < range.end).saturating_sub(heads.partition_point(|&h| h < range.start))
    };
    let own = t.own_tokens();
    (from..to)
        .filter(|&n| !times[n].tokens.clone().any(|i| own.contains(&i)))
        .map(|n| {
            let at = times[n].tokens.start;
            let context = TimeContext {
                event_type: t.event_type,
                trigger: t.head,
                time: &times[n],
                owned: owner[n] == Some(t.head),
                owned_elsewhere: owner[n].is_some_and(|h| h != t.head),
                between: in_reach(at.min(t.head + 1)..at.max(t.head)),
                times: to - from,
                triggers: in_reach(sentence.clone()),
            };
            (n, time_features(tree, &context))
        })
        .collect()
}

/// A phrase that may play a part.
pub(crate) struct PartCandidate<'p> {
    pub filled: Filled,
    rule: Option<&'p Part>,
    between: usize,
    taken: Vec<&'static str>,
}

impl PartCandidate<'_> {
    pub fn features(
        &self,
        tree: &Tree<'_>,
        chains: &Chains,
        t: &TriggerCandidate,
        classes: &WordClasses,
    ) -> Vec<String> {
        let context = PartContext {
            event_type: t.event_type,
            trigger: t.head,
            head: self.filled.head(),
            chain: self.filled.chain(),
            rule: self.rule,
            between: self.between,
            taken: &self.taken,
        };
        part_features(tree, chains, &context, classes)
    }
}

/// The phrases near a trigger: what the rules propose, the entities and noun phrases of its sentence, entities just before it.
pub(crate) fn part_candidates<'p>(
    tree: &Tree<'_>,
    chains: &Chains,
    t: &TriggerCandidate,
    proposed: &'p [Part],
) -> Vec<PartCandidate<'p>> {
    let own = t.own_tokens();
    let sentence = tree.sentence_of[t.head];
    let first = tree.sentences[sentence.saturating_sub(SENTENCES_BACK) as usize].start;
    let end = tree.sentences[sentence as usize].end;
    let headline = if sentence > SENTENCES_BACK { tree.sentences[0].clone() } else { 0..0 };
    let mut heads: Vec<(usize, Option<usize>)> = Vec::new();
    for i in headline.chain(first..end) {
        if own.contains(&i) {
            continue;
        }
        let here = tree.sentence_of[i] == sentence;
        match chains.of_token[i] {
            Some(c)
                if chains.drafts[c].mentions.iter().any(|m| m.head == i)
                    && (here
                        || matches!(
                            chains.drafts[c].entity_type,
                            EntityType::Person | EntityType::Organization | EntityType::Group | EntityType::Place
                        )) =>
            {
                heads.push((i, Some(c)));
            }
            Some(_) => {}
            None if here
                && tree.is_noun(i)
                && matches!(
                    tree.arcs[i],
                    Arc::Subject
                        | Arc::PassiveSubject
                        | Arc::Object
                        | Arc::IndirectObject
                        | Arc::Agent
                        | Arc::Oblique
                        | Arc::Nominal
                        | Arc::PrepositionObject
                        | Arc::Conjunct
                        | Arc::Apposition
                        | Arc::Root
                        | Arc::Possessive
                ) =>
            {
                heads.push((i, None));
            }
            None => {}
        }
    }
    for part in proposed {
        let known = heads.iter().any(|&(h, c)| {
            h == part.filled.head() || c.is_some() && c == part.filled.chain() && tree.sentence_of[h] == sentence
        });
        if !known {
            heads.push((part.filled.head(), part.filled.chain()));
        }
    }
    heads.sort_unstable();
    heads.dedup();
    // An entity far off counts once, by its nearest mention; in the sentence each mention is weighed.
    let mut seen: Vec<usize> =
        heads.iter().filter(|(h, _)| tree.sentence_of[*h] == sentence).filter_map(|(_, c)| *c).collect();
    let mut kept: Vec<(usize, Option<usize>)> = Vec::new();
    for &(h, c) in heads.iter().rev() {
        if tree.sentence_of[h] != sentence
            && let Some(c) = c
        {
            if seen.contains(&c) {
                continue;
            }
            seen.push(c);
        }
        kept.push((h, c));
    }
    kept.reverse();
    kept.iter()
        .map(|&(h, c)| {
            let rule = proposed.iter().find(|p| {
                p.filled.head() == h || c.is_some() && p.filled.chain() == c && tree.sentence_of[h] == sentence
            });
            let between = kept.iter().filter(|(k, _)| (h < *k && *k < t.head) || (t.head < *k && *k < h)).count();
            let mut taken: Vec<&'static str> = proposed
                .iter()
                .filter(|p| p.filled.head() != h && (c.is_none() || p.filled.chain() != c))
                .map(|p| p.role.as_str())
                .collect();
            taken.sort_unstable();
            taken.dedup();
            PartCandidate { filled: c.map_or(Filled::Text(h), |c| Filled::Chain(c, h)), rule, between, taken }
        })
        .collect()
}
