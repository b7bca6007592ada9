//! Full-text search over articles: words folded for case and accents, the last one as a prefix.

use rusqlite::params;

use super::Workspace;
use crate::diagnostic::Diagnostic;
use crate::ingest::ArticleId;

/// An article that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchHit {
    /// The article.
    pub article: ArticleId,
    /// Words around the best match; matches stand between U+0002 and U+0003.
    pub snippet: String,
}

impl Workspace {
    /// The articles that hold all words of the query, the best first; words in double quotes stand together.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<SearchHit>, Diagnostic> {
        let Some(pattern) = pattern(query) else { return Ok(Vec::new()) };
        self.query(|c| {
            let mut select = c.prepare_cached(
                // The best are chosen first, so that snippets are cut from them alone.
                "WITH best AS MATERIALIZED (
                     SELECT rowid AS ord, rank AS score FROM article_search
                     WHERE article_search MATCH ?1 ORDER BY rank LIMIT ?2
                 )
                 SELECT a.id, (
                     SELECT snippet(article_search, -1, char(2), char(3), '…', 24) FROM article_search
                     WHERE article_search MATCH ?1 AND rowid = best.ord
                 ) FROM best JOIN article a ON a.ord = best.ord ORDER BY best.score, a.ord",
            )?;
            let hits = select.query_map(params![pattern, limit as i64], |row| {
                Ok(SearchHit { article: ArticleId(row.get::<_, i64>(0)?.cast_unsigned()), snippet: row.get(1)? })
            })?;
            hits.collect()
        })
    }
}

/// What a person typed, in the syntax of FTS5; every word is quoted, so that none is taken for an operator.
fn pattern(query: &str) -> Option<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut open_end = false;
    for (i, piece) in query.split('"').enumerate() {
        if i % 2 == 1 {
            if piece.chars().any(char::is_alphanumeric) {
                terms.push(format!("\"{piece}\""));
            }
            open_end = false;
        } else {
            for word in piece.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)) {
                terms.push(format!("\"{word}\""));
            }
            open_end = piece.ends_with(char::is_alphanumeric);
        }
    }
    if open_end && let Some(last) = terms.last_mut() {
        last.push('*');
    }
    (!terms.is_empty()).then(|| terms.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_what_was_typed() {
        for (query, expected) in [
            ("kaboul tali", Some(r#""kaboul" "tali"*"#)),
            (r#""puli khumri" OR"#, Some(r#""puli khumri" "OR"*"#)),
            ("l'attaque -", Some(r#""l'attaque""#)),
            ("  \" - ", None),
        ] {
            assert_eq!(pattern(query).as_deref(), expected, "{query}");
        }
    }
}
