//! Events on lanes of time, each as long as its words are vague; those without a time apart.

use std::collections::HashMap;

use super::accord::is_contested;
use super::extent::{DAY, Extent};
use super::filters::Filters;
use super::graph::Family;
use super::inspector::headline;
use super::shown::{Shown, actors_of};
use crate::extract::finding::{EventId, EventType, Modality, Polarity};
use crate::knowledge::EntityId;
use crate::locale::Locale;
use crate::session::Snapshot;

/// Bins of the strip under every view.
const BINS: usize = 240;

/// An event with a time.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The event.
    pub event: EventId,
    /// From its earliest to its latest possible minute.
    pub extent: Extent,
    /// Who did what to whom.
    pub caption: String,
    /// Its colour.
    pub family: Family,
    /// The most real modality of its claims.
    pub modality: Modality,
    /// All claims deny it.
    pub negated: bool,
    /// Claims contradict each other.
    pub contested: bool,
    /// It lies in the range that was chosen, or none was.
    pub inside: bool,
}

/// An event without a time.
#[derive(Clone, Debug)]
pub struct Undated {
    /// The event.
    pub event: EventId,
    /// Who did what to whom.
    pub caption: String,
    /// Its colour.
    pub family: Family,
}

/// What a lane stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneOf {
    /// An actor.
    Actor(EntityId),
    /// A type of events.
    Type(EventType),
}

/// A lane: indices of its events.
#[derive(Clone, Debug)]
pub struct Lane {
    /// What it stands for.
    pub of: LaneOf,
    /// Its caption.
    pub caption: String,
    /// Its bars, by their first minutes.
    pub bars: Vec<u32>,
    /// Its events without a time.
    pub undated: Vec<u32>,
}

/// The timeline as shown.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// Every event with a time, by its first minute.
    pub bars: Vec<Bar>,
    /// Every event without.
    pub undated: Vec<Undated>,
    /// A lane an actor, the busiest first.
    pub by_actor: Vec<Lane>,
    /// A lane a type, the most frequent first.
    pub by_type: Vec<Lane>,
    /// From the first to the last minute.
    pub whole: Option<Extent>,
    /// Where most of it lies: without the outermost twentieths.
    pub core: Option<Extent>,
    /// How many events fall into each equal part of `core`.
    pub bins: Vec<f32>,
}

impl Timeline {
    /// The timeline of what the filters leave; those of `range` are inside it.
    pub fn new(snapshot: &Snapshot, filters: &Filters, shown: &Shown, range: Option<Extent>, locale: Locale) -> Self {
        let graph = &snapshot.graph;
        let mut timeline = Self::default();
        let mut dated: Vec<(Extent, usize)> = Vec::new();
        let mut undated: Vec<usize> = Vec::new();
        for (i, event) in graph.events().iter().enumerate().filter(|(i, _)| shown.has_event(*i)) {
            match event.when().and_then(Extent::of) {
                Some(extent) => dated.push((extent, i)),
                None => undated.push(i),
            }
        }
        dated.sort_unstable();
        let mut actors: HashMap<EntityId, (Vec<u32>, Vec<u32>)> = HashMap::new();
        let mut types: HashMap<EventType, (Vec<u32>, Vec<u32>)> = HashMap::new();
        let of_event = |i: usize| {
            let mut ids: Vec<EntityId> = graph.events()[i].claims.iter().flat_map(actors_of).collect();
            ids.sort_unstable();
            ids.dedup();
            ids.retain(|&id| shown.has_actor(graph, filters, id));
            ids
        };
        for (extent, i) in dated {
            let event = &graph.events()[i];
            let n = timeline.bars.len() as u32;
            of_event(i).into_iter().for_each(|id| actors.entry(id).or_default().0.push(n));
            types.entry(event.event_type).or_default().0.push(n);
            timeline.bars.push(Bar {
                event: event.id,
                extent,
                caption: headline(snapshot, event, locale),
                family: Family::of(event.event_type),
                modality: event.claims.iter().map(|c| c.modality).min().unwrap_or(Modality::Actual),
                negated: event.claims.iter().all(|c| c.polarity == Polarity::Negated),
                contested: is_contested(event),
                inside: range.is_none_or(|r| r.meets(extent)),
            });
        }
        for i in undated {
            let event = &graph.events()[i];
            let n = timeline.undated.len() as u32;
            of_event(i).into_iter().for_each(|id| actors.entry(id).or_default().1.push(n));
            types.entry(event.event_type).or_default().1.push(n);
            let (caption, family) = (headline(snapshot, event, locale), Family::of(event.event_type));
            timeline.undated.push(Undated { event: event.id, caption, family });
        }
        timeline.by_actor =
            lanes(actors, LaneOf::Actor, |id| graph.entity(id).map(|e| e.name.clone()).unwrap_or_default());
        timeline.by_type = lanes(types, LaneOf::Type, |t| locale.message(&format!("event-{t}"), &[]));
        timeline.measure();
        timeline
    }

    fn measure(&mut self) {
        let (Some(first), Some(last)) = (self.bars.first(), self.bars.iter().map(|b| b.extent.to).max()) else {
            return;
        };
        self.whole = Some(Extent { from: first.extent.from, to: last });
        let mut middles: Vec<i64> = self.bars.iter().map(|b| (b.extent.from + b.extent.to) / 2).collect();
        middles.sort_unstable();
        let at = |part: usize| middles[(middles.len() - 1) * part / 100];
        let (from, to) = (at(5), at(95));
        let room = ((to - from) / 12).max(3 * DAY);
        let core = Extent { from: from - room, to: to + room }.to_days();
        self.core = Some(core);
        self.bins = vec![0.0; BINS];
        for bar in &self.bars {
            let bin = |minute: i64| (minute - core.from) * BINS as i64 / core.length();
            let (first, last) = (bin(bar.extent.from).max(0), bin(bar.extent.to - 1).min(BINS as i64 - 1));
            if first > last {
                continue;
            }
            // A vague event counts once in all, spread over where it may lie.
            let whole = (bin(bar.extent.to - 1) - bin(bar.extent.from) + 1) as f32;
            for i in first..=last {
                self.bins[i as usize] += 1.0 / whole;
            }
        }
    }

    /// The range of one step of play: about forty steps over the core, in whole days, weeks, months or years.
    pub fn step(&self) -> i64 {
        let days = self.core.map_or(1, |c| c.length() / DAY) / 40;
        let step = [1, 7, 30, 91, 365].into_iter().find(|&d| d >= days).unwrap_or(3650);
        step * DAY
    }
}

fn lanes<K: Copy + Ord + std::hash::Hash>(
    found: HashMap<K, (Vec<u32>, Vec<u32>)>,
    of: impl Fn(K) -> LaneOf,
    caption: impl Fn(K) -> String,
) -> Vec<Lane> {
    let mut found: Vec<(K, (Vec<u32>, Vec<u32>))> = found.into_iter().collect();
    found.sort_by_key(|(k, (bars, undated))| (std::cmp::Reverse((bars.len(), undated.len())), *k));
    let lane = |(k, (bars, undated))| Lane { of: of(k), caption: caption(k), bars, undated };
    found.into_iter().map(lane).collect()
}

/// A unit of the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// So many hours.
    Hours(i64),
    /// So many days.
    Days(i64),
    /// So many months.
    Months(i64),
    /// So many years.
    Years(i64),
}

/// Ticks of the axis: the first minute of each unit that lies in a stretch, wide enough apart.
pub fn ticks(stretch: Extent, pixels: f32, apart: f32) -> (Unit, Vec<i64>) {
    use super::extent::{civil, minute};
    const UNITS: [(Unit, i64); 14] = [
        (Unit::Hours(1), 60),
        (Unit::Hours(3), 180),
        (Unit::Hours(6), 360),
        (Unit::Hours(12), 720),
        (Unit::Days(1), DAY),
        (Unit::Days(2), 2 * DAY),
        (Unit::Days(7), 7 * DAY),
        (Unit::Months(1), 30 * DAY),
        (Unit::Months(3), 91 * DAY),
        (Unit::Months(6), 182 * DAY),
        (Unit::Years(1), 365 * DAY),
        (Unit::Years(5), 1826 * DAY),
        (Unit::Years(10), 3652 * DAY),
        (Unit::Years(50), 18262 * DAY),
    ];
    let least = stretch.length() as f32 * apart / pixels.max(1.0);
    let (unit, _) = UNITS.into_iter().find(|(_, m)| *m as f32 >= least).unwrap_or(UNITS[13]);
    let mut out = Vec::new();
    match unit {
        Unit::Hours(_) | Unit::Days(_) => {
            let step = match unit {
                Unit::Hours(n) => n * 60,
                Unit::Days(n) => n * DAY,
                Unit::Months(_) | Unit::Years(_) => DAY,
            };
            // Weeks begin on Mondays; the epoch was a Thursday.
            let offset = if step == 7 * DAY { 4 * DAY } else { 0 };
            let mut at = (stretch.from - offset).div_euclid(step) * step + offset;
            while at <= stretch.to && out.len() < 400 {
                out.push(at);
                at += step;
            }
        }
        Unit::Months(_) | Unit::Years(_) => {
            let step = match unit {
                Unit::Years(n) => n * 12,
                Unit::Months(n) => n,
                Unit::Hours(_) | Unit::Days(_) => 1,
            };
            let first = civil(stretch.from).map_or(0, |d| i64::from(d.year()) * 12 + i64::from(d.month()) - 1);
            let mut month = first.div_euclid(step) * step;
            while out.len() < 400 {
                let (year, m) = (month.div_euclid(12), month.rem_euclid(12) + 1);
                let Some(date) = i16::try_from(year).ok().and_then(|y| jiff::civil::Date::new(y, m as i8, 1).ok())
                else {
                    break;
                };
                if minute(date) > stretch.to {
                    break;
                }
                out.push(minute(date));
                month += step;
            }
        }
    }
    (unit, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_suit_the_zoom() {
        let year = Extent { from: 0, to: 365 * DAY };
        let (unit, marks) = ticks(year, 1000.0, 70.0);
        assert_eq!((unit, marks.len()), (Unit::Months(1), 13));
        let (unit, marks) = ticks(Extent { from: 0, to: DAY }, 1000.0, 70.0);
        assert_eq!((unit, marks[1] - marks[0]), (Unit::Hours(3), 180));
        let (unit, marks) = ticks(Extent { from: 0, to: 60 * DAY }, 1000.0, 70.0);
        assert_eq!(unit, Unit::Days(7));
        assert_eq!((marks[1] - 4 * DAY) % (7 * DAY), 0, "weeks begin on Mondays");
        let (unit, _) = ticks(Extent { from: -(200 * 365 * DAY), to: 0 }, 1000.0, 70.0);
        assert_eq!(unit, Unit::Years(50));
    }
}
