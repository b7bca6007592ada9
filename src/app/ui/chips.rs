//! What narrows the views, as chips that can each be taken away.

use egui::{Frame, Margin, RichText, Ui};
use egui_phosphor::regular as icon;

use crate::app::command::Command;
use crate::app::state::State;

/// Draws them over the view, where there are any.
pub fn show(ui: &mut Ui, state: &mut State) {
    if state.focus.is_none() && state.filters.is_empty() && state.way.is_none() {
        return;
    }
    let p = state.palette;
    let snapshot = state.snapshot();
    Frame::new().fill(p.panel).inner_margin(Margin::symmetric(12, 5)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
            ui.spacing_mut().button_padding = egui::vec2(8.0, 2.0);
            ui.spacing_mut().interact_size.y = 24.0;
            if let Some(id) = state.focus {
                let name = snapshot.graph.entity(id).map(|e| e.name.clone()).unwrap_or_default();
                if chip(ui, state, &state.locale.message("ui-around", &[("name", &name)])) {
                    state.ask(Command::Focus(None));
                }
                for depth in 1..=3 {
                    let name = state.tn("ui-depth", usize::from(depth));
                    let response = ui.selectable_label(state.depth == depth, depth.to_string());
                    response.widget_info(|| {
                        egui::WidgetInfo::selected(egui::WidgetType::Button, true, state.depth == depth, &name)
                    });
                    if response.on_hover_text(&name).clicked() {
                        state.ask(Command::Depth(depth));
                    }
                }
                ui.add_space(6.0);
            }
            if let Some((one, other)) = state.way {
                let name = |id| snapshot.graph.entity(id).map(|e| e.name.clone()).unwrap_or_default();
                let links = state.told.as_ref().map_or(0, |told| told.links.len());
                let steps = state.tn("ui-way-steps", links);
                if chip(ui, state, &format!("{} → {} · {steps}", name(one), name(other))) {
                    state.ask(Command::Select(state.selection));
                }
            }
            let parts = state.filters.parts(&snapshot, state.locale);
            let several = parts.len() > 1;
            for (part, caption) in parts {
                if chip(ui, state, &caption) {
                    state.ask(Command::Unfilter(part));
                }
            }
            if several && ui.link(RichText::new(state.t("ui-clear-filters")).size(12.0)).clicked() {
                state.ask(Command::ClearFilters);
            }
            if !state.filters.is_empty() {
                let left = state.tn("ui-count-events", state.events_left);
                ui.label(RichText::new(left).size(11.5).color(p.muted));
            }
        });
    });
}

/// A chip; true where it was taken away.
fn chip(ui: &mut Ui, state: &State, caption: &str) -> bool {
    let p = state.palette;
    let text = RichText::new(format!("{caption}  {}", icon::X)).size(12.0).color(p.ink);
    let button = egui::Button::new(text).fill(p.tint(p.accent, 0.16)).corner_radius(12);
    let response = ui.add(button);
    let name = state.locale.message("ui-chip-remove", &[("what", caption)]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &name));
    response.on_hover_text(name).clicked()
}
