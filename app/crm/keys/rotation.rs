//! A master key changed while the program runs: the file is read again when it changes, and each garage's key is wrapped
//! by the key in use. The garages' own keys stay, and with them all that is sealed.

use std::{sync::Arc, time::SystemTime};

use chrono::{DateTime, Utc};

use super::{GarageKey, Held, KeyError, KeyFile, Keys, fingerprints, wrap_context};
use crate::{
    cx::{Cx, Lang},
    db::Db,
    error::{Error, Result},
    garages::platform,
    ids::TenantId,
    security_events,
};

/// Garages looked at a time.
const STEP: i32 = 100;

impl Keys {
    /// Reads the file again when it was written since; true when it was. Keys that this database was not sealed with are
    /// refused, and those at hand stay.
    pub async fn refresh(&self, db: &Db) -> std::result::Result<bool, KeyError> {
        let Some(path) = self.file.as_deref() else { return Ok(false) };
        let written = std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
        if written.is_none() || written == self.written() {
            return Ok(false);
        }
        let held = KeyFile::read(path)?.held();
        held.check(&fingerprints(db).await?)?;
        self.hold(held, written);
        self.verify(db).await?;
        Ok(true)
    }

    fn written(&self) -> Option<SystemTime> {
        self.seen.lock().ok().and_then(|seen| *seen)
    }

    fn hold(&self, held: Held, written: Option<SystemTime>) {
        if let Ok(mut now) = self.held.write() {
            *now = Arc::new(held);
        }
        if let Ok(mut seen) = self.seen.lock() {
            *seen = written;
        }
    }

    /// Wraps the keys of all garages with the master key in use; says how many were not.
    pub async fn wrap_anew(&self, db: &Db, now: DateTime<Utc>) -> Result<usize> {
        let (mut after, mut wrapped) = (None, 0);
        loop {
            let tenants = platform::after(db, after, STEP).await?;
            for tenant in &tenants {
                wrapped += usize::from(self.wrap_one(db, *tenant, now).await?);
            }
            after = tenants.last().copied();
            if tenants.len() < STEP as usize {
                return Ok(wrapped);
            }
        }
    }

    async fn wrap_one(&self, db: &Db, tenant: TenantId, now: DateTime<Utc>) -> Result<bool> {
        let held = self.held();
        let mut tx = db.begin(&Cx::system(tenant, Lang::Fr, now, chrono_tz::UTC, 0)).await?;
        let row = sqlx::query!(
            "select master_key_id, wrapped from garage_keys where master_key_id <> $1 for update",
            held.master_in_use
        )
        .fetch_optional(tx.conn())
        .await?;
        let Some(row) = row else { return Ok(false) };
        let unknown = |id: &str| Error::Internal(format!("master key {id} unknown"));
        let old = held.master.get(&row.master_key_id).ok_or_else(|| unknown(&row.master_key_id))?;
        let new = held.master.get(&held.master_in_use).ok_or_else(|| unknown(&held.master_in_use))?;
        let raw = GarageKey { raw: *old }.open(&row.wrapped, &wrap_context(tenant))?;
        let wrapped = GarageKey { raw: *new }.seal(&raw, &wrap_context(tenant));
        sqlx::query!("update garage_keys set master_key_id = $1, wrapped = $2", held.master_in_use, wrapped)
            .execute(tx.conn())
            .await?;
        security_events::log(&mut tx, "key_rotated", None, "").await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Forgets that a master key has sealed this database, unless a garage's key is still wrapped by it: then nothing
/// happens, and the answer is no.
pub async fn forget(db: &Db, id: &str) -> Result<bool> {
    let done = sqlx::query_scalar!("select forget_master_key($1) as \"done!\"", id);
    Ok(done.fetch_one(db.without_tenant()).await?)
}
