//! One act on many customers.

use crm::{
    Error, Fields, Why,
    batches::{self, BatchAct, Chosen, DetailForm},
    contacts::list,
    files,
    ids::{BatchId, ContactId},
    policy::Act,
    tags,
};
use views::batches::Asking;

use crate::{
    answer::{self, Answer},
    ask::Ask,
    fault::{Fault, Result},
};

/// Whom a form chose: the ticked ones, or all of a list but those of the page that were unticked.
fn chosen(ask: &Ask) -> Chosen {
    let ids = |name: &str| -> Vec<ContactId> {
        let named = ask.posted.pairs.iter().filter(|(key, _)| key == name);
        named.filter_map(|(_, value)| value.parse().ok()).collect()
    };
    let query = ask.posted.get("query").unwrap_or_default();
    let query: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let ticked = ids("id");
    if ask.posted.get("all") != Some("yes") {
        return Chosen { query, only: Some(ticked), but: Vec::new() };
    }
    let mut but = ids("but");
    but.extend(ids("shown").into_iter().filter(|id| !ticked.contains(id)));
    Chosen { query, only: None, but }
}

/// The same, as hidden inputs of the page that asks.
fn hidden(chosen: &Chosen) -> Vec<(String, String)> {
    let mut pairs = vec![("query".to_owned(), query_of(chosen))];
    match &chosen.only {
        Some(only) => pairs.extend(only.iter().map(|id| ("id".to_owned(), id.to_string()))),
        None => {
            pairs.push(("all".into(), "yes".into()));
            pairs.extend(chosen.but.iter().map(|id| ("but".to_owned(), id.to_string())));
        }
    }
    pairs
}

fn query_of(chosen: &Chosen) -> String {
    serde_urlencoded::to_string(&chosen.query).unwrap_or_default()
}

fn act_of(ask: &Ask) -> Result<BatchAct> {
    let act = BatchAct::parse(ask.posted.get("act").unwrap_or_default()).map_err(|why| Error::invalid("act", why))?;
    ask.require(act.needs())?;
    Ok(act)
}

/// Asks what goes with the act and how many it is about, then begins.
pub async fn create(ask: Ask) -> Result<Answer> {
    if ask.posted.get("act") == Some("merge") {
        ask.require(Act::EditContacts)?;
        return merge(&ask);
    }
    let act = act_of(&ask)?;
    let (chosen, form) = (chosen(&ask), ask.form::<DetailForm>()?);
    let mut fields = Fields::default();
    let detail = form.parse(act, &mut fields);
    if let Some(detail) = detail.filter(|_| ask.confirmed()) {
        let mut tx = ask.start().await?;
        let id = batches::begin(&mut tx, act, &chosen, &detail).await?;
        return ask.done(tx, &format!("/batches/{id}")).await;
    }
    let mut tx = ask.app.db.look(&ask.cx).await?;
    let selection = chosen.selection(&mut tx).await?;
    let many = list::count_selected(&mut tx, &selection).await?;
    if many == 0 {
        return Err(Error::Refused(Why::NobodyChosen).into());
    }
    let names: Vec<String> = tags::list(&mut tx).await?.into_iter().map(|t| t.name).collect();
    tx.commit().await?;
    let wrong = if ask.confirmed() { fields } else { Fields::default() };
    let back = format!("/contacts?{}", query_of(&chosen));
    let asking = Asking { act, many, chosen: &hidden(&chosen), form: &form, tags: &names, errors: &wrong, back: &back };
    let page = views::batches::ask(&ask.ui, &asking);
    if ask.confirmed() { ask.again(page) } else { ask.page(page) }
}

/// No act on many: two, side by side on a page of their own.
fn merge(ask: &Ask) -> Result<Answer> {
    match chosen(ask).only.as_deref() {
        Some([one, other]) => Ok(ask.go(&format!("/merges/new?contact={one}&with={other}"))),
        _ => Err(Error::Refused(Why::NotTwo).into()),
    }
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: BatchId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let batch = batches::get(&mut tx, id).await?;
    ask.require(batch.act.needs())?;
    let skipped = batches::skipped_for(&mut tx, id).await?;
    tx.commit().await?;
    ask.page(if ask.partial {
        views::batches::state(&ask.ui, &batch, &skipped)
    } else {
        views::batches::show(&ask.ui, &batch, &skipped)
    })
}

pub async fn undo(ask: Ask) -> Result<Answer> {
    let id: BatchId = ask.id("id")?;
    let mut tx = ask.start().await?;
    ask.require(batches::get(&mut tx, id).await?.act.needs())?;
    batches::undo(&mut tx, id).await?;
    ask.done(tx, &format!("/batches/{id}")).await
}

pub async fn file(mut ask: Ask) -> Result<Answer> {
    let id: BatchId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let file = batches::get(&mut tx, id).await?.file.ok_or(Fault::not_found())?;
    let file = files::load(&mut tx, file).await?;
    tx.commit().await?;
    Ok(answer::file(&file.content_type, &file.name, file.bytes, true))
}
