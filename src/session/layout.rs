//! The thread that lays the graph out, and the one that runs a closure aside.

use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::Waker;
use crate::analysis::layout::{Layout, LayoutGraph};

/// Where the nodes of a graph stand now.
#[derive(Clone, Debug)]
pub struct Positions {
    /// Which graph.
    pub generation: u64,
    /// In the order of its nodes.
    pub positions: Vec<(f32, f32)>,
    /// True where they move no more.
    pub settled: bool,
}

/// One thread that lays graphs out, the last one asked for; ends with the value.
pub struct LayoutThread {
    tasks: Option<Sender<(u64, LayoutGraph)>>,
    positions: Receiver<Positions>,
    thread: Option<JoinHandle<()>>,
}

/// Between two messages.
const PACE: std::time::Duration = std::time::Duration::from_millis(33);

impl LayoutThread {
    /// Starts the thread, with nothing to do.
    pub fn start(waker: Waker) -> Self {
        let (tasks, tasks_out) = unbounded();
        let (positions_in, positions) = bounded(2);
        let work = move || run(&tasks_out, &positions_in, &waker);
        let thread = std::thread::Builder::new().name("layout".to_owned()).spawn(work).ok();
        Self { tasks: Some(tasks), positions, thread }
    }

    /// Lays this graph out in place of the present one.
    pub fn arrange(&self, generation: u64, graph: LayoutGraph) {
        if let Some(tasks) = &self.tasks {
            // A thread that could not start leaves the seeds.
            let _ = tasks.send((generation, graph));
        }
    }

    /// What it has found since; to be drained without waiting.
    pub fn positions(&self) -> &Receiver<Positions> {
        &self.positions
    }
}

impl Drop for LayoutThread {
    fn drop(&mut self) {
        self.tasks = None;
        while self.positions.recv().is_ok() {}
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(tasks: &Receiver<(u64, LayoutGraph)>, positions: &Sender<Positions>, waker: &Waker) {
    while let Ok(mut task) = tasks.recv() {
        'task: loop {
            let (generation, graph) = task;
            let mut layout = Layout::new(graph);
            loop {
                let since = std::time::Instant::now();
                while since.elapsed() < PACE && !layout.is_settled() {
                    layout.step();
                }
                let settled = layout.is_settled();
                let message = Positions { generation, positions: layout.positions(), settled };
                if positions.send(message).is_err() {
                    return;
                }
                waker();
                match tasks.try_recv() {
                    Ok(next) => {
                        task = next;
                        break;
                    }
                    Err(crossbeam_channel::TryRecvError::Disconnected) => return,
                    Err(crossbeam_channel::TryRecvError::Empty) if settled => break 'task,
                    Err(crossbeam_channel::TryRecvError::Empty) => {}
                }
            }
        }
    }
}

/// Runs something that waits, such as a dialog or the drawing of a picture, beside the window.
pub fn aside(name: &str, work: impl FnOnce() + Send + 'static) {
    // Where no thread can start, the answer never comes, as from a dialog that was closed.
    let _ = std::thread::Builder::new().name(name.to_owned()).spawn(work);
}
