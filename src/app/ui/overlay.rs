//! What lies over the graph: legend and zoom.

use egui::{Align2, Rect, Stroke, Ui, pos2, vec2};
use egui_phosphor::regular as icon;

use super::marks;
use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme;
use crate::app::view_model::graph::Family;
use crate::extract::finding::EntityType;

/// What shapes and colours mean.
pub fn legend(ui: &Ui, state: &State, rect: Rect) {
    let p = &state.palette;
    let painter = ui.painter_at(rect);
    let types: Vec<EntityType> =
        EntityType::ALL.iter().copied().filter(|t| state.model.actors.iter().any(|a| a.entity_type == *t)).collect();
    let families = [Family::Violence, Family::Speech, Family::Politics, Family::Exchange, Family::Rest, Family::Tie];
    let shown: Vec<Family> =
        families.into_iter().filter(|f| state.model.links.iter().any(|l| l.family == *f)).collect();
    let key = |family: Family| match family {
        Family::Violence => "ui-family-violence",
        Family::Speech => "ui-family-speech",
        Family::Politics => "ui-family-politics",
        Family::Exchange => "ui-family-exchange",
        Family::Rest => "ui-family-rest",
        Family::Tie => "ui-ties",
    };
    let mut lines = shown.len().max(types.len()) as f32;
    lines = lines.max(1.0);
    let word = |text: String| painter.layout_no_wrap(text, theme::sans(11.5), p.ink).size().x;
    let first = types.iter().map(|t| word(state.t(&format!("word-{t}")))).fold(0.0, f32::max) + 44.0;
    let second = shown.iter().map(|f| word(state.t(key(*f))) + 40.0).fold(0.0, f32::max);
    let size = vec2(first + second, lines * 18.0 + 14.0);
    if types.is_empty() {
        return;
    }
    let area = Rect::from_min_size(pos2(rect.left() + 12.0, rect.bottom() - size.y - 12.0), size);
    painter.rect(area, 6.0, p.canvas.gamma_multiply(0.92), Stroke::new(1.0, p.hairline), egui::StrokeKind::Inside);
    for (i, entity_type) in types.into_iter().enumerate() {
        let at = area.min + vec2(16.0, 16.0 + i as f32 * 18.0);
        painter.add(marks::shape(entity_type, at, 5.0, p.actor(entity_type), Stroke::NONE));
        let word = state.t(&format!("word-{entity_type}"));
        painter.text(at + vec2(12.0, 0.0), Align2::LEFT_CENTER, word, theme::sans(11.5), p.ink);
    }
    for (i, family) in shown.into_iter().enumerate() {
        let at = area.min + vec2(first, 16.0 + i as f32 * 18.0);
        painter.hline(at.x..=at.x + 18.0, at.y, Stroke::new(2.5, p.family(family)));
        painter.text(at + vec2(25.0, 0.0), Align2::LEFT_CENTER, state.t(key(family)), theme::sans(11.5), p.ink);
    }
}

/// Buttons for zoom.
pub fn controls(ui: &mut Ui, state: &mut State, rect: Rect) {
    let buttons =
        [(icon::PLUS, Command::Zoom(1.25)), (icon::MINUS, Command::Zoom(0.8)), (icon::ARROWS_OUT, Command::Fit)];
    let area = Rect::from_min_size(rect.right_bottom() - vec2(46.0, 112.0), vec2(34.0, 100.0));
    let p = state.palette;
    ui.painter().rect(area, 6.0, p.canvas, Stroke::new(1.0, p.hairline), egui::StrokeKind::Inside);
    ui.scope_builder(egui::UiBuilder::new().max_rect(area.shrink(3.0)), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for (glyph, command) in buttons {
            if marks::command_button(ui, state, glyph, &command, true).clicked() {
                state.ask(command);
            }
        }
    });
}
