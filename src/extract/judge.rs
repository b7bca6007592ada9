//! Rules and scorers together: the lexicon and the parse propose, the learned models weigh, add and veto.
//!
//! Without a model for the language, or with it switched off, the rules decide alone.

use super::argument::{Filled, Part};
use super::coreference::Chains;
use super::finding::{EntityType, EventType, Role};
use super::lexicon::Class;
use super::scorer::{PartContext, Scorer, part_features, trigger_features};
use super::tree::{Arc, Tree};
use super::trigger::TriggerCandidate;
use crate::language::Language;
use crate::nlp::Pos;

/// Least probability of a trigger's type. This and the weights below come from a sweep that docs/QUALITY.md tells of.
const TRIGGER_THRESHOLD: f32 = 0.35;
/// Least probability that a phrase plays any part.
const PART_THRESHOLD: f32 = 0.5;
/// How sure the model must be that a word names no event, to overrule the lexicon's plain words, and its pairs and phrases.
const SURE_AGAINST_WORD: f32 = 0.6;
const SURE_AGAINST_PHRASE: f32 = 0.9;
/// Added to the probability of the role that the parse spells out.
const RULE_BONUS: f32 = 0.15;
/// Candidates for parts are the phrases of the trigger's own sentence and entities of this many sentences before.
const SENTENCES_BACK: u32 = 1;

/// Decides on triggers and parts.
pub(crate) struct Judge<'s> {
    scorer: Option<&'s Scorer>,
}

/// Triggers that count, and how many were withheld.
pub(crate) struct Decided {
    pub triggers: Vec<TriggerCandidate>,
    pub withheld: u32,
}

impl Judge<'static> {
    /// The judge of a language, with its scorer where one is embedded; `RECOUPE_RULES_ONLY` in the environment leaves it out,
    /// so that what it adds can be measured.
    pub fn new(language: Language) -> Self {
        let scorer = if std::env::var_os("RECOUPE_RULES_ONLY").is_some() { None } else { Scorer::embedded(language) };
        Self { scorer }
    }
}

/// Words that may name an event.
pub(crate) fn is_candidate(tree: &Tree<'_>, i: usize) -> bool {
    matches!(tree.pos(i), Pos::Verb | Pos::Noun | Pos::Adj | Pos::Propn)
        && tree.word(i).chars().any(char::is_alphabetic)
}

impl Judge<'_> {
    /// Weighs the lexicon's triggers and looks for those that it has not.
    pub fn triggers(
        &self,
        tree: &Tree<'_>,
        chains: &Chains,
        proposed: Vec<TriggerCandidate>,
        in_name: &dyn Fn(usize) -> bool,
    ) -> Decided {
        let Some(scorer) = self.scorer else { return Decided { triggers: proposed, withheld: 0 } };
        let mut by_head: Vec<Option<TriggerCandidate>> = vec![None; tree.len()];
        let mut covered = vec![false; tree.len()];
        for t in proposed {
            for i in t.own_tokens() {
                covered[i] |= t.rule == "trigger:phrase" || Some(i) == t.partner;
            }
            let head = t.head;
            by_head[head] = Some(t);
        }
        let mut out = Decided { triggers: Vec::new(), withheld: 0 };
        for i in 0..tree.len() {
            let proposal = by_head[i].take();
            if proposal.is_none() && (!is_candidate(tree, i) || covered[i] || in_name(i)) {
                continue;
            }
            let features = trigger_features(tree, chains, i, phrase_type(proposal.as_ref()));
            let p = scorer.triggers.probabilities(&features);
            let Some((label, &score)) = p.iter().enumerate().skip(1).max_by(|a, b| a.1.total_cmp(b.1)) else {
                continue;
            };
            if score < TRIGGER_THRESHOLD {
                // The lexicon supplies what the training articles never showed, and its pairs and plain words stand unless
                // the model is sure against them.
                let kept = |t: &TriggerCandidate| {
                    let sure = if matches!(t.rule, "trigger:pair" | "trigger:phrase") {
                        SURE_AGAINST_PHRASE
                    } else {
                        SURE_AGAINST_WORD
                    };
                    !scorer.triggers.has_seen(&tree.lemma[i]) || !t.weak && p[0] < sure
                };
                if let Some(t) = proposal.clone().filter(kept) {
                    out.triggers.push(t);
                    continue;
                }
                out.withheld += u32::from(proposal.is_some());
                continue;
            }
            let Some(event_type) = EventType::from_name(&scorer.triggers.labels[label]) else { continue };
            let verbal = matches!(tree.pos(i), Pos::Verb | Pos::Adj);
            out.triggers.push(match proposal {
                Some(t) if t.event_type == event_type => TriggerCandidate { score: Some(score), ..t },
                other => {
                    let class = if verbal { Class::Verb } else { Class::Noun };
                    let frame = tree
                        .lexicon
                        .single(class, &tree.lemma[i])
                        .iter()
                        .find(|e| e.event_type == event_type)
                        .map_or_else(|| tree.lexicon.default_frame(event_type), |e| e.frame.clone());
                    let (tokens, partner) = other.map_or((i..i + 1, None), |t| (t.tokens, t.partner));
                    TriggerCandidate {
                        head: i,
                        tokens,
                        event_type,
                        frame,
                        verbal,
                        weak: false,
                        partner,
                        score: Some(score),
                        rule: "trigger:scorer",
                    }
                }
            });
        }
        out
    }

    /// Weighs the parts that the rules propose for a trigger, and the other phrases near it.
    pub fn parts(&self, tree: &Tree<'_>, chains: &Chains, t: &TriggerCandidate, proposed: Vec<Part>) -> Vec<Part> {
        let Some(scorer) = self.scorer else { return proposed };
        let mut out: Vec<Part> = Vec::new();
        for candidate in part_candidates(tree, chains, t, &proposed) {
            let mut p = scorer.parts.probabilities(&candidate.features(tree, chains, t));
            // Of two near readings, the one that the parse spells out.
            if let Some(label) =
                candidate.rule.and_then(|r| scorer.parts.labels.iter().position(|l| l == r.role.as_str()))
            {
                p[label] += RULE_BONUS;
                p[0] -= RULE_BONUS;
            }
            let Some((label, &score)) = p.iter().enumerate().skip(1).max_by(|a, b| a.1.total_cmp(b.1)) else {
                continue;
            };
            let Some(role) = Role::from_name(&scorer.parts.labels[label]).filter(|_| 1.0 - p[0] >= PART_THRESHOLD)
            else {
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
}

fn phrase_type(proposal: Option<&TriggerCandidate>) -> Option<EventType> {
    proposal.filter(|t| matches!(t.rule, "trigger:phrase" | "trigger:pair")).map(|t| t.event_type)
}

/// Features of a word as trigger, with what the lexicon proposes for it.
pub(crate) fn features_of_trigger(
    tree: &Tree<'_>,
    chains: &Chains,
    i: usize,
    proposal: Option<&TriggerCandidate>,
) -> Vec<String> {
    trigger_features(tree, chains, i, phrase_type(proposal))
}

/// A phrase that may play a part.
pub(crate) struct PartCandidate<'p> {
    pub filled: Filled,
    rule: Option<&'p Part>,
    between: usize,
    taken: Vec<&'static str>,
}

impl PartCandidate<'_> {
    pub fn features(&self, tree: &Tree<'_>, chains: &Chains, t: &TriggerCandidate) -> Vec<String> {
        let context = PartContext {
            event_type: t.event_type,
            trigger: t.head,
            head: self.filled.head(),
            chain: self.filled.chain(),
            rule: self.rule,
            between: self.between,
            taken: &self.taken,
        };
        part_features(tree, chains, &context)
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
