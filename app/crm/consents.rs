//! What a customer allows: each word he gave is kept with its day and how it was given, the last one counts
//! (RGPD art. 7 § 1; advertising by e-mail and SMS: CPCE art. L34-5).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    contacts,
    db::TenantTx,
    error::{Error, Result},
    ids::ContactId,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    EmailOffers,
    SmsOffers,
    Whatsapp,
}

crate::text_enum!(Purpose { EmailOffers => "email_offers", SmsOffers => "sms_offers", Whatsapp => "whatsapp" });

/// How it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Counter,
    Phone,
    Written,
    /// By the link at the foot of a message.
    Link,
    Import,
}

crate::text_enum!(Source {
    Counter => "counter",
    Phone => "phone",
    Written => "written",
    Link => "link",
    Import => "import",
});

#[derive(Clone, Debug)]
pub struct Consent {
    pub purpose: Purpose,
    pub given: bool,
    pub said_at: DateTime<Utc>,
    pub source: Source,
}

/// The last word on each purpose; what was never asked is not there, and is no consent.
pub async fn of_contact(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<Consent>> {
    let rows = sqlx::query_as!(
        Consent,
        "select distinct on (purpose) purpose as \"purpose: Purpose\", given, said_at, source as \"source: Source\"
         from consents where contact_id = $1
         order by purpose, said_at desc, id desc",
        contact.0
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

/// Said again, also at the same moment, it is noted only if it differs.
pub async fn say(tx: &mut TenantTx, contact: ContactId, purpose: Purpose, given: bool, source: Source) -> Result<()> {
    contacts::hold(tx, contact).await?;
    let before = of_contact(tx, contact).await?;
    if before.iter().any(|c| c.purpose == purpose && c.given == given) {
        return Ok(());
    }
    let (now, actor) = (tx.cx().now, tx.cx().actor.to_string());
    sqlx::query!(
        "insert into consents (id, contact_id, purpose, given, said_at, source, actor) values ($1, $2, $3, $4, $5, $6, $7)",
        Uuid::now_v7(),
        contact.0,
        purpose.as_str(),
        given,
        now,
        source.as_str(),
        actor
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Those of them who allow it.
pub async fn allowing(tx: &mut TenantTx, contacts: &[ContactId], purpose: Purpose) -> Result<Vec<ContactId>> {
    let ids: Vec<Uuid> = contacts.iter().map(|c| c.0).collect();
    let rows = sqlx::query_scalar!(
        "select c.contact_id as \"id: ContactId\"
         from (select distinct on (contact_id) contact_id, given
               from consents where contact_id = any ($1) and purpose = $2
               order by contact_id, said_at desc, id desc) c
         where c.given",
        &ids,
        purpose.as_str()
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

fn label(contact: ContactId) -> String {
    format!("no-more-offers:{contact}")
}

/// The link by which a customer says that he wants no more offers: his id and 128 bits derived from the garage's key.
pub async fn token(tx: &mut TenantTx, contact: ContactId) -> Result<String> {
    Ok(format!("{}{}", contact.0.simple(), hex::encode(tx.garage_key().await?.secret(&label(contact)))))
}

/// Whose link it is; anything else is not found.
pub async fn of_token(tx: &mut TenantTx, token: &str) -> Result<ContactId> {
    let (id, _) = token.split_at_checked(32).ok_or(Error::NotFound)?;
    let contact: ContactId = id.parse().map_err(|_| Error::NotFound)?;
    if self::token(tx, contact).await? != token {
        return Err(Error::NotFound);
    }
    contacts::get(tx, contact).await.map(|c| c.id)
}
