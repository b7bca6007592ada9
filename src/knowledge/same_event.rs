//! Claims of different articles -> which of them speak of the same event: type, overlapping time, compatible place, shared participants.

use std::collections::HashMap;

use super::entity::{Entity, EntityId};
use super::event::{Claim, EventNode};
use super::location::Location;
use super::log::Seq;
use crate::extract::finding::{EntityType, EventId, EventType, Role};
use crate::gazetteer::GeoPoint;
use crate::ingest::ArticleId;
use crate::text::PartialDate;

/// Two events that a person says are the same or different.
#[derive(Clone, Copy, Debug)]
pub(super) struct EventPair {
    pub seq: Seq,
    pub same: bool,
    pub one: EventId,
    pub other: EventId,
}

/// What the grouping looks at beside the claims.
pub(super) struct Scene {
    places: HashMap<EntityId, (GeoPoint, f64)>,
    /// For each article, those that it names and few others do, sorted.
    cast: HashMap<ArticleId, Vec<EntityId>>,
    /// Where each article mostly is.
    main_place: HashMap<ArticleId, EntityId>,
    /// Countries, continents and seas are too wide to tell two events together.
    wide: HashMap<EntityId, ()>,
}

/// Entities of so many articles tell nothing of a story.
const HUB: usize = 30;
/// A place this wide (km) is no scene.
const WIDE_KM: u32 = 250;
/// Days before publication in which an event without a time of its own is looked for.
const LOOK_BACK: i32 = 2;
/// Longer intervals are compared as they stand, not day by day.
const LONGEST: i32 = 8;
/// So many claims of an event are asked whether their articles are of one story with another.
const WITNESSES: usize = 16;
/// From here on two claims speak of one event.
const SAME: f32 = 2.5;
/// And from here where one affirms what the other denies.
const SAME_THOUGH_DENIED: f32 = 3.0;

impl Scene {
    pub fn new(entities: &[Entity]) -> Self {
        let mut scene =
            Self { places: HashMap::new(), cast: HashMap::new(), main_place: HashMap::new(), wide: HashMap::new() };
        let hub = HUB.max(scene_size(entities) / 50);
        let mut most: HashMap<ArticleId, (usize, EntityId)> = HashMap::new();
        for entity in entities {
            let mut wide = false;
            if let Some(Location::At { point, radius_km, .. }) = &entity.location {
                scene.places.insert(entity.id, (*point, f64::from(*radius_km)));
                wide = *radius_km > WIDE_KM;
            }
            if wide {
                scene.wide.insert(entity.id, ());
                continue;
            }
            let telling = match entity.entity_type {
                EntityType::Person | EntityType::Organization | EntityType::Place => true,
                EntityType::Group | EntityType::Thing => false,
            };
            if telling && entity.articles.len() <= hub {
                for &article in &entity.articles {
                    scene.cast.entry(article).or_default().push(entity.id);
                }
            }
            if entity.entity_type == EntityType::Place {
                let mut counts: HashMap<ArticleId, usize> = HashMap::new();
                for mention in &entity.mentions {
                    *counts.entry(mention.article).or_default() += 1;
                }
                for (article, n) in counts {
                    let best = most.entry(article).or_insert((n, entity.id));
                    if n > best.0 {
                        *best = (n, entity.id);
                    }
                }
            }
        }
        scene.cast.values_mut().for_each(|ids| ids.sort_unstable());
        scene.main_place = most.into_iter().map(|(article, (_, id))| (article, id)).collect();
        scene
    }

    /// How many telling entities two articles share.
    fn kinship(&self, one: ArticleId, other: ArticleId) -> usize {
        let (Some(a), Some(b)) = (self.cast.get(&one), self.cast.get(&other)) else { return 0 };
        a.iter().filter(|id| b.binary_search(id).is_ok()).count()
    }

    /// `Some(true)` where two places are or hold one another, `Some(false)` where they lie apart.
    fn together(&self, one: EntityId, other: EntityId) -> Option<bool> {
        if one == other {
            return Some(true);
        }
        let ((a, near), (b, far)) = (self.places.get(&one)?, self.places.get(&other)?);
        Some(a.distance_km(*b) <= near.max(*far) * 1.3 + 25.0)
    }
}

fn scene_size(entities: &[Entity]) -> usize {
    entities.iter().map(|e| e.articles.len()).max().unwrap_or(0)
}

/// What the claims of a node say together, so that a further claim is compared with the node and not with each of them.
#[derive(Default)]
struct Told {
    agents: Vec<EntityId>,
    targets: Vec<EntityId>,
    themes: Vec<EntityId>,
    places: Vec<EntityId>,
    /// Earliest and latest day, and whether a claim gives a day of its own.
    days: (i32, i32),
    dated: bool,
}

impl Told {
    fn of(claim: &Claim) -> Option<Self> {
        let (days, dated) = days(claim)?;
        let [agents, targets, themes, places] =
            [Role::Agent, Role::Target, Role::Theme, Role::Place].map(|role| claim.entities(role).collect());
        Some(Self { agents, targets, themes, places, days, dated })
    }

    fn add(&mut self, other: Self) {
        for (ours, theirs) in [
            (&mut self.agents, other.agents),
            (&mut self.targets, other.targets),
            (&mut self.themes, other.themes),
            (&mut self.places, other.places),
        ] {
            for id in theirs {
                if !ours.contains(&id) {
                    ours.push(id);
                }
            }
        }
        // A day that is told narrows what was only looked for.
        if other.dated && (!self.dated || other.days.1 - other.days.0 < self.days.1 - self.days.0) {
            self.days = other.days;
        }
        self.dated |= other.dated;
    }
}

/// Days since year 0 of a date, first and last.
fn span_of(from: PartialDate, to: PartialDate) -> Option<(i32, i32)> {
    let number = |date: jiff::civil::Date| {
        i32::from(date.year()) * 372 + i32::from(date.month() - 1) * 31 + i32::from(date.day())
    };
    Some((number(from.first_day()?), number(to.last_day()?)))
}

/// When a claim puts its event, and whether it says so itself.
fn days(claim: &Claim) -> Option<((i32, i32), bool)> {
    if let Some(time) = claim.time() {
        return span_of(time.from, time.to.unwrap_or(time.from)).map(|days| (days, true));
    }
    let (first, last) = span_of(claim.published?, claim.published?)?;
    Some(((first - LOOK_BACK, last), false))
}

/// Groups claims, given in the order of articles and text.
pub(super) fn group(claims: Vec<Claim>, scene: &Scene, pairs: &[EventPair]) -> Vec<EventNode> {
    let mut nodes: Vec<EventNode> = Vec::with_capacity(claims.len());
    let mut told: Vec<Told> = Vec::with_capacity(claims.len());
    let mut node_of: HashMap<EventId, usize> = HashMap::with_capacity(claims.len());
    // Nodes by type, day and participant or scene: only those can be the same.
    let mut open: HashMap<(EventType, i32, EntityId), Vec<usize>> = HashMap::new();
    for mut claim in claims {
        let mut apart = Vec::new();
        let mut given = None;
        for pair in pairs.iter().filter(|p| p.one == claim.event || p.other == claim.event) {
            claim.corrected_by.push(pair.seq);
            let other = if pair.one == claim.event { pair.other } else { pair.one };
            match (pair.same, node_of.get(&other)) {
                (true, Some(&i)) => given = Some(i),
                (false, Some(&i)) => apart.push(i),
                (_, None) => {}
            }
        }
        claim.corrected_by.sort_unstable();
        claim.corrected_by.dedup();
        // Two acts of speech on one day are two acts.
        let says = if claim.event_type == EventType::Statement { None } else { Told::of(&claim) };
        let keys: Vec<(EventType, i32, EntityId)> = says.as_ref().map_or(Vec::new(), |s| keys(&claim, s, scene));
        let like = given.or_else(|| {
            let says = says.as_ref()?;
            let mut known: Vec<usize> = keys.iter().filter_map(|k| open.get(k)).flatten().copied().collect();
            known.sort_unstable();
            known.dedup();
            let fits = known.into_iter().filter(|i| !apart.contains(i)).filter_map(|i| {
                let score = likeness(&nodes[i], &told[i], &claim, says, scene);
                let denied = nodes[i].claims.iter().all(|c| c.polarity != claim.polarity);
                (score >= if denied { SAME_THOUGH_DENIED } else { SAME }).then_some((i, score))
            });
            // The likeliest; of equals the first.
            fits.fold(None, |best: Option<(usize, f32)>, next| match best {
                Some(best) if best.1 >= next.1 => Some(best),
                _ => Some(next),
            })
            .map(|(i, _)| i)
        });
        let at = like.unwrap_or(nodes.len());
        node_of.insert(claim.event, at);
        for key in keys {
            let nodes = open.entry(key).or_default();
            if nodes.last() != Some(&at) && !nodes.contains(&at) {
                nodes.push(at);
            }
        }
        match like {
            Some(i) => {
                if let Some(says) = says {
                    told[i].add(says);
                }
                nodes[i].claims.push(claim);
            }
            None => {
                told.push(says.unwrap_or_default());
                nodes.push(EventNode { id: claim.event, event_type: claim.event_type, claims: vec![claim] });
            }
        }
    }
    join_given(nodes, &mut node_of, pairs)
}

/// A person may say that two events are one after others had joined each of them.
fn join_given(mut nodes: Vec<EventNode>, node_of: &mut HashMap<EventId, usize>, pairs: &[EventPair]) -> Vec<EventNode> {
    for pair in pairs.iter().filter(|p| p.same) {
        if let (Some(&a), Some(&b)) = (node_of.get(&pair.one), node_of.get(&pair.other))
            && a != b
        {
            let (stay, go) = (a.min(b), a.max(b));
            let moved = std::mem::take(&mut nodes[go].claims);
            for claim in &moved {
                node_of.insert(claim.event, stay);
            }
            nodes[stay].claims.extend(moved);
        }
    }
    nodes.retain(|n| !n.claims.is_empty());
    nodes
}

/// Under which a claim is looked up.
fn keys(claim: &Claim, says: &Told, scene: &Scene) -> Vec<(EventType, i32, EntityId)> {
    let main = scene.main_place.get(&claim.article);
    let everyone = says.agents.iter().chain(&says.targets).chain(&says.themes).chain(&says.places).chain(main);
    let (first, last) = says.days;
    let days: Vec<i32> = if last - first <= LONGEST { (first..=last).collect() } else { vec![-first] };
    let mut keys = Vec::new();
    for &id in everyone.filter(|id| !scene.wide.contains_key(id)) {
        for &day in &days {
            let key = (claim.event_type, day, id);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}

/// How much speaks for a claim's being of a node; below zero where something speaks against it.
fn likeness(node: &EventNode, told: &Told, claim: &Claim, says: &Told, scene: &Scene) -> f32 {
    const AGAINST: f32 = -1.0;
    let own = node.claims.iter().find(|c| c.article == claim.article);
    if let Some(own) = own {
        // Extraction has merged what an article says twice; rival words on one thing are left: another voice with another number.
        let voice = |c: &Claim| c.source.as_ref().map(|s| s.entity.map_or(s.words.clone(), |e| e.0.to_string()));
        let rival = voice(own) != voice(claim) && own.count.is_some() && claim.count.is_some();
        if !rival {
            return AGAINST;
        }
    }
    if told.days.0 > says.days.1 || says.days.0 > told.days.1 {
        return AGAINST;
    }
    let shared = |ours: &[EntityId], theirs: &[EntityId]| ours.iter().any(|id| theirs.contains(id));
    let differ = |ours: &[EntityId], theirs: &[EntityId]| !ours.is_empty() && !theirs.is_empty();
    let mut score = 0.0;
    for (ours, theirs, weight, against) in [
        (&told.agents, &says.agents, 2.0, -1.5),
        (&told.targets, &says.targets, 2.0, -2.0),
        (&told.themes, &says.themes, 1.0, 0.0),
    ] {
        if shared(ours, theirs) {
            score += weight;
        } else if differ(ours, theirs) {
            score += against;
        }
    }
    let main = |article: ArticleId| scene.main_place.get(&article).copied();
    let scene_of = |places: &[EntityId], article| -> (Vec<EntityId>, f32) {
        if places.is_empty() { (main(article).into_iter().collect(), 0.75) } else { (places.to_vec(), 1.5) }
    };
    let (ours, sure) = scene_of(&told.places, node.claims[0].article);
    let (theirs, as_sure) = scene_of(&says.places, claim.article);
    let pairs = || ours.iter().flat_map(|&a| theirs.iter().map(move |&b| (a, b)));
    if pairs().any(|(a, b)| scene.together(a, b) == Some(true)) {
        let narrow = pairs().any(|(a, b)| a == b && !scene.wide.contains_key(&a));
        score += if narrow { sure.min(as_sure) } else { 0.4 };
    } else if pairs().next().is_some() && pairs().all(|(a, b)| scene.together(a, b) == Some(false)) {
        if sure.min(as_sure) > 1.0 {
            return AGAINST;
        }
        score -= 1.0;
    }
    if told.dated && says.dated && told.days.1 - told.days.0 <= 1 && says.days.1 - says.days.0 <= 1 {
        score += 1.0;
    }
    if node.claims.iter().any(|c| c.count.is_some() && c.count == claim.count) {
        score += 0.9;
    }
    // Kinship adds one at most: where that cannot be enough, it is not asked for.
    if score + 1.0 < SAME {
        return AGAINST;
    }
    let kin =
        node.claims.iter().rev().take(WITNESSES).map(|c| scene.kinship(c.article, claim.article)).max().unwrap_or(0);
    score += match kin {
        0 => -0.5,
        1 => 0.0,
        2 => 0.8,
        _ => 1.0,
    };
    score
}
