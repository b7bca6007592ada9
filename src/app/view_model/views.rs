//! All views of one question: worked out beside the window, from one set of filters.

use std::collections::HashMap;
use std::sync::Arc;

use super::filters::{Filters, Voice};
use super::graph::GraphModel;
use super::inspector::voice;
use super::map::MapModel;
use super::shown::{Shown, Texts};
use super::timeline::Timeline;
use crate::knowledge::EntityId;
use crate::locale::Locale;
use crate::session::Snapshot;

/// What views are made from.
pub struct Question {
    /// Numbers the questions.
    pub number: u64,
    /// The state.
    pub snapshot: Arc<Snapshot>,
    /// What is left out.
    pub filters: Filters,
    /// The focus and how far it reaches.
    pub focus: Option<(EntityId, u8)>,
    /// Language of captions.
    pub locale: Locale,
}

/// The views that answer a question.
pub struct Views {
    /// Which question.
    pub number: u64,
    /// The graph.
    pub graph: GraphModel,
    /// The timeline; what lies outside the range of the filters is there too, marked.
    pub timeline: Timeline,
    /// The map.
    pub map: MapModel,
    /// Who speaks, with how many claims, the most frequent first.
    pub voices: Vec<(Voice, String, usize)>,
    /// How many events the filters leave.
    pub events: usize,
}

/// Makes views; keeps what does not change with the filters.
#[derive(Default)]
pub struct Maker {
    texts: Texts,
}

/// Voices listed at most.
const VOICES: usize = 60;

impl Maker {
    /// The views that were asked for.
    pub fn answer(&mut self, question: Question) -> Views {
        let Question { number, snapshot, filters, focus, locale } = question;
        let shown = Shown::new(&snapshot, &filters, focus, &mut self.texts);
        let graph = GraphModel::new(&snapshot, &filters, &shown);
        let map = MapModel::new(&snapshot, &filters, &shown, locale);
        let events = (0..shown.claims.len()).filter(|&i| shown.has_event(i)).count();
        let timeline = match filters.time {
            None => Timeline::new(&snapshot, &filters, &shown, None, locale),
            Some(range) => {
                let whole = Filters { time: None, ..filters };
                let shown = Shown::new(&snapshot, &whole, focus, &mut self.texts);
                Timeline::new(&snapshot, &whole, &shown, Some(range), locale)
            }
        };
        Views { number, graph, timeline, map, voices: voices(&snapshot, locale), events }
    }
}

fn voices(snapshot: &Snapshot, locale: Locale) -> Vec<(Voice, String, usize)> {
    // Voices are folded to be counted; they are shown as they were first written.
    let mut counts: HashMap<Voice, (usize, Option<String>)> = HashMap::new();
    for claim in snapshot.graph.events().iter().flat_map(|e| &e.claims) {
        let told = counts.entry(Voice::of(claim)).or_insert_with(|| (0, voice(snapshot, claim)));
        told.0 += 1;
    }
    let mut voices: Vec<(Voice, (usize, Option<String>))> = counts.into_iter().collect();
    voices.sort_by(|(a, n), (b, m)| m.0.cmp(&n.0).then(a.cmp(b)));
    voices.truncate(VOICES);
    let line = |(voice, (n, words)): (Voice, (usize, Option<String>))| {
        let words = words.unwrap_or_else(|| voice.words(snapshot, locale));
        (voice, words, n)
    };
    voices.into_iter().map(line).collect()
}
