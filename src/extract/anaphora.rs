//! Pronouns and titles without a name: which entity or phrase before them they stand for.

use super::coreference::{ChainMention, Chains, Gender, is_plural};
use super::description::is_definite;
use super::finding::{EntityType, MentionKind};
use super::quotation;
use super::tree::{Arc, Tree};
use crate::language::Language;
use crate::nlp::Pos;
use crate::text::fold;

/// Mentions before a title or a body's noun that may be meant: more than any article has, so that a book takes no longer a word.
const LOOK_BACK: usize = 1_000;

fn recent(seen: &[(usize, Option<usize>)]) -> &[(usize, Option<usize>)] {
    &seen[seen.len().saturating_sub(LOOK_BACK)..]
}

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy)]
struct Anaphor {
    gender: Option<Gender>,
    plural: bool,
    /// Only people will do ("il a déclaré", "he").
    human: bool,
    /// The last one named is meant, not the most prominent ("ce dernier", "celui-ci").
    last: bool,
}

fn anaphor(tree: &Tree<'_>, i: usize) -> Option<Anaphor> {
    let found = pronoun(tree, i)?;
    // Who speaks is somebody: a person, or several.
    let speaks = tree.head(i).is_some_and(|h| tree.is_verb(h) && tree.lexicon.is("speech_verbs", &tree.lemma[h]))
        && matches!(tree.arcs[i], Arc::Subject | Arc::PassiveSubject | Arc::Expletive);
    Some(Anaphor { human: found.human || speaks && !found.plural, ..found })
}

fn pronoun(tree: &Tree<'_>, i: usize) -> Option<Anaphor> {
    let make = |gender, plural, human| Some(Anaphor { gender, plural, human, last: false });
    let last = |gender, plural| Some(Anaphor { gender, plural, human: false, last: true });
    if is_latter(tree, i) {
        let feminine = tree.lower[i].starts_with("dernière");
        let plural = tree.lower[i].ends_with('s');
        return last(
            if feminine {
                Some(Gender::Feminine)
            } else if plural {
                None
            } else {
                Some(Gender::Masculine)
            },
            plural,
        );
    }
    match (tree.language, tree.lower[i].as_str()) {
        (Language::Fr, "il" | "-il" | "t-il" | "-t-il") => {
            if is_impersonal(tree, i) {
                None
            } else {
                make(Some(Gender::Masculine), false, false)
            }
        }
        (Language::Fr, "elle" | "-elle" | "t-elle" | "-t-elle") => make(Some(Gender::Feminine), false, false),
        (Language::Fr, "ils" | "-ils" | "t-ils" | "-t-ils") => make(None, true, false),
        (Language::Fr, "elles" | "-elles" | "t-elles" | "-t-elles") => make(Some(Gender::Feminine), true, false),
        (Language::Fr, "celui-ci") => last(Some(Gender::Masculine), false),
        (Language::Fr, "celle-ci") => last(Some(Gender::Feminine), false),
        (Language::Fr, "ceux-ci") => last(None, true),
        (Language::Fr, "celles-ci") => last(Some(Gender::Feminine), true),
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

/// "ce dernier", "ces dernières": the adjective stands for the noun.
fn is_latter(tree: &Tree<'_>, i: usize) -> bool {
    tree.language == Language::Fr
        && matches!(tree.lower[i].as_str(), "dernier" | "dernière" | "derniers" | "dernières")
        && i > 0
        && matches!(tree.lower[i - 1].as_str(), "ce" | "cette" | "ces")
        && !(i + 1 < tree.len() && tree.is_noun(i + 1))
        && !(tree.arcs[i] == Arc::Adjective && tree.head(i).is_some_and(|h| h > i && tree.is_noun(h)))
}

/// "il faut", "il s'agit", "il est possible": a subject that stands for nobody. The parser's word for it is not taken where the verb
/// is one of speech ("Il estime que").
fn is_impersonal(tree: &Tree<'_>, i: usize) -> bool {
    let Some(verb) = tree.head(i) else { return false };
    let impersonal = matches!(
        tree.lemma[verb].as_str(),
        "falloir"
            | "agir"
            | "pleuvoir"
            | "sembler"
            | "avoir"
            | "rester"
            | "suffire"
            | "neiger"
            | "convenir"
            | "importer"
    );
    let speaks = tree.lexicon.is("speech_verbs", &tree.lemma[verb]) && !tree.is_passive(verb);
    let expletive = tree.arcs[i] == Arc::Expletive && !tree.lower[i].contains('-') && !speaks;
    impersonal && !tree.lower[i].contains('-') || expletive
}

/// Resolves pronouns and titles without a name to the most salient mention before them.
pub(crate) fn resolve(tree: &Tree<'_>, chains: &mut Chains) {
    // Antecedents in the order of the text: heads of names, collectives and other noun phrases that act.
    let mut seen: Vec<(usize, Option<usize>)> = Vec::new();
    let quotations = quotation::find(tree);
    for i in 0..tree.len() {
        let chain = chains.of_token[i].filter(|&c| chains.drafts[c].mentions.iter().any(|m| m.head == i));
        if chain.is_some() {
            seen.push((i, chain));
            continue;
        }
        if chains.of_token[i].is_none()
            && tree.pos(i) == Pos::Noun
            && !is_latter(tree, i)
            && let Some((c, rule)) = described(tree, chains, i, recent(&seen))
                .map(|c| (c, "coreference:title"))
                .or_else(|| body(tree, chains, i, recent(&seen)).map(|c| (c, "coreference:body")))
        {
            let tokens = tree.shallow_phrase(i);
            chains.of_token[i] = Some(c);
            chains.drafts[c].mentions.push(ChainMention { tokens, head: i, kind: MentionKind::Nominal, rule });
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
        // Outside a quotation, a pronoun seldom takes up what is only named inside.
        let open: Vec<(usize, Option<usize>)> = match quotations.of_token[i] {
            None => seen.iter().copied().rev().take(60).filter(|&(h, _)| quotations.of_token[h].is_none()).collect(),
            Some(_) => seen.iter().copied().rev().take(60).collect(),
        };
        match antecedent(tree, chains, i, wanted, &open) {
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
    let sentence = tree.sentence_of[i];
    let mut bearers: Vec<usize> = Vec::new();
    let mut near = None;
    for &(head, chain) in seen {
        let Some(c) = chain.filter(|&c| chains.drafts[c].entity_type == EntityType::Person) else { continue };
        if bears_title(tree, head, lower, &tree.lemma[i]) {
            bearers.retain(|&b| b != c);
            bearers.push(c);
        }
        if bearers.contains(&c) && sentence - tree.sentence_of[head] <= 2 {
            near = Some(c);
        }
    }
    match bearers[..] {
        [only] => Some(only),
        // Two presidents in one article: the one spoken of.
        [_, ..] => near,
        [] => None,
    }
}

/// True where a title stands by a name: as its governor, in apposition, right before it, or after a comma.
fn bears_title(tree: &Tree<'_>, name: usize, lower: &str, lemma: &str) -> bool {
    let is_title = |t: usize| tree.lower[t] == lower || tree.lemma[t] == lemma;
    let by_parse = tree
        .children_by(name, &[Arc::Apposition, Arc::Compound, Arc::Adjective])
        .chain(tree.head(name).filter(|_| matches!(tree.arcs[name], Arc::Apposition | Arc::Flat | Arc::Nominal)))
        .any(is_title);
    if by_parse {
        return true;
    }
    let same = |k: &usize| tree.sentence_of[*k] == tree.sentence_of[name];
    let clause = |k: &usize| !tree.is_verb(*k) && !matches!(tree.word(*k), "." | ";" | ":" | "«" | "»" | "et" | "and");
    let before = (name.saturating_sub(8)..name).rev().take_while(same).take_while(clause);
    // "Haïder al-Abadi, le Premier ministre irakien": past the name's own words, a comma, then the title.
    let end = (name..tree.len().min(name + 5)).find(|&k| tree.word(k) == ",").unwrap_or(tree.len());
    let after = (end + 1..tree.len().min(end + 5)).take_while(same).take_while(clause);
    before.chain(after).any(is_title)
}

/// "l'association", "la compagnie": a definite noun for the organization that the article has introduced by this noun, or whose name
/// holds it.
fn body(tree: &Tree<'_>, chains: &Chains, i: usize, seen: &[(usize, Option<usize>)]) -> Option<usize> {
    let lemma = tree.lemma[i].as_str();
    if !tree.lexicon.is("organizations", lemma) || !is_definite(tree, i) || is_plural(tree, i) {
        return None;
    }
    // With a complement of its own it means another body.
    if tree.children_by(i, &[Arc::Nominal, Arc::Flat, Arc::Apposition, Arc::Compound]).next().is_some() {
        return None;
    }
    let folded = fold(lemma);
    let fits = |head: usize, c: usize| {
        let draft = &chains.drafts[c];
        matches!(draft.entity_type, EntityType::Organization | EntityType::Group)
            && (draft.aliases.iter().any(|a| fold(a).split([' ', '-']).any(|w| w == folded))
                || tree.head(head).is_some_and(|h| tree.lemma[h] == lemma && h != i)
                || tree.children_by(head, &[Arc::Apposition]).any(|a| tree.lemma[a] == lemma)
                || (head.saturating_sub(4)..head)
                    .any(|k| tree.lemma[k] == lemma && tree.sentence_of[k] == tree.sentence_of[head]))
    };
    seen.iter()
        .rev()
        .filter_map(|&(head, chain)| chain.map(|c| (head, c)))
        .find(|&(head, c)| fits(head, c))
        .map(|(_, c)| c)
}

/// A noun for somebody: "le suspect", "la porte-parole".
fn means_people(tree: &Tree<'_>, noun: usize) -> bool {
    let listed = |list: &str| tree.lexicon.is(list, &tree.lemma[noun]) || tree.lexicon.is(list, &tree.lower[noun]);
    ["titles", "groups", "kinship", "speakers"].into_iter().any(listed)
}

/// True where the bearer of a title stands beside it, so that the name is the antecedent and not the title.
fn is_named(tree: &Tree<'_>, chains: &Chains, title: usize) -> bool {
    let goes_on = |k: &usize| tree.sentence_of[*k] == tree.sentence_of[title] && !tree.is_verb(*k);
    let person = |k: usize| chains.of_head(k).is_some_and(|c| chains.drafts[c].entity_type == EntityType::Person);
    (title.saturating_sub(6)..title).rev().take_while(goes_on).any(person)
        || (title + 1..tree.len().min(title + 9)).take_while(goes_on).any(person)
}

/// The antecedent of a pronoun among what was named before, given from the nearest.
fn antecedent(
    tree: &Tree<'_>,
    chains: &Chains,
    at: usize,
    wanted: Anaphor,
    seen: &[(usize, Option<usize>)],
) -> Option<(usize, Option<usize>)> {
    let sentence = tree.sentence_of[at];
    let mut best: Option<(i32, usize, Option<usize>)> = None;
    for (back, &(head, chain)) in seen.iter().take(24).enumerate() {
        let distance = sentence - tree.sentence_of[head];
        // Who speaks may be named some sentences before, with a quotation between.
        if distance > if wanted.human { 6 } else { 3 } {
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
        if matches!(entity_type, Some(EntityType::Place | EntityType::Thing))
            && (wanted.human || wanted.plural || wanted.last)
        {
            continue;
        }
        let is_body = matches!(entity_type, Some(EntityType::Organization | EntityType::Group));
        if wanted.plural != plural && !(wanted.plural && is_body) {
            continue;
        }
        if wanted.human && !human && chain.is_some() {
            continue;
        }
        if wanted.human && chain.is_none() && (!means_people(tree, head) || is_named(tree, chains, head)) {
            continue;
        }
        // "X est un ancien employé": the subject is taken up again, not what is said of it.
        if chain.is_none() && (tree.child(head, Arc::Copula).is_some() || tree.token(head).dep == "attr") {
            continue;
        }
        if let (Some(g), Some(w)) = (gender, wanted.gender)
            && g != w
        {
            continue;
        }
        let subject = matches!(tree.arcs[head], Arc::Subject | Arc::PassiveSubject | Arc::Root);
        let mut score = -(back as i32) - 4 * distance as i32;
        score += if subject && !wanted.last { 6 } else { 0 };
        score += match entity_type {
            _ if wanted.last => 0,
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
