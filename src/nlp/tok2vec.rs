//! Words -> token vectors: MultiHashEmbed, then MaxoutWindowEncoder (spaCy's Tok2Vec.v2).

use super::hash::embedding_keys;
use super::matrix::{Packed, add, layer_norm};
use super::package::{Feature, MaxoutNorm, Tok2Vec};
use super::vocab::{NO_ROW, Word};

/// Maxout and layer normalisation, ready to run.
#[derive(Debug)]
struct Layer {
    maxout: Packed,
    gain: Vec<f32>,
    bias: Vec<f32>,
}

impl Layer {
    fn new(weights: &MaxoutNorm) -> Self {
        let shape = &weights.w.shape;
        let maxout = Packed::new(&weights.w.data, shape[0], shape[1], shape[2], &weights.b.data);
        Self { maxout, gain: weights.gain.data.clone(), bias: weights.bias.data.clone() }
    }

    /// `[rows, stride..]` -> `[rows, width]`.
    fn apply(&self, x: &[f32], stride: usize, rows: usize, out: &mut [f32]) {
        self.maxout.apply(x, stride, rows, out);
        layer_norm(out, &self.gain, &self.bias);
    }
}

/// The embedding and convolution layers of one component.
#[derive(Debug)]
pub(crate) struct Encoder {
    weights: Tok2Vec,
    mix: Layer,
    encode: Vec<Layer>,
    /// The vectors depend on whether a space follows.
    spacy: bool,
}

/// Context-free vectors of the words of one thread.
#[derive(Debug, Default)]
pub(crate) struct EmbeddingCache {
    /// By word number and space: place of the vector, 0 where unknown.
    places: Vec<u32>,
    vectors: Vec<f32>,
    missing: Vec<(u32, bool)>,
    input: Vec<f32>,
    scratch: Vec<f32>,
}

impl Encoder {
    pub fn new(mut weights: Tok2Vec) -> Self {
        let mix = Layer::new(&weights.mix);
        let encode = weights.encode.iter().map(Layer::new).collect();
        let spacy = weights.embeds.iter().any(|e| e.feature == Feature::Spacy);
        weights.mix = MaxoutNorm::default();
        weights.encode.clear();
        Self { weights, mix, encode, spacy }
    }

    /// Width of a token vector.
    pub fn width(&self) -> usize {
        self.weights.width
    }

    /// Multiply-adds of one token.
    pub fn products(&self) -> usize {
        self.encode.iter().map(|layer| layer.maxout.products()).sum()
    }

    /// Rows of zeros that part two texts, so that no window reaches from one into the other.
    pub fn padding(&self) -> usize {
        self.encode.len()
    }

    /// The static vector of a row of the table, as this component projects it.
    pub fn static_vector(&self, row: u32) -> Option<Vec<f32>> {
        let vectors = self.weights.vectors.as_ref().filter(|v| (row as usize) < v.rows)?;
        let mut out = vec![0.0; self.weights.width];
        vectors.add_to(row as usize, &mut out);
        Some(out)
    }

    fn embed(&self, word: &Word, spacy: bool, out: &mut [f32]) {
        let width = self.weights.width;
        out.fill(0.0);
        for (embed, out) in self.weights.embeds.iter().zip(out.chunks_exact_mut(width)) {
            let id = match embed.feature {
                Feature::Orth => word.orth,
                Feature::Lower => super::hash::string_id(&word.lower),
                Feature::Norm => word.norm,
                Feature::Prefix => word.prefix,
                Feature::Suffix => word.suffix,
                Feature::Shape => word.shape,
                Feature::Spacy => u64::from(spacy),
                Feature::IsSpace => u64::from(word.is_space),
            };
            for key in embedding_keys(id, embed.seed) {
                embed.table.add_to(key as usize % embed.table.rows, out);
            }
        }
        if let Some(vectors) = self.weights.vectors.as_ref().filter(|_| word.row != NO_ROW) {
            vectors.add_to(word.row as usize, &mut out[self.weights.embeds.len() * width..]);
        }
    }

    /// Vectors of texts, each a list of (word, space follows). The result has `padding()` rows of no meaning before, between and
    /// after the texts.
    pub fn forward(&self, texts: &[&[(u32, bool)]], words: &[Word], cache: &mut EmbeddingCache, out: &mut Vec<f32>) {
        let (width, padding) = (self.weights.width, self.padding());
        self.fill_cache(texts, words, cache);
        let rows = padding + texts.iter().map(|t| t.len() + padding).sum::<usize>();
        // One more row of zeros at both ends, for the windows of the first and last.
        let mut x = std::mem::take(&mut cache.scratch);
        x.clear();
        x.resize((rows + 2) * width, 0.0);
        let mut row = 1 + padding;
        for text in texts {
            for &(word, spacy) in *text {
                let place = cache.places[self.slot(word, spacy)] as usize - 1;
                x[row * width..(row + 1) * width].copy_from_slice(&cache.vectors[place * width..(place + 1) * width]);
                row += 1;
            }
            row += padding;
        }
        out.clear();
        out.resize(rows * width, 0.0);
        for layer in &self.encode {
            layer.apply(&x, width, rows, out);
            add(&mut x[width..(rows + 1) * width], out);
        }
        out.copy_from_slice(&x[width..(rows + 1) * width]);
        cache.scratch = x;
    }

    fn slot(&self, word: u32, spacy: bool) -> usize {
        word as usize * 2 + usize::from(spacy && self.spacy)
    }

    /// Computes the context-free vectors of words not met before.
    fn fill_cache(&self, texts: &[&[(u32, bool)]], words: &[Word], cache: &mut EmbeddingCache) {
        let width = self.weights.width;
        cache.places.resize(words.len() * 2, 0);
        cache.missing.clear();
        let mut known = cache.vectors.len() / width;
        for &(word, spacy) in texts.iter().copied().flatten() {
            let place = &mut cache.places[self.slot(word, spacy)];
            if *place == 0 {
                known += 1;
                *place = known as u32;
                cache.missing.push((word, spacy));
            }
        }
        let inputs = width * (self.weights.embeds.len() + usize::from(self.weights.vectors.is_some()));
        cache.input.resize(cache.missing.len() * inputs, 0.0);
        for (&(word, spacy), row) in cache.missing.iter().zip(cache.input.chunks_exact_mut(inputs)) {
            self.embed(&words[word as usize], spacy, row);
        }
        let first = cache.vectors.len();
        cache.vectors.resize(known * width, 0.0);
        self.mix.apply(&cache.input, inputs, cache.missing.len(), &mut cache.vectors[first..]);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::package::{Array, HashEmbed, Rows};
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

    fn word(id: u64) -> Word {
        let (text, lower) = Default::default();
        let (norm, prefix, suffix, shape, row) = (id, 0, 0, 0, NO_ROW);
        Word { text, lower, orth: id, norm, prefix, suffix, shape, is_space: false, row, begins_special: false }
    }

    /// An encoder of one table and `depth` layers, all with the weights of the figures.
    fn encoder(depth: usize) -> Encoder {
        let f = figures();
        let (width, pieces) = (5, 3);
        let layer = MaxoutNorm {
            w: array(&[width, pieces, 3 * width], &f["maxout"]["w"]),
            b: array(&[width, pieces], &f["maxout"]["b"]),
            gain: array(&[width], &f["norm"]["gain"]),
            bias: array(&[width], &f["norm"]["bias"]),
        };
        let table = Rows::new(11, width, numbers(&f["hash"]["table"]));
        let embeds = vec![HashEmbed { feature: Feature::Norm, seed: 8, table }];
        Encoder::new(Tok2Vec { width, embeds, vectors: None, mix: layer.clone(), encode: vec![layer; depth] })
    }

    #[test]
    fn hash_embedding_is_that_of_thinc() {
        let (f, encoder) = (figures(), encoder(0));
        let ids = f["hash"]["ids"].as_array().expect("identifiers");
        let mut out = vec![0.0; 5 * ids.len()];
        for (id, out) in ids.iter().zip(out.chunks_exact_mut(5)) {
            encoder.embed(&word(id.as_str().expect("text").parse().expect("a number")), false, out);
        }
        close(&out, &numbers(&f["hash"]["out"]));
    }

    #[test]
    fn window_maxout_and_layer_norm_are_those_of_thinc() {
        let (f, encoder) = (figures(), encoder(1));
        let (width, rows) = (5, 4);
        // The window of a row is its neighbours and itself side by side, with zeros past the ends.
        let mut x = vec![0.0; width];
        x.extend(numbers(&f["window"]["x"]));
        x.resize((rows + 2) * width, 0.0);
        let windows: Vec<f32> = (0..rows).flat_map(|r| x[r * width..(r + 3) * width].to_vec()).collect();
        close(&windows, &numbers(&f["window"]["out"]));
        let layer = &encoder.encode[0];
        let mut out = vec![0.0; rows * width];
        layer.maxout.apply(&x, width, rows, &mut out);
        close(&out, &numbers(&f["maxout"]["out"]));
        layer_norm(&mut out, &layer.gain, &layer.bias);
        close(&out, &numbers(&f["norm"]["out"]));
        add(&mut x[width..(rows + 1) * width], &out);
        close(&x[width..(rows + 1) * width], &numbers(&f["encoded"]));
    }

    #[test]
    fn no_window_reaches_into_another_text() {
        let encoder = encoder(2);
        // The layers of the figures take windows; the first, which mixes features, takes them side by side.
        let words: Vec<Word> = (1..6).map(word).collect();
        let run = |texts: &[&[(u32, bool)]]| {
            let mut cache = EmbeddingCache { places: (1..=10).collect(), ..Default::default() };
            cache.vectors = (0..50).map(|i| (i as f32 * 0.7).sin()).collect();
            let mut out = Vec::new();
            encoder.forward(texts, &words, &mut cache, &mut out);
            out
        };
        let (one, two): (&[(u32, bool)], &[(u32, bool)]) =
            (&[(0, false), (1, false)], &[(2, false), (3, false), (4, false)]);
        let (apart, together) = (run(&[two]), run(&[one, two]));
        let start = (2 + 2 + 2) * 5;
        assert_eq!(apart[2 * 5..5 * 5], together[start..start + 3 * 5]);
    }
}
