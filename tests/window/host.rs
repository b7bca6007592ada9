//! A window under test: on a real session, without a screen.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use recoupe::app::command::Command;
use recoupe::app::parts::ViewKind;
use recoupe::app::state::State;
use recoupe::app::{Window, WindowOptions};
use recoupe::locale::Locale;
use recoupe::session::EmbeddedReader;
use recoupe::workspace::Folders;

use crate::raster::{Picture, Raster};

pub struct Host {
    pub folder: tempfile::TempDir,
    pub window: Option<Window>,
    locale: Locale,
    dark: bool,
    raster: Raster,
}

pub type Bench = Harness<'static, Host>;

impl Host {
    pub fn window(&self) -> &Window {
        self.window.as_ref().expect("the first frame makes it")
    }

    fn draw(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        let folders = Folders::below(self.folder.path());
        let Some(window) = &mut self.window else {
            // Fonts are there from the next frame on.
            let options = WindowOptions { files: Vec::new(), locale: Some(self.locale), folders, own_dialogs: true };
            self.window = Some(Window::new(&ctx, Arc::new(EmbeddedReader), options, self.dark));
            return;
        };
        window.tick(&ctx);
        window.show(ui);
    }
}

/// An empty window.
pub fn window(size: [f32; 2], locale: Locale, dark: bool) -> Bench {
    let raster = Raster::default();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let host = Host { folder, window: None, locale, dark, raster: raster.clone() };
    let builder = Harness::builder().with_size(size).renderer(raster);
    let mut bench = builder.build_ui_state(|ui, host: &mut Host| host.draw(ui), host);
    until(&mut bench, "the first state", |h| h.state().window().state.present.path.is_some());
    bench
}

/// What the window knows.
pub fn state(bench: &Bench) -> &State {
    &bench.state().window().state
}

/// Gives a command, as a menu would.
pub fn give(bench: &mut Bench, command: Command) {
    let ctx = bench.ctx.clone();
    bench.state_mut().window.as_mut().expect("the first frame makes it").apply(command, &ctx);
    bench.run_steps(3);
}

/// Steps until something holds; the machine may be slow.
pub fn until(bench: &mut Bench, what: &str, holds: impl Fn(&Bench) -> bool) {
    let since = Instant::now();
    while !holds(bench) {
        assert!(since.elapsed() < Duration::from_secs(120), "never came: {what}");
        std::thread::sleep(Duration::from_millis(15));
        bench.step();
    }
    bench.run_steps(3);
}

/// Lets views, tables and layout come to rest.
pub fn settle(bench: &mut Bench) {
    for _ in 0..40 {
        bench.step();
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Clicks the last thing of that name: the middle is drawn after the panels, small windows after all.
pub fn click(bench: &mut Bench, name: &str) {
    bench.query_all_by_label(name).last().unwrap_or_else(|| panic!("nothing is called {name}")).click();
    bench.run_steps(4);
}

/// Presses keys together.
pub fn press(bench: &mut Bench, modifiers: egui::Modifiers, key: egui::Key) {
    bench.key_press_modifiers(modifiers, key);
    bench.run_steps(3);
}

pub fn actors(bench: &Bench) -> usize {
    state(bench).present.graph.entities().len()
}

/// A window with the sample story, all jobs done and the graph at rest.
pub fn with_samples_in(size: [f32; 2], locale: Locale, dark: bool) -> Bench {
    let mut bench = window(size, locale, dark);
    give(&mut bench, Command::Samples);
    until(&mut bench, "six articles", |h| state(h).present.articles.len() == 6);
    until(&mut bench, "the end of all jobs", |h| state(h).jobs.is_empty());
    settle(&mut bench);
    bench
}

pub fn with_samples() -> Bench {
    with_samples_in([1440.0, 900.0], Locale::En, false)
}

/// The frame as it would stand on the screen.
pub fn picture(bench: &Bench) -> Picture {
    let size = bench.ctx.content_rect().size();
    bench.state().raster.draw(&bench.ctx, bench.output(), [size.x as usize, size.y as usize])
}

/// Where pictures are wanted: `RECOUPE_PICTURES=folder`.
pub fn wanted() -> Option<PathBuf> {
    std::env::var_os("RECOUPE_PICTURES").map(PathBuf::from)
}

/// The wordings of the window that stand cut off on the screen.
pub fn cut_off(bench: &Bench) -> Vec<String> {
    let locale = state(bench).locale;
    let wordings: std::collections::HashSet<String> = locale
        .source()
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .filter(|(key, _)| key.starts_with("ui-") || key.starts_with("word-") || key.starts_with("event-"))
        .map(|(_, wording)| wording.trim().to_owned())
        .collect();
    let screen = bench.ctx.content_rect();
    let mut cut = Vec::new();
    for clipped in &bench.output().shapes {
        let egui::Shape::Text(text) = &clipped.shape else { continue };
        let words = text.galley.text().trim().to_owned();
        if !wordings.contains(&words) {
            continue;
        }
        let area = text.galley.rect.translate(text.pos.to_vec2());
        let beyond = area.right() > screen.right() + 1.0 || area.left() < screen.left() - 1.0;
        let clip = clipped.clip_rect;
        let seen = area.bottom() > clip.top() && area.top() < clip.bottom();
        let sideways = seen && (area.right() > clip.right() + 1.0 || area.left() < clip.left() - 1.0);
        // Tables wider than the view scroll sideways.
        let scrolls = state(bench).view == ViewKind::Table;
        if text.galley.elided || !scrolls && (beyond || sideways) {
            cut.push(words);
        }
    }
    cut
}
