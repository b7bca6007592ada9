//! The palette: a field, and below it what fits; arrows choose, Enter does it.

use egui::{Align2, Context, Key, Modifiers, RichText, ScrollArea, Stroke, TextEdit, pos2, vec2};
use egui_phosphor::regular as icon;

use super::marks;
use crate::app::command::Command;
use crate::app::menu;
use crate::app::parts::{Modal, Selection};
use crate::app::state::State;
use crate::app::theme;
use crate::app::view_model::finder::Found;

const ROW: f32 = 32.0;

/// Draws it, and puts it back into the state unless it is done.
pub fn show(ctx: &Context, state: &mut State, mut typed: String, mut at: usize) {
    let p = state.palette;
    let before = typed.clone();
    let hits = state.found.hits.clone();
    let (down, up, enter) = ctx.input_mut(|i| {
        (
            i.consume_key(Modifiers::NONE, Key::ArrowDown),
            i.consume_key(Modifiers::NONE, Key::ArrowUp),
            i.consume_key(Modifiers::NONE, Key::Enter),
        )
    });
    at = at.min(hits.len().saturating_sub(1));
    if down {
        at = (at + 1) % hits.len().max(1);
    }
    if up {
        at = (at + hits.len().max(1) - 1) % hits.len().max(1);
    }
    let moved = down || up;
    // Enter waits for the answer to what was typed last.
    let mut done = (enter && state.found.typed == typed).then_some(at);
    let top = ctx.content_rect().top() + 90.0;
    let area = egui::Area::new("finder".into())
        .kind(egui::UiKind::Modal)
        .order(egui::Order::Foreground)
        .anchor(Align2::CENTER_TOP, vec2(0.0, top));
    let response = egui::Modal::new("finder".into()).area(area).show(ctx, |ui| {
        ui.set_width(560.0);
        let field = TextEdit::singleline(&mut typed)
            .hint_text(state.t("ui-palette-hint"))
            .font(theme::sans(16.0))
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        let name = state.t("ui-palette");
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, &name));
        response.request_focus();
        ui.add_space(6.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        if hits.is_empty() {
            ui.label(RichText::new(state.t("ui-palette-nothing")).color(p.muted));
        }
        let catalogue = menu::catalogue(state);
        ScrollArea::vertical().max_height(ROW * 11.5).min_scrolled_height(ROW * 11.5).auto_shrink([false, true]).show(
            ui,
            |ui| {
                for (i, hit) in hits.iter().enumerate() {
                    let (note, keys) = note(ui.ctx(), state, &catalogue, hit.found);
                    let response = marks::row(ui, ROW, i == at, &hit.caption, &p, |painter, rect| {
                        let middle = rect.center().y;
                        let c = pos2(rect.left() + 18.0, middle);
                        match hit.found {
                            Found::Actor(_, kind) => {
                                painter.add(marks::shape(kind, c, 6.0, p.actor(kind), Stroke::NONE));
                            }
                            other => {
                                let glyph = match other {
                                    Found::Article(_) => icon::ARTICLE,
                                    Found::Event(_) => icon::LIGHTNING,
                                    Found::Command(_) | Found::Actor(..) => icon::CARET_RIGHT,
                                };
                                painter.text(c, Align2::CENTER_CENTER, glyph, theme::sans(15.0), p.muted);
                            }
                        }
                        let right = pos2(rect.right() - 10.0, middle);
                        let text = if keys.is_empty() { &note } else { &keys };
                        let used = painter.text(right, Align2::RIGHT_CENTER, text, theme::sans(11.5), p.muted);
                        let start = pos2(rect.left() + 36.0, middle - 8.5);
                        let width = used.left() - start.x - 12.0;
                        marks::clipped(painter, start, &hit.caption, theme::sans(13.5), p.ink, width);
                    });
                    if i == at && moved {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        done = Some(i);
                    }
                }
            },
        );
    });
    if let Some(hit) = done.and_then(|i| hits.get(i)) {
        match hit.found {
            Found::Command(i) => {
                if let Some(command) = menu::catalogue(state).into_iter().nth(i) {
                    state.ask(command);
                }
            }
            Found::Actor(id, _) => state.ask(Command::Select(Some(Selection::Actor(id)))),
            Found::Event(id) => state.ask(Command::Select(Some(Selection::Event(id)))),
            Found::Article(id) => state.ask(Command::Read(id, None)),
        }
        return;
    }
    if response.should_close() {
        return;
    }
    if typed != before {
        at = 0;
        state.ask(Command::Show(Modal::Finder(typed.clone(), 0)));
    }
    state.modal = Some(Modal::Finder(typed, at));
}

/// What kind of thing a hit is, and the keys of a command.
fn note(ctx: &Context, state: &State, catalogue: &[Command], found: Found) -> (String, String) {
    match found {
        Found::Command(i) => {
            let keys = catalogue.get(i).and_then(Command::shortcut).map(|k| ctx.format_shortcut(&k));
            (state.t("ui-palette-command"), keys.unwrap_or_default())
        }
        Found::Actor(_, kind) => (state.t(&format!("word-{kind}")), String::new()),
        Found::Event(_) => (state.t("ui-palette-event"), String::new()),
        Found::Article(_) => (state.t("ui-palette-article"), String::new()),
    }
}
