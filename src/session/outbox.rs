//! Updates on their way to the window: the keeper never waits for it, and progress is told at most ten times a second.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use crossbeam_channel::{Sender, TrySendError};

use super::Waker;
use super::message::{JobId, Update};
use crate::job::Progress;

/// Time between two tellings of one job's progress.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// The keeper's end of the updates.
pub(super) struct Outbox {
    updates: Sender<Update>,
    waiting: VecDeque<Update>,
    told: HashMap<JobId, Instant>,
    waker: Waker,
}

impl Outbox {
    pub fn new(updates: Sender<Update>, waker: Waker) -> Self {
        Self { updates, waiting: VecDeque::new(), told: HashMap::new(), waker }
    }

    /// Tells something.
    pub fn send(&mut self, update: Update) {
        if let Some(job) = update.ends() {
            self.told.remove(&job);
        }
        // A snapshot replaces one that still waits.
        if matches!(update, Update::Snapshot(_)) {
            self.waiting.retain(|u| !matches!(u, Update::Snapshot(_) | Update::Arranged(_)));
        }
        self.waiting.push_back(update);
        self.flush();
    }

    /// Tells how far a job has come, unless it was told just now.
    pub fn progress(&mut self, job: JobId, progress: Progress) {
        let now = Instant::now();
        if self.told.get(&job).is_none_or(|last| now.duration_since(*last) >= PROGRESS_EVERY) {
            self.told.insert(job, now);
            self.send(Update::Progress(job, progress));
        }
    }

    /// Hands over what waits, as far as there is room.
    pub fn flush(&mut self) {
        let mut sent = false;
        while let Some(update) = self.waiting.pop_front() {
            match self.updates.try_send(update) {
                Ok(()) => sent = true,
                Err(TrySendError::Full(update)) => {
                    self.waiting.push_front(update);
                    break;
                }
                // Nobody listens any more.
                Err(TrySendError::Disconnected(_)) => self.waiting.clear(),
            }
        }
        if sent {
            (self.waker)();
        }
    }

    /// True where something still waits for room.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }
}
