//! Mentions -> chains: which of an article's mentions mean the same entity.

use std::collections::HashMap;

use super::anaphora;
use super::finding::{EntityType, MentionKind};
use super::mention::{Candidate, is_acronym};
use super::tree::{Arc, Tree};
use crate::nlp::Pos;
use crate::text::fold;

/// A mention in a chain being built.
#[derive(Clone, Debug)]
pub(crate) struct ChainMention {
    pub tokens: std::ops::Range<usize>,
    pub head: usize,
    pub kind: MentionKind,
    pub rule: &'static str,
}

/// An entity being built.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub entity_type: EntityType,
    pub name: String,
    pub aliases: Vec<String>,
    pub mentions: Vec<ChainMention>,
    pub gender: Option<Gender>,
    pub plural: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Masculine,
    Feminine,
}

/// Chains of one article, and which chain each token belongs to.
pub(crate) struct Chains {
    pub drafts: Vec<Draft>,
    /// The chain of the mention that a token stands in; the innermost.
    pub of_token: Vec<Option<usize>>,
    /// What a pronoun or description without a name stands for: the head of a phrase in the text.
    pub antecedent: HashMap<usize, usize>,
}

impl Chains {
    /// Which tokens stand inside a name.
    pub fn in_name(&self) -> Vec<bool> {
        let mut out = vec![false; self.of_token.len()];
        for mention in self.drafts.iter().flat_map(|d| &d.mentions).filter(|m| m.kind == MentionKind::Name) {
            out[mention.tokens.clone()].fill(true);
        }
        out
    }

    /// The chain that a phrase with this head stands for.
    pub fn of_head(&self, head: usize) -> Option<usize> {
        self.of_token.get(head).copied().flatten()
    }
}

/// Joins candidates into chains, lets `settle` drop and retype them, then resolves descriptions and pronouns.
pub(crate) fn resolve(tree: &Tree<'_>, candidates: Vec<Candidate>, settle: &dyn Fn(&mut Vec<Draft>)) -> Chains {
    let mut drafts = join(tree, candidates);
    settle(&mut drafts);
    index(tree, unite(drafts))
}

/// Drafts that have come to share type and name are one.
fn unite(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut by_key: HashMap<(EntityType, String), usize> = HashMap::new();
    for draft in drafts {
        match by_key.entry((draft.entity_type, key_of(&draft.name))) {
            std::collections::hash_map::Entry::Occupied(at) => absorb(&mut out[*at.get()], draft),
            std::collections::hash_map::Entry::Vacant(at) => {
                at.insert(out.len());
                out.push(draft);
            }
        }
    }
    for draft in &mut out {
        draft.mentions.sort_by_key(|m| m.tokens.start);
    }
    out
}

fn absorb(into: &mut Draft, other: Draft) {
    into.mentions.extend(other.mentions);
    into.gender = into.gender.or(other.gender);
    into.plural |= other.plural;
    for alias in other.aliases {
        if !into.aliases.contains(&alias) {
            into.aliases.push(alias);
        }
    }
}

/// Candidates of one name or description -> one draft; shorter names join longer ones.
pub(crate) fn join(tree: &Tree<'_>, candidates: Vec<Candidate>) -> Vec<Draft> {
    // Phrases that only a model may keep are too many to compare each with each: they join by their words alone.
    let (unsure, sure): (Vec<Candidate>, Vec<Candidate>) = candidates.into_iter().partition(|c| c.rule == UNSURE);
    let mut drafts = gather(tree, sure);
    merge_aliases(tree, &mut drafts);
    drafts.extend(gather(tree, unsure));
    for draft in &mut drafts {
        draft.mentions.sort_by_key(|m| m.tokens.start);
        name(draft);
    }
    drafts.sort_by_key(|d| d.mentions.first().map_or(usize::MAX, |m| m.tokens.start));
    drafts
}

/// The rule of candidates that stand on the model's word alone.
const UNSURE: &str = "nominal:phrase";

fn gather(tree: &Tree<'_>, candidates: Vec<Candidate>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_key: HashMap<(EntityType, String), usize> = HashMap::new();
    for c in candidates {
        let key = (c.entity_type, key_of(&c.alias));
        let n = *by_key.entry(key).or_insert_with(|| {
            drafts.push(Draft {
                entity_type: c.entity_type,
                name: c.alias.clone(),
                aliases: Vec::new(),
                mentions: Vec::new(),
                gender: None,
                plural: false,
            });
            drafts.len() - 1
        });
        let draft = &mut drafts[n];
        for alias in std::iter::once(&c.alias).chain(&c.short) {
            if !draft.aliases.contains(alias) {
                draft.aliases.push(alias.clone());
            }
        }
        draft.gender = draft.gender.or_else(|| gender(tree, c.head, c.entity_type));
        draft.plural |= is_plural(tree, c.head);
        draft.mentions.push(ChainMention { tokens: c.tokens, head: c.head, kind: c.kind, rule: c.rule });
    }
    drafts
}

/// Names a draft by its fullest alias.
fn name(draft: &mut Draft) {
    draft.name = draft
        .aliases
        .iter()
        .max_by_key(|a| (a.split_whitespace().count().min(6), a.len()))
        .cloned()
        .unwrap_or_default();
    // Prefer a name in ordinary case to one in capitals.
    if draft.name.chars().all(|c| !c.is_lowercase())
        && let Some(better) =
            draft.aliases.iter().find(|a| fold(a) == fold(&draft.name) && a.chars().any(char::is_lowercase))
    {
        draft.name = better.clone();
    }
}

fn index(tree: &Tree<'_>, drafts: Vec<Draft>) -> Chains {
    let mut of_token = vec![None; tree.len()];
    let mut spans: Vec<(usize, std::ops::Range<usize>)> =
        drafts.iter().enumerate().flat_map(|(n, d)| d.mentions.iter().map(move |m| (n, m.tokens.clone()))).collect();
    // Longer mentions first, so that the innermost wins.
    spans.sort_by_key(|(n, r)| (std::cmp::Reverse(r.len()), r.start, *n));
    for (n, range) in spans {
        of_token[range].fill(Some(n));
    }
    let heads: Vec<(usize, usize)> =
        drafts.iter().enumerate().flat_map(|(n, d)| d.mentions.iter().map(move |m| (m.head, n))).collect();
    for (head, n) in heads {
        of_token[head] = Some(n);
    }
    let mut chains = Chains { drafts, of_token, antecedent: HashMap::new() };
    anaphora::resolve(tree, &mut chains);
    for draft in &mut chains.drafts {
        draft.mentions.sort_by_key(|m| m.tokens.start);
    }
    chains
}

/// Folded, without articles and punctuation inside.
fn key_of(alias: &str) -> String {
    let folded = fold(alias);
    folded
        .split([' ', '-', '.'])
        .filter(|w| !w.is_empty() && !matches!(*w, "le" | "la" | "les" | "the"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn merge_aliases(tree: &Tree<'_>, drafts: &mut Vec<Draft>) {
    let mut target: Vec<usize> = (0..drafts.len()).collect();
    let keys: Vec<Vec<String>> =
        drafts.iter().map(|d| key_of(&d.aliases[0]).split(' ').map(String::from).collect()).collect();
    for n in 0..drafts.len() {
        let candidates: Vec<usize> =
            (0..drafts.len()).filter(|&m| m != n && target[m] == m && same(tree, drafts, &keys, n, m)).collect();
        // A shorter name joins the longer one only where there is one such.
        if let [only] = candidates[..] {
            target[n] = only;
        } else if candidates.len() > 1 && drafts[n].entity_type == EntityType::Person {
            // Two people share the surname: the one named last before it.
            let at = drafts[n].mentions[0].tokens.start;
            if let Some(&near) =
                candidates.iter().filter(|&&m| drafts[m].mentions[0].tokens.start < at).max_by_key(|&&m| {
                    drafts[m].mentions.iter().filter(|x| x.tokens.start < at).map(|x| x.tokens.start).max()
                })
            {
                target[n] = near;
            }
        }
    }
    for n in 0..drafts.len() {
        let mut root = n;
        for _ in 0..8 {
            if target[root] == root {
                break;
            }
            root = target[root];
        }
        if root != n && target[root] == root {
            let mut moved = drafts[n].clone();
            moved.mentions = std::mem::take(&mut drafts[n].mentions);
            absorb(&mut drafts[root], moved);
        }
    }
    drafts.retain(|d| !d.mentions.is_empty());
}

/// True where `n` is a shorter name of `m`.
fn same(tree: &Tree<'_>, drafts: &[Draft], keys: &[Vec<String>], n: usize, m: usize) -> bool {
    let (short, long) = (&keys[n], &keys[m]);
    let (a, b) = (&drafts[n], &drafts[m]);
    match a.entity_type {
        _ if a.entity_type == b.entity_type && short == long => n > m,
        EntityType::Person => {
            b.entity_type == EntityType::Person
                && short.len() < long.len()
                && (long.ends_with(short) || (short.len() == 1 && long.first() == short.first()))
        }
        EntityType::Organization | EntityType::Thing | EntityType::Place => {
            if a.entity_type != b.entity_type
                && !(is_acronym(&a.aliases[0]) && matches!(b.entity_type, EntityType::Organization | EntityType::Thing))
            {
                return false;
            }
            if is_acronym(&a.aliases[0]) && !is_acronym(&b.aliases[0]) {
                return is_initials(&a.aliases[0], &b.aliases) || in_brackets(tree, a, b);
            }
            let nominal = a.mentions.iter().all(|x| x.kind == MentionKind::Nominal);
            match a.entity_type {
                EntityType::Place => {
                    short.len() < long.len() && b.aliases.iter().any(|alias| key_of(alias) == short.join(" "))
                }
                EntityType::Organization => {
                    short.len() < long.len()
                        && (long.starts_with(short) && (nominal || short.len() > 1 || short[0].len() > 4)
                            || b.aliases.iter().any(|alias| {
                                key_of(alias) == short.join(" ") && !nominal && !is_place_name(drafts, alias)
                            }))
                }
                _ => short.len() < long.len() && short.len() > 1 && long.starts_with(short),
            }
        }
        EntityType::Group => {
            b.entity_type == EntityType::Group && short.len() == 1 && long.len() > 1 && long.first() == short.first()
        }
    }
}

fn is_place_name(drafts: &[Draft], alias: &str) -> bool {
    drafts.iter().any(|d| d.entity_type == EntityType::Place && d.aliases.iter().any(|a| fold(a) == fold(alias)))
}

fn is_initials(acronym: &str, names: &[String]) -> bool {
    let letters = fold(&acronym.replace('.', ""));
    names.iter().any(|name| {
        let folded = fold(name);
        let words: Vec<&str> = folded.split([' ', '-', '\'']).filter(|w| !w.is_empty()).collect();
        let all: String = words.iter().filter_map(|w| w.chars().next()).collect();
        let content: String = words
            .iter()
            .filter(|w| {
                w.len() > 3
                    || !matches!(
                        **w,
                        "de" | "du"
                            | "des"
                            | "la"
                            | "le"
                            | "les"
                            | "l"
                            | "d"
                            | "et"
                            | "en"
                            | "of"
                            | "the"
                            | "and"
                            | "for"
                            | "pour"
                            | "a"
                            | "au"
                    )
            })
            .filter_map(|w| w.chars().next())
            .collect();
        words.len() > 1 && (letters == all || letters == content)
    })
}

/// "Fédération européenne (ETU)" or "ETU (Fédération européenne)".
fn in_brackets(tree: &Tree<'_>, a: &Draft, b: &Draft) -> bool {
    let bracketed = |inner: &ChainMention, outer: &ChainMention| {
        inner.tokens.start >= 1
            && tree.word(inner.tokens.start - 1) == "("
            && inner.tokens.start - 1 == outer.tokens.end
            && inner.tokens.end < tree.len()
            && tree.word(inner.tokens.end) == ")"
    };
    a.mentions.iter().any(|x| b.mentions.iter().any(|y| bracketed(x, y) || bracketed(y, x)))
}

fn gender(tree: &Tree<'_>, head: usize, entity_type: EntityType) -> Option<Gender> {
    // A title, a noun in apposition or an agreeing word tells a person's gender; the model's guess on the name itself does not.
    let tells = |i: usize| match tree.token(i).morph.get("Gender") {
        Some("Masc") => Some(Gender::Masculine),
        Some("Fem") => Some(Gender::Feminine),
        _ => None,
    };
    if entity_type != EntityType::Person {
        return tells(head);
    }
    let before = head.checked_sub(1).map(|i| tree.lower[i].as_str());
    match before {
        Some("m." | "monsieur" | "mr." | "mr" | "lord" | "sir") => return Some(Gender::Masculine),
        Some("mme" | "mlle" | "madame" | "mrs." | "ms." | "mrs" | "ms") => return Some(Gender::Feminine),
        _ => {}
    }
    tree.children_by(head, &[Arc::Apposition])
        .chain(tree.head(head).filter(|&h| tree.lexicon.is("titles", tree.lower[h].as_str())))
        .filter(|&i| tree.pos(i) == Pos::Noun)
        .find_map(tells)
}

pub(crate) fn is_plural(tree: &Tree<'_>, i: usize) -> bool {
    tree.token(i).morph.is("Number", "Plur") || matches!(tree.token(i).tag.as_str(), "NNS" | "NNPS")
}
