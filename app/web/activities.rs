//! The timeline of a customer or a vehicle, and what is noted there by hand.

use crm::{
    Fields,
    activities::{self, About, Activity, ActivityForm, TimelineFilter},
    contacts,
    ids::ActivityId,
    listed::Listed,
    users, vehicles,
};
use serde::Deserialize;
use views::activities::{GROUPS, Timeline};

use crate::{answer::Answer, ask::Ask, fault::Result};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    kind: String,
    by: String,
    from: String,
    to: String,
    before: String,
    before_id: String,
}

impl Query {
    fn filter(&self) -> TimelineFilter {
        let day = |typed: &str| vehicles::parse_date(typed).ok();
        TimelineFilter {
            kinds: GROUPS.iter().find(|(word, _)| *word == self.kind).map(|(_, kinds)| *kinds),
            by: self.by.parse().ok(),
            from: day(&self.from),
            to: day(&self.to),
            before: self.before.parse().ok().zip(self.before_id.parse().ok()),
        }
    }

    /// The address of what comes after this page.
    fn next(&self, path: &str, page: &Listed<Activity>) -> Option<String> {
        let last = page.last()?;
        let at = last.happened_at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        let id = last.id.to_string();
        let pairs = [
            ("kind", &self.kind),
            ("by", &self.by),
            ("from", &self.from),
            ("to", &self.to),
            ("before", &at),
            ("before_id", &id),
        ];
        let said: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        Some(format!("{path}/timeline?{}", serde_urlencoded::to_string(said).ok()?))
    }
}

pub async fn of_contact(ask: Ask) -> Result<Answer> {
    let about = About::Contact(ask.id("id")?);
    timeline(ask, about).await
}

pub async fn of_vehicle(ask: Ask) -> Result<Answer> {
    let about = About::Vehicle(ask.id("id")?);
    timeline(ask, about).await
}

async fn timeline(mut ask: Ask, about: About) -> Result<Answer> {
    let query: Query = ask.query();
    let filter = query.filter();
    let mut tx = ask.look().await?;
    let (name, path) = match about {
        About::Contact(id) => (contacts::get(&mut tx, id).await?.is.name(), format!("/contacts/{id}")),
        About::Vehicle(id) => {
            (vehicles::get(&mut tx, id).await?.is.plate_shown().to_owned(), format!("/vehicles/{id}"))
        }
    };
    let page = activities::timeline(&mut tx, about, &filter).await?;
    let people = users::names(&mut tx).await?;
    tx.commit().await?;
    let next = query.next(&path, &page);
    let drawn =
        Timeline { about, name: &name, all: &page.rows, filter: &filter, group: &query.kind, people: &people, next };
    ask.page(views::activities::page(&ask.ui, &drawn))
}

pub async fn note_contact(ask: Ask) -> Result<Answer> {
    let about = About::Contact(ask.id("id")?);
    note(ask, about).await
}

pub async fn note_vehicle(ask: Ask) -> Result<Answer> {
    let about = About::Vehicle(ask.id("id")?);
    note(ask, about).await
}

async fn note(ask: Ask, about: About) -> Result<Answer> {
    let form: ActivityForm = ask.form()?;
    let mut fields = Fields::default();
    let parsed = form.parse(ask.cx.today(), &mut fields);
    let mut tx = ask.start().await?;
    match parsed {
        Some(entry) => {
            activities::write(&mut tx, about, &entry).await?;
            let to = match about {
                About::Contact(id) => format!("/contacts/{id}"),
                About::Vehicle(id) => format!("/vehicles/{id}"),
            };
            ask.done(tx, &to).await
        }
        None => {
            let page = match about {
                About::Contact(id) => crate::contacts::draw(&ask.ui, &mut tx, id, &form, &fields).await?,
                About::Vehicle(id) => crate::vehicles::draw_noting(&ask.ui, &mut tx, id, &form, &fields).await?,
            };
            ask.again(page)
        }
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: ActivityId = ask.id("id")?;
    if !ask.confirmed() {
        return ask.page(views::activities::delete(&ask.ui, id));
    }
    let mut tx = ask.start().await?;
    let to = activities::delete(&mut tx, id).await?;
    ask.done(tx, &to).await
}
