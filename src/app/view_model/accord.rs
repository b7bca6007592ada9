//! What the claims of an event agree on, and what they contradict each other in.

use std::collections::HashSet;

use super::extent::Extent;
use super::filters::shorten;
use super::inspector::{count, fillers_of, voice};
use super::time;
use crate::extract::finding::{Modality, Polarity, Role};
use crate::ingest::ArticleId;
use crate::knowledge::{Claim, EntityId, EventNode};
use crate::locale::Locale;
use crate::session::Snapshot;
use crate::text::TextSpan;

/// In what claims of one event differ; a claim that is silent on something contradicts nobody in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disputes {
    /// Who did it.
    pub agent: bool,
    /// How many.
    pub count: bool,
    /// Whether it happened at all.
    pub polarity: bool,
    /// When.
    pub time: bool,
}

impl Disputes {
    /// The disputes among the claims of an event.
    pub fn of(event: &EventNode) -> Self {
        let claims = &event.claims;
        if claims.len() < 2 {
            return Self::default();
        }
        let differ = |part: &dyn Fn(&Claim, &Claim) -> bool| {
            claims.iter().enumerate().any(|(i, one)| claims[..i].iter().any(|other| part(one, other)))
        };
        let agents: Vec<Vec<EntityId>> = claims.iter().map(|c| c.entities(Role::Agent).collect()).collect();
        let told: Vec<&Vec<EntityId>> = agents.iter().filter(|a| !a.is_empty()).collect();
        let apart = |one: &Vec<EntityId>, other: &Vec<EntityId>| one.iter().all(|id| !other.contains(id));
        Self {
            agent: told.iter().enumerate().any(|(i, one)| told[..i].iter().any(|other| apart(one, other))),
            count: differ(&|a, b| a.count.is_some() && b.count.is_some() && a.count != b.count),
            polarity: differ(&|a, b| a.polarity != b.polarity),
            time: differ(&|a, b| match (a.time().and_then(Extent::of), b.time().and_then(Extent::of)) {
                (Some(a), Some(b)) => !a.meets(b),
                _ => false,
            }),
        }
    }

    /// True where claims differ in number, polarity or doer; times alone are not a contradiction that a line can show.
    pub fn is_contested(self) -> bool {
        self.agent || self.count || self.polarity
    }
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

/// What an event's claims say together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accord {
    /// What all who speak of it say, in words.
    pub agreed: Vec<String>,
    /// What they contradict each other in: the aspect, and each value with its voice.
    pub contested: Vec<(String, String)>,
    /// A line a claim.
    pub claims: Vec<ClaimLine>,
}

impl Accord {
    /// The accord of an event.
    pub fn of(snapshot: &Snapshot, event: &EventNode, locale: Locale) -> Self {
        let disputes = Disputes::of(event);
        let mut articles: Vec<ArticleId> = event.claims.iter().map(|c| c.article).collect();
        articles.dedup();
        // Of several articles, each that speaks for itself is told by its paper or headline.
        let itself = |claim: &Claim| match snapshot.article(claim.article) {
            Some(article) if articles.len() > 1 => {
                let meta = &article.meta;
                let name = meta.publisher.clone().or_else(|| meta.title.clone()).unwrap_or_else(|| meta.name.clone());
                shorten(&name, 30)
            }
            _ => locale.message("ui-the-article", &[]),
        };
        let who = |claim: &Claim| voice(snapshot, claim).unwrap_or_else(|| itself(claim));
        let t = |key: &str| locale.message(key, &[]);
        let agent = |claim: &Claim| fillers_of(snapshot, std::iter::once(claim), Role::Agent).join(", ");
        let number = |claim: &Claim| count(snapshot, claim, locale).unwrap_or_default();
        let polarity = |claim: &Claim| t(&format!("word-{}", claim.polarity));
        let day = |claim: &Claim| claim.time().map(|x| time(x, locale)).unwrap_or_default();
        let place = |claim: &Claim| fillers_of(snapshot, std::iter::once(claim), Role::Place).join(", ");
        let aspects: [(&str, bool, &dyn Fn(&Claim) -> String); 5] = [
            ("word-agent", disputes.agent, &agent),
            ("ui-column-count", disputes.count, &number),
            ("ui-column-polarity", disputes.polarity, &polarity),
            ("word-time", disputes.time, &day),
            ("word-place", false, &place),
        ];
        let mut accord = Self::default();
        for (key, disputed, value) in aspects {
            let mut told: Vec<(String, Vec<String>)> = Vec::new();
            for claim in &event.claims {
                let words = value(claim);
                if words.is_empty() {
                    continue;
                }
                let voice = who(claim);
                match told.iter_mut().find(|(w, _)| *w == words) {
                    Some((_, voices)) if voices.contains(&voice) => {}
                    Some((_, voices)) => voices.push(voice),
                    None => told.push((words, vec![voice])),
                }
            }
            if disputed {
                let one = |(words, voices): &(String, Vec<String>)| {
                    locale.message("ui-count-said", &[("words", words), ("who", &voices.join(", "))])
                };
                let line = told.iter().map(one).collect::<Vec<_>>().join(" · ");
                accord.contested.push((t(key), line));
            } else if key != "ui-column-polarity" {
                // What one alone tells is agreed by nobody.
                let by = |words: &str| event.claims.iter().filter(|c| value(c) == words).count();
                accord.agreed.extend(told.into_iter().map(|(words, _)| words).filter(|words| by(words) > 1));
            } else if event.claims.iter().all(|c| c.polarity == Polarity::Negated) {
                accord.agreed.push(t("word-negated"));
            }
        }
        // Where nothing is contested and all speak for themselves, the sentences alone tell it.
        let voices: HashSet<String> = event.claims.iter().filter_map(|c| voice(snapshot, c)).collect();
        let lines = disputes.is_contested() || disputes.time || !voices.is_empty();
        let told = event.claims.iter().filter(|_| lines);
        accord.claims = told
            .map(|claim| {
                let mut said = Vec::new();
                for (key, disputed, value) in aspects {
                    if disputed || !disputes.is_contested() && key != "ui-column-polarity" {
                        said.push(value(claim));
                    }
                }
                said.retain(|s| !s.is_empty());
                if said.is_empty() {
                    said.push(claim.words.clone());
                }
                let mut hedge = Vec::new();
                if claim.polarity == Polarity::Negated {
                    hedge.push(t("word-negated"));
                }
                if claim.modality != Modality::Actual {
                    hedge.push(t(&format!("word-{}", claim.modality)));
                }
                ClaimLine {
                    who: who(claim),
                    said: said.join(", "),
                    hedge: hedge.join(", "),
                    article: claim.article,
                    sentence: claim.sentence,
                }
            })
            .collect();
        accord
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::finding::{EventId, EventType};

    fn claim(count: Option<u64>, polarity: Polarity) -> Claim {
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
            source: None,
            count,
            count_span: None,
            cues: Vec::new(),
            judgement: None,
            note: String::new(),
            corrected_by: Vec::new(),
        }
    }

    #[test]
    fn silence_contradicts_nobody() {
        let event = |claims| EventNode { id: EventId(1), event_type: EventType::Die, claims };
        let (yes, no) = (Polarity::Affirmed, Polarity::Negated);
        for (claims, count, polarity) in [
            (vec![claim(Some(30), yes)], false, false),
            (vec![claim(Some(30), yes), claim(None, yes)], false, false),
            (vec![claim(Some(30), yes), claim(Some(12), yes)], true, false),
            (vec![claim(Some(30), yes), claim(Some(30), no)], false, true),
        ] {
            let disputes = Disputes::of(&event(claims));
            assert_eq!((disputes.count, disputes.polarity), (count, polarity));
            assert_eq!(disputes.is_contested(), count || polarity);
        }
    }

    #[test]
    fn numbers_stand_beside_who_gives_them() {
        let event = EventNode {
            id: EventId(1),
            event_type: EventType::Die,
            claims: vec![claim(Some(30), Polarity::Affirmed), claim(Some(12), Polarity::Affirmed)],
        };
        let accord = Accord::of(&Snapshot::default(), &event, Locale::Fr);
        assert_eq!(accord.contested.len(), 1);
        assert_eq!(accord.contested[0].1, "30 morts, dit l’article · 12 morts, dit l’article");
        assert_eq!(accord.claims[1].said, "12 morts");
    }
}
