//! What a phrase stands for: the entity that it names, describes or takes up, or its own words.

use super::coreference::Chains;
use super::finding::EntityType;
use super::tree::{Arc, Tree};
use crate::language::Language;
use crate::nlp::Pos;

/// What fills a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Filled {
    /// A chain, and the token that stands for it here.
    Chain(usize, usize),
    /// A phrase that names no entity, by its head.
    Text(usize),
}

impl Filled {
    pub fn chain(&self) -> Option<usize> {
        match self {
            Self::Chain(c, _) => Some(*c),
            Self::Text(_) => None,
        }
    }

    /// The token that stands for it.
    pub fn head(&self) -> usize {
        match *self {
            Self::Chain(_, head) | Self::Text(head) => head,
        }
    }
}

/// The chain that a phrase stands for: its own, that of the name which a title introduces, or of a relative pronoun's antecedent.
pub(crate) fn chain_of(tree: &Tree<'_>, chains: &Chains, head: usize) -> Option<(usize, usize)> {
    let mut at = head;
    for _ in 0..3 {
        if let Some(c) = chains.of_head(at) {
            return Some((c, at));
        }
        if tree.pos(at) == Pos::Pron || tree.pos(at) == Pos::Det && tree.language == Language::En {
            match relative_antecedent(tree, chains, at).or_else(|| chains.antecedent.get(&at).copied()) {
                Some(a) if a != at => at = a,
                _ => return None,
            }
            continue;
        }
        break;
    }
    let lower = tree.lower[at].as_str();
    if tree.lexicon.is("titles", lower) || tree.lexicon.is("honorifics", lower) || tree.pos(at) == Pos::Noun {
        for c in tree.children_by(at, &[Arc::Flat, Arc::Apposition, Arc::Nominal]) {
            // "le président, François Hollande": an apposition names the title's bearer; "l'avocat de X" does not.
            let direct = tree.arcs[c] != Arc::Nominal || tree.preposition(c).is_none();
            let titled = tree.lexicon.is("titles", lower)
                || tree.lexicon.is("honorifics", lower)
                || tree.arcs[c] == Arc::Apposition;
            if direct
                && titled
                && let Some(chain) = chains.of_head(c)
            {
                return Some((chain, c));
            }
        }
    }
    if tree.lexicon.is("titles", lower) {
        bearer(tree, chains, at)
    } else if tree.lexicon.is("organizations", lower) || tree.lexicon.is("papers", lower) {
        named_body(tree, chains, at)
    } else {
        None
    }
}

/// "l'agence de presse Belga": the name that follows a body's noun and its complement without a preposition.
fn named_body(tree: &Tree<'_>, chains: &Chains, noun: usize) -> Option<(usize, usize)> {
    let next = tree.noun_phrase(noun).end;
    let at = (noun + 1..=next).find(|&i| i < tree.len() && tree.pos(i) == Pos::Propn)?;
    let bare = !matches!(tree.pos(at - 1), Pos::Adp | Pos::Det | Pos::Punct | Pos::Cconj);
    let c = chains.of_head(at).filter(|&c| bare && chains.drafts[c].entity_type == EntityType::Organization)?;
    Some((c, at))
}

/// The person named right after a title's phrase, where the parser hung the name elsewhere: "le procureur de Paris François Molins",
/// "le président du Centre, Mohamed Yangui,".
fn bearer(tree: &Tree<'_>, chains: &Chains, title: usize) -> Option<(usize, usize)> {
    for i in title + 1..(title + 12).min(tree.len()) {
        let word = tree.word(i);
        if tree.is_verb(i)
            || matches!(word, "." | ";" | ":" | "(" | "»" | "«" | "et" | "and")
            || tree.sentence_of[i] != tree.sentence_of[title]
        {
            return None;
        }
        let Some(c) = chains.of_token[i].filter(|&c| chains.drafts[c].entity_type == EntityType::Person) else {
            continue;
        };
        let tied = matches!(
            tree.lower[i - 1].as_str(),
            "de" | "du" | "d'" | "des" | "of" | "à" | "pour" | "avec" | "à l'" | "by" | "par"
        );
        return (!tied).then_some((c, i));
    }
    None
}

/// The noun that "qui", "who", "that" stand for.
fn relative_antecedent(tree: &Tree<'_>, chains: &Chains, pronoun: usize) -> Option<usize> {
    if !matches!(
        tree.lower[pronoun].as_str(),
        "qui"
            | "que"
            | "qu'"
            | "lequel"
            | "laquelle"
            | "lesquels"
            | "lesquelles"
            | "auquel"
            | "dont"
            | "who"
            | "which"
            | "that"
            | "whom"
    ) {
        return None;
    }
    let parsed =
        tree.ancestors(pronoun).take(4).find(|&a| tree.arcs[a] == Arc::Relative).and_then(|verb| tree.head(verb));
    // "la colère du ministre X, qui a rappelé": somebody named right before it is nearer than what the parser chose.
    let before = (pronoun.saturating_sub(2)..pronoun).rev().find(|&k| tree.word(k) != ",")?;
    let person = chains
        .of_head(before)
        .filter(|&c| tree.pos(before) != Pos::Pron && chains.drafts[c].entity_type == EntityType::Person);
    if person.is_some() { Some(before) } else { parsed }
}

/// What fills a role, for one head: an entity, a phrase, or nothing for a pronoun that stands for nothing known.
pub(crate) fn fill(tree: &Tree<'_>, chains: &Chains, head: usize) -> Option<Filled> {
    if let Some((chain, at)) = chain_of(tree, chains, head) {
        return Some(Filled::Chain(chain, at));
    }
    let mut at = head;
    if tree.pos(at) == Pos::Pron {
        at = relative_antecedent(tree, chains, at).or_else(|| chains.antecedent.get(&at).copied())?;
        if tree.pos(at) == Pos::Pron {
            return None;
        }
        if let Some((chain, at)) = chain_of(tree, chains, at) {
            return Some(Filled::Chain(chain, at));
        }
    }
    let is_phrase = tree.is_nominal(at) || tree.pos(at) == Pos::Adj && tree.child(at, Arc::Determiner).is_some();
    is_phrase.then_some(Filled::Text(at))
}
