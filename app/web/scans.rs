//! Réception: photo, reading, confirmation; and the same by hand.

use crm::{
    Error, Fields, Why,
    contacts::{ContactForm, NewContact},
    duplicates::{self, Verdict},
    files::{self, File},
    ids::{ContactId, ScanId, VehicleId},
    repair_orders::{Intake, IntakeForm},
    scans::{self, Adoption, Party, Scan, ScanState, prefill},
    vehicles::{self, NewVehicle, VehicleForm},
};
use scanner::Kind;
use views::scans::Review;

use crate::{
    answer::{self, Answer},
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
    vehicles::with_make,
};

/// After this the page offers to go on by hand.
const SLOW: chrono::TimeDelta = chrono::TimeDelta::seconds(30);
const LARGEST: usize = 15 * 1024 * 1024;

pub async fn new(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let recent = scans::recent(&mut tx).await?;
    tx.commit().await?;
    ask.page(views::scans::new(&ask.ui, &recent, None))
}

pub async fn create(mut ask: Ask) -> Result<Answer> {
    let file = match picture(&mut ask) {
        Ok(file) => file,
        Err(why) => return refuse(&mut ask, why).await,
    };
    let mut tx = ask.start().await?;
    let id = scans::start(&mut tx, &file).await?;
    ask.done(tx, &format!("/scans/{id}")).await
}

/// Drawn cartes grises of nobody, marked FACTICE, for who tries the demo garage without one at hand.
pub const SAMPLES: [&[u8]; 2] = [include_bytes!("samples/1.jpg"), include_bytes!("samples/2.jpg")];

/// What was sent, or the sample that was asked for in a demo garage.
fn picture(ask: &mut Ask) -> std::result::Result<File, Why> {
    let sample = ask.posted.get("sample").and_then(|n| n.parse::<usize>().ok()).filter(|_| ask.ui.demo);
    if let Some((n, bytes)) = sample.and_then(|n| Some((n, *SAMPLES.get(n.checked_sub(1)?)?))) {
        let name = format!("carte-grise-factice-{n}.jpg");
        return Ok(File { name, content_type: "image/jpeg".into(), bytes: bytes.to_vec() });
    }
    let upload = ask.upload("photo").ok_or(Why::Missing)?;
    let kind = accept(&upload.bytes)?;
    Ok(File { name: upload.name, content_type: kind.to_owned(), bytes: upload.bytes })
}

/// The type by its content, never by its name; a phone's HEIC is refused with what to do.
pub fn accept(bytes: &[u8]) -> std::result::Result<&'static str, Why> {
    if bytes.len() > LARGEST {
        return Err(Why::FileTooLarge);
    }
    match Kind::of(bytes) {
        Kind::Jpeg => Ok("image/jpeg"),
        Kind::Png => Ok("image/png"),
        Kind::Pdf => Ok("application/pdf"),
        Kind::Heic => Err(Why::FileHeic),
        Kind::Other => Err(Why::FileUnsupported),
    }
}

async fn refuse(ask: &mut Ask, why: Why) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let recent = scans::recent(&mut tx).await?;
    tx.commit().await?;
    ask.again(views::scans::new(&ask.ui, &recent, Some(why)))
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: ScanId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let scan = scans::get(&mut tx, id).await?;
    if scan.state == ScanState::Reading {
        tx.commit().await?;
        let slow = ask.cx.now - scan.created_at > SLOW;
        return ask.page(if ask.partial {
            views::scans::reading(&ask.ui, &scan, slow)
        } else {
            views::scans::reading_page(&ask.ui, &scan, slow)
        });
    }
    if let (ScanState::Adopted, Some(order)) = (scan.state, scan.repair_order) {
        return Ok(ask.go(&format!("/repair-orders/{order}")));
    }
    let reading = scan.reading.clone().unwrap_or_default();
    let (contact, vehicle) = (prefill::contact_form(&reading), prefill::vehicle_form(&reading));
    let form = Reception { contact, vehicle, ..Reception::default() };
    let known = known(&mut tx, &form).await?;
    tx.commit().await?;
    let (contact_choice, vehicle_choice) = known.preferred(&form);
    let form = Reception { contact_choice, vehicle_choice, ..form };
    let review = form.review(Some(&scan), &known, &Fields::default(), |r| {
        if ask.partial { views::scans::review_box(&ask.ui, r) } else { views::scans::review_page(&ask.ui, r) }
    });
    ask.page(review)
}

/// Everything the form of reception sends.
#[derive(Default)]
struct Reception {
    contact: ContactForm,
    vehicle: VehicleForm,
    intake: IntakeForm,
    contact_choice: String,
    vehicle_choice: String,
}

/// The form, checked.
type Parsed = (Party<ContactId, NewContact>, Party<VehicleId, NewVehicle>, Intake);

/// What we know already that looks like it.
struct Known {
    vehicles: Vec<vehicles::VehicleRow>,
    contacts: Vec<duplicates::Twin>,
}

async fn known(tx: &mut crm::TenantTx, form: &Reception) -> Result<Known> {
    let mut ignored = Fields::default();
    let vehicle = form.vehicle.parse(&mut ignored);
    let vehicles = match &vehicle {
        Some(new) => vehicles::known_as(tx, new.plate.as_ref(), new.vin.as_ref()).await?,
        None => Vec::new(),
    };
    let plates: Vec<String> = vehicle.iter().flat_map(|v| &v.plate).map(|p| p.key().to_owned()).collect();
    let contacts = match form.contact.parse(&mut ignored) {
        Some(new) => duplicates::at_entry(tx, &new, &plates).await?,
        None => Vec::new(),
    };
    Ok(Known { vehicles, contacts })
}

impl Known {
    /// A vehicle of the same plate or VIN is offered first; the customer too when the name is the same.
    fn preferred(&self, form: &Reception) -> (String, String) {
        let vehicle = self.vehicles.first().map_or("new".to_owned(), |v| v.id.to_string());
        let name = crm::text::key(&format!("{} {}", form.contact.last_name, form.contact.first_name));
        let same = |c: &&duplicates::Twin| {
            let known = crm::text::key(&c.row.name);
            known == name || known == crm::text::key(&form.contact.company) || c.likeness.verdict == Verdict::Same
        };
        let contact = self.contacts.iter().find(same).map_or("new".to_owned(), |c| c.row.id.to_string());
        (contact, vehicle)
    }
}

impl Reception {
    fn of(ask: &Ask) -> Result<Reception> {
        let choice = |name| ask.posted.get(name).unwrap_or("new").to_owned();
        Ok(Reception {
            contact: ask.form()?,
            vehicle: ask.form()?,
            intake: ask.form()?,
            contact_choice: choice("contact_choice"),
            vehicle_choice: choice("vehicle_choice"),
        })
    }

    fn review(
        &self,
        scan: Option<&Scan>,
        known: &Known,
        errors: &Fields,
        draw: impl Fn(&Review) -> maud::Markup,
    ) -> maud::Markup {
        draw(&Review {
            scan,
            contact: &self.contact,
            vehicle: &self.vehicle,
            intake: &self.intake,
            errors,
            known_vehicles: &known.vehicles,
            known_contacts: &known.contacts,
            contact_choice: &self.contact_choice,
            vehicle_choice: &self.vehicle_choice,
        })
    }

    fn parse(&self) -> std::result::Result<Parsed, Fields> {
        let mut fields = Fields::default();
        let vehicle = match self.vehicle_choice.parse() {
            Ok(id) => Some(Party::Known(id)),
            Err(_) => with_make(&self.vehicle).parse(&mut fields).map(|v| Party::New(Box::new(v))),
        };
        let contact = match self.contact_choice.parse() {
            Ok(id) => Some(Party::Known(id)),
            Err(_) => self.contact.parse(&mut fields).map(|c| Party::New(Box::new(c))),
        };
        let intake = self.intake.parse(&mut fields);
        match (contact, vehicle, intake, fields.is_empty()) {
            (Some(contact), Some(vehicle), Some(intake), true) => Ok((contact, vehicle, intake)),
            _ => Err(fields),
        }
    }
}

pub async fn adopt(ask: Ask) -> Result<Answer> {
    let id: ScanId = ask.id("id")?;
    let form = Reception::of(&ask)?;
    let (contact, vehicle, intake) = match form.parse() {
        Ok(parsed) => parsed,
        Err(errors) => return redraw(ask, Some(id), &form, &errors).await,
    };
    let mut tx = ask.start().await?;
    let reading = scans::get(&mut tx, id).await?.reading.unwrap_or_default();
    let checked_contact = matches!(contact, Party::New(_)).then_some(&form.contact);
    let checked_vehicle = matches!(vehicle, Party::New(_)).then_some(&form.vehicle);
    let outcome = prefill::outcome(&reading, checked_contact, checked_vehicle);
    let adoption = Adoption { contact, vehicle, intake, outcome };
    match sent(scans::adopt(&mut tx, id, &adoption).await)? {
        Sent::Done(order) => ask.done(tx, &format!("/repair-orders/{order}")).await,
        Sent::Wrong(errors) => {
            drop(tx);
            redraw(ask, Some(id), &form, &errors).await
        }
        Sent::Stale => Err(Error::Refused(Why::Stale).into()),
    }
}

/// How well cards are read here: what was corrected, field by field.
pub async fn accuracy(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let shares = scans::shares(&mut tx).await?;
    tx.commit().await?;
    ask.page(views::scans::accuracy(&ask.ui, &shares))
}

/// Reception by hand.
pub async fn by_hand(ask: Ask) -> Result<Answer> {
    let form = Reception {
        contact: ContactForm::fresh(),
        contact_choice: "new".into(),
        vehicle_choice: "new".into(),
        ..Reception::default()
    };
    let nothing = Known { vehicles: vec![], contacts: vec![] };
    ask.page(form.review(None, &nothing, &Fields::default(), |r| views::scans::review_page(&ask.ui, r)))
}

pub async fn receive(ask: Ask) -> Result<Answer> {
    let form = Reception::of(&ask)?;
    let (contact, vehicle, intake) = match form.parse() {
        Ok(parsed) => parsed,
        Err(errors) => return redraw(ask, None, &form, &errors).await,
    };
    let mut tx = ask.start().await?;
    let known = known(&mut tx, &form).await?;
    let twin = (matches!(contact, Party::New(_)) && !known.contacts.is_empty())
        || (matches!(vehicle, Party::New(_)) && !known.vehicles.is_empty());
    if twin && ask.posted.get("seen").is_none() {
        drop(tx);
        return redraw(ask, None, &form, &Fields::default()).await;
    }
    match sent(scans::receive(&mut tx, &contact, &vehicle, &intake).await)? {
        Sent::Done((_, _, order)) => ask.done(tx, &format!("/repair-orders/{order}")).await,
        Sent::Wrong(errors) => {
            drop(tx);
            redraw(ask, None, &form, &errors).await
        }
        Sent::Stale => Err(Error::Refused(Why::Stale).into()),
    }
}

/// The form again with its errors, and with what turned out to be known already.
async fn redraw(mut ask: Ask, id: Option<ScanId>, form: &Reception, errors: &Fields) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let scan = match id {
        Some(id) => Some(scans::get(&mut tx, id).await?),
        None => None,
    };
    let known = known(&mut tx, form).await?;
    tx.commit().await?;
    ask.again(form.review(scan.as_ref(), &known, errors, |r| views::scans::review_page(&ask.ui, r)))
}

pub async fn retry(ask: Ask) -> Result<Answer> {
    let id: ScanId = ask.id("id")?;
    let mut tx = ask.start().await?;
    scans::retry(&mut tx, id).await?;
    ask.done(tx, &format!("/scans/{id}")).await
}

/// The re-encoded copy, without metadata; never the upload itself.
pub async fn photo(mut ask: Ask) -> Result<Answer> {
    let id: ScanId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let shown = scans::get(&mut tx, id).await?.shown.ok_or(Fault::not_found())?;
    let file = files::load(&mut tx, shown).await?;
    tx.commit().await?;
    Ok(answer::file(&file.content_type, &file.name, file.bytes, false))
}

/// The strip of the photo a field was read from.
pub async fn strip(mut ask: Ask) -> Result<Answer> {
    let id: ScanId = ask.id("id")?;
    let code = ask.param("code").unwrap_or_default().to_owned();
    let mut tx = ask.look().await?;
    let scan = scans::get(&mut tx, id).await?;
    let place = scan.reading.as_ref().and_then(|r| r.fields.get(&code)?.strip).ok_or(Fault::not_found())?;
    let page = files::load(&mut tx, scan.page.ok_or(Fault::not_found())?).await?;
    tx.commit().await?;
    let cut = tokio::task::spawn_blocking(move || scanner::strip_jpeg(&page.bytes, place)).await.ok().flatten();
    Ok(answer::file("image/jpeg", "strip.jpg", cut.ok_or(Fault::not_found())?, false))
}
