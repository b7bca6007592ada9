//! What updates and commands do to the window.

use std::sync::Arc;

use super::Window;
use super::command::Command;
use super::dialog::Ask;
use super::state::{Job, Modal, Reading, Selection};
use super::theme::Palette;
use super::{picture, samples};
use crate::diagnostic::Severity;
use crate::export::Scope;
use crate::knowledge::{Correction, EntityId, MentionAnchor};
use crate::session::{Request, Snapshot, Update};
use crate::workspace::Recent;

/// Jobs that end without a word: they are seen at once.
const SILENT: &[&str] = &["job-search", "job-positions", "job-open", "job-new", "job-fetch", "job-close"];

impl Window {
    /// Takes in updates, positions, pictures.
    pub(super) fn drain(&mut self) {
        let mut rebuilt = false;
        while let Ok(update) = self.session.updates().try_recv() {
            rebuilt |= self.take(update);
        }
        if rebuilt {
            self.relayout();
        }
        while let Ok(message) = self.layout.positions().try_recv() {
            if message.generation != self.state.generation {
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

    /// Takes one update in; true where the graph changed.
    fn take(&mut self, update: Update) -> bool {
        let state = &mut self.state;
        match update {
            Update::Started(id, title) => state.jobs.push(Job { id, title, progress: None }),
            Update::Progress(id, progress) => {
                if let Some(job) = state.jobs.iter_mut().find(|j| j.id == id) {
                    job.progress = Some(progress);
                }
            }
            Update::Snapshot(snapshot) => return self.take_snapshot(snapshot),
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
                return true;
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
        false
    }

    fn take_snapshot(&mut self, snapshot: Arc<Snapshot>) -> bool {
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
        }
        if other || first {
            state.camera.follow = true;
        }
        if state.reading.as_ref().is_some_and(|r| state.present.article(r.article).is_none()) {
            state.reading = None;
        }
        if state.named.is_some() {
            return false;
        }
        state.rebuild();
        true
    }

    fn end(&mut self, id: crate::session::JobId) -> Option<&'static str> {
        let i = self.state.jobs.iter().position(|j| j.id == id)?;
        Some(self.state.jobs.remove(i).title)
    }

    fn relayout(&mut self) {
        self.layout.arrange(self.state.generation, self.state.model.to_layout());
    }

    fn rebuild(&mut self) {
        self.state.rebuild();
        self.relayout();
    }

    /// Does what was asked.
    pub fn apply(&mut self, command: Command, ctx: &egui::Context) {
        let read_only = self.state.is_read_only();
        match command {
            Command::Ask(ask) => {
                let name = self.state.title();
                self.dialogs.open(ask, &name, self.state.locale);
            }
            Command::Answered(ask, paths) => self.answered(ask, paths),
            Command::New => {
                if self.state.present.unnamed && !self.state.present.articles.is_empty() {
                    self.state.modal = Some(Modal::ConfirmNew);
                } else {
                    self.request(Request::New(None));
                }
            }
            Command::Request(request) => self.request(request),
            Command::Samples => {
                for (name, text) in samples::ARTICLES {
                    self.request(Request::ImportText { name: (*name).to_owned(), text: (*text).to_owned() });
                }
            }
            Command::Undo if !read_only => self.request(Request::Undo),
            Command::Redo if !read_only => self.request(Request::Redo),
            Command::Show(modal) => self.state.modal = Some(modal),
            Command::Escape => self.escape(),
            Command::Select(selection) => self.select(selection),
            Command::Focus(focus) => {
                self.state.leave_view();
                self.state.focus = focus;
                if let Some(id) = focus {
                    self.state.selection = Some(Selection::Actor(id));
                }
                self.state.camera.follow = true;
                self.rebuild();
            }
            Command::Depth(depth) => {
                self.state.depth = depth;
                self.state.camera.follow = true;
                self.rebuild();
            }
            Command::Back => self.travel(true),
            Command::Forward => self.travel(false),
            Command::Read(article, evidence) => {
                self.state.reading = Some(Reading { article, evidence, scroll: evidence.is_some() });
                self.state.refresh();
            }
            Command::CloseReader => self.state.reading = None,
            Command::Fit => self.state.camera.follow = true,
            Command::Zoom(factor) => self.state.camera.asked *= factor,
            Command::Relayout => {
                self.request(Request::ForgetPositions);
                for actor in &mut self.state.model.actors {
                    actor.pinned = false;
                }
                self.state.camera.follow = true;
                self.state.generation += 1;
                self.relayout();
            }
            Command::RenameSelected if !read_only => {
                let snapshot = self.state.snapshot();
                if let Some(entity) = self.state.actor().and_then(|id| snapshot.graph.entity(id)) {
                    self.state.modal = Some(Modal::Rename(entity.id, entity.name.clone()));
                }
            }
            Command::MergeSelected if !read_only => {
                if let Some(id) = self.state.actor() {
                    self.state.modal = Some(Modal::Merge(id, String::new()));
                }
            }
            Command::Merge(one, other) => {
                let (anchor, of_other) = (self.anchor(one), self.anchor(other));
                if let (Some(one), Some(other)) = (anchor, of_other) {
                    self.correct(vec![Correction::SameEntity { one, other }]);
                }
            }
            Command::Rename(id, name) => {
                let name = name.trim().to_owned();
                if let Some(entity) = self.anchor(id).filter(|_| !name.is_empty()) {
                    self.correct(vec![Correction::RenameEntity { entity, name }]);
                }
            }
            Command::Retype(id, entity_type) => {
                if let Some(entity) = self.anchor(id) {
                    self.correct(vec![Correction::RetypeEntity { entity, entity_type }]);
                }
            }
            Command::HideSelected => {
                if let Some(id) = self.state.actor() {
                    self.hide(id);
                }
            }
            Command::Hide(id) => self.hide(id),
            Command::Correct(corrections) => self.correct(corrections),
            Command::Dark(dark) => self.state.palette = Palette::of(dark),
            Command::Language(locale) => {
                self.state.locale = locale;
                self.state.refresh();
            }
            Command::Export(format, path) => {
                self.request(Request::Export { format, scope: Scope::All, path });
            }
            Command::Picture(path) => {
                let scene = picture::scene(&self.state);
                picture::write(scene, path, self.pictures_in.clone(), Arc::clone(&self.waker));
            }
            Command::Pin(id, position) => {
                self.request(Request::SetPositions(vec![(id, position)]));
                if let Some(i) = self.state.model.position(id) {
                    self.state.model.actors[i].pinned = true;
                }
                self.state.generation += 1;
                self.relayout();
            }
            Command::Cancel(job) => self.request(Request::Cancel(job)),
            Command::Present => {
                self.state.named = None;
                self.state.selection = None;
                self.state.camera.follow = true;
                self.rebuild();
            }
            Command::FindText => self.state.find = true,
            Command::Filter => self.rebuild(),
            Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Command::Undo | Command::Redo | Command::RenameSelected | Command::MergeSelected => {}
        }
    }

    fn answered(&mut self, ask: Ask, mut paths: Vec<std::path::PathBuf>) {
        if matches!(ask, Ask::Articles | Ask::Folder) {
            self.request(Request::Import(paths));
            return;
        }
        let Some(path) = paths.pop() else { return };
        match ask {
            Ask::Workspace => self.request(Request::Open(path)),
            Ask::SaveAs => self.request(Request::SaveAs(path)),
            Ask::Export(format) => self.state.ask(Command::Export(format, path)),
            Ask::Picture(_) => self.state.ask(Command::Picture(path)),
            Ask::Articles | Ask::Folder => {}
        }
    }

    fn escape(&mut self) {
        let state = &mut self.state;
        if state.modal.take().is_some() || state.reading.take().is_some() {
            return;
        }
        if state.focus.is_some() && state.selection.is_none() {
            state.ask(Command::Focus(None));
        } else {
            self.select(None);
        }
    }

    fn select(&mut self, selection: Option<Selection>) {
        if self.state.selection != selection {
            self.state.leave_view();
            self.state.selection = selection;
            self.state.refresh();
        }
    }

    fn travel(&mut self, back: bool) {
        let state = &mut self.state;
        let here = state.view();
        let (from, onto) =
            if back { (&mut state.back, &mut state.forward) } else { (&mut state.forward, &mut state.back) };
        let Some(view) = from.pop() else { return };
        onto.push(here);
        state.selection = view.selection;
        let moved = state.focus != view.focus;
        state.focus = view.focus;
        if moved {
            state.camera.follow = true;
            self.rebuild();
        } else {
            state.refresh();
        }
    }

    fn hide(&mut self, id: EntityId) {
        if let Some(entity) = self.anchor(id) {
            self.correct(vec![Correction::HideEntity { entity }]);
        }
    }

    fn anchor(&self, id: EntityId) -> Option<MentionAnchor> {
        self.state.present.entity_anchor(id)
    }

    fn correct(&mut self, corrections: Vec<Correction>) {
        if !self.state.is_read_only() {
            self.state.modal = None;
            self.request(Request::Correct(corrections));
        }
    }
}
