//! Links: gentle curves with an arrow, broken by modality, barred where denied.

use std::collections::HashSet;
use std::sync::Arc;

use egui::{Align2, Color32, Mesh, Painter, Pos2, Rect, Stroke, Vec2};

use super::graph_view::{FADED, Hit, Lens};
use super::ink::Ink;
use super::marks::{self, Taken};
use crate::app::picture;
use crate::app::state::{Selection, State};
use crate::app::theme::{self, mix};
use crate::app::view_model::graph::{Family, Link};

/// With more links than this, captions wait for the pointer.
const CAPTIONS: usize = 26;
/// With more links in sight than this, they are straight and plain.
const CURVES: usize = 2200;
/// Numbers on links drawn at most.
const BADGES: usize = 120;

/// A link's curve from rim to rim.
struct Curve {
    from: Pos2,
    middle: Pos2,
    to: Pos2,
}

impl Curve {
    fn new(state: &State, lens: &Lens, spots: &[Pos2], link: &Link) -> Option<Self> {
        let (a, b) = (spots[link.from], spots[link.to]);
        let along = b - a;
        let length = along.length();
        let (ra, rb) = (state.model.actors[link.from].radius, state.model.actors[link.to].radius);
        let (ra, rb) = (lens.radius(ra) * 1.1 + 1.0, lens.radius(rb) * 1.1 + 4.0);
        if length <= ra + rb {
            return None;
        }
        let bend = if link.returned { 0.16 } else { 0.08 };
        let side = along.rot90() / length * (length * bend).min(36.0);
        let middle = a + along * 0.5 + side;
        let from = a + (middle - a).normalized() * ra;
        let to = b + (middle - b).normalized() * rb;
        Some(Self { from, middle: a + along * 0.5 + side * 1.6, to })
    }

    fn at(&self, t: f32) -> Pos2 {
        let u = 1.0 - t;
        let v = self.from.to_vec2() * (u * u) + self.middle.to_vec2() * (2.0 * u * t) + self.to.to_vec2() * (t * t);
        v.to_pos2()
    }

    fn points(&self, n: usize) -> Vec<Pos2> {
        (0..=n).map(|i| self.at(i as f32 / n as f32)).collect()
    }

    fn bounds(&self) -> Rect {
        Rect::from_points(&[self.from, self.middle, self.to])
    }
}

fn selected(state: &State, link: &Link) -> bool {
    let (from, to) = (state.model.actors[link.from].id, state.model.actors[link.to].id);
    state.selection == Some(Selection::Link(from, to))
}

/// The link nearest to a point, within reach.
pub fn under(state: &State, lens: &Lens, spots: &[Pos2], at: Pos2) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    for (i, link) in state.model.links.iter().enumerate() {
        if !Rect::from_two_pos(spots[link.from], spots[link.to]).expand(30.0).contains(at) {
            continue;
        }
        let Some(curve) = Curve::new(state, lens, spots, link) else { continue };
        if !curve.bounds().expand(7.0).contains(at) {
            continue;
        }
        let points = curve.points(14);
        let near = points.windows(2).map(|w| distance(at, w[0], w[1])).fold(f32::MAX, f32::min);
        if near < 6.0 && best.is_none_or(|(d, _)| near < d) {
            best = Some((near, i));
        }
    }
    best.map(|(_, i)| i)
}

fn distance(p: Pos2, a: Pos2, b: Pos2) -> f32 {
    let (ab, ap) = (b - a, p - a);
    let t = (ap.dot(ab) / ab.length_sq().max(1e-6)).clamp(0.0, 1.0);
    (a + ab * t).distance(p)
}

/// Draws all links that are in sight.
#[expect(clippy::too_many_arguments, reason = "one pass over all that is in sight")]
pub fn draw(
    painter: &Painter,
    state: &State,
    kept: &mut Arc<Mesh>,
    lens: &Lens,
    spots: &[Pos2],
    hit: Option<Hit>,
    lit: Option<&HashSet<usize>>,
    rect: Rect,
) {
    let p = &state.palette;
    let ends = |link: &Link| Rect::from_two_pos(spots[link.from], spots[link.to]).expand(30.0);
    let in_sight: Vec<usize> =
        (0..state.model.links.len()).filter(|&i| rect.intersects(ends(&state.model.links[i]))).collect();
    let plain = in_sight.len() > CURVES;
    let chosen_actor = match hit {
        Some(Hit::Actor(i)) => Some(i),
        Some(Hit::Link(_)) => None,
        None => state.actor().and_then(|id| state.model.position(id)),
    };
    let mut ink = Ink::over(kept);
    let mut badges: Vec<(Pos2, usize, Color32)> = Vec::new();
    let colors = Family::ALL.map(|f| p.family(f));
    let hairs = [0.42, FADED * 0.42].map(|part| colors.map(|c| mix(p.canvas, c, part)));
    for i in in_sight {
        let link = &state.model.links[i];
        let chosen = hit == Some(Hit::Link(i)) || selected(state, link);
        let touches = chosen_actor.is_some_and(|a| link.from == a || link.to == a)
            || state.told.as_ref().is_some_and(|told| told.links.contains(&i));
        let bright = chosen || lit.is_none() || touches;
        if plain && !chosen && !touches {
            let color = hairs[usize::from(!bright)][link.family as usize];
            ink.hair(spots[link.from], spots[link.to], color);
            continue;
        }
        let part = if chosen || touches {
            1.0
        } else if bright {
            0.7
        } else {
            FADED * 0.7
        };
        let color = mix(p.canvas, colors[link.family as usize], part);
        let Some(curve) = Curve::new(state, lens, spots, link) else { continue };
        let width = picture::width(link) + if chosen { 1.2 } else { 0.0 };
        stroke(&mut ink, link, &curve, width, color, mix(p.canvas, p.contested(link.family), part));
        let along: Vec2 = (curve.to - curve.at(0.92)).normalized();
        ink.arrow(curve.to + along * 3.0, along, width, color);
        if link.negated {
            let across = (curve.at(0.55) - curve.at(0.45)).normalized().rot90() * 7.0;
            let at = curve.at(if link.count > 1 { 0.62 } else { 0.5 });
            ink.line(&[at - across, at + across], 2.4, color);
        }
        if link.count > 1 && bright && badges.len() < BADGES {
            badges.push((curve.at(0.5), link.count, color));
        }
    }
    painter.add(ink.keep(kept));
    for (at, count, color) in badges {
        badge(painter, state, at, count, color);
    }
}

/// The line itself: broken by modality, in two tones along its length where claims contradict each other.
fn stroke(ink: &mut Ink, link: &Link, curve: &Curve, width: f32, color: Color32, other: Color32) {
    let n = ((curve.from.distance(curve.to) / 22.0) as usize).clamp(3, 14);
    let points = curve.points(n);
    let dash = picture::dash(link);
    if link.contested {
        // Bands of both tones, so that neither end stands for one of them.
        for (i, pair) in points.windows(2).enumerate() {
            ink.line(pair, width + 0.4, if i % 2 == 0 { color } else { other });
        }
        return;
    }
    ink.broken(&points, width, color, dash);
}

fn badge(painter: &Painter, state: &State, at: Pos2, count: usize, color: Color32) {
    let text = painter.layout_no_wrap(count.to_string(), theme::strong(10.0), color);
    let rect = Rect::from_center_size(at, text.size() + egui::vec2(8.0, 2.0));
    painter.rect(rect, 7.0, state.palette.canvas, Stroke::new(1.0, color), egui::StrokeKind::Inside);
    painter.galley(rect.center() - text.size() / 2.0, text, color);
}

/// Draws what links are, where they are few or under the pointer.
pub fn captions(
    painter: &Painter,
    state: &State,
    lens: &Lens,
    spots: &[Pos2],
    hit: Option<Hit>,
    rect: Rect,
    taken: &mut Taken,
) {
    let p = &state.palette;
    let centre = match hit {
        Some(Hit::Actor(i)) => Some(i),
        _ => state.actor().and_then(|id| state.model.position(id)),
    };
    let few = state.model.links.len() <= CAPTIONS && hit.is_none() && centre.is_none();
    for (i, link) in state.model.links.iter().enumerate() {
        let chosen = hit == Some(Hit::Link(i)) || selected(state, link);
        let touches = centre.is_some_and(|a| link.from == a || link.to == a)
            || state.told.as_ref().is_some_and(|told| told.links.contains(&i));
        if !few && !chosen && !touches {
            continue;
        }
        let Some(curve) = Curve::new(state, lens, spots, link) else { continue };
        let middle = curve.at(0.5);
        if !rect.contains(middle) {
            continue;
        }
        let text = state.t(&link.caption);
        let font = theme::sans(11.0);
        let size = painter.layout_no_wrap(text.clone(), font.clone(), p.ink).size();
        let up = if link.count > 1 { 16.0 } else { 9.0 };
        let places = [middle - egui::vec2(0.0, up), middle + egui::vec2(0.0, up), curve.at(0.35), curve.at(0.65)];
        let free = |at: &&Pos2| {
            let area = Align2::CENTER_CENTER.anchor_size(**at, size);
            taken.is_free(area)
        };
        let at = match places.iter().find(free) {
            Some(at) => *at,
            None if chosen => places[0],
            None => continue,
        };
        let area = marks::halo_text(painter, at, Align2::CENTER_CENTER, &text, font, p.family(link.family), p.canvas);
        taken.take(area);
    }
}
