//! `(&Article, &Doc)` -> `Extraction`: mentions, entities, events and relations of one article, each with its evidence.

pub mod finding;

pub use finding::Extraction;
