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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::package::{Array, Dense, Tagger};
    use super::super::tagger::Classifier;
    use super::*;

    /// Figures of thinc's layers, written by `training/layers.py`.
    fn figures() -> Value {
        serde_json::from_str(include_str!("../../tests/data/layers.json")).expect("JSON")
    }

    fn numbers(value: &Value) -> Vec<f32> {
        value.as_array().expect("numbers").iter().map(|v| v.as_f64().expect("a number") as f32).collect()
    }

    #[track_caller]
    fn close(found: &[f32], expected: &[f32]) {
        assert_eq!(found.len(), expected.len());
        for (f, e) in found.iter().zip(expected) {
            assert!((f - e).abs() < 2e-5 * (1.0 + e.abs()), "{found:?} in place of {expected:?}");
        }
    }

    fn array(shape: &[usize], data: &Value) -> Array {
        Array { shape: shape.to_vec(), data: numbers(data) }
    }

    #[test]
    fn linear_layer_is_that_of_thinc() {
        let f = figures();
        let (f, x) = (&f["linear"], numbers(&f["window"]["x"]));
        let (w, b) = (array(&[7, 5], &f["w"]), array(&[7], &f["b"]));
        let mut out = vec![0.0; 4 * 7];
        Packed::new(&w.data, 7, 1, 5, &b.data).apply(&x, 5, 4, &mut out);
        close(&out, &numbers(&f["out"]));
        let classifier = Classifier::new(&Tagger { output: Dense { w, b }, ..Default::default() });
        let mut best = Vec::new();
        classifier.predict(&x, 5, 4, &mut best);
        assert_eq!(best.iter().map(|&c| c as f32).collect::<Vec<_>>(), numbers(&f["best"]));
    }

    #[test]
    fn hidden_layer_is_that_of_thinc() {
        let f = figures();
        let (f, x) = (&f["transition"], numbers(&f["window"]["x"]));
        let (slots, inputs, outputs, pieces, classes) = (3, 4, 6, 2, 7);
        let scorer = Scorer::new(&Transition {
            tok2vec: None,
            reduce: Dense { w: array(&[inputs, 5], &f["reduce_w"]), b: array(&[inputs], &f["reduce_b"]) },
            lower: Dense {
                w: array(&[slots, outputs, pieces, inputs], &f["w"]),
                b: array(&[outputs, pieces], &f["b"]),
            },
            pad: array(&[1, slots, outputs, pieces], &f["pad"]),
            upper: Dense { w: array(&[classes, outputs], &f["upper_w"]), b: array(&[classes], &f["upper_b"]) },
            moves: Vec::new(),
        });
        let mut hidden = Hidden::default();
        scorer.precompute(&x, 5, 4, &mut hidden);
        for (state, scores) in
            f["states"].as_array().expect("states").iter().zip(f["scores"].as_array().expect("scores"))
        {
            let state: Vec<i32> = numbers(state).iter().map(|&t| t as i32).collect();
            scorer.score(&state, &mut hidden);
            close(&hidden.scores, &numbers(scores));
        }
    }
}
