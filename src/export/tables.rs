//! The graph -> three CSV tables (RFC 4180, UTF-8): entities, events with a row a claim, relations; in a zip or a folder.

use std::collections::HashMap;
use std::io::{Cursor, Write as _};
use std::path::Path;

use super::{Chosen, atomic, on_one_line, stop_where_cancelled};
use crate::diagnostic::Diagnostic;
use crate::extract::finding::Role;
use crate::ingest::{Article, ArticleId};
use crate::job::CancelToken;
use crate::knowledge::{Claim, ClaimFiller, EntityId};

const ENTITIES: &[&str] = &[
    "id",
    "type",
    "name",
    "aliases",
    "mentions",
    "events",
    "articles",
    "first_date",
    "last_date",
    "judgement",
    "note",
];
const EVENTS: &[&str] = &[
    "id",
    "type",
    "article",
    "published",
    "trigger",
    "agent",
    "target",
    "theme",
    "place",
    "time",
    "time_text",
    "polarity",
    "modality",
    "source",
    "count",
    "judgement",
    "note",
    "corrected",
    "sentence",
    "rule",
];
const RELATIONS: &[&str] = &["type", "from", "from_name", "to", "to_name", "label", "articles", "sentence"];

pub(super) fn write(chosen: &Chosen<'_>, path: &Path, cancel: &CancelToken) -> Result<(), Diagnostic> {
    let failed = |e: std::io::Error| atomic::failure(path, &e);
    let tables = [
        ("entities.csv", entities(chosen).map_err(failed)?),
        ("events.csv", events(chosen, cancel).map_err(failed)?),
        ("relations.csv", relations(chosen).map_err(failed)?),
    ];
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip")) {
        return atomic::write(path, |out| {
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            // A fixed time, so that equal graphs give equal files.
            let options = zip::write::SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
            for (name, table) in &tables {
                zip.start_file(*name, options)?;
                zip.write_all(table)?;
            }
            out.write_all(zip.finish()?.get_ref())
        });
    }
    std::fs::create_dir_all(path).map_err(failed)?;
    for (name, table) in &tables {
        atomic::write(&path.join(name), |out| out.write_all(table))?;
    }
    Ok(())
}

type Table = std::io::Result<Vec<u8>>;

fn table(head: &[&str], rows: impl Iterator<Item = std::io::Result<Vec<String>>>) -> Table {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row?.iter().map(|cell| harmless(cell)))?;
    }
    writer.into_inner().map_err(|e| std::io::Error::other(e.to_string()))
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn id(id: EntityId) -> String {
    format!("{:016x}", id.0)
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

fn by_id<'a>(chosen: &Chosen<'a>) -> HashMap<ArticleId, &'a Article> {
    chosen.content.articles.iter().map(|a| (a.article.id, a.article.as_ref())).collect()
}

fn judgement(judgement: Option<crate::knowledge::Judgement>) -> String {
    use crate::knowledge::Judgement::{Confirmed, Doubtful};
    match judgement {
        Some(Confirmed) => "confirmed".to_owned(),
        Some(Doubtful) => "doubtful".to_owned(),
        None => String::new(),
    }
}

fn entities(chosen: &Chosen<'_>) -> Table {
    let articles = by_id(chosen);
    let rows = chosen.entities().map(|e| {
        let names: Vec<&str> =
            e.articles.iter().filter_map(|a| articles.get(a)).map(|a| a.meta.name.as_str()).collect();
        Ok(vec![
            id(e.id),
            e.entity_type.to_string(),
            e.name.clone(),
            e.aliases.iter().map(|a| a.text.as_str()).collect::<Vec<_>>().join(" | "),
            e.mentions.len().to_string(),
            e.event_count.to_string(),
            names.join(" | "),
            text(e.first_date),
            text(e.last_date),
            judgement(e.judgement),
            e.note.clone(),
        ])
    });
    table(ENTITIES, rows)
}

fn events(chosen: &Chosen<'_>, cancel: &CancelToken) -> Table {
    let articles = by_id(chosen);
    let rows = chosen.events().flat_map(|event| event.claims.iter().map(move |claim| (event, claim)));
    let rows = rows.filter(|(_, c)| chosen.has_article(c.article)).map(|(event, claim)| {
        stop_where_cancelled(cancel)?;
        let article = articles.get(&claim.article).copied();
        let role = |role| fillers(chosen, claim, role);
        let times: Vec<&str> = claim.args.iter().filter(|a| a.role == Role::Time).map(|a| a.words.as_str()).collect();
        let source = claim.source.as_ref().map(|s| name(chosen, s.entity, &s.words));
        Ok(vec![
            format!("{:016x}", event.id.0),
            claim.event_type.to_string(),
            article.map(|a| a.meta.name.clone()).unwrap_or_default(),
            text(claim.published),
            claim.words.clone(),
            role(Role::Agent),
            role(Role::Target),
            role(Role::Theme),
            role(Role::Place),
            text(claim.time()),
            times.join(" | "),
            claim.polarity.to_string(),
            claim.modality.to_string(),
            source.unwrap_or_default(),
            text(claim.count),
            judgement(claim.judgement),
            claim.note.clone(),
            if claim.corrected_by.is_empty() { String::new() } else { "yes".to_owned() },
            on_one_line(article, claim.sentence),
            claim.triggers.first().map(|t| t.rule.clone()).unwrap_or_default(),
        ])
    });
    table(EVENTS, rows)
}

fn name(chosen: &Chosen<'_>, entity: Option<EntityId>, words: &str) -> String {
    entity.and_then(|id| chosen.content.graph.entity(id)).map_or_else(|| words.to_owned(), |e| e.name.clone())
}

fn fillers(chosen: &Chosen<'_>, claim: &Claim, role: Role) -> String {
    let fillers = claim.args.iter().filter(|a| a.role == role).map(|a| match a.filler {
        ClaimFiller::Entity(id) => name(chosen, Some(id), &a.words),
        ClaimFiller::Text | ClaimFiller::Time(_) => a.words.clone(),
    });
    fillers.collect::<Vec<_>>().join(" | ")
}

fn relations(chosen: &Chosen<'_>) -> Table {
    let articles = by_id(chosen);
    let rows = chosen.ties().map(|tie| {
        let told: Vec<_> = tie.evidence.iter().filter(|e| chosen.has_article(e.article)).collect();
        let mut names: Vec<&str> = Vec::new();
        for name in told.iter().filter_map(|e| articles.get(&e.article)).map(|a| a.meta.name.as_str()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let sentence = told.first().map(|e| on_one_line(articles.get(&e.article).copied(), e.sentence));
        Ok(vec![
            tie.relation_type.to_string(),
            id(tie.from),
            name(chosen, Some(tie.from), ""),
            tie.to.map(id).unwrap_or_default(),
            name(chosen, tie.to, ""),
            tie.label.clone().unwrap_or_default(),
            names.join(" | "),
            sentence.unwrap_or_default(),
        ])
    });
    table(RELATIONS, rows)
}
