//! The window before the first article: three ways in.

use egui::{Align2, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2};
use egui_phosphor::regular as icon;

use super::marks;
use crate::app::command::Command;
use crate::app::dialog::Ask;
use crate::app::state::State;
use crate::app::theme;
use crate::session::Request;

const CARD: egui::Vec2 = vec2(230.0, 170.0);
const GAP: f32 = 20.0;

/// Draws the ways in, the recent workspaces and a word on privacy.
pub fn show(ui: &mut Ui, state: &mut State) {
    let p = state.palette;
    let area = ui.max_rect();
    let width = CARD.x * 3.0 + GAP * 2.0;
    let top = area.center().y - 220.0;
    let middle = area.center().x;
    let painter = ui.painter().clone();
    let at = pos2(middle, top);
    painter.text(at, Align2::CENTER_CENTER, state.t("ui-welcome"), theme::serif_strong(30.0), p.ink);
    let at = pos2(middle, top + 40.0);
    painter.text(at, Align2::CENTER_CENTER, state.t("ui-welcome-line"), theme::sans(15.0), p.muted);
    let ways = [
        (icon::FILES, "ui-open-articles", "ui-way-open", Command::Ask(Ask::Articles)),
        (icon::FOLDER_OPEN, "ui-open-folder", "ui-way-drop", Command::Ask(Ask::Folder)),
        (icon::BOOK_OPEN_TEXT, "ui-samples", "ui-way-samples", Command::Samples),
    ];
    for (i, (glyph, title, line, command)) in ways.into_iter().enumerate() {
        let min = pos2(middle - width / 2.0 + i as f32 * (CARD.x + GAP), top + 84.0);
        let rect = egui::Rect::from_min_size(min, CARD);
        let response = ui.interact(rect, ui.id().with(("way", i)), Sense::click());
        let title = state.t(title);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &title));
        let hot = response.hovered() || response.has_focus();
        let fill = if hot { p.tint(p.accent, 0.08) } else { p.raised };
        let line_color = if hot { p.accent } else { p.hairline };
        painter.rect(rect, 8.0, fill, Stroke::new(if hot { 1.5 } else { 1.0 }, line_color), StrokeKind::Inside);
        let c = rect.center_top();
        painter.text(c + vec2(0.0, 44.0), Align2::CENTER_CENTER, glyph, theme::sans(36.0), p.accent);
        painter.text(c + vec2(0.0, 92.0), Align2::CENTER_CENTER, title, theme::strong(15.0), p.ink);
        let mut job = egui::text::LayoutJob::simple(state.t(line), theme::sans(12.0), p.muted, CARD.x - 32.0);
        job.halign = egui::Align::Center;
        painter.galley(c + vec2(0.0, 112.0), painter.layout_job(job), p.muted);
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            state.ask(command);
        }
    }
    let below = top + 84.0 + CARD.y + 28.0;
    let rect = egui::Rect::from_min_size(pos2(middle - width / 2.0, below), vec2(width, area.bottom() - below - 12.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
        ui.vertical_centered(|ui| {
            ui.label(RichText::new(format!("{}  {}", icon::LOCK_SIMPLE, state.t("ui-privacy"))).color(p.muted));
        });
        if state.recent.is_empty() {
            return;
        }
        ui.add_space(14.0);
        ui.label(RichText::new(state.t("ui-recent")).font(theme::strong(11.5)).color(p.muted));
        for path in state.recent.clone().into_iter().take(5) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let folder = path.parent().map(|f| f.display().to_string()).unwrap_or_default();
            let response = marks::row(ui, 28.0, false, &name, &p, |painter, rect| {
                let at = pos2(rect.left() + 8.0, rect.center().y);
                let used = painter.text(at, Align2::LEFT_CENTER, &name, theme::sans(13.0), p.ink);
                let at = pos2(used.right() + 10.0, rect.center().y);
                painter.text(at, Align2::LEFT_CENTER, folder, theme::sans(11.5), p.muted);
            });
            if response.clicked() {
                state.ask(Command::Request(Request::Open(path)));
            }
        }
    });
}
