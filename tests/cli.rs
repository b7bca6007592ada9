//! The real program in a temporary folder.

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn recoupe(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_recoupe"))
        .args(args)
        .current_dir(folder)
        .env("LC_ALL", "en_GB.UTF-8")
        .env("XDG_DATA_HOME", folder)
        .env("XDG_CONFIG_HOME", folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const ARTICLE: &str = "Le maire de Lyon a été arrêté mardi par la police, selon le journal.";

#[test]
fn extract_writes_one_line_an_article_in_the_order_of_the_input() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..20 {
        std::fs::write(folder.path().join(format!("{i:02}.txt")), format!("{ARTICLE} {i}")).unwrap();
    }
    let output = recoupe(folder.path(), &["extract", ".", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let ids: Vec<String> = text(&output.stdout)
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, (0..20).map(|i| format!("{i:02}")).collect::<Vec<_>>());
}

#[test]
fn a_bad_file_is_named_and_remembered_in_the_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("good.txt"), ARTICLE).unwrap();
    std::fs::write(folder.path().join("bad.txt"), b"\x00\x01\x02").unwrap();
    let output = recoupe(folder.path(), &["extract", "good.txt", "bad.txt", "none.txt", "-o", "out.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains("bad.txt") && told.contains("none.txt") && told.contains("2 articles failed"), "{told}");
    assert_eq!(std::fs::read_to_string(folder.path().join("out.jsonl")).unwrap().lines().count(), 1);
}

#[test]
fn import_and_export_a_workspace() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), ARTICLE).unwrap();
    assert_eq!(recoupe(folder.path(), &["import", "w.recoupe", "a.txt"]).status.code(), Some(0));
    for (format, name) in [("jsonl", "o.jsonl"), ("graphml", "o.graphml"), ("csv", "tables"), ("csv", "o.zip")] {
        let output = recoupe(folder.path(), &["export", "w.recoupe", "--format", format, "-o", name]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(folder.path().join(name).exists());
    }
    assert!(folder.path().join("tables/events.csv").exists());
    let undo = recoupe(folder.path(), &["undo", "w.recoupe"]);
    assert_eq!(undo.status.code(), Some(2));
    assert!(text(&undo.stderr).contains("Nothing is left to undo"));
    assert_eq!(recoupe(folder.path(), &["history", "w.recoupe"]).status.code(), Some(0));
}

#[test]
fn what_cannot_start_ends_in_two_and_speaks_the_wanted_language() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["--lang", "fr", "export", "none.recoupe", "--format", "csv", "-o", "x"];
    let output = recoupe(folder.path(), &args);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("n’existe pas"), "{}", text(&output.stderr));
    assert_eq!(recoupe(folder.path(), &["extract"]).status.code(), Some(2));
}

#[test]
fn a_broken_pipe_is_quiet() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = (0..5000)
        .map(|i| format!("{}\n", serde_json::json!({"id": i.to_string(), "text": format!("{ARTICLE} {i}")})))
        .collect();
    std::fs::write(folder.path().join("many.jsonl"), lines).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_recoupe"))
        .args(["extract", "many.jsonl"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_story_is_told_as_text_and_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let told = [
        (
            "a",
            "Vingt mille personnes ont manifesté samedi à Toulouse, selon la Fédération du métal. La police compte six mille manifestants.",
        ),
        (
            "b",
            "Six mille personnes ont manifesté samedi à Toulouse, selon la police. La maire de Toulouse, Claire Besson, a rencontré Luc Sorel.",
        ),
    ];
    let mut files = vec!["import", "w.recoupe"];
    for (name, text) in told {
        let record = serde_json::json!({ "id": name, "text": text, "date": "2018-06-17" });
        std::fs::write(folder.path().join(format!("{name}.jsonl")), format!("{record}\n")).unwrap();
    }
    files.extend(["a.jsonl", "b.jsonl"]);
    assert_eq!(recoupe(folder.path(), &files).status.code(), Some(0));
    for command in ["resolve", "claims", "contradictions"] {
        let output = recoupe(folder.path(), &[command, "w.recoupe", "--format", "json"]);
        assert_eq!(output.status.code(), Some(0), "{command}: {}", text(&output.stderr));
        let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        if command == "resolve" {
            let places: Vec<&serde_json::Value> =
                value["entities"].as_array().unwrap().iter().filter(|e| e["name"] == "Toulouse").collect();
            assert_eq!(places.len(), 1);
            assert_eq!(places[0]["merged_by"][0], "same-place");
            assert!((places[0]["point"][0].as_f64().unwrap() - 43.6).abs() < 0.1);
        } else {
            assert!(value.is_array());
        }
        assert_eq!(recoupe(folder.path(), &[command, "w.recoupe"]).status.code(), Some(0));
    }
    let unknown = recoupe(folder.path(), &["claims", "w.recoupe", "--speaker", "Personne"]);
    assert!(text(&unknown.stdout).contains("Nobody of that name"));
    assert_eq!(recoupe(folder.path(), &["diff", "w.recoupe", "none"]).status.code(), Some(2));
}
