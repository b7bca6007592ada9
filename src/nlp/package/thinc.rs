//! A component's `model` file (thinc's serialised layers) -> its weights, each shape checked.

use super::super::matrix::Packed;
use super::super::msgpack::Value;
use super::table::Rows;
use super::weights::{Array, Dense, Feature, HashEmbed, MaxoutNorm, Tok2Vec, Transition};
use super::{PackageError, Result};

/// Layers without names of others inside that the runtime knows.
const KNOWN: &[&str] = &[
    "extract_features",
    "list2ragged",
    "ragged2list",
    "list2array",
    "ints-getitem",
    "hashembed",
    "static_vectors",
    "maxout",
    "layernorm",
    "dropout",
    "expand_window",
    "softmax",
    "linear",
    "precomputable_affine",
    "parser_model",
    "tok2vec-listener",
];

/// The static vectors of the package, `[rows, width]`.
pub(super) struct StaticVectors {
    pub rows: usize,
    pub width: usize,
    pub data: Vec<f32>,
}

/// A parsed model file.
pub(super) struct Model<'a> {
    pub component: &'a str,
    pub file: &'a str,
    nodes: Vec<Node<'a>>,
}

struct Node<'a> {
    name: &'a str,
    params: &'a Value<'a>,
    attrs: &'a Value<'a>,
}

impl<'a> Model<'a> {
    pub fn new(root: &'a Value<'a>, component: &'a str, file: &'a str) -> Result<Self> {
        let missing = |what: &str| PackageError::Missing { file: file.to_owned(), what: what.to_owned() };
        let part = |key: &str| root.get(key).map(Value::items).ok_or_else(|| missing(key));
        let (nodes, params, attrs) = (part("nodes")?, part("params")?, part("attrs")?);
        if params.len() != nodes.len() || attrs.len() != nodes.len() {
            return Err(missing("the parameters of some layers"));
        }
        let nodes = nodes.iter().zip(params).zip(attrs).map(|((node, params), attrs)| {
            let name = node.get("name").and_then(Value::as_str).ok_or_else(|| missing("the name of a layer"))?;
            let composite = name.contains(['>', '|', '(']);
            if !composite && !KNOWN.contains(&name) {
                let (component, layer, file) = (component.to_owned(), name.to_owned(), file.to_owned());
                return Err(PackageError::UnsupportedLayer { component, layer, file });
            }
            Ok(Node { name, params, attrs })
        });
        Ok(Self { component, file, nodes: nodes.collect::<Result<_>>()? })
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Node<'a>> {
        self.nodes.iter().filter(move |n| n.name == name)
    }

    pub fn has(&self, name: &str) -> bool {
        self.named(name).next().is_some()
    }

    fn nth(&self, name: &str, n: usize) -> Result<&Node<'a>> {
        self.named(name).nth(n).ok_or_else(|| self.missing(format!("layer {name} ({n}) of {}", self.component)))
    }

    fn missing(&self, what: String) -> PackageError {
        PackageError::Missing { file: self.file.to_owned(), what }
    }

    /// A parameter with the given shape; 0 stands for any size.
    fn param(&self, node: &Node<'_>, name: &str, shape: &[usize]) -> Result<Array> {
        let value = node.params.get(name).and_then(Value::as_array);
        let array = value.ok_or_else(|| self.missing(format!("parameter {name} of {}", node.name)))?;
        let fits = array.shape.len() == shape.len() && array.shape.iter().zip(shape).all(|(a, s)| *s == 0 || a == s);
        if !fits || array.data.is_empty() {
            let layer = format!("{}.{name} of {}", node.name, self.component);
            let expected = format!("{shape:?} (0: any)");
            return Err(PackageError::Shape { file: self.file.to_owned(), layer, expected, found: array.shape });
        }
        Ok(Array { shape: array.shape, data: array.data })
    }

    /// An attribute: a MessagePack value inside a binary.
    fn attr(&self, node: &Node<'a>, name: &str) -> Option<Value<'a>> {
        match node.attrs.get(name)? {
            Value::Bin(bytes) => Value::parse(bytes, self.file).ok(),
            _ => None,
        }
    }

    pub fn dense(&self, layer: &str, n: usize, inputs: usize) -> Result<Dense> {
        let node = self.nth(layer, n)?;
        let w = self.param(node, "W", &[0, inputs])?;
        let b = self.param(node, "b", &[w.shape[0]])?;
        Ok(Dense { w, b })
    }

    fn maxout(&self, n: usize, outputs: usize, inputs: usize) -> Result<MaxoutNorm> {
        let node = self.nth("maxout", n)?;
        let w = self.param(node, "W", &[outputs, 0, inputs])?;
        let b = self.param(node, "b", &[outputs, w.shape[1]])?;
        let norm = self.nth("layernorm", n)?;
        let (gain, bias) = (self.param(norm, "G", &[outputs])?, self.param(norm, "b", &[outputs])?);
        if w.shape[1] > 3 {
            return Err(self.unsupported(format!("maxout with {} pieces", w.shape[1])));
        }
        Ok(MaxoutNorm { w, b, gain, bias })
    }

    fn unsupported(&self, what: String) -> PackageError {
        PackageError::UnsupportedSetting { file: self.file.to_owned(), what }
    }

    /// MultiHashEmbed, then MaxoutWindowEncoder.
    pub fn tok2vec(&self, vectors: Option<&StaticVectors>) -> Result<Tok2Vec> {
        let columns = self.attr(self.nth("extract_features", 0)?, "columns");
        let columns = columns.ok_or_else(|| self.missing("the list of features".to_owned()))?;
        let mut embeds = Vec::new();
        for (i, node) in self.named("hashembed").enumerate() {
            let column = self.attr(node, "column").and_then(|v| v.as_int()).map_or(i, |n| n as usize);
            let name = columns.items().get(column).and_then(Value::as_str).unwrap_or("");
            let feature = Feature::from_name(name).ok_or_else(|| self.unsupported(format!("the feature {name:?}")))?;
            let seed = self.attr(node, "seed").and_then(|v| v.as_int());
            let seed = seed.ok_or_else(|| self.missing("the seed of a hash embedding".to_owned()))? as u32;
            let table = self.param(node, "E", &[0, 0])?;
            embeds.push(HashEmbed { feature, seed, table: Rows::new(table.shape[0], table.shape[1], table.data) });
        }
        let width = embeds.first().map(|e| e.table.width).ok_or_else(|| self.missing("hash embeddings".to_owned()))?;
        if let Some(odd) = embeds.iter().find(|e| e.table.width != width) {
            let found = vec![odd.table.rows, odd.table.width];
            let (file, layer) = (self.file.to_owned(), "hashembed.E".to_owned());
            return Err(PackageError::Shape { file, layer, expected: format!("[rows, {width}]"), found });
        }
        let vectors = match self.named("static_vectors").next() {
            Some(node) => {
                let vectors = vectors.ok_or_else(|| self.missing("the static vectors".to_owned()))?;
                let w = self.param(node, "W", &[width, vectors.width])?;
                let projection = Packed::new(&w.data, width, 1, vectors.width, &vec![0.0; width]);
                let mut data = vec![0.0; vectors.rows * width];
                projection.apply(&vectors.data, vectors.width, vectors.rows, &mut data);
                Some(Rows::new(vectors.rows, width, data))
            }
            None => None,
        };
        for node in self.named("expand_window") {
            if self.attr(node, "window_size").and_then(|v| v.as_int()) != Some(1) {
                return Err(self.unsupported("a window other than 1".to_owned()));
            }
        }
        let mix = self.maxout(0, width, width * (embeds.len() + usize::from(vectors.is_some())))?;
        let depth = self.named("expand_window").count();
        let encode = (1..=depth).map(|i| self.maxout(i, width, 3 * width)).collect::<Result<_>>()?;
        Ok(Tok2Vec { width, embeds, vectors, mix, encode })
    }

    /// The parts of a transition-based component; `slots` are the feature slots that the runtime knows.
    pub fn transition(
        &self,
        width: Option<usize>,
        vectors: Option<&StaticVectors>,
        slots: &[usize],
    ) -> Result<Transition> {
        let tok2vec = if self.has("hashembed") { Some(self.tok2vec(vectors)?) } else { None };
        let width =
            tok2vec.as_ref().map(|t| t.width).or(width).ok_or_else(|| self.missing("the shared tok2vec".to_owned()))?;
        let linears = self.named("linear").count();
        if linears != 2 {
            return Err(self.unsupported(format!("a transition model with {linears} linear layers in place of 2")));
        }
        // Breadth-first order puts the upper layer, a child of the root, before the one that reduces token vectors.
        let reduce = self.dense("linear", 1, width)?;
        let inputs = reduce.w.shape[0];
        let node = self.nth("precomputable_affine", 0)?;
        let w = self.param(node, "W", &[0, 0, 0, inputs])?;
        let (features, outputs, pieces) = (w.shape[0], w.shape[1], w.shape[2]);
        if !slots.contains(&features) {
            return Err(self.unsupported(format!("{features} feature slots")));
        }
        if pieces > 3 {
            return Err(self.unsupported(format!("maxout with {pieces} pieces")));
        }
        let b = self.param(node, "b", &[outputs, pieces])?;
        let pad = self.param(node, "pad", &[1, features, outputs, pieces])?;
        let upper = self.dense("linear", 0, outputs)?;
        Ok(Transition { tok2vec, reduce, lower: Dense { w, b }, pad, upper, moves: Vec::new() })
    }
}
