//! Places on the map, each as large as what happens there; and those that have no place on it, with the reason.

use std::collections::{HashMap, HashSet};

use super::filters::Filters;
use super::shown::Shown;
use crate::app::outline::project;
use crate::extract::finding::{EntityType, EventId, Role};
use crate::knowledge::{EntityId, Location};
use crate::locale::Locale;
use crate::session::Snapshot;

/// A place with its point on the plane of the map.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The entity.
    pub id: EntityId,
    /// What it is called.
    pub name: String,
    /// 0 to 1 eastwards.
    pub x: f64,
    /// 0 to 1 southwards.
    pub y: f64,
    /// The events that happen there.
    pub events: Vec<EventId>,
    /// How far it reaches from there, in km.
    pub radius_km: u32,
    /// The point stands for something wide, or for a part of it.
    pub approximate: bool,
}

/// A place that is not on the map.
#[derive(Clone, Debug)]
pub struct Unplaced {
    /// The entity.
    pub id: EntityId,
    /// What it is called.
    pub name: String,
    /// How many events happen there.
    pub events: usize,
    /// Why it is not there.
    pub reason: String,
}

/// The map as shown.
#[derive(Clone, Debug, Default)]
pub struct MapModel {
    /// The place of most events first.
    pub spots: Vec<Spot>,
    /// Places without a point, that of most events first.
    pub unplaced: Vec<Unplaced>,
}

impl MapModel {
    /// The places that the filters leave.
    pub fn new(snapshot: &Snapshot, filters: &Filters, shown: &Shown, locale: Locale) -> Self {
        let graph = &snapshot.graph;
        let mut events: HashMap<EntityId, Vec<EventId>> = HashMap::new();
        for (i, event) in graph.events().iter().enumerate().filter(|(i, _)| shown.has_event(*i)) {
            let kept = event.claims.iter().zip(&shown.claims[i]).filter(|(_, kept)| **kept);
            let places: HashSet<EntityId> = kept.flat_map(|(claim, _)| claim.entities(Role::Place)).collect();
            for place in places {
                events.entry(place).or_default().push(event.id);
            }
        }
        let mut model = Self::default();
        let places = graph.entities().iter().filter(|e| e.entity_type == EntityType::Place);
        for entity in places.filter(|e| shown.has_actor(graph, filters, e.id)) {
            let (id, name) = (entity.id, entity.name.clone());
            let events = events.remove(&id).unwrap_or_default();
            match &entity.location {
                Some(Location::At { point, radius_km, approximate, .. }) => {
                    let (x, y) = project(point.latitude(), point.longitude());
                    let (radius_km, approximate) = (*radius_km, *approximate);
                    model.spots.push(Spot { id, name, x, y, events, radius_km, approximate });
                }
                Some(Location::Nowhere { reason, .. }) => {
                    let reason = locale.message(reason.key(), &[]);
                    model.unplaced.push(Unplaced { id, name, events: events.len(), reason });
                }
                None => {
                    let reason = locale.message("place-unknown", &[]);
                    model.unplaced.push(Unplaced { id, name, events: events.len(), reason });
                }
            }
        }
        model.spots.sort_by_key(|s| std::cmp::Reverse(s.events.len()));
        model.unplaced.sort_by_key(|u| std::cmp::Reverse(u.events));
        model
    }

    /// The least rectangle around all places: left, top, right, bottom.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let first = self.spots.first()?;
        let mut bounds = [first.x, first.y, first.x, first.y];
        for spot in &self.spots {
            bounds = [bounds[0].min(spot.x), bounds[1].min(spot.y), bounds[2].max(spot.x), bounds[3].max(spot.y)];
        }
        Some(bounds)
    }
}
