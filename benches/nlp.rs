//! What the reading engine costs: `nlp MODEL TEXTS.jsonl THREADS` reads all texts on that many threads, `nlp load` unpacks
//! the bundled models, `nlp memory TEXTS.jsonl...` reads with all bundled models on two threads. `benches/nlp.sh` calls it
//! beside spaCy; without arguments it says how.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use recoupe::language::Language;
use recoupe::nlp::{Package, Pipeline};

/// Passes over the texts; the best counts, as others use the machine too.
const PASSES: usize = 3;
/// Paragraphs handed to the engine together.
const TOGETHER: usize = 64;

fn texts(path: &str) -> Vec<String> {
    let file = std::fs::read_to_string(path).expect("a file of texts");
    let records = file.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    let text = |v: serde_json::Value| v["text"].as_str().expect("a text").to_owned();
    records
        .map(text)
        .flat_map(|t| t.lines().map(|l| l.trim().to_owned()).collect::<Vec<_>>())
        .filter(|l| !l.is_empty())
        .collect()
}

/// Reads all texts; the time and the number of tokens.
fn read(pipeline: &Pipeline, texts: &[String], threads: usize) -> (Duration, usize) {
    let (next, tokens) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let chunks: Vec<&[String]> = texts.chunks(TOGETHER).collect();
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(chunk) = chunks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let chunk: Vec<&str> = chunk.iter().map(String::as_str).collect();
                    let docs = pipeline.annotate_batch(&chunk);
                    tokens.fetch_add(docs.iter().map(|d| d.tokens.len()).sum(), Ordering::Relaxed);
                }
            });
        }
    });
    (began.elapsed(), tokens.into_inner())
}

/// Most memory that this process has had, in MB; of Linux alone.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap_or(0.0) / 1024.0
}

fn say(name: &str, value: f64) {
    println!("{name}\t{value:.4}");
}

fn main() {
    // cargo bench adds its own argument.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["load"] => {
            for language in ["fr", "en"] {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/models/{language}.recoupe"));
                let bytes = std::fs::read(path).expect("the asset");
                let mut best = [f64::MAX; 2];
                for _ in 0..7 {
                    let began = Instant::now();
                    let package = Package::from_packed(&bytes).expect("a package");
                    let unpacked = began.elapsed();
                    let pipeline = Pipeline::from_package(package).expect("a pipeline");
                    let ready = began.elapsed();
                    drop(pipeline);
                    best = [best[0].min(unpacked.as_secs_f64()), best[1].min(ready.as_secs_f64())];
                }
                say(&format!("{language}_unpacked_ms"), best[0] * 1e3);
                say(&format!("{language}_ready_ms"), best[1] * 1e3);
            }
        }
        ["memory", ref files @ ..] => {
            let all: Vec<Vec<String>> = files.iter().map(|f| texts(f)).collect();
            let before = peak_memory();
            for (texts, language) in all.iter().zip([Language::Fr, Language::En]) {
                read(Pipeline::embedded(language).expect("a bundled pipeline"), texts, 2);
            }
            say("texts_mb", before);
            say("peak_mb", peak_memory());
        }
        [model, file, threads] => {
            let pipeline = Package::load(Path::new(model)).and_then(Pipeline::from_package).expect("a package");
            let (texts, threads) = (texts(file), threads.parse().expect("threads"));
            let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
            let passes: Vec<_> = (0..PASSES).map(|_| read(&pipeline, &texts, threads)).collect();
            let best = passes.iter().map(|p| p.0.as_secs_f64()).fold(f64::MAX, f64::min);
            say("words", words as f64);
            say("tokens", passes[0].1 as f64);
            say("first_words_per_second", words as f64 / passes[0].0.as_secs_f64());
            say("words_per_second", words as f64 / best);
            say("tokens_per_second", passes[0].1 as f64 / best);
            say("products_per_token", pipeline.products_per_token() as f64);
        }
        _ => println!("usage: nlp MODEL TEXTS.jsonl THREADS | load | memory FR.jsonl EN.jsonl"),
    }
}
