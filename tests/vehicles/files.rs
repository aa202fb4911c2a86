//! Photos and papers of a vehicle.

use crm::{
    files::{self, File},
    ids::{VehicleFileId, VehicleId},
    scans::{self, Adoption, Images, Outcome, Party, Reading},
    vehicle_files::{self, VehicleFile, VehicleFileState},
};
use image::{ImageFormat, RgbImage};

use crate::support::{Garage, run};

/// A photo that does not compress well, with a place in its metadata as telephones write it.
fn photo() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let noise = |x: u32, y: u32| {
        let n = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(2_246_822_519);
        image::Rgb([(n >> 24) as u8, (n >> 16) as u8, (n >> 8) as u8])
    };
    RgbImage::from_fn(2400, 1800, noise).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    let mut jpeg = bytes.into_inner();
    let exif = b"\xff\xe1\x00\x12Exif\0\0GPS 48.85N";
    jpeg.splice(2..2, exif.iter().copied());
    jpeg
}

async fn of(garage: &Garage, vehicle: VehicleId) -> Vec<VehicleFile> {
    let mut tx = garage.begin().await;
    vehicle_files::of_vehicle(&mut tx, vehicle).await.unwrap()
}

fn multipart(form: &[(String, String)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (key, value) in form {
        let part = format!("--part\r\ncontent-disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (name, bytes) in files {
        let head = format!("--part\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--part--\r\n");
    body
}

#[test]
fn several_photos_are_sent_at_once_and_shown_without_their_metadata() {
    run(async {
        let garage = Garage::open().await;
        let vehicle = garage.vehicle(garage.contact().await, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        let path = format!("/vehicles/{vehicle}/files");
        marc.get(&path).await.is(200).sees("main", "Aucune photo");
        let form = marc.form(&path, &[("kind", "inspection"), ("caption", "À l’arrivée")]);
        let photo = photo();
        let body = multipart(&form, &[("a.jpg", &photo), ("b.jpg", &photo)]);
        let kind = "multipart/form-data; boundary=part";
        marc.send(poem::http::Method::POST, &path, kind, body.clone()).await.leads();
        // The same form again is the same act.
        marc.send(poem::http::Method::POST, &path, kind, body).await.leads();
        let page = marc.get(&path).await.is(200).sees("main", "Bientôt visible");
        assert_eq!(page.attributes("#pictures", "hx-trigger"), ["every 2s"]);
        assert_eq!(garage.run_jobs().await, ["prepare_vehicle_file", "prepare_vehicle_file"]);
        let page = marc.get(&path).await.is(200).sees("main", "À l’arrivée");
        assert!(page.attributes("#pictures", "hx-trigger").is_empty());
        assert_eq!(page.attributes("main img", "loading"), ["lazy", "lazy"]);
        let file = &of(&garage, vehicle).await[0];
        let thumb = marc.get(&format!("/vehicle-files/{}/thumb", file.id)).await.is(200);
        assert!((1..=jobs::THUMB_BYTES).contains(&thumb.bytes.len()), "{} bytes", thumb.bytes.len());
        let shown = marc.get(&format!("/vehicle-files/{}/photo", file.id)).await.is(200);
        for copy in [&thumb.bytes, &shown.bytes] {
            assert!(copy.starts_with(b"\xff\xd8") && !copy.windows(4).any(|w| w == b"Exif"));
        }
        let shown = image::load_from_memory(&shown.bytes).unwrap();
        assert_eq!((shown.width(), shown.height()), (1600, 1200));
        // The original is kept as it came, sealed, and is not given out.
        let mut tx = garage.begin().await;
        assert_eq!(files::load(&mut tx, file.file).await.unwrap().bytes, photo);
        marc.get(&format!("/vehicle-files/{}/pdf", file.id)).await.is(404);
    });
}

#[test]
fn what_is_no_picture_is_refused_with_its_reason() {
    run(async {
        let garage = Garage::open().await;
        let vehicle = garage.vehicle(garage.contact().await, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        let path = format!("/vehicles/{vehicle}/files");
        marc.get(&path).await.is(200);
        let html = b"<html><script>alert(1)</script>".as_slice();
        marc.upload(&path, "files", "photo.jpg", html).await.is(422).refuses("files");
        marc.upload(&path, "files", "photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").await.is(422).refuses("files");
        marc.upload(&path, "files", "photo.jpg", b"").await.is(422).refuses("files");
        // One bad among good ones: none is taken.
        let form = marc.form(&path, &[]);
        let body = multipart(&form, &[("a.jpg", &photo()), ("b.exe", b"MZ\x90")]);
        let kind = "multipart/form-data; boundary=part";
        marc.send(poem::http::Method::POST, &path, kind, body).await.is(422).refuses("files");
        assert!(of(&garage, vehicle).await.is_empty());
        // It looks like a picture and is none: kept, said, and can be deleted.
        marc.upload(&path, "files", "photo.jpg", b"\xff\xd8\xff\xe0 no picture").await.leads();
        garage.run_jobs().await;
        let file = of(&garage, vehicle).await.remove(0);
        assert_eq!(file.state, VehicleFileState::Unreadable);
        marc.get(&path).await.is(200).sees("main", "Illisible");
        for part in ["thumb", "photo"] {
            marc.get(&format!("/vehicle-files/{}/{part}", file.id)).await.is(404);
        }
    });
}

#[test]
fn a_photo_is_described_deleted_and_brought_back() {
    run(async {
        let garage = Garage::open().await;
        let vehicle = garage.vehicle(garage.contact().await, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        let path = format!("/vehicles/{vehicle}/files");
        marc.get(&path).await.is(200);
        marc.upload(&path, "files", "photo.jpg", &photo()).await.leads();
        garage.run_jobs().await;
        let at = format!("/vehicle-files/{}", of(&garage, vehicle).await[0].id);
        let mut sophia = garage.sophia().await;
        sophia.get(&at).await.is(200);
        marc.get(&at).await.is(200);
        marc.post(&at, &[("caption", "Jante avant droite"), ("kind", "other")]).await.leads();
        sophia.post(&at, &[("caption", "x")]).await.is(409);
        marc.get(&at).await.is(200);
        marc.post(&at, &[("kind", "poème")]).await.is(422);
        marc.get(&at).await.is(200).sees("h1", "Jante avant droite");
        marc.post(&format!("{at}/delete"), &[]).await.leads();
        marc.get(&path).await.is(200).does_not_see("main", "Jante");
        marc.get(&at).await.is(200).sees("main", "supprimé");
        marc.post(&format!("{at}/restore"), &[]).await.leads();
        marc.get(&format!("/vehicles/{vehicle}")).await.is(200).sees("main", "Jante");
        garage.karim().await.get(&at).await.is(200).does_not_see("main", "Enregistrer");
    });
}

/// The whole of a paper can be saved; the carte grise of the reception is among the papers.
#[test]
fn papers_are_there_too() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let invoice = garage.sealed(contact, Some(vehicle), "240").await;
        garage.run_jobs().await;
        let pdf = garage.marc().await.get(&format!("/invoices/{invoice}/pdf")).await.is(200).bytes;
        let mut marc = garage.marc().await;
        let path = format!("/vehicles/{vehicle}/files");
        marc.get(&path).await.is(200);
        marc.upload(&path, "files", "facture d’avant.pdf", &pdf).await.leads();
        garage.run_jobs().await;
        let id: VehicleFileId = of(&garage, vehicle).await[0].id;
        let whole = marc.get(&format!("/vehicle-files/{id}/pdf")).await.is(200);
        assert_eq!(
            (whole.bytes.as_slice(), whole.header("content-type").as_str()),
            (pdf.as_slice(), "application/pdf")
        );
        assert!(whole.header("content-disposition").starts_with("attachment"));
        marc.get(&format!("/vehicle-files/{id}/photo")).await.is(200);

        let scan = garage.scan(&photo()).await;
        let mut tx = garage.begin().await;
        let images = Images { shown: Some(photo()), page: None };
        let reading = Reading { readable: true, ..Reading::default() };
        scans::finish(&mut tx, scan, &reading, images).await.unwrap();
        let adoption = Adoption {
            contact: Party::Known(contact),
            vehicle: Party::Known(vehicle),
            intake: Default::default(),
            outcome: Outcome::default(),
        };
        scans::adopt(&mut tx, scan, &adoption).await.unwrap();
        scans::adopt(&mut tx, scan, &adoption).await.unwrap();
        tx.commit().await.unwrap();
        let card = of(&garage, vehicle).await.remove(0);
        assert_eq!((card.kind.as_str(), of(&garage, vehicle).await.len()), ("carte_grise", 2));
        let thumb = marc.get(&format!("/vehicle-files/{}/thumb", card.id)).await.is(200);
        assert!((1..=jobs::THUMB_BYTES).contains(&thumb.bytes.len()), "{} bytes", thumb.bytes.len());
        marc.get(&path).await.is(200).sees("main", "Carte grise");
    });
}

#[test]
fn what_is_too_large_is_not_read() {
    run(async {
        let garage = Garage::open().await;
        let vehicle = garage.vehicle(garage.contact().await, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        let path = format!("/vehicles/{vehicle}/files");
        marc.get(&path).await.is(200);
        let mut large = photo();
        large.resize(16 * 1024 * 1024, 0);
        marc.upload(&path, "files", "photo.jpg", &large).await.is(422).refuses("files");
        large.resize(49 * 1024 * 1024, 0);
        marc.upload(&path, "files", "photo.jpg", &large).await.is(413);
        let file = File { name: "x".into(), content_type: "image/png".into(), bytes: vec![] };
        let mut tx = garage.begin().await;
        crm::vehicles::delete(&mut tx, vehicle).await.unwrap();
        let kind = vehicle_files::VehicleFileKind::Photo;
        assert!(matches!(vehicle_files::add(&mut tx, vehicle, (kind, ""), &[file]).await, Err(crm::Error::NotFound)));
    });
}
