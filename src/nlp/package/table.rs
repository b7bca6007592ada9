//! Identifier -> number tables, and rows of numbers in the precision in which they are kept.

use half::f16;
use serde::{Deserialize, Serialize};

/// Bits of an identifier that are kept as a key: an unknown word meets one of half a million known ones once in 100,000.
const KEY_BITS: u32 = 36;

/// String identifiers -> numbers, sorted by key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct IdTable {
    #[serde(skip)]
    keys: Vec<u64>,
    #[serde(skip)]
    values: Vec<u32>,
}

fn key(id: u64) -> u64 {
    // Small identifiers are spaCy's symbols; hashes fill all bits.
    if id >> KEY_BITS == 0 { id } else { id >> (64 - KEY_BITS) }
}

impl IdTable {
    /// Builds a table; of equal keys the first counts.
    pub fn new(entries: impl IntoIterator<Item = (u64, u32)>) -> Self {
        let mut entries: Vec<(u64, u32)> = entries.into_iter().map(|(id, value)| (key(id), value)).collect();
        entries.sort_by_key(|e| e.0);
        entries.dedup_by_key(|e| e.0);
        let (keys, values) = entries.into_iter().unzip();
        Self { keys, values }
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn get(&self, id: u64) -> Option<u32> {
        self.keys.binary_search(&key(id)).ok().map(|i| self.values[i])
    }

    pub fn max_value(&self) -> Option<u32> {
        self.values.iter().max().copied()
    }

    /// Keys as variable-length differences, values as three planes of bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = (self.keys.len() as u64).to_le_bytes().to_vec();
        let mut before = 0;
        for &key in &self.keys {
            let mut gap = key - before;
            before = key;
            while gap >= 128 {
                out.push(gap as u8 | 128);
                gap >>= 7;
            }
            out.push(gap as u8);
        }
        for shift in [0, 8, 16] {
            out.extend(self.values.iter().map(|v| (v >> shift) as u8));
        }
        out
    }

    /// The reverse of `to_bytes`; `None` where the bytes do not fit.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (len, rest) = bytes.split_first_chunk::<8>()?;
        let len = usize::try_from(u64::from_le_bytes(*len)).ok().filter(|&n| n <= rest.len())?;
        let (mut keys, mut before, mut at) = (Vec::with_capacity(len), 0u64, 0);
        for _ in 0..len {
            let (mut gap, mut shift) = (0u64, 0);
            loop {
                let byte = *rest.get(at)?;
                at += 1;
                gap |= u64::from(byte & 127).checked_shl(shift)?;
                shift += 7;
                if byte < 128 {
                    break;
                }
            }
            before = before.checked_add(gap)?;
            keys.push(before);
        }
        let planes = rest.get(at..at + 3 * len).filter(|p| at + p.len() == rest.len())?;
        let values = (0..len).map(|i| (0..3).map(|p| u32::from(planes[p * len + i]) << (8 * p)).sum()).collect();
        Some(Self { keys, values })
    }
}

/// A table of vectors, `[rows, width]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rows {
    pub rows: usize,
    pub width: usize,
    #[serde(skip)]
    pub data: RowData,
}

/// Precision of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RowData {
    F32(Vec<f32>),
    F16(Vec<f16>),
    /// One factor a row; the first rows, which are often those of the commonest words, have another byte, in 256ths of a step.
    I8 {
        values: Vec<i8>,
        fine: Vec<i8>,
        scales: Vec<f32>,
    },
}

impl Default for RowData {
    fn default() -> Self {
        RowData::F32(Vec::new())
    }
}

impl Rows {
    pub fn new(rows: usize, width: usize, data: Vec<f32>) -> Self {
        Self { rows, width, data: RowData::F32(data) }
    }

    /// Adds a row to a vector of the table's width.
    pub fn add_to(&self, row: usize, out: &mut [f32]) {
        let range = row * self.width..(row + 1) * self.width;
        match &self.data {
            RowData::F32(data) => out.iter_mut().zip(&data[range]).for_each(|(o, v)| *o += v),
            RowData::F16(data) => out.iter_mut().zip(&data[range]).for_each(|(o, v)| *o += v.to_f32()),
            RowData::I8 { values, fine, scales } => {
                let scale = scales[row];
                out.iter_mut().zip(&values[range.clone()]).for_each(|(o, v)| *o += f32::from(*v) * scale);
                if let Some(fine) = fine.get(range) {
                    out.iter_mut().zip(fine).for_each(|(o, v)| *o += f32::from(*v) * scale / 256.0);
                }
            }
        }
    }

    /// The same table in half precision.
    pub fn to_f16(&self) -> Vec<f16> {
        match &self.data {
            RowData::F32(data) => data.iter().map(|&v| f16::from_f32(v)).collect(),
            RowData::F16(data) => data.clone(),
            RowData::I8 { .. } => {
                let mut all = vec![0.0; self.rows * self.width];
                all.chunks_exact_mut(self.width.max(1)).enumerate().for_each(|(row, out)| self.add_to(row, out));
                all.iter().map(|&v| f16::from_f32(v)).collect()
            }
        }
    }

    /// The same table in bytes (values, second bytes of the first `fine_rows`, factors).
    pub fn to_i8(&self, fine_rows: usize) -> (Vec<i8>, Vec<i8>, Vec<f32>) {
        let mut values = Vec::with_capacity(self.rows * self.width);
        let mut fine = Vec::new();
        let mut scales = Vec::with_capacity(self.rows);
        let mut line = vec![0.0; self.width];
        for row in 0..self.rows {
            line.fill(0.0);
            self.add_to(row, &mut line);
            let largest = line.iter().fold(0.0f32, |a, v| a.max(v.abs()));
            let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
            values.extend(line.iter().map(|v| (v / scale).round() as i8));
            if row < fine_rows {
                fine.extend(line.iter().map(|v| ((v / scale - (v / scale).round()) * 256.0).round() as i8));
            }
            scales.push(scale);
        }
        (values, fine, scales)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_survive_their_bytes() {
        let table = IdTable::new([(u64::MAX, 70_000), (92, 1), (1 << 63, 2)]);
        let bytes = table.to_bytes();
        assert_eq!(IdTable::from_bytes(&bytes), Some(table.clone()));
        assert_eq!((table.get(u64::MAX), table.get(92), table.get(93)), (Some(70_000), Some(1), None));
        for cut in 0..bytes.len() {
            assert_eq!(IdTable::from_bytes(&bytes[..cut]), None);
        }
    }

    #[test]
    fn bytes_lose_little() {
        let rows = Rows::new(2, 2, vec![1.0, -0.5, 0.0, 0.0]);
        let (values, fine, scales) = rows.to_i8(1);
        assert_eq!((values[..].to_vec(), fine.len()), (vec![127, -64, 0, 0], 2));
        assert!((f32::from(values[1]) * scales[0] + 0.5).abs() < 0.005);
    }
}
