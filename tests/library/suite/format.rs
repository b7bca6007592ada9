//! The line format of `tests/suite`: its README tells it to linguists; here it becomes cases.

use recoupe::extract::finding::{EntityType, EventType, Modality, Polarity, RelationType, Role};
use recoupe::language::Language;
use recoupe::text::PartialDate;

/// A short text and what must be found in it.
pub struct Case {
    pub name: String,
    pub line: usize,
    pub language: Language,
    pub published: Option<PartialDate>,
    pub text: String,
    pub lines: Vec<Expected>,
}

/// One line of a case.
pub struct Expected {
    pub line: usize,
    /// Right, and not found yet.
    pub gap: bool,
    /// Must not be found.
    pub absent: bool,
    pub what: What,
}

pub enum What {
    Event(EventLine),
    /// A chain of that name; of any type in `no entity "X"`.
    Entity(Option<EntityType>, String),
    /// Mentions, each the nth of its words in the text, that mean one.
    Same(Vec<(String, usize)>),
    Relation {
        relation_type: RelationType,
        from: String,
        to: Option<String>,
        label: Option<String>,
    },
}

/// An event; what is `None` or empty is not looked at.
pub struct EventLine {
    pub event_type: Option<EventType>,
    pub triggers: Vec<String>,
    /// Each role that the line names, with all its fillers: words, or an ISO value for times. No filler for `role=none`.
    pub roles: Vec<(Role, Vec<Filler>)>,
    pub polarity: Polarity,
    /// Any of these is right.
    pub modality: &'static [Modality],
    pub source: Speaker,
    pub count: Option<Option<u64>>,
}

/// Who says so.
pub enum Speaker {
    /// The article's own voice.
    Article,
    /// It does not matter.
    Any,
    Words(String),
}

pub enum Filler {
    Words(String),
    Date(String),
}

/// A word of a line: bare, or in quotes.
#[derive(Clone, Debug, PartialEq)]
enum Word {
    Bare(String),
    Quoted(String),
    /// `key=value`; the flag tells a value in quotes.
    Pair(String, String, bool),
}

impl Word {
    fn text(self) -> Option<String> {
        match self {
            Self::Bare(text) | Self::Quoted(text) => Some(text),
            Self::Pair(..) => None,
        }
    }

    fn is(&self, bare: &str) -> bool {
        matches!(self, Self::Bare(text) if text == bare)
    }
}

/// The cases of a file; an error names the file, the line and what is wrong there.
pub fn parse(file: &str, content: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut name: Option<String> = None;
    let mut last = Last::Nothing;
    for (n, line) in content.lines().enumerate() {
        let fail = |what: String| format!("{file}:{}: {what}", n + 1);
        let indented = line.starts_with(char::is_whitespace);
        let line = line.trim();
        if line.is_empty() {
            last = Last::Nothing;
        } else if let Some(heading) = line.strip_prefix("# ") {
            name = Some(heading.trim().to_owned());
            last = Last::Nothing;
        } else if line.starts_with("//") {
            // A remark.
        } else if let Some(paragraph) = line.strip_prefix('|') {
            match (last, cases.last_mut()) {
                (Last::Text, Some(case)) => {
                    case.text.push('\n');
                    case.text.push_str(paragraph.trim());
                }
                _ => return Err(fail("a line of text without a text above it".to_owned())),
            }
        } else if indented {
            let (Last::Text | Last::Expected, Some(case)) = (last, cases.last_mut()) else {
                return Err(fail("a line without a text above it".to_owned()));
            };
            case.lines.push(expected(n + 1, line).map_err(fail)?);
            last = Last::Expected;
        } else {
            let name =
                name.clone().ok_or_else(|| fail("a text without a heading (\"# phenomenon\") above it".to_owned()))?;
            cases.push(text(n + 1, name, line).map_err(fail)?);
            last = Last::Text;
        }
    }
    match cases.iter().find(|c| c.lines.is_empty()) {
        Some(case) => Err(format!("{file}:{}: a text of which nothing is expected", case.line)),
        None => Ok(cases),
    }
}

/// What stood on the line above.
#[derive(Clone, Copy)]
enum Last {
    Nothing,
    Text,
    Expected,
}

fn text(line: usize, name: String, content: &str) -> Result<Case, String> {
    let shape = || "a text reads \"fr 2016-03-31 | Words.\", with \"-\" where no date is known".to_owned();
    let (head, text) = content.split_once('|').ok_or_else(shape)?;
    let mut head = head.split_whitespace();
    let (Some(language), Some(date), None) = (head.next(), head.next(), head.next()) else { return Err(shape()) };
    let language = match language {
        "fr" => Language::Fr,
        "en" => Language::En,
        other => return Err(format!("unknown language {other:?}: fr or en")),
    };
    let published = match date {
        "-" => None,
        date => Some(PartialDate::parse(date).ok_or_else(|| format!("{date:?} is no date such as 2016-03-31"))?),
    };
    Ok(Case { name, line, language, published, text: text.trim().to_owned(), lines: Vec::new() })
}

fn expected(line: usize, content: &str) -> Result<Expected, String> {
    let mut words = words(content)?;
    let mut take = |bare: &str| {
        let there = words.first().is_some_and(|w| w.is(bare));
        if there {
            words.remove(0);
        }
        there
    };
    let (gap, absent) = (take("gap"), take("no"));
    if words.is_empty() {
        return Err("nothing is said here".to_owned());
    }
    let kind = words.remove(0);
    let what = match &kind {
        kind if kind.is("event") => event(words)?,
        kind if kind.is("entity") => entity(words, absent)?,
        kind if kind.is("same") => same(words)?,
        kind if kind.is("relation") => relation(words)?,
        other => return Err(format!("{other:?}: a line says event, entity, same or relation")),
    };
    Ok(Expected { line, gap, absent, what })
}

fn event(words: Vec<Word>) -> Result<What, String> {
    let mut line = EventLine {
        event_type: None,
        triggers: Vec::new(),
        roles: Vec::new(),
        polarity: Polarity::Affirmed,
        modality: &[],
        source: Speaker::Article,
        count: None,
    };
    for (n, word) in words.into_iter().enumerate() {
        match word {
            Word::Bare(name) if n == 0 => {
                let known = EventType::from_name(&name).ok_or_else(|| format!("{name:?} is no type of event"))?;
                line.event_type = Some(known);
            }
            Word::Bare(word) if word == "negated" => line.polarity = Polarity::Negated,
            Word::Bare(word) if word == "possible" => line.modality = &[Modality::Possible],
            Word::Bare(word) if word == "planned" => line.modality = &[Modality::Planned],
            Word::Bare(word) if word == "unreal" => line.modality = &[Modality::Possible, Modality::Planned],
            Word::Bare(trigger) | Word::Quoted(trigger) if n > 0 => line.triggers.push(trigger),
            Word::Pair(key, value, quoted) if key == "source" => {
                line.source = match (quoted, value.as_str()) {
                    (false, "none") => Speaker::Article,
                    (false, "any") => Speaker::Any,
                    _ => Speaker::Words(value),
                };
            }
            Word::Pair(key, value, _) if key == "count" => {
                let number = || value.parse().map_err(|_| format!("{value:?} is no number"));
                line.count = Some(if value == "none" { None } else { Some(number()?) });
            }
            Word::Pair(key, value, quoted) => {
                let role = Role::from_name(&key).ok_or_else(|| format!("{key:?} is no role, source or count"))?;
                let filler = match (role, quoted, value.as_str()) {
                    (_, false, "none") => None,
                    (Role::Time, false, _) => Some(Filler::Date(value)),
                    _ => Some(Filler::Words(value)),
                };
                match line.roles.iter_mut().find(|(r, _)| *r == role) {
                    Some((_, fillers)) => fillers.extend(filler),
                    None => line.roles.push((role, filler.into_iter().collect())),
                }
            }
            other => return Err(format!("{other:?} has no place in an event")),
        }
    }
    if line.modality.is_empty() {
        // How real a thing is that did not happen is a matter of taste.
        line.modality = if line.polarity == Polarity::Negated { Modality::ALL } else { &[Modality::Actual] };
    }
    Ok(What::Event(line))
}

fn entity(words: Vec<Word>, absent: bool) -> Result<What, String> {
    let shape = || "an entity reads \"entity person \"Anna Kern\"\"".to_owned();
    match <[Word; 2]>::try_from(words) {
        Ok([Word::Bare(name), words]) => {
            let known = EntityType::from_name(&name).ok_or_else(|| format!("{name:?} is no type of entity"))?;
            Ok(What::Entity(Some(known), words.text().ok_or_else(shape)?))
        }
        Err(mut words) if absent && words.len() == 1 => {
            Ok(What::Entity(None, words.remove(0).text().ok_or_else(shape)?))
        }
        _ => Err(shape()),
    }
}

fn same(words: Vec<Word>) -> Result<What, String> {
    let mut mentions = Vec::new();
    for (n, word) in words.into_iter().enumerate() {
        if n % 2 == 1 {
            if !word.is("=") {
                return Err("mentions of one entity are parted by =".to_owned());
            }
            continue;
        }
        let text = word.text().ok_or_else(|| "put spaces around the = of a same line".to_owned())?;
        let (words, nth) = match text.rsplit_once('#') {
            Some((words, nth)) => (words, nth.parse().map_err(|_| format!("{nth:?} is no number"))?),
            None => (text.as_str(), 1),
        };
        mentions.push((words.to_owned(), nth));
    }
    if mentions.len() < 2 { Err("a same line needs two mentions".to_owned()) } else { Ok(What::Same(mentions)) }
}

fn relation(words: Vec<Word>) -> Result<What, String> {
    let shape = || "a relation reads \"relation role \"Anna Kern\" -> \"Otan\" \"porte-parole\"\"".to_owned();
    let mut words = words.into_iter();
    let (Some(Word::Bare(name)), Some(from), Some(arrow), Some(to)) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(shape());
    };
    let label = words.next().and_then(Word::text);
    if !arrow.is("->") || words.next().is_some() {
        return Err(shape());
    }
    let relation_type = RelationType::from_name(&name).ok_or_else(|| format!("{name:?} is no type of relation"))?;
    let to = if to.is("none") { None } else { Some(to.text().ok_or_else(shape)?) };
    Ok(What::Relation { relation_type, from: from.text().ok_or_else(shape)?, to, label })
}

/// Splits a line at spaces outside quotes.
fn words(line: &str) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let end = rest.find([' ', '"', '=']).unwrap_or(rest.len());
        let (word, after) = if rest.starts_with('"') {
            let (text, after) = quoted(rest)?;
            match after.strip_prefix('#') {
                // "elle"#2
                Some(tail) => {
                    let digits = tail.find(' ').unwrap_or(tail.len());
                    (Word::Quoted(format!("{text}#{}", &tail[..digits])), &tail[digits..])
                }
                None => (Word::Quoted(text), after),
            }
        } else if end > 0 && rest[end..].starts_with('=') {
            let (key, value) = (rest[..end].to_owned(), &rest[end + 1..]);
            if value.starts_with('"') {
                let (text, after) = quoted(value)?;
                (Word::Pair(key, text, true), after)
            } else {
                let stop = value.find(' ').unwrap_or(value.len());
                (Word::Pair(key, value[..stop].to_owned(), false), &value[stop..])
            }
        } else {
            let stop = rest.find(' ').unwrap_or(rest.len());
            (Word::Bare(rest[..stop].to_owned()), &rest[stop..])
        };
        if !after.is_empty() && !after.starts_with(' ') {
            return Err(format!("a space is missing before {after:?}"));
        }
        words.push(word);
        rest = after.trim_start();
    }
    Ok(words)
}

/// The words between the quotes that open `text`, and what follows them.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let inside = &text[1..];
    let end = inside.find('"').ok_or_else(|| format!("a quote is open: {text}"))?;
    Ok((inside[..end].to_owned(), &inside[end + 1..]))
}

#[test]
fn damaged_lines_name_their_place() {
    let wrong = [
        ("fr 2016-03-31 | Rien.\n  no event\n", "f:1: a text without a heading"),
        ("# x\nde - | Nichts.\n  no event\n", "f:2: unknown language"),
        ("# x\nfr hier | Rien.\n  no event\n", "f:2: \"hier\" is no date"),
        ("# x\nfr - | Rien.\n", "f:2: a text of which nothing"),
        ("# x\nfr - | Rien.\n  event dance bal\n", "f:3: \"dance\" is no type"),
        ("# x\nfr - | Rien.\n  event die mort cause=\"feu\"\n", "f:3: \"cause\" is no role"),
        ("# x\nfr - | Rien.\n  event die mort count=deux\n", "f:3: \"deux\" is no number"),
        ("# x\nfr - | Rien.\n  entity person \"Anna\n", "f:3: a quote is open"),
        ("# x\nfr - | Rien.\n  relation role \"A\" \"B\"\n", "f:3: a relation reads"),
        ("# x\nfr - | Rien.\n  same \"A\"\n", "f:3: a same line"),
        ("# x\n\n  no event\n", "f:3: a line without a text"),
        ("# x\nfr - | Rien.\n  perhaps event\n", "f:3: Bare(\"perhaps\")"),
    ];
    for (content, message) in wrong {
        let error = parse("f", content).err().unwrap_or_default();
        assert!(error.starts_with(message), "{content:?} gives {error:?}");
    }
}
