//! Text as it stands: spans that point into it, folding for comparison, dates of honest precision.

mod date;
mod fold;
mod span;

pub use date::{PartialDate, TimeValue};
pub use fold::fold;
pub use span::{ScalarIndex, TextSpan};
