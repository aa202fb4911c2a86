//! The journal of security.

use chrono::{DateTime, SecondsFormat, Utc};
use crm::{
    ids::UserId,
    security_events::{self, EventFilter},
    users,
};
use serde::Deserialize;
use views::security_events::Journal;

use crate::{answer::Answer, ask::Ask, fault::Result};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    by: String,
    before: String,
    before_id: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let before: Option<(DateTime<Utc>, i64)> = query.before.parse().ok().zip(query.before_id.parse().ok());
    let filter = EventFilter { user: query.by.parse::<UserId>().ok(), before };
    let mut tx = ask.look().await?;
    let page = security_events::list(&mut tx, &filter).await?;
    let people = users::names(&mut tx).await?;
    tx.commit().await?;
    let next = page.last().map(|last| {
        let at = last.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let by = filter.user.map(|u| u.to_string()).unwrap_or_default();
        let pairs = [("by", by), ("before", at), ("before_id", last.id.to_string())];
        format!("/security-events?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    });
    ask.page(views::security_events::page(&ask.ui, &Journal { page: &page, filter: &filter, people: &people, next }))
}
