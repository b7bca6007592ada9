//! The keeper's part in reading: one job at a time, its outcomes kept in order, many in one transaction.

use std::collections::HashSet;
use std::sync::Arc;

use crossbeam_channel::Receiver;

use super::batch::Outcome;
use super::keeper::{Answer, Keeper};
use super::message::{JobId, ReextractScope, Summary, Update};
use super::run::{self, Reading, Report};
use super::state::Opened;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::job::Progress;
use crate::workspace::NewArticle;

/// Outcomes kept in one transaction at most.
const BATCH: usize = 64;

/// A reading job under way.
pub(super) struct ReadingJob {
    pub job: JobId,
    again: bool,
    total: usize,
    done: usize,
    pub summary: Summary,
    failure: Option<Diagnostic>,
}

impl Keeper {
    pub(super) fn articles_in_scope(
        &mut self,
        scope: &ReextractScope,
    ) -> Result<Vec<Arc<crate::ingest::Article>>, Diagnostic> {
        let reader = Arc::clone(&self.reader);
        let articles = self.opened()?.articles().iter();
        Ok(articles
            .filter(|a| reader.reads(a.article.language))
            .filter(|a| match scope {
                ReextractScope::All => true,
                ReextractScope::Articles(ids) => ids.contains(&a.article.id),
                ReextractScope::Outdated => {
                    let made = a.extraction.as_ref().map(|e| &e.fingerprint);
                    made != Some(&reader.fingerprint(a.article.language))
                }
            })
            .map(|a| Arc::clone(&a.article))
            .collect())
    }

    pub(super) fn enqueue(&mut self, job: JobId, reading: Reading) -> Result<Answer, Diagnostic> {
        self.opened()?;
        self.token(job);
        self.queue.push_back((job, reading));
        self.start_next();
        Ok(Answer::Later)
    }

    fn start_next(&mut self) {
        if self.reading.is_some() {
            return;
        }
        let Some((job, reading)) = self.queue.pop_front() else { return };
        let again = matches!(reading, Reading::Again(_));
        let (total, done, summary) = (0, 0, Summary::default());
        self.reading = Some(ReadingJob { job, again, total, done, summary, failure: None });
        let (reader, known, reports) = (Arc::clone(&self.reader), Arc::clone(&self.known), self.reports_in.clone());
        let cancel = self.token(job);
        run::read(job, reading, reader, self.options.threads, known, cancel, reports);
    }

    /// Takes a report, and with it those outcomes of the same job that wait already, as one transaction.
    pub(super) fn take(&mut self, job: JobId, report: Report, reports: &Receiver<(JobId, Report)>) {
        let mut batch = Vec::new();
        let mut next = Some((job, report));
        while let Some((job, report)) = next.take() {
            match report {
                Report::Outcome(outcome) => {
                    batch.push((job, outcome));
                    if batch.len() < BATCH {
                        next = reports.try_recv().ok();
                    }
                }
                other => {
                    self.keep(std::mem::take(&mut batch));
                    self.take_other(job, other);
                }
            }
        }
        self.keep(batch);
    }

    fn take_other(&mut self, job: JobId, report: Report) {
        match report {
            Report::Total(total) => {
                if let Some(reading) = self.reading.as_mut().filter(|r| r.job == job) {
                    reading.total = total;
                }
            }
            Report::Exported(path, written) => {
                let cancelled = self.cancels.remove(&job).is_some_and(|c| c.is_cancelled());
                let summary = Summary { path: Some(path), ..Summary::default() };
                self.outbox.send(match written {
                    Ok(()) => Update::Finished(job, summary),
                    Err(_) if cancelled => Update::Cancelled(job, Summary::default()),
                    Err(diagnostic) => Update::Failed(job, diagnostic),
                });
            }
            Report::ReadingEnded => {
                if self.reading.as_ref().is_some_and(|r| r.job == job) {
                    self.end_reading();
                }
                self.start_next();
            }
            Report::Outcome(_) => {}
        }
    }

    fn end_reading(&mut self) {
        let Some(mut reading) = self.reading.take() else { return };
        let cancelled = self.cancels.remove(&reading.job).is_some_and(|c| c.is_cancelled());
        let published = self.publish();
        let summary = &mut reading.summary;
        self.outbox.send(match (reading.failure, published) {
            (Some(diagnostic), _) | (None, Err(diagnostic)) => Update::Failed(reading.job, diagnostic),
            (None, Ok(revision)) => {
                summary.revision = Some(revision);
                let summary = reading.summary;
                if cancelled { Update::Cancelled(reading.job, summary) } else { Update::Finished(reading.job, summary) }
            }
        });
    }

    /// Keeps outcomes in one transaction, and tells what could not be kept.
    fn keep(&mut self, batch: Vec<(JobId, Outcome)>) {
        if batch.is_empty() || self.opened.is_none() {
            return;
        }
        let Some(mut reading) = self.reading.take() else { return };
        let Some(mut opened) = self.opened.take() else { return };
        let job = reading.job;
        let mut new = Vec::new();
        for (_, outcome) in batch.into_iter().filter(|(of, _)| *of == job) {
            reading.done += 1;
            let (article, result) = match outcome {
                Outcome::Read(article, extraction) => (article, Ok(extraction)),
                Outcome::Unread(article, diagnostic) => (article, Err(diagnostic)),
                Outcome::Refused(diagnostic) => {
                    match diagnostic.severity() {
                        Severity::Info => reading.summary.known += usize::from(diagnostic.code == Code::ArticleKnown),
                        Severity::Warning | Severity::Error => reading.summary.failed += 1,
                    }
                    self.outbox.send(Update::Notice(job, diagnostic));
                    continue;
                }
            };
            new.push(NewArticle { article, result });
        }
        let kept = if reading.failure.is_some() { Ok(()) } else { self.commit(&mut reading, &mut opened, new) };
        if let Err(diagnostic) = kept {
            // What could not be written now cannot be written later either: stop, and tell why at the end.
            if let Some(cancel) = self.cancels.get(&job) {
                cancel.cancel();
            }
            reading.failure = Some(diagnostic);
        }
        for notice in self.reader.notices() {
            self.outbox.send(Update::Notice(job, notice));
        }
        let progress = Progress { done: reading.done, total: reading.total.max(reading.done) };
        self.outbox.progress(job, progress);
        let due = opened.is_due();
        self.reading = Some(reading);
        self.opened = Some(opened);
        if due {
            // A failure shows again, and is told, when the job ends.
            let _ = self.publish();
        }
    }

    fn commit(
        &mut self,
        reading: &mut ReadingJob,
        opened: &mut Opened,
        new: Vec<NewArticle>,
    ) -> Result<(), Diagnostic> {
        let mut told: Vec<(crate::ingest::ArticleId, String, Option<Diagnostic>)> =
            new.iter().map(|n| (n.article.id, n.article.meta.name.clone(), n.result.as_ref().err().cloned())).collect();
        let mut fresh: HashSet<_> = told.iter().map(|(id, ..)| *id).collect();
        if reading.again {
            opened.replace(new)?;
        } else {
            fresh = opened.add(new)?;
            if let Ok(mut known) = self.known.write() {
                known.extend(fresh.iter().copied());
            }
        }
        for (id, name, failure) in told.drain(..) {
            let summary = &mut reading.summary;
            if !fresh.remove(&id) {
                summary.known += 1;
                let notice = Diagnostic::new(Code::ArticleKnown).in_article(&name).with("name", &name);
                self.outbox.send(Update::Notice(reading.job, notice));
                continue;
            }
            match failure {
                None => summary.read += 1,
                Some(diagnostic) => {
                    match diagnostic.code {
                        Code::LanguageUnread => summary.unread += 1,
                        _ => summary.failed += 1,
                    }
                    self.outbox.send(Update::Notice(reading.job, diagnostic));
                }
            }
        }
        Ok(())
    }
}
