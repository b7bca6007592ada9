//! Names and descriptions of entities, before coreference: the model's spans, corrected by the words around them.

use std::ops::Range;

use super::consistency;
use super::finding::{EntityType, MentionKind};
use super::tree::{Arc, Tree};
use crate::language::Language;
use crate::nlp::Pos;

/// A run of tokens that names or describes an entity.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub tokens: Range<usize>,
    /// The token that stands for it in the parse.
    pub head: usize,
    pub entity_type: EntityType,
    pub kind: MentionKind,
    /// The words that name it, titles and determiners left out.
    pub alias: String,
    /// A shorter name inside it ("Kilju" in "comté de Kilju").
    pub short: Option<String>,
    pub rule: &'static str,
}

/// Finds names and descriptions, in the order of the text, without overlap of one type; with `wide`, also the phrases that only
/// a model may take for entities.
pub(crate) fn find(tree: &Tree<'_>, wide: bool) -> Vec<Candidate> {
    let mut out = names(tree);
    consistency::unread_people(tree, &mut out);
    consistency::settle_types(tree, &mut out);
    let taken = token_owner(tree, &out);
    out.extend(super::description::find(tree, &taken));
    if wide {
        let mut taken = vec![false; tree.len()];
        for c in &out {
            taken[c.tokens.clone()].fill(true);
        }
        out.extend(super::candidate::find(tree, &taken));
    }
    out.sort_by_key(|c| (c.tokens.start, std::cmp::Reverse(c.tokens.end)));
    out
}

pub(super) fn token_owner(tree: &Tree<'_>, candidates: &[Candidate]) -> Vec<Option<usize>> {
    let mut owner = vec![None; tree.len()];
    for (n, c) in candidates.iter().enumerate() {
        for i in c.tokens.clone() {
            owner[i].get_or_insert(n);
        }
    }
    owner
}

fn label_type(tree: &Tree<'_>, label: &str, tokens: &Range<usize>) -> Option<EntityType> {
    Some(match label {
        "PER" | "PERSON" => EntityType::Person,
        "LOC" | "GPE" | "FAC" => EntityType::Place,
        "ORG" => EntityType::Organization,
        "NORP" => {
            let last = tokens.end - 1;
            if !tree.is_noun(last) || tree.arcs[last] == Arc::Adjective || tree.arcs[last] == Arc::Compound {
                return None;
            }
            EntityType::Group
        }
        "MISC" | "PRODUCT" | "EVENT" | "LAW" | "WORK_OF_ART" => EntityType::Thing,
        _ => return None,
    })
}

pub(super) fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// All letters upper case, at least two of them.
pub(crate) fn is_acronym(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    (2..=8).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase())
}

/// Cuts determiners, titles and stray marks off a name.
fn trim(tree: &Tree<'_>, mut tokens: Range<usize>, entity_type: Option<EntityType>) -> Range<usize> {
    let is_mark = |i: usize| {
        matches!(tree.pos(i), Pos::Punct | Pos::Space | Pos::Sym) || tree.word(i).chars().all(|c| !c.is_alphanumeric())
    };
    while !tokens.is_empty() && is_mark(tokens.end - 1) && !tree.word(tokens.end - 1).ends_with('!') {
        tokens.end -= 1;
    }
    while !tokens.is_empty() {
        let first = tokens.start;
        let lower = tree.lower[first].as_str();
        let has_title = entity_type == Some(EntityType::Person)
            && tokens.len() > 1
            && (tree.lexicon.is("honorifics", lower)
                || (tree.lexicon.is("titles", lower) && !is_capitalised(tree.word(first))));
        let starts_small = !is_capitalised(tree.word(first)) && matches!(tree.pos(first), Pos::Det | Pos::Adp);
        if is_mark(first) || has_title || starts_small {
            tokens.start += 1;
        } else {
            break;
        }
    }
    // A title written large before a name: "Président François Hollande", "President Barack Obama".
    while entity_type == Some(EntityType::Person)
        && tokens.len() > 1
        && tree.lexicon.is("titles", tree.lower[tokens.start].as_str())
    {
        tokens.start += 1;
    }
    if tree.language == Language::En && !tokens.is_empty() && matches!(tree.lower[tokens.end - 1].as_str(), "'s" | "'")
    {
        tokens.end -= 1;
    }
    tokens
}

/// The token whose governor lies outside a range.
pub(crate) fn head_of(tree: &Tree<'_>, tokens: &Range<usize>) -> usize {
    tokens.clone().find(|&i| tree.head(i).is_none_or(|h| !tokens.contains(&h))).unwrap_or(tokens.start)
}

pub(crate) fn words(tree: &Tree<'_>, tokens: &Range<usize>) -> String {
    tree.span(tokens.clone()).of(tree.text).to_string()
}

fn names(tree: &Tree<'_>) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for entity in &tree.doc.entities {
        let raw = entity.start as usize..(entity.end as usize).min(tree.len());
        if raw.is_empty() {
            continue;
        }
        let Some(entity_type) = label_type(tree, &entity.label, &raw) else { continue };
        let tokens = trim(tree, raw, Some(entity_type));
        if tokens.is_empty() || !words(tree, &tokens).chars().any(char::is_alphabetic) {
            continue;
        }
        let has_capital = tokens.clone().any(|i| tree.word(i).chars().any(char::is_uppercase));
        if !has_capital && entity_type != EntityType::Group {
            continue;
        }
        if is_shouted(tree, &tokens) || is_demonym_of_one(tree, &tokens) || is_title_alone(tree, &tokens, entity_type) {
            continue;
        }
        if let Some(c) = extend(tree, tokens, entity_type) {
            out.push(c);
        }
    }
    out
}

/// A word shouted for emphasis ("NE JAMAIS céder"): capitals, but a grammatical word.
fn is_shouted(tree: &Tree<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().all(|i| {
        is_acronym(tree.word(i))
            && (matches!(tree.pos(i), Pos::Adv | Pos::Adp | Pos::Det | Pos::Cconj | Pos::Sconj | Pos::Aux)
                || tree.lexicon.is("negations", tree.lower[i].as_str()))
    })
}

/// "Premier ministre", "ministre de la Défense": a post, not a name.
fn is_title_alone(tree: &Tree<'_>, tokens: &Range<usize>, entity_type: EntityType) -> bool {
    let phrase = |r: Range<usize>| r.map(|i| tree.lower[i].as_str()).collect::<Vec<_>>().join(" ");
    let titled = (1..=tokens.len().min(3)).any(|n| tree.lexicon.is("titles", &phrase(tokens.start..tokens.start + n)));
    titled
        && entity_type != EntityType::Person
        && (tree.language == Language::Fr
            || tokens.len() <= 2 && tokens.clone().all(|i| tree.lexicon.is("titles", &tree.lower[i])))
}

/// "un Américain": a person told by nationality alone is no entity.
fn is_demonym_of_one(tree: &Tree<'_>, tokens: &Range<usize>) -> bool {
    tokens.len() == 1
        && tree.pos(tokens.start) == Pos::Adj
        && tree.head(tokens.start).is_some_and(|h| tree.is_noun(h) && tree.arcs[tokens.start] == Arc::Adjective)
}

/// Grows a name by the common noun that belongs to it, and settles its type by that noun.
fn extend(tree: &Tree<'_>, tokens: Range<usize>, entity_type: EntityType) -> Option<Candidate> {
    let lexicon = tree.lexicon;
    let head = head_of(tree, &tokens);
    let alias = words(tree, &tokens);
    let first = tree.lemma[tokens.start].as_str();
    let first_lower = tree.lower[tokens.start].as_str();
    let starts = |list: &str| lexicon.is(list, first) || lexicon.is(list, first_lower);
    let plain = |entity_type, rule| Candidate {
        tokens: tokens.clone(),
        head,
        entity_type,
        kind: MentionKind::Name,
        alias: alias.clone(),
        short: None,
        rule,
    };
    if entity_type == EntityType::Person && tokens.len() <= 5 && !starts("organizations") {
        return Some(plain(EntityType::Person, "name:model"));
    }
    if tokens.len() > 1 && entity_type != EntityType::Person {
        // The name's own first noun says what it is: "Tribunal de Paris", "loi Travail", "vallée du Panjshir".
        for (list, kind) in [
            ("thing_nouns", EntityType::Thing),
            ("organizations", EntityType::Organization),
            ("place_nouns", EntityType::Place),
        ] {
            let last = tree.lower[tokens.end - 1].as_str();
            let named = starts(list) || (tree.language == Language::En && lexicon.is(list, last));
            if named
                && !(list == "thing_nouns" && entity_type == EntityType::Organization)
                && !(list == "organizations" && entity_type == EntityType::Thing)
            {
                return Some(plain(kind, "name:first-noun"));
            }
        }
    }
    // "le tribunal de Paris", "la vallée du Panjshir": the noun before the name, tied to it by "de" or directly.
    if tree.language == Language::Fr
        && let Some(governor) = governing_noun(tree, &tokens)
    {
        let lemma = tree.lemma[governor].as_str();
        let grown = governor..tokens.end;
        let grown_name = || Candidate {
            tokens: grown.clone(),
            head: governor,
            entity_type,
            kind: MentionKind::Name,
            alias: words(tree, &grown),
            short: Some(alias.clone()),
            rule: "name:noun-before",
        };
        // "la société Hélianthe": a noun set right before a name says what it is; "le tribunal de Paris" only names a part of it.
        if lexicon.is("organizations", lemma) && governor + 1 == tokens.start && entity_type != EntityType::Thing {
            return Some(Candidate {
                entity_type: EntityType::Organization,
                rule: "name:noun-set-before",
                ..grown_name()
            });
        }
        if lexicon.is("organizations", lemma)
            && (entity_type != EntityType::Place || is_capitalised(tree.word(governor)))
        {
            return Some(Candidate { entity_type: EntityType::Organization, ..grown_name() });
        }
        if entity_type == EntityType::Place
            && lexicon.is("place_nouns", lemma)
            && !matches!(lemma, "ville" | "état" | "commune" | "village" | "province" | "région" | "île")
        {
            return Some(Candidate { entity_type: EntityType::Place, ..grown_name() });
        }
        if entity_type != EntityType::Person
            && lexicon.is("thing_nouns", lemma)
            && entity_type != EntityType::Organization
            && entity_type != EntityType::Place
        {
            return Some(Candidate { entity_type: EntityType::Thing, ..grown_name() });
        }
    }
    if entity_type == EntityType::Thing && tokens.len() == 1 {
        let i = tokens.start;
        if is_people(tree, i) {
            return Some(plain(EntityType::Group, "name:people"));
        }
        if is_acronym(&alias) && alias.chars().all(char::is_alphabetic) {
            return Some(plain(EntityType::Organization, "name:acronym"));
        }
    }
    let of_a_nation =
        ["ais", "ois", "ains", "iens", "éens", "ans", "ians"].iter().any(|e| tree.lower[tokens.start].ends_with(e));
    if matches!(entity_type, EntityType::Place | EntityType::Organization)
        && tokens.len() == 1
        && of_a_nation
        && is_people(tree, tokens.start)
    {
        return Some(plain(EntityType::Group, "name:people"));
    }
    Some(plain(entity_type, "name:model"))
}

/// "les Américains", "the Syrians": a plural of people, told by its determiner and number.
fn is_people(tree: &Tree<'_>, i: usize) -> bool {
    let word = tree.lower[i].as_str();
    let people = match tree.language {
        Language::Fr => {
            let article = tree
                .children_by(i, &[Arc::Determiner])
                .any(|d| matches!(tree.lower[d].as_str(), "les" | "des" | "aux" | "ces"))
                || (i > 0 && matches!(tree.lower[i - 1].as_str(), "les" | "des" | "aux" | "ces"));
            article
                && [
                    "ais", "ois", "ains", "iens", "éens", "ens", "tes", "es", "ands", "ols", "ques", "nds", "cs",
                    "bes", "vs", "is", "rds", "nes", "ux",
                ]
                .iter()
                .any(|e| word.ends_with(e))
        }
        _ => {
            ["ans", "ians", "is", "ese", "ics", "ims", "nes", "ds", "ts", "ns", "ews", "bs", "ks"]
                .iter()
                .any(|e| word.ends_with(e))
                && tree.token(i).tag == "NNPS"
        }
    };
    people && !is_acronym(tree.word(i))
}

/// The common noun that a name completes: "ministère" for "Intérieur", "accord" for "Schengen".
fn governing_noun(tree: &Tree<'_>, tokens: &Range<usize>) -> Option<usize> {
    let head = head_of(tree, tokens);
    let governor = tree.head(head)?;
    let near = governor < tokens.start && tokens.start - governor <= 4 && tree.pos(governor) == Pos::Noun;
    let between = (governor + 1..tokens.start).all(|i| {
        matches!(
            tree.lower[i].as_str(),
            "de" | "du" | "des" | "d'" | "la" | "le" | "les" | "l'" | "aux" | "à" | "l’" | "d’"
        ) || tree.arcs[i] == Arc::Adjective
    });
    let tied = matches!(tree.arcs[head], Arc::Nominal | Arc::Flat | Arc::Apposition)
        && (tree.arcs[head] != Arc::Apposition || governor + 1 == tokens.start);
    (near && between && tied).then_some(governor)
}
