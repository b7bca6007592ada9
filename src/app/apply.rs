//! What commands do to the window.

use std::sync::Arc;

use super::Window;
use super::command::Command;
use super::dialog::Ask;
use super::parts::{Modal, Panel, Reading, Selection, TextStep, ViewKind};
use super::theme::Palette;
use super::view_model::filters::Part;
use super::view_model::table::{self, Wish};
use super::{picture, samples, tastes};
use crate::diagnostic::Severity;
use crate::export::Scope;
use crate::knowledge::{Correction, EntityId, MentionAnchor};
use crate::session::Request;

impl Window {
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
            Command::Show(modal) => {
                if let Modal::Finder(typed, _) = &modal {
                    self.ask_finder(typed.clone());
                }
                self.state.modal = Some(modal);
            }
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
            Command::Fit => {
                self.state.camera.follow = true;
                self.state.clock.follow = true;
                self.state.globe.follow = true;
            }
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
            Command::WayFromSelected => {
                if let Some(id) = self.state.actor() {
                    self.state.modal = Some(Modal::Way(id, String::new()));
                }
            }
            Command::Way(one, other) => {
                if self.state.model.way(one, other).is_some() {
                    self.view(ViewKind::Graph);
                    self.state.way = Some((one, other));
                    self.state.refresh();
                } else {
                    let text = self.state.t("ui-way-none");
                    self.state.toast(text, Severity::Warning);
                }
            }
            Command::Merge(one, other) => {
                let (anchor, of_other) = (self.anchor(one), self.anchor(other));
                if let (Some(one), Some(other)) = (anchor, of_other) {
                    self.correct(vec![Correction::SameEntity { one, other }]);
                }
            }
            Command::Part(one, other) => {
                let (anchor, of_other) = (self.anchor(one), self.anchor(other));
                if let (Some(one), Some(other)) = (anchor, of_other) {
                    self.correct(vec![Correction::DifferentEntity { one, other }]);
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
                self.rebuild();
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
            Command::Unfilter(part) => {
                self.state.filters.remove(&part);
                if part == Part::Time {
                    self.state.play = None;
                }
                self.rebuild();
            }
            Command::ClearFilters => {
                self.state.filters.clear();
                self.state.play = None;
                self.rebuild();
            }
            Command::View(view) => self.view(view),
            Command::Table(kind) => {
                self.state.sheet.wish = Wish { kind, ..Wish::default() };
                self.state.sheet.chosen.clear();
                self.view(ViewKind::Table);
                self.ask_table();
            }
            Command::Arrange => self.ask_table(),
            Command::Copy { all } => self.copy(all, ctx),
            Command::FocusSelected => {
                if let Some(id) = self.state.actor() {
                    self.state.ask(Command::Focus(Some(id)));
                }
            }
            Command::Play => self.play(),
            Command::Lanes(lanes) => {
                self.state.clock.lanes = lanes;
                self.view(ViewKind::Timeline);
            }
            Command::Text(step) => {
                let size = match step {
                    TextStep::Larger => self.state.text + 0.1,
                    TextStep::Smaller => self.state.text - 0.1,
                    TextStep::Usual => 1.0,
                };
                self.state.text = size.clamp(tastes::TEXT.0, tastes::TEXT.1);
            }
            Command::Motion(motion) => self.state.motion = motion,
            Command::Step(direction) => {
                let from = self.state.actor().and_then(|id| self.state.model.position(id));
                if let Some(next) = self.state.model.next(from, (direction.x, direction.y)) {
                    self.select(Some(Selection::Actor(self.state.model.actors[next].id)));
                }
            }
            Command::Toggle(panel) => {
                let shown = match panel {
                    Panel::Left => &mut self.state.left,
                    Panel::Right => &mut self.state.right,
                    Panel::Strip => &mut self.state.strip,
                };
                *shown = !*shown;
            }
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
        if self.state.way.take().is_some() {
            self.state.refresh();
        }
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
        state.view = view.kind;
        let moved = state.focus != view.focus;
        state.focus = view.focus;
        if moved {
            state.camera.follow = true;
            self.rebuild();
        } else {
            state.refresh();
        }
        self.ask_table();
    }

    fn view(&mut self, view: ViewKind) {
        if self.state.view != view {
            self.state.leave_view();
            self.state.view = view;
            self.ask_table();
        }
    }

    /// The rows that were chosen, or all, in the order and columns of the screen.
    fn copy(&mut self, all: bool, ctx: &egui::Context) {
        let sheet = &self.state.sheet;
        let (kind, table) = (sheet.table.wish.kind, &sheet.table);
        let captions: Vec<String> = kind.columns().iter().map(|(key, _)| self.state.t(key)).collect();
        let hidden = sheet.hidden.get(&kind);
        let shown = |c: &usize| hidden.is_none_or(|h| !h.contains(c));
        let columns: Vec<usize> = (0..captions.len()).filter(shown).collect();
        let rows = table.order.iter().map(|&i| &table.rows[i as usize]);
        let rows: Vec<_> = rows.filter(|r| all || sheet.chosen.contains(&r.target)).collect();
        let text = table::tsv(&captions, &columns, rows.iter().copied());
        let told = self.state.tn("ui-copied", rows.len());
        ctx.copy_text(text);
        self.state.toast(told, Severity::Info);
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
