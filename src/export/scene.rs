//! A picture of the graph: one scene -> SVG and PNG with all that the screen shows, title and legend included.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use crate::diagnostic::{Code, Diagnostic};
use crate::extract::finding::EntityType;

/// What to draw, in pixels from the top left.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// Width of the picture.
    pub width: f32,
    /// Height of the picture.
    pub height: f32,
    /// Shown at the top left.
    pub title: String,
    /// Dark ink on paper, or light on slate.
    pub dark: bool,
    /// Drawn over the edges.
    pub nodes: Vec<SceneNode>,
    /// Drawn first.
    pub edges: Vec<SceneEdge>,
    /// Types in use, with their captions.
    pub legend: Vec<(EntityType, String)>,
}

/// An actor.
#[derive(Clone, Debug)]
pub struct SceneNode {
    /// Centre.
    pub x: f32,
    /// Centre.
    pub y: f32,
    /// Half its width.
    pub radius: f32,
    /// Gives shape and colour.
    pub entity_type: EntityType,
    /// Its name, where it is shown.
    pub label: Option<String>,
}

/// How a line is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// What is said to be so.
    Solid,
    /// What may be.
    Dashed,
    /// What is planned.
    Dotted,
}

/// A link.
#[derive(Clone, Debug)]
pub struct SceneEdge {
    /// Where it starts, at the rim of its node.
    pub from: (f32, f32),
    /// Where its arrow ends.
    pub to: (f32, f32),
    /// Width of the line.
    pub width: f32,
    /// Red, green, blue.
    pub color: [u8; 3],
    /// How the line is broken.
    pub dash: Dash,
    /// Its words, where they are shown.
    pub caption: Option<String>,
    /// How far its middle lies off the straight line, in pixels.
    pub curve: f32,
}

/// Colour of a type, as on the screen.
pub fn color(entity_type: EntityType, dark: bool) -> [u8; 3] {
    match (entity_type, dark) {
        (EntityType::Person, false) => [0x00, 0x72, 0xB2],
        (EntityType::Person, true) => [0x56, 0xA8, 0xE0],
        (EntityType::Organization, false) => [0xB9, 0x4E, 0x00],
        (EntityType::Organization, true) => [0xF0, 0x8A, 0x4B],
        (EntityType::Group, false) => [0xA6, 0x44, 0x7F],
        (EntityType::Group, true) => [0xDD, 0x8F, 0xBB],
        (EntityType::Place, false) => [0x00, 0x7A, 0x5A],
        (EntityType::Place, true) => [0x3F, 0xBF, 0x97],
        (EntityType::Thing, false) => [0x8A, 0x61, 0x00],
        (EntityType::Thing, true) => [0xE0, 0xB0, 0x40],
    }
}

fn hex(c: [u8; 3]) -> String {
    format!("#{:02x}{:02x}{:02x}", c[0], c[1], c[2])
}

fn escape(s: &str) -> String {
    // Characters that XML 1.0 forbids would make the whole picture unreadable.
    let allowed = |c: &char| !c.is_control() || matches!(c, '\t' | '\n');
    s.chars()
        .filter(allowed)
        .collect::<String>()
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Corners of a type's shape around a centre; `None` for the circle.
fn corners(entity_type: EntityType, x: f32, y: f32, r: f32) -> Option<Vec<(f32, f32)>> {
    let polygon = |n: u32, turn: f32| {
        (0..n)
            .map(|i| {
                let a = turn + std::f32::consts::TAU * i as f32 / n as f32;
                (x + r * a.cos(), y + r * a.sin())
            })
            .collect()
    };
    match entity_type {
        EntityType::Person | EntityType::Organization => None,
        EntityType::Group => Some(polygon(6, 0.0)),
        EntityType::Place => Some(polygon(4, 0.0)),
        EntityType::Thing => Some(polygon(3, -std::f32::consts::FRAC_PI_2)),
    }
}

fn shape(out: &mut String, entity_type: EntityType, x: f32, y: f32, r: f32, dark: bool) {
    let fill = hex(color(entity_type, dark));
    let rim = if dark { "#1c2024" } else { "#ffffff" };
    let paint = format!("fill=\"{fill}\" stroke=\"{rim}\" stroke-width=\"1.5\"");
    let _ = match corners(entity_type, x, y, r) {
        Some(points) => {
            let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            writeln!(out, "<polygon points=\"{}\" {paint}/>", points.join(" "))
        }
        None if entity_type == EntityType::Organization => {
            let side = 1.7 * r;
            writeln!(
                out,
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{side:.1}\" height=\"{side:.1}\" rx=\"{:.1}\" {paint}/>",
                x - side / 2.0,
                y - side / 2.0,
                r * 0.35
            )
        }
        None => writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\" {paint}/>"),
    };
}

/// The scene as SVG 1.1.
pub fn svg(scene: &Scene) -> String {
    let (canvas, ink) = if scene.dark { ("#15181b", "#e8e6e1") } else { ("#fbfaf7", "#1f2328") };
    let mut out = String::new();
    let (w, h) = (scene.width, scene.height);
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w:.0}\" height=\"{h:.0}\" viewBox=\"0 0 {w:.0} {h:.0}\" font-family=\"Inter, sans-serif\">"
    );
    let _ = writeln!(
        out,
        "<title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"{canvas}\"/>",
        escape(&scene.title)
    );
    out.push_str("<g id=\"links\" fill=\"none\" stroke-linecap=\"round\">\n");
    for e in &scene.edges {
        edge(&mut out, e);
    }
    out.push_str("</g>\n<g id=\"actors\">\n");
    for n in &scene.nodes {
        shape(&mut out, n.entity_type, n.x, n.y, n.radius, scene.dark);
    }
    let halo = format!(
        "fill=\"{ink}\" stroke=\"{canvas}\" stroke-width=\"3\" paint-order=\"stroke\" stroke-linejoin=\"round\""
    );
    out.push_str("</g>\n<g id=\"captions\">\n");
    for e in &scene.edges {
        if let Some(caption) = &e.caption {
            let (x, y) = middle(e);
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"10.5\" text-anchor=\"middle\" {halo}>{}</text>",
                escape(caption)
            );
        }
    }
    for n in &scene.nodes {
        if let Some(label) = &n.label {
            let _ = writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"12\" {halo}>{}</text>",
                n.x + n.radius + 5.0,
                n.y + 4.0,
                escape(label)
            );
        }
    }
    let _ = writeln!(
        out,
        "<text x=\"20\" y=\"32\" font-size=\"17\" font-weight=\"600\" fill=\"{ink}\">{}</text>",
        escape(&scene.title)
    );
    for (i, (entity_type, caption)) in scene.legend.iter().enumerate() {
        let y = h - 22.0 * (scene.legend.len() - i) as f32 - 4.0;
        shape(&mut out, *entity_type, 28.0, y, 7.0, scene.dark);
        let _ = writeln!(
            out,
            "<text x=\"44\" y=\"{:.1}\" font-size=\"12\" fill=\"{ink}\">{}</text>",
            y + 4.0,
            escape(caption)
        );
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// The point of a quadratic curve's control that gives the wanted bend.
fn control(e: &SceneEdge) -> (f32, f32) {
    let (dx, dy) = (e.to.0 - e.from.0, e.to.1 - e.from.1);
    let length = (dx * dx + dy * dy).sqrt().max(1e-3);
    let bend = 2.0 * e.curve / length;
    ((e.from.0 + e.to.0) / 2.0 - dy * bend, (e.from.1 + e.to.1) / 2.0 + dx * bend)
}

fn middle(e: &SceneEdge) -> (f32, f32) {
    let (cx, cy) = control(e);
    ((e.from.0 + 2.0 * cx + e.to.0) / 4.0, (e.from.1 + 2.0 * cy + e.to.1) / 4.0)
}

fn edge(out: &mut String, e: &SceneEdge) {
    let (cx, cy) = control(e);
    let dash = match e.dash {
        Dash::Solid => String::new(),
        Dash::Dashed => " stroke-dasharray=\"7 5\"".into(),
        Dash::Dotted => " stroke-dasharray=\"1.5 5\"".into(),
    };
    let stroke = hex(e.color);
    let _ = writeln!(
        out,
        "<path d=\"M{:.1} {:.1}Q{cx:.1} {cy:.1} {:.1} {:.1}\" stroke=\"{stroke}\" stroke-width=\"{:.1}\" stroke-opacity=\"0.75\"{dash}/>",
        e.from.0, e.from.1, e.to.0, e.to.1, e.width
    );
    // The arrow lies along the curve's end.
    let (dx, dy) = (e.to.0 - cx, e.to.1 - cy);
    let length = (dx * dx + dy * dy).sqrt().max(1e-3);
    let (ux, uy) = (dx / length, dy / length);
    let size = 5.0 + e.width;
    let (bx, by) = (e.to.0 - ux * size, e.to.1 - uy * size);
    let half = size * 0.5;
    let _ = writeln!(
        out,
        "<polygon points=\"{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}\" fill=\"{stroke}\" fill-opacity=\"0.85\"/>",
        e.to.0,
        e.to.1,
        bx - uy * half,
        by + ux * half,
        bx + uy * half,
        by - ux * half
    );
}

/// Pixels of the largest picture: 400 million, 1.6 GB.
const MOST_PIXELS: u64 = 400_000_000;

/// The scene as PNG, `scale` pixels for one; text is drawn with the fonts given as bytes, and with the system's where they lack a letter.
///
/// # Errors
/// Where the picture is too large for memory or cannot be drawn.
pub fn png(scene: &Scene, scale: f32, fonts: &[&'static [u8]]) -> Result<Vec<u8>, Diagnostic> {
    let failed = |reason: String| Diagnostic::new(Code::PictureFailed).with("reason", reason);
    let mut options = usvg::Options { font_family: "Inter".into(), ..usvg::Options::default() };
    let database = Arc::make_mut(&mut options.fontdb);
    for font in fonts {
        database.load_font_data(font.to_vec());
    }
    database.load_system_fonts();
    let tree = usvg::Tree::from_str(&svg(scene), &options).map_err(|e| failed(e.to_string()))?;
    let (w, h) = ((scene.width * scale).ceil() as u32, (scene.height * scale).ceil() as u32);
    // An allocation that fails ends the program, so a picture that no memory holds is refused before.
    if u64::from(w) * u64::from(h) > MOST_PIXELS {
        return Err(failed(format!("{w} × {h}")));
    }
    let mut pixels = tiny_skia::Pixmap::new(w, h).ok_or_else(|| failed(format!("{w} × {h}")))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| failed(e.to_string()))
}

/// Writes the scene to a file, as the extension says: SVG for `.svg`, else PNG.
///
/// # Errors
/// Where the picture cannot be drawn or the file cannot be written; what stood there before stands there still.
pub fn write(scene: &Scene, path: &Path, scale: f32, fonts: &[&'static [u8]]) -> Result<(), Diagnostic> {
    let is_svg = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("svg"));
    let bytes = if is_svg { svg(scene).into_bytes() } else { png(scene, scale, fonts)? };
    super::atomic::write(path, |out| out.write_all(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene() -> Scene {
        let node = |x, label: &str, entity_type| SceneNode {
            x,
            y: 100.0,
            radius: 10.0,
            entity_type,
            label: Some(label.into()),
        };
        Scene {
            width: 400.0,
            height: 200.0,
            title: "A & B <\u{1}>".into(),
            dark: false,
            nodes: vec![node(60.0, "résistance", EntityType::Group), node(300.0, "“talibans”", EntityType::Person)],
            edges: vec![SceneEdge {
                from: (70.0, 100.0),
                to: (290.0, 100.0),
                width: 2.0,
                color: [169, 50, 38],
                dash: Dash::Dashed,
                caption: Some("embuscade".into()),
                curve: 12.0,
            }],
            legend: vec![(EntityType::Group, "Groupes".into())],
        }
    }

    #[test]
    fn svg_holds_all_that_is_shown_and_parses() {
        let text = svg(&scene());
        for word in ["résistance", "“talibans”", "embuscade", "Groupes", "A &amp; B &lt;&gt;", "stroke-dasharray"]
        {
            assert!(text.contains(word), "{word}");
        }
        assert!(usvg::Tree::from_str(&text, &usvg::Options::default()).is_ok());
    }

    #[test]
    fn png_has_the_size_asked_for() {
        let bytes = png(&scene(), 2.0, &[]).expect("draws");
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(u32::from_be_bytes([bytes[16], bytes[17], bytes[18], bytes[19]]), 800);
    }

    #[test]
    fn too_large_a_picture_is_an_error() {
        assert!(png(&Scene { width: 1e6, height: 1e6, ..scene() }, 4.0, &[]).is_err());
    }
}
