//! What the window shows, worked out from snapshots without any drawing.

pub mod accord;
pub mod articles;
pub mod extent;
pub mod filters;
pub mod finder;
pub mod graph;
pub mod inspector;
pub mod map;
pub mod reader;
pub mod shown;
pub mod table;
mod table_kind;
pub mod timeline;
pub mod views;

use crate::locale::Locale;
use crate::text::{PartialDate, TimeValue};

/// A date in words.
pub fn date(date: PartialDate, locale: Locale) -> String {
    let months = locale.message("ui-months", &[]);
    let month = date.month.and_then(|m| months.split('|').nth(usize::from(m).saturating_sub(1)).map(str::to_owned));
    match (date.day, month) {
        (Some(1), Some(month)) if locale == Locale::Fr => format!("1er {month} {}", date.year),
        (Some(day), Some(month)) => format!("{day} {month} {}", date.year),
        (None, Some(month)) => format!("{month} {}", date.year),
        _ => date.year.to_string(),
    }
}

/// A time in words.
pub fn time(time: TimeValue, locale: Locale) -> String {
    match time.to {
        Some(to) => format!("{} – {}", date(time.from, locale), date(to, locale)),
        None => date(time.from, locale),
    }
}

/// A number with its thousands set apart.
pub fn number(n: u64, locale: Locale) -> String {
    let digits = n.to_string();
    let gap = if locale == Locale::Fr { '\u{202f}' } else { ',' };
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(gap);
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_in_words() {
        assert_eq!(date(PartialDate::day(2016, 5, 1), Locale::Fr), "1er mai 2016");
        assert_eq!(date(PartialDate::month(2016, 5), Locale::En), "May 2016");
        assert_eq!(number(1_234_567, Locale::En), "1,234,567");
        assert_eq!(number(12, Locale::Fr), "12");
    }
}
