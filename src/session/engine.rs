//! The real reader: the embedded reading engine, then extraction.

use super::reader::Reader;
use crate::extract::finding::{Extraction, Fingerprint};
use crate::extract::{self, Lexicon, RULES_VERSION};
use crate::ingest::Article;
use crate::language::Language;
use crate::nlp::{Doc, Pipeline};

/// Reads with the models that the program carries.
pub struct EmbeddedReader;

impl Reader for EmbeddedReader {
    fn read(&self, article: &Article) -> Extraction {
        match Pipeline::embedded(article.language) {
            Some(pipeline) => extract::extract(article, &pipeline.annotate_paragraphs(&article.text), pipeline.hash()),
            None => extract::extract(article, &Doc::default(), ""),
        }
    }

    fn fingerprint(&self, language: Language) -> Fingerprint {
        let package = Pipeline::embedded(language).map(|p| p.hash().to_string()).unwrap_or_default();
        let lexicon = Lexicon::embedded(language).map(|l| l.hash.clone()).unwrap_or_default();
        Fingerprint { rules: RULES_VERSION, package, lexicon }
    }
}
