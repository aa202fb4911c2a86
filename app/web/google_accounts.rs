//! Signing in with Google. A person leaves from the garage's own address and comes back to the one common address that
//! Google knows; there nothing is learnt and nothing kept: what came is sealed for a minute and handed on to the garage,
//! where the browser that left must be the one that arrives.

use crm::{Error, Why, google_accounts as accounts, sessions};
use gateways::{
    Failure,
    oidc::{Leaving, Oidc, Person},
};
use serde::Deserialize;
use tracing::warn;
use views::factors::HERE;

use crate::{
    answer::Answer,
    ask::Ask,
    factors::tell,
    fault::{Fault, Result},
    sign_in,
};

const CALLBACK: &str = "/sign-in/google/callback";
/// Seconds from the common address to the garage's.
const HAND_OFF: i64 = 60;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Arrival {
    code: String,
    state: String,
    /// Seconds since 1970, and the seal over all three.
    at: i64,
    seal: String,
}

/// The address registered with Google.
fn redirect(ask: &Ask) -> String {
    format!("{}{CALLBACK}", ask.app.settings.common_url())
}

pub async fn sign_in(ask: Ask) -> Result<Answer> {
    let next = sign_in::safe_path(ask.posted.get("next").unwrap_or_default());
    leave(&ask, None, &next, "/sign-in").await
}

/// Tying an account: only whoever is signed in and has just shown who he is. An e-mail that Google names ties nothing.
pub async fn link(ask: Ask) -> Result<Answer> {
    ask.only_fresh()?;
    leave(&ask, Some(ask.user()?.id), HERE, HERE).await
}

async fn leave(ask: &Ask, user: Option<crm::ids::UserId>, next: &str, back: &str) -> Result<Answer> {
    let Some(google) = &ask.app.google else { return Ok(ask.go(&format!("{back}?google=unreachable"))) };
    let mut tx = ask.begin().await?;
    let counted = sessions::count_address(&mut tx, &ask.address).await;
    tx.commit().await?;
    counted?;
    let state = state(ask);
    let (redirect, mut tx) = (redirect(ask), ask.begin().await?);
    let trip = accounts::leave(&mut tx, &state, &ask.browser(), user, next).await?;
    tx.commit().await?;
    let leaving = Leaving { redirect: &redirect, state: &state, nonce: &trip.nonce, verifier: &trip.verifier };
    match google.leave(&leaving).await {
        Ok(url) => Ok(ask.go(&url)),
        Err(failure) => {
            note(&failure);
            Ok(ask.go(&format!("{back}?google=unreachable")))
        }
    }
}

/// 256 random bits, the address one left from, and our seal on it: the common address hands on to garages only.
fn state(ask: &Ask) -> String {
    let scheme = if ask.app.settings.https() { "https" } else { "http" };
    let from = hex::encode(format!("{scheme}://{}", ask.host));
    let open = format!("{}.{from}", hex::encode(crm::keys::random::<32>()));
    let seal = ask.app.db.keys().form_token(format!("google-state:{open}").as_bytes());
    format!("{open}.{seal}")
}

/// Where the person of this state left from, if we sealed it.
fn origin(ask: &Ask, state: &str) -> Option<String> {
    let (open, seal) = state.rsplit_once('.')?;
    let right = ask.app.db.keys().form_token(format!("google-state:{open}").as_bytes());
    let from = hex::decode(open.split('.').nth(1)?).ok()?;
    same(&right, seal).then(|| String::from_utf8(from).ok()).flatten()
}

fn hand_off(ask: &Ask, arrival: &Arrival) -> String {
    let text = format!("google-hand-off:{}:{}:{}", arrival.at, arrival.state, arrival.code);
    ask.app.db.keys().form_token(text.as_bytes())
}

fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// On the common address. Whoever gave up at Google comes without a code, and learns so at the garage.
pub async fn hand_on(ask: Ask) -> Result<Answer> {
    let arrival: Arrival = ask.query();
    let Some(garage) = origin(&ask, &arrival.state) else { return Err(Fault::not_found()) };
    let arrival = Arrival { at: ask.cx.now.timestamp(), ..arrival };
    let (at, seal) = (arrival.at.to_string(), hand_off(&ask, &arrival));
    let query = [("code", arrival.code.as_str()), ("state", &arrival.state), ("at", &at), ("seal", &seal)];
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    Ok(ask.go(&format!("{garage}/sign-in/google/finish?{query}")))
}

/// At the garage: the seal is ours and young, the browser is the one that left, the trip was not made before.
pub async fn finish(ask: Ask) -> Result<Answer> {
    let arrival: Arrival = ask.query();
    let young = (0..=HAND_OFF).contains(&(ask.cx.now.timestamp() - arrival.at));
    let back = if ask.user.is_some() { HERE } else { "/sign-in" };
    let refused = format!("{back}?google=refused");
    let Some(google) = ask.app.google.as_ref().filter(|_| young && same(&hand_off(&ask, &arrival), &arrival.seal))
    else {
        return Ok(ask.go(&refused));
    };
    let mut tx = ask.begin().await?;
    let trip = accounts::arrive(&mut tx, &arrival.state, &ask.browser()).await?;
    tx.commit().await?;
    let Some(trip) = trip.filter(|_| !arrival.code.is_empty()) else { return Ok(ask.go(&refused)) };
    let (redirect, state) = (redirect(&ask), &arrival.state);
    let leaving = Leaving { redirect: &redirect, state, nonce: &trip.nonce, verifier: &trip.verifier };
    match google.arrive(&arrival.code, &leaving, ask.cx.now.timestamp()).await {
        Ok(person) => arrived(&ask, google, &trip, &person).await,
        Err(failure) => {
            note(&failure);
            let mut tx = ask.begin().await?;
            sessions::log(&mut tx, "google_refused", None, &ask.address).await?;
            tx.commit().await?;
            let word = if matches!(failure, Failure::Temporary(_)) { "unreachable" } else { "refused" };
            Ok(ask.go(&format!("{back}?google={word}")))
        }
    }
}

async fn arrived(ask: &Ask, google: &Oidc, trip: &accounts::Trip, person: &Person) -> Result<Answer> {
    let mut tx = ask.begin().await?;
    let Some(tied) = trip.user else {
        let Some(user) = accounts::find(&mut tx, google.issuer(), &person.subject).await? else {
            sessions::log(&mut tx, "google_unknown", None, &ask.address).await?;
            tx.commit().await?;
            return Ok(ask.go("/sign-in?google=unknown"));
        };
        drop(tx);
        // What Google asked of the person is not known: a second step that is owed is still asked.
        return sign_in::proved(ask, &user, &trip.next).await;
    };
    let user = ask.user()?;
    if user.id != tied {
        return Ok(ask.go(&format!("{HERE}?google=refused")));
    }
    match accounts::link(&mut tx, tied, google.issuer(), &person.subject, &person.email).await {
        Ok(()) => {
            tell(&mut tx, user, "google_linked").await?;
            tx.commit().await?;
            Ok(ask.go(HERE))
        }
        Err(Error::Refused(Why::GoogleOfAnother)) => Ok(ask.go(&format!("{HERE}?google=taken"))),
        Err(other) => Err(other.into()),
    }
}

/// The words of a failure hold a code and nothing of a person.
fn note(failure: &Failure) {
    warn!("signing in with Google: {failure}");
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    ask.only_fresh()?;
    if !ask.confirmed() {
        return ask.page(views::factors::unlink_google(&ask.ui));
    }
    let mut tx = ask.start().await?;
    accounts::unlink(&mut tx, ask.user()?.id).await?;
    tell(&mut tx, ask.user()?, "google_unlinked").await?;
    ask.done(tx, HERE).await
}
