//! The workspace keeps what it is given: over restarts, copies, cancellation, on any number of threads.

use std::sync::Arc;

use recoupe::diagnostic::Code;
use recoupe::export::{Format, Scope};
use recoupe::knowledge::Correction;
use recoupe::session::{ReextractScope, Request, Update};
use recoupe::workspace::Position;

use crate::support::{Bench, WordReader};

const TEXTS: &[&str] = &[
    "Le chef Amrullah Saleh a lancé une attaque contre les talibans à Kaboul lundi. Il a dit que la ville est prise.",
    "The United Nations, known as ONU, said les talibans were behind the attaque lundi in Kabul, and that it was over.",
    "La ministre Anne Dupont a dit que la rencontre avec Ali Saleh est prévue dans la ville de Charikar.",
];

fn records(n: usize) -> String {
    let text = |i: usize| format!("{} Numéro {i} de la série.", TEXTS[i % TEXTS.len()]);
    (0..n).map(|i| format!("{}\n", serde_json::json!({"id": format!("r{i}"), "text": text(i)}))).collect()
}

#[test]
fn places_of_two_languages_are_one_and_namesakes_are_two() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::new(folder.path(), 2);
    let files: Vec<_> = TEXTS.iter().enumerate().map(|(i, t)| bench.file(&format!("{i}.txt"), t)).collect();
    let summary = bench.done(Request::Import(files.clone()));
    assert_eq!(summary.read, 3);
    assert_eq!(
        bench.names(),
        ["Amrullah Saleh", "les talibans", "Kaboul", "ONU", "Anne Dupont", "Ali Saleh", "Charikar"]
    );
    let graph = Arc::clone(&bench.snapshot().graph);
    let kaboul = graph.entities().iter().find(|e| e.name == "Kaboul").unwrap();
    assert_eq!(kaboul.articles.len(), 2);
    for edge in graph.edges() {
        assert!(!graph.evidence(edge).is_empty());
    }
    let again = bench.done(Request::Import(files));
    assert_eq!((again.read, again.known), (0, 3));
}

#[test]
fn the_same_graph_on_any_number_of_threads() {
    let graphs: Vec<String> = [1, 2, 5]
        .into_iter()
        .map(|threads| {
            let folder = tempfile::tempdir().unwrap();
            let bench = Bench::new(folder.path(), threads);
            let file = bench.file("many.jsonl", records(300));
            let summary = bench.done(Request::Import(vec![file]));
            assert_eq!(summary.read, 300);
            let out = folder.path().join("out.graphml");
            bench.done(Request::Export { format: Format::GraphMl, scope: Scope::All, path: out.clone() });
            std::fs::read_to_string(out).unwrap()
        })
        .collect();
    assert_eq!(graphs[0], graphs[1]);
    assert_eq!(graphs[0], graphs[2]);
}

#[test]
fn everything_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.recoupe");
    {
        let bench = Bench::new(folder.path(), 2);
        bench.done(Request::New(Some(path.clone())));
        bench.done(Request::Import(vec![bench.file("many.jsonl", records(5))]));
        let id = bench.snapshot().graph.entities()[0].id;
        let entity = bench.snapshot().entity_anchor(id).unwrap();
        bench.done(Request::Correct(vec![Correction::RenameEntity { entity, name: "Le vice-président".to_owned() }]));
        bench.done(Request::SetPositions(vec![(id, Position { x: 1.0, y: 2.0, pinned: true })]));
        bench.done(Request::SaveSnapshot("avant".to_owned()));
        assert!(
            matches!(bench.ask(Request::SaveSnapshot("avant".to_owned())), Update::Failed(_, d) if d.code == Code::SnapshotExists)
        );
        bench.done(Request::Undo);
        assert_eq!(bench.names()[0], "Amrullah Saleh");
    }
    let bench = Bench::new(folder.path(), 1);
    bench.done(Request::Open(path.clone()));
    assert!(!path.with_file_name("w.recoupe-wal").exists() || bench.snapshot().articles.len() == 5);
    let snapshot = bench.snapshot();
    assert_eq!(snapshot.positions.values().next().map(|p| p.pinned), Some(true));
    assert_eq!(snapshot.named.len(), 1);
    bench.done(Request::Redo);
    assert_eq!(bench.names()[0], "Le vice-président");
    let mut named = None;
    bench.session.wait(Request::OpenSnapshot("avant".to_owned()), |u| {
        if let Update::NamedSnapshot(s) = u {
            named = Some(Arc::clone(s));
        }
    });
    assert_eq!(named.unwrap().graph.entities()[0].name, "Le vice-président");
    let copy = folder.path().join("copy.recoupe");
    bench.done(Request::SaveAs(copy.clone()));
    assert_eq!(bench.snapshot().path.as_deref(), Some(copy.as_path()));
    bench.done(Request::Open(path));
    assert_eq!(bench.names()[0], "Le vice-président");
}

#[test]
fn search_folds_accents_and_completes_the_last_word() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::new(folder.path(), 1);
    bench.done(Request::Import(vec![bench.file("many.jsonl", records(3))]));
    let hits = |query: &str| {
        let mut n = None;
        let request = Request::Search { query: query.to_owned(), limit: 50 };
        bench.session.wait(request, |u| {
            if let Update::Found { hits, .. } = u {
                n = Some(hits.len());
            }
        });
        n.unwrap()
    };
    assert_eq!(hits("PREVUE"), 1);
    assert_eq!(hits("numero"), 3);
    assert_eq!(hits("amrul"), 1);
    assert_eq!(hits("\"est prévue\" char"), 1);
    assert_eq!(hits("NEAR( AND"), 0);
    assert_eq!(hits("absent"), 0);
}

#[test]
fn a_cancelled_import_keeps_what_was_done() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::new(folder.path(), 2);
    bench.done(Request::OpenUnnamed);
    let file = bench.file("many.jsonl", records(20_000));
    let job = bench.session.request(Request::Import(vec![file]));
    let mut ends = 0;
    let mut asked = false;
    let mut kept = 0;
    for update in bench.session.updates() {
        if matches!(update, Update::Progress(..)) && !asked {
            asked = true;
            bench.session.request(Request::Cancel(job));
        }
        if let Update::Snapshot(s) = &update {
            kept = s.articles.len();
        }
        if update.ends() == Some(job) {
            ends += 1;
            assert!(matches!(&update, Update::Cancelled(_, s) if s.read > 0 && s.read < 20_000), "{update:?}");
            break;
        }
    }
    assert_eq!(ends, 1);
    assert!(kept > 0);
}

#[test]
fn re_extraction_picks_what_is_outdated() {
    let folder = tempfile::tempdir().unwrap();
    {
        let bench = Bench::new(folder.path(), 2);
        bench.done(Request::Import(vec![bench.file("many.jsonl", records(6))]));
        assert_eq!(bench.done(Request::Reextract(ReextractScope::Outdated)).read, 0);
    }
    let bench = Bench::with(folder.path(), 2, WordReader { rules: 2, blind_to: vec!["Charikar"] });
    bench.done(Request::OpenUnnamed);
    assert!(bench.names().contains(&"Charikar".to_owned()));
    assert_eq!(bench.done(Request::Reextract(ReextractScope::Outdated)).read, 6);
    assert!(!bench.names().contains(&"Charikar".to_owned()));
}

#[test]
fn exports_are_whole_and_repeatable() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::new(folder.path(), 2);
    bench.done(Request::Import(vec![bench.file("many.jsonl", records(6))]));
    for format in Format::ALL {
        let write = |name: &str| {
            let path = folder.path().join(format!("{name}.{}", format.extension()));
            bench.done(Request::Export { format, scope: Scope::All, path: path.clone() });
            std::fs::read(path).unwrap()
        };
        let (one, two) = (write("one"), write("two"));
        assert!(!one.is_empty());
        assert_eq!(one, two, "{format:?}");
    }
    let nowhere = folder.path().join("none").join("x.json");
    let end = bench.ask(Request::Export { format: Format::Json, scope: Scope::All, path: nowhere });
    assert!(matches!(end, Update::Failed(_, d) if d.code == Code::ExportFailed));
}
