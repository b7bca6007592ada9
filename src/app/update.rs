//! What the session, the views and the layout have to tell, taken into the window.

use std::sync::Arc;

use super::Window;
use super::menu;
use super::parts::{Job, ViewKind};
use super::view_model::{finder, table, views};
use crate::diagnostic::Severity;
use crate::session::{Snapshot, Update};
use crate::workspace::Recent;

/// Jobs that end without a word: they are seen at once.
const SILENT: &[&str] = &["job-search", "job-positions", "job-open", "job-new", "job-fetch", "job-close"];

impl Window {
    /// Takes in updates, positions, pictures.
    pub(super) fn drain(&mut self) {
        while let Ok(update) = self.session.updates().try_recv() {
            self.take(update);
        }
        self.ask_views();
        while let Ok(views) = self.views.answers().try_recv() {
            if views.number == self.state.asked {
                self.state.take_views(views);
                self.relayout();
            }
        }
        while let Ok(table) = self.tables.answers().try_recv() {
            if table.wish == self.state.sheet.wish {
                self.state.sheet.table = table;
            }
        }
        while let Ok(found) = self.finder.answers().try_recv() {
            self.state.found = found;
        }
        while let Ok(message) = self.layout.positions().try_recv() {
            // Without motion the graph is shown once it has come to rest.
            let waits = !self.state.motion && !message.settled;
            if message.generation != self.state.generation || waits {
                continue;
            }
            let dragged = self.state.camera.dragged;
            for (actor, (x, y)) in self.state.model.actors.iter_mut().zip(message.positions) {
                if dragged != Some(actor.id) && !actor.pinned {
                    (actor.x, actor.y) = (x, y);
                }
            }
        }
        while let Ok(written) = self.pictures.try_recv() {
            match written {
                Ok(path) => self.state.toast(self.written(&path), Severity::Info),
                Err(diagnostic) => self.state.tell(&diagnostic),
            }
        }
        let now = std::time::Instant::now();
        self.state.toasts.retain(|t| t.until > now);
    }

    fn written(&self, path: &std::path::Path) -> String {
        self.state.locale.message("ui-written", &[("path", &path.display().to_string())])
    }

    /// Asks for views where those shown are no longer true.
    pub(super) fn ask_views(&mut self) {
        let state = &mut self.state;
        if !std::mem::take(&mut state.stale) {
            return;
        }
        state.asked += 1;
        self.views.ask(views::Question {
            number: state.asked,
            snapshot: state.snapshot(),
            filters: state.filters.clone(),
            focus: state.surroundings(),
            locale: state.locale,
        });
        self.ask_table();
    }

    /// Asks for the table, where tables are shown.
    pub(super) fn ask_table(&self) {
        let state = &self.state;
        if state.view == ViewKind::Table {
            self.tables.ask(table::Question {
                snapshot: state.snapshot(),
                filters: state.filters.clone(),
                focus: state.surroundings(),
                locale: state.locale,
                wish: state.sheet.wish.clone(),
            });
        }
    }

    /// Asks for what fits the letters in the palette.
    pub(super) fn ask_finder(&self, typed: String) {
        let commands = menu::catalogue(&self.state);
        let commands = commands.iter().enumerate().map(|(i, c)| (i, self.state.t(c.caption()))).collect();
        let (snapshot, locale) = (self.state.snapshot(), self.state.locale);
        self.finder.ask(finder::Question { snapshot, locale, commands, typed });
    }

    /// Takes one update in.
    fn take(&mut self, update: Update) {
        let state = &mut self.state;
        match update {
            Update::Started(id, title) => state.jobs.push(Job { id, title, progress: None }),
            Update::Progress(id, progress) => {
                if let Some(job) = state.jobs.iter_mut().find(|j| j.id == id) {
                    job.progress = Some(progress);
                }
            }
            Update::Snapshot(snapshot) => self.take_snapshot(snapshot),
            Update::Arranged(snapshot) => {
                state.present = snapshot;
                state.refresh();
            }
            Update::NamedSnapshot(snapshot) => {
                state.named = Some(snapshot);
                state.selection = None;
                state.focus = None;
                state.camera.follow = true;
                state.rebuild();
            }
            Update::Found { query, hits, .. } => {
                if query == state.search {
                    state.hits = hits.into_iter().enumerate().map(|(i, h)| (h.article, (i, h.snippet))).collect();
                }
            }
            Update::Notice(_, diagnostic) => {
                if diagnostic.severity() != Severity::Info {
                    state.tell(&diagnostic);
                }
            }
            Update::Finished(id, summary) => {
                let title = self.end(id);
                if let Some(path) = &summary.path {
                    let text = self.written(path);
                    self.state.toast(text, Severity::Info);
                } else if title == Some("job-import") || title == Some("job-reextract") {
                    let text = summary.line(self.state.locale);
                    self.state.toast(text, Severity::Info);
                } else if title == Some("job-snapshot") && self.state.named.is_none() {
                    let text = self.state.t("ui-done");
                    self.state.toast(text, Severity::Info);
                }
                if title == Some("job-open") || title == Some("job-save") {
                    self.state.recent = Recent::load(&self.folders).paths;
                }
            }
            Update::Cancelled(id, summary) => {
                if let Some(title) = self.end(id)
                    && !SILENT.contains(&title)
                {
                    let text = format!("{} · {}", self.state.t("ui-cancelled"), summary.line(self.state.locale));
                    self.state.toast(text, Severity::Warning);
                }
            }
            Update::Failed(id, diagnostic) => {
                self.end(id);
                self.state.tell(&diagnostic);
            }
            Update::Article(_) | Update::Snapshots(_) => {}
        }
    }

    pub(super) fn take_snapshot(&mut self, snapshot: Arc<Snapshot>) {
        let state = &mut self.state;
        let other = state.present.path != snapshot.path;
        let first = state.present.graph.entities().is_empty();
        state.present = snapshot;
        if other {
            state.named = None;
            state.reading = None;
            state.back.clear();
            state.forward.clear();
            state.filters = Default::default();
            state.remembered.clear();
            state.play = None;
            state.clock.follow = true;
            state.globe.follow = true;
            state.sheet.chosen.clear();
        }
        if other || first {
            state.camera.follow = true;
        }
        if state.reading.as_ref().is_some_and(|r| state.present.article(r.article).is_none()) {
            state.reading = None;
        }
        if state.named.is_none() {
            state.rebuild();
        }
    }

    fn end(&mut self, id: crate::session::JobId) -> Option<&'static str> {
        let i = self.state.jobs.iter().position(|j| j.id == id)?;
        Some(self.state.jobs.remove(i).title)
    }

    pub(super) fn relayout(&mut self) {
        self.layout.arrange(self.state.generation, self.state.model.to_layout());
    }

    pub(super) fn rebuild(&mut self) {
        self.state.rebuild();
        self.ask_views();
    }
}
