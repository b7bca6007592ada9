//! Pronouns and titles without a name: which entity or phrase before them they stand for.

use super::coreference::{ChainMention, Chains, Gender, is_plural};
use super::description::is_definite;
use super::finding::{EntityType, MentionKind};
use super::tree::{Arc, Tree};
use crate::language::Language;
use crate::nlp::Pos;

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy)]
struct Anaphor {
    gender: Option<Gender>,
    plural: bool,
    /// Only people will do ("il a déclaré", "he").
    human: bool,
}

fn anaphor(tree: &Tree<'_>, i: usize) -> Option<Anaphor> {
    let make = |gender, plural, human| Some(Anaphor { gender, plural, human });
    match (tree.language, tree.lower[i].as_str()) {
        (Language::Fr, "il" | "celui-ci" | "-il" | "t-il" | "-t-il") => {
            if tree.arcs[i] == Arc::Expletive && !tree.lower[i].starts_with('-') || is_impersonal(tree, i) {
                None
            } else {
                make(Some(Gender::Masculine), false, false)
            }
        }
        (Language::Fr, "elle" | "celle-ci" | "-elle" | "t-elle" | "-t-elle") => {
            make(Some(Gender::Feminine), false, false)
        }
        (Language::Fr, "ils" | "ceux-ci" | "-ils" | "-t-ils") => make(None, true, false),
        (Language::Fr, "elles" | "celles-ci" | "-elles") => make(Some(Gender::Feminine), true, false),
        (Language::Fr, "lui") => make(None, false, true),
        (Language::Fr, "leur") if tree.pos(i) == Pos::Pron => make(None, true, false),
        (Language::En, "he" | "him" | "himself") => make(Some(Gender::Masculine), false, true),
        (Language::En, "she" | "her" | "herself") if tree.arcs[i] != Arc::Possessive => {
            make(Some(Gender::Feminine), false, true)
        }
        (Language::En, "they" | "them") => make(None, true, false),
        (Language::En, "his") => make(Some(Gender::Masculine), false, true),
        (Language::En, "her") => make(Some(Gender::Feminine), false, true),
        (Language::En, "their") => make(None, true, false),
        (Language::Fr, "son" | "sa" | "ses") if tree.arcs[i] == Arc::Determiner => make(None, false, true),
        _ => None,
    }
}

fn is_impersonal(tree: &Tree<'_>, i: usize) -> bool {
    tree.head(i).is_some_and(|h| {
        matches!(tree.lemma[h].as_str(), "falloir" | "agir" | "pleuvoir" | "sembler" | "avoir" | "rester" | "suffire")
            || tree.children(h).any(|c| tree.lower[c] == "y" && tree.lemma[h] == "avoir")
    })
}

/// Resolves pronouns and titles without a name to the most salient mention before them.
pub(crate) fn resolve(tree: &Tree<'_>, chains: &mut Chains) {
    // Antecedents in the order of the text: heads of names, collectives and other noun phrases that act.
    let mut seen: Vec<(usize, Option<usize>)> = Vec::new();
    for i in 0..tree.len() {
        let chain = chains.of_token[i].filter(|&c| chains.drafts[c].mentions.iter().any(|m| m.head == i));
        if chain.is_some() {
            seen.push((i, chain));
            continue;
        }
        if chains.of_token[i].is_none()
            && tree.pos(i) == Pos::Noun
            && let Some(c) = described(tree, chains, i, &seen)
        {
            let tokens = tree.shallow_phrase(i);
            chains.of_token[i] = Some(c);
            chains.drafts[c].mentions.push(ChainMention {
                tokens,
                head: i,
                kind: MentionKind::Nominal,
                rule: "coreference:title",
            });
            seen.push((i, Some(c)));
            continue;
        }
        if tree.pos(i) == Pos::Noun
            && matches!(tree.arcs[i], Arc::Subject | Arc::PassiveSubject | Arc::Object | Arc::Root | Arc::Agent)
        {
            seen.push((i, None));
            continue;
        }
        let Some(wanted) = anaphor(tree, i) else { continue };
        match antecedent(tree, chains, i, wanted, &seen) {
            Some((_, Some(c))) => {
                chains.of_token[i] = Some(c);
                chains.drafts[c].mentions.push(ChainMention {
                    tokens: i..i + 1,
                    head: i,
                    kind: MentionKind::Pronoun,
                    rule: "coreference:pronoun",
                });
                seen.push((i, Some(c)));
            }
            Some((head, None)) => {
                chains.antecedent.insert(i, head);
            }
            None => {}
        }
    }
}

/// "le président", "l'ancien ministre": a definite title without a name, where one person before it bears that title.
fn described(tree: &Tree<'_>, chains: &Chains, i: usize, seen: &[(usize, Option<usize>)]) -> Option<usize> {
    let lower = tree.lower[i].as_str();
    if !tree.lexicon.is("titles", lower)
        || tree.lexicon.is("kinship", lower)
        || !is_definite(tree, i)
        || is_plural(tree, i)
    {
        return None;
    }
    if tree.children_by(i, &[Arc::Flat, Arc::Apposition]).next().is_some() {
        return None;
    }
    let mut bearers: Vec<usize> = Vec::new();
    for &(head, chain) in seen {
        let Some(c) = chain.filter(|&c| chains.drafts[c].entity_type == EntityType::Person) else { continue };
        let titled = tree
            .children_by(head, &[Arc::Apposition, Arc::Compound, Arc::Adjective])
            .chain(tree.head(head).filter(|_| matches!(tree.arcs[head], Arc::Apposition | Arc::Flat | Arc::Nominal)))
            .any(|t| tree.lower[t] == lower || tree.lemma[t] == tree.lemma[i]);
        if titled {
            bearers.retain(|&b| b != c);
            bearers.push(c);
        }
    }
    match bearers[..] {
        [only] => Some(only),
        _ => None,
    }
}

fn antecedent(
    tree: &Tree<'_>,
    chains: &Chains,
    at: usize,
    wanted: Anaphor,
    seen: &[(usize, Option<usize>)],
) -> Option<(usize, Option<usize>)> {
    let sentence = tree.sentence_of[at];
    let mut best: Option<(i32, usize, Option<usize>)> = None;
    for (back, &(head, chain)) in seen.iter().rev().take(24).enumerate() {
        let distance = sentence - tree.sentence_of[head];
        if distance > 3 {
            break;
        }
        let (entity_type, gender, plural) = match chain {
            Some(c) => {
                let d = &chains.drafts[c];
                (Some(d.entity_type), d.gender, d.plural && d.entity_type == EntityType::Group)
            }
            None => {
                let g = match tree.token(head).morph.get("Gender") {
                    Some("Fem") => Some(Gender::Feminine),
                    Some("Masc") => Some(Gender::Masculine),
                    _ => None,
                };
                (None, g, is_plural(tree, head))
            }
        };
        let human = matches!(entity_type, Some(EntityType::Person));
        if matches!(entity_type, Some(EntityType::Place | EntityType::Thing)) && (wanted.human || wanted.plural) {
            continue;
        }
        let is_body = matches!(entity_type, Some(EntityType::Organization | EntityType::Group));
        if wanted.plural != plural && !(wanted.plural && is_body) {
            continue;
        }
        if wanted.human && !human && chain.is_some() {
            continue;
        }
        if wanted.human && chain.is_none() {
            continue;
        }
        if let (Some(g), Some(w)) = (gender, wanted.gender)
            && g != w
        {
            continue;
        }
        let subject = matches!(tree.arcs[head], Arc::Subject | Arc::PassiveSubject | Arc::Root);
        let mut score = -(back as i32) - 4 * distance as i32;
        score += if subject { 6 } else { 0 };
        score += match entity_type {
            Some(EntityType::Person) => 6,
            Some(EntityType::Group | EntityType::Organization) => 3,
            Some(_) => -2,
            None => 0,
        };
        if best.is_none_or(|(s, _, _)| score > s) {
            best = Some((score, head, chain));
        }
    }
    best.map(|(_, head, chain)| (head, chain))
}
