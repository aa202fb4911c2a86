//! What kind of file it is, told by its bytes: names and endings lie.

mod encoding;
mod separated;
mod separator;
mod vcard;
mod workbook;

use crate::{Sheet, Unreadable};
pub use encoding::Encoding;
pub use vcard::VCARD_HEADER;

/// The table in a file of at most 20 MB (the caller's to see to). Never panics, whatever the bytes.
pub fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    if bytes.iter().all(|b| b.is_ascii_whitespace()) {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::read(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Err(compound(bytes));
    }
    if BIFF.iter().any(|start| bytes.starts_with(start)) {
        return Err(Unreadable::OldExcel);
    }
    if encoding::utf16(bytes).is_none() && is_binary(bytes) {
        return Err(Unreadable::NotATable);
    }
    text(bytes)
}

/// How the workbooks of Excel 2 to 5 begin, when not in a compound file.
const BIFF: [&[u8]; 4] = [b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00"];

fn text(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    let (text, encoding) = encoding::decoded(bytes);
    // An old Mac ends its lines with CR alone.
    let text = if text.contains('\n') { text } else { text.replace('\r', "\n").into() };
    let start = text.trim_start();
    if starts_with_ignoring_case(start, "BEGIN:VCARD") {
        return vcard::read(&text, encoding);
    }
    if start.starts_with('<') {
        return Err(markup(start));
    }
    if start.starts_with("%PDF-") || start.starts_with("{\\rtf") {
        return Err(Unreadable::NotATable);
    }
    separated::read(&text, encoding)
}

/// A byte 0, or more than one control character in a hundred, but for those that texts have: FileMaker and Outlook break a
/// line inside a cell by a vertical tab, printers turn pages, DOS ends a file by Ctrl-Z.
fn is_binary(bytes: &[u8]) -> bool {
    let controls = bytes.iter().filter(|b| b.is_ascii_control() && !matches!(b, b'\t'..=b'\r' | 0x1A)).count();
    bytes.contains(&0) || controls * 100 > bytes.len()
}

/// A compound file holds old Office documents, and new ones behind a password. Its directory names what is inside.
fn compound(bytes: &[u8]) -> Unreadable {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        Unreadable::Encrypted
    } else if holds("Workbook") || holds("Book\0") {
        Unreadable::OldExcel
    } else {
        Unreadable::NotATable
    }
}

/// Some programs call `.xls` what is a web page, or Excel's XML of 2003.
fn markup(start: &str) -> Unreadable {
    let start: String = start.chars().take(20_000).flat_map(char::to_lowercase).collect();
    let table = start.contains("<table") || start.contains("office:spreadsheet");
    if table { Unreadable::OtherSpreadsheet } else { Unreadable::NotATable }
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stranger_is_told_by_its_bytes() {
        let wide = |text: &str| -> Vec<u8> {
            let name: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0", &name[..], b"\0\0"].concat()
        };
        for (bytes, cause) in [
            (b"".to_vec(), Unreadable::Empty),
            (b" \r\n\t".to_vec(), Unreadable::Empty),
            (b"\xEF\xBB\xBF\r\n".to_vec(), Unreadable::Empty),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Unreadable::NotATable),
            (b"%PDF-1.7\n1 0 obj\n".to_vec(), Unreadable::NotATable),
            (b"{\\rtf1\\ansi x}".to_vec(), Unreadable::NotATable),
            (b"\x01\x02\x03;\x04".to_vec(), Unreadable::NotATable),
            (b"<html><p>x</p>".to_vec(), Unreadable::NotATable),
            (b"<html><TABLE><tr>".to_vec(), Unreadable::OtherSpreadsheet),
            (wide("Workbook"), Unreadable::OldExcel),
            (b"\x09\x04\x06\x00\0\0\x10\0".to_vec(), Unreadable::OldExcel),
            (wide("EncryptedPackage"), Unreadable::Encrypted),
            (wide("WordDocument"), Unreadable::NotATable),
            (b"PK\x03\x04".to_vec(), Unreadable::Broken),
        ] {
            assert_eq!(read(&bytes), Err(cause), "{}", bytes.escape_ascii());
        }
    }
}
