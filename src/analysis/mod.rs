//! The graph -> where to draw it.

pub mod layout;
