//! Lines and shapes written straight into one mesh: many times cheaper than a path for each, and as smooth.

use std::sync::{Arc, LazyLock};

use egui::{Color32, Mesh, Pos2, Shape, Vec2, vec2};

use crate::export::scene::Dash;
use crate::extract::finding::EntityType;

/// Half the width, in pixels, over which an edge fades out.
const FEATHER: f32 = 0.55;
/// Discs smaller than this are drawn with few corners.
const SMALL: f32 = 5.0;
/// Discs smaller than this have no rim of another colour.
const MIDDLING: f32 = 8.0;
/// Discs smaller than this have no smooth rim.
const SPECK: f32 = 3.2;

/// A mesh under way.
#[derive(Default)]
pub struct Ink {
    mesh: Mesh,
}

impl Ink {
    /// A mesh in the memory of one that was drawn a frame ago: fresh memory for a large graph costs more than its drawing.
    pub fn over(kept: &mut Arc<Mesh>) -> Self {
        let mut mesh = Arc::get_mut(kept).map(std::mem::take).unwrap_or_default();
        mesh.clear();
        Self { mesh }
    }

    /// The mesh as one shape.
    pub fn into_shape(self) -> Shape {
        Shape::mesh(self.mesh)
    }

    /// The mesh as one shape, its memory kept for the next frame.
    pub fn keep(self, kept: &mut Arc<Mesh>) -> Shape {
        *kept = Arc::new(self.mesh);
        Shape::Mesh(Arc::clone(kept))
    }

    /// Three corners of one colour.
    pub fn triangle(&mut self, corners: [Pos2; 3], fill: Color32) {
        let [a, b, c] = corners.map(|at| self.vertex(at, fill));
        self.mesh.add_triangle(a, b, c);
    }

    fn vertex(&mut self, at: Pos2, color: Color32) -> u32 {
        let i = self.mesh.vertices.len() as u32;
        self.mesh.colored_vertex(at, color);
        i
    }

    /// A smooth line through points.
    pub fn line(&mut self, points: &[Pos2], width: f32, color: Color32) {
        if points.len() < 2 {
            return;
        }
        // A line thinner than a pixel is a fainter one of a pixel.
        let color = if width < 1.0 { color.gamma_multiply(width) } else { color };
        let half = (width.max(1.0) - 1.0) / 2.0;
        let outer = half + 2.0 * FEATHER;
        let wide = half > 0.3;
        let mut last: Option<[u32; 4]> = None;
        for (i, &at) in points.iter().enumerate() {
            let before = points[i.saturating_sub(1)];
            let after = points[(i + 1).min(points.len() - 1)];
            let along = (after - before).normalized();
            let across = vec2(-along.y, along.x);
            let a = self.vertex(at - across * outer, Color32::TRANSPARENT);
            let b = self.vertex(at - across * half, color);
            let c = if wide { self.vertex(at + across * half, color) } else { b };
            let d = self.vertex(at + across * outer, Color32::TRANSPARENT);
            if let Some([pa, pb, pc, pd]) = last {
                self.quad(pa, pb, a, b);
                if wide {
                    self.quad(pb, pc, b, c);
                }
                self.quad(pc, pd, c, d);
            }
            last = Some([a, b, c, d]);
        }
    }

    /// A straight hair without smoothing, for very many links at once.
    pub fn hair(&mut self, from: Pos2, to: Pos2, color: Color32) {
        let along = (to - from).normalized();
        let across = vec2(-along.y, along.x) * 0.5;
        // A sliver that narrows towards its end shows the direction, and needs one corner less.
        self.triangle([from - across * 1.4, from + across * 1.4, to], color);
    }

    fn quad(&mut self, a: u32, b: u32, c: u32, d: u32) {
        self.mesh.add_triangle(a, b, c);
        self.mesh.add_triangle(b, c, d);
    }

    /// A line broken by modality.
    pub fn broken(&mut self, points: &[Pos2], width: f32, color: Color32, dash: Dash) {
        let (on, off) = match dash {
            Dash::Solid => return self.line(points, width, color),
            Dash::Dashed => (8.0, 5.0),
            Dash::Dotted => (width.max(1.6), 2.0 + width),
        };
        let mut run: Vec<Pos2> = Vec::new();
        let (mut drawing, mut left) = (true, on);
        for pair in points.windows(2) {
            let (mut at, to) = (pair[0], pair[1]);
            if drawing && run.is_empty() {
                run.push(at);
            }
            loop {
                let rest = at.distance(to);
                if rest <= left {
                    left -= rest;
                    if drawing {
                        run.push(to);
                    }
                    break;
                }
                at += (to - at) * (left / rest);
                if drawing {
                    run.push(at);
                    self.line(&run, width, color);
                    run.clear();
                } else {
                    run = vec![at];
                }
                drawing = !drawing;
                left = if drawing { on } else { off };
            }
        }
        if drawing {
            self.line(&run, width, color);
        }
    }

    /// A filled convex outline with a smooth rim: corners of size one and the directions in which its rim fades.
    fn outline(&mut self, centre: Pos2, corners: &[(Vec2, Vec2)], r: f32, fill: Color32) {
        let first = self.mesh.vertices.len() as u32;
        let n = corners.len() as u32;
        for &(corner, out) in corners {
            let at = centre + corner * r;
            self.vertex(at - out * FEATHER, fill);
            self.vertex(at + out * FEATHER, Color32::TRANSPARENT);
        }
        for i in 1..n - 1 {
            self.mesh.add_triangle(first, first + 2 * i, first + 2 * i + 2);
        }
        for i in 0..n {
            let (a, b) = (first + 2 * i, first + 2 * ((i + 1) % n));
            self.quad(a, a + 1, b, b + 1);
        }
    }

    /// A shape of a few pixels: its bare corners.
    fn speck(&mut self, centre: Pos2, corners: &[(Vec2, Vec2)], r: f32, fill: Color32) {
        let first = self.mesh.vertices.len() as u32;
        for &(corner, _) in corners {
            self.vertex(centre + corner * r, fill);
        }
        for i in 1..corners.len() as u32 - 1 {
            self.mesh.add_triangle(first, first + i, first + i + 1);
        }
    }

    /// The arrow head at the end of a line.
    pub fn arrow(&mut self, tip: Pos2, along: Vec2, width: f32, color: Color32) {
        let (length, half) = (6.0 + width * 1.6, 3.0 + width * 0.8);
        let middle = tip - along * (length * 0.6);
        let side = along.rot90() * half;
        let back = -along * (length * 0.4);
        let corners = [along * (length * 0.6), back + side, back - side];
        self.outline(middle, &corners.map(|c| (c, c.normalized())), 1.0, color);
    }

    /// The shape of a type, with a rim.
    pub fn actor(&mut self, entity_type: EntityType, at: Pos2, r: f32, fill: Color32, rim: Color32) {
        let shapes = &*SHAPES;
        if r < SMALL {
            let corners = &shapes.small[entity_type as usize];
            if r < SPECK {
                self.speck(at, corners, r, fill);
            } else {
                self.outline(at, corners, r, fill);
            }
            return;
        }
        if r < MIDDLING {
            self.outline(at, &shapes.middling[entity_type as usize], r, fill);
            return;
        }
        let corners = &shapes.large[entity_type as usize];
        self.outline(at, corners, r, rim);
        self.outline(at, corners, r - 1.5, fill);
    }
}

/// Corners of every type's shape at size one, with the directions in which their rims fade.
struct Shapes {
    large: Vec<Vec<(Vec2, Vec2)>>,
    middling: Vec<Vec<(Vec2, Vec2)>>,
    small: Vec<Vec<(Vec2, Vec2)>>,
}

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| {
    let all = |round: usize| EntityType::ALL.iter().map(|&t| corners(t, round)).collect();
    Shapes { large: all(28), middling: all(14), small: all(7) }
});

/// `round` is the number of corners of a disc.
fn corners(entity_type: EntityType, round: usize) -> Vec<(Vec2, Vec2)> {
    let ring = |n: usize, turn: f32, r: f32| -> Vec<Vec2> {
        (0..n).map(|i| Vec2::angled(turn + std::f32::consts::TAU * i as f32 / n as f32) * r).collect()
    };
    let up = -std::f32::consts::FRAC_PI_2;
    let outline = match entity_type {
        EntityType::Person => ring(round, 0.0, 1.0),
        EntityType::Organization if round < 14 => ring(4, std::f32::consts::FRAC_PI_4, 1.2),
        EntityType::Organization => {
            // A square with its corners rounded, four points a corner.
            let (half, soft) = (0.9, 0.35);
            let corner = |i: usize| {
                let quarter = (i / 4) as f32 * std::f32::consts::FRAC_PI_2;
                let turn = quarter + (i % 4) as f32 / 3.0 * std::f32::consts::FRAC_PI_2;
                let diagonal = Vec2::angled(quarter + std::f32::consts::FRAC_PI_4);
                vec2(diagonal.x.signum(), diagonal.y.signum()) * (half - soft) + Vec2::angled(turn) * soft
            };
            (0..16).map(corner).collect()
        }
        EntityType::Group => ring(6, 0.0, 1.05),
        EntityType::Place => ring(4, up, 1.15),
        EntityType::Thing => ring(3, up, 1.2),
    };
    outline.into_iter().map(|corner| (corner, corner.normalized())).collect()
}
