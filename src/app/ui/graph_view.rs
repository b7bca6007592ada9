//! The graph: actors, links, labels, and the gestures on them.

use std::collections::HashSet;

use egui::{Align2, Color32, Pos2, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, WidgetType, vec2};

use super::graph_menu::{actor_menu, menu_under, walk};
use super::ink::Ink;
use super::marks::Taken;
use super::{graph_links, marks, overlay};
use crate::app::command::Command;
use crate::app::state::{Selection, State};
use crate::app::theme::{self, mix};
use crate::extract::finding::EntityType;
use crate::workspace::Position;

/// Labels drawn and named at most.
const LABELS: usize = 160;
/// What fades keeps this much of its colour.
pub const FADED: f32 = 0.2;

/// The graph's plane on the screen.
#[derive(Clone, Copy)]
pub struct Lens {
    centre: (f32, f32),
    middle: Pos2,
    /// Pixels for one unit.
    pub zoom: f32,
}

impl Lens {
    /// A point of the graph on the screen.
    pub fn place(&self, x: f32, y: f32) -> Pos2 {
        self.middle + vec2(x - self.centre.0, y - self.centre.1) * self.zoom
    }

    /// Half the width of an actor on the screen.
    pub fn radius(&self, radius: f32) -> f32 {
        radius * self.zoom.sqrt().clamp(0.45, 1.5)
    }
}

/// What is under the pointer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// An actor.
    Actor(usize),
    /// A link.
    Link(usize),
}

/// Draws the graph and takes gestures.
pub fn show(ui: &mut Ui, state: &mut State) {
    let rect = ui.available_rect_before_wrap();
    let canvas = ui.interact(rect, ui.id().with("canvas"), Sense::click_and_drag());
    state.camera.size = (rect.width(), rect.height());
    aim(ui, state, rect, &canvas);
    let lens = Lens { centre: state.camera.centre, middle: rect.center(), zoom: state.camera.zoom };
    let spots: Vec<Pos2> = state.model.actors.iter().map(|a| lens.place(a.x, a.y)).collect();
    let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|_| canvas.contains_pointer());
    let hit = pointer.and_then(|at| under(state, &lens, &spots, at));
    drag(ui, state, &canvas, &lens, &spots);
    let lit = lit(state, hit);
    let painter = ui.painter_at(rect);
    let mut taken = Taken::new();
    let [mut of_links, mut of_actors, ..] = std::mem::take(&mut state.meshes);
    graph_links::draw(&painter, state, &mut of_links, &lens, &spots, hit, lit.as_ref(), rect);
    actors(&painter, state, &mut of_actors, &lens, &spots, hit, lit.as_ref(), rect);
    (state.meshes[0], state.meshes[1]) = (of_links, of_actors);
    let heavy = state.model.order.iter().filter(|&&i| rect.contains(spots[i])).take(800);
    for &i in heavy {
        // A little less than the shape, so that its own label may touch it.
        let r = lens.radius(state.model.actors[i].radius);
        taken.take(Rect::from_center_size(spots[i], Vec2::splat(r * 1.7)));
    }
    let labelled = labels(&painter, state, &lens, &spots, hit, lit.as_ref(), rect, &mut taken);
    graph_links::captions(&painter, state, &lens, &spots, hit, rect, &mut taken);
    let mut answered = false;
    for i in labelled {
        answered |= name_actor(ui, state, i, spots[i], lens.radius(state.model.actors[i].radius));
    }
    if !answered && canvas.clicked() {
        let shift = ui.input(|i| i.modifiers.shift);
        match hit {
            Some(Hit::Actor(i)) => click_actor(state, i, shift),
            Some(Hit::Link(i)) => {
                let link = &state.model.links[i];
                let (from, to) = (state.model.actors[link.from].id, state.model.actors[link.to].id);
                state.ask(Command::Select(Some(Selection::Link(from, to))));
            }
            None => state.ask(Command::Select(None)),
        }
    }
    if canvas.double_clicked()
        && let Some(Hit::Actor(i)) = hit
    {
        state.ask(Command::Focus(Some(state.model.actors[i].id)));
    }
    menu_under(state, &canvas, hit);
    if let Some(Hit::Link(i)) = hit {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        let link = &state.model.links[i];
        let line = state.tn("ui-count-links", link.count);
        let names = format!("{} → {}", state.model.actors[link.from].name, state.model.actors[link.to].name);
        canvas.on_hover_text_at_pointer(format!("{names}\n{}\n{line}", state.t(&link.caption)));
    }
    walk(ui, state);
    overlay::legend(ui, state, rect);
    overlay::controls(ui, state, rect);
    if state.model.actors.is_empty() {
        let key = if state.jobs.is_empty() { "ui-nothing-left" } else { "ui-reading" };
        let p = state.palette;
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, state.t(key), theme::sans(15.0), p.muted);
    }
}

/// Fits, zooms and pans.
fn aim(ui: &Ui, state: &mut State, rect: Rect, canvas: &egui::Response) {
    let camera = &mut state.camera;
    if camera.follow
        && let Some((l, t, r, b)) = state.model.bounds()
    {
        // The legend stands below, so the graph stands a little above the middle.
        let room = rect.size() - vec2(180.0, 170.0);
        let fit = (room.x / (r - l).max(1.0)).min(room.y / (b - t).max(1.0));
        camera.zoom = fit.clamp(0.02, 1.6);
        camera.centre = ((l + r) / 2.0, (t + b) / 2.0 + 22.0 / camera.zoom);
    }
    let mut factor = std::mem::replace(&mut camera.asked, 1.0);
    let mut fixed = rect.center();
    if canvas.contains_pointer()
        && let Some(at) = ui.input(|i| i.pointer.hover_pos())
    {
        let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta.y, i.zoom_delta()));
        let wheel = (scroll * 0.004).exp() * pinch;
        if (wheel - 1.0).abs() > 1e-4 {
            factor *= wheel;
            fixed = at;
        }
    }
    if (factor - 1.0).abs() > 1e-4 {
        let zoom = (camera.zoom * factor).clamp(0.02, 6.0);
        let off = fixed - rect.center();
        let shift = 1.0 / camera.zoom - 1.0 / zoom;
        camera.centre.0 += off.x * shift;
        camera.centre.1 += off.y * shift;
        camera.zoom = zoom;
        camera.follow = false;
    }
}

/// Moves the dragged actor, or the plane.
fn drag(ui: &Ui, state: &mut State, canvas: &egui::Response, lens: &Lens, spots: &[Pos2]) {
    if canvas.drag_started() {
        let origin = ui.input(|i| i.pointer.press_origin());
        let hit = origin.and_then(|at| under(state, lens, spots, at));
        state.camera.dragged = match hit {
            Some(Hit::Actor(i)) => Some(state.model.actors[i].id),
            _ => None,
        };
    }
    let delta = canvas.drag_delta() / lens.zoom;
    if canvas.dragged() && delta != Vec2::ZERO {
        state.camera.follow = false;
        match state.camera.dragged.and_then(|id| state.model.position(id)) {
            Some(i) => {
                state.model.actors[i].x += delta.x;
                state.model.actors[i].y += delta.y;
            }
            None => {
                state.camera.centre.0 -= delta.x;
                state.camera.centre.1 -= delta.y;
            }
        }
        ui.ctx().request_repaint();
    }
    if canvas.drag_stopped()
        && let Some(id) = state.camera.dragged.take()
        && let Some(i) = state.model.position(id)
    {
        let (x, y) = (state.model.actors[i].x, state.model.actors[i].y);
        state.ask(Command::Pin(id, Position { x, y, pinned: true }));
    }
}

fn under(state: &State, lens: &Lens, spots: &[Pos2], at: Pos2) -> Option<Hit> {
    let near = |i: &usize| {
        let reach = lens.radius(state.model.actors[*i].radius) + 4.0;
        spots[*i].distance_sq(at) <= reach * reach
    };
    let actor =
        (0..spots.len()).filter(near).min_by(|&a, &b| spots[a].distance_sq(at).total_cmp(&spots[b].distance_sq(at)));
    actor.map(Hit::Actor).or_else(|| graph_links::under(state, lens, spots, at).map(Hit::Link))
}

/// The actors that stand out; `None` where all do.
fn lit(state: &State, hit: Option<Hit>) -> Option<HashSet<usize>> {
    let selected = match state.selection {
        Some(Selection::Actor(id)) => state.model.position(id).map(Hit::Actor),
        Some(Selection::Link(from, to)) => {
            let (from, to) = (state.model.position(from), state.model.position(to));
            state.model.links.iter().position(|l| Some(l.from) == from && Some(l.to) == to).map(Hit::Link)
        }
        Some(Selection::Event(_)) if hit.is_none() => return state.told.as_ref().map(|told| told.actors.clone()),
        Some(Selection::Event(_)) | None => None,
    };
    if hit.is_none() && state.way.is_some() {
        return state.told.as_ref().map(|told| told.actors.clone());
    }
    match hit.or(selected)? {
        Hit::Actor(i) => {
            let around = state.model.links_of[i].iter().flat_map(|&l| {
                let link = &state.model.links[l];
                [link.from, link.to]
            });
            Some(around.chain([i]).collect())
        }
        Hit::Link(i) => Some([state.model.links[i].from, state.model.links[i].to].into()),
    }
}

#[expect(clippy::too_many_arguments, reason = "one pass over all that is in sight")]
fn actors(
    painter: &egui::Painter,
    state: &State,
    kept: &mut std::sync::Arc<egui::Mesh>,
    lens: &Lens,
    spots: &[Pos2],
    hit: Option<Hit>,
    lit: Option<&HashSet<usize>>,
    rect: Rect,
) {
    let p = &state.palette;
    let mut ink = Ink::over(kept);
    let colors = EntityType::ALL.iter().map(|&t| (t, p.actor(t))).collect::<Vec<_>>();
    for &i in state.model.order.iter().rev() {
        let (actor, spot) = (&state.model.actors[i], spots[i]);
        if !rect.expand(40.0).contains(spot) {
            continue;
        }
        let bright = lit.is_none_or(|l| l.contains(&i));
        let part = if bright { 1.0 } else { FADED + 0.05 };
        let color = colors.iter().find(|c| c.0 == actor.entity_type).map_or(p.muted, |c| c.1);
        let fill = mix(p.canvas, color, part);
        let rim = mix(fill, if p.dark { Color32::WHITE } else { p.canvas }, 0.45);
        let lift = if hit == Some(Hit::Actor(i)) { 1.12 } else { 1.0 };
        let r = lens.radius(actor.radius) * lift;
        ink.actor(actor.entity_type, spot, r, fill, rim);
        if state.actor() == Some(actor.id) {
            painter.circle_stroke(spot, r * 1.15 + 5.0, Stroke::new(2.0, p.accent));
        }
        if actor.pinned && bright {
            ink.actor(EntityType::Person, spot, 2.0, rim, rim);
        }
    }
    painter.add(ink.keep(kept));
}

#[expect(clippy::too_many_arguments, reason = "one pass over what the others drew")]
fn labels(
    painter: &egui::Painter,
    state: &State,
    lens: &Lens,
    spots: &[Pos2],
    hit: Option<Hit>,
    lit: Option<&HashSet<usize>>,
    rect: Rect,
    taken: &mut Taken,
) -> Vec<usize> {
    let p = &state.palette;
    let first = |i: &usize| match hit {
        Some(Hit::Actor(h)) if h == *i => 0,
        _ if state.actor() == Some(state.model.actors[*i].id) => 1,
        _ if lit.is_some_and(|l| l.contains(i)) => 2,
        _ => 3,
    };
    // Those that stand out come first; of the others, the heaviest in sight.
    let in_sight = |i: &&usize| rect.contains(spots[**i]);
    let standing_out = |i: &usize| lit.is_some_and(|l| l.contains(i));
    let mut order: Vec<usize> = match lit {
        Some(lit) => lit.iter().copied().filter(|&i| rect.contains(spots[i])).collect(),
        None => Vec::new(),
    };
    order.sort_unstable_by_key(|i| (first(i), std::cmp::Reverse(state.model.actors[*i].weight as u32), *i));
    order.truncate(LABELS);
    let others = state.model.order.iter().filter(in_sight).copied().filter(|i| !standing_out(i));
    order.extend(others.take(LABELS * 3));
    let crowded = order.len() > 80;
    let mut drawn = Vec::new();
    for i in order {
        let (actor, spot) = (&state.model.actors[i], spots[i]);
        if drawn.len() >= LABELS {
            break;
        }
        let bright = lit.is_none_or(|l| l.contains(&i));
        let big = actor.radius > 13.5;
        let font = if big { theme::strong(13.5) } else { theme::sans(12.5) };
        let name: String = if actor.name.chars().count() > 34 {
            actor.name.chars().take(33).chain(['…']).collect()
        } else {
            actor.name.clone()
        };
        let size = painter.layout_no_wrap(name.clone(), font.clone(), p.ink).size();
        let ring = if state.actor() == Some(actor.id) { 6.0 } else { 0.0 };
        let r = lens.radius(actor.radius) * 1.1 + 4.0 + ring;
        let places = [
            (spot + vec2(r, 0.0), Align2::LEFT_CENTER),
            (spot + vec2(-r, 0.0), Align2::RIGHT_CENTER),
            (spot + vec2(0.0, r), Align2::CENTER_TOP),
            (spot + vec2(0.0, -r), Align2::CENTER_BOTTOM),
        ];
        let free = |at: Rect| rect.shrink(4.0).contains_rect(at) && taken.is_free(at);
        let found = places.iter().find(|(at, anchor)| free(anchor.anchor_size(*at, size)));
        let place = match (found, first(&i)) {
            (Some(place), _) => *place,
            (None, 0 | 1) => places[0],
            _ => continue,
        };
        let ink = mix(p.canvas, p.ink, if bright { 1.0 } else { 0.3 });
        // A halo of its own for each of many labels would cost more than all links.
        let at = if crowded {
            marks::plate_text(painter, place.0, place.1, &name, font, ink, p.canvas)
        } else {
            marks::halo_text(painter, place.0, place.1, &name, font, ink, p.canvas)
        };
        taken.take(at.expand(1.0));
        drawn.push(i);
    }
    drawn
}

/// Lays a named button over an actor, for the keyboard and for readers of screens.
fn name_actor(ui: &Ui, state: &mut State, i: usize, spot: Pos2, r: f32) -> bool {
    let actor = &state.model.actors[i];
    let area = Rect::from_center_size(spot, Vec2::splat(r * 2.0));
    let response = ui.interact(area, ui.id().with(("actor", actor.id.0)), Sense::click());
    let selected = state.actor() == Some(actor.id);
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, selected, &actor.name));
    if response.has_focus() {
        ui.painter().circle_stroke(spot, r + 6.0, Stroke::new(1.5, state.palette.accent));
    }
    let (clicked, twice) = (response.clicked(), response.double_clicked());
    let id = actor.id;
    if response.secondary_clicked() {
        state.ask(Command::Select(Some(Selection::Actor(id))));
    }
    response.context_menu(|ui| actor_menu(ui, state));
    if twice {
        state.ask(Command::Focus(Some(id)));
    } else if clicked {
        let shift = ui.input(|i| i.modifiers.shift);
        click_actor(state, i, shift);
    }
    clicked || twice
}

fn click_actor(state: &mut State, i: usize, shift: bool) {
    let id = state.model.actors[i].id;
    match state.actor() {
        Some(other) if shift && other != id && !state.is_read_only() => state.ask(Command::Merge(other, id)),
        _ => state.ask(Command::Select(Some(Selection::Actor(id)))),
    }
}
