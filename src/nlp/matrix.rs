//! Matrix products and the element-wise layers, with the widest SIMD of the machine (chosen at run time by `pulp`).
//!
//! Each output is one sum taken in one order, so that results do not depend on how many rows are computed together.

use std::sync::OnceLock;

use pulp::{Arch, Simd, WithSimd};

/// The instructions that all layers run with: the widest of the machine, or none beyond the portable ones where
/// `RECOUPE_KERNEL=portable` is set. Both sum in the same order with one rounding a step, so results are the same.
pub(crate) fn arch() -> Arch {
    static ARCH: OnceLock<Arch> = OnceLock::new();
    *ARCH.get_or_init(|| match std::env::var("RECOUPE_KERNEL").as_deref() {
        Ok("portable") => Arch::Scalar,
        _ => Arch::new(),
    })
}

/// Vectors a panel and rows a step: 9 accumulators, 3 weights and the inputs fit 16 registers without a spill.
const PANEL: usize = 3;
const ROWS: usize = 3;

/// A weight matrix `[outputs, pieces, inputs]` laid out for the kernel, with its bias; `pieces` are folded by maximum.
#[derive(Clone, Debug)]
pub(crate) struct Packed {
    arch: Arch,
    outputs: usize,
    pieces: usize,
    inputs: usize,
    /// Outputs of one panel.
    per_panel: usize,
    /// `[panels, inputs, PANEL * lanes]`.
    weights: Vec<f32>,
    /// `[panels, PANEL * lanes]`.
    bias: Vec<f32>,
}

struct Lanes;

impl WithSimd for Lanes {
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> usize {
        S::F32_LANES
    }
}

impl Packed {
    /// Lays out `w` `[outputs, pieces, inputs]` and `b` `[outputs, pieces]`; 1 to 3 pieces.
    pub fn new(w: &[f32], outputs: usize, pieces: usize, inputs: usize, b: &[f32]) -> Self {
        Self::with_arch(arch(), w, outputs, pieces, inputs, b)
    }

    fn with_arch(arch: Arch, w: &[f32], outputs: usize, pieces: usize, inputs: usize, b: &[f32]) -> Self {
        let lanes = arch.dispatch(Lanes);
        // One piece: three vectors of outputs; two or three: the pieces of one vector of outputs.
        let per_panel = if pieces == 1 { PANEL * lanes } else { lanes };
        let panels = outputs.div_ceil(per_panel);
        let row = PANEL * lanes;
        let mut weights = vec![0.0; panels * inputs * row];
        let mut bias = vec![if pieces == 1 { 0.0 } else { f32::MIN }; panels * row];
        for output in 0..outputs {
            let (panel, at) = (output / per_panel, output % per_panel);
            for piece in 0..pieces {
                let column = piece * lanes + at;
                bias[panel * row + column] = b[output * pieces + piece];
                let source = &w[(output * pieces + piece) * inputs..][..inputs];
                for (i, &value) in source.iter().enumerate() {
                    weights[(panel * inputs + i) * row + column] = value;
                }
            }
        }
        Self { arch, outputs, pieces, inputs, per_panel, weights, bias }
    }

    /// Width of the result.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Multiply-adds of one row.
    pub fn products(&self) -> usize {
        self.outputs * self.pieces * self.inputs
    }

    /// `out[i] = max over pieces of (W x[i] + b)` for rows that begin every `stride` floats of `x`; `out` is `[rows, outputs]`.
    pub fn apply(&self, x: &[f32], stride: usize, rows: usize, out: &mut [f32]) {
        self.arch.dispatch(Product { matrix: self, x, stride, rows, out });
    }
}

struct Product<'a> {
    matrix: &'a Packed,
    x: &'a [f32],
    stride: usize,
    rows: usize,
    out: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Product { matrix, x, stride, rows, out } = self;
        let (inputs, outputs) = (matrix.inputs, matrix.outputs);
        let row = PANEL * S::F32_LANES;
        // A panel of weights stays in the first-level cache while all rows pass by it.
        for (panel, weights) in matrix.weights.chunks_exact(inputs * row).enumerate() {
            let (weights, _) = S::as_simd_f32s(weights);
            let (bias, _) = S::as_simd_f32s(&matrix.bias[panel * row..][..row]);
            let first = panel * matrix.per_panel;
            let width = matrix.per_panel.min(outputs - first);
            let mut start = 0;
            while start < rows {
                let count = ROWS.min(rows - start);
                // Rows past the last repeat it; their results are not stored.
                let lines: [&[f32]; ROWS] =
                    std::array::from_fn(|r| &x[(start + r.min(count - 1)) * stride..][..inputs]);
                let mut sums = [[simd.splat_f32s(0.0); PANEL]; ROWS];
                let inputs = lines[0].iter().zip(lines[1]).zip(lines[2]);
                for (w, ((a, b), c)) in weights.chunks_exact(PANEL).zip(inputs) {
                    for (sum, value) in sums.iter_mut().zip([a, b, c]) {
                        let value = simd.splat_f32s(*value);
                        sum[0] = simd.mul_add_f32s(value, w[0], sum[0]);
                        sum[1] = simd.mul_add_f32s(value, w[1], sum[1]);
                        sum[2] = simd.mul_add_f32s(value, w[2], sum[2]);
                    }
                }
                for (r, sum) in sums.iter().enumerate().take(count) {
                    let target = &mut out[(start + r) * outputs + first..][..width];
                    let mut pieces = *sum;
                    for (piece, b) in pieces.iter_mut().zip(bias) {
                        *piece = simd.add_f32s(*piece, *b);
                    }
                    if matrix.pieces == 1 {
                        for (part, piece) in target.chunks_mut(S::F32_LANES).zip(pieces) {
                            store(simd, piece, part);
                        }
                    } else {
                        let mut most = simd.max_f32s(pieces[0], pieces[1]);
                        if matrix.pieces == 3 {
                            most = simd.max_f32s(most, pieces[2]);
                        }
                        store(simd, most, target);
                    }
                }
                start += count;
            }
        }
    }
}

#[inline(always)]
fn store<S: Simd>(simd: S, value: S::f32s, target: &mut [f32]) {
    if target.len() == S::F32_LANES {
        S::as_mut_simd_f32s(target).0[0] = value;
    } else {
        simd.partial_store_f32s(target, value);
    }
}

/// Layer normalisation over the last axis: `(x - mean) / sqrt(var + 1e-8) * gain + bias`, in place or added to `residual`.
pub(crate) fn layer_norm(x: &mut [f32], gain: &[f32], bias: &[f32]) {
    let width = gain.len();
    arch().dispatch(|| {
        for row in x.chunks_exact_mut(width) {
            let mean = sum(row, |v| v) / width as f32;
            let var = sum(row, |v| (v - mean) * (v - mean)) / width as f32 + 1e-8;
            let scale = 1.0 / var.sqrt();
            for ((v, g), b) in row.iter_mut().zip(gain).zip(bias) {
                *v = (*v - mean) * scale * g + b;
            }
        }
    });
}

/// A sum in eight interleaved parts, which the compiler turns into SIMD.
#[inline(always)]
fn sum(row: &[f32], value: impl Fn(f32) -> f32) -> f32 {
    let (blocks, tail) = row.as_chunks::<8>();
    let mut parts = [0.0f32; 8];
    for block in blocks {
        for (part, v) in parts.iter_mut().zip(block) {
            *part += value(*v);
        }
    }
    parts.iter().sum::<f32>() + tail.iter().map(|v| value(*v)).sum::<f32>()
}

/// `a += b`.
pub(crate) fn add(a: &mut [f32], b: &[f32]) {
    arch().dispatch(|| {
        for (a, b) in a.iter_mut().zip(b) {
            *a += b;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_definition() {
        for (outputs, pieces, inputs, rows) in [(1, 1, 1, 1), (25, 1, 7, 5), (10, 2, 3, 4), (96, 3, 20, 9)] {
            let value = |i: usize| ((i * 37 % 11) as f32 - 5.0) / 4.0;
            let w: Vec<f32> = (0..outputs * pieces * inputs).map(value).collect();
            let b: Vec<f32> = (0..outputs * pieces).map(|i| value(i + 3)).collect();
            let x: Vec<f32> = (0..rows * inputs).map(|i| value(i + 5)).collect();
            let mut out = vec![0.0; rows * outputs];
            Packed::new(&w, outputs, pieces, inputs, &b).apply(&x, inputs, rows, &mut out);
            let mut portable = vec![0.0; rows * outputs];
            Packed::with_arch(Arch::Scalar, &w, outputs, pieces, inputs, &b).apply(&x, inputs, rows, &mut portable);
            assert_eq!(out, portable, "the portable kernel");
            for r in 0..rows {
                for o in 0..outputs {
                    let piece = |p: usize| {
                        let w = &w[(o * pieces + p) * inputs..][..inputs];
                        b[o * pieces + p] + w.iter().zip(&x[r * inputs..]).map(|(w, x)| w * x).sum::<f32>()
                    };
                    let expected = (0..pieces).map(piece).fold(f32::MIN, f32::max);
                    assert!((out[r * outputs + o] - expected).abs() < 1e-4);
                }
            }
        }
    }

    #[test]
    fn layer_norm_is_that_of_thinc() {
        // thinc.api.LayerNorm with G = [1, 2, 3, 4], b = 0.5 on [1, 2, 4, 8]
        let mut x = [1.0, 2.0, 4.0, 8.0];
        layer_norm(&mut x, &[1.0, 2.0, 3.0, 4.0], &[0.5; 4]);
        for (found, expected) in x.iter().zip([-0.525_755_3, -0.805_506_7, 0.779_751_4, 6.841_032_7]) {
            assert!((found - expected).abs() < 1e-3, "{x:?}");
        }
    }
}
