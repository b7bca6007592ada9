//! `(&Article, &Doc)` -> `Extraction`: mentions, entities, events and relations of one article, each with its evidence.
//!
//! The steps stand in the order in which they run: names and descriptions (`mention`), chains (`coreference`), words that name
//! events (`trigger`), who takes part (`argument`), times and numbers, how it is put (`factuality`), who says so (`quotation`,
//! `attribution`), later mentions merged (`event`), lasting ties (`relation`).

pub mod finding;
pub mod lexicon;
pub mod scorer;
pub mod training;

mod anaphora;
mod arc;
mod argument;
mod assemble;
mod attribution;
mod calendar;
mod candidate;
mod circumstance;
mod concern;
mod consistency;
mod coreference;
mod description;
mod event;
mod explain;
mod factuality;
mod filler;
mod judge;
mod mention;
mod merge;
mod number;
mod quotation;
mod relation;
mod subject;
mod time;
mod tree;
mod trigger;

pub use assemble::{RULES_VERSION, extract};
pub use explain::explain;
pub use finding::Extraction;
pub use lexicon::Lexicon;
