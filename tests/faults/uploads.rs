//! Files that are broken, huge, endless, or of the wrong kind.

use std::{io::Write, process::Stdio};

use crm::Lang;
use flate2::{Compress, Compression, FlushCompress};

use crate::support::{Client, Garage, another_process, run};

/// A photo of nothing.
pub fn blank() -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    let blank = image::RgbImage::from_pixel(900, 600, image::Rgb([236, 232, 224]));
    blank.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

/// A whole and valid PNG of 10,000 × 10,000 grey pixels, in a hundred kilobytes.
fn bomb() -> Vec<u8> {
    const SIDE: u32 = 10_000;
    let mut header = [&SIDE.to_be_bytes()[..], &SIDE.to_be_bytes()].concat();
    header.extend([8, 0, 0, 0, 0]);
    // A line is its filter's number and its pixels. One block of zeros after the other, each on its own.
    let (line, lines) = (SIDE as usize + 1, 100);
    let mut block = Vec::with_capacity(line * lines);
    Compress::new(Compression::fast(), false)
        .compress_vec(&vec![0; line * lines], &mut block, FlushCompress::Full)
        .unwrap();
    let mut data = vec![0x78, 0x01];
    for _ in 0..SIDE as usize / lines {
        data.extend(&block);
    }
    data.extend([0x03, 0x00]); // the last block, empty
    let zeros = u32::try_from(line as u64 * u64::from(SIDE) % 65_521).unwrap();
    data.extend((zeros << 16 | 1).to_be_bytes()); // Adler-32 of that many zeros
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", &header), (b"IDAT", &data), (b"IEND", &vec![])] {
        png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let named = [&name[..], data].concat();
        png.extend(&named);
        png.extend(crc32(&named).to_be_bytes());
    }
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, &b| (0..8).fold(crc ^ u32::from(b), step))
}

/// Five hundred pages, the first red, the others black.
fn book() -> Vec<u8> {
    let kids: Vec<String> = (0..500).map(|n| format!("{} 0 R", 5 + n)).collect();
    let drawing = |colour: &str| format!("{colour} rg 0 0 200 280 re f");
    let stream = |text: String| format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count 500 /Kids [{}] >>", kids.join(" ")),
        stream(drawing("0.9 0.1 0.1")),
        stream(drawing("0 0 0")),
    ];
    for n in 0..500 {
        let drawn = if n == 0 { 3 } else { 4 };
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 280] /Contents {drawn} 0 R >>"));
    }
    let (mut pdf, mut places) = (b"%PDF-1.4\n".to_vec(), Vec::new());
    for (n, object) in (1..).zip(&objects) {
        places.push(pdf.len());
        write!(pdf, "{n} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let begin = pdf.len();
    write!(pdf, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(pdf, "{place:010} 00000 n ").unwrap();
    }
    write!(pdf, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF", objects.len() + 1).unwrap();
    pdf
}

async fn reader(garage: &Garage, lang: Lang) -> Client {
    let mut sophia = garage.sophia().await;
    sophia.get("/account").await.is(200);
    sophia.post("/account/language", &[("lang", lang.as_str())]).await.leads();
    sophia
}

/// Refused at the door, or taken and said on the scan's page; the photo is kept and one goes on by hand.
#[test]
fn each_bad_file_is_refused_in_the_users_language() {
    run(async {
        let garage = Garage::open().await;
        let cut = blank()[..400].to_vec();
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1 and then the picture".to_vec();
        let huge = vec![0xFF; 15 * 1024 * 1024 + 1];
        let files: [(&str, Vec<u8>, &str, &str); 6] = [
            ("photo.png", cut, "Cette image est abîmée", "This picture is damaged"),
            ("IMG_1.HEIC", heic, "format HEIC de l’iPhone", "HEIC"),
            ("bombe.png", bomb(), "trop de pixels", "too many pixels"),
            ("lettre.docx", b"PK\x03\x04 not a picture".to_vec(), "Choisissez une photo", "Choose a JPEG"),
            ("grosse.jpg", huge, "15 Mo", "15 MB"),
            ("rien.jpg", vec![], "Ce champ est à remplir", "Please fill in this field"),
        ];
        for lang in [Lang::Fr, Lang::En] {
            let mut sophia = reader(&garage, lang).await;
            for (name, bytes, french, english) in &files {
                sophia.get("/scans/new").await.is(200);
                let mut answer = sophia.upload("/scans", "photo", name, bytes).await;
                if answer.status.as_u16() == 303 {
                    let scan = answer.leads();
                    garage.run_jobs().await;
                    answer = sophia.get(&scan).await.is(200);
                    assert!(
                        answer.attributes("form", "action").contains(&format!("{scan}/adopt")),
                        "{name}: no way on"
                    );
                }
                answer.sees("main", if lang == Lang::Fr { french } else { english });
            }
        }
    });
}

/// Not a test: a program that opens the picture of `PICTURE` as the job does.
#[test]
fn as_an_opener() {
    let Ok(picture) = std::env::var("PICTURE") else { return };
    let refused = scanner::Picture::open(&std::fs::read(picture).unwrap()).err();
    assert_eq!(refused, Some(scanner::PictureError::TooManyPixels));
}

#[test]
fn a_hundred_megapixels_are_refused_undecoded() {
    let path = std::env::temp_dir().join(format!("visioncrm-bomb-{}.png", std::process::id()));
    std::fs::write(&path, bomb()).unwrap();
    let nothing = peak_kilobytes(None);
    let with_bomb = peak_kilobytes(Some(&path));
    std::fs::remove_file(&path).unwrap();
    // Decoded it takes 98 MB.
    assert!(with_bomb < nothing + 20_000, "{with_bomb} kB, {nothing} kB without");
}

/// The most memory the opener held at a time.
#[expect(clippy::zombie_processes, reason = "wait4 waits for it, and tells its memory")]
fn peak_kilobytes(picture: Option<&std::path::Path>) -> i64 {
    let mut opener = another_process("faults::uploads::as_an_opener");
    opener.stdout(Stdio::null());
    if let Some(path) = picture {
        opener.env("PICTURE", path);
    }
    let child = opener.spawn().unwrap();
    let (mut status, mut usage) = (0, std::mem::MaybeUninit::<libc::rusage>::zeroed());
    // SAFETY: both places live for the call, and the child is ours and not yet waited for.
    let waited = unsafe { libc::wait4(child.id().cast_signed(), &raw mut status, 0, usage.as_mut_ptr()) };
    assert!(waited > 0 && status == 0, "it did not refuse the picture");
    // SAFETY: wait4 has filled it.
    unsafe { usage.assume_init() }.ru_maxrss
}

#[test]
fn of_a_pdf_of_five_hundred_pages_the_first_is_read() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/scans/new").await.is(200);
        let scan = marc.upload("/scans", "photo", "livre.pdf", &book()).await.leads();
        let begun = std::time::Instant::now();
        garage.run_jobs().await;
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
        let page = marc.get(&scan).await.is(200);
        assert!(page.attributes("form", "action").contains(&format!("{scan}/adopt")));
        let photo = marc.get(&format!("{scan}/photo")).await.is(200);
        let shown = image::load_from_memory(&photo.bytes).unwrap().into_rgb8();
        let [red, green, blue] = shown.get_pixel(shown.width() / 2, shown.height() / 2).0;
        assert!(red > 180 && green < 80 && blue < 80, "not the first page: {red} {green} {blue}");
    });
}
