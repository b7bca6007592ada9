//! Python's `str` predicates on one character, which spaCy's lexical attributes are made of.

use std::sync::OnceLock;

use regex::Regex;

/// `str.isspace`.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// `str.isalpha`: general category L, which is narrower than Rust's `is_alphabetic`.
pub(crate) fn is_alpha(c: char) -> bool {
    if c < '\u{250}' {
        return c.is_alphabetic();
    }
    if !c.is_alphabetic() {
        return false;
    }
    static LETTER: OnceLock<Option<Regex>> = OnceLock::new();
    match LETTER.get_or_init(|| Regex::new(r"^\p{L}").ok()) {
        Some(letter) => letter.is_match(c.encode_utf8(&mut [0; 4])),
        None => true,
    }
}

/// Digits that are not decimal (superscripts, circled, …).
const DIGITS: &[(u32, u32)] = &[
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0x1369, 0x1371),
    (0x19da, 0x19da),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247c),
    (0x2488, 0x2490),
    (0x24ea, 0x24ea),
    (0x24f5, 0x24fd),
    (0x24ff, 0x24ff),
    (0x2776, 0x277e),
    (0x2780, 0x2788),
    (0x278a, 0x2792),
    (0x10a40, 0x10a43),
    (0x10e60, 0x10e68),
    (0x11052, 0x1105a),
    (0x1f100, 0x1f10a),
];

/// `str.isdecimal`: general category Nd.
pub(crate) fn is_decimal(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    if !c.is_numeric() {
        return false;
    }
    static DECIMAL: OnceLock<Option<Regex>> = OnceLock::new();
    match DECIMAL.get_or_init(|| Regex::new(r"^\p{Nd}").ok()) {
        Some(decimal) => decimal.is_match(c.encode_utf8(&mut [0; 4])),
        None => false,
    }
}

/// `str.isdigit`.
pub(crate) fn is_digit(c: char) -> bool {
    let code = c as u32;
    is_decimal(c) || DIGITS.iter().any(|&(from, to)| (from..=to).contains(&code))
}

/// `\w` of Python's `re`.
pub(crate) fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predicates_follow_python() {
        assert!(is_space('\x1c') && is_space('\u{a0}') && !is_space('\u{200b}'));
        assert!(is_alpha('ß') && is_alpha('日') && !is_alpha('Ⅳ') && !is_alpha('\u{93e}'));
        assert!(is_digit('²') && is_digit('٣') && !is_digit('½') && !is_decimal('²'));
    }
}
