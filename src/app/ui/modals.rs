//! The small windows.

use egui::{Context, Key, RichText, ScrollArea, TextEdit, Ui};

use super::{articles, finder};
use crate::app::command::Command;
use crate::app::state::{Modal, State};
use crate::app::theme;
use crate::knowledge::{EntityId, GestureState};
use crate::session::Request;
use crate::text::fold;

/// Draws the open one.
pub fn show(ctx: &Context, state: &mut State) {
    let Some(mut modal) = state.modal.take() else { return };
    if let Modal::Finder(typed, at) = modal {
        finder::show(ctx, state, typed, at);
        return;
    }
    let caption = state.t(modal.caption());
    let response = egui::Modal::new("modal".into()).show(ctx, |ui| {
        ui.set_width(420.0);
        ui.label(RichText::new(caption).font(theme::strong(15.0)));
        ui.add_space(6.0);
        body(ui, state, &mut modal)
    });
    if !response.inner && !response.should_close() {
        state.modal = Some(modal);
    }
}

/// Draws what is inside; true where it is done.
fn body(ui: &mut Ui, state: &mut State, modal: &mut Modal) -> bool {
    match modal {
        Modal::Rename(id, name) => {
            let Some(name) = line(ui, state, name, "ui-new-name", "ui-rename-do") else { return false };
            if let Some(name) = name {
                state.ask(Command::Rename(*id, name));
            }
            true
        }
        Modal::KeepSnapshot(name) => {
            ui.label(RichText::new(state.t("ui-keep-line")).color(state.palette.muted));
            let Some(name) = line(ui, state, name, "ui-snapshot-name", "ui-save") else { return false };
            if let Some(name) = name {
                state.ask(Command::Request(Request::SaveSnapshot(name)));
            }
            true
        }
        Modal::Merge(id, typed) => pick(ui, state, *id, typed, "ui-merge-line", Command::Merge),
        Modal::Way(id, typed) => pick(ui, state, *id, typed, "ui-way-line", Command::Way),
        Modal::Snapshots => snapshots(ui, state),
        Modal::History => history(ui, state),
        Modal::ConfirmNew => {
            ui.label(state.t("ui-new-line"));
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let emptied = ui.button(state.t("ui-new-do")).clicked();
                if emptied {
                    state.ask(Command::Request(Request::New(None)));
                }
                emptied | ui.button(state.t("ui-cancel")).clicked()
            })
            .inner
        }
        Modal::Help => {
            let mut seen = Vec::new();
            let keys = ScrollArea::vertical().max_height(430.0).auto_shrink([false, true]);
            keys.show(ui, |ui| {
                egui::Grid::new("keys").num_columns(2).spacing([24.0, 6.0]).show(ui, |ui| {
                    for (command, shortcut) in Command::shortcuts() {
                        if seen.contains(&command.caption()) {
                            continue;
                        }
                        seen.push(command.caption());
                        ui.label(state.t(command.caption()));
                        ui.label(RichText::new(ui.ctx().format_shortcut(&shortcut)).color(state.palette.muted));
                        ui.end_row();
                    }
                })
            });
            ui.add_space(8.0);
            ui.label(RichText::new(state.t("ui-help-mouse")).color(state.palette.muted));
            close(ui, state)
        }
        // Drawn by a file of its own.
        Modal::Finder(..) => true,
        Modal::About => {
            ui.label(format!("Recoupe {}", env!("CARGO_PKG_VERSION")));
            ui.label(state.t("ui-welcome-line"));
            ui.label(RichText::new(state.t("ui-privacy")).color(state.palette.muted));
            close(ui, state)
        }
    }
}

fn close(ui: &mut Ui, state: &State) -> bool {
    ui.add_space(8.0);
    ui.button(state.t("ui-close")).clicked()
}

/// A field with two buttons: `Some(Some)` where it was accepted, `Some(None)` where it was given up.
fn line(ui: &mut Ui, state: &State, text: &mut String, label: &str, accept: &str) -> Option<Option<String>> {
    let response = ui.add(TextEdit::singleline(text).desired_width(f32::INFINITY));
    let name = state.t(label);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, &name));
    if !response.has_focus() && !response.lost_focus() {
        response.request_focus();
    }
    let entered = ui.input(|i| i.key_pressed(Key::Enter));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let good = !text.trim().is_empty();
        let accepted = ui.add_enabled(good, egui::Button::new(state.t(accept))).clicked() || entered && good;
        if accepted {
            return Some(Some(text.trim().to_owned()));
        }
        ui.button(state.t("ui-cancel")).clicked().then_some(None)
    })
    .inner
}

/// Another actor, found by its name, for a command of two.
fn pick(
    ui: &mut Ui,
    state: &mut State,
    id: EntityId,
    typed: &mut String,
    question: &str,
    command: fn(EntityId, EntityId) -> Command,
) -> bool {
    let snapshot = state.snapshot();
    let Some(entity) = snapshot.graph.entity(id) else { return true };
    let question = state.locale.message(question, &[("name", &entity.name)]);
    ui.label(RichText::new(question).color(state.palette.muted));
    let response = ui.add(TextEdit::singleline(typed).hint_text(state.t("ui-search")).desired_width(f32::INFINITY));
    let name = state.t("ui-pick-search");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, &name));
    if !response.has_focus() && !response.lost_focus() {
        response.request_focus();
    }
    let entered = ui.input(|i| i.key_pressed(Key::Enter));
    let wanted = fold(typed.trim());
    let mut others: Vec<_> = snapshot
        .graph
        .entities()
        .iter()
        .filter(|e| e.id != id && (wanted.is_empty() || fold(&e.name).contains(&wanted)))
        .collect();
    others.sort_by_key(|e| (e.entity_type != entity.entity_type, std::cmp::Reverse(e.event_count)));
    let mut done = false;
    // Enter takes the first that fits what was typed.
    if entered
        && !wanted.is_empty()
        && let Some(first) = others.first()
    {
        state.ask(command(id, first.id));
        return true;
    }
    ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for other in others.into_iter().take(100) {
            if articles::actor_row(ui, state, other, false).clicked() {
                state.ask(command(id, other.id));
                done = true;
            }
        }
    });
    done | close(ui, state)
}

fn snapshots(ui: &mut Ui, state: &mut State) -> bool {
    let mut done = false;
    for named in state.present.named.iter().cloned().collect::<Vec<_>>() {
        ui.horizontal(|ui| {
            if ui.button(&named.name).clicked() {
                state.ask(Command::Request(Request::OpenSnapshot(named.name.clone())));
                done = true;
            }
            let day = named.made_at.split('T').next().unwrap_or_default().to_owned();
            ui.label(RichText::new(day).size(11.5).color(state.palette.muted));
            if ui.link(RichText::new(state.t("ui-remove")).size(11.5)).clicked() {
                state.ask(Command::Request(Request::RemoveSnapshot(named.name.clone())));
            }
        });
    }
    done | close(ui, state)
}

fn history(ui: &mut Ui, state: &mut State) -> bool {
    let p = state.palette;
    let history = std::sync::Arc::clone(&state.present.history);
    if history.gestures().is_empty() {
        ui.label(RichText::new(state.t("ui-history-empty")).color(p.muted));
    }
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for gesture in history.gestures().iter().rev() {
            for (_, correction) in &gesture.corrections {
                let mut text = RichText::new(correction.describe(state.locale));
                if gesture.state != GestureState::Done {
                    text = text.strikethrough().color(p.muted);
                }
                ui.add(egui::Label::new(text).wrap());
            }
        }
    });
    close(ui, state)
}
