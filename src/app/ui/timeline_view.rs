//! The timeline: lanes, each event as long as its words are vague, and events without a time in a column of their own.

use egui::{Align2, Color32, Painter, Pos2, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui};
use egui::{WidgetInfo, WidgetType, pos2, vec2};

use super::ink::Ink;
use super::time_axis;
use crate::app::command::Command;
use crate::app::parts::{LaneKind, Selection};
use crate::app::state::State;
use crate::app::theme;
use crate::app::view_model::extent::{DAY, Extent};
use crate::app::view_model::timeline::{Bar, Lane, LaneOf, Timeline};
use crate::export::scene::Dash;
use crate::extract::finding::Modality;

/// Width of the lanes' names, and of the column of events without a time.
const NAMES: f32 = 178.0;
const APART: f32 = 112.0;
const AXIS: f32 = 34.0;
const BAR: f32 = 15.0;
const STEP: f32 = 18.0;
/// Lines in which events of one lane that meet are set below each other.
const LINES: usize = 4;
/// Lanes shown, and bars that answer to the pointer by themselves.
const LANES: usize = 250;
const ANSWERING: usize = 700;
/// The nearest that a person can come: four hours from edge to edge.
const NEAREST: f64 = 240.0;

/// Time on the screen.
#[derive(Clone, Copy)]
pub struct Scale {
    /// The first minute in sight.
    pub from: f64,
    /// Where it stands.
    pub left: f32,
    /// Pixels for one minute.
    pub pixels: f64,
}

impl Scale {
    /// Where a minute stands.
    pub fn x(&self, minute: i64) -> f32 {
        self.left + ((minute as f64 - self.from) * self.pixels) as f32
    }

    /// The minute at a place.
    pub fn minute(&self, x: f32) -> f64 {
        self.from + f64::from(x - self.left) / self.pixels
    }
}

/// Draws the timeline and takes gestures.
pub fn show(ui: &mut Ui, state: &mut State) {
    let rect = ui.available_rect_before_wrap();
    let p = state.palette;
    let timeline = std::mem::take(&mut state.timeline);
    // On a narrow window the lanes keep the most.
    let narrow = rect.width() < 640.0;
    let (names, apart) = if narrow { (168.0, 74.0) } else { (NAMES, APART) };
    let middle = Rect::from_min_max(pos2(rect.left() + names, rect.top()), pos2(rect.right() - apart, rect.bottom()));
    aim(ui, state, &timeline, middle);
    let pixels = f64::from(middle.width()) / (state.clock.to - state.clock.from).max(1.0);
    let scale = Scale { from: state.clock.from, left: middle.left(), pixels };
    axis(ui, state, &scale, Rect::from_min_size(middle.min, vec2(middle.width(), AXIS)));
    lanes_switch(ui, state, Rect::from_min_size(rect.min, vec2(names, AXIS)));
    let undated = pos2(middle.right() + 8.0, rect.top() + AXIS / 2.0);
    ui.painter().text(undated, Align2::LEFT_CENTER, state.t("ui-undated"), theme::strong(11.5), p.muted);
    let below = Rect::from_min_max(rect.min + vec2(0.0, AXIS), rect.max);
    ui.painter().hline(rect.x_range(), below.top(), Stroke::new(1.0, p.hairline));
    let lanes = match state.clock.lanes {
        LaneKind::Actors => &timeline.by_actor,
        LaneKind::Types => &timeline.by_type,
    };
    ui.scope_builder(egui::UiBuilder::new().max_rect(below), |ui| {
        let id = ("lanes", state.clock.lanes == LaneKind::Actors);
        ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut answering = 0;
            for (i, lane) in lanes.iter().take(LANES).enumerate() {
                ui.push_id(i, |ui| self::lane(ui, state, &timeline, lane, &scale, middle, &mut answering));
            }
            if lanes.len() > LANES {
                let more = state.tn("ui-more", lanes.len() - LANES);
                ui.label(RichText::new(format!("   {more}")).color(p.muted));
            }
            if lanes.is_empty() {
                ui.add_space(40.0);
                ui.vertical_centered(|ui| ui.label(RichText::new(state.t("ui-nothing-left")).color(p.muted)));
            }
        });
    });
    if let Some(range) = state.filters.time {
        let clip = Rect::from_min_max(pos2(middle.left(), rect.top()), pos2(middle.right(), rect.bottom()));
        let (from, to) = (scale.x(range.from), scale.x(range.to));
        let painter = ui.painter().with_clip_rect(clip);
        for x in [from, to] {
            painter.vline(x, rect.y_range(), Stroke::new(1.0, p.accent));
        }
    }
    state.timeline = timeline;
}

/// Fits, zooms and pans.
fn aim(ui: &mut Ui, state: &mut State, timeline: &Timeline, middle: Rect) {
    let clock = &mut state.clock;
    if clock.follow
        && let Some(core) = timeline.core
    {
        (clock.from, clock.to) = (core.from as f64, core.to as f64);
    }
    let response = ui.interact(middle, ui.id().with("time"), Sense::click_and_drag());
    let shift = ui.input(|i| i.modifiers.shift);
    let per_pixel = (clock.to - clock.from) / f64::from(middle.width().max(1.0));
    if response.dragged() && !shift && clock.brush.is_none() {
        let moved = f64::from(response.drag_delta().x) * per_pixel;
        clock.from -= moved;
        clock.to -= moved;
        clock.follow &= moved == 0.0;
    }
    let mut factor = f64::from(1.0 / std::mem::replace(&mut state.camera.asked, 1.0));
    let mut fixed = f64::from(middle.center().x - middle.left());
    if response.contains_pointer()
        && let Some(at) = ui.input(|i| i.pointer.hover_pos())
    {
        let (zoom, side) = ui.input(|i| (i.zoom_delta(), i.smooth_scroll_delta.x));
        // Over the axis the wheel zooms; over the lanes it scrolls, and zooms with Ctrl.
        let wheel = if at.y < middle.top() + AXIS { ui.input(|i| i.smooth_scroll_delta.y) } else { 0.0 };
        let nearer = f64::from(zoom) * f64::from(wheel * 0.004).exp();
        if (nearer - 1.0).abs() > 1e-4 {
            factor /= nearer;
            fixed = f64::from(at.x - middle.left());
        }
        if side.abs() > 0.1 {
            let moved = f64::from(side) * per_pixel;
            clock.from -= moved;
            clock.to -= moved;
            clock.follow = false;
        }
    }
    if (factor - 1.0).abs() > 1e-4 {
        let farthest = 400.0 * 365.0 * DAY as f64;
        let length = ((clock.to - clock.from) * factor).clamp(NEAREST, farthest);
        let part = fixed / f64::from(middle.width().max(1.0));
        let at = clock.from + (clock.to - clock.from) * part;
        (clock.from, clock.to) = (at - length * part, at + length * (1.0 - part));
        clock.follow = false;
    }
    if response.clicked() {
        state.ask(Command::Select(None));
    }
}

/// The axis; dragging along it chooses a range.
fn axis(ui: &mut Ui, state: &mut State, scale: &Scale, rect: Rect) {
    time_axis::draw(ui, state, scale, rect);
    let name = state.t("ui-choose-range");
    time_axis::brush(ui, state, scale, rect, "axis", &name);
}

fn lanes_switch(ui: &mut Ui, state: &mut State, rect: Rect) {
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(8.0, 3.0))).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().button_padding = vec2(7.0, 3.0);
        for (kind, key) in [(LaneKind::Actors, "ui-lane-actors"), (LaneKind::Types, "ui-lane-types")] {
            let on = state.clock.lanes == kind;
            let text = RichText::new(state.t(key)).size(11.5);
            let response = ui.add(egui::Button::new(text).selected(on).frame_when_inactive(false));
            let name = state.t(Command::Lanes(kind).caption());
            response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, on, &name));
            if response.clicked() {
                state.ask(Command::Lanes(kind));
            }
        }
    });
}

/// In which line of its lane each bar in sight stands, and how many lines that takes.
fn pack(timeline: &Timeline, lane: &Lane, scale: &Scale, middle: Rect) -> (Vec<(u32, usize)>, usize) {
    let mut ends = [f32::MIN; LINES];
    let mut out = Vec::new();
    let mut used = 1;
    for &i in &lane.bars {
        let area = span(&timeline.bars[i as usize], scale);
        if area.1 < middle.left() || area.0 > middle.right() {
            continue;
        }
        // Where all lines are taken, a bar goes over the one that ends first.
        let line = ends
            .iter()
            .position(|&end| end <= area.0)
            .unwrap_or_else(|| (0..LINES).min_by(|&a, &b| ends[a].total_cmp(&ends[b])).unwrap_or(0));
        ends[line] = ends[line].max(area.1 + 2.0);
        used = used.max(line + 1);
        out.push((i, line));
    }
    (out, used)
}

fn span(bar: &Bar, scale: &Scale) -> (f32, f32) {
    let (from, to) = (scale.x(bar.extent.from), scale.x(bar.extent.to));
    // A minute or a day seen from afar is still a mark that can be hit.
    if to - from < 7.0 { ((from + to) / 2.0 - 3.5, (from + to) / 2.0 + 3.5) } else { (from, to) }
}

fn lane(
    ui: &mut Ui,
    state: &mut State,
    timeline: &Timeline,
    lane: &Lane,
    scale: &Scale,
    middle: Rect,
    answering: &mut usize,
) {
    let p = state.palette;
    let (bars, lines) = pack(timeline, lane, scale, middle);
    let height = STEP * lines as f32 + 10.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    if !ui.is_rect_visible(rect) {
        return;
    }
    name(ui, state, lane, Rect::from_min_size(rect.min, vec2(middle.left() - rect.left(), height)));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.hairline.gamma_multiply(0.6)));
    let clip = Rect::from_min_max(pos2(middle.left(), rect.top()), pos2(middle.right(), rect.bottom()));
    let painter = ui.painter_at(clip.intersect(ui.clip_rect()));
    let mut free = [middle.left(); LINES];
    for (n, &(i, line)) in bars.iter().enumerate() {
        let bar = &timeline.bars[i as usize];
        let (from, to) = span(bar, scale);
        let top = rect.top() + 5.0 + STEP * line as f32;
        let area = Rect::from_min_max(pos2(from, top), pos2(to, top + BAR));
        let chosen = state.event() == Some(bar.event);
        draw(&painter, state, bar, area, chosen);
        // The words stand in the bar, or after it as far as the next one.
        let next = bars[n + 1..]
            .iter()
            .find(|b| b.1 == line)
            .map_or(middle.right(), |b| span(&timeline.bars[b.0 as usize], scale).0);
        let inside = area.intersect(clip).shrink2(vec2(5.0, 0.0));
        let (start, room) =
            if inside.width() > 90.0 { (inside.left(), inside.width()) } else { (to + 4.0, next - to - 10.0) };
        let ink = if bar.inside { p.ink } else { p.muted };
        let before = from - free[line] - 8.0;
        let font = theme::sans(11.0);
        free[line] = to;
        if room > 46.0 && (room > 120.0 || room > before) {
            free[line] =
                to.max(start + super::marks::clipped(&painter, pos2(start, top), &bar.caption, font, ink, room));
        } else if before > 46.0 {
            super::marks::clipped_before(&painter, pos2(from - 4.0, top), &bar.caption, font, ink, before);
        }
        if *answering < ANSWERING {
            *answering += 1;
            let hot = area.intersect(clip);
            if hot.is_positive() {
                answer(ui, state, hot, i, bar);
            }
        }
    }
    apart(ui, state, timeline, lane, Rect::from_min_max(pos2(middle.right(), rect.top()), rect.max));
}

fn name(ui: &mut Ui, state: &mut State, lane: &Lane, rect: Rect) {
    let p = state.palette;
    let response = ui.interact(rect.shrink2(vec2(4.0, 2.0)), ui.id().with("name"), Sense::click());
    let on = matches!(lane.of, LaneOf::Actor(id) if state.actor() == Some(id));
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, on, &lane.caption));
    if on || response.hovered() || response.has_focus() {
        let tint = if on { p.tint(p.accent, 0.16) } else { p.tint(p.ink, 0.06) };
        ui.painter().rect_filled(response.rect, 5.0, tint);
    }
    let c = pos2(rect.left() + 18.0, rect.top() + 13.0);
    match lane.of {
        LaneOf::Actor(id) => {
            let kind = state.snapshot().graph.entity(id).map(|e| e.entity_type);
            if let Some(kind) = kind {
                ui.painter().add(super::marks::shape(kind, c, 5.0, p.actor(kind), Stroke::NONE));
            }
        }
        LaneOf::Type(kind) => {
            let color = p.family(crate::app::view_model::graph::Family::of(kind));
            ui.painter().circle_filled(c, 4.0, color);
        }
    }
    let at = pos2(rect.left() + 30.0, rect.top() + 5.0);
    super::marks::clipped(ui.painter(), at, &lane.caption, theme::sans(12.5), p.ink, rect.width() - 40.0);
    if response.on_hover_text(&lane.caption).clicked()
        && let LaneOf::Actor(id) = lane.of
    {
        state.ask(Command::Select(Some(Selection::Actor(id))));
    }
}

/// An event: solid where it happened, hatched rim where it may have, dots where it is planned, a bar where it is denied.
fn draw(painter: &Painter, state: &State, bar: &Bar, area: Rect, chosen: bool) {
    let p = state.palette;
    let part = if bar.inside { 1.0 } else { 0.3 };
    let color = theme::mix(p.canvas, p.family(bar.family), part);
    let vague = bar.extent.length() > DAY;
    let depth = match (bar.modality, vague) {
        (Modality::Actual, false) => 0.85,
        (Modality::Actual, true) => 0.32,
        _ => 0.1,
    };
    let fill = theme::mix(p.canvas, color, depth);
    painter.rect_filled(area, 1.0, fill);
    if bar.contested {
        let half = Rect::from_min_max(area.center_top(), area.max);
        painter.rect_filled(half, 1.0, theme::mix(p.canvas, p.contested(bar.family), part));
    }
    let mut ink = Ink::default();
    let corners = [area.left_top(), area.right_top(), area.right_bottom(), area.left_bottom(), area.left_top()];
    let dash = match bar.modality {
        Modality::Actual => Dash::Solid,
        Modality::Possible => Dash::Dashed,
        Modality::Planned => Dash::Dotted,
    };
    ink.broken(&corners, 1.2, color, dash);
    if bar.negated {
        ink.line(&[area.left_bottom() + vec2(1.0, 2.0), area.right_top() + vec2(-1.0, -2.0)], 1.8, color);
    }
    painter.add(ink.into_shape());
    if chosen {
        painter.rect_stroke(area.expand(2.5), 4.0, Stroke::new(2.0, p.accent), StrokeKind::Middle);
    }
}

fn answer(ui: &Ui, state: &mut State, area: Rect, i: u32, bar: &Bar) {
    let response = ui.interact(area, ui.id().with(("bar", i)), Sense::click());
    let on = state.event() == Some(bar.event);
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, on, &bar.caption));
    if response.has_focus() {
        ui.painter().rect_stroke(area.expand(2.0), 4.0, Stroke::new(1.5, state.palette.accent), StrokeKind::Middle);
    }
    let when = bar.extent.words(state.locale);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    let response = response.on_hover_text_at_pointer(format!("{}\n{when}", bar.caption));
    if response.clicked() {
        state.ask(Command::Select(Some(Selection::Event(bar.event))));
    }
}

/// The events of a lane that no words date: small discs, and how many more.
fn apart(ui: &Ui, state: &mut State, timeline: &Timeline, lane: &Lane, rect: Rect) {
    let p = state.palette;
    let most = (((rect.width() - 40.0) / 13.0) as usize).min(lane.undated.len());
    let disc = |n: usize| Pos2::new(rect.left() + 14.0 + 13.0 * n as f32, rect.top() + 13.0);
    for (n, &i) in lane.undated.iter().take(most).enumerate() {
        let event = &timeline.undated[i as usize];
        let at = disc(n);
        let area = Rect::from_center_size(at, vec2(12.0, 14.0));
        let response = ui.interact(area, ui.id().with(("undated", i)), Sense::click());
        let on = state.event() == Some(event.event);
        response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, on, &event.caption));
        let color: Color32 = p.family(event.family);
        ui.painter().circle(at, 4.0, p.tint(color, 0.3), Stroke::new(1.2, color));
        if on || response.has_focus() {
            ui.painter().circle_stroke(at, 6.5, Stroke::new(1.8, p.accent));
        }
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(&event.caption);
        if response.clicked() {
            state.ask(Command::Select(Some(Selection::Event(event.event))));
        }
    }
    if lane.undated.len() > most {
        let text = format!("+{}", lane.undated.len() - most);
        ui.painter().text(disc(most) - vec2(4.0, 0.0), Align2::LEFT_CENTER, text, theme::sans(11.0), p.muted);
    }
}

/// Whole days around what was brushed.
pub fn range_of(one: f64, other: f64) -> Extent {
    Extent { from: one.min(other) as i64, to: one.max(other) as i64 + 1 }.to_days()
}
