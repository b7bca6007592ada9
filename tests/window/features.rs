//! What else the window does: snapshots, focus, corrections by menu, files in and out, themes.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use recoupe::app::command::Command;
use recoupe::app::dialog::Ask;
use recoupe::app::parts::{Modal, Selection};
use recoupe::diagnostic::Severity;
use recoupe::export::Format;
use recoupe::extract::finding::EntityType;
use recoupe::locale::Locale;
use recoupe::session::Request;

use crate::host::{Bench, actors, click, give, press, settle, state, until, window, with_samples};

fn busiest(bench: &Bench) -> (recoupe::knowledge::EntityId, String) {
    let actor = &state(bench).model.actors[state(bench).model.order[0]];
    (actor.id, actor.name.clone())
}

#[test]
fn a_snapshot_is_looked_at_and_left_again() {
    let mut bench = with_samples();
    give(&mut bench, Command::Show(Modal::KeepSnapshot(String::new())));
    bench.get_by_label("Name of the snapshot").type_text("lundi");
    bench.run_steps(3);
    press(&mut bench, Modifiers::NONE, Key::Enter);
    until(&mut bench, "the snapshot", |h| state(h).present.named.iter().any(|n| n.name == "lundi"));
    let (id, _) = busiest(&bench);
    let before = actors(&bench);
    give(&mut bench, Command::Hide(id));
    until(&mut bench, "one actor less", |h| actors(h) < before);
    give(&mut bench, Command::Request(Request::OpenSnapshot("lundi".to_owned())));
    until(&mut bench, "the snapshot on the screen", |h| state(h).is_read_only());
    assert!(bench.query_by_label_contains("lundi").is_some(), "a banner names it");
    until(&mut bench, "all its actors", |h| state(h).model.position(id).is_some());
    give(&mut bench, Command::Select(Some(Selection::Actor(id))));
    press(&mut bench, Modifiers::NONE, Key::F2);
    assert!(state(&bench).modal.is_none(), "nothing is changed in a snapshot");
    click(&mut bench, "Back to the present");
    assert!(!state(&bench).is_read_only());
    until(&mut bench, "the present graph", |h| state(h).model.position(id).is_none());
}

#[test]
fn surroundings_reach_as_far_as_asked() {
    let mut bench = with_samples();
    let all = state(&bench).model.actors.len();
    let (id, _) = busiest(&bench);
    give(&mut bench, Command::Select(Some(Selection::Actor(id))));
    press(&mut bench, Modifiers::COMMAND, Key::Enter);
    until(&mut bench, "the surroundings", |h| state(h).model.actors.len() < all);
    let near = state(&bench).model.actors.len();
    give(&mut bench, Command::Depth(3));
    until(&mut bench, "more of them", |h| state(h).model.actors.len() >= near && state(h).depth == 3);
    give(&mut bench, Command::Focus(None));
    until(&mut bench, "all", |h| state(h).model.actors.len() == all);
    give(&mut bench, Command::Back);
    assert_eq!(state(&bench).focus, Some(id), "back covers the focus");
}

#[test]
fn retypes_and_hides_and_takes_both_back() {
    let mut bench = with_samples();
    let (id, _) = busiest(&bench);
    let kind = |h: &Bench| state(h).present.graph.entity(id).map(|e| e.entity_type);
    let was = kind(&bench).expect("it is there");
    let other = if was == EntityType::Thing { EntityType::Group } else { EntityType::Thing };
    give(&mut bench, Command::Retype(id, other));
    until(&mut bench, "the other type", |h| kind(h) == Some(other));
    give(&mut bench, Command::Select(Some(Selection::Actor(id))));
    press(&mut bench, Modifiers::NONE, Key::Delete);
    until(&mut bench, "it hidden", |h| kind(h).is_none());
    assert!(state(&bench).selection.is_none(), "what is gone is not selected");
    press(&mut bench, Modifiers::COMMAND, Key::Z);
    until(&mut bench, "it back", |h| kind(h) == Some(other));
    press(&mut bench, Modifiers::COMMAND, Key::Z);
    until(&mut bench, "its own type", |h| kind(h) == Some(was));
}

#[test]
fn takes_dropped_files_and_keeps_them_under_a_name() {
    let mut bench = window([1280.0, 800.0], Locale::Fr, false);
    let folder = bench.state().folder.path().to_owned();
    let article = folder.join("embuscade.txt");
    let text = "Embuscade au Mali\n\nTrente soldats ont été tués lundi près de Gao, selon l’armée malienne.\n";
    std::fs::write(&article, text).expect("a temporary folder");
    give(&mut bench, Command::Answered(Ask::Articles, vec![article]));
    until(&mut bench, "the article", |h| state(h).present.articles.len() == 1);
    let path = folder.join("enquête.recoupe");
    give(&mut bench, Command::Answered(Ask::SaveAs, vec![path.clone()]));
    until(&mut bench, "the named workspace", |h| state(h).present.path.as_ref() == Some(&path));
    assert_eq!(state(&bench).title(), "enquête");
    until(&mut bench, "the list of recent ones", |h| state(h).recent.contains(&path));
    give(&mut bench, Command::New);
    until(&mut bench, "an empty workspace", |h| state(h).present.articles.is_empty());
    settle(&mut bench);
    click(&mut bench, "enquête");
    until(&mut bench, "the recent one again", |h| state(h).present.articles.len() == 1);
}

#[test]
fn writes_pictures_and_findings() {
    let mut bench = with_samples();
    let folder = bench.state().folder.path().to_owned();
    let files = [
        (Command::Picture(folder.join("a.svg")), "a.svg", "<svg"),
        (Command::Picture(folder.join("a.png")), "a.png", "PNG"),
        (Command::Export(Format::Json, folder.join("a.json")), "a.json", "["),
        (Command::Export(Format::Jsonl, folder.join("a.jsonl")), "a.jsonl", "{"),
        (Command::Export(Format::GraphMl, folder.join("a.graphml")), "a.graphml", "<?xml"),
        (Command::Export(Format::Csv, folder.join("a.zip")), "a.zip", "PK"),
    ];
    for (command, name, start) in files {
        give(&mut bench, command);
        let path = folder.join(name);
        until(&mut bench, name, |h| path.exists() && state(h).toasts.iter().any(|t| t.text.contains(name)));
        let bytes = std::fs::read(&path).expect("it was written");
        let head = String::from_utf8_lossy(&bytes[..20.min(bytes.len())]).into_owned();
        assert!(head.contains(start), "{name} begins with {head}");
    }
    let svg = std::fs::read_to_string(folder.join("a.svg")).expect("it was written");
    let shapes = svg.matches("<circle").count() + svg.matches("<polygon").count() + svg.matches("<rect").count();
    assert!(shapes >= state(&bench).model.actors.len(), "every actor of the screen is in the picture");
}

#[test]
fn an_error_names_the_file() {
    let mut bench = with_samples();
    let nowhere = bench.state().folder.path().join("no").join("folder").join("a.json");
    give(&mut bench, Command::Export(Format::Json, nowhere));
    until(&mut bench, "an error that names the file", |h| {
        state(h).toasts.iter().any(|t| t.severity == Severity::Error && t.text.contains("a.json"))
    });
}

#[test]
fn theme_and_language_change_at_once() {
    let mut bench = with_samples();
    let light = state(&bench).palette;
    give(&mut bench, Command::Dark(true));
    assert_ne!(state(&bench).palette, light);
    give(&mut bench, Command::Language(Locale::Fr));
    assert!(bench.query_by_label("Fichier").is_some() && bench.query_by_label("File").is_none());
    press(&mut bench, Modifiers::COMMAND, Key::B);
    assert!(bench.query_by_label("Filtres").is_none(), "the left panel is folded away");
    press(&mut bench, Modifiers::COMMAND, Key::B);
    assert!(bench.query_by_label("Filtres").is_some());
}

#[test]
fn a_suggestion_is_taken_or_refused() {
    let mut bench = window([1440.0, 900.0], Locale::En, false);
    let texts = [
        (
            "one",
            "President Vladimir Putin met Angela Merkel in Moscow on Monday. Vladimir Putin thanked Angela Merkel.",
        ),
        ("two", "Le président Vladimir Poutine a rencontré Angela Merkel à Moscou lundi. Poutine a remercié Merkel."),
        (
            "three",
            "Merkel a quitté Moscou mardi. Merkel a critiqué Poutine. Jean Merkel vit à Lyon. Jean Merkel écrit.",
        ),
    ];
    for (name, text) in texts {
        give(&mut bench, Command::Request(Request::ImportText { name: name.to_owned(), text: text.to_owned() }));
    }
    until(&mut bench, "three articles", |h| state(h).present.articles.len() == 3 && state(h).jobs.is_empty());
    let Some(first) = state(&bench).present.suggestions.first().copied() else {
        // Which pairs are doubtful is for the tests of resolution; where there is none, nothing is asked of anybody.
        assert!(bench.query_by_label("Perhaps the same").is_none());
        return;
    };
    assert!(bench.query_by_label("Perhaps the same").is_some());
    give(&mut bench, Command::Part(first.one, first.other));
    until(&mut bench, "the pair decided", |h| {
        !state(h).present.suggestions.iter().any(|s| s.one == first.one && s.other == first.other)
    });
}
