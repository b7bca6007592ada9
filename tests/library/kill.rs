//! A process killed at any moment during imports and corrections loses nothing that it had told done.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use recoupe::knowledge::{Correction, MentionAnchor};
use recoupe::session::Request;
use recoupe::text::TextSpan;
use recoupe::workspace::Workspace;

use crate::support::Bench;

/// Set for the process that is to be killed: the folder to work in.
const FOLDER: &str = "RECOUPE_KILL_FOLDER";
/// How many times to kill; 20 where it is not set.
const TIMES: &str = "RECOUPE_KILL_TIMES";

/// The process that is killed; does nothing when the tests run by themselves.
#[test]
fn works_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = std::path::PathBuf::from(folder);
    let bench = Bench::new(&folder, 2);
    let path = folder.join("w.recoupe");
    bench.done(if path.exists() { Request::Open(path) } else { Request::New(Some(path)) });
    let first = bench.snapshot().articles.len();
    for n in first.. {
        let text = format!("Amrullah Saleh attaque les talibans à Kaboul. Jour {n}.");
        bench.done(Request::ImportText { name: format!("a{n}"), text: text.clone() });
        println!("article {n}");
        let id = bench.snapshot().articles[n].article.id;
        let entity = MentionAnchor::new(id, &text, TextSpan::new(0, 14));
        bench.done(Request::Correct(vec![Correction::RenameEntity { entity, name: format!("Saleh {n}") }]));
        println!("correction {}", bench.snapshot().history.gestures().len());
        if n % 5 == 4 {
            bench.done(Request::Undo);
            println!("undone {}", bench.snapshot().history.gestures().len());
        }
    }
}

/// Numbers that look random and are the same on every run (xorshift).
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

#[test]
fn nothing_that_was_told_done_is_lost() {
    if std::env::var(FOLDER).is_ok() {
        return;
    }
    let times: usize = std::env::var(TIMES).ok().and_then(|t| t.parse().ok()).unwrap_or(20);
    let folder = tempfile::tempdir().unwrap();
    let mut random = 0x9E37_79B9_7F4A_7C15;
    let (mut articles, mut gestures) = (0, 0);
    for round in 0..times {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::works_until_it_is_killed", "--nocapture", "--test-threads", "1"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || lines.lines().map_while(Result::ok).collect::<Vec<String>>());
        let until = Instant::now() + Duration::from_millis(20 + next(&mut random) % 400);
        std::thread::sleep(until.saturating_duration_since(Instant::now()));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in reader.join().unwrap() {
            // The harness prints before the first line, and the last may be cut off.
            let word = |what: &str| line.split(what).nth(1).and_then(|n| n.trim().parse::<usize>().ok());
            articles = articles.max(word("article ").map_or(0, |n| n + 1));
            gestures = gestures.max(word("correction ").unwrap_or(0));
        }
        let path = folder.path().join("w.recoupe");
        if !path.exists() {
            assert_eq!(articles, 0);
            continue;
        }
        let connection = rusqlite::Connection::open(&path).unwrap();
        let verdict: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(verdict, "ok", "round {round}");
        let empty: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        drop(connection);
        if empty == 0 {
            assert_eq!(articles, 0);
            continue;
        }
        let workspace = Workspace::open(&path).unwrap();
        workspace.check().unwrap();
        assert!(workspace.articles().unwrap().len() >= articles, "round {round}: an article is lost");
        let log = workspace.log().unwrap();
        assert!(log.gestures().len() >= gestures, "round {round}: a correction is lost");
        assert!(log.gestures().iter().all(|g| !g.corrections.is_empty()), "round {round}: half a gesture");
    }
    println!("{times} kills: {articles} articles and {gestures} corrections told done, all there");
    assert!(articles > 0 && gestures > 0);
}
