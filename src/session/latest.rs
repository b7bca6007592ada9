//! A thread that answers the latest question: whoever asks twice wants only the second answer.

use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::Waker;

/// One thread beside the window that works views out; ends with the value.
pub struct LatestThread<Q, A> {
    questions: Option<Sender<Q>>,
    answers: Receiver<A>,
    thread: Option<JoinHandle<()>>,
}

impl<Q: Send + 'static, A: Send + 'static> LatestThread<Q, A> {
    /// Starts the thread, with nothing to do. `work` may keep what it found between questions.
    pub fn start(name: &str, waker: Waker, mut work: impl FnMut(Q) -> A + Send + 'static) -> Self {
        let (questions, asked) = unbounded::<Q>();
        let (answers_in, answers) = bounded(2);
        let run = move || {
            while let Ok(mut question) = asked.recv() {
                while let Ok(later) = asked.try_recv() {
                    question = later;
                }
                if answers_in.send(work(question)).is_err() {
                    return;
                }
                waker();
            }
        };
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(run).ok();
        Self { questions: Some(questions), answers, thread }
    }

    /// Asks; questions that wait for their turn are dropped for this one.
    pub fn ask(&self, question: Q) {
        if let Some(questions) = &self.questions {
            // A thread that could not start answers nothing.
            let _ = questions.send(question);
        }
    }

    /// What it has found since; to be drained without waiting.
    pub fn answers(&self) -> &Receiver<A> {
        &self.answers
    }
}

impl<Q, A> Drop for LatestThread<Q, A> {
    fn drop(&mut self) {
        self.questions = None;
        while self.answers.recv().is_ok() {}
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has ended all the same.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn answers_the_last_question_and_skips_those_in_between() {
        let worked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&worked);
        let (open, gate) = unbounded::<()>();
        let thread = LatestThread::start("latest", Arc::new(|| {}), move |n: usize| {
            counted.fetch_add(1, Ordering::Relaxed);
            let _ = gate.recv();
            n
        });
        for n in 0..100 {
            thread.ask(n);
        }
        drop(open);
        let last = (0..100).find_map(|_| thread.answers().recv().ok().filter(|&n| n == 99));
        assert_eq!(last, Some(99));
        assert!(worked.load(Ordering::Relaxed) <= 100);
    }
}
