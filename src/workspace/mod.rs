//! The one file that keeps what cannot be recomputed: articles, extractions, corrections; and what a person arranged.

mod articles;
mod corrections;
mod failure;
mod recent;
mod schema;
mod search;
mod settings;

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

pub use articles::{ArticleState, NewArticle, StoredArticle};
pub use recent::{Folders, Recent};
pub use search::SearchHit;
pub use settings::{NamedSnapshot, Position};

use crate::diagnostic::{Code, Diagnostic};
use failure::told;

/// An open workspace; the only writer of its file while it is open.
#[derive(Debug)]
pub struct Workspace {
    connection: Connection,
    path: PathBuf,
    /// Held open: its lock tells other processes that the workspace is in use.
    _lock: File,
    lock_path: PathBuf,
}

/// Pages copied by SQLite's own means are whole; 8 MB of them are kept at hand.
const SETUP: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY;";

impl Workspace {
    /// Opens a workspace, bringing an older one up to date.
    pub fn open(path: &Path) -> Result<Self, Diagnostic> {
        if !path.is_file() {
            return Err(Diagnostic::of_file(Code::WorkspaceMissing, path));
        }
        failure::check_readable(path)?;
        Self::connect(path, false)
    }

    /// Makes an empty workspace; a file that stands there already is refused by the caller or removed before.
    pub fn create(path: &Path) -> Result<Self, Diagnostic> {
        if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|e| failure::of_system(path, &e))?;
        }
        Self::connect(path, true)
    }

    /// Opens a workspace, or makes it where there is none.
    pub fn open_or_create(path: &Path) -> Result<Self, Diagnostic> {
        if path.exists() { Self::open(path) } else { Self::create(path) }
    }

    fn connect(path: &Path, new: bool) -> Result<Self, Diagnostic> {
        let (lock, lock_path) = lock(path)?;
        let release = |diagnostic| {
            // The lock file means nothing once nobody holds it.
            let _ = std::fs::remove_file(&lock_path);
            diagnostic
        };
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, new);
        let mut connection = Connection::open_with_flags(path, flags).map_err(|e| release(told(path, &e)))?;
        if connection.is_readonly("main").unwrap_or(false) {
            return Err(release(Diagnostic::of_file(Code::WorkspaceReadOnly, path)));
        }
        schema::prepare(&mut connection, path, SETUP).map_err(release)?;
        Ok(Self { connection, path: path.to_owned(), _lock: lock, lock_path })
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a copy: whole, or not at all.
    pub fn save_as(&self, path: &Path) -> Result<(), Diagnostic> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let room = tempfile::Builder::new()
            .prefix(".recoupe-")
            .tempdir_in(folder)
            .map_err(|e| failure::of_system(path, &e))?;
        let copy = room.path().join("copy");
        self.connection.execute("VACUUM INTO ?1", [copy.to_string_lossy().as_ref()]).map_err(|e| told(path, &e))?;
        std::fs::rename(&copy, path).map_err(|e| failure::of_system(path, &e))
    }

    /// Checks the whole file; slow on large ones.
    pub fn check(&self) -> Result<(), Diagnostic> {
        let verdict: String = self.query(|c| c.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)))?;
        if verdict == "ok" { Ok(()) } else { Err(Diagnostic::of_file(Code::WorkspaceDamaged, &self.path)) }
    }

    /// Runs a query, its failure told as a diagnostic.
    fn query<T>(&self, run: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Diagnostic> {
        run(&self.connection).map_err(|e| told(&self.path, &e))
    }

    /// Runs a change in one transaction: all of it, or nothing.
    fn change<T>(&mut self, run: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Diagnostic> {
        let attempt = |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let value = run(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        attempt(&mut self.connection).map_err(|e| told(&self.path, &e))
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        // Folds the write-ahead log into the file, so that the file alone can be copied; a failure here loses nothing.
        let _ = self.connection.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);");
        let _ = std::fs::remove_file(&self.lock_path);
    }
}

/// Takes the lock beside the file.
fn lock(path: &Path) -> Result<(File, PathBuf), Diagnostic> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".lock");
    let lock_path = path.with_file_name(name);
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&lock_path)
        .map_err(|e| failure::of_system(path, &e))?;
    match file.try_lock() {
        Ok(()) => Ok((file, lock_path)),
        Err(std::fs::TryLockError::WouldBlock) => Err(Diagnostic::of_file(Code::WorkspaceLocked, path)),
        // A file system without locks: SQLite's own must do.
        Err(std::fs::TryLockError::Error(_)) => Ok((file, lock_path)),
    }
}
