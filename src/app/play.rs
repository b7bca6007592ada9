//! Time passing: the range of the filters grows step by step.

use std::time::{Duration, Instant};

use super::Window;
use super::parts::Play;
use super::view_model::extent::Extent;

/// Between two steps.
const PACE: Duration = Duration::from_millis(450);

impl Window {
    /// Starts at the beginning of what is in sight, or stops where it is.
    pub(super) fn play(&mut self) {
        let state = &mut self.state;
        if state.play.take().is_some() {
            return;
        }
        let Some(core) = state.timeline.core else { return };
        let step = state.timeline.step();
        // A range that was chosen is played through; else all that most events lie in.
        let range = state.filters.time.unwrap_or(core);
        state.play = Some(Play { from: range.from, at: range.from, to: range.to, step, next: Instant::now() });
    }

    /// Takes the next step where it is due, and wakes the window for the one after.
    pub(super) fn step_through_time(&mut self, ctx: &egui::Context) {
        let Some(mut play) = self.state.play else { return };
        let now = Instant::now();
        if now >= play.next {
            play.at = (play.at + play.step).min(play.to);
            play.next = now + PACE;
            self.state.filters.time = Some(Extent { from: play.from, to: play.at });
            self.state.rebuild();
            self.ask_views();
            let ended = play.at >= play.to;
            self.state.play = (!ended).then_some(play);
        }
        if self.state.play.is_some() {
            ctx.request_repaint_after(play.next.saturating_duration_since(now));
        }
    }
}
