//! Python `re` pattern -> matcher with the same choices: leftmost, then first alternative, look-around included.
//!
//! The tokenizer's patterns are long alternations whose members begin with a known character, so each member is a small
//! program found by the first byte. A program is run with memory of the (instruction, place) pairs that failed, hence in
//! time proportional to program and text, whatever the text.

mod compile;
mod parse;

use super::unicode::{is_decimal, is_space, is_word};

/// A compiled pattern.
#[derive(Debug, Default)]
pub(crate) struct Pattern {
    alternatives: Vec<Alternative>,
    programs: Vec<Vec<Inst>>,
    classes: Vec<Class>,
    /// Alternatives that may begin with a byte, in order.
    by_byte: Vec<Vec<u16>>,
    /// The same without those that end at the end of the text and have a bounded length.
    unbounded_by_byte: Vec<Vec<u16>>,
    /// Alternatives that may match nothing, tried at the end of the text.
    at_end: Vec<u16>,
    /// Longest match in characters among the alternatives left out of `unbounded_by_byte`.
    reach: usize,
    anchored: bool,
}

#[derive(Debug)]
struct Alternative {
    program: usize,
    /// Begins with `^`.
    anchored: bool,
}

#[derive(Clone, Debug)]
enum Inst {
    Char(char),
    Class(usize),
    Any,
    /// Try the first, then the second.
    Split(usize, usize),
    Jump(usize),
    Start,
    End,
    Look {
        behind: Option<usize>,
        negative: bool,
        program: usize,
    },
    Match,
}

/// A set of characters.
#[derive(Clone, Debug, Default)]
struct Class {
    ascii: u128,
    /// Sorted ranges of the others.
    ranges: Vec<(u32, u32)>,
    shorthands: Vec<Shorthand>,
    negated: bool,
    ignore_case: bool,
}

/// `\w`, `\d`, `\s` and their complements.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shorthand {
    Word(bool),
    Digit(bool),
    Space(bool),
}

impl Shorthand {
    fn contains(self, c: char) -> bool {
        match self {
            Shorthand::Word(yes) => is_word(c) == yes,
            Shorthand::Digit(yes) => is_decimal(c) == yes,
            Shorthand::Space(yes) => is_space(c) == yes,
        }
    }
}

fn lower(c: char) -> char {
    let mut folded = c.to_lowercase();
    match (folded.next(), folded.next()) {
        (Some(l), None) => l,
        _ => c,
    }
}

fn upper(c: char) -> char {
    let mut folded = c.to_uppercase();
    match (folded.next(), folded.next()) {
        (Some(u), None) => u,
        _ => c,
    }
}

impl Class {
    fn plain(&self, c: char) -> bool {
        let code = c as u32;
        let listed = if code < 128 {
            self.ascii >> code & 1 == 1
        } else {
            let i = self.ranges.partition_point(|r| r.1 < code);
            self.ranges.get(i).is_some_and(|r| r.0 <= code)
        };
        listed || self.shorthands.iter().any(|s| s.contains(c))
    }

    fn contains(&self, c: char) -> bool {
        let found = self.plain(c) || self.ignore_case && (self.plain(lower(c)) || self.plain(upper(c)));
        found != self.negated
    }
}

/// Working memory of a matcher, kept between calls.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    stack: Vec<(usize, usize)>,
    seen: Vec<u64>,
}

impl Pattern {
    /// Compiles a pattern; the error says what is not understood and where (in bytes).
    pub fn new(source: &str) -> Result<Self, String> {
        compile::compile(source)
    }

    /// `re.compile(p).match(text)`: the end of a match that starts at 0.
    pub fn match_start(&self, text: &str, memory: &mut Memory) -> Option<usize> {
        self.try_at(text, 0, false, &self.by_byte, memory)
    }

    /// `re.compile(p).search(text)`: the leftmost match.
    pub fn search(&self, text: &str, memory: &mut Memory) -> Option<(usize, usize)> {
        self.search_from(text, 0, false, memory)
    }

    /// Search from a byte; `advance` forbids an empty match there, as after an empty match in `finditer`.
    pub fn search_from(&self, text: &str, from: usize, advance: bool, memory: &mut Memory) -> Option<(usize, usize)> {
        if self.anchored {
            return if from == 0 {
                self.try_at(text, 0, advance, &self.by_byte, memory).map(|end| (0, end))
            } else {
                None
            };
        }
        // Most members end in `$`: they can only begin near the end.
        let near_end = text.char_indices().rev().nth(self.reach).map_or(0, |(i, _)| i);
        let mut at = from;
        loop {
            let table = if at >= near_end { &self.by_byte } else { &self.unbounded_by_byte };
            if let Some(end) = self.try_at(text, at, advance && at == from, table, memory) {
                return Some((at, end));
            }
            at += text[at..].chars().next()?.len_utf8();
        }
    }

    fn try_at(&self, text: &str, at: usize, advance: bool, table: &[Vec<u16>], memory: &mut Memory) -> Option<usize> {
        let candidates = match text.as_bytes().get(at) {
            Some(&byte) => table.get(usize::from(byte))?,
            None => &self.at_end,
        };
        candidates.iter().find_map(|&i| {
            let alternative = &self.alternatives[usize::from(i)];
            if alternative.anchored && at > 0 {
                return None;
            }
            self.run(alternative.program, text, at, advance, memory)
        })
    }

    /// Runs one program at a place; `advance` refuses an empty match.
    fn run(&self, program: usize, text: &str, start: usize, advance: bool, memory: &mut Memory) -> Option<usize> {
        let insts = &self.programs[program];
        let base = memory.stack.len();
        memory.stack.push((0, start));
        let width = text.len() - start + 1;
        let mut remember = false;
        let mut found = None;
        'paths: while memory.stack.len() > base {
            let Some((mut pc, mut at)) = memory.stack.pop() else { break };
            loop {
                match &insts[pc] {
                    Inst::Match => {
                        if advance && at == start {
                            continue 'paths;
                        }
                        found = Some(at);
                        break 'paths;
                    }
                    Inst::Jump(to) => pc = *to,
                    Inst::Split(first, second) => {
                        if !remember {
                            remember = true;
                            memory.seen.clear();
                            memory.seen.resize((insts.len() * width).div_ceil(64), 0);
                        }
                        let key = pc * width + (at - start);
                        if memory.seen[key / 64] >> (key % 64) & 1 == 1 {
                            continue 'paths;
                        }
                        memory.seen[key / 64] |= 1 << (key % 64);
                        memory.stack.push((*second, at));
                        pc = *first;
                    }
                    Inst::Start => {
                        if at > 0 {
                            continue 'paths;
                        }
                        pc += 1;
                    }
                    Inst::End => {
                        if at < text.len() && &text[at..] != "\n" {
                            continue 'paths;
                        }
                        pc += 1;
                    }
                    Inst::Look { behind, negative, program } => {
                        let place = match behind {
                            Some(0) | None => Some(at),
                            Some(n) => text[..at].char_indices().rev().nth(n - 1).map(|(i, _)| i),
                        };
                        // A program that branches remembers; an inner one must not disturb that.
                        let branches = self.programs[*program].iter().any(|i| matches!(i, Inst::Split(..)));
                        let mut own = Memory::default();
                        let inner = if branches { &mut own } else { &mut *memory };
                        let holds = place.is_some_and(|p| {
                            self.run(*program, text, p, false, inner).is_some_and(|end| behind.is_none() || end == at)
                        });
                        if holds == *negative {
                            continue 'paths;
                        }
                        pc += 1;
                    }
                    step => {
                        let Some(c) = text[at..].chars().next() else { continue 'paths };
                        let fits = match step {
                            Inst::Char(wanted) => *wanted == c,
                            Inst::Class(class) => self.classes[*class].contains(c),
                            _ => c != '\n',
                        };
                        if !fits {
                            continue 'paths;
                        }
                        at += c.len_utf8();
                        pc += 1;
                    }
                }
            }
        }
        memory.stack.truncate(base);
        found
    }

    /// `re.compile(p).finditer(text)`, as byte ranges.
    pub fn find_all(&self, text: &str, memory: &mut Memory, out: &mut Vec<(usize, usize)>) {
        out.clear();
        let (mut at, mut advance) = (0, false);
        while at <= text.len() {
            let Some((start, end)) = self.search_from(text, at, advance, memory) else { break };
            out.push((start, end));
            advance = start == end;
            at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_as_python_does() {
        let cases: &[(&str, &str, Option<(usize, usize)>)] = &[
            ("a|ab", "xab", Some((1, 2))),
            ("a+b|c", "aaac", Some((3, 4))),
            (r"(?<=[0-9])(?:km|km²|m)$", "5km", Some((1, 3))),
            (r"(?<=[0-9])(?:km|km²|m)$", "5km²", Some((1, 5))),
            (r"\.\.+$", "a...", Some((1, 4))),
            (r"^(?:(d|l)['’])(?=[A-Za-z])", "l’été", None),
            (r"^(?:(d|l)['’])(?=[A-Za-z\u00C0-\u00ff])", "l’été", Some((0, 4))),
            (r"(?iu)(?:^a[-–]sexualis[a-z]+$)|(?:^É[a]*$)", "éA", Some((0, 3))),
            (r"^\+(?![0-9])", "+3", None),
            (r"(?u)^(?:[\w\-]{2,})://\S*$", "http://é.fr/x", Some((0, 14))),
            ("(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", None),
        ];
        for (pattern, text, expected) in cases {
            let pattern = Pattern::new(pattern).unwrap();
            assert_eq!(pattern.search(text, &mut Memory::default()), *expected, "{text}");
        }
    }

    #[test]
    fn finds_all_with_empty_matches() {
        let pattern = Pattern::new(r"(?<=[a-z]['])(?=[a-z])|-").unwrap();
        let mut found = Vec::new();
        pattern.find_all("l'a-b'c", &mut Memory::default(), &mut found);
        assert_eq!(found, [(2, 2), (3, 4), (6, 6)]);
    }
}
