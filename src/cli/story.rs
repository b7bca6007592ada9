//! Reports over a workspace: who is who, who says what, where they contradict one another, what changed.

use std::io::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::ALL_WELL;
use super::options::ReportFormat;
use crate::analysis::agreement::{
    Aspect, Side, Stance, Stated, Table, Voice, contradictions as all_contradictions, said_by, table,
};
use crate::analysis::difference::Difference;
use crate::analysis::independence::{Fingerprint, Independence};
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::ArticleId;
use crate::knowledge::{Claim, EventNode, GraphRecord, KnowledgeGraph, Projection, ReadArticle, project};
use crate::locale::Locale;
use crate::session::as_read;
use crate::text::fold;
use crate::workspace::Workspace;

/// A workspace as reports look at it.
struct Story {
    workspace: Workspace,
    articles: Vec<ReadArticle>,
    projection: Projection,
    locale: Locale,
}

impl Story {
    fn open(path: &Path, locale: Locale) -> Result<Self, Diagnostic> {
        let workspace = Workspace::open(path)?;
        let articles: Vec<ReadArticle> = workspace.articles()?.iter().map(as_read).collect();
        let projection = project(&articles, &workspace.log()?);
        Ok(Self { workspace, articles, projection, locale })
    }

    fn graph(&self) -> &KnowledgeGraph {
        &self.projection.graph
    }

    fn independence(&self) -> Independence {
        let prints: Vec<(ArticleId, Fingerprint)> =
            self.articles.iter().map(|a| (a.article.id, Fingerprint::of(&a.article))).collect();
        Independence::of(prints.iter().map(|(id, print)| (*id, print)))
    }

    fn article(&self, id: ArticleId) -> &str {
        let article = self.articles.iter().find(|a| a.article.id == id);
        article.map_or("", |a| a.article.meta.name.as_str())
    }

    fn voice(&self, voice: &Voice) -> String {
        match voice {
            Voice::Speaker(id) => self.graph().entity(*id).map_or_else(String::new, |e| e.name.clone()),
            Voice::Words(words) => words.clone(),
            Voice::Article(id) => self.article(*id).to_owned(),
        }
    }

    fn stated(&self, stated: &Stated) -> String {
        let word = |name: &str| self.locale.message(&format!("word-{name}"), &[]);
        match stated {
            Stated::Polarity(p) => word(p.as_str()),
            Stated::Modality(m) => word(m.as_str()),
            Stated::Count(n) => n.to_string(),
            Stated::Time(time) => time.clone(),
            Stated::Entities(ids) => {
                let names: Vec<&str> =
                    ids.iter().filter_map(|id| Some(self.graph().entity(*id)?.name.as_str())).collect();
                names.join(", ")
            }
        }
    }

    fn kind(&self, event: &EventNode) -> String {
        self.locale.message(&format!("event-{}", event.event_type), &[])
    }

    fn claim(&self, claim: &Claim) -> Value {
        let article = self.articles.iter().find(|a| a.article.id == claim.article);
        let sentence = article.map_or("", |a| claim.sentence.of(&a.article.text));
        json!({ "article": self.article(claim.article), "words": claim.words, "sentence": sentence.trim() })
    }

    fn side(&self, event: &EventNode, table: &Table, side: &Side) -> Value {
        let rows = side.rows.iter().map(|&r| {
            let row = &table.rows[r];
            let mut value = self.claim(&event.claims[row.claim]);
            value["voice"] = json!(self.voice(&row.voice));
            value
        });
        json!({ "value": self.stated(&side.value), "claims": rows.collect::<Vec<_>>() })
    }
}

/// `recoupe resolve`.
pub fn resolve(path: &Path, format: ReportFormat, locale: Locale) -> Result<u8, Diagnostic> {
    let story = Story::open(path, locale)?;
    let entities: Vec<Value> = story
        .graph()
        .entities()
        .iter()
        .map(|e| {
            let reasons: Vec<&str> = e.merged_by.iter().map(|r| r.as_str()).collect();
            let aliases: Vec<&str> = e.aliases.iter().map(|a| a.text.as_str()).collect();
            let point = e.location.as_ref().and_then(crate::knowledge::Location::point);
            json!({
                "id": format!("{:016x}", e.id.0), "type": e.entity_type, "name": e.name, "aliases": aliases,
                "articles": e.articles.iter().map(|&a| story.article(a)).collect::<Vec<_>>(), "merged_by": reasons,
                "point": point.map(|(p, _)| [p.latitude(), p.longitude()]), "approximate": point.map(|(_, wide)| wide),
            })
        })
        .collect();
    let name = |id| story.graph().entity(id).map_or("", |e| e.name.as_str());
    let suggestions: Vec<Value> = story
        .projection
        .suggestions
        .iter()
        .map(|s| json!({ "one": name(s.one), "other": name(s.other), "reason": s.reason.as_str(), "score": s.score }))
        .collect();
    if format == ReportFormat::Json {
        return write_json(&json!({ "entities": entities, "suggestions": suggestions }));
    }
    let mut lines = Vec::new();
    for e in story.graph().entities() {
        let kind = locale.message(&format!("word-{}", e.entity_type), &[]);
        let reasons: Vec<String> = e.merged_by.iter().map(|r| locale.message(r.key(), &[])).collect();
        let aliases: Vec<&str> = e.aliases.iter().map(|a| a.text.as_str()).filter(|a| *a != e.name).collect();
        lines.push(format!("{kind}\t{}\t{}\t{}\t{}", e.name, e.articles.len(), aliases.join("; "), reasons.join("; ")));
    }
    if !suggestions.is_empty() {
        lines.push(String::new());
        lines.push(locale.message("cli-suggestions", &[]));
    }
    for s in &story.projection.suggestions {
        lines.push(format!(
            "{:.2}\t{}\t{}\t{}",
            s.score,
            name(s.one),
            name(s.other),
            locale.message(s.reason.key(), &[])
        ));
    }
    write_lines(&lines)
}

/// `recoupe claims`.
pub fn claims(path: &Path, speaker: Option<&str>, format: ReportFormat, locale: Locale) -> Result<u8, Diagnostic> {
    let story = Story::open(path, locale)?;
    if let Some(name) = speaker {
        return said(&story, name, format);
    }
    let independence = story.independence();
    let (mut values, mut lines) = (Vec::new(), Vec::new());
    for event in story.graph().events().iter().filter(|e| e.claims.len() > 1) {
        let table = table(event);
        let support = independence.of_event(event);
        let comparisons: Vec<Value> = table
            .comparisons
            .iter()
            .map(|c| {
                let sides: Vec<Value> = c.sides.iter().map(|s| story.side(event, &table, s)).collect();
                json!({ "aspect": c.aspect.as_str(), "stance": stance_name(c.stance), "sides": sides })
            })
            .collect();
        values.push(json!({
            "event": format!("{:016x}", event.id.0), "type": event.event_type, "when": event.when().map(|t| t.to_string()),
            "articles": support.articles, "independent": support.independent, "counts": table.counts,
            "comparisons": comparisons,
        }));
        let (articles, independent) = (support.articles.to_string(), support.independent.to_string());
        let told = locale.message("support-articles", &[("articles", &articles), ("independent", &independent)]);
        let when = event.when().map_or_else(String::new, |t| t.to_string());
        lines.push(format!("{}\t{when}\t{told}", story.kind(event)));
        for row in &table.rows {
            let words: Vec<String> = row
                .stated
                .iter()
                .map(|(aspect, stated)| format!("{} : {}", locale.message(aspect.key(), &[]), story.stated(stated)))
                .collect();
            lines.push(format!("\t{}\t{}\t{}", story.article(row.article), story.voice(&row.voice), words.join("; ")));
        }
        for c in table.comparisons.iter().filter(|c| c.stance != Stance::Agreed) {
            lines.push(format!(
                "\t{}\t{}\t{}",
                locale.message(c.stance.key(), &[]),
                aspect(c.aspect, locale),
                sides(&story, &c.sides)
            ));
        }
    }
    if format == ReportFormat::Json { write_json(&json!(values)) } else { write_lines(&lines) }
}

fn said(story: &Story, name: &str, format: ReportFormat) -> Result<u8, Diagnostic> {
    let wanted = fold(name);
    let speakers = story
        .graph()
        .entities()
        .iter()
        .filter(|e| fold(&e.name) == wanted || e.aliases.iter().any(|a| fold(&a.text) == wanted));
    let mut values = Vec::new();
    let mut lines = Vec::new();
    for speaker in speakers {
        for (event, i) in said_by(story.graph(), speaker.id) {
            let mut value = story.claim(&event.claims[i]);
            value["speaker"] = json!(speaker.name);
            value["type"] = json!(event.event_type);
            let line = |key: &str| value[key].as_str().unwrap_or("").to_owned();
            lines.push(format!("{}\t{}\t{}\t{}", speaker.name, story.kind(event), line("article"), line("sentence")));
            values.push(value);
        }
    }
    if format == ReportFormat::Json {
        return write_json(&json!(values));
    }
    if lines.is_empty() {
        lines.push(story.locale.message("cli-speaker-unknown", &[]));
    }
    write_lines(&lines)
}

/// `recoupe contradictions`.
pub fn contradictions(path: &Path, format: ReportFormat, locale: Locale) -> Result<u8, Diagnostic> {
    let story = Story::open(path, locale)?;
    let (mut values, mut lines) = (Vec::new(), Vec::new());
    for found in all_contradictions(story.graph()) {
        let Some(event) = story.graph().event(found.event) else { continue };
        let table = table(event);
        let told: Vec<Value> = found.sides.iter().map(|s| story.side(event, &table, s)).collect();
        values.push(json!({
            "event": format!("{:016x}", event.id.0), "type": event.event_type, "aspect": found.aspect.as_str(),
            "weight": (found.weight * 100.0).round() / 100.0, "sides": told,
        }));
        lines.push(format!("{}\t{}\t{}", story.kind(event), aspect(found.aspect, locale), sides(&story, &found.sides)));
        for side in &found.sides {
            for &r in &side.rows {
                let (row, claim) = (&table.rows[r], story.claim(&event.claims[table.rows[r].claim]));
                let sentence = claim["sentence"].as_str().unwrap_or("").to_owned();
                lines.push(format!("\t{}\t{}\t{sentence}", story.stated(&side.value), story.voice(&row.voice)));
            }
        }
    }
    if format == ReportFormat::Json { write_json(&json!(values)) } else { write_lines(&lines) }
}

/// `recoupe diff`.
pub fn difference(
    path: &Path,
    one: &str,
    other: Option<&str>,
    format: ReportFormat,
    locale: Locale,
) -> Result<u8, Diagnostic> {
    let story = Story::open(path, locale)?;
    let named = |name: &str| -> Result<KnowledgeGraph, Diagnostic> {
        let damaged = |_| Diagnostic::of_file(Code::WorkspaceDamaged, path);
        let record: GraphRecord = rmp_serde::from_slice(&story.workspace.snapshot(name)?).map_err(damaged)?;
        Ok(KnowledgeGraph::from_record(record))
    };
    let first = named(one)?;
    let second = match other {
        Some(name) => &named(name)?,
        None => story.graph(),
    };
    let found = Difference::between(&first, second);
    let entity = |graph: &KnowledgeGraph, id| graph.entity(id).map_or_else(String::new, |e| e.name.clone());
    let event = |graph: &KnowledgeGraph, id| {
        graph.event(id).map_or_else(String::new, |e| format!("{}: {}", story.kind(e), e.claims[0].words))
    };
    let lists: [(&str, &str, Vec<String>); 6] = [
        ("entities", "+", found.entities_added.iter().map(|&id| entity(second, id)).collect()),
        ("entities", "-", found.entities_removed.iter().map(|&id| entity(&first, id)).collect()),
        ("entities", "~", found.entities_changed.iter().map(|&id| entity(second, id)).collect()),
        ("events", "+", found.events_added.iter().map(|&id| event(second, id)).collect()),
        ("events", "-", found.events_removed.iter().map(|&id| event(&first, id)).collect()),
        ("events", "~", found.events_changed.iter().map(|&id| event(second, id)).collect()),
    ];
    if format == ReportFormat::Json {
        let list = |i: usize| &lists[i].2;
        return write_json(&json!({
            "entities": { "added": list(0), "removed": list(1), "changed": list(2) },
            "events": { "added": list(3), "removed": list(4), "changed": list(5) },
        }));
    }
    let lines: Vec<String> = lists
        .iter()
        .flat_map(|(what, sign, names)| names.iter().map(move |n| format!("{sign}\t{what}\t{n}")))
        .collect();
    write_lines(&lines)
}

fn aspect(aspect: Aspect, locale: Locale) -> String {
    locale.message(aspect.key(), &[])
}

fn sides(story: &Story, sides: &[Side]) -> String {
    sides.iter().map(|s| story.stated(&s.value)).collect::<Vec<_>>().join(" / ")
}

fn stance_name(stance: Stance) -> &'static str {
    &stance.key()["stance-".len()..]
}

fn write_json(value: &Value) -> Result<u8, Diagnostic> {
    write_lines(&[format!("{value:#}")])
}

fn write_lines(lines: &[String]) -> Result<u8, Diagnostic> {
    let mut out = std::io::stdout().lock();
    for line in lines {
        // The reader of a pipe may have had enough.
        if writeln!(out, "{line}").is_err() {
            break;
        }
    }
    Ok(ALL_WELL)
}
