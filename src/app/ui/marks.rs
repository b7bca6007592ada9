//! Small drawn things that several parts share.

use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
    WidgetType, pos2, vec2,
};

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme::Palette;
use crate::extract::finding::EntityType;

/// The shape of a type around a centre.
pub fn shape(entity_type: EntityType, c: Pos2, r: f32, fill: Color32, stroke: Stroke) -> Shape {
    let polygon = |n: u32, turn: f32, r: f32| {
        let corner = |i: u32| {
            let a = turn + std::f32::consts::TAU * i as f32 / n as f32;
            pos2(c.x + r * a.cos(), c.y + r * a.sin())
        };
        Shape::convex_polygon((0..n).map(corner).collect(), fill, stroke)
    };
    let up = -std::f32::consts::FRAC_PI_2;
    match entity_type {
        EntityType::Person => egui::epaint::CircleShape { center: c, radius: r, fill, stroke }.into(),
        EntityType::Organization => {
            let rect = Rect::from_center_size(c, vec2(r, r) * 1.8);
            egui::epaint::RectShape::new(rect, r * 0.35, fill, stroke, StrokeKind::Middle).into()
        }
        EntityType::Group => polygon(6, 0.0, r * 1.05),
        EntityType::Place => polygon(4, up, r * 1.15),
        EntityType::Thing => polygon(3, up, r * 1.2),
    }
}

/// The shape of a type as a small icon in a line of text.
pub fn icon(ui: &mut Ui, palette: &Palette, entity_type: EntityType, size: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(size + 4.0, size + 4.0), Sense::hover());
    ui.painter().add(shape(entity_type, rect.center(), size / 2.0, palette.actor(entity_type), Stroke::NONE));
}

/// Words with a halo, so that they read over lines.
pub fn halo_text(
    painter: &Painter,
    at: Pos2,
    anchor: Align2,
    text: &str,
    font: FontId,
    ink: Color32,
    halo: Color32,
) -> Rect {
    let galley = painter.layout_no_wrap(text.to_owned(), font, ink);
    let rect = anchor.anchor_size(at, galley.size());
    for (dx, dy) in [(-1.3, -1.0), (1.3, 1.0), (-1.3, 1.0), (1.3, -1.0)] {
        painter.galley_with_override_text_color(rect.min + vec2(dx, dy), galley.clone(), halo);
    }
    painter.galley(rect.min, galley, ink);
    rect
}

/// Words on a plate of the canvas' colour: cheaper than a halo.
pub fn plate_text(
    painter: &Painter,
    at: Pos2,
    anchor: Align2,
    text: &str,
    font: FontId,
    ink: Color32,
    plate: Color32,
) -> Rect {
    let galley = painter.layout_no_wrap(text.to_owned(), font, ink);
    let rect = anchor.anchor_size(at, galley.size());
    painter.rect_filled(rect.expand2(vec2(2.0, -1.0)), 2.0, plate.gamma_multiply(0.72));
    painter.galley(rect.min, galley, ink);
    rect
}

/// A small tag.
pub fn tag(ui: &mut Ui, text: &str, color: Color32, palette: &Palette) {
    egui::Frame::new()
        .fill(palette.tint(color, 0.12))
        .corner_radius(4)
        .inner_margin(egui::Margin::symmetric(6, 1))
        .show(ui, |ui| ui.label(egui::RichText::new(text).size(11.5).color(color)));
}

/// A line that answers to clicks, drawn by `draw` over its background; its name is what readers of screens hear.
pub fn row(
    ui: &mut Ui,
    height: f32,
    selected: bool,
    name: &str,
    palette: &Palette,
    draw: impl FnOnce(&Painter, Rect),
) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, selected, name));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter_at(rect);
        if selected {
            painter.rect_filled(rect, 6.0, palette.tint(palette.accent, 0.16));
        } else if response.hovered() {
            painter.rect_filled(rect, 6.0, palette.tint(palette.ink, 0.06));
        }
        if response.has_focus() {
            painter.rect_stroke(rect, 6.0, Stroke::new(1.5, palette.accent), StrokeKind::Inside);
        }
        draw(&painter, rect);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Words cut to a width with an ellipsis, drawn at a corner; how wide they are.
pub fn clipped(painter: &Painter, at: Pos2, text: &str, font: FontId, ink: Color32, width: f32) -> f32 {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(10.0));
    let galley = painter.layout_job(job);
    let used = galley.size().x;
    painter.galley(at, galley, ink);
    used
}

/// Words cut to a width, ending at a corner.
pub fn clipped_before(painter: &Painter, at: Pos2, text: &str, font: FontId, ink: Color32, width: f32) {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(10.0));
    let galley = painter.layout_job(job);
    painter.galley(at - vec2(galley.size().x, 0.0), galley, ink);
}

/// A quiet button of one icon, with its name.
pub fn icon_button(ui: &mut Ui, icon: &str, name: &str, enabled: bool) -> Response {
    let button =
        egui::Button::new(egui::RichText::new(icon).size(16.0)).frame_when_inactive(false).min_size(vec2(28.0, 28.0));
    let response = ui.add_enabled(enabled, button);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, name));
    response.on_hover_text(name).on_disabled_hover_text(name)
}

/// Where something is written already, in a grid, so that a free place is found at once.
pub struct Taken {
    cells: std::collections::HashMap<(i32, i32), Vec<Rect>>,
}

/// Width and height of a cell, in pixels.
const CELL: f32 = 64.0;

impl Taken {
    /// Nothing is written yet.
    pub fn new() -> Self {
        Self { cells: std::collections::HashMap::new() }
    }

    fn cells(area: Rect) -> impl Iterator<Item = (i32, i32)> {
        let cell = |v: f32| (v / CELL).floor() as i32;
        let (columns, rows) = (cell(area.left())..=cell(area.right()), cell(area.top())..=cell(area.bottom()));
        columns.flat_map(move |c| rows.clone().map(move |r| (c, r)))
    }

    /// Takes a place.
    pub fn take(&mut self, area: Rect) {
        for cell in Self::cells(area) {
            self.cells.entry(cell).or_default().push(area);
        }
    }

    /// True where nothing is written.
    pub fn is_free(&self, area: Rect) -> bool {
        Self::cells(area).all(|c| self.cells.get(&c).is_none_or(|taken| taken.iter().all(|t| !t.intersects(area))))
    }
}

/// A quiet button for a command: its icon, and its name and keys beside the pointer.
pub fn command_button(ui: &mut Ui, state: &State, glyph: &str, command: &Command, enabled: bool) -> Response {
    let name = state.t(command.caption());
    let button =
        egui::Button::new(egui::RichText::new(glyph).size(16.0)).frame_when_inactive(false).min_size(vec2(28.0, 28.0));
    let response = ui.add_enabled(enabled, button);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, &name));
    let tip = match command.shortcut() {
        Some(keys) => format!("{name}  ({})", ui.ctx().format_shortcut(&keys)),
        None => name,
    };
    response.on_hover_text(&tip).on_disabled_hover_text(&tip)
}
