//! The article over the right half, its findings marked.

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Area, Color32, Context, Frame, Margin, Order, RichText, ScrollArea, Sense, Stroke, Ui, WidgetInfo, WidgetType,
};
use egui_phosphor::regular as icon;

use super::marks;
use crate::app::command::Command;
use crate::app::state::{Selection, State};
use crate::app::theme;
use crate::app::view_model::date;
use crate::app::view_model::reader::Paragraph;
use crate::ingest::Article;

const WIDTH: f32 = 640.0;
const MEASURE: f32 = 560.0;
/// From the top of a line to where names are underlined, just below the letters.
const UNDERLINE: f32 = 22.5;

/// Draws the open article, gliding in.
pub fn show(ctx: &Context, state: &mut State) {
    let Some(reading) = state.reading.clone() else {
        ctx.animate_bool_with_time("reader".into(), false, 0.0);
        return;
    };
    let snapshot = state.snapshot();
    let Some(article) = snapshot.article(reading.article).cloned() else { return };
    let p = state.palette;
    let screen = ctx.content_rect();
    let width = WIDTH.min(screen.width() - 80.0);
    let part = ctx.animate_bool_with_time("reader".into(), true, if state.motion { 0.15 } else { 0.0 });
    let left = screen.right() - width * (1.0 - (1.0 - part).powi(2));
    let top = screen.top() + 44.0;
    let frame = Frame::new()
        .fill(p.canvas)
        .stroke(Stroke::new(1.0, p.hairline))
        .shadow(ctx.global_style().visuals.window_shadow)
        .inner_margin(Margin { left: 36, right: 12, top: 16, bottom: 0 });
    Area::new("reader".into()).order(Order::Middle).fixed_pos([left, top]).constrain(false).show(ctx, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(width - 48.0);
            ui.set_height(screen.bottom() - top - 18.0);
            header(ui, state, &article);
            let scroll = ScrollArea::vertical().id_salt(("reader", article.id.0)).auto_shrink(false);
            scroll.show(ui, |ui| {
                ui.set_max_width(MEASURE);
                ui.spacing_mut().item_spacing.y = 14.0;
                let paragraphs = std::mem::take(&mut state.paragraphs);
                for one in &paragraphs {
                    paragraph(ui, state, &article, one);
                }
                state.paragraphs = paragraphs;
                ui.add_space(60.0);
            });
        });
    });
    if part >= 1.0
        && let Some(reading) = &mut state.reading
    {
        reading.scroll = false;
    }
}

fn header(ui: &mut Ui, state: &mut State, article: &Article) {
    let p = state.palette;
    let meta = &article.meta;
    ui.horizontal_top(|ui| {
        let close = state.t("ui-close-article");
        let room = ui.available_width() - 44.0;
        ui.vertical(|ui| {
            ui.set_width(room.min(MEASURE));
            let title = meta.title.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| meta.name.clone());
            ui.add(egui::Label::new(RichText::new(title).font(theme::serif_strong(22.0))).wrap());
            let mut parts: Vec<String> = meta.publisher.iter().cloned().collect();
            parts.extend(meta.author.iter().cloned());
            parts.extend(meta.published.map(|d| date(d, state.locale)));
            parts.push(meta.origin.clone());
            parts.retain(|part| !part.is_empty());
            let line = RichText::new(parts.join(" · ")).size(11.5).color(p.muted);
            ui.add(egui::Label::new(line).truncate());
        });
        if marks::icon_button(ui, icon::X, &close, true).clicked() {
            state.ask(Command::CloseReader);
        }
    });
    ui.add_space(10.0);
}

fn paragraph(ui: &mut Ui, state: &mut State, article: &Article, paragraph: &Paragraph) {
    let p = state.palette;
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width().min(MEASURE);
    let mut evidence: Option<(usize, usize)> = None;
    let mut lines: Vec<(usize, usize, Stroke)> = Vec::new();
    let mut at = 0;
    for run in &paragraph.runs {
        let words = run.span.of(&article.text);
        let look = run.look;
        let mut format = TextFormat {
            font_id: if look.trigger.is_some() { theme::serif_strong(17.0) } else { theme::serif(17.0) },
            color: look.trigger.map_or(p.ink, |f| p.family(f)),
            line_height: Some(27.0),
            ..TextFormat::default()
        };
        format.background = match (look.selected, look.evidence) {
            (true, _) => look.actor.map_or(Color32::TRANSPARENT, |t| p.tint(p.actor(t), 0.22)),
            (false, true) => p.tint(p.accent, 0.16),
            (false, false) => Color32::TRANSPARENT,
        };
        let start = at;
        at += words.chars().count();
        if let Some(entity_type) = look.actor {
            lines.push((start, at, Stroke::new(if look.selected { 2.5 } else { 1.5 }, p.actor(entity_type))));
        }
        if look.evidence {
            evidence = Some((evidence.map_or(start, |e| e.0), at));
        }
        job.append(words, 0.0, format);
    }
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    let text = paragraph.span.of(&article.text);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    if let Some((start, _)) = evidence
        && state.reading.as_ref().is_some_and(|r| r.scroll)
    {
        let cursor = galley.pos_from_cursor(egui::text::CCursor::new(start));
        let target = cursor.translate(rect.min.to_vec2());
        ui.scroll_to_rect(target, Some(egui::Align::Center));
    }
    ui.painter().galley(rect.min, galley.clone(), p.ink);
    for (start, end, stroke) in lines {
        for scalar in start..end {
            // The left edge of a letter, and its right edge on the same row.
            let left = egui::text::CCursor { prefer_next_row: true, ..egui::text::CCursor::new(scalar) };
            let (left, right) =
                (galley.pos_from_cursor(left), galley.pos_from_cursor(egui::text::CCursor::new(scalar + 1)));
            if left.top() == right.top() {
                let y = rect.top() + left.top() + UNDERLINE;
                ui.painter().hline(rect.left() + left.left()..=rect.left() + right.left(), y, stroke);
            }
        }
    }
    let entity_under = |pos: egui::Pos2| {
        let cursor = galley.cursor_from_pos(pos - rect.min);
        let scalar: usize = cursor.index.into();
        let byte = text.char_indices().nth(scalar).map_or(text.len(), |(i, _)| i);
        state.snapshot().graph.entity_at(article.id, paragraph.span.start + byte as u32)
    };
    let hovered = response.hover_pos().and_then(entity_under);
    let clicked = response.interact_pointer_pos().filter(|_| response.clicked()).and_then(entity_under);
    if hovered.is_some() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if let Some(id) = clicked {
        state.ask(Command::Select(Some(Selection::Actor(id))));
    }
}
