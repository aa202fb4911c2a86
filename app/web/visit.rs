//! What is learnt of a request on its way in: the garage, the person or the program, the language; and how a fault is told.

use std::{net::IpAddr, sync::Arc, time::Instant};

use crm::{
    Actor, Cx, Error, Lang, Network, Origin, TenantTx, api_origins, api_tokens, keys,
    passkeys::RelyingParty,
    platform::{self, PlatformUser},
    policy::{Act, Rights, Role},
    sessions, support,
};
use poem::{
    Request,
    http::{Method, StatusCode, header},
};
use tracing::error;
use uuid::Uuid;
use views::{Ui, Ways};

use crate::{
    answer::{self, Answer},
    api::{self, Call},
    app::App,
    ask::Ask,
    cookies, factors,
    fault::{Fault, Result},
    hosts::Place,
    limits::{Standing, Who},
    posted::Posted,
};

pub struct Visit {
    app: Arc<App>,
    /// On its way to the API: no cookie is read or set, and a fault is a problem in JSON.
    api: bool,
    started: Instant,
    pub host: String,
    /// Where signing in leads back to.
    back: String,
    query: String,
    partial: bool,
    address: String,
    agent: String,
    cookie: Option<String>,
    bearer: Option<String>,
    pub tenant: Option<crm::ids::TenantId>,
    pub cx: Cx,
    ui: Ui,
    user: Option<crm::users::User>,
    platform: Option<PlatformUser>,
    session: Option<Vec<u8>>,
    fresh: bool,
    /// The owner wants a second step, and this person has none.
    owes_factor: bool,
    /// By which a browser is known again, signed in or not.
    mark: String,
    new_cookie: Option<String>,
    /// How far a program is from its limit.
    standing: Option<Standing>,
    /// The site whose page asks, if a browser says so.
    origin: Option<String>,
    /// The garage lets its pages read the answer.
    origin_allowed: bool,
    /// A browser asks before it sends (Fetch, « CORS-preflight request »).
    preflight: bool,
}

impl Visit {
    pub fn new(app: &Arc<App>, request: &Request, api: bool, started: Instant) -> Visit {
        let text = |name| request.header(name).unwrap_or_default().to_owned();
        let now = (app.clock)();
        let zone = chrono_tz::Europe::Paris;
        let lang = accepted_lang(&text("accept-language"));
        let address = caller(app, request);
        let network = Network::of(&address);
        let cx = Cx {
            tenant: crm::ids::TenantId(Uuid::nil()),
            actor: Actor::Visitor,
            origin: if api { Origin::Api(network) } else { Origin::Page(network) },
            role: Role::Visitor,
            rights: Rights::NONE,
            lang,
            now,
            zone,
            trace: u64::from_be_bytes(keys::random()),
        };
        let ui = Ui {
            lang,
            zone,
            today: cx.today(),
            garage: "VisionCRM".into(),
            demo: false,
            user: None,
            role: Role::Visitor,
            rights: Rights::NONE,
            support: None,
            user_key: String::new(),
            here: request.uri().path().to_owned(),
            csrf: String::new(),
            once: Uuid::now_v7(),
            query: String::new(),
            ways: Ways {
                passkeys: RelyingParty::of(request.header(header::HOST).unwrap_or_default(), app.settings.https())
                    .is_some(),
                google: app.google.is_some(),
            },
            said: Vec::new(),
        };
        Visit {
            app: app.clone(),
            api,
            started,
            host: text(header::HOST.as_str()),
            back: way_back(request),
            query: request.uri().query().unwrap_or_default().to_owned(),
            partial: request.header("hx-request-type") == Some("partial"),
            address,
            agent: text(header::USER_AGENT.as_str()),
            cookie: request.header(header::COOKIE).map(str::to_owned),
            bearer: api::bearer(request),
            tenant: None,
            cx,
            ui,
            user: None,
            platform: None,
            session: None,
            fresh: false,
            owes_factor: false,
            mark: String::new(),
            new_cookie: None,
            standing: None,
            origin: request.header(header::ORIGIN).map(str::to_owned),
            origin_allowed: false,
            preflight: request.header(header::ACCESS_CONTROL_REQUEST_METHOD).is_some(),
        }
    }

    /// Finds the garage.
    pub fn arrive(&mut self, place: Place) -> Result<()> {
        let (tenant, sign) = match place {
            Place::Garage(tenant, sign) => (tenant, sign),
            Place::Common => return Ok(()),
            Place::Nowhere => return Err(Fault::not_found()),
        };
        self.tenant = Some(tenant);
        self.cx.tenant = tenant;
        self.cx.zone = sign.zone;
        self.ui.zone = sign.zone;
        self.ui.today = self.cx.today();
        self.ui.garage = sign.name;
        self.ui.demo = sign.demo;
        if sign.suspended { Err(Fault::Suspended) } else { Ok(()) }
    }

    /// Finds the session. A GET keeps the transaction that did it, for its page.
    pub async fn know_person(&mut self, keep: bool) -> Result<Option<TenantTx>> {
        let token = cookies::read(&self.app.settings, self.cookie.as_deref(), cookies::SESSION);
        let mut open = None;
        if let Some(token) = token.filter(|_| self.tenant.is_some()) {
            let mut tx = self.app.db.look(&self.cx).await?;
            if let Some(session) = sessions::find(&mut tx, &token).await? {
                self.welcome(session).await?;
                tx.known(&self.cx);
                open = keep.then_some(tx);
            }
        }
        if self.user.is_none() {
            open = self.know_support(keep).await?;
            self.know_platform().await?;
        }
        self.mark_browser();
        Ok(open)
    }

    /// Somebody of the platform in a garage that lets him in: he sees, as nobody of the garage.
    async fn know_support(&mut self, keep: bool) -> Result<Option<TenantTx>> {
        let token = cookies::read(&self.app.settings, self.cookie.as_deref(), cookies::SUPPORT);
        let Some(token) = token.filter(|_| self.tenant.is_some()) else { return Ok(None) };
        let mut tx = self.app.db.look(&self.cx).await?;
        let Some(visit) = support::find(&mut tx, &token).await? else { return Ok(None) };
        self.cx.actor = Actor::Support(visit.id);
        self.enter_as(Role::Support, visit.session_hash);
        self.ui.user = Some(visit.who);
        self.ui.support = Some(visit.until);
        if visit.needs_touch {
            let mut tx = self.app.db.begin(&self.cx).await?;
            support::touch(&mut tx, visit.id).await?;
            tx.commit().await?;
        }
        tx.known(&self.cx);
        Ok(keep.then_some(tx))
    }

    /// Who runs the installation, on the common address.
    async fn know_platform(&mut self) -> Result<()> {
        let token = cookies::read(&self.app.settings, self.cookie.as_deref(), cookies::PLATFORM);
        let Some(token) = token.filter(|_| self.tenant.is_none()) else { return Ok(()) };
        if let Some((user, session)) = platform::find_session(&self.app.db, &token, self.cx.now).await? {
            self.enter_as(Role::Platform, session);
            self.platform = Some(user);
        }
        Ok(())
    }

    fn enter_as(&mut self, role: Role, session: Vec<u8>) {
        (self.cx.role, self.cx.rights) = (role, role.rights());
        (self.ui.role, self.ui.rights) = (role, role.rights());
        self.ui.csrf = self.app.db.keys().form_token(&session);
        self.session = Some(session);
    }

    /// Finds the token of this garage, and notes the day it was used.
    pub async fn know_program(&mut self) -> Result<()> {
        let Some(secret) = self.bearer.as_deref().filter(|_| self.tenant.is_some()) else { return Ok(()) };
        let mut tx = self.app.db.look(&self.cx).await?;
        let Some(token) = api_tokens::find(&mut tx, secret).await? else { return Ok(()) };
        tx.commit().await?;
        self.cx.actor = Actor::Token(token.id);
        self.cx.role = Role::Api;
        self.cx.rights = token.scopes;
        if !token.used_today {
            let mut tx = self.app.db.begin(&self.cx).await?;
            api_tokens::note_use(&mut tx, token.id).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Is it the question a browser asks before the page of another site may send?
    pub fn is_preflight(&self) -> bool {
        self.api && self.preflight && self.origin.is_some()
    }

    /// Whether the garage lets the pages of this site speak to its API: only those it named.
    pub async fn know_origin(&mut self) -> Result<()> {
        let Some(origin) = self.origin.as_deref().filter(|_| self.tenant.is_some()) else { return Ok(()) };
        let mut tx = self.app.db.look(&self.cx).await?;
        self.origin_allowed = api_origins::is_allowed(&mut tx, origin).await?;
        Ok(tx.commit().await?)
    }

    /// Counts a request of the API: a token has its own limit, whoever has none shares that of the address. A neighbour
    /// who guesses tokens takes nothing from those who have one.
    pub fn count(&mut self) -> Result<()> {
        let who = match self.cx.actor {
            Actor::Token(id) => Who::Token(id),
            _ => Who::at(&self.address),
        };
        let standing = self.app.limits.count(who, self.cx.now);
        self.standing = Some(standing);
        if standing.allowed { Ok(()) } else { Err(Fault::TooMany { seconds: standing.seconds }) }
    }

    async fn welcome(&mut self, session: sessions::Session) -> Result<()> {
        let user = session.user;
        self.cx.actor = Actor::User(user.id);
        self.cx.role = user.role;
        self.cx.rights = user.rights;
        self.cx.lang = user.lang;
        self.ui.lang = user.lang;
        self.ui.role = user.role;
        self.ui.rights = user.rights;
        self.ui.user = Some(user.name.clone());
        self.ui.user_key = user.id.to_string();
        self.ui.csrf = self.app.db.keys().form_token(session.id.0.as_bytes());
        if session.needs_touch {
            let mut tx = self.app.db.begin(&self.cx).await?;
            sessions::touch(&mut tx, &session.token_hash).await?;
            tx.commit().await?;
        }
        self.fresh = session.fresh;
        self.owes_factor = session.owes_factor;
        self.session = Some(session.token_hash);
        self.user = Some(user);
        Ok(())
    }

    /// A visitor's forms are tied to a mark in the browser, made at the first visit.
    fn mark_browser(&mut self) {
        let settings = &self.app.settings;
        let mark = cookies::read(settings, self.cookie.as_deref(), cookies::VISITOR);
        if mark.is_none() && self.session.is_some() {
            // Given with the next session, if ever.
            self.mark = new_mark();
            return;
        }
        self.mark = mark.unwrap_or_else(|| {
            let mark = new_mark();
            self.new_cookie = Some(cookies::write(settings, cookies::VISITOR, &mark, cookies::VISIT));
            mark
        });
        if self.session.is_none() {
            self.ui.csrf = self.app.db.keys().form_token(self.mark.as_bytes());
        }
    }

    /// A form must come from our own page (Origin), drawn for this session (token). The customer's link is its own
    /// proof: its secret is in the address.
    pub fn check_origin(&self, request: &Request, act: Act, posted: &Posted) -> Result<()> {
        let foreign = request.header(header::ORIGIN).is_some_and(|origin| {
            origin.split_once("://").is_none_or(|(_, host)| !host.eq_ignore_ascii_case(&self.host))
        });
        if foreign || request.header("sec-fetch-site") == Some("cross-site") {
            return Err(Fault::OutdatedForm);
        }
        let token = request.header("x-csrf-token").or(posted.get("csrf")).unwrap_or_default();
        if act == Act::AnswerQuote || (!token.is_empty() && constant_time_eq(token.as_bytes(), self.ui.csrf.as_bytes()))
        {
            return Ok(());
        }
        Err(Fault::OutdatedForm)
    }

    /// Whoever owes a second step is led to where it is set up, whatever was asked for.
    pub fn check_factor(&self, path: &str) -> Result<()> {
        match self.owes_factor && !factors::OPEN_TO_ALL.contains(&path) {
            true => Err(Fault::Again(views::factors::HERE.into())),
            false => Ok(()),
        }
    }

    pub fn ask(&self, request: &Request, posted: Posted, open: Option<TenantTx>) -> Ask {
        let params: std::collections::BTreeMap<String, String> = request.path_params().unwrap_or_default();
        Ask {
            app: self.app.clone(),
            cx: self.cx.clone(),
            ui: self.ui.clone(),
            user: self.user.clone(),
            platform: self.platform.clone(),
            session: self.session.clone(),
            fresh: self.fresh,
            cookies: self.cookie.clone(),
            mark: self.mark.clone(),
            partial: self.partial,
            params: params.into_iter().collect(),
            query: self.query.clone(),
            posted,
            address: self.address.clone(),
            agent: self.agent.clone(),
            host: self.host.clone(),
            open,
        }
    }

    pub fn call(&self) -> Call {
        Call { app: self.app.clone(), cx: self.cx.clone(), started: self.started }
    }

    /// What every answer on this way carries.
    pub fn dress(&mut self, answer: Answer) -> Answer {
        let origin = self.origin.as_deref().filter(|_| self.origin_allowed);
        let answer = if self.api { api::dress(answer, self.standing, origin) } else { answer };
        match self.new_cookie.take() {
            Some(cookie) => answer::with_cookie(answer, &cookie),
            None => answer,
        }
    }

    pub fn tenant_mark(&self) -> String {
        self.tenant.map(|t| t.to_string()).unwrap_or_default()
    }

    /// The page for a fault. Logged once, here, with a number the person can tell.
    pub fn explain(&self, fault: Fault) -> Answer {
        use views::errors;
        if self.api {
            return api::explain(&self.cx, fault);
        }
        let ui = &self.ui;
        match fault {
            Fault::Answer(answer) => *answer,
            Fault::Again(to) if self.partial => answer::redirect_htmx(&to),
            Fault::Again(to) => answer::see_other(&to),
            Fault::SignIn => self.to_sign_in(),
            Fault::Suspended => answer::html(StatusCode::FORBIDDEN, errors::suspended(ui)),
            Fault::Forbidden | Fault::ScopeMissing(_) => answer::html(StatusCode::FORBIDDEN, errors::forbidden(ui)),
            Fault::OutdatedForm => answer::html(StatusCode::FORBIDDEN, errors::outdated_form(ui)),
            Fault::WrongMethod(allowed) => answer::wrong_method(&allowed),
            Fault::TooMany { seconds } => {
                let why = crm::Why::TooManyAttempts { minutes: i64::from(seconds).div_euclid(60) + 1 };
                answer::html(StatusCode::TOO_MANY_REQUESTS, errors::refused(ui, &views::why::say(ui.lang, why)))
            }
            Fault::TooLarge => answer::html(StatusCode::PAYLOAD_TOO_LARGE, errors::too_large(ui)),
            Fault::Crm(Error::NotFound) => answer::html(StatusCode::NOT_FOUND, errors::not_found(ui)),
            Fault::Crm(Error::Refused(why)) => {
                let says = views::why::say(ui.lang, why);
                answer::html(StatusCode::CONFLICT, errors::refused(ui, &says))
            }
            Fault::Crm(Error::Invalid(fields)) => {
                let says: Vec<String> = fields.0.iter().map(|(_, why)| views::why::say(ui.lang, *why)).collect();
                answer::html(StatusCode::UNPROCESSABLE_ENTITY, errors::refused(ui, &says.join(" ")))
            }
            Fault::Crm(broken) => self.broken(broken),
        }
    }

    fn broken(&self, broken: Error) -> Answer {
        note_broken(&self.cx, &broken);
        if is_unavailable(&broken) {
            return answer::html(StatusCode::SERVICE_UNAVAILABLE, views::errors::unavailable(&self.ui));
        }
        let number = hex(self.cx.trace);
        answer::html(StatusCode::INTERNAL_SERVER_ERROR, views::errors::broken(&self.ui, &number))
    }

    fn to_sign_in(&self) -> Answer {
        let query = serde_urlencoded::to_string([("next", &self.back)]).unwrap_or_default();
        let common = if self.ui.here.starts_with("/platform") { "/platform" } else { "" };
        let to = format!("{common}/sign-in?{query}");
        if self.partial { answer::redirect_htmx(&to) } else { answer::see_other(&to) }
    }
}

/// Where one goes on after signing in: the page that was asked for. What was sent from a page, or asked for a part of it,
/// leads to that page again, where the browser has kept what was typed; its own address may answer no GET.
fn way_back(request: &Request) -> String {
    let part = request.header("hx-request-type") == Some("partial");
    if !part && request.method() != Method::POST {
        return request.uri().path().to_owned();
    }
    let from = request.header(header::REFERER).and_then(|from| from.split_once("://")).map(|(_, from)| from);
    let page = from.and_then(|from| from.strip_prefix(request.header(header::HOST)?)).unwrap_or_default();
    let path = page.split(['?', '#']).next().unwrap_or_default();
    if path.starts_with('/') { path.to_owned() } else { "/".to_owned() }
}

/// Logged once, with the number a person or a program is told.
pub fn note_broken(cx: &Cx, broken: &Error) {
    let tenant = if cx.tenant.0.is_nil() { String::new() } else { cx.tenant.to_string() };
    error!(trace = %hex(cx.trace), tenant, "request failed: {broken}");
}

pub fn is_unavailable(error: &Error) -> bool {
    match error {
        Error::Db(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => true,
        Error::Db(sqlx::Error::Database(db)) => matches!(db.code().as_deref(), Some("57P01" | "57P02" | "57P03")),
        _ => false,
    }
}

/// The first of our languages that the browser asks for; French when it asks for none.
pub fn accepted_lang(header: &str) -> Lang {
    header.split(',').filter_map(|part| Lang::parse(part.trim().get(..2)?).ok()).next().unwrap_or(Lang::Fr)
}

fn new_mark() -> String {
    keys::random::<16>().iter().map(|b| format!("{b:02x}")).collect()
}

/// The caller's address: the connection's, or what trusted proxies say of it.
fn caller(app: &App, request: &Request) -> String {
    let peer = request.remote_addr().as_socket_addr().map(|a| a.ip());
    let said: Vec<&str> =
        request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    address_of(peer, &said, &app.settings.trusted_proxies).map(|ip| ip.to_string()).unwrap_or_default()
}

/// `X-Forwarded-For` is read from its end, as far as trusted proxies wrote it: before them anybody may have written
/// anything. What is no address ends the reading.
fn address_of(peer: Option<IpAddr>, said: &[&str], trusted: &[IpAddr]) -> Option<IpAddr> {
    let mut address = peer?.to_canonical();
    let hops = said.iter().rev().flat_map(|line| line.rsplit(','));
    for hop in hops {
        if !trusted.contains(&address) {
            break;
        }
        let Ok(before) = hop.trim().parse::<IpAddr>() else { break };
        address = before.to_canonical();
    }
    Some(address)
}

fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |difference, (x, y)| difference | (x ^ y)) == 0
}

pub fn hex(trace: u64) -> String {
    format!("{trace:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_calls_is_said_by_trusted_proxies_alone() {
        let trusted: Vec<IpAddr> = ["10.0.0.1", "10.0.0.2"].map(|ip| ip.parse().unwrap()).to_vec();
        for (peer, said, is) in [
            // Nobody is believed who is not a proxy of ours.
            ("203.0.113.9", vec!["198.51.100.1"], "203.0.113.9"),
            ("203.0.113.9", vec![], "203.0.113.9"),
            ("10.0.0.1", vec!["198.51.100.1"], "198.51.100.1"),
            // What the caller wrote himself stands before what the proxy added, in one line or in two.
            ("10.0.0.1", vec!["1.2.3.4, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", vec!["1.2.3.4", "198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", vec!["1.2.3.4, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", vec!["nonsense"], "10.0.0.1"),
            ("::ffff:10.0.0.1", vec!["2001:db8::7"], "2001:db8::7"),
        ] {
            let found = address_of(Some(peer.parse().unwrap()), &said, &trusted).unwrap();
            assert_eq!(found.to_string(), is, "{peer} {said:?}");
            let alone = address_of(Some(peer.parse().unwrap()), &said, &[]).unwrap();
            assert_eq!(alone, peer.parse::<IpAddr>().unwrap().to_canonical(), "no proxy is set");
        }
        assert_eq!(address_of(None, &["198.51.100.1"], &trusted), None);
    }
}
