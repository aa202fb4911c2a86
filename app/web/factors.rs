//! One's own security: an authenticator application, recovery codes; what the owner wishes, and the lost telephone of a
//! colleague. Passkeys and Google have files of their own.

use crm::{
    Error, Fields, TenantTx, Why,
    factors::{self, Demand, recovery, totp},
    garages, google_accounts,
    ids::UserId,
    messages::{self, Body, MessageKind, NewMessage},
    passkeys, sessions,
    users::{self, User},
};
use maud::Markup;
use views::{
    components::Tone,
    factors::{HERE, Security},
};

use crate::{
    account,
    answer::{self, Answer},
    ask::Ask,
    cookies,
    fault::{Fault, Result, Sent, sent},
};

/// What opens to whoever owes a second step: the pages that set one up, and the way out.
pub(crate) const OPEN_TO_ALL: [&str; 11] = [
    HERE,
    "/account/proof",
    "/account/totp",
    "/account/totp/confirm",
    "/account/recovery-codes",
    "/account/passkeys",
    "/account/passkeys/challenge",
    "/account/passkeys/:id/delete",
    "/account/language",
    "/sign-out",
    "/sign-out-everywhere",
];

pub async fn show(mut ask: Ask) -> Result<Answer> {
    if let Some(why) = said(&ask.query) {
        let says = views::why::say(ask.ui.lang, why);
        ask.say(Tone::Bad, says);
    }
    let tx = ask.look().await?;
    let page = draw(&ask, tx, &Fields::default()).await?;
    ask.page(page)
}

/// Why what was tried elsewhere did not work.
pub(crate) fn said(query: &str) -> Option<Why> {
    match query.split('&').next()? {
        "passkey=refused" => Some(Why::PasskeyRefused),
        "passkey=cloned" => Some(Why::PasskeyCloned),
        "google=unknown" => Some(Why::GoogleUnknown),
        "google=refused" => Some(Why::GoogleRefused),
        "google=unreachable" => Some(Why::GoogleUnreachable),
        "google=taken" => Some(Why::GoogleOfAnother),
        _ => None,
    }
}

pub(crate) async fn draw(ask: &Ask, mut tx: TenantTx, errors: &Fields) -> Result<Markup> {
    let user = ask.user()?;
    let factors = factors::of(&mut tx, user.id).await?;
    let passkeys = passkeys::list(&mut tx, user.id).await?;
    let google = google_accounts::of(&mut tx, user.id).await?;
    let has_password = users::password_hash(&mut tx, user.id).await?.is_some();
    tx.commit().await?;
    let page = Security {
        owes: factors.is_empty() && factors.demand.holds_for(user.role),
        factors: &factors,
        passkeys: &passkeys,
        google: google.as_ref(),
        fresh: ask.fresh,
        has_password,
        errors,
        name: ask.posted.get("name").unwrap_or_default(),
        host: ask.host.split(':').next().unwrap_or_default(),
    };
    Ok(views::factors::security(&ask.ui, &page))
}

/// The password once more, and the code where there is one: for ten minutes things may be changed, under a new secret.
pub async fn prove(ask: Ask) -> Result<Answer> {
    let (user, old) = (ask.user()?.id, ask.session.clone().unwrap_or_default());
    let typed = ask.posted.get("password").unwrap_or_default().to_owned();
    if !account::verify(&ask, typed).await? {
        ask.unless_done().await?;
        return redraw(&ask, &Fields(vec![("password".into(), Why::WrongOldPassword)])).await;
    }
    let mut tx = ask.begin().await?;
    let owed = factors::of(&mut tx, user).await?.totp.is_some();
    if owed {
        sessions::count_second_step(&mut tx, user, &ask.address).await?;
    }
    tx.commit().await?;
    let mut tx = ask.start().await?;
    if owed {
        match factors::accept(&mut tx, user, ask.posted.get("code").unwrap_or_default()).await {
            Ok(_) => sessions::forget_second_steps(&mut tx, user).await?,
            Err(Error::Invalid(errors)) => return redraw(&ask, &errors).await,
            Err(other) => return Err(other.into()),
        }
    }
    sessions::log(&mut tx, "proved_again", Some(user), &ask.address).await?;
    let token = sessions::renew(&mut tx, &old).await?.ok_or(Fault::SignIn)?;
    Ok(renewed(&ask, ask.done(tx, HERE).await?, &token))
}

async fn redraw(ask: &Ask, errors: &Fields) -> Result<Answer> {
    let tx = ask.app.db.look(&ask.cx).await?;
    let page = draw(ask, tx, errors).await?;
    ask.again(page)
}

/// The browser learns the new secret of its session.
pub(crate) fn renewed(ask: &Ask, answer: Answer, token: &str) -> Answer {
    answer::with_cookie(answer, &cookies::write(&ask.app.settings, cookies::SESSION, token, 30))
}

pub async fn begin_totp(ask: Ask) -> Result<Answer> {
    ask.only_fresh()?;
    let mut tx = ask.start().await?;
    totp::begin(&mut tx, ask.user()?.id).await?;
    ask.done(tx, "/account/totp").await
}

pub async fn show_totp(mut ask: Ask) -> Result<Answer> {
    ask.only_fresh()?;
    let mut tx = ask.look().await?;
    let page = draw_totp(&ask, &mut tx, &Fields::default()).await?;
    ask.page(page)
}

/// Without a secret that waits, there is nothing to show.
async fn draw_totp(ask: &Ask, tx: &mut TenantTx, errors: &Fields) -> Result<Markup> {
    let user = ask.user()?;
    let Some(secret) = totp::awaiting(tx, user.id).await? else { return Err(Fault::Again(HERE.into())) };
    let letters = secret.letters();
    let garage = encoded(&ask.ui.garage);
    // SHA-1, six digits and thirty seconds go without saying: some applications know nothing else.
    let address = format!("otpauth://totp/{garage}:{}?secret={letters}&issuer={garage}", encoded(&user.email));
    Ok(views::factors::totp(&ask.ui, &letters, &address, errors))
}

/// For a path or a query: `%20`, never `+`, which applications show.
fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The codes are on this answer alone, so it is a page and not a redirect; sent again, the form leads back.
pub async fn confirm_totp(mut ask: Ask) -> Result<Answer> {
    ask.only_fresh()?;
    let (user, old) = (ask.user()?.clone(), ask.session.clone().unwrap_or_default());
    let mut tx = ask.begin().await?;
    sessions::count_second_step(&mut tx, user.id, &ask.address).await?;
    tx.commit().await?;
    let mut tx = ask.start().await?;
    match sent(totp::confirm(&mut tx, user.id, ask.posted.get("code").unwrap_or_default()).await)? {
        Sent::Done(()) => {}
        Sent::Wrong(errors) => {
            let page = draw_totp(&ask, &mut tx, &errors).await?;
            return ask.again(page);
        }
        Sent::Stale => return Err(Fault::OutdatedForm),
    }
    sessions::forget_second_steps(&mut tx, user.id).await?;
    let codes = recovery::draw(&mut tx, user.id).await?;
    tell(&mut tx, &user, "totp_added").await?;
    let token = sessions::renew(&mut tx, &old).await?.ok_or(Fault::SignIn)?;
    ask.done(tx, HERE).await?;
    // The forms of this page belong to the new session.
    ask.ui.csrf = ask.app.db.keys().form_token(&sessions::hash(&token));
    let page = ask.page(views::factors::codes(&ask.ui, &codes))?;
    Ok(renewed(&ask, page, &token))
}

pub async fn delete_totp(ask: Ask) -> Result<Answer> {
    ask.only_fresh()?;
    if !ask.confirmed() {
        return ask.page(views::factors::remove_totp(&ask.ui));
    }
    let mut tx = ask.start().await?;
    totp::remove(&mut tx, ask.user()?.id).await?;
    tell(&mut tx, ask.user()?, "totp_removed").await?;
    ask.done(tx, HERE).await
}

pub async fn draw_codes(ask: Ask) -> Result<Answer> {
    ask.only_fresh()?;
    let user = ask.user()?;
    let mut tx = ask.start().await?;
    let has = factors::of(&mut tx, user.id).await?;
    if has.is_empty() {
        return Err(Fault::Again(HERE.into()));
    }
    if has.codes > 0 && !ask.confirmed() {
        return ask.page(views::factors::draw_codes(&ask.ui));
    }
    let codes = recovery::draw(&mut tx, user.id).await?;
    tell(&mut tx, user, "recovery_codes_drawn").await?;
    ask.done(tx, HERE).await?;
    ask.page(views::factors::codes(&ask.ui, &codes))
}

/// The owner's wish for everybody.
pub async fn set_demand(ask: Ask) -> Result<Answer> {
    let demand = Demand::parse(ask.posted.get("second_step").unwrap_or_default());
    let demand = demand.map_err(|why| Error::invalid("second_step", why))?;
    let mut tx = ask.start().await?;
    factors::set_demand(&mut tx, demand).await?;
    ask.done(tx, "/settings/team?second-step").await
}

/// A colleague's telephone is lost. The owner must have shown who he is: this undoes a protection.
pub async fn reset(ask: Ask) -> Result<Answer> {
    ask.only_fresh()?;
    let id: UserId = ask.id("id")?;
    let mut tx = ask.start().await?;
    let user = users::get(&mut tx, id).await?;
    if !ask.confirmed() {
        return ask.page(views::factors::reset(&ask.ui, &user));
    }
    factors::reset(&mut tx, id).await?;
    tell(&mut tx, &user, "factors_reset").await?;
    ask.done(tx, &format!("/settings/team/{id}")).await
}

/// By e-mail, in the person's language: what protects the account has changed.
pub(crate) async fn tell(tx: &mut TenantTx, user: &User, what: &str) -> Result<()> {
    let garage = garages::get(tx).await?;
    let mail = views::mails::account_changed(user.lang, &garage, &user.name, what);
    let message = NewMessage {
        kind: MessageKind::Notice,
        once_key: format!("{what}:{}", uuid::Uuid::now_v7()),
        contact: None,
        recipient: user.email.clone(),
        subject: mail.subject,
        body: Body { text: mail.text, html: mail.html },
        about: HERE.into(),
        files: vec![],
    };
    messages::write(tx, &message).await?;
    Ok(())
}
