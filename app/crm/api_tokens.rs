//! Programs that may speak for the garage: a token shown once, stored hashed.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::{
    cx::Cx,
    db::TenantTx,
    error::{Error, Fields, Result, Why},
    ids::ApiTokenId,
    policy::{Permission, Rights},
    security_events,
    sessions::hash,
    text::required,
};

#[derive(Clone, Debug)]
pub struct ApiToken {
    pub id: ApiTokenId,
    pub name: String,
    pub created_at: DateTime<Utc>,
    pub last_used_on: Option<NaiveDate>,
    pub scopes: Rights,
    pub expires_at: Option<DateTime<Utc>>,
}

impl ApiToken {
    pub fn has_ended(&self, now: DateTime<Utc>) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }
}

/// How long a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    Month,
    Quarter,
    Year,
    /// Until it is revoked: for what nobody will think of renewing, and nobody will notice when it is stolen.
    Forever,
}

crate::text_enum!(Lasts { Month => "month", Quarter => "quarter", Year => "year", Forever => "forever" });

impl Lasts {
    fn until(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let days = match self {
            Lasts::Month => 30,
            Lasts::Quarter => 90,
            Lasts::Year => 365,
            Lasts::Forever => return None,
        };
        Some(now + TimeDelta::days(days))
    }
}

/// As typed: a name, the words of the ticked scopes, how long.
#[derive(Clone, Debug, Default)]
pub struct TokenForm {
    pub name: String,
    pub scopes: Vec<String>,
    pub lasts: String,
}

impl TokenForm {
    /// With what each scope needs besides. A program may no more than who lets it in, and nothing the API has no
    /// operation for.
    pub fn parse(&self, cx: &Cx, fields: &mut Fields) -> Option<NewToken> {
        let name = fields.keep("name", required(&self.name, 80));
        let lasts = fields.keep("lasts", Lasts::parse(&self.lasts));
        let scopes = Rights::stored(&self.scopes).for_program();
        let scopes = match (scopes.is_empty(), scopes.is_within(cx.rights.only(Permission::is_for_programs))) {
            (true, _) => Err(Why::NothingAllowed),
            (_, false) => Err(Why::MoreThanOneself),
            (false, true) => Ok(scopes),
        };
        let scopes = fields.keep("permissions", scopes);
        Some(NewToken { name: name?, scopes: scopes?, expires_at: lasts?.until(cx.now) })
    }
}

pub struct NewToken {
    pub name: String,
    pub scopes: Rights,
    /// Its last moment; none: until it is revoked.
    pub expires_at: Option<DateTime<Utc>>,
}

/// All that a program can be allowed.
pub fn all_scopes() -> Rights {
    Rights::all().only(Permission::is_for_programs)
}

/// Makes a token and gives its secret: the only time it exists outside the program that will hold it.
pub async fn create(tx: &mut TenantTx, new: &NewToken) -> Result<String> {
    let secret = format!("vcrm_{}", hex::encode(crate::keys::random::<32>()));
    sqlx::query!(
        "insert into api_tokens (id, name, token_hash, scopes, expires_at) values ($1, $2, $3, $4, $5)",
        ApiTokenId::new().0,
        new.name,
        hash(&secret),
        &new.scopes.words(),
        new.expires_at
    )
    .execute(tx.conn())
    .await?;
    let who = tx.cx().actor.user();
    security_events::log(tx, "token_made", who, "").await?;
    Ok(secret)
}

/// Who a secret belongs to.
pub struct KnownToken {
    pub id: ApiTokenId,
    pub used_today: bool,
    pub scopes: Rights,
}

/// The token of a secret, if it is in force in this garage. One indexed row, no write.
pub async fn find(tx: &mut TenantTx, secret: &str) -> Result<Option<KnownToken>> {
    let (now, today) = (tx.cx().now, tx.cx().today());
    let row = sqlx::query!(
        "select id as \"id: ApiTokenId\", last_used_on, scopes from api_tokens
         where token_hash = $1 and deleted_at is null and (expires_at is null or expires_at > $2)",
        hash(secret),
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| KnownToken {
        id: r.id,
        used_today: r.last_used_on == Some(today),
        scopes: Rights::stored(&r.scopes),
    }))
}

/// Notes the day of use, once a day.
pub async fn note_use(tx: &mut TenantTx, id: ApiTokenId) -> Result<()> {
    let today = tx.cx().today();
    sqlx::query!(
        "update api_tokens set last_used_on = $2 where id = $1 and last_used_on is distinct from $2",
        id.0,
        today
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<ApiToken>> {
    let rows = sqlx::query!(
        "select id as \"id: ApiTokenId\", name, created_at, last_used_on, scopes, expires_at
         from api_tokens where deleted_at is null order by id desc"
    )
    .fetch_all(tx.conn())
    .await?;
    let tokens = rows.into_iter().map(|r| ApiToken {
        id: r.id,
        name: r.name,
        created_at: r.created_at,
        last_used_on: r.last_used_on,
        scopes: Rights::stored(&r.scopes),
        expires_at: r.expires_at,
    });
    Ok(tokens.collect())
}

pub async fn revoke(tx: &mut TenantTx, id: ApiTokenId) -> Result<()> {
    let now = tx.cx().now;
    let done = sqlx::query!("update api_tokens set deleted_at = coalesce(deleted_at, $2) where id = $1", id.0, now)
        .execute(tx.conn())
        .await?;
    if done.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    let who = tx.cx().actor.user();
    security_events::log(tx, "token_revoked", who, "").await
}
