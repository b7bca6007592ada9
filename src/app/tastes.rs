//! What a person likes the window to be, kept from one start to the next.

use egui::containers::panel::PanelState;
use serde::{Deserialize, Serialize};

use super::state::State;
use super::theme::Palette;
use crate::locale::Locale;

/// The key under which they are kept.
pub const STORED: &str = "tastes";
/// The least and the greatest size of text, in parts of the usual one.
pub const TEXT: (f32, f32) = (0.8, 2.0);

/// Theme, language, sizes and what is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tastes {
    /// Light ink on slate.
    pub dark: bool,
    /// Language of the window; that of the system where none was chosen.
    pub locale: Option<Locale>,
    /// Size of text, in parts of the usual one.
    pub text: f32,
    /// Things glide into their places.
    pub motion: bool,
    /// The left panel, the right panel and the strip of time are shown.
    pub panels: [bool; 3],
    /// Widths of the left and the right panel, where a person changed them.
    pub widths: [Option<f32>; 2],
}

impl Default for Tastes {
    fn default() -> Self {
        Self { dark: false, locale: None, text: 1.0, motion: true, panels: [true; 3], widths: [None; 2] }
    }
}

impl Tastes {
    /// As they were kept; the usual ones where nothing was, or nothing that can be read.
    pub fn read(kept: Option<&str>) -> Self {
        let mut tastes: Self = kept.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        tastes.text = if tastes.text.is_finite() { tastes.text.clamp(TEXT.0, TEXT.1) } else { 1.0 };
        tastes
    }

    /// As the window stands now.
    pub fn of(state: &State, ctx: &egui::Context) -> Self {
        let width = |id: &str, before: Option<f32>| {
            PanelState::load(ctx, egui::Id::new(id)).map(|panel| panel.size().x).or(before)
        };
        Self {
            dark: state.palette.dark,
            locale: Some(state.locale),
            text: state.text,
            motion: state.motion,
            panels: [state.left, state.right, state.strip],
            widths: [width("left", state.widths[0]), width("right", state.widths[1])],
        }
    }

    /// Makes the window so.
    pub fn apply(&self, state: &mut State) {
        state.palette = Palette::of(self.dark);
        state.text = self.text;
        state.motion = self.motion;
        [state.left, state.right, state.strip] = self.panels;
        state.widths = self.widths;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_leaves_the_usual() {
        for kept in [None, Some(""), Some("{\"text\": \"large\"}"), Some("[1]")] {
            assert_eq!(Tastes::read(kept), Tastes::default());
        }
        let kept = Tastes { dark: true, text: 1.5, widths: [Some(300.0), None], ..Tastes::default() };
        assert_eq!(Tastes::read(Some(&serde_json::to_string(&kept).unwrap())), kept);
        assert_eq!(Tastes::read(Some("{\"text\": 40}")).text, TEXT.1);
    }
}
