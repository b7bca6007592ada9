//! Arc-eager dependency parsing with unshift and break (spaCy's `arc_eager.pyx`): scored states -> heads and labels.

use super::package::Transition;
use super::transition::{Hidden, Scorer, best};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Move {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

/// The parser: scorer and what its classes do.
#[derive(Debug)]
pub(crate) struct Parser {
    scorer: Scorer,
    moves: Vec<Move>,
    labels: Vec<String>,
}

/// Heads of one text, relative to its first token; a root is its own head and has no label.
#[derive(Debug, Default)]
pub(crate) struct Arcs {
    pub heads: Vec<usize>,
    /// Class whose label the arc has.
    pub classes: Vec<Option<usize>>,
}

/// spaCy's `StateC`.
#[derive(Debug, Default)]
struct State {
    length: usize,
    stack: Vec<usize>,
    rebuffer: Vec<usize>,
    next: usize,
    heads: Vec<Option<usize>>,
    classes: Vec<usize>,
    /// Newest child on either side, by head; the next older one, by child.
    last_left: Vec<Option<usize>>,
    last_right: Vec<Option<usize>>,
    older: Vec<Option<usize>>,
    unshiftable: Vec<bool>,
    sent_starts: Vec<bool>,
}

impl State {
    fn new(length: usize) -> Self {
        let none = vec![None; length];
        let mut sent_starts = vec![false; length];
        if let Some(first) = sent_starts.first_mut() {
            *first = true;
        }
        Self {
            length,
            heads: none.clone(),
            classes: vec![0; length],
            last_left: none.clone(),
            last_right: none.clone(),
            older: none,
            unshiftable: vec![false; length],
            sent_starts,
            ..Default::default()
        }
    }

    fn s(&self, i: usize) -> Option<usize> {
        self.stack.len().checked_sub(i + 1).map(|at| self.stack[at])
    }

    fn b(&self, i: usize) -> Option<usize> {
        match self.rebuffer.len().checked_sub(i + 1) {
            Some(at) => Some(self.rebuffer[at]),
            None => Some(self.next + i - self.rebuffer.len()).filter(|&t| t < self.length),
        }
    }

    fn buffer_length(&self) -> usize {
        self.length - self.next + self.rebuffer.len()
    }

    fn child(&self, newest: &[Option<usize>], head: Option<usize>, nth: usize) -> Option<usize> {
        let mut child = newest[head?];
        for _ in 1..nth {
            child = self.older[child?];
        }
        child
    }

    fn l(&self, head: Option<usize>, nth: usize) -> Option<usize> {
        self.child(&self.last_left, head, nth)
    }

    fn r(&self, head: Option<usize>, nth: usize) -> Option<usize> {
        self.child(&self.last_right, head, nth)
    }

    /// The tokens in the feature slots (`set_context_tokens`), 13 with spaCy's own slip at the sixth.
    fn slots(&self, out: &mut [i32], offset: usize) {
        let (b0, b1, s0, s1, s2) = (self.b(0), self.b(1), self.s(0), self.s(1), self.s(2));
        let small = [b0, b1, s0, s1, s2, self.l(b0, 1), self.l(s0, 1), self.r(s0, 1)];
        let large = || {
            let left = [self.l(s0, 1), self.r(s0, 1), self.l(b0, 1), self.r(s0, 2)];
            let more = [self.l(s1, 1), self.l(s1, 2), self.r(s1, 1), self.r(s1, 2)];
            [[b0, b1, s0, s1].as_slice(), &[s2], &left, &more].concat()
        };
        let write = |out: &mut [i32], tokens: &[Option<usize>]| {
            for (slot, token) in out.iter_mut().zip(tokens) {
                *slot = token.map_or(-1, |t| (t + offset) as i32);
            }
        };
        if out.len() == small.len() { write(out, &small) } else { write(out, &large()) }
    }

    fn add_arc(&mut self, head: usize, child: usize, class: usize) {
        if let Some(old) = self.heads[child] {
            let newest = if old > child { &mut self.last_left } else { &mut self.last_right };
            if newest[old] == Some(child) {
                newest[old] = self.older[child];
            } else {
                let mut at = newest[old];
                while let Some(sibling) = at {
                    if self.older[sibling] == Some(child) {
                        self.older[sibling] = self.older[child];
                        break;
                    }
                    at = self.older[sibling];
                }
            }
        }
        let newest = if head > child { &mut self.last_left } else { &mut self.last_right };
        self.older[child] = newest[head];
        newest[head] = Some(child);
        self.heads[child] = Some(head);
        self.classes[child] = class;
    }

    fn push(&mut self) {
        let token = self.rebuffer.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    fn is_valid(&self, action: Move) -> bool {
        let (depth, buffer) = (self.stack.len(), self.buffer_length());
        let b0_starts = self.b(0).is_some_and(|b| self.sent_starts[b]);
        match action {
            Move::Shift => depth == 0 || buffer >= 2 && !b0_starts && !self.b(0).is_some_and(|b| self.unshiftable[b]),
            Move::Reduce => depth > 0,
            Move::Left | Move::Right => depth > 0 && buffer > 0 && !b0_starts,
            Move::Break => {
                buffer >= 2 && self.b(1) == self.b(0).map(|b| b + 1) && !self.b(1).is_some_and(|b| self.sent_starts[b])
            }
        }
    }

    fn apply(&mut self, action: Move, class: usize) {
        let (s0, b0) = (self.s(0), self.b(0));
        match (action, s0, b0) {
            (Move::Shift, _, Some(_)) => self.push(),
            (Move::Reduce, Some(s0), _) => {
                self.stack.pop();
                if self.heads[s0].is_none() && !self.stack.is_empty() {
                    self.unshiftable[s0] = true;
                    self.rebuffer.push(s0);
                }
            }
            (Move::Left, Some(s0), Some(b0)) => {
                self.add_arc(b0, s0, class);
                self.unshiftable[b0] = false;
                self.stack.pop();
            }
            (Move::Right, Some(s0), Some(b0)) => {
                self.add_arc(s0, b0, class);
                self.push();
            }
            (Move::Break, _, _) => {
                if let Some(b1) = self.b(1) {
                    self.sent_starts[b1] = true;
                }
            }
            _ => {}
        }
    }
}

impl Parser {
    /// Multiply-adds of one token, those in a state aside.
    pub fn products(&self) -> usize {
        self.scorer.products()
    }

    pub fn new(weights: &Transition) -> Self {
        let moves = weights.moves.iter().map(|(action, _)| match action {
            0 => Move::Shift,
            1 => Move::Reduce,
            2 => Move::Left,
            3 => Move::Right,
            _ => Move::Break,
        });
        let labels = weights.moves.iter().map(|(_, label)| label.clone()).collect();
        Self { scorer: Scorer::new(weights), moves: moves.collect(), labels }
    }

    /// Label of a class.
    pub fn label(&self, class: usize) -> &str {
        &self.labels[class]
    }

    /// Prepares the tokens of a batch.
    pub fn precompute(&self, vectors: &[f32], width: usize, tokens: usize, hidden: &mut Hidden) {
        self.scorer.precompute(vectors, width, tokens, hidden);
    }

    /// Parses the `length` tokens whose vectors begin at row `offset` of the batch.
    pub fn parse(&self, offset: usize, length: usize, hidden: &mut Hidden) -> Arcs {
        let mut state = State::new(length);
        let mut slots = vec![-1; self.scorer.slots];
        // Every text ends within a few moves a token; the bound is for weights that are not a parser's.
        for _ in 0..20 * length + 20 {
            if state.stack.is_empty() && state.buffer_length() == 0 {
                break;
            }
            state.slots(&mut slots, offset);
            self.scorer.score(&slots, hidden);
            let valid = [Move::Shift, Move::Reduce, Move::Left, Move::Right, Move::Break].map(|m| state.is_valid(m));
            let adjacent = state.s(0).map(|s| s + 1) == state.b(0);
            let class = best(&hidden.scores, |class| {
                let action = self.moves[class];
                valid[action as usize] && (adjacent || self.labels[class] != "subtok")
            });
            let Some(class) = class else { break };
            state.apply(self.moves[class], class);
        }
        let heads: Vec<usize> = state.heads.iter().enumerate().map(|(i, h)| h.unwrap_or(i)).collect();
        let classes = state.heads.iter().zip(&state.classes).map(|(h, &c)| h.map(|_| c)).collect();
        Arcs { heads, classes }
    }
}
