//! Whether a later word means an event that was named before.

use super::super::event::EventDraft;
use super::super::scorer::link_features;
use super::super::tree::Tree;
use super::Judge;

/// Least probability that two triggers mean one event.
const LINK_THRESHOLD: f32 = 0.5;

/// What the model says of two triggers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Link {
    /// No model: the rules decide.
    Unjudged,
    Apart,
    /// The same, with this probability.
    Same(f32),
}

impl Judge<'_> {
    /// Weighs whether `d` names the event that `e`, before it, named; `between` counts triggers of their type between them.
    pub fn link(&self, tree: &Tree<'_>, e: &EventDraft, d: &EventDraft, between: usize) -> Link {
        let Some((model, classes)) = self.scorer.and_then(|s| Some((s.links.as_ref()?, &s.classes))) else {
            return Link::Unjudged;
        };
        match model.probabilities(&link_features(tree, e, d, between, classes)).get(1) {
            Some(&p) if p >= LINK_THRESHOLD => Link::Same(p),
            _ => Link::Apart,
        }
    }
}
