//! The strip of time under every view: when most happens, a range to choose, and time passing.

use egui::{Rect, RichText, Stroke, Ui, pos2, vec2};
use egui_phosphor::regular as icon;

use super::timeline_view::Scale;
use super::{marks, time_axis};
use crate::app::command::Command;
use crate::app::state::State;

/// Its height.
pub const HEIGHT: f32 = 78.0;
const BUTTONS: f32 = 106.0;

/// Draws it.
pub fn show(ui: &mut Ui, state: &mut State) {
    let p = state.palette;
    let rect = ui.max_rect();
    let side = Rect::from_min_size(rect.min, vec2(BUTTONS, rect.height()));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.scope_builder(egui::UiBuilder::new().max_rect(side).layout(layout), |ui| {
        let glyph = if state.play.is_some() { icon::PAUSE } else { icon::PLAY };
        let enabled = state.timeline.core.is_some();
        if marks::command_button(ui, state, glyph, &Command::Play, enabled).clicked() {
            state.ask(Command::Play);
        }
        let undated = state.timeline.undated.len();
        if undated > 0 {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add_space(rect.height() / 2.0 - 16.0);
                ui.label(RichText::new(undated.to_string()).size(12.0).color(p.ink));
                ui.label(RichText::new(state.t("ui-undated-short")).size(11.0).color(p.muted));
            });
        }
    });
    let Some(core) = state.timeline.core else { return };
    let area = Rect::from_min_max(pos2(rect.left() + BUTTONS, rect.top() + 4.0), rect.max - vec2(8.0, 2.0));
    let pixels = f64::from(area.width()) / core.length() as f64;
    let scale = Scale { from: core.from as f64, left: area.left(), pixels };
    let plot = Rect::from_min_max(area.min, pos2(area.right(), area.bottom() - 22.0));
    bins(ui, state, plot);
    if let Some(range) = state.filters.time {
        let (from, to) = (scale.x(range.from).max(area.left()), scale.x(range.to).min(area.right()));
        let band = Rect::from_min_max(pos2(from, plot.top()), pos2(to.max(from + 2.0), plot.bottom()));
        ui.painter().rect_filled(band, 2.0, p.accent.gamma_multiply(0.16));
        for x in [band.left(), band.right()] {
            ui.painter().vline(x, plot.y_range(), Stroke::new(1.5, p.accent));
        }
    }
    ui.painter().hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, p.hairline));
    time_axis::draw(ui, state, &scale, area);
    let name = state.t("ui-choose-range");
    time_axis::brush(ui, state, &scale, area, "strip", &name);
}

/// A column for each part of the time; the root makes single events visible beside crowded days.
fn bins(ui: &Ui, state: &State, plot: Rect) {
    let p = state.palette;
    let bins = &state.timeline.bins;
    let most = bins.iter().copied().fold(0.1_f32, f32::max).sqrt();
    let width = plot.width() / bins.len().max(1) as f32;
    for (i, &n) in bins.iter().enumerate().filter(|(_, n)| **n > 0.0) {
        let height = (plot.height() - 4.0) * n.sqrt() / most;
        let left = plot.left() + width * i as f32;
        let column = Rect::from_min_max(
            pos2(left, plot.bottom() - height.max(1.5)),
            pos2(left + (width - 0.6).max(1.0), plot.bottom()),
        );
        ui.painter().rect_filled(column, 0.0, p.tint(p.accent, 0.62));
    }
}
