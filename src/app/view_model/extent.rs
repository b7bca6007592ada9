//! Times as stretches of minutes, so that a day, a month and an interval can be drawn and compared.

use crate::locale::Locale;
use crate::text::{PartialDate, TimeValue};

/// Minutes of a day.
pub const DAY: i64 = 24 * 60;

/// A stretch of time: minutes since 1970-01-01T00:00, the last one left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extent {
    /// Its first minute.
    pub from: i64,
    /// The minute after its last.
    pub to: i64,
}

fn days(date: jiff::civil::Date) -> i64 {
    const EPOCH: jiff::civil::Date = jiff::civil::Date::constant(1970, 1, 1);
    i64::from(EPOCH.until(date).map_or(0, |span| span.get_days()))
}

/// The civil date of a minute; `None` beyond the calendar.
pub fn civil(minute: i64) -> Option<jiff::civil::Date> {
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    let span = jiff::Span::new().try_days(minute.div_euclid(DAY)).ok()?;
    epoch.checked_add(span).ok()
}

/// The minute at which a civil date begins.
pub fn minute(date: jiff::civil::Date) -> i64 {
    days(date) * DAY
}

fn of_date(date: PartialDate) -> Option<Extent> {
    let first = minute(date.first_day()?);
    Some(match date.minute {
        Some(m) => Extent { from: first + i64::from(m), to: first + i64::from(m) + 1 },
        None => Extent { from: first, to: minute(date.last_day()?) + DAY },
    })
}

impl Extent {
    /// The stretch of a time, as long as its words are vague; `None` where the calendar has no such day.
    pub fn of(time: TimeValue) -> Option<Self> {
        let first = of_date(time.from)?;
        let last = time.to.and_then(of_date).unwrap_or(first);
        Some(Self { from: first.from.min(last.from), to: last.to.max(first.to) })
    }

    /// True where two stretches share a minute.
    pub fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Its length in minutes.
    pub fn length(self) -> i64 {
        self.to - self.from
    }

    /// The least stretch of whole days around it.
    pub fn to_days(self) -> Self {
        Self { from: self.from.div_euclid(DAY) * DAY, to: (self.to + DAY - 1).div_euclid(DAY) * DAY }
    }

    /// It in words: first and last day, once where they are one.
    pub fn words(self, locale: Locale) -> String {
        let day = |minute: i64| civil(minute).map(|d| super::date(PartialDate::from_civil(d), locale));
        let (Some(first), Some(last)) = (day(self.from), day(self.to - 1)) else { return String::new() };
        if first == last { first } else { format!("{first} – {last}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_long_as_the_words_are_vague() {
        let of = |s: &str| Extent::of(TimeValue::point(PartialDate::parse(s).unwrap())).unwrap();
        assert_eq!(of("2016-05-03T19:00").length(), 1);
        assert_eq!(of("2016-05-03").length(), DAY);
        assert_eq!(of("2016-02").length(), 29 * DAY);
        assert_eq!(of("2016").length(), 366 * DAY);
        assert!(of("2016-05").meets(of("2016-05-03T19:00")) && !of("2016-05").meets(of("2016-06")));
        let from = PartialDate::parse("2016-04-25").unwrap();
        let week = TimeValue { from, to: PartialDate::parse("2016-05-01") };
        assert_eq!(Extent::of(week).unwrap().length(), 7 * DAY);
        assert_eq!(Extent::of(week).unwrap().words(Locale::En), "25 April 2016 – 1 May 2016");
        assert_eq!(of("1969-12-31").to, 0, "days before the epoch");
    }
}
