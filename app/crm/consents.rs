//! What a customer allows, by purpose and channel: each word he gave is kept with its day, how it was given and the text he
//! agreed to; the last one counts (RGPD art. 7 § 1; advertising by e-mail and SMS: CPCE art. L34-5).

mod oppositions;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    contacts,
    cx::Lang,
    db::TenantTx,
    error::{Error, Result},
    ids::ContactId,
    sessions,
};

pub(crate) use oppositions::{forget_old as forget_old_oppositions, note_all as oppose_all};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Messages about work in hand: allowed unless refused, for they are part of the contract (RGPD art. 6 § 1 b).
    EmailService,
    SmsService,
    /// Asks for a yes: the channel belongs to somebody else.
    WhatsappService,
    EmailOffers,
    SmsOffers,
    WhatsappOffers,
    Analytics,
}

crate::text_enum!(Purpose {
    EmailService => "email_service",
    SmsService => "sms_service",
    WhatsappService => "whatsapp_service",
    EmailOffers => "email_offers",
    SmsOffers => "sms_offers",
    WhatsappOffers => "whatsapp_offers",
    Analytics => "analytics",
});

impl Purpose {
    /// Advertising, on each of its channels.
    pub const OFFERS: [Purpose; 3] = [Purpose::EmailOffers, Purpose::SmsOffers, Purpose::WhatsappOffers];

    fn is_offer(self) -> bool {
        Purpose::OFFERS.contains(&self)
    }

    /// Goes without having been asked.
    fn goes_unasked(self) -> bool {
        matches!(self, Purpose::EmailService | Purpose::SmsService)
    }
}

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
    /// Of the text, where one was kept.
    pub text_version: Option<i32>,
}

/// A text that is agreed to.
#[derive(Clone, Debug)]
pub struct Text {
    pub purpose: Purpose,
    pub version: i32,
    pub valid_from: NaiveDate,
    pub text: String,
}

/// The texts of today, one a purpose.
pub async fn texts(tx: &mut TenantTx, lang: Lang) -> Result<Vec<Text>> {
    let today = tx.cx().today();
    let rows = sqlx::query_as!(
        Text,
        "select distinct on (purpose) purpose as \"purpose: Purpose\", version, valid_from,
                case when $2 = 'en' then en else fr end as \"text!\"
         from consent_texts where valid_from <= $1
         order by purpose, version desc",
        today,
        lang.as_str()
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

/// The last word on each purpose; what was never asked is not there, and is no consent.
pub async fn of_contact(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<Consent>> {
    let rows = sqlx::query_as!(
        Consent,
        "select distinct on (purpose) purpose as \"purpose: Purpose\", given, said_at, source as \"source: Source\", text_version
         from consents where contact_id = $1
         order by purpose, said_at desc, id desc",
        contact.0
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

/// Said again, also at the same moment, it is noted only if it differs.
pub async fn say(tx: &mut TenantTx, contact: ContactId, purpose: Purpose, given: bool, source: Source) -> Result<()> {
    say_from(tx, contact, purpose, given, source, "").await
}

/// The same, said over the network from this address.
pub async fn say_from(
    tx: &mut TenantTx,
    contact: ContactId,
    purpose: Purpose,
    given: bool,
    source: Source,
    address: &str,
) -> Result<()> {
    contacts::hold(tx, contact).await?;
    if purpose.is_offer() && source != Source::Import {
        oppositions::said(tx, contact, purpose, given).await?;
    }
    let before = of_contact(tx, contact).await?;
    if before.iter().any(|c| c.purpose == purpose && c.given == given) {
        return Ok(());
    }
    let (now, today, actor) = (tx.cx().now, tx.cx().today(), tx.cx().actor.to_string());
    let from = if address.is_empty() { None } else { Some(sessions::address_hash(tx, address).await?) };
    sqlx::query!(
        "insert into consents (id, contact_id, purpose, given, said_at, source, actor, address_hash, text_version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, (select max(version) from consent_texts where purpose = $3 and valid_from <= $9))",
        Uuid::now_v7(),
        contact.0,
        purpose.as_str(),
        given,
        now,
        source.as_str(),
        actor,
        from,
        today
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Objects to all advertising at once, whatever the channel (RGPD art. 21 § 2).
pub async fn object(tx: &mut TenantTx, contact: ContactId) -> Result<()> {
    for purpose in Purpose::OFFERS {
        say(tx, contact, purpose, false, Source::Written).await?;
    }
    Ok(())
}

/// Proof that somebody was asked: only `allowing` makes one, and an offer is written with nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    contact: ContactId,
}

impl Allowed {
    pub fn contact(self) -> ContactId {
        self.contact
    }
}

/// Those of them who allow it: the one question that every message but those of a document asks.
pub async fn allowing(tx: &mut TenantTx, contacts: &[ContactId], purpose: Purpose) -> Result<Vec<Allowed>> {
    let ids: Vec<Uuid> = contacts.iter().map(|c| c.0).collect();
    let said = sqlx::query!(
        "select distinct on (contact_id) contact_id as \"id: ContactId\", given
         from consents where contact_id = any ($1) and purpose = $2
         order by contact_id, said_at desc, id desc",
        &ids,
        purpose.as_str()
    );
    let said = said.fetch_all(tx.conn()).await?;
    let word = |id: ContactId| said.iter().find(|r| r.id == id).map_or(purpose.goes_unasked(), |r| r.given);
    let mut all: Vec<ContactId> = contacts.iter().copied().filter(|id| word(*id)).collect();
    if purpose.is_offer() {
        let opposed = oppositions::opposed(tx, &all, purpose).await?;
        all.retain(|id| !opposed.contains(id));
    }
    Ok(all.into_iter().map(|contact| Allowed { contact }).collect())
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
