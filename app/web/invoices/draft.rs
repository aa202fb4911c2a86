//! An invoice before it is sealed: begun directly or from a quote, written, checked.

use crm::{
    Error, Fields, Lang, TenantTx, contacts,
    document::Document,
    garages,
    ids::InvoiceId,
    invoices::{self, DraftForm, Invoice},
    lines, packages,
    policy::Act,
    quotes, repair_orders, vehicles,
};
use maud::Markup;
use views::{
    beginning::Paper,
    invoices::draft::{self, Draft, Missing},
    lines::{Writing, input_name},
};

use crate::{
    answer::Answer,
    ask::Ask,
    beginning,
    fault::{Result, Sent, sent},
    line_forms::{self, Written},
};

pub async fn new(ask: Ask) -> Result<Answer> {
    beginning::draw(ask, Paper::Invoice).await
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let new = beginning::posted(&ask)?;
    let mut tx = ask.start().await?;
    let invoice = invoices::draft_directly(&mut tx, &new).await?;
    ask.done(tx, &format!("/invoices/{invoice}")).await
}

/// What the page's form sent, with its errors.
#[derive(Clone)]
pub struct Typed {
    pub form: DraftForm,
    pub written: Written,
    pub errors: Fields,
    pub stale: bool,
}

impl Typed {
    pub fn of(invoice: &Invoice, add: &str, garage: &garages::Garage) -> Typed {
        let written = Written::of(&invoice.lines, invoice.entry, invoice.version, add, garage);
        Typed { form: DraftForm::of(invoice), written, errors: Fields::default(), stale: false }
    }
}

/// Draws the draft as it is stored, or over what was typed.
pub async fn draw(ask: &Ask, tx: &mut TenantTx, invoice: &Invoice, typed: Option<Typed>) -> Result<Markup> {
    let garage = garages::get(tx).await?;
    let typed = typed.unwrap_or_else(|| Typed::of(invoice, "", &garage));
    let contact = contacts::get(tx, invoice.contact).await?;
    let vehicle = match invoice.vehicle {
        Some(id) => Some(vehicles::get(tx, id).await?),
        None => None,
    };
    let quote = match invoice.quote {
        Some(id) => quotes::get(tx, id).await?.number.map(|number| (number, format!("/quotes/{id}"))),
        None => None,
    };
    let order = match invoice.repair_order {
        Some(id) => Some(repair_orders::get(tx, id).await?),
        None => None,
    };
    let missing = missing(&invoices::document(tx, invoice.id).await?, invoice, ask.ui.lang);
    let forfaits = packages::list(tx, &garage).await?;
    let (worth, sums) = line_forms::worth(&typed.written.lines, &garage, typed.written.entry);
    let at = format!("/invoices/{}", invoice.id);
    let writing = invoice.is_direct().then(|| Writing {
        at: &at,
        packages: &forfaits,
        lines: &typed.written.lines,
        worth: &worth,
        sums: &sums,
        entry: typed.written.entry,
        errors: &typed.errors,
    });
    let page = Draft {
        contact: (contact.is.name(), format!("/contacts/{}", invoice.contact)),
        vehicle: vehicle.map(|v| (format!("{} {}", v.is.plate_shown(), v.is.name()), format!("/vehicles/{}", v.id))),
        quote,
        order: order.map(|o| (o.number, format!("/repair-orders/{}", o.id))),
        invoice,
        version: typed.written.version,
        missing: &missing,
        form: &typed.form,
        writing,
        errors: &typed.errors,
        stale: typed.stale,
    };
    Ok(draft::page(&ask.ui, &page))
}

/// What the check finds, each with the page where it is mended and that leads back here.
fn missing(document: &Document, invoice: &Invoice, lang: Lang) -> Vec<Missing> {
    let Err(all) = invoice_templates::check(document, lang) else { return vec![] };
    let back = views::pick::encoded(&format!("/invoices/{}", invoice.id));
    let href = |field: &str| match field.split('.').next() {
        Some("seller") => "/settings".to_owned(),
        Some("buyer") => format!("/contacts/{}/edit?to={back}", invoice.contact),
        _ => format!("#f-{}", input_name(field)),
    };
    let what = |found: invoice_templates::Missing| Missing {
        href: href(&found.field),
        why: invoices::why_missing(&found.field),
        says: found.message,
    };
    all.into_iter().map(what).collect()
}

/// Every button of the page saves; then it adds a line, or seals.
pub async fn update(mut ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let form: DraftForm = ask.form()?;
    let mut typed = Typed { form, written: Written::posted(&ask.posted)?, errors: Fields::default(), stale: false };
    let mut tx = ask.start().await?;
    let to = match save(&ask, &mut tx, id, &mut typed).await? {
        Sent::Done(to) => to,
        Sent::Wrong(errors) => {
            drop(tx);
            return again(&mut ask, id, Typed { errors, ..typed }).await;
        }
        Sent::Stale => {
            drop(tx);
            return again(&mut ask, id, Typed { stale: true, ..typed }).await;
        }
    };
    if typed.written.then != "seal" {
        return ask.done(tx, &to).await;
    }
    ask.require(Act::SealInvoices)?;
    let invoice = invoices::get(&mut tx, id).await?;
    if !ask.confirmed() && missing(&invoices::document(&mut tx, id).await?, &invoice, ask.ui.lang).is_empty() {
        // What was typed is kept, whatever is answered.
        ask.done(tx, &to).await?;
        return ask.page(draft::ask_seal(&ask.ui, &invoice));
    }
    match invoices::seal(&mut tx, id, jobs::check).await {
        // What is missing is on the page, above what was saved.
        Ok(()) | Err(Error::Invalid(_) | Error::Refused(crm::Why::NoLine)) => ask.done(tx, &to).await,
        Err(other) => Err(other.into()),
    }
}

/// Saves what was typed; gives where to look then.
async fn save(ask: &Ask, tx: &mut TenantTx, id: InvoiceId, typed: &mut Typed) -> Result<Sent<String>> {
    let (invoice, garage) = (invoices::get(tx, id).await?, garages::get(tx).await?);
    let (at, written) = (format!("/invoices/{id}"), &typed.written);
    let mut errors = Fields::default();
    let lines = match invoice.is_direct() {
        true => lines::parse_all(&written.lines, &garage, &mut errors),
        false => None,
    };
    typed.form.parse(&mut errors);
    if !errors.is_empty() {
        return Ok(Sent::Wrong(errors));
    }
    // The version first: a colleague's lines are not written over.
    match sent(invoices::save_draft(tx, id, written.version, &typed.form).await)? {
        Sent::Done(()) => {}
        Sent::Wrong(errors) => return Ok(Sent::Wrong(errors)),
        Sent::Stale => return Ok(Sent::Stale),
    }
    let Some(lines) = lines else { return Ok(Sent::Done(at)) };
    let (entry, lines, focus) = written.act(tx, &garage, lines, ask.posted.get("package")).await?;
    invoices::save_lines(tx, id, entry, &lines).await?;
    Ok(Sent::Done(written.leads(&at, lines.len(), focus)))
}

async fn again(ask: &mut Ask, id: InvoiceId, mut typed: Typed) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let invoice = invoices::get(&mut tx, id).await?;
    if !invoice.is_draft() {
        return Err(Error::Refused(crm::Why::NotDraft).into());
    }
    let stale = typed.stale;
    if stale {
        // What was typed is shown over the newest version.
        typed.written.version = invoice.version;
    }
    let page = draw(ask, &mut tx, &invoice, Some(typed)).await?;
    tx.commit().await?;
    if stale { ask.stale(page) } else { ask.again(page) }
}

/// The sums of what is typed, without saving.
pub async fn totals(mut ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let mut tx = ask.look().await?;
    invoices::get(&mut tx, id).await?;
    line_forms::totals(&ask, tx, &format!("/invoices/{id}")).await
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    if !ask.confirmed() {
        return ask.page(draft::ask_delete(&ask.ui, &format!("/invoices/{id}")));
    }
    let mut tx = ask.start().await?;
    invoices::delete_draft(&mut tx, id).await?;
    ask.done(tx, "/invoices").await
}
