//! The real reader: the reading engine, then extraction.

use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::models::{ModelChoices, read_package};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::extract::finding::{Extraction, Fingerprint};
use crate::extract::{self, Lexicon, RULES_VERSION};
use crate::ingest::Article;
use crate::language::Language;
use crate::nlp::{Doc, Pipeline};
use crate::workspace::Folders;

/// Reads with the models that the program carries.
pub struct EmbeddedReader;

fn read_with(pipeline: Option<&Pipeline>, article: &Article) -> Extraction {
    match pipeline {
        Some(pipeline) => extract::extract(article, &pipeline.annotate_paragraphs(&article.text), pipeline.hash()),
        None => extract::extract(article, &Doc::default(), ""),
    }
}

fn fingerprint_of(pipeline: Option<&Pipeline>, language: Language) -> Fingerprint {
    let package = pipeline.map(|p| p.hash().to_string()).unwrap_or_default();
    let lexicon = Lexicon::embedded(language).map(|l| l.hash.clone()).unwrap_or_default();
    Fingerprint { rules: RULES_VERSION, package, lexicon }
}

impl Reader for EmbeddedReader {
    fn read(&self, article: &Article) -> Extraction {
        read_with(Pipeline::embedded(article.language), article)
    }

    fn fingerprint(&self, language: Language) -> Fingerprint {
        fingerprint_of(Pipeline::embedded(language), language)
    }
}

/// Reads with the package that a person has chosen for a language, else with the bundled one.
pub struct ChosenReader {
    choices: ModelChoices,
    /// French and English, read at their first use.
    loaded: [OnceLock<Option<Pipeline>>; 2],
    notices: Mutex<Vec<Diagnostic>>,
}

impl ChosenReader {
    /// With the choices that are kept on this machine.
    pub fn of_platform() -> Self {
        Self::new(&Folders::of_platform())
    }

    /// With the choices kept in these folders; where they cannot be read, with the bundled packages and a notice.
    pub fn new(folders: &Folders) -> Self {
        let (choices, notices) = match ModelChoices::load(folders) {
            Ok(choices) => (choices, Vec::new()),
            Err(diagnostic) => (ModelChoices::default(), vec![diagnostic]),
        };
        Self { choices, loaded: [const { OnceLock::new() }; 2], notices: Mutex::new(notices) }
    }

    /// The chosen package of a language, where there is one that can be used.
    pub fn chosen(&self, language: Language) -> Option<&Pipeline> {
        let path = self.choices.of(language)?;
        let place = match language {
            Language::Fr => &self.loaded[0],
            Language::En => &self.loaded[1],
            Language::Other => return None,
        };
        place.get_or_init(|| self.load(language, path)).as_ref()
    }

    fn load(&self, language: Language, path: &Path) -> Option<Pipeline> {
        read_package(language, path)
            .map_err(|reason| {
                let notice = Diagnostic::of_file(Code::PackageReplaced, path).with("language", language.code()).with(
                    "reason",
                    Diagnostic { path: None, ..reason }.title(crate::locale::Locale::from_environment()),
                );
                self.notices.lock().unwrap_or_else(PoisonError::into_inner).push(notice);
            })
            .ok()
    }

    /// The package that articles of a language are read with.
    pub fn pipeline(&self, language: Language) -> Option<&Pipeline> {
        self.chosen(language).or_else(|| Pipeline::embedded(language))
    }
}

impl Reader for ChosenReader {
    fn read(&self, article: &Article) -> Extraction {
        read_with(self.pipeline(article.language), article)
    }

    fn fingerprint(&self, language: Language) -> Fingerprint {
        fingerprint_of(self.pipeline(language), language)
    }

    fn notices(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.notices.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
