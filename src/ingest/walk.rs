//! Paths -> pieces in a fixed order: folders walked by name, hidden files passed over, record files taken apart lazily.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Piece, SIZE_LIMIT, record, system_error};
use crate::diagnostic::{Code, Diagnostic};

/// How a file holds its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text or Markdown, kept as it stands.
    Text,
    /// A page.
    Html,
    /// Portable document.
    Pdf,
    /// docx or odt.
    Office,
    /// The old binary format of word processors, or an encrypted new one.
    Closed,
    /// One JSON record a line.
    Records,
    /// One JSON record, or an array of them.
    Json,
}

impl Format {
    /// By the file's extension.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" | "text" | "md" | "markdown" => Self::Text,
            "html" | "htm" | "xhtml" => Self::Html,
            "pdf" => Self::Pdf,
            "docx" | "odt" => Self::Office,
            "doc" => Self::Closed,
            "jsonl" | "ndjson" => Self::Records,
            "json" => Self::Json,
            _ => return None,
        })
    }

    /// By the first bytes, where they are beyond doubt.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"PK\x03\x04") {
            Some(Self::Office)
        } else if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            Some(Self::Closed)
        } else {
            None
        }
    }
}

/// The pieces of what the person named, in order: paths as given, folders by name.
pub fn pieces(paths: &[PathBuf]) -> impl Iterator<Item = Piece> + Send + use<> {
    let owned: Vec<PathBuf> = Vec::from(paths);
    owned.into_iter().flat_map(|path| of_path(&path))
}

type Pieces = Box<dyn Iterator<Item = Piece> + Send>;

fn of_path(path: &Path) -> Pieces {
    match std::fs::metadata(path) {
        Err(error) => refused(system_error(path, &error)),
        Ok(metadata) if metadata.is_dir() => of_folder(path),
        Ok(_) => of_file(path),
    }
}

fn of_file(path: &Path) -> Pieces {
    match Format::of_path(path) {
        Some(Format::Records) => of_lines(path),
        Some(Format::Json) => record::of_json(path),
        Some(format) => Box::new(std::iter::once(Piece::File(path.to_owned(), format))),
        None => match first_bytes(path) {
            Err(error) => refused(system_error(path, &error)),
            Ok(bytes) => match Format::of_bytes(&bytes) {
                Some(format) => Box::new(std::iter::once(Piece::File(path.to_owned(), format))),
                None => refused(Diagnostic::of_file(Code::FileUnsupported, path)),
            },
        },
    }
}

/// The files of a folder that we read; JSON files only where they are named themselves, as they often are data about articles.
fn of_folder(folder: &Path) -> Pieces {
    let mut files = Vec::new();
    let mut failed = Vec::new();
    let mut skipped = 0usize;
    let shown = |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().follow_links(true).into_iter().filter_entry(shown) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => match Format::of_path(entry.path()) {
                Some(Format::Json) | None => skipped += 1,
                Some(_) => files.push(entry.into_path()),
            },
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                // A link that leads back to its own folder is walked once, without a word.
                if let Some(error) = error.io_error() {
                    failed.push(Piece::Refused(system_error(&path, error)));
                }
            }
        }
    }
    let mut notices = failed;
    if files.is_empty() && notices.is_empty() {
        notices.push(Piece::Refused(Diagnostic::of_file(Code::FolderEmpty, folder)));
    }
    if skipped > 0 {
        notices.push(Piece::Refused(Diagnostic::of_file(Code::FilesSkipped, folder).with("count", skipped)));
    }
    Box::new(files.into_iter().flat_map(|path| of_file(&path)).chain(notices))
}

/// One piece a line, read as they are asked for.
fn of_lines(path: &Path) -> Pieces {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return refused(system_error(path, &error)),
    };
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let path: Arc<Path> = Arc::from(path);
    let mut line = 0usize;
    let mut ended = false;
    let mut found = false;
    Box::new(std::iter::from_fn(move || {
        loop {
            if ended {
                return None;
            }
            let mut json = Vec::new();
            line += 1;
            match (&mut reader).take(SIZE_LIMIT).read_until(b'\n', &mut json) {
                Err(error) => {
                    ended = true;
                    return Some(Piece::Refused(system_error(&path, &error)));
                }
                Ok(0) => {
                    ended = true;
                    return (!found).then(|| Piece::Refused(Diagnostic::of_file(Code::FileEmpty, &path)));
                }
                Ok(_) if line == 1 && json.starts_with(b"\xEF\xBB\xBF") => {
                    json.drain(..3);
                }
                Ok(_) => {}
            }
            if json.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            found = true;
            return Some(Piece::Record { path: Arc::clone(&path), line, json });
        }
    }))
}

fn first_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(16).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn refused(diagnostic: Diagnostic) -> Pieces {
    Box::new(std::iter::once(Piece::Refused(diagnostic)))
}
