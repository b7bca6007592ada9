//! One piece of news as read: its text as it stands, and what the file says about it.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::language::Language;
use crate::text::PartialDate;

/// Names an article by its text: the first 8 bytes of the SHA-256 of it, so that the same text read twice is one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleId(pub u64);

impl ArticleId {
    /// The id of a text.
    pub fn of(text: &str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        Self(u64::from_be_bytes(first))
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// What the file says about an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleMeta {
    /// Name for lists and exports: the file's stem, or the record's id.
    pub name: String,
    /// Headline, where the file has one apart from the text or as its first line.
    pub title: Option<String>,
    /// Date of publication.
    pub published: Option<PartialDate>,
    /// Author or byline as written.
    pub author: Option<String>,
    /// The medium that printed it.
    pub publisher: Option<String>,
    /// Where it came from: a path as shown to the person, or a URL in the page.
    pub origin: String,
}

/// One article; every offset in the program counts in `text`, which is never altered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Hash of the text.
    pub id: ArticleId,
    /// What the file says about it.
    pub meta: ArticleMeta,
    /// Language of the text.
    pub language: Language,
    /// The text as it stands.
    pub text: String,
}

impl Article {
    /// Makes an article, its id from its text.
    pub fn new(meta: ArticleMeta, language: Language, text: String) -> Self {
        Self { id: ArticleId::of(&text), meta, language, text }
    }
}
