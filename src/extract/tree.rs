//! The parse as rules want it: children, phrases, obliques.

use std::ops::Range;

use smol_str::SmolStr;

pub(crate) use super::arc::Arc;
use super::arc::arc;
use super::lexicon::{Lexicon, Slot};
use crate::language::Language;
use crate::nlp::{Doc, Pos, Token};
use crate::text::TextSpan;

/// A doc with what rules ask of it all the time.
pub(crate) struct Tree<'a> {
    pub text: &'a str,
    pub doc: &'a Doc,
    pub lexicon: &'a Lexicon,
    pub language: Language,
    pub arcs: Vec<Arc>,
    pub sentences: Vec<Range<usize>>,
    /// Sentence number of each token.
    pub sentence_of: Vec<u32>,
    /// Words in lower case, apostrophes made plain.
    pub lower: Vec<SmolStr>,
    /// Lemmas in lower case.
    pub lemma: Vec<SmolStr>,
    children: Vec<u32>,
    child_start: Vec<u32>,
}

impl<'a> Tree<'a> {
    pub fn new(text: &'a str, doc: &'a Doc, lexicon: &'a Lexicon) -> Self {
        let n = doc.tokens.len();
        let language = lexicon.language;
        let sentences = doc.sentences();
        let mut sentence_of = vec![0; n];
        for (s, range) in sentences.iter().enumerate() {
            sentence_of[range.clone()].fill(s as u32);
        }
        let head = |i: usize| (doc.tokens[i].head as usize).min(n - 1);
        let mut child_start = vec![0u32; n + 1];
        for i in (0..n).filter(|&i| head(i) != i) {
            child_start[head(i) + 1] += 1;
        }
        for i in 0..n {
            child_start[i + 1] += child_start[i];
        }
        let mut fill = child_start.clone();
        let mut children = vec![0; *child_start.last().unwrap_or(&0) as usize];
        for i in (0..n).filter(|&i| head(i) != i) {
            let at = &mut fill[head(i)];
            children[*at as usize] = i as u32;
            *at += 1;
        }
        let plain = |s: &str| -> SmolStr {
            let lower = s.to_lowercase();
            if lower.contains('’') { lower.replace('’', "'").into() } else { lower.into() }
        };
        let mut tree = Self {
            text,
            doc,
            lexicon,
            language,
            arcs: doc.tokens.iter().map(|t| arc(&t.dep, language)).collect(),
            sentences,
            sentence_of,
            lower: doc.tokens.iter().map(|t| plain(t.span.of(text))).collect(),
            lemma: doc.tokens.iter().map(|t| plain(&t.lemma)).collect(),
            children,
            child_start,
        };
        if language == Language::Fr {
            tree.mend_subjects();
        }
        tree
    }

    /// Mends what the parser often mistakes in French: "les États-Unis ont accusé" is no passive, and the "-t" of "a-t-il" is no word.
    fn mend_subjects(&mut self) {
        for i in 0..self.len() {
            if self.lower[i] == "-t" {
                self.arcs[i] = Arc::Other;
                continue;
            }
            if self.arcs[i] != Arc::PassiveSubject {
                continue;
            }
            let Some(verb) = self.head(i) else { continue };
            let has = self.children(verb).any(|c| self.arcs[c] == Arc::Auxiliary && self.lemma[c] == "avoir");
            let passive = self.children(verb).any(|c| {
                self.arcs[c] == Arc::PassiveAuxiliary || self.arcs[c] == Arc::Agent || self.token(c).dep == "expl:pass"
            });
            if has && !passive {
                self.arcs[i] = Arc::Subject;
            }
        }
    }

    pub fn len(&self) -> usize {
        self.doc.tokens.len()
    }

    pub fn token(&self, i: usize) -> &'a Token {
        &self.doc.tokens[i]
    }

    pub fn pos(&self, i: usize) -> Pos {
        self.doc.tokens[i].pos
    }

    /// The governor; `None` for a root.
    pub fn head(&self, i: usize) -> Option<usize> {
        let h = self.doc.tokens[i].head as usize;
        (h != i && h < self.len()).then_some(h)
    }

    /// Dependents in the order of the text.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children[self.child_start[i] as usize..self.child_start[i + 1] as usize].iter().map(|&c| c as usize)
    }

    /// Dependents with one of these labels.
    pub fn children_by<'s>(&'s self, i: usize, arcs: &'s [Arc]) -> impl DoubleEndedIterator<Item = usize> + 's {
        self.children(i).filter(move |&c| arcs.contains(&self.arcs[c]))
    }

    /// First dependent with this label.
    pub fn child(&self, i: usize, arc: Arc) -> Option<usize> {
        self.children(i).find(|&c| self.arcs[c] == arc)
    }

    /// Governors upward, nearest first; at most 64, so that a damaged tree cannot hold it.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(i), |&h| self.head(h)).take(64)
    }

    pub fn word(&self, i: usize) -> &'a str {
        self.doc.tokens[i].span.of(self.text)
    }

    pub fn is_verb(&self, i: usize) -> bool {
        matches!(self.pos(i), Pos::Verb | Pos::Aux)
    }

    pub fn is_nominal(&self, i: usize) -> bool {
        matches!(self.pos(i), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num)
    }

    pub fn is_noun(&self, i: usize) -> bool {
        matches!(self.pos(i), Pos::Noun | Pos::Propn)
    }

    pub fn span(&self, range: Range<usize>) -> TextSpan {
        self.doc.text_span(range)
    }

    /// `i` and all its conjuncts, in the order of the text.
    pub fn conjuncts(&self, i: usize) -> Vec<usize> {
        let mut out = vec![i];
        let mut at = 0;
        while at < out.len() && out.len() < 32 {
            out.extend(self.children_by(out[at], &[Arc::Conjunct]));
            at += 1;
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The word that introduces a dependent ("de", "par", "against"), in lower case; contracted articles resolved.
    pub fn preposition(&self, i: usize) -> Option<SmolStr> {
        let case = if self.language == Language::En {
            self.head(i).filter(|_| self.arcs[i] == Arc::PrepositionObject)
        } else {
            self.children(i)
                .find(|&c| c < i && (self.arcs[c] == Arc::Case || self.arcs[c] == Arc::Mark) && self.pos(c) == Pos::Adp)
        }?;
        Some(match self.lower[case].as_str() {
            "du" | "des" | "d'" | "de la" => SmolStr::new("de"),
            "au" | "aux" | "auprès" => SmolStr::new("à"),
            w => SmolStr::new(w),
        })
    }

    /// The slot that a preposition opens.
    pub fn slot(&self, preposition: &str) -> Option<Slot> {
        Some(match preposition {
            "de" | "of" => Slot::Of,
            "à" | "to" => Slot::To,
            "par" | "by" => Slot::By,
            "contre" | "against" => Slot::Against,
            "avec" | "with" | "entre" | "between" | "parmi" => Slot::With,
            "pour" | "for" => Slot::For,
            "sur" | "on" | "about" | "over" | "concernant" | "regarding" | "envers" | "toward" | "towards" => Slot::On,
            "from" => Slot::From,
            "comme" | "as" => Slot::As,
            _ => return None,
        })
    }

    /// Prepositional dependents: the preposition and the head of its phrase.
    pub fn obliques(&self, i: usize) -> Vec<(SmolStr, usize)> {
        let mut out = Vec::new();
        for c in self.children(i) {
            match self.arcs[c] {
                Arc::Preposition => {
                    for p in self.children_by(c, &[Arc::PrepositionObject]) {
                        out.push((self.lower[c].clone(), p));
                    }
                    // "from Paris to London" nests its second preposition under the first.
                    for nested in self.children_by(c, &[Arc::Preposition]) {
                        out.extend(
                            self.children_by(nested, &[Arc::PrepositionObject])
                                .map(|p| (self.lower[nested].clone(), p)),
                        );
                    }
                }
                Arc::Oblique | Arc::Nominal | Arc::Agent => {
                    if let Some(p) = self.preposition(c) {
                        out.push((p, c));
                    }
                }
                _ => {}
            }
        }
        out
    }

    /// Tokens of the base phrase of a noun: from its first determiner or modifier to its last adjective, compound or name part,
    /// with "de" complements, without relative clauses, appositions, conjuncts or parentheses.
    pub fn noun_phrase(&self, i: usize) -> Range<usize> {
        let (mut start, mut end) = (i, i + 1);
        for c in self.children(i) {
            match self.arcs[c] {
                Arc::Determiner | Arc::Number | Arc::Possessive | Arc::Compound if c < i => {
                    start = start.min(self.leftmost(c));
                }
                Arc::Adjective | Arc::Flat | Arc::Number => {
                    if c < i {
                        start = start.min(self.leftmost(c));
                    } else if c <= end + 1 && !self.has_break(end, c) {
                        end = end.max(c + 1);
                        for f in self.children_by(c, &[Arc::Flat]) {
                            end = end.max(f + 1);
                        }
                    }
                }
                Arc::Nominal if c > i && self.preposition(c).as_deref() == Some("de") && !self.has_break(end, c) => {
                    let inner = self.shallow_phrase(c);
                    if inner.start <= end + 1 {
                        end = end.max(inner.end);
                    }
                }
                Arc::Preposition if c > i && self.lower[c] == "of" && c <= end => {
                    if let Some(p) = self.child(c, Arc::PrepositionObject) {
                        end = end.max(self.shallow_phrase(p).end);
                    }
                }
                _ => {}
            }
        }
        start..end
    }

    /// A noun with its determiner, adjectives and name parts alone, its preposition in front included in the reach.
    pub fn shallow_phrase(&self, i: usize) -> Range<usize> {
        let (mut start, mut end) = (i, i + 1);
        for c in self.children(i) {
            match self.arcs[c] {
                Arc::Determiner | Arc::Number | Arc::Case | Arc::Compound | Arc::Possessive if c < i => {
                    start = start.min(self.leftmost(c));
                }
                Arc::Adjective if c < i => start = start.min(c),
                Arc::Adjective | Arc::Flat if c <= end + 1 && !self.has_break(end, c) => {
                    end = end.max(c + 1);
                    for f in self.children_by(c, &[Arc::Flat]) {
                        end = end.max(f + 1);
                    }
                }
                _ => {}
            }
        }
        start..end
    }

    fn leftmost(&self, i: usize) -> usize {
        let mut left = i;
        for _ in 0..16 {
            match self.children(left).next() {
                Some(c) if c < left => left = c,
                _ => break,
            }
        }
        left
    }

    /// True where a comma, bracket or quotation mark stands between two positions.
    fn has_break(&self, from: usize, to: usize) -> bool {
        (from..to).any(|k| matches!(self.word(k), "," | "(" | ")" | ";" | ":" | "«" | "»" | "\"" | "–" | "—"))
    }

    pub fn is_passive(&self, i: usize) -> bool {
        self.children(i).any(|c| {
            matches!(self.arcs[c], Arc::PassiveSubject | Arc::PassiveAuxiliary | Arc::Agent)
                || (self.language == Language::En && self.token(c).dep == "agent")
                || self.token(c).dep == "expl:pass"
        })
    }

    pub fn is_past_participle(&self, i: usize) -> bool {
        let t = self.token(i);
        t.tag == "VBN" || (t.morph.is("VerbForm", "Part") && t.morph.is("Tense", "Past"))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Builds a doc by hand: (word, lemma, pos, head, dep), words joined by one blank.
    pub(crate) fn doc_of(rows: &[(&str, &str, Pos, u32, &str)]) -> (String, Doc) {
        let mut text = String::new();
        let mut doc = Doc::default();
        for (i, (word, lemma, pos, head, dep)) in rows.iter().enumerate() {
            if i > 0 {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(word);
            doc.tokens.push(Token {
                span: TextSpan::new(start, text.len()),
                lemma: SmolStr::new(lemma),
                pos: *pos,
                head: *head,
                dep: SmolStr::new(dep),
                sent_start: i == 0,
                ..Token::default()
            });
        }
        (text, doc)
    }

    #[test]
    fn noun_phrases_keep_de_and_stop_at_relative_clauses() {
        let (text, doc) = doc_of(&[
            ("les", "le", Pos::Det, 1, "det"),
            ("combattants", "combattant", Pos::Noun, 1, "ROOT"),
            ("de", "de", Pos::Adp, 4, "case"),
            ("la", "le", Pos::Det, 4, "det"),
            ("résistance", "résistance", Pos::Noun, 1, "nmod"),
            ("qui", "qui", Pos::Pron, 6, "nsubj"),
            ("avancent", "avancer", Pos::Verb, 1, "acl:relcl"),
        ]);
        let lexicon = Lexicon::embedded(Language::Fr).expect("French");
        let tree = Tree::new(&text, &doc, lexicon);
        assert_eq!(tree.noun_phrase(1), 0..5);
        assert_eq!(tree.preposition(4).as_deref(), Some("de"));
    }
}
