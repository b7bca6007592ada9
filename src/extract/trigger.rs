//! Words that name an event, by the lexicon.

use super::finding::EventType;
use super::lexicon::{Class, Entry, Frame};
use super::tree::{Arc, Tree};
use crate::language::Language;
use crate::nlp::Pos;

/// A trigger before its roles are filled.
#[derive(Clone, Debug)]
pub(crate) struct TriggerCandidate {
    /// The token that stands for it in the parse.
    pub head: usize,
    /// The tokens that name it.
    pub tokens: std::ops::Range<usize>,
    pub event_type: EventType,
    pub frame: std::sync::Arc<Frame>,
    /// True where its verb's slots count; for nouns, the noun's.
    pub verbal: bool,
    pub weak: bool,
    /// The noun or particle of a light-verb pair.
    pub partner: Option<usize>,
    /// The scorer's probability, where one judged it.
    pub score: Option<f32>,
    pub rule: &'static str,
}

impl TriggerCandidate {
    /// The tokens that name the event and so fill none of its roles.
    pub fn own_tokens(&self) -> Vec<usize> {
        self.tokens.clone().chain(std::iter::once(self.head)).chain(self.partner).collect()
    }
}

fn class(tree: &Tree<'_>, i: usize) -> Option<Class> {
    match tree.pos(i) {
        Pos::Verb => Some(Class::Verb),
        Pos::Noun | Pos::Propn => Some(Class::Noun),
        Pos::Adj => Some(Class::Adjective),
        _ => None,
    }
}

/// Finds triggers in the order of the text; a token names at most one event.
pub(crate) fn find(tree: &Tree<'_>, in_name: &dyn Fn(usize) -> bool) -> Vec<TriggerCandidate> {
    let mut taken = vec![false; tree.len()];
    let mut out: Vec<TriggerCandidate> = Vec::new();
    for i in 0..tree.len() {
        if let Some(t) = phrase(tree, i, &taken, in_name) {
            taken[t.tokens.clone()].fill(true);
            out.push(t);
        }
    }
    for i in 0..tree.len() {
        if tree.pos(i) == Pos::Verb
            && let Some(t) = pair(tree, i)
            && !taken[i]
        {
            taken[i] = true;
            // The other half of the pair is taken with it.
            if let Some(partner) = t.partner {
                taken[partner] = true;
            }
            out.push(t);
        }
    }
    for i in 0..tree.len() {
        if !taken[i]
            && !in_name(i)
            && let Some(t) = single(tree, i)
        {
            out.push(t);
        }
    }
    out.sort_by_key(|t| t.head);
    out
}

fn make(
    head: usize,
    tokens: std::ops::Range<usize>,
    entry: &Entry,
    verbal: bool,
    rule: &'static str,
) -> TriggerCandidate {
    TriggerCandidate {
        head,
        tokens,
        event_type: entry.event_type,
        frame: entry.frame.clone(),
        verbal,
        weak: entry.weak,
        partner: None,
        score: None,
        rule,
    }
}

/// "garde à vue", "coup de couteau", "cease-fire deal".
fn phrase(tree: &Tree<'_>, i: usize, taken: &[bool], in_name: &dyn Fn(usize) -> bool) -> Option<TriggerCandidate> {
    if taken[i] || in_name(i) {
        return None;
    }
    let first = tree.lemma[i].as_str();
    let candidates = tree.lexicon.phrases(first).iter().chain(if tree.lower[i] == tree.lemma[i] {
        &[]
    } else {
        tree.lexicon.phrases(tree.lower[i].as_str())
    });
    let matches = |k: usize, word: &str| {
        k < tree.len()
            && (tree.lemma[k] == word
                || tree.lower[k] == word
                || word == "de" && matches!(tree.lower[k].as_str(), "d'" | "du" | "des")
                || word == "le" && tree.lower[k] == "l'")
    };
    candidates
        .filter(|p| p.rest.iter().enumerate().all(|(n, w)| matches(i + 1 + n, w)))
        .max_by_key(|p| p.rest.len())
        .map(|p| {
            let end = i + 1 + p.rest.len();
            let head = super::mention::head_of(tree, &(i..end));
            make(if tree.is_nominal(head) { head } else { i }, i..end, &p.entry, false, "trigger:phrase")
        })
}

/// "prendre le contrôle", "take over": a verb with its object, complement or particle.
fn pair(tree: &Tree<'_>, verb: usize) -> Option<TriggerCandidate> {
    let lemma = tree.lemma[verb].as_str();
    let partners = tree
        .children(verb)
        .filter(|&c| {
            matches!(
                tree.arcs[c],
                Arc::Object
                    | Arc::Particle
                    | Arc::Adverb
                    | Arc::Oblique
                    | Arc::Clause
                    | Arc::PassiveSubject
                    | Arc::Subject
                    | Arc::Other
                    | Arc::Preposition
            )
        })
        .chain(tree.obliques(verb).into_iter().map(|(_, n)| n));
    for other in partners {
        if let Some(entry) = tree
            .lexicon
            .pair(lemma, tree.lemma[other].as_str())
            .or_else(|| tree.lexicon.pair(lemma, tree.lower[other].as_str()))
        {
            let (from, to) = (verb.min(other), verb.max(other) + 1);
            let tokens = if to - from <= 5 { from..to } else { verb..verb + 1 };
            return Some(TriggerCandidate { partner: Some(other), ..make(verb, tokens, entry, true, "trigger:pair") });
        }
    }
    None
}

fn single(tree: &Tree<'_>, i: usize) -> Option<TriggerCandidate> {
    let class = class(tree, i)?;
    let lemma = tree.lemma[i].as_str();
    let lower = tree.lower[i].as_str();
    let lookup = |class, word: &str| tree.lexicon.single(class, word).first().cloned();
    match class {
        Class::Verb => {
            if is_auxiliary_use(tree, i) {
                return None;
            }
            lookup(Class::Verb, lemma).map(|e| make(i, i..i + 1, &e, true, "trigger:verb"))
        }
        Class::Noun => {
            if tree.arcs[i] == Arc::Compound
                && tree.language == Language::En
                && tree.head(i).is_some_and(|h| !tree.lexicon.single(Class::Noun, &tree.lemma[h]).is_empty())
            {
                return None;
            }
            if let Some(e) = lookup(Class::Noun, lemma).or_else(|| lookup(Class::Noun, lower)) {
                return Some(make(i, i..i + 1, &e, false, "trigger:noun"));
            }
            if tree.pos(i) == Pos::Propn && tree.word(i).chars().all(char::is_lowercase) {
                return verb_form(tree, lower).map(|e| make(i, i..i + 1, &e, true, "trigger:verb-form"));
            }
            // The tagger takes a headline's verb for a noun: "le président annonce sa démission".
            let headline_verb =
                tree.language == Language::Fr && matches!(tree.arcs[i], Arc::Root) && tree.sentence_of[i] == 0;
            if headline_verb {
                verb_form(tree, lower).map(|e| make(i, i..i + 1, &e, true, "trigger:headline-verb"))
            } else {
                None
            }
        }
        Class::Adjective => {
            if let Some(e) = lookup(Class::Adjective, lemma).or_else(|| lookup(Class::Adjective, lower)) {
                return Some(make(i, i..i + 1, &e, true, "trigger:adjective"));
            }
            // A participle that the tagger calls an adjective.
            verb_form(tree, lower).map(|e| make(i, i..i + 1, &e, true, "trigger:participle"))
        }
    }
}

/// The verb of a participle or present form that the lemmatizer left as it stands.
fn verb_form(tree: &Tree<'_>, lower: &str) -> Option<Entry> {
    let stems: &[(&str, &str)] = match tree.language {
        Language::Fr => &[
            ("ées", "er"),
            ("ée", "er"),
            ("és", "er"),
            ("é", "er"),
            ("ies", "ir"),
            ("ie", "ir"),
            ("is", "ir"),
            ("i", "ir"),
            ("ent", "er"),
            ("e", "er"),
        ],
        _ => &[("ed", ""), ("ed", "e"), ("d", "")],
    };
    stems.iter().find_map(|(end, verb)| {
        let stem = lower.strip_suffix(end)?;
        tree.lexicon.single(Class::Verb, &format!("{stem}{verb}")).first().filter(|e| !e.weak).cloned()
    })
}

/// "venir de tuer", "aller voter", "going to": a verb that only carries another's tense.
fn is_auxiliary_use(tree: &Tree<'_>, i: usize) -> bool {
    let lemma = tree.lemma[i].as_str();
    matches!(lemma, "aller" | "venir" | "go" | "get") && tree.children_by(i, &[Arc::Clause]).any(|c| tree.is_verb(c))
}
