//! Small cases of extraction, each named after the phenomenon that it shows: `tests/suite/*.txt`, whose README tells the format.

mod format;

use std::collections::BTreeMap;
use std::path::Path;

use recoupe::extract::Extraction;
use recoupe::extract::finding::{Argument, Chain, Event, Filler, Relation};
use recoupe::ingest::article_from_text;
use recoupe::session::{EmbeddedReader, Reader};
use recoupe::text::{TextSpan, fold};

use format::{Case, EventLine, Speaker, What, parse};

/// What was found in the text of a case.
struct Found {
    text: String,
    extraction: Extraction,
}

/// Words without case, typographic variants and a leading article or preposition.
fn plain(words: &str) -> Vec<String> {
    let folded = fold(words).replace('’', "'").replace('\'', "' ");
    let mut words: Vec<String> = folded
        .split_whitespace()
        .map(|w| {
            w.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '%' && c != '$' && c != '€').to_owned()
        })
        .filter(|w| !w.is_empty())
        .collect();
    let leading = ["le", "la", "les", "l'", "un", "une", "des", "the", "a", "an"];
    while words.len() > 1 && leading.contains(&words[0].as_str()) {
        words.remove(0);
    }
    words
}

/// Whether `inner` stands in `outer`, word for word.
fn holds(outer: &str, inner: &str) -> bool {
    let (outer, inner) = (plain(outer), plain(inner));
    !inner.is_empty() && outer.windows(inner.len()).any(|w| w == inner)
}

impl Found {
    fn read(case: &Case) -> Self {
        let mut article = article_from_text("case", case.text.clone());
        article.language = case.language;
        article.meta.published = case.published;
        let extraction = EmbeddedReader.read(&article);
        Self { text: article.text.to_string(), extraction }
    }

    fn of(&self, span: TextSpan) -> &str {
        span.of(&self.text)
    }

    /// Whether an entity has that name, or the words open it ("usine" of "usine de Vernay").
    fn named(&self, chain: &Chain, name: &str) -> bool {
        let name = plain(name);
        plain(&chain.name).starts_with(&name) || chain.aliases.iter().any(|a| plain(a) == name)
    }

    /// An argument that is an entity must be that entity; one that is words must hold the words.
    fn fills(&self, argument: &Argument, wanted: &format::Filler) -> bool {
        match (wanted, &argument.filler) {
            (format::Filler::Date(date), Filler::Time(Some(value))) => value.to_string() == *date,
            (format::Filler::Date(_), _) => false,
            (format::Filler::Words(words), Filler::Chain(id)) => {
                self.extraction.chain(*id).is_some_and(|c| self.named(c, words))
            }
            (format::Filler::Words(words), Filler::Text | Filler::Time(_)) => holds(self.of(argument.span), words),
        }
    }

    /// What differs between an event and a line; empty where nothing does.
    fn differences(&self, event: &Event, line: &EventLine) -> Vec<String> {
        let mut out = Vec::new();
        if event.polarity != line.polarity {
            out.push(event.polarity.to_string());
        }
        if !line.modality.contains(&event.modality) {
            out.push(event.modality.to_string());
        }
        let source = event.source.as_ref();
        let right = match (&line.source, source) {
            (Speaker::Any, _) | (Speaker::Article, None) => true,
            (Speaker::Words(words), Some(source)) => match source.chain.and_then(|id| self.extraction.chain(id)) {
                Some(chain) => self.named(chain, words),
                None => holds(self.of(source.span), words),
            },
            _ => false,
        };
        if !right {
            out.push(format!("source={:?}", source.map_or("none", |s| self.of(s.span))));
        }
        if let Some(count) = line.count {
            let found = event.count.map(|c| c.value);
            if found != count {
                out.push(format!("count={}", found.map_or_else(|| "none".to_owned(), |c| c.to_string())));
            }
        }
        for (role, wanted) in &line.roles {
            let found: Vec<&Argument> = event.args.iter().filter(|a| a.role == *role).collect();
            let missing = wanted.iter().any(|w| !found.iter().any(|a| self.fills(a, w)));
            let more = found.iter().any(|a| !wanted.iter().any(|w| self.fills(a, w)));
            if missing || more {
                let shown: Vec<String> = found.iter().map(|a| self.argument(a)).collect();
                out.push(format!("{role}=[{}]", shown.join(", ")));
            }
        }
        out
    }

    fn argument(&self, argument: &Argument) -> String {
        match &argument.filler {
            Filler::Time(Some(value)) => value.to_string(),
            Filler::Chain(id) => {
                self.extraction.chain(*id).map_or_else(String::new, |c| format!("entity {:?}", c.name))
            }
            _ => format!("{:?}", self.of(argument.span)),
        }
    }

    fn triggered(&self, event: &Event, words: &str) -> bool {
        event.triggers.iter().any(|t| holds(self.of(t.span), words) || holds(words, self.of(t.span)))
    }

    fn event(&self, line: &EventLine) -> Result<(), String> {
        let fits = |e: &&Event| {
            line.event_type.is_none_or(|t| t == e.event_type) && line.triggers.iter().all(|t| self.triggered(e, t))
        };
        let tried: Vec<Vec<String>> =
            self.extraction.events.iter().filter(fits).map(|e| self.differences(e, line)).collect();
        match tried.into_iter().min_by_key(Vec::len) {
            None => Err("no such event".to_owned()),
            Some(differences) if differences.is_empty() => Ok(()),
            Some(differences) => Err(differences.join(" ")),
        }
    }

    /// The chain that the nth occurrence of some words is a mention of.
    fn chain_at(&self, words: &str, nth: usize) -> Result<&Chain, String> {
        let whole = |at: &usize| {
            let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !word(self.text[..*at].chars().next_back()) && !word(self.text[at + words.len()..].chars().next())
        };
        let at = self.text.match_indices(words).map(|(at, _)| at).filter(whole).nth(nth.saturating_sub(1));
        let span =
            at.map(|at| TextSpan::new(at, at + words.len())).ok_or_else(|| format!("{words:?} is not in the text"))?;
        let near = |c: &&Chain| {
            c.mentions
                .iter()
                .any(|m| m.span == span || (m.span.overlaps(span) && plain(self.of(m.span)) == plain(words)))
        };
        self.extraction.chains.iter().find(near).ok_or_else(|| format!("{words:?} is no mention"))
    }

    fn same(&self, mentions: &[(String, usize)]) -> Result<(), String> {
        let chains = mentions.iter().map(|(w, n)| self.chain_at(w, *n)).collect::<Result<Vec<_>, _>>()?;
        match chains.iter().find(|c| c.id != chains[0].id) {
            Some(other) => Err(format!("{:?} and {:?} are two", chains[0].name, other.name)),
            None => Ok(()),
        }
    }

    fn check(&self, what: &What) -> Result<(), String> {
        match what {
            What::Event(line) => self.event(line),
            What::Entity(entity_type, name) => {
                let named: Vec<&Chain> =
                    self.extraction.chains.iter().filter(|c| plain(&c.name) == plain(name)).collect();
                match named.iter().find(|c| entity_type.is_none_or(|t| t == c.entity_type)) {
                    Some(_) => Ok(()),
                    None => Err(match named.first() {
                        Some(chain) => format!("it is a {}", chain.entity_type),
                        None => "no such entity".to_owned(),
                    }),
                }
            }
            What::Same(mentions) => self.same(mentions),
            What::Relation { relation_type, from, to, label } => {
                let end = |id, name: &str| self.extraction.chain(id).is_some_and(|c| self.named(c, name));
                let fits = |r: &&Relation| {
                    r.relation_type == *relation_type
                        && end(r.from, from)
                        && match (r.to, to) {
                            (Some(id), Some(to)) => end(id, to),
                            (None, None) => true,
                            _ => false,
                        }
                        && label.as_ref().is_none_or(|l| r.label.as_ref().is_some_and(|f| plain(f) == plain(l)))
                };
                if self.extraction.relations.iter().any(|r| fits(&r)) {
                    Ok(())
                } else {
                    Err("no such relation".to_owned())
                }
            }
        }
    }

    /// Whether an event of that type and trigger is there, however it is put.
    fn any_event(&self, line: &EventLine) -> bool {
        let bare = line.roles.is_empty();
        self.extraction.events.iter().any(|e| {
            line.event_type.is_none_or(|t| t == e.event_type)
                && line.triggers.iter().all(|t| self.triggered(e, t))
                && (bare || self.differences(e, line).is_empty())
        })
    }

    /// Holds a line: found, or, of a `no` line, not found.
    fn hold(&self, expected: &format::Expected) -> Result<(), String> {
        match (&expected.what, expected.absent) {
            (what, false) => self.check(what),
            (What::Event(line), true) if !self.any_event(line) => Ok(()),
            (What::Event(_), true) => Err("it is found".to_owned()),
            (What::Same(mentions), true) => {
                let chains = mentions.iter().map(|(w, n)| self.chain_at(w, *n)).collect::<Result<Vec<_>, _>>();
                // A mention that is no entity at all is not taken for another either.
                let together = chains.is_ok_and(|c| c.iter().all(|x| x.id == c[0].id));
                if together { Err("they are one".to_owned()) } else { Ok(()) }
            }
            (what, true) => match self.check(what) {
                Ok(()) => Err("it is found".to_owned()),
                Err(_) => Ok(()),
            },
        }
    }
}

#[test]
fn the_suite_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let (mut wrong, mut tally) = (Vec::new(), BTreeMap::new());
    for path in &files {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let content = std::fs::read_to_string(path).unwrap();
        let source: Vec<&str> = content.lines().collect();
        let cases = match parse(&file, &content) {
            Ok(cases) => cases,
            Err(error) => {
                wrong.push(error);
                continue;
            }
        };
        let counts: &mut [usize; 3] = tally.entry(file.clone()).or_default();
        for case in &cases {
            let found = Found::read(case);
            counts[0] += 1;
            for expected in &case.lines {
                counts[1] += 1;
                counts[2] += usize::from(expected.gap);
                let place = format!("{file}:{} ({})", expected.line, case.name);
                let line = source[expected.line - 1].trim();
                match (expected.gap, found.hold(expected)) {
                    (false, Err(why)) => wrong.push(format!("{place}: {line}\n    {why}\n    | {}", case.text)),
                    (true, Ok(())) => wrong.push(format!("{place}: {line}\n    holds now: take \"gap\" away")),
                    (true, Err(why)) => println!("gap {place}: {line}\n    {why}"),
                    (false, Ok(())) => {}
                }
            }
        }
    }
    let mut total = [0; 3];
    for (file, counts) in &tally {
        println!("{file}: {} cases, {} lines, {} gaps", counts[0], counts[1], counts[2]);
        total.iter_mut().zip(counts).for_each(|(t, c)| *t += c);
    }
    println!("{} cases, {} lines, {} gaps", total[0], total[1], total[2]);
    assert!(wrong.is_empty(), "{} lines differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(total[0] >= 250, "{} cases are left of the suite", total[0]);
}
