//! Sets of parts that are one entity, with those that must never meet.

use super::log::Seq;

/// A union of sets under cannot-links; the earliest part is the root of its set.
pub(super) struct Sets {
    pub parent: Vec<usize>,
    /// Parts that a person keeps apart.
    pub apart: Vec<(usize, usize, Seq)>,
}

impl Sets {
    pub fn new(parts: usize) -> Self {
        Self { parent: (0..parts).collect(), apart: Vec::new() }
    }

    pub fn root(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }

    /// The cannot-link between two sets, where there is one.
    pub fn forbidden(&mut self, a: usize, b: usize) -> Option<Seq> {
        let (a, b) = (self.root(a), self.root(b));
        for i in 0..self.apart.len() {
            let (x, y, seq) = self.apart[i];
            let (x, y) = (self.root(x), self.root(y));
            if (x, y) == (a, b) || (x, y) == (b, a) {
                return Some(seq);
            }
        }
        None
    }

    /// Joins two sets under the earlier root; the cannot-link that forbids it otherwise.
    pub fn join(&mut self, a: usize, b: usize) -> Result<(), Seq> {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return Ok(());
        }
        match self.forbidden(a, b) {
            Some(seq) => Err(seq),
            None => {
                self.parent[a.max(b)] = a.min(b);
                Ok(())
            }
        }
    }
}
