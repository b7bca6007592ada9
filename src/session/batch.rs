//! Pieces -> articles and their findings on many threads, handed back in the order of the pieces.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crossbeam_channel::bounded;

use super::reader::{Reader, read_safely};
use crate::diagnostic::{Code, Diagnostic};
use crate::extract::Extraction;
use crate::ingest::{Article, ArticleId, Piece};

/// What became of a piece.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// An article and its findings.
    Read(Arc<Article>, Arc<Extraction>),
    /// An article that is kept without findings, and why.
    Unread(Arc<Article>, Diagnostic),
    /// No article, and why; also notices about folders.
    Refused(Diagnostic),
}

/// Pieces under way beyond those being read, for each thread: enough that no thread waits, few enough that memory stays small.
const AHEAD: usize = 16;

/// Reads one piece, whatever its content does; an article that is `known` is not read again.
pub fn read_piece(piece: Piece, reader: &dyn Reader, known: &dyn Fn(ArticleId) -> bool) -> Outcome {
    match catch_unwind(AssertUnwindSafe(|| piece.read())) {
        Ok(Ok(article)) if known(article.id) => {
            let name = article.meta.name;
            let origin = std::path::PathBuf::from(article.meta.origin);
            Outcome::Refused(Diagnostic::of_file(Code::ArticleKnown, &origin).with("name", name))
        }
        Ok(Ok(article)) => read_article(Arc::new(article), reader),
        Ok(Err(diagnostic)) => Outcome::Refused(diagnostic),
        Err(_) => Outcome::Refused(Diagnostic::new(Code::ArticleFailed).with("reason", "ingest")),
    }
}

/// Extracts one article.
pub fn read_article(article: Arc<Article>, reader: &dyn Reader) -> Outcome {
    if !reader.reads(article.language) {
        let diagnostic = Diagnostic::new(Code::LanguageUnread).in_article(&article.meta.name);
        return Outcome::Unread(article, diagnostic);
    }
    match read_safely(reader, &article) {
        Ok(extraction) => Outcome::Read(article, Arc::new(extraction)),
        Err(diagnostic) => Outcome::Unread(article, diagnostic),
    }
}

/// Reads all items on `threads` threads; `take` gets the outcomes in the order of the items and may stop the run.
pub fn read_all<T: Send>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    read: impl Fn(T) -> Outcome + Sync,
    mut take: impl FnMut(Outcome) -> ControlFlow<()>,
) {
    let threads = threads.max(1);
    // One token an item under way: a slow article holds back the feeder instead of filling memory with its successors.
    let (token_in, token_out) = bounded::<()>(threads * AHEAD);
    let (item_in, item_out) = bounded::<(usize, T)>(threads);
    let (outcome_in, outcome_out) = bounded::<(usize, Outcome)>(threads);
    let read = &read;
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for numbered in items.enumerate() {
                if token_in.send(()).is_err() || item_in.send(numbered).is_err() {
                    return;
                }
            }
        });
        for _ in 0..threads {
            let (item_out, outcome_in) = (item_out.clone(), outcome_in.clone());
            scope.spawn(move || {
                for (number, item) in item_out {
                    if outcome_in.send((number, read(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop((item_out, outcome_in));
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        'all: for (number, outcome) in outcome_out {
            waiting.insert(number, outcome);
            while let Some(outcome) = waiting.remove(&next) {
                // The feeder put one token for each item before sending it.
                let _ = token_out.try_recv();
                if take(outcome).is_break() {
                    break 'all;
                }
                next += 1;
            }
        }
        drop(token_out);
    });
}
