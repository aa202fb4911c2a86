//! Forms as people send them: twice, late, wrong, from elsewhere.

use chrono::{DateTime, TimeDelta, Utc};
use crm::{contacts, fiscal, invoices, payments, quotes};

use crate::support::{Garage, PASSWORD, YES, run};

const DURAND: [(&str, &str); 2] = [("last_name", "Durand"), ("email", "durand@client.test")];

#[test]
fn a_double_click_makes_one_contact() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/contacts/new").await.is(200);
        let (first, second) = marc.post_twice("/contacts", &DURAND).await;
        assert_eq!(first.leads(), second.leads());
        assert_eq!(contacts::count(&mut garage.begin().await).await.unwrap(), 1);
    });
}

#[test]
fn a_double_click_makes_one_quote() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await.to_string();
        let mut marc = garage.marc().await;
        marc.get(&format!("/quotes/new?contact={contact}")).await.is(200);
        let (first, second) = marc.post_twice("/quotes", &[("contact", &contact)]).await;
        assert_eq!(first.leads(), second.leads());
        assert_eq!(quotes::list(&mut garage.begin().await, None).await.unwrap().rows.len(), 1);
    });
}

#[test]
fn a_double_click_seals_once() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let draft = garage.draft(contact, None, "240").await;
        let mut marc = garage.marc().await;
        marc.get(&format!("/invoices/{draft}")).await.is(200);
        let (first, second) = marc.post_twice(&format!("/invoices/{draft}/seal"), &[YES]).await;
        assert_eq!(first.leads(), second.leads());
        // Nor does a second form seal again.
        marc.post(&format!("/invoices/{draft}/seal"), &[YES, ("once", &uuid::Uuid::now_v7().to_string())])
            .await
            .leads();
        let mut tx = garage.begin().await;
        assert_eq!(fiscal::verify(&mut tx).await.unwrap(), fiscal::Chain::Whole { links: 1 });
        assert_eq!(garage.jobs().await.iter().filter(|kind| **kind == "typeset_invoice").count(), 1);
    });
}

#[test]
fn a_double_click_pays_once() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let invoice = garage.sealed(contact, None, "240").await;
        let mut marc = garage.marc().await;
        marc.get(&format!("/invoices/{invoice}")).await.is(200);
        let (first, second) = marc.post_twice(&format!("/invoices/{invoice}/payments"), &[("amount", "100")]).await;
        assert_eq!(first.leads(), second.leads());
        assert_eq!(payments::of_invoice(&mut garage.begin().await, invoice).await.unwrap().len(), 1);
    });
}

#[test]
fn a_form_without_our_token_is_refused() {
    run(async {
        let garage = Garage::open().await;
        let (mut marc, mut sophia) = (garage.marc().await, garage.sophia().await);
        marc.get("/contacts/new").await.is(200);
        sophia.get("/contacts/new").await.is(200);
        let mut form = marc.form("/contacts", &DURAND);
        form.retain(|(name, _)| name != "csrf");
        marc.post_form("/contacts", &form).await.is(403);
        // Nor with another person's token.
        let hers = sophia.form("/contacts", &DURAND);
        marc.post_form("/contacts", &hers).await.is(403);
        assert_eq!(contacts::count(&mut garage.begin().await).await.unwrap(), 0);
    });
}

#[test]
fn who_saves_second_keeps_what_was_typed() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let (edit, path) = (format!("/contacts/{contact}/edit"), format!("/contacts/{contact}"));
        let (mut marc, mut sophia) = (garage.marc().await, garage.sophia().await);
        marc.get(&edit).await.is(200);
        sophia.get(&edit).await.is(200);
        sophia.post(&path, &[("first_name", "Jeanne")]).await.leads();
        let stale = marc.post(&path, &[("first_name", "Jean-Marc")]).await.is(409);
        assert_eq!(stale.value("first_name"), "Jean-Marc");
        let first_name = async || contacts::get(&mut garage.begin().await, contact).await.unwrap().is.first_name;
        assert_eq!(first_name().await, "Jeanne");
        // Seen, and sent again.
        marc.post(&path, &[]).await.leads();
        assert_eq!(first_name().await, "Jean-Marc");
    });
}

#[test]
fn a_wrong_form_comes_back_with_its_errors_and_what_was_typed() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/contacts/new").await.is(200);
        let typed = [("first_name", "Aïcha"), ("last_name", ""), ("email", "nulle part"), ("phone", "12")];
        let answer =
            marc.post("/contacts", &typed).await.is(422).refuses("last_name").refuses("email").refuses("phone");
        for (name, value) in typed {
            assert_eq!(answer.value(name), value);
        }
        // Mended, the same page goes through.
        marc.post("/contacts", &[("last_name", "Benali"), ("email", ""), ("phone", "06 12 34 56 78")]).await.leads();
        assert_eq!(contacts::count(&mut garage.begin().await).await.unwrap(), 1);
    });
}

/// Two months on, when a quote of thirty days is long over.
fn later() -> DateTime<Utc> {
    crm::cx::now() + TimeDelta::days(60)
}

#[test]
fn unknown_expired_withdrawn_and_foreign_links_are_one_page() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let contact = garage.contact().await;
        let quote = garage.quote(contact, None, &[("Vidange", "119,40")]).await;
        let link = format!("/a/{}", garage.sent(quote).await);
        let hers = other.contact().await;
        let foreign = other.quote(hers, None, &[("Vidange", "119,40")]).await;
        let foreign = format!("/a/{}", other.sent(foreign).await);

        garage.visitor().get(&link).await.is(200).sees("main", "Vidange");
        let unknown = garage.visitor().get("/a/00000000000000000000000000000000").await.is(404).texts("main");
        assert_eq!(garage.visitor().get(&foreign).await.is(404).texts("main"), unknown);
        assert_eq!(garage.at(later).visitor().get(&link).await.is(404).texts("main"), unknown);
        let mut marc = garage.marc().await;
        marc.get(&format!("/quotes/{quote}")).await.is(200);
        marc.post(&format!("/quotes/{quote}/withdraw"), &[YES]).await.leads();
        assert_eq!(garage.visitor().get(&link).await.is(404).texts("main"), unknown);
    });
}

#[test]
fn the_ninth_attempt_is_refused_whatever_the_password() {
    run(async {
        let garage = Garage::open().await;
        let mut visitor = garage.visitor();
        visitor.get("/sign-in").await.is(200);
        for _ in 0..8 {
            visitor.post("/sign-in", &[("email", "marc@garage.test"), ("password", "faux")]).await.is(422);
        }
        visitor.post("/sign-in", &[("email", "Marc@Garage.test"), ("password", PASSWORD)]).await.is(429);
        assert!(!visitor.cookies.contains_key("session"));
        // A colleague is not punished for it.
        visitor.post("/sign-in", &[("email", "sophia@garage.test"), ("password", PASSWORD)]).await.leads();
        assert!(visitor.cookies.contains_key("session"));
    });
}

#[test]
fn signing_out_everywhere_ends_the_other_session() {
    run(async {
        let garage = Garage::open().await;
        let (mut phone, mut desk, mut sophia) = (garage.marc().await, garage.marc().await, garage.sophia().await);
        phone.get("/contacts").await.is(200);
        desk.get("/account").await.is(200);
        desk.post("/sign-out-everywhere", &[]).await.leads();
        assert!(phone.get("/contacts").await.leads().starts_with("/sign-in"));
        assert!(desk.get("/contacts").await.leads().starts_with("/sign-in"));
        sophia.get("/contacts").await.is(200);
    });
}

/// The session ended while somebody was typing: after signing in one is back on that page, not at the form's address,
/// which may answer no GET.
#[test]
fn a_form_sent_too_late_leads_back_to_its_page() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let page = format!("/contacts/{contact}");
        let mut marc = garage.marc().await;
        marc.get(&page).await.is(200);
        marc.cookies.remove("session");
        marc.referer = format!("http://{}{page}?from=list", garage.host());
        let leads = marc.post(&format!("{page}/delete"), &[]).await.leads();
        assert_eq!(leads, format!("/sign-in?next=%2Fcontacts%2F{contact}"));
        // Of another site nothing is believed.
        marc.referer = format!("http://elsewhere.test{page}");
        assert_eq!(marc.post(&format!("{page}/delete"), &[]).await.leads(), "/sign-in?next=%2F");
        marc.get(&page).await.leads();
    });
}

#[test]
fn an_iphones_heic_is_refused_with_what_to_do() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/scans/new").await.is(200);
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1 and then the picture";
        marc.upload("/scans", "photo", "IMG_0001.HEIC", heic).await.is(422).sees("main", "Réglages");
        assert!(garage.jobs().await.is_empty());
    });
}

#[test]
fn a_photo_that_is_too_large_is_refused() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/scans/new").await.is(200);
        let mut photo = vec![0u8; 15 * 1024 * 1024 + 1];
        photo[..3].copy_from_slice(b"\xff\xd8\xff");
        marc.upload("/scans", "photo", "photo.jpg", &photo).await.is(422).sees("main", "15");
        photo.resize(16 * 1024 * 1024, 0);
        marc.upload("/scans", "photo", "photo.jpg", &photo).await.is(413);
        assert!(garage.jobs().await.is_empty());
    });
}

#[test]
fn a_broken_photo_is_taken_and_its_page_says_why_it_cannot_be_read() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/scans/new").await.is(200);
        let scan = marc.upload("/scans", "photo", "photo.jpg", b"\xff\xd8\xff\xe0 no picture at all").await.leads();
        assert_eq!(garage.jobs().await, ["read_carte_grise"]);
        garage.run_jobs().await;
        // With its reason, and the form that goes on by hand.
        let page = marc.get(&scan).await.is(200).sees("main", "Cette image est abîmée");
        assert!(page.attributes("form", "action").contains(&format!("{scan}/adopt")));
    });
}

#[test]
fn only_a_demo_garage_offers_a_carte_grise_to_try() {
    run(async {
        let (demo, garage) = (Garage::open_demo().await, Garage::open().await);
        let mut marc = demo.marc().await;
        let page = marc.get("/scans/new").await.is(200);
        assert_eq!(page.attributes("button[name='sample']", "value"), ["1", "2"]);
        for n in ["1", "2"] {
            marc.get("/scans/new").await.is(200);
            let scan = marc.post("/scans", &[("sample", n)]).await.leads();
            marc.get(&scan).await.is(200).sees("main", "Lecture de la carte grise");
        }
        assert_eq!(demo.jobs().await, ["read_carte_grise", "read_carte_grise"]);
        marc.get("/scans/new").await.is(200);
        marc.post("/scans", &[("sample", "3")]).await.is(422);

        let mut marc = garage.marc().await;
        let page = marc.get("/scans/new").await.is(200);
        assert!(page.attributes("button[name='sample']", "value").is_empty());
        marc.post("/scans", &[("sample", "1")]).await.is(422);
        assert!(garage.jobs().await.is_empty());
    });
}

/// The one test with the real Tesseract.
#[test]
fn a_photo_without_a_carte_grise_is_read_and_goes_on_by_hand() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/scans/new").await.is(200);
        let mut png = std::io::Cursor::new(Vec::new());
        let blank = image::RgbImage::from_pixel(1200, 800, image::Rgb([236, 232, 224]));
        blank.write_to(&mut png, image::ImageFormat::Png).unwrap();
        let scan = marc.upload("/scans", "photo", "table.png", png.get_ref()).await.leads();
        assert_eq!(garage.run_jobs().await, ["read_carte_grise"]);
        let page = marc.get(&scan).await.is(200);
        assert!(page.attributes("form", "action").contains(&format!("{scan}/adopt")));
        assert!(page.attributes("[hx-trigger]", "hx-trigger").iter().all(|t| !t.contains("every")), "it still waits");
    });
}

#[test]
fn an_invoice_that_lacks_something_is_refused_and_takes_no_number() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let draft = garage.draft(contact, None, "240").await;
        let mut marc = garage.marc().await;
        marc.get(&format!("/contacts/{contact}/edit")).await.is(200);
        // A particulier may keep his address to himself; a company may not (CGI ann. II art. 242 nonies A, I-1°).
        let company = [("kind", "professionnel"), ("company", "Taxis du Lac"), ("siren", "732 829 320")];
        let nowhere = [("street", ""), ("postcode", ""), ("town", "")];
        marc.post(&format!("/contacts/{contact}"), &[company, nowhere].concat()).await.leads();
        marc.get(&format!("/invoices/{draft}")).await.is(200);
        let refused = marc.post(&format!("/invoices/{draft}/seal"), &[YES]).await.is(422);
        let ways = refused.attributes("main a", "href");
        assert!(ways.iter().any(|way| way.starts_with(&format!("/contacts/{contact}/edit"))), "{ways:?}");
        let mut tx = garage.begin().await;
        assert!(invoices::get(&mut tx, draft).await.unwrap().is_draft());
        assert_eq!(fiscal::verify(&mut tx).await.unwrap(), fiscal::Chain::Whole { links: 0 });
    });
}

#[test]
fn a_new_customer_and_a_new_vehicle_lead_back_to_what_one_was_doing() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let page = marc.get("/quotes/new").await.is(200);
        let way = page.attributes("a[href^='/contacts/new']", "href").pop().unwrap();
        marc.get(&way).await.is(200);
        // Also after an error, and when the customer was known already.
        marc.post("/contacts", &[("last_name", "")]).await.is(422).refuses("last_name");
        let to = marc.post("/contacts", &[("last_name", "Benali"), ("phone", "06 21 43 65 87")]).await.leads();
        assert!(to.starts_with("/quotes/new?contact="), "{to}");
        let page = marc.get(&to).await.is(200).sees("main", "Benali");
        let way = page.attributes("a[href^='/vehicles/new']", "href").pop().unwrap();
        marc.get(&way).await.is(200).sees("main", "Benali");
        let back = marc.post("/vehicles", &[("plate", "AB-123-CD")]).await.leads();
        assert!(back.starts_with(&format!("{to}&vehicle=")), "{back}");
        marc.get(&back).await.is(200).sees("main", "AB-123-CD");

        let page = marc.get("/contacts/pick?to=/vehicles/new%3Fowner%3D").await.is(200);
        let way = page.attributes("a[href^='/contacts/new']", "href").pop().unwrap();
        marc.get(&way).await.is(200);
        let known = marc.post("/contacts", &[("last_name", "Benali"), ("phone", "06 21 43 65 87")]).await.is(422);
        let choices = known.attributes(".alert a", "href");
        assert!(choices.iter().any(|href| href.starts_with("/vehicles/new?owner=")), "{choices:?}");
        // Nobody is led elsewhere.
        marc.get("/contacts/new?to=//evil.example/%3Fx%3D").await.is(200);
        assert!(marc.post("/contacts", &[("last_name", "Dufour")]).await.leads().starts_with("/contacts/"));
    });
}

#[test]
fn the_summary_names_the_fields_in_their_order_and_leads_to_them() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/contacts/new").await.is(200);
        let wrong = [("kind", "extraterrestre"), ("last_name", ""), ("postcode", "12"), ("email", "x"), ("phone", "1")];
        let page = marc.post("/contacts", &wrong).await.is(422);
        let links = page.attributes(".alert-bad[autofocus] li a", "href");
        assert_eq!(links, ["#f-kind", "#f-last-name", "#f-phone", "#f-email", "#f-street", "#f-postcode", "#f-town"]);
        for link in &links {
            assert_eq!(page.attributes(&format!("[id='{}']", &link[1..]), "id").len(), 1, "{link} leads nowhere");
        }
        let said = page.texts(".alert-bad li");
        assert!(said[1].starts_with("Nom :") && said[3].starts_with("E-mail :"), "{said:?}");
        let group = page.attributes("[role='radiogroup'][aria-invalid='true']", "aria-describedby");
        assert_eq!(group, ["f-kind-error"]);
    });
}

/// Postgres takes no NUL in a text.
#[test]
fn a_nul_breaks_nothing() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let id = garage.contact().await;
        for path in [format!("/contacts?after=%00&after_id={id}"), "/search?q=%00".into(), "/sign-in?next=%00".into()] {
            let answer = marc.get(&path).await;
            assert!(answer.status.as_u16() < 400, "{path}: {}", answer.status);
        }
        marc.get("/contacts/new").await.is(200);
        marc.post("/contacts", &[("last_name", "Du\0rand"), ("notes", "a\0b")]).await.leads();
        let (mail, secret) = ("marc\0@garage.test", "\0");
        garage.visitor().post("/sign-in", &[("email", mail), ("password", secret)]).await.is(403);
    });
}
