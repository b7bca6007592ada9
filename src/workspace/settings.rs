//! What a person arranged: positions of entities, named snapshots, settings of views.

use rusqlite::{OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use super::Workspace;
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::EntityId;

/// Where an entity stands in the graph's view.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Rightwards, in the view's own units.
    pub x: f32,
    /// Downwards.
    pub y: f32,
    /// Whether a person put it there, so that layout leaves it.
    pub pinned: bool,
}

/// A snapshot that a person named, without its graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedSnapshot {
    /// Its name.
    pub name: String,
    /// When it was made: RFC 3339, UTC.
    pub made_at: String,
}

impl Workspace {
    /// All positions, in the order of entity ids.
    pub fn positions(&self) -> Result<Vec<(EntityId, Position)>, Diagnostic> {
        self.query(|c| {
            let mut select = c.prepare("SELECT entity, x, y, pinned FROM position ORDER BY entity")?;
            let rows = select.query_map([], |row| {
                let position = Position { x: row.get(1)?, y: row.get(2)?, pinned: row.get(3)? };
                Ok((EntityId(row.get::<_, i64>(0)?.cast_unsigned()), position))
            })?;
            rows.collect()
        })
    }

    /// Keeps positions; entities not named keep theirs.
    pub fn keep_positions(&mut self, positions: &[(EntityId, Position)]) -> Result<(), Diagnostic> {
        self.change(|c| {
            let mut insert =
                c.prepare_cached("INSERT OR REPLACE INTO position (entity, x, y, pinned) VALUES (?1, ?2, ?3, ?4)")?;
            for (id, p) in positions {
                insert.execute(params![id.0.cast_signed(), p.x, p.y, p.pinned])?;
            }
            Ok(())
        })
    }

    /// Forgets all positions.
    pub fn forget_positions(&mut self) -> Result<(), Diagnostic> {
        self.change(|c| c.execute("DELETE FROM position", []).map(|_| ()))
    }

    /// The named snapshots, oldest first.
    pub fn snapshots(&self) -> Result<Vec<NamedSnapshot>, Diagnostic> {
        self.query(|c| {
            let mut select = c.prepare("SELECT name, made_at FROM snapshot ORDER BY made_at, name")?;
            let rows = select.query_map([], |row| Ok(NamedSnapshot { name: row.get(0)?, made_at: row.get(1)? }))?;
            rows.collect()
        })
    }

    /// Keeps a snapshot under a new name; a name in use is refused, as a snapshot never changes.
    pub fn keep_snapshot(&mut self, name: &str, made_at: &str, graph: &[u8]) -> Result<(), Diagnostic> {
        let added = self.change(|c| {
            let blob = zstd::bulk::compress(graph, 3).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
            c.execute(
                "INSERT OR IGNORE INTO snapshot (name, made_at, graph) VALUES (?1, ?2, ?3)",
                params![name, made_at, blob],
            )
        })?;
        if added == 1 { Ok(()) } else { Err(Diagnostic::new(Code::SnapshotExists).with("name", name)) }
    }

    /// The graph of a named snapshot, as it was kept.
    pub fn snapshot(&self, name: &str) -> Result<Vec<u8>, Diagnostic> {
        let blob: Option<Vec<u8>> = self.query(|c| {
            c.query_row("SELECT graph FROM snapshot WHERE name = ?1", [name], |row| row.get(0)).optional()
        })?;
        let blob = blob.ok_or_else(|| Diagnostic::new(Code::SnapshotMissing).with("name", name))?;
        zstd::stream::decode_all(blob.as_slice()).map_err(|_| Diagnostic::of_file(Code::WorkspaceDamaged, &self.path))
    }

    /// Removes a named snapshot.
    pub fn remove_snapshot(&mut self, name: &str) -> Result<(), Diagnostic> {
        let removed = self.change(|c| c.execute("DELETE FROM snapshot WHERE name = ?1", [name]))?;
        if removed == 1 { Ok(()) } else { Err(Diagnostic::new(Code::SnapshotMissing).with("name", name)) }
    }

    /// A setting of the workspace, such as a view's filter.
    pub fn setting(&self, key: &str) -> Result<Option<String>, Diagnostic> {
        self.query(|c| c.query_row("SELECT value FROM setting WHERE key = ?1", [key], |row| row.get(0)).optional())
    }

    /// All settings, by key.
    pub fn settings(&self) -> Result<std::collections::BTreeMap<String, String>, Diagnostic> {
        self.query(|c| {
            let mut select = c.prepare("SELECT key, value FROM setting")?;
            let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })
    }

    /// Keeps a setting.
    pub fn keep_setting(&mut self, key: &str, value: &str) -> Result<(), Diagnostic> {
        self.change(|c| {
            c.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)", [key, value]).map(|_| ())
        })
    }
}
