//! Byte spans inside the program, Unicode scalar offsets in exported files.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in an article's text; both ends lie on char boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TextSpan {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl TextSpan {
    /// Makes a span from byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The words it covers; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// True where it covers nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// True where the two share a byte; spans that merely touch do not.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True where `other` lies inside it.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span as a byte range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Converts between byte offsets and Unicode scalar offsets of one text, by a mark every 256 bytes.
pub struct ScalarIndex<'t> {
    text: &'t str,
    /// Scalars before byte `256 * i`.
    marks: Vec<u32>,
}

const STRIDE: usize = 256;

/// Scalars that start in `bytes`: every byte but continuation bytes starts one.
fn scalars(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

impl<'t> ScalarIndex<'t> {
    /// Indexes a text.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut total = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            marks.push(total);
            total += scalars(chunk);
        }
        marks.push(total);
        Self { text, marks }
    }

    /// Unicode scalars before a byte offset.
    pub fn to_scalar(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / STRIDE;
        (self.marks[block] + scalars(&self.text.as_bytes()[block * STRIDE..byte])) as usize
    }

    /// Byte offset of the `scalar`-th Unicode scalar.
    pub fn to_byte(&self, scalar: usize) -> usize {
        let block = self.marks.partition_point(|&m| (m as usize) <= scalar).saturating_sub(1);
        let mut left = scalar - self.marks[block] as usize;
        let bytes = self.text.as_bytes();
        let mut at = (block * STRIDE).min(bytes.len());
        while at < bytes.len() {
            if bytes[at] & 0xC0 != 0x80 {
                if left == 0 {
                    return at;
                }
                left -= 1;
            }
            at += 1;
        }
        bytes.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_convert_both_ways() {
        let text = "« Kaboul » — é𝄞x".repeat(60);
        let index = ScalarIndex::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.to_scalar(byte), n);
            assert_eq!(index.to_byte(n), byte);
        }
        assert_eq!(index.to_byte(text.chars().count()), text.len());
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        assert!(!TextSpan::new(0, 3).overlaps(TextSpan::new(3, 5)));
        assert!(TextSpan::new(0, 4).overlaps(TextSpan::new(3, 5)));
    }
}
