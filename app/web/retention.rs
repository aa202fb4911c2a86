//! For how long the garage keeps what it need not.

use chrono::NaiveDate;
use crm::{
    Error, Fields,
    ids::ContactId,
    retention::{self, Retention, RetentionForm, notices},
};
use maud::Markup;
use views::retention::{Notices, Page};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Result, Sent, sent},
};

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let kept = retention::get(&mut tx).await?;
    tx.commit().await?;
    ask.page(draw(&ask, &RetentionForm::of(&kept), &kept, &Fields::default(), false))
}

fn draw(ask: &Ask, form: &RetentionForm, kept: &Retention, errors: &Fields, stale: bool) -> Markup {
    views::retention::show(&ask.ui, &Page { form, kept, errors, stale })
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let (form, version): (RetentionForm, i32) = (ask.form()?, ask.posted.version()?);
    let mut fields = Fields::default();
    let typed = form.parse(&mut fields);
    let mut tx = ask.start().await?;
    let saved = match typed {
        Some(new) => sent(retention::save(&mut tx, &new, version).await)?,
        None => Sent::Wrong(fields),
    };
    let kept = retention::get(&mut tx).await?;
    match saved {
        Sent::Done(()) => ask.done(tx, "/settings/retention").await,
        Sent::Wrong(errors) => ask.again(draw(&ask, &form, &Retention { version, ..kept }, &errors, false)),
        Sent::Stale => ask.stale(draw(&ask, &form, &kept, &Fields::default(), true)),
    }
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct After {
    after: Option<NaiveDate>,
    after_id: Option<ContactId>,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let after: After = ask.query();
    let after = after.after.zip(after.after_id);
    let mut tx = ask.look().await?;
    let rows = notices::list(&mut tx, after).await?;
    tx.commit().await?;
    let full = rows.len() >= 100;
    let last = rows.last().filter(|_| full);
    let next = last.map(|n| format!("/settings/retention/notices?after={}&after_id={}", n.due_on, n.contact));
    ask.page(views::retention::notices(&ask.ui, &Notices { rows: &rows, next, first: after.is_none() }))
}

/// Keeps one customer for a year more, with the reason.
pub async fn keep(ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let reason = ask.posted.get("reason").unwrap_or_default().to_owned();
    let mut tx = ask.start().await?;
    match notices::keep(&mut tx, id, &reason).await {
        Err(Error::Invalid(_)) => Ok(ask.go("/settings/retention/notices")),
        Err(error) => Err(error.into()),
        Ok(()) => ask.done(tx, "/settings/retention/notices").await,
    }
}
