//! Factures, avoirs, encaissements.

pub mod draft;

use crm::{
    Error, Fields, TenantTx, contacts, garages,
    ids::{InvoiceId, PaymentId},
    invoices::{self, Invoice, InvoiceFilter},
    money::Cents,
    payments::{self, PaymentForm},
    quotes, repair_orders, vehicles,
};
use poem::http::{HeaderValue, header};
use serde::Deserialize;
use views::invoices::show::Page;

use crate::{
    answer::{self, Answer},
    ask::Ask,
    fault::{Result, Sent, sent},
    quotes::quote_pdf,
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    filter: String,
    before: String,
    /// Kind of a line to begin.
    add: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let filter = InvoiceFilter::parse(&query.filter).unwrap_or_default();
    let before: Option<InvoiceId> = query.before.parse().ok();
    let mut tx = ask.look().await?;
    let page = invoices::list(&mut tx, filter, before).await?;
    tx.commit().await?;
    let next = page.last().map(|r| r.id);
    ask.page(views::invoices::index(&ask.ui, filter, &page.rows, next, before.is_none()))
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let invoice = invoices::get(&mut tx, id).await?;
    let page = match invoice.is_draft() {
        true => {
            let garage = garages::get(&mut tx).await?;
            let typed = draft::Typed::of(&invoice, &ask.query::<Query>().add, &garage);
            draft::draw(&ask, &mut tx, &invoice, Some(typed)).await?
        }
        false => draw(&ask, &mut tx, &invoice, &Form::default()).await?,
    };
    tx.commit().await?;
    ask.page(page)
}

/// What a form of the page sent, with its errors.
#[derive(Default)]
struct Form {
    payment: Option<PaymentForm>,
    reason: String,
    errors: Fields,
    /// The payment whose cancellation was sent.
    cancelling: Option<PaymentId>,
    /// Whether a receipt was asked for.
    receipt: Option<bool>,
}

async fn draw(ask: &Ask, tx: &mut TenantTx, invoice: &Invoice, form: &Form) -> Result<maud::Markup> {
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
    let payments = payments::of_invoice(tx, invoice.id).await?;
    let balance = invoice.account.as_ref().map_or(Cents::ZERO, |a| a.balance);
    let payment = form.payment.clone().unwrap_or_else(|| PaymentForm::fresh(balance, ask.cx.today()));
    let page = Page {
        contact: (contact.is.name(), format!("/contacts/{}", invoice.contact)),
        vehicle: vehicle.map(|v| (format!("{} {}", v.is.plate_shown(), v.is.name()), format!("/vehicles/{}", v.id))),
        quote: quote.map(|q| (q.number.unwrap_or_default(), format!("/quotes/{}", q.id))),
        order: order.map(|o| (o.number, format!("/repair-orders/{}", o.id))),
        other: other.map(|i| (i.number.unwrap_or_default(), format!("/invoices/{}", i.id))),
        receipt: form.receipt.unwrap_or(true),
        email: contact.is.email.as_ref().map(|e| e.as_str()),
        invoice,
        payments: &payments,
        payment: &payment,
        errors: &form.errors,
        reason: &form.reason,
        cancelling: form.cancelling,
    };
    Ok(views::invoices::show::page(&ask.ui, &page))
}

async fn again(ask: &mut Ask, id: InvoiceId, form: Form) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let invoice = invoices::get(&mut tx, id).await?;
    let page = match invoice.is_draft() {
        true => draft::draw(ask, &mut tx, &invoice, None).await?,
        false => draw(ask, &mut tx, &invoice, &form).await?,
    };
    tx.commit().await?;
    ask.again(page)
}

/// "Sceller": twice is once; what is missing comes back as a list, and no number was taken.
pub async fn seal(mut ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let mut tx = ask.start().await?;
    if !ask.confirmed() {
        let invoice = invoices::get(&mut tx, id).await?;
        return ask.page(views::invoices::draft::ask_seal(&ask.ui, &invoice));
    }
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
    // An empty reason is refused first, on its own page.
    if !ask.confirmed() && !reason.trim().is_empty() {
        let invoice = invoices::get(&mut tx, id).await?;
        return ask.page(views::invoices::show::ask_cancel(&ask.ui, &invoice, &reason));
    }
    match sent(invoices::cancel(&mut tx, id, &reason, jobs::check).await)? {
        Sent::Done(credit_note) => ask.done(tx, &format!("/invoices/{credit_note}")).await,
        Sent::Wrong(errors) => {
            drop(tx);
            again(&mut ask, id, Form { reason, errors, ..Form::default() }).await
        }
        Sent::Stale => Err(Error::Refused(crm::Why::Stale).into()),
    }
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
        None => Ok(wait(&ask, &invoice)),
    }
}

/// The job has not made it yet. Asked again by the browser itself, without JavaScript; not once it was given up.
fn wait(ask: &Ask, invoice: &Invoice) -> Answer {
    let late = invoice.account.as_ref().is_some_and(|a| a.trouble.is_some());
    let mut page = answer::page(views::errors::pdf_wait(&ask.ui, &invoice.id.to_string(), late));
    if !late {
        page.headers_mut().insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    page
}

pub async fn pay(mut ask: Ask) -> Result<Answer> {
    let id: InvoiceId = ask.id("id")?;
    let (form, receipt): (PaymentForm, bool) = (ask.form()?, ask.posted.get("receipt").is_some());
    let mut tx = ask.start().await?;
    match sent(payments::record(&mut tx, id, &form).await)? {
        Sent::Done(payment) => {
            if receipt {
                payments::send_receipt(&mut tx, payment).await?;
            }
            ask.done(tx, &format!("/invoices/{id}")).await
        }
        Sent::Wrong(errors) => {
            drop(tx);
            again(&mut ask, id, Form { payment: Some(form), errors, receipt: Some(receipt), ..Form::default() }).await
        }
        Sent::Stale => Err(Error::Refused(crm::Why::Stale).into()),
    }
}

pub async fn cancel_payment(mut ask: Ask) -> Result<Answer> {
    let id: PaymentId = ask.id("id")?;
    let reason = ask.posted.get("reason").unwrap_or_default().to_owned();
    let mut tx = ask.start().await?;
    let (payment, invoice) = payments::get(&mut tx, id).await?;
    // An empty reason is refused first, beside its field.
    if !ask.confirmed() && !reason.trim().is_empty() {
        return ask.page(views::invoices::payments::ask_cancel(&ask.ui, &payment, invoice, &reason));
    }
    match sent(payments::cancel(&mut tx, id, &reason).await)? {
        Sent::Done(invoice) => ask.done(tx, &format!("/invoices/{invoice}")).await,
        Sent::Wrong(errors) => {
            drop(tx);
            again(&mut ask, invoice, Form { reason, errors, cancelling: Some(id), ..Form::default() }).await
        }
        Sent::Stale => Err(Error::Refused(crm::Why::Stale).into()),
    }
}
