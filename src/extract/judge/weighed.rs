//! What the models said of a word or phrase, and why: for people who ask.

use super::super::argument::{Filled, Part};
use super::super::coreference::Chains;
use super::super::scorer::{LinearModel, trigger_features};
use super::super::tree::Tree;
use super::super::trigger::TriggerCandidate;
use super::{Judge, part_candidates, phrase_type};

/// A model's judgement of one candidate.
#[derive(Clone, Debug)]
pub(crate) struct Weighed {
    /// The likeliest label but `none`.
    pub label: String,
    /// Its probability.
    pub score: f32,
    /// The probability of `none`.
    pub none: f32,
    pub kept: bool,
    /// The features that weighed most for the label, with their weights.
    pub reasons: Vec<(String, f32)>,
}

fn weigh(model: &LinearModel, features: &[String], reasons: usize, kept: impl Fn(f32, f32) -> bool) -> Option<Weighed> {
    let p = model.probabilities(features);
    let (label, &score) = p.iter().enumerate().skip(1).max_by(|a, b| a.1.total_cmp(b.1))?;
    Some(Weighed {
        label: model.labels[label].clone(),
        score,
        none: p[0],
        kept: kept(score, p[0]),
        reasons: model.reasons(features, label, reasons).into_iter().map(|(f, w)| (f.to_string(), w)).collect(),
    })
}

impl Judge<'_> {
    /// What the model of triggers says of a word; nothing without a model.
    pub fn weigh_trigger(
        &self,
        tree: &Tree<'_>,
        chains: &Chains,
        t: &TriggerCandidate,
        reasons: usize,
    ) -> Option<Weighed> {
        let scorer = self.scorer?;
        let features = trigger_features(tree, chains, t.head, phrase_type(Some(t)), &scorer.classes);
        weigh(scorer.triggers.as_ref()?, &features, reasons, |score, _| score >= super::TRIGGER_THRESHOLD)
    }

    /// What the model of parts says of each phrase near a trigger.
    pub fn weigh_parts(
        &self,
        tree: &Tree<'_>,
        chains: &Chains,
        t: &TriggerCandidate,
        rules: &[Part],
        reasons: usize,
    ) -> Vec<(Filled, Weighed)> {
        let Some((model, classes)) = self.scorer.and_then(|s| Some((s.parts.as_ref()?, &s.classes))) else {
            return Vec::new();
        };
        let decided = self.parts(tree, chains, t, rules.to_vec());
        part_candidates(tree, chains, t, rules)
            .into_iter()
            .filter_map(|c| {
                let kept = decided.iter().any(|p| p.filled == c.filled);
                let weighed = weigh(model, &c.features(tree, chains, t, classes), reasons, |_, _| kept)?;
                Some((c.filled, weighed))
            })
            .collect()
    }
}
