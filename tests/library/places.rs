//! Names of places find their point, or stay without one: the list in `tests/data/places`.

use recoupe::gazetteer::{GeoPoint, Linked, PlaceId, Spoken, bundled};
use recoupe::knowledge::{Correction, CorrectionLog, GivenLocation, KnowledgeGraph, MentionAnchor, project};
use recoupe::language::Language;
use recoupe::text::TextSpan;

use crate::support::read;

struct Case {
    language: Language,
    wanted: Option<(GeoPoint, f64)>,
    text: String,
    /// The name in question first.
    names: Vec<(usize, usize)>,
}

fn cases() -> Vec<Case> {
    let list = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/places/places.txt")).unwrap();
    list.lines().filter(|l| !l.starts_with('#')).map(case).collect()
}

fn case(line: &str) -> Case {
    let [language, point, km, sentence] = line.splitn(4, '|').collect::<Vec<_>>().try_into().unwrap();
    let (mut text, mut names, mut start) = (String::new(), Vec::new(), 0);
    for c in sentence.chars() {
        match c {
            '{' | '[' => start = text.len(),
            '}' => names.insert(0, (start, text.len())),
            ']' => names.push((start, text.len())),
            c => text.push(c),
        }
    }
    let wanted = point
        .split_once(',')
        .map(|(lat, lon)| (GeoPoint::new(lat.parse().unwrap(), lon.parse().unwrap()).unwrap(), km.parse().unwrap()));
    Case { language: if language == "fr" { Language::Fr } else { Language::En }, wanted, text, names }
}

#[test]
fn places_of_the_list_are_found_and_none_is_pinned_wrongly() {
    let cases = cases();
    let (mut right, mut wrong, mut unplaced) = (0, Vec::new(), Vec::new());
    for case in &cases {
        let spoken: Vec<Spoken<'_>> =
            case.names.iter().map(|&(a, b)| Spoken { name: &case.text[a..b], starts: vec![a] }).collect();
        let linked = bundled().link(&spoken, &case.text, case.language).remove(0);
        match (linked, case.wanted) {
            (Linked::Place { id, .. }, wanted) => {
                let place = bundled().place(id).unwrap();
                if wanted.is_some_and(|(at, km)| place.at.distance_km(at) <= km) {
                    right += 1;
                } else {
                    wrong.push(format!("{}: {} {:?} {:?}", case.text, place.name(Language::En), place.kind, place.at));
                }
            }
            (Linked::Doubt { .. }, None) => right += 1,
            (Linked::Doubt { reason, .. }, Some(_)) => unplaced.push(format!("{}: {reason:?}", case.text)),
        }
    }
    let share = |n: usize| 100.0 * n as f64 / cases.len() as f64;
    println!("{} places: {:.1} % right, {:.1} % wrong", cases.len(), share(right), share(wrong.len()));
    println!("wrong: {wrong:#?}\nunplaced: {unplaced:#?}");
    assert!(cases.len() >= 200);
    assert!(share(right) >= 90.0 && share(wrong.len()) <= 2.0, "wrong: {wrong:#?}\nunplaced: {unplaced:#?}");
}

#[test]
fn one_place_is_one_whatever_the_language() {
    for (french, english) in [("Kaboul", "Kabul"), ("Londres", "London"), ("Birmanie", "Myanmar"), ("Crimée", "Crimea")]
    {
        let one = |name: &str, language| {
            let spoken = Spoken { name, starts: Vec::new() };
            bundled().link(&[spoken], "", language).remove(0)
        };
        assert_eq!(one(french, Language::Fr), one(english, Language::En), "{french}");
        assert!(matches!(one(french, Language::Fr), Linked::Place { .. }), "{french}");
    }
}

#[test]
fn places_of_the_graph_lie_where_articles_or_a_person_say() {
    let articles = read(&["Les talibans à Kaboul.", "Les talibans à Kabul. Charikar est loin."]);
    let graph = project(&articles, &CorrectionLog::default()).graph;
    let location = |graph: &KnowledgeGraph, name: &str| {
        let entity = graph.entities().iter().find(|e| e.name == name);
        entity.and_then(|e| e.location.clone())
    };
    let (point, approximate) = location(&graph, "Kaboul").unwrap().point().unwrap();
    assert!(!approximate && point.distance_km(GeoPoint::new(34.53, 69.17).unwrap()) < 20.0);
    assert_eq!(location(&graph, "les talibans"), None);

    let entity = MentionAnchor::new(articles[0].article.id, &articles[0].article.text, TextSpan::new(16, 22));
    for (given, wanted) in [
        (GivenLocation::Point(GeoPoint::new(1.5, -2.25).unwrap()), GeoPoint::new(1.5, -2.25)),
        (GivenLocation::Listed(PlaceId(2_988_507)), GeoPoint::new(48.853, 2.349)),
        (GivenLocation::Nowhere, None),
    ] {
        let mut log = CorrectionLog::default();
        log.record(vec![Correction::SetLocation { entity: entity.clone(), location: given }], String::new());
        let projection = project(&articles, &log);
        assert!(projection.stale.is_empty());
        assert_eq!(location(&projection.graph, "Kaboul").unwrap().point().map(|(p, _)| p), wanted);
    }
}
