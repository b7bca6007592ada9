//! Where the places of the graph lie: the gazetteer's word from all articles, under a person's.

use serde::{Deserialize, Serialize};

use super::log::Seq;
use super::project::ReadArticle;
use crate::extract::finding::{EntityType, MentionKind};
use crate::gazetteer::{GeoPoint, Linked, PlaceDoubt, PlaceId, Spoken, bundled};

/// Where a place of the graph lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Location {
    /// Here.
    At {
        /// The middle of it.
        point: GeoPoint,
        /// How far it reaches from there, in km; 0 for a point.
        radius_km: u32,
        /// True where the point stands for something wide, or for a part of it: to be drawn as an area, not as a pin.
        approximate: bool,
        /// The place of the list; `None` where a person gave a point.
        place: Option<PlaceId>,
        /// The correction that says so; `None` for the program.
        given_by: Option<Seq>,
    },
    /// Not known for certain, so not on the map.
    Nowhere {
        /// Why.
        reason: PlaceDoubt,
        /// What the name may mean, the likeliest first.
        candidates: Vec<PlaceId>,
    },
}

/// Where a person says that a place lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GivenLocation {
    /// It is this place of the list.
    Listed(PlaceId),
    /// It lies here.
    Point(GeoPoint),
    /// It does not belong on the map.
    Nowhere,
}

impl Location {
    /// The point and whether it is approximate, where there is one.
    pub fn point(&self) -> Option<(GeoPoint, bool)> {
        match self {
            Self::At { point, approximate, .. } => Some((*point, *approximate)),
            Self::Nowhere { .. } => None,
        }
    }

    /// The location of a place of the list.
    fn listed(id: PlaceId, part: bool, given_by: Option<Seq>) -> Option<Self> {
        let place = bundled().place(id)?;
        Some(Self::At {
            point: place.at,
            radius_km: place.radius_km,
            approximate: place.approximate || part,
            place: Some(id),
            given_by,
        })
    }

    /// As a person gave it.
    pub(super) fn given(given: GivenLocation, seq: Seq) -> Self {
        let nowhere = || Self::Nowhere { reason: PlaceDoubt::Refused, candidates: Vec::new() };
        match given {
            GivenLocation::Listed(id) => Self::listed(id, false, Some(seq)).unwrap_or_else(nowhere),
            GivenLocation::Point(point) => {
                Self::At { point, radius_km: 0, approximate: false, place: None, given_by: Some(seq) }
            }
            GivenLocation::Nowhere => nowhere(),
        }
    }

    /// What the articles of one entity say together; `None` where none of them takes it for a place.
    pub(super) fn together<'a>(links: impl Iterator<Item = &'a Linked>) -> Option<Self> {
        let (mut at, mut doubt): (Option<(PlaceId, bool)>, Option<(PlaceDoubt, &[PlaceId])>) = (None, None);
        for link in links {
            match (link, at) {
                (Linked::Place { id, part }, None) => at = Some((*id, *part)),
                (Linked::Place { id, part }, Some((first, partly))) => {
                    if first != *id {
                        let candidates = vec![first, *id];
                        return Some(Self::Nowhere { reason: PlaceDoubt::Disagreeing, candidates });
                    }
                    at = Some((first, partly && *part));
                }
                (Linked::Doubt { reason, candidates }, _) => {
                    doubt.get_or_insert((*reason, candidates));
                }
            }
        }
        match (at, doubt) {
            (Some((id, part)), _) => Self::listed(id, part, None),
            (None, Some((reason, candidates))) => Some(Self::Nowhere { reason, candidates: candidates.to_vec() }),
            (None, None) => None,
        }
    }
}

/// What each chain of an article means on the map; `None` for chains that are no places.
pub(super) fn links(read: &ReadArticle) -> Vec<Option<Linked>> {
    let chains = &read.extraction.chains;
    let places: Vec<usize> = (0..chains.len()).filter(|&c| chains[c].entity_type == EntityType::Place).collect();
    let mut links = vec![None; chains.len()];
    if places.is_empty() {
        return links;
    }
    let spoken: Vec<Spoken<'_>> = places.iter().map(|&c| spoken(read, c)).collect();
    let linked = bundled().link(&spoken, &read.article.text, read.article.language);
    for (c, link) in places.into_iter().zip(linked) {
        links[c] = Some(link);
    }
    links
}

/// What one chain would mean on the map if it were a place.
pub(super) fn link_as_place(read: &ReadArticle, chain: usize) -> Option<Linked> {
    bundled().link(&[spoken(read, chain)], &read.article.text, read.article.language).pop()
}

fn spoken(read: &ReadArticle, chain: usize) -> Spoken<'_> {
    let chain = &read.extraction.chains[chain];
    let named = chain.mentions.iter().filter(|m| m.kind == MentionKind::Name);
    // A few mentions tell as much as all.
    Spoken { name: &chain.name, starts: named.take(8).map(|m| m.span.start as usize).collect() }
}
