//! The window without a mouse: from actor to actor, and text of any size.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use recoupe::app::command::Command;
use recoupe::app::parts::{Selection, TextStep};

use crate::host::{give, press, settle, state, with_samples};

#[test]
fn arrows_walk_from_actor_to_actor() {
    let mut bench = with_samples();
    press(&mut bench, Modifiers::NONE, Key::ArrowRight);
    let first = state(&bench).actor().expect("the walk begins with the heaviest");
    assert_eq!(state(&bench).model.position(first), state(&bench).model.order.first().copied());
    let mut seen = vec![first];
    for key in [Key::ArrowRight, Key::ArrowDown, Key::ArrowLeft, Key::ArrowUp] {
        let before = state(&bench).actor().and_then(|id| state(&bench).model.position(id)).expect("an actor");
        let (x, y) = (state(&bench).model.actors[before].x, state(&bench).model.actors[before].y);
        press(&mut bench, Modifiers::NONE, key);
        let id = state(&bench).actor().expect("one is always selected");
        let now = &state(&bench).model.actors[state(&bench).model.position(id).expect("it is shown")];
        if !seen.contains(&id) {
            let (dx, dy) = (now.x - x, now.y - y);
            let right_way = match key {
                Key::ArrowRight => dx > 0.0,
                Key::ArrowLeft => dx < 0.0,
                Key::ArrowDown => dy > 0.0,
                _ => dy < 0.0,
            };
            assert!(right_way, "{key:?} went {dx}, {dy}");
            seen.push(id);
        }
    }
    assert!(seen.len() > 2, "the walk leads somewhere");
}

#[test]
fn text_grows_to_twice_its_size_and_back() {
    let mut bench = with_samples();
    let usual = bench.get_by_label("Filters").rect().height();
    for _ in 0..20 {
        give(&mut bench, Command::Text(TextStep::Larger));
    }
    assert!((state(&bench).text - 2.0).abs() < 0.01);
    settle(&mut bench);
    assert!((bench.ctx.zoom_factor() - 2.0).abs() < 0.01);
    let large = bench.get_by_label("Filters").rect().height() * bench.ctx.zoom_factor();
    assert!(large > usual * 1.8, "{usual} became {large}");
    give(&mut bench, Command::Text(TextStep::Usual));
    settle(&mut bench);
    assert!((bench.ctx.zoom_factor() - 1.0).abs() < 0.01);
}

#[test]
fn without_motion_nothing_glides() {
    let mut bench = with_samples();
    give(&mut bench, Command::Motion(false));
    let graph = std::sync::Arc::clone(&state(&bench).present.graph);
    let event = &graph.events()[0];
    give(&mut bench, Command::Select(Some(Selection::Event(event.id))));
    let claim = &event.claims[0];
    give(&mut bench, Command::Read(claim.article, Some(claim.sentence)));
    let close = bench.get_by_label("Close the article").rect();
    bench.run_steps(3);
    assert_eq!(bench.get_by_label("Close the article").rect(), close, "the reader stands at once where it belongs");
}

#[test]
fn the_shortest_way_between_two_actors() {
    let mut bench = with_samples();
    let model = &state(&bench).model;
    // Two links in a row give a way that is not a link itself.
    let (one, middle, other) = model
        .links
        .iter()
        .flat_map(|a| model.links.iter().map(move |b| (a.from, a.to, b.from, b.to)))
        .find_map(|(a, b, c, d)| (b == c && a != d).then_some((a, b, d)))
        .map(|(a, b, d)| (model.actors[a].id, b, model.actors[d].id))
        .expect("a chain of two links");
    let direct = model.links.iter().any(|l| {
        let ends = [model.actors[l.from].id, model.actors[l.to].id];
        ends.contains(&one) && ends.contains(&other)
    });
    let name = state(&bench).present.graph.entity(other).expect("it is there").name.clone();
    give(&mut bench, Command::Select(Some(Selection::Actor(one))));
    give(&mut bench, Command::WayFromSelected);
    bench.get_by_label("Search an actor").type_text(&name);
    bench.run_steps(2);
    assert!(bench.query_all_by_label(&name).next().is_some(), "the list holds it");
    give(&mut bench, Command::Escape);
    give(&mut bench, Command::Way(one, other));
    let told = state(&bench).told.clone().expect("a way");
    assert_eq!(told.links.len(), if direct { 1 } else { 2 });
    assert!(direct || told.actors.contains(&middle));
    give(&mut bench, Command::Select(None));
    assert!(state(&bench).way.is_none(), "another selection takes the way away");
}
