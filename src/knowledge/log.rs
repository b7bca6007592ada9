//! The log of corrections: append-only, with undo and redo as states of its gestures.
//!
//! ```text
//! do A   do B   undo   do C          A done, B abandoned, C done
//!                undo                A done, B abandoned, C undone     <- redo would do C
//!                undo                A undone, B abandoned, C undone   <- redo would do A
//! ```

use serde::{Deserialize, Serialize};

use super::correction::Correction;

/// Numbers a correction in the order of the log, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Seq(pub i64);

/// Numbers a gesture, from 1: the corrections of one act, undone and redone together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GestureId(pub i64);

/// Where a gesture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GestureState {
    /// In force.
    Done,
    /// Taken back; redo brings it into force again.
    Undone,
    /// Taken back, and then something else was done; kept to be looked at, and to be applied afresh.
    Abandoned,
}

/// The corrections of one act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gesture {
    /// Its number.
    pub id: GestureId,
    /// Where it stands.
    pub state: GestureState,
    /// When it was made: RFC 3339, UTC.
    pub made_at: String,
    /// Its corrections; never empty.
    pub corrections: Vec<(Seq, Correction)>,
}

/// All gestures of a workspace, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionLog {
    gestures: Vec<Gesture>,
}

impl CorrectionLog {
    /// A log as stored.
    pub fn from_gestures(gestures: Vec<Gesture>) -> Self {
        Self { gestures }
    }

    /// All gestures, oldest first.
    pub fn gestures(&self) -> &[Gesture] {
        &self.gestures
    }

    /// The corrections in force, oldest first.
    pub fn in_force(&self) -> impl Iterator<Item = (Seq, &Correction)> {
        self.gestures
            .iter()
            .filter(|g| g.state == GestureState::Done)
            .flat_map(|g| g.corrections.iter().map(|(seq, correction)| (*seq, correction)))
    }

    /// The gesture that undo would take back.
    pub fn to_undo(&self) -> Option<&Gesture> {
        self.gestures.iter().rev().find(|g| g.state == GestureState::Done)
    }

    /// The gesture that redo would bring back.
    pub fn to_redo(&self) -> Option<&Gesture> {
        self.gestures.iter().find(|g| g.state == GestureState::Undone)
    }

    /// Appends a gesture; what was undone is abandoned. `None` where there is no correction in it.
    pub fn record(&mut self, corrections: Vec<Correction>, made_at: String) -> Option<&Gesture> {
        if corrections.is_empty() {
            return None;
        }
        for gesture in &mut self.gestures {
            if gesture.state == GestureState::Undone {
                gesture.state = GestureState::Abandoned;
            }
        }
        let id = GestureId(self.gestures.last().map_or(0, |g| g.id.0) + 1);
        let last = self.gestures.iter().filter_map(|g| g.corrections.last()).map(|(seq, _)| seq.0).max().unwrap_or(0);
        let corrections = (last + 1..).map(Seq).zip(corrections).collect();
        self.gestures.push(Gesture { id, state: GestureState::Done, made_at, corrections });
        self.gestures.last()
    }

    /// Takes the last gesture in force back.
    pub fn undo(&mut self) -> Option<&Gesture> {
        let gesture = self.gestures.iter_mut().rev().find(|g| g.state == GestureState::Done)?;
        gesture.state = GestureState::Undone;
        Some(gesture)
    }

    /// Brings the gesture that was undone last back into force.
    pub fn redo(&mut self) -> Option<&Gesture> {
        let gesture = self.gestures.iter_mut().find(|g| g.state == GestureState::Undone)?;
        gesture.state = GestureState::Done;
        Some(gesture)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::ArticleId;

    fn leave_out(n: u64) -> Vec<Correction> {
        vec![Correction::LeaveOutArticle { article: ArticleId(n), name: n.to_string() }]
    }

    fn states(log: &CorrectionLog) -> Vec<GestureState> {
        log.gestures().iter().map(|g| g.state).collect()
    }

    #[test]
    fn undo_redo_and_the_abandoned_tail() {
        use GestureState::{Abandoned, Done, Undone};
        let mut log = CorrectionLog::default();
        log.record(leave_out(1), String::new());
        log.record(leave_out(2), String::new());
        log.undo();
        log.record(leave_out(3), String::new());
        assert_eq!(states(&log), [Done, Abandoned, Done]);
        log.undo();
        log.undo();
        assert_eq!(states(&log), [Undone, Abandoned, Undone]);
        assert!(log.undo().is_none());
        log.redo();
        assert_eq!(states(&log), [Done, Abandoned, Undone]);
        log.redo();
        assert_eq!(states(&log), [Done, Abandoned, Done]);
        assert!(log.redo().is_none());
    }
}
