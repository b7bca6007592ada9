//! The seam to the reading engine: what the session asks of it, and no more.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::diagnostic::{Code, Diagnostic};
use crate::extract::Extraction;
use crate::extract::finding::Fingerprint;
use crate::ingest::Article;
use crate::language::Language;

/// Reads one article into its findings; shared by all threads of the pool.
pub trait Reader: Send + Sync {
    /// The findings of an article.
    fn read(&self, article: &Article) -> Extraction;

    /// What an extraction in that language would be made with; "re-extract" picks the articles made otherwise.
    fn fingerprint(&self, language: Language) -> Fingerprint;

    /// Whether articles of that language are read at all.
    fn reads(&self, language: Language) -> bool {
        language != Language::Other
    }

    /// What the person should know of the reader itself, each once: a chosen package that cannot be used.
    fn notices(&self) -> Vec<Diagnostic> {
        Vec::new()
    }
}

/// Finds nothing: stands in where no model is at hand, so that articles can still be kept and searched.
pub struct NoReader;

impl Reader for NoReader {
    fn read(&self, article: &Article) -> Extraction {
        Extraction {
            article: article.id,
            fingerprint: self.fingerprint(article.language),
            sentences: Vec::new(),
            chains: Vec::new(),
            events: Vec::new(),
            relations: Vec::new(),
            withheld: 0,
        }
    }

    fn fingerprint(&self, _: Language) -> Fingerprint {
        Fingerprint::default()
    }
}

/// Reads an article, a panic of the reader kept inside it.
pub fn read_safely(reader: &dyn Reader, article: &Article) -> Result<Extraction, Diagnostic> {
    catch_unwind(AssertUnwindSafe(|| reader.read(article))).map_err(|panic| {
        let reason = panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|&s| s.to_owned()))
            .unwrap_or_default();
        Diagnostic::new(Code::ArticleFailed).in_article(&article.meta.name).with("reason", reason)
    })
}
