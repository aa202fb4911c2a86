//! What is kept no longer goes, every night: a step at a time, each committed, so that a night cut short goes on with the
//! next turn.

use chrono::TimeDelta;
use crm::{
    garages, leaving,
    messages::{self, Body, MessageKind, NewMessage},
    queue::{self, Job},
    retention::{
        self, notices,
        steps::{self, Step},
    },
};

use crate::works::At;

/// How long a job works before it gives way.
const TURN: TimeDelta = TimeDelta::seconds(20);
/// Rows that a step of a garage's deletion takes.
const ROWS: i32 = 2000;

pub async fn keep(at: &At<'_>) -> crm::Result<()> {
    let begun = (at.works.clock)();
    let over = || (at.works.clock)() - begun > TURN;
    for step in Step::ALL {
        loop {
            let mut tx = at.begin().await?;
            let retention = retention::get(&mut tx).await?;
            let more = steps::some(&mut tx, step, &retention).await?;
            if step == Step::List && !more {
                write(at, &mut tx).await?;
            }
            if over() {
                queue::enqueue(&mut tx, Job::KeepRetention).await?;
                return tx.commit().await;
            }
            tx.commit().await?;
            if !more {
                break;
            }
        }
    }
    let mut tx = at.begin().await?;
    leaving::forget_users(&mut tx).await?;
    if leaving::garage(&mut tx).await?.on.is_some_and(|day| day <= at.cx.today()) {
        queue::enqueue(&mut tx, Job::DeleteGarage).await?;
    }
    tx.commit().await
}

/// Tells the garage, once a list, how many customers will be erased and where to keep one.
async fn write(at: &At<'_>, tx: &mut crm::TenantTx) -> crm::Result<()> {
    let many = notices::listed_today(tx).await?;
    if many == 0 {
        return Ok(());
    }
    let garage = garages::get(tx).await?;
    let mail = views::mails::retention(garage.lang, &garage, many, &at.url("/settings/retention/notices"));
    let new = NewMessage {
        kind: MessageKind::Notice,
        once_key: format!("retention:{}", at.cx.today()),
        contact: None,
        recipient: garage.email.clone(),
        subject: mail.subject,
        body: Body { text: mail.text, html: mail.html },
        about: "/settings/retention/notices".into(),
        files: vec![],
    };
    messages::write(tx, &new).await.map(drop)
}

/// A garage that left, its 30 days over: its rows, and with the last of them its key.
pub async fn delete_garage(at: &At<'_>) -> crm::Result<()> {
    let begun = (at.works.clock)();
    loop {
        let mut tx = at.begin().await?;
        let more = leaving::delete_some(&mut tx, ROWS).await?;
        let over = (at.works.clock)() - begun > TURN;
        if more && over {
            queue::enqueue(&mut tx, Job::DeleteGarage).await?;
        }
        tx.commit().await?;
        if !more || over {
            return Ok(());
        }
    }
}
