//! Named entities by BILUO transitions (spaCy's `ner.pyx`): scored states -> spans with a label.

use super::package::Transition;
use super::transition::{Hidden, Scorer, best};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Move {
    Begin,
    In,
    Last,
    Unit,
    Out,
}

/// The recogniser: scorer and what its classes do.
#[derive(Debug)]
pub(crate) struct Recognizer {
    scorer: Scorer,
    moves: Vec<Move>,
    labels: Vec<String>,
    /// Number of the label of each class.
    label_ids: Vec<usize>,
}

/// An entity: tokens and label.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entity {
    pub start: usize,
    pub end: usize,
    pub class: usize,
}

impl Recognizer {
    /// Multiply-adds of one token, those in a state aside.
    pub fn products(&self) -> usize {
        self.scorer.products()
    }

    pub fn new(weights: &Transition) -> Self {
        let moves = weights.moves.iter().map(|(action, _)| match action {
            1 => Move::Begin,
            2 => Move::In,
            3 => Move::Last,
            4 => Move::Unit,
            _ => Move::Out,
        });
        let labels: Vec<String> = weights.moves.iter().map(|(_, label)| label.clone()).collect();
        let label_ids = labels.iter().map(|l| labels.iter().position(|x| x == l).unwrap_or(0)).collect();
        Self { scorer: Scorer::new(weights), moves: moves.collect(), labels, label_ids }
    }

    /// Label of a class.
    pub fn label(&self, class: usize) -> &str {
        &self.labels[class]
    }

    /// Prepares the tokens of a batch.
    pub fn precompute(&self, vectors: &[f32], width: usize, tokens: usize, hidden: &mut Hidden) {
        self.scorer.precompute(vectors, width, tokens, hidden);
    }

    /// Entities of the `length` tokens whose vectors begin at row `offset`; none crosses a sentence start or begins on a blank.
    pub fn recognize(
        &self,
        offset: usize,
        length: usize,
        is_space: impl Fn(usize) -> bool,
        sent_start: impl Fn(usize) -> bool,
        hidden: &mut Hidden,
    ) -> Vec<Entity> {
        let mut entities = Vec::new();
        let mut open: Option<(usize, usize)> = None;
        let mut slots = vec![-1; self.scorer.slots];
        for at in 0..length {
            self.slots(at, open, offset, &mut slots);
            self.scorer.score(&slots, hidden);
            let continues = at + 1 < length && !sent_start(at + 1);
            let blank = is_space(at);
            let class = best(&hidden.scores, |class| {
                let labelled = !self.labels[class].is_empty();
                let same = open.is_some_and(|(_, c)| self.label_ids[c] == self.label_ids[class]);
                match self.moves[class] {
                    Move::Begin => open.is_none() && labelled && continues && !blank,
                    Move::In => same && labelled && continues,
                    Move::Last => same && labelled,
                    Move::Unit => open.is_none() && labelled && !blank,
                    Move::Out => open.is_none(),
                }
            });
            let Some(class) = class else { break };
            match (self.moves[class], open) {
                (Move::Begin, _) => open = Some((at, class)),
                (Move::Last, Some((start, _))) => {
                    entities.push(Entity { start, end: at + 1, class });
                    open = None;
                }
                (Move::Unit, _) => entities.push(Entity { start: at, end: at + 1, class }),
                _ => {}
            }
        }
        entities
    }

    /// The tokens in the 3 or 6 feature slots: the next one, the open entity's.
    fn slots(&self, at: usize, open: Option<(usize, usize)>, offset: usize, out: &mut [i32]) {
        out.fill(-1);
        out[0] = (at + offset) as i32;
        let Some((start, _)) = open else { return };
        if out.len() == 3 {
            out[1] = (start + offset) as i32;
            out[2] = (at + offset) as i32 - 1;
        } else {
            for (slot, token) in out[1..].iter_mut().zip(start..at) {
                *slot = (token + offset) as i32;
            }
        }
    }
}
