//! Polarity and modality of an event: negation with its scope, hedges, the conditional of hearsay, what is still to come.

use super::finding::{CueKind, Modality, Polarity};
use super::tree::{Arc, Tree};
use crate::language::Language;
use crate::nlp::Pos;

/// How an event is put, with the tokens that show it.
#[derive(Clone, Debug)]
pub(crate) struct Factuality {
    pub polarity: Polarity,
    pub modality: Modality,
    pub cues: Vec<(CueKind, usize)>,
}

/// Judges the trigger at `t`.
pub(crate) fn judge(tree: &Tree<'_>, t: usize) -> Factuality {
    let mut cues = Vec::new();
    let negation = negation(tree, t);
    if let Some(cue) = negation {
        cues.push((CueKind::Negation, cue));
    }
    let modality = if let Some(cue) = hedge(tree, t) {
        cues.push((CueKind::Hedge, cue));
        Modality::Possible
    } else if let Some(cue) = plan(tree, t) {
        cues.push((CueKind::Plan, cue));
        Modality::Planned
    } else {
        Modality::Actual
    };
    Factuality { polarity: if negation.is_some() { Polarity::Negated } else { Polarity::Affirmed }, modality, cues }
}

/// The verb whose negation, tense and mood tell of a trigger: itself, or the light verb above a noun.
fn carrier(tree: &Tree<'_>, t: usize) -> Option<usize> {
    if tree.is_verb(t) {
        return Some(t);
    }
    if tree.children_by(t, &[Arc::Copula]).next().is_some() {
        return Some(t);
    }
    match tree.arcs[t] {
        Arc::Object | Arc::Subject | Arc::PassiveSubject => {
            tree.head(t).filter(|&h| tree.is_verb(h) || tree.child(h, Arc::Copula).is_some())
        }
        _ => None,
    }
}

fn negation(tree: &Tree<'_>, t: usize) -> Option<usize> {
    let negates = |i: usize| {
        tree.children(i).find(|&c| {
            let w = tree.lower[c].as_str();
            match tree.language {
                Language::Fr => {
                    matches!(w, "pas" | "jamais" | "aucun" | "aucune" | "nul" | "nulle" | "guère" | "non")
                        && (w != "non" || c + 1 == i)
                        || w == "plus" && tree.children(i).any(|n| matches!(tree.lower[n].as_str(), "ne" | "n'"))
                        || matches!(w, "personne" | "rien" | "ni")
                            && tree.children(i).any(|n| matches!(tree.lower[n].as_str(), "ne" | "n'"))
                }
                _ => {
                    tree.arcs[c] == Arc::Negation || matches!(w, "no" | "never" | "n't" | "not" | "neither" | "without")
                }
            }
        })
    };
    let without = |i: usize| {
        tree.children(i)
            .find(|&c| matches!(tree.lower[c].as_str(), "sans") && c < i)
            .or_else(|| tree.head(i).filter(|&h| tree.lower[h] == "without"))
    };
    // "n'a fait aucun mort": an argument under a negative determiner denies the verb too.
    let denied_object = |i: usize| {
        tree.children_by(i, &[Arc::Subject, Arc::PassiveSubject, Arc::Object]).find_map(|o| {
            if matches!(tree.lower[o].as_str(), "personne" | "rien" | "nobody" | "nothing" | "none") {
                return Some(o);
            }
            tree.children_by(o, &[Arc::Determiner])
                .find(|&d| matches!(tree.lower[d].as_str(), "aucun" | "aucune" | "no"))
        })
    };
    if let Some(cue) = negates(t).or_else(|| without(t)) {
        return Some(cue);
    }
    let verb = carrier(tree, t);
    if let Some(cue) = verb.and_then(|v| if v == t { denied_object(v) } else { negates(v) }) {
        return Some(cue);
    }
    // "X dément avoir tué": what is denied, and what was refused or avoided.
    let above = tree
        .head(t)
        .filter(|_| matches!(tree.arcs[t], Arc::Clause | Arc::Object | Arc::Oblique | Arc::PrepositionObject))?;
    let above = if tree.pos(above) == Pos::Adp { tree.head(above)? } else { above };
    tree.lexicon.is("negative_verbs", &tree.lemma[above]).then_some(above)
}

fn is_conditional(tree: &Tree<'_>, i: usize) -> Option<usize> {
    std::iter::once(i)
        .chain(tree.children_by(i, &[Arc::Auxiliary, Arc::PassiveAuxiliary, Arc::Copula]))
        .find(|&k| tree.token(k).morph.is("Mood", "Cnd"))
}

fn hedge(tree: &Tree<'_>, t: usize) -> Option<usize> {
    let adverb = |i: usize| {
        tree.children(i).find(|&c| {
            matches!(tree.arcs[c], Arc::Adverb | Arc::Adjective | Arc::Auxiliary | Arc::Other)
                && (tree.lexicon.is("hedges", &tree.lower[c]) || tree.lexicon.is("hedges", &tree.lemma[c]))
        })
    };
    let modal = |i: usize| {
        tree.children_by(i, &[Arc::Auxiliary]).find(|&a| matches!(tree.lower[a].as_str(), "may" | "might" | "could"))
    };
    let conditional = |i: usize| is_conditional(tree, i).filter(|_| !has_condition(tree, i));
    let verb = carrier(tree, t);
    if let Some(cue) =
        adverb(t).or_else(|| verb.and_then(adverb)).or_else(|| modal(t)).or_else(|| verb.and_then(conditional))
    {
        return Some(cue);
    }
    if let Some(cue) = rumour(tree, t) {
        return Some(cue);
    }
    // "on pense que", "il semble que", "il y a des spéculations selon lesquelles".
    let mut below = t;
    for above in tree.ancestors(t).take(6) {
        if matches!(tree.arcs[below], Arc::Clause | Arc::Relative | Arc::Adnominal) {
            let lemma = tree.lemma[above].as_str();
            if matches!(tree.arcs[below], Arc::Clause) && tree.lexicon.is("hedge_verbs", lemma) {
                return Some(above);
            }
            if tree.is_noun(above) && tree.lexicon.is("hedges", lemma) && !has_own_relative_subject(tree, below) {
                return Some(above);
            }
        }
        if matches!(tree.arcs[below], Arc::Clause | Arc::Conjunct)
            && let Some(cue) =
                conditional(above).filter(|_| tree.arcs[below] == Arc::Clause && tree.lemma[above] == "pouvoir")
        {
            return Some(cue);
        }
        below = above;
    }
    None
}

/// "des spéculations selon lesquelles", "rumours that": a noun of hearsay whose content the event is, whatever the parse made of it.
fn rumour(tree: &Tree<'_>, t: usize) -> Option<usize> {
    let sentence = tree.sentences[tree.sentence_of[t] as usize].clone();
    (sentence.start..t).rev().take(25).find(|&i| {
        let next = |k: usize| tree.lower.get(i + k).map_or("", |w| w.as_str());
        let opens = next(1) == "selon" && matches!(next(2), "lesquelles" | "laquelle" | "lesquels" | "lequel")
            || matches!(next(1), "que" | "qu'" | "that");
        opens && tree.is_noun(i) && tree.lexicon.is("hedges", &tree.lemma[i])
    })
}

/// "des rumeurs qui ont circulé": the clause tells of the rumour, not what it says.
fn has_own_relative_subject(tree: &Tree<'_>, clause: usize) -> bool {
    tree.children_by(clause, &[Arc::Subject, Arc::PassiveSubject])
        .any(|s| matches!(tree.lower[s].as_str(), "qui" | "that" | "which"))
}

/// True where the conditional depends on an "if", and so tells of no hearsay.
fn has_condition(tree: &Tree<'_>, i: usize) -> bool {
    tree.children_by(i, &[Arc::Adverbial])
        .any(|c| tree.children_by(c, &[Arc::Mark]).any(|m| matches!(tree.lower[m].as_str(), "si" | "s'" | "if")))
}

fn plan(tree: &Tree<'_>, t: usize) -> Option<usize> {
    let verb = carrier(tree, t);
    let future = |i: usize| {
        std::iter::once(i).chain(tree.children_by(i, &[Arc::Auxiliary, Arc::PassiveAuxiliary, Arc::Copula])).find(
            |&k| {
                tree.token(k).morph.is("Tense", "Fut")
                    || matches!(tree.lower[k].as_str(), "will" | "'ll" | "shall" | "would" | "should" | "must")
            },
        )
    };
    let headed = |i: usize| {
        tree.children_by(i, &[Arc::Mark]).find(|&m| matches!(tree.lower[m].as_str(), "si" | "s'" | "if" | "unless"))
    };
    if let Some(cue) = verb.and_then(|v| future(v).or_else(|| headed(v))) {
        return Some(cue);
    }
    // Infinitives of purpose: "pour libérer", "afin de", "to free".
    let is_infinitive = |i: usize| tree.token(i).morph.is("VerbForm", "Inf") || tree.token(i).tag == "VB";
    if is_infinitive(t) && matches!(tree.arcs[t], Arc::Adverbial | Arc::Adnominal | Arc::Oblique) {
        let by = tree
            .children(t)
            .find(|&c| c < t && matches!(tree.lower[c].as_str(), "pour" | "afin" | "to" | "de" | "d'" | "à"));
        let perfect = tree.children_by(t, &[Arc::Auxiliary]).any(is_infinitive);
        let after = tree.children(t).any(|c| matches!(tree.lower[c].as_str(), "après" | "sans" | "en"));
        if let Some(cue) = by.filter(|_| !perfect && !after) {
            return Some(cue);
        }
    }
    let mut below = t;
    for above in tree.ancestors(t).take(4) {
        let lemma = tree.lemma[above].as_str();
        let complement = matches!(
            tree.arcs[below],
            Arc::Clause | Arc::Object | Arc::Adnominal | Arc::Nominal | Arc::Oblique | Arc::PrepositionObject
        );
        if !complement && tree.arcs[below] != Arc::Conjunct && tree.pos(above) != Pos::Adp {
            break;
        }
        if tree.is_verb(above) && tree.lexicon.is("plan_verbs", lemma) {
            let open = if tree.is_verb(below) {
                is_infinitive(below) || tree.token(below).morph.is("Mood", "Sub")
            } else {
                tree.arcs[below] != Arc::Subject && wants_noun(tree, above)
            };
            if open {
                return Some(above);
            }
        }
        if tree.is_noun(above) && tree.lexicon.is("plan_nouns", lemma) && above != t {
            return Some(above);
        }
        if let Some(cue) = future(above).filter(|_| matches!(tree.arcs[below], Arc::Clause) && is_infinitive(below)) {
            return Some(cue);
        }
        below = above;
    }
    None
}

/// Verbs whose object noun is still to come: "demande la libération", "prévoit une visite".
fn wants_noun(tree: &Tree<'_>, verb: usize) -> bool {
    !matches!(
        tree.lemma[verb].as_str(),
        "annoncer"
            | "aller"
            | "devoir"
            | "compter"
            | "engager"
            | "décider"
            | "interdire"
            | "empêcher"
            | "chercher"
            | "tell"
            | "need"
            | "consider"
            | "offer"
            | "help"
            | "allow"
            | "agree"
            | "permettre"
            | "autoriser"
            | "refuser"
            | "refuse"
    )
}
