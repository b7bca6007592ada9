//! What the model of ties looks at: how two entities of a sentence stand to each other, or a person to a title.

use super::super::tree::{Arc, Tree};
use super::features::{distance_class, path};
use super::words::WordClasses;

/// Words between two mentions that are spelled out.
const SPELLED: usize = 6;

/// A mention in a pair.
pub(crate) struct TieEnd<'c> {
    pub kind: &'c str,
    pub head: usize,
    pub tokens: std::ops::Range<usize>,
}

/// Two mentions of one sentence, `from` and `to`, and the tie that the rules propose for them.
pub(crate) struct TieContext<'c> {
    pub from: TieEnd<'c>,
    /// `None` where only the person's title is judged.
    pub to: Option<TieEnd<'c>>,
    pub rule: Option<&'c str>,
    /// The title nearest to `from`.
    pub title: Option<usize>,
    /// Other mentions between the two.
    pub between: usize,
}

/// Features of a pair that may be tied.
pub(crate) fn tie_features(tree: &Tree<'_>, c: &TieContext<'_>, classes: &WordClasses) -> Vec<String> {
    let mut out = Vec::with_capacity(50);
    let mut put = |s: String| out.push(s);
    let from = &c.from;
    let rule = c.rule.unwrap_or("none");
    let title = c.title.map(|t| {
        let place = if t < from.tokens.start { "before" } else { "after" };
        let gap = if t < from.tokens.start { from.tokens.start - t } else { t.saturating_sub(from.tokens.end) };
        (t, place, gap)
    });
    let Some(to) = &c.to else {
        put(format!("alone+rule={rule}"));
        put(format!("alone={}", from.kind));
        if let Some((t, place, gap)) = title {
            put(format!("alone-title={}", tree.lemma[t]));
            put(format!("alone-place={place}:{}", gap.min(5)));
            put(format!("alone-place+rule={place}:{}:{rule}", gap.min(3)));
            put(format!("alone-dep={}", tree.token(t).dep));
            let complement = tree.obliques(t).first().map_or("none".to_string(), |(p, _)| p.to_string());
            put(format!("alone-complement={complement}"));
            put(format!("alone-complement+rule={complement}:{rule}"));
            put(format!("alone-adjective={}", tree.child(t, Arc::Adjective).is_some()));
        }
        return out;
    };
    let pair = format!("{}>{}", from.kind, to.kind);
    let (order, gap) = if from.tokens.start < to.tokens.start {
        ("from-first", from.tokens.end..to.tokens.start.max(from.tokens.end))
    } else {
        ("to-first", to.tokens.end..from.tokens.start.max(to.tokens.end))
    };
    put(format!("pair={pair}"));
    put(format!("pair+order={pair}:{order}"));
    put(format!("rule={rule}"));
    put(format!("rule+pair={rule}:{pair}"));
    put(format!("distance={}:{pair}:{order}", distance_class(gap.len())));
    put(format!("between={}:{pair}", c.between.min(3)));
    let words: Vec<&str> = gap.clone().map(|i| tree.lower[i].as_str()).collect();
    if words.len() <= SPELLED {
        put(format!("words={}:{order}", words.join(" ")));
        put(format!("words+pair={}:{order}:{pair}", words.join(" ")));
        let tags: Vec<String> = gap
            .clone()
            .map(|i| match tree.word(i) {
                w @ ("," | "(" | ")" | ":" | "-" | "–") => w.to_string(),
                _ if tree.lexicon.is("titles", &tree.lower[i]) => "TITLE".into(),
                _ if matches!(tree.lower[i].as_str(), "de" | "du" | "d'" | "des" | "of" | "'s") => "OF".into(),
                _ => format!("{:?}", tree.pos(i)),
            })
            .collect();
        put(format!("tags={}:{order}:{pair}", tags.join(" ")));
    }
    for i in gap.clone().take(10) {
        put(format!("word={}:{pair}", tree.lemma[i]));
        if let Some(classes) = classes.of(&tree.lemma[i]) {
            put(format!("class={}:{pair}:{order}", classes[1]));
        }
    }
    if let Some(i) = gap.clone().next() {
        put(format!("first={}:{order}:{pair}", tree.lower[i]));
    }
    if let Some(i) = gap.clone().last() {
        put(format!("last={}:{order}:{pair}", tree.lower[i]));
    }
    if gap.clone().any(|i| tree.is_verb(i)) {
        put(format!("verb-between={pair}"));
    }
    let first = from.tokens.start.min(to.tokens.start);
    let last = from.tokens.end.max(to.tokens.end);
    let beside = |i: Option<usize>| i.filter(|&i| i < tree.len()).map_or("^", |i| tree.lower[i].as_str());
    put(format!("before={}:{pair}", beside(first.checked_sub(1))));
    put(format!("after={}:{pair}", beside(Some(last))));
    put(format!("enclosed={}:{}:{pair}", beside(to.tokens.start.checked_sub(1)), beside(Some(to.tokens.end))));
    if let Some((t, place, near)) = title {
        let inside = if gap.contains(&t) { "between" } else { place };
        put(format!("title={inside}:{}:{pair}", near.min(4)));
        put(format!("title-word={}:{pair}", tree.lemma[t]));
        put(format!("title+order={inside}:{order}:{pair}"));
        let toward = tree.ancestors(to.head).take(4).any(|a| a == t);
        put(format!("title-governs={toward}:{inside}:{pair}"));
    } else {
        put(format!("title=none:{pair}"));
    }
    if let Some(p) = tree.preposition(to.head) {
        put(format!("prep={p}:{pair}:{order}"));
    }
    match path(tree, to.head, from.head) {
        Some((up, down)) => {
            put(format!("up-down={}:{}:{pair}", up.len().min(4), down.len().min(4)));
            if up.len() + down.len() <= 4 {
                let text = format!("{}^{}", up.join("."), down.join("."));
                put(format!("path={text}:{pair}"));
            }
        }
        None => put(format!("path=none:{pair}")),
    }
    if tree.sentence_of[from.head] == 0 {
        put(format!("headline={pair}"));
    }
    out
}
