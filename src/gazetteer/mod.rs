//! Where places lie: names in French and English -> countries, regions, towns, areas and landmarks, and which of them an article means.
//!
//! The list is bundled (`assets/gazetteer`, made by `training/gazetteer.py`) and unpacked when it is first asked for.

mod context;
mod link;
mod phrase;
mod store;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use link::{Linked, PlaceDoubt, Spoken};
pub use store::Gazetteer;

use crate::language::Language;

static BUNDLED: LazyLock<Gazetteer> = LazyLock::new(|| {
    let packed = include_bytes!("../../assets/gazetteer/places.zst");
    // A test reads the bundled list; a program without it places nothing.
    Gazetteer::read(packed).unwrap_or_default()
});

/// The bundled gazetteer; the first call unpacks it (some 20 ms).
pub fn bundled() -> &'static Gazetteer {
    &BUNDLED
}

/// Names a place across articles and versions of the list: GeoNames' number, or one of our own where GeoNames has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlaceId(pub u32);

/// ISO 3166-1 alpha-2 code of a country.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CountryCode(pub [u8; 2]);

impl CountryCode {
    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl std::fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A point on the globe (WGS 84), to 1/1000 of a degree: some 100 m.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GeoPoint {
    latitude: i32,
    longitude: i32,
}

impl GeoPoint {
    /// From degrees, north and east positive; `None` where no such point exists.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let whole = |degrees: f64| (degrees * 1000.0).round() as i32;
        let fits = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        fits.then(|| Self { latitude: whole(latitude), longitude: whole(longitude) })
    }

    pub(crate) fn of_thousandths(latitude: i32, longitude: i32) -> Self {
        Self { latitude, longitude }
    }

    /// Degrees north.
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / 1000.0
    }

    /// Degrees east.
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / 1000.0
    }

    /// Kilometres between two points, on a sphere of 6,371 km (haversine formula).
    pub fn distance_km(self, other: Self) -> f64 {
        let (a, b) = (self.latitude().to_radians(), other.latitude().to_radians());
        let across = (other.longitude() - self.longitude()).to_radians();
        let h = ((b - a) / 2.0).sin().powi(2) + a.cos() * b.cos() * (across / 2.0).sin().powi(2);
        2.0 * 6371.0 * h.sqrt().min(1.0).asin()
    }
}

impl std::fmt::Display for GeoPoint {
    /// `34.528, 69.172`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3}, {:.3}", self.latitude(), self.longitude())
    }
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlaceKind {
    /// A country or territory with a code of its own.
    Country,
    /// A part of a country that it administers: province, state, département.
    Region,
    /// A town or village.
    City,
    /// A part of the world, sea, river or landscape; it may cross borders.
    Area,
    /// A building, square, mountain or site.
    Landmark,
}

impl PlaceKind {
    /// Its name in files and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::City => "city",
            Self::Area => "area",
            Self::Landmark => "landmark",
        }
    }
}

/// A place of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Place<'g> {
    /// Its id.
    pub id: PlaceId,
    /// What it is.
    pub kind: PlaceKind,
    /// The country that it lies in, or is; `None` where it crosses borders.
    pub country: Option<CountryCode>,
    /// The region that it lies in.
    pub region: Option<PlaceId>,
    /// Its middle.
    pub at: GeoPoint,
    /// How far it reaches from there, in km; 0 for towns and sites.
    pub radius_km: u32,
    /// People, to the hundred; 0 where the list has no number.
    pub population: u64,
    /// True where the point stands for something wide.
    pub approximate: bool,
    /// True for a country's capital.
    pub capital: bool,
    /// True where news speaks of it without saying where it is.
    pub renowned: bool,
    english: &'g str,
    french: &'g str,
}

impl<'g> Place<'g> {
    /// Its name in a language.
    pub fn name(&self, language: Language) -> &'g str {
        if language == Language::Fr { self.french } else { self.english }
    }
}
