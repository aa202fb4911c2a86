//! From bytes to text.

use std::borrow::Cow;

use encoding_rs::{MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Windows1252,
    MacRoman,
}

/// The text without its byte order mark. What is not UTF-8 is Windows-1252, or Mac Roman where its letters are French.
pub fn decoded(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    if let Some(utf16) = utf16(bytes) {
        return (utf16.decode_with_bom_removal(bytes).0, Encoding::Utf16);
    }
    let marked = bytes.starts_with(b"\xEF\xBB\xBF");
    if marked || std::str::from_utf8(bytes).is_ok() {
        return (UTF_8.decode_with_bom_removal(bytes).0, Encoding::Utf8);
    }
    let (told, encoding) = if count(bytes, MAC_LETTERS) > count(bytes, WINDOWS_LETTERS) {
        (MACINTOSH, Encoding::MacRoman)
    } else {
        (WINDOWS_1252, Encoding::Windows1252)
    };
    (told.decode_without_bom_handling(bytes).0, encoding)
}

/// UTF-16 as its byte order mark tells it.
pub fn utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// `éèêëàâçîïôùûÉ` in each encoding; the bytes of one are rare signs in the other. Capitals but É are left out: È in Mac
/// Roman is é in Windows-1252.
const WINDOWS_LETTERS: &[u8] = b"\xE9\xE8\xEA\xEB\xE0\xE2\xE7\xEE\xEF\xF4\xF9\xFB\xC9";
const MAC_LETTERS: &[u8] = b"\x8E\x8F\x90\x91\x88\x89\x8D\x94\x95\x99\x9D\x9E\x83";

fn count(bytes: &[u8], letters: &[u8]) -> usize {
    bytes.iter().filter(|b| !b.is_ascii() && letters.contains(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_told_by_the_letters() {
        for (bytes, text, encoding) in [
            (&b"\xEF\xBB\xBFH\xC3\xA9l\xC3\xA8ne"[..], "Hélène", Encoding::Utf8),
            (b"H\xC3\xA9l\xC3\xA8ne", "Hélène", Encoding::Utf8),
            (b"Dupont", "Dupont", Encoding::Utf8),
            (b"\xFF\xFEH\0\xE9\0", "Hé", Encoding::Utf16),
            (b"\xFE\xFF\0H\0\xE9", "Hé", Encoding::Utf16),
            (b"H\xE9l\xE8ne, Fran\xE7ois \x80", "Hélène, François €", Encoding::Windows1252),
            (b"\xC9lodie \x93B\xE9a\x94", "Élodie “Béa”", Encoding::Windows1252),
            (b"H\x8El\x8Fne, Fran\x8Dois", "Hélène, François", Encoding::MacRoman),
            (b"\x83lodie No\x91l", "Élodie Noël", Encoding::MacRoman),
        ] {
            assert_eq!(decoded(bytes), (text.into(), encoding));
        }
    }
}
