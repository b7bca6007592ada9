//! Which articles are copies of one another or carry the same agency's story, so that support counts origins and not papers.
//!
//! Near copies: MinHash (Broder 1997; one permutation) over runs of five words, compared in bands; a pair counts where the runs' true overlap confirms it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::ingest::{Article, ArticleId};
use crate::knowledge::EventNode;
use crate::text::fold;

/// Words of a run.
const RUN: usize = 5;
/// Hashes of a signature: bands times rows.
const BANDS: usize = 32;
const ROWS: usize = 3;
/// Overlap of the smaller article's runs with the larger's from which one is a copy of the other.
const COPY: f64 = 0.5;
/// Shorter texts say too little to be compared.
const SHORTEST: usize = 8;

/// Agencies, by the words of their credits.
const AGENCIES: &[(&str, &[&str])] = &[
    ("AFP", &["afp", "agence france-presse", "agence france presse"]),
    ("Reuters", &["reuters"]),
    ("AP", &["associated press", "(ap)"]),
    ("EFE", &["efe"]),
    ("DPA", &["dpa"]),
    ("ANSA", &["ansa"]),
    ("TASS", &["tass"]),
    ("Interfax", &["interfax"]),
    ("Belga", &["belga"]),
    ("ATS", &["keystone-ats", "(ats)"]),
    ("Xinhua", &["xinhua", "chine nouvelle"]),
    ("Anadolu", &["anadolu"]),
    ("PA", &["press association", "pa media"]),
];

/// What is kept of a text to compare it.
#[derive(Clone, Debug, Default)]
pub struct Fingerprint {
    runs: Vec<u64>,
    signature: Vec<u64>,
    agency: Option<&'static str>,
}

/// Two articles of which one copies the other, or both a third.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Copy {
    /// The earlier in the workspace.
    pub one: ArticleId,
    /// The later.
    pub other: ArticleId,
    /// Share of the smaller one's runs of words that stand in the larger, 0 to 1.
    pub overlap: f64,
}

/// How many articles say something, and from how many origins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// Articles.
    pub articles: usize,
    /// Origins: copies of one text and stories of one agency count once.
    pub independent: usize,
}

/// The origins of a workspace's articles.
#[derive(Clone, Debug, Default)]
pub struct Independence {
    origin: HashMap<ArticleId, ArticleId>,
    agency: HashMap<ArticleId, &'static str>,
    copies: Vec<Copy>,
}

fn mix(mut x: u64) -> u64 {
    // The finaliser of SplitMix64.
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn hash_word(word: &str) -> u64 {
    // FNV-1a.
    word.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}

impl Fingerprint {
    /// Reads an article; some 30 µs for 400 words.
    pub fn of(article: &Article) -> Self {
        let folded = fold(&article.text);
        let words: Vec<u64> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash_word).collect();
        let run = |w: &[u64]| w.iter().fold(7, |h: u64, &x| mix(h.rotate_left(9) ^ x));
        let mut runs: Vec<u64> = words.windows(RUN).map(run).collect();
        runs.sort_unstable();
        runs.dedup();
        // One permutation: each run falls into one bin, an empty bin takes the next one's least (Shrivastava and Li 2014).
        let mut bins = vec![u64::MAX; BANDS * ROWS];
        for &run in &runs {
            let hash = mix(run);
            let bin = &mut bins[(hash % (BANDS * ROWS) as u64) as usize];
            *bin = (*bin).min(hash);
        }
        let filled = |i: usize| (0..bins.len()).map(|step| bins[(i + step) % bins.len()]).find(|&b| b != u64::MAX);
        let signature = (0..bins.len()).map(|i| filled(i).unwrap_or(u64::MAX)).collect();
        Self { agency: credit(&folded), runs, signature }
    }

    /// Share of the smaller one's runs that stand in the other.
    fn overlap(&self, other: &Self) -> f64 {
        let (mut i, mut j, mut both) = (0, 0, 0usize);
        while let (Some(a), Some(b)) = (self.runs.get(i), other.runs.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => (i, j, both) = (i + 1, j + 1, both + 1),
            }
        }
        both as f64 / self.runs.len().min(other.runs.len()).max(1) as f64
    }
}

/// The agency to which an article is credited: in its first lines ("KABOUL (AFP)", "Reuters -") or its last ("avec AFP").
fn credit(folded: &str) -> Option<&'static str> {
    let at = |mut i: usize| {
        while !folded.is_char_boundary(i) {
            i -= 1;
        }
        i
    };
    let head = &folded[..at(folded.len().min(220))];
    let tail = &folded[at(folded.len().saturating_sub(60))..];
    let credited = |text: &str, name: &str, last: bool| {
        text.match_indices(name).any(|(i, m)| {
            let before = text[..i].trim_end();
            let after = text[i + m.len()..].trim_start();
            let whole =
                !text[..i].ends_with(char::is_alphanumeric) && !text[i + m.len()..].starts_with(char::is_alphanumeric);
            let framed = before.ends_with('(') && after.starts_with([')', ',']) || name.starts_with('(');
            let dash = after.starts_with('-') && (before.is_empty() || before.ends_with([',', '.', '-']));
            let with = last
                && ["avec", "with", "source :", "source:", "par", "by", "(", "/"].iter().any(|w| before.ends_with(w));
            whole
                && (framed
                    || dash
                    || with
                    || (last && after.trim_matches(['.', ')', ' ']).is_empty() && before.ends_with(['.', ')', '-'])))
        })
    };
    let of = |(agency, names): &(&'static str, &[&str])| {
        names.iter().any(|n| credited(head, n, false) || credited(tail, n, true)).then_some(*agency)
    };
    AGENCIES.iter().find_map(of)
}

impl Independence {
    /// Compares articles, given in the order of the workspace with their fingerprints.
    pub fn of<'a>(articles: impl Iterator<Item = (ArticleId, &'a Fingerprint)>) -> Self {
        let articles: Vec<(ArticleId, &Fingerprint)> = articles.collect();
        let mut buckets: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
        let mut parent: Vec<usize> = (0..articles.len()).collect();
        fn root(parent: &mut [usize], mut i: usize) -> usize {
            while parent[i] != i {
                parent[i] = parent[parent[i]];
                i = parent[i];
            }
            i
        }
        let mut copies = Vec::new();
        for (i, (id, print)) in articles.iter().enumerate() {
            if print.runs.len() < SHORTEST {
                continue;
            }
            let mut seen: Vec<usize> = Vec::new();
            for band in 0..BANDS {
                let rows = &print.signature[band * ROWS..(band + 1) * ROWS];
                let key = (band, rows.iter().fold(0, |h: u64, &x| mix(h ^ x)));
                let bucket = buckets.entry(key).or_default();
                // Many like texts meet in one bucket; the first ones stand for them.
                seen.extend(bucket.iter().take(8));
                bucket.push(i);
            }
            seen.sort_unstable();
            seen.dedup();
            for j in seen {
                let overlap = print.overlap(articles[j].1);
                if overlap >= COPY {
                    copies.push(Copy { one: articles[j].0, other: *id, overlap });
                    let (a, b) = (root(&mut parent, i), root(&mut parent, j));
                    parent[a.max(b)] = a.min(b);
                }
            }
        }
        let origin = (0..articles.len()).map(|i| (articles[i].0, articles[root(&mut parent, i)].0)).collect();
        let agency = articles.iter().filter_map(|(id, print)| Some((*id, print.agency?))).collect();
        Self { origin, agency, copies }
    }

    /// The article that an article copies, or shares its origin with; itself where it is the first or alone.
    pub fn origin(&self, article: ArticleId) -> ArticleId {
        self.origin.get(&article).copied().unwrap_or(article)
    }

    /// The agency to which an article is credited.
    pub fn agency(&self, article: ArticleId) -> Option<&'static str> {
        self.agency.get(&article).copied()
    }

    /// Pairs of copies, in the order of the later article.
    pub fn copies(&self) -> &[Copy] {
        &self.copies
    }

    /// How many of these articles are independent of each other.
    pub fn support(&self, articles: impl Iterator<Item = ArticleId>) -> Support {
        self.count(articles.map(|a| (a, None)))
    }

    /// The support of an event: an article that leaves it to an agency ("selon l'AFP") speaks for that agency.
    pub fn of_event(&self, event: &EventNode) -> Support {
        self.count(event.claims.iter().map(|c| {
            let named = c.source.as_ref().and_then(|s| {
                let words = fold(&s.words);
                AGENCIES.iter().find(|(_, names)| names.iter().any(|n| words.split([' ', '\'']).any(|w| w == *n)))
            });
            (c.article, named.map(|(agency, _)| *agency))
        }))
    }

    fn count(&self, claims: impl Iterator<Item = (ArticleId, Option<&'static str>)>) -> Support {
        let mut articles: Vec<(ArticleId, Option<&'static str>)> = Vec::new();
        for (article, named) in claims {
            match articles.iter_mut().find(|(a, _)| *a == article) {
                // What an article says in its own voice too is its own.
                Some(known) => known.1 = known.1.filter(|_| named.is_some()),
                None => articles.push((article, named)),
            }
        }
        let mut texts: Vec<ArticleId> = Vec::new();
        let mut agencies: Vec<&str> = Vec::new();
        let mut independent = 0;
        for &(article, named) in &articles {
            let text = self.origin(article);
            let agency = named.or_else(|| self.agency(article)).or_else(|| self.agency(text));
            let known = texts.contains(&text) || agency.is_some_and(|a| agencies.contains(&a));
            independent += usize::from(!known);
            texts.push(text);
            agencies.extend(agency);
        }
        Support { articles: articles.len(), independent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;

    const STORY: &str = "Une explosion a ravagé un entrepôt du port de Valdorne mardi soir, tuant au moins douze personnes selon la \
        préfecture maritime, qui a ouvert une enquête et demandé aux habitants de rester chez eux jusqu’au lendemain matin.";

    fn support(texts: &[&str]) -> Support {
        let articles: Vec<Article> = texts.iter().map(|t| article_from_text("a", (*t).to_owned())).collect();
        let prints: Vec<Fingerprint> = articles.iter().map(Fingerprint::of).collect();
        let independence = Independence::of(articles.iter().map(|a| a.id).zip(&prints));
        independence.support(articles.iter().map(|a| a.id))
    }

    #[test]
    fn copies_and_stories_of_one_agency_count_once() {
        let copy = format!("{STORY} La suite dans notre édition de demain.");
        let other = "Le conseil municipal de Lorsange a voté lundi son budget, après trois heures de débats et deux suspensions de \
            séance demandées par l’opposition.";
        assert_eq!(support(&[STORY, &copy]), Support { articles: 2, independent: 1 });
        assert_eq!(support(&[STORY, other]), Support { articles: 2, independent: 2 });
        let wire = "VALDORNE (AFP) - Le port est fermé depuis mardi et les secours cherchent encore des survivants dans les ruines.";
        let own = "Deux navires ont été déroutés vers Lorsange, a indiqué la capitainerie dans un message aux armateurs. Avec AFP.";
        assert_eq!(support(&[wire, own, other]), Support { articles: 3, independent: 2 });
        assert_eq!(support(&["Court.", "Court aussi."]), Support { articles: 2, independent: 2 });
    }
}
