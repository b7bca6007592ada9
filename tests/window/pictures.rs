//! Every view in both themes and both languages: drawn, no wording cut off; written to `RECOUPE_PICTURES` where that is set.

use recoupe::app::command::Command;
use recoupe::app::parts::{LaneKind, Modal, Selection, ViewKind};
use recoupe::app::view_model::accord::is_contested;
use recoupe::app::view_model::table::TableKind;
use recoupe::locale::Locale;
use recoupe::session::Request;

use crate::host::{Bench, cut_off, give, picture, settle, state, until, wanted, window, with_samples_in};

fn look(bench: &mut Bench, name: &str) {
    settle(bench);
    let picture = picture(bench);
    if let Some(folder) = wanted() {
        picture.save(&folder.join(format!("{name}.png")));
    }
    assert!(picture.colors() > 60, "{name} shows next to nothing");
    let cut = cut_off(bench);
    assert!(cut.is_empty(), "{name} cuts off {cut:?}");
}

fn walk(size: [f32; 2], locale: Locale, dark: bool) {
    let tag = format!(
        "{}-{}-{}",
        if locale == Locale::Fr { "fr" } else { "en" },
        if dark { "dark" } else { "light" },
        size[0]
    );
    let mut bench = window(size, locale, dark);
    look(&mut bench, &format!("welcome-{tag}"));
    let mut bench = with_samples_in(size, locale, dark);
    let sahel = "Trente soldats maliens ont été tués lundi 14 mars 2023 près de Gao, au Mali, selon l’armée. Une bombe a explosé \
                 mardi à Bamako. Les combattants ont attaqué un convoi à Tombouctou en janvier 2023. La ministre française des \
                 Armées est arrivée mercredi à Niamey, au Niger. Paris dément toute frappe au Sahel.";
    give(&mut bench, Command::Request(Request::ImportText { name: "sahel".to_owned(), text: sahel.to_owned() }));
    until(&mut bench, "a seventh article", |h| state(h).present.articles.len() == 7 && state(h).jobs.is_empty());
    look(&mut bench, &format!("graph-{tag}"));
    let busiest = state(&bench).model.actors[state(&bench).model.order[0]].id;
    give(&mut bench, Command::Select(Some(Selection::Actor(busiest))));
    look(&mut bench, &format!("actor-{tag}"));
    give(&mut bench, Command::Focus(Some(busiest)));
    look(&mut bench, &format!("focus-{tag}"));
    give(&mut bench, Command::Focus(None));
    let graph = std::sync::Arc::clone(&state(&bench).present.graph);
    // The event on which most is said, and most is contested.
    let weight = |e: &recoupe::knowledge::EventNode| (is_contested(e), e.claims.len());
    let told = graph.events().iter().max_by_key(|e| weight(e)).expect("an event").id;
    give(&mut bench, Command::Select(Some(Selection::Event(told))));
    look(&mut bench, &format!("event-{tag}"));
    give(&mut bench, Command::View(ViewKind::Timeline));
    look(&mut bench, &format!("timeline-{tag}"));
    give(&mut bench, Command::View(ViewKind::Map));
    look(&mut bench, &format!("map-{tag}"));
    give(&mut bench, Command::Lanes(LaneKind::Types));
    look(&mut bench, &format!("types-{tag}"));
    for (kind, name) in [(TableKind::Actors, "actors"), (TableKind::Claims, "claims"), (TableKind::Events, "events")] {
        give(&mut bench, Command::Table(kind));
        look(&mut bench, &format!("table-{name}-{tag}"));
    }
    give(&mut bench, Command::View(ViewKind::Graph));
    let claim = &graph.event(told).expect("it is there").claims[0];
    give(&mut bench, Command::Read(claim.article, Some(claim.sentence)));
    look(&mut bench, &format!("reader-{tag}"));
    give(&mut bench, Command::CloseReader);
    give(&mut bench, Command::find());
    look(&mut bench, &format!("palette-{tag}"));
    give(&mut bench, Command::Escape);
    give(&mut bench, Command::Show(Modal::Help));
    look(&mut bench, &format!("keys-{tag}"));
}

#[test]
fn french_and_light_at_1280() {
    walk([1280.0, 800.0], Locale::Fr, false);
}

#[test]
fn french_and_dark_at_1440() {
    walk([1440.0, 900.0], Locale::Fr, true);
}

#[test]
fn english_and_light_at_1440() {
    walk([1440.0, 900.0], Locale::En, false);
}

#[test]
fn english_and_dark_at_the_least_size() {
    walk([1024.0, 640.0], Locale::En, true);
}

#[test]
fn french_and_light_at_the_least_size() {
    walk([1024.0, 640.0], Locale::Fr, false);
}
