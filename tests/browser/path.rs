//! The main path on a phone, as a thumb walks it: from the photo of a carte grise to the customer's last euro; once as the
//! pages are meant, once without JavaScript.

use std::path::PathBuf;

use base64::{Engine, engine::general_purpose::STANDARD};
use crm::{
    ids::{InvoiceId, QuoteId},
    invoices::{self, InvoiceStatus},
    quotes::{self, QuoteState, approval},
};
use serde_json::json;

use super::{street::Street, tab::Tab};
use crate::support::{Garage, run};

#[test]
fn a_morning_at_the_garage() {
    run(async {
        let garage = Street::garage().await;
        let tab = garage.tab(&garage.marc().await).await;
        walk(&garage, tab, true).await;
    });
}

#[test]
fn a_morning_without_javascript() {
    run(async {
        let garage = Street::garage().await;
        let tab = garage.tab(&garage.marc().await).await;
        tab.without_javascript().await;
        walk(&garage, tab, false).await;
    });
}

async fn walk(garage: &Garage, tab: Tab, javascript: bool) {
    receive(garage, &tab, javascript).await;
    let quote = quote(garage, &tab).await;
    assert_eq!(garage.run_jobs().await.last(), Some(&"send_message"));
    accept(garage, quote, javascript).await;
    garage.run_jobs().await;
    let invoice = seal(garage, &tab).await;
    pay(garage, &tab, invoice).await;
    tab.is_well();
    tab.close().await;
}

/// The photo is read while the page waits; a person checks, adds how to reach the customer, and confirms.
async fn receive(garage: &Garage, tab: &Tab, javascript: bool) {
    tab.go("/").await;
    tab.follow(".bottom-bar a", "Réception").await;
    let photo = photo().await;
    tab.attach("input[name=photo]", &photo).await;
    tab.follow("main button", "Lire la carte grise").await;
    std::fs::remove_file(&photo).unwrap();
    tab.sees("Lecture de la carte grise").await;
    garage.run_jobs().await;
    if !javascript {
        tab.follow("main a", "Actualiser").await;
    }
    tab.until("what was read", "field('plate') && field('plate').value === 'GH-482-KD'").await;
    assert_eq!(tab.value("vin").await, "VF1BB05CF26010203");
    assert_eq!((tab.value("last_name").await, tab.value("town").await), ("Mercier".into(), "Lyon".into()));
    tab.fill("email", "camille.mercier@client.test").await;
    tab.fill("mileage_km", "48 200").await;
    tab.fill("requested_work", "Vidange, et un bruit à l’avant").await;
    tab.follow("main button", "Confirmer et ouvrir").await;
    tab.sees("GH-482-KD").await;
    tab.sees("un bruit à l’avant").await;
    assert!(tab.path().await.starts_with("/repair-orders/"));
}

/// Three actions: « Devis », the forfait, « Envoyer pour accord ».
async fn quote(garage: &Garage, tab: &Tab) -> QuoteId {
    let before = tab.touched();
    tab.follow("main .page-actions a", "Devis").await;
    tab.follow("main button", "Vidange + filtre").await;
    tab.sees("Envoyer pour accord").await;
    let shown: String = tab.eval("plain(document.querySelector('#totals .totals-main dd').innerText)").await;
    tab.act("main button", "Envoyer pour accord").await;
    assert!(tab.touched() - before <= 3, "{} actions", tab.touched() - before);
    tab.sees("camille.mercier@client.test").await;
    let id: QuoteId = tab.path().await.rsplit('/').next().unwrap().parse().unwrap();
    let quote = quotes::get(&mut garage.begin().await, id).await.unwrap();
    assert_eq!(
        (quote.state, shown),
        (QuoteState::Sent, format!("{} €", quote.totals.gross.to_string().replace('.', ",")))
    );
    id
}

/// The customer, on a phone of their own, without account.
async fn accept(garage: &Garage, quote: QuoteId, javascript: bool) {
    let token = approval::token(&mut garage.begin().await, quote).await.unwrap();
    let tab = garage.passer_by().await;
    if !javascript {
        tab.without_javascript().await;
    }
    tab.go(&format!("/a/{token}")).await;
    let asked: usize = tab.eval("document.querySelectorAll('.answer-yes label').length").await;
    assert!(asked > 0);
    for n in 0..asked {
        tab.eval::<bool>(&format!("!!(document.querySelectorAll('.answer-yes label')[{n}].id = 'yes-{n}')")).await;
        tab.click(&format!("#yes-{n}"), "J’accepte").await;
    }
    tab.click("label", "J’ai lu ces conditions").await;
    tab.fill("signer", "Camille Mercier").await;
    tab.act("main button", "Envoyer ma réponse").await;
    tab.sees("Merci, votre réponse est enregistrée").await;
    assert_eq!(quotes::get(&mut garage.begin().await, quote).await.unwrap().state, QuoteState::Answered);
    tab.is_well();
    tab.close().await;
}

async fn seal(garage: &Garage, tab: &Tab) -> InvoiceId {
    tab.reload().await;
    tab.follow("main button", "Facturer ce qui est accepté").await;
    tab.sees("Tout y est").await;
    tab.act("main button", "Sceller la facture").await;
    tab.sees("Facture FA-").await;
    let id: InvoiceId = tab.path().await.rsplit('/').next().unwrap().parse().unwrap();
    garage.run_jobs().await;
    tab.reload().await;
    let link: String = tab.eval("new URL(find('main a', 'Ouvrir le PDF').href).pathname").await;
    let pdf = garage.marc().await.get(&link).await.is(200);
    assert!(pdf.bytes.starts_with(b"%PDF"));
    id
}

async fn pay(garage: &Garage, tab: &Tab, invoice: InvoiceId) {
    tab.click("label", "Carte").await;
    tab.act("main button", "Encaisser").await;
    tab.sees("Payée").await;
    let paid = invoices::get(&mut garage.begin().await, invoice).await.unwrap();
    assert_eq!(paid.status(garage.cx().today()), InvoiceStatus::Paid);
}

/// A carte grise of nobody, drawn and photographed by the browser itself.
async fn photo() -> PathBuf {
    let drawing = STANDARD.encode(include_str!("carte-grise.svg"));
    let tab = Tab::open("about:blank").await;
    let page = json!({ "url": format!("data:image/svg+xml;base64,{drawing}") });
    tab.ask("Page.navigate", page).await;
    tab.until("the drawing", "document.readyState === 'complete' && document.querySelector('text')").await;
    let size = json!({ "width": 1227, "height": 2400, "deviceScaleFactor": 1, "mobile": false });
    tab.ask("Emulation.setDeviceMetricsOverride", size).await;
    let shot = tab.ask("Page.captureScreenshot", json!({ "format": "jpeg", "quality": 88 })).await;
    let bytes = STANDARD.decode(shot["data"].as_str().unwrap()).unwrap();
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("carte-grise-{}.jpg", uuid::Uuid::new_v4()));
    std::fs::write(&path, bytes).unwrap();
    tab.close().await;
    path
}
