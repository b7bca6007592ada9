//! Tables: a line of captions that sort, and only those rows that are in sight.

use egui::{Frame, Key, Margin, Rect, RichText, ScrollArea, Sense, Stroke, TextEdit, Ui};
use egui::{WidgetInfo, WidgetType, pos2, vec2};
use egui_phosphor::regular as icon;

use super::marks;
use crate::app::command::Command;
use crate::app::parts::Selection;
use crate::app::state::State;
use crate::app::theme;
use crate::app::view_model::table::{Row, TableKind, Target};

const ROW: f32 = 28.0;
const HEAD: f32 = 30.0;
/// Pixels of a share of one; narrower windows scroll sideways.
const SHARE: f32 = 62.0;

/// Draws the table.
pub fn show(ui: &mut Ui, state: &mut State) {
    let frame = Frame::new().inner_margin(Margin { left: 12, right: 12, top: 8, bottom: 6 });
    frame.show(ui, |ui| {
        tools(ui, state);
        ui.add_space(4.0);
        grid(ui, state);
    });
}

fn tools(ui: &mut Ui, state: &mut State) {
    let p = state.palette;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for kind in TableKind::ALL {
            let on = state.sheet.wish.kind == kind;
            let ink = if on { p.ink } else { p.muted };
            let text = RichText::new(state.t(kind.caption())).font(theme::strong(13.0)).color(ink);
            let button = egui::Button::new(text).selected(on).frame_when_inactive(false);
            let response = ui.add(button);
            let name = state.t(kind.table_caption());
            response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, on, &name));
            if response.clicked() {
                state.ask(Command::Table(kind));
            }
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            copies(ui, state);
            columns(ui, state);
            let count = state.tn("ui-rows", state.sheet.table.order.len());
            ui.label(RichText::new(count).size(11.5).color(p.muted));
            ui.add_space(8.0);
            let hint = format!("{}  {}", icon::FUNNEL, state.t("ui-table-filter"));
            let before = state.sheet.wish.text.clone();
            let width = (ui.available_width() - 4.0).clamp(60.0, 420.0);
            let field = TextEdit::singleline(&mut state.sheet.wish.text).hint_text(hint).desired_width(width);
            let response = ui.add(field);
            let name = state.t("ui-table-filter");
            response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, &name));
            if state.sheet.wish.text != before {
                state.ask(Command::Arrange);
            }
        });
    });
}

fn copies(ui: &mut Ui, state: &mut State) {
    let some = !state.sheet.chosen.is_empty();
    for (glyph, command) in
        [(icon::COPY, Command::Copy { all: true }), (icon::COPY_SIMPLE, Command::Copy { all: false })]
    {
        let enabled = some || matches!(command, Command::Copy { all: true });
        if marks::command_button(ui, state, glyph, &command, enabled).clicked() {
            state.ask(command);
        }
    }
}

fn columns(ui: &mut Ui, state: &mut State) {
    let kind = state.sheet.wish.kind;
    let name = state.t("ui-columns");
    let button = egui::Button::new(RichText::new(icon::COLUMNS).size(16.0)).frame_when_inactive(false);
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        let mut hidden = state.sheet.hidden.get(&kind).cloned().unwrap_or_default();
        for (i, (key, _)) in kind.columns().iter().enumerate().skip(1) {
            let mut on = !hidden.contains(&i);
            if ui.checkbox(&mut on, state.t(key)).changed() {
                if on {
                    hidden.remove(&i)
                } else {
                    hidden.insert(i)
                };
            }
        }
        state.sheet.hidden.insert(kind, hidden);
    });
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
    response.on_hover_text(name);
}

fn grid(ui: &mut Ui, state: &mut State) {
    let p = state.palette;
    let table = state.sheet.table.clone();
    let kind = table.wish.kind;
    let hidden = state.sheet.hidden.get(&kind).cloned().unwrap_or_default();
    let shown: Vec<usize> = (0..kind.columns().len()).filter(|c| !hidden.contains(c)).collect();
    let shares: f32 = shown.iter().map(|&c| kind.columns()[c].1).sum();
    // Each column has room for its caption; what is left is shared out.
    let caption = |c: usize| {
        let words = state.t(kind.columns()[c].0);
        ui.painter().layout_no_wrap(words, theme::strong(11.5), p.ink).size().x + 32.0
    };
    let least: Vec<f32> = shown.iter().map(|&c| caption(c).max(kind.columns()[c].1 * SHARE)).collect();
    let needed: f32 = least.iter().sum();
    let spare = (ui.available_width() - needed).max(0.0);
    let width = needed + spare;
    let mut left = 0.0;
    let mut spans: Vec<(usize, f32, f32)> = Vec::new();
    for (&c, least) in shown.iter().zip(&least) {
        let own = least + spare * kind.columns()[c].1 / shares;
        spans.push((c, left, own));
        left += own;
    }
    ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        head(ui, state, kind, &spans);
        if table.order.is_empty() {
            ui.add_space(20.0);
            ui.label(RichText::new(state.t("ui-table-empty")).color(p.muted));
        }
        let scroll = ScrollArea::vertical().id_salt(("table", kind)).auto_shrink(false);
        scroll.show_rows(ui, ROW, table.order.len(), |ui, range| {
            for at in range {
                row(ui, state, &table.rows[table.order[at] as usize], at, &spans);
            }
        });
    });
}

fn head(ui: &mut Ui, state: &mut State, kind: TableKind, spans: &[(usize, f32, f32)]) {
    let p = state.palette;
    let width: f32 = spans.iter().map(|s| s.2).sum();
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEAD), Sense::hover());
    for &(column, left, own) in spans {
        let area = Rect::from_min_size(rect.min + vec2(left, 0.0), vec2(own, HEAD));
        let response = ui.interact(area, ui.id().with(("head", column)), Sense::click());
        let caption = state.t(kind.columns()[column].0);
        let name = state.locale.message("ui-sort-by", &[("column", &caption)]);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
        let wish = &mut state.sheet.wish;
        let sorted = wish.sort == Some(column);
        let arrow = match (sorted, wish.falling) {
            (true, true) => icon::CARET_DOWN,
            (true, false) => icon::CARET_UP,
            _ => "",
        };
        let ink = if sorted || response.hovered() || response.has_focus() { p.ink } else { p.muted };
        let at = area.min + vec2(8.0, 8.0);
        let text = format!("{caption} {arrow}");
        marks::clipped(ui.painter(), at, text.trim(), theme::strong(11.5), ink, own - 14.0);
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            // Rising, falling, then the graph's own order again; figures begin with the greatest.
            let first = state.sheet.table.rows.first().and_then(|r| r.cells.get(column));
            let figures = first.is_some_and(|cell| cell.rank.is_some());
            (wish.sort, wish.falling) = match (sorted, wish.falling) {
                (false, _) => (Some(column), figures),
                (true, falling) if falling == figures => (Some(column), !falling),
                (true, _) => (None, false),
            };
            state.ask(Command::Arrange);
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.hairline));
}

fn selected(state: &State, target: Target) -> bool {
    match (target, state.selection) {
        (Target::Actor(id), Some(Selection::Actor(other))) => id == other,
        (Target::Event(id) | Target::Claim(id, _), Some(Selection::Event(other))) => id == other,
        (Target::Article(id), _) => state.reading.as_ref().is_some_and(|r| r.article == id),
        _ => false,
    }
}

fn row(ui: &mut Ui, state: &mut State, row: &Row, at: usize, spans: &[(usize, f32, f32)]) {
    let p = state.palette;
    let width: f32 = spans.iter().map(|s| s.2).sum();
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click());
    let name = &row.cells[0].text;
    let chosen = state.sheet.chosen.contains(&row.target);
    let selected = selected(state, row.target);
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, selected, name));
    let painter = ui.painter_at(rect);
    if selected || chosen {
        painter.rect_filled(rect, 4.0, p.tint(p.accent, if selected { 0.18 } else { 0.1 }));
    } else if response.hovered() {
        painter.rect_filled(rect, 4.0, p.tint(p.ink, 0.05));
    } else if at % 2 == 1 {
        painter.rect_filled(rect, 0.0, p.tint(p.ink, 0.018));
    }
    if response.has_focus() {
        painter.rect_stroke(rect, 4.0, Stroke::new(1.5, p.accent), egui::StrokeKind::Inside);
    }
    for &(column, left, own) in spans {
        let Some(cell) = row.cells.get(column) else { continue };
        let mut start = rect.left() + left + 8.0;
        if column == 0
            && let Some(kind) = row.actor
        {
            let c = pos2(start + 5.0, rect.center().y);
            painter.add(marks::shape(kind, c, 5.0, p.actor(kind), Stroke::NONE));
            start += 18.0;
        }
        let room = rect.left() + left + own - start - 8.0;
        let ink = if column == 0 { p.ink } else { p.tint(p.ink, 0.82) };
        marks::clipped(&painter, pos2(start, rect.top() + 6.0), &cell.text, theme::sans(12.5), ink, room);
    }
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.clicked() {
        let (shift, add) = ui.input(|i| (i.modifiers.shift, i.modifiers.command));
        choose(state, row.target, at, shift, add);
    }
    if response.has_focus() && ui.input(|i| i.modifiers.command && i.key_pressed(Key::C)) {
        state.ask(Command::Copy { all: false });
    }
}

/// A click selects in all views; with Shift it chooses a run of rows to copy, with Ctrl one more.
fn choose(state: &mut State, target: Target, at: usize, shift: bool, add: bool) {
    let sheet = &mut state.sheet;
    if shift && let Some(last) = sheet.last {
        let run = last.min(at)..=last.max(at);
        let targets = run.filter_map(|i| sheet.table.order.get(i)).map(|&i| sheet.table.rows[i as usize].target);
        sheet.chosen.extend(targets);
        return;
    }
    sheet.last = Some(at);
    if add {
        if !sheet.chosen.remove(&target) {
            sheet.chosen.insert(target);
        }
        return;
    }
    sheet.chosen = [target].into();
    match target {
        Target::Actor(id) => state.ask(Command::Select(Some(Selection::Actor(id)))),
        Target::Event(id) => state.ask(Command::Select(Some(Selection::Event(id)))),
        Target::Claim(id, number) => {
            let snapshot = state.snapshot();
            let claim = snapshot.graph.event(id).and_then(|e| e.claims.get(number as usize));
            state.ask(Command::Select(Some(Selection::Event(id))));
            // The reader follows where it is open already.
            if let Some(claim) = claim.filter(|_| state.reading.is_some()) {
                state.ask(Command::Read(claim.article, Some(claim.sentence)));
            }
        }
        Target::Article(id) => state.ask(Command::Read(id, None)),
    }
}
