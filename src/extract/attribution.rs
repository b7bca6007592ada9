//! Who says so: quotations, indirect speech and "selon" -> the nearest speaker of each event.

use super::argument::{Filled, fill};
use super::coreference::Chains;
use super::finding::EntityType;
use super::quotation::{Quotations, is_speech};
use super::subject::{inverted_subject, subjects};
use super::tree::{Arc, Tree};
use crate::language::Language;
use crate::nlp::Pos;

/// A speaker, the cue that makes it one, and the rule.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    pub who: Filled,
    /// The speech verb or preposition.
    pub cue: usize,
    pub rule: &'static str,
}

/// Attribution of a whole article, computed once.
pub(crate) struct Attribution {
    /// The speaker of each quotation.
    speakers: Vec<Option<Speaker>>,
    /// "selon X" by sentence: the speaker and the head that its phrase hangs on.
    according: Vec<(u32, usize, Speaker)>,
    /// The speaker of a statement that a line with a colon opens, by paragraph.
    statements: Vec<Option<Speaker>>,
}

fn is_speech_verb(tree: &Tree<'_>, i: usize) -> bool {
    tree.is_verb(i) && tree.lexicon.is("speech_verbs", tree.lemma[i].as_str())
}

fn speaker_of(tree: &Tree<'_>, chains: &Chains, verb: usize) -> Option<Filled> {
    let own = subjects(tree, verb, 0);
    let heads = own.into_iter().map(|(s, _)| s);
    heads.filter(|&s| !matches!(tree.lower[s].as_str(), "on" | "ce" | "c'" | "cela" | "ça" | "it" | "there")).find_map(
        |s| match fill(tree, chains, s) {
            Some(Filled::Chain(c, at)) if chains.drafts[c].entity_type != EntityType::Thing => {
                Some(Filled::Chain(c, at))
            }
            Some(Filled::Text(at)) if can_speak(tree, at) => {
                Some(spoken_for(tree, chains, at).unwrap_or(Filled::Text(at)))
            }
            _ => None,
        },
    )
}

/// Whom a spokesman or a paper speaks for: "un porte-parole de la police", "a Foreign Office spokesman", "une enquête réalisée par X".
fn spoken_for(tree: &Tree<'_>, chains: &Chains, noun: usize) -> Option<Filled> {
    if !is_paper(tree, noun) && !tree.lexicon.is("mouthpieces", &tree.lemma[noun]) {
        return None;
    }
    let complements = tree.obliques(noun).into_iter();
    complements
        .filter(|(p, _)| matches!(p.as_str(), "de" | "of" | "from" | "by" | "par" | "for"))
        .map(|(_, n)| n)
        .chain(tree.children_by(noun, &[Arc::Compound, Arc::Possessive]))
        .chain(paper_makers(tree, noun))
        .filter_map(|n| fill(tree, chains, n))
        .find(|f| f.chain().is_some_and(|c| chains.drafts[c].entity_type != EntityType::Thing))
}

/// A noun that means people, a body or a paper: "un témoin", "la mairie", "un communiqué"; not "un incendie".
fn can_speak(tree: &Tree<'_>, noun: usize) -> bool {
    let (lemma, lower) = (tree.lemma[noun].as_str(), tree.lower[noun].as_str());
    let listed = |list: &str| tree.lexicon.is(list, lemma) || tree.lexicon.is(list, lower);
    tree.pos(noun) == Pos::Propn
        || ["titles", "groups", "organizations", "kinship", "member_nouns", "speakers"].into_iter().any(listed)
        || is_paper(tree, noun)
}

impl Attribution {
    pub fn new(tree: &Tree<'_>, chains: &Chains, quotations: &Quotations) -> Self {
        let according = according_to(tree, chains);
        let mut speakers: Vec<Option<Speaker>> = Vec::new();
        for (q, quotation) in quotations.list.iter().enumerate() {
            let mut speaker = quoted(tree, chains, quotations, q);
            if speaker.is_none() {
                let sentence = tree.sentence_of[quotation.tokens.start];
                speaker = according.iter().find(|(s, _, _)| *s == sentence).map(|(_, _, sp)| sp.clone());
            }
            if speaker.is_none() {
                speaker = signature(tree, chains, quotations, q);
            }
            if speaker.is_none() && quotation.opens_paragraph && q > 0 {
                // A speech goes on over paragraphs.
                let before = &quotations.list[q - 1];
                if before.paragraph + 1 == quotation.paragraph && is_speech(tree, before) {
                    speaker = speakers[q - 1].clone().map(|s| Speaker { rule: "source:quotation-goes-on", ..s });
                }
            }
            speakers.push(speaker);
        }
        Self { speakers, according, statements: statements(tree, chains, quotations) }
    }

    /// The speaker of what a token says, or `None` for the article's own voice.
    pub fn of(&self, tree: &Tree<'_>, chains: &Chains, quotations: &Quotations, t: usize) -> Option<Speaker> {
        if let Some(q) = quotations.of_token[t]
            && is_speech(tree, &quotations.list[q])
            && let Some(speaker) = inner_speaker(tree, chains, quotations, t, q).or_else(|| self.speakers[q].clone())
        {
            return Some(speaker);
        }
        if let Some(speaker) = indirect(tree, chains, t) {
            return Some(speaker);
        }
        if let Some(speaker) = self.statements.get(quotations.paragraph_of[t]).cloned().flatten() {
            return Some(speaker);
        }
        let sentence = tree.sentence_of[t];
        let path: Vec<usize> = std::iter::once(t).chain(tree.ancestors(t)).collect();
        self.according
            .iter()
            .find(|(s, anchor, _)| *s == sentence && path.contains(anchor))
            .map(|(_, _, sp)| sp.clone())
    }
}

/// Inside a quotation, a speech verb of its own: A says that B said.
fn inner_speaker(tree: &Tree<'_>, chains: &Chains, quotations: &Quotations, t: usize, q: usize) -> Option<Speaker> {
    indirect(tree, chains, t).filter(|s| quotations.of_token[s.cue] == Some(q))
}

/// The verb that reports a quotation: the nearest outside it in its paragraph, before a colon, in an incise, or governing it.
fn quoted(tree: &Tree<'_>, chains: &Chains, quotations: &Quotations, q: usize) -> Option<Speaker> {
    let quotation = &quotations.list[q];
    let (from, to) = (quotation.tokens.start, quotation.tokens.end);
    let paragraph = quotation.paragraph;
    let in_reach = |i: usize| quotations.paragraph_of[i] == paragraph && quotations.of_token[i].is_none();
    // A subject inside the quotation is not who utters it.
    let speaks_outside = |i: usize| {
        speaker_of(tree, chains, i).is_some_and(|who| {
            quotations.of_token[who.head()].is_none() || quotations.paragraph_of[who.head()] != paragraph
        })
    };
    let mut best: Option<(usize, usize)> = None;
    let after = (to..tree.len().min(to + 25)).take_while(|&i| quotations.paragraph_of[i] == paragraph);
    let before = (from.saturating_sub(30)..from).rev().take_while(|&i| quotations.paragraph_of[i] == paragraph);
    let colon = (from.saturating_sub(3)..from).any(|i| tree.word(i) == ":");
    let ends_sentence = |i: usize| matches!(tree.word(i), "." | "!" | "?" | "…");
    let mut crossed = false;
    for i in after {
        if ends_sentence(i) && i > to {
            crossed = true;
        }
        if crossed && i > to + 2 {
            break;
        }
        if in_reach(i) && is_speech_verb(tree, i) && speaks_outside(i) {
            let cost = i - to + if colon { 12 } else { 0 };
            if best.is_none_or(|(c, _)| cost < c) {
                best = Some((cost, i));
            }
            break;
        }
    }
    let mut penalty = 0;
    for i in before {
        if ends_sentence(i) && i + 2 < from {
            penalty += 10;
        }
        if in_reach(i) && is_speech_verb(tree, i) && speaks_outside(i) {
            let cost = from - i + penalty + if colon { 0 } else { 2 };
            if best.is_none_or(|(c, _)| cost < c) {
                best = Some((cost, i));
            }
            break;
        }
    }
    if best.is_none() && colon {
        return before_colon(tree, chains, from);
    }
    let (_, verb) = best?;
    speaker_of(tree, chains, verb).map(|who| Speaker { who, cue: verb, rule: "source:quotation" })
}

/// "The Foreign Secretary said:" on a line of its own: the paragraphs after it are his, as long as they speak in the first person or
/// go on from one that does, without quotation marks.
fn statements(tree: &Tree<'_>, chains: &Chains, quotations: &Quotations) -> Vec<Option<Speaker>> {
    let count = quotations.paragraph_of.last().map_or(0, |p| p + 1);
    let mut ranges = vec![0..0; count];
    for (i, &p) in quotations.paragraph_of.iter().enumerate() {
        ranges[p] = if ranges[p].is_empty() { i..i + 1 } else { ranges[p].start..i + 1 };
    }
    let first_person = |r: &std::ops::Range<usize>| {
        r.clone().any(|i| {
            matches!(
                tree.lower[i].as_str(),
                "je" | "j'" | "nous" | "notre" | "nos" | "mon" | "ma" | "mes" | "i" | "we" | "our" | "my"
            )
        })
    };
    let mut out = vec![None; count];
    let mut open: Option<Speaker> = None;
    for p in 0..count {
        let words: Vec<usize> = ranges[p].clone().filter(|&i| !tree.word(i).trim().is_empty()).collect();
        let Some(&last) = words.last() else { continue };
        if tree.word(last) == ":" {
            let verb = words.iter().rev().take(12).copied().find(|&i| is_speech_verb(tree, i));
            let speaker = verb.and_then(|v| speaker_of(tree, chains, v).map(|who| (v, who)));
            open = speaker
                .filter(|_| {
                    ranges.get(p + 1).is_some_and(|next| {
                        first_person(next) && quotations.of_token[next.start.min(tree.len() - 1)].is_none()
                    })
                })
                .map(|(cue, who)| Speaker { who, cue, rule: "source:statement" });
            continue;
        }
        out[p] = open.clone();
    }
    out
}

/// "« … » | — Jennifer Psaki, directrice de la communication": a line with a dash and a name under a quotation.
fn signature(tree: &Tree<'_>, chains: &Chains, quotations: &Quotations, q: usize) -> Option<Speaker> {
    let quotation = &quotations.list[q];
    let next = (quotation.tokens.end..tree.len().min(quotation.tokens.end + 4))
        .find(|&i| quotations.paragraph_of[i] == quotation.paragraph + 1)?;
    if !matches!(tree.word(next), "—" | "–" | "-" | "―") {
        return None;
    }
    let (at, chain) = (next + 1..tree.len().min(next + 8))
        .take_while(|&i| quotations.paragraph_of[i] == quotation.paragraph + 1)
        .find_map(|i| chains.of_head(i).map(|c| (i, c)))?;
    let speaks = matches!(chains.drafts[chain].entity_type, EntityType::Person | EntityType::Organization);
    speaks.then_some(Speaker { who: Filled::Chain(chain, at), cue: next, rule: "source:signature" })
}

/// "la réaction du colonel X : « … »": without a verb of speech, whoever is named last before the colon.
fn before_colon(tree: &Tree<'_>, chains: &Chains, from: usize) -> Option<Speaker> {
    let sentence = tree.sentence_of[from.checked_sub(1)?];
    let speaks = |c: usize| {
        matches!(chains.drafts[c].entity_type, EntityType::Person | EntityType::Organization | EntityType::Group)
    };
    let named = (from.saturating_sub(25)..from).rev().filter(|&i| tree.sentence_of[i] == sentence);
    let named: Vec<(usize, usize)> =
        named.filter_map(|i| chains.of_head(i).map(|c| (i, c))).filter(|&(_, c)| speaks(c)).collect();
    let person = named.iter().find(|(_, c)| chains.drafts[*c].entity_type == EntityType::Person);
    let &(at, chain) = person.or(named.first())?;
    Some(Speaker { who: Filled::Chain(chain, at), cue: from - 1, rule: "source:before-colon" })
}

/// Indirect speech: a speech verb above whose clause holds the event, or an incise beside it.
fn indirect(tree: &Tree<'_>, chains: &Chains, t: usize) -> Option<Speaker> {
    let mut below = t;
    if let Some(speaker) = incise(tree, chains, t) {
        return Some(speaker);
    }
    for above in tree.ancestors(t) {
        let clause =
            tree.arcs[below] == Arc::Clause || tree.arcs[below] == Arc::Parataxis && tree.language == Language::En;
        // "annonce la fermeture", "demande la libération", "accusé d'avoir tué": an event named as what is said.
        let named = matches!(tree.arcs[below], Arc::Object | Arc::Oblique | Arc::PrepositionObject)
            && tree.lexicon.is("content_verbs", &tree.lemma[above])
            && inverted_subject(tree, above) != Some(below);
        if (clause || named)
            && is_speech_verb(tree, above)
            && let Some(who) = speaker_of(tree, chains, above)
        {
            return Some(Speaker {
                who,
                cue: above,
                rule: if clause { "source:indirect-speech" } else { "source:content-of-speech" },
            });
        }
        if let Some(speaker) = incise(tree, chains, above) {
            return Some(speaker);
        }
        below = above;
    }
    None
}

/// ", a déclaré X" set beside a clause.
fn incise(tree: &Tree<'_>, chains: &Chains, clause: usize) -> Option<Speaker> {
    tree.children_by(clause, &[Arc::Parataxis])
        .filter(|&p| is_speech_verb(tree, p) && tree.child(p, Arc::Clause).is_none())
        .find_map(|p| speaker_of(tree, chains, p).map(|who| Speaker { who, cue: p, rule: "source:incise" }))
}

/// "selon X", "d'après X", "according to X", "de source policière".
fn according_to(tree: &Tree<'_>, chains: &Chains) -> Vec<(u32, usize, Speaker)> {
    let mut out = Vec::new();
    for i in 0..tree.len() {
        let lower = tree.lower[i].as_str();
        let noun = match (tree.language, lower) {
            (Language::Fr, "selon" | "d'après" | "suivant") => tree.head(i).filter(|&h| h > i),
            (Language::Fr, "pour") => holds_view(tree, chains, i),
            (Language::Fr, "après") if i > 0 && tree.lower[i - 1] == "d'" => tree.head(i).filter(|&h| h > i),
            (Language::En, "according") => {
                tree.children_by(i, &[Arc::Preposition]).find_map(|to| tree.child(to, Arc::PrepositionObject))
            }
            _ => None,
        };
        let Some(noun) = noun.filter(|&n| tree.is_nominal(n)) else { continue };
        let who = match fill(tree, chains, noun) {
            Some(Filled::Chain(c, at)) if chains.drafts[c].entity_type == EntityType::Thing => Filled::Text(at),
            Some(w) => w,
            None => continue,
        };
        // "selon des témoins et la police": the first who has a name.
        let who = if who.chain().is_some() {
            who
        } else {
            tree.conjuncts(noun)
                .into_iter()
                .filter_map(|n| fill(tree, chains, n))
                .find(|f| f.chain().is_some())
                .unwrap_or(who)
        };
        let who = match who {
            // "selon un policier": a description stays text, unless it speaks for a body.
            Filled::Text(at) => spoken_for(tree, chains, at).unwrap_or(Filled::Text(at)),
            chain => chain,
        };
        let phrase = if tree.language == Language::En { i } else { noun };
        let anchor = reach(tree, i, phrase);
        out.push((tree.sentence_of[i], anchor, Speaker { who, cue: i, rule: "source:according-to" }));
    }
    out
}

/// "une enquête réalisée par l'agence": who made a paper, by the participle beside it.
fn paper_makers(tree: &Tree<'_>, paper: usize) -> Vec<usize> {
    let participles = tree.children_by(paper, &[Arc::Adnominal]).filter(|_| is_paper(tree, paper));
    participles
        .flat_map(|p| {
            tree.children_by(p, &[Arc::Agent])
                .chain(tree.obliques(p).into_iter().filter(|(w, _)| w == "by").map(|(_, n)| n))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// "Pour X, les policiers ont frappé": a clause that opens with "pour", somebody who can hold a view, and a comma.
fn holds_view(tree: &Tree<'_>, chains: &Chains, preposition: usize) -> Option<usize> {
    let sentence = tree.sentences[tree.sentence_of[preposition] as usize].clone();
    if preposition > sentence.start + 2 || (sentence.start..preposition).any(|i| tree.is_verb(i)) {
        return None;
    }
    let noun = tree.head(preposition).filter(|&h| h > preposition && h < preposition + 5)?;
    let holder = matches!(fill(tree, chains, noun)?, Filled::Chain(c, _)
        if matches!(chains.drafts[c].entity_type, EntityType::Person | EntityType::Organization | EntityType::Group));
    let end = tree.noun_phrase(noun).end;
    let comma = (end..sentence.end.min(end + 8)).any(|i| matches!(tree.word(i), "," | "«"));
    (holder && comma && tree.arcs[noun] != Arc::Object).then_some(noun)
}

/// The token above all that "selon X" covers: the whole sentence where the phrase opens or closes it, else its clause.
fn reach(tree: &Tree<'_>, preposition: usize, phrase: usize) -> usize {
    let sentence = tree.sentences[tree.sentence_of[preposition] as usize].clone();
    let root = sentence.clone().find(|&k| tree.arcs[k] == Arc::Root);
    let opens = (sentence.start..preposition).all(|k| !tree.is_nominal(k) && !tree.is_verb(k));
    let set_off = preposition > 0 && matches!(tree.word(preposition - 1), "," | "»" | "\"" | "”");
    let closes = set_off && (preposition..sentence.end).all(|k| !tree.is_verb(k) || tree.is_past_participle(k));
    let clause = tree.ancestors(phrase).find(|&a| tree.is_verb(a));
    match root {
        Some(root) if opens || closes => root,
        _ => clause.or_else(|| tree.head(phrase)).unwrap_or(phrase),
    }
}

fn is_paper(tree: &Tree<'_>, i: usize) -> bool {
    tree.lexicon.is("papers", &tree.lemma[i])
}
