//! Who says what of an event: a table of voices, what they agree on, and where they contradict one another.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::extract::finding::{EventId, Modality, Polarity, Role};
use crate::ingest::ArticleId;
use crate::knowledge::{Claim, EntityId, EventNode, KnowledgeGraph};
use crate::text::{TimeValue, fold};

/// Whose word it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Voice {
    /// An entity of the graph.
    Speaker(EntityId),
    /// Someone whom the words alone tell ("une source policière"), folded.
    Words(String),
    /// The article itself.
    Article(ArticleId),
}

impl Voice {
    /// Whose word a claim is.
    pub fn of(claim: &Claim) -> Self {
        match &claim.source {
            Some(source) => source.entity.map_or_else(|| Self::Words(fold(&source.words)), Self::Speaker),
            None => Self::Article(claim.article),
        }
    }
}

/// What claims can agree or differ on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Aspect {
    /// Whether it happened.
    Polarity,
    /// How many.
    Count,
    /// Who did it.
    Agent,
    /// To whom.
    Target,
    /// Where.
    Place,
    /// When.
    Time,
    /// How real it is.
    Modality,
}

impl Aspect {
    /// All, the gravest first.
    pub const ALL: [Self; 7] =
        [Self::Polarity, Self::Count, Self::Agent, Self::Target, Self::Place, Self::Time, Self::Modality];

    /// Its key in the message files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Polarity => "aspect-polarity",
            Self::Count => "aspect-count",
            Self::Agent => "aspect-agent",
            Self::Target => "aspect-target",
            Self::Place => "aspect-place",
            Self::Time => "aspect-time",
            Self::Modality => "aspect-modality",
        }
    }

    /// Its name in files.
    pub fn as_str(self) -> &'static str {
        &self.key()["aspect-".len()..]
    }

    /// How much a contradiction on it weighs beside others.
    fn weight(self) -> f64 {
        match self {
            Self::Polarity => 4.0,
            Self::Count => 2.0,
            Self::Agent => 3.0,
            Self::Target => 2.0,
            Self::Place | Self::Time => 1.5,
            Self::Modality => 0.5,
        }
    }
}

/// What a claim says on an aspect, so that two can be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stated {
    /// Affirmed or negated.
    Polarity(Polarity),
    /// A number.
    Count(u64),
    /// Entities, sorted.
    Entities(Vec<EntityId>),
    /// A time in ISO 8601.
    Time(String),
    /// Actual, possible or planned.
    Modality(Modality),
}

/// One voice's word in one article: a row of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The claim, by its place in the event.
    pub claim: usize,
    /// The article.
    pub article: ArticleId,
    /// Whose word it is.
    pub voice: Voice,
    /// What it says, aspect by aspect; silent ones are left out.
    pub stated: BTreeMap<Aspect, Stated>,
}

/// How the values of an aspect stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stance {
    /// All that speak of it say the same; more than one does.
    Agreed,
    /// One voice, or one article, gives it anew later: a toll that rises.
    Revised,
    /// Two voices say what cannot both be.
    Contradicted,
}

impl Stance {
    /// Its key in the message files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Agreed => "stance-agreed",
            Self::Revised => "stance-revised",
            Self::Contradicted => "stance-contradicted",
        }
    }
}

/// A value with the rows that give it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The value.
    pub value: Stated,
    /// Rows of the table, in order.
    pub rows: Vec<usize>,
}

/// What the voices say on one aspect together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// On what.
    pub aspect: Aspect,
    /// How the values stand to each other.
    pub stance: Stance,
    /// The values, the one with the most rows first.
    pub sides: Vec<Side>,
}

/// Who says what of one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The event.
    pub event: EventId,
    /// One row a claim, in the order of claims.
    pub rows: Vec<Row>,
    /// Aspects of which more than one row speaks, the gravest first.
    pub comparisons: Vec<Comparison>,
    /// Least and greatest number given.
    pub counts: Option<(u64, u64)>,
}

/// A contradiction of the workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The event.
    pub event: EventId,
    /// On what.
    pub aspect: Aspect,
    /// The values and the claims of the event that give them.
    pub sides: Vec<Side>,
    /// How bad it is; the worst first.
    pub weight: f64,
}

/// The table of an event.
pub fn table(event: &EventNode) -> Table {
    let rows: Vec<Row> = event.claims.iter().enumerate().map(|(i, c)| row(i, c)).collect();
    let comparisons = Aspect::ALL.iter().filter_map(|&aspect| compare(event, &rows, aspect)).collect();
    let counts = event.claims.iter().filter_map(|c| c.count);
    let counts = counts.clone().min().zip(counts.max());
    Table { event: event.id, rows, comparisons, counts }
}

fn row(i: usize, claim: &Claim) -> Row {
    let mut stated = BTreeMap::new();
    stated.insert(Aspect::Polarity, Stated::Polarity(claim.polarity));
    stated.insert(Aspect::Modality, Stated::Modality(claim.modality));
    if let Some(count) = claim.count {
        stated.insert(Aspect::Count, Stated::Count(count));
    }
    if let Some(time) = claim.time() {
        stated.insert(Aspect::Time, Stated::Time(time.to_string()));
    }
    for (aspect, role) in [(Aspect::Agent, Role::Agent), (Aspect::Target, Role::Target), (Aspect::Place, Role::Place)] {
        let mut entities: Vec<EntityId> = claim.entities(role).collect();
        entities.sort_unstable();
        entities.dedup();
        if !entities.is_empty() {
            stated.insert(aspect, Stated::Entities(entities));
        }
    }
    Row { claim: i, article: claim.article, voice: Voice::of(claim), stated }
}

fn compare(event: &EventNode, rows: &[Row], aspect: Aspect) -> Option<Comparison> {
    let mut sides: Vec<Side> = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let Some(value) = row.stated.get(&aspect) else { continue };
        match sides.iter_mut().find(|s| s.value == *value) {
            Some(side) => side.rows.push(i),
            None => sides.push(Side { value: value.clone(), rows: vec![i] }),
        }
    }
    if sides.iter().map(|s| s.rows.len()).sum::<usize>() < 2 {
        return None;
    }
    sides.sort_by(|a, b| b.rows.len().cmp(&a.rows.len()).then(a.rows[0].cmp(&b.rows[0])));
    let pairs = || (0..sides.len()).flat_map(|i| (i + 1..sides.len()).map(move |j| (i, j)));
    let clash = |(i, j): (usize, usize)| excludes(event, &sides[i], &sides[j], aspect);
    let rival = |(i, j): (usize, usize)| {
        let voices = |side: &Side| side.rows.iter().map(|&r| &rows[r].voice).collect::<Vec<_>>();
        let (a, b) = (voices(&sides[i]), voices(&sides[j]));
        // A later word of the same voice takes the earlier one's place; so does that of a later article in its own voice.
        !(a.iter().all(|v| b.contains(v))
            || b.iter().all(|v| a.contains(v))
            || is_update(event, rows, &sides[i], &sides[j], aspect))
    };
    let stance = if pairs().any(|p| clash(p) && rival(p)) {
        Stance::Contradicted
    } else if pairs().any(clash) {
        Stance::Revised
    } else {
        Stance::Agreed
    };
    Some(Comparison { aspect, stance, sides })
}

/// Articles that count more dead in their own voice on a later day bring news, not a rival toll.
fn is_update(event: &EventNode, rows: &[Row], one: &Side, other: &Side, aspect: Aspect) -> bool {
    let (Stated::Count(a), Stated::Count(b)) = (&one.value, &other.value) else { return false };
    if aspect != Aspect::Count {
        return false;
    }
    let (low, high) = if a < b { (one, other) } else { (other, one) };
    let own = |side: &Side| side.rows.iter().all(|&r| matches!(rows[r].voice, Voice::Article(_)));
    let dates =
        |side: &Side| side.rows.iter().filter_map(|&r| event.claims[rows[r].claim].published).collect::<Vec<_>>();
    let (early, late) = (dates(low), dates(high));
    own(low) && own(high) && early.iter().max().zip(late.iter().min()).is_some_and(|(e, l)| e < l)
}

/// True where two values cannot both be so.
fn excludes(event: &EventNode, one: &Side, other: &Side, aspect: Aspect) -> bool {
    match (&one.value, &other.value) {
        (Stated::Entities(a), Stated::Entities(b)) => {
            // A part of a longer list is no contradiction; nor is a place that holds the other.
            let apart = !a.iter().any(|id| b.contains(id));
            apart && aspect != Aspect::Place
        }
        (Stated::Time(_), Stated::Time(_)) => {
            let time = |side: &Side| event.claims[side.rows[0]].time();
            let (Some(a), Some(b)) = (time(one), time(other)) else { return false };
            !overlap(a, b)
        }
        (Stated::Modality(a), Stated::Modality(b)) => {
            // What was planned has happened since; a rumour beside a fact is a difference.
            *a != Modality::Planned && *b != Modality::Planned && a != b
        }
        (a, b) => a != b,
    }
}

fn overlap(a: TimeValue, b: TimeValue) -> bool {
    let ends = |t: TimeValue| Some((t.from.first_day()?, t.to.unwrap_or(t.from).last_day()?));
    let (Some(a), Some(b)) = (ends(a), ends(b)) else { return true };
    a.0 <= b.1 && b.0 <= a.1
}

/// All contradictions of a graph, the worst first.
pub fn contradictions(graph: &KnowledgeGraph) -> Vec<Contradiction> {
    let mut all = Vec::new();
    for event in graph.events().iter().filter(|e| e.claims.len() > 1) {
        for comparison in table(event).comparisons {
            if comparison.stance == Stance::Contradicted {
                let weight = weight(event, &comparison);
                all.push(Contradiction { event: event.id, aspect: comparison.aspect, sides: comparison.sides, weight });
            }
        }
    }
    // Equal ones stay in the order of the graph.
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    all
}

/// Grave aspects weigh more, then how far the sides lie apart, then how many claims stand behind the weaker one.
fn weight(event: &EventNode, comparison: &Comparison) -> f64 {
    let counts: Vec<f64> = comparison
        .sides
        .iter()
        .filter_map(|s| match s.value {
            Stated::Count(n) => Some(n.max(1) as f64),
            _ => None,
        })
        .collect();
    let spread = match (counts.iter().copied().reduce(f64::max), counts.iter().copied().reduce(f64::min)) {
        (Some(most), Some(least)) => (most / least).ln() + (most - least).max(1.0).ln() / 4.0,
        _ => 1.0,
    };
    let second = comparison.sides.get(1).map_or(1, |s| s.rows.len());
    comparison.aspect.weight() * spread * (1.0 + (second as f64).ln()) + (event.claims.len() as f64).ln() / 10.0
}

/// All that a speaker is quoted with, in the order of the graph: the event, and which of its claims.
pub fn said_by(graph: &KnowledgeGraph, speaker: EntityId) -> Vec<(&EventNode, usize)> {
    let said = |c: &Claim| c.source.as_ref().is_some_and(|s| s.entity == Some(speaker));
    let claims = |e: &'_ EventNode| -> Vec<usize> { (0..e.claims.len()).filter(|&i| said(&e.claims[i])).collect() };
    graph.events_of(speaker).flat_map(|e| claims(e).into_iter().map(move |i| (e, i))).collect()
}
