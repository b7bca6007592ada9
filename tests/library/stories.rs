//! Stories told by several papers: who is who and what is one event across them, scored by B-cubed; contradictions and copies found.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use recoupe::analysis::agreement::contradictions;
use recoupe::analysis::independence::{Fingerprint, Independence};
use recoupe::ingest::article_from_text;
use recoupe::knowledge::{CorrectionLog, KnowledgeGraph, ReadArticle, project};
use recoupe::language::Language;
use recoupe::session::{EmbeddedReader, Reader};
use recoupe::text::PartialDate;

/// A marked place in an article: article, first byte, gold id.
type Mark = (usize, usize, String);

#[derive(Default)]
pub struct Corpus {
    pub articles: Vec<ReadArticle>,
    names: Vec<String>,
    entities: Vec<Mark>,
    events: Vec<Mark>,
    contradictions: Vec<(String, String)>,
    copies: Vec<(String, String)>,
}

pub fn corpus() -> Corpus {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/stories/stories.txt")).unwrap();
    let reader = EmbeddedReader;
    let mut corpus = Corpus::default();
    let mut story = String::new();
    let mut head: Option<(String, Language, PartialDate)> = None;
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        if let Some(name) = line.strip_prefix("=== ") {
            story = name.to_owned();
        } else if let Some(pair) = line.strip_prefix("! ") {
            let (event, aspect) = pair.split_once(' ').unwrap();
            corpus.contradictions.push((format!("{story}/{event}"), aspect.to_owned()));
        } else if let Some(pair) = line.strip_prefix("~ ") {
            let (one, other) = pair.split_once(' ').unwrap();
            corpus.copies.push((one.to_owned(), other.to_owned()));
        } else if let Some(line) = line.strip_prefix("--- ") {
            let fields: Vec<&str> = line.split(" | ").collect();
            let language = if fields[1] == "fr" { Language::Fr } else { Language::En };
            head = Some((fields[0].to_owned(), language, PartialDate::parse(fields[2]).unwrap()));
        } else {
            let (name, language, date) = head.take().unwrap();
            let mut plain = String::new();
            let mut open = 0;
            let mut id: Option<String> = None;
            for c in line.chars() {
                match (c, &mut id) {
                    ('[' | '{', None) => open = plain.len(),
                    ('|', None) => id = Some(String::new()),
                    (']', Some(gold)) => {
                        corpus.entities.push((corpus.articles.len(), open, format!("{story}/{gold}")));
                        id = None;
                    }
                    ('}', Some(gold)) => {
                        corpus.events.push((corpus.articles.len(), open, format!("{story}/{gold}")));
                        id = None;
                    }
                    (c, Some(gold)) => gold.push(c),
                    (c, None) => plain.push(c),
                }
            }
            let mut article = article_from_text(&name, plain);
            article.language = language;
            article.meta.published = Some(date);
            let extraction = Arc::new(reader.read(&article));
            corpus.names.push(name);
            corpus.articles.push(ReadArticle::new(Arc::new(article), extraction));
        }
    }
    corpus
}

/// B-cubed (Bagga and Baldwin 1998): precision and recall averaged over the marks that were found at all.
fn b_cubed<K: Eq + std::hash::Hash + Clone>(marks: &[(K, String)]) -> (f64, f64) {
    let (mut ours, mut gold): (HashMap<&K, Vec<&str>>, HashMap<&str, Vec<&K>>) = Default::default();
    for (k, g) in marks {
        ours.entry(k).or_default().push(g);
        gold.entry(g).or_default().push(k);
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for (k, g) in marks {
        let (cluster, wanted) = (&ours[k], &gold[g.as_str()]);
        precision += cluster.iter().filter(|x| *x == g).count() as f64 / cluster.len() as f64;
        recall += wanted.iter().filter(|x| *x == &k).count() as f64 / wanted.len() as f64;
    }
    let n = marks.len().max(1) as f64;
    (precision / n, recall / n)
}

fn f1((precision, recall): (f64, f64)) -> f64 {
    2.0 * precision * recall / (precision + recall)
}

/// The event of the graph whose trigger covers a byte.
fn event_at(graph: &KnowledgeGraph, article: recoupe::ingest::ArticleId, byte: usize) -> Option<u64> {
    let covers = |c: &recoupe::knowledge::Claim| {
        c.triggers.iter().any(|t| t.span.start as usize <= byte + 1 && byte < t.span.end as usize)
    };
    graph.claims_in(article).find(|(c, _)| covers(c)).map(|(_, e)| e.id.0)
}

#[test]
fn stories_of_several_papers_come_together() {
    let corpus = corpus();
    let projection = project(&corpus.articles, &CorrectionLog::default());
    let graph = &projection.graph;
    let id = |a: usize| corpus.articles[a].article.id;

    let mut entities = Vec::new();
    for (a, at, gold) in &corpus.entities {
        match graph.entity_at(id(*a), *at as u32 + 2) {
            Some(entity) => entities.push((entity.0, gold.clone())),
            None => println!("no entity: {} {gold}", corpus.names[*a]),
        }
    }
    let mut events = Vec::new();
    let mut event_of: HashMap<u64, &str> = HashMap::new();
    for (a, at, gold) in &corpus.events {
        match event_at(graph, id(*a), *at) {
            Some(event) => {
                event_of.entry(event).or_insert(gold);
                events.push((event, gold.clone()));
            }
            None => println!("no event: {} {gold}", corpus.names[*a]),
        }
    }
    let mut parts: HashMap<&str, HashSet<u64>> = HashMap::new();
    let mut mixed: HashMap<u64, HashSet<&str>> = HashMap::new();
    for (k, gold) in entities.iter().chain(&events) {
        parts.entry(gold).or_default().insert(*k);
        mixed.entry(*k).or_default().insert(gold);
    }
    for (gold, keys) in parts.iter().filter(|p| p.1.len() > 1) {
        let names: Vec<String> = keys
            .iter()
            .filter_map(|k| graph.entity(recoupe::knowledge::EntityId(*k)))
            .map(|e| format!("{} ({})", e.name, e.entity_type))
            .collect();
        println!("apart: {gold} {} {names:?}", keys.len());
    }
    for (_, golds) in mixed.iter().filter(|m| m.1.len() > 1) {
        println!("together: {golds:?}");
    }
    let of_entities = b_cubed(&entities);
    let of_events = b_cubed(&events);
    println!(
        "entities: {} of {} found; P {:.3} R {:.3} F {:.3}",
        entities.len(),
        corpus.entities.len(),
        of_entities.0,
        of_entities.1,
        f1(of_entities)
    );
    println!(
        "events: {} of {} found; P {:.3} R {:.3} F {:.3}",
        events.len(),
        corpus.events.len(),
        of_events.0,
        of_events.1,
        f1(of_events)
    );

    let found: HashSet<(String, String)> = contradictions(graph)
        .iter()
        .filter_map(|c| Some(((*event_of.get(&c.event.0)?).to_owned(), c.aspect.as_str().to_owned())))
        .collect();
    let held = corpus.contradictions.iter().filter(|c| found.contains(*c)).count();
    println!("contradictions: {held} of {}; found {found:?}", corpus.contradictions.len());

    let prints: Vec<Fingerprint> = corpus.articles.iter().map(|a| Fingerprint::of(&a.article)).collect();
    let independence = Independence::of((0..prints.len()).map(|i| (id(i), &prints[i])));
    let name = |wanted| corpus.names[(0..corpus.names.len()).find(|&a| id(a) == wanted).unwrap()].clone();
    let copies: Vec<(String, String)> = independence.copies().iter().map(|c| (name(c.one), name(c.other))).collect();
    assert_eq!(copies, corpus.copies);
    for s in &projection.suggestions {
        let of = |id| graph.entity(id).map(|e| e.name.clone());
        println!("suggested: {:?} {:?} {:?}", of(s.one), of(s.other), s.reason);
    }
    assert!(f1(of_entities) >= 0.90 && of_entities.0 >= 0.97, "{of_entities:?}");
    assert!(f1(of_events) >= 0.80 && of_events.0 >= 0.92, "{of_events:?}");
    assert!(held >= 1);
}
