//! The packed list -> tables to look names up in.
//!
//! Packed form, little-endian, under zstd: number of countries; each country's code, number of neighbours and their codes. Number of
//! places; columns id u32, kind u8, country u8 (from 1; 0 for none), latitude i32, longitude i32 (thousandths of a degree), population
//! u32 (hundreds), radius u16 (km), region u32 (number of the place plus 1), flags u8, each column byte by byte; English names, French
//! names (u16 length; empty where equal). Number of names; each as shared prefix u8, rest u8 and bytes, holders u8, and per holder u24:
//! number << 2 | languages in which it is a chief name. Number of demonyms; each as text and country u8.

use std::collections::HashMap;

use super::{CountryCode, GeoPoint, Place, PlaceId, PlaceKind};
use crate::language::Language;
use crate::text::fold;

const APPROXIMATE: u8 = 1;
const CAPITAL: u8 = 2;
const RENOWNED: u8 = 4;
const CHIEF_ENGLISH: u8 = 1;
const CHIEF_FRENCH: u8 = 2;

/// All places, by number; names sorted.
#[derive(Debug, Default)]
pub struct Gazetteer {
    countries: Vec<CountryCode>,
    neighbours: Vec<Vec<CountryCode>>,
    ids: Vec<u32>,
    kinds: Vec<u8>,
    country: Vec<u8>,
    latitude: Vec<i32>,
    longitude: Vec<i32>,
    population: Vec<u32>,
    radius: Vec<u16>,
    region: Vec<u32>,
    flags: Vec<u8>,
    words: String,
    english: Vec<(u32, u32)>,
    french: Vec<(u32, u32)>,
    keys: Vec<u8>,
    key_ends: Vec<u32>,
    holders: Vec<u32>,
    holder_ends: Vec<u32>,
    demonyms: HashMap<String, CountryCode>,
    by_id: HashMap<u32, u32>,
}

/// A place that bears a name.
#[derive(Clone, Debug)]
pub struct Holder<'g> {
    /// The place.
    pub place: Place<'g>,
    chief: u8,
}

impl Holder<'_> {
    /// True where it is a chief name of the place in that language, not one spelling of many.
    pub fn is_chief(&self, language: Language) -> bool {
        let flag = if language == Language::Fr { CHIEF_FRENCH } else { CHIEF_ENGLISH };
        self.chief & flag != 0
    }
}

/// The form under which a name is looked up: folded, without a leading article, blanks for hyphens, no dots.
pub fn key(name: &str) -> String {
    let folded = fold(name);
    let bare = ["le ", "la ", "les ", "l'", "the "]
        .iter()
        .find_map(|a| folded.strip_prefix(a).filter(|rest| !rest.is_empty()))
        .unwrap_or(&folded);
    bare.replace('-', " ").replace('.', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the packed form; every read is checked.
struct Cursor<'b>(&'b [u8]);

impl<'b> Cursor<'b> {
    fn take(&mut self, n: usize) -> Option<&'b [u8]> {
        let (head, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|b| b[0])
    }

    fn number(&mut self) -> Option<usize> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?) as usize)
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = u16::from_le_bytes(self.take(2)?.try_into().ok()?);
        std::str::from_utf8(self.take(usize::from(length))?).ok()
    }

    fn code(&mut self) -> Option<CountryCode> {
        Some(CountryCode(self.take(2)?.try_into().ok()?))
    }

    /// A column of `n` values of up to four bytes, stored byte by byte.
    fn column(&mut self, n: usize, width: usize) -> Option<Vec<u32>> {
        let mut values = vec![0u32; n];
        for shift in 0..width {
            for (value, &byte) in values.iter_mut().zip(self.take(n)?) {
                *value |= u32::from(byte) << (8 * shift);
            }
        }
        Some(values)
    }
}

impl Gazetteer {
    /// Reads the packed form; `None` where it is damaged.
    pub fn read(packed: &[u8]) -> Option<Self> {
        let bytes = zstd::stream::decode_all(packed).ok()?;
        Self::unpack(&mut Cursor(&bytes))
    }

    fn unpack(from: &mut Cursor<'_>) -> Option<Self> {
        let mut list = Self::default();
        for _ in 0..from.number()? {
            list.countries.push(from.code()?);
            let count = from.byte()?;
            list.neighbours.push((0..count).map(|_| from.code()).collect::<Option<_>>()?);
        }
        let n = from.number()?;
        let narrow = |values: Vec<u32>| -> Vec<u8> { values.into_iter().map(|v| v as u8).collect() };
        list.ids = from.column(n, 4)?;
        list.kinds = narrow(from.column(n, 1)?);
        list.country = narrow(from.column(n, 1)?);
        list.latitude = from.column(n, 4)?.into_iter().map(u32::cast_signed).collect();
        list.longitude = from.column(n, 4)?.into_iter().map(u32::cast_signed).collect();
        list.population = from.column(n, 4)?;
        list.radius = from.column(n, 2)?.into_iter().map(|v| v as u16).collect();
        list.region = from.column(n, 4)?;
        list.flags = narrow(from.column(n, 1)?);
        for french in [false, true] {
            for i in 0..n {
                let text = from.text()?;
                let start = list.words.len() as u32;
                list.words.push_str(text);
                let range = (start, list.words.len() as u32);
                if !french {
                    list.english.push(range);
                } else if text.is_empty() {
                    list.french.push(list.english[i]);
                } else {
                    list.french.push(range);
                }
            }
        }
        let mut last: Vec<u8> = Vec::new();
        for _ in 0..from.number()? {
            let (shared, rest) = (usize::from(from.byte()?), usize::from(from.byte()?));
            last.truncate(shared);
            last.extend_from_slice(from.take(rest)?);
            list.keys.extend_from_slice(&last);
            list.key_ends.push(list.keys.len() as u32);
            for _ in 0..from.byte()? {
                let b = from.take(3)?;
                let holder = u32::from_le_bytes([b[0], b[1], b[2], 0]);
                if (holder >> 2) as usize >= n {
                    return None;
                }
                list.holders.push(holder);
            }
            list.holder_ends.push(list.holders.len() as u32);
        }
        for _ in 0..from.number()? {
            let word = from.text()?.to_owned();
            let country = list.code(from.byte()?)?;
            list.demonyms.insert(word, country);
        }
        list.by_id = list.ids.iter().enumerate().map(|(i, &id)| (id, i as u32)).collect();
        Some(list)
    }

    fn code(&self, number: u8) -> Option<CountryCode> {
        self.countries.get(usize::from(number).checked_sub(1)?).copied()
    }

    fn at(&self, i: u32) -> Place<'_> {
        let i = i as usize;
        let words = |(start, end): (u32, u32)| self.words.get(start as usize..end as usize).unwrap_or("");
        let kind = match self.kinds[i] {
            0 => PlaceKind::Country,
            1 => PlaceKind::Region,
            2 => PlaceKind::City,
            3 => PlaceKind::Area,
            _ => PlaceKind::Landmark,
        };
        Place {
            id: PlaceId(self.ids[i]),
            kind,
            country: self.code(self.country[i]),
            region: self.region[i].checked_sub(1).and_then(|r| self.ids.get(r as usize)).map(|&id| PlaceId(id)),
            at: GeoPoint::of_thousandths(self.latitude[i], self.longitude[i]),
            radius_km: u32::from(self.radius[i]),
            population: u64::from(self.population[i]) * 100,
            approximate: self.flags[i] & APPROXIMATE != 0,
            capital: self.flags[i] & CAPITAL != 0,
            renowned: self.flags[i] & RENOWNED != 0,
            english: words(self.english[i]),
            french: words(self.french[i]),
        }
    }

    /// How many places it holds.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// True where it holds none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The place of that id.
    pub fn place(&self, id: PlaceId) -> Option<Place<'_>> {
        self.by_id.get(&id.0).map(|&i| self.at(i))
    }

    /// The country of that code.
    pub fn country(&self, code: CountryCode) -> Option<Place<'_>> {
        // Countries come first.
        let number = self.countries.binary_search(&code).ok()? as u8 + 1;
        let i = (0..self.kinds.len()).take_while(|&i| self.kinds[i] == 0).find(|&i| self.country[i] == number)?;
        Some(self.at(i as u32))
    }

    /// True where two countries share a border.
    pub fn are_neighbours(&self, one: CountryCode, other: CountryCode) -> bool {
        let number = self.countries.binary_search(&one).ok();
        number.is_some_and(|i| self.neighbours[i].contains(&other))
    }

    /// The country that a word for people or things of it means ("afghane", "Afghans").
    pub fn demonym(&self, word: &str) -> Option<CountryCode> {
        self.demonyms.get(&fold(word)).copied()
    }

    /// As `demonym`, for a word that is folded already.
    pub(super) fn folded_demonym(&self, word: &str) -> Option<CountryCode> {
        self.demonyms.get(word).copied()
    }

    /// The places that bear a name, countries first, then by kind and population.
    pub fn holders(&self, name: &str) -> Vec<Holder<'_>> {
        self.holders_of_key(&key(name))
    }

    pub(super) fn holders_of_key(&self, key: &str) -> Vec<Holder<'_>> {
        let Some(i) = self.find(key.as_bytes()) else { return Vec::new() };
        let start = i.checked_sub(1).map_or(0, |before| self.holder_ends[before] as usize);
        let holders = &self.holders[start..self.holder_ends[i] as usize];
        holders.iter().map(|&h| Holder { place: self.at(h >> 2), chief: (h & 3) as u8 }).collect()
    }

    fn find(&self, key: &[u8]) -> Option<usize> {
        let name = |i: usize| {
            let start = i.checked_sub(1).map_or(0, |before| self.key_ends[before] as usize);
            &self.keys[start..self.key_ends[i] as usize]
        };
        let (mut low, mut high) = (0, self.key_ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match name(middle).cmp(key) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_list_can_be_read() {
        let list = crate::gazetteer::bundled();
        assert!(list.len() > 70_000);
        let kabul = &list.holders("Kaboul")[0];
        assert_eq!((kabul.place.name(Language::Fr), kabul.place.name(Language::En)), ("Kaboul", "Kabul"));
        assert!(kabul.place.capital && kabul.is_chief(Language::Fr));
        let france = list.country(CountryCode(*b"FR")).unwrap();
        assert_eq!(france.kind, PlaceKind::Country);
        assert!(list.are_neighbours(CountryCode(*b"FR"), CountryCode(*b"ES")));
        assert_eq!(list.demonym("Afghanes"), Some(CountryCode(*b"AF")));
        assert!(list.holders("Valdorne").is_empty());
    }

    #[test]
    fn damaged_lists_are_refused() {
        assert!(Gazetteer::read(b"").is_none());
        let cut = zstd::bulk::compress(&[9, 0, 0, 0, b'F', b'R', 200], 1).unwrap();
        assert!(Gazetteer::read(&cut).is_none());
    }
}
