//! The window by the names that readers of screens hear, on a real session with the embedded models.
#![cfg(feature = "gui")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use recoupe::app::{Window, WindowOptions};
use recoupe::locale::Locale;
use recoupe::session::EmbeddedReader;
use recoupe::workspace::Folders;

struct Host {
    folder: tempfile::TempDir,
    window: Option<Window>,
}

impl Host {
    fn window(&self) -> &Window {
        self.window.as_ref().expect("the first frame makes it")
    }

    fn draw(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        let folders = Folders::below(self.folder.path());
        let Some(window) = &mut self.window else {
            // Fonts are there from the next frame on.
            let options = WindowOptions { files: Vec::new(), locale: Some(Locale::En), folders, own_dialogs: true };
            self.window = Some(Window::new(&ctx, Arc::new(EmbeddedReader), options, false));
            return;
        };
        window.tick(&ctx);
        window.show(ui);
    }
}

fn harness() -> Harness<'static, Host> {
    let host = Host { folder: tempfile::tempdir().expect("a temporary folder"), window: None };
    Harness::builder().with_size([1440.0, 900.0]).build_ui_state(|ui, host: &mut Host| host.draw(ui), host)
}

/// Steps until something holds; the machine may be slow.
fn until(harness: &mut Harness<'_, Host>, what: &str, holds: impl Fn(&Harness<'_, Host>) -> bool) {
    let since = Instant::now();
    while !holds(harness) {
        assert!(since.elapsed() < Duration::from_secs(120), "never came: {what}");
        std::thread::sleep(Duration::from_millis(15));
        harness.step();
    }
    harness.run_steps(3);
}

/// Clicks the last thing of that name: the graph is drawn after the panels, small windows after all.
fn click(harness: &mut Harness<'_, Host>, name: &str) {
    harness.query_all_by_label(name).last().unwrap_or_else(|| panic!("nothing is called {name}")).click();
    harness.run_steps(4);
}

fn actors(harness: &Harness<'_, Host>) -> usize {
    harness.state().window().state.present.graph.entities().len()
}

fn with_samples() -> Harness<'static, Host> {
    let mut harness = harness();
    until(&mut harness, "the first state", |h| h.state().window().state.present.path.is_some());
    click(&mut harness, "Sample story");
    until(&mut harness, "six articles", |h| h.state().window().state.present.articles.len() == 6);
    until(&mut harness, "the end of all jobs", |h| h.state().window().state.jobs.is_empty());
    // The layout comes to rest.
    for _ in 0..60 {
        harness.step();
        std::thread::sleep(Duration::from_millis(10));
    }
    harness
}

#[test]
fn from_the_sample_story_to_the_sentence_and_back() {
    let mut harness = with_samples();
    let state = &harness.state().window().state;
    let first = &state.model.actors[state.model.order[0]];
    let (id, name) = (first.id, first.name.clone());
    click(&mut harness, &name);
    assert_eq!(harness.state().window().state.actor(), Some(id), "clicking {name} selects it");
    let cards = &harness.state().window().state.cards;
    let sentence = cards[0].testimonies[0].text.replace('\n', " ");
    // The card on top; the same sentence may stand below again, out of sight.
    harness.query_all_by_label(&sentence).next().expect("the sentence of the first card").click();
    harness.run_steps(4);
    assert!(harness.state().window().state.reading.is_some(), "evidence opens the article");
    assert!(harness.query_by_label("Close the article").is_some());
    harness.key_press(egui::Key::Escape);
    harness.run_steps(4);
    assert!(harness.state().window().state.reading.is_none(), "Escape closes the article");
}

#[test]
fn merges_two_actors_and_takes_it_back() {
    let mut harness = with_samples();
    let before = actors(&harness);
    let state = &harness.state().window().state;
    let first = &state.model.actors[state.model.order[0]];
    let kind = first.entity_type;
    let name = first.name.clone();
    let graph = &state.present.graph;
    let mut others: Vec<_> = graph.entities().iter().filter(|e| e.id != first.id && e.entity_type == kind).collect();
    others.sort_by_key(|e| std::cmp::Reverse(e.event_count));
    let other = others.first().expect("another actor of that type").name.clone();
    click(&mut harness, &name);
    click(&mut harness, "Merge with…");
    click(&mut harness, &other);
    until(&mut harness, "the merged graph", |h| actors(h) < before);
    click(&mut harness, "Undo");
    until(&mut harness, "the graph before", |h| actors(h) == before);
}

#[test]
fn renames_in_a_small_window() {
    let mut harness = with_samples();
    let state = &harness.state().window().state;
    let name = state.model.actors[state.model.order[0]].name.clone();
    click(&mut harness, &name);
    harness.key_press(egui::Key::F2);
    harness.run_steps(4);
    harness.get_by_label("New name").type_text(" II");
    harness.run_steps(3);
    click(&mut harness, "Give this name");
    let wanted = format!("{name} II");
    until(&mut harness, "the new name", |h| {
        h.state().window().state.present.graph.entities().iter().any(|e| e.name == wanted)
    });
}

#[test]
fn opens_its_own_dialog_where_the_system_has_none() {
    let mut harness = harness();
    until(&mut harness, "the first state", |h| h.state().window().state.present.path.is_some());
    click(&mut harness, "Open articles…");
    assert!(harness.state().window().has_own_dialog());
    click(&mut harness, "Cancel");
    assert!(!harness.state().window().has_own_dialog());
}

#[test]
fn rests_when_nothing_happens() {
    let mut harness = with_samples();
    until(&mut harness, "the last toast", |h| h.state().window().state.toasts.is_empty());
    harness.run();
}
