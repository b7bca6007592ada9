//! The graph on the screen as a scene for SVG and PNG.

use std::path::PathBuf;

use crossbeam_channel::Sender;

use super::state::State;
use super::theme;
use super::view_model::graph::Link;
use crate::diagnostic::Diagnostic;
use crate::export::scene::{self, Dash, Scene, SceneEdge, SceneNode};
use crate::extract::finding::{EntityType, Modality};
use crate::session::{Waker, aside};

const WIDTH: f32 = 1600.0;
const HEIGHT: f32 = 1000.0;
const MARGIN: f32 = 90.0;

/// How a link is broken.
pub fn dash(link: &Link) -> Dash {
    match link.modality {
        Modality::Actual => Dash::Solid,
        Modality::Possible => Dash::Dashed,
        Modality::Planned => Dash::Dotted,
    }
}

/// How wide a link is.
pub fn width(link: &Link) -> f32 {
    (0.8 + 0.7 * link.sources as f32).min(5.0)
}

/// The whole graph, fitted to a page.
pub fn scene(state: &State) -> Scene {
    let model = &state.model;
    let (l, t, r, b) = model.bounds().unwrap_or((0.0, 0.0, 1.0, 1.0));
    let zoom = ((WIDTH - 2.0 * MARGIN) / (r - l).max(1.0)).min((HEIGHT - 2.0 * MARGIN) / (b - t).max(1.0)).min(2.0);
    let (cx, cy) = ((l + r) / 2.0, (t + b) / 2.0);
    let place = |x: f32, y: f32| (WIDTH / 2.0 + (x - cx) * zoom, HEIGHT / 2.0 + (y - cy) * zoom);
    let labelled: std::collections::HashSet<usize> = model.order.iter().copied().take(80).collect();
    let nodes = model.actors.iter().enumerate().map(|(i, a)| {
        let (x, y) = place(a.x, a.y);
        let label = labelled.contains(&i).then(|| a.name.clone());
        SceneNode { x, y, radius: a.radius, entity_type: a.entity_type, label }
    });
    let few = model.links.len() <= 40;
    let edges = model.links.iter().map(|link| {
        let (a, b) = (&model.actors[link.from], &model.actors[link.to]);
        let (from, to) = (place(a.x, a.y), place(b.x, b.y));
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(1.0);
        let (ux, uy) = (dx / length, dy / length);
        let [red, green, blue, _] = state.palette.family(link.family).to_array();
        SceneEdge {
            from: (from.0 + ux * a.radius, from.1 + uy * a.radius),
            to: (to.0 - ux * (b.radius + 3.0), to.1 - uy * (b.radius + 3.0)),
            width: width(link),
            color: [red, green, blue],
            dash: dash(link),
            caption: few.then(|| state.t(&link.caption)),
            curve: (length * 0.12).min(24.0),
        }
    });
    let legend = EntityType::ALL.iter().filter(|t| model.actors.iter().any(|a| a.entity_type == **t));
    Scene {
        width: WIDTH,
        height: HEIGHT,
        title: state.title(),
        dark: state.palette.dark,
        nodes: nodes.collect(),
        edges: edges.collect(),
        legend: legend.map(|&t| (t, state.t(&format!("word-{t}")))).collect(),
    }
}

/// Draws and writes a picture beside the window; SVG where the path says so.
pub fn write(scene: Scene, path: PathBuf, answers: Sender<Result<PathBuf, Diagnostic>>, waker: Waker) {
    aside("picture", move || {
        let written = scene::write(&scene, &path, 2.0, &[theme::INTER]);
        // A window that has closed wants no answer.
        let _ = answers.send(written.map(|()| path));
        waker();
    });
}
