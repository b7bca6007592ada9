//! The bundled pipelines beside the reference runtime (spaCy) on paragraphs of our own; `training/fixtures.py` writes what
//! it says. The bundled weights are halved in precision, so a few values may differ, but no token.

use std::path::Path;

use recoupe::language::Language;
use recoupe::nlp::{Annotation, Package, Pipeline};
use serde_json::Value;

const COLUMNS: [&str; 7] = ["pos", "tag", "morph", "head", "dep", "lemma", "sent_start"];
/// Values of a column that may differ: one in a thousand, or two where there are few.
fn allowed(total: usize) -> usize {
    (total / 1000).max(2)
}

fn fixtures(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/parity").join(name);
    let text = std::fs::read_to_string(path).expect("fixtures");
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

fn check(language: Language, name: &str) {
    let pipeline = Pipeline::embedded(language).expect("a bundled pipeline");
    let (mut total, mut right) = (0, [0; COLUMNS.len()]);
    let (mut entities, mut shared) = (0, 0);
    for expected in fixtures(name) {
        let text = expected["text"].as_str().expect("text");
        let found = serde_json::to_value(Annotation::new(text, &pipeline.annotate(text))).expect("JSON");
        let tokens = |v: &Value| v["tokens"].as_array().expect("tokens").clone();
        let spans = |v: &Value| tokens(v).iter().map(|t| (t["start"].clone(), t["end"].clone())).collect::<Vec<_>>();
        assert_eq!(spans(&found), spans(&expected), "tokens of {text:?}");
        for (f, e) in tokens(&found).iter().zip(&tokens(&expected)) {
            total += 1;
            for (right, column) in right.iter_mut().zip(COLUMNS) {
                *right += usize::from(f[column] == e[column]);
            }
        }
        let ents = |v: &Value| v["ents"].as_array().expect("ents").clone();
        entities += ents(&expected).len() + ents(&found).iter().filter(|e| !ents(&expected).contains(e)).count();
        shared += ents(&found).iter().filter(|e| ents(&expected).contains(e)).count();
    }
    for (right, column) in right.iter().zip(COLUMNS) {
        assert!(total - right <= allowed(total), "{column}: {right} of {total} agree");
    }
    assert!(entities - shared <= allowed(entities), "entities: {shared} of {entities} agree");
}

#[test]
fn french_agrees_with_the_reference() {
    check(Language::Fr, "fr.jsonl");
}

#[test]
fn english_agrees_with_the_reference() {
    check(Language::En, "en.jsonl");
}

#[test]
fn paragraphs_are_read_one_by_one() {
    let pipeline = Pipeline::embedded(Language::Fr).expect("a bundled pipeline");
    let text = "Séisme au Japon\n\n  Le séisme a fait 3 morts. Tokyo tremble.\r\nUn silence";
    let doc = pipeline.annotate_paragraphs(text);
    let words: Vec<&str> = doc.tokens.iter().map(|t| t.span.of(text)).collect();
    assert_eq!(words[..5], ["Séisme", "au", "Japon", "Le", "séisme"]);
    assert_eq!(words.last(), Some(&"silence"));
    assert!(doc.tokens[0].sent_start && doc.tokens[3].sent_start && doc.tokens[words.len() - 2].sent_start);
    for (sentence, range) in doc.sentences().into_iter().enumerate() {
        for token in &doc.tokens[range.clone()] {
            assert!(range.contains(&(token.head as usize)), "sentence {sentence}");
        }
    }
}

#[test]
fn batches_and_threads_change_nothing() {
    for (language, name) in [(Language::Fr, "fr.jsonl"), (Language::En, "en.jsonl")] {
        let texts: Vec<String> = fixtures(name).iter().map(|v| v["text"].as_str().expect("text").to_owned()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        // A pipeline of its own each time: nothing remembered from one way of reading helps or harms another.
        let read = |size: usize, threads: usize| {
            let asset =
                Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/models/{}.recoupe", language.code()));
            let pipeline = Package::load(&asset).and_then(Pipeline::from_package).expect("a pipeline");
            let batches: Vec<&[&str]> = texts.chunks(size).collect();
            std::thread::scope(|scope| {
                let share = batches.len().div_ceil(threads);
                let workers: Vec<_> = batches
                    .chunks(share)
                    .map(|part| {
                        scope.spawn(|| part.iter().flat_map(|b| pipeline.annotate_batch(b)).collect::<Vec<_>>())
                    })
                    .collect();
                workers.into_iter().flat_map(|w| w.join().expect("a thread")).collect::<Vec<_>>()
            })
        };
        let expected = read(1, 1);
        assert_eq!(expected.len(), texts.len());
        for (size, threads) in [(64, 1), (1, 2), (64, 2), (7, 2)] {
            assert!(read(size, threads) == expected, "batches of {size} on {threads} threads, {name}");
        }
    }
}

#[test]
fn damaged_packages_are_named_errors() {
    let asset = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models/en.recoupe");
    let bytes = std::fs::read(asset).expect("the asset");
    for cut in [0, 5, 8, 11, 100, bytes.len() / 3, bytes.len() - 1] {
        assert!(Package::from_packed(&bytes[..cut]).is_err(), "cut at {cut}");
    }
    assert!(Package::load(Path::new("no/such/place")).is_err());
}

#[test]
fn no_text_is_too_odd() {
    let pipeline = Pipeline::embedded(Language::Fr).expect("a bundled pipeline");
    let odd = ["", " ", "\n\n", "\u{0}\u{ffff}\u{10ffff}", "l'", "''", "«", "\u{301}", "👨‍👩‍👧", "a\u{a0}\u{202f}b", "\t"];
    let long = [")".repeat(20_000), "a.".repeat(20_000), "http://".repeat(5_000), "é".repeat(30_000)];
    for text in odd.iter().copied().chain(long.iter().map(String::as_str)) {
        let doc = pipeline.annotate(text);
        assert!(doc.tokens.windows(2).all(|w| w[0].span.end <= w[1].span.start));
        assert!(doc.tokens.iter().all(|t| !t.span.of(text).is_empty()), "{:?}", text.get(..20));
        pipeline.annotate_paragraphs(text);
    }
}
