//! `/api/vehicles/ocr`.

use std::time::Duration;

use image::{ImageFormat, Rgb, RgbImage};
use poem::http::Method;
use scanner::{Picture, Tesseract};
use serde_json::Value;

use crate::support::{Answer, Garage, Program, Town, run};

const OCR: &str = "/api/vehicles/ocr";

/// An empty table: there is nothing to read, and that takes no time.
fn table(shade: u8) -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    RgbImage::from_pixel(1200, 800, Rgb([shade, shade, shade])).write_to(&mut png, ImageFormat::Png).unwrap();
    png.into_inner()
}

async fn send(program: &Program, kind: &str, bytes: &[u8]) -> Answer {
    program.send(Method::POST, OCR, Some(kind), bytes.to_vec()).await
}

fn form(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|f| format!("; filename=\"{f}\"")).unwrap_or_default();
        body.extend(format!("--part\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--part--\r\n");
    body
}

/// Does the job as soon as it waits, as the runner would.
async fn read_soon(garage: &Garage) {
    for _ in 0..500 {
        if garage.jobs().await.contains(&"read_carte_grise") {
            garage.run_jobs().await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("no job came");
}

async fn scans(garage: &Garage) -> i64 {
    let count = sqlx::query_scalar("select count(*) from scans where tenant_id = $1").bind(garage.tenant.0);
    count.fetch_one(&garage.town.admin).await.unwrap()
}

fn without_cpu(mut reading: Value) -> Value {
    assert!(reading["cpu_ms"].is_u64());
    reading["cpu_ms"] = 0.into();
    reading
}

#[test]
fn a_card_is_answered_as_the_command_answers() {
    run(async {
        let garage = Garage::open().await;
        let (program, png) = (garage.program().await, table(236));
        let body = form(&[("note", None, b"for Marc"), ("file", Some("table.png"), &png)]);
        let (answer, ()) =
            futures::join!(send(&program, "multipart/form-data; boundary=part", &body), read_soon(&garage));
        let read = answer.is(200).json();
        let command = scanner::read(&Picture::open(&png).unwrap(), &Tesseract::default()).unwrap().to_json("table.png");
        assert_eq!(without_cpu(read), without_cpu(command));
    });
}

#[test]
fn who_does_not_wait_is_told_where_to_ask_again() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await.with("prefer", "respond-async");
        let answer = send(&program, "image/png", &table(235)).await.is(202);
        let path = answer.header("location");
        assert_eq!(answer.header("retry-after"), "2");
        assert_eq!(path, format!("{OCR}/{}", answer.json()["id"].as_str().unwrap()));
        assert_eq!(answer.json()["state"], "reading");
        let again = program.get(&path).await.is(202);
        assert_eq!((again.header("retry-after").as_str(), again.header("location")), ("2", path.clone()));
        garage.run_jobs().await;
        let read = program.get(&path).await.is(200).json();
        assert_eq!((&read["file"], &read["readable"]), (&Value::from("carte-grise.png"), &Value::from(false)));
        // The page of reception has the same scan.
        let page = path.replace("/api/vehicles/ocr", "/scans");
        garage.marc().await.get(&page).await.is(200);
    });
}

/// Six wait where there are two connections, and a seventh is answered meanwhile.
#[test]
fn waiting_holds_no_connection() {
    run(async {
        let garage = Garage::open().await;
        let db = crm::Db::connect(garage.town.access.app(), 2, garage.town.keys.clone()).await.unwrap();
        let app = web::App::with(db, Town::settings(), crm::password::Cost::Tests, crm::cx::now);
        let small = Garage { site: std::sync::Arc::new(web::routes::site(&app)), app, ..garage.clone() };
        let program = garage.program().await.at(&small);
        let pictures: Vec<Vec<u8>> = (0..6).map(table).collect();
        let waiting = futures::future::join_all(pictures.iter().map(|png| send(&program, "image/png", png)));
        let meanwhile = async {
            while scans(&garage).await < 6 {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            program.get("/api/contacts").await.is(200);
        };
        tokio::select! {
            answers = waiting => panic!("they did not wait: {:?}", answers.iter().map(|a| a.status).collect::<Vec<_>>()),
            () = meanwhile => {}
        }
    });
}

#[test]
fn the_same_file_under_the_same_key_is_one_scan() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await.with("prefer", "wait=0").with("idempotency-key", "card-1");
        let png = table(200);
        let first = send(&program, "image/png", &png).await.is(202).header("location");
        // A retry draws its form anew; the file is the same.
        let again =
            send(&program, "multipart/form-data; boundary=part", &form(&[("file", Some("b.png"), &png)])).await.is(202);
        assert_eq!(again.header("location"), first);
        let at_once = (0..5).map(|_| send(&program, "image/png", &png));
        for answer in futures::future::join_all(at_once).await {
            assert_eq!(answer.is(202).header("location"), first);
        }
        assert_eq!(scans(&garage).await, 1);
        garage.run_jobs().await;
        send(&program, "image/png", &png).await.is(200);
        send(&program, "image/png", &table(201)).await.problem(422, "key-reused");
        assert_eq!(scans(&garage).await, 1);
    });
}

#[test]
fn a_file_that_cannot_be_read() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await.with("prefer", "wait=0");
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        send(&program, "image/jpeg", heic).await.problem(415, "bad-file");
        send(&program, "image/jpeg", b"GIF89a").await.problem(415, "bad-file");
        send(&program, "image/jpeg", b"").await.problem(415, "bad-file");
        for kind in ["image/gif", "application/json", "text/plain", ""] {
            let answer = send(&program, kind, &table(1)).await;
            assert_eq!(answer.header("accept"), "image/jpeg, image/png, application/pdf, multipart/form-data");
            answer.problem(415, "unsupported-type");
        }
        let mut long = b"\xff\xd8\xff\xe0".to_vec();
        long.resize(15 * 1024 * 1024 + 1, 0);
        send(&program, "image/jpeg", &long).await.problem(413, "too-large");
        long.resize(16 * 1024 * 1024, 0);
        send(&program, "image/jpeg", &long).await.problem(413, "too-large");
        let png = table(2);
        for body in [
            form(&[]),
            form(&[("file", None, b"text")]),
            form(&[("a", Some("a.png"), &png), ("b", Some("b.png"), &png)]),
            b"no form at all".to_vec(),
        ] {
            send(&program, "multipart/form-data; boundary=part", &body).await.problem(400, "bad-multipart");
        }
        send(&program, "multipart/form-data", &form(&[("file", Some("a.png"), &png)]))
            .await
            .problem(400, "bad-multipart");
        assert_eq!(scans(&garage).await, 0);
    });
}

#[test]
fn a_broken_picture_is_said_where_its_reading_would_be() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await.with("prefer", "wait=0");
        let path = send(&program, "image/jpeg", b"\xff\xd8\xff\xe0 no picture at all").await.is(202).header("location");
        garage.run_jobs().await;
        let problem = program.get(&path).await.problem(422, "bad-file");
        assert!(problem["detail"].as_str().unwrap().contains("abîmée"), "{problem}");
    });
}

/// Four attempts and no reading: asking again would never end.
#[test]
fn a_reading_that_was_given_up_is_said_to_be() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await.with("prefer", "wait=0");
        let answer = send(&program, "image/png", &table(150)).await.is(202);
        let mut tx = garage.begin().await;
        let id = answer.json()["id"].as_str().unwrap().parse().unwrap();
        crm::scans::fail(&mut tx, id, "engine").await.unwrap();
        tx.commit().await.unwrap();
        program.get(&answer.header("location")).await.problem(500, "not-read");
    });
}
