//! What narrows every view: one value for graph, timeline, map, tables, inspector and reader.

use std::collections::BTreeSet;

use super::extent::Extent;
use crate::extract::finding::{EntityType, EventType, Modality, Polarity};
use crate::ingest::ArticleId;
use crate::knowledge::{Claim, EntityId};
use crate::locale::Locale;
use crate::session::Snapshot;
use crate::text::fold;

/// Who says so.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Voice {
    /// The article itself.
    Article,
    /// An actor of the graph.
    Actor(EntityId),
    /// Somebody whom words alone describe, folded.
    Words(String),
}

impl Voice {
    /// The voice of a claim.
    pub fn of(claim: &Claim) -> Self {
        match &claim.source {
            None => Self::Article,
            Some(source) => source.entity.map_or_else(|| Self::Words(fold(&source.words)), Self::Actor),
        }
    }

    /// It in words.
    pub fn words(&self, snapshot: &Snapshot, locale: Locale) -> String {
        match self {
            Self::Article => locale.message("ui-the-article", &[]),
            Self::Actor(id) => snapshot.graph.entity(*id).map(|e| e.name.clone()).unwrap_or_default(),
            Self::Words(words) => words.clone(),
        }
    }
}

/// What is left out of sight, and what alone is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Types of actors left out.
    pub types: BTreeSet<EntityType>,
    /// Types of events left out.
    pub events: BTreeSet<EventType>,
    /// Modalities left out.
    pub modalities: BTreeSet<Modality>,
    /// Polarities left out.
    pub polarities: BTreeSet<Polarity>,
    /// Lasting ties are left out.
    pub ties: bool,
    /// Only these articles; all where empty.
    pub articles: BTreeSet<ArticleId>,
    /// Only what these say; all where empty.
    pub sources: BTreeSet<Voice>,
    /// Only what happened then.
    pub time: Option<Extent>,
    /// Only what holds these words.
    pub text: String,
    /// Actors without links are shown too.
    pub lone: bool,
}

/// One removable part of the filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A type of actors.
    Type(EntityType),
    /// A type of events.
    Event(EventType),
    /// A modality.
    Modality(Modality),
    /// A polarity.
    Polarity(Polarity),
    /// Lasting ties.
    Ties,
    /// An article.
    Article(ArticleId),
    /// A source.
    Source(Voice),
    /// The range of time.
    Time,
    /// The words.
    Text,
}

impl Filters {
    /// True where nothing is left out.
    pub fn is_empty(&self) -> bool {
        *self == Self { lone: self.lone, ..Self::default() }
    }

    /// Nothing left out any more.
    pub fn clear(&mut self) {
        *self = Self { lone: self.lone, ..Self::default() };
    }

    /// True where events are chosen, and not only actors or articles.
    pub fn chooses_events(&self) -> bool {
        !Self { types: BTreeSet::new(), articles: BTreeSet::new(), ..self.clone() }.is_empty()
    }

    /// Takes one part away.
    pub fn remove(&mut self, part: &Part) {
        match part {
            Part::Type(t) => drop(self.types.remove(t)),
            Part::Event(t) => drop(self.events.remove(t)),
            Part::Modality(m) => drop(self.modalities.remove(m)),
            Part::Polarity(p) => drop(self.polarities.remove(p)),
            Part::Ties => self.ties = false,
            Part::Article(id) => drop(self.articles.remove(id)),
            Part::Source(voice) => drop(self.sources.remove(voice)),
            Part::Time => self.time = None,
            Part::Text => self.text.clear(),
        }
    }

    /// Its parts with their captions, in a fixed order.
    pub fn parts(&self, snapshot: &Snapshot, locale: Locale) -> Vec<(Part, String)> {
        let t = |key: &str| locale.message(key, &[]);
        let without = |what: String| locale.message("ui-chip-without", &[("what", &what)]);
        let mut parts = Vec::new();
        if !self.text.trim().is_empty() {
            parts.push((Part::Text, locale.message("ui-chip-text", &[("words", self.text.trim())])));
        }
        if let Some(range) = self.time {
            parts.push((Part::Time, range.words(locale)));
        }
        for id in &self.articles {
            let meta = snapshot.article(*id).map(|a| &a.meta);
            let title = meta.map(|m| m.title.clone().unwrap_or_else(|| m.name.clone())).unwrap_or_default();
            parts.push((Part::Article(*id), shorten(&title, 28)));
        }
        for voice in &self.sources {
            let who = shorten(&voice.words(snapshot, locale), 28);
            parts.push((Part::Source(voice.clone()), locale.message("ui-said-by", &[("who", &who)])));
        }
        parts.extend(self.types.iter().map(|&x| (Part::Type(x), without(t(&format!("word-{x}"))))));
        parts.extend(self.modalities.iter().map(|&x| (Part::Modality(x), without(t(&format!("word-{x}"))))));
        parts.extend(self.polarities.iter().map(|&x| (Part::Polarity(x), without(t(&format!("word-{x}"))))));
        parts.extend(self.events.iter().map(|&x| (Part::Event(x), without(t(&format!("event-{x}"))))));
        if self.ties {
            parts.push((Part::Ties, without(t("ui-ties"))));
        }
        parts
    }
}

/// Words of at most so many letters.
pub fn shorten(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    words.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_can_be_taken_away() {
        let mut filters = Filters {
            types: [EntityType::Place].into(),
            events: [EventType::Die].into(),
            modalities: [Modality::Possible].into(),
            polarities: [Polarity::Negated].into(),
            ties: true,
            articles: [ArticleId(1)].into(),
            sources: [Voice::Article].into(),
            time: Some(Extent { from: 0, to: 1440 }),
            text: "kaboul".to_owned(),
            lone: true,
        };
        let snapshot = Snapshot::default();
        let parts = filters.parts(&snapshot, Locale::Fr);
        assert_eq!(parts.len(), 9);
        for (part, _) in &parts {
            let before = filters.clone();
            filters.remove(part);
            assert_ne!(filters, before, "{part:?}");
        }
        assert!(filters.is_empty() && filters.lone, "the wish to see lone actors stays");
    }
}
