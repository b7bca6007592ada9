//! What the model of entities looks at: how a chain is named, what stands around its mentions, what the lists say of it.

use super::super::coreference::Draft;
use super::super::description::is_definite;
use super::super::finding::MentionKind;
use super::super::tree::{Arc, Tree};
use super::words::WordClasses;

/// Mentions looked at, from the first; more tell little and cost time.
const MENTIONS: usize = 4;
/// Lists of the lexicon that say what a noun means.
const LISTS: &[&str] = &[
    "organizations",
    "groups",
    "bare_organizations",
    "bare_groups",
    "place_nouns",
    "thing_nouns",
    "titles",
    "honorifics",
    "kinship",
];

/// Features of a chain as an entity, and of which type.
pub(crate) fn entity_features(tree: &Tree<'_>, draft: &Draft, classes: &WordClasses) -> Vec<String> {
    let mut out = Vec::with_capacity(60);
    let mut put = |s: String| out.push(s);
    let guess = draft.entity_type.as_str();
    let first = &draft.mentions[0];
    let kind = first.kind.as_str();
    put(format!("guess={guess}"));
    put(format!("guess+rule={guess}:{}", first.rule));
    put(format!("guess+kind={guess}:{kind}"));
    if let Some(longest) =
        draft.mentions.iter().filter(|m| m.kind != MentionKind::Pronoun).max_by_key(|m| m.tokens.len())
    {
        let words = longest.tokens.clone();
        put(format!("words={}", words.len().min(6)));
        put(format!("guess+words={guess}:{}", words.len().min(4)));
        let mut shape = String::new();
        for i in words.clone() {
            let s = shape_of(tree.word(i));
            put(format!("word={}", tree.lower[i]));
            if shape.len() < 16 {
                shape.push_str(s);
                shape.push(' ');
            }
        }
        put(format!("shape={shape}"));
        put(format!("shape+guess={shape}:{guess}"));
        put(format!("first-word={}", tree.lower[words.start]));
        put(format!("last-word={}", tree.lower[words.end - 1]));
        put(format!("last-word+guess={}:{guess}", tree.lower[words.end - 1]));
    }
    put(format!("name={}", draft.name.to_lowercase()));
    let count = match draft.mentions.len() {
        1 => "1",
        2 => "2",
        3..=4 => "3",
        5..=9 => "5",
        _ => "10",
    };
    put(format!("mentions={count}"));
    put(format!("mentions+kind={count}:{kind}"));
    if draft.aliases.len() > 1 {
        put("aliases".into());
        put(format!("aliases+guess={guess}"));
    }
    if tree.sentence_of[first.head] == 0 {
        put(format!("headline+kind={kind}"));
    }
    for m in draft.mentions.iter().take(MENTIONS) {
        around(tree, m.head, m.tokens.clone(), kind, guess, classes, &mut out);
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn around(
    tree: &Tree<'_>,
    head: usize,
    tokens: std::ops::Range<usize>,
    kind: &str,
    guess: &str,
    classes: &WordClasses,
    out: &mut Vec<String>,
) {
    let lemma = tree.lemma[head].as_str();
    let mut put = |s: String| out.push(s);
    let label = tree.doc.label_at(head).unwrap_or("none");
    put(format!("label={label}"));
    put(format!("label+guess={label}:{guess}"));
    put(format!("head={lemma}"));
    let plural = tree.token(head).morph.is("Number", "Plur") || matches!(tree.token(head).tag.as_str(), "NNS" | "NNPS");
    let number = if plural { "plural" } else { "singular" };
    put(format!("{number}+kind={kind}:{guess}"));
    put(format!("head+number={lemma}:{number}"));
    for (n, class) in classes.of(lemma).into_iter().flatten().enumerate() {
        put(format!("class{n}={class}"));
        put(format!("class{n}+number={class}:{number}"));
    }
    for list in LISTS {
        if tree.lexicon.is(list, lemma) || tree.lexicon.is(list, &tree.lower[head]) {
            put(format!("list={list}"));
            put(format!("list+number={list}:{number}"));
        }
    }
    let lower = tree.lower[head].as_str();
    for n in [2, 3, 4] {
        if let Some((at, _)) = lower.char_indices().rev().nth(n - 1) {
            put(format!("ending={}:{kind}", &lower[at..]));
            if kind != "name" {
                put(format!("ending+number={}:{number}", &lower[at..]));
            }
        }
    }
    put(format!("pos={:?}:{kind}", tree.pos(head)));
    let dep = tree.token(head).dep.as_str();
    put(format!("dep={dep}:{kind}"));
    put(format!("dep+guess={dep}:{guess}"));
    if let Some(h) = tree.head(head) {
        put(format!("governor={dep}:{}", tree.lemma[h]));
        for (n, class) in classes.of(&tree.lemma[h]).into_iter().flatten().enumerate() {
            put(format!("governor-class{n}={dep}:{class}"));
        }
        if matches!(tree.arcs[head], Arc::Subject | Arc::PassiveSubject)
            && tree.lexicon.is("speech_verbs", &tree.lemma[h])
        {
            put("speaks".into());
            put(format!("speaks+kind={kind}:{number}"));
        }
    }
    if let Some(p) = tree.preposition(head) {
        put(format!("prep={p}:{kind}"));
        put(format!("prep+guess={p}:{guess}"));
        put(format!("prep+number={p}:{number}"));
    }
    let definite = if is_definite(tree, head) { "definite" } else { "indefinite" };
    put(format!("{definite}+number={number}:{kind}"));
    put(format!("{definite}+guess={guess}:{number}"));
    let mut bare = true;
    for c in tree.children(head) {
        match tree.arcs[c] {
            Arc::Determiner => put(format!("det={}:{kind}", tree.lower[c])),
            Arc::Number => put(format!("counted={kind}")),
            Arc::Adjective | Arc::Compound => {
                bare = false;
                put(format!("modifier={}", tree.lemma[c]));
                put(format!("modifier-dep={}:{kind}", tree.token(c).dep));
                if let Some(classes) = classes.of(&tree.lemma[c]) {
                    put(format!("modifier-class={}", classes[1]));
                }
            }
            Arc::Relative | Arc::Adnominal => put(format!("clause={kind}")),
            Arc::Apposition | Arc::Flat => put(format!("apposition={}:{kind}", tree.lemma[c])),
            _ => {}
        }
    }
    for (p, n) in tree.obliques(head) {
        bare = false;
        put(format!("of={p}:{}", tree.lemma[n]));
        put(format!("of-label={p}:{}", tree.doc.label_at(n).unwrap_or("none")));
    }
    if bare {
        put(format!("bare={kind}:{guess}"));
        put(format!("bare+head={lemma}"));
    }
    let near = |i: Option<usize>| i.filter(|&i| i < tree.len() && tree.sentence_of[i] == tree.sentence_of[head]);
    let before = near(tokens.start.checked_sub(1));
    let after = near(Some(tokens.end));
    put(format!("before={}", before.map_or("^", |i| tree.lower[i].as_str())));
    put(format!("after={}", after.map_or("$", |i| tree.lower[i].as_str())));
    if let Some(i) = near(tokens.start.checked_sub(2)) {
        put(format!("before2={}", tree.lemma[i]));
    }
    if tokens.start == tree.sentences[tree.sentence_of[head] as usize].start {
        put(format!("sentence-start={kind}"));
    }
}

/// The shape of a word: capitals, digits, small letters, a capital inside.
fn shape_of(word: &str) -> &'static str {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return "-" };
    let rest_upper = word.chars().skip(1).any(char::is_uppercase);
    let lower = word.chars().any(char::is_lowercase);
    if word.chars().any(|c| c.is_ascii_digit()) {
        return if word.chars().any(char::is_alphabetic) { "X9" } else { "9" };
    }
    match (first.is_uppercase(), lower, rest_upper) {
        (true, true, false) => "Xx",
        (true, true, true) => "XxX",
        (true, false, true) => "XX",
        (true, false, false) => "X",
        (false, true, true) => "xX",
        (false, true, false) => "x",
        _ => "-",
    }
}
