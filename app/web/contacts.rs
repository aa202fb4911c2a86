//! Customers.

use crm::{
    Fields, TenantTx,
    activities::{self, ActivityForm},
    consents,
    contacts::{
        self, ContactForm, NewContact,
        list::{self, Position},
    },
    custom_fields::{self, CustomField},
    duplicates,
    ids::ContactId,
    invoices, proposals, quotes, saved_views, tags, vehicles,
};
use maud::Markup;
use views::{
    Ui,
    contacts::{Editing, Filtering, List, ListState, Page},
    documents::DocumentLine,
};

use crate::{
    answer::{self, Answer},
    ask::Ask,
    fault::{Result, Sent, sent},
    pick,
};

/// The pairs of an address, in its order; none of what Postgres would refuse.
fn pairs(ask: &Ask) -> Vec<(String, String)> {
    ask.query::<Vec<(String, String)>>()
}

fn to(ask: &Ask) -> String {
    pairs(ask).into_iter().find(|(name, _)| name == "to").map(|(_, value)| value).unwrap_or_default()
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let pairs = pairs(&ask);
    let get = |name: &str| pairs.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.as_str());
    let after = get("after_id").parse().ok().map(|id| Position { key: get("after").to_owned(), id });
    let mut tx = ask.look().await?;
    let fields = custom_fields::list(&mut tx).await?;
    let mut state = ListState::of(&pairs, &fields);
    state.filter = state.filter.open_to(&ask.cx);
    // A form sends its empty fields too: the address that is kept and shared says what it means and no more.
    if !ask.partial && pairs.iter().any(|(_, value)| value.is_empty()) {
        return Ok(ask.go(&state.href()));
    }
    let page = list::list(&mut tx, &state.filter, state.sort, after.as_ref()).await?;
    let beside = list::beside(&mut tx, &page.rows).await?;
    let total = match state.filter.is_empty() {
        true => None,
        false => Some(list::count_up_to(&mut tx, &state.filter).await?),
    };
    let all_chosen = get("pick") == "all" && after.is_none();
    let total = if all_chosen && total.is_none() { Some(contacts::count(&mut tx).await?) } else { total };
    let tags = tags::list(&mut tx).await?;
    let views = saved_views::list(&mut tx, ask.user.as_ref().map(|user| user.id)).await?;
    tx.commit().await?;
    let next = page.last().map(|last| Position { key: last.sort_key.clone(), id: last.id });
    let drawn = List {
        rows: &page.rows,
        beside: &beside,
        state: &state,
        fields: &fields,
        tags: &tags,
        views: &views,
        total,
        next,
        first: after.is_none(),
        all_chosen,
    };
    if ask.partial {
        let answer = answer::page(views::contacts::results(&ask.ui, &drawn));
        return Ok(answer::at(answer, &state.href()));
    }
    ask.page(views::contacts::index(&ask.ui, &drawn))
}

/// The conditions of the list, to be set.
pub async fn filter(mut ask: Ask) -> Result<Answer> {
    let pairs = pairs(&ask);
    let mut tx = ask.look().await?;
    let fields = custom_fields::list(&mut tx).await?;
    let tags = tags::list(&mut tx).await?;
    tx.commit().await?;
    let mut state = ListState::of(&pairs, &fields);
    state.filter = state.filter.open_to(&ask.cx);
    ask.page(views::contacts::filter(&ask.ui, &Filtering { state: &state, fields: &fields, tags: &tags }))
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let mut tx = ask.look().await?;
    if let Some(kept) = duplicates::merge::kept_instead(&mut tx, id).await? {
        return Ok(ask.go(&format!("/contacts/{kept}")));
    }
    let page = draw(&ask.ui, &mut tx, id, &ActivityForm::default(), &Fields::default()).await?;
    tx.commit().await?;
    ask.page(page)
}

/// The page, with what is being noted.
pub async fn draw(ui: &Ui, tx: &mut TenantTx, id: ContactId, noting: &ActivityForm, errors: &Fields) -> Result<Markup> {
    let contact = contacts::get(tx, id).await?;
    let vehicles = vehicles::of_contact(tx, id).await?;
    let quotes = quotes::of_contact(tx, id).await?;
    let invoices = invoices::of_contact(tx, id).await?;
    let activities = activities::of_contact(tx, id).await?;
    let page = Page {
        contact: &contact,
        vehicles: &vehicles,
        former: &vehicles::formerly_of(tx, id).await?,
        documents: &DocumentLine::together(ui, &quotes, &invoices),
        activities: &activities,
        own: &custom_fields::list(tx).await?,
        tags: &tags::list(tx).await?,
        consents: &consents::of_contact(tx, id).await?,
        noting: (noting, errors),
    };
    Ok(views::contacts::show(ui, &page))
}

/// What a form is drawn with: the garage's own fields, the names of its tags.
struct Around {
    own: Vec<CustomField>,
    tags: Vec<String>,
}

impl Around {
    async fn load(tx: &mut TenantTx) -> Result<Around> {
        let tags = tags::list(tx).await?.into_iter().map(|t| t.name).collect();
        Ok(Around { own: custom_fields::list(tx).await?, tags })
    }

    fn fresh<'a>(&'a self, form: &'a ContactForm, of: Option<(ContactId, i32)>) -> Editing<'a> {
        const NONE: &Fields = &Fields(Vec::new());
        Editing {
            form,
            errors: NONE,
            of,
            stale: false,
            twins: &[],
            own: &self.own,
            tags: &self.tags,
            proposals: &[],
            to: "",
        }
    }

    fn parse(&self, form: &ContactForm) -> std::result::Result<NewContact, Fields> {
        let mut fields = Fields::default();
        let parsed = form.parse(&mut fields);
        let values = custom_fields::values(&self.own, &form.more, &mut fields);
        match parsed.filter(|_| fields.is_empty()) {
            Some(new) => Ok(NewContact { values, ..new }),
            None => Err(fields),
        }
    }
}

pub async fn new(mut ask: Ask) -> Result<Answer> {
    let form = ContactForm::fresh();
    let to = to(&ask);
    let mut tx = ask.look().await?;
    let around = Around::load(&mut tx).await?;
    tx.commit().await?;
    ask.page(views::contacts::edit(&ask.ui, &Editing { to: pick::way_back(&to), ..around.fresh(&form, None) }))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let form: ContactForm = ask.form()?;
    let mut tx = ask.start().await?;
    let around = Around::load(&mut tx).await?;
    let new = match around.parse(&form) {
        Ok(new) => new,
        Err(errors) => return redraw(&ask, &around, &form, &errors, None),
    };
    let twins = duplicates::at_entry(&mut tx, &new, &[]).await?;
    if !twins.is_empty() && ask.posted.get("twin_seen").is_none() {
        let editing = Editing { twins: &twins, to: sent_from(&ask), ..around.fresh(&form, None) };
        return ask.again(views::contacts::edit(&ask.ui, &editing));
    }
    let id = contacts::create(&mut tx, &new).await?;
    ask.done(tx, &pick::goes_on(sent_from(&ask), id).unwrap_or_else(|| format!("/contacts/{id}"))).await
}

pub async fn edit(mut ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let contact = contacts::get(&mut tx, id).await?;
    let around = Around::load(&mut tx).await?;
    tx.commit().await?;
    let (form, to) = (taken(&ask, ContactForm::of(&contact)), to(&ask));
    let proposals = proposals::of(&form, scanner::towns_of(&form.postcode));
    let around = around.fresh(&form, Some((id, contact.version)));
    let editing = Editing { to: pick::way_back(&to), proposals: &proposals, ..around };
    ask.page(views::contacts::edit(&ask.ui, &editing))
}

/// The form with a proposal in it that the address takes; kept only when the form is saved.
fn taken(ask: &Ask, form: ContactForm) -> ContactForm {
    let pairs = pairs(ask);
    let get = |name: &str| pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone()).unwrap_or_default();
    match get("use").as_str() {
        "company" => ContactForm { company: get("value"), ..form },
        "civility" => ContactForm { civility: get("value"), ..form },
        "town" => ContactForm { town: get("value"), ..form },
        _ => form,
    }
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let (form, version): (ContactForm, i32) = (ask.form()?, ask.posted.version()?);
    let mut tx = ask.start().await?;
    let around = Around::load(&mut tx).await?;
    let new = match around.parse(&form) {
        Ok(new) => new,
        Err(errors) => return redraw(&ask, &around, &form, &errors, Some((id, version))),
    };
    match sent(contacts::update(&mut tx, id, &new, version).await)? {
        Sent::Done(()) => {
            let to = pick::goes_on(sent_from(&ask), id).unwrap_or_else(|| format!("/contacts/{id}"));
            ask.done(tx, &to).await
        }
        Sent::Wrong(errors) => redraw(&ask, &around, &form, &errors, Some((id, version))),
        Sent::Stale => {
            // What was typed is shown again over the newest version.
            let now = contacts::get(&mut tx, id).await?.version;
            let editing = Editing { stale: true, to: sent_from(&ask), ..around.fresh(&form, Some((id, now))) };
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

fn sent_from(ask: &Ask) -> &str {
    pick::way_back(ask.posted.get("to").unwrap_or_default())
}

fn redraw(
    ask: &Ask,
    around: &Around,
    form: &ContactForm,
    errors: &Fields,
    of: Option<(ContactId, i32)>,
) -> Result<Answer> {
    let editing = Editing { errors, to: sent_from(ask), ..around.fresh(form, of) };
    Ok(answer::again(views::contacts::edit(&ask.ui, &editing)))
}
