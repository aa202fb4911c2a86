/// What a file is, by its first bytes: a name or a declared type proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    Pdf,
    /// HEIC, HEIF or AVIF: an iPhone's own format, which we cannot open.
    Heic,
    Other,
}

/// The brands of the ISO container that say "a still picture".
const STILL_BRANDS: [&[u8; 4]; 12] =
    [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1", b"avif", b"avis"];

impl Kind {
    pub fn of(bytes: &[u8]) -> Kind {
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Kind::Jpeg
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Kind::Png
        } else if is_pdf(bytes) {
            Kind::Pdf
        } else if is_heic(bytes) {
            Kind::Heic
        } else {
            Kind::Other
        }
    }
}

/// Readers accept rubbish before `%PDF-`, up to the first kilobyte; printers and scanners do write some.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(5).any(|w| w == b"%PDF-")
}

/// `ftyp` box: size, "ftyp", major brand, minor version, compatible brands.
fn is_heic(bytes: &[u8]) -> bool {
    if bytes.len() < 12 || &bytes[4..8] != b"ftyp" {
        return false;
    }
    let size = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize;
    let end = size.clamp(12, 256).min(bytes.len());
    bytes[8..end].chunks_exact(4).any(|brand| STILL_BRANDS.iter().any(|b| b.as_slice() == brand))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        let cases: [(&[u8], Kind); 12] = [
            (b"\xFF\xD8\xFF\xE0\x00\x10JFIF", Kind::Jpeg),
            (b"\xFF\xD8\xFF\xE1\x00\x10Exif", Kind::Jpeg),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Kind::Png),
            (b"%PDF-1.7\n", Kind::Pdf),
            (b"\xEF\xBB\xBF\r\n%PDF-1.4", Kind::Pdf),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Kind::Heic),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", Kind::Heic),
            (b"\0\0\0\x14ftypisom\0\0\0\0avif", Kind::Heic),
            (b"\0\0\0\x18ftypisom\0\0\0\0mp41isom", Kind::Other),
            (b"GIF89a", Kind::Other),
            (b"\xFF\xD8", Kind::Other),
            (b"", Kind::Other),
        ];
        for (bytes, kind) in cases {
            assert_eq!(Kind::of(bytes), kind, "{bytes:?}");
        }
    }
}
