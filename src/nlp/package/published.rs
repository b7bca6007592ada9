//! A spaCy package as published -> `Package`.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;

use super::super::msgpack::Value;
use super::config::Config;
use super::lookups::lemma_tables;
use super::source::Source;
use super::thinc::{Model, StaticVectors};
use super::weights::{Tagger, Transition};
use super::{Component, IdTable, Package, PackageError, Result, Rule, Test, TokenizerSettings};

pub(super) fn missing(file: &str, what: impl Into<String>) -> PackageError {
    PackageError::Missing { file: file.to_owned(), what: what.into() }
}

pub(super) fn unsupported(file: &str, what: String) -> PackageError {
    PackageError::UnsupportedSetting { file: file.to_owned(), what }
}

pub(super) fn read(source: &Source) -> Result<Package> {
    let config = Config::parse(&source.text("config.cfg")?);
    let meta: Json = serde_json::from_str(&source.text("meta.json")?).map_err(|e| damaged("meta.json", &e))?;
    let text = |key: &str| meta.get(key).and_then(Json::as_str).unwrap_or("").to_owned();
    let lang = config.str("nlp", "lang").ok_or_else(|| missing("config.cfg", "nlp.lang"))?.to_owned();
    let tokenizer = tokenizer(&source.file("tokenizer")?)?;
    let norms = norms(&source.file("vocab/lookups.bin")?)?;
    let vectors = vectors(&source.file("vocab/vectors")?)?;
    let vector_rows = vector_rows(source, vectors.rows)?;
    let disabled = config.strings("nlp", "disabled");
    let mut components = Vec::new();
    let mut shared_width = None;
    for name in config.strings("nlp", "pipeline").into_iter().filter(|n| !disabled.contains(n)) {
        let section = format!("components.{name}");
        let architecture = config.str(&format!("{section}.model.tok2vec"), "@architectures").unwrap_or("");
        if architecture.contains("ransformer") {
            return Err(unsupported("config.cfg", format!("the architecture {architecture} of the component {name}")));
        }
        let factory = config.str(&section, "factory").unwrap_or("").to_owned();
        let model_file = format!("{name}/model");
        let component = match factory.as_str() {
            "tok2vec" => {
                let bytes = source.file(&model_file)?;
                let root = Value::parse(&bytes, &model_file)?;
                let tok2vec = Model::new(&root, &name, &model_file)?.tok2vec(Some(&vectors))?;
                shared_width = Some(tok2vec.width);
                Component::Tok2Vec(tok2vec)
            }
            "tagger" | "morphologizer" => {
                let tagger = tagger(source, &name, factory == "morphologizer", shared_width, &vectors)?;
                if factory == "tagger" { Component::Tagger(tagger) } else { Component::Morphologizer(tagger) }
            }
            "parser" => Component::Parser(transition(source, &name, shared_width, &vectors, &[8, 13])?),
            "ner" => Component::Ner(transition(source, &name, shared_width, &vectors, &[3, 6])?),
            "attribute_ruler" => Component::AttributeRuler(rules(source, &name)?),
            "lemmatizer" => {
                let mode = config.str(&section, "mode").unwrap_or("lookup").to_owned();
                Component::Lemmatizer(lemma_tables(source, (&name, &lang), mode, config.flag(&section, "overwrite"))?)
            }
            _ => {
                let file = "config.cfg".to_owned();
                return Err(PackageError::UnsupportedComponent { file, component: name, factory });
            }
        };
        components.push((name, component));
    }
    let name = format!("{}_{}", text("lang"), text("name"));
    Ok(Package { lang, name, version: text("version"), hash: source.hash(), tokenizer, norms, vector_rows, components })
}

fn damaged(file: &str, error: &serde_json::Error) -> PackageError {
    PackageError::Truncated { file: file.to_owned(), at: error.column() }
}

fn tokenizer(bytes: &[u8]) -> Result<TokenizerSettings> {
    let root = Value::parse(bytes, "tokenizer")?;
    let text = |key: &str| root.get(key).and_then(Value::as_str).map(str::to_owned);
    let exceptions = root.get("exceptions").ok_or_else(|| missing("tokenizer", "exceptions"))?;
    // Tokens are maps of attribute numbers: 65 ORTH, 67 NORM.
    let attribute = |token: &Value<'_>, number: i64| {
        token
            .entries()
            .iter()
            .find(|(k, _)| k.as_int() == Some(number))
            .and_then(|(_, v)| v.as_str())
            .map(str::to_owned)
    };
    let exceptions = exceptions.entries().iter().map(|(text, tokens)| {
        let text = text.as_str().ok_or_else(|| missing("tokenizer", "the text of an exception"))?;
        let tokens = tokens.items().iter().map(|t| {
            Ok((attribute(t, 65).ok_or_else(|| missing("tokenizer", "the tokens of an exception"))?, attribute(t, 67)))
        });
        Ok((text.to_owned(), tokens.collect::<Result<Vec<_>>>()?))
    });
    Ok(TokenizerSettings {
        prefix_search: text("prefix_search"),
        suffix_search: text("suffix_search"),
        infix_finditer: text("infix_finditer"),
        token_match: text("token_match"),
        url_match: text("url_match"),
        faster_heuristics: root.get("faster_heuristics") != Some(&Value::Bool(false)),
        exceptions: exceptions.collect::<Result<_>>()?,
    })
}

fn norms(bytes: &[u8]) -> Result<Vec<(u64, String)>> {
    let root = Value::parse(bytes, "vocab/lookups.bin")?;
    let table = root.get("lexeme_norm").map(Value::entries).unwrap_or_default();
    Ok(table.iter().filter_map(|(k, v)| Some((k.as_id()?, v.as_str()?.to_owned()))).collect())
}

/// A `.npy` array of `f32`, in C order.
fn vectors(bytes: &[u8]) -> Result<StaticVectors> {
    const FILE: &str = "vocab/vectors";
    let truncated = || PackageError::Truncated { file: FILE.to_owned(), at: bytes.len() };
    if !bytes.starts_with(b"\x93NUMPY") {
        return Err(unsupported(FILE, "an array that is not in numpy's format".to_owned()));
    }
    let wide = usize::from(bytes.get(6).is_some_and(|&v| v > 1));
    let length = bytes.get(8..10 + 2 * wide).ok_or_else(truncated)?;
    let length = length.iter().rev().fold(0usize, |n, &b| n << 8 | usize::from(b));
    let start = 10 + 2 * wide;
    let header = bytes.get(start..start + length).and_then(|h| std::str::from_utf8(h).ok()).ok_or_else(truncated)?;
    if !header.contains("'<f4'") || header.contains("'fortran_order': True") {
        return Err(unsupported(FILE, format!("the array type {header}")));
    }
    let shape: Vec<usize> = header
        .split_once('(')
        .and_then(|(_, r)| r.split_once(')'))
        .map_or(Vec::new(), |(inside, _)| inside.split(',').filter_map(|n| n.trim().parse().ok()).collect());
    let data: Vec<f32> = bytes[start + length..].as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
    match shape[..] {
        [rows, width] if rows.checked_mul(width) == Some(data.len()) => Ok(StaticVectors { rows, width, data }),
        [_, _] => Err(truncated()),
        _ => Err(PackageError::Shape {
            file: FILE.to_owned(),
            layer: "vectors".to_owned(),
            expected: "[rows, width]".to_owned(),
            found: shape,
        }),
    }
}

fn vector_rows(source: &Source, rows: usize) -> Result<IdTable> {
    const FILE: &str = "vocab/key2row";
    if let Ok(text) = source.text("vocab/vectors.cfg") {
        let mode: Json = serde_json::from_str(&text).map_err(|e| damaged("vocab/vectors.cfg", &e))?;
        let mode = mode.get("mode").and_then(Json::as_str).unwrap_or("default").to_owned();
        if mode != "default" {
            return Err(unsupported("vocab/vectors.cfg", format!("the vectors mode {mode}")));
        }
    }
    let bytes = source.file(FILE)?;
    let root = Value::parse(&bytes, FILE)?;
    let table =
        IdTable::new(root.entries().iter().filter_map(|(k, v)| Some((k.as_id()?, u32::try_from(v.as_int()?).ok()?))));
    match table.max_value() {
        Some(largest) if largest as usize >= rows => {
            let (layer, expected) = ("key2row".to_owned(), format!("rows below {rows}"));
            Err(PackageError::Shape { file: FILE.to_owned(), layer, expected, found: vec![largest as usize] })
        }
        _ => Ok(table),
    }
}

/// JSON object -> pairs in the order of the file, which is the order of the classes.
struct Ordered(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Ordered;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Ordered, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Ordered(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

#[derive(serde::Deserialize)]
struct TaggerConfig {
    #[serde(default)]
    labels: Vec<String>,
    labels_morph: Option<Ordered>,
    #[serde(default)]
    labels_pos: std::collections::BTreeMap<String, u64>,
}

fn tagger(
    source: &Source,
    name: &str,
    morphologizer: bool,
    shared: Option<usize>,
    vectors: &StaticVectors,
) -> Result<Tagger> {
    let (cfg, file) = (format!("{name}/cfg"), format!("{name}/model"));
    let config: TaggerConfig = serde_json::from_str(&source.text(&cfg)?).map_err(|e| damaged(&cfg, &e))?;
    let bytes = source.file(&file)?;
    let root = Value::parse(&bytes, &file)?;
    let model = Model::new(&root, name, &file)?;
    let tok2vec = if model.has("hashembed") { Some(model.tok2vec(Some(vectors))?) } else { None };
    let width = tok2vec.as_ref().map(|t| t.width).or(shared).ok_or_else(|| missing(&file, "the shared tok2vec"))?;
    let output = model.dense("softmax", 0, width)?;
    let (labels, pos) = if morphologizer {
        let morphs = config.labels_morph.ok_or_else(|| missing(&cfg, "labels_morph"))?.0;
        let pos = morphs.iter().map(|(label, _)| config.labels_pos.get(label).copied().unwrap_or(0)).collect();
        (morphs.into_iter().map(|(_, morph)| morph.as_str().unwrap_or("").to_owned()).collect(), pos)
    } else {
        (config.labels, Vec::new())
    };
    if output.w.shape[0] != labels.len() {
        let (layer, expected) = ("softmax.W".to_owned(), format!("[{}, {width}]", labels.len()));
        return Err(PackageError::Shape { file, layer, expected, found: output.w.shape });
    }
    Ok(Tagger { tok2vec, output, labels, pos })
}

fn transition(
    source: &Source,
    name: &str,
    shared: Option<usize>,
    vectors: &StaticVectors,
    slots: &[usize],
) -> Result<Transition> {
    let (moves_file, file, cfg) = (format!("{name}/moves"), format!("{name}/model"), format!("{name}/cfg"));
    let settings: Json = serde_json::from_str(&source.text(&cfg)?).map_err(|e| damaged(&cfg, &e))?;
    let number = |key: &str| settings.get(key).and_then(Json::as_i64).unwrap_or(1);
    if number("beam_width") > 1 {
        return Err(unsupported(&cfg, "beam search".to_owned()));
    }
    let bytes = source.file(&file)?;
    let root = Value::parse(&bytes, &file)?;
    let mut weights = Model::new(&root, name, &file)?.transition(shared, Some(vectors), slots)?;
    let bytes = source.file(&moves_file)?;
    let root = Value::parse(&bytes, &moves_file)?;
    let text = root.get("moves").and_then(Value::as_str).ok_or_else(|| missing(&moves_file, "moves"))?;
    let table: Ordered = serde_json::from_str(text).map_err(|e| damaged(&moves_file, &e))?;
    weights.moves = moves(&table, slots.contains(&3));
    if weights.upper.w.shape[0] != weights.moves.len() {
        let expected = format!("[{}, {}]", weights.moves.len(), weights.upper.w.shape[1]);
        return Err(PackageError::Shape { file, layer: "upper.W".to_owned(), expected, found: weights.upper.w.shape });
    }
    Ok(weights)
}

/// The classes in the order of `TransitionSystem.initialize_actions`: by move, then by falling frequency and label;
/// those of negative frequency were added later and come last.
fn moves(table: &Ordered, entities: bool) -> Vec<(u8, String)> {
    let mut actions: Vec<(&str, &Json)> = table.0.iter().map(|(k, v)| (k.as_str(), v)).collect();
    actions.sort_by_key(|a| a.0);
    let mut moves: Vec<(u8, String)> = Vec::new();
    let mut late: Vec<(i64, String, u8)> = Vec::new();
    let add = |moves: &mut Vec<(u8, String)>, action: u8, label: &str| {
        // BILUO: 0 is "missing", 5 is "out", which has no label.
        let skipped = entities && (action == 0 || action == 5 && !label.is_empty());
        if !skipped && !moves.iter().any(|m| m.0 == action && m.1 == label) {
            moves.push((action, label.to_owned()));
        }
    };
    for (action, labels) in actions {
        let Ok(action) = action.parse::<u8>() else { continue };
        let labels = labels.as_object().into_iter().flatten();
        let mut labels: Vec<(i64, &str)> = labels.map(|(l, f)| (f.as_i64().unwrap_or(0), l.as_str())).collect();
        labels.sort_unstable_by(|a, b| b.cmp(a));
        for (frequency, label) in labels {
            if frequency < 0 {
                late.push((frequency, label.to_owned(), action));
            } else {
                add(&mut moves, action, label);
            }
        }
    }
    late.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));
    for (_, label, action) in &late {
        add(&mut moves, *action, label);
    }
    moves
}

fn rules(source: &Source, name: &str) -> Result<Vec<Rule>> {
    let file = format!("{name}/patterns");
    let bytes = source.file(&file)?;
    let root = Value::parse(&bytes, &file)?;
    let text = |value: &Value<'_>| value.as_str().unwrap_or("").to_owned();
    let texts = |value: &Value<'_>| value.items().iter().map(text).collect();
    let test = |attr: &str, value: &Value<'_>| {
        Ok(match value {
            Value::Bool(flag) => Test::Flag(*flag),
            Value::Str(s) => Test::Is((*s).to_owned()),
            Value::Map(entries) if entries.len() == 1 => match (entries[0].0.as_str(), &entries[0].1) {
                (Some("IN"), values) => Test::In(texts(values)),
                (Some("NOT_IN"), values) => Test::NotIn(texts(values)),
                (Some("REGEX"), pattern) => Test::Regex(text(pattern)),
                (other, _) => return Err(unsupported(&file, format!("the test {attr}: {other:?}"))),
            },
            _ => return Err(unsupported(&file, format!("the test on {attr}"))),
        })
    };
    root.items()
        .iter()
        .map(|rule| {
            let patterns = rule.get("patterns").map(Value::items).unwrap_or_default().iter().map(|pattern| {
                let tokens = pattern.items().iter().map(|token| {
                    let tests = token.entries().iter().map(|(k, v)| {
                        let attr = k.as_str().unwrap_or("");
                        if !["TAG", "POS", "LOWER", "ORTH", "TEXT", "DEP", "LEMMA", "IS_SPACE"].contains(&attr) {
                            return Err(unsupported(&file, format!("the attribute {attr:?}")));
                        }
                        Ok((attr.to_owned(), test(attr, v)?))
                    });
                    tests.collect::<Result<Vec<_>>>()
                });
                tokens.collect::<Result<Vec<_>>>()
            });
            let attrs = rule.get("attrs").map(Value::entries).unwrap_or_default();
            Ok(Rule {
                patterns: patterns.collect::<Result<_>>()?,
                attrs: attrs.iter().map(|(k, v)| (text(k), text(v))).collect(),
                index: rule.get("index").and_then(Value::as_int).unwrap_or(0),
            })
        })
        .collect()
}
