//! The tables of a lemmatizer -> `LemmaTables`.

use super::super::hash::string_id;
use super::super::msgpack::Value;
use super::published::{missing, unsupported};
use super::source::Source;
use super::{IdTable, LemmaTables, Result};

const POS_NAMES: &[&str] = &[
    "adj", "adp", "adv", "aux", "cconj", "det", "intj", "noun", "num", "part", "pron", "propn", "punct", "sconj",
    "sym", "verb", "x",
];

/// Languages whose lemmatizer has a procedure of its own that the runtime does not have.
const OTHER_PROCEDURES: &[&str] = &["ca", "el", "ga", "ht", "it", "mk", "nl", "pl", "ru", "uk"];

/// Rules that the Spanish procedure asks for by name, beside those of its groups.
const SPANISH_RULES: &[&str] = &[
    "accents",
    "adverbs",
    "det",
    "pron",
    "num",
    "det_and_pron_fixed",
    "det_and_pron_general",
    "voc_alt_1",
    "voc_alt_2",
];

/// Reads the tables of the lemmatizer `name` of a package in `lang`.
pub(super) fn lemma_tables(
    source: &Source,
    (name, lang): (&str, &str),
    mode: String,
    overwrite: bool,
) -> Result<LemmaTables> {
    let file = format!("{name}/lookups/lookups.bin");
    if !["rule", "lookup"].contains(&mode.as_str()) || OTHER_PROCEDURES.contains(&lang) {
        return Err(unsupported(
            "config.cfg",
            format!("the mode {mode:?} of the component {name} in the language {lang:?}"),
        ));
    }
    let bytes = source.file(&file)?;
    let root = Value::parse(&bytes, &file)?;
    let needed: &[&str] = match (mode.as_str(), lang) {
        ("lookup", _) => &["lemma_lookup"],
        (_, "es") => &["lemma_rules", "lemma_rules_groups", "lemma_index", "lemma_exc"],
        (_, "fr") => &["lemma_lookup", "lemma_rules", "lemma_exc", "lemma_index"],
        _ => &["lemma_rules"],
    };
    if let Some(table) = needed.iter().find(|t| root.get(t).is_none()) {
        return Err(missing(&file, format!("the table {table} of the component {name}")));
    }
    let mut tables = LemmaTables { mode, overwrite, ..Default::default() };
    let mut numbers = std::collections::HashMap::new();
    let mut strings = Vec::new();
    let mut number = |value: &Value<'_>| {
        let forms: Vec<&str> = match value {
            Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
            other => other.as_str().into_iter().collect(),
        };
        let text = forms.join("\n");
        *numbers.entry(text.clone()).or_insert_with(|| {
            strings.push(text);
            strings.len() as u32 - 1
        })
    };
    let pos_name = |id: Option<u64>| POS_NAMES.iter().find(|p| Some(string_id(p)) == id).map(|p| (*p).to_owned());
    let table = |key: &str| root.get(key).map(Value::entries).unwrap_or_default();
    tables.lookup = IdTable::new(
        table("lemma_lookup").iter().filter_map(|(k, v)| Some((k.as_id()?, number(v)))).collect::<Vec<_>>(),
    );
    for (pos, forms) in table("lemma_exc") {
        let Some(pos) = pos_name(pos.as_id()) else { continue };
        let entries: Vec<_> =
            forms.entries().iter().filter_map(|(k, v)| Some((string_id(k.as_str()?), number(v)))).collect();
        tables.exceptions.push((pos, IdTable::new(entries)));
    }
    for (pos, words) in table("lemma_index") {
        let Some(pos) = pos_name(pos.as_id()) else { continue };
        let words = words.items().iter().filter_map(|w| Some((string_id(w.as_str()?), 0)));
        tables.index.push((pos, IdTable::new(words)));
    }
    let mut names: Vec<&str> = POS_NAMES.iter().chain(SPANISH_RULES).copied().collect();
    for (pos, groups) in table("lemma_rules_groups") {
        let Some(pos) = pos_name(pos.as_id()) else { continue };
        let group = |group: &Value<'_>| match group.items() {
            [rule, features] => {
                let features = features.items().iter().filter_map(|f| Some(f.as_str()?.to_owned()));
                Some((rule.as_str()?.to_owned(), features.collect()))
            }
            _ => None,
        };
        names.extend(groups.items().iter().filter_map(|g| g.items().first()?.as_str()));
        tables.groups.push((pos, groups.items().iter().filter_map(group).collect()));
    }
    let names: std::collections::HashMap<u64, &str> = names.into_iter().map(|n| (string_id(n), n)).collect();
    for (rule, pairs) in table("lemma_rules") {
        let Some(rule) = rule.as_id().and_then(|id| names.get(&id)) else { continue };
        let pair = |rule: &Value<'_>| match rule.items() {
            [old, new] => Some((old.as_str()?.to_owned(), new.as_str()?.to_owned())),
            _ => None,
        };
        tables.rules.push(((*rule).to_owned(), pairs.items().iter().filter_map(pair).collect()));
    }
    tables.strings = strings;
    Ok(tables)
}
