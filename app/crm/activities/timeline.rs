//! What happened to a customer or a vehicle, by kind, person and day.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Activity, ActivityKind, Row};
use crate::{
    db::TenantTx,
    error::Result,
    ids::{ActivityId, ContactId, UserId, VehicleId},
    listed::Listed,
};

/// Whose page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Contact(ContactId),
    Vehicle(VehicleId),
}

/// What is shown of a timeline; nothing given: all of it.
#[derive(Clone, Debug, Default)]
pub struct TimelineFilter {
    /// Any of these.
    pub kinds: Option<&'static [ActivityKind]>,
    pub by: Option<UserId>,
    /// Days in the garage's time zone, both included.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// The last one of the page before.
    pub before: Option<(DateTime<Utc>, ActivityId)>,
}

/// What hangs on one column, newest first.
macro_rules! told {
    ($tx:expr, $column:literal, $id:expr, $kinds:expr, $by:expr, $from:expr, $end:expr, $before:expr, $before_id:expr) => {
        sqlx::query_as!(
            Row,
            "select a.id as \"id: ActivityId\", a.kind as \"kind: ActivityKind\", a.happened_at, u.name as \"by?\", a.subject, a.data
             from activities a left join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
             where a." + $column + " = $1 and a.deleted_at is null
               and a.kind = any ($2) and ($3::uuid is null or a.user_id = $3)
               and a.happened_at >= $4 and a.happened_at < $5
               and a.happened_at <= $6 and (a.happened_at < $6 or a.id > $7)
             order by a.happened_at desc, a.id
             limit 51",
            $id.0,
            &$kinds,
            $by,
            $from,
            $end,
            $before,
            $before_id.0
        )
        .fetch_all($tx.conn())
        .await?
    };
}

/// Newest first, a page at a time; only of kinds that who asks may read of.
pub async fn timeline(tx: &mut TenantTx, about: About, filter: &TimelineFilter) -> Result<Listed<Activity>> {
    let open = ActivityKind::open_to(tx.cx()).into_iter();
    let kinds = open.filter(|kind| filter.kinds.is_none_or(|asked| asked.contains(kind)));
    let kinds: Vec<String> = kinds.map(|kind| kind.as_str().to_owned()).collect();
    let by = filter.by.map(|u| u.0);
    let (before, before_id) = filter.before.unwrap_or((FAR, ActivityId(Uuid::max())));
    let cx = tx.cx().clone();
    let start = |day: NaiveDate| cx.start_of(day);
    let from = filter.from.map(start).unwrap_or(DateTime::<Utc>::UNIX_EPOCH);
    let end = filter.to.and_then(|day| day.succ_opt()).map_or(FAR, start);
    let rows = match about {
        About::Contact(id) => told!(tx, "contact_id", id, kinds, by, from, end, before, before_id),
        About::Vehicle(id) => told!(tx, "vehicle_id", id, kinds, by, from, end, before, before_id),
    };
    Ok(Listed::of(rows.into_iter().map(Into::into).collect()))
}

/// A day that nothing happens after.
const FAR: DateTime<Utc> = DateTime::from_timestamp_nanos(7_258_118_400_000_000_000);

/// The last things that happened to a customer.
pub async fn of_contact(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<Activity>> {
    Ok(timeline(tx, About::Contact(contact), &TimelineFilter::default()).await?.rows)
}

pub async fn of_vehicle(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<Activity>> {
    Ok(timeline(tx, About::Vehicle(vehicle), &TimelineFilter::default()).await?.rows)
}
