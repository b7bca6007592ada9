//! The only place with threads: requests in, updates out.

mod batch;
mod reader;

pub use batch::{Outcome, read_all};
pub use reader::{NoReader, Reader, read_safely};
