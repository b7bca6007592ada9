//! Why an article reads as it does: its parse, what was tried for each event, what kept it and what blocked it.

use std::fmt::Write as _;

use super::attribution::Attribution;
use super::coreference::{self, Chains};
use super::judge::{Judge, Weighed};
use super::lexicon::Lexicon;
use super::tree::Tree;
use super::trigger::TriggerCandidate;
use super::{argument, circumstance, factuality, mention, quotation, time, trigger};
use crate::ingest::Article;
use crate::nlp::Doc;

/// Features named as reasons.
const REASONS: usize = 4;

/// A report in plain text, sentence by sentence; with `event`, only the sentence of that event (counted from 1 in the order of the
/// text, withheld ones included). Empty for an article in a language that is not read.
pub fn explain(article: &Article, doc: &Doc, event: Option<usize>) -> String {
    let mut out = String::new();
    let Some(lexicon) = Lexicon::embedded(article.language).filter(|_| !doc.tokens.is_empty()) else { return out };
    let judge = Judge::new(article.language);
    let tree = Tree::new(&article.text, doc, lexicon);
    let candidates = mention::find(&tree, judge.knows_entities());
    let chains = coreference::resolve(&tree, candidates, &|drafts| judge.entities(&tree, drafts));
    let named = chains.in_name();
    let proposed = trigger::find(&tree, &|i| named[i]);
    let decided = judge.triggers(&tree, &chains, proposed.clone(), &|i| named[i]);
    let mut all: Vec<(TriggerCandidate, bool)> = decided.triggers.iter().map(|t| (t.clone(), true)).collect();
    let kept_heads: Vec<usize> = all.iter().map(|(t, _)| t.head).collect();
    all.extend(proposed.into_iter().filter(|t| !kept_heads.contains(&t.head)).map(|t| (t, false)));
    all.sort_by_key(|(t, _)| t.head);
    let wanted = event.and_then(|n| all.get(n.saturating_sub(1))).map(|(t, _)| tree.sentence_of[t.head]);

    let mut at = vec![false; tree.len()];
    kept_heads.iter().for_each(|&h| at[h] = true);
    let times = time::find(&tree, article.meta.published);
    let owner = circumstance::time_owners(&tree, &at, &times);
    let mut places = circumstance::places(&tree, &chains, &decided.triggers);
    let quotations = quotation::find(&tree);
    let attribution = Attribution::new(&tree, &chains, &quotations);
    let mut heads = kept_heads.clone();
    heads.sort_unstable();

    for (s, sentence) in tree.sentences.iter().enumerate() {
        if wanted.is_some_and(|w| w as usize != s) || event.is_some() && wanted.is_none() {
            continue;
        }
        let _ = writeln!(out, "sentence {}: {}", s + 1, tree.span(sentence.clone()).of(tree.text).replace('\n', " "));
        for i in sentence.clone().filter(|&i| !tree.word(i).trim().is_empty()) {
            let head = tree.head(i).map_or("-", |h| tree.word(h));
            let entity = chains.of_head(i).map_or(String::new(), |c| {
                let d = &chains.drafts[c];
                let rule = d.mentions.iter().find(|m| m.tokens.contains(&i)).map_or("", |m| m.rule);
                format!("  [{} {}, {rule}]", d.entity_type, d.name)
            });
            let antecedent = chains.antecedent.get(&i).map_or(String::new(), |&a| format!("  [-> {}]", tree.word(a)));
            let _ = writeln!(
                out,
                "  {:<18} {:<16} {:<6} {:<10} <- {head}{entity}{antecedent}",
                tree.word(i),
                tree.lemma[i],
                format!("{:?}", tree.pos(i)),
                tree.token(i).dep
            );
        }
        for (n, (t, kept)) in all.iter().enumerate().filter(|(_, (t, _))| sentence.contains(&t.head)) {
            let _ = writeln!(
                out,
                "  event {} {}: {} by {}{}",
                n + 1,
                t.event_type,
                tree.span(t.tokens.clone()).of(tree.text),
                t.rule,
                if *kept { "" } else { ", withheld by the scorer" }
            );
            if let Some(weighed) = judge.weigh_trigger(&tree, &chains, t, REASONS) {
                line(&mut out, &weighed);
            }
            if !kept {
                continue;
            }
            let mut rules = argument::parts(&tree, &chains, t, &|i| at[i]);
            if let Some(k) = decided.triggers.iter().position(|d| d.head == t.head) {
                rules.append(&mut places[k]);
            }
            for p in &rules {
                let _ = writeln!(out, "    rule {} {}: {}", p.role, p.rule, phrase(&tree, &chains, &p.filled));
            }
            for (candidate, weighed) in judge.weigh_parts(&tree, &chains, t, &rules, REASONS) {
                let _ = writeln!(out, "    part {}", phrase(&tree, &chains, &candidate));
                line(&mut out, &weighed);
            }
            for k in judge.times(&tree, t, &times, &owner, &heads) {
                let value = times[k].value.map_or("?".into(), |v| v.to_string());
                let _ = writeln!(out, "    time {} = {value}", tree.span(times[k].tokens.clone()).of(tree.text));
            }
            let f = factuality::judge(&tree, t.head);
            let _ = writeln!(out, "    {} {}", f.polarity, f.modality);
            match attribution.of(&tree, &chains, &quotations, t.head) {
                Some(speaker) => {
                    let who = phrase(&tree, &chains, &speaker.who);
                    let _ = writeln!(out, "    says {who}: {} at {}", speaker.rule, tree.word(speaker.cue));
                }
                None => {
                    let inside = quotations.of_token[t.head].map_or("", |_| ", in a quotation without a known speaker");
                    let _ = writeln!(out, "    says the article{inside}");
                }
            }
        }
    }
    out
}

fn phrase(tree: &Tree<'_>, chains: &Chains, filled: &argument::Filled) -> String {
    let words = tree.span(tree.shallow_phrase(filled.head())).of(tree.text).replace('\n', " ");
    match filled.chain() {
        Some(c) => format!("{words} [{} {}]", chains.drafts[c].entity_type, chains.drafts[c].name),
        None => words,
    }
}

fn line(out: &mut String, weighed: &Weighed) {
    let reasons: Vec<String> = weighed.reasons.iter().map(|(f, w)| format!("{f} {w:+.2}")).collect();
    let _ = writeln!(
        out,
        "      {} {:.2}, none {:.2}{} because {}",
        weighed.label,
        weighed.score,
        weighed.none,
        if weighed.kept { "" } else { ", not kept" },
        reasons.join(", ")
    );
}
