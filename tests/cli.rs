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

/// A file of all paragraphs that the reference has read.
fn paragraphs(folder: &Path) -> usize {
    let mut lines = Vec::new();
    for name in ["fr.jsonl", "en.jsonl"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/parity").join(name);
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            lines
                .push(serde_json::json!({"id": format!("{name}-{}", lines.len()), "text": record["text"]}).to_string());
        }
    }
    std::fs::write(folder.join("all.jsonl"), lines.join("\n")).unwrap();
    lines.len()
}

#[test]
fn annotate_writes_lines_or_one_array() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), ARTICLE).unwrap();
    std::fs::write(folder.path().join("b.jsonl"), serde_json::json!({"id": "x", "text": ARTICLE}).to_string()).unwrap();
    let lines = recoupe(folder.path(), &["annotate", "a.txt", "b.jsonl"]);
    assert_eq!(lines.status.code(), Some(0), "{}", text(&lines.stderr));
    let lines: Vec<serde_json::Value> = text(&lines.stdout).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.iter().map(|l| &l["id"]).collect::<Vec<_>>(), ["a", "x"]);
    assert_eq!(lines[0]["tokens"], lines[1]["tokens"]);
    assert_eq!(lines[0]["ents"][0]["label"], "LOC");
    let array = recoupe(folder.path(), &["annotate", "--format", "json", "a.txt", "b.jsonl"]);
    assert_eq!(serde_json::from_slice::<Vec<serde_json::Value>>(&array.stdout).unwrap(), lines);
}

#[test]
fn the_portable_kernel_annotates_alike() {
    let folder = tempfile::tempdir().unwrap();
    let total = paragraphs(folder.path());
    let annotate = |kernel: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_recoupe"))
            .args(["annotate", "all.jsonl"])
            .current_dir(folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .env("RECOUPE_KERNEL", kernel)
            .output()
            .unwrap();
        text(&output.stdout)
    };
    let widest = annotate("");
    assert!(widest.lines().count() > total * 9 / 10, "{} of {total}", widest.lines().count());
    assert!(widest == annotate("portable"));
}

#[test]
fn threads_change_no_extraction() {
    let folder = tempfile::tempdir().unwrap();
    paragraphs(folder.path());
    let one = recoupe(folder.path(), &["extract", "all.jsonl", "-j", "1"]);
    let two = recoupe(folder.path(), &["extract", "all.jsonl", "-j", "2"]);
    assert!(!one.stdout.is_empty() && one.stdout == two.stdout);
}

#[test]
fn a_package_is_chosen_and_given_up() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "The mayor of Lyon met two men on Tuesday, and they were glad.")
        .unwrap();
    let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tiny").display().to_string();
    let say = |args: &[&str]| {
        let output = recoupe(folder.path(), args);
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let bundled = say(&["extract", "a.txt"]);
    assert_eq!(say(&["model", "list"]).1.lines().count(), 2);

    assert_eq!(say(&["model", "use", "en", &tiny]).0, Some(0));
    let (_, list, _) = say(&["model", "list"]);
    assert!(list.lines().any(|l| l.starts_with("en\ten_tiny 1.0.0\t") && l.ends_with(&tiny)), "{list}");
    let chosen = say(&["extract", "a.txt"]);
    assert!(chosen.0 == Some(0) && chosen.2.is_empty() && chosen.1 != bundled.1);

    // One for another language, or none at all, is refused and the choice stays.
    let foreign = say(&["model", "use", "fr", &tiny]);
    assert!(foreign.0 == Some(2) && foreign.2.contains("“en”, not for “fr”"), "{}", foreign.2);
    assert_eq!(say(&["model", "use", "en", "nowhere"]).0, Some(2));
    assert_eq!(say(&["extract", "a.txt"]).1, chosen.1);

    // A choice that has gone since is told, and the bundled package reads.
    std::fs::create_dir(folder.path().join("mine")).unwrap();
    let settings = walkdir(folder.path(), "models.toml");
    std::fs::write(&settings, format!("en = {:?}\n", folder.path().join("mine"))).unwrap();
    let fallen = say(&["extract", "a.txt"]);
    assert_eq!(fallen.1, bundled.1);
    assert!(fallen.2.contains("mine") && fallen.2.contains("the bundled one reads instead"), "{}", fallen.2);
    std::fs::write(&settings, "en = [").unwrap();
    let fallen = say(&["extract", "a.txt"]);
    assert!(fallen.1 == bundled.1 && fallen.2.contains("models.toml"), "{}", fallen.2);

    assert_eq!(say(&["model", "use", "en", "bundled"]).0, Some(0));
    let (_, _, told) = say(&["extract", "a.txt"]);
    assert!(told.is_empty(), "{told}");
}

/// The file of that name below a folder.
fn walkdir(folder: &Path, name: &str) -> std::path::PathBuf {
    let below = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let mut below: Vec<_> = below.collect();
    while let Some(path) = below.pop() {
        if path.file_name().is_some_and(|n| n == name) {
            return path;
        }
        if path.is_dir() {
            below.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        }
    }
    panic!("{name} is not there");
}

/// The administrator may read everything, so there the program runs as nobody, from a copy that nobody may run.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_without_rights_is_named_with_a_remedy() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt};
    let mode = |path: &Path, mode: u32| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    mode(folder.path(), 0o777);
    let locked = folder.path().join("locked");
    std::fs::create_dir(&locked).unwrap();
    std::fs::write(folder.path().join("good.txt"), ARTICLE).unwrap();
    mode(&locked, 0o000);
    let mut command = if std::fs::metadata(folder.path()).unwrap().uid() == 0 {
        let copy = folder.path().join("recoupe");
        std::fs::copy(env!("CARGO_BIN_EXE_recoupe"), &copy).unwrap();
        mode(&copy, 0o755);
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(copy);
        command
    } else {
        Command::new(env!("CARGO_BIN_EXE_recoupe"))
    };
    let output = command
        .args(["--lang", "en", "extract", "good.txt", "locked", "--format", "jsonl"])
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .env("XDG_DATA_HOME", folder.path())
        .env("XDG_CONFIG_HOME", folder.path())
        .output()
        .unwrap();
    mode(&locked, 0o755);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let told = text(&output.stderr);
    assert!(told.contains("locked") && told.contains("right to read"), "{told}");
    assert_eq!(text(&output.stdout).lines().count(), 1, "the good article is read all the same");
}
