//! A `Doc` in the form that it is exported in: offsets in Unicode scalars, plain words for every column.

use serde::Serialize;

use super::doc::Doc;
use crate::text::ScalarIndex;

/// An annotated text, for `annotate --format json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Annotation {
    /// All tokens in order.
    pub tokens: Vec<AnnotatedToken>,
    /// Named entities in order.
    pub ents: Vec<AnnotatedEntity>,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct AnnotatedToken {
    pub start: usize,
    pub end: usize,
    pub pos: &'static str,
    pub tag: String,
    pub morph: String,
    pub head: u32,
    pub dep: String,
    pub lemma: String,
    pub sent_start: bool,
}

/// One named entity, by its characters.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct AnnotatedEntity {
    pub start: usize,
    pub end: usize,
    pub label: String,
}

impl Annotation {
    /// Describes the annotation of a text.
    pub fn new(text: &str, doc: &Doc) -> Self {
        let index = ScalarIndex::new(text);
        let tokens = doc.tokens.iter().map(|t| AnnotatedToken {
            start: index.to_scalar(t.span.start as usize),
            end: index.to_scalar(t.span.end as usize),
            pos: t.pos.name(),
            tag: t.tag.to_string(),
            morph: t.morph.0.to_string(),
            head: t.head,
            dep: t.dep.to_string(),
            lemma: t.lemma.to_string(),
            sent_start: t.sent_start,
        });
        let ents = doc.entities.iter().map(|e| {
            let span = doc.text_span(e.start as usize..e.end as usize);
            AnnotatedEntity {
                start: index.to_scalar(span.start as usize),
                end: index.to_scalar(span.end as usize),
                label: e.label.to_string(),
            }
        });
        Self { tokens: tokens.collect(), ents: ents.collect() }
    }
}
