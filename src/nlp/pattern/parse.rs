//! Pattern source -> tree: the subset of Python's `re` syntax that tokenizers use, named errors for the rest.

use std::collections::HashMap;

use super::{Class, Shorthand, lower, upper};

#[derive(Clone, Debug)]
pub(super) enum Node {
    Char(char),
    Class(usize),
    Any,
    Start,
    End,
    Cat(Vec<Node>),
    Alt(Vec<Node>),
    Repeat { node: Box<Node>, min: usize, max: Option<usize>, greedy: bool },
    Look { behind: bool, negative: bool, node: Box<Node> },
}

const MAX_REPEAT: usize = 1000;
const MAX_NESTING: usize = 100;

struct Parser<'s> {
    source: &'s str,
    at: usize,
    ignore_case: bool,
    depth: usize,
    classes: Vec<Class>,
    /// Classes by their source, for patterns repeat the same long class hundreds of times.
    known: HashMap<&'s str, usize>,
}

/// Parses a pattern: its tree, its classes, and whether case is ignored.
pub(super) fn parse(source: &str) -> Result<(Node, Vec<Class>, bool), String> {
    let mut parser = Parser { source, at: 0, ignore_case: false, depth: 0, classes: Vec::new(), known: HashMap::new() };
    let node = parser.alternation()?;
    if parser.at < source.len() {
        return Err(parser.error("unbalanced parenthesis"));
    }
    Ok((node, parser.classes, parser.ignore_case))
}

impl<'s> Parser<'s> {
    fn error(&self, what: &str) -> String {
        format!("{what} at byte {}", self.at)
    }

    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.source[self.at..].starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    fn alternation(&mut self) -> Result<Node, String> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return Err(self.error("nesting too deep"));
        }
        let mut members = vec![self.sequence()?];
        while self.eat("|") {
            members.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if members.len() == 1 { members.remove(0) } else { Node::Alt(members) })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut items = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            if let Some(atom) = self.atom()? {
                items.push(self.repeated(atom)?);
            }
        }
        Ok(if items.len() == 1 { items.remove(0) } else { Node::Cat(items) })
    }

    fn atom(&mut self) -> Result<Option<Node>, String> {
        let start = self.at;
        let Some(c) = self.next() else { return Err(self.error("end of pattern")) };
        Ok(Some(match c {
            '.' => Node::Any,
            '^' => Node::Start,
            '$' => Node::End,
            '[' => Node::Class(self.class(start)?),
            '(' => return self.group(),
            '\\' => match self.escape()? {
                Escape::Char(c) => self.literal(c),
                Escape::Set(shorthand) => {
                    let class = Class { shorthands: vec![shorthand], ..Default::default() };
                    Node::Class(self.add(class))
                }
                Escape::Start => Node::Start,
            },
            '*' | '+' | '?' => return Err(self.error("nothing to repeat")),
            c => self.literal(c),
        }))
    }

    fn literal(&mut self, c: char) -> Node {
        if !self.ignore_case || lower(c) == c && upper(c) == c {
            return Node::Char(c);
        }
        let mut class = Class { ignore_case: true, ..Default::default() };
        push_range(&mut class, c as u32, c as u32);
        Node::Class(self.add(class))
    }

    fn add(&mut self, class: Class) -> usize {
        self.classes.push(class);
        self.classes.len() - 1
    }

    fn group(&mut self) -> Result<Option<Node>, String> {
        let mut look = None;
        if self.eat("?") {
            if self.eat(":") {
            } else if self.eat("=") {
                look = Some((false, false));
            } else if self.eat("!") {
                look = Some((false, true));
            } else if self.eat("<=") {
                look = Some((true, false));
            } else if self.eat("<!") {
                look = Some((true, true));
            } else if self.eat("P<") {
                while self.next().is_some_and(|c| c != '>') {}
            } else {
                while let Some(flag) = self.next() {
                    match flag {
                        'i' => self.ignore_case = true,
                        'u' => {}
                        ')' => return Ok(None),
                        _ => return Err(self.error("flag or group not supported")),
                    }
                }
                return Err(self.error("end of pattern in flags"));
            }
        }
        let node = self.alternation()?;
        if !self.eat(")") {
            return Err(self.error("missing parenthesis"));
        }
        Ok(Some(match look {
            Some((behind, negative)) => {
                if behind && width(&node).is_none() {
                    return Err(self.error("look-behind of variable width"));
                }
                Node::Look { behind, negative, node: Box::new(node) }
            }
            None => node,
        }))
    }

    fn repeated(&mut self, mut atom: Node) -> Result<Node, String> {
        loop {
            let (min, max) = match self.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => match self.counts() {
                    Some(counts) => counts,
                    None => return Ok(atom),
                },
                _ => return Ok(atom),
            };
            if self.peek() != Some('{') {
                self.at += 1;
            } else {
                self.at += self.source[self.at..].find('}').map_or(0, |n| n + 1);
            }
            if min > MAX_REPEAT || max.is_some_and(|m| m > MAX_REPEAT || m < min) {
                return Err(self.error("repetition out of range"));
            }
            let greedy = !self.eat("?");
            atom = Node::Repeat { node: Box::new(atom), min, max, greedy };
        }
    }

    /// `{m}`, `{m,}`, `{,n}`, `{m,n}`; anything else is a literal brace.
    fn counts(&self) -> Option<(usize, Option<usize>)> {
        let rest = &self.source[self.at + 1..];
        let inside = &rest[..rest.find('}')?];
        let number =
            |s: &str, default: Option<usize>| if s.is_empty() { Some(default) } else { s.parse().ok().map(Some) };
        match inside.split_once(',') {
            Some((min, max)) => Some((number(min, Some(0))??, number(max, None)?)),
            None => inside.parse().ok().map(|n| (n, Some(n))),
        }
    }

    fn class(&mut self, start: usize) -> Result<usize, String> {
        let end = class_end(self.source, self.at).ok_or_else(|| self.error("unterminated class"))?;
        let source = &self.source[start..end];
        if let Some(&known) = self.known.get(source) {
            self.at = end;
            return Ok(known);
        }
        let mut class = Class { negated: self.eat("^"), ignore_case: self.ignore_case, ..Default::default() };
        while self.at < end - 1 {
            match self.member()? {
                Escape::Char(from) => {
                    let ranged = self.source[self.at..].starts_with('-') && self.at + 1 < end - 1;
                    let to = if ranged {
                        self.at += 1;
                        match self.member()? {
                            Escape::Char(to) if to >= from => to,
                            _ => return Err(self.error("bad range")),
                        }
                    } else {
                        from
                    };
                    push_range(&mut class, from as u32, to as u32);
                }
                Escape::Set(shorthand) => class.shorthands.push(shorthand),
                Escape::Start => return Err(self.error("anchor in a class")),
            }
        }
        self.at = end;
        class.ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(class.ranges.len());
        for (from, to) in class.ranges.drain(..) {
            match merged.last_mut() {
                Some(last) if from <= last.1 + 1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        class.ranges = merged;
        let index = self.add(class);
        self.known.insert(source, index);
        Ok(index)
    }

    fn member(&mut self) -> Result<Escape, String> {
        match self.next() {
            Some('\\') => self.escape(),
            Some(c) => Ok(Escape::Char(c)),
            None => Err(self.error("end of pattern in a class")),
        }
    }

    fn escape(&mut self) -> Result<Escape, String> {
        let Some(c) = self.next() else { return Err(self.error("end of pattern after a backslash")) };
        Ok(match c {
            'w' => Escape::Set(Shorthand::Word(true)),
            'W' => Escape::Set(Shorthand::Word(false)),
            'd' => Escape::Set(Shorthand::Digit(true)),
            'D' => Escape::Set(Shorthand::Digit(false)),
            's' => Escape::Set(Shorthand::Space(true)),
            'S' => Escape::Set(Shorthand::Space(false)),
            'A' => Escape::Start,
            'n' => Escape::Char('\n'),
            't' => Escape::Char('\t'),
            'r' => Escape::Char('\r'),
            'f' => Escape::Char('\x0c'),
            'v' => Escape::Char('\x0b'),
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            'U' => self.code(8)?,
            c if c.is_ascii_alphanumeric() => return Err(self.error("escape not supported")),
            c => Escape::Char(c),
        })
    }

    fn code(&mut self, digits: usize) -> Result<Escape, String> {
        let text = self.source.get(self.at..self.at + digits).ok_or_else(|| self.error("short escape"))?;
        let code = u32::from_str_radix(text, 16).map_err(|_| self.error("bad escape"))?;
        self.at += digits;
        char::from_u32(code).map(Escape::Char).ok_or_else(|| self.error("bad code point"))
    }
}

enum Escape {
    Char(char),
    Set(Shorthand),
    Start,
}

/// Byte after the bracket that closes a class whose inside starts at `at`.
fn class_end(source: &str, at: usize) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut i = at;
    if bytes.get(i) == Some(&b'^') {
        i += 1;
    }
    let first = i;
    loop {
        match bytes.get(i)? {
            b'\\' => i += 2,
            b']' if i > first => return Some(i + 1),
            _ => i += 1,
        }
    }
}

fn push_range(class: &mut Class, from: u32, to: u32) {
    for code in from..=to.min(127) {
        class.ascii |= 1 << code;
    }
    if to >= 128 {
        class.ranges.push((from.max(128), to));
    }
}

/// Width in characters where it is fixed.
pub(super) fn width(node: &Node) -> Option<usize> {
    match node {
        Node::Char(_) | Node::Class(_) | Node::Any => Some(1),
        Node::Start | Node::End | Node::Look { .. } => Some(0),
        Node::Cat(items) => items.iter().map(width).sum(),
        Node::Alt(items) => {
            let first = width(items.first()?)?;
            items.iter().all(|i| width(i) == Some(first)).then_some(first)
        }
        Node::Repeat { node, min, max, .. } => (*max == Some(*min)).then_some(width(node)? * min),
    }
}
