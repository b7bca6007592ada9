//! The frame of the window: bar, panels, centre.

use egui::{Align, Button, CentralPanel, Frame, Layout, Margin, Panel, Rect, RichText, Stroke, Ui, vec2};
use egui_phosphor::regular as icon;

use super::{articles, filters, graph_view, inspector, marks, modals, reader, toasts, welcome};
use crate::app::command::Command;
use crate::app::dialog::Ask;
use crate::app::state::{Modal, State};
use crate::app::theme;
use crate::export::Format;
use crate::locale::Locale;
use crate::session::Request;

/// Draws the whole window.
pub fn show(ui: &mut Ui, state: &mut State) {
    let p = state.palette;
    let line = Stroke::new(1.0, p.hairline);
    let frame = Frame::new().fill(p.panel).inner_margin(Margin::symmetric(12, 0));
    Panel::top("bar").exact_size(44.0).resizable(false).frame(frame).show(ui, |ui| bar(ui, state));
    if let Some(named) = state.named.clone() {
        let fill = p.tint(p.accent, 0.14);
        let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(12, 4));
        Panel::top("banner").resizable(false).frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                let name = named.read_only.clone().unwrap_or_default();
                ui.label(RichText::new(icon::CLOCK_COUNTER_CLOCKWISE).size(16.0));
                ui.label(state.locale.message("ui-looking-at", &[("name", &name)]));
                if ui.button(state.t("ui-present")).clicked() {
                    state.ask(Command::Present);
                }
            });
        });
    }
    let side = Frame::new().fill(p.panel).inner_margin(Margin::same(12)).stroke(Stroke::NONE);
    let empty = state.present.articles.is_empty() && state.named.is_none();
    if !empty {
        let left = Panel::left("left").default_size(280.0).size_range(220.0..=420.0).frame(side);
        left.show(ui, |ui| {
            tabs(ui, state);
            if state.filters_open { filters::show(ui, state) } else { articles::show(ui, state) }
        });
        let right = Panel::right("right").default_size(360.0).size_range(280.0..=560.0).frame(side);
        right.show(ui, |ui| inspector::show(ui, state));
    }
    CentralPanel::default().frame(Frame::new().fill(p.canvas)).show(ui, |ui| {
        if empty {
            welcome::show(ui, state);
        } else {
            graph_view::show(ui, state);
        }
        ui.painter().hline(ui.max_rect().x_range(), ui.max_rect().top(), line);
    });
    let ctx = ui.ctx().clone();
    reader::show(&ctx, state);
    modals::show(&ctx, state);
    toasts::show(&ctx, state);
    if ctx.input(|i| !i.raw.hovered_files.is_empty()) {
        let rect = ctx.content_rect().shrink(8.0);
        let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::new("drop"));
        let painter = ctx.layer_painter(layer);
        painter.rect_filled(rect, 10.0, p.canvas.gamma_multiply(0.85));
        painter.rect_stroke(rect, 10.0, Stroke::new(2.0, p.accent), egui::StrokeKind::Inside);
        let text = state.t("ui-drop-now");
        painter.text(rect.center(), egui::Align2::CENTER_CENTER, text, theme::strong(20.0), p.accent);
    }
}

fn tabs(ui: &mut Ui, state: &mut State) {
    ui.horizontal(|ui| {
        let active = !state.filters.is_empty();
        let names = [(false, state.t("ui-articles")), (true, state.t("ui-filters"))];
        for (which, name) in names {
            let name = if which && active { format!("{name} •") } else { name };
            let on = state.filters_open == which;
            let ink = if on { state.palette.ink } else { state.palette.muted };
            let text = RichText::new(name).font(theme::strong(13.0)).color(ink);
            if ui.add(Button::new(text).selected(on).frame_when_inactive(false)).clicked() {
                state.filters_open = which;
            }
        }
    });
    ui.add_space(2.0);
}

fn bar(ui: &mut Ui, state: &mut State) {
    let p = state.palette;
    let area = ui.max_rect();
    let width = (area.width() - 880.0).clamp(200.0, 380.0);
    let field = Rect::from_center_size(area.center(), vec2(width, 28.0));
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.label(RichText::new("Recoupe").font(theme::strong(15.0)).color(p.accent));
        ui.add_space(4.0);
        let menu = vec2(if state.locale == Locale::Fr { 236.0 } else { 190.0 }, 28.0);
        ui.allocate_ui(menu, |ui| egui::MenuBar::new().ui(ui, |ui| menus(ui, state)));
        let room = field.left() - ui.cursor().left() - 16.0;
        if room > 60.0 {
            let label = egui::Label::new(RichText::new(state.title()).color(p.muted)).truncate();
            ui.scope(|ui| {
                ui.set_max_width(room);
                ui.add(label);
            });
        }
    });
    let hint = format!("{}  {}", icon::MAGNIFYING_GLASS, state.t("ui-search-hint"));
    let edit = egui::TextEdit::singleline(&mut state.search)
        .hint_text(hint)
        .margin(Margin::symmetric(10, 5))
        .vertical_align(Align::Center);
    let response = ui.put(field, edit);
    let name = state.t("ui-search");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, &name));
    if response.changed() {
        state.filters_open = false;
    }
    if std::mem::take(&mut state.find) {
        response.request_focus();
    }
    let right = Rect::from_min_max(egui::pos2(field.right() + 12.0, area.top()), area.max);
    let builder = egui::UiBuilder::new().max_rect(right).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(builder, |ui| {
        let redo = state.present.history.to_redo().is_some() && !state.is_read_only();
        let undo = state.present.history.to_undo().is_some() && !state.is_read_only();
        for (command, glyph, enabled) in
            [(Command::Redo, icon::ARROW_U_UP_RIGHT, redo), (Command::Undo, icon::ARROW_U_UP_LEFT, undo)]
        {
            if marks::icon_button(ui, glyph, &state.t(command.caption()), enabled).clicked() {
                state.ask(command);
            }
        }
        let (forward, back) = (!state.forward.is_empty(), !state.back.is_empty());
        for (command, glyph, enabled) in
            [(Command::Forward, icon::ARROW_RIGHT, forward), (Command::Back, icon::ARROW_LEFT, back)]
        {
            if marks::icon_button(ui, glyph, &state.t(command.caption()), enabled).clicked() {
                state.ask(command);
            }
        }
        job(ui, state);
    });
}

/// The job that has been under way longest, with its progress.
fn job(ui: &mut Ui, state: &mut State) {
    let Some(job) = state.jobs.iter().find(|j| j.progress.is_some()).cloned() else { return };
    let cancel = state.t("ui-cancel");
    if marks::icon_button(ui, icon::X, &cancel, true).clicked() {
        state.ask(Command::Cancel(job.id));
    }
    let progress = job.progress.unwrap_or(crate::job::Progress { done: 0, total: 0 });
    let part = progress.done as f32 / progress.total.max(1) as f32;
    let bar = egui::ProgressBar::new(part).desired_width(90.0).desired_height(6.0).fill(state.palette.accent);
    ui.add(bar);
    let text = format!("{} {}/{}", state.t(job.title), progress.done, progress.total);
    ui.label(RichText::new(text).size(11.5).color(state.palette.muted));
}

/// A line of a menu.
fn item(ui: &mut Ui, state: &mut State, command: Command, enabled: bool) {
    let mut button = Button::new(state.t(command.caption()));
    if let Some(shortcut) = command.shortcut() {
        button = button.shortcut_text(ui.ctx().format_shortcut(&shortcut));
    }
    if ui.add_enabled(enabled, button).clicked() {
        state.ask(command);
        ui.close();
    }
}

fn menus(ui: &mut Ui, state: &mut State) {
    let has = !state.present.articles.is_empty();
    let write = !state.is_read_only();
    ui.menu_button(state.t("ui-file"), |ui| {
        ui.set_min_width(250.0);
        item(ui, state, Command::Ask(Ask::Articles), true);
        item(ui, state, Command::Ask(Ask::Folder), true);
        item(ui, state, Command::Samples, true);
        ui.separator();
        item(ui, state, Command::New, true);
        item(ui, state, Command::Ask(Ask::Workspace), true);
        item(ui, state, Command::Ask(Ask::SaveAs), true);
        ui.add_enabled_ui(!state.recent.is_empty(), |ui| {
            ui.menu_button(state.t("ui-recent"), |ui| {
                for path in state.recent.clone() {
                    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                        state.ask(Command::Request(Request::Open(path)));
                        ui.close();
                    }
                }
            });
        });
        ui.separator();
        for ask in [Ask::Picture(true), Ask::Picture(false)] {
            item(ui, state, Command::Ask(ask), has);
        }
        for format in [Format::GraphMl, Format::Json, Format::Jsonl, Format::Csv] {
            item(ui, state, Command::Ask(Ask::Export(format)), has);
        }
        ui.separator();
        item(ui, state, Command::Quit, true);
    });
    ui.menu_button(state.t("ui-edit"), |ui| {
        ui.set_min_width(220.0);
        let actor = state.actor();
        item(ui, state, Command::Undo, write && state.present.history.to_undo().is_some());
        item(ui, state, Command::Redo, write && state.present.history.to_redo().is_some());
        item(ui, state, Command::Show(Modal::History), has);
        ui.separator();
        item(ui, state, Command::RenameSelected, write && actor.is_some());
        item(ui, state, Command::MergeSelected, write && actor.is_some());
        if let Some(id) = actor.filter(|_| write) {
            inspector::type_menu(ui, state, id);
        }
        item(ui, state, Command::HideSelected, write && actor.is_some());
    });
    ui.menu_button(state.t("ui-view"), |ui| {
        ui.set_min_width(220.0);
        item(ui, state, Command::Fit, has);
        item(ui, state, Command::Zoom(1.25), has);
        item(ui, state, Command::Zoom(0.8), has);
        item(ui, state, Command::Relayout, has && write);
        item(ui, state, Command::Focus(None), state.focus.is_some());
        item(ui, state, Command::Back, !state.back.is_empty());
        item(ui, state, Command::Forward, !state.forward.is_empty());
        ui.separator();
        item(ui, state, Command::Show(Modal::KeepSnapshot(String::new())), has && write);
        item(ui, state, Command::Show(Modal::Snapshots), !state.present.named.is_empty());
        if !write {
            item(ui, state, Command::Present, true);
        }
        ui.separator();
        item(ui, state, Command::Dark(!state.palette.dark), true);
        ui.menu_button(state.t("ui-language"), |ui| {
            for (locale, name) in [(Locale::Fr, "Français"), (Locale::En, "English")] {
                if ui.radio(state.locale == locale, name).clicked() {
                    state.ask(Command::Language(locale));
                    ui.close();
                }
            }
        });
    });
    ui.menu_button(state.t("ui-help"), |ui| {
        ui.set_min_width(200.0);
        item(ui, state, Command::Show(Modal::Help), true);
        item(ui, state, Command::Samples, true);
        item(ui, state, Command::Show(Modal::About), true);
    });
}
