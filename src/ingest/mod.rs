//! Files -> `Article`: one reader a format, each outcome either an article or a diagnostic.
//!
//! [`pieces`] walks what the person named and hands out cheap [`Piece`]s in a fixed order; [`Piece::read`] does the work, so
//! that many threads can share it.

mod article;
mod encoding;
mod headline;
mod office;
mod page;
mod pdf;
mod recognise;
mod record;
mod walk;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use article::{Article, ArticleId, ArticleMeta};
pub use recognise::language_of;
pub use walk::{Format, pieces};

use crate::diagnostic::{Code, Diagnostic};
use crate::text::PartialDate;

/// Files above this are refused; record files are read line by line and may be of any size.
pub const SIZE_LIMIT: u64 = 200 * 1024 * 1024;

/// What may become one article.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A file that holds one article.
    File(PathBuf, Format),
    /// One record of a file of many.
    Record {
        /// The file.
        path: Arc<Path>,
        /// Its line, from 1.
        line: usize,
        /// The record's JSON.
        json: Vec<u8>,
    },
    /// What could not be taken up, and why; notices come this way too.
    Refused(Diagnostic),
}

impl Piece {
    /// Reads it: the article, or why there is none.
    pub fn read(self) -> Result<Article, Diagnostic> {
        match self {
            Self::File(path, format) => read_file(&path, format),
            Self::Record { path, line, json } => record::read(&path, line, &json),
            Self::Refused(diagnostic) => Err(diagnostic),
        }
    }
}

/// Makes an article from text that was pasted or typed.
pub fn article_from_text(name: &str, text: String) -> Article {
    finish(ArticleMeta { name: name.to_owned(), ..ArticleMeta::default() }, text)
}

fn read_file(path: &Path, format: Format) -> Result<Article, Diagnostic> {
    let size = std::fs::metadata(path).map_err(|e| system_error(path, &e))?.len();
    if size > SIZE_LIMIT {
        let megabytes = |bytes: u64| bytes / (1024 * 1024);
        return Err(Diagnostic::of_file(Code::FileTooLarge, path)
            .with("size", megabytes(size))
            .with("limit", megabytes(SIZE_LIMIT)));
    }
    let bytes = std::fs::read(path).map_err(|e| system_error(path, &e))?;
    let meta = ArticleMeta {
        name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        origin: path.display().to_string(),
        ..ArticleMeta::default()
    };
    // What a file is, its first bytes say better than its name.
    let format = Format::of_bytes(&bytes).unwrap_or(format);
    let read = match format {
        Format::Text => encoding::decode(&bytes, None).map(|text| (meta, text)),
        Format::Html => page::read(&bytes, meta),
        Format::Pdf => pdf::read(&bytes).map(|text| (meta, text)),
        Format::Office => office::read(&bytes, meta),
        Format::Closed => Err(Code::OfficeClosed),
        Format::Records | Format::Json => Err(Code::FileUnsupported),
    };
    let (meta, text) = read.map_err(|code| Diagnostic::of_file(code, path))?;
    if text.trim().is_empty() {
        return Err(Diagnostic::of_file(Code::FileEmpty, path));
    }
    Ok(finish(meta, text))
}

/// Fills in what the text itself says: language, headline, date of publication.
fn finish(mut meta: ArticleMeta, text: String) -> Article {
    if meta.title.is_none() {
        meta.title = headline::title(&text);
    }
    if meta.published.is_none() {
        meta.published = headline::published(&text);
    }
    let language = language_of(&text);
    Article::new(meta, language, text)
}

/// A date at the start of an ISO or RFC 3339 string.
fn iso_date(s: &str) -> Option<PartialDate> {
    let s = s.trim();
    let day = s.get(..10).unwrap_or(s);
    PartialDate::parse(day).or_else(|| headline::written_date(s))
}

/// What the system said, as a diagnostic.
fn system_error(path: &Path, error: &std::io::Error) -> Diagnostic {
    match error.kind() {
        std::io::ErrorKind::NotFound => Diagnostic::of_file(Code::FileMissing, path),
        std::io::ErrorKind::PermissionDenied => Diagnostic::of_file(Code::FileForbidden, path),
        _ => Diagnostic::of_file(Code::FileUnreadable, path).with("reason", error),
    }
}
