//! What supports a node or an edge: an article, the words, and who found it.

use serde::{Deserialize, Serialize};

use super::log::Seq;
use crate::extract::finding::RuleName;
use crate::ingest::ArticleId;
use crate::text::TextSpan;

/// The words of an article that support something in the graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The article.
    pub article: ArticleId,
    /// The sentence to show.
    pub sentence: TextSpan,
    /// The telling words in it: the trigger, or the mention.
    pub words: TextSpan,
    /// Who found it.
    pub provenance: Provenance,
}

/// Who found something: the program by a rule, or a person by a correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Provenance {
    /// The program; the rule that made it.
    Rule(RuleName),
    /// A person; the correction that made it.
    Person(Seq),
}

impl Provenance {
    /// Who stands behind a rule's name: findings that a person added carry the number of the correction.
    pub fn of_rule(rule: &RuleName) -> Self {
        let seq = rule.strip_prefix(super::additions::BY_PERSON).and_then(|seq| seq.parse().ok());
        seq.map_or_else(|| Self::Rule(rule.clone()), |seq| Self::Person(Seq(seq)))
    }
}
