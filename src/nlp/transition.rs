//! The scorer of transition-based components: token vectors -> a hidden layer pre-computed per token and feature slot ->
//! scores of the moves in a state.

use pulp::Arch;

use super::matrix::{Packed, arch};
use super::package::Transition;

/// Weights of the lower and upper layer.
#[derive(Debug)]
pub(crate) struct Scorer {
    arch: Arch,
    reduce: Packed,
    /// Outputs `[slots, pieces, hidden]`.
    lower: Packed,
    pad: Vec<f32>,
    /// `[pieces, hidden]`.
    bias: Vec<f32>,
    pieces: usize,
    hidden: usize,
    pub slots: usize,
    /// `[hidden, classes]`.
    upper: Vec<f32>,
    upper_bias: Vec<f32>,
    pub classes: usize,
}

/// Hidden contributions of the tokens of one batch, and room for one state.
#[derive(Debug, Default)]
pub(crate) struct Hidden {
    /// `[tokens, slots, pieces, hidden]`.
    cached: Vec<f32>,
    reduced: Vec<f32>,
    sum: Vec<f32>,
    pub scores: Vec<f32>,
}

impl Scorer {
    pub fn new(weights: &Transition) -> Self {
        let shape = &weights.lower.w.shape;
        let (slots, hidden, pieces, inputs) = (shape[0], shape[1], shape[2], shape[3]);
        // thinc has [slots, hidden, pieces, ...]; pieces side by side make the maximum a plain one of two vectors.
        let regroup = |data: &[f32], unit: usize, slots: usize| {
            let mut out = Vec::with_capacity(data.len());
            for slot in 0..slots {
                for piece in 0..pieces {
                    for h in 0..hidden {
                        let from = ((slot * hidden + h) * pieces + piece) * unit;
                        out.extend_from_slice(&data[from..from + unit]);
                    }
                }
            }
            out
        };
        let lower = regroup(&weights.lower.w.data, inputs, slots);
        let outputs = slots * pieces * hidden;
        let classes = weights.upper.w.shape[0];
        let mut upper = vec![0.0; hidden * classes];
        for class in 0..classes {
            for h in 0..hidden {
                upper[h * classes + class] = weights.upper.w.data[class * hidden + h];
            }
        }
        let reduce = &weights.reduce.w;
        Self {
            arch: arch(),
            reduce: Packed::new(&reduce.data, reduce.shape[0], 1, reduce.shape[1], &weights.reduce.b.data),
            lower: Packed::new(&lower, outputs, 1, inputs, &vec![0.0; outputs]),
            pad: regroup(&weights.pad.data, 1, slots),
            bias: regroup(&weights.lower.b.data, 1, 1),
            pieces,
            hidden,
            slots,
            upper,
            upper_bias: weights.upper.b.data.clone(),
            classes,
        }
    }

    /// Multiply-adds of one token, those in a state aside.
    pub fn products(&self) -> usize {
        self.reduce.products() + self.lower.products()
    }

    /// Computes what each token adds to the hidden layer from each slot.
    pub fn precompute(&self, vectors: &[f32], width: usize, tokens: usize, out: &mut Hidden) {
        let inputs = self.reduce.outputs();
        out.reduced.resize(tokens * inputs, 0.0);
        self.reduce.apply(vectors, width, tokens, &mut out.reduced);
        out.cached.resize(tokens * self.lower.outputs(), 0.0);
        self.lower.apply(&out.reduced, inputs, tokens, &mut out.cached);
        out.sum.resize(self.pieces * self.hidden, 0.0);
        out.scores.resize(self.classes, 0.0);
    }

    /// Scores of all moves for a state whose slots hold these tokens (-1: none).
    pub fn score(&self, slots: &[i32], hidden: &mut Hidden) {
        let Hidden { cached, sum, scores, .. } = hidden;
        let (unit, size) = (self.pieces * self.hidden, self.hidden);
        self.arch.dispatch(|| {
            sum.fill(0.0);
            for (slot, &token) in slots.iter().enumerate() {
                let from = if token < 0 {
                    &self.pad[slot * unit..(slot + 1) * unit]
                } else {
                    &cached[(token as usize * self.slots + slot) * unit..][..unit]
                };
                for (s, v) in sum.iter_mut().zip(from) {
                    *s += v;
                }
            }
            for (s, b) in sum.iter_mut().zip(&self.bias) {
                *s += b;
            }
            let (most, others) = sum.split_at_mut(size);
            for piece in others.chunks_exact(size) {
                for (m, p) in most.iter_mut().zip(piece) {
                    *m = m.max(*p);
                }
            }
            scores.copy_from_slice(&self.upper_bias);
            for (h, row) in most.iter().zip(self.upper.chunks_exact(self.classes)) {
                for (score, w) in scores.iter_mut().zip(row) {
                    *score += h * w;
                }
            }
        });
    }
}

/// The best move among those that hold; the first of equals.
pub(crate) fn best(scores: &[f32], valid: impl Fn(usize) -> bool) -> Option<usize> {
    let mut found: Option<(usize, f32)> = None;
    for (class, &score) in scores.iter().enumerate() {
        if found.is_none_or(|(_, s)| score > s) && valid(class) {
            found = Some((class, score));
        }
    }
    found.map(|f| f.0)
}
