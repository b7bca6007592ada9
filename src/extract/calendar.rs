//! Words and figures of the calendar: months, weekdays, years, days, and steps between dates.

use jiff::civil::{Date, Weekday};

use crate::language::Language;
use crate::text::PartialDate;

pub(super) fn month(word: &str) -> Option<u8> {
    Some(match word.trim_end_matches('.') {
        "janvier" | "january" | "jan" | "janv" => 1,
        "février" | "fevrier" | "february" | "feb" | "févr" => 2,
        "mars" | "march" => 3,
        "avril" | "april" | "apr" => 4,
        "mai" | "may" => 5,
        "juin" | "june" | "jun" => 6,
        "juillet" | "july" | "jul" => 7,
        "août" | "aout" | "august" | "aug" => 8,
        "septembre" | "september" | "sep" | "sept" => 9,
        "octobre" | "october" | "oct" => 10,
        "novembre" | "november" | "nov" => 11,
        "décembre" | "decembre" | "december" | "dec" | "déc" => 12,
        _ => return None,
    })
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.trim_end_matches('.') {
        "lundi" | "monday" => Weekday::Monday,
        "mardi" | "tuesday" => Weekday::Tuesday,
        "mercredi" | "wednesday" => Weekday::Wednesday,
        "jeudi" | "thursday" => Weekday::Thursday,
        "vendredi" | "friday" => Weekday::Friday,
        "samedi" | "saturday" => Weekday::Saturday,
        "dimanche" | "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

pub(super) fn year(word: &str) -> Option<i16> {
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
        .filter(|y| (1000..2200).contains(y))
}

pub(super) fn day_number(word: &str) -> Option<u8> {
    let digits = word
        .strip_suffix("er")
        .or_else(|| word.strip_suffix("st"))
        .or_else(|| word.strip_suffix("nd"))
        .or_else(|| word.strip_suffix("rd"))
        .or_else(|| word.strip_suffix("th"))
        .unwrap_or(word);
    digits.parse().ok().filter(|d| (1..=31).contains(d) && digits.len() <= 2)
}

pub(super) fn step(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// "03/05/2016": day first in French, month first in English.
pub(super) fn slashed(word: &str, language: Language) -> Option<PartialDate> {
    let mut parts = word.split('/');
    let (a, b, y) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, year(parts.next()?)?);
    let date = if language == Language::En { PartialDate::day(y, a, b) } else { PartialDate::day(y, b, a) };
    date.first_day().map(|_| date)
}
