//! Languages: which one an article is written in, and which one the window speaks.

use serde::{Deserialize, Serialize};

/// The language of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French: read.
    Fr,
    /// English: read.
    En,
    /// Any other: kept and searchable, but not read.
    Other,
}

impl Language {
    /// Its ISO 639-1 code; `und` for the others.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::Other => "und",
        }
    }
}
