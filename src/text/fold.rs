//! Folding: the form under which two spellings of a name count as one.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Lower case, without accents, typographic apostrophes and hyphens made plain, runs of blanks made one space.
pub fn fold(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.nfkd().filter(|&c| !is_combining_mark(c)) {
        let c = match c {
            '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
            '‐' | '‑' | '–' | '—' | '−' => '-',
            c => c,
        };
        if c.is_whitespace() {
            if !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
        } else {
            match c {
                'œ' | 'Œ' => out.push_str("oe"),
                'æ' | 'Æ' => out.push_str("ae"),
                'ß' => out.push_str("ss"),
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_accents_and_typography() {
        for (from, to) in
            [("Élysée", "elysee"), ("L’Œuvre", "l'oeuvre"), ("  Aix–en\u{a0}Provence ", "aix-en provence")]
        {
            assert_eq!(fold(from), to);
        }
    }
}
