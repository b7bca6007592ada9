//! From the sample story to its sentences, and corrections on the way.

use egui_kittest::kittest::Queryable as _;
use recoupe::locale::Locale;

use crate::host::{actors, click, state, until, window, with_samples};

#[test]
fn from_the_sample_story_to_the_sentence_and_back() {
    let mut harness = with_samples();
    let now = state(&harness);
    let first = &now.model.actors[now.model.order[0]];
    let (id, name) = (first.id, first.name.clone());
    click(&mut harness, &name);
    assert_eq!(state(&harness).actor(), Some(id), "clicking {name} selects it");
    let cards = &state(&harness).cards;
    let sentence = cards[0].testimonies[0].text.replace('\n', " ");
    // The card on top; the same sentence may stand below again, out of sight.
    harness.query_all_by_label(&sentence).next().expect("the sentence of the first card").click();
    harness.run_steps(4);
    assert!(state(&harness).reading.is_some(), "evidence opens the article");
    assert!(harness.query_by_label("Close the article").is_some());
    harness.key_press(egui::Key::Escape);
    harness.run_steps(4);
    assert!(state(&harness).reading.is_none(), "Escape closes the article");
}

#[test]
fn merges_two_actors_and_takes_it_back() {
    let mut harness = with_samples();
    let before = actors(&harness);
    let now = state(&harness);
    let first = &now.model.actors[now.model.order[0]];
    let kind = first.entity_type;
    let name = first.name.clone();
    let graph = &now.present.graph;
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
    let now = state(&harness);
    let name = now.model.actors[now.model.order[0]].name.clone();
    click(&mut harness, &name);
    harness.key_press(egui::Key::F2);
    harness.run_steps(4);
    harness.get_by_label("New name").type_text(" II");
    harness.run_steps(3);
    click(&mut harness, "Give this name");
    let wanted = format!("{name} II");
    until(&mut harness, "the new name", |h| state(h).present.graph.entities().iter().any(|e| e.name == wanted));
}

#[test]
fn opens_its_own_dialog_where_the_system_has_none() {
    let mut harness = window([1440.0, 900.0], Locale::En, false);
    click(&mut harness, "Open articles…");
    assert!(harness.state().window().has_own_dialog());
    click(&mut harness, "Cancel");
    assert!(!harness.state().window().has_own_dialog());
}

#[test]
fn rests_when_nothing_happens() {
    let mut harness = with_samples();
    until(&mut harness, "the last toast", |h| state(h).toasts.is_empty());
    harness.run();
}
