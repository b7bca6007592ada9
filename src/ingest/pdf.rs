//! PDF -> text, with the pages that are only images and the files behind a password told apart.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::diagnostic::Code;

/// Fewer letters than this in the whole file: its pages are images.
const LEAST_LETTERS: usize = 20;

/// Reads the text of a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<String, Code> {
    // The library panics on some malformed files; one bad file must not stop the others.
    let read = catch_unwind(AssertUnwindSafe(|| pdf_extract::extract_text_from_mem(bytes)));
    let text = match read {
        Ok(Ok(text)) => text,
        _ if is_encrypted(bytes) => return Err(Code::PdfEncrypted),
        _ => return Err(Code::PdfDamaged),
    };
    if text.chars().filter(|c| c.is_alphabetic()).count() < LEAST_LETTERS {
        return Err(if is_encrypted(bytes) { Code::PdfEncrypted } else { Code::PdfScanned });
    }
    Ok(reflow(&text))
}

/// The trailer of an encrypted file names its encryption dictionary.
fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.windows(b"/Encrypt".len()).any(|w| w == b"/Encrypt")
}

/// Joins the lines of a paragraph, which a PDF breaks at the width of its column; a blank line ends a paragraph.
fn reflow(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            if open {
                out.push('\n');
            }
            open = false;
            continue;
        }
        if open {
            // A word cut at the end of its line is put together again.
            let cut = out.ends_with('-') && line.starts_with(char::is_lowercase);
            if cut && out[..out.len() - 1].ends_with(char::is_lowercase) {
                out.pop();
            } else {
                out.push(' ');
            }
        }
        out.push_str(line);
        open = true;
    }
    if open {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_the_lines_of_a_paragraph() {
        assert_eq!(reflow("Le gou-\nvernement a\n\n\ndit non.\n"), "Le gouvernement a\ndit non.\n");
        assert_eq!(reflow("Saint-\nDenis"), "Saint- Denis\n");
    }

    #[test]
    fn refuses_what_is_no_pdf_inside() {
        assert_eq!(read(b"%PDF-1.4\ngarbage"), Err(Code::PdfDamaged));
    }
}
