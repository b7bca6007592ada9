//! What SQLite and the system say about a workspace -> a diagnostic that a person can act on.

use std::io::Read as _;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::diagnostic::{Code, Diagnostic};

/// The first bytes of every SQLite file.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// What SQLite said.
pub(super) fn told(path: &Path, error: &rusqlite::Error) -> Diagnostic {
    let code = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt) => Code::WorkspaceDamaged,
        Some(ErrorCode::NotADatabase) => Code::WorkspaceForeign,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Code::WorkspaceLocked,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Code::WorkspaceReadOnly,
        Some(ErrorCode::DiskFull) => Code::DiskFull,
        _ => return Diagnostic::of_file(Code::WorkspaceFailed, path).with("reason", error),
    };
    Diagnostic::of_file(code, path)
}

/// What the system said.
pub(super) fn of_system(path: &Path, error: &std::io::Error) -> Diagnostic {
    use std::io::ErrorKind::{NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded => Diagnostic::of_file(Code::DiskFull, path),
        PermissionDenied | ReadOnlyFilesystem => Diagnostic::of_file(Code::WorkspaceReadOnly, path),
        NotFound => Diagnostic::of_file(Code::WorkspaceMissing, path),
        _ => Diagnostic::of_file(Code::WorkspaceFailed, path).with("reason", error),
    }
}

/// Tells files that are no SQLite files at all before SQLite touches them.
pub(super) fn check_readable(path: &Path) -> Result<(), Diagnostic> {
    let mut first = Vec::new();
    let read = std::fs::File::open(path).and_then(|f| f.take(MAGIC.len() as u64).read_to_end(&mut first));
    match read {
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Err(Diagnostic::of_file(Code::FileForbidden, path))
        }
        Err(error) => Err(of_system(path, &error)),
        // An empty file is what a crash at the moment of making leaves: SQLite takes it for an empty database.
        Ok(_) if first.is_empty() || first == MAGIC => Ok(()),
        Ok(_) => Err(Diagnostic::of_file(Code::WorkspaceForeign, path)),
    }
}
