//! Times: "mardi 3 mai", "la semaine dernière", "in July 2008" -> a value of honest precision, anchored on the day of publication.

use std::ops::Range;

use jiff::civil::Date;

use super::calendar::{day_number, month, slashed, step, weekday, year};
use super::number::value;
use super::tree::Tree;
use crate::language::Language;
use crate::nlp::Pos;
use crate::text::{PartialDate, TimeValue};

/// A time in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimeExpr {
    pub tokens: Range<usize>,
    pub value: Option<TimeValue>,
}

/// Finds times from left to right, the longest at each place.
pub(crate) fn find(tree: &Tree<'_>, published: Option<PartialDate>) -> Vec<TimeExpr> {
    let anchor = published.and_then(PartialDate::first_day);
    let reader = Reader { tree, anchor, published };
    let mut out = Vec::new();
    let mut i = 0;
    while i < tree.len() {
        match reader.at(i) {
            Some((end, value)) if end > i => {
                out.push(TimeExpr { tokens: i..end, value });
                i = end;
            }
            _ => i += 1,
        }
    }
    out
}

struct Reader<'t, 'a> {
    tree: &'t Tree<'a>,
    anchor: Option<Date>,
    published: Option<PartialDate>,
}

type Found = Option<(usize, Option<TimeValue>)>;

impl Reader<'_, '_> {
    fn word(&self, i: usize) -> &str {
        self.tree.lower.get(i).map_or("", |w| w.as_str())
    }

    fn same_paragraph(&self, i: usize) -> bool {
        i < self.tree.len()
    }

    fn at(&self, i: usize) -> Found {
        let mut start = i;
        // Articles and prepositions that belong to the expression.
        while matches!(
            self.word(start),
            "le" | "ce"
                | "cette"
                | "en"
                | "depuis"
                | "dès"
                | "on"
                | "in"
                | "since"
                | "la"
                | "l'"
                | "du"
                | "au"
                | "this"
                | "cet"
                | "les"
                | "début"
                | "fin"
                | "mi"
                | "of"
        ) && start < i + 2
        {
            start += 1;
        }
        if !self.same_paragraph(start) {
            return None;
        }
        self.full_date(start)
            .or_else(|| self.relative(i))
            .or_else(|| if start > i { self.relative(start) } else { None })
            .or_else(|| self.bare_year(i, start))
    }

    /// "mardi 3 mai 2016", "3 mai", "May 3, 2016", "mars 2016", "2016-05-03", "03/05/2016", "mardi".
    fn full_date(&self, start: usize) -> Found {
        let mut i = start;
        if let Some(date) = self
            .word(i)
            .get(..10)
            .filter(|_| self.word(i).len() == 10)
            .and_then(PartialDate::parse)
            .filter(|d| d.day.is_some())
        {
            return Some((i + 1, Some(TimeValue::point(date))));
        }
        if let Some(date) = slashed(self.word(i), self.tree.language) {
            return Some((i + 1, Some(TimeValue::point(date))));
        }
        let day_name = weekday(self.word(i));
        if day_name.is_some() {
            i += 1;
            if self.word(i) == "," {
                i += 1;
            }
        }
        if matches!(self.word(i), "le" | "the") && day_name.is_some() {
            i += 1;
        }
        // Day then month.
        if let (Some(day), Some(m)) = (day_number(self.word(i)), month(self.word(i + 1))) {
            let mut end = i + 2;
            let mut y = None;
            let at = if self.word(end) == "," { end + 1 } else { end };
            if let Some(found) = year(self.word(at)) {
                y = Some(found);
                end = at + 1;
            }
            let (end, back) = self.last_or_next(end);
            return Some(self.with_clock(end, self.on_day(y, m, day, back)));
        }
        // Month then day (English), or month and year.
        if let Some(m) = month(self.word(i))
            .filter(|_| self.word(i) != "may" || self.tree.pos(i) == Pos::Propn)
            .filter(|_| self.word(i) != "march" || self.tree.pos(i) == Pos::Propn)
            .filter(|_| self.word(i) != "mars" || self.tree.pos(i) != Pos::Propn || i > 0)
        {
            if let Some(day) = day_number(self.word(i + 1)).filter(|_| self.tree.language == Language::En) {
                let mut end = i + 2;
                let mut y = None;
                let at = if self.word(end) == "," { end + 1 } else { end };
                if let Some(found) = year(self.word(at)) {
                    y = Some(found);
                    end = at + 1;
                }
                return Some(self.with_clock(end, self.on_day(y, m, day, None)));
            }
            if day_name.is_none() {
                let at = if self.word(i + 1) == "," { i + 2 } else { i + 1 };
                if let Some(y) = year(self.word(at)) {
                    return Some((at + 1, Some(TimeValue::point(PartialDate::month(y, m)))));
                }
                let (end, back) = self.last_or_next(i + 1);
                let value = self.published.map(|p| {
                    let y = match back {
                        Some(false) if m <= p.month.unwrap_or(1) => p.year + 1,
                        Some(true) if m >= p.month.unwrap_or(12) => p.year - 1,
                        _ if i16::from(m) > i16::from(p.month.unwrap_or(12)) + 3 => p.year - 1,
                        _ => p.year,
                    };
                    TimeValue::point(PartialDate::month(y, m))
                });
                return Some((end, value));
            }
        }
        let day_name = day_name?;
        let end = start + 1;
        // "le mardi 6": a weekday and a bare number of the day.
        if let (Some(day), Some(anchor)) =
            (day_number(self.word(end)).filter(|_| self.tree.language == Language::Fr), self.anchor)
        {
            let near = (-20..20)
                .filter_map(|d| anchor.checked_add(jiff::Span::new().days(d)).ok())
                .find(|d| d.day() as u8 == day && d.weekday() == day_name);
            if let Some(date) = near {
                return Some(self.with_clock(end + 1, Some(TimeValue::point(PartialDate::from_civil(date)))));
            }
        }
        let (end, back) = self.last_or_next(end);
        let value = self.anchor.map(|anchor| {
            // News looks back: a bare weekday is the last one, today included.
            let forward = back == Some(false);
            let days = (0..8)
                .find(|&d| {
                    d > i64::from(forward) - 1
                        && step(anchor, if forward { d } else { -d }).is_some_and(|x| x.weekday() == day_name)
                })
                .unwrap_or(0);
            let date = step(anchor, if forward { days } else { -days }).unwrap_or(anchor);
            TimeValue::point(PartialDate::from_civil(date))
        });
        Some(self.with_clock(end, value))
    }

    fn on_day(&self, y: Option<i16>, m: u8, d: u8, back: Option<bool>) -> Option<TimeValue> {
        let y = y.or_else(|| {
            let p = self.published?;
            let anchor = self.anchor?;
            let this = Date::new(p.year, m as i8, d as i8).ok()?;
            let days = (this - anchor).get_days();
            Some(match back {
                Some(true) if days > 0 => p.year - 1,
                Some(false) if days < 0 => p.year + 1,
                _ if days > 120 => p.year - 1,
                _ if days < -270 => p.year + 1,
                _ => p.year,
            })
        })?;
        let date = PartialDate::day(y, m, d);
        date.first_day().map(|_| TimeValue::point(date))
    }

    /// Reads "dernier", "prochain", "last" after an expression: `Some(true)` looks back.
    fn last_or_next(&self, end: usize) -> (usize, Option<bool>) {
        match self.word(end) {
            "dernier" | "dernière" | "derniers" | "passé" | "passée" | "last" => (end + 1, Some(true)),
            "prochain" | "prochaine" | "next" => (end + 1, Some(false)),
            _ => (end, None),
        }
    }

    /// Adds "à 19 h 00", "vers 17 heures", "matin", "at 7:30" where they follow a day.
    fn with_clock(&self, end: usize, value: Option<TimeValue>) -> (usize, Option<TimeValue>) {
        let mut at = end;
        if matches!(
            self.word(at),
            "matin" | "soir" | "après-midi" | "midi" | "morning" | "evening" | "afternoon" | "night"
        ) {
            return (at + 1, value);
        }
        while matches!(self.word(at), "à" | "vers" | "peu" | "après" | "avant" | "," | "at" | "around" | "about")
            && at < end + 3
        {
            at += 1;
        }
        if at == end {
            return (end, value);
        }
        if let Some((after, minute)) = self.clock(at) {
            let value = value.map(|v| {
                if v.to.is_none() && v.from.day.is_some() {
                    TimeValue::point(PartialDate { minute: Some(minute), ..v.from })
                } else {
                    v
                }
            });
            return (after, value);
        }
        (end, value)
    }

    /// "19 h 00", "12h00", "17 heures", "7:30".
    fn clock(&self, i: usize) -> Option<(usize, u16)> {
        let word = self.word(i);
        let valid = |h: u16, m: u16| (h < 24 && m < 60).then_some(h * 60 + m);
        if let Some((h, m)) = word.split_once('h').or_else(|| word.split_once(':')) {
            let minute = valid(h.parse().ok()?, if m.is_empty() { 0 } else { m.parse().ok()? })?;
            return Some((i + 1, minute));
        }
        let h: u16 = word.parse().ok()?;
        if matches!(self.word(i + 1), "h" | "heures" | "heure") {
            let m = self.word(i + 2).parse::<u16>().ok().filter(|m| *m < 60 && self.word(i + 2).len() == 2);
            return Some((i + 2 + usize::from(m.is_some()), valid(h, m.unwrap_or(0))?));
        }
        None
    }

    /// "hier", "la semaine dernière", "il y a trois jours", "last month", "two days ago", "ce matin".
    fn relative(&self, i: usize) -> Found {
        let day = |n: i64| self.anchor.and_then(|a| step(a, n)).map(|d| TimeValue::point(PartialDate::from_civil(d)));
        let p = self.published;
        let w = |k: usize| self.word(i + k);
        let point = |k: usize, n: i64| Some(self.with_clock(i + k, day(n)));
        match (w(0), w(1)) {
            ("hier" | "yesterday", _) => return point(1, -1),
            ("avant-hier", _) => return point(1, -2),
            ("aujourd'hui" | "today" | "tonight", _) => return point(1, 0),
            ("demain" | "tomorrow", _) => return point(1, 1),
            ("ce" | "this", "matin" | "soir" | "midi" | "morning" | "evening" | "afternoon") => return point(2, 0),
            ("cet", "après-midi") => return point(2, 0),
            ("cette", "nuit") => return point(2, 0),
            ("cette" | "this", "semaine" | "week") => return Some((i + 2, self.week(0))),
            ("cette" | "this", "année" | "year") => {
                return Some((i + 2, p.map(|p| TimeValue::point(PartialDate::year(p.year)))));
            }
            ("ce" | "this", "mois" | "month") => return Some((i + 2, self.month_back(0))),
            ("last" | "past", "week") => return Some((i + 2, self.week(-1))),
            ("next", "week") => return Some((i + 2, self.week(1))),
            ("last", "month") => return Some((i + 2, self.month_back(-1))),
            ("next", "month") => return Some((i + 2, self.month_back(1))),
            ("last", "year") => return Some((i + 2, p.map(|p| TimeValue::point(PartialDate::year(p.year - 1))))),
            ("next", "year") => return Some((i + 2, p.map(|p| TimeValue::point(PartialDate::year(p.year + 1))))),
            ("last", "night") => return point(2, -1),
            ("last" | "next", d) if weekday(d).is_some() => {
                let found = self.full_date(i + 1)?;
                return Some(found);
            }
            _ => {}
        }
        let skip = usize::from(matches!(w(0), "la" | "le" | "l'"));
        let sign = match w(skip + 1) {
            "dernière" | "dernier" | "passée" | "passé" | "précédente" => -1,
            "prochaine" | "prochain" => 1,
            _ => 0,
        };
        if sign != 0 {
            match w(skip) {
                "semaine" => return Some((i + skip + 2, self.week(sign))),
                "mois" => return Some((i + skip + 2, self.month_back(sign))),
                "année" | "an" => {
                    return Some((i + skip + 2, p.map(|p| TimeValue::point(PartialDate::year(p.year + sign as i16)))));
                }
                _ => {}
            }
        }
        // "il y a trois jours", "three days ago".
        if self.tree.language == Language::Fr && w(0) == "il" && w(1) == "y" && w(2) == "a" {
            let n = value(self.tree, w(3))?;
            return self.unit_back(w(4), n).map(|v| (i + 5, v));
        }
        if self.tree.language == Language::En && w(2) == "ago" {
            let n = value(self.tree, w(0))?;
            return self.unit_back(w(1), n).map(|v| (i + 3, v));
        }
        None
    }

    fn unit_back(&self, unit: &str, n: u64) -> Option<Option<TimeValue>> {
        let n = i64::try_from(n).ok().filter(|n| *n < 5000)?;
        let day = |d: i64| self.anchor.and_then(|a| step(a, -d)).map(|d| TimeValue::point(PartialDate::from_civil(d)));
        Some(match unit {
            "jour" | "jours" | "day" | "days" => day(n),
            "semaine" | "semaines" | "week" | "weeks" => day(7 * n),
            "mois" | "month" | "months" => self.month_back(-n),
            "an" | "ans" | "année" | "années" | "year" | "years" => {
                self.published.map(|p| TimeValue::point(PartialDate::year(p.year - n as i16)))
            }
            "heure" | "heures" | "minutes" | "hours" | "hour" => day(0),
            _ => return None,
        })
    }

    /// Monday to Sunday of the week that lies `n` weeks off.
    fn week(&self, n: i64) -> Option<TimeValue> {
        let anchor = self.anchor?;
        let monday = step(anchor, -i64::from(anchor.weekday().to_monday_zero_offset()) + 7 * n)?;
        Some(TimeValue { from: PartialDate::from_civil(monday), to: Some(PartialDate::from_civil(step(monday, 6)?)) })
    }

    fn month_back(&self, n: i64) -> Option<TimeValue> {
        let p = self.published?;
        let months = i64::from(p.year) * 12 + i64::from(p.month?) - 1 + n;
        Some(TimeValue::point(PartialDate::month(
            i16::try_from(months.div_euclid(12)).ok()?,
            months.rem_euclid(12) as u8 + 1,
        )))
    }

    /// "en 2014", "depuis 2010", "in 1999": a year needs its preposition, or a noun of time before it.
    fn bare_year(&self, i: usize, start: usize) -> Found {
        let y = year(self.word(start)).filter(|y| (1800..2100).contains(y))?;
        let introduced =
            start > i && matches!(self.word(start - 1), "en" | "depuis" | "dès" | "in" | "since" | "début" | "fin");
        introduced.then_some((start + 1, Some(TimeValue::point(PartialDate::year(y)))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::*;
    use crate::nlp::{Doc, Token};
    use crate::text::TextSpan;

    fn times(text: &str, language: Language) -> Vec<(String, String)> {
        let mut doc = Doc::default();
        let mut at = 0;
        for word in text.split_inclusive(' ') {
            let trimmed = word.trim_end();
            doc.tokens.push(Token { span: TextSpan::new(at, at + trimmed.len()), pos: Pos::Propn, ..Token::default() });
            at += word.len();
        }
        let tree = Tree::new(text, &doc, Lexicon::embedded(language).expect("a language that is read"));
        find(&tree, PartialDate::parse("2016-05-04"))
            .into_iter()
            .map(|t| (tree.span(t.tokens).of(text).to_string(), t.value.map(|v| v.to_string()).unwrap_or_default()))
            .collect()
    }

    #[test]
    fn news_looks_back() {
        for (language, text, words, value) in [
            (Language::Fr, "tué ce mardi 3 mai à 19 h 00 près", "ce mardi 3 mai à 19 h 00", "2016-05-03T19:00"),
            (Language::Fr, "mardi soir", "mardi soir", "2016-05-03"),
            (Language::Fr, "mercredi", "mercredi", "2016-05-04"),
            (Language::Fr, "le 6 janvier dernier", "le 6 janvier dernier", "2016-01-06"),
            (Language::Fr, "la semaine dernière", "la semaine dernière", "2016-04-25/2016-05-01"),
            (Language::Fr, "en décembre", "en décembre", "2015-12"),
            (Language::Fr, "le 13 novembre 2015 , 130 personnes", "le 13 novembre 2015", "2015-11-13"),
            (Language::Fr, "il y a trois jours", "il y a trois jours", "2016-05-01"),
            (Language::Fr, "en 2014 puis", "en 2014", "2014"),
            (Language::En, "on July 2 , 2008 in", "on July 2 , 2008", "2008-07-02"),
            (Language::En, "two days ago", "two days ago", "2016-05-02"),
            (Language::En, "last month", "last month", "2016-04"),
        ] {
            assert_eq!(times(text, language).first(), Some(&(words.to_string(), value.to_string())), "{text}");
        }
    }

    #[test]
    fn numbers_are_no_years() {
        assert!(times("2014 personnes et 1200 soldats", Language::Fr).is_empty());
    }
}
