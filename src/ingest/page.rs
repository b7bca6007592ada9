//! HTML -> the article's body, a line a paragraph, without menus and related links, and what its metadata say.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use dom_smoothie::{Config, Readability, TextMode};
use regex::bytes::Regex;

use super::{ArticleMeta, encoding, iso_date};
use crate::diagnostic::Code;

/// Shorter bodies are cookie notices and error pages.
const LEAST_LETTERS: usize = 80;
/// Elements of a page; more is no news article.
const MOST_ELEMENTS: usize = 200_000;

static CHARSET: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]+)"#).ok());

/// Reads a page.
pub(super) fn read(bytes: &[u8], mut meta: ArticleMeta) -> Result<(ArticleMeta, String), Code> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Code::FileEmpty);
    }
    let head = &bytes[..bytes.len().min(4096)];
    let label = CHARSET.as_ref().and_then(|r| r.captures(head)?.get(1)).and_then(|m| str::from_utf8(m.as_bytes()).ok());
    let html = encoding::decode(bytes, label)?;
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let mut page = Readability::new(html.as_str(), None, Some(config)).ok()?;
        page.parse().ok()
    }));
    let page = parsed.ok().flatten().ok_or(Code::HtmlWithoutArticle)?;
    let body = paragraphs(&page.text_content);
    if body.chars().filter(|c| c.is_alphabetic()).count() < LEAST_LETTERS {
        return Err(Code::HtmlWithoutArticle);
    }
    let title = Some(page.title.trim().to_owned()).filter(|t| !t.is_empty());
    meta.published = page.published_time.as_deref().and_then(iso_date);
    meta.author = page.byline.map(|b| b.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|b| !b.is_empty());
    meta.publisher = page.site_name.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty());
    if let Some(url) = page.url.filter(|u| u.starts_with("http")) {
        meta.origin = url;
    }
    // The headline opens the text, as in a file of text: it often names who and what.
    let text = match &title {
        Some(title) if !body.starts_with(title.as_str()) => format!("{title}\n\n{body}"),
        _ => body,
    };
    meta.title = title;
    Ok((meta, text))
}

/// One line a paragraph, blanks folded, one blank line between paragraphs.
fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&line);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_body_and_leaves_the_menus() {
        let sentence = "Le maire de la ville a annoncé mardi la fermeture du pont, que les habitants réclamaient depuis des années. ";
        let html = format!(
            r#"<html><head><title>Le pont ferme - Le Journal</title><meta property="og:title" content="Le pont ferme">
            <meta property="og:site_name" content="Le Journal"><meta property="article:published_time" content="2021-03-04T10:00:00+01:00">
            <meta name="author" content="Anne Dupont"></head><body><nav><a href="/">Accueil</a><a href="/s">Sports</a></nav>
            <article><h1>Le pont ferme</h1><p>{0}</p><p>{0}</p><p>{0}</p></article>
            <aside><h2>Lire aussi</h2><ul><li><a href="/x">Un autre article</a></li></ul></aside><footer>Mentions légales</footer></body></html>"#,
            sentence.repeat(3)
        );
        let (meta, text) = read(html.as_bytes(), ArticleMeta::default()).unwrap();
        assert!(text.starts_with("Le pont ferme\n\nLe maire"), "{text}");
        for left in ["Accueil", "Lire aussi", "Mentions"] {
            assert!(!text.contains(left), "{left} in {text}");
        }
        assert_eq!(meta.published.map(|d| d.to_string()).as_deref(), Some("2021-03-04"));
        assert_eq!((meta.author.as_deref(), meta.publisher.as_deref()), (Some("Anne Dupont"), Some("Le Journal")));
    }

    #[test]
    fn tells_a_page_without_article() {
        for html in ["<html><body><nav>Menu</nav></body></html>", "<p>Non", "<<<>>>&&&"] {
            assert_eq!(read(html.as_bytes(), ArticleMeta::default()).err(), Some(Code::HtmlWithoutArticle), "{html}");
        }
    }
}
