//! Finds commands, actors, events and articles by a few letters of their names.

use std::sync::Arc;

use super::inspector::headline;
use crate::extract::finding::{EntityType, EventId};
use crate::ingest::ArticleId;
use crate::knowledge::{EntityId, KnowledgeGraph};
use crate::locale::Locale;
use crate::session::Snapshot;
use crate::text::fold;
use crate::workspace::StoredArticle;

/// Hits told at most.
const HITS: usize = 60;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The command of that number in the list that was given.
    Command(usize),
    /// An actor.
    Actor(EntityId, EntityType),
    /// An event.
    Event(EventId),
    /// An article.
    Article(ArticleId),
}

/// One line of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinderHit {
    /// What it is.
    pub found: Found,
    /// What it is called.
    pub caption: String,
}

/// What was typed, and where to look.
pub struct Question {
    /// The state.
    pub snapshot: Arc<Snapshot>,
    /// Language of the captions.
    pub locale: Locale,
    /// Captions of the commands that can be given now.
    pub commands: Vec<(usize, String)>,
    /// What was typed.
    pub typed: String,
}

/// The answer to what was typed.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// What was typed.
    pub typed: String,
    /// The best first.
    pub hits: Vec<FinderHit>,
}

/// Looks names up; keeps them folded between questions on one graph.
#[derive(Default)]
pub struct Finder {
    graph: Arc<KnowledgeGraph>,
    articles: Arc<Vec<StoredArticle>>,
    locale: Locale,
    names: Vec<(String, FinderHit)>,
}

impl Finder {
    /// The names that fit what was typed.
    pub fn answer(&mut self, question: Question) -> Answer {
        self.learn(&question);
        let typed = fold(question.typed.trim());
        let mut scored: Vec<(i32, usize, FinderHit)> = Vec::new();
        for (i, (number, caption)) in question.commands.iter().enumerate() {
            // Without a word typed, the commands stand in their own order.
            let score = if typed.is_empty() { Some(0) } else { score(&typed, &fold(caption)).map(|s| s + 2) };
            if let Some(score) = score {
                let hit = FinderHit { found: Found::Command(*number), caption: caption.clone() };
                scored.push((-score, i, hit));
            }
        }
        if !typed.is_empty() {
            let offset = question.commands.len();
            let mut others: Vec<(i32, usize)> = Vec::new();
            for (i, (key, _)) in self.names.iter().enumerate() {
                others.extend(score(&typed, key).map(|s| (-s, i)));
            }
            others.sort_unstable();
            scored.extend(others.into_iter().take(HITS).map(|(s, i)| (s, offset + i, self.names[i].1.clone())));
        }
        scored.sort_by_key(|a| (a.0, a.1));
        scored.truncate(HITS);
        Answer { typed: question.typed, hits: scored.into_iter().map(|(_, _, hit)| hit).collect() }
    }

    fn learn(&mut self, question: &Question) {
        let snapshot = &question.snapshot;
        let known = Arc::ptr_eq(&self.graph, &snapshot.graph)
            && Arc::ptr_eq(&self.articles, &snapshot.articles)
            && self.locale == question.locale;
        if known {
            return;
        }
        self.graph = Arc::clone(&snapshot.graph);
        self.articles = Arc::clone(&snapshot.articles);
        self.locale = question.locale;
        let mut names: Vec<(String, FinderHit)> = Vec::new();
        let mut actors: Vec<_> = snapshot.graph.entities().iter().collect();
        actors.sort_by_key(|e| std::cmp::Reverse(e.event_count));
        for entity in actors {
            let mut key = fold(&entity.name);
            for alias in entity.aliases.iter().filter(|a| a.text != entity.name).take(4) {
                key.push_str(" · ");
                key.push_str(&fold(&alias.text));
            }
            let found = Found::Actor(entity.id, entity.entity_type);
            names.push((key, FinderHit { found, caption: entity.name.clone() }));
        }
        for stored in snapshot.articles.iter() {
            let meta = &stored.article.meta;
            let caption = meta.title.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| meta.name.clone());
            names.push((fold(&caption), FinderHit { found: Found::Article(stored.article.id), caption }));
        }
        for event in snapshot.graph.events() {
            let caption = headline(snapshot, event, question.locale);
            names.push((fold(&caption), FinderHit { found: Found::Event(event.id), caption }));
        }
        self.names = names;
    }
}

/// How well folded letters fit a folded name: as a piece of it, or at least in their order; `None` where they do not.
pub fn score(typed: &str, name: &str) -> Option<i32> {
    // Shorter names come first among equals, by a little.
    let brief = 12 - (name.chars().count() as i32 / 8).min(12);
    if let Some(at) = name.find(typed) {
        let whole_word = name[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        return Some(100 + brief + if at == 0 { 30 } else { 0 } + if whole_word { 40 } else { 0 });
    }
    // All words somewhere, in any order.
    if typed.contains(' ') && typed.split(' ').all(|word| name.contains(word)) {
        return Some(90 + brief);
    }
    let mut total = 0;
    let mut rest = name.char_indices().peekable();
    let mut before = ' ';
    let mut last: Option<usize> = None;
    for wanted in typed.chars().filter(|c| *c != ' ') {
        loop {
            let (at, c) = rest.next()?;
            let starts = !before.is_alphanumeric();
            before = c;
            if c == wanted {
                total += if last == Some(at) {
                    6
                } else if starts {
                    8
                } else {
                    -2
                };
                last = Some(at + c.len_utf8());
                break;
            }
        }
    }
    // Letters strewn over a long name are no hit.
    (total > 3 * typed.chars().count() as i32).then_some(total.min(60) + brief)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_find_names() {
        for (typed, better, worse) in [
            ("sal", "amrullah saleh", "kandahar social"),
            ("exp", "exporter en json", "tout exporter"),
            ("ejl", "exporter en json lines", "effacer"),
            ("json exporter", "exporter en json", "exporter l'image"),
        ] {
            let (a, b) = (score(typed, better), score(typed, worse));
            assert!(a.is_some() && a > b, "{typed}: {better} {a:?}, {worse} {b:?}");
        }
        assert_eq!(score("xyz", "amrullah saleh"), None);
        assert_eq!(score("ae", "amrullah saleh"), None, "letters strewn over a name are no hit");
    }

    #[test]
    fn without_a_word_the_commands_stand_in_order() {
        let commands = vec![(3, "Zoom".to_owned()), (1, "Annuler".to_owned())];
        let question = Question { snapshot: Arc::default(), locale: Locale::Fr, commands, typed: String::new() };
        let found: Vec<Found> = Finder::default().answer(question).hits.into_iter().map(|h| h.found).collect();
        assert_eq!(found, [Found::Command(3), Found::Command(1)]);
    }
}
