//! Devis.

use crm::{
    Fields, TenantTx, Why, contacts,
    document::LineKind,
    garages,
    ids::{ContactId, LineId, PackageId, QuoteId, RepairOrderId, VehicleId},
    invoices,
    lines::{self, LineForm},
    operations, packages,
    quotes::{self, Draft, NewQuote, Quote, approval},
    repair_orders, text,
    totals::Entry,
    vehicles,
};
use serde::Deserialize;
use views::quotes::{Beginning, editor::Editing, show::Page};

use crate::{
    answer::{self, Answer},
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
    line_forms,
};

const PAGE: usize = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    before: String,
    contact: String,
    vehicle: String,
    order: String,
    q: String,
    /// Kind of a line to begin.
    add: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let before: Option<QuoteId> = ask.query::<Query>().before.parse().ok();
    let mut tx = ask.look().await?;
    let mut rows = quotes::list(&mut tx, before, PAGE as i64 + 1).await?;
    tx.commit().await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|r| r.id);
    ask.page(views::quotes::index(&ask.ui, &rows, next, before.is_none()))
}

/// For whom, on what vehicle, from which forfait. An order answers the first two.
pub async fn new(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let mut tx = ask.look().await?;
    let order = match query.order.parse::<RepairOrderId>() {
        Ok(id) => Some(repair_orders::get(&mut tx, id).await?),
        Err(_) => None,
    };
    let mut vehicle: Option<VehicleId> = order.as_ref().map(|o| o.vehicle).or(query.vehicle.parse().ok());
    let mut contact: Option<ContactId> = order.as_ref().map(|o| o.contact).or(query.contact.parse().ok());
    if let (None, Some(id)) = (contact, vehicle) {
        contact = vehicles::get(&mut tx, id).await?.is.owner;
    }
    let found = match contact {
        None => contacts::search(&mut tx, &query.q, 12).await?,
        Some(_) => vec![],
    };
    let (mut named, mut cars, mut forfaits) = (None, vec![], vec![]);
    if let Some(id) = contact {
        named = Some((id.to_string(), contacts::get(&mut tx, id).await?.is.name()));
        cars = vehicles::of_contact(&mut tx, id).await?;
        if let Some(id) = vehicle {
            cars.retain(|v| v.id == id);
        }
        vehicle = vehicle.or(cars.first().map(|v| v.id));
        let garage = garages::get(&mut tx).await?;
        forfaits = packages::list(&mut tx, &garage).await?;
    }
    tx.commit().await?;
    let beginning = Beginning {
        contact: named,
        vehicles: &cars,
        vehicle: &vehicle.map(|v| v.to_string()).unwrap_or_default(),
        order: &query.order,
        packages: &forfaits,
        found: &found,
        query: &query.q,
    };
    ask.page(if ask.partial {
        views::quotes::found(&ask.ui, &beginning)
    } else {
        views::quotes::new(&ask.ui, &beginning)
    })
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let id = |name: &str| ask.posted.get(name).unwrap_or_default().to_owned();
    let new = NewQuote {
        contact: id("contact").parse().map_err(|_| Fault::not_found())?,
        vehicle: id("vehicle").parse().ok(),
        repair_order: id("order").parse().ok(),
        packages: id("package").parse::<PackageId>().ok().into_iter().collect(),
    };
    let mut tx = ask.start().await?;
    let quote = quotes::create(&mut tx, &new).await?;
    ask.done(tx, &format!("/quotes/{quote}")).await
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: QuoteId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let quote = quotes::get(&mut tx, id).await?;
    if quote.is_draft() {
        let mut forms: Vec<LineForm> = quote.lines.iter().map(|l| LineForm::of(&l.is)).collect();
        if let Ok(kind) = LineKind::parse(&ask.query::<Query>().add) {
            forms.push(LineForm::fresh(kind, &garages::get(&mut tx).await?, quote.entry));
        }
        let typed = Typed::of(&quote, forms);
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
    let may_send = ask.may(crm::policy::Act::SendQuotes);
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
struct Typed {
    entry: Entry,
    note: String,
    valid_until: String,
    lines: Vec<LineForm>,
    version: i32,
}

impl Typed {
    fn of(quote: &Quote, lines: Vec<LineForm>) -> Typed {
        let valid_until = quote.valid_until.map(|d| d.to_string()).unwrap_or_default();
        Typed { entry: quote.entry, note: quote.note.clone(), valid_until, lines, version: quote.version }
    }

    fn posted(ask: &Ask) -> Result<Typed> {
        let text = |name: &str| ask.posted.get(name).unwrap_or_default().to_owned();
        Ok(Typed {
            entry: Entry::parse(&text("entry")).unwrap_or(Entry::Ttc),
            note: text("note"),
            valid_until: text("valid_until"),
            lines: line_forms::read(&ask.posted.pairs),
            version: ask.posted.version()?,
        })
    }

    fn draft(&self, garage: &garages::Garage, fields: &mut Fields) -> Option<Draft> {
        let valid_until = quotes::parse_valid_until(&self.valid_until, fields);
        let note = fields.keep("note", text::bounded(text::lines(&self.note), 3000));
        let lines = lines::parse_all(&self.lines, garage, fields);
        Some(Draft { entry: self.entry, note: note?, valid_until: valid_until?, lines: lines? })
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
    let (worth, sums) = line_forms::worth(&typed.lines, &garage, typed.entry);
    let name = contact.is.name();
    Ok(views::quotes::editor::page(
        &ask.ui,
        &Editing {
            quote,
            version: typed.version,
            garage: &garage,
            contact: &name,
            vehicle,
            packages: &forfaits,
            lines: &typed.lines,
            worth: &worth,
            sums: &sums,
            entry: typed.entry,
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
    let mut typed = Typed::posted(&ask)?;
    let then = ask.posted.get("then").unwrap_or("save").to_owned();
    let removed = ask.posted.get("remove").and_then(|n| n.parse::<usize>().ok());
    let mut tx = ask.start().await?;
    let garage = garages::get(&mut tx).await?;
    if let Some(n) = removed.filter(|n| (1..=typed.lines.len()).contains(n)) {
        typed.lines.remove(n - 1);
    }
    if then == "discount" {
        let all = ask.posted.get("discount_all").unwrap_or_default();
        typed.lines.iter_mut().filter(|l| l.kind != "text").for_each(|l| l.discount = all.to_owned());
    }
    let mut fields = Fields::default();
    let draft = typed.draft(&garage, &mut fields).filter(|_| fields.is_empty());
    let Some(mut draft) = draft else {
        drop(tx);
        return again(&mut ask, id, &typed, &fields, false).await;
    };
    let focus = act(&mut tx, &garage, &mut draft, &then, ask.posted.get("package")).await?;
    match sent(quotes::save(&mut tx, id, typed.version, &draft).await)? {
        Sent::Done(()) => {}
        Sent::Wrong(fields) => return again(&mut ask, id, &typed, &fields, false).await,
        Sent::Stale => {
            drop(tx);
            return again(&mut ask, id, &typed, &Fields::default(), true).await;
        }
    }
    if then != "send" {
        // A new line is drawn, not stored: what nobody filled in leaves no trace.
        let to = match (then.strip_prefix("add:"), focus) {
            (Some(kind), _) => format!("/quotes/{id}?add={kind}#line-{}", draft.lines.len() + 1),
            (None, Some(n)) => format!("/quotes/{id}#line-{n}"),
            (None, None) => format!("/quotes/{id}"),
        };
        return ask.done(tx, &to).await;
    }
    let version = quotes::get(&mut tx, id).await?.version;
    match quotes::send(&mut tx, id, version).await {
        Ok(()) => ask.done(tx, &format!("/quotes/{id}")).await,
        Err(crm::Error::Refused(Why::NoLine)) => {
            drop(tx);
            let mut fields = Fields::default();
            fields.add("lines", Why::NoLine);
            again(&mut ask, id, &typed, &fields, false).await
        }
        Err(crm::Error::Invalid(fields)) => {
            drop(tx);
            again(&mut ask, id, &typed, &fields, false).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What the button asks beyond saving; the number of the line to look at then.
async fn act(
    tx: &mut TenantTx,
    garage: &garages::Garage,
    draft: &mut Draft,
    then: &str,
    package: Option<&str>,
) -> Result<Option<usize>> {
    if let Some(to) = then.strip_prefix("entry:").and_then(|to| Entry::parse(to).ok()) {
        draft.lines = draft.lines.iter().map(|l| l.in_entry(draft.entry, to)).collect();
        draft.entry = to;
    }
    if let Some(id) = package.filter(|_| then == "package").and_then(|id| id.parse::<PackageId>().ok()) {
        let first = draft.lines.len() + 1;
        operations::append(&mut draft.lines, packages::get(tx, id).await?.is.lines(garage, draft.entry));
        return Ok(Some(first));
    }
    Ok(None)
}

async fn again(ask: &mut Ask, id: QuoteId, typed: &Typed, fields: &Fields, stale: bool) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let quote = quotes::get(&mut tx, id).await?;
    if !quote.is_draft() {
        return Err(crm::Error::Refused(Why::NotDraft).into());
    }
    // What was typed is shown over the newest version.
    let typed = Typed {
        version: if stale { quote.version } else { typed.version },
        lines: typed.lines.clone(),
        note: typed.note.clone(),
        valid_until: typed.valid_until.clone(),
        entry: typed.entry,
    };
    let page = draw(ask, &mut tx, &quote, &typed, fields, stale).await?;
    tx.commit().await?;
    if stale { ask.stale(page) } else { ask.again(page) }
}

/// The sums of what is typed, without saving. Lines that do not hold yet count for nothing.
pub async fn totals(mut ask: Ask) -> Result<Answer> {
    let id: QuoteId = ask.id("id")?;
    let typed = Typed::posted(&ask)?;
    let mut tx = ask.look().await?;
    quotes::get(&mut tx, id).await?;
    let garage = garages::get(&mut tx).await?;
    tx.commit().await?;
    let (_, sums) = line_forms::worth(&typed.lines, &garage, typed.entry);
    ask.page(views::quotes::editor::totals(&ask.ui, &id.to_string(), &sums, typed.entry))
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
        Ok(Err(e)) => Err(crm::Error::Internal(format!("quote not typeset: {e}")).into()),
        Err(e) => Err(crm::Error::Internal(format!("quote not typeset: {e}")).into()),
    }
}

pub async fn withdraw(ask: Ask) -> Result<Answer> {
    let id: QuoteId = ask.id("id")?;
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
