//! What the models look at, as strings: `lemma=tuer`, `path=nsubj^`, `rule=agent:subject`.

use super::super::argument::Part;
use super::super::coreference::Chains;
use super::super::finding::{EventType, MentionKind};
use super::super::lexicon::Class;
use super::super::tree::{Arc, Tree};
use super::words::WordClasses;
use crate::nlp::Pos;

/// Features of a word that may name an event; `phrase` is the type that a lexicon phrase or pair gives it.
pub(crate) fn trigger_features(
    tree: &Tree<'_>,
    chains: &Chains,
    i: usize,
    phrase: Option<EventType>,
    _classes: &WordClasses,
) -> Vec<String> {
    let mut out = Vec::with_capacity(40);
    let lemma = tree.lemma[i].as_str();
    let pos = format!("{:?}", tree.pos(i));
    let mut put = |s: String| out.push(s);
    put(format!("lemma={lemma}"));
    put(format!("lemma+pos={lemma}/{pos}"));
    put(format!("pos={pos}"));
    put(format!("dep={}", tree.token(i).dep));
    let lower = tree.lower[i].as_str();
    let suffix: String = lower.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    put(format!("suffix={suffix}"));
    if lower != lemma {
        put(format!("form={lower}"));
    }
    if let Some(t) = phrase {
        put(format!("phrase={t}"));
    }
    for (class, name) in [(Class::Verb, "v"), (Class::Noun, "n"), (Class::Adjective, "a")] {
        for e in tree.lexicon.single(class, lemma) {
            put(format!("lexicon={}{name}:{}", if e.weak { "weak-" } else { "" }, e.event_type));
        }
    }
    let entity = |k: usize| chains.of_head(k).map(|c| chains.drafts[c].entity_type.as_str());
    if let Some(h) = tree.head(i) {
        put(format!("head={}", tree.lemma[h]));
        put(format!("head-pos={:?}", tree.pos(h)));
        put(format!("dep+head={}:{}", tree.token(i).dep, tree.lemma[h]));
    }
    for c in tree.children(i) {
        let dep = tree.token(c).dep.as_str();
        match tree.arcs[c] {
            Arc::Punctuation => {}
            Arc::Determiner => put(format!("det={}", tree.lower[c])),
            Arc::Case | Arc::Auxiliary | Arc::PassiveAuxiliary | Arc::Copula | Arc::Expletive | Arc::Particle => {
                put(format!("child={dep}:{}", tree.lower[c]));
            }
            _ => {
                put(format!("child={dep}"));
                put(format!("child={dep}:{}", tree.lemma[c]));
                put(format!("lemma+child={lemma}:{dep}:{}", tree.lemma[c]));
                if let Some(e) = entity(c) {
                    put(format!("child={dep}:{e}"));
                }
            }
        }
    }
    for (p, n) in tree.obliques(i) {
        put(format!("prep={p}"));
        put(format!("lemma+prep={lemma}:{p}"));
        put(format!("prep={p}:{}", tree.lemma[n]));
        if let Some(e) = entity(n) {
            put(format!("prep={p}:{e}"));
        }
    }
    if i > 0 {
        put(format!("before={}", tree.lemma[i - 1]));
    }
    if i + 1 < tree.len() {
        put(format!("after={}", tree.lemma[i + 1]));
        put(format!("lemma+after={lemma}:{}", tree.lemma[i + 1]));
    }
    if tree.sentence_of[i] == 0 {
        put("headline".into());
        put(format!("headline+pos={pos}"));
    }
    if tree.token(i).morph.is("VerbForm", "Inf") {
        put("infinitive".into());
    }
    if tree.is_passive(i) {
        put("passive".into());
    }
    let sentence = tree.sentences[tree.sentence_of[i] as usize].clone();
    let mut kinds: Vec<&str> = sentence.filter_map(entity).collect();
    kinds.sort_unstable();
    kinds.dedup();
    out.extend(kinds.into_iter().map(|k| format!("sentence-has={k}")));
    out
}

/// What a part's features need beside the tree.
pub(crate) struct PartContext<'c> {
    pub event_type: EventType,
    /// The trigger's token.
    pub trigger: usize,
    /// The token that stands for the filler.
    pub head: usize,
    /// Its chain, if it is an entity.
    pub chain: Option<usize>,
    /// What the rules say of it.
    pub rule: Option<&'c Part>,
    /// Candidates of the same sentence that stand between it and the trigger.
    pub between: usize,
    /// True where another candidate has this role by rule.
    pub taken: &'c [&'static str],
}

/// Labels from one token up to the common governor and down to the other; at most 8 steps.
pub(super) fn path(tree: &Tree<'_>, from: usize, to: usize) -> Option<(Vec<String>, Vec<String>)> {
    let up: Vec<usize> = std::iter::once(from).chain(tree.ancestors(from)).take(9).collect();
    let down: Vec<usize> = std::iter::once(to).chain(tree.ancestors(to)).take(9).collect();
    let (a, b) = up.iter().enumerate().find_map(|(a, x)| down.iter().position(|y| y == x).map(|b| (a, b)))?;
    let step = |i: &usize| {
        let dep = tree.token(*i).dep.as_str();
        match tree.arcs[*i] {
            Arc::Preposition => format!("{dep}:{}", tree.lower[*i]),
            Arc::Oblique | Arc::Nominal => match tree.preposition(*i) {
                Some(p) => format!("{dep}:{p}"),
                None => dep.to_string(),
            },
            _ => dep.to_string(),
        }
    };
    Some((up[..a].iter().map(step).collect(), down[..b].iter().map(step).collect()))
}

/// Features of a filler that may play a part in an event.
pub(crate) fn part_features(
    tree: &Tree<'_>,
    chains: &Chains,
    c: &PartContext<'_>,
    classes: &WordClasses,
) -> Vec<String> {
    let mut out = Vec::with_capacity(40);
    let t = c.event_type;
    let kind = match c.chain {
        Some(chain) => chains.drafts[chain].entity_type.as_str(),
        None => "text",
    };
    let verbal = if tree.is_verb(c.trigger) { "verb" } else { "noun" };
    let side = if c.head < c.trigger { "before" } else { "after" };
    let mut put = |s: String| out.push(s);
    put(format!("kind={kind}"));
    put(format!("kind+type={kind}:{t}"));
    put(format!("kind+type+side={kind}:{t}:{side}"));
    put(format!("kind+side+trigger={kind}:{side}:{verbal}"));
    match c.rule {
        Some(rule) => {
            put(format!("rule={}", rule.role));
            put(format!("rule={}:{}", rule.role, rule.rule));
            put(format!("rule+kind={}:{}:{kind}", rule.role, rule.rule));
            put(format!("rule+type={}:{t}", rule.role));
            put(format!("rule+type+kind={}:{t}:{kind}", rule.role));
        }
        None => put("rule=none".into()),
    }
    for role in c.taken {
        put(format!("taken={role}"));
        put(format!("taken+kind={role}:{kind}"));
        put(format!("taken+type={role}:{t}"));
    }
    let same = tree.sentence_of[c.head] == tree.sentence_of[c.trigger];
    if same {
        match path(tree, c.head, c.trigger) {
            Some((up, down)) => {
                let text = format!("{}^{}", up.join("."), down.join("."));
                let steps = up.len() + down.len();
                if steps <= 5 {
                    put(format!("path={text}"));
                    put(format!("path+kind={text}:{kind}"));
                    put(format!("path+type={text}:{t}"));
                    put(format!("path+trigger={text}:{verbal}"));
                    put(format!("path+lemma={text}:{}", tree.lemma[c.trigger]));
                }
                put(format!("steps={}", steps.min(7)));
                if let Some(first) = up.first() {
                    put(format!("first={first}"));
                    put(format!("first+type={first}:{t}"));
                    put(format!("first+kind={first}:{kind}"));
                }
                if let Some(last) = up.last() {
                    put(format!("last={last}"));
                    put(format!("last+kind+type={last}:{kind}:{t}"));
                }
                put(format!("up-down={}:{}", up.len().min(4), down.len().min(4)));
                put(format!("up-down+kind+trigger={}:{}:{kind}:{verbal}", up.len().min(4), down.len().min(4)));
            }
            None => put("path=none".into()),
        }
        put(format!("between={}", c.between.min(4)));
        put(format!("between+side+kind={}:{side}:{kind}", c.between.min(3)));
        let distance = c.head.abs_diff(c.trigger);
        put(format!("distance={}", distance_class(distance)));
    } else {
        let gap = i64::from(tree.sentence_of[c.trigger]) - i64::from(tree.sentence_of[c.head]);
        put(format!("sentences={}", gap.clamp(-1, 2)));
        put(format!("sentences+kind+type={}:{kind}:{t}", gap.clamp(-1, 2)));
        put(format!("sentences+dep={}:{}", gap.clamp(-1, 2), tree.token(c.head).dep));
        if tree.sentence_of[c.head] == 0 {
            put("in-headline".into());
            put(format!("in-headline+kind+type={kind}:{t}"));
        }
    }
    put(format!("head-dep={}", tree.token(c.head).dep));
    put(format!("head-dep+kind={}:{kind}", tree.token(c.head).dep));
    if let Some(p) = tree.preposition(c.head) {
        put(format!("prep={p}"));
        put(format!("prep+kind={p}:{kind}"));
        put(format!("prep+type={p}:{t}"));
    }
    if tree.is_passive(c.trigger) {
        put(format!("passive+side={side}:{kind}"));
    }
    if let Some(chain) = c.chain {
        let draft = &chains.drafts[chain];
        put(format!(
            "mentions={}",
            match draft.mentions.len() {
                1 => "1",
                2..=3 => "2",
                4..=7 => "4",
                _ => "8",
            }
        ));
        if draft.mentions.iter().any(|m| tree.sentence_of[m.head] == 0) {
            put(format!("named-in-headline+kind={kind}"));
        }
        if let Some(m) = draft.mentions.iter().find(|m| m.head == c.head) {
            put(format!("mention={}", m.kind));
            if m.kind == MentionKind::Pronoun {
                put(format!("pronoun={}", tree.lower[c.head]));
            }
        }
    } else {
        put(format!("text={}", tree.lemma[c.head]));
        put(format!("text+type={}:{t}", tree.lemma[c.head]));
        put(format!("text-pos={:?}", tree.pos(c.head)));
        for (n, class) in classes.of(&tree.lemma[c.head]).into_iter().flatten().enumerate() {
            put(format!("text-class{n}={class}"));
            put(format!("text-class{n}+type={class}:{t}"));
        }
        if tree.lexicon.is("titles", &tree.lower[c.head]) || tree.lexicon.is("groups", &tree.lemma[c.head]) {
            put("text-human".into());
            put(format!("text-human+type={t}"));
        }
        if !tree.lexicon.single(Class::Noun, &tree.lemma[c.head]).is_empty() && tree.pos(c.head) == Pos::Noun {
            put("text-event".into());
        }
    }
    out
}

/// Distances in words, by classes that grow.
pub(super) fn distance_class(distance: usize) -> &'static str {
    match distance {
        0..=1 => "1",
        2 => "2",
        3..=4 => "3",
        5..=8 => "5",
        9..=15 => "9",
        _ => "16",
    }
}
