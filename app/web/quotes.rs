//! Devis.

use crm::{
    Error, Fields, TenantTx, Why, contacts, garages,
    ids::{LineId, QuoteId},
    invoices, lines, packages,
    policy::Act,
    quotes::{self, Draft, Quote, approval},
    text, vehicles,
};
use serde::Deserialize;
use views::{
    beginning::Paper,
    quotes::{editor::Editing, show::Page},
};

use crate::{
    answer::{self, Answer},
    ask::Ask,
    beginning,
    fault::{Result, Sent, sent},
    line_forms::{self, Written},
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    before: String,
    /// Kind of a line to begin.
    add: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let before: Option<QuoteId> = ask.query::<Query>().before.parse().ok();
    let mut tx = ask.look().await?;
    let page = quotes::list(&mut tx, before).await?;
    tx.commit().await?;
    let next = page.last().map(|r| r.id);
    ask.page(views::quotes::index(&ask.ui, &page.rows, next, before.is_none()))
}

pub async fn new(ask: Ask) -> Result<Answer> {
    beginning::draw(ask, Paper::Quote).await
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let new = beginning::posted(&ask)?;
    let mut tx = ask.start().await?;
    let quote = quotes::create(&mut tx, &new).await?;
    ask.done(tx, &format!("/quotes/{quote}")).await
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: QuoteId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let quote = quotes::get(&mut tx, id).await?;
    if quote.is_draft() && ask.may(Act::EditQuotes) {
        let garage = garages::get(&mut tx).await?;
        let add = ask.query::<Query>().add;
        let typed = Typed::of(&quote, Written::of(&quote.lines, quote.entry, quote.version, &add, &garage));
        let page = draw(&ask, &mut tx, &quote, &typed, &Fields::default(), false).await?;
        tx.commit().await?;
        return ask.page(page);
    }
    let contact = contacts::get(&mut tx, quote.contact).await?;
    let vehicle = match quote.vehicle {
        Some(id) => Some(vehicles::get(&mut tx, id).await?),
        None => None,
    };
    let token = approval::token(&mut tx, id).await?;
    let signer = approval::signer(&mut tx, id).await?;
    let invoice = invoices::of_quote(&mut tx, id).await?;
    let sign = garages::sign(&mut tx).await?;
    tx.commit().await?;
    let may_send = ask.may(Act::SendQuotes);
    let page = Page {
        quote: &quote,
        contact: (contact.is.name(), format!("/contacts/{}", quote.contact)),
        vehicle: vehicle.map(|v| (format!("{} {}", v.is.plate_shown(), v.is.name()), format!("/vehicles/{}", v.id))),
        link: may_send.then(|| format!("{}/a/{token}", ask.app.settings.garage_url(&sign.subdomain))),
        email: contact.is.email.as_ref().map(|e| e.as_str().to_owned()),
        signer,
        invoice,
    };
    ask.page(views::quotes::show::page(&ask.ui, &page))
}

/// What the editor sent, as typed.
#[derive(Clone)]
struct Typed {
    note: String,
    valid_until: String,
    written: Written,
}

impl Typed {
    fn of(quote: &Quote, written: Written) -> Typed {
        let valid_until = quote.valid_until.map(|d| d.to_string()).unwrap_or_default();
        Typed { note: quote.note.clone(), valid_until, written }
    }

    fn posted(ask: &Ask) -> Result<Typed> {
        let text = |name: &str| ask.posted.get(name).unwrap_or_default().to_owned();
        let written = Written::posted(&ask.posted)?;
        Ok(Typed { note: text("note"), valid_until: text("valid_until"), written })
    }

    fn draft(&self, garage: &garages::Garage, fields: &mut Fields) -> Option<Draft> {
        let lines = lines::parse_all(&self.written.lines, garage, fields);
        let valid_until = quotes::parse_valid_until(&self.valid_until, fields);
        let note = fields.keep("note", text::bounded(text::lines(&self.note), 3000));
        Some(Draft { entry: self.written.entry, note: note?, valid_until: valid_until?, lines: lines? })
    }
}

/// Draws the editor over what was typed.
async fn draw(
    ask: &Ask,
    tx: &mut TenantTx,
    quote: &Quote,
    typed: &Typed,
    errors: &Fields,
    stale: bool,
) -> Result<maud::Markup> {
    let garage = garages::get(tx).await?;
    let contact = contacts::get(tx, quote.contact).await?;
    let vehicle = match quote.vehicle {
        Some(id) => Some(vehicles::get(tx, id).await?).map(|v| format!("{} {}", v.is.plate_shown(), v.is.name())),
        None => None,
    };
    let forfaits = packages::list(tx, &garage).await?;
    let written = &typed.written;
    let (worth, sums) = line_forms::worth(&written.lines, &garage, written.entry);
    let name = contact.is.name();
    Ok(views::quotes::editor::page(
        &ask.ui,
        &Editing {
            quote,
            version: written.version,
            contact: &name,
            vehicle,
            packages: &forfaits,
            lines: &written.lines,
            worth: &worth,
            sums: &sums,
            entry: written.entry,
            note: &typed.note,
            valid_until: &typed.valid_until,
            errors,
            stale,
        },
    ))
}

/// Every button of the editor saves; then it adds, removes, converts or sends.
pub async fn update(mut ask: Ask) -> Result<Answer> {
    let id: QuoteId = ask.id("id")?;
    let typed = Typed::posted(&ask)?;
    let written = &typed.written;
    let mut tx = ask.start().await?;
    let garage = garages::get(&mut tx).await?;
    let mut fields = Fields::default();
    let draft = typed.draft(&garage, &mut fields).filter(|_| fields.is_empty());
    let Some(mut draft) = draft else {
        drop(tx);
        return again(&mut ask, id, &typed, &fields, false).await;
    };
    let (entry, lines, focus) = written.act(&mut tx, &garage, draft.lines, ask.posted.get("package")).await?;
    (draft.entry, draft.lines) = (entry, lines);
    match sent(quotes::save(&mut tx, id, written.version, &draft).await)? {
        Sent::Done(()) => {}
        Sent::Wrong(fields) => return again(&mut ask, id, &typed, &fields, false).await,
        Sent::Stale => {
            drop(tx);
            return again(&mut ask, id, &typed, &Fields::default(), true).await;
        }
    }
    if written.then != "send" {
        return ask.done(tx, &written.leads(&format!("/quotes/{id}"), draft.lines.len(), focus)).await;
    }
    ask.require(Act::SendQuotes)?;
    let version = quotes::get(&mut tx, id).await?.version;
    let wrong = match quotes::send(&mut tx, id, version).await {
        Ok(()) => return ask.done(tx, &format!("/quotes/{id}")).await,
        Err(Error::Refused(Why::NoLine)) => Fields(vec![("lines".into(), Why::NoLine)]),
        Err(Error::Invalid(fields)) => fields,
        Err(other) => return Err(other.into()),
    };
    drop(tx);
    again(&mut ask, id, &typed, &wrong, false).await
}

async fn again(ask: &mut Ask, id: QuoteId, typed: &Typed, fields: &Fields, stale: bool) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let quote = quotes::get(&mut tx, id).await?;
    if !quote.is_draft() {
        return Err(Error::Refused(Why::NotDraft).into());
    }
    let mut typed = typed.clone();
    if stale {
        // What was typed is shown over the newest version.
        typed.written.version = quote.version;
    }
    let page = draw(ask, &mut tx, &quote, &typed, fields, stale).await?;
    tx.commit().await?;
    if stale { ask.stale(page) } else { ask.again(page) }
}

/// The sums of what is typed, without saving. Lines that do not hold yet count for nothing.
pub async fn totals(mut ask: Ask) -> Result<Answer> {
    let id: QuoteId = ask.id("id")?;
    let mut tx = ask.look().await?;
    quotes::get(&mut tx, id).await?;
    line_forms::totals(&ask, tx, &format!("/quotes/{id}")).await
}

pub async fn pdf(mut ask: Ask) -> Result<Answer> {
    let id: QuoteId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let document = quotes::document(&mut tx, id).await?;
    tx.commit().await?;
    quote_pdf(document).await
}

/// Typeset outside any transaction, on a thread of its own.
pub async fn quote_pdf(document: crm::document::Document) -> Result<Answer> {
    let name = invoices::file_name(&document);
    let made = tokio::task::spawn_blocking(move || invoice_templates::quote(&document)).await;
    match made {
        Ok(Ok(bytes)) => Ok(answer::file("application/pdf", &name, bytes, false)),
        Ok(Err(e)) => Err(Error::Internal(format!("quote not typeset: {e}")).into()),
        Err(e) => Err(Error::Internal(format!("quote not typeset: {e}")).into()),
    }
}

pub async fn withdraw(ask: Ask) -> Result<Answer> {
    let id: QuoteId = ask.id("id")?;
    if !ask.confirmed() {
        return ask.page(views::quotes::show::ask_withdraw(&ask.ui, id));
    }
    let mut tx = ask.start().await?;
    quotes::withdraw(&mut tx, id).await?;
    ask.done(tx, &format!("/quotes/{id}")).await
}

pub async fn copy(ask: Ask) -> Result<Answer> {
    let id: QuoteId = ask.id("id")?;
    let mut tx = ask.start().await?;
    let copy = quotes::copy(&mut tx, id).await?;
    ask.done(tx, &format!("/quotes/{copy}")).await
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: QuoteId = ask.id("id")?;
    if !ask.confirmed() {
        return ask.page(views::quotes::editor::ask_delete(&ask.ui, id));
    }
    let mut tx = ask.start().await?;
    quotes::delete(&mut tx, id).await?;
    ask.done(tx, "/quotes").await
}

/// "Facturer ce qui est accepté": the draft of an invoice, once.
pub async fn invoice(ask: Ask) -> Result<Answer> {
    let id: QuoteId = ask.id("id")?;
    let mut tx = ask.start().await?;
    let invoice = invoices::draft_from_quote(&mut tx, id).await?;
    ask.done(tx, &format!("/invoices/{invoice}")).await
}

/// Answers of the customer's page: `line-<id>` = yes | no.
pub fn answers(pairs: &[(String, String)]) -> std::collections::HashMap<LineId, lines::Answer> {
    pairs
        .iter()
        .filter_map(|(name, value)| {
            let id = name.strip_prefix("line-")?.parse().ok()?;
            let answer = match value.as_str() {
                "yes" => lines::Answer::Accepted,
                "no" => lines::Answer::Refused,
                _ => return None,
            };
            Some((id, answer))
        })
        .collect()
}
