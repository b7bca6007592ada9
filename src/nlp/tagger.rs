//! Token vectors -> one class a token: tagger and morphologizer.

use super::matrix::Packed;
use super::package::Tagger;

/// The output layer.
#[derive(Debug)]
pub(crate) struct Classifier {
    output: Packed,
    scores: usize,
}

impl Classifier {
    pub fn new(weights: &Tagger) -> Self {
        let shape = &weights.output.w.shape;
        let output = Packed::new(&weights.output.w.data, shape[0], 1, shape[1], &weights.output.b.data);
        Self { output, scores: shape[0] }
    }

    /// Multiply-adds of one token.
    pub fn products(&self) -> usize {
        self.output.products()
    }

    /// The class of the highest score for each of `rows` vectors; the first of equals.
    pub fn predict(&self, vectors: &[f32], width: usize, rows: usize, out: &mut Vec<usize>) {
        let mut scores = vec![0.0; rows * self.scores];
        self.output.apply(vectors, width, rows, &mut scores);
        out.extend(scores.chunks_exact(self.scores).map(|row| {
            row.iter().enumerate().fold((0, f32::MIN), |best, (i, &s)| if s > best.1 { (i, s) } else { best }).0
        }));
    }
}
