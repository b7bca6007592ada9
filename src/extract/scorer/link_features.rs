//! What the model of links looks at: whether two words that name an event of one type mean the same event.

use super::super::argument::Filled;
use super::super::description::is_definite;
use super::super::event::EventDraft;
use super::super::finding::Role;
use super::super::tree::{Arc, Tree};
use super::words::WordClasses;

/// How two sets of fillers stand to each other.
fn compare(a: &[String], b: &[String]) -> &'static str {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => "none",
        (false, false) if a.iter().any(|x| b.contains(x)) => "shared",
        (false, false) => "differ",
        _ => "one",
    }
}

fn fillers(tree: &Tree<'_>, d: &EventDraft, role: Role) -> Vec<String> {
    let key = |f: &Filled| match f {
        Filled::Chain(c, _) => format!("#{c}"),
        Filled::Text(head) => tree.lemma[*head].to_string(),
    };
    d.parts.iter().filter(|p| p.role == role).map(|p| key(&p.filled)).collect()
}

fn determiner(tree: &Tree<'_>, i: usize) -> &'static str {
    if !tree.is_noun(i) {
        return "verb";
    }
    let indefinite = tree.children_by(i, &[Arc::Determiner]).any(|d| {
        matches!(tree.lower[d].as_str(), "un" | "une" | "des" | "a" | "an" | "another" | "plusieurs" | "some")
    });
    let this = tree
        .children_by(i, &[Arc::Determiner])
        .any(|d| matches!(tree.lower[d].as_str(), "ce" | "cet" | "cette" | "ces" | "this" | "these"));
    match (indefinite, this) {
        (true, _) => "indefinite",
        (_, true) => "this",
        _ if tree.child(i, Arc::Number).is_some() => "counted",
        _ if is_definite(tree, i) => "definite",
        _ => "bare",
    }
}

/// Features of a later trigger `d` that may mean the event of an earlier one `e`; `between` counts triggers of the type between.
pub(crate) fn link_features(
    tree: &Tree<'_>,
    e: &EventDraft,
    d: &EventDraft,
    between: usize,
    classes: &WordClasses,
) -> Vec<String> {
    let mut out = Vec::with_capacity(40);
    let mut put = |s: String| out.push(s);
    let kind = d.event_type;
    let word = |x: &EventDraft| x.triggers[0].partner.unwrap_or(x.triggers[0].head);
    let (i, j) = (word(e), word(d));
    let lemma = if tree.lemma[i] == tree.lemma[j] {
        "same"
    } else if classes.of(&tree.lemma[i]).zip(classes.of(&tree.lemma[j])).is_some_and(|(a, b)| a[1] == b[1]) {
        "near"
    } else {
        "other"
    };
    let (first, later) = (determiner(tree, i), determiner(tree, j));
    let gap = match tree.sentence_of[j] - tree.sentence_of[i] {
        0 => "0",
        1 => "1",
        2..=3 => "2",
        4..=7 => "4",
        _ => "8",
    };
    let headline = if tree.sentence_of[i] == 0 { "headline" } else { "body" };
    put(format!("type={kind}"));
    put(format!("lemma={lemma}"));
    put(format!("lemma+type={lemma}:{kind}"));
    put(format!("lemma+gap={lemma}:{gap}"));
    put(format!("lemma+headline={lemma}:{headline}"));
    put(format!("lemma+words={lemma}:{first}:{later}"));
    put(format!("gap+headline={gap}:{headline}"));
    put(format!("gap+type={gap}:{kind}"));
    put(format!("headline+type={headline}:{kind}"));
    put(format!("later={later}"));
    put(format!("later+type={later}:{kind}"));
    put(format!("later+headline={later}:{headline}:{lemma}"));
    put(format!("between={}", between.min(4)));
    put(format!("between+lemma={}:{lemma}:{headline}", between.min(4)));
    put(format!("word={}", tree.lemma[j]));
    let mut shared = 0;
    let mut differing = 0;
    for role in [Role::Agent, Role::Target, Role::Theme, Role::Place] {
        let state = compare(&fillers(tree, e, role), &fillers(tree, d, role));
        shared += u32::from(state == "shared");
        differing += u32::from(state == "differ");
        put(format!("{role}={state}"));
        put(format!("{role}+type={state}:{kind}"));
        put(format!("{role}+lemma={state}:{lemma}"));
        put(format!("{role}+headline={state}:{headline}"));
    }
    put(format!("shared={shared}:{differing}"));
    put(format!("shared+lemma={shared}:{differing}:{lemma}"));
    put(format!("shared+headline={shared}:{differing}:{headline}:{lemma}"));
    let count = match (e.count, d.count) {
        (Some(a), Some(b)) if a.value == b.value => "same",
        (Some(_), Some(_)) => "differ",
        (None, None) => "none",
        _ => "one",
    };
    put(format!("count={count}"));
    put(format!("count+headline={count}:{headline}"));
    let day = |x: &EventDraft| x.times.iter().find_map(|t| t.value).map(|v| v.from);
    let time = match (day(e), day(d)) {
        (Some(a), Some(b)) if a.to_string().get(..10) == b.to_string().get(..10) => "same",
        (Some(_), Some(_)) => "differ",
        (None, None) => "none",
        _ => "one",
    };
    put(format!("time={time}"));
    put(format!("time+lemma={time}:{lemma}"));
    let modality = if e.factuality.modality == d.factuality.modality { "same" } else { "differ" };
    put(format!("modality={modality}:{}", d.factuality.modality));
    put(format!("polarity={}", if e.factuality.polarity == d.factuality.polarity { "same" } else { "differ" }));
    out
}
