//! The graph and the findings -> files: JSON Lines of findings, JSON, GraphML, CSV.

pub mod atomic;
mod record;

pub use record::to_json as article_json;
