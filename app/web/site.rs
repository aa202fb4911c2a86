//! The door: every route passes here. Host, session, policy, size, CSRF, then the handler; a fault becomes its page.

use std::{future::Future, pin::Pin, sync::Arc, time::Instant};

use crm::{
    Actor, Cx, Error, Lang, TenantTx, keys,
    policy::{Act, Role, allows},
    sessions,
};
use poem::{
    Body, Endpoint, Request, Response,
    http::{Method, StatusCode, header},
};
use tracing::{error, info};
use uuid::Uuid;
use views::Ui;

use crate::{
    answer::{self, Answer},
    app::App,
    ask::Ask,
    cookies,
    fault::{Fault, Result},
    hosts::Place,
    posted::{FORM, Posted, UPLOAD},
};

type Handler = Arc<dyn Fn(Ask) -> Pin<Box<dyn Future<Output = Result<Answer>> + Send>> + Send + Sync>;

/// Where a route exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// On a garage's own address.
    Garage,
    /// On the common address: sign-up, choice of garage.
    Common,
    /// On both.
    Both,
}

/// One line of `routes.rs`.
#[derive(Clone)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub act: Act,
    pub ground: Ground,
    limit: usize,
    handler: Handler,
}

impl Route {
    pub fn on(mut self, ground: Ground) -> Route {
        self.ground = ground;
        self
    }
    /// May carry a picture.
    pub fn with_upload(mut self) -> Route {
        self.limit = UPLOAD;
        self
    }
}

pub fn get<F, R>(path: &'static str, act: Act, handler: F) -> Route
where
    F: Fn(Ask) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Answer>> + Send + 'static,
{
    route(Method::GET, path, act, handler)
}

pub fn post<F, R>(path: &'static str, act: Act, handler: F) -> Route
where
    F: Fn(Ask) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Answer>> + Send + 'static,
{
    route(Method::POST, path, act, handler)
}

fn route<F, R>(method: Method, path: &'static str, act: Act, handler: F) -> Route
where
    F: Fn(Ask) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Answer>> + Send + 'static,
{
    let handler: Handler = Arc::new(move |ask| Box::pin(handler(ask)));
    Route { method, path, act, ground: Ground::Garage, limit: FORM, handler }
}

/// The routes of one path.
pub struct Door {
    pub app: Arc<App>,
    pub path: &'static str,
    pub routes: Vec<Route>,
}

impl Endpoint for Door {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let started = Instant::now();
        let trace: u64 = u64::from_be_bytes(keys::random());
        let body = request.take_body();
        let mut visit = Visit::new(&self.app, &request, trace);
        let mut answer = match self.enter(&mut visit, &request, body).await {
            Ok(answer) => answer,
            Err(fault) => visit.explain(fault),
        };
        if let Some(cookie) = visit.new_cookie.take() {
            answer = answer::with_cookie(answer, &cookie);
        }
        let (status, ms) = (answer.status().as_u16(), started.elapsed().as_secs_f64() * 1e3);
        self.app.metrics.request(self.path, status, ms);
        // The pattern, never the path: a customer's link is a secret.
        info!(method = %request.method(), path = self.path, status, ms = format!("{ms:.1}"), trace = %hex(trace), tenant = visit.tenant_mark(), "request");
        Ok(answer)
    }
}

impl Door {
    async fn enter(&self, visit: &mut Visit, request: &Request, body: Body) -> Result<Answer> {
        let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        let Some(route) = self.routes.iter().find(|r| r.method == *method) else {
            return Ok(Response::builder().status(StatusCode::METHOD_NOT_ALLOWED).finish());
        };
        let place = self.app.hosts.find(&self.app, &visit.host).await?;
        let open = visit.arrive(place, method == Method::GET).await?;
        match (route.ground, visit.tenant.is_some()) {
            (Ground::Garage, false) if self.path == "/" || visit.common => return Err(Fault::not_found()),
            (Ground::Garage, false) | (Ground::Common, true) => return Err(Fault::not_found()),
            _ => {}
        }
        if !allows(visit.role(), route.act) {
            return Err(if visit.user.is_some() { Fault::Forbidden } else { Fault::SignIn });
        }
        let posted = match *method == Method::POST {
            true => Posted::read(request, body, route.limit).await?,
            false => Posted::default(),
        };
        if *method == Method::POST {
            visit.check_origin(request, route.act, &posted)?;
        }
        let ask = visit.ask(request, posted, open);
        (route.handler)(ask).await
    }
}

/// What is learnt of a request on its way in.
struct Visit {
    app: Arc<App>,
    host: String,
    path: String,
    query: String,
    partial: bool,
    address: String,
    agent: String,
    cookie: Option<String>,
    trace: u64,
    common: bool,
    tenant: Option<crm::ids::TenantId>,
    cx: Cx,
    ui: Ui,
    user: Option<crm::users::User>,
    session: Option<Vec<u8>>,
    new_cookie: Option<String>,
}

impl Visit {
    fn new(app: &Arc<App>, request: &Request, trace: u64) -> Visit {
        let text = |name| request.header(name).unwrap_or_default().to_owned();
        let now = (app.clock)();
        let zone = chrono_tz::Europe::Paris;
        let lang = accepted_lang(&text("accept-language"));
        let cx = Cx {
            tenant: crm::ids::TenantId(Uuid::nil()),
            actor: Actor::Visitor,
            role: Role::Visitor,
            lang,
            now,
            zone,
            trace,
        };
        let ui = Ui {
            lang,
            zone,
            today: cx.today(),
            garage: "VisionCRM".into(),
            demo: false,
            user: None,
            role: Role::Visitor,
            user_key: String::new(),
            here: request.uri().path().to_owned(),
            csrf: String::new(),
            once: Uuid::now_v7(),
            query: String::new(),
            said: Vec::new(),
        };
        Visit {
            app: app.clone(),
            host: text(header::HOST.as_str()),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            partial: request.header("hx-request-type") == Some("partial"),
            address: caller(app, request),
            agent: text(header::USER_AGENT.as_str()),
            cookie: request.header(header::COOKIE).map(str::to_owned),
            trace,
            common: false,
            tenant: None,
            cx,
            ui,
            user: None,
            session: None,
            new_cookie: None,
        }
    }

    fn role(&self) -> Role {
        self.cx.role
    }

    /// Finds the garage and the session. A GET keeps the transaction that did it, for its page.
    async fn arrive(&mut self, place: Place, keep: bool) -> Result<Option<TenantTx>> {
        let (tenant, sign) = match place {
            Place::Garage(tenant, sign) => (tenant, sign),
            Place::Common => {
                self.common = true;
                self.mark_visitor();
                return Ok(None);
            }
            Place::Nowhere => return Err(Fault::not_found()),
        };
        self.tenant = Some(tenant);
        self.cx.tenant = tenant;
        self.cx.zone = sign.zone;
        self.ui.zone = sign.zone;
        self.ui.today = self.cx.today();
        self.ui.garage = sign.name;
        self.ui.demo = sign.demo;
        let token = cookies::read(&self.app.settings, self.cookie.as_deref(), cookies::SESSION);
        let mut open = None;
        if let Some(token) = token {
            let mut tx = self.app.db.look(&self.cx).await?;
            if let Some(session) = sessions::find(&mut tx, &token).await? {
                self.welcome(session).await?;
                open = keep.then_some(tx);
            }
        }
        if self.user.is_none() {
            self.mark_visitor();
        }
        Ok(open)
    }

    async fn welcome(&mut self, session: sessions::Session) -> Result<()> {
        let user = session.user;
        self.cx.actor = Actor::User(user.id);
        self.cx.role = user.role;
        self.cx.lang = user.lang;
        self.ui.lang = user.lang;
        self.ui.role = user.role;
        self.ui.user = Some(user.name.clone());
        self.ui.user_key = user.id.to_string();
        self.ui.csrf = self.app.db.keys().form_token(&session.token_hash);
        if session.needs_touch {
            let mut tx = self.app.db.begin(&self.cx).await?;
            sessions::touch(&mut tx, &session.token_hash).await?;
            tx.commit().await?;
        }
        self.session = Some(session.token_hash);
        self.user = Some(user);
        Ok(())
    }

    /// A visitor's forms are tied to a mark in the browser, made at the first visit.
    fn mark_visitor(&mut self) {
        let settings = &self.app.settings;
        let mark = cookies::read(settings, self.cookie.as_deref(), cookies::VISITOR).unwrap_or_else(|| {
            let mark: String = keys::random::<16>().iter().map(|b| format!("{b:02x}")).collect();
            self.new_cookie = Some(cookies::write(settings, cookies::VISITOR, &mark, 30));
            mark
        });
        self.ui.csrf = self.app.db.keys().form_token(mark.as_bytes());
    }

    /// A form must come from our own page (Origin), drawn for this session (token). The customer's link is its own
    /// proof: its secret is in the address.
    fn check_origin(&self, request: &Request, act: Act, posted: &Posted) -> Result<()> {
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

    fn ask(&self, request: &Request, posted: Posted, open: Option<TenantTx>) -> Ask {
        let params: std::collections::BTreeMap<String, String> = request.path_params().unwrap_or_default();
        Ask {
            app: self.app.clone(),
            cx: self.cx.clone(),
            ui: self.ui.clone(),
            user: self.user.clone(),
            session: self.session.clone(),
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

    fn tenant_mark(&self) -> String {
        self.tenant.map(|t| t.to_string()).unwrap_or_default()
    }

    /// The page for a fault. Logged once, here, with a number the person can tell.
    fn explain(&self, fault: Fault) -> Answer {
        use views::errors;
        let ui = &self.ui;
        match fault {
            Fault::Answer(answer) => *answer,
            Fault::Again(to) if self.partial => answer::redirect_htmx(&to),
            Fault::Again(to) => answer::see_other(&to),
            Fault::SignIn => self.to_sign_in(),
            Fault::Forbidden => answer::html(StatusCode::FORBIDDEN, errors::forbidden(ui)),
            Fault::OutdatedForm => answer::html(StatusCode::FORBIDDEN, errors::outdated_form(ui)),
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
        let number = hex(self.trace);
        error!(trace = %number, tenant = self.tenant_mark(), "request failed: {broken}");
        if is_unavailable(&broken) {
            return answer::html(StatusCode::SERVICE_UNAVAILABLE, views::errors::unavailable(&self.ui));
        }
        answer::html(StatusCode::INTERNAL_SERVER_ERROR, views::errors::broken(&self.ui, &number))
    }

    fn to_sign_in(&self) -> Answer {
        let next = if self.partial { "/".to_owned() } else { self.path.clone() };
        let query = serde_urlencoded::to_string([("next", next)]).unwrap_or_default();
        let to = format!("/sign-in?{query}");
        if self.partial { answer::redirect_htmx(&to) } else { answer::see_other(&to) }
    }
}

fn is_unavailable(error: &Error) -> bool {
    match error {
        Error::Db(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => true,
        Error::Db(sqlx::Error::Database(db)) => matches!(db.code().as_deref(), Some("57P01" | "57P02" | "57P03")),
        _ => false,
    }
}

/// The first of our languages that the browser asks for; French when it asks for none.
fn accepted_lang(header: &str) -> Lang {
    header.split(',').filter_map(|part| Lang::parse(part.trim().get(..2)?).ok()).next().unwrap_or(Lang::Fr)
}

/// The caller's address: the connection's, or what a trusted proxy says of it.
fn caller(app: &App, request: &Request) -> String {
    let peer = request.remote_addr().as_socket_addr().map(|a| a.ip());
    let trusted = peer.is_some_and(|ip| app.settings.trusted_proxies.contains(&ip));
    let forwarded =
        request.header("x-forwarded-for").and_then(|list| list.rsplit(',').next()).map(|a| a.trim().to_owned());
    match forwarded {
        Some(address) if trusted => address,
        _ => peer.map(|ip| ip.to_string()).unwrap_or_default(),
    }
}

fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |difference, (x, y)| difference | (x ^ y)) == 0
}

pub fn hex(trace: u64) -> String {
    format!("{trace:016x}")
}
