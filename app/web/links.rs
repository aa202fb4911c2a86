//! Links that prove an e-mail. What is answered never tells whether anybody has the address. Opening a link is a GET and
//! changes nothing: programs that look at letters fetch what is in them. The act is the form behind it.

use crm::{
    Error, Fields, Why, garages, invitations,
    links::{self, Asked, Link, LinkKind},
    password,
    reach::Email,
    security_events, sessions, throttles, users,
};
use poem::http::StatusCode;
use serde::Deserialize;
use views::links::Asking;

use crate::{
    account::hash,
    answer::{self, Answer},
    ask::Ask,
    fault::{Fault, Result},
    sign_in::{proved, safe_path},
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    kind: String,
    email: String,
    next: String,
}

impl Form {
    /// Of the two that anybody may ask for.
    fn kind(&self) -> LinkKind {
        if self.kind == LinkKind::Password.as_str() { LinkKind::Password } else { LinkKind::SignIn }
    }

    fn draw(&self, ask: &Ask, errors: &Fields, refused: Option<Why>) -> maud::Markup {
        let next = safe_path(&self.next);
        let page = Asking { kind: self.kind(), email: &self.email, next: &next, errors, refused };
        views::links::new(&ask.ui, &page)
    }
}

pub async fn new(ask: Ask) -> Result<Answer> {
    let form: Form = ask.query();
    ask.page(form.draw(&ask, &Fields::default(), None))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let form: Form = ask.form()?;
    let key = match Email::parse(&form.email) {
        Ok(email) => email.key(),
        Err(why) => {
            let mut errors = Fields::default();
            errors.add("email", if form.email.trim().is_empty() { Why::Missing } else { why });
            return ask.again(form.draw(&ask, &errors, None));
        }
    };
    ask.unless_done().await?;
    if let Err(why) = count(&ask, &key).await? {
        return Ok(answer::too_many(form.draw(&ask, &Fields::default(), Some(why)), why));
    }
    let next = safe_path(&form.next);
    let mut tx = ask.start().await?;
    let from = Asked { browser_mark: &ask.mark, address: &ask.address, next: &next };
    links::ask(&mut tx, form.kind(), &key, &from).await?;
    ask.done(tx, &format!("/links/sent?kind={}", form.kind().as_str())).await
}

/// Counted before anything is looked for, for addresses that nobody has too.
async fn count(ask: &Ask, key: &str) -> Result<std::result::Result<(), Why>> {
    let mut tx = ask.begin().await?;
    let counted = throttles::count(
        &mut tx,
        &[
            (throttles::LETTERS_BY_ACCOUNT, key),
            (throttles::LETTERS_BY_ACCOUNT_A_DAY, key),
            (throttles::LETTERS_BY_ADDRESS, &ask.address),
        ],
    )
    .await;
    if counted.is_err() {
        security_events::log(&mut tx, "links_throttled", None, &ask.address).await?;
    }
    tx.commit().await?;
    match counted {
        Ok(()) => Ok(Ok(())),
        Err(Error::Refused(why)) => Ok(Err(why)),
        Err(other) => Err(other.into()),
    }
}

pub async fn sent(ask: Ask) -> Result<Answer> {
    let form: Form = ask.query();
    ask.page(views::links::sent(&ask.ui, form.kind(), ask.app.settings.smtp_url.is_some()))
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let token = ask.param("token").unwrap_or_default().to_owned();
    let mut tx = ask.look().await?;
    let link = match links::find(&mut tx, &token).await {
        Ok(link) => link,
        Err(Error::NotFound) => return gone(&ask),
        Err(other) => return Err(other.into()),
    };
    let at_home = link.is_at_home(&mut tx, &ask.mark).await?;
    tx.commit().await?;
    ask.page(match link.kind {
        LinkKind::SignIn => views::links::enter(&ask.ui, &token, &link, at_home),
        LinkKind::Password | LinkKind::Invitation => views::links::choose(&ask.ui, &token, &link, &Fields::default()),
        LinkKind::Email => views::links::confirm(&ask.ui, &token, &link),
    })
}

/// Used, expired, unknown, another garage's: one page, which offers a new one.
fn gone(ask: &Ask) -> Result<Answer> {
    Ok(answer::html(StatusCode::NOT_FOUND, views::links::gone(&ask.ui)))
}

/// The form behind the link. Of two at the same moment one finds it used.
pub async fn update(ask: Ask) -> Result<Answer> {
    ask.unless_done().await?;
    let token = ask.param("token").unwrap_or_default().to_owned();
    count_tries(&ask).await?;
    let mut tx = ask.app.db.look(&ask.cx).await?;
    let found = links::find(&mut tx, &token).await;
    let legal_name = garages::get(&mut tx).await?.name;
    drop(tx);
    let done = match found {
        Ok(link) => match link.kind {
            LinkKind::SignIn => enter(&ask, &token).await,
            LinkKind::Password | LinkKind::Invitation => choose(&ask, &token, &link, &legal_name).await,
            LinkKind::Email => confirm(&ask, &token).await,
        },
        Err(error) => Err(error.into()),
    };
    match done {
        Err(Fault::Crm(Error::NotFound)) => gone(&ask),
        other => other,
    }
}

async fn count_tries(ask: &Ask) -> Result<()> {
    let mut tx = ask.begin().await?;
    let counted = throttles::count(&mut tx, &[(throttles::LINKS_BY_ADDRESS, &ask.address)]).await;
    tx.commit().await?;
    Ok(counted?)
}

async fn enter(ask: &Ask, token: &str) -> Result<Answer> {
    let mut tx = ask.start().await?;
    let link = links::take(&mut tx, token).await?;
    invitations::accepted(&mut tx, link.user.id).await?;
    let next = safe_path(&link.next);
    ask.done(tx, &next).await?;
    proved(ask, &link.user, &next).await
}

async fn choose(ask: &Ask, token: &str, link: &Link, legal_name: &str) -> Result<Answer> {
    let typed = ask.posted.get("password").unwrap_or_default().to_owned();
    let mut errors = Fields::default();
    let strong = password::check(&typed, &[&link.user.name, &ask.ui.garage, legal_name]);
    errors.keep("password", strong.map_err(|why| if typed.is_empty() { Why::Missing } else { why }));
    if !errors.is_empty() {
        return ask.again(views::links::choose(&ask.ui, token, link, &errors));
    }
    let hash = hash(ask, typed).await?;
    let mut tx = ask.start().await?;
    let user = links::take(&mut tx, token).await?.user;
    users::set_password(&mut tx, user.id, &hash).await?;
    invitations::accepted(&mut tx, user.id).await?;
    // Whoever came in by the old password, or holds another link, is out.
    sessions::end_all(&mut tx, user.id).await?;
    links::end_all(&mut tx, user.id).await?;
    if link.kind == LinkKind::Password {
        security_events::log_and_tell(&mut tx, "password_reset", user.id, &ask.address).await?;
    }
    ask.done(tx, "/").await?;
    proved(ask, &user, "/").await
}

/// The new address counts from now on; links sent to the old one do not, and it is told.
async fn confirm(ask: &Ask, token: &str) -> Result<Answer> {
    let mut tx = ask.start().await?;
    let link = links::take(&mut tx, token).await?;
    let email = Email::parse(link.email.as_deref().unwrap_or_default()).map_err(|_| Error::NotFound)?;
    match users::set_email(&mut tx, link.user.id, &email).await {
        Err(Error::Invalid(_)) => return Ok(answer::conflict(views::links::taken(&ask.ui))),
        done => done?,
    }
    links::end_all(&mut tx, link.user.id).await?;
    security_events::log_and_tell(&mut tx, "email_changed", link.user.id, &ask.address).await?;
    ask.done(tx, "/account?email-changed").await
}
