//! Dates of honest precision: a year, a month, a day, a minute, or an interval of them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A calendar point as exact as the words allow (ISO 8601 reduced precision).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartialDate {
    /// Gregorian year.
    pub year: i16,
    /// Month, 1 to 12, where known.
    pub month: Option<u8>,
    /// Day of the month, where known; only beside a month.
    pub day: Option<u8>,
    /// Minutes since midnight, where known; only beside a day.
    pub minute: Option<u16>,
}

impl PartialDate {
    /// A whole year.
    pub fn year(year: i16) -> Self {
        Self { year, month: None, day: None, minute: None }
    }

    /// A whole month.
    pub fn month(year: i16, month: u8) -> Self {
        Self { year, month: Some(month), day: None, minute: None }
    }

    /// A whole day.
    pub fn day(year: i16, month: u8, day: u8) -> Self {
        Self { year, month: Some(month), day: Some(day), minute: None }
    }

    /// From a civil date.
    pub fn from_civil(date: jiff::civil::Date) -> Self {
        Self::day(date.year(), date.month() as u8, date.day() as u8)
    }

    /// First day of it as a civil date; `None` where the calendar has no such day.
    pub fn first_day(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month.unwrap_or(1) as i8, self.day.unwrap_or(1) as i8).ok()
    }

    /// Last day of it as a civil date; `None` where the calendar has no such day.
    pub fn last_day(self) -> Option<jiff::civil::Date> {
        let first = self.first_day()?;
        Some(match (self.month, self.day) {
            (None, _) => first.last_of_year(),
            (Some(_), None) => first.last_of_month(),
            _ => first,
        })
    }

    /// Reads `2016`, `2016-03`, `2016-03-29` or `2016-03-29T19:00`.
    pub fn parse(s: &str) -> Option<Self> {
        let (date, time) = s.split_once('T').map_or((s, None), |(d, t)| (d, Some(t)));
        let mut parts = date.splitn(3, '-');
        let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
        let month: Option<u8> = parts.next().map(str::parse).transpose().ok()?;
        let day: Option<u8> = parts.next().map(str::parse).transpose().ok()?;
        let minute = match time {
            Some(t) => {
                let (h, m) = t.split_once(':')?;
                let (h, m): (u16, u16) = (h.parse().ok()?, m.get(..2)?.parse().ok()?);
                (h < 24 && m < 60).then_some(h * 60 + m)
            }
            None => None,
        };
        let date = Self { year, month, day, minute };
        date.first_day().map(|_| date)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if let Some(minute) = self.minute {
            write!(f, "T{:02}:{:02}", minute / 60, minute % 60)?;
        }
        Ok(())
    }
}

/// When something happened: a point, or an interval whose ends are points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeValue {
    /// The point, or the interval's first.
    pub from: PartialDate,
    /// The interval's last point, included; `None` for a single point.
    pub to: Option<PartialDate>,
}

impl TimeValue {
    /// A single point.
    pub fn point(at: PartialDate) -> Self {
        Self { from: at, to: None }
    }
}

impl fmt::Display for TimeValue {
    /// ISO 8601: a point, or `from/to`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => write!(f, "{}/{to}", self.from),
            None => self.from.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for s in ["2016", "2016-03", "2016-03-29", "2016-03-29T19:00"] {
            assert_eq!(PartialDate::parse(s).map(|d| d.to_string()).as_deref(), Some(s));
        }
        for bad in ["", "16", "2016-13", "2016-02-30", "2016-03-29T25:00x"] {
            assert!(PartialDate::parse(bad).is_none_or(|d| d.minute.is_none() && bad.contains('T')), "{bad}");
        }
    }
}
