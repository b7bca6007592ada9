//! Words seen so far with their lexical attributes: text -> NORM, PREFIX, SUFFIX, SHAPE, static vector's row.

use smol_str::SmolStr;

use super::hash::{QuickMap, string_id};
use super::package::IdTable;
use super::unicode::{is_alpha, is_digit, is_space};

/// NORM of marks in every language (`spacy/lang/norm_exceptions.py`).
const BASE_NORMS: &[(&str, &str)] = &[
    ("'s", "'s"),
    ("'S", "'s"),
    ("’s", "'s"),
    ("’S", "'s"),
    ("’", "'"),
    ("‘", "'"),
    ("´", "'"),
    ("`", "'"),
    ("”", "\""),
    ("“", "\""),
    ("''", "\""),
    ("``", "\""),
    ("´´", "\""),
    ("„", "\""),
    ("»", "\""),
    ("«", "\""),
    ("‘‘", "\""),
    ("’’", "\""),
    ("？", "?"),
    ("！", "!"),
    ("，", ","),
    ("；", ";"),
    ("：", ":"),
    ("。", "."),
    ("।", "."),
    ("…", "..."),
    ("—", "-"),
    ("–", "-"),
    ("--", "-"),
    ("---", "-"),
    ("——", "-"),
    ("€", "$"),
    ("£", "$"),
    ("¥", "$"),
    ("฿", "$"),
    ("US$", "$"),
    ("C$", "$"),
    ("A$", "$"),
    ("₺", "$"),
    ("₹", "$"),
    ("৳", "$"),
    ("₩", "$"),
    ("Mex$", "$"),
    ("₣", "$"),
    ("E£", "$"),
];

/// Where a word has no static vector.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// What a model sees of a word.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub text: SmolStr,
    pub lower: SmolStr,
    pub orth: u64,
    pub norm: u64,
    pub prefix: u64,
    pub suffix: u64,
    pub shape: u64,
    pub is_space: bool,
    /// Row of its static vector, or `NO_ROW`.
    pub row: u32,
    /// A special case of the tokenizer begins with it.
    pub begins_special: bool,
}

/// spaCy's `word_shape`.
pub(crate) fn shape(text: &str) -> String {
    if text.chars().count() >= 100 {
        return "LONG".to_owned();
    }
    let (mut out, mut last, mut run) = (String::with_capacity(text.len()), None, 0);
    for c in text.chars() {
        let sort = if is_alpha(c) {
            if c.is_uppercase() { 'X' } else { 'x' }
        } else if is_digit(c) {
            'd'
        } else {
            c
        };
        run = if last == Some(sort) { run + 1 } else { 0 };
        last = Some(sort);
        if run < 4 {
            out.push(sort);
        }
    }
    out
}

/// The tables that attributes are read from.
#[derive(Debug)]
pub(crate) struct Vocab {
    norms: QuickMap<u64, SmolStr>,
    rows: IdTable,
}

impl Vocab {
    pub fn new(norms: Vec<(u64, String)>, rows: IdTable) -> Self {
        let mut table: QuickMap<u64, SmolStr> =
            BASE_NORMS.iter().map(|(k, v)| (string_id(k), SmolStr::new(v))).collect();
        // The package's own table is asked first.
        table.extend(norms.into_iter().map(|(k, v)| (k, SmolStr::from(v))));
        Self { norms: table, rows }
    }

    /// Row of the static vector of a word, or `NO_ROW`.
    pub fn row(&self, text: &str) -> u32 {
        self.rows.get(string_id(text)).unwrap_or(NO_ROW)
    }

    /// Attributes of a text; `norm` is what a tokenizer rule sets.
    fn word(&self, text: &str, norm: Option<&str>, begins_special: bool) -> Word {
        let orth = string_id(text);
        let lower = SmolStr::from(text.to_lowercase());
        let norm = match norm {
            Some(norm) if !norm.is_empty() => string_id(norm),
            _ => self.norms.get(&orth).map_or_else(|| string_id(&lower), |n| string_id(n)),
        };
        let first = text.chars().next().map_or(0, char::len_utf8);
        let last = text.char_indices().rev().nth(2).map_or(0, |(i, _)| i);
        Word {
            orth,
            norm,
            prefix: string_id(&text[..first]),
            suffix: string_id(&text[last..]),
            shape: string_id(&shape(text)),
            is_space: !text.is_empty() && text.chars().all(is_space),
            row: self.rows.get(orth).unwrap_or(NO_ROW),
            begins_special,
            text: SmolStr::new(text),
            lower,
        }
    }
}

/// Numbers of words, for one thread; forgotten when there are too many.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub words: Vec<Word>,
    plain: QuickMap<SmolStr, u32>,
    normed: QuickMap<(SmolStr, SmolStr), u32>,
}

impl Words {
    /// The number of a word, new or known.
    pub fn intern(
        &mut self,
        vocab: &Vocab,
        text: &str,
        norm: Option<&str>,
        begins_special: impl Fn(&str) -> bool,
    ) -> u32 {
        let known = match norm {
            None => self.plain.get(text).copied(),
            Some(norm) => self.normed.get(&(SmolStr::new(text), SmolStr::new(norm))).copied(),
        };
        if let Some(known) = known {
            return known;
        }
        let number = self.words.len() as u32;
        self.words.push(vocab.word(text, norm, begins_special(text)));
        match norm {
            None => self.plain.insert(SmolStr::new(text), number),
            Some(norm) => self.normed.insert((SmolStr::new(text), SmolStr::new(norm)), number),
        };
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_those_of_spacy() {
        for (text, expected) in [
            ("Nations", "Xxxxx"),
            ("14h30", "ddxdd"),
            ("C.N.R.S.", "X.X.X.X."),
            ("Ⅳ²", "Ⅳd"),
            ("—", "—"),
            ("ÉTÉ", "XXX"),
        ] {
            assert_eq!(shape(text), expected);
        }
        assert_eq!(shape(&"a".repeat(100)), "LONG");
    }

    #[test]
    fn norms_come_from_rules_then_tables_then_lower_case() {
        let vocab = Vocab::new(vec![(string_id("colour"), "color".to_owned())], IdTable::default());
        let norm = |text: &str, rule| vocab.word(text, rule, false).norm;
        assert_eq!(norm("Est", None), string_id("est"));
        assert_eq!(norm("«", None), string_id("\""));
        assert_eq!(norm("colour", None), string_id("color"));
        assert_eq!(norm("'m", Some("am")), string_id("am"));
    }
}
