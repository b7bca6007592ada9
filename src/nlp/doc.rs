//! The annotated text of one article: what every later step reads.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::text::TextSpan;

/// Universal part of speech (Universal Dependencies v2), as spaCy names them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum Pos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Space,
    Sym,
    Verb,
    #[default]
    X,
}

impl Pos {
    const NAMES: [(Pos, &'static str, u64); 18] = [
        (Pos::Adj, "ADJ", 84),
        (Pos::Adp, "ADP", 85),
        (Pos::Adv, "ADV", 86),
        (Pos::Aux, "AUX", 87),
        (Pos::Cconj, "CCONJ", 89),
        (Pos::Det, "DET", 90),
        (Pos::Intj, "INTJ", 91),
        (Pos::Noun, "NOUN", 92),
        (Pos::Num, "NUM", 93),
        (Pos::Part, "PART", 94),
        (Pos::Pron, "PRON", 95),
        (Pos::Propn, "PROPN", 96),
        (Pos::Punct, "PUNCT", 97),
        (Pos::Sconj, "SCONJ", 98),
        (Pos::Space, "SPACE", 103),
        (Pos::Sym, "SYM", 99),
        (Pos::Verb, "VERB", 100),
        (Pos::X, "X", 101),
    ];

    /// Its name in Universal Dependencies: `NOUN`.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].1
    }

    /// The part of speech of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|n| n.1 == name).map(|n| n.0)
    }

    /// The part of speech that spaCy numbers so.
    pub(crate) fn from_symbol(id: u64) -> Option<Self> {
        Self::NAMES.iter().find(|n| n.2 == id).map(|n| n.0)
    }
}

/// Morphological features in UD's form: `Gender=Masc|Number=Sing`; empty where none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Morph(pub SmolStr);

impl Morph {
    /// The value of one feature: `get("Number")` -> `Some("Sing")`.
    pub fn get(&self, feature: &str) -> Option<&str> {
        self.0.split('|').find_map(|pair| pair.strip_prefix(feature)?.strip_prefix('='))
    }

    /// True where the feature has this value.
    pub fn is(&self, feature: &str, value: &str) -> bool {
        self.get(feature) == Some(value)
    }
}

/// One token: a word, a mark or a run of blanks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// Bytes in the article's text; empty only in documents built by hand.
    pub span: TextSpan,
    /// Dictionary form.
    pub lemma: SmolStr,
    /// Universal part of speech.
    pub pos: Pos,
    /// The package's fine tag (Penn's in English; the universal one in French).
    pub tag: SmolStr,
    /// Morphological features.
    pub morph: Morph,
    /// Index of the governor in `Doc::tokens`; its own index for a root.
    pub head: u32,
    /// Label of the arc to the governor, in the package's scheme (UD in French, ClearNLP in English); `ROOT` for a root.
    pub dep: SmolStr,
    /// True where a sentence starts here.
    pub sent_start: bool,
}

/// A named entity as the model sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntitySpan {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// The package's own label: `PER`, `LOC`, `ORG`, `MISC`; `PERSON`, `GPE`, `NORP`, …
    pub label: SmolStr,
}

/// Columns for the tokens of one text, in order; token spans never overlap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Doc {
    /// All tokens, blanks included.
    pub tokens: Vec<Token>,
    /// Names, in order, without overlap.
    pub entities: Vec<EntitySpan>,
}

impl Default for TextSpan {
    fn default() -> Self {
        Self::new(0, 0)
    }
}

impl Doc {
    /// Token ranges of its sentences, in order; together they hold every token.
    pub fn sentences(&self) -> Vec<std::ops::Range<usize>> {
        let mut starts: Vec<usize> = (0..self.tokens.len()).filter(|&i| i == 0 || self.tokens[i].sent_start).collect();
        starts.push(self.tokens.len());
        starts.windows(2).map(|w| w[0]..w[1]).filter(|r| !r.is_empty()).collect()
    }

    /// Label of the name that a token stands in.
    pub fn label_at(&self, token: usize) -> Option<&str> {
        let after = self.entities.partition_point(|e| e.start as usize <= token);
        self.entities[..after].last().filter(|e| token < e.end as usize).map(|e| e.label.as_str())
    }

    /// Bytes from the first to the last of a range of tokens.
    pub fn text_span(&self, tokens: std::ops::Range<usize>) -> TextSpan {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|e| self.tokens.get(e))) {
            (Some(first), Some(last)) if !tokens.is_empty() => first.span.join(last.span),
            _ => TextSpan::default(),
        }
    }
}
