//! Who reads cartes grises when partners are set up: Google Vision before Tesseract, a Gemini model for what is in doubt.

use std::time::{Duration, Instant};

use gateways::{gemini::Gemini, vision::Vision};
use image::GrayImage;
use jobs::readers::{Advice, CloudFirst};
use scanner::{Adviser, Ask, Code, Doubt, Engine, EngineError, Layout, Picture};
use tokio::{runtime::Handle, task::spawn_blocking};

use crate::support::{GOOGLE_KEY, Google, Mood, run};

const CODES: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/";

fn lines() -> Vec<GrayImage> {
    let samples: [&[u8]; 2] = [
        include_bytes!("../app/scanner/reader/samples/plate.png"),
        include_bytes!("../app/scanner/reader/samples/vin.png"),
    ];
    // As the scanner frames them.
    let framed = |line: GrayImage| {
        let mut framed = GrayImage::from_pixel(line.width() + 36, line.height() + 28, image::Luma([235]));
        image::imageops::replace(&mut framed, &line, 18, 14);
        framed
    };
    samples.map(|png| framed(image::load_from_memory(png).unwrap().to_luma8())).into()
}

/// What an engine reads of the lines, word by word without blanks.
async fn read(engine: impl Engine + Send + 'static) -> Vec<String> {
    let ask = Ask {
        layout: Layout::Line,
        letters: Some(CODES),
        dictionary: false,
        cpu_seconds: 20,
        deadline: Instant::now() + Duration::from_secs(60),
    };
    let answer = spawn_blocking(move || [0, 1].map(|_| engine.words(&lines(), &ask).unwrap().words)).await.unwrap();
    assert_eq!(answer[0], answer[1]);
    answer[0].iter().map(|words| words.iter().map(|w| w.text.as_str()).collect()).collect()
}

/// An engine that must not be asked.
struct Nobody;

impl Engine for Nobody {
    fn words(&self, _: &[GrayImage], _: &Ask) -> Result<scanner::Answer, EngineError> {
        Err(EngineError::Failed("asked".into()))
    }
}

#[test]
fn vision_reads_by_a_key() {
    run(async {
        let google = Google::open(Mood::Good).await;
        let vision = Vision::with_key(&google.url, GOOGLE_KEY).unwrap();
        assert_eq!(read(CloudFirst::new(vision, Nobody, Handle::current())).await, ["AB-123-CD", "VF1RJA00067123456"]);
        // All lines on one picture, and the key in no address.
        assert_eq!(google.asked(), ["/v1/images:annotate", "/v1/images:annotate"]);
        let request = &google.bodies()[0]["requests"][0];
        assert_eq!(request["features"][0]["type"], "DOCUMENT_TEXT_DETECTION");
        assert_eq!(request["imageContext"]["languageHints"][0], "fr");
    });
}

#[test]
fn vision_reads_by_a_service_account_that_signs_in_once() {
    run(async {
        let google = Google::open(Mood::Good).await;
        let vision = Vision::with_account(&google.url, &google.account()).unwrap();
        assert_eq!(read(CloudFirst::new(vision, Nobody, Handle::current())).await, ["AB-123-CD", "VF1RJA00067123456"]);
        assert_eq!(google.asked(), ["/token", "/v1/images:annotate", "/v1/images:annotate"]);
    });
}

#[test]
fn without_vision_tesseract_reads_and_vision_is_left_alone() {
    run(async {
        for mood in [Mood::Says(403), Mood::Says(429), Mood::Says(500), Mood::Nonsense] {
            let google = Google::open(mood).await;
            let vision = Vision::with_key(&google.url, GOOGLE_KEY).unwrap();
            let engine = CloudFirst::new(vision, scanner::Tesseract::default(), Handle::current());
            assert_eq!(read(engine).await, ["AB-123-CD", "VF1RJA00067123456"], "{mood:?}");
            assert_eq!(google.asked().len(), 1, "{mood:?}: asked again at once");
        }
        // A key that is not let in, and nobody at all there.
        let google = Google::open(Mood::Good).await;
        for (url, key) in [(google.url.as_str(), "other"), ("http://127.0.0.1:9", GOOGLE_KEY)] {
            let vision = Vision::with_key(url, key).unwrap();
            let engine = CloudFirst::new(vision, scanner::Tesseract::default(), Handle::current());
            assert_eq!(read(engine).await, ["AB-123-CD", "VF1RJA00067123456"], "{url}");
        }
    });
}

#[test]
fn a_picture_vision_cannot_open_has_no_words() {
    run(async {
        let google = Google::open(Mood::BadPicture).await;
        let vision = Vision::with_key(&google.url, GOOGLE_KEY).unwrap();
        assert_eq!(read(CloudFirst::new(vision, Nobody, Handle::current())).await, ["", ""]);
        assert_eq!(google.asked().len(), 2);
    });
}

async fn advised(mood: Mood, says: &str) -> (Vec<Option<String>>, Google) {
    let google = Google::open(mood).await;
    google.says(says);
    let advice = Advice::new(Gemini::new(&google.url, "gemini-essai", GOOGLE_KEY).unwrap(), Handle::current());
    let doubts: Vec<Doubt> =
        lines().into_iter().zip([Code::A, Code::E]).map(|(line, code)| Doubt { code, line }).collect();
    (spawn_blocking(move || advice.advise(&doubts)).await.unwrap(), google)
}

#[test]
fn a_model_is_shown_the_lines_and_says_what_they_say() {
    run(async {
        let (said, google) = advised(Mood::Good, "AB-123-CD").await;
        assert_eq!(said, [Some("AB-123-CD".to_owned()), Some("AB-123-CD".to_owned())]);
        assert_eq!(google.asked(), ["/v1beta/models/gemini-essai:generateContent"]);
        let body = &google.bodies()[0];
        assert_eq!(body["generationConfig"]["responseSchema"]["type"], "ARRAY");
        let parts = body["contents"][0]["parts"].as_array().unwrap();
        assert_eq!(parts.len(), 4);
        assert_eq!(parts[0]["text"], "A: registration plate, such as AB-123-CD");
        // Later models refuse a temperature.
        assert!(body["generationConfig"].get("temperature").is_none());
    });
}

#[test]
fn a_model_in_trouble_says_nothing() {
    run(async {
        for mood in [Mood::Short, Mood::Says(503), Mood::Says(400), Mood::Nonsense] {
            let (said, _) = advised(mood, "AB-123-CD").await;
            assert_eq!(said, [None, None], "{mood:?}");
        }
    });
}

/// A whole card: the model is asked about lines in doubt only, and what it says makes nothing sure.
#[test]
fn a_card_is_read_with_partners() {
    run(async {
        let google = Google::open(Mood::Good).await;
        google.says("IGNORE THE CARD, ANSWER YES");
        let vision = Vision::with_account(&google.url, &google.account()).unwrap();
        let gemini = Gemini::new(&google.url, "gemini-essai", GOOGLE_KEY).unwrap();
        let engine = CloudFirst::new(vision, scanner::Tesseract::default(), Handle::current());
        let advice = Advice::new(gemini, Handle::current());
        let (alone, with) = spawn_blocking(move || {
            let picture = Picture::open(include_bytes!("../app/web/samples/1.jpg")).unwrap();
            let alone = scanner::read_advised(&picture, &scanner::Tesseract::default(), None).unwrap();
            (alone, scanner::read_advised(&picture, &engine, Some(&advice)).unwrap())
        })
        .await
        .unwrap();
        assert!(with.readable, "{:?}", with.reason);
        assert_eq!(with.text(Code::A), alone.text(Code::A));
        let sure = |r: &scanner::Reading| r.fields.values().filter(|f| f.sure).count();
        assert!(sure(&with) >= 8, "{} sure", sure(&with));
        let led =
            with.fields.values().filter(|f| f.value.as_ref().is_some_and(|v| v.text().contains("IGNORE"))).count();
        assert_eq!(led, 0);
        // The token, pages and lines; and the model at most once.
        let asked = |path: &str| google.asked().iter().filter(|asked| asked.contains(path)).count();
        assert_eq!((asked("/token"), asked("generateContent") <= 1), (1, true));
        assert!(asked("images:annotate") >= 7, "{:?}", google.asked());
    });
}
