use crm::{
    Lang, contacts,
    document::Document,
    garages,
    ids::InvoiceId,
    invoices::{self, Missing},
    messages::{self, Body, MessageKind, NewMessage},
};
use tracing::error;

use crate::{failure, runner::Failure, works::At};

/// The in-process check that sealing asks for: EN 16931 and the French rules, on the XML that will be attached.
pub fn check(document: &Document) -> Result<(), Vec<Missing>> {
    let same = |m: invoice_templates::Missing| Missing { field: m.field, rule: m.rule.to_owned() };
    invoice_templates::check(document, Lang::Fr).map_err(|all| all.into_iter().map(same).collect())
}

/// Makes the PDF from the frozen data, once. A failure is an alarm with a retry on the same data, never another number.
pub async fn typeset(at: &At<'_>, id: InvoiceId, last: bool) -> Result<(), Failure> {
    let document = match load(at, id).await.map_err(failure)? {
        Some(document) => document,
        None => return Ok(()),
    };
    let name = invoices::file_name(&document);
    let made = tokio::task::spawn_blocking(move || invoice_templates::invoice(&document)).await;
    let pdf = match made {
        Ok(Ok(pdf)) => pdf.bytes,
        Ok(Err(e)) => return Err(trouble(at, id, last, format!("typeset: {e}")).await),
        Err(e) => return Err(trouble(at, id, last, format!("typeset: {e}")).await),
    };
    let mut tx = at.begin().await.map_err(failure)?;
    invoices::attach_pdf(&mut tx, id, name, pdf).await.map_err(failure)?;
    tx.commit().await.map_err(failure)
}

/// The frozen document; none when the PDF is there already.
async fn load(at: &At<'_>, id: InvoiceId) -> crm::Result<Option<Document>> {
    let mut tx = at.look().await?;
    if invoices::get(&mut tx, id).await?.has_pdf() {
        return Ok(None);
    }
    let document = invoices::document(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Some(document))
}

/// Notes on the invoice that its PDF is late, so that the garage sees it.
async fn trouble(at: &At<'_>, id: InvoiceId, last: bool, why: String) -> Failure {
    error!(invoice.id = %id, "invoice not typeset: {why}");
    let noted = async {
        let mut tx = at.begin().await?;
        invoices::note_trouble(&mut tx, id, Some("typeset")).await?;
        tx.commit().await
    };
    if let Err(e) = noted.await {
        return failure(e);
    }
    if last { Failure::GiveUp(why) } else { Failure::Retry(why) }
}

/// Writes the e-mail that carries the PDF.
pub async fn deliver(at: &At<'_>, id: InvoiceId) -> crm::Result<()> {
    let mut tx = at.begin().await?;
    let invoice = invoices::get(&mut tx, id).await?;
    let contact = contacts::get(&mut tx, invoice.contact).await?;
    let Some(file) = invoice.account.as_ref().and_then(|a| a.pdf) else { return Ok(()) };
    let Some(email) = &contact.is.email else { return Ok(()) };
    let garage = garages::get(&mut tx).await?;
    let document = invoices::document(&mut tx, id).await?;
    let mail = views::mails::invoice(contact.is.lang, &garage, &contact.is.full_name(), &document);
    let message = NewMessage {
        kind: MessageKind::Invoice,
        once_key: format!("invoice:{id}"),
        contact: Some(invoice.contact),
        recipient: email.as_str().to_owned(),
        subject: mail.subject,
        body: Body { text: mail.text, html: mail.html },
        about: format!("/invoices/{id}"),
        files: vec![(file, invoices::file_name(&document))],
    };
    messages::write(&mut tx, &message).await?;
    invoices::mark_delivered(&mut tx, id).await?;
    tx.commit().await
}
