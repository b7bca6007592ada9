//! Text -> tokens, by spaCy's algorithm: blanks, special cases, prefixes and suffixes from outside in, infixes.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::hash::QuickMap;
use super::package::{PackageError, SpecialToken, TokenizerSettings};
use super::pattern::{Memory, Pattern};
use super::unicode::is_space;
use super::vocab::{Vocab, Words};

/// Longest run without blanks that is read as one; longer ones are cut, so that no text takes quadratic time.
const MAX_CHUNK: usize = 1000;
/// Runs remembered by one thread.
const MAX_CACHED: usize = 100_000;

/// The rules of one package.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    prefix: Option<Pattern>,
    suffix: Option<Pattern>,
    infix: Option<Pattern>,
    token_match: Option<Pattern>,
    url_match: Option<Pattern>,
    /// Special cases: text -> tokens with the NORM that a rule sets.
    specials: HashMap<String, Vec<SpecialToken>>,
    /// Special cases that affix rules would cut, as the tokens that remain of them, by first token.
    sequences: HashMap<String, Vec<Vec<String>>>,
}

/// One token: word number, bytes, whether a space follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Piece {
    pub word: u32,
    pub start: u32,
    pub end: u32,
    pub spacy: bool,
}

/// A part of a chunk, with the NORM that a special case sets.
type Part<'t> = (usize, usize, Option<&'t str>);

/// What one thread remembers between texts.
#[derive(Debug, Default)]
pub(crate) struct TokenizerMemory {
    memory: Memory,
    infixes: Vec<(usize, usize)>,
    /// Chunk -> range in `parts`.
    chunks: QuickMap<SmolStr, (u32, u32)>,
    /// Word number and length in bytes.
    parts: Vec<(u32, u32)>,
}

impl Tokenizer {
    pub fn new(settings: &TokenizerSettings) -> Result<Self, PackageError> {
        let compile = |which: &str, source: &Option<String>| match source {
            Some(source) => Pattern::new(source).map(Some).map_err(|reason| PackageError::Pattern {
                file: "tokenizer".to_owned(),
                which: which.to_owned(),
                reason,
            }),
            None => Ok(None),
        };
        let mut tokenizer = Self {
            prefix: compile("prefix_search", &settings.prefix_search)?,
            suffix: compile("suffix_search", &settings.suffix_search)?,
            infix: compile("infix_finditer", &settings.infix_finditer)?,
            token_match: compile("token_match", &settings.token_match)?,
            url_match: compile("url_match", &settings.url_match)?,
            specials: HashMap::new(),
            sequences: HashMap::new(),
        };
        let mut memory = TokenizerMemory::default();
        for (text, tokens) in &settings.exceptions {
            if !settings.faster_heuristics || tokenizer.is_cut(text, &mut memory) {
                let mut sequence: Vec<String> = Vec::new();
                for (start, end, _) in chunks(text) {
                    let mut parts = Vec::new();
                    tokenizer.split(&text[start..end], &mut memory, &mut parts);
                    sequence.extend(parts.iter().map(|p| text[start + p.0..start + p.1].to_owned()));
                }
                if let Some(first) = sequence.first() {
                    tokenizer.sequences.entry(first.clone()).or_default().push(sequence);
                }
            }
            debug_assert_eq!(tokens.iter().map(|t| t.0.as_str()).collect::<String>(), *text);
        }
        tokenizer.specials = settings.exceptions.iter().cloned().collect();
        Ok(tokenizer)
    }

    fn is_cut(&self, text: &str, memory: &mut TokenizerMemory) -> bool {
        let found = |pattern: &Option<Pattern>, memory: &mut Memory| {
            pattern.as_ref().is_some_and(|p| p.search(text, memory).is_some())
        };
        text.contains(' ')
            || [&self.prefix, &self.infix, &self.suffix].into_iter().any(|p| found(p, &mut memory.memory))
    }

    /// Tokens of a text; word numbers are those of `words`.
    pub fn tokenize(
        &self,
        text: &str,
        vocab: &Vocab,
        words: &mut Words,
        memory: &mut TokenizerMemory,
        out: &mut Vec<Piece>,
    ) {
        let first = out.len();
        for (start, end, spacy) in chunks(text) {
            let chunk = &text[start..end];
            let (from, to) = match memory.chunks.get(chunk) {
                Some(&range) => range,
                None => self.remember(chunk, vocab, words, memory),
            };
            let mut at = start as u32;
            for &(word, len) in &memory.parts[from as usize..to as usize] {
                out.push(Piece { word, start: at, end: at + len, spacy: false });
                at += len;
            }
            if let Some(last) = out.last_mut() {
                last.spacy = spacy;
            }
        }
        self.apply_sequences(text, first, vocab, words, out);
    }

    fn remember(&self, chunk: &str, vocab: &Vocab, words: &mut Words, memory: &mut TokenizerMemory) -> (u32, u32) {
        if memory.chunks.len() >= MAX_CACHED {
            memory.chunks.clear();
            memory.parts.clear();
        }
        let mut parts = Vec::new();
        self.split(chunk, memory, &mut parts);
        let from = memory.parts.len() as u32;
        for (start, end, norm) in parts {
            let word = words.intern(vocab, &chunk[start..end], norm, |t| self.sequences.contains_key(t));
            memory.parts.push((word, (end - start) as u32));
        }
        let range = (from, memory.parts.len() as u32);
        memory.chunks.insert(SmolStr::new(chunk), range);
        range
    }

    fn special(&self, text: &str) -> Option<&[SpecialToken]> {
        self.specials.get(text).map(Vec::as_slice)
    }

    /// Cuts one chunk: affixes until none is left, then what remains (spaCy's `_split_affixes` and `_attach_tokens`).
    fn split<'t>(&'t self, chunk: &str, memory: &mut TokenizerMemory, out: &mut Vec<Part<'t>>) {
        let matches = |pattern: &Option<Pattern>, text: &str, memory: &mut Memory| {
            pattern.as_ref().is_some_and(|p| p.match_start(text, memory).is_some())
        };
        let affix = |pattern: &Option<Pattern>, text: &str, memory: &mut Memory| {
            pattern.as_ref().and_then(|p| p.search(text, memory)).map_or(0, |(start, end)| end - start)
        };
        if let Some(tokens) = self.special(chunk) {
            return push_special(0, tokens, out);
        }
        let (mut from, mut to) = (0, chunk.len());
        let mut suffixes = Vec::new();
        let mut last = usize::MAX;
        while from < to && to - from != last {
            let text = &chunk[from..to];
            if matches(&self.token_match, text, &mut memory.memory) || self.special(text).is_some() {
                break;
            }
            last = to - from;
            let prefix = affix(&self.prefix, text, &mut memory.memory);
            if prefix > 0 && prefix < text.len() && self.special(&text[prefix..]).is_some() {
                out.push((from, from + prefix, None));
                from += prefix;
                break;
            }
            let suffix = affix(&self.suffix, &text[prefix..], &mut memory.memory);
            if suffix > 0 && suffix < text.len() && self.special(&text[..text.len() - suffix]).is_some() {
                suffixes.push((to - suffix, to));
                to -= suffix;
                break;
            }
            if prefix > 0 {
                out.push((from, from + prefix, None));
                from += prefix;
            }
            if suffix > 0 && (prefix == 0 || prefix + suffix <= text.len()) {
                suffixes.push((to - suffix, to));
                to -= suffix;
            }
        }
        if from < to {
            let text = &chunk[from..to];
            if let Some(tokens) = self.special(text) {
                push_special(from, tokens, out);
            } else if matches(&self.token_match, text, &mut memory.memory)
                || matches(&self.url_match, text, &mut memory.memory)
            {
                out.push((from, to, None));
            } else {
                self.split_infixes(text, from, memory, out);
            }
        }
        out.extend(suffixes.iter().rev().map(|&(start, end)| (start, end, None)));
    }

    fn split_infixes(&self, text: &str, from: usize, memory: &mut TokenizerMemory, out: &mut Vec<Part<'_>>) {
        let mut infixes = std::mem::take(&mut memory.infixes);
        infixes.clear();
        if let Some(infix) = &self.infix {
            infix.find_all(text, &mut memory.memory, &mut infixes);
        }
        let mut start = 0;
        for &(infix_start, infix_end) in &infixes {
            if infix_start == 0 {
                continue;
            }
            if infix_start > start {
                out.push((from + start, from + infix_start, None));
            }
            if infix_end > infix_start {
                out.push((from + infix_start, from + infix_end, None));
            }
            start = infix_end;
        }
        if start < text.len() {
            out.push((from + start, from + text.len(), None));
        }
        memory.infixes = infixes;
    }

    /// Puts together special cases that the affix rules have cut (spaCy's `_apply_special_cases`).
    fn apply_sequences(&self, text: &str, first: usize, vocab: &Vocab, words: &mut Words, out: &mut Vec<Piece>) {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for i in first..out.len() {
            let word = &words.words[out[i].word as usize];
            if !word.begins_special {
                continue;
            }
            for sequence in self.sequences.get(word.text.as_str()).into_iter().flatten() {
                let pieces = out[i..].iter().take(sequence.len());
                let same =
                    pieces.zip(sequence).filter(|(p, s)| words.words[p.word as usize].text == s.as_str()).count();
                if same == sequence.len() {
                    found.push((i, i + sequence.len()));
                }
            }
        }
        if found.is_empty() {
            return;
        }
        // Longest first, then leftmost, without overlap.
        found.sort_by_key(|&(start, end)| (usize::MAX - (end - start), start));
        let mut taken = vec![false; out.len() - first];
        let mut kept: Vec<(usize, usize)> = Vec::new();
        for (start, end) in found {
            if !taken[start - first] && !taken[end - 1 - first] {
                kept.push((start, end));
            }
            taken[start - first..end - first].fill(true);
        }
        kept.sort_unstable();
        let pieces = out.split_off(first);
        let mut next = first;
        for (start, end) in kept {
            out.extend_from_slice(&pieces[next - first..start - first]);
            next = start;
            let (head, tail) = (pieces[start - first], pieces[end - 1 - first]);
            let Some(tokens) = self.special(&text[head.start as usize..tail.end as usize]) else { continue };
            let mut at = head.start;
            for (token, norm) in tokens {
                let word = words.intern(vocab, token, norm.as_deref(), |t| self.sequences.contains_key(t));
                out.push(Piece { word, start: at, end: at + token.len() as u32, spacy: false });
                at += token.len() as u32;
            }
            if let Some(last) = out.last_mut() {
                last.spacy = tail.spacy;
            }
            next = end;
        }
        out.extend_from_slice(&pieces[next - first..]);
    }
}

fn push_special<'t>(from: usize, tokens: &'t [SpecialToken], out: &mut Vec<Part<'t>>) {
    let mut at = from;
    for (token, norm) in tokens {
        out.push((at, at + token.len(), norm.as_deref()));
        at += token.len();
    }
}

/// Runs of blanks and of other characters; one space after a run belongs to it: (start, end, a space follows).
fn chunks(text: &str) -> impl Iterator<Item = (usize, usize, bool)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let blank = is_space(text[at..].chars().next()?);
        let start = at;
        let mut cut = false;
        for (n, (i, c)) in text[start..].char_indices().enumerate() {
            cut = n >= MAX_CHUNK;
            if is_space(c) != blank || cut {
                break;
            }
            at = start + i + c.len_utf8();
        }
        let end = at;
        // After a run of blanks the space is part of that run.
        let spacy = !blank && !cut && text[end..].starts_with(' ');
        at += usize::from(spacy);
        Some((start, end, spacy))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokenizer() -> Tokenizer {
        let text = |s: &str| Some(s.to_owned());
        Tokenizer::new(&TokenizerSettings {
            prefix_search: text(r"^\(|^(?:(d|l)['’])(?=[A-Za-z])"),
            suffix_search: text(r"\)$|,$|'s$|(?<=[a-z])\.$"),
            infix_finditer: text(r"(?<=[a-z])(?:-|–)(?=[a-z])"),
            token_match: text("(?iu)^a-b$"),
            url_match: text(r"(?u)^http://\S+$"),
            faster_heuristics: true,
            exceptions: vec![
                ("etc.".to_owned(), vec![("etc.".to_owned(), None)]),
                (":)".to_owned(), vec![(":)".to_owned(), None)]),
                ("don't".to_owned(), vec![("do".to_owned(), None), ("n't".to_owned(), Some("not".to_owned()))]),
            ],
        })
        .unwrap()
    }

    fn tokens(text: &str) -> Vec<String> {
        let (tokenizer, vocab) = (tokenizer(), Vocab::new(Vec::new(), Default::default()));
        let (mut words, mut memory, mut out) = (Words::default(), TokenizerMemory::default(), Vec::new());
        tokenizer.tokenize(text, &vocab, &mut words, &mut memory, &mut out);
        out.iter().map(|p| text[p.start as usize..p.end as usize].to_owned() + if p.spacy { "_" } else { "" }).collect()
    }

    #[test]
    fn cuts_as_spacy_does() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("  a", &["  ", "a"]),
            ("a  b \n", &["a_", " ", "b_", "\n"]),
            ("(l'eau-vive),", &["(", "l'", "eau", "-", "vive", ")", ","]),
            ("A-B a-c", &["A-B_", "a", "-", "c"]),
            ("(etc.) fin.", &["(", "etc.", ")_", "fin", "."]),
            ("don't :),", &["do", "n't_", ":)", ","]),
            ("x :)", &["x_", ":)"]),
            ("http://x-y", &["http://x-y"]),
        ];
        for (text, expected) in cases {
            assert_eq!(tokens(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn long_runs_are_cut() {
        assert_eq!(tokens(&"a".repeat(2500)).len(), 3);
        assert_eq!(tokens(&")".repeat(2500)).len(), 2500);
    }
}
