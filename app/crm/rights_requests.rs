//! What customers ask about their own data, and by when it is to be answered: within a month (RGPD art. 12 § 3).

use chrono::{Months, NaiveDate};
use uuid::Uuid;

use crate::{
    db::TenantTx,
    error::{Error, Result, Why},
    ids::{ContactId, RightsRequestId},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RightsKind {
    /// Art. 15.
    Access,
    /// Art. 20.
    Portability,
    /// Art. 16.
    Rectification,
    /// Art. 21: to advertising, at once and without a reason.
    Objection,
    /// Art. 17.
    Erasure,
}

crate::text_enum!(RightsKind {
    Access => "access",
    Portability => "portability",
    Rectification => "rectification",
    Objection => "objection",
    Erasure => "erasure",
});

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// The reasons were told to the person (art. 12 § 4).
    Refused,
}

crate::text_enum!(Outcome { Done => "done", Refused => "refused" });

#[derive(Clone, Debug)]
pub struct RightsRequest {
    pub id: RightsRequestId,
    pub contact: Option<ContactId>,
    /// As he is called now: erased, he has no name.
    pub name: String,
    pub kind: RightsKind,
    pub asked_on: NaiveDate,
    pub due_on: NaiveDate,
    pub answered_on: Option<NaiveDate>,
    pub outcome: Option<Outcome>,
    pub by: Option<String>,
}

impl RightsRequest {
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.answered_on.is_none() && self.due_on < today
    }
}

/// Notes what was asked; `asked_on` is when it came, which may be before today and never after.
pub async fn note(
    tx: &mut TenantTx,
    contact: ContactId,
    kind: RightsKind,
    asked_on: NaiveDate,
) -> Result<RightsRequestId> {
    if asked_on > tx.cx().today() {
        return Err(Error::invalid("asked_on", Why::DateInFuture));
    }
    let due_on = asked_on.checked_add_months(Months::new(1)).unwrap_or(asked_on);
    let id = RightsRequestId::new();
    sqlx::query!(
        "insert into rights_requests (id, contact_id, kind, asked_on, due_on) values ($1, $2, $3, $4, $5)",
        id.0,
        contact.0,
        kind.as_str(),
        asked_on,
        due_on
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Answered already: it stays as it was.
pub async fn answer(tx: &mut TenantTx, id: RightsRequestId, outcome: Outcome) -> Result<()> {
    let (today, user) = (tx.cx().today(), tx.cx().actor.user().map(|u| u.0));
    let done = sqlx::query!(
        "update rights_requests set answered_on = coalesce(answered_on, $2), outcome = coalesce(outcome, $3),
                answered_by = coalesce(answered_by, $4)
         where id = $1",
        id.0,
        today,
        outcome.as_str(),
        user
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Those of a kind that wait, of one customer: what was done answers them.
pub async fn answer_all(tx: &mut TenantTx, contact: ContactId, kinds: &[RightsKind]) -> Result<()> {
    let (today, user) = (tx.cx().today(), tx.cx().actor.user().map(|u| u.0));
    let kinds: Vec<String> = kinds.iter().map(|k| k.as_str().to_owned()).collect();
    sqlx::query!(
        "update rights_requests set answered_on = $3, outcome = 'done', answered_by = $4
         where contact_id = $1 and kind = any ($2) and answered_on is null",
        contact.0,
        &kinds,
        today,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

struct Row {
    id: RightsRequestId,
    contact: Option<ContactId>,
    company: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    kind: RightsKind,
    asked_on: NaiveDate,
    due_on: NaiveDate,
    answered_on: Option<NaiveDate>,
    outcome: Option<Outcome>,
    by: Option<String>,
}

impl From<Row> for RightsRequest {
    fn from(r: Row) -> RightsRequest {
        let (first, last) = (r.first_name.unwrap_or_default(), r.last_name.unwrap_or_default());
        let name = match r.company.filter(|c| !c.is_empty()) {
            Some(company) => company,
            None => format!("{first} {last}").trim().to_owned(),
        };
        RightsRequest {
            id: r.id,
            contact: r.contact,
            name,
            kind: r.kind,
            asked_on: r.asked_on,
            due_on: r.due_on,
            answered_on: r.answered_on,
            outcome: r.outcome,
            by: r.by,
        }
    }
}

/// Rows, given what follows the joins.
macro_rules! rows {
    ($rest:literal $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            "select r.id as \"id: RightsRequestId\", r.contact_id as \"contact: ContactId\", c.company as \"company?\",
                    c.first_name as \"first_name?\", c.last_name as \"last_name?\", r.kind as \"kind: RightsKind\", r.asked_on, r.due_on,
                    r.answered_on, r.outcome as \"outcome: Outcome\", u.name as \"by?\"
             from rights_requests r
             left join contacts c on c.tenant_id = r.tenant_id and c.id = r.contact_id
             left join users u on u.tenant_id = r.tenant_id and u.id = r.answered_by " + $rest
            $(, $value)*
        )
    };
}

pub async fn of_contact(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<RightsRequest>> {
    let rows = rows!("where r.contact_id = $1 order by r.id desc limit 50", contact.0).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// What waits, the most urgent first.
pub async fn open(tx: &mut TenantTx) -> Result<Vec<RightsRequest>> {
    let rows = rows!("where r.answered_on is null order by r.due_on, r.id limit 200").fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The last ones that were answered.
pub async fn answered(tx: &mut TenantTx) -> Result<Vec<RightsRequest>> {
    let rows = rows!("where r.answered_on is not null order by r.id desc limit 50").fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn get(tx: &mut TenantTx, id: RightsRequestId) -> Result<RightsRequest> {
    let row = rows!("where r.id = $1", id.0).fetch_optional(tx.conn()).await?;
    row.map(Into::into).ok_or(Error::NotFound)
}

/// Ids of what was asked about him, for whoever forgets him.
pub(crate) async fn ids_of(tx: &mut TenantTx, contacts: &[Uuid]) -> Result<Vec<String>> {
    let ids =
        sqlx::query_scalar!("select id::text as \"id!\" from rights_requests where contact_id = any ($1)", contacts);
    Ok(ids.fetch_all(tx.conn()).await?)
}
