//! Descriptions: bodies and collectives told by a common noun.

use super::finding::{EntityType, MentionKind};
use super::mention::{Candidate, words};
use super::tree::{Arc, Tree};
use crate::nlp::Pos;

/// Bodies and collectives told by a common noun: "le gouvernement espagnol", "les talibans", "des groupes armés".
pub(crate) fn find(tree: &Tree<'_>, taken: &[Option<usize>]) -> Vec<Candidate> {
    let lexicon = tree.lexicon;
    let mut out = Vec::new();
    for i in 0..tree.len() {
        if taken[i].is_some() || !tree.is_noun(i) {
            continue;
        }
        let lemma = tree.lemma[i].as_str();
        let lower = tree.lower[i].as_str();
        let in_list = |list: &str| lexicon.is(list, lemma) || lexicon.is(list, lower);
        let is_body = in_list("organizations");
        let is_group = in_list("groups");
        if !is_body && !is_group || matches!(tree.arcs[i], Arc::Compound | Arc::Flat) {
            continue;
        }
        let definite = is_definite(tree, i);
        let qualifiers: Vec<usize> =
            tree.children_by(i, &[Arc::Adjective, Arc::Compound]).filter(|&c| !is_vague(tree, c)).collect();
        let complement = qualified_by_name(tree, i, taken);
        let counted = tree.child(i, Arc::Number).is_some();
        let plural = tree.token(i).morph.is("Number", "Plur") || matches!(tree.token(i).tag.as_str(), "NNS" | "NNPS");
        let headline = tree.sentence_of[i] == 0;
        let entity_type = if is_body && (in_list("bare_organizations") || complement) && definite && !plural {
            EntityType::Organization
        } else if is_group
            && !counted
            && (definite || headline && plural)
            && (in_list("bare_groups") || !qualifiers.is_empty() || complement)
        {
            // A collective acts as such: in the plural, or by a noun that is one in the singular ("la police").
            if !plural && !in_list("bare_groups") {
                continue;
            }
            if !plural && tree.lexicon.is("titles", lower) {
                continue;
            }
            EntityType::Group
        } else {
            continue;
        };
        let mut range = i..i + 1;
        for &q in &qualifiers {
            if q + 1 == range.start || (q < range.start && (q..range.start).all(|k| !matches!(tree.pos(k), Pos::Punct)))
            {
                range.start = q.min(range.start);
            } else if q == range.end {
                range.end = q + 1;
            }
        }
        if complement {
            range.end = range.end.max(tree.noun_phrase(i).end);
        }
        out.push(Candidate {
            alias: words(tree, &range),
            tokens: range,
            head: i,
            entity_type,
            kind: MentionKind::Nominal,
            short: None,
            rule: if entity_type == EntityType::Group { "nominal:collective" } else { "nominal:body" },
        });
    }
    out
}

pub(crate) fn is_vague(tree: &Tree<'_>, i: usize) -> bool {
    matches!(
        tree.lemma[i].as_str(),
        "autre"
            | "même"
            | "nouveau"
            | "premier"
            | "dernier"
            | "propre"
            | "tel"
            | "seul"
            | "certain"
            | "différent"
            | "divers"
            | "plusieurs"
            | "other"
            | "new"
            | "same"
            | "several"
            | "such"
            | "many"
            | "first"
            | "last"
            | "own"
            | "more"
    )
}

/// True for "le", "la", "les", "ce", "son", "the", and for no determiner in a headline.
pub(crate) fn is_definite(tree: &Tree<'_>, i: usize) -> bool {
    let mut determiners = tree
        .children(i)
        .filter(|&c| matches!(tree.arcs[c], Arc::Determiner | Arc::Possessive) || tree.pos(c) == Pos::Det)
        .peekable();
    if determiners.peek().is_none() {
        let contracted = tree.preposition(i).is_some_and(|_| {
            tree.children_by(i, &[Arc::Case]).any(|c| matches!(tree.lower[c].as_str(), "du" | "des" | "au" | "aux"))
        });
        return contracted || tree.sentence_of[i] == 0;
    }
    determiners.all(|d| {
        matches!(
            tree.lower[d].as_str(),
            "le" | "la"
                | "les"
                | "l'"
                | "ce"
                | "cet"
                | "cette"
                | "ces"
                | "son"
                | "sa"
                | "ses"
                | "leur"
                | "leurs"
                | "du"
                | "notre"
                | "nos"
                | "the"
                | "this"
                | "these"
                | "those"
                | "its"
                | "their"
                | "his"
                | "her"
                | "'s"
                | "our"
        ) || (tree.arcs[d] == Arc::Possessive)
    })
}

/// "les forces de Bachar", "gouvernement du Qatar": a name among its "de" complements.
fn qualified_by_name(tree: &Tree<'_>, i: usize, taken: &[Option<usize>]) -> bool {
    tree.obliques(i)
        .iter()
        .any(|(p, n)| matches!(p.as_str(), "de" | "of") && taken[*n].is_some() && *n > i && *n - i <= 4)
}
