//! Findings + corrections -> the graph: a pure function, and the only way in which a graph is made.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use sha2::{Digest as _, Sha256};

use super::additions;
use super::anchor::StaleReason;
use super::claims;
use super::correction::Correction;
use super::edges;
use super::entity::{Alias, Entity, EntityId, EntityMention};
use super::event::EventNode;
use super::graph::KnowledgeGraph;
use super::location::{self, Location};
use super::log::{CorrectionLog, Seq};
use super::merge::Suggestion;
use super::names::{self, Forms};
use super::overrides::{self, EntityChange, Overrides};
use super::resolve::{Resolution, resolve};
use super::same_event::{self, Scene};
use super::target::Targets;
use crate::extract::Extraction;
use crate::extract::finding::{EntityType, MentionKind, Role};
use crate::gazetteer::Linked;
use crate::ingest::Article;
use crate::text::PartialDate;

/// An article with its findings, as the workspace holds them.
#[derive(Clone, Debug)]
pub struct ReadArticle {
    /// The article.
    pub article: Arc<Article>,
    /// Its findings; empty where it is kept but not read.
    pub extraction: Arc<Extraction>,
    /// What its names mean on the map, and the forms under which they are compared; made once, as they depend on the article alone.
    names: Arc<OnceLock<(Vec<Option<Linked>>, Vec<Forms>)>>,
}

impl ReadArticle {
    /// An article with its findings.
    pub fn new(article: Arc<Article>, extraction: Arc<Extraction>) -> Self {
        Self { article, extraction, names: Arc::default() }
    }

    /// What a chain means on the map; `None` where it is no place.
    pub(super) fn link(&self, chain: usize) -> Option<&Linked> {
        self.names().0.get(chain)?.as_ref()
    }

    /// The forms of each chain's name.
    pub(super) fn forms(&self) -> &[Forms] {
        &self.names().1
    }

    fn names(&self) -> &(Vec<Option<Linked>>, Vec<Forms>) {
        self.names.get_or_init(|| {
            let links = location::links(self);
            let forms = self.extraction.chains.iter().zip(&links).map(|(c, l)| Forms::of(c, l.as_ref())).collect();
            (links, forms)
        })
    }
}

/// A correction that does not hold now, and why; it holds again when its target comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleCorrection {
    /// Its place in the log.
    pub seq: Seq,
    /// What it says.
    pub correction: Correction,
    /// Why it does not hold.
    pub reason: StaleReason,
}

/// The graph, and the corrections that found no place in it.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    /// The graph.
    pub graph: KnowledgeGraph,
    /// Corrections in force that do not hold.
    pub stale: Vec<StaleCorrection>,
    /// Pairs of entities that may be one, the likeliest first.
    pub suggestions: Vec<Suggestion>,
}

/// Makes the graph of `articles`, given in the order of the workspace, under the corrections in force.
pub fn project(articles: &[ReadArticle], log: &CorrectionLog) -> Projection {
    let (articles, gone) = additions::apply(articles, log);
    let articles = articles.as_ref();
    let mut overrides = overrides::place(log.in_force(), &Targets::new(articles), articles.len());
    overrides.stale.extend(gone);
    let resolution = resolve(articles, &overrides.left_out, &overrides.constraints);
    let entities = entities(articles, &resolution, &overrides);
    let ids: Vec<Option<EntityId>> = entities.iter().map(|e| e.as_ref().map(|e| e.id)).collect();
    let mut entities: Vec<Entity> = entities.into_iter().flatten().collect();
    let claims = claims::claims(articles, &resolution, &ids, &overrides);
    let events = same_event::group(claims, &Scene::new(&entities), &overrides.event_pairs);
    let ties = edges::ties(articles, &overrides.left_out, &resolution, &ids);
    let edges = edges::edges(&events, &ties);
    let suggestions = suggestions(&resolution, &ids);
    count_events(&mut entities, &events, articles);

    let mut reasons: HashMap<Seq, StaleReason> = resolution.contradicted.iter().copied().collect();
    reasons.extend(overrides.stale.iter().copied());
    let stale = log
        .in_force()
        .filter_map(|(seq, c)| Some(StaleCorrection { seq, correction: c.clone(), reason: *reasons.get(&seq)? }))
        .collect();
    Projection { graph: KnowledgeGraph::new(entities, events, ties, edges), stale, suggestions }
}

/// The pairs that may be one, hidden entities left out, each pair once.
fn suggestions(resolution: &Resolution, ids: &[Option<EntityId>]) -> Vec<Suggestion> {
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for &(one, other, reason, score) in &resolution.suggestions {
        if let (Some(one), Some(other)) = (ids[one.min(other)], ids[one.max(other)])
            && !suggestions.iter().any(|s| (s.one, s.other) == (one, other))
        {
            suggestions.push(Suggestion { one, other, reason, score });
        }
    }
    suggestions
}

/// The entities by their numbers; `None` where hidden.
fn entities(articles: &[ReadArticle], resolution: &Resolution, overrides: &Overrides) -> Vec<Option<Entity>> {
    let mut parts_of: Vec<Vec<usize>> = vec![Vec::new(); resolution.entity_count];
    for (part, &entity) in resolution.entity_of.iter().enumerate() {
        parts_of[entity].push(part);
    }
    let mut taken: HashMap<EntityId, ()> = HashMap::with_capacity(parts_of.len());
    let mut entities: Vec<Option<Entity>> = Vec::with_capacity(parts_of.len());
    for parts in &parts_of {
        let mut entity = gather(articles, resolution, parts);
        let first = &resolution.parts[parts[0]];
        let chain = &articles[first.article].extraction.chains[first.chain];
        let key = names::id_key(entity.found_type, &chain.name, articles[first.article].link(first.chain));
        entity.id = (0u32..).map(|n| id_of(&key, n)).find(|id| !taken.contains_key(id)).unwrap_or(entity.id);
        taken.insert(entity.id, ());
        entities.push(Some(entity));
    }
    for &(part, reason) in &resolution.merges {
        if let Some(entity) = &mut entities[resolution.entity_of[part]]
            && !entity.merged_by.contains(&reason)
        {
            entity.merged_by.push(reason);
        }
    }
    let mut seqs: Vec<(usize, Seq)> = Vec::new();
    for (mention, change, seq) in &overrides.entities {
        let Some(number) = resolution.part_of(*mention).map(|p| resolution.entity_of[p]) else { continue };
        seqs.push((number, *seq));
        let slot = &mut entities[number];
        match (change, slot.as_mut()) {
            (_, None) => {}
            (EntityChange::Hide, Some(_)) => *slot = None,
            (EntityChange::Rename(name), Some(entity)) => entity.name.clone_from(name),
            (EntityChange::Retype(entity_type), Some(entity)) => {
                entity.entity_type = *entity_type;
                let links = || {
                    let parts = parts_of[number].iter().map(|&p| &resolution.parts[p]);
                    parts.map(|p| location::link_as_place(&articles[p.article], p.chain)).next().flatten()
                };
                match entity_type {
                    EntityType::Place if entity.location.is_none() => {
                        entity.location = Location::together(links().iter());
                    }
                    EntityType::Place => {}
                    _ => entity.location = None,
                }
            }
            (EntityChange::Locate(given), Some(entity)) => entity.location = Some(Location::given(*given, *seq)),
            (EntityChange::Judge(judgement, note), Some(entity)) => {
                entity.judgement = *judgement;
                entity.note.clone_from(note);
            }
        }
    }
    let contradicted = |seq: Seq| resolution.contradicted.iter().any(|&(s, _)| s == seq);
    for constraint in overrides.constraints.iter().filter(|c| !contradicted(c.seq)) {
        for mention in [constraint.one, constraint.other] {
            if let Some(part) = resolution.part_of(mention) {
                seqs.push((resolution.entity_of[part], constraint.seq));
            }
        }
    }
    seqs.sort_unstable();
    seqs.dedup();
    for (number, seq) in seqs {
        if let Some(entity) = &mut entities[number] {
            entity.corrected_by.push(seq);
        }
    }
    entities
}

/// The id of the `n`-th entity of that key.
fn id_of(key: &str, n: u32) -> EntityId {
    let mut hash = Sha256::new();
    hash.update(key.as_bytes());
    hash.update(n.to_le_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hash.finalize()[..8]);
    EntityId(u64::from_be_bytes(first))
}

/// An entity from its parts, as the program found it.
fn gather(articles: &[ReadArticle], resolution: &Resolution, parts: &[usize]) -> Entity {
    let mut mentions = Vec::new();
    let mut aliases: Vec<Alias> = Vec::new();
    let mut names: Vec<(&str, usize)> = Vec::new();
    let mut types: Vec<(EntityType, usize)> = Vec::new();
    let mut article_ids = Vec::new();
    for part in parts.iter().map(|&p| &resolution.parts[p]) {
        let read = &articles[part.article];
        let chain = &read.extraction.chains[part.chain];
        tally(&mut names, chain.name.as_str());
        tally(&mut types, chain.entity_type);
        if article_ids.last() != Some(&read.article.id) {
            article_ids.push(read.article.id);
        }
        for mention in part.mentions.iter().map(|&m| &chain.mentions[m]) {
            if mention.kind == MentionKind::Name {
                let text = mention.span.of(&read.article.text);
                match aliases.iter_mut().find(|a| a.text == text) {
                    Some(alias) => alias.count += 1,
                    None => aliases.push(Alias { text: text.to_owned(), count: 1 }),
                }
            }
            mentions.push(EntityMention {
                article: read.article.id,
                chain: chain.id,
                span: mention.span,
                sentence: read.extraction.sentence_at(mention.span).unwrap_or(mention.span),
                kind: mention.kind,
                rule: mention.rule.clone(),
            });
        }
    }
    aliases.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    // Of equally frequent names the longest, then the first.
    let most = names.iter().map(|&(_, n)| n).max().unwrap_or(0);
    let mut name = names.first().map_or("", |&(name, _)| name);
    for &(other, n) in names.iter().filter(|&&(_, n)| n == most) {
        let current = names.iter().find(|&&(x, _)| x == name).map_or(0, |&(_, n)| n);
        if n > current || other.chars().count() > name.chars().count() {
            name = other;
        }
    }
    // Of a chain that was split, the part named otherwise is called by its own words.
    let split = parts.len() == 1 && !aliases.is_empty() && !aliases.iter().any(|a| a.text == name);
    let name = if split { aliases[0].text.clone() } else { name.to_owned() };
    let found_type = types.iter().rev().max_by_key(|&&(_, n)| n).map_or(EntityType::Thing, |&(t, _)| t);
    let links = parts.iter().map(|&p| &resolution.parts[p]).filter_map(|p| articles[p.article].link(p.chain));
    let location = if found_type == EntityType::Place { Location::together(links) } else { None };
    Entity {
        id: EntityId(0),
        entity_type: found_type,
        name: name.clone(),
        found_type,
        found_name: name,
        aliases,
        mentions,
        articles: article_ids,
        event_count: 0,
        first_date: None,
        last_date: None,
        merged_by: Vec::new(),
        location,
        judgement: None,
        note: String::new(),
        corrected_by: Vec::new(),
    }
}

fn tally<T: PartialEq>(counts: &mut Vec<(T, usize)>, value: T) {
    match counts.iter_mut().find(|(v, _)| *v == value) {
        Some((_, n)) => *n += 1,
        None => counts.push((value, 1)),
    }
}

/// Fills in how many events each entity takes part in, and from when to when.
fn count_events(entities: &mut [Entity], events: &[EventNode], articles: &[ReadArticle]) {
    let index: HashMap<EntityId, usize> = entities.iter().enumerate().map(|(i, e)| (e.id, i)).collect();
    for event in events {
        let mut ids: Vec<EntityId> = Role::ALL.iter().flat_map(|&role| event.entities(role)).collect();
        ids.sort_unstable();
        ids.dedup();
        let when = event.when();
        for i in ids.iter().filter_map(|id| index.get(id)) {
            let entity = &mut entities[*i];
            entity.event_count += 1;
            if let Some(time) = when {
                widen(entity, time.from);
                widen(entity, time.to.unwrap_or(time.from));
            }
        }
    }
    let published: HashMap<_, _> =
        articles.iter().filter_map(|a| Some((a.article.id, a.article.meta.published?))).collect();
    for entity in entities.iter_mut().filter(|e| e.first_date.is_none()) {
        let dates: Vec<PartialDate> = entity.articles.iter().filter_map(|id| published.get(id).copied()).collect();
        for date in dates {
            widen(entity, date);
        }
    }
}

fn widen(entity: &mut Entity, date: PartialDate) {
    entity.first_date = Some(entity.first_date.map_or(date, |first| first.min(date)));
    entity.last_date = Some(entity.last_date.map_or(date, |last| last.max(date)));
}
