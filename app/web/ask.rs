//! One request, as a handler sees it: who asks, where, what was sent.

use std::{str::FromStr, sync::Arc};

use crm::{Cx, TenantTx, once, platform::PlatformUser, policy::Act, users::User};
use maud::Markup;
use serde::de::DeserializeOwned;
use views::{Ui, components::Tone};

use crate::{
    answer::{self, Answer},
    app::App,
    cookies,
    fault::{Fault, Result},
    posted::{Posted, Upload},
};

pub struct Ask {
    pub app: Arc<App>,
    pub cx: Cx,
    pub ui: Ui,
    pub user: Option<User>,
    /// Who runs the installation, on the common address.
    pub platform: Option<PlatformUser>,
    /// Hash of the session's cookie.
    pub session: Option<Vec<u8>>,
    /// Whoever asks has shown who he is a moment ago.
    pub fresh: bool,
    /// The browser's cookies, as it sent them.
    pub(crate) cookies: Option<String>,
    /// By which this browser is known again.
    pub mark: String,
    /// htmx asks for a part of the page.
    pub partial: bool,
    /// Path parameters, by name.
    pub params: Vec<(String, String)>,
    pub query: String,
    pub posted: Posted,
    /// Address of the caller, through trusted proxies only.
    pub address: String,
    pub agent: String,
    pub host: String,
    /// The transaction that found the session of a GET, still open for its page.
    pub(crate) open: Option<TenantTx>,
}

impl Ask {
    /// For looking: read only, the transaction that found the session where there is one.
    pub async fn look(&mut self) -> Result<TenantTx> {
        match self.open.take() {
            Some(tx) => Ok(tx),
            None => Ok(self.app.db.look(&self.cx).await?),
        }
    }

    /// For acting, without an idempotency key: signing in and out.
    pub async fn begin(&self) -> Result<TenantTx> {
        Ok(self.app.db.begin(&self.cx).await?)
    }

    /// For acting once, whatever is clicked twice: claims the form's key in the act's own transaction.
    pub async fn start(&self) -> Result<TenantTx> {
        let mut tx = self.app.db.begin(&self.cx).await?;
        match once::claim(&mut tx, self.posted.once()?).await? {
            once::Once::First => Ok(tx),
            once::Once::Again(location) => Err(Fault::Again(location)),
        }
    }

    /// For a check that the form's own act makes fail, such as the password that it changes: sent before, it leads where
    /// the first one led.
    pub async fn unless_done(&self) -> Result<()> {
        let mut tx = self.app.db.look(&self.cx).await?;
        match once::led(&mut tx, self.posted.once()?).await? {
            Some(location) => Err(Fault::Again(location)),
            None => Ok(()),
        }
    }

    /// Remembers where the form led, commits, and leads there.
    pub async fn done(&self, mut tx: TenantTx, to: &str) -> Result<Answer> {
        once::settle(&mut tx, self.posted.once()?, to).await?;
        tx.commit().await?;
        Ok(self.go(to))
    }

    pub fn go(&self, to: &str) -> Answer {
        if self.partial { answer::redirect_htmx(to) } else { answer::see_other(to) }
    }

    pub fn page(&self, markup: Markup) -> Result<Answer> {
        Ok(answer::page(markup))
    }

    /// The form again, 422.
    pub fn again(&self, markup: Markup) -> Result<Answer> {
        Ok(answer::again(markup))
    }

    /// The form again because somebody else saved meanwhile, 409.
    pub fn stale(&self, markup: Markup) -> Result<Answer> {
        Ok(answer::conflict(markup))
    }

    /// An id in the path; a malformed one is not found, like an unknown one.
    pub fn id<T: FromStr>(&self, name: &str) -> Result<T> {
        self.param(name).and_then(|text| text.parse().ok()).ok_or(Fault::not_found())
    }

    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The query; what does not fit is as if it were not there. Nor does a NUL, which Postgres refuses in a text.
    pub fn query<T: DeserializeOwned + Default>(&self) -> T {
        if self.query.contains("%00") {
            return T::default();
        }
        serde_urlencoded::from_str(&self.query).unwrap_or_default()
    }

    pub fn form<T: DeserializeOwned>(&self) -> Result<T> {
        self.posted.form()
    }

    pub fn upload(&mut self, field: &str) -> Option<Upload> {
        let at = self.posted.files.iter().position(|f| f.field == field)?;
        Some(self.posted.files.swap_remove(at))
    }

    pub fn may(&self, act: Act) -> bool {
        self.cx.may(act)
    }

    pub fn require(&self, act: Act) -> Result<()> {
        if self.may(act) { Ok(()) } else { Err(Fault::Forbidden) }
    }

    /// A dangerous act was asked twice: in a dialog, or on the page that is drawn while this says no.
    pub fn confirmed(&self) -> bool {
        self.posted.get("confirmed").is_some()
    }

    /// A word on top of the page about to be drawn.
    pub fn say(&mut self, tone: Tone, said: impl Into<String>) {
        self.ui.said.push((tone, said.into()));
    }

    /// For what protects an account: changed only shortly after showing who one is, else that is asked first.
    pub fn only_fresh(&self) -> Result<()> {
        if self.fresh { Ok(()) } else { Err(Fault::Again("/account/security".into())) }
    }

    /// One of our cookies, by its plain name.
    pub fn cookie(&self, name: &str) -> Option<String> {
        cookies::read(&self.app.settings, self.cookies.as_deref(), name)
    }

    /// What tells this browser from others: its session, or its mark as a visitor.
    pub fn browser(&self) -> Vec<u8> {
        crm::sessions::hash(&self.ui.csrf)
    }

    pub fn user(&self) -> Result<&User> {
        self.user.as_ref().ok_or(Fault::SignIn)
    }
}
