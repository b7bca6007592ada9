//! Phrases that may be entities, though neither the recogniser nor a rule takes them for one: only a learned model may keep them.

use super::description::{is_definite, is_vague};
use super::finding::{EntityType, MentionKind};
use super::mention::{Candidate, head_of, words};
use super::tree::{Arc, Tree};
use crate::language::Language;
use crate::nlp::Pos;

/// Longest name taken from capitals alone, in words.
const LONGEST_NAME: usize = 6;

/// Runs of capitalised words and noun phrases outside `taken`, in the order of the text.
pub(crate) fn find(tree: &Tree<'_>, taken: &[bool]) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut named = vec![false; tree.len()];
    let mut i = 0;
    while i < tree.len() {
        let Some(tokens) = capitals(tree, taken, i) else {
            i += 1;
            continue;
        };
        i = tokens.end;
        named[tokens.clone()].fill(true);
        let head = head_of(tree, &tokens);
        out.push(Candidate {
            alias: words(tree, &tokens),
            head,
            entity_type: guess(tree, head, EntityType::Thing),
            kind: MentionKind::Name,
            short: None,
            rule: "name:capitals",
            tokens,
        });
    }
    for i in 0..tree.len() {
        if taken[i] || named[i] || !is_phrase(tree, i) {
            continue;
        }
        let (whole, short) = reach(tree, i, taken);
        if whole.clone().any(|k| taken[k] && k == i) {
            continue;
        }
        let alias = words(tree, &whole);
        let short = (short != whole).then(|| words(tree, &short));
        out.push(Candidate {
            tokens: whole,
            head: i,
            entity_type: guess(tree, i, EntityType::Group),
            kind: MentionKind::Nominal,
            alias,
            short,
            rule: "nominal:phrase",
        });
    }
    out
}

/// What the lists say of a head noun.
fn guess(tree: &Tree<'_>, head: usize, otherwise: EntityType) -> EntityType {
    let is = |list: &str| tree.lexicon.is(list, &tree.lemma[head]) || tree.lexicon.is(list, &tree.lower[head]);
    if is("organizations") {
        EntityType::Organization
    } else if is("groups") {
        EntityType::Group
    } else if is("place_nouns") {
        EntityType::Place
    } else if is("thing_nouns") {
        EntityType::Thing
    } else {
        otherwise
    }
}

/// A run of words written as names are, from `i`; a sentence's first word alone is none.
fn capitals(tree: &Tree<'_>, taken: &[bool], i: usize) -> Option<std::ops::Range<usize>> {
    let as_name = |k: usize| {
        let word = tree.word(k);
        !taken[k]
            && word.chars().any(char::is_uppercase)
            && word.chars().any(char::is_alphabetic)
            && matches!(tree.pos(k), Pos::Propn | Pos::Noun | Pos::Adj | Pos::X)
    };
    if !as_name(i) {
        return None;
    }
    let mut end = i + 1;
    while end < tree.len() && end - i < LONGEST_NAME && tree.sentence_of[end] == tree.sentence_of[i] {
        let number = tree.pos(end) == Pos::Num && !taken[end] && tree.word(end).len() <= 4;
        if !as_name(end) && !number {
            break;
        }
        end += 1;
    }
    let starts = tree.sentences[tree.sentence_of[i] as usize].start == i;
    let alone = end == i + 1 && starts && tree.pos(i) != Pos::Propn;
    (!alone).then_some(i..end)
}

/// A common noun (or an adjective with an article) that may mean a body, a collective, a place or a named thing.
fn is_phrase(tree: &Tree<'_>, i: usize) -> bool {
    let noun = tree.is_noun(i) || tree.pos(i) == Pos::Adj && tree.child(i, Arc::Determiner).is_some();
    if !noun || matches!(tree.arcs[i], Arc::Compound | Arc::Flat) || tree.word(i).chars().count() < 3 {
        return false;
    }
    let plural = tree.token(i).morph.is("Number", "Plur") || matches!(tree.token(i).tag.as_str(), "NNS" | "NNPS");
    plural || is_definite(tree, i)
}

/// The phrase with its complement and without, determiner and vague adjectives left out.
fn reach(tree: &Tree<'_>, i: usize, taken: &[bool]) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let mut short = i..i + 1;
    for c in tree.children_by(i, &[Arc::Adjective, Arc::Compound]).filter(|&c| !is_vague(tree, c)) {
        let (from, to) = (c.min(i), c.max(i) + 1);
        let plain = (from..to).all(|k| !matches!(tree.pos(k), Pos::Punct | Pos::Cconj | Pos::Verb));
        if plain && to - from <= 3 && (tree.language == Language::Fr || c < i) {
            short = short.start.min(from)..short.end.max(to);
        }
    }
    let whole = short.start..tree.noun_phrase(i).end.max(short.end);
    let inside = whole.clone().skip(short.len()).take(6).all(|k| tree.pos(k) != Pos::Punct);
    // A name in the complement belongs to the phrase ("les forces de Bachar"), a name beside it does not.
    if inside && whole.len() <= 8 && !(short.clone()).any(|k| taken[k]) {
        (whole, short)
    } else {
        (short.clone(), short)
    }
}
