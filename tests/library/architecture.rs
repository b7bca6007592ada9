//! Imports point up the walk, side effects have one home each, and files stay short.

use std::path::{Path, PathBuf};

/// The modules in the order in which data walks; each may import from those before it.
const WALK: &[&str] = &[
    "job",
    "language",
    "text",
    "gazetteer",
    "locale",
    "diagnostic",
    "ingest",
    "nlp",
    "extract",
    "knowledge",
    "analysis",
    "workspace",
    "export",
    "session",
    "cli",
    "app",
];

/// Words of side effects, and where alone they may stand.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["workspace"]),
    ("std::thread::spawn", &["session", "nlp", "analysis"]),
    ("thread::scope", &["session", "nlp"]),
    ("Timestamp::now", &["session"]),
    ("egui", &["app"]),
    ("rfd::", &["app"]),
    ("petgraph::", &["knowledge", "analysis", "app"]),
    ("reqwest", &[]),
    ("TcpStream", &[]),
];

const LONGEST: usize = 500;

fn files() -> Vec<(PathBuf, String, String)> {
    fn walk(folder: &Path, root: &Path, out: &mut Vec<(PathBuf, String, String)>) {
        let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, root, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path.strip_prefix(root).unwrap();
                let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
                let module = first.trim_end_matches(".rs").to_owned();
                let text = std::fs::read_to_string(&path).unwrap();
                out.push((inside.to_owned(), module, text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut out = Vec::new();
    walk(&root, &root, &mut out);
    out
}

/// The code of a file without its tests and comments.
fn code(text: &str) -> String {
    let end = text.find("\n#[cfg(test)]").unwrap_or(text.len());
    text[..end].lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn imports_point_up_the_walk() {
    for (path, module, text) in files() {
        let Some(own) = WALK.iter().position(|m| *m == module) else { continue };
        for (i, _) in code(&text).match_indices("crate::") {
            let code = code(&text);
            let name: String = code[i + 7..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if let Some(other) = WALK.iter().position(|m| *m == name) {
                assert!(other <= own, "{} imports {name}, which comes after it", path.display());
            }
        }
    }
}

#[test]
fn side_effects_stay_at_home() {
    for (path, module, text) in files().into_iter().filter(|(_, m, _)| m != "main" && m != "lib") {
        let code = code(&text);
        for (word, homes) in HOMES {
            assert!(!code.contains(word) || homes.contains(&module.as_str()), "{} has {word}", path.display());
        }
    }
}

#[test]
fn files_stay_short() {
    for (path, _, text) in files() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", path.display());
    }
}
