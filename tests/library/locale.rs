//! Every code and caption has its wording in both languages, and the files hold nothing else.

use std::collections::BTreeSet;

use recoupe::diagnostic::Code;
use recoupe::extract::finding::{EntityType, EventType, Modality, Polarity, RelationType, Role};
use recoupe::knowledge::StaleReason;
use recoupe::locale::Locale;

fn keys(locale: Locale) -> BTreeSet<String> {
    let keys = locale.source().lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()));
    keys.filter_map(|l| l.split_once(" =")).map(|(key, _)| key.to_owned()).collect()
}

fn sources(folder: &std::path::Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            sources(&entry.path(), text);
        } else if entry.path().extension().is_some_and(|e| e == "rs") {
            text.push_str(&std::fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn both_files_have_the_same_keys() {
    assert_eq!(keys(Locale::Fr), keys(Locale::En));
}

#[test]
fn every_code_has_title_and_remedy() {
    for locale in Locale::ALL {
        for code in Code::ALL {
            assert!(locale.has(code.key()), "{locale:?} lacks {}", code.key());
            assert!(!locale.attribute(code.key(), "remedy", &[]).is_empty(), "{locale:?} lacks a remedy for {code:?}");
        }
    }
}

#[test]
fn every_word_of_closed_lists_is_there() {
    let mut wanted: Vec<String> = Vec::new();
    wanted.extend(EntityType::ALL.iter().map(|w| format!("word-{w}")));
    wanted.extend(Role::ALL.iter().map(|w| format!("word-{w}")));
    wanted.extend(Polarity::ALL.iter().map(|w| format!("word-{w}")));
    wanted.extend(Modality::ALL.iter().map(|w| format!("word-{w}")));
    wanted.extend(EventType::ALL.iter().map(|w| format!("event-{w}")));
    wanted.extend(RelationType::ALL.iter().map(|w| format!("relation-{w}")));
    wanted.extend(recoupe::gazetteer::PlaceDoubt::ALL.iter().map(|r| r.key().to_owned()));
    wanted.extend(recoupe::knowledge::MergeReason::ALL.iter().map(|r| r.key().to_owned()));
    wanted.extend(StaleReason::ALL.iter().map(|r| r.key().to_owned()));
    for locale in Locale::ALL {
        for key in &wanted {
            assert!(locale.has(key), "{locale:?} lacks {key}");
        }
    }
}

#[test]
fn no_key_is_unused() {
    let mut text = String::new();
    sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    for key in keys(Locale::En) {
        let built = ["word-", "event-", "relation-"].iter().any(|p| key.starts_with(p));
        let last = key.rsplit('-').next().unwrap();
        let used = text.contains(&format!("\"{key}\""))
            || (key.starts_with("correction-") && text.contains(&format!("\"{last}\"")));
        assert!(built || used, "nothing uses {key}");
    }
}
