//! The graph -> what can be told of it: who agrees, who copies, what changed; and where to draw it.

pub mod agreement;
pub mod difference;
pub mod independence;
pub mod layout;
