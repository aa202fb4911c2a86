//! What jobs work with, and the garage a job works in.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use crm::{Cx, Db, Origin, TenantTx, garages, garages::Sign, queue::Envelope};
use gateways::mail::MailServer;
use serde::{Deserialize, Serialize};

pub struct Works {
    pub db: Db,
    /// None: mail stays in the outbox.
    pub mail: Option<MailServer>,
    pub engine: Arc<dyn scanner::Engine + Send + Sync>,
    /// None: what is in doubt stays so until somebody looks.
    pub adviser: Option<Arc<dyn scanner::Adviser + Send + Sync>>,
    /// Address of a garage from outside, by its subdomain.
    pub garage_url: Box<dyn Fn(&str) -> String + Send + Sync>,
    pub clock: fn() -> DateTime<Utc>,
}

impl Works {
    pub(crate) async fn at(&self, envelope: &Envelope) -> crm::Result<At<'_>> {
        let mut cx = Cx::system(envelope.tenant, envelope.lang, (self.clock)(), chrono_tz::UTC, envelope.trace);
        let mut tx = self.db.look(&cx).await?;
        let sign = garages::sign(&mut tx).await?;
        tx.commit().await?;
        cx.zone = sign.zone;
        // What the job does is told in the name of who asked for it.
        cx.actor = envelope.actor;
        cx.origin = Origin::Job(envelope.job.kind());
        Ok(At { works: self, cx, sign })
    }
}

/// In one garage, on behalf of who asked.
pub struct At<'a> {
    pub works: &'a Works,
    pub cx: Cx,
    pub sign: Sign,
}

impl At<'_> {
    pub async fn look(&self) -> crm::Result<TenantTx> {
        self.works.db.look(&self.cx).await
    }
    pub async fn begin(&self) -> crm::Result<TenantTx> {
        self.works.db.begin(&self.cx).await
    }
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", (self.works.garage_url)(&self.sign.subdomain))
    }
}

/// The payload of a tick: no garage yet.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EveryGarage {
    pub every_garage: String,
    pub at: DateTime<Utc>,
}
