//! Names of places in one article -> which places it means; never a false pin: where doubt remains, the reason is told instead.

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::phrase::{Before, Reading, Said, before, readings, told_before};
use super::store::Holder;
use super::{Gazetteer, Place, PlaceId, PlaceKind};
use crate::language::Language;

/// A place as an article names it.
#[derive(Clone, Debug)]
pub struct Spoken<'t> {
    /// The name.
    pub name: &'t str,
    /// Where its mentions start, in bytes.
    pub starts: Vec<usize>,
}

/// Why a place has no point on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PlaceDoubt {
    /// No list has the name.
    Unknown,
    /// Several places bear it, and the article does not tell them apart.
    Ambiguous,
    /// One place bears it, but it is small or seldom called so, and nothing in the article speaks for it.
    Unsupported,
    /// Its articles mean different places by it.
    Disagreeing,
    /// A person took it off the map.
    Refused,
}

impl PlaceDoubt {
    /// All reasons.
    pub const ALL: [Self; 5] = [Self::Unknown, Self::Ambiguous, Self::Unsupported, Self::Disagreeing, Self::Refused];

    /// Its key in the message files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unknown => "place-unknown",
            Self::Ambiguous => "place-ambiguous",
            Self::Unsupported => "place-unsupported",
            Self::Disagreeing => "place-disagreeing",
            Self::Refused => "place-refused",
        }
    }
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linked {
    /// This place, or a part of it.
    Place {
        /// The place.
        id: PlaceId,
        /// True where only a part of it is meant ("le nord du Mali").
        part: bool,
    },
    /// None that is certain.
    Doubt {
        /// Why.
        reason: PlaceDoubt,
        /// Whom it may mean, the likeliest first; at most five.
        candidates: Vec<PlaceId>,
    },
}

/// By how much the best must lead: ten times the people, or a country that the article speaks of.
const MARGIN: f64 = 0.9;
/// Towns of that many people need no further sign where they bear the name as their chief one.
const KNOWN: u64 = 400_000;
/// What being a capital weighs against another town of the name.
const CAPITAL_AMONG_TOWNS: f64 = 0.8;
/// And against regions, rivers, landmarks: "Washington" alone is the capital.
const CAPITAL: f64 = 1.5;

struct Scored<'g> {
    holder: Holder<'g>,
    score: f64,
    support: f64,
    part: bool,
}

impl Gazetteer {
    /// True where the name is followed by the country or region of the place: "Paris, Texas", "Tripoli (Liban)", "Goma, en RDC".
    fn told_after(&self, place: &Place<'_>, name: &str, text: &str, start: usize) -> bool {
        let Some(rest) = text.get(start + name.len()..) else { return false };
        let Some(rest) = [", ", " ("].iter().find_map(|p| rest.strip_prefix(p)) else { return false };
        let rest = ["en ", "au ", "aux ", "in "].iter().find_map(|p| rest.strip_prefix(p)).unwrap_or(rest);
        let end = rest.find([',', ')', '.', ';', ':']).unwrap_or(rest.len()).min(40);
        let words: Vec<&str> = rest.get(..end).unwrap_or("").split(' ').take(4).collect();
        (1..=words.len()).rev().any(|n| {
            self.holders(&words[..n].join(" ")).iter().any(|h| match h.place.kind {
                PlaceKind::Country => h.place.country == place.country && place.kind != PlaceKind::Country,
                PlaceKind::Region => place.region == Some(h.place.id),
                _ => false,
            })
        })
    }

    /// Tells which places the names of one article mean.
    pub fn link(&self, spoken: &[Spoken<'_>], text: &str, language: Language) -> Vec<Linked> {
        let context = Context::of(self, spoken, text, language);
        spoken.iter().map(|name| self.link_one(name, text, language, &context)).collect()
    }

    fn link_one(&self, spoken: &Spoken<'_>, text: &str, language: Language, context: &Context) -> Linked {
        let mut last = Linked::Doubt { reason: PlaceDoubt::Unknown, candidates: Vec::new() };
        // The name as it stands first; its parts only where no list has the whole.
        for reading in readings(spoken.name) {
            let holders = self.holders_of_key(&reading.key);
            if holders.is_empty() {
                continue;
            }
            last = self.choose(holders, &reading, spoken, text, language, context);
            if matches!(last, Linked::Place { .. }) {
                return last;
            }
        }
        last
    }

    fn choose(
        &self,
        holders: Vec<Holder<'_>>,
        reading: &Reading,
        spoken: &Spoken<'_>,
        text: &str,
        language: Language,
        context: &Context,
    ) -> Linked {
        let shared = holders.first().is_some_and(|h| h.place.kind == PlaceKind::Country)
            && holders.iter().any(|h| {
                let rival = h.place.kind == PlaceKind::Region && h.place.population > 3_000_000 && h.is_chief(language);
                (rival && h.place.country != holders[0].place.country && h.place.country.is_some_and(|c| &c.0 == b"US"))
                    || (h.place.kind == PlaceKind::Country && h.place.id != holders[0].place.id && h.is_chief(language))
            });
        let mut scored: Vec<Scored<'_>> = holders
            .into_iter()
            .map(|holder| {
                let support = context.support(self, holder.place.country, holder.place.at);
                let within =
                    spoken.starts.iter().any(|&start| self.told_after(&holder.place, spoken.name, text, start));
                let support = if within { support.max(2.5) + 2.0 } else { support };
                let mut score = prior(&holder, language, shared) + support + said(&holder.place, reading.said);
                for &start in &spoken.starts {
                    score += (cue(&holder.place, before(text, start), language)
                        + said(&holder.place, told_before(text, start)))
                        / spoken.starts.len() as f64;
                }
                Scored { holder, score, support, part: reading.part }
            })
            .collect();
        scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.holder.place.id.cmp(&b.holder.place.id)));
        let candidates = || scored.iter().take(5).map(|s| s.holder.place.id).collect();
        let doubt = |reason| Linked::Doubt { reason, candidates: candidates() };
        let Some(best) = scored.first() else { return doubt(PlaceDoubt::Unknown) };
        let rival = scored[1..].iter().find(|other| !stands_for(&other.holder.place, &best.holder.place));
        let towns = |other: &Scored<'_>| [best, other].iter().all(|s| s.holder.place.kind == PlaceKind::City);
        let handicap = |other: &Scored<'_>| {
            let only_best = best.holder.place.capital && !other.holder.place.capital;
            if only_best && towns(other) { CAPITAL - CAPITAL_AMONG_TOWNS } else { 0.0 }
        };
        let lead = rival.map_or(f64::MAX, |rival| best.score - rival.score - handicap(rival));
        if lead < MARGIN {
            return doubt(PlaceDoubt::Ambiguous);
        }
        let place = &best.holder.place;
        let chief = best.holder.is_chief(language);
        let known = match place.kind {
            // "Saint-Martin" is an island of its own and many villages.
            PlaceKind::Country if place.population < 100_000 && scored.len() > 3 => best.support > 1.0,
            PlaceKind::Country | PlaceKind::Area => chief || best.support > 0.0,
            PlaceKind::Region => chief && (place.population > 1_000_000 || best.support > 1.0) || best.support > 1.5,
            PlaceKind::City if chief => {
                let beside = best.support > 0.0 && place.population > 20_000 && lead > 2.0;
                place.population >= KNOWN || best.support >= 1.2 || place.capital || place.renowned || beside
            }
            PlaceKind::City => place.population >= 1_000_000 || best.support >= 1.6,
            PlaceKind::Landmark => landmark_is_meant(place, &reading.key, context),
        };
        if !known {
            return doubt(PlaceDoubt::Unsupported);
        }
        Linked::Place { id: place.id, part: best.part }
    }
}

/// How likely a name means a place before the article is read: about the decimal logarithm of its people.
fn prior(holder: &Holder<'_>, language: Language, shared: bool) -> f64 {
    let people = |n: u64| (n.max(1_000) as f64).log10();
    let place = &holder.place;
    let chief = holder.is_chief(language);
    let spelling = if chief { 0.0 } else { -1.2 };
    match place.kind {
        PlaceKind::Country if shared => 7.0,
        PlaceKind::Country => {
            if chief {
                9.0
            } else {
                5.0
            }
        }
        PlaceKind::Region => people(place.population) - 1.0 + spelling,
        PlaceKind::City => people(place.population) + spelling + if place.capital { CAPITAL } else { 0.0 },
        PlaceKind::Area if place.country.is_none() => 6.3 + spelling,
        PlaceKind::Area => 6.8 + spelling,
        PlaceKind::Landmark => 7.0 + spelling,
    }
}

/// What the word for its kind says of a place.
fn said(place: &Place<'_>, said: Said) -> f64 {
    match (said, place.kind) {
        (Said::Nothing, _) => 0.0,
        (Said::Region, PlaceKind::Region) | (Said::City, PlaceKind::City) => 1.5,
        (Said::Region, PlaceKind::Area) | (Said::City, PlaceKind::Country) => 0.0,
        _ => -1.5,
    }
}

/// What the little word before a name says of a place.
fn cue(place: &Place<'_>, before: Before, language: Language) -> f64 {
    if language != Language::Fr {
        return 0.0;
    }
    let land = matches!(place.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Area);
    match before {
        Before::Other => 0.0,
        Before::Town => {
            if land {
                -1.2
            } else {
                0.8
            }
        }
        Before::Land => {
            if land {
                0.8
            } else {
                -1.2
            }
        }
    }
}

/// True where two places are one for a reader: a town and the region around it.
fn stands_for(one: &Place<'_>, other: &Place<'_>) -> bool {
    let reach = f64::from(one.radius_km.max(other.radius_km)) * 2.0 + 25.0;
    let same_country = one.country == other.country || one.kind == PlaceKind::Area || other.kind == PlaceKind::Area;
    same_country && one.at.distance_km(other.at) < reach
}

/// Squares and churches of one name stand in many towns: theirs must be named too.
fn landmark_is_meant(place: &Place<'_>, key: &str, context: &Context) -> bool {
    let common =
        ["notre dame", "notre dame cathedral", "independence square", "capitole", "capitol", "bastille", "westminster"];
    let zone = key.ends_with(" zone") || key.starts_with("zone ");
    let many = common.contains(&key) || zone || key.starts_with("place ") || key.starts_with("quai ");
    !many || context.names_near(place.at, 40.0)
}
