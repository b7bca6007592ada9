//! Pieces -> articles and their findings on many threads, handed back in the order of the pieces.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crossbeam_channel::bounded;

use super::reader::{Reader, read_safely};
use crate::diagnostic::{Code, Diagnostic};
use crate::extract::Extraction;
use crate::ingest::{Article, Piece};

/// What became of a piece.
#[derive(Debug)]
pub enum Outcome {
    /// An article and its findings.
    Read(Box<Article>, Box<Extraction>),
    /// An article that is kept without findings, and why.
    Unread(Box<Article>, Diagnostic),
    /// No article, and why; also notices about folders.
    Refused(Diagnostic),
}

/// Pieces under way beyond those being read, for each thread: enough that no thread waits, few enough that memory stays small.
const AHEAD: usize = 16;

/// Reads one piece, whatever its content does.
pub fn read_piece(piece: Piece, reader: &dyn Reader) -> Outcome {
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| piece.read()));
    match read {
        Ok(Ok(article)) => read_article(article, reader),
        Ok(Err(diagnostic)) => Outcome::Refused(diagnostic),
        Err(_) => Outcome::Refused(Diagnostic::new(Code::ArticleFailed).with("reason", "ingest")),
    }
}

/// Extracts one article.
pub fn read_article(article: Article, reader: &dyn Reader) -> Outcome {
    if !reader.reads(article.language) {
        let diagnostic = Diagnostic::new(Code::LanguageUnread).in_article(&article.meta.name);
        return Outcome::Unread(Box::new(article), diagnostic);
    }
    match read_safely(reader, &article) {
        Ok(extraction) => Outcome::Read(Box::new(article), Box::new(extraction)),
        Err(diagnostic) => Outcome::Unread(Box::new(article), diagnostic),
    }
}

/// Reads all pieces on `threads` threads; `take` gets the outcomes in the order of the pieces and may stop the run.
pub fn read_all(
    pieces: impl Iterator<Item = Piece> + Send,
    reader: &dyn Reader,
    threads: usize,
    mut take: impl FnMut(usize, Outcome) -> ControlFlow<()>,
) {
    let threads = threads.max(1);
    // One token a piece under way: a slow article holds back the feeder instead of filling memory with its successors.
    let (token_in, token_out) = bounded::<()>(threads * AHEAD);
    let (piece_in, piece_out) = bounded::<(usize, Piece)>(threads);
    let (outcome_in, outcome_out) = bounded::<(usize, Outcome)>(threads);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for numbered in pieces.enumerate() {
                if token_in.send(()).is_err() || piece_in.send(numbered).is_err() {
                    return;
                }
            }
        });
        for _ in 0..threads {
            let (piece_out, outcome_in) = (piece_out.clone(), outcome_in.clone());
            scope.spawn(move || {
                for (number, piece) in piece_out {
                    if outcome_in.send((number, read_piece(piece, reader))).is_err() {
                        return;
                    }
                }
            });
        }
        drop((piece_out, outcome_in));
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        'all: for (number, outcome) in outcome_out {
            waiting.insert(number, outcome);
            while let Some(outcome) = waiting.remove(&next) {
                // The feeder put one token for each piece before sending it.
                let _ = token_out.try_recv();
                if take(next, outcome).is_break() {
                    break 'all;
                }
                next += 1;
            }
        }
        drop(token_out);
    });
}
