//! The graph of entities -> GraphML (graphml.graphdrawing.org), one edge a pair, direction and event type or tie.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::io::Write;

use quick_xml::escape::escape;

use super::{Chosen, on_one_line, stop_where_cancelled};
use crate::ingest::{Article, ArticleId};
use crate::job::CancelToken;
use crate::knowledge::{EdgeKind, EntityId};

/// (id, for, attribute name, type), as declared at the top of the file.
const KEYS: &[(&str, &str, &str, &str)] = &[
    ("label", "node", "label", "string"),
    ("type", "node", "type", "string"),
    ("aliases", "node", "aliases", "string"),
    ("weight", "node", "mentions", "int"),
    ("events", "node", "events", "int"),
    ("first", "node", "first_date", "string"),
    ("last", "node", "last_date", "string"),
    ("elabel", "edge", "label", "string"),
    ("kind", "edge", "kind", "string"),
    ("eweight", "edge", "weight", "double"),
    ("polarity", "edge", "polarity", "string"),
    ("modality", "edge", "modality", "string"),
    ("source", "edge", "source", "string"),
    ("articles", "edge", "articles", "string"),
    ("dates", "edge", "dates", "string"),
    ("evidence", "edge", "evidence", "string"),
];

/// What several edges of a pair say together.
#[derive(Default)]
struct Bundle {
    weight: usize,
    polarity: Vec<String>,
    modality: Vec<String>,
    source: Vec<String>,
    articles: Vec<String>,
    dates: Vec<String>,
    evidence: Vec<String>,
}

fn add(values: &mut Vec<String>, value: String) {
    if !value.is_empty() && !values.contains(&value) {
        values.push(value);
    }
}

pub(super) fn write(chosen: &Chosen<'_>, cancel: &CancelToken, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#)?;
    for (id, of, name, kind) in KEYS {
        writeln!(out, r#"<key id="{id}" for="{of}" attr.name="{name}" attr.type="{kind}"/>"#)?;
    }
    writeln!(out, r#"<graph edgedefault="directed">"#)?;
    for entity in chosen.entities() {
        writeln!(out, r#"<node id="{}">"#, node_id(entity.id))?;
        data(out, "label", &entity.name)?;
        data(out, "type", entity.entity_type)?;
        data(out, "aliases", entity.aliases.iter().map(|a| a.text.as_str()).collect::<Vec<_>>().join(" | "))?;
        data(out, "weight", entity.mentions.len())?;
        data(out, "events", entity.event_count)?;
        optional(out, "first", entity.first_date)?;
        optional(out, "last", entity.last_date)?;
        writeln!(out, "</node>")?;
    }
    stop_where_cancelled(cancel)?;
    for (number, ((from, to, kind, label), bundle)) in bundles(chosen).iter().enumerate() {
        writeln!(out, r#"<edge id="e{number}" source="{}" target="{}">"#, node_id(*from), node_id(*to))?;
        data(out, "elabel", label)?;
        data(out, "kind", kind)?;
        data(out, "eweight", bundle.weight)?;
        for (key, values) in [
            ("polarity", &bundle.polarity),
            ("modality", &bundle.modality),
            ("source", &bundle.source),
            ("articles", &bundle.articles),
            ("dates", &bundle.dates),
            ("evidence", &bundle.evidence),
        ] {
            if !values.is_empty() {
                data(out, key, values.join(" | "))?;
            }
        }
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "</graph>\n</graphml>")
}

type BundleKey = (EntityId, EntityId, &'static str, String);

fn bundles(chosen: &Chosen<'_>) -> Vec<(BundleKey, Bundle)> {
    let graph = chosen.content.graph;
    let shown: std::collections::HashSet<EntityId> = chosen.entities().map(|e| e.id).collect();
    let articles: HashMap<ArticleId, &Article> =
        chosen.content.articles.iter().map(|a| (a.article.id, a.article.as_ref())).collect();
    let mut order: BTreeMap<BundleKey, usize> = BTreeMap::new();
    let mut bundles: Vec<(BundleKey, Bundle)> = Vec::new();
    for edge in chosen.edges().filter(|e| shown.contains(&e.from) && shown.contains(&e.to)) {
        let (kind, label) = match edge.kind {
            EdgeKind::Event { .. } => ("event", graph.claim(edge).map_or("", |c| c.event_type.as_str()).to_owned()),
            EdgeKind::Tie(id) => ("relation", graph.tie(id).map_or("", |t| t.relation_type.as_str()).to_owned()),
        };
        let key = (edge.from, edge.to, kind, label);
        let at = *order.entry(key.clone()).or_insert_with(|| {
            bundles.push((key, Bundle::default()));
            bundles.len() - 1
        });
        let bundle = &mut bundles[at].1;
        bundle.weight += 1;
        if let Some(claim) = graph.claim(edge) {
            add(&mut bundle.polarity, claim.polarity.to_string());
            add(&mut bundle.modality, claim.modality.to_string());
            let source = claim
                .source
                .as_ref()
                .map(|s| s.entity.and_then(|id| graph.entity(id)).map_or_else(|| s.words.clone(), |e| e.name.clone()));
            add(&mut bundle.source, source.unwrap_or_default());
            add(&mut bundle.dates, claim.time().map(|t| t.to_string()).unwrap_or_default());
        }
        for evidence in graph.evidence(edge).iter().filter(|e| chosen.has_article(e.article)) {
            let article = articles.get(&evidence.article).copied();
            add(&mut bundle.articles, article.map(|a| a.meta.name.clone()).unwrap_or_default());
            add(&mut bundle.evidence, on_one_line(article, evidence.sentence));
        }
    }
    bundles
}

fn node_id(id: EntityId) -> String {
    format!("n{:016x}", id.0)
}

fn data(out: &mut dyn Write, key: &str, value: impl Display) -> std::io::Result<()> {
    // XML has no place for most control characters, however they are written.
    let text: String = value.to_string().chars().filter(|&c| c >= ' ' || c == '\t' || c == '\n').collect();
    writeln!(out, r#"<data key="{key}">{}</data>"#, escape(text.as_str()))
}

fn optional(out: &mut dyn Write, key: &str, value: Option<impl Display>) -> std::io::Result<()> {
    value.map_or(Ok(()), |value| data(out, key, value))
}
