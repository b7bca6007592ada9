//! Bytes -> text: byte order marks, UTF-16 without one, UTF-8, and the single-byte encodings of old French files.

use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE};

use crate::diagnostic::Code;

/// Decodes a text file; `label` is the encoding that the file itself names, if any. Line ends are kept as they stand.
pub(super) fn decode(bytes: &[u8], label: Option<&str>) -> Result<String, Code> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned());
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if is_binary(bytes) {
        return Err(Code::FileNotText);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let named = label.and_then(|l| Encoding::for_label(l.as_bytes())).filter(|&e| e != UTF_8);
    let encoding = named.unwrap_or_else(|| guess(bytes));
    Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// UTF-16 shows in Latin text by a NUL in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 {
        return None;
    }
    let nuls = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, half) = (nuls(0), nuls(1), sample.len() / 2);
    if odd * 10 > half * 7 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 7 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Text holds no NUL and hardly any control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let control = sample.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B)).count();
    sample.contains(&0) || control * 50 > sample.len()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    // chardetng knows no Mac encoding; French text tells it apart by its accents.
    if guess.is_single_byte() && french_signs(bytes, MACINTOSH) > 2 * french_signs(bytes, guess) {
        return MACINTOSH;
    }
    guess
}

/// How many bytes above ASCII become a sign that French or English text uses.
fn french_signs(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let high: Vec<u8> = bytes.iter().copied().filter(|&b| b >= 0x80).take(4096).collect();
    let (text, _) = encoding.decode_without_bom_handling(&high);
    text.chars().filter(|c| "àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒ«»“”‘’…–—\u{a0}€".contains(*c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "L’été dernier, à Besançon, « le maire » a été arrêté.\r\nDéjà vu : où, naïf, forêt, façade.";

    #[test]
    fn reads_every_encoding_of_a_french_text() {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| TEXT.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        let cases: Vec<(&str, Vec<u8>)> = vec![
            ("utf-8", TEXT.as_bytes().to_vec()),
            ("utf-8 with mark", marked(b"\xEF\xBB\xBF", TEXT.as_bytes().to_vec())),
            ("utf-16le", utf16(u16::to_le_bytes)),
            ("utf-16be", utf16(u16::to_be_bytes)),
            ("utf-16le with mark", marked(b"\xFF\xFE", utf16(u16::to_le_bytes))),
            ("windows-1252", encoding_rs::WINDOWS_1252.encode(TEXT).0.into_owned()),
            // encoding_rs's macintosh encoder knows every sign of the sample.
            ("macintosh", MACINTOSH.encode(TEXT).0.into_owned()),
        ];
        for (name, bytes) in cases {
            assert_eq!(decode(&bytes, None).as_deref(), Ok(TEXT), "{name}");
        }
    }

    #[test]
    fn tells_binary_from_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", None), Err(Code::FileNotText));
        assert_eq!(decode(b"", None).as_deref(), Ok(""));
    }
}
