//! An authenticator made of software, as a telephone behaves: a key of its own, a counter, flags. What it says can be bent.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};

pub type Answered = Vec<(&'static str, String)>;

#[derive(Clone)]
pub struct Authenticator {
    pub key: Vec<u8>,
    pub id: Vec<u8>,
    pub count: u32,
    /// Present (1), verified (4).
    pub flags: u8,
    pub user: Vec<u8>,
    /// What it was told to say instead of the truth.
    pub origin: String,
    pub rp: Option<String>,
    pub kind: Option<&'static str>,
}

impl Authenticator {
    /// In a browser at this address.
    pub fn at(origin: &str) -> Authenticator {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
        Authenticator {
            key: key.as_ref().to_vec(),
            id: crm::keys::random::<32>().to_vec(),
            count: 0,
            flags: 1 | 4,
            user: vec![],
            origin: origin.to_owned(),
            rp: None,
            kind: None,
        }
    }

    fn pair(&self) -> EcdsaKeyPair {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.key, &SystemRandom::new()).expect("its key")
    }

    fn client_data(&self, kind: &str, asked: &Value) -> Vec<u8> {
        let kind = self.kind.unwrap_or(kind);
        json!({ "type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    fn data(&self, asked: &Value, flags: u8) -> Vec<u8> {
        let rp = self.rp.as_deref().unwrap_or(asked["rp"].as_str().expect("a relying party"));
        [digest(&SHA256, rp.as_bytes()).as_ref(), &[flags], &self.count.to_be_bytes()].concat()
    }

    /// Makes a passkey: `attestationObject` without attestation, in CBOR by hand.
    pub fn create(&mut self, asked: &Value) -> Answered {
        self.user = URL_SAFE_NO_PAD.decode(asked["user"].as_str().expect("a user")).expect("base 64");
        let pair = self.pair();
        let point = pair.public_key().as_ref();
        let cose = [
            &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20][..],
            &point[1..33],
            &[0x22, 0x58, 0x20],
            &point[33..],
        ]
        .concat();
        let length = (self.id.len() as u16).to_be_bytes();
        let data = [self.data(asked, self.flags | 64).as_slice(), &[0; 16], &length, &self.id, &cose].concat();
        let size = (data.len() as u16).to_be_bytes();
        let attestation = [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".as_slice(), &size, &data].concat();
        vec![
            ("client_data", URL_SAFE_NO_PAD.encode(self.client_data("webauthn.create", asked))),
            ("attestation", URL_SAFE_NO_PAD.encode(attestation)),
        ]
    }

    /// Signs what it is asked.
    pub fn get(&mut self, asked: &Value) -> Answered {
        let (client, data) = (self.client_data("webauthn.get", asked), self.data(asked, self.flags));
        let signed = [data.as_slice(), digest(&SHA256, &client).as_ref()].concat();
        let signature = self.pair().sign(&SystemRandom::new(), &signed).expect("it signs");
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        vec![
            ("credential_id", text(&self.id)),
            ("client_data", text(&client)),
            ("authenticator_data", text(&data)),
            ("signature", text(signature.as_ref())),
            ("user_handle", text(&self.user)),
        ]
    }
}
