//! The palette: commands, actors, events and articles by a few letters.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use recoupe::app::parts::{Modal, Selection, ViewKind};
use recoupe::app::view_model::finder::Found;

use crate::host::{Bench, press, state, until, with_samples};

fn open(bench: &mut Bench, typed: &str) {
    press(bench, Modifiers::COMMAND, Key::K);
    assert!(matches!(state(bench).modal, Some(Modal::Finder(..))), "Ctrl+K opens the palette");
    bench.get_by_label("Command palette").type_text(typed);
    bench.run_steps(2);
    let wanted = typed.to_owned();
    until(bench, "what fits", move |h| state(h).found.typed == wanted);
}

#[test]
fn gives_a_command_by_a_few_letters() {
    let mut bench = with_samples();
    open(&mut bench, "timeline");
    assert!(matches!(state(&bench).found.hits[0].found, Found::Command(_)));
    press(&mut bench, Modifiers::NONE, Key::Enter);
    assert_eq!(state(&bench).view, ViewKind::Timeline);
    assert!(state(&bench).modal.is_none(), "and closes");
}

#[test]
fn finds_an_actor_and_an_event_with_arrows_and_leaves_with_escape() {
    let mut bench = with_samples();
    let graph = std::sync::Arc::clone(&state(&bench).present.graph);
    let actor = graph.entities().iter().max_by_key(|e| e.event_count).expect("an actor");
    let (id, name) = (actor.id, actor.name.clone());
    open(&mut bench, &name);
    let hits = state(&bench).found.hits.clone();
    let at = hits.iter().position(|h| matches!(h.found, Found::Actor(found, _) if found == id)).expect("the actor");
    for _ in 0..at {
        press(&mut bench, Modifiers::NONE, Key::ArrowDown);
    }
    press(&mut bench, Modifiers::NONE, Key::Enter);
    assert_eq!(state(&bench).selection, Some(Selection::Actor(id)));

    open(&mut bench, &name);
    let hits = state(&bench).found.hits.clone();
    let (at, event) = hits
        .iter()
        .enumerate()
        .find_map(|(i, h)| if let Found::Event(id) = h.found { Some((i, id)) } else { None })
        .expect("one of its events");
    // Upwards from the first hit comes the last.
    for _ in 0..hits.len() - at {
        press(&mut bench, Modifiers::NONE, Key::ArrowUp);
    }
    press(&mut bench, Modifiers::NONE, Key::Enter);
    assert_eq!(state(&bench).selection, Some(Selection::Event(event)));
    assert_eq!(state(&bench).cards.len(), 1, "the inspector shows the event");

    open(&mut bench, "zoom");
    press(&mut bench, Modifiers::NONE, Key::Escape);
    assert!(state(&bench).modal.is_none(), "Escape closes the palette");
    assert_eq!(state(&bench).selection, Some(Selection::Event(event)), "and nothing else");
}
