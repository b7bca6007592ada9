//! Anchors -> the mentions and events that they mean now.

use std::collections::HashMap;

use super::anchor::{EventAnchor, MentionAnchor, StaleReason};
use super::project::ReadArticle;
use super::resolve::MentionIndex;
use crate::extract::finding::EventId;
use crate::ingest::ArticleId;

/// Finds the targets of anchors among the present findings.
pub(super) struct Targets<'a> {
    articles: &'a [ReadArticle],
    index: HashMap<ArticleId, usize>,
}

impl<'a> Targets<'a> {
    pub fn new(articles: &'a [ReadArticle]) -> Self {
        Self { articles, index: articles.iter().enumerate().map(|(i, a)| (a.article.id, i)).collect() }
    }

    /// Index of an article.
    pub fn article(&self, id: ArticleId) -> Result<usize, StaleReason> {
        self.index.get(&id).copied().ok_or(StaleReason::ArticleGone)
    }

    /// The mention that an anchor means.
    pub fn mention(&self, anchor: &MentionAnchor) -> Result<MentionIndex, StaleReason> {
        let article = self.article(anchor.article)?;
        let read = &self.articles[article];
        let mut places = Vec::new();
        let mut spans = Vec::new();
        for (chain, c) in read.extraction.chains.iter().enumerate() {
            for (mention, m) in c.mentions.iter().enumerate() {
                places.push(MentionIndex { article, chain, mention });
                spans.push(m.span);
            }
        }
        anchor.find(&read.article.text, &spans).map(|i| places[i])
    }

    /// The id of the event that an anchor means.
    pub fn event_id(&self, anchor: &EventAnchor) -> Result<EventId, StaleReason> {
        self.event(anchor).map(|(article, event)| self.articles[article].extraction.events[event].id)
    }

    /// The event that an anchor means: (article, event). Among triggers of the same words, one of the same type is preferred.
    pub fn event(&self, anchor: &EventAnchor) -> Result<(usize, usize), StaleReason> {
        let article = self.article(anchor.trigger.article)?;
        let read = &self.articles[article];
        let find = |like_type: bool| {
            let events = read.extraction.events.iter().enumerate();
            let (places, spans): (Vec<usize>, Vec<_>) = events
                .filter(|(_, e)| !like_type || e.event_type == anchor.event_type)
                .flat_map(|(i, e)| e.triggers.iter().map(move |t| (i, t.span)))
                .unzip();
            anchor.trigger.find(&read.article.text, &spans).map(|i| (article, places[i]))
        };
        find(true).or_else(|_| find(false))
    }
}
