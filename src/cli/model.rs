//! `recoupe annotate`, `explain`, `model` and `rows`: the reading engine by itself, and what its recipes train on.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::options::{ExtractFormat, ModelCommand, ReadLanguage};
use super::{ALL_WELL, report};
use crate::diagnostic::{Code, Diagnostic};
use crate::extract::finding::EventType;
use crate::extract::training::{self, GoldTrigger};
use crate::ingest::{Article, pieces};
use crate::language::Language;
use crate::locale::Locale;
use crate::nlp::{Annotation, Package, PackageError, Pipeline, pack};
use crate::session::{ChosenReader, ModelChoices, NoReader, Outcome, Reader as _, read_package, read_piece};
use crate::text::{ScalarIndex, TextSpan};
use crate::workspace::Folders;

fn unusable(error: &PackageError) -> Diagnostic {
    Diagnostic::new(Code::PackageUnusable).with("reason", error)
}

fn load(path: &Path) -> Result<Pipeline, Diagnostic> {
    Package::load(path).and_then(Pipeline::from_package).map_err(|e| unusable(&e))
}

/// Articles at some paths, each handed to `each`; those that cannot be read are reported and passed over.
fn articles(
    paths: &[PathBuf],
    locale: Locale,
    mut each: impl FnMut(&Article) -> Result<(), Diagnostic>,
) -> Result<u8, Diagnostic> {
    let mut code = ALL_WELL;
    for piece in pieces(paths) {
        match read_piece(piece, &NoReader, &|_| false) {
            Outcome::Read(article, _) | Outcome::Unread(article, _) => each(&article)?,
            Outcome::Refused(diagnostic) => {
                report(&diagnostic, locale);
                code = super::SOME_FAILED;
            }
        }
    }
    Ok(code)
}

fn unwritten(error: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::new(Code::ExportFailed).with("reason", error)
}

fn line(out: &mut impl Write, value: &impl serde::Serialize) -> Result<(), Diagnostic> {
    serde_json::to_writer(&mut *out, value).map_err(unwritten)?;
    writeln!(out).map_err(unwritten)
}

/// An annotation under the name of its article.
#[derive(serde::Serialize)]
struct Named<'a> {
    id: &'a str,
    #[serde(flatten)]
    annotation: Annotation,
}

/// Writes the annotation of each article: an object a line, or one array.
pub fn annotate(
    model: Option<&Path>,
    format: ExtractFormat,
    paths: &[PathBuf],
    locale: Locale,
) -> Result<u8, Diagnostic> {
    let given = model.map(load).transpose()?;
    let reader = ChosenReader::of_platform();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let json = format == ExtractFormat::Json;
    let mut before = if json { "[" } else { "" };
    let code = articles(paths, locale, |article| {
        let Some(pipeline) = given.as_ref().or_else(|| reader.pipeline(article.language)) else {
            report(&Diagnostic::new(Code::LanguageUnread).in_article(&article.meta.name), locale);
            return Ok(());
        };
        let annotation = Annotation::new(&article.text, &pipeline.annotate_paragraphs(&article.text));
        out.write_all(before.as_bytes()).map_err(unwritten)?;
        before = if json { "," } else { "" };
        line(&mut out, &Named { id: &article.meta.name, annotation })
    })?;
    if json {
        writeln!(out, "{}]", if before == "[" { "[" } else { "" }).map_err(unwritten)?;
    }
    out.flush().map_err(unwritten)?;
    reader.notices().iter().for_each(|notice| report(notice, locale));
    Ok(code)
}

/// Writes why each article at a path reads as it does.
pub fn explain(path: &Path, event: Option<usize>, locale: Locale) -> Result<u8, Diagnostic> {
    let reader = ChosenReader::of_platform();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let code = articles(&[path.to_owned()], locale, |article| {
        let Some(pipeline) = reader.pipeline(article.language) else { return Ok(()) };
        let doc = pipeline.annotate_paragraphs(&article.text);
        let report = crate::extract::explain(article, &doc, event);
        out.write_all(report.as_bytes()).map_err(unwritten)
    })?;
    reader.notices().iter().for_each(|notice| report(notice, locale));
    Ok(code)
}

/// Packs, describes, lists or chooses packages.
pub fn run(command: &ModelCommand, locale: Locale) -> Result<u8, Diagnostic> {
    let mut out = std::io::stdout().lock();
    let mut say = |text: String| {
        // The reader of a pipe may have had enough.
        let _ = writeln!(out, "{text}");
    };
    match command {
        ModelCommand::Pack { package, output } => {
            pack(package, output).map_err(|e| unusable(&e))?;
            let pipeline = load(output)?;
            say(format!("{}\t{}\t{}", pipeline.name(), pipeline.hash(), output.display()));
        }
        ModelCommand::Info { package } => {
            let found = Package::load(package).map_err(|e| unusable(&e))?;
            let components: Vec<&str> = found.component_names().collect();
            let components = components.join(", ");
            let pipeline = Pipeline::from_package(found).map_err(|e| unusable(&e))?;
            say(format!("{}\t{}\t{components}", pipeline.name(), pipeline.hash()));
        }
        ModelCommand::List => {
            let reader = ChosenReader::of_platform();
            let choices = ModelChoices::load(&Folders::of_platform());
            for language in [Language::Fr, Language::En] {
                let tell = |pipeline: &Pipeline, place: &str| {
                    format!("{}\t{}\t{}\t{place}", language.code(), pipeline.name(), pipeline.hash())
                };
                if let Some(pipeline) = Pipeline::embedded(language) {
                    say(tell(pipeline, "bundled"));
                }
                let chosen = choices.as_ref().ok().and_then(|c| c.of(language));
                if let (Some(path), Some(pipeline)) = (chosen, reader.chosen(language)) {
                    say(tell(pipeline, &path.display().to_string()));
                }
            }
            reader.notices().iter().for_each(|notice| report(notice, locale));
        }
        ModelCommand::Use { language, package } => {
            let language = match language {
                ReadLanguage::Fr => Language::Fr,
                ReadLanguage::En => Language::En,
            };
            let folders = Folders::of_platform();
            // A damaged list is replaced by a good one.
            let mut choices = ModelChoices::load(&folders).unwrap_or_default();
            if package == Path::new("bundled") {
                choices.forget(language);
            } else {
                let pipeline = read_package(language, package)?;
                say(format!("{}\t{}\t{}", language.code(), pipeline.name(), pipeline.hash()));
                choices.choose(language, std::path::absolute(package).unwrap_or_else(|_| package.clone()));
            }
            choices.save(&folders)?;
        }
    }
    Ok(ALL_WELL)
}

#[derive(serde::Deserialize)]
struct Gold {
    lang: Language,
    published: Option<String>,
    events: Vec<GoldEvent>,
}

#[derive(serde::Deserialize)]
struct GoldEvent {
    r#type: String,
    mentions: Vec<GoldMention>,
}

#[derive(serde::Deserialize)]
struct GoldMention {
    start: usize,
    end: usize,
}

/// Writes the rows that the scorers train on, for every NAME.txt with its NAME.json in a folder.
pub fn rows(folder: &Path) -> Result<u8, Diagnostic> {
    let failed =
        |path: &Path, e: &dyn std::fmt::Display| Diagnostic::of_file(Code::FileUnreadable, path).with("reason", e);
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|e| failed(folder, &e))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    names.sort();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in names {
        let gold = std::fs::read(&path).map_err(|e| failed(&path, &e))?;
        let gold: Gold = serde_json::from_slice(&gold).map_err(|e| failed(&path, &e))?;
        let text_path = path.with_extension("txt");
        let text = std::fs::read_to_string(&text_path).map_err(|e| failed(&text_path, &e))?;
        let Some(pipeline) = Pipeline::embedded(gold.lang) else { continue };
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let published = gold.published.as_deref().and_then(crate::text::PartialDate::parse);
        let article =
            Article::new(crate::ingest::ArticleMeta { name, published, ..Default::default() }, gold.lang, text);
        let index = ScalarIndex::new(&article.text);
        let triggers: Vec<GoldTrigger> = gold
            .events
            .iter()
            .enumerate()
            .filter_map(|(n, v)| EventType::from_name(&v.r#type).map(|t| (n, t, v)))
            .flat_map(|(event, event_type, v)| v.mentions.iter().map(move |m| (event, event_type, m)))
            .map(|(event, event_type, m)| GoldTrigger {
                event,
                event_type,
                span: TextSpan::new(index.to_byte(m.start), index.to_byte(m.end)),
            })
            .collect();
        let rows = training::rows(&article, &pipeline.annotate_paragraphs(&article.text), &triggers);
        let scalars = |s: TextSpan| (index.to_scalar(s.start as usize), index.to_scalar(s.end as usize));
        let trigger_rows: Vec<_> =
            rows.triggers.iter().map(|t| (scalars(t.span).0, scalars(t.span).1, &t.features)).collect();
        line(
            &mut out,
            &serde_json::json!({
                "id": article.meta.name, "entities": rows.entities, "triggers": trigger_rows, "parts": rows.parts,
                "times": rows.times, "links": rows.links, "ties": rows.ties
            }),
        )?;
    }
    Ok(ALL_WELL)
}
