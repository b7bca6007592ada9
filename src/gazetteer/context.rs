//! What an article says of countries, so that a name that many places bear can be told: countries and their people, regions, capitals.

use std::collections::HashMap;

use super::link::Spoken;
use super::phrase::readings;
use super::{CountryCode, Gazetteer, GeoPoint, PlaceKind};
use crate::language::Language;
use crate::text::fold;

/// Countries that an article speaks of, and places that it means beyond doubt.
#[derive(Debug, Default)]
pub(super) struct Context {
    countries: HashMap<CountryCode, u32>,
    /// Places that are certain: country and point.
    certain: Vec<(Option<CountryCode>, GeoPoint, PlaceKind)>,
    home: Option<CountryCode>,
}

/// Names that a country shares with a region elsewhere that news speaks of as often.
const SHARED: &[&str] = &["georgie", "georgia", "congo"];

/// How many times as populous as all others together the bearer of a name must be to be certain without further signs.
const CERTAIN: u64 = 15;

impl Context {
    /// Reads an article: its names of places, and the words of its text that mean people or things of a country.
    pub fn of(list: &Gazetteer, spoken: &[Spoken<'_>], text: &str, language: Language) -> Self {
        let mut context = Self { home: home(language), ..Self::default() };
        for name in spoken {
            context.take(list, name.name, language, name.starts.len().max(1) as u32);
        }
        for word in text.split(|c: char| !(c.is_alphabetic() || c == '-')) {
            // No demonym is shorter than four letters; in English all are capitalised.
            if word.len() < 4 || (language == Language::En && !word.starts_with(char::is_uppercase)) {
                continue;
            }
            let country = if word.is_ascii() {
                list.folded_demonym(&word.to_ascii_lowercase())
            } else {
                list.folded_demonym(&fold(word))
            };
            if let Some(country) = country {
                *context.countries.entry(country).or_default() += 1;
            }
        }
        context
    }

    fn take(&mut self, list: &Gazetteer, name: &str, language: Language, times: u32) {
        for reading in readings(name) {
            let holders = list.holders_of_key(&reading.key);
            let Some(first) = holders.first() else { continue };
            let country = first.place.kind == PlaceKind::Country && first.is_chief(language);
            if SHARED.contains(&reading.key.as_str()) {
                return;
            }
            if country {
                if let Some(code) = first.place.country {
                    *self.countries.entry(code).or_default() += 2 * times;
                }
                self.certain.push((first.place.country, first.place.at, first.place.kind));
                return;
            }
            // A town so large that no other of the name compares, a region or landmark that alone bears it.
            let weight = |h: &super::store::Holder<'_>| match h.place.kind {
                PlaceKind::City if !h.is_chief(language) => h.place.population / 10,
                PlaceKind::City | PlaceKind::Region => h.place.population,
                _ => 300_000,
            };
            let Some(best) = holders.iter().max_by_key(|h| weight(h)) else { continue };
            let near = |other: &super::store::Holder<'_>| {
                let reach = f64::from(other.place.radius_km.max(best.place.radius_km)) * 2.0 + 30.0;
                other.place.country == best.place.country && other.place.at.distance_km(best.place.at) < reach
            };
            let others: u64 = holders.iter().filter(|h| h.place.id != best.place.id && !near(h)).map(&weight).sum();
            let capital = if best.place.capital { 4 } else { 1 };
            if weight(best) * capital > CERTAIN * others.max(20_000) {
                if let Some(code) = best.place.country {
                    *self.countries.entry(code).or_default() += times;
                }
                self.certain.push((best.place.country, best.place.at, best.place.kind));
            }
            return;
        }
    }

    /// How much the article speaks for a place: 0 for not at all, about 2.5 where its country is the one that it speaks of most.
    pub fn support(&self, list: &Gazetteer, country: Option<CountryCode>, at: GeoPoint) -> f64 {
        let Some(country) = country else { return 0.0 };
        let most = self.countries.values().copied().max().unwrap_or(0);
        let told = self.countries.get(&country).copied().unwrap_or(0);
        let mut support = match told {
            0 => 0.0,
            n if n == most => 2.5,
            n => 1.6 + 0.6 * f64::from(n) / f64::from(most),
        };
        // Something certain nearby that is not the same point.
        let near = self.certain.iter().any(|&(c, p, kind)| {
            let apart = p.distance_km(at);
            c == Some(country) && kind != PlaceKind::Country && apart > 0.2 && apart < 150.0
        });
        support += if near { 0.8 } else { 0.0 };
        if told == 0 && self.countries.keys().any(|&other| list.are_neighbours(country, other)) {
            support += 0.4;
        }
        if told == 0 {
            support += match self.home {
                Some(home) if home == country => 1.5,
                Some(CountryCode([b'F', b'R'])) if is_francophone(country) => 0.5,
                _ => 0.0,
            };
        }
        support
    }

    /// True where a place that is certain lies within some km.
    pub fn names_near(&self, at: GeoPoint, km: f64) -> bool {
        self.certain.iter().any(|&(_, p, kind)| kind == PlaceKind::City && p.distance_km(at) < km)
    }
}

/// Where papers of a language speak from when they name no country; English has no one home.
fn home(language: Language) -> Option<CountryCode> {
    (language == Language::Fr).then_some(CountryCode(*b"FR"))
}

fn is_francophone(country: CountryCode) -> bool {
    [*b"BE", *b"CH", *b"CA", *b"LU"].contains(&country.0)
}
