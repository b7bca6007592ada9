//! The log of corrections in the file: rows are added and gestures change state, nothing is ever removed.

use rusqlite::params;

use super::Workspace;
use super::articles::{from_json, json};
use crate::diagnostic::Diagnostic;
use crate::knowledge::{Correction, CorrectionLog, Gesture, GestureId, GestureState, Seq};

fn state_name(state: GestureState) -> &'static str {
    match state {
        GestureState::Done => "done",
        GestureState::Undone => "undone",
        GestureState::Abandoned => "abandoned",
    }
}

fn state_of(name: &str) -> GestureState {
    match name {
        "undone" => GestureState::Undone,
        "abandoned" => GestureState::Abandoned,
        _ => GestureState::Done,
    }
}

impl Workspace {
    /// The log as kept.
    pub fn log(&self) -> Result<CorrectionLog, Diagnostic> {
        self.query(|c| {
            let mut select = c.prepare("SELECT id, state, made_at FROM gesture ORDER BY id")?;
            let gestures = select.query_map([], |row| {
                Ok(Gesture {
                    id: GestureId(row.get(0)?),
                    state: state_of(&row.get::<_, String>(1)?),
                    made_at: row.get(2)?,
                    corrections: Vec::new(),
                })
            })?;
            let mut gestures: Vec<Gesture> = gestures.collect::<rusqlite::Result<_>>()?;
            let mut select = c.prepare("SELECT seq, gesture, payload FROM correction ORDER BY seq")?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let (seq, gesture) = (Seq(row.get(0)?), GestureId(row.get(1)?));
                let correction: Correction = from_json(&row.get::<_, String>(2)?)?;
                if let Ok(i) = gestures.binary_search_by_key(&gesture, |g| g.id) {
                    gestures[i].corrections.push((seq, correction));
                }
            }
            Ok(CorrectionLog::from_gestures(gestures))
        })
    }

    /// Brings the file's log to the state of `after`, which grew out of `before`, in one transaction.
    pub fn keep_log(&mut self, before: &CorrectionLog, after: &CorrectionLog) -> Result<(), Diagnostic> {
        self.change(|c| {
            for (i, gesture) in after.gestures().iter().enumerate() {
                match before.gestures().get(i) {
                    Some(old) if old.state == gesture.state => {}
                    Some(_) => {
                        let row = params![gesture.id.0, state_name(gesture.state)];
                        c.execute("UPDATE gesture SET state = ?2 WHERE id = ?1", row)?;
                    }
                    None => {
                        c.execute(
                            "INSERT INTO gesture (id, state, made_at) VALUES (?1, ?2, ?3)",
                            params![gesture.id.0, state_name(gesture.state), gesture.made_at],
                        )?;
                        for (seq, correction) in &gesture.corrections {
                            c.execute(
                                "INSERT INTO correction (seq, gesture, payload) VALUES (?1, ?2, ?3)",
                                params![seq.0, gesture.id.0, json(correction)?],
                            )?;
                        }
                    }
                }
            }
            Ok(())
        })
    }
}
