//! Weights of the model components, in thinc's layouts (`nO` out, `nP` pieces, `nI` in, `nF` feature slots).

use serde::{Deserialize, Serialize};

use super::table::Rows;

/// A dense array; the data travel apart from the shape in the packed form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Array {
    pub shape: Vec<usize>,
    #[serde(skip)]
    pub data: Vec<f32>,
}

/// `y = W x + b`, W `[nO, nI]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Dense {
    pub w: Array,
    pub b: Array,
}

/// Maxout, then layer normalisation: W `[nO, nP, nI]`, b `[nO, nP]`, gain and bias `[nO]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct MaxoutNorm {
    pub w: Array,
    pub b: Array,
    pub gain: Array,
    pub bias: Array,
}

/// A lexical attribute that is embedded.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub(crate) enum Feature {
    Orth,
    Lower,
    Norm,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

impl Feature {
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "ORTH" => Feature::Orth,
            "LOWER" => Feature::Lower,
            "NORM" => Feature::Norm,
            "PREFIX" => Feature::Prefix,
            "SUFFIX" => Feature::Suffix,
            "SHAPE" => Feature::Shape,
            "SPACY" => Feature::Spacy,
            "IS_SPACE" => Feature::IsSpace,
            _ => return None,
        })
    }
}

/// One table of MultiHashEmbed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct HashEmbed {
    pub feature: Feature,
    pub seed: u32,
    pub table: Rows,
}

/// MultiHashEmbed and MaxoutWindowEncoder (window 1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tok2Vec {
    pub width: usize,
    pub embeds: Vec<HashEmbed>,
    /// Static vectors, already projected to `width` by the layer's matrix.
    pub vectors: Option<Rows>,
    pub mix: MaxoutNorm,
    pub encode: Vec<MaxoutNorm>,
}

/// Tagger or morphologizer: a linear layer over token vectors.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tagger {
    /// Own token vectors; `None` where it listens to the shared ones.
    pub tok2vec: Option<Tok2Vec>,
    pub output: Dense,
    /// Fine tag, or morphology, by class.
    pub labels: Vec<String>,
    /// Number of the part of speech by class; empty for a tagger.
    pub pos: Vec<u64>,
}

/// A transition-based component.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Transition {
    pub tok2vec: Option<Tok2Vec>,
    /// `[nI of lower, width]`.
    pub reduce: Dense,
    /// W `[nF, nO, nP, nI]`, b `[nO, nP]`.
    pub lower: Dense,
    /// What stands for a missing token, `[1, nF, nO, nP]`.
    pub pad: Array,
    /// W `[classes, nO]`.
    pub upper: Dense,
    /// Move and label by class.
    pub moves: Vec<(u8, String)>,
}

/// Called with the name of each array of a component.
pub(crate) trait Arrays {
    fn arrays(&mut self, name: &str, visit: &mut dyn FnMut(&str, Slot<'_>));
}

/// What an array is to the packed form.
pub(crate) enum Slot<'a> {
    Dense(&'a mut Array),
    /// Embedding table, half precision.
    Table(&'a mut Rows),
    /// Static vectors, bytes.
    Vectors(&'a mut Rows),
}

impl Arrays for Dense {
    fn arrays(&mut self, name: &str, visit: &mut dyn FnMut(&str, Slot<'_>)) {
        visit(&format!("{name}.w"), Slot::Dense(&mut self.w));
        visit(&format!("{name}.b"), Slot::Dense(&mut self.b));
    }
}

impl Arrays for MaxoutNorm {
    fn arrays(&mut self, name: &str, visit: &mut dyn FnMut(&str, Slot<'_>)) {
        visit(&format!("{name}.w"), Slot::Dense(&mut self.w));
        visit(&format!("{name}.b"), Slot::Dense(&mut self.b));
        visit(&format!("{name}.gain"), Slot::Dense(&mut self.gain));
        visit(&format!("{name}.bias"), Slot::Dense(&mut self.bias));
    }
}

impl Arrays for Tok2Vec {
    fn arrays(&mut self, name: &str, visit: &mut dyn FnMut(&str, Slot<'_>)) {
        for (i, embed) in self.embeds.iter_mut().enumerate() {
            visit(&format!("{name}.embed.{i}"), Slot::Table(&mut embed.table));
        }
        if let Some(vectors) = &mut self.vectors {
            visit(&format!("{name}.vectors"), Slot::Vectors(vectors));
        }
        self.mix.arrays(&format!("{name}.mix"), visit);
        for (i, layer) in self.encode.iter_mut().enumerate() {
            layer.arrays(&format!("{name}.encode.{i}"), visit);
        }
    }
}

impl Arrays for Tagger {
    fn arrays(&mut self, name: &str, visit: &mut dyn FnMut(&str, Slot<'_>)) {
        if let Some(tok2vec) = &mut self.tok2vec {
            tok2vec.arrays(&format!("{name}.tok2vec"), visit);
        }
        self.output.arrays(&format!("{name}.output"), visit);
    }
}

impl Arrays for Transition {
    fn arrays(&mut self, name: &str, visit: &mut dyn FnMut(&str, Slot<'_>)) {
        if let Some(tok2vec) = &mut self.tok2vec {
            tok2vec.arrays(&format!("{name}.tok2vec"), visit);
        }
        self.reduce.arrays(&format!("{name}.reduce"), visit);
        self.lower.arrays(&format!("{name}.lower"), visit);
        visit(&format!("{name}.pad"), Slot::Dense(&mut self.pad));
        self.upper.arrays(&format!("{name}.upper"), visit);
    }
}
