//! Recoupe reads news articles into a graph of who did what to whom, where, when, and who says so.
//!
//! The modules stand in the order in which data walks through them; each imports only from those above it.

pub mod job;
pub mod language;
pub mod text;

pub mod gazetteer;

pub mod diagnostic;
pub mod locale;

pub mod ingest;
pub mod nlp;

pub mod extract;

pub mod analysis;
pub mod knowledge;

pub mod workspace;

pub mod export;
pub mod session;

pub mod cli;

#[cfg(feature = "gui")]
pub mod app;
