//! MessagePack bytes -> borrowed values: what spaCy's packages are written in, numpy arrays included.

use super::package::PackageError;

/// One MessagePack value; strings and binaries borrow from the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Nil,
    Bool(bool),
    Int(i64),
    /// Integers above `i64::MAX`: string identifiers.
    Id(u64),
    Float(f64),
    Str(&'a str),
    Bin(&'a [u8]),
    Array(Vec<Value<'a>>),
    Map(Vec<(Value<'a>, Value<'a>)>),
}

/// An `f32` array with its shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct NdArray {
    pub shape: Vec<usize>,
    pub data: Vec<f32>,
}

impl<'a> Value<'a> {
    /// Reads the first value of a file; `file` is named in errors.
    pub fn parse(bytes: &'a [u8], file: &str) -> Result<Self, PackageError> {
        let mut reader = Reader { bytes, at: 0 };
        reader.value(0).ok_or_else(|| PackageError::Truncated { file: file.to_owned(), at: reader.at })
    }

    pub fn get(&self, key: &str) -> Option<&Value<'a>> {
        self.entries().iter().find(|(k, _)| k.as_str() == Some(key)).map(|(_, v)| v)
    }

    pub fn entries(&self) -> &[(Value<'a>, Value<'a>)] {
        if let Value::Map(entries) = self { entries } else { &[] }
    }

    pub fn items(&self) -> &[Value<'a>] {
        if let Value::Array(items) = self { items } else { &[] }
    }

    pub fn as_str(&self) -> Option<&'a str> {
        match self {
            Value::Str(s) => Some(s),
            Value::Bin(b) => std::str::from_utf8(b).ok(),
            _ => None,
        }
    }

    pub fn as_int(&self) -> Option<i64> {
        if let Value::Int(n) = self { Some(*n) } else { None }
    }

    /// A key of a lookup table: an identifier.
    pub fn as_id(&self) -> Option<u64> {
        match self {
            Value::Int(n) => Some(*n as u64),
            Value::Id(n) => Some(*n),
            Value::Str(s) => Some(super::hash::string_id(s)),
            _ => None,
        }
    }

    /// A numpy array of `f32` in msgpack-numpy's form: `{nd: true, type: "<f4", shape, data}`.
    pub fn as_array(&self) -> Option<NdArray> {
        if self.get("type")?.as_str()? != "<f4" {
            return None;
        }
        let shape: Vec<usize> =
            self.get("shape")?.items().iter().map(|n| n.as_int().map(|n| n as usize)).collect::<Option<_>>()?;
        let Value::Bin(bytes) = self.get("data")? else { return None };
        let data: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
        (data.len() == shape.iter().product::<usize>()).then_some(NdArray { shape, data })
    }
}

const MAX_DEPTH: usize = 64;

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let slice = self.bytes.get(self.at..self.at.checked_add(n)?)?;
        self.at += n;
        Some(slice)
    }

    fn uint(&mut self, width: usize) -> Option<u64> {
        Some(self.take(width)?.iter().fold(0, |n, &b| n << 8 | u64::from(b)))
    }

    fn str(&mut self, n: usize) -> Option<Value<'a>> {
        std::str::from_utf8(self.take(n)?).ok().map(Value::Str)
    }

    fn array(&mut self, n: usize, depth: usize) -> Option<Value<'a>> {
        let mut items = Vec::with_capacity(n.min(self.bytes.len() - self.at));
        for _ in 0..n {
            items.push(self.value(depth + 1)?);
        }
        Some(Value::Array(items))
    }

    fn map(&mut self, n: usize, depth: usize) -> Option<Value<'a>> {
        let mut entries = Vec::with_capacity(n.min(self.bytes.len() - self.at));
        for _ in 0..n {
            entries.push((self.value(depth + 1)?, self.value(depth + 1)?));
        }
        Some(Value::Map(entries))
    }

    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let tag = self.take(1)?[0];
        Some(match tag {
            0x00..=0x7f => Value::Int(i64::from(tag)),
            0x80..=0x8f => self.map(usize::from(tag & 15), depth)?,
            0x90..=0x9f => self.array(usize::from(tag & 15), depth)?,
            0xa0..=0xbf => self.str(usize::from(tag & 31))?,
            0xc0 => Value::Nil,
            0xc2 | 0xc3 => Value::Bool(tag == 0xc3),
            0xc4..=0xc6 => {
                let n = self.uint(1 << (tag - 0xc4))?;
                Value::Bin(self.take(n as usize)?)
            }
            0xca => Value::Float(f64::from(f32::from_bits(self.uint(4)? as u32))),
            0xcb => Value::Float(f64::from_bits(self.uint(8)?)),
            0xcc..=0xcf => {
                let n = self.uint(1 << (tag - 0xcc))?;
                i64::try_from(n).map_or(Value::Id(n), Value::Int)
            }
            0xd0 => Value::Int(i64::from(self.uint(1)? as i8)),
            0xd1 => Value::Int(i64::from(self.uint(2)? as i16)),
            0xd2 => Value::Int(i64::from(self.uint(4)? as i32)),
            0xd3 => Value::Int(self.uint(8)? as i64),
            0xd9..=0xdb => {
                let n = self.uint(1 << (tag - 0xd9))?;
                self.str(n as usize)?
            }
            0xdc | 0xdd => {
                let n = self.uint(2 << (tag - 0xdc))?;
                self.array(n as usize, depth)?
            }
            0xde | 0xdf => {
                let n = self.uint(2 << (tag - 0xde))?;
                self.map(n as usize, depth)?
            }
            0xe0..=0xff => Value::Int(i64::from(tag as i8)),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_values_and_names_the_place_of_a_cut() {
        let bytes = [0x82, 0xa1, b'a', 0x93, 1, 0xff, 0xc3, 0xa1, b'b', 0xcf, 0xff, 0, 0, 0, 0, 0, 0, 1];
        let value = Value::parse(&bytes, "f").unwrap();
        assert_eq!(value.get("a").unwrap().items(), [Value::Int(1), Value::Int(-1), Value::Bool(true)]);
        assert_eq!(value.get("b").unwrap().as_id(), Some(0xff00_0000_0000_0001));
        for cut in 0..bytes.len() {
            assert!(Value::parse(&bytes[..cut], "f").is_err());
        }
    }
}
