//! A zip written in pieces by a job that may be killed between any two: each entry is whole in one piece, the table of
//! contents grows beside it, and both are put one after the other at the end. Nothing is held but the piece at hand.
//! Format: APPNOTE.TXT 6.3.10; its 64-bit form where a garage's years need it.

use std::io::Write;

use chrono::{DateTime, Datelike, Timelike, Utc};
use flate2::{Compression, Crc, write::DeflateEncoder};

/// What goes to the file and what to its table of contents.
#[derive(Default)]
pub struct Piece {
    pub data: Vec<u8>,
    pub directory: Vec<u8>,
    pub entries: u64,
}

/// Above these a field holds ones, and the value stands in an extra field of 64 bits.
const MOST: u64 = 0xFFFF_FFFF;

/// One entry more; `begun` is how many bytes the file has before this piece.
pub fn add(piece: &mut Piece, begun: u64, name: &str, at: DateTime<Utc>, bytes: &[u8]) -> std::io::Result<()> {
    let offset = begun + piece.data.len() as u64;
    let mut crc = Crc::new();
    crc.update(bytes);
    let pressed = press(name, bytes)?;
    // What is pressed already (photos, PDFs) does not get smaller.
    let (method, body): (u16, &[u8]) = match pressed.len() < bytes.len() {
        true => (8, &pressed),
        false => (0, bytes),
    };
    let (day, time) = dos(at);
    let mut both = Vec::with_capacity(26);
    // Bit 11: names are UTF-8.
    for short in [if offset > MOST { 45_u16 } else { 20 }, 0x0800, method, time, day] {
        both.extend(short.to_le_bytes());
    }
    for long in [crc.sum(), len32(body)?, len32(bytes)?] {
        both.extend(long.to_le_bytes());
    }
    let name_len = u16::try_from(name.len()).map_err(std::io::Error::other)?;
    both.extend(name_len.to_le_bytes());
    piece.data.extend(b"PK\x03\x04");
    piece.data.extend(&both);
    piece.data.extend([0, 0]);
    piece.data.extend(name.as_bytes());
    piece.data.extend(body);
    let far: Vec<u8> = match offset > MOST {
        true => [&[1, 0, 8, 0][..], &offset.to_le_bytes()].concat(),
        false => Vec::new(),
    };
    piece.directory.extend(b"PK\x01\x02");
    // Made by Unix, so that names and bits are read as they are.
    piece.directory.extend([45, 3]);
    piece.directory.extend(&both);
    piece.directory.extend([if far.is_empty() { 0 } else { 12 }, 0]);
    piece.directory.extend([0; 6]);
    piece.directory.extend((0o100_600_u32 << 16).to_le_bytes());
    piece.directory.extend(u32::try_from(offset.min(MOST)).unwrap_or(u32::MAX).to_le_bytes());
    piece.directory.extend(name.as_bytes());
    piece.directory.extend(far);
    piece.entries += 1;
    Ok(())
}

/// The end: how many entries, where their table begins and how long it is.
pub fn end(entries: u64, data_bytes: u64, directory_bytes: u64) -> Vec<u8> {
    let mut end = Vec::new();
    if entries > 0xFFFE || data_bytes + directory_bytes > MOST {
        end.extend(b"PK\x06\x06");
        end.extend(44_u64.to_le_bytes());
        end.extend([45, 3, 45, 0]);
        end.extend([0; 8]);
        for long in [entries, entries, directory_bytes, data_bytes] {
            end.extend(long.to_le_bytes());
        }
        end.extend(b"PK\x06\x07");
        end.extend([0; 4]);
        end.extend((data_bytes + directory_bytes).to_le_bytes());
        end.extend(1_u32.to_le_bytes());
    }
    let short = |n: u64| u16::try_from(n).unwrap_or(u16::MAX).to_le_bytes();
    let long = |n: u64| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
    end.extend(b"PK\x05\x06\0\0\0\0");
    end.extend(short(entries));
    end.extend(short(entries));
    end.extend(long(directory_bytes));
    end.extend(long(data_bytes));
    end.extend([0, 0]);
    end
}

fn press(name: &str, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let pressed_already = [".pdf", ".jpg", ".jpeg", ".png", ".webp", ".zip"];
    if pressed_already.iter().any(|end| name.ends_with(end)) {
        return Ok(bytes.to_vec());
    }
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// An entry is a file of at most 15 MB or a page of rows.
fn len32(bytes: &[u8]) -> std::io::Result<u32> {
    u32::try_from(bytes.len()).map_err(std::io::Error::other)
}

/// Day and time as MS-DOS wrote them, from 1980 on.
fn dos(at: DateTime<Utc>) -> (u16, u16) {
    let small = |n: u32| u16::try_from(n).unwrap_or_default();
    let year = u32::try_from(at.year() - 1980).unwrap_or_default();
    (small(year << 9 | at.month() << 5 | at.day()), small(at.hour() << 11 | at.minute() << 5 | (at.second() / 2)))
}
