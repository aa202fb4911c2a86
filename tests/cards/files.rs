//! The picture as a file: JPEG, with or without an EXIF orientation, PNG, or a PDF of one scanned page.

use anyhow::Result;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, RgbImage};

pub fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture)?;
    Ok(bytes)
}

/// The picture lies in the file as the camera was held, and a tag says how to turn it back.
pub fn turned_jpeg(picture: &RgbImage, quality: u8, orientation: u8) -> Result<Vec<u8>> {
    let stored = match orientation {
        3 => image::imageops::rotate180(picture),
        6 => image::imageops::rotate270(picture),
        8 => image::imageops::rotate90(picture),
        _ => picture.clone(),
    };
    let plain = jpeg(&stored, quality)?;
    let mut exif = b"\xFF\xE1\0\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    Ok([&plain[..2], &exif, &plain[2..]].concat())
}

pub fn png(picture: &RgbImage) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8)?;
    Ok(bytes)
}

pub fn pdf(picture: &RgbImage, quality: u8, px_per_mm: f64) -> Result<Vec<u8>> {
    let jpeg = jpeg(picture, quality)?;
    let (w, h) = (picture.width(), picture.height());
    let points = |px: u32| f64::from(px) / px_per_mm / 25.4 * 72.0;
    let drawn = format!("q {:.2} 0 0 {:.2} 0 0 cm /I Do Q", points(w), points(h));
    let head = format!(
        "<</Type/XObject/Subtype/Image/Width {w}/Height {h}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length {}>>",
        jpeg.len()
    );
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {:.2} {:.2}]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        points(w),
        points(h)
    );
    let content = format!("<</Length {}>>\nstream\n{drawn}\nendstream", drawn.len());
    let plain =
        ["<</Type/Catalog/Pages 2 0 R>>".to_string(), "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_string(), page, content];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (i, body) in plain.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{body}\nendobj\n", i + 1).into_bytes());
    }
    places.push(out.len());
    out.extend(format!("5 0 obj\n{head}\nstream\n").into_bytes());
    out.extend(jpeg);
    out.extend(b"\nendstream\nendobj\n");
    let table = out.len();
    out.extend(b"xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    out.extend(format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").into_bytes());
    Ok(out)
}
