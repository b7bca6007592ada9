//! How a correction finds its target again: position and quotation (the selectors of the W3C Web Annotation model).

use serde::{Deserialize, Serialize};

use crate::extract::finding::EventType;
use crate::ingest::ArticleId;
use crate::text::TextSpan;

/// Unicode scalars kept before and after the words.
const CONTEXT: usize = 32;

/// Points at a mention: where it stood, its exact words, and a little before and after.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MentionAnchor {
    /// The article.
    pub article: ArticleId,
    /// Where it stood.
    pub span: TextSpan,
    /// Its words.
    pub exact: String,
    /// What stood before.
    pub prefix: String,
    /// What stood after.
    pub suffix: String,
}

impl MentionAnchor {
    /// Points at a span of an article's text.
    pub fn new(article: ArticleId, text: &str, span: TextSpan) -> Self {
        let before = text.get(..span.start as usize).unwrap_or("");
        let after = text.get(span.end as usize..).unwrap_or("");
        let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(i, _)| i);
        let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(i, _)| i);
        Self {
            article,
            span,
            exact: span.of(text).to_owned(),
            prefix: before[start..].to_owned(),
            suffix: after[..end].to_owned(),
        }
    }

    /// Finds its words in the text, whatever was found there: where they stood, or else in the most similar surroundings.
    pub fn locate(&self, text: &str) -> Result<TextSpan, StaleReason> {
        let spans: Vec<TextSpan> = if self.exact.is_empty() {
            Vec::new()
        } else {
            text.match_indices(&self.exact).map(|(i, m)| TextSpan::new(i, i + m.len())).collect()
        };
        self.find(text, &spans).map(|i| spans[i])
    }

    /// Finds it again among the spans of like findings: the same span and words, then the nearest that overlaps, then the
    /// quotation elsewhere. The answer is the index of the span.
    pub fn find(&self, text: &str, spans: &[TextSpan]) -> Result<usize, StaleReason> {
        if self.span.of(text) == self.exact {
            if let Some(i) = spans.iter().position(|&s| s == self.span) {
                return Ok(i);
            }
            let distance = |s: TextSpan| s.start.abs_diff(self.span.start) + s.end.abs_diff(self.span.end);
            let near = (0..spans.len()).filter(|&i| spans[i].overlaps(self.span)).min_by_key(|&i| distance(spans[i]));
            if let Some(i) = near {
                return Ok(i);
            }
        }
        if self.exact.is_empty() || !text.contains(&self.exact) {
            return Err(StaleReason::WordsGone);
        }
        // The quotation elsewhere: of several, the one in the most similar surroundings, then the nearest.
        let likeness = |i: usize| {
            let (before, after) = (&text[..spans[i].start as usize], &text[spans[i].end as usize..]);
            let left = before.chars().rev().zip(self.prefix.chars().rev()).take_while(|(a, b)| a == b).count();
            let right = after.chars().zip(self.suffix.chars()).take_while(|(a, b)| a == b).count();
            (left + right, std::cmp::Reverse(spans[i].start.abs_diff(self.span.start)))
        };
        (0..spans.len())
            .filter(|&i| spans[i].of(text) == self.exact)
            .max_by_key(|&i| likeness(i))
            .ok_or(StaleReason::FindingGone)
    }
}

/// Points at an event: the anchor of one of its triggers, and its type, as one word may trigger two events.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EventAnchor {
    /// The trigger.
    pub trigger: MentionAnchor,
    /// The type that the program found.
    pub event_type: EventType,
}

/// Why a correction no longer finds its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StaleReason {
    /// Its article is no longer there.
    ArticleGone,
    /// Its words are no longer in the article.
    WordsGone,
    /// Nothing is found at its words any more.
    FindingGone,
    /// It contradicts a later correction.
    Contradicted,
}

impl StaleReason {
    /// All reasons.
    pub const ALL: [Self; 4] = [Self::ArticleGone, Self::WordsGone, Self::FindingGone, Self::Contradicted];

    /// Its key in the message files.
    pub fn key(self) -> &'static str {
        match self {
            Self::ArticleGone => "stale-article-gone",
            Self::WordsGone => "stale-words-gone",
            Self::FindingGone => "stale-finding-gone",
            Self::Contradicted => "stale-contradicted",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_its_target_again() {
        let text = "Saleh parle. Puis Saleh part.";
        let id = ArticleId::of(text);
        let second = TextSpan::new(18, 23);
        let anchor = MentionAnchor::new(id, text, second);
        assert_eq!(anchor.exact, "Saleh");
        assert_eq!(anchor.find(text, &[TextSpan::new(0, 5), second]), Ok(1), "same span");
        assert_eq!(anchor.find(text, &[TextSpan::new(0, 5), TextSpan::new(13, 23)]), Ok(1), "overlap");
        assert_eq!(anchor.find(text, &[TextSpan::new(0, 5)]), Ok(0), "quotation elsewhere");
        assert_eq!(anchor.find(text, &[TextSpan::new(6, 11)]), Err(StaleReason::FindingGone));
        assert_eq!(anchor.find("Rien.", &[]), Err(StaleReason::WordsGone));
    }
}
