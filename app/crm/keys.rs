//! Keys: a file outside the database holds the master keys, the fiscal keys and the key of forms; each garage has its
//! own key, wrapped by a master key. What is sealed with it is useless in a dump of the database.

mod file;
mod rotation;
mod sealing;

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::SystemTime,
};

use crate::{
    db::{Db, TenantTx},
    error::{Error, Result},
    ids::TenantId,
};

pub use file::{KeyError, KeyFile, Listed};
pub use rotation::forget;
pub use sealing::{GarageKey, hmac, random};

pub struct Keys {
    held: RwLock<Arc<Held>>,
    /// Where they were read, and when that was written.
    file: Option<PathBuf>,
    seen: Mutex<Option<SystemTime>>,
    unwrapped: RwLock<HashMap<TenantId, GarageKey>>,
}

/// What the file held when it was read.
struct Held {
    master: BTreeMap<String, [u8; 32]>,
    master_in_use: String,
    fiscal: BTreeMap<String, [u8; 32]>,
    fiscal_in_use: String,
    forms: [u8; 32],
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// New keys that no file holds, for tests.
    pub fn generate() -> Keys {
        Keys::of(&KeyFile::generate(), None, None)
    }

    pub fn read(path: &Path) -> std::result::Result<Keys, KeyError> {
        let written = std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
        Ok(Keys::of(&KeyFile::read(path)?, Some(path.to_owned()), written))
    }

    fn of(file: &KeyFile, path: Option<PathBuf>, written: Option<SystemTime>) -> Keys {
        let held = RwLock::new(Arc::new(file.held()));
        Keys { held, file: path, seen: Mutex::new(written), unwrapped: RwLock::default() }
    }

    fn held(&self) -> Arc<Held> {
        // Whoever held the lock only ever put one whole value in the place of another.
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Are these the keys of the database with these fingerprints? Touches nothing.
    pub fn check(&self, known: &BTreeMap<String, Vec<u8>>) -> std::result::Result<(), KeyError> {
        self.held().check(known)
    }

    /// Refuses to go on with a database that other keys have sealed; notes the fingerprints of new ones.
    pub async fn verify(&self, db: &Db) -> std::result::Result<(), KeyError> {
        let known = fingerprints(db).await?;
        let held = self.held();
        held.check(&known)?;
        for id in held.master.keys().chain(held.fiscal.keys()).filter(|id| !known.contains_key(*id)) {
            let fingerprint = held.fingerprint(id).unwrap_or_default();
            sqlx::query!(
                "insert into key_fingerprints (key_id, fingerprint) values ($1, $2) on conflict do nothing",
                id,
                fingerprint
            )
            .execute(db.without_tenant())
            .await?;
        }
        Ok(())
    }

    /// A garage's key: from memory, or unwrapped from its row.
    pub(crate) async fn garage(&self, tx: &mut TenantTx) -> Result<GarageKey> {
        let tenant = tx.tenant();
        if let Some(key) = self.unwrapped.read().ok().and_then(|known| known.get(&tenant).cloned()) {
            return Ok(key);
        }
        let row = sqlx::query!("select master_key_id, wrapped from garage_keys").fetch_optional(tx.conn()).await?;
        let row = row.ok_or_else(|| Error::Internal("this garage has no key".into()))?;
        let held = self.held();
        let master = held.master.get(&row.master_key_id).ok_or_else(|| Error::Internal("master key unknown".into()))?;
        let raw = GarageKey { raw: *master }.open(&row.wrapped, &wrap_context(tenant))?;
        let key =
            GarageKey { raw: raw.try_into().map_err(|_| Error::Internal("garage key of a wrong length".into()))? };
        if let Ok(mut known) = self.unwrapped.write() {
            known.insert(tenant, key.clone());
        }
        Ok(key)
    }

    /// Makes the key of a new garage, in the transaction that makes the garage.
    pub(crate) async fn make_garage_key(&self, tx: &mut TenantTx) -> Result<()> {
        let tenant = tx.tenant();
        let held = self.held();
        let master = held.master.get(&held.master_in_use).ok_or_else(|| Error::Internal("no master key".into()))?;
        let wrapped = GarageKey { raw: *master }.seal(&random::<32>(), &wrap_context(tenant));
        sqlx::query!("insert into garage_keys (master_key_id, wrapped) values ($1, $2)", held.master_in_use, wrapped)
            .execute(tx.conn())
            .await?;
        Ok(())
    }

    /// Id of the fiscal key in use, and the HMAC of `text` under it.
    pub fn fiscal_hmac(&self, text: &[u8]) -> (String, Vec<u8>) {
        let held = self.held();
        let key = held.fiscal.get(&held.fiscal_in_use).copied().unwrap_or_default();
        (held.fiscal_in_use.clone(), hmac(&key, text))
    }

    /// The same under the key an old event names, to verify the chain.
    pub fn fiscal_hmac_with(&self, key_id: &str, text: &[u8]) -> Option<Vec<u8>> {
        self.held().fiscal.get(key_id).map(|key| hmac(key, text))
    }

    /// Proof that a form was drawn by us for this session.
    pub fn form_token(&self, session: &[u8]) -> String {
        hex::encode(&hmac(&self.held().forms, session)[..16])
    }
}

impl Held {
    fn check(&self, known: &BTreeMap<String, Vec<u8>>) -> std::result::Result<(), KeyError> {
        let mine = |id: &String, fingerprint: &Vec<u8>| self.fingerprint(id).as_ref() == Some(fingerprint);
        match known.iter().find(|(id, fingerprint)| !mine(id, fingerprint)) {
            Some((id, _)) => Err(KeyError::Wrong(id.clone())),
            None => Ok(()),
        }
    }

    fn fingerprint(&self, id: &str) -> Option<Vec<u8>> {
        let key = self.master.get(id).or_else(|| self.fiscal.get(id))?;
        Some(hmac(key, b"fingerprint"))
    }
}

/// Fingerprints of the keys that have sealed this database, by key id. Empty: a new one.
pub async fn fingerprints(db: &Db) -> std::result::Result<BTreeMap<String, Vec<u8>>, KeyError> {
    let rows = sqlx::query!("select key_id, fingerprint from key_fingerprints").fetch_all(db.without_tenant()).await?;
    Ok(rows.into_iter().map(|row| (row.key_id, row.fingerprint)).collect())
}

fn wrap_context(tenant: TenantId) -> String {
    format!("garage_keys:{tenant}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_in_its_place_and_with_its_key() {
        let (mine, other) = (GarageKey { raw: [1; 32] }, GarageKey { raw: [2; 32] });
        let sealed = mine.seal(b"12 rue des Lilas", "contacts.address:1");
        assert_eq!(mine.open(&sealed, "contacts.address:1").unwrap(), b"12 rue des Lilas");
        assert!(mine.open(&sealed, "contacts.address:2").is_err());
        assert!(other.open(&sealed, "contacts.address:1").is_err());
        assert!(mine.open(&sealed[..20], "contacts.address:1").is_err());
        assert!(!sealed.windows(5).any(|w| w == b"Lilas"));
    }

    #[test]
    fn keys_are_read_back() {
        let dir = std::env::temp_dir().join(format!("visioncrm-keys-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join("keys.json");
        KeyFile::generate().write_new(&path).unwrap();
        let keys = Keys::read(&path).unwrap();
        assert_eq!(Keys::read(&path).unwrap().fiscal_hmac(b"x"), keys.fiscal_hmac(b"x"));
        assert!(matches!(Keys::read(&dir.join("none.json")), Err(KeyError::Lost(_))));
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
