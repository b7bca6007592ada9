//! What the first lines of a text say: its headline, and the date of its dateline.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::{PartialDate, fold};

/// Longest headline, in Unicode scalars.
const TITLE_LIMIT: usize = 200;
/// Lines in which a dateline may stand.
const DATELINE_LINES: usize = 6;

/// The first line, where it is short and more text follows.
pub(super) fn title(text: &str) -> Option<String> {
    let (first, rest) = text.trim_start().split_once(['\n', '\r'])?;
    let first = first.trim().trim_start_matches('#').trim();
    let short = !first.is_empty() && first.chars().count() <= TITLE_LIMIT;
    (short && !rest.trim().is_empty() && dateline(first).is_none()).then(|| first.to_owned())
}

/// The date of a dateline in the first lines: "3 mai 2016. –", "Publié le 3 mai 2016", "May 3, 2016", "KABUL, May 3, 2016 –".
pub(super) fn published(text: &str) -> Option<PartialDate> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).take(DATELINE_LINES).find_map(dateline)
}

/// A date anywhere in a short string, as pages write it beside their headlines.
pub(super) fn written_date(s: &str) -> Option<PartialDate> {
    let folded = fold(s.get(..s.floor_char_boundary(200)).unwrap_or(s));
    date(&DATE.as_ref()?.captures(&folded)?)
}

#[rustfmt::skip]
const MONTHS: [(&str, u8); 33] = [
    ("janvier", 1), ("fevrier", 2), ("mars", 3), ("avril", 4), ("mai", 5), ("juin", 6), ("juillet", 7), ("aout", 8),
    ("septembre", 9), ("octobre", 10), ("novembre", 11), ("decembre", 12),
    ("january", 1), ("february", 2), ("march", 3), ("april", 4), ("may", 5), ("june", 6), ("july", 7), ("august", 8),
    ("september", 9), ("october", 10), ("november", 11), ("december", 12),
    ("jan", 1), ("feb", 2), ("apr", 4), ("aug", 8), ("sept", 9), ("sep", 9), ("oct", 10), ("nov", 11), ("dec", 12),
];

const PATTERN: &str = r"
    (?P<iso>\b\d{4}-\d{2}-\d{2}\b)
  | \b(?P<d1>\d{1,2})(?:er|st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>MONTH)\.?,?\s+(?P<y1>\d{4})\b
  | \b(?P<m2>MONTH)\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{4})\b";

/// What may stand before the date of a dateline: a word of publishing, a town, a weekday.
const BEFORE: &str = r"^[\s\[(*_\#]*
    (?P<intro>(?:publi|mis\sa\sjour|published|updated|posted|date\s?:|paru)[^\d]{0,25}?)?
    (?:[\w'.\ -]{2,40}(?:\ \([\w\ ]+\))?,\s*)?(?:le\s+)?
    (?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche
      |monday|tuesday|wednesday|thursday|friday|saturday|sunday),?\s+)?";
/// What must follow it, so that "3 mai 2016, 130 personnes" is no dateline.
const AFTER: &str = r"(?P<after>\s*(?:$|[.|\])(*_:/-]|,?\s*(?:a|at)?\s*\d{1,2}\s?[h:]|t\d{2}:))";

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| compile(PATTERN));
static DATELINE: LazyLock<Option<Regex>> = LazyLock::new(|| compile(&format!("{BEFORE}(?:{PATTERN}){AFTER}")));
static INTRODUCED: LazyLock<Option<Regex>> =
    LazyLock::new(|| compile(&format!("^(?:publie|paru|published|posted)[^\\d]{{0,25}}?(?:{PATTERN})")));

fn compile(pattern: &str) -> Option<Regex> {
    let months: Vec<&str> = MONTHS.iter().map(|&(name, _)| name).collect();
    Regex::new(&format!("(?x){}", pattern.replace("MONTH", &months.join("|")))).ok()
}

fn dateline(line: &str) -> Option<PartialDate> {
    let start = fold(line.get(..line.floor_char_boundary(160)).unwrap_or(line));
    [&DATELINE, &INTRODUCED].into_iter().find_map(|r| date(&r.as_ref()?.captures(&start)?))
}

fn date(found: &regex::Captures<'_>) -> Option<PartialDate> {
    if let Some(iso) = found.name("iso") {
        return PartialDate::parse(iso.as_str());
    }
    let (day, month, year) = match (found.name("d1"), found.name("d2")) {
        (Some(day), _) => (day, found.name("m1")?, found.name("y1")?),
        (None, Some(day)) => (day, found.name("m2")?, found.name("y2")?),
        (None, None) => return None,
    };
    let month = MONTHS.iter().find(|&&(name, _)| name == month.as_str())?.1;
    let date = PartialDate::day(year.as_str().parse().ok()?, month, day.as_str().parse().ok()?);
    date.first_day().map(|_| date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_datelines() {
        for (text, date) in [
            ("Titre\n\n3 mai 2016. – Le maire", Some("2016-05-03")),
            ("Titre\n\n25 février 2016. –\nLes libéraux", Some("2016-02-25")),
            ("Titre\nPublié le 1er août 2017 à 10h12\nTexte", Some("2017-08-01")),
            ("Title\n\nMay 3, 2016\n\nText", Some("2016-05-03")),
            ("Title\n\nSaturday, January 9, 2016\n\nText", Some("2016-01-09")),
            ("2016-05-03\nText", Some("2016-05-03")),
            ("KABUL, May 3, 2016 – Troops", Some("2016-05-03")),
            ("Kaboul (AFP), le 3 mai 2016 — Les troupes", Some("2016-05-03")),
            ("Le 13 novembre 2015, 130 personnes sont mortes à Paris.", None),
            ("Titre\n\n31 février 2016. – Rien", None),
            ("Rien du tout", None),
        ] {
            assert_eq!(published(text).map(|d| d.to_string()).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn takes_a_short_first_line_for_the_headline() {
        for (text, expected) in [
            ("Titre court\n\nTexte", Some("Titre court")),
            ("# Titre\r\n\r\nTexte", Some("Titre")),
            ("Une seule ligne", None),
            ("3 mai 2016. –\nTexte", None),
        ] {
            assert_eq!(title(text).as_deref(), expected, "{text}");
        }
        assert_eq!(title(&format!("{}\n\nTexte", "long ".repeat(60))), None);
    }
}
