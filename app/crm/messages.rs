//! What leaves the garage. Written before it is sent, so that nothing leaves twice and everything can be read again.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    consents::Allowed,
    db::TenantTx,
    error::{Error, Result, Why},
    files::{self, File},
    ids::{ContactId, FileId, MessageId},
    listed::Listed,
    queue::{self, Job},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    Waiting,
    Sent,
    /// No mail server is set: it stays in the outbox, to be read there.
    Kept,
    Failed,
}

crate::text_enum!(MessageState { Waiting => "waiting", Sent => "sent", Kept => "kept", Failed => "failed" });

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    Welcome,
    Quote,
    Invoice,
    Receipt,
    Notice,
    /// About a colleague's own account, often with a secret in it: its body is read by nobody but its recipient.
    Account,
    /// Advertising: written by `write_offers` alone.
    Offer,
}

crate::text_enum!(MessageKind { Welcome => "welcome", Quote => "quote", Invoice => "invoice", Receipt => "receipt", Notice => "notice", Account => "account", Offer => "offer" });

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Body {
    pub text: String,
    pub html: String,
}

pub struct NewMessage {
    pub kind: MessageKind,
    /// The same for the same occasion: a job run twice writes one message.
    pub once_key: String,
    pub contact: Option<ContactId>,
    pub recipient: String,
    pub subject: String,
    pub body: Body,
    /// Path of the thing it is about.
    pub about: String,
    pub files: Vec<(FileId, String)>,
}

#[derive(Clone, Debug)]
pub struct Message {
    pub id: MessageId,
    pub kind: MessageKind,
    pub recipient: String,
    pub subject: String,
    pub body: Body,
    pub state: MessageState,
    pub about: String,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub trouble: Option<String>,
    pub files: Vec<(FileId, String)>,
}

#[derive(Clone, Debug)]
pub struct MessageRow {
    pub id: MessageId,
    pub kind: MessageKind,
    pub recipient: String,
    pub subject: String,
    pub state: MessageState,
    pub created_at: DateTime<Utc>,
}

fn context(id: MessageId) -> String {
    format!("messages.body:{id}")
}

/// Writes the message and lets a job send it. Written already for this occasion: `None`.
pub async fn write(tx: &mut TenantTx, new: &NewMessage) -> Result<Option<MessageId>> {
    no_offer(std::slice::from_ref(new))?;
    let id = MessageId::new();
    let sealed = tx.garage_key().await?.seal_json(&new.body, &context(id))?;
    let inserted = sqlx::query!(
        "insert into messages (id, channel, kind, once_key, contact_id, recipient, subject, body_sealed, about)
         values ($1, 'email', $2, $3, $4, $5, $6, $7, $8)
         on conflict (tenant_id, once_key) do nothing",
        id.0,
        new.kind.as_str(),
        new.once_key,
        new.contact.map(|c| c.0),
        new.recipient,
        new.subject,
        sealed,
        new.about
    )
    .execute(tx.conn())
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(None);
    }
    let ids: Vec<uuid::Uuid> = new.files.iter().map(|(f, _)| f.0).collect();
    let names: Vec<String> = new.files.iter().map(|(_, n)| n.clone()).collect();
    sqlx::query!(
        "insert into message_files (message_id, file_id, name) select $1, f.id, f.name from unnest($2::uuid[], $3::text[]) f(id, name)",
        id.0,
        &ids,
        &names
    )
    .execute(tx.conn())
    .await?;
    queue::enqueue(tx, Job::SendMessage { message: id }).await?;
    Ok(Some(id))
}

/// Offers, each with the proof that its reader was asked.
pub async fn write_offers(tx: &mut TenantTx, all: Vec<(Allowed, NewMessage)>) -> Result<()> {
    let all = all.into_iter().map(|(allowed, letter)| NewMessage {
        kind: MessageKind::Offer,
        contact: Some(allowed.contact()),
        ..letter
    });
    write_many(tx, &all.collect::<Vec<_>>()).await
}

fn no_offer(all: &[NewMessage]) -> Result<()> {
    match all.iter().any(|new| new.kind == MessageKind::Offer) {
        true => Err(Error::Internal("an offer without a consent".into())),
        false => Ok(()),
    }
}

/// Many letters of one kind without files, each written once for its occasion, and the jobs that send them.
pub async fn write_all(tx: &mut TenantTx, all: &[NewMessage]) -> Result<()> {
    no_offer(all)?;
    write_many(tx, all).await
}

async fn write_many(tx: &mut TenantTx, all: &[NewMessage]) -> Result<()> {
    let key = tx.garage_key().await?;
    let mut c = Letters::default();
    for new in all {
        let id = MessageId::new();
        c.ids.push(id.0);
        c.kinds.push(new.kind.as_str().to_owned());
        c.once.push(new.once_key.clone());
        c.contacts.push(new.contact.map(|c| c.0));
        c.recipients.push(new.recipient.clone());
        c.subjects.push(new.subject.clone());
        c.bodies.push(key.seal_json(&new.body, &context(id))?);
        c.about.push(new.about.clone());
    }
    let written = sqlx::query_scalar!(
        "insert into messages (id, channel, kind, once_key, contact_id, recipient, subject, body_sealed, about)
         select m.id, 'email', m.kind, m.once, m.contact, m.recipient, m.subject, m.body, m.about
         from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::bytea[], $8::text[])
              as m (id, kind, once, contact, recipient, subject, body, about)
         on conflict (tenant_id, once_key) do nothing
         returning id as \"id: MessageId\"",
        &c.ids,
        &c.kinds,
        &c.once,
        &c.contacts as &[Option<uuid::Uuid>],
        &c.recipients,
        &c.subjects,
        &c.bodies,
        &c.about
    )
    .fetch_all(tx.conn())
    .await?;
    let jobs: Vec<Job> = written.into_iter().map(|message| Job::SendMessage { message }).collect();
    queue::enqueue_all(tx, &jobs).await
}

/// One array a column, for `unnest`.
#[derive(Default)]
struct Letters {
    ids: Vec<uuid::Uuid>,
    kinds: Vec<String>,
    once: Vec<String>,
    contacts: Vec<Option<uuid::Uuid>>,
    recipients: Vec<String>,
    subjects: Vec<String>,
    bodies: Vec<Vec<u8>>,
    about: Vec<String>,
}

/// As pages show it: a letter about a colleague's account without its body.
pub async fn get(tx: &mut TenantTx, id: MessageId) -> Result<Message> {
    let message = to_send(tx, id).await?;
    let body = if message.kind == MessageKind::Account { Body::default() } else { message.body };
    Ok(Message { body, ..message })
}

/// As it leaves.
pub async fn to_send(tx: &mut TenantTx, id: MessageId) -> Result<Message> {
    let r = sqlx::query!(
        "select kind as \"kind: MessageKind\", recipient, subject, body_sealed, state as \"state: MessageState\", about, created_at,
                sent_at, trouble, erased_at
         from messages where id = $1 and deleted_at is null",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    let body = match r.erased_at {
        Some(_) => Body::default(),
        None => tx.garage_key().await?.open_json(&r.body_sealed, &context(id))?,
    };
    let files = sqlx::query!(
        "select file_id as \"file: FileId\", name from message_files where message_id = $1 order by name",
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Message {
        id,
        kind: r.kind,
        recipient: r.recipient,
        subject: r.subject,
        body,
        state: r.state,
        about: r.about,
        created_at: r.created_at,
        sent_at: r.sent_at,
        trouble: r.trouble,
        files: files.into_iter().map(|f| (f.file, f.name)).collect(),
    })
}

/// An attachment of a message, by its place.
pub async fn attachment(tx: &mut TenantTx, id: MessageId, n: usize) -> Result<File> {
    let message = get(tx, id).await?;
    let (file, name) = message.files.into_iter().nth(n).ok_or(Error::NotFound)?;
    Ok(File { name, ..files::load(tx, file).await? })
}

pub async fn list(tx: &mut TenantTx, before: Option<MessageId>) -> Result<Listed<MessageRow>> {
    let rows = sqlx::query_as!(
        MessageRow,
        "select id as \"id: MessageId\", kind as \"kind: MessageKind\", recipient, subject, state as \"state: MessageState\", created_at
         from messages where deleted_at is null and id < $1 order by id desc limit 51",
        before.map_or(uuid::Uuid::max(), |b| b.0)
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Listed::of(rows))
}

pub async fn set_state(tx: &mut TenantTx, id: MessageId, state: MessageState, trouble: Option<&str>) -> Result<()> {
    let now = tx.cx().now;
    let sent_at = (state == MessageState::Sent).then_some(now);
    sqlx::query!(
        "update messages set state = $2, trouble = $3, sent_at = coalesce(sent_at, $4) where id = $1",
        id.0,
        state.as_str(),
        trouble,
        sent_at
    )
    .execute(tx.conn())
    .await?;
    if matches!(state, MessageState::Sent | MessageState::Kept) { erase(tx, id).await } else { Ok(()) }
}

/// What a letter about an account said, once it has left or cannot.
async fn erase(tx: &mut TenantTx, id: MessageId) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("update messages set body_sealed = '', erased_at = $2 where id = $1 and kind = 'account'", id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What letters about accounts said that never left: their links are long over.
pub async fn erase_old(tx: &mut TenantTx) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!(
        "update messages set body_sealed = '', erased_at = $1 where kind = 'account' and erased_at is null and created_at < $2",
        now,
        now - chrono::TimeDelta::days(1)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Sends again what failed or was kept.
pub async fn send_again(tx: &mut TenantTx, id: MessageId) -> Result<()> {
    let message = get(tx, id).await?;
    if message.state == MessageState::Sent {
        return Err(Error::Refused(Why::AlreadyAnswered));
    }
    // Its link is over; another one is asked for where the first was.
    if message.kind == MessageKind::Account {
        return Err(Error::Refused(Why::NotAllowed));
    }
    set_state(tx, id, MessageState::Waiting, None).await?;
    queue::enqueue_again(tx, Job::SendMessage { message: id }).await
}

pub async fn contact_of(tx: &mut TenantTx, id: MessageId) -> Result<Option<ContactId>> {
    let contact = sqlx::query_scalar!("select contact_id as \"c: ContactId\" from messages where id = $1", id.0)
        .fetch_optional(tx.conn())
        .await?;
    Ok(contact.flatten())
}
