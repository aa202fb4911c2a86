//! Factures, avoirs, encaissements.

use crm::{
    Error, Fields, TenantTx, contacts,
    document::Document,
    ids::{InvoiceId, PaymentId},
    invoices::{self, DraftForm, InvoiceFilter},
    money::Cents,
    payments::{self, PaymentForm},
    quotes, repair_orders, vehicles,
};
use serde::Deserialize;
use views::invoices::show::{Missing, Page};

use crate::{
    answer::{self, Answer},
    ask::Ask,
    fault::{Result, Sent, sent},
    quotes::quote_pdf,
};

const PAGE: usize = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    filter: String,
    before: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let filter = InvoiceFilter::parse(&query.filter).unwrap_or_default();
    let before: Option<InvoiceId> = query.before.parse().ok();
    let mut tx = ask.look().await?;
    let mut rows = invoices::list(&mut tx, filter, before, PAGE as i64 + 1).await?;
    tx.commit().await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|r| r.id);
    ask.page(views::invoices::index(&ask.ui, filter, &rows, next, before.is_none()))
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let page = draw(&ask, &mut tx, id, &Form::default()).await?;
    tx.commit().await?;
    ask.page(page)
}

/// What a form of the page sent, with its errors.
#[derive(Default)]
struct Form {
    draft: Option<DraftForm>,
    payment: Option<PaymentForm>,
    reason: String,
    errors: Fields,
    stale: bool,
}

async fn draw(ask: &Ask, tx: &mut TenantTx, id: InvoiceId, form: &Form) -> Result<maud::Markup> {
    let invoice = invoices::get(tx, id).await?;
    let contact = contacts::get(tx, invoice.contact).await?;
    let vehicle = match invoice.vehicle {
        Some(id) => Some(vehicles::get(tx, id).await?),
        None => None,
    };
    let quote = match invoice.quote {
        Some(id) => Some(quotes::get(tx, id).await?),
        None => None,
    };
    let order = match invoice.repair_order {
        Some(id) => Some(repair_orders::get(tx, id).await?),
        None => None,
    };
    let other = match invoice.corrects.or(invoice.account.as_ref().and_then(|a| a.cancelled_by)) {
        Some(id) => Some(invoices::get(tx, id).await?),
        None => None,
    };
    let missing = match invoice.is_draft() {
        true => missing(&invoices::document(tx, id).await?, &invoice),
        false => vec![],
    };
    let payments = payments::of_invoice(tx, id).await?;
    let balance = invoice.account.as_ref().map_or(Cents::ZERO, |a| a.balance);
    let draft = form.draft.clone().unwrap_or_else(|| DraftForm::of(&invoice));
    let payment = form.payment.clone().unwrap_or_else(|| PaymentForm::fresh(balance, ask.cx.today()));
    let page = Page {
        contact: (contact.is.name(), format!("/contacts/{}", invoice.contact)),
        vehicle: vehicle.map(|v| (format!("{} {}", v.is.plate_shown(), v.is.name()), format!("/vehicles/{}", v.id))),
        quote: quote.map(|q| (q.number.unwrap_or_default(), format!("/quotes/{}", q.id))),
        order: order.map(|o| (o.number, format!("/repair-orders/{}", o.id))),
        other: other.map(|i| (i.number.unwrap_or_default(), format!("/invoices/{}", i.id))),
        invoice: &invoice,
        missing: &missing,
        draft: &draft,
        payments: &payments,
        payment: &payment,
        errors: &form.errors,
        stale: form.stale,
        reason: &form.reason,
    };
    Ok(views::invoices::show::page(&ask.ui, &page))
}

/// What the check finds, each with the page where it is mended.
fn missing(document: &Document, invoice: &invoices::Invoice) -> Vec<Missing> {
    let Err(all) = invoice_templates::check(document) else { return vec![] };
    let href = |field: &str| match field.split('.').next() {
        Some("seller") => "/settings".to_owned(),
        Some("buyer") => format!("/contacts/{}/edit", invoice.contact),
        _ => format!("/invoices/{}", invoice.id),
    };
    all.into_iter().map(|m| Missing { href: href(&m.field), says: m.message }).collect()
}

async fn again(ask: &mut Ask, id: InvoiceId, form: Form) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let page = draw(ask, &mut tx, id, &form).await?;
    tx.commit().await?;
    if form.stale { ask.stale(page) } else { ask.again(page) }
}

pub async fn update(mut ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let (form, version): (DraftForm, i32) = (ask.form()?, ask.posted.version()?);
    let mut tx = ask.start().await?;
    match sent(invoices::save_draft(&mut tx, id, version, &form).await)? {
        Sent::Done(()) => ask.done(tx, &format!("/invoices/{id}")).await,
        Sent::Wrong(errors) => {
            drop(tx);
            again(&mut ask, id, Form { draft: Some(form), errors, ..Form::default() }).await
        }
        Sent::Stale => {
            drop(tx);
            again(&mut ask, id, Form { draft: Some(form), stale: true, ..Form::default() }).await
        }
    }
}

/// "Sceller": twice is once; what is missing comes back as a list, and no number was taken.
pub async fn seal(mut ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let mut tx = ask.start().await?;
    match sent(invoices::seal(&mut tx, id, jobs::check).await)? {
        Sent::Done(()) => ask.done(tx, &format!("/invoices/{id}")).await,
        Sent::Wrong(_) | Sent::Stale => {
            drop(tx);
            again(&mut ask, id, Form::default()).await
        }
    }
}

pub async fn cancel(mut ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let reason = ask.posted.get("reason").unwrap_or_default().to_owned();
    let mut tx = ask.start().await?;
    match sent(invoices::cancel(&mut tx, id, &reason, jobs::check).await)? {
        Sent::Done(credit_note) => ask.done(tx, &format!("/invoices/{credit_note}")).await,
        Sent::Wrong(errors) => {
            drop(tx);
            again(&mut ask, id, Form { reason, errors, ..Form::default() }).await
        }
        Sent::Stale => Err(Error::Refused(crm::Why::Stale).into()),
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let mut tx = ask.start().await?;
    invoices::delete_draft(&mut tx, id).await?;
    ask.done(tx, "/invoices").await
}

/// A draft's preview is made on the spot; a sealed invoice's PDF is the stored one, and only that.
pub async fn pdf(mut ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let invoice = invoices::get(&mut tx, id).await?;
    if invoice.is_draft() {
        let document = invoices::document(&mut tx, id).await?;
        tx.commit().await?;
        return quote_pdf(document).await;
    }
    let file = invoices::pdf(&mut tx, id).await?;
    tx.commit().await?;
    match file {
        Some(file) => Ok(answer::file(&file.content_type, &file.name, file.bytes, false)),
        None => ask.page(views::errors::pdf_wait(&ask.ui)),
    }
}

pub async fn pay(mut ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let form: PaymentForm = ask.form()?;
    let mut tx = ask.start().await?;
    match sent(payments::record(&mut tx, id, &form).await)? {
        Sent::Done(_) => ask.done(tx, &format!("/invoices/{id}")).await,
        Sent::Wrong(errors) => {
            drop(tx);
            again(&mut ask, id, Form { payment: Some(form), errors, ..Form::default() }).await
        }
        Sent::Stale => Err(Error::Refused(crm::Why::Stale).into()),
    }
}

pub async fn cancel_payment(ask: Ask) -> Result<Answer> {
    let id: PaymentId = ask.id("id")?;
    let reason = ask.posted.get("reason").unwrap_or_default().to_owned();
    let mut tx = ask.start().await?;
    let invoice = payments::cancel(&mut tx, id, &reason).await?;
    ask.done(tx, &format!("/invoices/{invoice}")).await
}
