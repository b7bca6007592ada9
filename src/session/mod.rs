//! The only place with threads: requests in, updates out.
//!
//! A [`Session`] is one keeper thread, which alone writes the workspace, makes the graph and publishes [`Snapshot`]s, and a pool
//! that reads articles for it. [`Session::request`] never waits for work; [`Session::updates`] is drained whenever the waker
//! calls. The keeper commits in the order of the articles, so the same files give the same graph on any number of threads.

mod batch;
mod engine;
mod intake;
mod keeper;
mod latest;
mod layout;
mod message;
mod models;
mod outbox;
mod reader;
mod run;
mod snapshot;
mod state;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};

pub use batch::{Outcome, read_all, read_article, read_piece};
pub use engine::{ChosenReader, EmbeddedReader};
pub use latest::LatestThread;
pub use layout::{LayoutThread, Positions, aside};
pub use message::{JobId, ReextractScope, Request, Summary, Update};
pub use models::{ModelChoices, read_package};
pub use reader::{NoReader, Reader, read_safely};
pub use snapshot::{Revision, Snapshot};
pub use state::as_read;

use crate::workspace::Folders;

/// Called after updates were sent, from any thread; the window asks for a repaint some 10 to 30 ms later.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// How a session runs.
#[derive(Clone, Debug)]
pub struct SessionOptions {
    /// Threads that read articles.
    pub threads: usize,
    /// Where the unnamed workspace and the list of recent ones live.
    pub folders: Folders,
}

impl Default for SessionOptions {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self { threads, folders: Folders::of_platform() }
    }
}

/// Requests waiting; more than a person can make.
const REQUESTS: usize = 1024;
/// Updates waiting; beyond them the keeper holds them back itself.
const UPDATES: usize = 1024;

/// A running session; dropping it closes the workspace.
pub struct Session {
    requests: Sender<(JobId, Request)>,
    updates: Receiver<Update>,
    next_job: AtomicU64,
    keeper: Option<JoinHandle<()>>,
}

impl Session {
    /// Starts the threads; no workspace is open until `Open`, `OpenUnnamed` or `New`.
    pub fn start(reader: Arc<dyn Reader>, options: SessionOptions, waker: Waker) -> Self {
        let (requests, requests_out) = bounded(REQUESTS);
        let (updates_in, updates) = bounded(UPDATES);
        let keeper = std::thread::Builder::new()
            .name("keeper".to_owned())
            .spawn(move || keeper::run(reader, options, &requests_out, outbox::Outbox::new(updates_in, waker)))
            .ok();
        Self { requests, updates, next_job: AtomicU64::new(1), keeper }
    }

    /// Asks for something; the answer comes as updates under the returned number.
    pub fn request(&self, request: Request) -> JobId {
        let job = JobId(self.next_job.fetch_add(1, Ordering::Relaxed));
        // A session that has closed answers nothing.
        let _ = self.requests.send((job, request));
        job
    }

    /// What has been told since; to be drained without waiting, in the window's `logic`.
    pub fn updates(&self) -> &Receiver<Update> {
        &self.updates
    }

    /// Asks, and waits for the end of it; every update on the way goes to `seen`. For the command line and tests.
    pub fn wait(&self, request: Request, mut seen: impl FnMut(&Update)) -> Update {
        let job = self.request(request);
        loop {
            match self.updates.recv() {
                Ok(update) => {
                    seen(&update);
                    if update.ends() == Some(job) {
                        return update;
                    }
                }
                Err(_) => return Update::Cancelled(job, Summary::default()),
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.request(Request::Close);
        // Nobody reads updates any more; the keeper must not wait for a reader.
        while self.updates.recv().is_ok() {}
        if let Some(keeper) = self.keeper.take() {
            // A keeper that panicked has released its file by unwinding.
            let _ = keeper.join();
        }
    }
}
