//! What the model of times looks at: how a time stands to a word that names an event.

use super::super::finding::EventType;
use super::super::time::TimeExpr;
use super::super::tree::Tree;
use super::features::{distance_class, path};

/// A time and an event of one sentence.
pub(crate) struct TimeContext<'c> {
    pub event_type: EventType,
    /// The trigger's token.
    pub trigger: usize,
    pub time: &'c TimeExpr,
    /// True where the parse hangs the time on this trigger.
    pub owned: bool,
    /// True where the parse hangs it on another.
    pub owned_elsewhere: bool,
    /// Other triggers between the two.
    pub between: usize,
    /// Times and triggers of the sentence.
    pub times: usize,
    pub triggers: usize,
}

/// Features of a time that may be an event's.
pub(crate) fn time_features(tree: &Tree<'_>, c: &TimeContext<'_>) -> Vec<String> {
    let mut out = Vec::with_capacity(30);
    let t = c.event_type;
    let head = super::super::mention::head_of(tree, &c.time.tokens);
    let owner = match (c.owned, c.owned_elsewhere) {
        (true, _) => "mine",
        (false, true) => "others",
        (false, false) => "nobody",
    };
    let side = if head < c.trigger { "before" } else { "after" };
    let verbal = if tree.is_verb(c.trigger) { "verb" } else { "noun" };
    let first = tree.lower[c.time.tokens.start].as_str();
    let mut put = |s: String| out.push(s);
    put(format!("owner={owner}"));
    put(format!("owner+type={owner}:{t}"));
    put(format!("owner+trigger={owner}:{verbal}"));
    put(format!("owner+side={owner}:{side}:{verbal}"));
    put(format!("side+type={side}:{t}"));
    put(format!("between={}", c.between.min(3)));
    put(format!("between+owner={}:{owner}", c.between.min(3)));
    put(format!("between+side={}:{side}:{verbal}", c.between.min(3)));
    put(format!("times={}", c.times.min(3)));
    put(format!("times+triggers={}:{}:{owner}", c.times.min(3), c.triggers.min(4)));
    put(format!("distance={}:{side}", distance_class(head.abs_diff(c.trigger))));
    put(format!("first={first}"));
    put(format!("first+owner={first}:{owner}"));
    put(format!("head={}", tree.lemma[head]));
    let exact = match c.time.value {
        None => "none",
        Some(v) if v.to.is_some() => "span",
        Some(v) if v.from.minute.is_some() => "minute",
        Some(v) if v.from.day.is_some() => "day",
        Some(v) if v.from.month.is_some() => "month",
        Some(_) => "year",
    };
    put(format!("exact={exact}"));
    put(format!("exact+owner={exact}:{owner}"));
    put(format!("exact+type={exact}:{t}"));
    let sentence = tree.sentences[tree.sentence_of[head] as usize].clone();
    if c.time.tokens.start <= sentence.start + 1 {
        put(format!("opens-sentence={owner}:{verbal}"));
    }
    if tree.sentence_of[head] == 0 {
        put(format!("headline={owner}"));
    }
    put(format!("trigger-dep={}:{owner}", tree.token(c.trigger).dep));
    if let Some(tense) = tree.token(c.trigger).morph.get("Tense") {
        put(format!("tense={tense}:{exact}"));
    }
    match path(tree, head, c.trigger) {
        Some((up, down)) => {
            put(format!("up-down={}:{}", up.len().min(4), down.len().min(4)));
            put(format!("up-down+owner={}:{}:{owner}", up.len().min(4), down.len().min(4)));
            if up.len() + down.len() <= 4 {
                let text = format!("{}^{}", up.join("."), down.join("."));
                put(format!("path+trigger={text}:{verbal}"));
                put(format!("path={text}"));
            }
            if let Some(step) = down.last() {
                put(format!("down={step}"));
            }
        }
        None => put("path=none".into()),
    }
    out
}
