//! Draws frames without a GPU: egui's triangles, a texture at a time, blended as its shaders do.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use egui::epaint::{Mesh, Primitive, Vertex};
use egui::{ColorImage, ImageData, Pos2, Rect, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use resvg::tiny_skia::Pixmap;

type Textures = Arc<Mutex<HashMap<TextureId, ColorImage>>>;

/// Keeps the textures of one context.
#[derive(Clone, Default)]
pub struct Raster {
    textures: Textures,
}

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut textures = self.textures.lock().expect("no drawing has panicked");
        for (id, deltas) in delta.set.drain() {
            for change in deltas {
                let ImageData::Color(image) = change.image;
                match change.pos {
                    None => drop(textures.insert(id, (*image).clone())),
                    Some([left, top]) => {
                        let whole = textures.get_mut(&id).expect("a patch follows a whole");
                        for y in 0..image.size[1] {
                            let from = y * image.size[0];
                            let to = (top + y) * whole.size[0] + left;
                            whole.pixels[to..to + image.size[0]]
                                .copy_from_slice(&image.pixels[from..from + image.size[0]]);
                        }
                    }
                }
            }
        }
        delta.clear();
    }
}

impl Raster {
    /// Draws what a frame left, over a colour.
    pub fn draw(&self, ctx: &egui::Context, output: &egui::FullOutput, size: [usize; 2]) -> Picture {
        let mut picture = Picture { size, pixels: vec![[0.0, 0.0, 0.0, 1.0]; size[0] * size[1]] };
        let textures = self.textures.lock().expect("no drawing has panicked");
        for primitive in ctx.tessellate(output.shapes.clone(), 1.0) {
            if let Primitive::Mesh(mesh) = &primitive.primitive {
                picture.mesh(mesh, textures.get(&mesh.texture_id), primitive.clip_rect);
            }
        }
        picture
    }
}

/// A drawn frame.
pub struct Picture {
    size: [usize; 2],
    pixels: Vec<[f32; 4]>,
}

fn edge(a: Pos2, b: Pos2, p: Pos2) -> f32 {
    (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
}

/// Pixels on an edge belong to the triangle whose top or left edge it is.
fn owns(a: Pos2, b: Pos2) -> bool {
    a.y == b.y && b.x > a.x || b.y < a.y
}

impl Picture {
    fn mesh(&mut self, mesh: &Mesh, texture: Option<&ColorImage>, clip: Rect) {
        for corner in mesh.indices.chunks_exact(3) {
            let mut v = [0, 1, 2].map(|i| mesh.vertices[corner[i] as usize]);
            if edge(v[0].pos, v[1].pos, v[2].pos) < 0.0 {
                v.swap(1, 2);
            }
            self.triangle(v, texture, clip);
        }
    }

    fn triangle(&mut self, v: [Vertex; 3], texture: Option<&ColorImage>, clip: Rect) {
        let area = edge(v[0].pos, v[1].pos, v[2].pos);
        if area <= 0.0 {
            return;
        }
        let screen = Rect::from_min_size(Pos2::ZERO, egui::vec2(self.size[0] as f32, self.size[1] as f32));
        let bounds = Rect::from_points(&v.map(|v| v.pos)).intersect(clip).intersect(screen);
        if !bounds.is_positive() {
            return;
        }
        let colors = v.map(|v| v.color.to_array().map(|c| f32::from(c) / 255.0));
        for y in bounds.top() as usize..bounds.bottom().ceil() as usize {
            for x in bounds.left() as usize..bounds.right().ceil() as usize {
                let p = egui::pos2(x as f32 + 0.5, y as f32 + 0.5);
                if !bounds.contains(p) {
                    continue;
                }
                let w = [edge(v[1].pos, v[2].pos, p), edge(v[2].pos, v[0].pos, p), edge(v[0].pos, v[1].pos, p)];
                let inside = (0..3).all(|i| w[i] > 0.0 || w[i] == 0.0 && owns(v[(i + 1) % 3].pos, v[(i + 2) % 3].pos));
                if !inside {
                    continue;
                }
                let w = w.map(|w| w / area);
                let mut color = [0.0; 4];
                for (i, color) in color.iter_mut().enumerate() {
                    *color = (0..3).map(|k| colors[k][i] * w[k]).sum();
                }
                if let Some(texture) = texture {
                    let u = (0..3).map(|k| v[k].uv.x * w[k]).sum::<f32>();
                    let t = (0..3).map(|k| v[k].uv.y * w[k]).sum::<f32>();
                    let texel = sample(texture, u, t);
                    for i in 0..4 {
                        color[i] *= texel[i];
                    }
                }
                let at = &mut self.pixels[y * self.size[0] + x];
                for i in 0..4 {
                    at[i] = color[i] + at[i] * (1.0 - color[3]);
                }
            }
        }
    }

    /// Writes it as PNG.
    pub fn save(&self, path: &Path) {
        let mut pixmap = Pixmap::new(self.size[0] as u32, self.size[1] as u32).expect("a size above nothing");
        for (to, from) in pixmap.data_mut().chunks_exact_mut(4).zip(&self.pixels) {
            for i in 0..3 {
                to[i] = (from[i] * 255.0).round().clamp(0.0, 255.0) as u8;
            }
            to[3] = 255;
        }
        pixmap.save_png(path).expect("a folder to write to");
    }

    /// How many different colours it holds: a frame on which something failed to draw has few.
    pub fn colors(&self) -> usize {
        let rgb = |p: &[f32; 4]| [p[0], p[1], p[2]].map(|c| (c * 255.0) as u8);
        self.pixels.iter().map(rgb).collect::<std::collections::HashSet<_>>().len()
    }
}

fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [w, h] = texture.size;
    let (x, y) = (u * w as f32 - 0.5, v * h as f32 - 0.5);
    let (fx, fy) = (x - x.floor(), y - y.floor());
    let at = |x: f32, y: f32| {
        let (x, y) = ((x.max(0.0) as usize).min(w - 1), (y.max(0.0) as usize).min(h - 1));
        texture.pixels[y * w + x].to_array().map(|c| f32::from(c) / 255.0)
    };
    let (a, b) = (at(x.floor(), y.floor()), at(x.floor() + 1.0, y.floor()));
    let (c, d) = (at(x.floor(), y.floor() + 1.0), at(x.floor() + 1.0, y.floor() + 1.0));
    [0, 1, 2, 3].map(|i| (a[i] * (1.0 - fx) + b[i] * fx) * (1.0 - fy) + (c[i] * (1.0 - fx) + d[i] * fx) * fy)
}
