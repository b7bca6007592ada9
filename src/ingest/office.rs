//! docx and odt -> text: a line a paragraph, with the properties that name author and title.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event as Xml;

use super::{ArticleMeta, SIZE_LIMIT};
use crate::diagnostic::Code;

/// Reads a word processor's file.
pub(super) fn read(bytes: &[u8], mut meta: ArticleMeta) -> Result<(ArticleMeta, String), Code> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Code::OfficeDamaged)?;
    let docx = archive.index_for_name("word/document.xml").is_some();
    if !docx && archive.index_for_name("content.xml").is_none() {
        return Err(Code::FileUnsupported);
    }
    if part(&mut archive, "META-INF/manifest.xml").is_ok_and(|m| m.contains("encryption-data")) {
        return Err(Code::OfficeClosed);
    }
    let (content, properties) =
        if docx { ("word/document.xml", "docProps/core.xml") } else { ("content.xml", "meta.xml") };
    let text = paragraphs(&part(&mut archive, content)?)?;
    if let Ok(properties) = part(&mut archive, properties) {
        meta.title = property(&properties, b"title");
        meta.author = property(&properties, b"creator").or_else(|| property(&properties, b"initial-creator"));
    }
    Ok((meta, text))
}

fn part(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, Code> {
    let file = archive.by_name(name).map_err(|_| Code::OfficeDamaged)?;
    let mut text = String::new();
    // A small archive may unfold into far more than memory holds.
    file.take(SIZE_LIMIT).read_to_string(&mut text).map_err(|_| Code::OfficeDamaged)?;
    Ok(text)
}

/// The running text: WordprocessingML keeps it in `w:t`, OpenDocument straight in `text:p` and `text:h`.
fn paragraphs(xml: &str) -> Result<String, Code> {
    let mut reader = Reader::from_str(xml);
    let mut out = String::new();
    let mut paragraph = 0usize;
    let mut run = 0usize;
    let mut removed = 0usize;
    loop {
        match reader.read_event().map_err(|_| Code::OfficeDamaged)? {
            Xml::Start(e) => match e.name().as_ref() {
                b"text:p" | b"text:h" => paragraph += 1,
                b"w:t" => run += 1,
                b"w:del" | b"text:tracked-changes" | b"office:annotation" | b"text:note" => removed += 1,
                _ => {}
            },
            Xml::End(e) => match e.name().as_ref() {
                b"w:p" => end_line(&mut out),
                b"text:p" | b"text:h" => {
                    paragraph = paragraph.saturating_sub(1);
                    if removed == 0 {
                        end_line(&mut out);
                    }
                }
                b"w:t" => run = run.saturating_sub(1),
                b"w:del" | b"text:tracked-changes" | b"office:annotation" | b"text:note" => {
                    removed = removed.saturating_sub(1);
                }
                _ => {}
            },
            Xml::Empty(e) => match e.name().as_ref() {
                b"w:tab" | b"text:tab" | b"text:s" => out.push(' '),
                b"w:br" | b"text:line-break" => end_line(&mut out),
                b"w:noBreakHyphen" => out.push('\u{2011}'),
                b"text:p" | b"w:p" => end_line(&mut out),
                _ => {}
            },
            Xml::Text(t) if removed == 0 && (run > 0 || paragraph > 0) => {
                out.push_str(&t.decode().map_err(|_| Code::OfficeDamaged)?);
            }
            Xml::GeneralRef(r) if removed == 0 && (run > 0 || paragraph > 0) => {
                let name = r.decode().map_err(|_| Code::OfficeDamaged)?;
                match r.resolve_char_ref() {
                    Ok(Some(c)) => out.push(c),
                    _ => out.push_str(quick_xml::escape::resolve_xml_entity(&name).unwrap_or("")),
                }
            }
            Xml::Eof => break,
            _ => {}
        }
    }
    Ok(out)
}

/// Ends a line; of blank lines in a row, one is kept.
fn end_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
}

/// The text of the first element of that local name.
fn property(xml: &str, local: &[u8]) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut inside = false;
    let mut value = String::new();
    loop {
        match reader.read_event().ok()? {
            Xml::Start(e) if e.local_name().as_ref() == local => inside = true,
            Xml::Text(t) if inside => value.push_str(&t.decode().ok()?),
            Xml::GeneralRef(r) if inside => {
                value.push_str(quick_xml::escape::resolve_xml_entity(&r.decode().ok()?).unwrap_or(""));
            }
            Xml::End(e) if inside && e.local_name().as_ref() == local => {
                let value = value.trim();
                return (!value.is_empty()).then(|| value.to_owned());
            }
            Xml::Eof => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_families() {
        let docx = "<w:document><w:body><w:p><w:r><w:t>Le maire &amp; lui</w:t></w:r></w:p><w:p><w:del><w:r><w:t>x</w:t></w:r></w:del><w:r><w:t>Fin</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(paragraphs(docx).as_deref(), Ok("Le maire & lui\nFin\n"));
        let odt = "<office:text><text:h>Titre</text:h><text:p>L’<text:span>été</text:span><text:tab/>là</text:p></office:text>";
        assert_eq!(paragraphs(odt).as_deref(), Ok("Titre\nL’été là\n"));
    }

    #[test]
    fn refuses_a_broken_archive() {
        assert_eq!(read(b"PK\x03\x04 broken", ArticleMeta::default()).err(), Some(Code::OfficeDamaged));
    }
}
