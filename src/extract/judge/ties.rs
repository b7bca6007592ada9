//! Lasting ties between the entities of a sentence, weighed.

use std::collections::HashMap;

use super::super::coreference::Chains;
use super::super::finding::{EntityType, MentionKind, RelationType};
use super::super::relation::{Tie, nearest_title, title_label};
use super::super::scorer::{TieContext, TieEnd, WordClasses, tie_features};
use super::super::tree::Tree;
use super::Judge;

/// Least probability that two entities are tied.
const TIE_THRESHOLD: f32 = 0.35;
/// Words between two mentions, at most.
const REACH: usize = 14;

/// Two chains of a sentence, or a person and a title, with what the model looks at.
pub(crate) struct TieCandidate {
    pub from: usize,
    pub to: Option<usize>,
    pub tokens: std::ops::Range<usize>,
    title: Option<usize>,
    pub features: Vec<String>,
}

fn may_be_tied(from: EntityType, to: EntityType) -> bool {
    use EntityType::{Group, Organization, Person, Place, Thing};
    match from {
        Person => matches!(to, Person | Organization | Group | Place),
        Organization | Place => matches!(to, Organization | Place | Group),
        Group => matches!(to, Organization | Person | Place),
        Thing => false,
    }
}

/// All pairs of an article's sentences that may be tied, in the order of the text.
pub(crate) fn tie_candidates(
    tree: &Tree<'_>,
    chains: &Chains,
    ruled: &[Tie],
    classes: &WordClasses,
) -> Vec<TieCandidate> {
    let mut by_sentence: Vec<Vec<(usize, usize, std::ops::Range<usize>)>> = vec![Vec::new(); tree.sentences.len()];
    for (n, draft) in chains.drafts.iter().enumerate() {
        for m in draft.mentions.iter().filter(|m| m.kind != MentionKind::Pronoun) {
            by_sentence[tree.sentence_of[m.head] as usize].push((n, m.head, m.tokens.clone()));
        }
    }
    let mut rules: HashMap<(usize, Option<usize>), &'static str> = HashMap::new();
    for t in ruled {
        rules.entry((t.from, t.to)).or_insert(t.relation_type.as_str());
    }
    let rule_of = |from: usize, to: Option<usize>| rules.get(&(from, to)).copied();
    let kind = |n: usize| chains.drafts[n].entity_type.as_str();
    let mut out = Vec::new();
    for mentions in &mut by_sentence {
        mentions.sort_by_key(|(_, _, tokens)| tokens.start);
        for (a, (from, head, tokens)) in mentions.iter().enumerate() {
            let end = |tokens: &std::ops::Range<usize>, head: usize, n: usize| TieEnd {
                kind: kind(n),
                head,
                tokens: tokens.clone(),
            };
            let is_person = chains.drafts[*from].entity_type == EntityType::Person;
            let title = if is_person { nearest_title(tree, tokens) } else { None };
            if title.is_some() || rule_of(*from, None).is_some() {
                let context = TieContext {
                    from: end(tokens, *head, *from),
                    to: None,
                    rule: rule_of(*from, None),
                    title,
                    between: 0,
                };
                let features = tie_features(tree, &context, classes);
                let tokens = title.map_or(tokens.clone(), |t| tokens.start.min(t)..tokens.end.max(t + 1));
                out.push(TieCandidate { from: *from, to: None, tokens, title, features });
            }
            // Each mention holds a word at least, so none in reach stands further off in the list than its nested ones push it.
            let near = a.saturating_sub(2 * REACH)..(a + 2 * REACH + 1).min(mentions.len());
            for (b, (to, to_head, to_tokens)) in near.map(|b| (b, &mentions[b])) {
                let gap = to_tokens.start.saturating_sub(tokens.end).max(tokens.start.saturating_sub(to_tokens.end));
                let apart = tokens.end <= to_tokens.start || to_tokens.end <= tokens.start;
                let nested = !apart && tokens != to_tokens;
                if a == b
                    || from == to
                    || gap > REACH
                    || !apart && !nested
                    || !may_be_tied(chains.drafts[*from].entity_type, chains.drafts[*to].entity_type)
                {
                    continue;
                }
                let context = TieContext {
                    from: end(tokens, *head, *from),
                    to: Some(end(to_tokens, *to_head, *to)),
                    rule: rule_of(*from, Some(*to)),
                    title,
                    between: a.abs_diff(b) - 1,
                };
                let features = tie_features(tree, &context, classes);
                let tokens = tokens.start.min(to_tokens.start)..tokens.end.max(to_tokens.end);
                out.push(TieCandidate { from: *from, to: Some(*to), tokens, title, features });
            }
        }
    }
    out
}

impl Judge<'_> {
    /// Weighs the ties that the rules propose, and the other pairs of each sentence.
    pub fn ties(&self, tree: &Tree<'_>, chains: &Chains, ruled: Vec<Tie>) -> Vec<Tie> {
        let Some((model, classes)) = self.scorer.and_then(|s| Some((s.ties.as_ref()?, &s.classes))) else {
            return ruled;
        };
        let mut best: Vec<(f32, Tie)> = Vec::new();
        let mut place: HashMap<(RelationType, usize, Option<usize>), usize> = HashMap::new();
        let mut by_rule: HashMap<(RelationType, usize, Option<usize>), &Tie> = HashMap::new();
        for t in &ruled {
            by_rule.entry((t.relation_type, t.from, t.to)).or_insert(t);
        }
        for c in tie_candidates(tree, chains, &ruled, classes) {
            let p = model.probabilities(&c.features);
            let Some((label, &score)) = p.iter().enumerate().skip(1).max_by(|a, b| a.1.total_cmp(b.1)) else {
                continue;
            };
            let Some(relation_type) = RelationType::from_name(&model.labels[label]).filter(|_| score >= TIE_THRESHOLD)
            else {
                continue;
            };
            let key = (relation_type, c.from, c.to);
            let tie = by_rule.get(&key).map(|&t| t.clone()).unwrap_or_else(|| Tie {
                relation_type,
                from: c.from,
                to: c.to,
                label: c.title.filter(|_| relation_type == RelationType::Post).map(|t| title_label(tree, t, None).0),
                tokens: c.tokens,
                rule: "relation:scorer",
            });
            match place.get(&key) {
                Some(&n) if best[n].0 < score => best[n] = (score, tie),
                Some(_) => {}
                None => {
                    place.insert(key, best.len());
                    best.push((score, tie));
                }
            }
        }
        let mut out: Vec<Tie> = best.into_iter().map(|(_, tie)| tie).collect();
        out.sort_by_key(|t| t.tokens.start);
        out
    }
}
