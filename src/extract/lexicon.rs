//! The lexicon: triggers by lemma and part of speech, the frames that fill their roles, and the word lists of the rules.
//!
//! It is data (`assets/lexicon/*.toml`), embedded, and checked at load; a copy in the settings folder may replace it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use smol_str::SmolStr;
use toml::Spanned;

use super::finding::{EventType, Role};
use crate::language::Language;

/// A syntactic position that may fill a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Slot {
    Subject,
    Object,
    By,
    Of,
    To,
    Against,
    With,
    For,
    On,
    From,
    As,
    Clause,
}

/// Which slots of a verb and of a noun fill which roles.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// For verbs and adjectives.
    pub verb: HashMap<Slot, Role>,
    /// For nouns.
    pub noun: HashMap<Slot, Role>,
}

/// How a lexicon entry is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// A verb's lemma.
    Verb,
    /// A noun's lemma.
    Noun,
    /// An adjective's lemma.
    Adjective,
}

/// One lemma that names an event.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it names.
    pub event_type: EventType,
    /// How its roles are filled.
    pub frame: Arc<Frame>,
    /// True for a word that needs support before it counts.
    pub weak: bool,
}

/// A phrase: the words after its first, and what it names.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Lemmas after the first.
    pub rest: Vec<SmolStr>,
    /// What it names.
    pub entry: Entry,
}

/// A lexicon that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// The file is not TOML, or a field is of the wrong kind; the message names the line.
    #[error("{file}: {message}")]
    Syntax {
        /// The file.
        file: String,
        /// The parser's message, with its line.
        message: String,
    },
    /// An entry names what the ontology has not.
    #[error("{file}, line {line}: {message}")]
    Entry {
        /// The file.
        file: String,
        /// The line of the entry.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
}

/// The lexicon of one language.
pub struct Lexicon {
    /// Its language.
    pub language: Language,
    /// First bytes of the SHA-256 of its files, for fingerprints.
    pub hash: String,
    single: HashMap<(Class, SmolStr), Vec<Entry>>,
    /// Noun phrases by their first word.
    phrases: HashMap<SmolStr, Vec<Phrase>>,
    /// Light-verb and phrasal pairs, by verb and noun or particle.
    pairs: HashMap<(SmolStr, SmolStr), Entry>,
    pair_heads: HashSet<SmolStr>,
    /// The frame of each type's first group, for words that the lexicon has not.
    defaults: HashMap<EventType, Arc<Frame>>,
    words: HashMap<String, HashSet<SmolStr>>,
    numbers: HashMap<SmolStr, u64>,
}

#[derive(Deserialize)]
struct OntologyFile {
    frames: HashMap<String, FrameFile>,
    types: HashMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct FrameFile {
    #[serde(flatten)]
    verb: HashMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct LexiconFile {
    language: Language,
    trigger: Vec<TriggerFile>,
    words: HashMap<String, String>,
    numbers: HashMap<String, u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TriggerFile {
    r#type: Spanned<String>,
    frame: Spanned<String>,
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    nouns: String,
    #[serde(default)]
    adjectives: String,
}

const ONTOLOGY: &str = include_str!("../../assets/lexicon/ontology.toml");
const FRENCH: &str = include_str!("../../assets/lexicon/fr.toml");
const ENGLISH: &str = include_str!("../../assets/lexicon/en.toml");

/// Splits a phrase into lemmas: "coup d'état" -> coup, de, état.
fn lemmas(phrase: &str) -> Vec<SmolStr> {
    let spaced = phrase.to_lowercase().replace('’', "'").replace("d'", "de ").replace("l'", "le ");
    spaced.split_whitespace().map(SmolStr::new).collect()
}

fn slots(table: &HashMap<String, toml::Value>) -> Result<HashMap<Slot, Role>, String> {
    let mut out = HashMap::new();
    for (slot, role) in table.iter().filter(|(k, _)| *k != "noun") {
        let slot: Slot = toml::Value::String(slot.clone()).try_into().map_err(|_| format!("unknown slot “{slot}”"))?;
        let role = role.as_str().and_then(Role::from_name).ok_or_else(|| format!("unknown role {role}"))?;
        out.insert(slot, role);
    }
    Ok(out)
}

impl Lexicon {
    /// The embedded lexicon of a language that Recoupe reads; `None` for the others.
    pub fn embedded(language: Language) -> Option<&'static Self> {
        static CELLS: [OnceLock<Lexicon>; 2] = [OnceLock::new(), OnceLock::new()];
        let (cell, name, source) = match language {
            Language::Fr => (&CELLS[0], "fr.toml", FRENCH),
            Language::En => (&CELLS[1], "en.toml", ENGLISH),
            Language::Other => return None,
        };
        Some(cell.get_or_init(|| {
            // The files are part of the program and a test loads them, so a failure here is a defect of the build.
            Self::parse(ONTOLOGY, name, source).unwrap_or_else(|e| unreachable!("embedded lexicon: {e}"))
        }))
    }

    /// Reads a lexicon from the text of an ontology and of a language's file.
    ///
    /// # Errors
    /// Where a file is not TOML or an entry names an unknown type, frame, slot or role.
    pub fn parse(ontology: &str, file: &str, source: &str) -> Result<Self, LexiconError> {
        let syntax =
            |file: &str, e: toml::de::Error| LexiconError::Syntax { file: file.into(), message: e.to_string() };
        let ontology_file: OntologyFile = toml::from_str(ontology).map_err(|e| syntax("ontology.toml", e))?;
        let lexicon_file: LexiconFile = toml::from_str(source).map_err(|e| syntax(file, e))?;

        let mut frames = HashMap::new();
        for (name, frame) in &ontology_file.frames {
            let wrong = |message| LexiconError::Entry {
                file: "ontology.toml".into(),
                line: 0,
                message: format!("frame {name}: {message}"),
            };
            let verb = slots(&frame.verb).map_err(wrong)?;
            let noun = match frame.verb.get("noun").and_then(toml::Value::as_table) {
                Some(table) => slots(&table.iter().map(|(k, v)| (k.clone(), v.clone())).collect()).map_err(wrong)?,
                None => verb.clone(),
            };
            frames.insert(name.as_str(), Arc::new(Frame { verb, noun }));
        }

        let mut out = Self {
            language: lexicon_file.language,
            hash: Sha256::new().chain_update(ontology).chain_update(source).finalize()[..6]
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect(),
            single: HashMap::new(),
            phrases: HashMap::new(),
            pairs: HashMap::new(),
            pair_heads: HashSet::new(),
            defaults: HashMap::new(),
            words: HashMap::new(),
            numbers: lexicon_file.numbers.into_iter().map(|(k, v)| (SmolStr::new(k), v)).collect(),
        };
        for group in &lexicon_file.trigger {
            let at = |span: std::ops::Range<usize>, message: String| LexiconError::Entry {
                file: file.into(),
                line: source[..span.start.min(source.len())].matches('\n').count() + 1,
                message,
            };
            let type_name = group.r#type.get_ref();
            let event_type = EventType::from_name(type_name)
                .filter(|_| ontology_file.types.contains_key(type_name))
                .ok_or_else(|| at(group.r#type.span(), format!("unknown event type “{type_name}”")))?;
            let frame = frames
                .get(group.frame.get_ref().as_str())
                .ok_or_else(|| at(group.frame.span(), format!("unknown frame “{}”", group.frame.get_ref())))?;
            out.defaults.entry(event_type).or_insert_with(|| frame.clone());
            for (class, list) in
                [(Class::Verb, &group.verbs), (Class::Noun, &group.nouns), (Class::Adjective, &group.adjectives)]
            {
                for word in split(list) {
                    let weak = word.ends_with('?');
                    out.insert(class, word.trim_end_matches('?'), Entry { event_type, frame: frame.clone(), weak });
                }
            }
        }
        for (name, list) in lexicon_file.words {
            out.words.insert(name, split(&list).map(SmolStr::new).collect());
        }
        Ok(out)
    }

    fn insert(&mut self, class: Class, word: &str, entry: Entry) {
        if let Some((verb, other)) = word.split_once('+') {
            self.pair_heads.insert(SmolStr::new(verb));
            self.pairs.insert((SmolStr::new(verb), SmolStr::new(other)), entry);
            return;
        }
        let mut words = lemmas(word).into_iter();
        let Some(first) = words.next() else { return };
        let rest: Vec<_> = words.collect();
        if rest.is_empty() {
            self.single.entry((class, SmolStr::new(word.to_lowercase()))).or_default().push(entry);
        } else {
            self.phrases.entry(first).or_default().push(Phrase { rest, entry });
        }
    }

    /// What a single lemma (in lower case) may name.
    pub fn single(&self, class: Class, lemma: &str) -> &[Entry] {
        self.single.get(&(class, SmolStr::new(lemma))).map_or(&[], Vec::as_slice)
    }

    /// Noun phrases that begin with a lemma.
    pub fn phrases(&self, first: &str) -> &[Phrase] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// What a verb names together with a noun or particle.
    pub fn pair(&self, verb: &str, other: &str) -> Option<&Entry> {
        if !self.pair_heads.contains(verb) {
            return None;
        }
        self.pairs.get(&(SmolStr::new(verb), SmolStr::new(other)))
    }

    /// The frame of a type's first group.
    pub fn default_frame(&self, event_type: EventType) -> Arc<Frame> {
        self.defaults.get(&event_type).cloned().unwrap_or_default()
    }

    /// True where a word list holds a word; a list that the file has not holds none.
    pub fn is(&self, list: &str, word: &str) -> bool {
        self.words.get(list).is_some_and(|words| words.contains(word))
    }

    /// A word list, in the order of the alphabet.
    pub fn list(&self, list: &str) -> Vec<&str> {
        let mut out: Vec<&str> =
            self.words.get(list).map(|w| w.iter().map(SmolStr::as_str).collect()).unwrap_or_default();
        out.sort_unstable();
        out
    }

    /// The value of a number word.
    pub fn number(&self, word: &str) -> Option<u64> {
        self.numbers.get(word).copied()
    }
}

fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_lexicons_load_and_cover_every_type() {
        for language in [Language::Fr, Language::En] {
            let lexicon = Lexicon::embedded(language).expect("a language that is read");
            for t in EventType::ALL {
                assert!(lexicon.single.values().flatten().any(|e| e.event_type == *t), "{language:?} {t}");
            }
        }
        assert!(Lexicon::embedded(Language::Other).is_none());
    }

    #[test]
    fn errors_name_file_line_and_entry() {
        let bad = "language = \"fr\"\nnumbers = {}\nwords = {}\n[[trigger]]\ntype = \"atack\"\nframe = \"act\"\n";
        let error = Lexicon::parse(ONTOLOGY, "my.toml", bad).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(error.contains("my.toml, line 5") && error.contains("atack"), "{error}");
    }

    #[test]
    fn phrases_are_split_at_elisions() {
        assert_eq!(lemmas("coup d'État"), ["coup", "de", "état"]);
    }
}
