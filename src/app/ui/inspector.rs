//! The right panel: the selected actor or link with its events, or the whole in numbers.

use egui::text::{LayoutJob, TextFormat};
use egui::{Frame, Margin, RichText, ScrollArea, Sense, Stroke, Ui, WidgetInfo, WidgetType};
use egui_phosphor::regular as icon;

use super::{articles, marks, suggestions};
use crate::app::command::Command;
use crate::app::state::{Selection, State};
use crate::app::theme;
use crate::app::view_model::accord::Accord;
use crate::app::view_model::inspector::{Card, Tag, Testimony};
use crate::app::view_model::{date, number};
use crate::extract::finding::{EntityType, EventId, Role};
use crate::knowledge::EntityId;

/// Draws the panel.
pub fn show(ui: &mut Ui, state: &mut State) {
    match state.selection {
        Some(Selection::Actor(id)) => actor(ui, state, id),
        Some(Selection::Link(from, to)) => link(ui, state, from, to),
        Some(Selection::Event(id)) => event(ui, state, id),
        None => overview(ui, state),
    }
}

fn overview(ui: &mut Ui, state: &mut State) {
    let p = state.palette;
    let snapshot = state.snapshot();
    let graph = &snapshot.graph;
    ui.label(RichText::new(state.t("ui-overview")).font(theme::strong(15.0)));
    ui.add_space(4.0);
    ui.columns(3, |columns| {
        let counts = [
            ("ui-actors", graph.entities().len()),
            ("ui-events", graph.events().len()),
            ("ui-articles", snapshot.articles.len()),
        ];
        for (column, (key, n)) in columns.iter_mut().zip(counts) {
            column.label(RichText::new(number(n as u64, state.locale)).font(theme::strong(22.0)));
            column.label(RichText::new(state.t(key)).size(11.5).color(p.muted));
        }
    });
    ui.add_space(6.0);
    ui.label(RichText::new(state.t("ui-overview-hint")).color(p.muted));
    ui.add_space(8.0);
    suggestions::show(ui, state);
    ui.label(RichText::new(state.t("ui-main-actors")).font(theme::strong(11.5)).color(p.muted));
    let order = state.model.order.iter().take(30);
    let main: Vec<_> = order.filter_map(|&i| graph.entity(state.model.actors[i].id)).collect();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for entity in main {
            let response = articles::actor_row(ui, state, entity, false);
            if response.clicked() {
                state.ask(Command::Select(Some(Selection::Actor(entity.id))));
            }
        }
    });
}

/// A menu of types for an actor.
pub fn type_menu(ui: &mut Ui, state: &mut State, id: EntityId) {
    let now = state.snapshot().graph.entity(id).map(|e| e.entity_type);
    ui.menu_button(format!("{} {}", icon::TAG, state.t("ui-type")), |ui| {
        for &entity_type in EntityType::ALL {
            ui.horizontal(|ui| {
                marks::icon(ui, &state.palette, entity_type, 11.0);
                let name = state.t(&format!("word-{entity_type}"));
                if ui.radio(now == Some(entity_type), name).clicked() {
                    state.ask(Command::Retype(id, entity_type));
                    ui.close();
                }
            });
        }
    });
}

fn actor(ui: &mut Ui, state: &mut State, id: EntityId) {
    let p = state.palette;
    let snapshot = state.snapshot();
    let Some(entity) = snapshot.graph.entity(id) else { return };
    ui.horizontal_top(|ui| {
        marks::icon(ui, &p, entity.entity_type, 18.0);
        ui.vertical(|ui| {
            ui.add(egui::Label::new(RichText::new(&entity.name).font(theme::strong(18.0))).wrap());
            let kind = state.t(&format!("word-{}", entity.entity_type));
            ui.label(RichText::new(kind).size(11.5).color(p.actor(entity.entity_type)));
        });
    });
    let others: Vec<&str> =
        entity.aliases.iter().map(|a| a.text.as_str()).filter(|a| *a != entity.name).take(8).collect();
    if !others.is_empty() {
        let text = format!("{} {}", state.t("ui-also"), others.join(", "));
        ui.add(egui::Label::new(RichText::new(text).size(11.5).color(p.muted)).wrap());
    }
    let mut facts = vec![
        state.tn("ui-count-events", entity.event_count),
        state.tn("ui-count-mentions", entity.mentions.len()),
        state.tn("ui-count-articles", entity.articles.len()),
    ];
    match (entity.first_date, entity.last_date) {
        (Some(first), Some(last)) if first != last => {
            facts.push(format!("{} – {}", date(first, state.locale), date(last, state.locale)));
        }
        (Some(first), _) => facts.push(date(first, state.locale)),
        _ => {}
    }
    ui.add(egui::Label::new(RichText::new(facts.join(" · ")).size(11.5).color(p.muted)).wrap());
    ui.add_space(4.0);
    ui.add_enabled_ui(!state.is_read_only(), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let buttons = [
                (icon::PENCIL_SIMPLE, "ui-rename", Command::RenameSelected),
                (icon::ARROWS_MERGE, "ui-merge", Command::MergeSelected),
                (icon::EYE_SLASH, "ui-hide", Command::HideSelected),
            ];
            for (glyph, key, command) in buttons {
                let name = state.t(key);
                let response = ui.button(format!("{glyph} {name}"));
                response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
                if response.clicked() {
                    state.ask(command);
                }
            }
            type_menu(ui, state, id);
        });
    });
    ui.horizontal(|ui| {
        if state.focus == Some(id) {
            if ui.link(state.t("ui-show-all")).clicked() {
                state.ask(Command::Focus(None));
            }
        } else if ui.link(format!("{} {}", icon::CROSSHAIR, state.t("ui-focus"))).clicked() {
            state.ask(Command::Focus(Some(id)));
        }
    });
    ui.separator();
    cards(ui, state, ("actor", id.0, 0));
}

fn link(ui: &mut Ui, state: &mut State, from: EntityId, to: EntityId) {
    let snapshot = state.snapshot();
    let p = state.palette;
    for (i, id) in [from, to].into_iter().enumerate() {
        let Some(entity) = snapshot.graph.entity(id) else { continue };
        ui.horizontal(|ui| {
            if i == 1 {
                ui.label(RichText::new(icon::ARROW_DOWN_RIGHT).color(p.muted));
            }
            marks::icon(ui, &p, entity.entity_type, 14.0);
            let text = RichText::new(&entity.name).font(theme::strong(15.0)).color(p.ink);
            if ui.link(text).clicked() {
                state.ask(Command::Select(Some(Selection::Actor(id))));
            }
        });
    }
    let count = state.tn("ui-count-links", state.cards.len() + state.more_cards);
    ui.label(RichText::new(count).size(11.5).color(p.muted));
    ui.separator();
    cards(ui, state, ("link", from.0, to.0));
}

/// An event by itself: who takes part, each one click away, then its card.
fn event(ui: &mut Ui, state: &mut State, id: EventId) {
    let snapshot = state.snapshot();
    let p = state.palette;
    let Some(event) = snapshot.graph.event(id) else { return };
    ui.label(RichText::new(state.t(&format!("event-{}", event.event_type))).size(11.5).color(p.muted));
    for role in Role::ALL.iter().copied().filter(|r| *r != Role::Time) {
        for id in event.entities(role) {
            let Some(entity) = snapshot.graph.entity(id) else { continue };
            ui.horizontal(|ui| {
                marks::icon(ui, &p, entity.entity_type, 13.0);
                if ui.link(RichText::new(&entity.name).font(theme::strong(14.0)).color(p.ink)).clicked() {
                    state.ask(Command::Select(Some(Selection::Actor(id))));
                }
                ui.label(RichText::new(state.t(&format!("word-{role}"))).size(11.5).color(p.muted));
            });
        }
    }
    ui.separator();
    cards(ui, state, ("event", id.0, 0));
}

/// What is agreed, what is contested, and a line for each claim, one click from its sentence.
fn accord(ui: &mut Ui, state: &mut State, accord: &Accord) {
    let p = state.palette;
    if !accord.agreed.is_empty() {
        let text = format!("{} {}", icon::CHECK, accord.agreed.join(" · "));
        ui.add(egui::Label::new(RichText::new(text).size(12.0)).wrap());
    }
    for dispute in &accord.disputed {
        let (glyph, color) =
            if dispute.open { (icon::ARROWS_LEFT_RIGHT, p.error) } else { (icon::ARROW_RIGHT, p.muted) };
        let aspect = RichText::new(format!("{glyph} {}", dispute.aspect)).size(11.5).color(color);
        ui.add(egui::Label::new(aspect).wrap());
        ui.add(egui::Label::new(RichText::new(&dispute.line).size(12.5).font(theme::strong(12.5))).wrap());
    }
    if !accord.support.is_empty() {
        ui.label(RichText::new(&accord.support).size(11.5).color(p.muted));
    }
    let width = ui.available_width();
    for (i, claim) in accord.claims.iter().enumerate() {
        let name = state.locale.message("ui-count-said", &[("words", &claim.said), ("who", &claim.who)]);
        let response = marks::row(ui, 24.0, false, &name, &p, |painter, rect| {
            if i % 2 == 0 {
                painter.rect_filled(rect, 3.0, p.tint(p.ink, 0.03));
            }
            let y = rect.top() + 4.0;
            let column = width * 0.4;
            let at = egui::pos2(rect.left() + 6.0, y);
            marks::clipped(painter, at, &claim.who, theme::sans(12.0), p.accent, column - 12.0);
            let at = egui::pos2(rect.left() + column, y);
            let said =
                if claim.hedge.is_empty() { claim.said.clone() } else { format!("{} ({})", claim.said, claim.hedge) };
            marks::clipped(painter, at, &said, theme::sans(12.0), p.ink, width - column - 6.0);
        });
        if response.on_hover_text(format!("{name}\n{}", state.t("ui-read-there"))).clicked() {
            state.ask(Command::Read(claim.article, Some(claim.sentence)));
        }
    }
}

fn cards(ui: &mut Ui, state: &mut State, salt: (&str, u64, u64)) {
    let cards = std::mem::take(&mut state.cards);
    ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        if cards.is_empty() {
            ui.label(RichText::new(state.t("ui-no-events")).color(state.palette.muted));
        }
        for (i, one) in cards.iter().enumerate() {
            ui.push_id((salt, i), |ui| card(ui, state, one));
        }
        if state.more_cards > 0 {
            ui.label(RichText::new(state.tn("ui-more", state.more_cards)).color(state.palette.muted));
        }
    });
    state.cards = cards;
}

fn card(ui: &mut Ui, state: &mut State, card: &Card) {
    let p = state.palette;
    let color = p.family(card.family);
    let frame = Frame::new()
        .fill(p.raised)
        .stroke(Stroke::new(1.0, p.hairline))
        .corner_radius(6)
        .inner_margin(Margin { left: 14, right: 10, top: 8, bottom: 8 });
    let inside = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let title = RichText::new(&card.headline).font(theme::strong(13.0)).color(p.ink);
        match card.event.filter(|id| state.event() != Some(*id)) {
            Some(id) => {
                let link = egui::Label::new(title).wrap().sense(Sense::click());
                let response = ui.add(link).on_hover_cursor(egui::CursorIcon::PointingHand);
                if response.clicked() {
                    state.ask(Command::Select(Some(Selection::Event(id))));
                }
            }
            None => drop(ui.add(egui::Label::new(title).wrap())),
        }
        if !card.detail.is_empty() {
            ui.add(egui::Label::new(RichText::new(&card.detail).size(11.5).color(p.muted)).wrap());
        }
        if let Some(accord) = &card.accord {
            self::accord(ui, state, accord);
        }
        for (i, testimony) in card.testimonies.iter().enumerate() {
            ui.push_id(i, |ui| self::testimony(ui, state, testimony));
        }
        if let Some(hide) = card.hide.clone().filter(|_| !state.is_read_only()) {
            let text = RichText::new(state.t("ui-hide-event")).size(11.5).color(p.muted);
            if ui.link(text).clicked() {
                state.ask(Command::Correct(vec![hide]));
            }
        }
    });
    let rect = inside.response.rect;
    let bar = egui::Rect::from_min_max(rect.min, egui::pos2(rect.left() + 4.0, rect.bottom()));
    ui.painter().rect_filled(bar, egui::CornerRadius { nw: 6, sw: 6, ne: 0, se: 0 }, color);
}

fn testimony(ui: &mut Ui, state: &mut State, testimony: &Testimony) {
    let p = state.palette;
    if !testimony.tags.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for tag in &testimony.tags {
                match tag {
                    Tag::Source(who) => {
                        let said = state.locale.message("ui-said-by", &[("who", who)]);
                        marks::tag(ui, &said, p.accent, &p);
                    }
                    Tag::Hedge(word) => marks::tag(ui, word, p.error, &p),
                }
            }
        });
    }
    let response = quotation(ui, state, testimony);
    if response.clicked() {
        state.ask(Command::Read(testimony.article, Some(testimony.sentence)));
    }
    ui.horizontal(|ui| {
        let why = state.t("ui-why");
        let id = ui.id().with("why");
        let mut open = ui.data(|d| d.get_temp::<bool>(id)).unwrap_or(false);
        let text = RichText::new(&why).size(11.5).color(p.accent);
        if ui.link(text).clicked() {
            open = !open;
            ui.data_mut(|d| d.insert_temp(id, open));
        }
        let text = RichText::new(&testimony.article_title).size(11.5).color(p.muted);
        ui.add(egui::Label::new(text).truncate());
    });
    if ui.data(|d| d.get_temp::<bool>(ui.id().with("why"))).unwrap_or(false) {
        for (words, rule) in &testimony.why {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(words).size(11.5));
                ui.label(RichText::new(rule).size(11.5).color(p.muted));
            });
        }
    }
}

/// The sentence in serif, its telling words bold; answers to clicks.
fn quotation(ui: &mut Ui, state: &State, testimony: &Testimony) -> egui::Response {
    let p = state.palette;
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    let plain =
        TextFormat { font_id: theme::serif(14.0), color: p.ink, line_height: Some(20.0), ..TextFormat::default() };
    let bold = TextFormat { font_id: theme::serif_strong(14.0), ..plain.clone() };
    let text = testimony.text.replace('\n', " ");
    let mut at = 0;
    for &(start, end) in &testimony.strong {
        if let (Some(before), Some(words)) = (text.get(at..start), text.get(start..end)) {
            job.append(before, 0.0, plain.clone());
            job.append(words, 0.0, bold.clone());
            at = end;
        }
    }
    job.append(text.get(at..).unwrap_or_default(), 0.0, plain);
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &text));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.expand(3.0), 4.0, p.tint(p.accent, 0.1));
    }
    ui.painter().galley(rect.min, galley, p.ink);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(state.t("ui-read-there"))
}
