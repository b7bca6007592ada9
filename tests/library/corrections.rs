//! Corrections hold, can be taken back, and outlive re-extraction or are listed with a reason.

use recoupe::extract::finding::{EntityType, EventType, Modality, Polarity, Role};
use recoupe::knowledge::{
    Correction, CorrectionLog, EventAnchor, Judgement, KnowledgeGraph, MentionAnchor, Projection, ReadArticle,
    StaleReason, project,
};
use recoupe::text::TextSpan;

use crate::support::{WordReader, read, read_with};

const ONE: &str = "Amrullah Saleh attaque les talibans à Kaboul. Les villageois disent que Kaboul est loin.";
const TWO: &str = "Ali Saleh arrête Anne Dupont lundi à Kabul, dit-on.";

fn anchor(article: &ReadArticle, words: &str) -> MentionAnchor {
    nth_anchor(article, words, 0)
}

fn nth_anchor(article: &ReadArticle, words: &str, n: usize) -> MentionAnchor {
    let (start, _) = article.article.text.match_indices(words).nth(n).unwrap();
    MentionAnchor::new(article.article.id, &article.article.text, TextSpan::new(start, start + words.len()))
}

fn event(article: &ReadArticle, words: &str, event_type: EventType) -> EventAnchor {
    EventAnchor { trigger: anchor(article, words), event_type }
}

fn under(articles: &[ReadArticle], corrections: Vec<Correction>) -> Projection {
    let mut log = CorrectionLog::default();
    log.record(corrections, String::new());
    project(articles, &log)
}

fn names(graph: &KnowledgeGraph) -> Vec<&str> {
    graph.entities().iter().map(|e| e.name.as_str()).collect()
}

#[test]
fn entities_are_renamed_retyped_merged_split_and_hidden() {
    let articles = read(&[ONE, TWO]);
    let (one, two) = (&articles[0], &articles[1]);
    assert_eq!(
        names(&project(&articles, &CorrectionLog::default()).graph),
        ["Amrullah Saleh", "les talibans", "Kaboul", "Ali Saleh", "Anne Dupont"]
    );

    let entity = anchor(one, "Amrullah Saleh");
    let renamed =
        under(&articles, vec![Correction::RenameEntity { entity: entity.clone(), name: "Saleh A.".to_owned() }]);
    assert_eq!(
        (names(&renamed.graph)[0], renamed.graph.entities()[0].found_name.as_str()),
        ("Saleh A.", "Amrullah Saleh")
    );

    let retyped = under(
        &articles,
        vec![Correction::RetypeEntity { entity: anchor(one, "les talibans"), entity_type: EntityType::Organization }],
    );
    assert_eq!(retyped.graph.entities()[1].entity_type, EntityType::Organization);
    assert_eq!(retyped.graph.entities()[1].found_type, EntityType::Group);

    let same = Correction::SameEntity { one: entity.clone(), other: anchor(two, "Ali Saleh") };
    assert_eq!(
        names(&under(&articles, vec![same.clone()]).graph),
        ["Amrullah Saleh", "les talibans", "Kaboul", "Anne Dupont"]
    );

    let different = Correction::DifferentEntity { one: anchor(one, "Kaboul"), other: anchor(two, "Kabul") };
    assert_eq!(
        names(&under(&articles, vec![different]).graph),
        ["Amrullah Saleh", "les talibans", "Kaboul", "Ali Saleh", "Anne Dupont", "Kabul"]
    );

    let hidden = under(&articles, vec![Correction::HideEntity { entity: anchor(one, "les talibans") }]);
    assert!(!names(&hidden.graph).contains(&"les talibans"));
    assert_eq!(hidden.graph.events().len(), 2, "the event stays, with the words for a filler");

    let left_out = under(&articles, vec![Correction::LeaveOutArticle { article: one.article.id, name: String::new() }]);
    assert_eq!(names(&left_out.graph), ["Ali Saleh", "Anne Dupont", "Kabul"]);
}

#[test]
fn mentions_of_one_chain_can_be_told_apart() {
    let articles = read(&[ONE]);
    let different = Correction::DifferentEntity {
        one: nth_anchor(&articles[0], "Kaboul", 0),
        other: nth_anchor(&articles[0], "Kaboul", 1),
    };
    let projection = under(&articles, vec![different]);
    assert_eq!(names(&projection.graph), ["Amrullah Saleh", "les talibans", "Kaboul", "Kaboul"]);
    assert!(projection.stale.is_empty());
    let [.., first, second] = projection.graph.entities() else { panic!() };
    assert_ne!(first.id, second.id);
    assert_eq!((first.event_count, second.event_count), (1, 0));
}

#[test]
fn the_later_of_two_contradicting_words_holds() {
    let articles = read(&[ONE, TWO]);
    let (a, b) = (anchor(&articles[0], "Amrullah Saleh"), anchor(&articles[1], "Ali Saleh"));
    let same = Correction::SameEntity { one: a.clone(), other: b.clone() };
    let different = Correction::DifferentEntity { one: a, other: b };
    for (corrections, entities) in [(vec![same.clone(), different.clone()], 5), (vec![different, same], 4)] {
        let projection = under(&articles, corrections);
        assert_eq!(projection.graph.entities().len(), entities);
        assert_eq!(projection.stale.len(), 1);
        assert_eq!((projection.stale[0].seq.0, projection.stale[0].reason), (1, StaleReason::Contradicted));
    }
}

#[test]
fn events_are_corrected_field_by_field() {
    let articles = read(&[ONE, TWO]);
    let arrest = event(&articles[1], "arrête", EventType::Arrest);
    let graph = under(
        &articles,
        vec![
            Correction::SetEventType { event: arrest.clone(), event_type: EventType::Abduct },
            Correction::SetPolarity { event: arrest.clone(), polarity: Polarity::Negated },
            Correction::SetModality { event: arrest.clone(), modality: Modality::Possible },
            Correction::SetCount { event: arrest.clone(), count: Some(3) },
            Correction::SetTime { event: arrest.clone(), time: None },
            Correction::SetSource { event: arrest.clone(), source: Some(anchor(&articles[0], "Amrullah Saleh")) },
            Correction::HideArgument {
                event: arrest.clone(),
                role: Role::Target,
                filler: anchor(&articles[1], "Anne Dupont"),
            },
            Correction::SetArgument {
                event: arrest.clone(),
                role: Role::Target,
                filler: anchor(&articles[0], "les talibans"),
            },
            Correction::JudgeEvent { event: arrest, judgement: Some(Judgement::Doubtful), note: "sûr ?".to_owned() },
        ],
    )
    .graph;
    let claim = &graph.events()[1].claims[0];
    assert_eq!(claim.event_type, EventType::Abduct);
    assert_eq!((claim.polarity, claim.modality, claim.count), (Polarity::Negated, Modality::Possible, Some(3)));
    assert_eq!(claim.time(), None);
    assert_eq!(claim.corrected_by.len(), 9);
    let name = |id| graph.entity(id).unwrap().name.as_str();
    assert_eq!(claim.entities(Role::Target).map(name).collect::<Vec<_>>(), ["les talibans"]);
    assert_eq!(claim.source.as_ref().and_then(|s| s.entity).map(name), Some("Amrullah Saleh"));
    assert_eq!(claim.judgement, Some(Judgement::Doubtful));
}

#[test]
fn corrections_outlive_re_extraction_or_are_stale_with_a_reason() {
    let before = read(&[ONE]);
    let corrections = vec![
        Correction::RenameEntity { entity: anchor(&before[0], "Amrullah Saleh"), name: "Saleh".to_owned() },
        Correction::RenameEntity { entity: anchor(&before[0], "les talibans"), name: "Talibans".to_owned() },
    ];
    let after = read_with(&WordReader { rules: 2, blind_to: vec!["les talibans"] }, &[ONE]);
    let projection = under(&after, corrections.clone());
    assert_eq!(names(&projection.graph)[0], "Saleh");
    assert_eq!(projection.stale.len(), 1);
    assert_eq!(projection.stale[0].reason, StaleReason::FindingGone);
    assert_eq!(under(&[], corrections).stale[0].reason, StaleReason::ArticleGone);
}

#[test]
fn claims_of_one_event_stand_together_and_keep_their_words() {
    let same = "Ali Saleh arrête Anne Dupont lundi dans la ville.";
    let other_day = "Ali Saleh arrête Anne Dupont dans la ville.";
    let articles = read(&[TWO, same, other_day]);
    let graph = project(&articles, &CorrectionLog::default()).graph;
    let claims: Vec<usize> = graph.events().iter().map(|e| e.claims.len()).collect();
    assert_eq!(claims, [2, 1]);
}

#[test]
fn a_person_joins_and_parts_events_and_adds_what_was_missed() {
    let articles = read(&[TWO, "Ali Saleh arrête Anne Dupont lundi dans la ville.", "Charikar dort. ONU se tait."]);
    let pair = || (event(&articles[0], "arrête", EventType::Arrest), event(&articles[1], "arrête", EventType::Arrest));
    let (one, other) = pair();
    let parted = under(&articles, vec![Correction::DifferentEvent { one, other }]);
    assert_eq!(parted.graph.events().len(), 2);
    assert_eq!(parted.graph.events()[1].claims[0].corrected_by.len(), 1);
    let (one, other) = pair();
    let changed = Correction::DifferentEvent { one: one.clone(), other: other.clone() };
    let joined = under(&articles, vec![changed, Correction::SameEvent { one, other }]);
    assert_eq!(joined.graph.events().len(), 1);
    assert_eq!((joined.stale[0].seq.0, joined.stale[0].reason), (1, StaleReason::Contradicted));

    let third = &articles[2];
    let sleeps = EventAnchor { trigger: anchor(third, "dort"), event_type: EventType::Close };
    let added = under(
        &articles,
        vec![
            Correction::AddEvent { words: anchor(third, "dort"), event_type: EventType::Close },
            Correction::SetArgument { event: sleeps, role: Role::Place, filler: anchor(third, "Charikar") },
            Correction::AddMention { words: anchor(third, "tait"), entity_type: EntityType::Thing },
            Correction::AddRelation {
                from: anchor(third, "ONU"),
                to: Some(anchor(third, "tait")),
                relation_type: recoupe::extract::finding::RelationType::Member,
                label: None,
            },
            Correction::AddMention {
                words: MentionAnchor { exact: "absent".to_owned(), ..anchor(third, "ONU") },
                entity_type: EntityType::Thing,
            },
        ],
    );
    assert!(names(&added.graph).contains(&"tait"));
    let last = added.graph.events().last().unwrap();
    let place = last.entities(Role::Place)[0];
    assert_eq!((last.event_type, added.graph.entity(place).unwrap().name.as_str()), (EventType::Close, "Charikar"));
    let person = |p: &recoupe::knowledge::Provenance| matches!(p, recoupe::knowledge::Provenance::Person(_));
    assert!(person(&last.claims[0].evidence().provenance));
    assert!(person(&added.graph.ties()[0].evidence[0].provenance));
    assert_eq!(added.stale.iter().map(|s| (s.seq.0, s.reason)).collect::<Vec<_>>(), [(5, StaleReason::WordsGone)]);
}
