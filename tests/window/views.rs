//! One selection and one set of filters for graph, timeline and tables; back and forward cover the view.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use recoupe::app::command::Command;
use recoupe::app::parts::{Selection, ViewKind};
use recoupe::app::view_model::filters::Part;
use recoupe::extract::finding::EntityType;
use recoupe::session::Request;

use crate::host::{click, give, press, settle, state, until, with_samples};

#[test]
fn keys_switch_views_and_the_selection_stays() {
    let mut bench = with_samples();
    let id = state(&bench).model.actors[state(&bench).model.order[0]].id;
    give(&mut bench, Command::Select(Some(Selection::Actor(id))));
    for (key, view) in [
        (Key::Num2, ViewKind::Timeline),
        (Key::Num3, ViewKind::Map),
        (Key::Num4, ViewKind::Table),
        (Key::Num1, ViewKind::Graph),
    ] {
        press(&mut bench, Modifiers::COMMAND, key);
        assert_eq!(state(&bench).view, view);
        assert_eq!(state(&bench).actor(), Some(id), "one selection for all views");
    }
    give(&mut bench, Command::Back);
    assert_eq!(state(&bench).view, ViewKind::Table, "back covers the view");
    give(&mut bench, Command::Forward);
    assert_eq!(state(&bench).view, ViewKind::Graph);
}

#[test]
fn a_filter_holds_in_all_views_and_its_chip_takes_it_away() {
    let mut bench = with_samples();
    let all = state(&bench).model.actors.len();
    let places = |h: &crate::host::Bench| state(h).model.actors.iter().any(|a| a.entity_type == EntityType::Place);
    assert!(places(&bench));
    click(&mut bench, "Filters");
    click(&mut bench, "place  ");
    until(&mut bench, "a graph without places", |h| !places(h));
    give(&mut bench, Command::Table(Default::default()));
    until(&mut bench, "the table of actors", |h| !state(h).sheet.table.rows.is_empty());
    let rows = &state(&bench).sheet.table.rows;
    assert!(rows.iter().all(|r| r.actor != Some(EntityType::Place)), "the table knows the filter");
    assert!(!state(&bench).timeline.by_actor.is_empty());
    click(&mut bench, "Remove the filter: without place");
    give(&mut bench, Command::View(ViewKind::Graph));
    until(&mut bench, "the whole graph", |h| state(h).model.actors.len() == all);
    assert!(state(&bench).filters.is_empty());
}

#[test]
fn a_range_of_time_filters_all_and_is_undone() {
    let mut bench = with_samples();
    let events = state(&bench).events_left;
    assert!(events > 10);
    give(&mut bench, Command::View(ViewKind::Timeline));
    settle(&mut bench);
    let strip =
        bench.query_all_by_label("Drag to choose a period; click to remove it").last().expect("the strip").rect();
    bench.drag_at(egui::pos2(strip.left() + strip.width() * 0.3, strip.center().y));
    bench.run_steps(2);
    bench.hover_at(egui::pos2(strip.left() + strip.width() * 0.45, strip.center().y));
    bench.run_steps(2);
    bench.hover_at(egui::pos2(strip.left() + strip.width() * 0.6, strip.center().y));
    bench.run_steps(2);
    bench.drop_at(egui::pos2(strip.left() + strip.width() * 0.6, strip.center().y));
    bench.run_steps(3);
    let range = state(&bench).filters.time.expect("a range");
    assert_eq!(range, range.to_days(), "whole days");
    until(&mut bench, "fewer events", |h| state(h).events_left < events);
    assert!(state(&bench).timeline.bars.iter().any(|b| !b.inside), "the timeline shows what lies around");
    assert!(state(&bench).timeline.bars.iter().filter(|b| b.inside).all(|b| b.extent.meets(range)));
    give(&mut bench, Command::Unfilter(Part::Time));
    until(&mut bench, "all events", |h| state(h).events_left == events);
}

#[test]
fn a_bar_of_the_timeline_selects_its_event_everywhere() {
    let mut bench = with_samples();
    press(&mut bench, Modifiers::COMMAND, Key::Num2);
    settle(&mut bench);
    let bar = state(&bench).timeline.bars[state(&bench).timeline.by_actor[0].bars[0] as usize].clone();
    click(&mut bench, &bar.caption);
    let event = state(&bench).event().expect("an event is selected");
    let told = state(&bench).told.clone().expect("it is seen in the graph");
    assert!(!told.actors.is_empty());
    let sentence = state(&bench).cards[0].testimonies[0].text.replace('\n', " ");
    bench.query_all_by_label(&sentence).next().expect("the sentence in the inspector").click();
    bench.run_steps(4);
    assert!(state(&bench).reading.is_some(), "one click from the sentence in its article");
    assert_eq!(state(&bench).event(), Some(event));
}

#[test]
fn the_map_shows_what_is_certain_and_lists_the_rest() {
    let mut bench = with_samples();
    let text = "Trente soldats maliens ont été tués lundi 14 mars 2023 près de Gao, au Mali, selon l’armée malienne.";
    give(&mut bench, Command::Request(Request::ImportText { name: "gao".to_owned(), text: text.to_owned() }));
    until(&mut bench, "places on the map", |h| state(h).map.spots.iter().any(|s| s.name == "Gao"));
    press(&mut bench, Modifiers::COMMAND, Key::Num3);
    settle(&mut bench);
    let gao = state(&bench).map.spots.iter().find(|s| s.name == "Gao").expect("it is placed").clone();
    assert!((0.49..0.51).contains(&gao.x) && gao.y < 0.5, "Gao lies at the meridian, north of the equator: {gao:?}");
    let missing = state(&bench).map.unplaced.first().expect("the towns of the sample story are made up").clone();
    assert!(!missing.reason.is_empty());
    click(&mut bench, &missing.name);
    assert_eq!(state(&bench).actor(), Some(missing.id), "the list selects in all views");
    let before = state(&bench).globe.zoom;
    give(&mut bench, Command::Zoom(1.25));
    assert!(state(&bench).globe.zoom > before);
    give(&mut bench, Command::Fit);
    settle(&mut bench);
    assert!((state(&bench).globe.zoom - before).abs() < 1.0);
}

#[test]
fn time_passes_and_comes_to_rest() {
    let mut bench = with_samples();
    give(&mut bench, Command::Play);
    assert!(state(&bench).play.is_some());
    until(&mut bench, "the first step", |h| state(h).filters.time.is_some());
    let first = state(&bench).filters.time.expect("a range").to;
    until(&mut bench, "the next step", |h| state(h).filters.time.is_some_and(|t| t.to > first));
    give(&mut bench, Command::Play);
    assert!(state(&bench).play.is_none());
    let stopped = state(&bench).filters.time;
    settle(&mut bench);
    assert_eq!(state(&bench).filters.time, stopped, "it stays where it was stopped");
    give(&mut bench, Command::ClearFilters);
    assert!(state(&bench).filters.is_empty());
}
