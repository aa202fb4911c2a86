//! What browser and authenticator answer, checked point by point (Web Authentication level 3, §7.1 and §7.2). Who made
//! the authenticator is not asked: a garage trusts what its people hold in their hands.

use ring::digest::{SHA256, digest};
use serde::Deserialize;

use super::key;

/// Where a passkey is good: the name the browser shows, and the whole address it was used at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    /// `garage-martin.visioncrm.app`
    pub rp_id: String,
    /// `https://garage-martin.visioncrm.app`
    pub origin: String,
}

impl RelyingParty {
    /// Browsers allow passkeys under https, or on this very machine, and for names only, not for IP addresses: elsewhere
    /// there is none. `host` is what the browser asked for; a wrong one is caught by `origin`.
    pub fn of(host: &str, https: bool) -> Option<RelyingParty> {
        let host = host.to_ascii_lowercase();
        let rp_id = host.split(':').next().unwrap_or_default();
        let local = rp_id == "localhost" || rp_id.ends_with(".localhost");
        let letters = rp_id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
        let last = rp_id.rsplit('.').next().unwrap_or_default();
        let named = letters && last.bytes().any(|b| b.is_ascii_alphabetic());
        let scheme = if https { "https" } else { "http" };
        (named && (https || local))
            .then(|| RelyingParty { rp_id: rp_id.to_owned(), origin: format!("{scheme}://{host}") })
    }
}

/// A browser's answer to `navigator.credentials.create`.
pub struct Making {
    pub client_data: Vec<u8>,
    pub attestation: Vec<u8>,
}

/// A new passkey.
#[derive(Debug)]
pub struct Created {
    pub credential_id: Vec<u8>,
    pub public_key: Vec<u8>,
    pub sign_count: u32,
}

/// A browser's answer to `navigator.credentials.get`.
pub struct Shown {
    pub credential_id: Vec<u8>,
    pub client_data: Vec<u8>,
    pub authenticator_data: Vec<u8>,
    pub signature: Vec<u8>,
    pub user_handle: Option<Vec<u8>>,
}

/// What the browser says it was asked (§5.8.1).
#[derive(Deserialize)]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default, rename = "crossOrigin")]
    cross_origin: bool,
}

fn client_data_is_ours(json: &[u8], kind: &str, party: &RelyingParty, challenge: &[u8]) -> bool {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let Ok(data) = serde_json::from_slice::<ClientData>(json) else { return false };
    let same = URL_SAFE_NO_PAD.decode(&data.challenge).is_ok_and(|said| said == challenge);
    data.r#type == kind && same && data.origin == party.origin && !data.cross_origin
}

/// What the authenticator says of itself (§6.1): 32 bytes of hash, one of flags, four of counter, then what was made.
struct AuthenticatorData<'a> {
    rp_hash: &'a [u8],
    flags: u8,
    count: u32,
    rest: &'a [u8],
}

const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const MAY_BE_COPIED: u8 = 1 << 3;
const IS_COPIED: u8 = 1 << 4;
const HAS_KEY: u8 = 1 << 6;

impl<'a> AuthenticatorData<'a> {
    fn read(bytes: &'a [u8]) -> Option<AuthenticatorData<'a>> {
        let (rp_hash, rest) = bytes.split_at_checked(32)?;
        let (flags, rest) = rest.split_first()?;
        let (count, rest) = rest.split_first_chunk::<4>()?;
        Some(AuthenticatorData { rp_hash, flags: *flags, count: u32::from_be_bytes(*count), rest })
    }

    /// For this garage, with the person there and known by finger, face or PIN.
    fn is_good(&self, party: &RelyingParty) -> bool {
        let all = PRESENT | VERIFIED;
        self.rp_hash == digest(&SHA256, party.rp_id.as_bytes()).as_ref()
            && self.flags & all == all
            && (self.flags & IS_COPIED == 0 || self.flags & MAY_BE_COPIED != 0)
    }
}

/// The passkey that was made, or nothing that one could trust.
pub fn created(party: &RelyingParty, challenge: &[u8], making: &Making) -> Option<Created> {
    if !client_data_is_ours(&making.client_data, "webauthn.create", party, challenge) {
        return None;
    }
    let object: ciborium::Value = ciborium::from_reader(making.attestation.as_slice()).ok()?;
    let field =
        |name: &str| object.as_map()?.iter().find(|(key, _)| key.as_text() == Some(name)).map(|(_, value)| value);
    let bytes = field("authData")?.as_bytes()?;
    let data = AuthenticatorData::read(bytes)?;
    if !data.is_good(party) || data.flags & HAS_KEY == 0 {
        return None;
    }
    // Sixteen bytes of model, two of length, the credential's name, its key.
    let (_, rest) = data.rest.split_at_checked(16)?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let (credential_id, mut rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    if credential_id.is_empty() || credential_id.len() > 1023 {
        return None;
    }
    let whole = rest;
    ciborium::from_reader::<ciborium::Value, _>(&mut rest).ok()?;
    // Extensions may follow.
    let public_key = &whole[..whole.len() - rest.len()];
    key::read(public_key)?;
    Some(Created { credential_id: credential_id.to_vec(), public_key: public_key.to_vec(), sign_count: data.count })
}

/// The counter of a passkey that signed what it was asked.
pub fn shown(party: &RelyingParty, challenge: &[u8], shown: &Shown, public_key: &[u8]) -> Option<u32> {
    if !client_data_is_ours(&shown.client_data, "webauthn.get", party, challenge) {
        return None;
    }
    let data = AuthenticatorData::read(&shown.authenticator_data)?;
    let signed = [&shown.authenticator_data, digest(&SHA256, &shown.client_data).as_ref()].concat();
    let good = data.is_good(party) && key::read(public_key)?.verifies(&signed, &shown.signature);
    good.then_some(data.count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_exist_only_where_browsers_allow_them() {
        let origin = |host, https| RelyingParty::of(host, https).map(|party| (party.rp_id, party.origin));
        let some = |rp: &str, origin: &str| Some((rp.to_owned(), origin.to_owned()));
        assert_eq!(origin("Garage.visioncrm.app", true), some("garage.visioncrm.app", "https://garage.visioncrm.app"));
        assert_eq!(origin("a.localhost:8080", false), some("a.localhost", "http://a.localhost:8080"));
        for (host, https) in [
            ("garage.visioncrm.app", false),
            ("192.168.1.20", true),
            ("192.168.1.20:8443", true),
            ("[::1]:8080", false),
            ("", true),
            ("a b", true),
        ] {
            assert_eq!(origin(host, https), None, "{host}");
        }
    }

    #[test]
    fn what_is_no_answer_is_refused_and_breaks_nothing() {
        let party = RelyingParty::of("a.localhost", false).unwrap();
        for attestation in [vec![], vec![0xa0], vec![0xff; 64], vec![0x9f; 4096], b"{}".to_vec()] {
            let client_data = br#"{"type":"webauthn.create","challenge":"AA","origin":"http://a.localhost"}"#.to_vec();
            assert!(created(&party, &[0], &Making { client_data, attestation }).is_none());
        }
        assert!(AuthenticatorData::read(&[0; 36]).is_none());
        assert!(AuthenticatorData::read(&[0; 37]).is_some());
    }
}
