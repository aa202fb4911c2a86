use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::error::{Error, Result};

/// Marks what is sealed, so that a later scheme can be told apart.
const SCHEME: u8 = 1;

/// AES-256-GCM with the garage's key. `context` binds what is sealed to its place: a value moved to another row or
/// column does not open.
#[derive(Clone)]
pub struct GarageKey {
    pub(super) raw: [u8; 32],
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
