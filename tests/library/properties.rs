//! Properties of the edit log and of projection, over random sequences.

use std::sync::LazyLock;

use proptest::prelude::*;
use recoupe::extract::finding::{EntityType, EventType, MentionKind, RelationType};
use recoupe::gazetteer::{GeoPoint, PlaceId};
use recoupe::knowledge::{Correction, CorrectionLog, EventAnchor, GivenLocation, MentionAnchor, ReadArticle, project};

use crate::support::read;

static ARTICLES: LazyLock<Vec<ReadArticle>> = LazyLock::new(|| {
    read(&[
        "Amrullah Saleh attaque les talibans à Kaboul. Kaboul est loin de Charikar.",
        "Ali Saleh arrête Anne Dupont lundi à Kabul. Les talibans et ONU, rencontre avec Ali Saleh.",
        "Anne Dupont rencontre Amrullah Saleh lundi. ONU attaque Charikar.",
    ])
});

fn anchors() -> Vec<MentionAnchor> {
    let mentions = |a: &ReadArticle| -> Vec<MentionAnchor> {
        let spans = a.extraction.chains.iter().flat_map(|c| &c.mentions).filter(|m| m.kind == MentionKind::Name);
        spans.map(|m| MentionAnchor::new(a.article.id, &a.article.text, m.span)).collect()
    };
    ARTICLES.iter().flat_map(mentions).collect()
}

fn location() -> impl Strategy<Value = GivenLocation> {
    prop_oneof![
        (-90.0..90.0, -180.0..180.0).prop_map(|(lat, lon)| GivenLocation::Point(GeoPoint::new(lat, lon).unwrap())),
        any::<u32>().prop_map(|id| GivenLocation::Listed(PlaceId(id))),
        Just(GivenLocation::Nowhere),
    ]
}

fn event() -> impl Strategy<Value = EventAnchor> {
    let events = |a: &ReadArticle| -> Vec<EventAnchor> {
        let anchor = |e: &recoupe::extract::finding::Event| EventAnchor {
            trigger: MentionAnchor::new(a.article.id, &a.article.text, e.triggers[0].span),
            event_type: e.event_type,
        };
        a.extraction.events.iter().map(anchor).collect()
    };
    proptest::sample::select(ARTICLES.iter().flat_map(events).collect::<Vec<_>>())
}

fn correction() -> impl Strategy<Value = Correction> {
    let anchor = || proptest::sample::select(anchors());
    prop_oneof![
        (anchor(), "[A-Z][a-z]{1,6}").prop_map(|(entity, name)| Correction::RenameEntity { entity, name }),
        (anchor(), proptest::sample::select(EntityType::ALL))
            .prop_map(|(entity, entity_type)| Correction::RetypeEntity { entity, entity_type }),
        (anchor(), anchor()).prop_map(|(one, other)| Correction::SameEntity { one, other }),
        (anchor(), anchor()).prop_map(|(one, other)| Correction::DifferentEntity { one, other }),
        anchor().prop_map(|entity| Correction::HideEntity { entity }),
        (anchor(), location()).prop_map(|(entity, location)| Correction::SetLocation { entity, location }),
        (anchor(), proptest::sample::select(EntityType::ALL))
            .prop_map(|(words, entity_type)| Correction::AddMention { words, entity_type }),
        (anchor(), proptest::sample::select(EventType::ALL))
            .prop_map(|(words, event_type)| Correction::AddEvent { words, event_type }),
        (anchor(), anchor()).prop_map(|(from, to)| Correction::AddRelation {
            from,
            to: Some(to),
            relation_type: RelationType::Member,
            label: None
        }),
        (event(), event()).prop_map(|(one, other)| Correction::SameEvent { one, other }),
        (event(), event()).prop_map(|(one, other)| Correction::DifferentEvent { one, other }),
    ]
}

#[derive(Clone, Debug)]
enum Act {
    Do(Vec<Correction>),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => proptest::collection::vec(correction(), 1..3).prop_map(Act::Do),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

fn graph(log: &CorrectionLog) -> String {
    let projection = project(&ARTICLES, log);
    format!("{:?} {:?} {:?}", projection.graph.to_record(), projection.stale, projection.suggestions)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn undo_after_do_is_identity(first in proptest::collection::vec(correction(), 0..4), next in proptest::collection::vec(correction(), 1..4)) {
        let mut log = CorrectionLog::default();
        log.record(first, String::new());
        let before = graph(&log);
        log.record(next, String::new());
        let after = graph(&log);
        log.undo();
        prop_assert_eq!(graph(&log), before);
        log.redo();
        prop_assert_eq!(graph(&log), after);
    }

    #[test]
    fn any_sequence_equals_its_replay(acts in proptest::collection::vec(act(), 0..12)) {
        let mut log = CorrectionLog::default();
        let mut done: Vec<Vec<Correction>> = Vec::new();
        let mut undone: Vec<Vec<Correction>> = Vec::new();
        for act in acts {
            match act {
                Act::Do(corrections) => {
                    undone.clear();
                    done.push(corrections.clone());
                    log.record(corrections, String::new());
                }
                Act::Undo => {
                    prop_assert_eq!(log.undo().is_some(), !done.is_empty());
                    undone.extend(done.pop());
                }
                Act::Redo => {
                    prop_assert_eq!(log.redo().is_some(), !undone.is_empty());
                    done.extend(undone.pop());
                }
            }
        }
        let in_force: Vec<Correction> = log.in_force().map(|(_, c)| c.clone()).collect();
        prop_assert_eq!(in_force, done.concat());
    }

    #[test]
    fn every_edge_has_evidence_that_fits_its_text(corrections in proptest::collection::vec(correction(), 0..6)) {
        let mut log = CorrectionLog::default();
        log.record(corrections, String::new());
        let graph = project(&ARTICLES, &log).graph;
        for edge in graph.edges() {
            let evidence = graph.evidence(edge);
            prop_assert!(!evidence.is_empty());
            for e in evidence {
                let article = ARTICLES.iter().find(|a| a.article.id == e.article).unwrap();
                prop_assert!(!e.words.of(&article.article.text).is_empty());
                prop_assert!(e.sentence.overlaps(e.words));
            }
        }
        let events: std::collections::HashSet<_> = graph.events().iter().map(|e| e.id).collect();
        prop_assert_eq!(events.len(), graph.events().len());
        let ids: std::collections::HashSet<_> = graph.entities().iter().map(|e| e.id).collect();
        prop_assert_eq!(ids.len(), graph.entities().len());
    }
}
