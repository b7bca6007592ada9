//! Ticks of time, and the gesture that chooses a range; for the timeline and for the strip under every view.

use egui::{Align2, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2};

use super::timeline_view::{Scale, range_of};
use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme;
use crate::app::view_model::extent::{DAY, Extent, civil};
use crate::app::view_model::timeline::{Unit, ticks};

/// Draws ticks with their dates along the lower edge.
pub fn draw(ui: &Ui, state: &State, scale: &Scale, rect: Rect) {
    let p = state.palette;
    let painter = ui.painter_at(rect);
    let stretch = Extent { from: scale.minute(rect.left()) as i64, to: scale.minute(rect.right()) as i64 };
    let (unit, marks) = ticks(stretch, rect.width(), 74.0);
    for at in marks {
        let x = scale.x(at);
        painter.vline(x, rect.bottom() - 6.0..=rect.bottom(), Stroke::new(1.0, p.muted));
        let text = caption(state, unit, at);
        painter.text(pos2(x + 4.0, rect.bottom() - 9.0), Align2::LEFT_CENTER, text, theme::sans(11.0), p.muted);
    }
}

fn caption(state: &State, unit: Unit, at: i64) -> String {
    let Some(date) = civil(at) else { return String::new() };
    let months = state.t("ui-months-short");
    let month = months.split('|').nth(date.month() as usize - 1).unwrap_or_default();
    let minute = at.rem_euclid(DAY);
    match unit {
        Unit::Hours(_) if minute != 0 => state.locale.message("ui-hour", &[("hour", &(minute / 60).to_string())]),
        Unit::Hours(_) | Unit::Days(_) if date.day() == 1 && date.month() == 1 => {
            format!("{} {month} {}", date.day(), date.year())
        }
        Unit::Hours(_) | Unit::Days(_) => format!("{} {month}", date.day()),
        Unit::Months(_) if date.month() == 1 => date.year().to_string(),
        Unit::Months(_) => format!("{month} {}", date.year()),
        Unit::Years(_) => date.year().to_string(),
    }
}

/// Dragging chooses a range of whole days; a click takes it away.
pub fn brush(ui: &mut Ui, state: &mut State, scale: &Scale, rect: Rect, id: &str, name: &str) {
    let p = state.palette;
    let response = ui.interact(rect, ui.id().with(id), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Slider, true, name));
    if response.drag_started()
        && let Some(at) = ui.input(|i| i.pointer.press_origin())
    {
        state.clock.brush = Some(scale.minute(at.x));
    }
    if let (Some(from), Some(at)) = (state.clock.brush, response.interact_pointer_pos()) {
        let range = range_of(from, scale.minute(at.x.clamp(rect.left(), rect.right())));
        if response.dragged() {
            let area = rect.x_range().intersection(egui::Rangef::new(scale.x(range.from), scale.x(range.to)));
            let band = Rect::from_x_y_ranges(area, rect.y_range());
            ui.painter().rect_filled(band, 0.0, p.accent.gamma_multiply(0.25));
            let text = range.words(state.locale);
            let middle = band.center();
            super::marks::halo_text(
                ui.painter(),
                middle,
                Align2::CENTER_CENTER,
                &text,
                theme::strong(11.5),
                p.ink,
                p.canvas,
            );
        }
        if response.drag_stopped() {
            state.clock.brush = None;
            state.play = None;
            state.filters.time = Some(range);
            state.ask(Command::Filter);
        }
    }
    if response.clicked() && state.filters.time.is_some() {
        state.ask(Command::Unfilter(crate::app::view_model::filters::Part::Time));
    }
    response.on_hover_cursor(egui::CursorIcon::Text).on_hover_text(name);
}
