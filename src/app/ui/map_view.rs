//! The map: land, borders, places in clusters, and beside it those that have no point on it.

use std::sync::Arc;

use egui::{Align2, Color32, Mesh, Pos2, Rect, RichText, ScrollArea, Sense, Stroke, Ui};
use egui::{WidgetInfo, WidgetType, pos2, vec2};
use egui_phosphor::regular as icon;

use super::ink::Ink;
use super::marks::{self, Taken};
use crate::app::command::Command;
use crate::app::outline::{self, Outline};
use crate::app::parts::Selection;
use crate::app::state::State;
use crate::app::theme::{self, mix};
use crate::app::view_model::map::{MapModel, Spot};
use crate::export::scene::Dash;
use crate::knowledge::EntityId;

/// Width of the list of places without a point.
const LIST: f32 = 212.0;
/// Places nearer than this on the screen are one cluster.
const NEAR: f32 = 26.0;
/// Pixels of the whole world, least and most.
const ZOOM: (f64, f64) = (380.0, 400_000.0);
/// The nearest that the map goes by itself.
const FITTED: f64 = 26_000.0;

/// The plane of the map on the screen.
#[derive(Clone, Copy)]
struct Lens {
    centre: (f64, f64),
    middle: Pos2,
    zoom: f64,
}

impl Lens {
    fn place(&self, x: f64, y: f64) -> Pos2 {
        self.middle + vec2(((x - self.centre.0) * self.zoom) as f32, ((y - self.centre.1) * self.zoom) as f32)
    }

    /// A rectangle of the screen on the plane: left, top, right, bottom.
    fn seen(&self, rect: Rect) -> [f64; 4] {
        let x = |x: f32| self.centre.0 + f64::from(x - self.middle.x) / self.zoom;
        let y = |y: f32| self.centre.1 + f64::from(y - self.middle.y) / self.zoom;
        [x(rect.left()), y(rect.top()), x(rect.right()), y(rect.bottom())]
    }
}

/// Places drawn as one.
struct Cluster {
    at: Pos2,
    spots: Vec<usize>,
    events: usize,
}

/// Draws the map and takes gestures.
pub fn show(ui: &mut Ui, state: &mut State) {
    let whole = ui.available_rect_before_wrap();
    let map = std::mem::take(&mut state.map);
    let list = if map.unplaced.is_empty() { 0.0 } else { LIST.min(whole.width() * 0.4) };
    let rect = Rect::from_min_max(whole.min, pos2(whole.right() - list, whole.bottom()));
    let canvas = ui.interact(rect, ui.id().with("map"), Sense::click_and_drag());
    let lens = aim(ui, state, &map, rect, &canvas);
    let painter = ui.painter_at(rect);
    let p = state.palette;
    painter.rect_filled(rect, 0.0, mix(p.canvas, p.accent, if p.dark { 0.07 } else { 0.09 }));
    let [of_links, of_actors, ground, coasts] = std::mem::take(&mut state.meshes);
    let mut kept = [ground, coasts];
    land(&painter, state, &mut kept, outline::world(), &lens, rect);
    let [ground, coasts] = kept;
    state.meshes = [of_links, of_actors, ground, coasts];
    let clusters = clusters(&map, &lens, rect);
    let lit = lit(state, &map);
    draw(ui, state, &map, &clusters, &lit, &lens, rect);
    if canvas.clicked() {
        state.ask(Command::Select(None));
    }
    super::overlay::controls(ui, state, rect);
    if map.spots.is_empty() {
        let text = state.t("ui-map-empty");
        painter.text(rect.center(), Align2::CENTER_CENTER, text, theme::sans(15.0), p.muted);
    }
    if list > 0.0 {
        unplaced(ui, state, &map, Rect::from_min_max(pos2(rect.right(), whole.top()), whole.max));
    }
    state.map = map;
}

/// Fits, zooms and pans.
fn aim(ui: &Ui, state: &mut State, map: &MapModel, rect: Rect, canvas: &egui::Response) -> Lens {
    let globe = &mut state.globe;
    if globe.follow {
        let bounds = map.bounds().unwrap_or([0.1, 0.2, 0.9, 0.7]);
        let room = rect.size() * 0.72;
        let width = (bounds[2] - bounds[0]).max(1e-4);
        let height = (bounds[3] - bounds[1]).max(1e-4);
        let fit = (f64::from(room.x.max(60.0)) / width).min(f64::from(room.y.max(60.0)) / height);
        globe.zoom = fit.clamp(ZOOM.0, FITTED);
        globe.centre = ((bounds[0] + bounds[2]) / 2.0, (bounds[1] + bounds[3]) / 2.0);
    }
    let boxed = ui.input(|i| i.modifiers.shift);
    if canvas.drag_started() && boxed {
        globe.corner = ui.input(|i| i.pointer.press_origin());
    }
    if canvas.dragged() && globe.corner.is_none() {
        let delta = canvas.drag_delta();
        globe.centre.0 -= f64::from(delta.x) / globe.zoom;
        globe.centre.1 -= f64::from(delta.y) / globe.zoom;
        globe.follow &= delta == egui::Vec2::ZERO;
    }
    let mut factor = f64::from(std::mem::replace(&mut state.camera.asked, 1.0));
    let mut fixed = rect.center();
    if canvas.contains_pointer()
        && let Some(at) = ui.input(|i| i.pointer.hover_pos())
    {
        let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta.y, i.zoom_delta()));
        let wheel = f64::from((scroll * 0.004).exp() * pinch);
        if (wheel - 1.0).abs() > 1e-4 {
            factor *= wheel;
            fixed = at;
        }
    }
    if (factor - 1.0).abs() > 1e-4 {
        let zoom = (globe.zoom * factor).clamp(ZOOM.0, ZOOM.1);
        let off = fixed - rect.center();
        let shift = 1.0 / globe.zoom - 1.0 / zoom;
        globe.centre.0 += f64::from(off.x) * shift;
        globe.centre.1 += f64::from(off.y) * shift;
        globe.zoom = zoom;
        globe.follow = false;
    }
    let lens = Lens { centre: globe.centre, middle: rect.center(), zoom: globe.zoom };
    if let (Some(corner), Some(at)) = (globe.corner, canvas.interact_pointer_pos()) {
        let area = Rect::from_two_pos(corner, at).intersect(rect);
        let layer = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, ui.id().with("box")));
        layer.rect(
            area,
            2.0,
            state.palette.accent.gamma_multiply(0.14),
            Stroke::new(1.0, state.palette.accent),
            egui::StrokeKind::Inside,
        );
        if canvas.drag_stopped() {
            globe.corner = None;
            if area.width() > 12.0 && area.height() > 12.0 {
                let [l, t, r, b] = lens.seen(area);
                let fit = (f64::from(rect.width()) / (r - l)).min(f64::from(rect.height()) / (b - t));
                globe.zoom = fit.clamp(ZOOM.0, ZOOM.1);
                globe.centre = ((l + r) / 2.0, (t + b) / 2.0);
                globe.follow = false;
            }
        }
    }
    lens
}

/// Land as one mesh, then coasts and borders over it; what is out of sight is left out.
fn land(painter: &egui::Painter, state: &State, kept: &mut [Arc<Mesh>; 2], world: &Outline, lens: &Lens, rect: Rect) {
    let p = &state.palette;
    let ground = mix(p.canvas, p.ink, if p.dark { 0.1 } else { 0.035 });
    let seen = lens.seen(rect.expand(4.0)).map(|v| v as f32);
    let places: Vec<Pos2> = world.points.iter().map(|&(x, y)| lens.place(f64::from(x), f64::from(y))).collect();
    let mut ink = Ink::over(&mut kept[0]);
    for three in &world.triangles {
        let corners = three.map(|i| world.points[usize::from(i)]);
        let beyond = |f: &dyn Fn(&(f32, f32)) -> bool| corners.iter().all(f);
        if beyond(&|c| c.0 < seen[0])
            || beyond(&|c| c.0 > seen[2])
            || beyond(&|c| c.1 < seen[1])
            || beyond(&|c| c.1 > seen[3])
        {
            continue;
        }
        ink.triangle(three.map(|i| places[usize::from(i)]), ground);
    }
    painter.add(ink.keep(&mut kept[0]));
    let mut ink = Ink::over(&mut kept[1]);
    let coast = mix(p.canvas, p.ink, 0.34);
    let border = mix(p.canvas, p.ink, 0.2);
    let mut line: Vec<Pos2> = Vec::new();
    for one in &world.lines {
        let [l, t, r, b] = one.bounds;
        if r < seen[0] || l > seen[2] || b < seen[1] || t > seen[3] {
            continue;
        }
        line.clear();
        for &at in &places[one.points.clone()] {
            // Points that the screen cannot tell apart are drawn once.
            if line.last().is_none_or(|last| last.distance_sq(at) > 1.2) {
                line.push(at);
            }
        }
        if let Some(&last) = places[one.points.clone()].last() {
            line.push(last);
        }
        ink.line(&line, 1.0, if one.border { border } else { coast });
    }
    painter.add(ink.keep(&mut kept[1]));
}

fn clusters(map: &MapModel, lens: &Lens, rect: Rect) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (i, spot) in map.spots.iter().enumerate() {
        let at = lens.place(spot.x, spot.y);
        if !rect.expand(30.0).contains(at) {
            continue;
        }
        match clusters.iter_mut().find(|c| c.at.distance_sq(at) < NEAR * NEAR) {
            Some(cluster) => {
                cluster.spots.push(i);
                cluster.events += spot.events.len();
            }
            None => clusters.push(Cluster { at, spots: vec![i], events: spot.events.len() }),
        }
    }
    clusters
}

/// The places that the selection has to do with; all where nothing is selected.
fn lit(state: &State, map: &MapModel) -> Option<Vec<EntityId>> {
    let snapshot = state.snapshot();
    let graph = &snapshot.graph;
    let of = |wanted: &dyn Fn(&Spot) -> bool| Some(map.spots.iter().filter(|s| wanted(s)).map(|s| s.id).collect());
    let found: Option<Vec<EntityId>> = match state.selection? {
        Selection::Actor(id) => {
            let events: std::collections::HashSet<_> = graph.events_of(id).map(|e| e.id).collect();
            of(&|s| s.id == id || s.events.iter().any(|e| events.contains(e)))
        }
        Selection::Link(from, to) => {
            let edges = graph.edges_between(from, to);
            let events: std::collections::HashSet<_> = edges
                .iter()
                .filter_map(|e| match e.kind {
                    crate::knowledge::EdgeKind::Event { event, .. } => Some(event),
                    crate::knowledge::EdgeKind::Tie(_) => None,
                })
                .collect();
            of(&|s| s.id == from || s.id == to || s.events.iter().any(|e| events.contains(e)))
        }
        Selection::Event(id) => of(&|s| s.events.contains(&id)),
    };
    // What has to do with no place on the map leaves all of them as they are.
    found.filter(|ids| !ids.is_empty())
}

/// How far a wide place reaches, to scale at its latitude.
fn reach(painter: &egui::Painter, spot: &Spot, at: Pos2, shade: Color32, lens: &Lens) {
    const AROUND_KM: f64 = 40_075.0;
    let latitude = (std::f64::consts::PI * (1.0 - 2.0 * spot.y)).sinh().atan();
    let r = (f64::from(spot.radius_km) / (AROUND_KM * latitude.cos().max(0.1)) * lens.zoom) as f32;
    if (12.0..1500.0).contains(&r) {
        painter.circle_filled(at, r, shade.gamma_multiply(0.08));
    }
}

fn radius(events: usize) -> f32 {
    (5.0 + 2.6 * (events as f32).sqrt()).min(26.0)
}

fn draw(
    ui: &mut Ui,
    state: &mut State,
    map: &MapModel,
    clusters: &[Cluster],
    lit: &Option<Vec<EntityId>>,
    lens: &Lens,
    rect: Rect,
) {
    let p = state.palette;
    let painter = ui.painter_at(rect);
    let color = p.actor(crate::extract::finding::EntityType::Place);
    let mut taken = Taken::new();
    for cluster in clusters {
        let r = radius(cluster.events);
        taken.take(Rect::from_center_size(cluster.at, vec2(r, r) * 1.7));
    }
    for cluster in clusters {
        let first = &map.spots[cluster.spots[0]];
        let r = radius(cluster.events);
        let bright = lit.as_ref().is_none_or(|ids| cluster.spots.iter().any(|&i| ids.contains(&map.spots[i].id)));
        let shade = if bright { color } else { mix(p.canvas, color, 0.3) };
        let doubt = cluster.spots.iter().all(|&i| map.spots[i].approximate);
        if first.approximate && cluster.spots.len() == 1 {
            reach(&painter, first, cluster.at, shade, lens);
        }
        let mut ink = Ink::default();
        let ring: Vec<Pos2> =
            (0..=40).map(|i| cluster.at + egui::Vec2::angled(i as f32 * std::f32::consts::TAU / 40.0) * r).collect();
        painter.circle_filled(cluster.at, r, shade.gamma_multiply(if doubt { 0.22 } else { 0.5 }));
        // A point that stands for something wide has a broken rim, and a sign before its name.
        ink.broken(&ring, 1.8, shade, if doubt { Dash::Dashed } else { Dash::Solid });
        painter.add(ink.into_shape());
        let chosen = cluster.spots.iter().any(|&i| state.actor() == Some(map.spots[i].id));
        if chosen {
            painter.circle_stroke(cluster.at, r + 4.0, Stroke::new(2.0, p.accent));
        }
        if cluster.spots.len() > 1 && r > 9.0 {
            let text = cluster.spots.len().to_string();
            painter.text(cluster.at, Align2::CENTER_CENTER, text, theme::strong(11.0), p.ink);
        }
        label(&painter, state, first, cluster, r, bright, rect, &mut taken);
        answer(ui, state, map, cluster, r, lens);
    }
}

#[expect(clippy::too_many_arguments, reason = "one place on the paper, with all that is written already")]
fn label(
    painter: &egui::Painter,
    state: &State,
    spot: &Spot,
    cluster: &Cluster,
    r: f32,
    bright: bool,
    rect: Rect,
    taken: &mut Taken,
) {
    let p = &state.palette;
    let mut text = if spot.approximate { format!("≈ {}", spot.name) } else { spot.name.clone() };
    if cluster.spots.len() > 1 {
        text.push_str(&format!("  +{}", cluster.spots.len() - 1));
    }
    let font = theme::strong(12.0);
    let size = painter.layout_no_wrap(text.clone(), font.clone(), p.ink).size();
    let places = [
        (cluster.at + vec2(r + 4.0, 0.0), Align2::LEFT_CENTER),
        (cluster.at - vec2(r + 4.0, 0.0), Align2::RIGHT_CENTER),
        (cluster.at + vec2(0.0, r + 3.0), Align2::CENTER_TOP),
        (cluster.at - vec2(0.0, r + 3.0), Align2::CENTER_BOTTOM),
    ];
    let free = |(at, anchor): &&(Pos2, Align2)| {
        let area = anchor.anchor_size(*at, size);
        rect.contains_rect(area) && taken.is_free(area)
    };
    if let Some((at, anchor)) = places.iter().find(free) {
        let ink: Color32 = if bright { p.ink } else { p.muted };
        taken.take(marks::halo_text(painter, *at, *anchor, &text, font, ink, p.canvas));
    }
}

/// One place is selected; a cluster is come nearer to, until its places part.
fn answer(ui: &Ui, state: &mut State, map: &MapModel, cluster: &Cluster, r: f32, lens: &Lens) {
    let first = &map.spots[cluster.spots[0]];
    let area = Rect::from_center_size(cluster.at, vec2(r, r) * 2.0);
    let response = ui.interact(area, ui.id().with(("spot", first.id.0)), Sense::click());
    let on = state.actor() == Some(first.id);
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, on, &first.name));
    if response.has_focus() {
        ui.painter().circle_stroke(cluster.at, r + 4.0, Stroke::new(1.5, state.palette.accent));
    }
    let mut lines: Vec<String> = Vec::new();
    for &i in cluster.spots.iter().take(8) {
        let spot = &map.spots[i];
        lines.push(format!("{} · {}", spot.name, state.tn("ui-count-events", spot.events.len())));
        if spot.approximate {
            lines.push(state.t("ui-map-wide"));
        }
    }
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text_at_pointer(lines.join("\n"));
    if response.clicked() {
        if cluster.spots.len() > 1 && lens.zoom < ZOOM.1 * 0.9 {
            state.globe.centre = (first.x, first.y);
            state.globe.zoom = (lens.zoom * 2.5).min(ZOOM.1);
            state.globe.follow = false;
        } else {
            state.ask(Command::Select(Some(Selection::Actor(first.id))));
        }
    }
}

fn unplaced(ui: &mut Ui, state: &mut State, map: &MapModel, rect: Rect) {
    let p = state.palette;
    ui.painter().rect_filled(rect, 0.0, p.panel);
    ui.painter().vline(rect.left(), rect.y_range(), Stroke::new(1.0, p.hairline));
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(10.0, 8.0))), |ui| {
        let title = format!("{} {}", icon::MAP_PIN_SIMPLE_AREA, state.t("ui-unplaced"));
        ui.label(RichText::new(title).font(theme::strong(11.5)).color(p.muted));
        ScrollArea::vertical().id_salt("unplaced").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for place in &map.unplaced {
                let on = state.actor() == Some(place.id);
                let response = marks::row(ui, 38.0, on, &place.name, &p, |painter, rect| {
                    let right = pos2(rect.right() - 6.0, rect.top() + 11.0);
                    let count = place.events.to_string();
                    let used = painter.text(right, Align2::RIGHT_CENTER, count, theme::sans(11.5), p.muted);
                    let at = rect.min + vec2(6.0, 3.0);
                    let width = used.left() - at.x - 8.0;
                    marks::clipped(painter, at, &place.name, theme::sans(12.5), p.ink, width);
                    let at = rect.min + vec2(6.0, 20.0);
                    marks::clipped(painter, at, &place.reason, theme::sans(11.0), p.muted, rect.width() - 12.0);
                });
                if response.on_hover_text(&place.reason).clicked() {
                    state.ask(Command::Select(Some(Selection::Actor(place.id))));
                }
            }
        });
    });
}
