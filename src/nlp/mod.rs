//! Text -> `Doc`: the reading engine, a native runtime for spaCy v3 CNN pipelines.

pub mod doc;

pub use doc::{Doc, EntitySpan, Morph, Pos, Token};
