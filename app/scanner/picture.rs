//! Opens whatever a browser sends, or says why not. Nothing here trusts the file.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, RgbImage};

use crate::kind::Kind;
use crate::pdf;
use crate::pixels::resize;

/// Above this a picture is refused by its header, undecoded.
const MOST_PIXELS: u64 = 64_000_000;
/// Above this it is decoded and then reduced: a whole card at 15 px/mm, more than is ever read.
const KEPT_PIXELS: u64 = 16_000_000;
/// What a decoded picture may take: 64 megapixels in colour, not in colour with transparency at 16 bits.
const MOST_BYTES: u64 = 260_000_000;
/// The longest a JPEG can be: a longer picture could not even be shown again.
const LONGEST_SIDE: u32 = 65_500;
/// A progressive JPEG has about ten scans; one with thousands is meant to keep us busy.
const MOST_SCANS: usize = 100;

/// A decoded picture, upright as its EXIF says, without any of its metadata.
#[derive(Clone)]
pub struct Picture {
    pub(crate) rgb: RgbImage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    #[error("the picture has too many pixels")]
    TooManyPixels,
    #[error("the file is broken")]
    Broken,
    #[error("HEIC and AVIF pictures cannot be read")]
    Heic,
    /// Neither a picture nor a PDF, or a PDF where poppler is not installed.
    #[error("this kind of file cannot be read")]
    Unsupported,
}

impl Picture {
    /// The first page, for a PDF.
    pub fn open(bytes: &[u8]) -> Result<Picture, PictureError> {
        let open = || match Kind::of(bytes) {
            Kind::Jpeg => jpeg(bytes),
            Kind::Png => decode(PngDecoder::new(Cursor::new(bytes)).map_err(|_| PictureError::Broken)?),
            Kind::Pdf => pdf::first_page(bytes, KEPT_PIXELS),
            Kind::Heic => Err(PictureError::Heic),
            Kind::Other => Err(PictureError::Unsupported),
        };
        // The decoders are not ours and have panicked on rubbish before.
        let rgb = catch_unwind(AssertUnwindSafe(open)).unwrap_or(Err(PictureError::Broken))?;
        Ok(Picture { rgb })
    }

    pub fn width(&self) -> u32 {
        self.rgb.width()
    }

    pub fn height(&self) -> u32 {
        self.rgb.height()
    }

    /// A JPEG to look at, without metadata, no longer than `max_side`.
    pub fn shown(&self, max_side: u32) -> Vec<u8> {
        let (w, h) = resize::within(self.width(), self.height(), max_side.max(1));
        if (w, h) == (self.width(), self.height()) {
            to_jpeg(&self.rgb)
        } else {
            to_jpeg(&resize::shrink(&self.rgb, w, h))
        }
    }
}

pub(crate) fn to_jpeg(rgb: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    match JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(rgb) {
        Ok(()) => bytes,
        // Only a side above 65535 px is refused, and `LONGEST_SIDE` keeps those out.
        Err(_) => Vec::new(),
    }
}

pub(crate) fn strip_jpeg(page: &[u8], [x, y, w, h]: [u32; 4]) -> Option<Vec<u8>> {
    let page = Picture::open(page).ok()?.rgb;
    if x >= page.width() || y >= page.height() || w == 0 || h == 0 {
        return None;
    }
    let (w, h) = (w.min(page.width() - x), h.min(page.height() - y));
    Some(to_jpeg(&image::imageops::crop_imm(&page, x, y, w, h).to_image()))
}

fn jpeg(bytes: &[u8]) -> Result<RgbImage, PictureError> {
    // In the compressed data 0xFF is always followed by 0, so these pairs are scan headers.
    let scans = bytes.windows(2).filter(|pair| pair == &[0xFF, 0xDA]).count();
    // The decoder would fill with grey what a cut file lacks. A thumbnail has its own end, but before the scans.
    let ended = bytes.windows(2).rposition(|pair| pair == [0xFF, 0xD9])
        > bytes.windows(2).rposition(|pair| pair == [0xFF, 0xDA]);
    if scans > MOST_SCANS || !ended {
        return Err(PictureError::Broken);
    }
    decode(JpegDecoder::new(Cursor::new(bytes)).map_err(|_| PictureError::Broken)?)
}

fn decode(mut decoder: impl ImageDecoder) -> Result<RgbImage, PictureError> {
    let (w, h) = decoder.dimensions();
    let pixels = u64::from(w) * u64::from(h);
    if pixels > MOST_PIXELS || w.max(h) > LONGEST_SIDE || decoder.total_bytes() > MOST_BYTES {
        return Err(PictureError::TooManyPixels);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let decoded = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Broken)?;
    let mut upright = DynamicImage::ImageRgb8(reduce(decoded));
    upright.apply_orientation(orientation);
    Ok(upright.into_rgb8())
}

/// To plain colour and to a size worth keeping, without a second full copy of a huge picture.
fn reduce(decoded: DynamicImage) -> RgbImage {
    let (w, h) = (decoded.width(), decoded.height());
    let pixels = u64::from(w) * u64::from(h);
    let ratio = (KEPT_PIXELS as f64 / pixels as f64).sqrt().min(1.0);
    let (w, h) = if ratio < 1.0 {
        (((f64::from(w) * ratio) as u32).max(1), ((f64::from(h) * ratio) as u32).max(1))
    } else {
        (w, h)
    };
    match decoded {
        DynamicImage::ImageRgb8(rgb) if ratio < 1.0 => resize::shrink(&rgb, w, h),
        DynamicImage::ImageLuma8(grey) if ratio < 1.0 => {
            DynamicImage::ImageLuma8(resize::shrink(&grey, w, h)).into_rgb8()
        }
        seen_through if seen_through.color().has_alpha() => {
            let rgba = seen_through.into_rgba8();
            on_white(&if ratio < 1.0 { resize::shrink(&rgba, w, h) } else { rgba })
        }
        other if ratio < 1.0 => resize::shrink(&other.into_rgb8(), w, h),
        other => other.into_rgb8(),
    }
}

/// What is transparent is paper: dropping the alpha alone would often show black.
fn on_white(rgba: &image::RgbaImage) -> RgbImage {
    let mut rgb = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in rgb.pixels_mut().zip(rgba.pixels()) {
        let [.., alpha] = from.0;
        for (to, from) in to.0.iter_mut().zip(from.0) {
            let mixed = u32::from(from) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            *to = (mixed / 255) as u8;
        }
    }
    rgb
}

#[cfg(test)]
mod tests {
    use image::{ExtendedColorType, ImageEncoder, Rgb, Rgba};

    use super::*;

    fn png(w: u32, h: u32, colour: ExtendedColorType, pixels: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        image::codecs::png::PngEncoder::new(&mut bytes).write_image(pixels, w, h, colour).unwrap();
        bytes
    }

    /// A PNG which claims to be huge: signature, IHDR, and nothing else of use.
    fn png_claiming(w: u32, h: u32) -> Vec<u8> {
        let mut bytes = png(1, 1, ExtendedColorType::L8, &[0]);
        bytes[16..20].copy_from_slice(&w.to_be_bytes());
        bytes[20..24].copy_from_slice(&h.to_be_bytes());
        let crc = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        bytes
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        !bytes.iter().fold(u32::MAX, |crc, &b| (0..8).fold(crc ^ u32::from(b), step))
    }

    /// The same for a JPEG: only its frame header is true to form.
    fn jpeg_claiming(w: u16, h: u16) -> Vec<u8> {
        let mut bytes = to_jpeg(&RgbImage::from_pixel(16, 16, Rgb([200, 100, 50])));
        let at = bytes.windows(2).position(|m| m == [0xFF, 0xC0]).unwrap();
        bytes[at + 5..at + 7].copy_from_slice(&h.to_be_bytes());
        bytes[at + 7..at + 9].copy_from_slice(&w.to_be_bytes());
        bytes
    }

    /// A JPEG whose EXIF says that the camera was held turned.
    fn turned(orientation: u8) -> Vec<u8> {
        let mut rgb = RgbImage::from_pixel(64, 32, Rgb([255, 255, 255]));
        for (x, _, p) in rgb.enumerate_pixels_mut() {
            if x < 32 {
                *p = Rgb([0, 0, 0]);
            }
        }
        let plain = to_jpeg(&rgb);
        let mut exif = b"\xFF\xE1\0\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        [&plain[..2], &exif, &plain[2..]].concat()
    }

    #[test]
    fn a_picture_is_turned_as_its_exif_says() {
        let upright = Picture::open(&turned(6)).unwrap();
        assert_eq!((upright.width(), upright.height()), (32, 64));
        assert!(upright.rgb.get_pixel(16, 8).0[0] < 60 && upright.rgb.get_pixel(16, 56).0[0] > 200);
        let upside_down = Picture::open(&turned(3)).unwrap();
        assert!(upside_down.rgb.get_pixel(8, 16).0[0] > 200);
    }

    #[test]
    fn a_huge_picture_is_refused_by_its_header() {
        assert_eq!(Picture::open(&png_claiming(100_000, 100_000)).err(), Some(PictureError::TooManyPixels));
        assert_eq!(Picture::open(&jpeg_claiming(60_000, 60_000)).err(), Some(PictureError::TooManyPixels));
    }

    #[test]
    fn a_broken_file_is_broken_and_nothing_worse() {
        let whole = png(40, 40, ExtendedColorType::Rgb8, &[7; 4800]);
        let photo = to_jpeg(&RgbImage::from_fn(99, 70, |x, y| Rgb([(x * y) as u8, x as u8, y as u8])));
        for file in [&whole, &photo] {
            for cut in [9, 20, 30, file.len() / 2] {
                assert_eq!(Picture::open(&file[..cut]).err(), Some(PictureError::Broken), "cut at {cut}");
            }
        }
        assert_eq!(Picture::open(&png_claiming(0, 5)).err(), Some(PictureError::Broken));
        assert_eq!(Picture::open(&png_claiming(5000, 5000)).err(), Some(PictureError::Broken));
        assert_eq!(Picture::open(b"").err(), Some(PictureError::Unsupported));
        assert_eq!(Picture::open(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").err(), Some(PictureError::Heic));
    }

    #[test]
    fn a_jpeg_of_a_thousand_scans_is_broken() {
        let mut bytes = to_jpeg(&RgbImage::new(16, 16));
        bytes.extend([0xFF, 0xDA].repeat(1000));
        assert_eq!(Picture::open(&bytes).err(), Some(PictureError::Broken));
    }

    #[test]
    fn bytes_changed_anywhere_never_panic() {
        let photo = to_jpeg(&RgbImage::from_fn(60, 40, |x, y| Rgb([(x * y) as u8, x as u8, y as u8])));
        let drawn = png(30, 30, ExtendedColorType::Rgba8, &[90; 3600]);
        for file in [photo, drawn] {
            for i in 0..file.len() {
                let mut spoilt = file.clone();
                spoilt[i] ^= 0x5A;
                // Either answer will do.
                let _ = Picture::open(&spoilt);
            }
        }
    }

    #[test]
    fn what_is_transparent_is_white() {
        let clear = Picture::open(&png(2, 1, ExtendedColorType::Rgba8, &[0, 0, 0, 0, 10, 20, 30, 255])).unwrap();
        assert_eq!(clear.rgb.get_pixel(0, 0), &Rgb([255, 255, 255]));
        assert_eq!(clear.rgb.get_pixel(1, 0), &Rgb([10, 20, 30]));
        assert_eq!(on_white(&image::RgbaImage::from_pixel(1, 1, Rgba([0, 0, 0, 128]))).get_pixel(0, 0), &Rgb([127; 3]));
    }

    #[test]
    fn a_big_picture_is_reduced() {
        let big = png(5000, 4000, ExtendedColorType::L8, &vec![99; 20_000_000]);
        let kept = Picture::open(&big).unwrap();
        assert_eq!((kept.width(), kept.height()), (4472, 3577));
        assert_eq!(kept.rgb.get_pixel(2000, 2000), &Rgb([99; 3]));
    }

    #[test]
    fn a_strip_is_cut_within_its_page() {
        let page = to_jpeg(&RgbImage::from_pixel(100, 80, Rgb([9, 9, 9])));
        let strip = Picture::open(&strip_jpeg(&page, [10, 20, 30, 8]).unwrap()).unwrap();
        assert_eq!((strip.width(), strip.height()), (30, 8));
        let edge = Picture::open(&strip_jpeg(&page, [90, 70, 500, u32::MAX]).unwrap()).unwrap();
        assert_eq!((edge.width(), edge.height()), (10, 10));
        assert!(strip_jpeg(&page, [100, 0, 5, 5]).is_none() && strip_jpeg(b"no", [0, 0, 5, 5]).is_none());
    }

    #[test]
    fn the_shown_picture_is_a_small_jpeg_without_metadata() {
        let shown = Picture::open(&turned(6)).unwrap().shown(32);
        assert!(!shown.windows(4).any(|w| w == b"Exif"));
        let again = Picture::open(&shown).unwrap();
        assert_eq!((again.width(), again.height()), (16, 32));
    }
}
