//! A garage that holds one of everything a page can show.

use chrono::{DateTime, TimeDelta, Utc};
use crm::{
    Fields, Lang, api_tokens,
    contacts::{self, ContactForm},
    deferred_works::{self, NewDeferredWork},
    factors::totp,
    files,
    ids::{BatchId, ContactId, ImportId, InvoiceId, QuoteId, RepairOrderId, ScanId, UserId, VehicleFileId, VehicleId},
    invitations, invoices,
    links::LinkKind,
    policy::Role,
    quotes,
    reach::Email,
    repair_orders,
    repair_orders::Intake,
    scans::{self, Adoption, Images, Outcome, Party, ReadField, Reading},
    vehicle_files::{self, VehicleFileKind},
    vehicles::{self, MileageSource, NewVehicle, Warranty},
};

use crate::support::{Garage, Nouns};

pub struct Everything {
    pub nouns: Nouns,
    pub firm: ContactId,
    pub deleted: ContactId,
    pub finished: RepairOrderId,
    pub bare_vehicle: VehicleId,
    pub quotes: Quotes,
    pub invoices: Invoices,
    pub scans: Scans,
    pub colleague: UserId,
    pub tenant: crm::ids::TenantId,
    /// One who left.
    pub former: UserId,
    pub tagged: BatchId,
    pub imported: ImportId,
    /// A paper of the vehicle, as PDF.
    pub paper: VehicleFileId,
    /// A vehicle that has been coming since last year.
    pub faithful: VehicleId,
    pub links: Links,
    /// Who has not come yet.
    pub invited: UserId,
}

/// Secrets of links.
pub struct Links {
    pub sign_in: String,
    pub invitation: String,
    pub email: String,
}

pub struct Quotes {
    pub draft: QuoteId,
    pub sent: QuoteId,
    pub sent_token: String,
    pub refused: QuoteId,
    pub expired: QuoteId,
    pub expired_token: String,
    pub withdrawn: QuoteId,
}

pub struct Invoices {
    pub draft: InvoiceId,
    /// Its buyer has no address: it cannot be sealed yet.
    pub lacking: InvoiceId,
    pub due: InvoiceId,
    pub overdue: InvoiceId,
    pub paid: InvoiceId,
    pub cancelled: InvoiceId,
    pub credit: InvoiceId,
}

pub struct Scans {
    pub reading: ScanId,
    pub read: ScanId,
    pub unreadable: ScanId,
}

fn last_year() -> DateTime<Utc> {
    crm::cx::now() - TimeDelta::days(366)
}

/// Last year with its odometer read, two months ago once more.
async fn faithful(garage: &Garage) -> VehicleId {
    let (then, lately) = (garage.at(last_year), garage.at(two_months_ago));
    let contact = then.contact().await;
    let vehicle = then.vehicle(contact, "PQ-321-RS").await;
    for (garage, km, amount) in [(then, 61_000, "730,80"), (lately, 74_500, "351,60")] {
        let mut tx = garage.begin().await;
        vehicles::note_mileage(&mut tx, vehicle, km, MileageSource::Reception, "").await.expect("a reading");
        tx.commit().await.expect("commit");
        garage.sealed(contact, Some(vehicle), amount).await;
    }
    vehicle
}

fn two_months_ago() -> DateTime<Utc> {
    crm::cx::now() - TimeDelta::days(62)
}

impl Everything {
    pub async fn of(garage: &Garage) -> Everything {
        let faithful = faithful(garage).await;
        let before = garage.at(two_months_ago);
        let overdue = before.sealed(before.contact().await, None, "350").await;
        let (expired, expired_token) = waiting(&before).await;
        let nouns = Nouns::of(garage).await;
        let firm = firm(garage).await;
        lived(garage, &nouns, firm).await;
        let (deleted, bare) = (garage.contact().await, bare(garage).await);
        let finished = garage.order(nouns.contact, nouns.vehicle).await;
        let bare_vehicle = garage.vehicle(bare, "EF-456-GH").await;
        let quotes = quotes_of(garage, expired, expired_token).await;
        let invoices = invoices_of(garage, &nouns, bare, overdue).await;
        let former = garage.colleague(crm::policy::Role::Mechanic.into()).await;
        let mut tx = garage.begin().await;
        crm::users::remove(&mut tx, former).await.expect("left");
        contacts::delete(&mut tx, deleted).await.expect("deleted");
        repair_orders::finish(&mut tx, finished).await.expect("finished");
        api_tokens::create(&mut tx, &crate::support::everything("Logiciel de comptabilité")).await.expect("a token");
        totp::begin(&mut tx, garage.staff[0]).await.expect("a secret");
        tx.commit().await.expect("commit");
        garage.run_jobs().await;
        garage.passkey().await;
        let paper = paper(garage, &nouns, invoices.paid).await;
        let scans = scans_of(garage, &nouns).await;
        let tagged = garage.tagged(nouns.contact).await;
        let list = "Nom;Tél;Immatriculation\nMoulin;06 11 22 33 44;AA-111-BB\nRoux;12;\nPetit;;CC-222-DD\n";
        let imported = garage.imported(list).await;
        let (invited, links) = invited(garage).await;
        Everything {
            invited,
            links,
            nouns,
            firm,
            deleted,
            finished,
            bare_vehicle,
            quotes,
            invoices,
            scans,
            colleague: garage.staff[1],
            former,
            tenant: garage.tenant,
            tagged,
            imported,
            paper,
            faithful,
        }
    }
}

/// Zoé, and what leads her and others in.
async fn invited(garage: &Garage) -> (UserId, Links) {
    let email = Email::parse("zoe.petit@garage.test").expect("an e-mail");
    let mut tx = garage.begin().await;
    let zoe = invitations::create(&mut tx, "Zoé Petit", &email, Role::User.into(), Lang::Fr).await.expect("invited");
    tx.commit().await.expect("commit");
    let invitation = garage.link(LinkKind::Invitation, zoe).await;
    let (sign_in, email) =
        (garage.link(LinkKind::SignIn, garage.staff[1]).await, garage.link(LinkKind::Email, garage.staff[0]).await);
    (zoe, Links { sign_in, invitation, email })
}

/// Sold and bought back, under warranty, its inspection near.
async fn lived(garage: &Garage, nouns: &Nouns, firm: ContactId) {
    let today = garage.cx().today();
    let ago = |days| today - TimeDelta::days(days);
    let mut tx = garage.begin().await;
    vehicles::sell(&mut tx, nouns.vehicle, Some(firm), ago(60)).await.expect("sold");
    vehicles::sell(&mut tx, nouns.vehicle, Some(nouns.contact), ago(30)).await.expect("bought back");
    let now = vehicles::get(&mut tx, nouns.vehicle).await.expect("the vehicle");
    let is = NewVehicle {
        genre: "CTTE".into(),
        energy: "GO".into(),
        first_registered_on: Some(ago(2600)),
        inspected_on: Some(ago(700)),
        warranty: Warranty::Garage,
        warranty_until: Some(ago(-100)),
        warranty_km: Some(60_000),
        ..now.is.clone()
    };
    vehicles::update(&mut tx, now.id, &is, now.version).await.expect("saved");
    vehicles::note_recall(&mut tx, now.id, "Airbag Takata", true).await.expect("a recall");
    let label = "Kit de distribution, pompe à eau et courroie d’accessoires".to_owned();
    let work = NewDeferredWork { label, due_on: Some(ago(-20)), due_km: Some(41_000), ..NewDeferredWork::default() };
    deferred_works::create(&mut tx, now.id, &work).await.expect("work to foresee");
    tx.commit().await.expect("commit");
}

async fn paper(garage: &Garage, nouns: &Nouns, invoice: InvoiceId) -> VehicleFileId {
    let mut tx = garage.begin().await;
    let pdf = invoices::get(&mut tx, invoice).await.expect("an invoice").account.and_then(|a| a.pdf).expect("its PDF");
    let pdf = files::load(&mut tx, pdf).await.expect("its PDF");
    let about = (VehicleFileKind::Invoice, "");
    vehicle_files::add(&mut tx, nouns.vehicle, about, &[pdf]).await.expect("a paper");
    let id = vehicle_files::of_vehicle(&mut tx, nouns.vehicle).await.expect("papers")[0].id;
    tx.commit().await.expect("commit");
    garage.run_jobs().await;
    id
}

async fn waiting(garage: &Garage) -> (QuoteId, String) {
    let contact = garage.contact().await;
    let vehicle = garage.vehicle(contact, "KL-789-MN").await;
    let lines = [("Distribution : kit, pompe à eau et courroie d’accessoires", "745"), ("Vidange", "119,40")];
    let quote = garage.quote(contact, Some(vehicle), &lines).await;
    (quote, garage.sent(quote).await)
}

async fn contact(garage: &Garage, form: ContactForm) -> ContactId {
    let mut fields = Fields::default();
    let new = form.parse(&mut fields).unwrap_or_else(|| panic!("a contact: {fields}"));
    let mut tx = garage.begin().await;
    let id = contacts::create(&mut tx, &new).await.expect("a contact");
    tx.commit().await.expect("commit");
    id
}

pub async fn firm(garage: &Garage) -> ContactId {
    let text = str::to_owned;
    let form = ContactForm {
        kind: text("professionnel"),
        company: text("Établissements Vandenbroucke-Delattre et Fils, Transports et Messageries"),
        siren: text("732 829 320"),
        email: text("comptabilite.fournisseurs@vandenbroucke-delattre.test"),
        phone: text("03 20 00 00 00"),
        street: text("128 avenue du Président-Kennedy"),
        postcode: text("59000"),
        town: text("Lille"),
        notes: text("Appeler avant 10 h.\nClefs au bureau."),
        ..ContactForm::fresh()
    };
    contact(garage, form).await
}

/// A firm known by name and SIREN only.
async fn bare(garage: &Garage) -> ContactId {
    let (company, siren) = ("Taxi Moreau".into(), "732 829 320".into());
    contact(garage, ContactForm { kind: "professionnel".into(), company, siren, ..ContactForm::fresh() }).await
}

async fn quotes_of(garage: &Garage, expired: QuoteId, expired_token: String) -> Quotes {
    let (sent, sent_token) = waiting(garage).await;
    let (withdrawn, _) = waiting(garage).await;
    let contact = garage.contact().await;
    let refused = garage.quote(contact, None, &[("Pneus", "400")]).await;
    garage.answered(refused, &["Pneus"]).await;
    let draft = garage.quote(contact, None, &[("Vidange", "119,40"), ("Balais", "39,90")]).await;
    let mut tx = garage.begin().await;
    quotes::withdraw(&mut tx, withdrawn).await.expect("withdrawn");
    tx.commit().await.expect("commit");
    Quotes { draft, sent, sent_token, refused, expired, expired_token, withdrawn }
}

async fn invoices_of(garage: &Garage, nouns: &Nouns, bare: ContactId, overdue: InvoiceId) -> Invoices {
    let sealed = async |amount| garage.sealed(nouns.contact, Some(nouns.vehicle), amount).await;
    let (due, paid, cancelled) = (sealed("500").await, sealed("120").await, sealed("80").await);
    garage.pay(paid, "card", "120").await.expect("paid");
    garage.pay(cancelled, "card", "80").await.expect("paid");
    let draft = garage.draft(nouns.contact, Some(nouns.vehicle), "240").await;
    let lacking = garage.draft(bare, None, "240").await;
    let mut tx = garage.begin().await;
    let credit = invoices::cancel(&mut tx, cancelled, "Pièce non montée", jobs::check).await.expect("a credit note");
    tx.commit().await.expect("commit");
    Invoices { draft, lacking, due, overdue, paid, cancelled, credit }
}

async fn scans_of(garage: &Garage, nouns: &Nouns) -> Scans {
    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    let outcome = Outcome {
        read: codes(&["A", "B", "C.1", "C.3", "D.1", "D.2", "E"]),
        sure: codes(&["A", "B", "C.1", "D.1", "E"]),
        corrected: codes(&["D.2", "P.6"]),
    };
    let (contact, vehicle) = (Party::Known(nouns.contact), Party::Known(nouns.vehicle));
    let (done, intake) = (read_scan(garage).await, Intake::default());
    let mut tx = garage.begin().await;
    scans::adopt(&mut tx, done, &Adoption { contact, vehicle, intake, outcome }).await.expect("confirmed");
    tx.commit().await.expect("commit");
    let unreadable = finish(garage, Reading { reason: Some("blur".into()), ..Reading::default() }).await;
    Scans { read: read_scan(garage).await, unreadable, reading: garage.scan(&picture()).await }
}

/// A card that was read and waits to be confirmed.
pub async fn read_scan(garage: &Garage) -> ScanId {
    finish(garage, reading()).await
}

async fn finish(garage: &Garage, reading: Reading) -> ScanId {
    let picture = picture();
    let id = garage.scan(&picture).await;
    let images = Images { shown: Some(picture.clone()), page: Some(picture) };
    let mut tx = garage.begin().await;
    scans::finish(&mut tx, id, &reading, images).await.expect("read");
    tx.commit().await.expect("commit");
    id
}

/// As the scanner gives it: most of it sure, some of it to be checked, some not read.
fn reading() -> Reading {
    let field = |code: &str, lines: &[&str], confidence: f32| {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        let sure = confidence > 0.95;
        (code.to_owned(), ReadField { lines: Some(lines), confidence, sure, strip: Some([20, 30, 300, 40]) })
    };
    let fields = [
        field("A", &["AB-123-CD"], 0.99),
        field("B", &["2017-04-11"], 0.99),
        field("C.1", &["DUPONT"], 0.99),
        field("C.1p", &["JEAN"], 0.81),
        field("C.3", &["3 RUE DU LAC", "92000 NANTERRE"], 0.97),
        field("D.1", &["RENAULT"], 0.99),
        field("D.3", &["CLIO"], 0.99),
        field("E", &["VF1BG0A0G28193719"], 0.72),
        field("P.3", &["GO"], 0.99),
        field("P.6", &["5"], 0.64),
    ];
    Reading { readable: true, reason: None, fields: fields.into_iter().collect(), cpu_ms: 900 }
}

/// Stands for a photo where nothing reads it.
fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let shade = |x: u32, y: u32| image::Rgb([205, 225, 230 - ((x / 16 + y / 16) % 2) as u8 * 12]);
    let picture = image::RgbImage::from_fn(800, 600, shade);
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a picture");
    bytes.into_inner()
}
