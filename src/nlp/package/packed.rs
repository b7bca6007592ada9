//! Our packed form of a package: settings and tables (MessagePack), arrays (safetensors), each under zstd.
//!
//! Weights are halved in precision, static vectors are bytes with one factor a row (two bytes for the commonest). Layout: `RECOUPE1`, length of the
//! first part (u32), first part, second part.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use half::f16;
use safetensors::tensor::{Dtype, SafeTensors, View};

use super::table::{IdTable, RowData, Rows};
use super::weights::{Arrays, Slot};
use super::{Component, Package, PackageError, Result};

const MAGIC: &[u8; 8] = b"RECOUPE1";
/// zstd's strongest level; packing happens once.
const LEVEL: i32 = 22;
/// Static vectors that are kept in two bytes a number: in French three words in four of running text.
const FINE_ROWS: usize = 2900;
/// Bits of the fraction that hash embeddings do without.
const DROPPED_BITS: u16 = 3;
const MAX_PART: u64 = 1 << 29;

pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

struct Tensor {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

impl View for &Tensor {
    fn dtype(&self) -> Dtype {
        self.dtype
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.bytes)
    }

    fn data_len(&self) -> usize {
        self.bytes.len()
    }
}

/// Rounds off the last bits of the fraction of a half: four rows are summed for each feature, and the byte of low bits
/// hardly compresses otherwise.
fn round_half(value: f16) -> f16 {
    let step = 1 << DROPPED_BITS;
    let bits = value.to_bits();
    let rounded = f16::from_bits((bits + step / 2) & !(step - 1));
    if rounded.is_finite() { rounded } else { value }
}

/// Low bytes, then high bytes: the high ones hold sign and exponent and compress.
fn split_halves(values: impl Iterator<Item = f16> + Clone) -> Vec<u8> {
    values.clone().map(|v| v.to_bits() as u8).chain(values.map(|v| (v.to_bits() >> 8) as u8)).collect()
}

fn join_halves(bytes: &[u8]) -> Vec<f16> {
    let (low, high) = bytes.split_at(bytes.len() / 2);
    low.iter().zip(high).map(|(&l, &h)| f16::from_bits(u16::from(l) | u16::from(h) << 8)).collect()
}

impl Package {
    /// Calls `visit` for each array, by name.
    fn visit_arrays(&mut self, visit: &mut dyn FnMut(&str, Slot<'_>)) {
        for (name, component) in &mut self.components {
            match component {
                Component::Tok2Vec(weights) => weights.arrays(name, visit),
                Component::Tagger(weights) | Component::Morphologizer(weights) => weights.arrays(name, visit),
                Component::Parser(weights) | Component::Ner(weights) => weights.arrays(name, visit),
                Component::AttributeRuler(_) | Component::Lemmatizer(_) => {}
            }
        }
    }

    /// Calls `visit` for each identifier table, by name.
    fn visit_tables(&mut self, visit: &mut dyn FnMut(String, &mut IdTable)) {
        visit("vector_rows".to_owned(), &mut self.vector_rows);
        for (name, component) in &mut self.components {
            if let Component::Lemmatizer(tables) = component {
                visit(format!("{name}.lookup"), &mut tables.lookup);
                for (pos, table) in &mut tables.exceptions {
                    visit(format!("{name}.exceptions.{pos}"), table);
                }
                for (pos, table) in &mut tables.index {
                    visit(format!("{name}.index.{pos}"), table);
                }
            }
        }
    }
}

/// Reads the package at `from` and writes its packed form to `to`.
pub fn pack(from: &Path, to: &Path) -> std::result::Result<(), PackageError> {
    let bytes = to_bytes(Package::load(from)?)?;
    std::fs::write(to, bytes).map_err(|source| PackageError::Io { path: to.to_owned(), source })
}

fn to_bytes(mut package: Package) -> Result<Vec<u8>> {
    let mut tensors: Vec<(String, Tensor)> = Vec::new();
    package.visit_arrays(&mut |name, slot| match slot {
        Slot::Dense(array) => {
            // The float range of half precision holds all weights; layers are small, so their error is that of rounding.
            let bytes = split_halves(array.data.iter().map(|&v| f16::from_f32(v)));
            tensors.push((name.to_owned(), Tensor { dtype: Dtype::U8, shape: vec![bytes.len()], bytes }));
        }
        Slot::Table(rows) => {
            let bytes = split_halves(rows.to_f16().into_iter().map(round_half));
            tensors.push((name.to_owned(), Tensor { dtype: Dtype::U8, shape: vec![bytes.len()], bytes }));
        }
        Slot::Vectors(rows) => {
            let (values, fine, scales) = rows.to_i8(FINE_ROWS);
            let bytes = values.iter().map(|&v| v as u8).collect();
            tensors.push((name.to_owned(), Tensor { dtype: Dtype::I8, shape: vec![rows.rows, rows.width], bytes }));
            let bytes: Vec<u8> = fine.iter().map(|&v| v as u8).collect();
            tensors.push((
                format!("{name}.fine"),
                Tensor { dtype: Dtype::I8, shape: vec![bytes.len() / rows.width, rows.width], bytes },
            ));
            let bytes = scales.iter().flat_map(|s| s.to_le_bytes()).collect();
            tensors.push((format!("{name}.scales"), Tensor { dtype: Dtype::F32, shape: vec![rows.rows], bytes }));
        }
    });
    package.visit_tables(&mut |name, table| {
        let bytes = table.to_bytes();
        tensors.push((name, Tensor { dtype: Dtype::U8, shape: vec![bytes.len()], bytes }));
    });
    let failed =
        |what: &str| PackageError::UnsupportedSetting { file: "packed package".to_owned(), what: what.to_owned() };
    let head = rmp_serde::to_vec(&package).map_err(|e| failed(&e.to_string()))?;
    let arrays = safetensors::serialize(tensors.iter().map(|(n, t)| (n.clone(), t)), None)
        .map_err(|e| failed(&e.to_string()))?;
    let squeeze = |bytes: &[u8]| zstd::encode_all(bytes, LEVEL).map_err(|e| failed(&e.to_string()));
    let head = squeeze(&head)?;
    let mut out = MAGIC.to_vec();
    out.extend((head.len() as u32).to_le_bytes());
    out.extend(head);
    out.extend(squeeze(&arrays)?);
    Ok(out)
}

pub(super) fn unpack(bytes: &[u8], file: &str) -> Result<Package> {
    let truncated = || PackageError::Truncated { file: file.to_owned(), at: bytes.len() };
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(truncated)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(truncated)?;
    let (head, arrays) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(truncated)?;
    let expand = |bytes: &[u8]| {
        let mut out = Vec::new();
        let reader = zstd::Decoder::new(bytes).map_err(|_| truncated())?;
        reader.take(MAX_PART).read_to_end(&mut out).map_err(|_| truncated())?;
        Ok::<_, PackageError>(out)
    };
    // The parts are of about the same cost, and independent.
    let (package, arrays) = std::thread::scope(|scope| {
        let arrays = scope.spawn(|| expand(arrays));
        let package = expand(head).and_then(|head| rmp_serde::from_slice::<Package>(&head).map_err(|_| truncated()));
        (package, arrays.join().unwrap_or_else(|_| Err(truncated())))
    });
    let (mut package, arrays) = (package?, arrays?);
    let tensors = SafeTensors::deserialize(&arrays).map_err(|_| truncated())?;
    let mut wrong: Option<PackageError> = None;
    let mut fetch = |name: &str, len: usize| -> Option<&[u8]> {
        match tensors.tensor(name) {
            Ok(tensor) if len == usize::MAX || tensor.data().len() == len => Some(tensor.data()),
            Ok(tensor) => {
                let (layer, expected) = (name.to_owned(), format!("{len} bytes"));
                wrong = Some(PackageError::Shape {
                    file: file.to_owned(),
                    layer,
                    expected,
                    found: tensor.shape().to_vec(),
                });
                None
            }
            Err(_) => {
                wrong = Some(PackageError::Missing { file: file.to_owned(), what: name.to_owned() });
                None
            }
        }
    };
    package.visit_arrays(&mut |name, slot| match slot {
        Slot::Dense(array) => {
            if let Some(bytes) = fetch(name, 2 * array.shape.iter().product::<usize>()) {
                array.data = join_halves(bytes).iter().map(|v| v.to_f32()).collect();
            }
        }
        Slot::Table(rows) => {
            if let Some(bytes) = fetch(name, 2 * rows.rows * rows.width) {
                rows.data = RowData::F16(join_halves(bytes));
            }
        }
        Slot::Vectors(rows) => read_vectors(rows, name, &mut fetch),
    });
    let mut damaged = false;
    package.visit_tables(&mut |name, table| match fetch(&name, usize::MAX).map(IdTable::from_bytes) {
        Some(Some(read)) => *table = read,
        Some(None) => damaged = true,
        None => {}
    });
    match wrong {
        Some(error) => Err(error),
        None if damaged => Err(truncated()),
        None => Ok(package),
    }
}

fn read_vectors<'a>(rows: &mut Rows, name: &str, fetch: &mut dyn FnMut(&str, usize) -> Option<&'a [u8]>) {
    let values = fetch(name, rows.rows * rows.width);
    let fine = fetch(&format!("{name}.fine"), rows.rows.min(FINE_ROWS) * rows.width);
    let scales = fetch(&format!("{name}.scales"), 4 * rows.rows);
    let (Some(values), Some(fine), Some(scales)) = (values, fine, scales) else { return };
    let signed = |bytes: &[u8]| bytes.iter().map(|&b| b as i8).collect();
    let scales = scales.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
    rows.data = RowData::I8 { values: signed(values), fine: signed(fine), scales };
}
