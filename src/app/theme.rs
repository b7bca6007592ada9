//! Colours, type and spacing: the only place that knows them.

use std::sync::Arc;

use egui::{Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, TextStyle, vec2};

use super::view_model::graph::Family;
use crate::export::scene;
use crate::extract::finding::EntityType;

/// Inter, for the interface.
pub const INTER: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.ttf");
const INTER_SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.ttf");
const SERIF: &[u8] = include_bytes!("../../assets/fonts/SourceSerif4-Regular.ttf");
const SERIF_SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/SourceSerif4-SemiBold.ttf");

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Light ink on slate.
    pub dark: bool,
    /// Behind the graph and the articles.
    pub canvas: Color32,
    /// Behind panels.
    pub panel: Color32,
    /// Text.
    pub ink: Color32,
    /// Lesser text.
    pub muted: Color32,
    /// Selection, focus, links.
    pub accent: Color32,
    /// Lines between areas.
    pub hairline: Color32,
    /// Fields and raised things.
    pub raised: Color32,
    /// What went wrong.
    pub error: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

impl Palette {
    /// The light or the dark one.
    pub fn of(dark: bool) -> Self {
        if dark {
            let (canvas, panel, ink) = (rgb(0x15181B), rgb(0x1C2024), rgb(0xE8E6E1));
            let (muted, accent) = (rgb(0x9BA4AE), rgb(0x5BB8CC));
            let hairline = mix(panel, ink, 0.14);
            Self { dark, canvas, panel, ink, muted, accent, hairline, raised: rgb(0x262B30), error: rgb(0xEC7063) }
        } else {
            let (canvas, panel, ink) = (rgb(0xFBFAF7), rgb(0xF3F1EC), rgb(0x1F2328));
            let (muted, accent) = (rgb(0x5F6670), rgb(0x0B6B82));
            let hairline = mix(panel, ink, 0.12);
            Self { dark, canvas, panel, ink, muted, accent, hairline, raised: rgb(0xFFFFFF), error: rgb(0xA93226) }
        }
    }

    /// The colour of a type of actor.
    pub fn actor(&self, entity_type: EntityType) -> Color32 {
        let [r, g, b] = scene::color(entity_type, self.dark);
        Color32::from_rgb(r, g, b)
    }

    /// The colour of a family of events.
    pub fn family(&self, family: Family) -> Color32 {
        match (family, self.dark) {
            (Family::Violence, false) => rgb(0xA93226),
            (Family::Violence, true) => rgb(0xEC7063),
            (Family::Speech, false) => rgb(0x4A5F8A),
            (Family::Speech, true) => rgb(0x8FA3CF),
            (Family::Politics, false) => rgb(0x6C4A9E),
            (Family::Politics, true) => rgb(0xB294E0),
            (Family::Exchange, false) => rgb(0x1F7A70),
            (Family::Exchange, true) => rgb(0x4FBDB0),
            (Family::Rest | Family::Tie, _) => self.muted,
        }
    }

    /// The second tone of a contested link: the same hue, far lighter on paper and far darker on slate.
    pub fn contested(&self, family: Family) -> Color32 {
        mix(self.family(family), if self.dark { rgb(0x30363C) } else { rgb(0xF0D9B5) }, 0.72)
    }

    /// A tint of a colour over the canvas.
    pub fn tint(&self, color: Color32, part: f32) -> Color32 {
        mix(self.canvas, color, part)
    }
}

/// A colour between two.
pub fn mix(from: Color32, to: Color32, part: f32) -> Color32 {
    let one = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * part).round() as u8;
    Color32::from_rgb(one(from.r(), to.r()), one(from.g(), to.g()), one(from.b(), to.b()))
}

/// Inter at a size.
pub fn sans(size: f32) -> FontId {
    FontId::proportional(size)
}

/// Inter SemiBold at a size.
pub fn strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("semibold".into()))
}

/// Source Serif 4 at a size.
pub fn serif(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("serif".into()))
}

/// Source Serif 4 SemiBold at a size.
pub fn serif_strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("serif-semibold".into()))
}

/// The fonts; once, at the start.
pub fn install_fonts(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let own =
        [("inter", INTER), ("inter-semibold", INTER_SEMIBOLD), ("serif", SERIF), ("serif-semibold", SERIF_SEMIBOLD)];
    for (name, bytes) in own {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    fonts.families.entry(FontFamily::Proportional).or_default().insert(0, "inter".to_owned());
    egui_phosphor::add_to_fonts(&mut fonts, egui_phosphor::Variant::Regular);
    let rest = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (family, font) in [("semibold", "inter-semibold"), ("serif", "serif"), ("serif-semibold", "serif-semibold")] {
        let mut names = vec![font.to_owned()];
        names.extend(rest.iter().cloned());
        fonts.families.insert(FontFamily::Name(family.into()), names);
    }
    ctx.set_fonts(fonts);
}

/// The look of all widgets.
pub fn apply(ctx: &egui::Context, palette: &Palette, motion: bool) {
    // The window's own keys come nearer to the graph; text has commands of its own.
    ctx.options_mut(|o| o.zoom_with_keyboard = false);
    ctx.set_theme(if palette.dark { egui::Theme::Dark } else { egui::Theme::Light });
    let p = *palette;
    ctx.all_styles_mut(move |style| {
        style.text_styles = [
            (TextStyle::Body, sans(13.0)),
            (TextStyle::Button, sans(13.0)),
            (TextStyle::Small, sans(11.5)),
            (TextStyle::Heading, strong(15.0)),
            (TextStyle::Monospace, FontId::monospace(12.0)),
        ]
        .into();
        let spacing = &mut style.spacing;
        spacing.item_spacing = vec2(8.0, 6.0);
        spacing.button_padding = vec2(10.0, 5.0);
        spacing.interact_size = vec2(28.0, 28.0);
        spacing.menu_margin = Margin::same(6);
        spacing.window_margin = Margin::same(16);
        spacing.icon_width = 16.0;
        spacing.icon_spacing = 8.0;
        spacing.scroll = egui::style::ScrollStyle::thin();
        style.animation_time = if motion { 0.15 } else { 0.0 };
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.4;
        let mut v = if p.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
        v.override_text_color = None;
        v.panel_fill = p.panel;
        v.window_fill = p.raised;
        v.extreme_bg_color = p.raised;
        v.text_edit_bg_color = Some(p.raised);
        v.faint_bg_color = mix(p.panel, p.ink, 0.03);
        v.code_bg_color = mix(p.panel, p.ink, 0.05);
        v.hyperlink_color = p.accent;
        v.error_fg_color = p.error;
        v.window_stroke = Stroke::new(1.0, p.hairline);
        v.window_corner_radius = CornerRadius::same(8);
        v.menu_corner_radius = CornerRadius::same(6);
        v.selection.bg_fill = mix(p.panel, p.accent, 0.22);
        v.selection.stroke = Stroke::new(1.0, p.ink);
        v.weak_text_color = Some(p.muted);
        v.slider_trailing_fill = true;
        v.indent_has_left_vline = false;
        let shadow = Color32::from_black_alpha(if p.dark { 90 } else { 28 });
        let soft = egui::Shadow { offset: [0, 4], blur: 16, spread: 0, color: shadow };
        v.window_shadow = soft;
        v.popup_shadow = soft;
        let w = &mut v.widgets;
        let states = [
            (&mut w.noninteractive, 0.0, p.ink, p.hairline),
            (&mut w.inactive, 0.045, p.ink, mix(p.panel, p.ink, 0.16)),
            (&mut w.hovered, 0.09, p.ink, mix(p.panel, p.ink, 0.3)),
            (&mut w.active, 0.14, p.ink, p.accent),
            (&mut w.open, 0.09, p.ink, p.hairline),
        ];
        for (widget, depth, ink, line) in states {
            widget.corner_radius = CornerRadius::same(6);
            widget.expansion = 0.0;
            widget.weak_bg_fill = mix(p.panel, p.ink, depth);
            widget.bg_fill = mix(p.panel, p.ink, depth + 0.06);
            widget.fg_stroke = Stroke::new(1.0, ink);
            widget.bg_stroke = Stroke::new(1.0, line);
        }
        style.visuals = v;
    });
}
