//! Texts -> annotated documents: runs the components of a package one after the other over batches of texts.

use std::sync::{Mutex, OnceLock, PoisonError};

use smol_str::SmolStr;

use super::arc_eager::Parser;
use super::attribute_ruler::AttributeRuler;
use super::biluo::Recognizer;
use super::doc::{Doc, EntitySpan, Morph, Pos, Token};
use super::lemmatizer::{LemmaCache, Lemmatizer};
use super::package::{Component, Package, PackageError, Tok2Vec};
use super::projectivity::{deprojectivize, edges, sentence_starts};
use super::tagger::Classifier;
use super::tok2vec::{EmbeddingCache, Encoder};
use super::tokenizer::{Piece, Tokenizer, TokenizerMemory};
use super::transition::Hidden;
use super::vocab::{NO_ROW, Vocab, Word, Words};
use crate::language::Language;
use crate::text::TextSpan;

/// Tokens computed together: enough for the matrix products, few enough to stay in the cache.
const BATCH_TOKENS: usize = 1000;
/// Longer texts are parsed in parts, so that memory stays bounded.
const MAX_TOKENS: usize = 10_000;
/// Words remembered by one thread before it forgets them all.
const MAX_WORDS: usize = 60_000;

/// A pipeline ready to run; shared between threads.
#[derive(Debug)]
pub struct Pipeline {
    name: String,
    hash: String,
    tokenizer: Tokenizer,
    vocab: Vocab,
    steps: Vec<Step>,
    /// What threads remember between texts; none of it changes a result.
    memories: Mutex<Vec<Memory>>,
}

#[derive(Debug)]
enum Step {
    Tok2Vec(usize, Encoder),
    Classify { source: Source, classifier: Classifier, tags: Vec<SmolStr>, pos: Vec<Pos> },
    Parse { source: Source, parser: Parser },
    Recognize { source: Source, recognizer: Recognizer },
    Rules(AttributeRuler),
    Lemmatize(Lemmatizer),
}

/// Where a component takes its token vectors from.
#[derive(Debug)]
enum Source {
    Shared,
    Own(usize, Box<Encoder>),
}

#[derive(Debug, Default)]
struct Memory {
    words: Words,
    tokenizer: TokenizerMemory,
    /// One for each encoder.
    embeddings: Vec<EmbeddingCache>,
    lemmas: LemmaCache,
    hidden: Hidden,
    shared: Vec<f32>,
    own: Vec<f32>,
}

/// A text on its way through the components.
struct Draft {
    doc: Doc,
    /// Word number and whether a space follows.
    words: Vec<(u32, bool)>,
    /// True for blanks.
    spaces: Vec<bool>,
}

static FRENCH: &[u8] = include_bytes!("../../assets/models/fr.recoupe");
static ENGLISH: &[u8] = include_bytes!("../../assets/models/en.recoupe");

impl Pipeline {
    /// The bundled pipeline of a language, prepared at its first use; `None` for languages that have none.
    pub fn embedded(language: Language) -> Option<&'static Self> {
        static LOADED: [OnceLock<Option<Pipeline>>; 2] = [const { OnceLock::new() }; 2];
        let (place, bytes) = match language {
            Language::Fr => (&LOADED[0], FRENCH),
            Language::En => (&LOADED[1], ENGLISH),
            Language::Other => return None,
        };
        // A test loads both: a damaged asset does not get this far.
        place.get_or_init(|| Package::from_packed(bytes).and_then(Self::from_package).ok()).as_ref()
    }

    /// Prepares a package for running.
    pub fn from_package(package: Package) -> Result<Self, PackageError> {
        let tokenizer = Tokenizer::new(&package.tokenizer)?;
        let vocab = Vocab::new(package.norms, package.vector_rows);
        let mut encoders = 0;
        let mut number = || {
            encoders += 1;
            encoders - 1
        };
        let mut source = |tok2vec: Option<Tok2Vec>| match tok2vec {
            Some(weights) => Source::Own(number(), Box::new(Encoder::new(weights))),
            None => Source::Shared,
        };
        let mut steps = Vec::new();
        for (_, component) in package.components {
            steps.push(match component {
                Component::Tok2Vec(weights) => match source(Some(weights)) {
                    Source::Own(number, encoder) => Step::Tok2Vec(number, *encoder),
                    Source::Shared => continue,
                },
                Component::Tagger(mut weights) | Component::Morphologizer(mut weights) => {
                    let classifier = Classifier::new(&weights);
                    let pos = weights.pos.iter().map(|&id| Pos::from_symbol(id).unwrap_or_default()).collect();
                    let tags = weights.labels.iter().map(SmolStr::from).collect();
                    Step::Classify { source: source(weights.tok2vec.take()), classifier, tags, pos }
                }
                Component::Parser(mut weights) => {
                    let parser = Parser::new(&weights);
                    Step::Parse { source: source(weights.tok2vec.take()), parser }
                }
                Component::Ner(mut weights) => {
                    let recognizer = Recognizer::new(&weights);
                    Step::Recognize { source: source(weights.tok2vec.take()), recognizer }
                }
                Component::AttributeRuler(rules) => Step::Rules(AttributeRuler::new(&rules)?),
                Component::Lemmatizer(tables) => Step::Lemmatize(Lemmatizer::new(tables, &package.lang)),
            });
        }
        let name = format!("{} {}", package.name, package.version);
        Ok(Self { name, hash: package.hash, tokenizer, vocab, steps, memories: Mutex::default() })
    }

    /// Name and version of the package.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Hash of the package, for fingerprints.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Multiply-adds of the matrix products that each token costs: the layers of all encoders, what each slot of a hidden
    /// layer adds, the classes of taggers. The context-free vector of a word, made once, and the sums in a state of the
    /// parser are not among them.
    pub fn products_per_token(&self) -> usize {
        let own = |source: &Source| if let Source::Own(_, encoder) = source { encoder.products() } else { 0 };
        let products = self.steps.iter().map(|step| match step {
            Step::Tok2Vec(_, encoder) => encoder.products(),
            Step::Classify { source, classifier, .. } => own(source) + classifier.products(),
            Step::Parse { source, parser } => own(source) + parser.products(),
            Step::Recognize { source, recognizer } => own(source) + recognizer.products(),
            Step::Rules(_) | Step::Lemmatize(_) => 0,
        });
        products.sum()
    }

    /// The static vector of a word as the shared token vectors see it; `None` for words that have none.
    pub fn word_vector(&self, word: &str) -> Option<Vec<f32>> {
        let row = self.vocab.row(word);
        let encoder =
            self.steps.iter().find_map(|s| if let Step::Tok2Vec(_, encoder) = s { Some(encoder) } else { None });
        encoder.filter(|_| row != NO_ROW)?.static_vector(row)
    }

    /// Annotates one text as a whole.
    pub fn annotate(&self, text: &str) -> Doc {
        self.annotate_batch(&[text]).pop().unwrap_or_default()
    }

    /// Annotates the paragraphs of a text, each by itself, and joins them: blanks at line ends carry no token, and each
    /// paragraph starts a sentence.
    pub fn annotate_paragraphs(&self, text: &str) -> Doc {
        let mut paragraphs: Vec<(usize, &str)> = Vec::new();
        for line in text.split(['\n', '\r', '\x0b', '\x0c', '\u{85}', '\u{2028}', '\u{2029}']) {
            let inside = line.trim();
            if !inside.is_empty() {
                paragraphs.push((inside.as_ptr() as usize - text.as_ptr() as usize, inside));
            }
        }
        let texts: Vec<&str> = paragraphs.iter().map(|p| p.1).collect();
        let mut whole = Doc::default();
        for ((offset, _), doc) in paragraphs.iter().zip(self.annotate_batch(&texts)) {
            join(&mut whole, doc, *offset as u32);
        }
        whole
    }

    /// Annotates many texts; the result does not depend on which are given together.
    pub fn annotate_batch(&self, texts: &[&str]) -> Vec<Doc> {
        let mut memory = self.memories.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let mut docs = Vec::with_capacity(texts.len());
        let (mut batch, mut tokens): (Vec<Draft>, usize) = (Vec::new(), 0);
        // Parts of each text, for those too long to be parsed at once.
        let mut parts: Vec<usize> = Vec::with_capacity(texts.len());
        for text in texts {
            if memory.words.words.len() > MAX_WORDS && batch.is_empty() {
                memory = Memory::default();
            }
            let mut pieces = Vec::new();
            self.tokenizer.tokenize(text, &self.vocab, &mut memory.words, &mut memory.tokenizer, &mut pieces);
            parts.push(pieces.len().div_ceil(MAX_TOKENS).max(1));
            let empty: &[Piece] = &[];
            for part in pieces.chunks(MAX_TOKENS).chain(std::iter::once(empty).filter(|_| pieces.is_empty())) {
                tokens += part.len();
                batch.push(Draft::new(part, &memory.words.words));
                if tokens >= BATCH_TOKENS {
                    self.run(&mut batch, &mut memory);
                    docs.extend(batch.drain(..).map(|d| d.doc));
                    tokens = 0;
                }
            }
        }
        self.run(&mut batch, &mut memory);
        docs.extend(batch.into_iter().map(|d| d.doc));
        self.memories.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        let mut docs = docs.into_iter();
        let whole = parts.iter().map(|&n| {
            let mut whole = docs.next().unwrap_or_default();
            for part in docs.by_ref().take(n - 1) {
                join(&mut whole, part, 0);
            }
            whole
        });
        whole.collect()
    }

    fn run(&self, batch: &mut [Draft], memory: &mut Memory) {
        if batch.is_empty() {
            return;
        }
        let mut shared = Layout::default();
        for step in &self.steps {
            match step {
                Step::Tok2Vec(number, encoder) => shared = memory.encode(*number, encoder, batch, Vectors::Shared),
                Step::Classify { source, classifier, tags, pos } => {
                    let (vectors, layout, _) = memory.vectors(source, batch, &shared);
                    for (draft, &offset) in batch.iter_mut().zip(&layout.offsets) {
                        let rows = &vectors[offset * layout.width..];
                        classify(classifier, tags, pos, rows, layout.width, &mut draft.doc);
                    }
                }
                Step::Parse { source, parser } => {
                    let (vectors, layout, hidden) = memory.vectors(source, batch, &shared);
                    parser.precompute(vectors, layout.width, layout.rows, hidden);
                    for (draft, &offset) in batch.iter_mut().zip(&layout.offsets) {
                        parse(parser, offset, draft, hidden);
                    }
                }
                Step::Recognize { source, recognizer } => {
                    let (vectors, layout, hidden) = memory.vectors(source, batch, &shared);
                    recognizer.precompute(vectors, layout.width, layout.rows, hidden);
                    for (draft, &offset) in batch.iter_mut().zip(&layout.offsets) {
                        recognize(recognizer, offset, draft, hidden);
                    }
                }
                Step::Rules(ruler) => {
                    for draft in batch.iter_mut() {
                        let words: Vec<&Word> = draft.words.iter().map(|w| &memory.words.words[w.0 as usize]).collect();
                        ruler.apply(&mut draft.doc.tokens, &words);
                    }
                }
                Step::Lemmatize(lemmatizer) => {
                    for draft in batch.iter_mut() {
                        for (token, &(number, _)) in draft.doc.tokens.iter_mut().zip(&draft.words) {
                            if token.lemma.is_empty() || lemmatizer.overwrites() {
                                let word = &memory.words.words[number as usize];
                                let (form, opens) = ((token.pos, &token.morph), token.sent_start);
                                token.lemma = lemmatizer.lemma((number, word), form, opens, &mut memory.lemmas);
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where the texts of a batch lie in the rows of their vectors.
#[derive(Clone, Debug, Default)]
struct Layout {
    width: usize,
    rows: usize,
    /// First row of each text.
    offsets: Vec<usize>,
}

#[derive(Clone, Copy)]
enum Vectors {
    Shared,
    Own,
}

impl Memory {
    fn encode(&mut self, number: usize, encoder: &Encoder, batch: &[Draft], into: Vectors) -> Layout {
        if self.embeddings.len() <= number {
            self.embeddings.resize_with(number + 1, EmbeddingCache::default);
        }
        let texts: Vec<&[(u32, bool)]> = batch.iter().map(|d| d.words.as_slice()).collect();
        let out = match into {
            Vectors::Shared => &mut self.shared,
            Vectors::Own => &mut self.own,
        };
        encoder.forward(&texts, &self.words.words, &mut self.embeddings[number], out);
        let mut rows = encoder.padding();
        let mut offsets = Vec::with_capacity(batch.len());
        for text in &texts {
            offsets.push(rows);
            rows += text.len() + encoder.padding();
        }
        Layout { width: encoder.width(), rows, offsets }
    }

    /// The token vectors of a component, computed anew where they are its own, and room for its hidden layer.
    fn vectors(&mut self, source: &Source, batch: &[Draft], shared: &Layout) -> (&[f32], Layout, &mut Hidden) {
        match source {
            Source::Shared => (&self.shared, shared.clone(), &mut self.hidden),
            Source::Own(number, encoder) => {
                let layout = self.encode(*number, encoder, batch, Vectors::Own);
                (&self.own, layout, &mut self.hidden)
            }
        }
    }
}

impl Draft {
    fn new(pieces: &[Piece], words: &[Word]) -> Self {
        let tokens =
            pieces.iter().map(|p| Token { span: TextSpan { start: p.start, end: p.end }, ..Default::default() });
        let doc = Doc { tokens: tokens.collect(), entities: Vec::new() };
        let spaces = pieces.iter().map(|p| words[p.word as usize].is_space).collect();
        Self { doc, words: pieces.iter().map(|p| (p.word, p.spacy)).collect(), spaces }
    }
}

fn classify(classifier: &Classifier, tags: &[SmolStr], pos: &[Pos], vectors: &[f32], width: usize, doc: &mut Doc) {
    let mut classes = Vec::with_capacity(doc.tokens.len());
    classifier.predict(vectors, width, doc.tokens.len(), &mut classes);
    for (token, class) in doc.tokens.iter_mut().zip(classes) {
        match pos.get(class) {
            // A morphologizer: its labels are features.
            Some(&pos) => (token.pos, token.morph) = (pos, Morph(tags[class].clone())),
            None => token.tag = tags[class].clone(),
        }
    }
}

fn parse(parser: &Parser, offset: usize, draft: &mut Draft, hidden: &mut Hidden) {
    let arcs = parser.parse(offset, draft.words.len(), hidden);
    let mut heads = arcs.heads;
    let mut labels: Vec<&str> = arcs.classes.iter().map(|c| c.map_or("ROOT", |c| parser.label(c))).collect();
    deprojectivize(&mut heads, &mut labels, |i| draft.spaces[i]);
    let starts = sentence_starts(&heads, &edges(&heads));
    for (i, token) in draft.doc.tokens.iter_mut().enumerate() {
        token.head = heads[i] as u32;
        token.dep = SmolStr::new(labels[i]);
        token.sent_start = starts[i];
    }
}

fn recognize(recognizer: &Recognizer, offset: usize, draft: &mut Draft, hidden: &mut Hidden) {
    let Draft { doc, spaces, .. } = draft;
    let tokens = &doc.tokens;
    let found = recognizer.recognize(offset, tokens.len(), |i| spaces[i], |i| tokens[i].sent_start, hidden);
    let entities = found.iter().map(|e| EntitySpan {
        start: e.start as u32,
        end: e.end as u32,
        label: recognizer.label(e.class).into(),
    });
    doc.entities = entities.collect();
}

fn join(whole: &mut Doc, part: Doc, offset: u32) {
    let first = whole.tokens.len() as u32;
    for (i, mut token) in part.tokens.into_iter().enumerate() {
        token.span = TextSpan { start: token.span.start + offset, end: token.span.end + offset };
        token.head += first;
        token.sent_start |= i == 0;
        whole.tokens.push(token);
    }
    whole.entities.extend(part.entities.into_iter().map(|e| EntitySpan {
        start: e.start + first,
        end: e.end + first,
        label: e.label,
    }));
}
