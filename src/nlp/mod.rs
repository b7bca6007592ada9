//! Text -> `Doc`: the reading engine, a native runtime for spaCy v3 CNN pipelines.

mod annotation;
mod arc_eager;
mod attribute_ruler;
mod biluo;
pub mod doc;
mod hash;
mod lemmatizer;
mod matrix;
mod msgpack;
mod package;
mod pattern;
mod pipeline;
mod projectivity;
mod spanish;
mod symbols;
mod tagger;
mod tok2vec;
mod tokenizer;
mod transition;
mod unicode;
mod vocab;

pub use annotation::Annotation;
pub use doc::{Doc, EntitySpan, Morph, Pos, Token};
pub use package::{Package, PackageError, pack};
pub use pipeline::Pipeline;
