//! The filters, each with how much it concerns.

use std::collections::BTreeMap;

use egui::{RichText, ScrollArea, Ui};

use super::marks;
use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme;
use crate::app::view_model::filters::Filters;
use crate::app::view_model::graph::Family;
use crate::extract::finding::{EntityType, EventType, Modality, Polarity};

/// Draws the filters.
pub fn show(ui: &mut Ui, state: &mut State) {
    let snapshot = state.snapshot();
    let graph = &snapshot.graph;
    let mut types: BTreeMap<EntityType, usize> = BTreeMap::new();
    for entity in graph.entities() {
        *types.entry(entity.entity_type).or_default() += 1;
    }
    let mut events: BTreeMap<EventType, usize> = BTreeMap::new();
    let mut modalities: BTreeMap<Modality, usize> = BTreeMap::new();
    for event in graph.events() {
        *events.entry(event.event_type).or_default() += 1;
        let surest = event.claims.iter().map(|c| c.modality).min();
        *modalities.entry(surest.unwrap_or(Modality::Actual)).or_default() += 1;
    }
    let denied = |e: &&crate::knowledge::EventNode| e.claims.iter().all(|c| c.polarity == Polarity::Negated);
    let negated = graph.events().iter().filter(denied).count();
    let polarities = [(Polarity::Affirmed, graph.events().len() - negated), (Polarity::Negated, negated)];
    let before: Filters = state.filters.clone();
    let p = state.palette;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add_enabled_ui(!state.filters.is_empty(), |ui| {
            if ui.button(state.t("ui-clear-filters")).clicked() {
                state.filters.clear();
            }
        });
        ui.add_space(6.0);
        let name = state.t("ui-filter-text");
        let hint = format!("{}  {name}", egui_phosphor::regular::FUNNEL);
        let mut text = state.filters.text.clone();
        let response = ui.add(egui::TextEdit::singleline(&mut text).hint_text(hint).desired_width(f32::INFINITY));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, &name));
        state.filters.text = text;
        heading(ui, state, "ui-actors");
        for (&entity_type, &count) in &types {
            let caption = state.t(&format!("word-{entity_type}"));
            ui.horizontal(|ui| {
                marks::icon(ui, &p, entity_type, 11.0);
                let mut on = !state.filters.types.contains(&entity_type);
                if check(ui, state, &mut on, &caption, count) {
                    toggle(&mut state.filters.types, entity_type, on);
                }
            });
        }
        let mut lone = state.filters.lone;
        if check(ui, state, &mut lone, &state.t("ui-lone"), state.model.lone) {
            state.filters.lone = lone;
        }
        heading(ui, state, "ui-modality");
        for (&modality, &count) in &modalities {
            let caption = state.t(&format!("word-{modality}"));
            let mut on = !state.filters.modalities.contains(&modality);
            if check(ui, state, &mut on, &caption, count) {
                toggle(&mut state.filters.modalities, modality, on);
            }
        }
        for (polarity, count) in polarities.into_iter().filter(|(_, n)| *n > 0) {
            let caption = state.t(&format!("word-{polarity}"));
            let mut on = !state.filters.polarities.contains(&polarity);
            if check(ui, state, &mut on, &caption, count) {
                toggle(&mut state.filters.polarities, polarity, on);
            }
        }
        heading(ui, state, "ui-events");
        let mut ties = !state.filters.ties;
        if check(ui, state, &mut ties, &state.t("ui-ties"), graph.ties().len()) {
            state.filters.ties = !ties;
        }
        let mut ordered: Vec<(EventType, usize)> = events.into_iter().collect();
        ordered.sort_by_key(|&(t, n)| (std::cmp::Reverse(n), t));
        for (event_type, count) in ordered {
            let caption = state.t(&format!("event-{event_type}"));
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(egui::vec2(15.0, 15.0), egui::Sense::hover());
                ui.painter().circle_filled(rect.center(), 4.0, p.family(Family::of(event_type)));
                let mut on = !state.filters.events.contains(&event_type);
                if check(ui, state, &mut on, &caption, count) {
                    toggle(&mut state.filters.events, event_type, on);
                }
            });
        }
        heading(ui, state, "ui-sources");
        let voices = std::mem::take(&mut state.voices);
        for (voice, caption, count) in voices.iter().take(40) {
            let mut on = state.filters.sources.is_empty() || state.filters.sources.contains(voice);
            let was_all = state.filters.sources.is_empty();
            let short = crate::app::view_model::filters::shorten(caption, 30);
            if check(ui, state, &mut on, &short, *count) {
                if was_all {
                    state.filters.sources = [voice.clone()].into();
                } else if on {
                    state.filters.sources.insert(voice.clone());
                } else {
                    state.filters.sources.remove(voice);
                }
            }
        }
        state.voices = voices;
        heading(ui, state, "ui-articles");
        let rows = std::mem::take(&mut state.rows);
        for row in rows.iter().take(200) {
            let mut on = state.filters.articles.is_empty() || state.filters.articles.contains(&row.id);
            let was_all = state.filters.articles.is_empty();
            let text: String = row.title.chars().take(34).collect();
            if ui.checkbox(&mut on, text).on_hover_text(&row.title).changed() {
                if was_all {
                    // The first one chosen stands alone; others join it.
                    state.filters.articles = [row.id].into();
                } else if on {
                    state.filters.articles.insert(row.id);
                } else {
                    state.filters.articles.remove(&row.id);
                }
            }
        }
        state.rows = rows;
    });
    if state.filters != before {
        state.ask(Command::Filter);
    }
}

fn heading(ui: &mut Ui, state: &State, key: &str) {
    ui.add_space(10.0);
    ui.label(RichText::new(state.t(key)).font(theme::strong(11.5)).color(state.palette.muted));
}

fn check(ui: &mut Ui, state: &State, on: &mut bool, caption: &str, count: usize) -> bool {
    let response = ui.checkbox(on, format!("{caption}  "));
    let at = egui::pos2(ui.max_rect().right() - 4.0, response.rect.center().y);
    ui.painter().text(at, egui::Align2::RIGHT_CENTER, count.to_string(), theme::sans(11.5), state.palette.muted);
    response.changed()
}

fn toggle<T: Ord>(set: &mut std::collections::BTreeSet<T>, value: T, on: bool) {
    if on {
        set.remove(&value);
    } else {
        set.insert(value);
    }
}
