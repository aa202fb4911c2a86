//! Customers.

use crm::{
    Fields, activities,
    contacts::{self, After, ContactForm, NewContact},
    ids::ContactId,
    invoices,
    listed::{self, Listed},
    quotes, vehicles,
};
use serde::Deserialize;
use views::{
    contacts::{Editing, List, Page},
    documents::DocumentLine,
};

use crate::{
    answer::{self, Answer},
    ask::Ask,
    fault::{Result, Sent, sent},
    pick,
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    q: String,
    after: String,
    after_id: String,
    /// What one was doing.
    to: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let after = query.after_id.parse().ok().map(|id| After { name_key: query.after.clone(), id });
    let mut tx = ask.look().await?;
    let page = match query.q.trim() {
        "" => contacts::list(&mut tx, after.as_ref()).await?,
        typed => Listed::whole(contacts::search(&mut tx, typed, listed::ROWS as i32).await?),
    };
    tx.commit().await?;
    let next = page.last().and_then(|last| {
        let pairs = [("after", last.name_key.clone()), ("after_id", last.id.to_string())];
        Some(format!("/contacts?{}", serde_urlencoded::to_string(pairs).ok()?))
    });
    let list = List { rows: &page.rows, query: &query.q, next, first: after.is_none() };
    ask.page(if ask.partial {
        views::contacts::results(&ask.ui, &list)
    } else {
        views::contacts::index(&ask.ui, &list)
    })
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let contact = contacts::get(&mut tx, id).await?;
    let former = vehicles::formerly_of(&mut tx, id).await?;
    let vehicles = vehicles::of_contact(&mut tx, id).await?;
    let quotes = quotes::of_contact(&mut tx, id).await?;
    let invoices = invoices::of_contact(&mut tx, id).await?;
    let activities = activities::of_contact(&mut tx, id).await?;
    tx.commit().await?;
    let documents = DocumentLine::together(&ask.ui, &quotes, &invoices);
    let page = Page {
        contact: &contact,
        vehicles: &vehicles,
        former: &former,
        documents: &documents,
        activities: &activities,
    };
    ask.page(views::contacts::show(&ask.ui, &page))
}

pub async fn new(ask: Ask) -> Result<Answer> {
    let form = ContactForm::fresh();
    let to = ask.query::<Query>().to;
    ask.page(views::contacts::edit(&ask.ui, &Editing { to: pick::way_back(&to), ..fresh(&form, None) }))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let form: ContactForm = ask.form()?;
    let new = match parse(&form) {
        Ok(new) => new,
        Err(errors) => return redraw(&ask, &form, &errors, None),
    };
    let mut tx = ask.start().await?;
    let twins = contacts::likely_twins(&mut tx, &new).await?;
    if !twins.is_empty() && ask.posted.get("twin_seen").is_none() {
        let editing = Editing { twins: &twins, to: sent_from(&ask), ..fresh(&form, None) };
        return ask.again(views::contacts::edit(&ask.ui, &editing));
    }
    let id = contacts::create(&mut tx, &new).await?;
    ask.done(tx, &pick::goes_on(sent_from(&ask), id).unwrap_or_else(|| format!("/contacts/{id}"))).await
}

pub async fn edit(mut ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let contact = contacts::get(&mut tx, id).await?;
    tx.commit().await?;
    let (form, to) = (ContactForm::of(&contact), ask.query::<Query>().to);
    let editing = Editing { to: pick::way_back(&to), ..fresh(&form, Some((id, contact.version))) };
    ask.page(views::contacts::edit(&ask.ui, &editing))
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let (form, version): (ContactForm, i32) = (ask.form()?, ask.posted.version()?);
    let new = match parse(&form) {
        Ok(new) => new,
        Err(errors) => return redraw(&ask, &form, &errors, Some((id, version))),
    };
    let mut tx = ask.start().await?;
    match sent(contacts::update(&mut tx, id, &new, version).await)? {
        Sent::Done(()) => {
            let to = pick::goes_on(sent_from(&ask), id).unwrap_or_else(|| format!("/contacts/{id}"));
            ask.done(tx, &to).await
        }
        Sent::Wrong(errors) => redraw(&ask, &form, &errors, Some((id, version))),
        Sent::Stale => {
            // What was typed is shown again over the newest version.
            let now = contacts::get(&mut tx, id).await?.version;
            let editing = Editing { stale: true, to: sent_from(&ask), ..fresh(&form, Some((id, now))) };
            ask.stale(views::contacts::edit(&ask.ui, &editing))
        }
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let mut tx = ask.start().await?;
    contacts::delete(&mut tx, id).await?;
    ask.done(tx, &format!("/contacts/{id}")).await
}

pub async fn restore(ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let mut tx = ask.start().await?;
    contacts::restore(&mut tx, id).await?;
    ask.done(tx, &format!("/contacts/{id}")).await
}

fn parse(form: &ContactForm) -> std::result::Result<NewContact, Fields> {
    let mut fields = Fields::default();
    let parsed = form.parse(&mut fields);
    parsed.filter(|_| fields.is_empty()).ok_or(fields)
}

fn fresh(form: &ContactForm, of: Option<(ContactId, i32)>) -> Editing<'_> {
    const NONE: &Fields = &Fields(Vec::new());
    Editing { form, errors: NONE, of, stale: false, twins: &[], to: "" }
}

fn sent_from(ask: &Ask) -> &str {
    pick::way_back(ask.posted.get("to").unwrap_or_default())
}

fn redraw(ask: &Ask, form: &ContactForm, errors: &Fields, of: Option<(ContactId, i32)>) -> Result<Answer> {
    let editing = Editing { errors, to: sent_from(ask), ..fresh(form, of) };
    Ok(answer::again(views::contacts::edit(&ask.ui, &editing)))
}
