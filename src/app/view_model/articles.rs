//! The list of articles.

use std::collections::HashMap;

use super::date;
use crate::ingest::ArticleId;
use crate::locale::Locale;
use crate::session::Snapshot;
use crate::text::fold;
use crate::workspace::ArticleState;

/// How far an article has come, for its mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Read: how many events and actors were found.
    Read(usize),
    /// In a language that is not read.
    Unread,
    /// Failed: what happened and what to do.
    Failed(String),
}

/// A line of the list.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    /// The article.
    pub id: ArticleId,
    /// Its headline, or its name.
    pub title: String,
    /// Publisher and date, as far as known; the name elsewhere.
    pub subtitle: String,
    /// How far it has come.
    pub mark: Mark,
    /// Title, name and publisher, folded, to be searched.
    key: String,
}

/// All lines, in the order of articles.
pub fn rows(snapshot: &Snapshot, locale: Locale) -> Vec<ArticleRow> {
    let row = |stored: &crate::workspace::StoredArticle| {
        let meta = &stored.article.meta;
        let title = meta.title.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| meta.name.clone());
        let mut parts: Vec<String> = meta.publisher.iter().cloned().collect();
        parts.extend(meta.published.map(|d| date(d, locale)));
        if parts.is_empty() && title != meta.name {
            parts.push(meta.name.clone());
        }
        let mark = match &stored.state {
            ArticleState::Read => {
                Mark::Read(stored.extraction.as_ref().map_or(0, |e| e.events.len() + e.relations.len()))
            }
            ArticleState::Unread => Mark::Unread,
            ArticleState::Failed(d) => Mark::Failed(d.line(locale)),
        };
        let key = fold(&format!("{title} {} {}", meta.name, meta.publisher.as_deref().unwrap_or("")));
        ArticleRow { id: stored.article.id, title, subtitle: parts.join(" · "), mark, key }
    };
    snapshot.articles.iter().map(row).collect()
}

/// The lines that a search leaves: its hits, the best first, and titles that hold what was typed.
pub fn matching<'a>(
    rows: &'a [ArticleRow],
    typed: &str,
    hits: &HashMap<ArticleId, (usize, String)>,
) -> Vec<&'a ArticleRow> {
    let typed = fold(typed.trim());
    if typed.is_empty() {
        return rows.iter().collect();
    }
    let mut left: Vec<&ArticleRow> =
        rows.iter().filter(|r| hits.contains_key(&r.id) || r.key.contains(&typed)).collect();
    left.sort_by_key(|r| hits.get(&r.id).map_or(usize::MAX, |h| h.0));
    left
}
