//! A name means the same throughout an article: people whom the recogniser missed once, and one type for each string.

use std::collections::HashMap;

use super::finding::{EntityType, MentionKind};
use super::mention::{Candidate, head_of, is_capitalised, token_owner, words};
use super::tree::Tree;
use crate::nlp::Pos;
use crate::text::fold;

/// People whom the model missed: a capitalised name after "M." or "Mme", and the surname of somebody named in full elsewhere.
pub(super) fn unread_people(tree: &Tree<'_>, names: &mut Vec<Candidate>) {
    let taken = token_owner(tree, names);
    let surnames: Vec<String> = names
        .iter()
        .filter(|n| n.entity_type == EntityType::Person && n.tokens.len() > 1)
        .map(|n| fold(tree.word(n.tokens.end - 1)))
        .filter(|s| s.len() > 3)
        .collect();
    let mut i = 0;
    while i < tree.len() {
        let free = |k: usize| {
            k < tree.len()
                && taken[k].is_none()
                && is_capitalised(tree.word(k))
                && !matches!(tree.pos(k), Pos::Punct | Pos::Det | Pos::Adp | Pos::Pron)
        };
        if !free(i) {
            i += 1;
            continue;
        }
        let addressed = i > 0
            && matches!(
                tree.lower[i - 1].as_str(),
                "m." | "mm." | "mme" | "mlle" | "mr" | "mr." | "mrs" | "mrs." | "ms" | "ms." | "dr" | "dr."
            );
        let known = tree.is_noun(i) && surnames.contains(&fold(tree.word(i)));
        if !addressed && !known {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while addressed && free(end) && end < i + 4 {
            end += 1;
        }
        let tokens = i..end;
        names.push(Candidate {
            head: head_of(tree, &tokens),
            alias: words(tree, &tokens),
            tokens,
            entity_type: EntityType::Person,
            kind: MentionKind::Name,
            short: None,
            rule: if addressed { "name:address" } else { "name:surname" },
        });
        i = end;
    }
    names.sort_by_key(|n| n.tokens.start);
}

/// One string, one type throughout the article: the type that it has most often, the first on a tie.
pub(super) fn settle_types(tree: &Tree<'_>, names: &mut [Candidate]) {
    let mut votes: HashMap<String, Vec<(EntityType, usize)>> = HashMap::new();
    for name in names.iter() {
        let counts = votes.entry(fold(&name.alias)).or_default();
        // The body of the article is read better than its headline.
        let weight = if tree.sentence_of[name.tokens.start] == 0 { 1 } else { 2 };
        match counts.iter_mut().find(|(t, _)| *t == name.entity_type) {
            Some((_, n)) => *n += weight,
            None => counts.push((name.entity_type, weight)),
        }
    }
    // What a noun set before it says of a name holds wherever the name stands alone.
    let told: Vec<String> = names
        .iter()
        .filter(|n| n.rule == "name:noun-set-before")
        .filter_map(|n| n.short.as_deref().map(fold))
        .collect();
    // A surname alone has the type of the full name that ends with it.
    let people: Vec<String> = names
        .iter()
        .filter(|n| n.entity_type == EntityType::Person && n.tokens.len() > 1)
        .map(|n| fold(&n.alias))
        .collect();
    for name in names {
        let key = fold(&name.alias);
        if let Some(&(best, _)) = votes.get(&key).and_then(|c| c.iter().rev().max_by_key(|(_, n)| *n)) {
            name.entity_type = best;
        }
        if told.contains(&key) {
            name.entity_type = EntityType::Organization;
            name.rule = "name:told";
            continue;
        }
        if !key.contains(' ') && key.len() > 2 && name.entity_type != EntityType::Person {
            let is_surname =
                people.iter().any(|p| p.strip_suffix(key.as_str()).is_some_and(|rest| rest.ends_with(' ')));
            if is_surname && !matches!(name.entity_type, EntityType::Group) {
                name.entity_type = EntityType::Person;
                name.rule = "name:surname";
            }
        }
    }
}
