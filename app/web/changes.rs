//! Who changed what: of one record, or of all of them by day; and a former value put back.

use chrono::{DateTime, SecondsFormat, Utc};
use crm::{
    Error,
    changes::{self, Change, ChangeFilter, Noun},
    ids::UserId,
    listed::Listed,
    users, vehicles,
};
use serde::Deserialize;
use views::{
    changes::{Days, OfRecord},
    components::Tone,
    text,
};

use crate::{answer::Answer, ask::Ask, fault::Result};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    noun: String,
    by: String,
    to: String,
    before: String,
    before_id: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let today = ask.cx.today();
    let before: Option<(DateTime<Utc>, i64)> = query.before.parse().ok().zip(query.before_id.parse().ok());
    let filter = ChangeFilter {
        noun: Noun::parse(&query.noun).ok(),
        by: query.by.parse::<UserId>().ok(),
        to: vehicles::parse_date(&query.to).ok().filter(|day| *day <= today).unwrap_or(today),
        before,
    };
    let mut tx = ask.look().await?;
    let page = changes::list(&mut tx, &filter).await?;
    let people = users::names(&mut tx).await?;
    tx.commit().await?;
    let next = next_of_days(&query, &filter, &page);
    ask.page(views::changes::days(&ask.ui, &Days { page: &page, filter: &filter, people: &people, next }))
}

fn next_of_days(query: &Query, filter: &ChangeFilter, page: &Listed<Change>) -> Option<String> {
    let last = page.last()?;
    let (to, at) = (filter.to.to_string(), last.at.to_rfc3339_opts(SecondsFormat::Micros, true));
    let id = last.id.to_string();
    let pairs = [("noun", &query.noun), ("by", &query.by), ("to", &to), ("before", &at), ("before_id", &id)];
    let said: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    Some(format!("/changes?{}", serde_urlencoded::to_string(said).ok()?))
}

pub async fn of(mut ask: Ask) -> Result<Answer> {
    let noun = Noun::parse(ask.param("noun").unwrap_or_default()).map_err(|_| Error::NotFound)?;
    let id = ask.param("id").unwrap_or_default().to_owned();
    let query: Query = ask.query();
    if ask.query == "restored" {
        ask.say(Tone::Good, text::changes::restored(ask.ui.lang));
    }
    let mut tx = ask.look().await?;
    let name = changes::name_of(&mut tx, noun, &id).await?;
    let page = changes::of(&mut tx, noun, &id, query.before_id.parse().ok()).await?;
    tx.commit().await?;
    let next = page.last().map(|last| format!("/changes/{}/{id}?before_id={}", noun.as_str(), last.id));
    ask.page(views::changes::of_record(&ask.ui, &OfRecord { noun, id: &id, name: &name, page: &page, next }))
}

/// Puts a former value back, as who may edit the record.
pub async fn restore(ask: Ask) -> Result<Answer> {
    let column = ask.posted.get("column").unwrap_or_default().to_owned();
    let change = ask.posted.get("change").and_then(|id| id.parse().ok()).ok_or(Error::NotFound)?;
    let mut tx = ask.start().await?;
    let former = changes::former(&mut tx, change, &column).await?;
    ask.require(former.what.act)?;
    changes::restore(&mut tx, &former).await?;
    let to = format!("/changes/{}/{}?restored", former.what.noun.as_str(), former.id);
    let answer = ask.done(tx, &to).await?;
    ask.app.hosts.forget(ask.cx.tenant);
    Ok(answer)
}
