//! The tables, and the steps that bring an older file up to date.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::failure::told;
use crate::diagnostic::{Code, Diagnostic};

/// "Rcpe": marks the file as ours.
const APPLICATION_ID: i32 = 0x5263_7065;

/// One step a version; a released step is never changed, only followed by another.
const MIGRATIONS: &[&str] = &["
    CREATE TABLE article (
        ord INTEGER PRIMARY KEY AUTOINCREMENT,
        id INTEGER NOT NULL UNIQUE,
        name TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        meta TEXT NOT NULL,
        language TEXT NOT NULL,
        failure TEXT,
        text TEXT NOT NULL
    );
    CREATE TABLE extraction (
        article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
        fingerprint TEXT NOT NULL,
        findings BLOB NOT NULL
    );
    CREATE TABLE gesture (
        id INTEGER PRIMARY KEY,
        state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'abandoned')),
        made_at TEXT NOT NULL
    );
    CREATE TABLE correction (
        seq INTEGER PRIMARY KEY,
        gesture INTEGER NOT NULL REFERENCES gesture(id),
        payload TEXT NOT NULL
    );
    CREATE TABLE position (entity INTEGER PRIMARY KEY, x REAL NOT NULL, y REAL NOT NULL, pinned INTEGER NOT NULL);
    CREATE TABLE snapshot (name TEXT PRIMARY KEY, made_at TEXT NOT NULL, graph BLOB NOT NULL);
    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE VIRTUAL TABLE article_search USING fts5(
        title, text, content = 'article', content_rowid = 'ord', tokenize = 'unicode61 remove_diacritics 2'
    );
    CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
        INSERT INTO article_search(rowid, title, text) VALUES (new.ord, new.title, new.text);
    END;
    CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
        INSERT INTO article_search(article_search, rowid, title, text) VALUES ('delete', old.ord, old.title, old.text);
    END;
"];

/// Sets the connection up and brings the file to the present version.
pub(super) fn prepare(connection: &mut Connection, path: &Path, setup: &str) -> Result<(), Diagnostic> {
    let refuse = |code| Err(Diagnostic::of_file(code, path));
    let failed = |e: rusqlite::Error| told(path, &e);
    connection.busy_timeout(std::time::Duration::from_secs(2)).map_err(failed)?;
    let number = |c: &Connection, pragma: &str| c.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    let application = number(connection, "application_id").map_err(failed)?;
    let version = number(connection, "user_version").map_err(failed)?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(failed)?;
    match (application, tables) {
        (APPLICATION_ID, _) | (0, 0) => {}
        _ => return refuse(Code::WorkspaceForeign),
    }
    let Ok(done) = usize::try_from(version) else { return refuse(Code::WorkspaceDamaged) };
    if done > MIGRATIONS.len() {
        return refuse(Code::WorkspaceNewer);
    }
    connection.execute_batch(setup).map_err(failed)?;
    if done < MIGRATIONS.len() {
        migrate(connection, done).map_err(failed)?;
    }
    Ok(())
}

fn migrate(connection: &mut Connection, done: usize) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in &MIGRATIONS[done..] {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i32)?;
    transaction.commit()
}
