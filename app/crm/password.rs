//! Passwords: the policy, and argon2id. Both slow on purpose: call them outside any transaction.

mod common;

use std::sync::OnceLock;

use argon2::{Argon2, Params, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

use crate::{
    error::{Error, Result, Why},
    text::key,
};

/// At least 12 characters, with an upper-case and a lower-case letter, a digit and another sign (PRD §7.2), without the
/// names of the person or of the garage, and not one that everybody chooses.
pub fn check(password: &str, names: &[&str]) -> std::result::Result<(), Why> {
    if password.chars().count() < 12 {
        return Err(Why::PasswordTooShort);
    }
    if password.chars().count() > 200 {
        return Err(Why::TooLong);
    }
    let kinds = [
        password.chars().any(char::is_uppercase),
        password.chars().any(char::is_lowercase),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_alphanumeric()),
    ];
    if kinds.contains(&false) {
        return Err(Why::PasswordTooPlain);
    }
    let plain = key(password).replace(' ', "");
    let held = names.iter().flat_map(|name| key(name).split(' ').map(str::to_owned).collect::<Vec<_>>());
    if held.into_iter().any(|word| word.len() >= 4 && plain.contains(&word)) {
        return Err(Why::PasswordHoldsName);
    }
    if common::is_common(password) { Err(Why::PasswordTooCommon) } else { Ok(()) }
}

pub fn hash(password: &str, cost: Cost) -> Result<String> {
    let hash = cost.argon2()?.hash_password(password.as_bytes());
    Ok(hash.map_err(|e| Error::Internal(format!("password not hashed: {e}")))?.to_string())
}

/// Without a hash (no such account) the same work is done on one that is nobody's, so that the time tells nothing.
pub fn verify(password: &str, hash: Option<&str>, cost: Cost) -> bool {
    let nobodys = nobodys(cost);
    let known = hash.and_then(|h| PasswordHash::new(h).ok());
    let is_known = known.is_some();
    let Some(asked) = known.or_else(|| PasswordHash::new(&nobodys).ok()) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &asked).is_ok() && is_known
}

/// Of a password that nobody has: made once a process.
pub fn nobodys(cost: Cost) -> String {
    static MADE: [OnceLock<String>; 2] = [OnceLock::new(), OnceLock::new()];
    let secret = || hex::encode(crate::keys::random::<32>());
    MADE[cost as usize].get_or_init(|| hash(&secret(), cost).unwrap_or_default()).clone()
}

/// Was it made with less work than is asked now? Then it is renewed at the next sign-in, the only moment when the
/// password is known.
pub fn is_outdated(hash: &str, cost: Cost) -> bool {
    let made = PasswordHash::new(hash).ok().and_then(|parsed| Params::try_from(&parsed).ok());
    match (made, cost.argon2()) {
        (Some(made), Ok(asked)) => {
            let asked = asked.params();
            made.m_cost() < asked.m_cost() || made.t_cost() < asked.t_cost() || made.p_cost() < asked.p_cost()
        }
        _ => false,
    }
}

/// Work of one hash. `Standard` is argon2id's own recommendation (19 MiB, 2 passes); `Tests` is its minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    Standard,
    Tests,
}

impl Cost {
    fn argon2(self) -> Result<Argon2<'static>> {
        let params = match self {
            Cost::Standard => Params::default(),
            Cost::Tests => Params::new(8, 1, 1, None).map_err(|e| Error::Internal(e.to_string()))?,
        };
        Ok(Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy() {
        let names = ["Marc Lefèvre", "Garage Martin"];
        assert_eq!(check("Vidange!2026ok", &names), Ok(()));
        for (wrong, why) in [
            ("Court!1", Why::PasswordTooShort),
            ("toutenminuscules1!", Why::PasswordTooPlain),
            ("SansChiffreNiSigne", Why::PasswordTooPlain),
            ("Lefevre!2026xx", Why::PasswordHoldsName),
            ("MARTIN-2026-auto", Why::PasswordHoldsName),
            ("Motdepasse2026!", Why::PasswordTooCommon),
        ] {
            assert_eq!(check(wrong, &names), Err(why), "{wrong}");
        }
    }

    #[test]
    fn a_hash_knows_its_password() {
        let hash = hash("Vidange!2026ok", Cost::Tests).unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify("Vidange!2026ok", Some(&hash), Cost::Tests));
        assert!(!verify("vidange!2026ok", Some(&hash), Cost::Tests));
        assert!(!verify("Vidange!2026ok", None, Cost::Tests));
    }

    #[test]
    fn a_weaker_hash_is_known_as_such() {
        let (weak, strong) =
            (hash("Vidange!2026ok", Cost::Tests).unwrap(), hash("Vidange!2026ok", Cost::Standard).unwrap());
        assert!(is_outdated(&weak, Cost::Standard));
        assert!(!is_outdated(&strong, Cost::Standard) && !is_outdated(&strong, Cost::Tests));
    }
}
