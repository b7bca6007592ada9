//! What keys and the second mouse button do in the graph.

use egui::{Ui, vec2};

use super::graph_view::Hit;
use super::{inspector, shell};
use crate::app::command::Command;
use crate::app::parts::Selection;
use crate::app::state::State;

/// Arrow keys go from actor to actor, unless something else has the keyboard.
pub fn walk(ui: &Ui, state: &mut State) {
    if state.modal.is_some() || ui.memory(|m| m.focused().is_some()) {
        return;
    }
    let keys = [
        (egui::Key::ArrowLeft, vec2(-1.0, 0.0)),
        (egui::Key::ArrowRight, vec2(1.0, 0.0)),
        (egui::Key::ArrowUp, vec2(0.0, -1.0)),
        (egui::Key::ArrowDown, vec2(0.0, 1.0)),
    ];
    for (key, direction) in keys {
        if ui.input_mut(|i| i.modifiers.is_none() && i.consume_key(egui::Modifiers::NONE, key)) {
            state.ask(Command::Step(direction));
        }
    }
}

/// The menu of the actor under the pointer, or of the plane.
pub fn menu_under(state: &mut State, canvas: &egui::Response, hit: Option<Hit>) {
    if canvas.secondary_clicked()
        && let Some(Hit::Actor(i)) = hit
    {
        state.ask(Command::Select(Some(Selection::Actor(state.model.actors[i].id))));
    }
    canvas.context_menu(|ui| match state.actor() {
        Some(_) => actor_menu(ui, state),
        None => {
            for command in [Command::Fit, Command::Zoom(1.25), Command::Zoom(0.8), Command::Relayout] {
                shell::item(ui, state, command);
            }
        }
    });
}

/// What can be done with the selected actor.
pub fn actor_menu(ui: &mut Ui, state: &mut State) {
    ui.set_min_width(220.0);
    for command in [
        Command::FocusSelected,
        Command::WayFromSelected,
        Command::RenameSelected,
        Command::MergeSelected,
        Command::HideSelected,
    ] {
        shell::item(ui, state, command);
    }
    if let Some(id) = state.actor().filter(|_| !state.is_read_only()) {
        inspector::type_menu(ui, state, id);
    }
}
