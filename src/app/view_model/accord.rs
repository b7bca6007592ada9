//! What the claims of an event agree on, and what they contradict each other in.

use super::filters::shorten;
use super::inspector::{count, fillers_of, voice};
use super::time;
use crate::analysis::agreement::{self, Aspect, Comparison, Stance, Stated};
use crate::extract::finding::{Modality, Polarity, Role};
use crate::ingest::ArticleId;
use crate::knowledge::{Claim, EventNode};
use crate::locale::Locale;
use crate::session::Snapshot;
use crate::text::TextSpan;

/// True where two voices contradict each other in what a line can show: whether it happened, how many, who did it.
pub fn is_contested(event: &EventNode) -> bool {
    const SHOWN: [Aspect; 3] = [Aspect::Polarity, Aspect::Count, Aspect::Agent];
    let against = |c: &Comparison| c.stance == Stance::Contradicted && SHOWN.contains(&c.aspect);
    event.claims.len() > 1 && agreement::table(event).comparisons.iter().any(against)
}

/// One claim as a line of the small table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimLine {
    /// Who says so.
    pub who: String,
    /// What it says of what is contested; of all, where nothing is.
    pub said: String,
    /// Doubt and denial.
    pub hedge: String,
    /// The article.
    pub article: ArticleId,
    /// The sentence.
    pub sentence: TextSpan,
}

/// What claims do not agree on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// How they stand to each other, and in what.
    pub aspect: String,
    /// Each value with its voices.
    pub line: String,
    /// They contradict each other; else a later word takes an earlier one's place.
    pub open: bool,
}

/// What an event's claims say together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accord {
    /// What all who speak of it say, in words.
    pub agreed: Vec<String>,
    /// What they do not agree on.
    pub disputed: Vec<Dispute>,
    /// In how many articles, and from how many origins; empty for one article.
    pub support: String,
    /// A line a claim.
    pub claims: Vec<ClaimLine>,
}

impl Accord {
    /// The accord of an event.
    pub fn of(snapshot: &Snapshot, event: &EventNode, locale: Locale) -> Self {
        let table = agreement::table(event);
        let t = |key: &str| locale.message(key, &[]);
        let who = |claim: &Claim| voice(snapshot, claim).unwrap_or_else(|| itself(snapshot, event, claim, locale));
        let mut accord = Self::default();
        for comparison in &table.comparisons {
            let aspect = comparison.aspect;
            let side = |rows: &[usize]| {
                let claims: Vec<&Claim> = rows.iter().map(|&r| &event.claims[table.rows[r].claim]).collect();
                let mut voices: Vec<String> = Vec::new();
                for claim in &claims {
                    let voice = who(claim);
                    if !voices.contains(&voice) {
                        voices.push(voice);
                    }
                }
                (stated(snapshot, claims[0], aspect, locale), voices.join(", "))
            };
            if comparison.stance == Stance::Agreed {
                // That it happened, and really, is the usual: only its contrary is worth a word.
                let usual = matches!(
                    comparison.sides[0].value,
                    Stated::Polarity(Polarity::Affirmed) | Stated::Modality(Modality::Actual)
                );
                let words = side(&comparison.sides[0].rows).0;
                if !usual && !words.is_empty() {
                    accord.agreed.push(words);
                }
                continue;
            }
            let said = comparison.sides.iter().map(|s| {
                let (words, who) = side(&s.rows);
                locale.message("ui-count-said", &[("words", &words), ("who", &who)])
            });
            let line = said.collect::<Vec<_>>().join(" · ");
            let key = format!("{} : {}", t(comparison.stance.key()), t(aspect.key()));
            let key = if locale == Locale::En { key.replace(" : ", ": ") } else { key };
            accord.disputed.push(Dispute { aspect: key, line, open: comparison.stance == Stance::Contradicted });
        }
        // Where nothing is disputed and all speak for themselves, the sentences alone tell it.
        let told = !accord.disputed.is_empty() || event.claims.iter().any(|c| c.source.is_some());
        let differ: Vec<Aspect> =
            table.comparisons.iter().filter(|c| c.stance != Stance::Agreed).map(|c| c.aspect).collect();
        let line = |claim: &Claim| {
            let mut said: Vec<String> = differ.iter().map(|&a| stated(snapshot, claim, a, locale)).collect();
            said.retain(|s| !s.is_empty());
            if said.is_empty() {
                said.push(claim.words.clone());
            }
            let mut hedge = Vec::new();
            if claim.polarity == Polarity::Negated && !differ.contains(&Aspect::Polarity) {
                hedge.push(t("word-negated"));
            }
            if claim.modality != Modality::Actual && !differ.contains(&Aspect::Modality) {
                hedge.push(t(&format!("word-{}", claim.modality)));
            }
            let (article, sentence) = (claim.article, claim.sentence);
            ClaimLine { who: who(claim), said: said.join(", "), hedge: hedge.join(", "), article, sentence }
        };
        accord.claims = event.claims.iter().filter(|_| told).map(line).collect();
        let support = snapshot.independence.of_event(event);
        if support.articles > 1 {
            let [articles, independent] = [support.articles, support.independent].map(|n| n.to_string());
            let line = [("articles", articles.as_str()), ("independent", independent.as_str())];
            accord.support = locale.message("support-articles", &line);
        }
        accord
    }
}

/// An article that speaks for itself: of several, each is told by its paper or headline.
fn itself(snapshot: &Snapshot, event: &EventNode, claim: &Claim, locale: Locale) -> String {
    let alone = event.claims.iter().all(|c| c.article == claim.article);
    match snapshot.article(claim.article).filter(|_| !alone) {
        Some(article) => {
            let meta = &article.meta;
            let name = meta.publisher.clone().or_else(|| meta.title.clone()).unwrap_or_else(|| meta.name.clone());
            shorten(&name, 30)
        }
        None => locale.message("ui-the-article", &[]),
    }
}

/// What a claim says on an aspect, in words; empty where it is silent.
fn stated(snapshot: &Snapshot, claim: &Claim, aspect: Aspect, locale: Locale) -> String {
    let filled = |role| fillers_of(snapshot, std::iter::once(claim), role).join(", ");
    match aspect {
        Aspect::Polarity => locale.message(&format!("word-{}", claim.polarity), &[]),
        Aspect::Modality => locale.message(&format!("word-{}", claim.modality), &[]),
        Aspect::Count => count(snapshot, claim, locale).unwrap_or_default(),
        Aspect::Agent => filled(Role::Agent),
        Aspect::Target => filled(Role::Target),
        Aspect::Place => filled(Role::Place),
        Aspect::Time => claim.time().map(|t| time(t, locale)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::finding::{EventId, EventType};
    use crate::knowledge::{ClaimSource, Provenance};

    fn claim(count: Option<u64>, polarity: Polarity, speaker: Option<&str>) -> Claim {
        Claim {
            article: ArticleId(1),
            published: None,
            event: EventId(1),
            event_type: EventType::Die,
            triggers: Vec::new(),
            words: "tués".to_owned(),
            sentence: TextSpan::new(0, 0),
            args: Vec::new(),
            polarity,
            modality: Modality::Actual,
            source: speaker.map(|words| ClaimSource {
                entity: None,
                span: TextSpan::new(0, 0),
                words: words.to_owned(),
                provenance: Provenance::Rule("source:test".to_owned()),
            }),
            count,
            count_span: None,
            cues: Vec::new(),
            judgement: None,
            note: String::new(),
            corrected_by: Vec::new(),
        }
    }

    fn event(claims: Vec<Claim>) -> EventNode {
        EventNode { id: EventId(1), event_type: EventType::Die, claims }
    }

    #[test]
    fn silence_contradicts_nobody() {
        let (yes, no, other) = (Polarity::Affirmed, Polarity::Negated, Some("le porte-parole"));
        for (claims, contested) in [
            (vec![claim(Some(30), yes, None)], false),
            (vec![claim(Some(30), yes, None), claim(None, yes, other)], false),
            (vec![claim(Some(30), yes, None), claim(Some(12), yes, other)], true),
            (vec![claim(Some(30), yes, None), claim(Some(30), no, other)], true),
        ] {
            assert_eq!(is_contested(&event(claims.clone())), contested, "{claims:?}");
        }
    }

    #[test]
    fn numbers_stand_beside_who_gives_them() {
        let claims = vec![
            claim(Some(30), Polarity::Affirmed, None),
            claim(Some(12), Polarity::Affirmed, Some("le porte-parole")),
        ];
        let accord = Accord::of(&Snapshot::default(), &event(claims), Locale::Fr);
        assert_eq!(accord.disputed.len(), 1);
        assert!(accord.disputed[0].open);
        assert_eq!(accord.disputed[0].line, "30 morts, dit l’article · 12 morts, dit le porte-parole");
        let said: Vec<(&str, &str)> = accord.claims.iter().map(|c| (c.who.as_str(), c.said.as_str())).collect();
        assert_eq!(said, [("l’article", "30 morts"), ("le porte-parole", "12 morts")]);
    }
}
