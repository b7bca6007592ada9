//! One JSON record -> `Article`: `{"id", "text", "published", "title", "author", "publisher", "url"}`, of which only `text` must be there.

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::{Article, ArticleMeta, Piece, SIZE_LIMIT, finish, iso_date, system_error, walk};
use crate::diagnostic::{Code, Diagnostic};

/// Reads the record of one line.
pub(super) fn read(path: &Path, line: usize, json: &[u8]) -> Result<Article, Diagnostic> {
    let refuse = |code| Diagnostic::of_file(code, path).on_line(line);
    let Ok(Value::Object(mut record)) = serde_json::from_slice::<Value>(json) else {
        return Err(refuse(Code::RecordDamaged));
    };
    let Some(Value::String(text)) = record.remove("text") else {
        return Err(refuse(Code::RecordWithoutText));
    };
    if text.trim().is_empty() {
        return Err(refuse(Code::RecordWithoutText));
    }
    let field = |names: &[&str]| {
        names.iter().find_map(|&name| match record.get(name)? {
            Value::String(s) if !s.trim().is_empty() => Some(s.clone()),
            Value::Number(n) => Some(n.to_string()),
            _ => None,
        })
    };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let meta = ArticleMeta {
        name: field(&["id", "name"]).unwrap_or_else(|| format!("{stem}:{line}")),
        title: field(&["title", "headline"]),
        published: field(&["published", "date", "date_published"]).and_then(|s| iso_date(&s)),
        author: field(&["author", "byline"]),
        publisher: field(&["publisher", "site", "medium"]),
        origin: field(&["url", "origin"]).unwrap_or_else(|| format!("{}:{line}", path.display())),
    };
    Ok(finish(meta, text))
}

/// The pieces of a JSON file: one object, or an array of objects; the "line" of a record is its number in the array.
pub(super) fn of_json(path: &Path) -> Box<dyn Iterator<Item = Piece> + Send> {
    match std::fs::metadata(path) {
        Err(error) => return walk::refused(system_error(path, &error)),
        Ok(metadata) if metadata.len() > SIZE_LIMIT => {
            let megabytes = |bytes: u64| bytes / (1024 * 1024);
            return walk::refused(
                Diagnostic::of_file(Code::FileTooLarge, path)
                    .with("size", megabytes(metadata.len()))
                    .with("limit", megabytes(SIZE_LIMIT)),
            );
        }
        Ok(_) => {}
    }
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return walk::refused(system_error(path, &error)),
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return walk::refused(Diagnostic::of_file(Code::FileEmpty, path));
    }
    let records = match serde_json::from_slice::<Value>(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes)) {
        Ok(Value::Array(records)) => records,
        Ok(record) => vec![record],
        Err(error) => return walk::refused(Diagnostic::of_file(Code::RecordDamaged, path).on_line(error.line())),
    };
    let path: Arc<Path> = Arc::from(path);
    Box::new(records.into_iter().enumerate().map(move |(i, record)| Piece::Record {
        path: Arc::clone(&path),
        line: i + 1,
        json: record.to_string().into_bytes(),
    }))
}
