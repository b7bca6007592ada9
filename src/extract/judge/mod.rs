//! Rules and scorers together: the lexicon and the parse propose, the learned models weigh, add and veto.
//!
//! Without a model for the language, or with it switched off, the rules decide alone.

mod parts;
mod same;
mod ties;
mod weighed;

pub(crate) use parts::{part_candidates, time_candidates};
pub(crate) use same::Link;
pub(crate) use ties::tie_candidates;
pub(crate) use weighed::Weighed;

use super::coreference::{Chains, Draft};
use super::finding::{EntityType, EventType};
use super::lexicon::Class;
use super::scorer::{Scorer, WordClasses, entity_features, trigger_features};
use super::tree::Tree;
use super::trigger::TriggerCandidate;
use crate::language::Language;
use crate::nlp::Pos;

/// Least probability of a trigger's type. This and the weights below come from a sweep that docs/QUALITY.md tells of.
const TRIGGER_THRESHOLD: f32 = 0.35;
/// How sure the model must be that a word names no event, to overrule the lexicon's plain words, and its pairs and phrases.
const SURE_AGAINST_WORD: f32 = 0.75;
const SURE_AGAINST_PHRASE: f32 = 0.9;

/// Least probability that a phrase without a name is an entity at all.
const PHRASE_THRESHOLD: f32 = 0.5;
/// How sure the model must be that a name or a listed body is no entity, to overrule recogniser and rules.
const SURE_AGAINST_ENTITY: f32 = 0.7;
/// The same for what the article takes up at least this often.
const SURE_AGAINST_RECURRENT: f32 = 0.96;
const RECURRENT: usize = 3;
/// Added to the probability of the type that recogniser and rules give.
const TYPE_BONUS: f32 = 0.1;

/// Decides on entities, triggers and parts.
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
        let scorer = if std::env::var_os("RECOUPE_RULES_ONLY").is_some() { None } else { Scorer::of(language) };
        Self { scorer }
    }
}

impl Judge<'_> {
    /// True where phrases beyond those of recogniser and rules are worth proposing.
    pub fn knows_entities(&self) -> bool {
        self.scorer.is_some_and(|s| s.entities.is_some())
    }

    /// Classes of like words, for features.
    pub fn classes(&self) -> &WordClasses {
        static NONE: std::sync::OnceLock<WordClasses> = std::sync::OnceLock::new();
        self.scorer.map_or_else(|| NONE.get_or_init(WordClasses::default), |s| &s.classes)
    }

    /// Drops what is no entity and settles the type of the rest.
    pub fn entities(&self, tree: &Tree<'_>, drafts: &mut Vec<Draft>) {
        let Some((model, classes)) = self.scorer.and_then(|s| Some((s.entities.as_ref()?, &s.classes))) else { return };
        drafts.retain_mut(|draft| {
            let p = model.probabilities(&entity_features(tree, draft, classes));
            let weight = |label: usize| {
                let known = model.labels[label] == draft.entity_type.as_str();
                p[label] + if known { TYPE_BONUS } else { 0.0 }
            };
            let Some(best) = (1..p.len()).max_by(|&a, &b| weight(a).total_cmp(&weight(b))) else { return true };
            let unsure = matches!(draft.mentions[0].rule, "nominal:phrase" | "name:capitals");
            let kept = match draft.mentions.len() {
                _ if unsure => 1.0 - p[0] >= PHRASE_THRESHOLD,
                RECURRENT.. => p[0] < SURE_AGAINST_RECURRENT,
                _ => p[0] < SURE_AGAINST_ENTITY,
            };
            // What the article itself says of a name ("la société Hélianthe", "Mme Oppen") is not overruled.
            let told =
                draft.mentions.iter().any(|m| matches!(m.rule, "name:told" | "name:noun-set-before" | "name:address"));
            if let Some(settled) = EntityType::from_name(&model.labels[best]).filter(|_| kept && !told) {
                draft.entity_type = settled;
            }
            kept
        });
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
        let Some((scorer, classes)) = self.scorer.and_then(|s| Some((s.triggers.as_ref()?, &s.classes))) else {
            return Decided { triggers: proposed, withheld: 0 };
        };
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
            let features = trigger_features(tree, chains, i, phrase_type(proposal.as_ref()), classes);
            let p = scorer.probabilities(&features);
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
                    !scorer.has_seen(&tree.lemma[i]) || !t.weak && p[0] < sure
                };
                if let Some(t) = proposal.clone().filter(kept) {
                    out.triggers.push(t);
                    continue;
                }
                out.withheld += u32::from(proposal.is_some());
                continue;
            }
            let Some(event_type) = EventType::from_name(&scorer.labels[label]) else { continue };
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
    classes: &WordClasses,
) -> Vec<String> {
    trigger_features(tree, chains, i, phrase_type(proposal), classes)
}
