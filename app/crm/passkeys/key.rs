//! Public keys as authenticators give them (COSE, RFC 9053): the three kinds that authenticators of today make.

use ciborium::Value;
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};

pub const ES256: i64 = -7;
pub const EDDSA: i64 = -8;
pub const RS256: i64 = -257;

pub enum Key {
    Es256(Vec<u8>),
    EdDsa(Vec<u8>),
    Rs256 { n: Vec<u8>, e: Vec<u8> },
}

/// Nothing for a kind we do not know, or a key that is not whole.
pub fn read(cose: &[u8]) -> Option<Key> {
    let value: Value = ciborium::from_reader(cose).ok()?;
    let map = value.as_map()?;
    let field = |label: i64| map.iter().find(|(key, _)| int(key) == Some(label)).map(|(_, value)| value);
    let bytes = |label: i64| field(label).and_then(|value| value.as_bytes().cloned());
    let (kind, algorithm, curve) = (int(field(1)?)?, int(field(3)?)?, field(-1).and_then(int));
    match (kind, algorithm, curve) {
        (2, ES256, Some(1)) => {
            let (x, y) = (bytes(-2)?, bytes(-3)?);
            (x.len() == 32 && y.len() == 32).then(|| Key::Es256([&[4], x.as_slice(), &y].concat()))
        }
        (1, EDDSA, Some(6)) => bytes(-2).filter(|x| x.len() == 32).map(Key::EdDsa),
        (3, RS256, _) => Some(Key::Rs256 { n: bytes(-1)?, e: bytes(-2)? }).filter(Key::is_large),
        _ => None,
    }
}

fn int(value: &Value) -> Option<i64> {
    value.as_integer().and_then(|number| number.try_into().ok())
}

impl Key {
    /// Shorter ones are broken by those who can pay; much longer ones are there to keep us busy.
    fn is_large(&self) -> bool {
        matches!(self, Key::Rs256 { n, e } if (256..=1024).contains(&n.len()) && e.len() <= 4)
    }

    pub fn verifies(&self, signed: &[u8], with: &[u8]) -> bool {
        match self {
            Key::Es256(point) => {
                UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, point).verify(signed, with).is_ok()
            }
            Key::EdDsa(point) => UnparsedPublicKey::new(&signature::ED25519, point).verify(signed, with).is_ok(),
            Key::Rs256 { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&signature::RSA_PKCS1_2048_8192_SHA256, signed, with).is_ok()
            }
        }
    }
}
