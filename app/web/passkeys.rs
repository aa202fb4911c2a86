//! Passkeys: what the browser is asked to sign, and what it answers. Challenges are asked for by the small script of the
//! page; the answer comes by a form like any other.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use crm::{
    Error, Why,
    ids::PasskeyId,
    passkeys::{self, Purpose, RelyingParty, Shown, ceremony},
    sessions,
};
use serde_json::json;
use views::factors::HERE;

use crate::{
    answer::{self, Answer},
    ask::Ask,
    factors::{draw, renewed, tell},
    fault::{Fault, Result, Sent, sent},
    sign_in,
};

/// Kinds of keys, the one we like best first (COSE: ES256, EdDSA, RS256).
const ALGORITHMS: [i64; 3] = [-7, -8, -257];

fn party(ask: &Ask) -> Result<RelyingParty> {
    RelyingParty::of(&ask.host, ask.app.settings.https()).ok_or(Fault::not_found())
}

/// What a browser sends of bytes; what it does not send is nothing.
fn bytes(ask: &Ask, name: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(ask.posted.get(name).unwrap_or_default()).unwrap_or_default()
}

pub async fn challenge_sign_in(ask: Ask) -> Result<Answer> {
    let party = party(&ask)?;
    let mut tx = ask.begin().await?;
    let counted = sessions::count_address(&mut tx, &ask.address).await;
    if counted.is_err() {
        tx.commit().await?;
        return Err(Fault::TooMany { seconds: 900 });
    }
    let challenge = passkeys::challenge(&mut tx, &ask.browser(), Purpose::SignIn).await?;
    tx.commit().await?;
    Ok(answer::json(&json!({ "challenge": URL_SAFE_NO_PAD.encode(challenge), "rp": party.rp_id })))
}

/// Finger, face or PIN were asked by the authenticator: this is both proofs, and no code is asked after it.
pub async fn sign_in(ask: Ask) -> Result<Answer> {
    let party = party(&ask)?;
    let mut tx = ask.begin().await?;
    // Taken and gone, even if what comes with it is worth nothing.
    let challenge = passkeys::take_challenge(&mut tx, &ask.browser(), Purpose::SignIn).await?;
    tx.commit().await?;
    let Some(challenge) = challenge else { return Ok(ask.go("/sign-in?passkey=refused")) };
    let shown = Shown {
        credential_id: bytes(&ask, "credential_id"),
        client_data: bytes(&ask, "client_data"),
        authenticator_data: bytes(&ask, "authenticator_data"),
        signature: bytes(&ask, "signature"),
        user_handle: Some(bytes(&ask, "user_handle")).filter(|handle| !handle.is_empty()),
    };
    let mut tx = ask.begin().await?;
    match passkeys::sign_in(&mut tx, &party, &challenge, &shown).await {
        Ok(user) => {
            let next = sign_in::safe_path(ask.posted.get("next").filter(|next| !next.is_empty()).unwrap_or("/"));
            sign_in::enter(&ask, tx, &user, &next).await
        }
        Err(Error::Refused(why)) => {
            sessions::log(&mut tx, "passkey_refused", None, &ask.address).await?;
            tx.commit().await?;
            let word = if why == Why::PasskeyCloned { "cloned" } else { "refused" };
            Ok(ask.go(&format!("/sign-in?passkey={word}")))
        }
        Err(other) => Err(other.into()),
    }
}

pub async fn challenge_new(ask: Ask) -> Result<Answer> {
    ask.only_fresh()?;
    let (party, user) = (party(&ask)?, ask.user()?);
    let mut tx = ask.begin().await?;
    let challenge = passkeys::challenge(&mut tx, &ask.browser(), Purpose::Register).await?;
    let mine = passkeys::list(&mut tx, user.id).await?;
    tx.commit().await?;
    let known: Vec<String> = mine.iter().map(|passkey| URL_SAFE_NO_PAD.encode(&passkey.credential_id)).collect();
    Ok(answer::json(&json!({
        "challenge": URL_SAFE_NO_PAD.encode(challenge), "rp": party.rp_id, "garage": ask.ui.garage,
        "user": URL_SAFE_NO_PAD.encode(user.id.0.as_bytes()), "email": user.email, "name": user.name,
        "algorithms": ALGORITHMS, "known": known,
    })))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    ask.only_fresh()?;
    let (party, user, old) = (party(&ask)?, ask.user()?, ask.session.clone().unwrap_or_default());
    ask.unless_done().await?;
    let mut tx = ask.begin().await?;
    let challenge = passkeys::take_challenge(&mut tx, &ask.browser(), Purpose::Register).await?;
    tx.commit().await?;
    let making = ceremony::Making { client_data: bytes(&ask, "client_data"), attestation: bytes(&ask, "attestation") };
    let made = challenge.and_then(|challenge| ceremony::created(&party, &challenge, &making));
    let Some(made) = made else { return Ok(ask.go(&format!("{HERE}?passkey=refused"))) };
    let mut tx = ask.start().await?;
    let name = ask.posted.get("name").unwrap_or_default();
    match sent(passkeys::add(&mut tx, user.id, name, &party, &made).await)? {
        Sent::Done(()) => {}
        Sent::Wrong(errors) => {
            let tx = ask.app.db.look(&ask.cx).await?;
            let page = draw(&ask, tx, &errors).await?;
            return ask.again(page);
        }
        Sent::Stale => return Err(Fault::OutdatedForm),
    }
    tell(&mut tx, user, "passkey_added").await?;
    let token = sessions::renew(&mut tx, &old).await?.ok_or(Fault::SignIn)?;
    Ok(renewed(&ask, ask.done(tx, HERE).await?, &token))
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    ask.only_fresh()?;
    let (id, user): (PasskeyId, _) = (ask.id("id")?, ask.user()?);
    let mut tx = ask.start().await?;
    let all = passkeys::list(&mut tx, user.id).await?;
    let passkey = all.iter().find(|passkey| passkey.id == id).ok_or(Fault::not_found())?;
    if !ask.confirmed() {
        return ask.page(views::passkeys::remove(&ask.ui, id, &passkey.name));
    }
    passkeys::remove(&mut tx, user.id, id).await?;
    tell(&mut tx, user, "passkey_removed").await?;
    ask.done(tx, HERE).await
}
