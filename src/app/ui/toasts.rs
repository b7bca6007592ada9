//! Words on what ended, at the bottom.

use egui::{Align2, Area, Context, Frame, Margin, Order, RichText, Stroke, vec2};
use egui_phosphor::regular as icon;

use super::marks;
use crate::app::state::State;
use crate::diagnostic::Severity;

/// Draws them, and wakes when the next one goes.
pub fn show(ctx: &Context, state: &mut State) {
    let Some(next) = state.toasts.iter().map(|t| t.until).min() else { return };
    let left = next.saturating_duration_since(std::time::Instant::now());
    ctx.request_repaint_after(left + std::time::Duration::from_millis(30));
    let p = state.palette;
    let close = state.t("ui-close");
    // Above the strip of time, so that it can be used meanwhile.
    let lift = if state.strip && !state.is_empty() { super::time_strip::HEIGHT + 14.0 } else { 20.0 };
    let area = Area::new("toasts".into()).order(Order::Foreground).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -lift));
    let mut closed = None;
    area.show(ctx, |ui| {
        for (i, toast) in state.toasts.iter().enumerate() {
            let (glyph, color) = match toast.severity {
                Severity::Info => (icon::CHECK_CIRCLE, p.accent),
                Severity::Warning => (icon::WARNING, p.muted),
                Severity::Error => (icon::WARNING_CIRCLE, p.error),
            };
            let frame = Frame::new()
                .fill(p.raised)
                .stroke(Stroke::new(1.0, p.hairline))
                .corner_radius(8)
                .shadow(ui.visuals().popup_shadow)
                .inner_margin(Margin::symmetric(12, 6));
            frame.show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.label(RichText::new(glyph).size(17.0).color(color));
                    ui.scope(|ui| {
                        ui.set_max_width(620.0);
                        ui.add(egui::Label::new(&toast.text).wrap());
                    });
                    if marks::icon_button(ui, icon::X, &close, true).clicked() {
                        closed = Some(i);
                    }
                });
            });
        }
    });
    if let Some(i) = closed {
        state.toasts.remove(i);
    }
}
