//! The key file, as JSON: `{"master": [{"id": "m1", "key": "…"}], "fiscal": […], "forms": "…"}`. Keys are 32 bytes in
//! hexadecimal; the last of each list is the one in use.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::random;

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
    #[error("the key {0} is not in the key file")]
    Unknown(String),
    #[error("the key {0} is the one in use")]
    InUse(String),
    #[error("the keys cannot be checked: {0}")]
    Db(#[from] sqlx::Error),
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    master: Vec<NamedKey>,
    fiscal: Vec<NamedKey>,
    forms: Key,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedKey {
    id: String,
    key: Key,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Key([u8; 32]);

impl TryFrom<String> for Key {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Key, &'static str> {
        let bytes = hex::decode(text).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Key).ok_or("a key is not 64 hexadecimal digits")
    }
}

impl From<Key> for String {
    fn from(key: Key) -> String {
        hex::encode(key.0)
    }
}

/// One line of `visioncrm keys list`.
pub struct Listed {
    pub id: String,
    pub in_use: bool,
}

impl KeyFile {
    /// New keys, for a new installation and for tests.
    pub fn generate() -> KeyFile {
        KeyFile {
            master: vec![NamedKey::new("m1".into())],
            fiscal: vec![NamedKey::new("f1".into())],
            forms: Key(random()),
        }
    }

    pub fn read(path: &Path) -> Result<KeyFile, KeyError> {
        let unreadable = |why: String| KeyError::Unreadable { path: path.display().to_string(), why };
        let text = fs::read_to_string(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => KeyError::Lost(path.display().to_string()),
            _ => unreadable(e.to_string()),
        })?;
        let file: KeyFile = serde_json::from_str(&text).map_err(|e| unreadable(e.to_string()))?;
        match file.master.is_empty() || file.fiscal.is_empty() {
            true => Err(unreadable("a list of keys is empty".into())),
            false => Ok(file),
        }
    }

    /// Written once, readable by its owner only, never over an existing file.
    pub fn write_new(&self, path: &Path) -> Result<(), KeyError> {
        let mut out = OpenOptions::new();
        self.write_to(out.write(true).create_new(true).mode(0o600), path)
    }

    /// In the place of the file that is there, whole or not at all.
    pub fn replace(&self, path: &Path) -> Result<(), KeyError> {
        let beside = path.with_extension("new");
        let mut out = OpenOptions::new();
        self.write_to(out.write(true).create(true).truncate(true).mode(0o600), &beside)?;
        fs::rename(&beside, path).map_err(|e| unwritable(path, &e))
    }

    fn write_to(&self, options: &OpenOptions, path: &Path) -> Result<(), KeyError> {
        let mut out = options.open(path).map_err(|e| unwritable(path, &e))?;
        let text = serde_json::to_string_pretty(self).map_err(|e| unwritable(path, &e.into()))?;
        out.write_all(text.as_bytes()).and_then(|()| out.sync_all()).map_err(|e| unwritable(path, &e))
    }

    pub fn masters(&self) -> Vec<Listed> {
        listed(&self.master)
    }

    pub fn fiscals(&self) -> Vec<Listed> {
        listed(&self.fiscal)
    }

    /// A new master key, known but not in use yet: so that every machine has it before one writes with it.
    pub fn add_master(&mut self) -> String {
        let id = next_id('m', &self.master);
        self.master.insert(self.master.len() - 1, NamedKey::new(id.clone()));
        id
    }

    pub fn use_master(&mut self, id: &str) -> Result<(), KeyError> {
        let at = self.master.iter().position(|key| key.id == id).ok_or_else(|| KeyError::Unknown(id.to_owned()))?;
        let key = self.master.remove(at);
        self.master.push(key);
        Ok(())
    }

    /// A new fiscal key, in use from the next event on. Older ones stay: they prove the older part of the chain.
    pub fn add_fiscal(&mut self) -> String {
        let id = next_id('f', &self.fiscal);
        self.fiscal.push(NamedKey::new(id.clone()));
        id
    }

    /// The one in use stays.
    pub fn forget_master(&mut self, id: &str) -> Result<(), KeyError> {
        let at = self.master.iter().position(|key| key.id == id).ok_or_else(|| KeyError::Unknown(id.to_owned()))?;
        if at + 1 == self.master.len() {
            return Err(KeyError::InUse(id.to_owned()));
        }
        self.master.remove(at);
        Ok(())
    }

    pub(super) fn held(&self) -> super::Held {
        let all = |keys: &[NamedKey]| -> BTreeMap<String, [u8; 32]> {
            keys.iter().map(|key| (key.id.clone(), key.key.0)).collect()
        };
        let last = |keys: &[NamedKey]| keys.last().map(|key| key.id.clone()).unwrap_or_default();
        super::Held {
            master: all(&self.master),
            master_in_use: last(&self.master),
            fiscal: all(&self.fiscal),
            fiscal_in_use: last(&self.fiscal),
            forms: self.forms.0,
        }
    }
}

impl NamedKey {
    fn new(id: String) -> NamedKey {
        NamedKey { id, key: Key(random()) }
    }
}

fn listed(keys: &[NamedKey]) -> Vec<Listed> {
    let last = keys.len().saturating_sub(1);
    keys.iter().enumerate().map(|(n, key)| Listed { id: key.id.clone(), in_use: n == last }).collect()
}

/// One more than the highest there is: an id is never given twice while its key is in the file.
fn next_id(letter: char, keys: &[NamedKey]) -> String {
    let highest = keys.iter().filter_map(|key| key.id.strip_prefix(letter)?.parse::<u32>().ok()).max();
    format!("{letter}{}", highest.unwrap_or(0) + 1)
}

fn unwritable(path: &Path, why: &std::io::Error) -> KeyError {
    KeyError::Unwritable { path: path.display().to_string(), why: why.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_is_known_before_it_is_used_and_the_old_one_after() {
        let mut file = KeyFile::generate();
        assert_eq!(file.add_master(), "m2");
        assert_eq!(file.held().master_in_use, "m1");
        assert!(file.held().master.contains_key("m2"));
        file.use_master("m2").unwrap();
        assert_eq!(file.held().master_in_use, "m2");
        assert!(matches!(file.forget_master("m2"), Err(KeyError::InUse(_))));
        assert!(matches!(file.forget_master("m9"), Err(KeyError::Unknown(_))));
        file.forget_master("m1").unwrap();
        assert_eq!(file.masters().len(), 1);
        // The id of a key that is gone from the middle is not given again.
        assert_eq!(file.add_master(), "m3");
        assert_eq!(file.add_fiscal(), "f2");
        assert_eq!(file.held().fiscal_in_use, "f2");
    }

    #[test]
    fn the_file_is_replaced_whole_and_stays_its_owners() {
        use std::os::unix::fs::PermissionsExt;
        let dir = std::env::temp_dir().join(format!("visioncrm-keyfile-{}", uuid::Uuid::now_v7()));
        fs::create_dir_all(&dir).unwrap();
        let path = dir.join("keys.json");
        let mut file = KeyFile::generate();
        file.write_new(&path).unwrap();
        assert!(file.write_new(&path).is_err());
        file.add_master();
        file.replace(&path).unwrap();
        assert!(KeyFile::read(&path).unwrap() == file);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(matches!(KeyFile::read(&dir.join("none.json")), Err(KeyError::Lost(_))));
        fs::write(&path, r#"{"master": [], "fiscal": [], "forms": "00"}"#).unwrap();
        assert!(matches!(KeyFile::read(&path), Err(KeyError::Unreadable { .. })));
        fs::remove_dir_all(&dir).unwrap();
    }
}
