//! One act on many customers: some at a time, each step committed with where it is. After a while the job gives way to
//! others and goes on in a next one, so that a hundred thousand customers fit in any time limit.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use crm::{
    Lang, TenantTx,
    batches::{self, Batch, Export, Step},
    consents::{self, Purpose},
    contacts::{self, Contact},
    custom_fields::{self, CustomField},
    files::File,
    garages::{self, Garage},
    ids::{BatchId, ContactId},
    messages::{self, Body, MessageKind, NewMessage},
    queue::{self, Job},
    vehicles,
};
use views::sheets::Columns;

use crate::works::At;

/// How long a job works before it gives way.
const TURN: TimeDelta = TimeDelta::seconds(20);

fn is_over(at: &At<'_>, begun: DateTime<Utc>) -> bool {
    (at.works.clock)() - begun > TURN
}

pub async fn run(at: &At<'_>, id: BatchId) -> crm::Result<()> {
    let begun = (at.works.clock)();
    loop {
        let mut tx = at.begin().await?;
        match batches::step(&mut tx, id).await? {
            Step::Finished => return tx.commit().await,
            Step::More => {}
            Step::Write(batch, to) => write(at, &mut tx, &batch, &to).await?,
            Step::Export(batch) => {
                tx.commit().await?;
                return export(at, &batch).await;
            }
        }
        if is_over(at, begun) {
            queue::enqueue(&mut tx, Job::RunBatch { batch: id }).await?;
            return tx.commit().await;
        }
        tx.commit().await?;
    }
}

pub async fn undo(at: &At<'_>, id: BatchId) -> crm::Result<()> {
    let begun = (at.works.clock)();
    loop {
        let mut tx = at.begin().await?;
        let more = batches::undo_step(&mut tx, id).await?;
        let over = is_over(at, begun);
        if more && over {
            queue::enqueue(&mut tx, Job::UndoBatch { batch: id }).await?;
        }
        tx.commit().await?;
        if !more || over {
            return Ok(());
        }
    }
}

async fn write(at: &At<'_>, tx: &mut TenantTx, batch: &Batch, to: &[ContactId]) -> crm::Result<()> {
    let garage = garages::get(tx).await?;
    if batch.detail.offer {
        return offer(at, tx, batch, &garage, to).await;
    }
    let letters = contacts::these(tx, to).await?;
    let letters: Vec<NewMessage> = letters.iter().filter_map(|contact| letter(batch, &garage, contact, None)).collect();
    messages::write_all(tx, &letters).await
}

/// To those who allow it, each with the link by which he stops it.
async fn offer(at: &At<'_>, tx: &mut TenantTx, batch: &Batch, garage: &Garage, to: &[ContactId]) -> crm::Result<()> {
    let allowed = consents::allowing(tx, to, Purpose::EmailOffers).await?;
    let mut letters = Vec::with_capacity(allowed.len());
    for contact in contacts::these(tx, to).await? {
        let Some(allowed) = allowed.iter().find(|a| a.contact() == contact.id) else { continue };
        let stop = at.url(&format!("/stop/{}", consents::token(tx, contact.id).await?));
        letters.extend(letter(batch, garage, &contact, Some(&stop)).map(|letter| (*allowed, letter)));
    }
    messages::write_offers(tx, letters).await
}

fn letter(batch: &Batch, garage: &Garage, contact: &Contact, stop: Option<&str>) -> Option<NewMessage> {
    let email = contact.is.email.as_ref()?;
    let (lang, name, detail) = (contact.is.lang, contact.is.full_name(), &batch.detail);
    let mail = views::mails::notice(lang, garage, &name, &detail.subject, &detail.text, stop);
    Some(NewMessage {
        kind: MessageKind::Notice,
        once_key: format!("batch:{}:{}", batch.id, contact.id),
        contact: Some(contact.id),
        recipient: email.as_str().to_owned(),
        subject: mail.subject,
        body: Body { text: mail.text, html: mail.html },
        about: format!("/contacts/{}", contact.id),
        files: vec![],
    })
}

/// Read some at a time, written as it goes: only the file itself is held whole.
async fn export(at: &At<'_>, batch: &Batch) -> crm::Result<()> {
    let mut tx = at.look().await?;
    let fields: Vec<CustomField> = custom_fields::list(&mut tx).await?.into_iter().filter(|f| !f.private).collect();
    tx.commit().await?;
    let lang = at.cx.lang;
    let columns = Columns { lang, fields: &fields };
    let mut sheet = Sheet::new(lang, &batch.detail.format, columns.header())?;
    let (mut some, mut many) = (Export::new(), 0);
    loop {
        let mut tx = at.look().await?;
        let contacts = some.next(&mut tx, batch).await?;
        let plates = plates(&mut tx, &contacts).await?;
        tx.commit().await?;
        if contacts.is_empty() {
            break;
        }
        many += contacts.len();
        for contact in &contacts {
            let own = plates.get(&contact.id).map_or(&[][..], Vec::as_slice);
            sheet.row(columns.row(contact, own))?;
        }
    }
    let file = sheet.finish(at.cx.today())?;
    let mut tx = at.begin().await?;
    batches::finish_export(&mut tx, batch.id, &file, many).await?;
    tx.commit().await
}

async fn plates(tx: &mut TenantTx, contacts: &[Contact]) -> crm::Result<HashMap<ContactId, Vec<String>>> {
    let ids: Vec<ContactId> = contacts.iter().map(|c| c.id).collect();
    let mut plates: HashMap<ContactId, Vec<String>> = HashMap::new();
    for (owner, plate) in vehicles::plates_of(tx, &ids).await? {
        plates.entry(owner).or_default().push(plate);
    }
    Ok(plates)
}

/// A file being written, of either make.
enum Sheet {
    Csv(sheets::Csv),
    Xlsx(Box<sheets::Xlsx>),
}

impl Sheet {
    fn new(lang: Lang, format: &str, header: Vec<String>) -> crm::Result<Sheet> {
        match format {
            "xlsx" => {
                Ok(Sheet::Xlsx(Box::new(sheets::Xlsx::new(views::sheets::name(lang), header).map_err(unwritten)?)))
            }
            _ => Ok(Sheet::Csv(sheets::Csv::new(header))),
        }
    }

    fn row(&mut self, cells: Vec<String>) -> crm::Result<()> {
        match self {
            Sheet::Csv(csv) => csv.row(cells),
            Sheet::Xlsx(xlsx) => xlsx.row(cells).map_err(unwritten)?,
        }
        Ok(())
    }

    fn finish(self, today: chrono::NaiveDate) -> crm::Result<File> {
        let (bytes, end, content_type) = match self {
            Sheet::Csv(mut csv) => (csv.take(), "csv", "text/csv; charset=utf-8"),
            Sheet::Xlsx(xlsx) => (
                xlsx.finish().map_err(unwritten)?,
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
        };
        Ok(File { name: format!("clients-{today}.{end}"), content_type: content_type.into(), bytes })
    }
}

fn unwritten(why: sheets::Unwritten) -> crm::Error {
    crm::Error::Internal(format!("sheet not written: {why}"))
}
