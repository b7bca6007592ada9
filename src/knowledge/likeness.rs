//! Which parts of different articles are one entity: by keys, then by surnames, initials, acronyms and spellings where the articles are
//! related; what is not certain becomes a suggestion.

use std::collections::{BTreeMap, HashMap};

use super::merge::MergeReason;
use super::names::{self, Forms};
use super::project::ReadArticle;
use super::resolve::{Constraint, Part, Resolution};
use super::sets::Sets;
use crate::extract::finding::{EntityType, RelationType};
use crate::gazetteer::Linked;
use crate::text::fold;

/// A pair that may be one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weak {
    pub one: usize,
    pub other: usize,
    pub reason: MergeReason,
    pub score: f32,
}

/// Names that so many articles share tell nothing of their being related.
const HUB: usize = 30;
/// Of so many parts that share a name and stay apart, a further one is compared with the last.
const APART: usize = 32;
/// The most suggestions kept.
const SUGGESTIONS: usize = 500;

struct Likeness<'a> {
    articles: &'a [ReadArticle],
    /// The keys of each part.
    keys: Vec<Vec<u32>>,
    /// What each part tells of its article's story.
    own: Vec<u32>,
    /// For each article, keys that tell it from others, sorted, with their weight.
    strong: Vec<Vec<(u32, u8)>>,
    /// In how many articles each key stands.
    spread: Vec<usize>,
}

/// Joins what is certain and returns what is not.
pub(super) fn join(
    articles: &[ReadArticle],
    resolution: &mut Resolution,
    sets: &mut Sets,
    given: &[(Constraint, usize, usize)],
) -> Vec<Weak> {
    let mut by_key: Vec<Vec<usize>> = Vec::new();
    let likeness = Likeness::new(articles, resolution, &mut by_key);
    let mut merges: Vec<(usize, MergeReason)> =
        given.iter().filter(|(c, ..)| c.same).map(|&(_, a, b)| (a.max(b), MergeReason::Person)).collect();
    likeness.by_keys(resolution, sets, &mut by_key, &mut merges);
    let mut weak = Vec::new();
    likeness.by_bare_name(resolution, sets, &mut merges);
    likeness.by_surname(resolution, sets, &mut merges, &mut weak);
    likeness.by_spelling(resolution, sets, &mut merges, &mut weak);
    likeness.by_acronym(resolution, sets, &mut merges, &mut weak);
    merges.sort_unstable();
    merges.dedup_by_key(|m| m.0);
    resolution.merges = merges;
    weak.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.one, a.other).cmp(&(b.one, b.other))));
    weak.truncate(SUGGESTIONS);
    weak
}

impl<'a> Likeness<'a> {
    fn new(articles: &'a [ReadArticle], resolution: &Resolution, by_key: &mut Vec<Vec<usize>>) -> Self {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut stories: HashMap<&str, u32> = HashMap::new();
        let mut keys = Vec::with_capacity(resolution.parts.len());
        let mut own = Vec::with_capacity(resolution.parts.len());
        let mut strong: Vec<Vec<(u32, u8)>> = vec![Vec::new(); articles.len()];
        let mut spread: Vec<usize> = Vec::new();
        for part in &resolution.parts {
            let read = &articles[part.article];
            let chain = &read.extraction.chains[part.chain];
            let link = read.link(part.chain);
            let forms = &read.forms()[part.chain];
            let of_part: Vec<u32> = forms
                .keys
                .iter()
                .map(|key| {
                    let next = numbers.len() as u32;
                    *numbers.entry(key.as_str()).or_insert(next)
                })
                .collect();
            let next = stories.len() as u32;
            let story = *stories.entry(forms.story.as_str()).or_insert(next);
            spread.resize(stories.len(), 0);
            own.push(story);
            by_key.resize(numbers.len(), Vec::new());
            let named = forms.named;
            let weight = match chain.entity_type {
                EntityType::Person if forms.words.len() > 1 => 2,
                EntityType::Organization if named => 2,
                EntityType::Person | EntityType::Place | EntityType::Thing if named && !is_land(link) => 1,
                _ => 0,
            };
            if weight > 0 && !strong[part.article].iter().any(|&(k, _)| k == story) {
                strong[part.article].push((story, weight));
                spread[story as usize] += 1;
            }
            keys.push(of_part);
        }
        strong.iter_mut().for_each(|keys| keys.sort_unstable());
        Self { articles, keys, own, strong, spread }
    }

    fn forms(&self, part: &Part) -> &'a Forms {
        &self.articles[part.article].forms()[part.chain]
    }

    /// How much two articles share that few others have, the keys of one part left out; 2 and more is the same story.
    fn kinship(&self, a: usize, b: usize, except: Option<u32>) -> u32 {
        if a == b {
            return 4;
        }
        let hub = HUB.max(self.articles.len() / 50);
        let (mut i, mut j, mut sum) = (0, 0, 0);
        let (left, right) = (&self.strong[a], &self.strong[b]);
        while let (Some(&(x, weight)), Some(&(y, _))) = (left.get(i), right.get(j)) {
            match x.cmp(&y) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    if except != Some(x) && self.spread[x as usize] <= hub {
                        sum += u32::from(weight);
                    }
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        sum
    }

    /// The best kinship between a part and the members of a set; only the first of a large set are looked at.
    fn kinship_with(&self, resolution: &Resolution, part: usize, members: &[usize]) -> u32 {
        let article = resolution.parts[part].article;
        let others = members.iter().take(64).map(|&m| resolution.parts[m].article);
        others.map(|other| self.kinship(article, other, Some(self.own[part]))).max().unwrap_or(0)
    }

    fn by_keys(
        &self,
        resolution: &Resolution,
        sets: &mut Sets,
        by_key: &mut [Vec<usize>],
        merges: &mut Vec<(usize, MergeReason)>,
    ) {
        for p in 0..resolution.parts.len() {
            let part = &resolution.parts[p];
            let chain = &self.articles[part.article].extraction.chains[part.chain];
            let named = self.forms(part).named;
            for &key in &self.keys[p] {
                let known = &by_key[key as usize];
                let like = known.iter().rev().take(APART).rev().copied().find(|&other| {
                    // "les manifestants" are those of the same story; a name is a name.
                    let same_story = || self.kinship(part.article, resolution.parts[other].article, None) >= 2;
                    let of_person = chain.entity_type == EntityType::Person;
                    (named || same_story())
                        && !(of_person && self.are_namesakes(resolution, p, other))
                        && sets.join(other, p).is_ok()
                });
                match like {
                    None => by_key[key as usize].push(p),
                    Some(_) => {
                        let place = matches!(self.articles[part.article].link(part.chain), Some(Linked::Place { .. }));
                        merges.push((p, if place { MergeReason::SamePlace } else { MergeReason::SameName }));
                    }
                }
            }
        }
        // An unplaced name joins the one place of the gazetteer that other articles mean by it.
        let mut placed: HashMap<String, Option<usize>> = HashMap::new();
        let mut unplaced = Vec::new();
        for (p, part) in resolution.parts.iter().enumerate() {
            let read = &self.articles[part.article];
            let chain = &read.extraction.chains[part.chain];
            match read.link(part.chain) {
                Some(Linked::Place { part: false, .. }) => {
                    let root = sets.root(p);
                    placed.entry(fold(&chain.name)).and_modify(|r| *r = r.filter(|&r| r == root)).or_insert(Some(root));
                }
                Some(Linked::Doubt { .. }) => unplaced.push(p),
                _ => {}
            }
        }
        for p in unplaced {
            let part = &resolution.parts[p];
            let name = fold(&self.articles[part.article].extraction.chains[part.chain].name);
            if let Some(&Some(root)) = placed.get(&name)
                && self.kinship(part.article, resolution.parts[root].article, Some(self.own[p])) >= 2
                && sets.join(root, p).is_ok()
            {
                merges.push((p, MergeReason::SameName));
            }
        }
    }

    /// One name in one story is one entity, though readers of two articles took it for different types; a person is no place.
    fn by_bare_name(&self, resolution: &Resolution, sets: &mut Sets, merges: &mut Vec<(usize, MergeReason)>) {
        let mut heads: HashMap<&str, Vec<usize>> = HashMap::new();
        for (p, part) in resolution.parts.iter().enumerate() {
            let chain = &self.articles[part.article].extraction.chains[part.chain];
            let named = self.forms(part).named;
            if !named || !chain.name.contains(char::is_uppercase) {
                continue;
            }
            let known = heads.entry(self.forms(part).plain.as_str()).or_default();
            let mut joined = false;
            for &head in known.iter().rev().take(APART) {
                if sets.root(head) == sets.root(p) {
                    joined = true;
                    break;
                }
                let other = &resolution.parts[head];
                let their_type = self.articles[other.article].extraction.chains[other.chain].entity_type;
                let types = [chain.entity_type, their_type];
                let full_person = types.contains(&EntityType::Person)
                    && types.contains(&EntityType::Place)
                    && self.forms(part).words.len() > 1;
                if types[0] != types[1]
                    && !full_person
                    && self.kinship(part.article, other.article, Some(self.own[p])) >= 2
                    && sets.join(head, p).is_ok()
                {
                    merges.push((p.max(head), MergeReason::SameName));
                    joined = true;
                    break;
                }
            }
            if !joined {
                known.push(p);
            }
        }
    }

    /// True where two persons of one name hold posts that share no word, in articles that share nothing else.
    fn are_namesakes(&self, resolution: &Resolution, one: usize, other: usize) -> bool {
        let (a, b) = (&resolution.parts[one], &resolution.parts[other]);
        let language = |p: &Part| self.articles[p.article].article.language;
        // Posts of two languages share no word anyway.
        let comparable = a.article != b.article && language(a) == language(b);
        if !comparable || self.kinship(a.article, b.article, Some(self.own[one])) > 0 {
            return false;
        }
        let (ours, theirs) = (self.posts(resolution, one), self.posts(resolution, other));
        !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|w| theirs.contains(w))
    }

    /// The telling words of the posts that an article gives a person.
    fn posts(&self, resolution: &Resolution, part: usize) -> Vec<String> {
        let part = &resolution.parts[part];
        let extraction = &self.articles[part.article].extraction;
        let id = extraction.chains[part.chain].id;
        let posts = extraction.relations.iter().filter(|r| r.from == id && r.relation_type == RelationType::Post);
        let labels = posts.filter_map(|r| r.label.as_deref()).map(fold);
        labels
            .flat_map(|l| l.split_whitespace().filter(|w| w.len() > 3).map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }

    /// Roots of persons with full names, by surname; with the words of the name.
    fn full_names(&self, resolution: &Resolution, sets: &mut Sets) -> BTreeMap<String, Vec<(usize, Vec<String>)>> {
        let mut full: BTreeMap<String, Vec<(usize, Vec<String>)>> = BTreeMap::new();
        for (p, words) in self.persons(resolution) {
            if words.len() > 1 && words[0].chars().count() > 1 {
                let root = sets.root(p);
                let known = full.entry(words[words.len() - 1].clone()).or_default();
                if !known.iter().any(|(r, _)| *r == root) {
                    known.push((root, words));
                }
            }
        }
        full
    }

    fn persons(&self, resolution: &Resolution) -> Vec<(usize, Vec<String>)> {
        let of = |(p, part): (usize, &Part)| {
            let chain = &self.articles[part.article].extraction.chains[part.chain];
            let named = self.forms(part).named;
            (chain.entity_type == EntityType::Person && named).then(|| (p, self.forms(part).words.clone()))
        };
        resolution.parts.iter().enumerate().filter_map(of).collect()
    }

    /// "Oppen", "M. Oppen" or "M. Oppen-Leroy" after a single "Marguerite Oppen" of related articles.
    fn by_surname(
        &self,
        resolution: &Resolution,
        sets: &mut Sets,
        merges: &mut Vec<(usize, MergeReason)>,
        weak: &mut Vec<Weak>,
    ) {
        let full = self.full_names(resolution, sets);
        let members = members(resolution, sets);
        for (p, part) in resolution.parts.iter().enumerate() {
            let chain = &self.articles[part.article].extraction.chains[part.chain];
            // A bare surname is easily taken for a body or a thing; then the article itself must hold the full name.
            let stray = matches!(chain.entity_type, EntityType::Organization | EntityType::Thing)
                && chain.name.starts_with(char::is_uppercase)
                && self.forms(part).acronym.is_none();
            if !(chain.entity_type == EntityType::Person || stray) {
                continue;
            }
            let words = &self.forms(part).words;
            let initial = match words.as_slice() {
                [_] => None,
                [first, _] if first.chars().count() == 1 && !stray => first.chars().next(),
                _ => continue,
            };
            let Some(holders) = full.get(&words[words.len() - 1]) else { continue };
            let fits = |w: &[String]| initial.is_none_or(|i| w[0].starts_with(i));
            let mut near: Vec<(usize, u32)> = Vec::new();
            for (root, _) in holders.iter().filter(|(_, w)| fits(w)) {
                let root = sets.root(*root);
                let kin = members.get(&root).map_or(0, |m| self.kinship_with(resolution, p, m));
                if !near.iter().any(|&(r, _)| r == root) {
                    near.push((root, kin));
                }
            }
            let related: Vec<usize> = near.iter().filter(|n| n.1 >= 2).map(|n| n.0).collect();
            match related.as_slice() {
                [root] if !stray || near.iter().any(|n| n.0 == *root && n.1 >= 4) => {
                    if sets.root(p) != *root && sets.join(*root, p).is_ok() {
                        merges.push((p, MergeReason::Surname));
                    }
                }
                _ if stray => {}
                [] if near.len() == 1 => {
                    weak.push(Weak { one: near[0].0, other: p, reason: MergeReason::Surname, score: 0.4 });
                }
                several => {
                    let pair = |&root: &usize| Weak { one: root, other: p, reason: MergeReason::Surname, score: 0.5 };
                    weak.extend(several.iter().map(pair));
                }
            }
        }
    }

    /// "Zelensky" and "Zelenskyy", "Poutine" and "Putin": the same consonants, word by word.
    fn by_spelling(
        &self,
        resolution: &Resolution,
        sets: &mut Sets,
        merges: &mut Vec<(usize, MergeReason)>,
        weak: &mut Vec<Weak>,
    ) {
        let mut by_skeleton: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (p, words) in self.persons(resolution) {
            if words.len() > 1 {
                let skeleton: Vec<String> = words.iter().map(|w| names::skeleton(w)).collect();
                if skeleton.iter().map(String::len).sum::<usize>() >= 5 {
                    by_skeleton.entry(skeleton.join(" ")).or_default().push(p);
                }
            }
        }
        for parts in by_skeleton.values() {
            let mut heads: Vec<usize> = Vec::new();
            for &p in parts {
                if heads.iter().any(|&h| sets.root(h) == sets.root(p)) {
                    continue;
                }
                let mut joined = false;
                for &head in heads.iter().rev().take(APART) {
                    let namesakes = self.keys[head].iter().any(|k| self.keys[p].contains(k));
                    let (a, b) = (resolution.parts[head].article, resolution.parts[p].article);
                    let kin = self.kinship(a, b, Some(self.own[p]));
                    if !namesakes && a != b && kin >= 1 && sets.join(head, p).is_ok() {
                        merges.push((p.max(head), MergeReason::Spelling));
                        joined = true;
                        break;
                    }
                    let reason = if namesakes { MergeReason::SameName } else { MergeReason::Spelling };
                    weak.push(Weak { one: head, other: p, reason, score: if kin > 0 { 0.7 } else { 0.5 } });
                }
                if !joined {
                    heads.push(p);
                }
            }
        }
    }

    /// An acronym with the one long form of its initials.
    fn by_acronym(
        &self,
        resolution: &Resolution,
        sets: &mut Sets,
        merges: &mut Vec<(usize, MergeReason)>,
        weak: &mut Vec<Weak>,
    ) {
        let mut long: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut short = Vec::new();
        for (p, part) in resolution.parts.iter().enumerate() {
            let chain = &self.articles[part.article].extraction.chains[part.chain];
            let forms = self.forms(part);
            if chain.entity_type != EntityType::Organization || !forms.named {
                continue;
            }
            match &forms.acronym {
                Some(letters) => short.push((p, letters)),
                None => {
                    let initials = forms.initials.as_str();
                    if initials.chars().count() >= 2 {
                        long.entry(initials).or_default().push(p);
                    }
                }
            }
        }
        let members = members(resolution, sets);
        for (p, letters) in short {
            let mut roots: Vec<usize> = Vec::new();
            for &l in long.get(letters.as_str()).into_iter().flatten() {
                let root = sets.root(l);
                if !roots.contains(&root) {
                    roots.push(root);
                }
            }
            let [root] = roots[..] else { continue };
            if sets.root(p) == root {
                continue;
            }
            let kin = members.get(&root).map_or(0, |m| self.kinship_with(resolution, p, m));
            if letters.chars().count() >= 3 && kin >= 1 && sets.join(root, p).is_ok() {
                merges.push((p.max(root), MergeReason::Acronym));
            } else {
                weak.push(Weak { one: root, other: p, reason: MergeReason::Acronym, score: 0.45 });
            }
        }
    }
}

/// Countries, continents, seas: they tell nothing of a story.
fn is_land(link: Option<&Linked>) -> bool {
    let Some(Linked::Place { id, .. }) = link else { return false };
    crate::gazetteer::bundled()
        .place(*id)
        .is_some_and(|p| matches!(p.kind, crate::gazetteer::PlaceKind::Country | crate::gazetteer::PlaceKind::Area))
}

/// The parts of each set, by its root.
fn members(resolution: &Resolution, sets: &mut Sets) -> HashMap<usize, Vec<usize>> {
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for p in 0..resolution.parts.len() {
        members.entry(sets.root(p)).or_default().push(p);
    }
    members
}
