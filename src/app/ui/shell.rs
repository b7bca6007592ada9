//! The frame of the window: bar, panels, centre.

use egui::{Align, Button, CentralPanel, Frame, Layout, Margin, Panel, Rect, RichText, Stroke, Ui, vec2};
use egui_phosphor::regular as icon;

use super::{articles, chips, filters, graph_view, inspector, map_view, marks, modals, reader, table_view, time_strip};
use super::{timeline_view, toasts, welcome};
use crate::app::command::Command;
use crate::app::menu::{self, Line};
use crate::app::parts::ViewKind;
use crate::app::state::State;
use crate::app::theme;
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
    let empty = state.is_empty();
    // On a narrow window the middle keeps the most.
    let narrow = ui.available_width() < 1200.0;
    let usual = if narrow { [236.0, 300.0] } else { [280.0, 360.0] };
    let [left_width, right_width] = [0, 1].map(|i| state.widths[i].filter(|_| !narrow).unwrap_or(usual[i]));
    if !empty && state.left {
        let left = Panel::left("left").default_size(left_width).size_range(220.0..=420.0).frame(side);
        left.show(ui, |ui| {
            tabs(ui, state);
            if state.filters_open { filters::show(ui, state) } else { articles::show(ui, state) }
        });
    }
    if !empty && state.right {
        let right = Panel::right("right").default_size(right_width).size_range(270.0..=560.0).frame(side);
        right.show(ui, |ui| inspector::show(ui, state));
    }
    if !empty && state.strip {
        let frame = Frame::new().fill(p.panel).inner_margin(Margin::symmetric(4, 0));
        let strip = Panel::bottom("strip").exact_size(time_strip::HEIGHT).resizable(false).frame(frame);
        strip.show(ui, |ui| time_strip::show(ui, state));
    }
    CentralPanel::default().frame(Frame::new().fill(p.canvas)).show(ui, |ui| {
        let top = ui.max_rect();
        if empty {
            welcome::show(ui, state);
        } else {
            ui.spacing_mut().item_spacing.y = 0.0;
            chips::show(ui, state);
            ui.spacing_mut().item_spacing.y = 6.0;
            match state.view {
                ViewKind::Graph => graph_view::show(ui, state),
                ViewKind::Timeline => timeline_view::show(ui, state),
                ViewKind::Map => map_view::show(ui, state),
                ViewKind::Table => table_view::show(ui, state),
            }
        }
        ui.painter().hline(top.x_range(), top.top(), line);
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
    let wide = area.width() >= 1240.0;
    let buttons = if state.is_empty() {
        150.0
    } else if wide {
        510.0
    } else {
        326.0
    };
    let menus_width = if state.locale == Locale::Fr { 330.0 } else { 290.0 };
    // The field stands in the middle where there is room, and else between what stands left and right of it.
    let (from, to) = (area.left() + menus_width + 10.0, area.right() - buttons - 10.0);
    let width = (to - from).clamp(120.0, 360.0);
    let middle = area.center().x.clamp(from + width / 2.0, (to - width / 2.0).max(from + width / 2.0));
    let field = Rect::from_center_size(egui::pos2(middle, area.center().y), vec2(width, 28.0));
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
        state.left = true;
    }
    if std::mem::take(&mut state.find) {
        response.request_focus();
    }
    let right = Rect::from_min_max(egui::pos2(field.right() + 12.0, area.top()), area.max);
    let builder = egui::UiBuilder::new().max_rect(right).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let buttons = [
            (Command::Redo, icon::ARROW_U_UP_RIGHT),
            (Command::Undo, icon::ARROW_U_UP_LEFT),
            (Command::Forward, icon::ARROW_RIGHT),
            (Command::Back, icon::ARROW_LEFT),
        ];
        for (command, glyph) in buttons {
            let enabled = command.is_enabled(state);
            if marks::command_button(ui, state, glyph, &command, enabled).clicked() {
                state.ask(command);
            }
        }
        if !state.is_empty() {
            switch(ui, state, wide);
        }
        job(ui, state);
    });
}

/// Which view is shown.
fn switch(ui: &mut Ui, state: &mut State, wide: bool) {
    let p = state.palette;
    ui.add_space(8.0);
    let views = ViewKind::ALL.into_iter().rev();
    for view in views {
        let glyph = match view {
            ViewKind::Graph => icon::GRAPH,
            ViewKind::Timeline => icon::CALENDAR_BLANK,
            ViewKind::Map => icon::MAP_TRIFOLD,
            ViewKind::Table => icon::TABLE,
        };
        let command = Command::View(view);
        let on = state.view == view;
        let name = state.t(view.caption());
        let text = if wide { format!("{glyph} {name}") } else { glyph.to_owned() };
        let ink = if on { p.ink } else { p.muted };
        let text = RichText::new(text).size(if wide { 13.0 } else { 16.0 }).color(ink);
        let response = ui.add(Button::new(text).selected(on).frame_when_inactive(false));
        response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Button, true, on, &name));
        let keys = command.shortcut().map(|k| ui.ctx().format_shortcut(&k)).unwrap_or_default();
        if response.on_hover_text(format!("{name}  ({keys})")).clicked() {
            state.ask(command);
        }
    }
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
    if ui.available_width() > 130.0 {
        ui.label(RichText::new(text).size(11.5).color(state.palette.muted));
    } else {
        ui.response().on_hover_text(text);
    }
}

/// A line of a menu.
pub fn item(ui: &mut Ui, state: &mut State, command: Command) {
    let enabled = command.is_enabled(state);
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
    for (caption, lines) in menu::menus(state) {
        ui.menu_button(state.t(caption), |ui| {
            ui.set_min_width(250.0);
            for line in lines {
                match line {
                    Line::Do(command) => item(ui, state, command),
                    Line::Gap => drop(ui.separator()),
                    Line::Recent => recent(ui, state),
                    Line::Types => {
                        let actor = state.actor().filter(|_| !state.is_read_only());
                        ui.add_enabled_ui(actor.is_some(), |ui| {
                            inspector::type_menu(ui, state, actor.unwrap_or(crate::knowledge::EntityId(0)));
                        });
                    }
                }
            }
        });
    }
}

fn recent(ui: &mut Ui, state: &mut State) {
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
}
