//! The list of articles, and the actors that a search finds.

use egui::{Align2, RichText, ScrollArea, Stroke, Ui, pos2, vec2};

use super::marks;
use crate::app::command::Command;
use crate::app::state::{Selection, State};
use crate::app::theme;
use crate::app::view_model::articles::{self, Mark};
use crate::text::fold;

const ROW: f32 = 46.0;
const ACTORS: usize = 6;

/// Draws the list.
pub fn show(ui: &mut Ui, state: &mut State) {
    let p = state.palette;
    found_actors(ui, state);
    let rows = std::mem::take(&mut state.rows);
    let shown = articles::matching(&rows, &state.search, &state.hits);
    let count = state.tn("ui-count-articles", shown.len());
    ui.label(RichText::new(count).size(11.5).color(p.muted));
    let open = state.reading.as_ref().map(|r| r.article);
    let mut read = None;
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, shown.len(), |ui, range| {
        for row in &shown[range] {
            let response = marks::row(ui, ROW, open == Some(row.id), &row.title, &p, |painter, rect| {
                let badge = match &row.mark {
                    Mark::Read(n) => (n.to_string(), p.muted),
                    Mark::Unread => ("–".to_owned(), p.muted),
                    Mark::Failed(_) => (egui_phosphor::regular::WARNING.to_owned(), p.error),
                };
                let right = pos2(rect.right() - 8.0, rect.top() + 14.0);
                let used = painter.text(right, Align2::RIGHT_CENTER, badge.0, theme::sans(11.5), badge.1);
                let width = used.left() - rect.left() - 16.0;
                marks::clipped(painter, rect.min + vec2(8.0, 5.0), &row.title, theme::sans(13.0), p.ink, width);
                let (line, ink) = match &row.mark {
                    Mark::Failed(reason) => (reason, p.error),
                    _ => (&row.subtitle, p.muted),
                };
                let at = rect.min + vec2(8.0, 25.0);
                marks::clipped(painter, at, line, theme::sans(11.5), ink, rect.width() - 16.0);
            });
            let response = match (&row.mark, state.hits.get(&row.id)) {
                (Mark::Failed(reason), _) => response.on_hover_text(reason),
                (Mark::Unread, _) => response.on_hover_text(state.t("ui-unread")),
                (Mark::Read(n), None) => {
                    response.on_hover_text(format!("{}\n{}", row.title, state.tn("ui-findings", *n)))
                }
                (Mark::Read(_), Some((_, snippet))) => response.on_hover_text(snippet.replace(['\u{2}', '\u{3}'], "")),
            };
            if response.clicked() {
                read = Some(row.id);
            }
            if response.double_clicked() {
                state.filters.articles = [row.id].into();
                state.commands.push(Command::Filter);
            }
        }
    });
    state.rows = rows;
    if let Some(id) = read {
        state.ask(Command::Read(id, None));
    }
}

/// The actors whose names hold what was typed.
fn found_actors(ui: &mut Ui, state: &mut State) {
    let typed = fold(state.search.trim());
    if typed.is_empty() {
        return;
    }
    let p = state.palette;
    let snapshot = state.snapshot();
    let named = |e: &&crate::knowledge::Entity| {
        fold(&e.name).contains(&typed) || e.aliases.iter().any(|a| fold(&a.text).contains(&typed))
    };
    let mut found: Vec<_> = snapshot.graph.entities().iter().filter(named).collect();
    found.sort_by_key(|e| std::cmp::Reverse(e.event_count));
    if found.is_empty() {
        return;
    }
    ui.label(RichText::new(state.t("ui-actors")).size(11.5).color(p.muted));
    ui.spacing_mut().item_spacing.y = 2.0;
    for entity in found.into_iter().take(ACTORS) {
        let selected = state.actor() == Some(entity.id);
        let response = actor_row(ui, state, entity, selected);
        if response.clicked() {
            state.ask(Command::Select(Some(Selection::Actor(entity.id))));
        }
        if response.double_clicked() {
            state.ask(Command::Focus(Some(entity.id)));
        }
    }
    ui.add_space(8.0);
}

/// A line for an actor: shape, name, how many events.
pub fn actor_row(ui: &mut Ui, state: &State, entity: &crate::knowledge::Entity, selected: bool) -> egui::Response {
    let p = state.palette;
    marks::row(ui, 28.0, selected, &entity.name, &p, |painter, rect| {
        let c = pos2(rect.left() + 14.0, rect.center().y);
        painter.add(marks::shape(entity.entity_type, c, 5.5, p.actor(entity.entity_type), Stroke::NONE));
        let right = pos2(rect.right() - 8.0, rect.center().y);
        let count = entity.event_count.to_string();
        let used = painter.text(right, Align2::RIGHT_CENTER, count, theme::sans(11.5), p.muted);
        let at = rect.min + vec2(28.0, 6.0);
        marks::clipped(painter, at, &entity.name, theme::sans(13.0), p.ink, used.left() - rect.left() - 36.0);
    })
}
