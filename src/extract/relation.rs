//! Lasting ties: posts, membership, parts, places, families.

use super::coreference::Chains;
use super::finding::{EntityType, MentionKind, RelationType};
use super::tree::{Arc, Tree};
use crate::language::Language;
use crate::nlp::Pos;

/// A relation before it gets its ids.
#[derive(Clone, Debug)]
pub(crate) struct Tie {
    pub relation_type: RelationType,
    pub from: usize,
    pub to: Option<usize>,
    pub label: Option<String>,
    pub tokens: std::ops::Range<usize>,
    pub rule: &'static str,
}

/// Finds the ties that the article states, each once.
pub(crate) fn find(tree: &Tree<'_>, chains: &Chains) -> Vec<Tie> {
    let mut out: Vec<Tie> = Vec::new();
    for (n, draft) in chains.drafts.iter().enumerate() {
        for mention in draft.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
            match draft.entity_type {
                EntityType::Person => person(tree, chains, n, mention.head, &mention.tokens, &mut out),
                EntityType::Place | EntityType::Organization => {
                    located(tree, chains, n, mention.head, &mention.tokens, &mut out);
                }
                _ => {}
            }
        }
    }
    let mut seen: Vec<(RelationType, usize, Option<usize>)> = Vec::new();
    out.retain(|t| {
        let key = (t.relation_type, t.from, t.to);
        let new = !seen.contains(&key) && Some(t.from) != t.to;
        if new {
            seen.push(key);
        }
        new
    });
    // A bare title says nothing more where the same person's post has its body.
    let posts: Vec<usize> =
        out.iter().filter(|t| t.relation_type == RelationType::Post && t.to.is_some()).map(|t| t.from).collect();
    out.retain(|t| t.relation_type != RelationType::Post || t.to.is_some() || !posts.contains(&t.from));
    out.sort_by_key(|t| t.tokens.start);
    out
}

/// The title nearest to a name: right before it, or after it and a comma, in the same clause.
pub(crate) fn nearest_title(tree: &Tree<'_>, name: &std::ops::Range<usize>) -> Option<usize> {
    let lexicon = tree.lexicon;
    let is_title = |i: &usize| {
        tree.is_noun(*i)
            && (lexicon.is("titles", &tree.lower[*i]) || lexicon.is("titles", &tree.lemma[*i]))
            && !lexicon.is("honorifics", &tree.lower[*i])
            && !lexicon.is("kinship", &tree.lower[*i])
    };
    let sentence = tree.sentences[tree.sentence_of[name.start] as usize].clone();
    let goes_on = |i: &usize| !tree.is_verb(*i) && !matches!(tree.word(*i), "." | ";" | ":" | "«" | "»" | "et" | "and");
    let before =
        (sentence.start.max(name.start.saturating_sub(8))..name.start).rev().take_while(goes_on).find(is_title);
    let after = (name.end..sentence.end.min(name.end + 6)).take_while(goes_on).find(is_title);
    match (before, after) {
        (Some(b), Some(a)) => Some(if name.start - b <= a - name.end + 1 { b } else { a }),
        (b, a) => b.or(a),
    }
}

/// A title's words: the noun with the adjectives and common complements that belong to it.
pub(crate) fn title_label(tree: &Tree<'_>, noun: usize, body: Option<usize>) -> (String, std::ops::Range<usize>) {
    let (mut start, mut end) = (noun, noun + 1);
    for c in tree.children(noun) {
        match tree.arcs[c] {
            Arc::Adjective if c + 1 == start || c == end => {
                start = start.min(c);
                end = end.max(c + 1);
            }
            Arc::Compound if c < start => start = c,
            Arc::Nominal
                if c > noun && Some(c) != body && tree.pos(c) == Pos::Noun && tree.preposition(c).is_some() =>
            {
                end = end.max(tree.shallow_phrase(c).end);
            }
            _ => {}
        }
    }
    if let Some(b) = body.filter(|&b| b > noun && b < end) {
        end = b;
        while end > noun + 1 && matches!(tree.pos(end - 1), Pos::Adp | Pos::Det) {
            end -= 1;
        }
    }
    (tree.span(start..end).of(tree.text).to_string(), start..end)
}

fn person(tree: &Tree<'_>, chains: &Chains, n: usize, head: usize, name: &std::ops::Range<usize>, out: &mut Vec<Tie>) {
    let lexicon = tree.lexicon;
    let is_title = |i: usize| {
        tree.is_noun(i)
            && (lexicon.is("titles", &tree.lower[i]) || lexicon.is("titles", &tree.lemma[i]))
            && !name.contains(&i)
    };
    // "le président X", "X, président de Y", "President X": the title above, beside or inside the name's phrase.
    let mut titles: Vec<usize> =
        tree.children_by(head, &[Arc::Apposition, Arc::Compound, Arc::Adjective]).filter(|&t| is_title(t)).collect();
    if matches!(tree.arcs[head], Arc::Apposition | Arc::Flat | Arc::Nominal)
        && let Some(h) = tree.head(head).filter(|&h| is_title(h))
    {
        let direct = tree.arcs[head] != Arc::Nominal || tree.preposition(head).is_none();
        if direct {
            titles.push(h);
        }
    }
    // "X est président de Y".
    if tree.arcs[head] == Arc::Subject
        && let Some(h) = tree.head(head)
    {
        if is_title(h) && tree.child(h, Arc::Copula).is_some() {
            titles.push(h);
        } else if tree.lemma[h] == "be" {
            titles.extend(tree.children_by(h, &[Arc::Object]).filter(|&t| is_title(t)));
        }
    }
    // A title right before the name that the parser hung elsewhere.
    if titles.is_empty() && name.start > 0 && is_title(name.start - 1) {
        titles.push(name.start - 1);
    }
    let conjoined: Vec<usize> = titles
        .iter()
        .flat_map(|&t| tree.children_by(t, &[Arc::Conjunct]).filter(|&c| is_title(c)).collect::<Vec<_>>())
        .collect();
    titles.extend(conjoined);
    for t in titles {
        if lexicon.is("honorifics", &tree.lower[t]) {
            continue;
        }
        let kin = lexicon.is("kinship", &tree.lower[t]);
        let body = tree
            .obliques(t)
            .into_iter()
            .filter(|(p, _)| {
                matches!(p.as_str(), "de" | "of" | "à" | "for" | "at" | "chez" | "pour" | "in" | "du" | "en")
            })
            .map(|(_, b)| b)
            .chain(tree.children_by(t, &[Arc::Possessive, Arc::Compound]))
            .find_map(|b| {
                chains
                    .of_head(b)
                    .or_else(|| {
                        (b + 1..(b + 5).min(tree.len()))
                            .take_while(|&k| {
                                tree.head(k) == Some(b) || matches!(tree.pos(k), Pos::Adp | Pos::Det | Pos::Adj)
                            })
                            .find_map(|k| chains.of_head(k))
                    })
                    .map(|c| (b, c))
            })
            .filter(|&(_, c)| c != n);
        let (label, tokens) = title_label(tree, t, body.map(|(b, _)| b));
        if kin {
            if let Some((_, c)) = body.filter(|&(_, c)| chains.drafts[c].entity_type == EntityType::Person) {
                out.push(Tie {
                    relation_type: RelationType::Family,
                    from: n,
                    to: Some(c),
                    label: Some(label),
                    tokens,
                    rule: "relation:kin",
                });
            }
            continue;
        }
        let body = body.filter(|&(_, c)| {
            chains.drafts[c].entity_type != EntityType::Person && chains.drafts[c].entity_type != EntityType::Thing
        });
        let is_member = lexicon.is("member_nouns", &tree.lower[t])
            && matches!(tree.lower[t].as_str(), "membre" | "member" | "militant" | "adhérent");
        let relation_type = if is_member && body.is_some() { RelationType::Member } else { RelationType::Post };
        if is_member && body.is_none() {
            continue;
        }
        let to = body.map(|(_, c)| c);
        out.push(Tie {
            relation_type,
            from: n,
            to,
            label: Some(label),
            tokens: tokens.start.min(name.start)..tokens.end.max(name.end),
            rule: "relation:title",
        });
    }
    // "X (LR)", "X de CGTN": a body in brackets or a bare complement.
    let after = name.end;
    if after + 1 < tree.len()
        && tree.word(after) == "("
        && let Some(c) = chains.of_head(after + 1).filter(|&c| chains.drafts[c].entity_type == EntityType::Organization)
    {
        out.push(Tie {
            relation_type: RelationType::Member,
            from: n,
            to: Some(c),
            label: None,
            tokens: name.start..after + 2,
            rule: "relation:brackets",
        });
    }
    for (p, b) in tree.obliques(head) {
        if matches!(p.as_str(), "de" | "of" | "from")
            && b > head
            && let Some(c) =
                chains.of_head(b).filter(|&c| c != n && chains.drafts[c].entity_type == EntityType::Organization)
        {
            out.push(Tie {
                relation_type: RelationType::Member,
                from: n,
                to: Some(c),
                label: None,
                tokens: name.start..b + 1,
                rule: "relation:complement",
            });
        }
    }
}

fn located(tree: &Tree<'_>, chains: &Chains, n: usize, head: usize, name: &std::ops::Range<usize>, out: &mut Vec<Tie>) {
    let place = |i: usize| chains.of_head(i).filter(|&c| c != n && chains.drafts[c].entity_type == EntityType::Place);
    let mut put = |c: usize, end: usize, rule| {
        out.push(Tie {
            relation_type: RelationType::LocatedIn,
            from: n,
            to: Some(c),
            label: None,
            tokens: name.start..end,
            rule,
        });
    };
    let after = name.end;
    let is_place = chains.drafts[n].entity_type == EntityType::Place;
    if after + 2 < tree.len() && tree.word(after) == "(" && is_place {
        // "Aix-les-Bains (Savoie)".
        let inner = after + 1 + usize::from(matches!(tree.pos(after + 1), Pos::Det | Pos::Adp));
        if let Some(c) = place(inner) {
            put(c, inner + 1, "relation:place-in-brackets");
        }
    }
    if is_place && after + 1 < tree.len() && tree.word(after) == "," {
        // "Saint-Étienne-du-Rouvray, en Normandie"; "Rome, Italy".
        let next = after + 1;
        let (inner, tied) = match tree.language {
            Language::Fr => {
                let k = next
                    + usize::from(matches!(tree.lower[next].as_str(), "en" | "dans" | "au"))
                    + usize::from(
                        tree.lower.get(next + 1).is_some_and(|w| matches!(w.as_str(), "le" | "la" | "l'" | "les"))
                            && tree.lower[next] == "dans",
                    );
                (k, k > next)
            }
            _ => (next, true),
        };
        if tied
            && inner < tree.len()
            && let Some(c) = place(inner)
            && (tree.language == Language::Fr
                || tree.sentence_of[inner] == tree.sentence_of[head] && tree.arcs[inner] != Arc::Conjunct)
        {
            put(c, inner + 1, "relation:place-after-comma");
        }
    }
    for (p, b) in tree.obliques(head) {
        let inside = match tree.language {
            Language::Fr => {
                matches!(p.as_str(), "en" | "dans") || p == "de" && is_place && name.len() == 1 && b > name.end
            }
            _ => matches!(p.as_str(), "in"),
        };
        if inside
            && b >= name.end
            && b - name.end <= 4
            && let Some(c) = place(b)
        {
            put(c, b + 1, "relation:place-in");
        }
    }
    // "tribunal de Paris", "gendarmerie de Savoie": a body with its place in its name.
    if !is_place {
        for i in name.clone() {
            if let Some(c) = place(i).filter(|_| i > name.start && tree.preposition(i).as_deref() == Some("de")) {
                put(c, name.end, "relation:place-in-name");
            }
        }
    }
}
