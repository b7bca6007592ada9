//! Pairs of actors that may be one: a person decides.

use egui::{Frame, Label, Margin, RichText, Stroke, Ui};
use egui_phosphor::regular as icon;

use super::marks;
use crate::app::command::Command;
use crate::app::parts::Selection;
use crate::app::state::State;
use crate::app::theme;
use crate::knowledge::EntityId;

/// Pairs shown at once; the next ones come up as these are decided.
const SHOWN: usize = 3;

/// Draws the likeliest pairs, where there are any.
pub fn show(ui: &mut Ui, state: &mut State) {
    let snapshot = state.snapshot();
    if state.is_read_only() || snapshot.suggestions.is_empty() {
        return;
    }
    let p = state.palette;
    ui.label(RichText::new(state.t("ui-suggestions")).font(theme::strong(11.5)).color(p.muted));
    for suggestion in snapshot.suggestions.iter().take(SHOWN) {
        let (one, other) = (suggestion.one, suggestion.other);
        let frame = Frame::new()
            .fill(p.raised)
            .stroke(Stroke::new(1.0, p.hairline))
            .corner_radius(6)
            .inner_margin(Margin::symmetric(10, 6));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            for id in [one, other] {
                name(ui, state, id);
            }
            let reason = RichText::new(state.t(suggestion.reason.key())).size(11.5).color(p.muted);
            ui.add(Label::new(reason).wrap());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().button_padding = egui::vec2(8.0, 2.0);
                let buttons = [
                    (icon::ARROWS_MERGE, "ui-suggestion-same", Command::Merge(one, other)),
                    (icon::ARROWS_SPLIT, "ui-suggestion-different", Command::Part(one, other)),
                ];
                for (glyph, key, command) in buttons {
                    let text = RichText::new(format!("{glyph} {}", state.t(key))).size(12.0);
                    if ui.button(text).clicked() {
                        state.ask(command);
                    }
                }
            });
        });
    }
    ui.add_space(8.0);
}

fn name(ui: &mut Ui, state: &mut State, id: EntityId) {
    let snapshot = state.snapshot();
    let Some(entity) = snapshot.graph.entity(id) else { return };
    ui.horizontal(|ui| {
        marks::icon(ui, &state.palette, entity.entity_type, 11.0);
        let text = RichText::new(&entity.name).font(theme::strong(13.0)).color(state.palette.ink);
        if ui.link(text).clicked() {
            state.ask(Command::Select(Some(Selection::Actor(id))));
        }
    });
}
