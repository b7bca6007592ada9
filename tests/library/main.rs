//! Tests of the library from outside, one file a subject.

#[path = "../support/mod.rs"]
mod support;

mod architecture;
mod corrections;
mod hostile;
mod ingest;
mod kill;
mod locale;
mod packages;
mod parity;
mod places;
mod properties;
mod speed;
mod stories;
mod suite;
mod workspaces;
