//! Subjects of verbs: their own, and those that coordination, control, a participle or an inversion lends them.

use super::tree::{Arc, Tree};
use crate::language::Language;

/// Verbs whose object, not subject, does what their infinitive says.
fn controls_by_object(tree: &Tree<'_>, verb: usize) -> bool {
    matches!(
        tree.lemma[verb].as_str(),
        "demander"
            | "ordonner"
            | "permettre"
            | "aider"
            | "forcer"
            | "obliger"
            | "contraindre"
            | "empêcher"
            | "inviter"
            | "appeler"
            | "exhorter"
            | "autoriser"
            | "interdire"
            | "convaincre"
            | "accuser"
            | "soupçonner"
            | "laisser"
            | "faire"
            | "voir"
            | "ask"
            | "order"
            | "allow"
            | "help"
            | "force"
            | "urge"
            | "tell"
            | "enable"
            | "persuade"
            | "request"
            | "want"
            | "require"
            | "encourage"
            | "call"
            | "invite"
            | "cause"
            | "accuse"
    )
}

/// The subjects of a verb, its own or those that coordination, control or a participle lends it.
pub(crate) fn subjects(tree: &Tree<'_>, verb: usize, depth: usize) -> Vec<(usize, &'static str)> {
    // "a-t-il conclu": the pronoun after the verb, which the parser may call an expletive.
    if let Some(s) = tree.children(verb).find(|&c| {
        matches!(
            tree.lower[c].as_str(),
            "-t-il" | "-il" | "-t-elle" | "-elle" | "-ils" | "-t-ils" | "-elles" | "-t-elles"
        )
    }) {
        return vec![(s, "inverted-subject")];
    }
    let own: Vec<_> = tree.children_by(verb, &[Arc::Subject]).collect();
    if !own.is_empty() {
        return own.into_iter().map(|s| (s, "subject")).collect();
    }
    if let Some(s) = inverted_subject(tree, verb) {
        return vec![(s, "inverted-subject")];
    }
    if let Some(s) = cut_subject(tree, verb) {
        return vec![(s, "cut-sentence")];
    }
    let Some(head) = tree.head(verb).filter(|_| depth < 5) else { return Vec::new() };
    let rename = |list: Vec<(usize, &'static str)>, rule| list.into_iter().map(|(s, _)| (s, rule)).collect();
    let all = |at: usize| {
        let mut out = subjects(tree, at, depth + 1);
        if out.is_empty() {
            out = tree.children_by(at, &[Arc::PassiveSubject]).map(|s| (s, "subject")).collect();
        }
        out
    };
    let is_infinitive =
        tree.token(verb).morph.is("VerbForm", "Inf") || tree.token(verb).tag == "VB" || tree.token(verb).tag == "VBG";
    match tree.arcs[verb] {
        Arc::Conjunct if tree.is_verb(head) => rename(all(head), "shared-subject"),
        Arc::Clause | Arc::Object if tree.is_verb(head) => {
            if !is_infinitive
                && tree.arcs[verb] == Arc::Clause
                && tree.language == Language::Fr
                && tree.token(verb).morph.is("VerbForm", "Fin")
            {
                return Vec::new();
            }
            let lent: Vec<_> = tree
                .children_by(head, &[Arc::Object, Arc::IndirectObject])
                .chain(
                    tree.obliques(head)
                        .into_iter()
                        .filter(|(p, _)| matches!(p.as_str(), "à" | "to" | "on"))
                        .map(|(_, n)| n),
                )
                .filter(|&o| o != verb && tree.is_nominal(o))
                .collect();
            if controls_by_object(tree, head) && !lent.is_empty() {
                return lent.into_iter().map(|o| (o, "object-control")).collect();
            }
            rename(all(head), "control")
        }
        Arc::Adverbial | Arc::Parataxis
            if tree.is_verb(head)
                && !tree.token(verb).morph.is("VerbForm", "Fin")
                && !matches!(tree.token(verb).tag.as_str(), "VBD" | "VBZ" | "VBP") =>
        {
            rename(all(head), "adverbial")
        }
        Arc::Adnominal if tree.is_nominal(head) && !tree.is_past_participle(verb) => vec![(head, "participle")],
        Arc::PrepositionObject => {
            // "accused of killing", "after killing": the subject of the verb above the preposition.
            match tree.head(head) {
                Some(above) if tree.is_verb(above) => {
                    if controls_by_object(tree, above) {
                        let objects: Vec<_> = tree.children_by(above, &[Arc::Object, Arc::PassiveSubject]).collect();
                        if !objects.is_empty() {
                            return objects.into_iter().map(|o| (o, "object-control")).collect();
                        }
                    }
                    rename(all(above), "adverbial")
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// "… », a déclaré le président": a French speech verb's subject after it, which the parser takes for an object.
pub(crate) fn inverted_subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    if tree.language != Language::Fr || !tree.lexicon.is("speech_verbs", &tree.lemma[verb]) || tree.is_passive(verb) {
        return None;
    }
    let first = tree.children_by(verb, &[Arc::Auxiliary]).next().unwrap_or(verb).min(verb);
    let incise = (first.saturating_sub(2)..first).any(|i| matches!(tree.word(i), "," | "»" | "\"" | "”" | "?" | "!"));
    if !incise {
        return None;
    }
    tree.children_by(verb, &[Arc::Object]).find(|&o| o > verb && o - verb <= 4 && tree.is_noun(o))
}

/// A subject that the sentence splitter cut off: "John Simpson, le rédacteur, | a confirmé".
fn cut_subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    if tree.arcs[verb] != Arc::Root {
        return None;
    }
    let sentence = tree.sentences[tree.sentence_of[verb] as usize].clone();
    let starts_inside = matches!(tree.word(sentence.start), "," | ")")
        || tree.word(sentence.start).chars().next().is_some_and(char::is_lowercase);
    let before = tree.sentence_of[verb].checked_sub(1)? as usize;
    let root = tree.sentences[before].clone().find(|&i| tree.arcs[i] == Arc::Root)?;
    let ended = tree.sentences[before]
        .end
        .checked_sub(1)
        .is_some_and(|i| matches!(tree.word(i), "." | "!" | "?" | "»" | "…" | ":"));
    let same_line = !tree
        .text
        .as_bytes()
        .get(tree.token(sentence.start - 1).span.end as usize..tree.token(sentence.start).span.start as usize)?
        .contains(&b'\n');
    (starts_inside && !ended && same_line && tree.is_noun(root)).then_some(root)
}
