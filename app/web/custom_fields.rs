//! The garage's own fields.

use crm::{
    Fields,
    custom_fields::{self, CustomFieldForm},
    ids::CustomFieldId,
};
use views::custom_fields::Editing;

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
};

const HERE: &str = "/settings/fields";

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let all = custom_fields::list(&mut tx).await?;
    tx.commit().await?;
    ask.page(views::custom_fields::page(&ask.ui, &all, &CustomFieldForm::default(), &Fields::default()))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let form: CustomFieldForm = ask.form()?;
    let mut errors = Fields::default();
    let Some(new) = form.parse(&mut errors) else { return redraw(&ask, &form, &errors).await };
    let mut tx = ask.start().await?;
    match sent(custom_fields::create(&mut tx, &new).await)? {
        Sent::Done(_) => ask.done(tx, HERE).await,
        Sent::Wrong(errors) => {
            drop(tx);
            redraw(&ask, &form, &errors).await
        }
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

async fn redraw(ask: &Ask, form: &CustomFieldForm, errors: &Fields) -> Result<Answer> {
    let mut tx = ask.app.db.look(&ask.cx).await?;
    let all = custom_fields::list(&mut tx).await?;
    ask.again(views::custom_fields::page(&ask.ui, &all, form, errors))
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: CustomFieldId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let field = custom_fields::get(&mut tx, id).await?;
    tx.commit().await?;
    let form = CustomFieldForm::of(&field);
    let errors = Fields::default();
    let editing = Editing { id, version: field.version, form: &form, errors: &errors, stale: false };
    ask.page(views::custom_fields::edit(&ask.ui, &editing))
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let id: CustomFieldId = ask.id("id")?;
    let (form, version): (CustomFieldForm, i32) = (ask.form()?, ask.posted.version()?);
    let mut errors = Fields::default();
    let parsed = form.parse(&mut errors);
    let again = |errors: &Fields, version, stale| {
        views::custom_fields::edit(&ask.ui, &Editing { id, version, form: &form, errors, stale })
    };
    let Some(new) = parsed else { return ask.again(again(&errors, version, false)) };
    let mut tx = ask.start().await?;
    match sent(custom_fields::update(&mut tx, id, &new, version).await)? {
        Sent::Done(()) => ask.done(tx, HERE).await,
        Sent::Wrong(errors) => ask.again(again(&errors, version, false)),
        Sent::Stale => {
            let now = custom_fields::get(&mut tx, id).await?.version;
            ask.stale(again(&Fields::default(), now, true))
        }
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: CustomFieldId = ask.id("id")?;
    let mut tx = ask.start().await?;
    if !ask.confirmed() {
        custom_fields::get(&mut tx, id).await?;
        return ask.page(views::custom_fields::delete(&ask.ui, id));
    }
    custom_fields::delete(&mut tx, id).await?;
    ask.done(tx, HERE).await
}
