//! What tests share: a reader that knows a few words, temporary workspaces, a session that is waited for.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use recoupe::extract::Extraction;
use recoupe::extract::finding::*;
use recoupe::ingest::{Article, article_from_text};
use recoupe::knowledge::ReadArticle;
use recoupe::language::Language;
use recoupe::session::{Reader, Request, Session, SessionOptions, Snapshot, Update};
use recoupe::text::{PartialDate, TextSpan, TimeValue};
use recoupe::workspace::Folders;

/// Names that the test reader knows.
pub const NAMES: &[(&str, EntityType)] = &[
    ("Amrullah Saleh", EntityType::Person),
    ("Ali Saleh", EntityType::Person),
    ("Anne Dupont", EntityType::Person),
    ("les talibans", EntityType::Group),
    ("Kaboul", EntityType::Place),
    ("Kabul", EntityType::Place),
    ("Charikar", EntityType::Place),
    ("ONU", EntityType::Organization),
];

/// Words that it takes for events.
const TRIGGERS: &[(&str, EventType)] =
    &[("attaque", EventType::Attack), ("rencontre", EventType::Meet), ("arrête", EventType::Arrest)];

/// Finds known names and triggers: the name before a trigger is its agent, the one after it its target, a place its place.
#[derive(Default)]
pub struct WordReader {
    /// Version, so that two runs differ.
    pub rules: u32,
    /// Names that this run misses.
    pub blind_to: Vec<&'static str>,
}

impl Reader for WordReader {
    fn read(&self, article: &Article) -> Extraction {
        let text = article.text.as_str();
        assert!(!text.contains("PANIC"), "asked to");
        let hash = |kind: &str, span: TextSpan| {
            let key = format!("{} {kind} {span:?}", article.id);
            recoupe::ingest::ArticleId::of(&key).0
        };
        let mut sentences = Vec::new();
        let mut start = 0;
        for (end, _) in text.match_indices(". ").map(|(i, _)| (i + 1, ())).chain([(text.len(), ())]) {
            sentences.push(TextSpan::new(start, end));
            start = (end + 1).min(text.len());
        }
        let mut chains = Vec::new();
        for &(name, entity_type) in NAMES.iter().filter(|(n, _)| !self.blind_to.contains(n)) {
            let mentions: Vec<Mention> = text
                .match_indices(name)
                .map(|(i, _)| Mention {
                    span: TextSpan::new(i, i + name.len()),
                    kind: MentionKind::Name,
                    rule: "name:test".to_owned(),
                })
                .collect();
            if let Some(first) = mentions.first() {
                let id = ChainId(hash(entity_type.as_str(), first.span));
                chains.push(Chain { id, entity_type, name: name.to_owned(), aliases: vec![name.to_owned()], mentions });
            }
        }
        chains.sort_by_key(|c: &Chain| c.mentions[0].span);
        let mut events = Vec::new();
        for &(word, event_type) in TRIGGERS {
            for (i, _) in text.match_indices(word) {
                let span = TextSpan::new(i, i + word.len());
                let sentence = sentences.iter().find(|s| s.contains(span)).copied().unwrap_or(span);
                let mut args = Vec::new();
                for chain in &chains {
                    for mention in chain.mentions.iter().filter(|m| sentence.contains(m.span)) {
                        let role = match chain.entity_type {
                            EntityType::Place => Role::Place,
                            _ if mention.span.end <= span.start => Role::Agent,
                            _ => Role::Target,
                        };
                        let rule = "role:test".to_owned();
                        args.push(Argument { role, filler: Filler::Chain(chain.id), span: mention.span, rule });
                    }
                }
                if let Some(at) = sentence.of(text).find("lundi") {
                    let at = sentence.start as usize + at;
                    let value = Some(TimeValue::point(PartialDate::day(2016, 5, 2)));
                    let span = TextSpan::new(at, at + 5);
                    args.push(Argument { role: Role::Time, filler: Filler::Time(value), span, rule: String::new() });
                }
                events.push(Event {
                    id: EventId(hash(event_type.as_str(), span)),
                    event_type,
                    triggers: vec![Trigger { span, rule: "trigger:test".to_owned() }],
                    args,
                    polarity: Polarity::Affirmed,
                    modality: Modality::Actual,
                    source: None,
                    count: None,
                    cues: Vec::new(),
                });
            }
        }
        events.sort_by_key(|e: &Event| e.triggers[0].span);
        Extraction {
            article: article.id,
            fingerprint: self.fingerprint(article.language),
            sentences,
            chains,
            events,
            relations: Vec::new(),
            withheld: 0,
        }
    }

    fn fingerprint(&self, _: Language) -> Fingerprint {
        Fingerprint { rules: self.rules, package: "words".to_owned(), lexicon: String::new() }
    }
}

/// Texts read by the test reader, as `project` takes them.
pub fn read(texts: &[&str]) -> Vec<ReadArticle> {
    read_with(&WordReader::default(), texts)
}

pub fn read_with(reader: &WordReader, texts: &[&str]) -> Vec<ReadArticle> {
    let article = |(i, text): (usize, &&str)| {
        let article = article_from_text(&format!("a{i}"), (*text).to_owned());
        let extraction = Arc::new(reader.read(&article));
        ReadArticle::new(Arc::new(article), extraction)
    };
    texts.iter().enumerate().map(article).collect()
}

/// A session in a temporary folder, each request waited for.
pub struct Bench {
    pub session: Session,
    pub folder: PathBuf,
    snapshot: std::cell::RefCell<Arc<Snapshot>>,
}

impl Bench {
    pub fn new(folder: &Path, threads: usize) -> Self {
        Self::with(folder, threads, WordReader::default())
    }

    pub fn with(folder: &Path, threads: usize, reader: WordReader) -> Self {
        let options = SessionOptions { threads, folders: Folders::below(&folder.join("program")) };
        let session = Session::start(Arc::new(reader), options, Arc::new(|| {}));
        Self { session, folder: folder.to_owned(), snapshot: Default::default() }
    }

    /// Asks and waits for the end.
    pub fn ask(&self, request: Request) -> Update {
        self.session.wait(request, |update| {
            if let Update::Snapshot(s) | Update::Arranged(s) = update {
                *self.snapshot.borrow_mut() = Arc::clone(s);
            }
        })
    }

    /// Asks, waits, and expects success.
    pub fn done(&self, request: Request) -> recoupe::session::Summary {
        match self.ask(request) {
            Update::Finished(_, summary) => summary,
            other => panic!("{other:?}"),
        }
    }

    /// Writes a file and says where.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.borrow().clone()
    }

    /// The entities' names, in order.
    pub fn names(&self) -> Vec<String> {
        self.snapshot().graph.entities().iter().map(|e| e.name.clone()).collect()
    }
}
