//! Tables of actors, events, claims, articles and places: rows in words, sorted and searched beside the window.

use std::sync::Arc;

use super::filters::{Filters, Voice};
use super::inspector::{count, fillers_of, headline, voice};
use super::shown::{Shown, Texts};
pub use super::table_kind::TableKind;
use super::{date, number, time};
use crate::extract::finding::{EntityType, EventId, Modality, Polarity, Role};
use crate::ingest::ArticleId;
use crate::knowledge::{Claim, Entity, EntityId, EventNode};
use crate::locale::Locale;
use crate::session::Snapshot;
use crate::text::{PartialDate, fold};
use crate::workspace::ArticleState;

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// An actor.
    Actor(EntityId),
    /// An event.
    Event(EventId),
    /// A claim of an event.
    Claim(EventId, u32),
    /// An article.
    Article(ArticleId),
}

/// One cell: its words, and where it stands among numbers or dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What is shown and copied.
    pub text: String,
    /// Its rank, where words alone would sort wrongly.
    pub rank: Option<i64>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it stands for.
    pub target: Target,
    /// In the order of the columns.
    pub cells: Vec<Cell>,
    /// The type of the actor, for its mark.
    pub actor: Option<EntityType>,
    key: String,
}

/// Which table, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// What it lists.
    pub kind: TableKind,
    /// The column that it is sorted by; the graph's own order where there is none.
    pub sort: Option<usize>,
    /// Greatest first.
    pub falling: bool,
    /// Words that rows must hold.
    pub text: String,
}

/// What a table is made from.
pub struct Question {
    /// The state.
    pub snapshot: Arc<Snapshot>,
    /// What is left out.
    pub filters: Filters,
    /// The focus and how far it reaches.
    pub focus: Option<(EntityId, u8)>,
    /// Language of the words.
    pub locale: Locale,
    /// Which table.
    pub wish: Wish,
}

/// A table as shown.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What was asked.
    pub wish: Wish,
    /// All rows that the filters leave.
    pub rows: Arc<Vec<Row>>,
    /// Those that hold the words, in order.
    pub order: Vec<u32>,
}

/// Makes tables; keeps rows between questions that differ in order or words alone.
#[derive(Default)]
pub struct Tables {
    texts: Texts,
    made: Option<(Question, Arc<Vec<Row>>)>,
}

impl Tables {
    /// The table that was asked for.
    pub fn answer(&mut self, question: Question) -> Table {
        let same = self.made.as_ref().is_some_and(|(q, _)| {
            Arc::ptr_eq(&q.snapshot.graph, &question.snapshot.graph)
                && Arc::ptr_eq(&q.snapshot.articles, &question.snapshot.articles)
                && q.filters == question.filters
                && q.focus == question.focus
                && q.locale == question.locale
                && q.wish.kind == question.wish.kind
        });
        let wish = question.wish.clone();
        let rows = match &self.made {
            Some((_, rows)) if same => Arc::clone(rows),
            _ => {
                let rows = Arc::new(rows(&question, &mut self.texts));
                self.made = Some((question, Arc::clone(&rows)));
                rows
            }
        };
        let order = order(&rows, &wish);
        Table { wish, rows, order }
    }
}

fn order(rows: &[Row], wish: &Wish) -> Vec<u32> {
    let wanted: Vec<String> = fold(&wish.text).split_whitespace().map(str::to_owned).collect();
    let holds = |row: &Row| wanted.iter().all(|w| row.key.contains(w.as_str()));
    let mut order: Vec<u32> = (0..rows.len() as u32).filter(|&i| holds(&rows[i as usize])).collect();
    if let Some(column) = wish.sort {
        // Words are folded once a row, not once a comparison; what is unknown comes last in both directions.
        let key = |&i: &u32| -> (bool, i64, String) {
            let Some(cell) = rows[i as usize].cells.get(column) else { return (true, 0, String::new()) };
            match cell.rank {
                Some(rank) => (cell.text.is_empty(), if wish.falling { -rank } else { rank }, String::new()),
                None => (cell.text.is_empty(), 0, fold(&cell.text)),
            }
        };
        let numeric = rows.iter().any(|r| r.cells.get(column).is_some_and(|c| c.rank.is_some()));
        let mut keyed: Vec<((bool, i64, String), u32)> = order.iter().map(|i| (key(i), *i)).collect();
        if wish.falling && !numeric {
            keyed.sort_by(|(a, i), (b, j)| a.0.cmp(&b.0).then(b.2.cmp(&a.2)).then(i.cmp(j)));
        } else {
            keyed.sort();
        }
        order = keyed.into_iter().map(|(_, i)| i).collect();
    }
    order
}

fn words(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), rank: None }
}

fn figure(n: usize, locale: Locale) -> Cell {
    Cell { text: number(n as u64, locale), rank: Some(n as i64) }
}

fn day(at: Option<PartialDate>, locale: Locale) -> Cell {
    let rank = at.map_or(0, |d| {
        let days = i64::from(d.year) * 372 + i64::from(d.month.unwrap_or(0)) * 31 + i64::from(d.day.unwrap_or(0));
        days * 1440 + i64::from(d.minute.unwrap_or(0))
    });
    Cell { text: at.map(|d| date(d, locale)).unwrap_or_default(), rank: Some(rank) }
}

fn row(target: Target, cells: Vec<Cell>, actor: Option<EntityType>) -> Row {
    let mut key = String::new();
    for cell in &cells {
        key.push_str(&fold(&cell.text));
        key.push('\t');
    }
    Row { target, cells, actor, key }
}

fn rows(question: &Question, texts: &mut Texts) -> Vec<Row> {
    let Question { snapshot, filters, focus, locale, wish } = question;
    let shown = Shown::new(snapshot, filters, *focus, texts);
    let graph = &snapshot.graph;
    let actors = |only: Option<EntityType>| {
        let wanted = move |e: &&Entity| only.is_none_or(|t| e.entity_type == t);
        graph.entities().iter().filter(wanted).filter(|e| shown.has_actor(graph, filters, e.id))
    };
    let events = || graph.events().iter().enumerate().filter(|(i, _)| shown.has_event(*i));
    match wish.kind {
        TableKind::Actors => actors(None).map(|e| actor(e, *locale, true)).collect(),
        TableKind::Places => actors(Some(EntityType::Place)).map(|e| actor(e, *locale, false)).collect(),
        TableKind::Events => events().map(|(_, e)| event(snapshot, e, *locale)).collect(),
        TableKind::Claims => events()
            .flat_map(|(i, e)| {
                let kept = shown.claims[i].iter().enumerate().filter(|(_, kept)| **kept);
                let line = headline(snapshot, e, *locale);
                kept.map(move |(c, _)| claim(snapshot, e, c, &line, *locale)).collect::<Vec<_>>()
            })
            .collect(),
        TableKind::Articles => {
            let wanted = |id| filters.articles.is_empty() || filters.articles.contains(&id);
            let stored = snapshot.articles.iter().filter(|a| wanted(a.article.id));
            stored.map(|a| article(snapshot, a, *locale)).collect()
        }
    }
}

fn actor(entity: &Entity, locale: Locale, with_type: bool) -> Row {
    let mut cells = vec![words(&entity.name)];
    if with_type {
        cells.push(words(locale.message(&format!("word-{}", entity.entity_type), &[])));
    }
    cells.extend([
        figure(entity.event_count, locale),
        figure(entity.mentions.len(), locale),
        figure(entity.articles.len(), locale),
        day(entity.first_date, locale),
        day(entity.last_date, locale),
    ]);
    if with_type {
        let others = entity.aliases.iter().map(|a| a.text.as_str()).filter(|a| *a != entity.name).take(6);
        cells.push(words(others.collect::<Vec<_>>().join(", ")));
    }
    row(Target::Actor(entity.id), cells, Some(entity.entity_type))
}

fn modality(of: Modality, locale: Locale) -> Cell {
    words(locale.message(&format!("word-{of}"), &[]))
}

fn event(snapshot: &Snapshot, event: &EventNode, locale: Locale) -> Row {
    let when = event.when();
    let mut articles: Vec<ArticleId> = event.claims.iter().map(|c| c.article).collect();
    articles.dedup();
    let greatest = event.claims.iter().filter_map(|c| c.count).max();
    let mut told: Vec<String> = event.claims.iter().filter_map(|c| count(snapshot, c, locale)).collect();
    told.dedup();
    let cells = vec![
        words(headline(snapshot, event, locale)),
        words(locale.message(&format!("event-{}", event.event_type), &[])),
        Cell { text: when.map(|t| time(t, locale)).unwrap_or_default(), ..day(when.map(|t| t.from), locale) },
        words(fillers_of(snapshot, event.claims.iter(), Role::Place).join(", ")),
        Cell { text: told.join(" · "), rank: Some(greatest.unwrap_or(0) as i64) },
        modality(event.claims.iter().map(|c| c.modality).min().unwrap_or(Modality::Actual), locale),
        figure(event.claims.len(), locale),
        figure(articles.len(), locale),
    ];
    row(Target::Event(event.id), cells, None)
}

fn claim(snapshot: &Snapshot, event: &EventNode, index: usize, line: &str, locale: Locale) -> Row {
    let claim: &Claim = &event.claims[index];
    let when = claim.time();
    let title = snapshot.article(claim.article).map(|a| title(&a.meta)).unwrap_or_default();
    let denied = claim.polarity == Polarity::Negated;
    let cells = vec![
        words(voice(snapshot, claim).unwrap_or_else(|| Voice::Article.words(snapshot, locale))),
        words(line),
        Cell { text: count(snapshot, claim, locale).unwrap_or_default(), rank: Some(claim.count.unwrap_or(0) as i64) },
        Cell { text: when.map(|t| time(t, locale)).unwrap_or_default(), ..day(when.map(|t| t.from), locale) },
        words(fillers_of(snapshot, std::iter::once(claim), Role::Place).join(", ")),
        modality(claim.modality, locale),
        words(if denied { locale.message("word-negated", &[]) } else { locale.message("word-affirmed", &[]) }),
        words(title),
    ];
    row(Target::Claim(event.id, index as u32), cells, None)
}

fn title(meta: &crate::ingest::ArticleMeta) -> String {
    meta.title.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| meta.name.clone())
}

fn article(snapshot: &Snapshot, stored: &crate::workspace::StoredArticle, locale: Locale) -> Row {
    let (meta, id) = (&stored.article.meta, stored.article.id);
    let state = match &stored.state {
        ArticleState::Read => locale.message("ui-state-read", &[]),
        ArticleState::Unread => locale.message("ui-state-unread", &[]),
        ArticleState::Failed(diagnostic) => diagnostic.line(locale),
    };
    let cells = vec![
        words(title(meta)),
        words(meta.publisher.clone().unwrap_or_default()),
        day(meta.published, locale),
        figure(snapshot.graph.entities_in(id).count(), locale),
        figure(snapshot.graph.claims_in(id).count(), locale),
        words(state),
    ];
    row(Target::Article(id), cells, None)
}

/// Rows as tab-separated values, with a line of captions; tabs and line ends inside words become blanks.
pub fn tsv<'a>(captions: &[String], columns: &[usize], rows: impl Iterator<Item = &'a Row>) -> String {
    let plain = |s: &str| s.replace(['\t', '\n', '\r'], " ");
    let mut out = columns.iter().map(|&c| plain(&captions[c])).collect::<Vec<_>>().join("\t");
    out.push('\n');
    for row in rows {
        let cells = columns.iter().map(|&c| row.cells.get(c).map(|cell| plain(&cell.text)).unwrap_or_default());
        out.push_str(&cells.collect::<Vec<_>>().join("\t"));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(name: &str, n: usize) -> Row {
        row(Target::Actor(EntityId(n as u64)), vec![words(name), figure(n, Locale::Fr)], None)
    }

    #[test]
    fn sorts_words_by_their_folded_form_and_numbers_by_size() {
        let rows = vec![some("Zoé", 2), some("Élan", 100), some("abri", 30)];
        let by = |sort, falling| order(&rows, &Wish { sort: Some(sort), falling, ..Wish::default() });
        assert_eq!(by(0, false), [2, 1, 0]);
        assert_eq!(by(0, true), [0, 1, 2]);
        assert_eq!(by(1, false), [0, 2, 1], "as text, 100 would come before 2");
        assert_eq!(by(1, true), [1, 2, 0]);
        let found = order(&rows, &Wish { text: "elan".to_owned(), ..Wish::default() });
        assert_eq!(found, [1]);
    }

    #[test]
    fn copies_without_breaking_lines() {
        let rows = [some("a\tb\nc", 1)];
        let captions = ["Nom".to_owned(), "Événements".to_owned()];
        assert_eq!(tsv(&captions, &[1, 0], rows.iter()), "Événements\tNom\n1\ta b c\n");
    }
}
