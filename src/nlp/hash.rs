//! String -> 64-bit identifier, identifier -> rows of a hash table: MurmurHash as spaCy and thinc use it.

use std::hash::{BuildHasherDefault, Hasher};

use super::symbols::symbol;

/// MurmurHash64A.
pub(crate) fn murmur64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (blocks, tail) = bytes.as_chunks::<8>();
    for block in blocks {
        let mut k = u64::from_le_bytes(*block).wrapping_mul(M);
        k ^= k >> R;
        hash = (hash ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let last = tail.iter().rev().fold(0u64, |word, &b| word << 8 | u64::from(b));
        hash = (hash ^ last).wrapping_mul(M);
    }
    hash ^= hash >> R;
    hash = hash.wrapping_mul(M);
    hash ^ hash >> R
}

/// spaCy's identifier of a string: 0 for the empty one, a small number for its own symbols, else the hash.
pub(crate) fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    symbol(text).unwrap_or_else(|| murmur64a(text.as_bytes(), 1))
}

/// The four rows of a hash embedding table for one identifier, before reduction modulo its rows (thinc's `Ops.hash`).
pub(crate) fn embedding_keys(id: u64, seed: u32) -> [u32; 4] {
    let mix = |mut h: u64| {
        h ^= h >> 33;
        h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 33;
        h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ h >> 33
    };
    let seed = u64::from(seed);
    let mut h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mix(h1);
    h2 = mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

/// A quick hasher for the runtime's own caches; nothing that is iterated or exported depends on it.
#[derive(Default)]
pub(crate) struct QuickHasher(u64);

impl QuickHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }

    fn write(&mut self, bytes: &[u8]) {
        let (blocks, tail) = bytes.as_chunks::<8>();
        for block in blocks {
            self.mix(u64::from_le_bytes(*block));
        }
        if !tail.is_empty() {
            self.mix(tail.iter().fold(tail.len() as u64, |word, &b| word << 8 | u64::from(b)));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.mix(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.mix(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.mix(n);
    }

    fn write_usize(&mut self, n: usize) {
        self.mix(n as u64);
    }
}

/// A hash map for caches.
pub(crate) type QuickMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<QuickHasher>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_have_the_identifiers_of_spacy() {
        // spacy.strings.get_string_id
        for (text, id) in [
            ("", 0),
            ("NOUN", 92),
            ("avoir", 11_059_948_118_366_003_969),
            ("é", 16_256_712_947_286_012_828),
            ("ponctionnement", 10_535_741_004_552_086_068),
        ] {
            assert_eq!(string_id(text), id, "{text}");
        }
    }

    #[test]
    fn embedding_keys_are_those_of_thinc() {
        // thinc.api.NumpyOps().hash(numpy.array([1234567890123456789], dtype="uint64"), 8)
        assert_eq!(
            embedding_keys(1_234_567_890_123_456_789, 8),
            [3_991_513_080, 1_686_492_643, 3_839_785_972, 382_255_317]
        );
    }
}
