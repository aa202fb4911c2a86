//! Keys: a file outside the database holds the master keys, the fiscal keys and the key of forms; each garage has its
//! own key, wrapped by a master key. What is sealed with it is useless in a dump of the database.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    path::Path,
    sync::RwLock,
};

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{
    db::{Db, TenantTx},
    error::{Error, Result},
    ids::TenantId,
};

/// Marks what is sealed, so that a later scheme can be told apart.
const SCHEME: u8 = 1;

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the key file {0} is missing, and the database was sealed with keys it must hold")]
    Lost(String),
    #[error("the key file does not hold the key {0} that this database was sealed with")]
    Wrong(String),
    #[error("the key file {path} cannot be read: {why}")]
    Unreadable { path: String, why: String },
    #[error("the key file {path} cannot be written: {why}")]
    Unwritable { path: String, why: String },
    #[error("the keys cannot be checked: {0}")]
    Db(#[from] sqlx::Error),
}

/// What the key file holds, as JSON. Keys are 32 bytes in hexadecimal; the last of each list is the one in use.
#[derive(Clone, Serialize, Deserialize)]
struct KeyFile {
    master: Vec<NamedKey>,
    fiscal: Vec<NamedKey>,
    forms: String,
}

#[derive(Clone, Serialize, Deserialize)]
struct NamedKey {
    id: String,
    key: String,
}

pub struct Keys {
    master: BTreeMap<String, [u8; 32]>,
    master_in_use: String,
    fiscal: BTreeMap<String, [u8; 32]>,
    fiscal_in_use: String,
    forms: [u8; 32],
    unwrapped: RwLock<HashMap<TenantId, GarageKey>>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// New keys, for a new installation and for tests.
    pub fn generate() -> Keys {
        let named = |id: &str| NamedKey { id: id.into(), key: hex::encode(random::<32>()) };
        let file = KeyFile { master: vec![named("m1")], fiscal: vec![named("f1")], forms: hex::encode(random::<32>()) };
        // Made on the line above, of the right length.
        Keys::from_file(file).unwrap_or_else(|_| unreachable!("keys just generated are well formed"))
    }

    pub fn read(path: &Path) -> std::result::Result<Keys, KeyError> {
        let unreadable = |why: String| KeyError::Unreadable { path: path.display().to_string(), why };
        let text = std::fs::read_to_string(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => KeyError::Lost(path.display().to_string()),
            _ => unreadable(e.to_string()),
        })?;
        let file = serde_json::from_str(&text).map_err(|e| unreadable(e.to_string()))?;
        Keys::from_file(file).map_err(unreadable)
    }

    /// Written once, readable by its owner only, never over an existing file.
    pub fn write_new(&self, path: &Path) -> std::result::Result<(), KeyError> {
        use std::{io::Write, os::unix::fs::OpenOptionsExt};
        let failed = |e: std::io::Error| KeyError::Unwritable { path: path.display().to_string(), why: e.to_string() };
        let named = |keys: &BTreeMap<String, [u8; 32]>| {
            keys.iter().map(|(id, key)| NamedKey { id: id.clone(), key: hex::encode(key) }).collect()
        };
        let file = KeyFile { master: named(&self.master), fiscal: named(&self.fiscal), forms: hex::encode(self.forms) };
        let mut out =
            std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
        let text = serde_json::to_string_pretty(&file).map_err(|e| failed(e.into()))?;
        out.write_all(text.as_bytes()).and_then(|()| out.sync_all()).map_err(failed)
    }

    fn from_file(file: KeyFile) -> std::result::Result<Keys, String> {
        let read = |keys: &[NamedKey]| -> std::result::Result<BTreeMap<String, [u8; 32]>, String> {
            keys.iter().map(|k| Ok((k.id.clone(), key_of_hex(&k.key)?))).collect()
        };
        let last = |keys: &[NamedKey]| keys.last().map(|k| k.id.clone()).ok_or("a list of keys is empty".to_owned());
        Ok(Keys {
            master: read(&file.master)?,
            master_in_use: last(&file.master)?,
            fiscal: read(&file.fiscal)?,
            fiscal_in_use: last(&file.fiscal)?,
            forms: key_of_hex(&file.forms)?,
            unwrapped: RwLock::default(),
        })
    }

    /// Are these the keys of the database with these fingerprints? Touches nothing.
    pub fn check(&self, known: &BTreeMap<String, Vec<u8>>) -> std::result::Result<(), KeyError> {
        let mine = |id: &String, fingerprint: &Vec<u8>| self.fingerprint(id).as_ref() == Some(fingerprint);
        match known.iter().find(|(id, fingerprint)| !mine(id, fingerprint)) {
            Some((id, _)) => Err(KeyError::Wrong(id.clone())),
            None => Ok(()),
        }
    }

    /// Refuses to go on with a database that other keys have sealed; notes the fingerprints of new ones.
    pub async fn verify(&self, db: &Db) -> std::result::Result<(), KeyError> {
        let known = fingerprints(db).await?;
        self.check(&known)?;
        for id in self.master.keys().chain(self.fiscal.keys()).filter(|id| !known.contains_key(*id)) {
            let fingerprint = self.fingerprint(id).unwrap_or_default();
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

    fn fingerprint(&self, id: &str) -> Option<Vec<u8>> {
        let key = self.master.get(id).or_else(|| self.fiscal.get(id))?;
        Some(hmac(key, b"fingerprint"))
    }

    /// A garage's key: from memory, or unwrapped from its row.
    pub(crate) async fn garage(&self, tx: &mut TenantTx) -> Result<GarageKey> {
        let tenant = tx.tenant();
        if let Some(key) = self.unwrapped.read().ok().and_then(|known| known.get(&tenant).cloned()) {
            return Ok(key);
        }
        let row = sqlx::query!("select master_key_id, wrapped from garage_keys").fetch_optional(tx.conn()).await?;
        let row = row.ok_or_else(|| Error::Internal("this garage has no key".into()))?;
        let master = self.master.get(&row.master_key_id).ok_or_else(|| Error::Internal("master key unknown".into()))?;
        let raw = GarageKey { raw: *master }.open(&row.wrapped, &wrap_context(tenant))?;
        let key =
            GarageKey { raw: raw.try_into().map_err(|_| Error::Internal("garage key of a wrong length".into()))? };
        if let Ok(mut known) = self.unwrapped.write() {
            known.insert(tenant, key.clone());
        }
        Ok(key)
    }

    /// Out of memory too.
    pub(crate) fn forget(&self, tenant: TenantId) {
        if let Ok(mut known) = self.unwrapped.write() {
            known.remove(&tenant);
        }
    }

    /// Makes the key of a new garage, in the transaction that makes the garage.
    pub(crate) async fn make_garage_key(&self, tx: &mut TenantTx) -> Result<()> {
        let tenant = tx.tenant();
        let master = self.master.get(&self.master_in_use).ok_or_else(|| Error::Internal("no master key".into()))?;
        let wrapped = GarageKey { raw: *master }.seal(&random::<32>(), &wrap_context(tenant));
        sqlx::query!("insert into garage_keys (master_key_id, wrapped) values ($1, $2)", self.master_in_use, wrapped)
            .execute(tx.conn())
            .await?;
        Ok(())
    }

    /// Id of the fiscal key in use, and the HMAC of `text` under it.
    pub fn fiscal_hmac(&self, text: &[u8]) -> (&str, Vec<u8>) {
        let key = self.fiscal.get(&self.fiscal_in_use).copied().unwrap_or_default();
        (&self.fiscal_in_use, hmac(&key, text))
    }

    /// The same under the key an old event names, to verify the chain.
    pub fn fiscal_hmac_with(&self, key_id: &str, text: &[u8]) -> Option<Vec<u8>> {
        self.fiscal.get(key_id).map(|key| hmac(key, text))
    }

    /// Proof that a form was drawn by us for this session.
    pub fn form_token(&self, session: &[u8]) -> String {
        hex::encode(&hmac(&self.forms, session)[..16])
    }
}

/// Fingerprints of the keys that have sealed this database, by key id. Empty: a new one.
pub async fn fingerprints(db: &Db) -> std::result::Result<BTreeMap<String, Vec<u8>>, KeyError> {
    let rows = sqlx::query!("select key_id, fingerprint from key_fingerprints").fetch_all(db.without_tenant()).await?;
    Ok(rows.into_iter().map(|row| (row.key_id, row.fingerprint)).collect())
}

/// AES-256-GCM with the garage's key. `context` binds what is sealed to its place: a value moved to another row or
/// column does not open.
#[derive(Clone)]
pub struct GarageKey {
    raw: [u8; 32],
}

impl GarageKey {
    pub fn seal(&self, plain: &[u8], context: &str) -> Vec<u8> {
        let nonce = random::<12>();
        let payload = Payload { msg: plain, aad: context.as_bytes() };
        let sealed = self.cipher().encrypt(&nonce.into(), payload);
        // AES-GCM only fails above 64 GiB; uploads are bounded at 15 MB.
        let sealed = sealed.unwrap_or_else(|_| unreachable!("the plain text is bounded"));
        [&[SCHEME][..], &nonce, &sealed].concat()
    }

    pub fn open(&self, sealed: &[u8], context: &str) -> Result<Vec<u8>> {
        let broken =
            || Error::Internal(format!("sealed value does not open: {}", context.split(':').next().unwrap_or("")));
        let (head, body) = sealed.split_at_checked(13).ok_or_else(broken)?;
        if head[0] != SCHEME {
            return Err(broken());
        }
        let nonce: [u8; 12] = head[1..].try_into().map_err(|_| broken())?;
        self.cipher().decrypt(&nonce.into(), Payload { msg: body, aad: context.as_bytes() }).map_err(|_| broken())
    }

    pub fn seal_json<T: Serialize>(&self, value: &T, context: &str) -> Result<Vec<u8>> {
        let plain = serde_json::to_vec(value).map_err(|e| Error::Internal(format!("not serialised: {e}")))?;
        Ok(self.seal(&plain, context))
    }

    pub fn open_json<T: for<'de> Deserialize<'de>>(&self, sealed: &[u8], context: &str) -> Result<T> {
        serde_json::from_slice(&self.open(sealed, context)?).map_err(|e| Error::Internal(format!("not readable: {e}")))
    }

    /// 128 bits nobody can guess and we can compute again, so that only their hash need be stored.
    pub fn secret(&self, label: &str) -> [u8; 16] {
        let mut secret = [0; 16];
        secret.copy_from_slice(&hmac(&self.raw, label.as_bytes())[..16]);
        secret
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&self.raw.into())
    }
}

fn wrap_context(tenant: TenantId) -> String {
    format!("garage_keys:{tenant}")
}

fn key_of_hex(text: &str) -> std::result::Result<[u8; 32], String> {
    hex::decode(text).ok().and_then(|k| k.try_into().ok()).ok_or("a key is not 64 hexadecimal digits".to_owned())
}

pub fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    // HMAC takes a key of any length.
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).unwrap_or_else(|_| unreachable!("any length will do"));
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

/// Bytes from the operating system; without them nothing is safe, so the program stops.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Err(error) = getrandom::fill(&mut bytes) {
        panic!("the operating system gives no random bytes: {error}");
    }
    bytes
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
    fn the_key_file_is_written_once_and_read_back() {
        let dir = std::env::temp_dir().join(format!("visioncrm-keys-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join("keys.json");
        let keys = Keys::generate();
        keys.write_new(&path).unwrap();
        assert!(keys.write_new(&path).is_err());
        assert_eq!(Keys::read(&path).unwrap().fiscal_hmac(b"x").1, keys.fiscal_hmac(b"x").1);
        assert!(matches!(Keys::read(&dir.join("none.json")), Err(KeyError::Lost(_))));
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
