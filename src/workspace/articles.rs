//! Articles and their extractions, in the order in which they came.

use std::collections::HashSet;
use std::sync::Arc;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::Workspace;
use crate::diagnostic::{Code, Diagnostic};
use crate::extract::Extraction;
use crate::extract::finding::Fingerprint;
use crate::ingest::{Article, ArticleId, ArticleMeta};
use crate::language::Language;

/// How far an article has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArticleState {
    /// Its findings are in the graph.
    Read,
    /// Kept and searchable; in a language that is not read.
    Unread,
    /// Kept and searchable; reading it failed.
    Failed(Diagnostic),
}

/// An article to be kept, with what reading it gave.
#[derive(Clone, Debug)]
pub struct NewArticle {
    /// The article.
    pub article: Arc<Article>,
    /// Its findings, or why there are none.
    pub result: Result<Arc<Extraction>, Diagnostic>,
}

/// An article as kept.
#[derive(Clone, Debug)]
pub struct StoredArticle {
    /// The article.
    pub article: Arc<Article>,
    /// Its findings; `None` where it was not read.
    pub extraction: Option<Arc<Extraction>>,
    /// How far it has come.
    pub state: ArticleState,
}

impl NewArticle {
    /// The article as it is kept.
    pub fn stored(self) -> StoredArticle {
        let (extraction, state) = match self.result {
            Ok(extraction) => (Some(extraction), ArticleState::Read),
            Err(diagnostic) if diagnostic.code == Code::LanguageUnread => (None, ArticleState::Unread),
            Err(diagnostic) => (None, ArticleState::Failed(diagnostic)),
        };
        StoredArticle { article: self.article, extraction, state }
    }
}

/// SQLite's integers are signed; the bits are kept.
pub(super) fn row_id(id: ArticleId) -> i64 {
    id.0.cast_signed()
}

impl Workspace {
    /// Keeps articles in one transaction; those whose text is there already are passed over. The ids of the new ones.
    pub fn add_articles(&mut self, articles: &[NewArticle]) -> Result<HashSet<ArticleId>, Diagnostic> {
        self.change(|c| {
            let mut insert = c.prepare_cached(
                "INSERT OR IGNORE INTO article (id, name, title, meta, language, failure, text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            let mut added = HashSet::new();
            for new in articles {
                let Article { id, meta, language, text } = new.article.as_ref();
                let title = meta.title.as_deref().unwrap_or("");
                let failure = new.result.as_ref().err().map(json).transpose()?;
                let row = params![row_id(*id), meta.name, title, json(meta)?, json(language)?, failure, text];
                if insert.execute(row)? == 1 {
                    added.insert(*id);
                    if let Ok(extraction) = &new.result {
                        keep_extraction(c, *id, extraction)?;
                    }
                }
            }
            Ok(added)
        })
    }

    /// Swaps the findings of articles that are there for new ones, in one transaction.
    pub fn replace_extractions(&mut self, articles: &[NewArticle]) -> Result<(), Diagnostic> {
        self.change(|c| {
            for new in articles {
                let id = new.article.id;
                let failure = new.result.as_ref().err().map(json).transpose()?;
                c.execute("UPDATE article SET failure = ?2 WHERE id = ?1", params![row_id(id), failure])?;
                match &new.result {
                    Ok(extraction) => keep_extraction(c, id, extraction)?,
                    Err(_) => {
                        c.execute("DELETE FROM extraction WHERE article = ?1", [row_id(id)])?;
                    }
                }
            }
            Ok(())
        })
    }

    /// All articles in their order. Findings that this version cannot read any more are left out, to be made again.
    pub fn articles(&self) -> Result<Vec<StoredArticle>, Diagnostic> {
        self.query(|c| {
            let mut select = c.prepare(
                "SELECT a.id, a.meta, a.language, a.failure, a.text, e.findings
                 FROM article a LEFT JOIN extraction e ON e.article = a.id ORDER BY a.ord",
            )?;
            let rows = select.query_map([], |row| {
                let id = ArticleId(row.get::<_, i64>(0)?.cast_unsigned());
                let meta: ArticleMeta = from_json(&row.get::<_, String>(1)?)?;
                let language: Language = from_json(&row.get::<_, String>(2)?)?;
                let failure: Option<String> = row.get(3)?;
                let findings: Option<Vec<u8>> = row.get(5)?;
                let extraction = findings.and_then(|f| unpack(&f)).map(Arc::new);
                let state = match failure.map(|f| from_json::<Diagnostic>(&f)).transpose()? {
                    None => ArticleState::Read,
                    Some(d) if d.code == Code::LanguageUnread => ArticleState::Unread,
                    Some(d) => ArticleState::Failed(d),
                };
                let article = Arc::new(Article { id, meta, language, text: row.get(4)? });
                Ok(StoredArticle { article, extraction, state })
            })?;
            rows.collect()
        })
    }

    /// How each article's findings were made, in the order of articles; `None` where it has none.
    pub fn fingerprints(&self) -> Result<Vec<(ArticleId, Option<Fingerprint>)>, Diagnostic> {
        self.query(|c| {
            let mut select = c.prepare(
                "SELECT a.id, e.fingerprint FROM article a LEFT JOIN extraction e ON e.article = a.id ORDER BY a.ord",
            )?;
            let rows = select.query_map([], |row| {
                let id = ArticleId(row.get::<_, i64>(0)?.cast_unsigned());
                Ok((id, row.get::<_, Option<String>>(1)?.and_then(|f| serde_json::from_str(&f).ok())))
            })?;
            rows.collect()
        })
    }

    /// Takes articles out of the file for good, with their findings; corrections that point at them become stale.
    pub fn remove_articles(&mut self, ids: &[ArticleId]) -> Result<(), Diagnostic> {
        self.change(|c| {
            let mut delete = c.prepare_cached("DELETE FROM article WHERE id = ?1")?;
            for &id in ids {
                delete.execute([row_id(id)])?;
            }
            Ok(())
        })
    }
}

fn keep_extraction(c: &Connection, id: ArticleId, extraction: &Extraction) -> rusqlite::Result<()> {
    let findings = pack(extraction).map_err(rusqlite::Error::ToSqlConversionFailure)?;
    c.prepare_cached("INSERT OR REPLACE INTO extraction (article, fingerprint, findings) VALUES (?1, ?2, ?3)")?
        .execute(params![row_id(id), json(&extraction.fingerprint)?, findings])?;
    Ok(())
}

/// Findings as MessagePack with field names, so that a later version may add fields; compressed, as they repeat themselves.
fn pack(extraction: &Extraction) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    Ok(zstd::bulk::compress(&rmp_serde::to_vec_named(extraction)?, 1)?)
}

fn unpack(findings: &[u8]) -> Option<Extraction> {
    let bytes = zstd::stream::decode_all(findings).ok()?;
    rmp_serde::from_slice(&bytes).ok()
}

pub(super) fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

pub(super) fn from_json<'a, T: Deserialize<'a>>(text: &'a str) -> rusqlite::Result<T> {
    let kind = rusqlite::types::Type::Text;
    serde_json::from_str(text).map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, kind, e.into()))
}
