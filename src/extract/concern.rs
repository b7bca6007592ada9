//! Whom a demand, threat, refusal or promise concerns, where only its content names them.

use super::argument::{Filled, Part, fill};
use super::coreference::Chains;
use super::finding::{EntityType, EventType, Role};
use super::tree::{Arc, Tree};
use super::trigger::TriggerCandidate;

/// Words of a content that are looked at, in the order of the text.
const REACH: usize = 24;

/// The target that the content of an act of will names, where the act itself names none: "demanded that Israel ease restrictions",
/// "rejected a U.S. request", "threatened to break relations with Russia", "promised aid to Mozambique".
pub(crate) fn target(tree: &Tree<'_>, chains: &Chains, t: &TriggerCandidate, parts: &[Part]) -> Option<Part> {
    use EventType::{Agree, Demand, Refuse, Threaten};
    if !matches!(t.event_type, Agree | Demand | Refuse | Threaten) || parts.iter().any(|p| p.role == Role::Target) {
        return None;
    }
    let agents: Vec<usize> = parts.iter().filter(|p| p.role == Role::Agent).filter_map(|p| p.filled.chain()).collect();
    let party = |head: usize| match fill(tree, chains, head) {
        Some(Filled::Chain(c, at)) if !agents.contains(&c) => {
            let acts = !matches!(chains.drafts[c].entity_type, EntityType::Thing);
            acts.then_some(Filled::Chain(c, at))
        }
        _ => None,
    };
    let contents: Vec<usize> = tree
        .children_by(t.head, &[Arc::Clause, Arc::Object, Arc::Adnominal, Arc::Nominal, Arc::Oblique, Arc::Preposition])
        .filter(|&c| c > t.head)
        .collect();
    if t.event_type == Demand {
        // Who is to act: the subject of what is demanded.
        let subject = contents
            .iter()
            .filter(|&&c| tree.is_verb(c))
            .flat_map(|&c| tree.children_by(c, &[Arc::Subject, Arc::PassiveSubject]).collect::<Vec<_>>())
            .find_map(party);
        if let Some(filled) = subject {
            return Some(Part { role: Role::Target, filled, rule: "content-subject", score: None });
        }
    }
    contents.into_iter().find_map(|content| {
        let mut inside: Vec<usize> = vec![content];
        let mut at = 0;
        while at < inside.len() && inside.len() < REACH {
            // What an embedded clause goes on to tell is another matter.
            inside
                .extend(tree.children(inside[at]).filter(|&c| !matches!(tree.arcs[c], Arc::Relative | Arc::Adverbial)));
            at += 1;
        }
        inside.sort_unstable();
        let named = |&i: &usize| {
            let tied = matches!(
                tree.arcs[i],
                Arc::Object
                    | Arc::Possessive
                    | Arc::Compound
                    | Arc::PrepositionObject
                    | Arc::Nominal
                    | Arc::Oblique
                    | Arc::Agent
            );
            let where_only =
                tree.preposition(i).is_some_and(|p| matches!(p.as_str(), "en" | "dans" | "in" | "at" | "sur" | "on"));
            (tied && !where_only).then_some(i)
        };
        let filled = inside.iter().filter_map(named).find_map(party)?;
        Some(Part { role: Role::Target, filled, rule: "content", score: None })
    })
}
