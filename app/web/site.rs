//! The door: every route passes here, pages and API alike. Host, who asks, policy, size, then the handler; a fault
//! becomes its page or its problem.

use std::{future::Future, pin::Pin, sync::Arc, time::Instant};

use crm::policy::{Act, Need, Role};
use poem::{Body, Endpoint, Request, Response, http::Method};
use tracing::info;

use crate::{
    answer::Answer,
    api,
    app::App,
    ask::Ask,
    fault::{Fault, Result},
    posted::{FORM, JSON, Posted, UPLOAD, UPLOADS, read_body},
    visit::{Visit, hex},
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

/// What stands behind the door.
#[derive(Clone)]
enum Behind {
    /// A page: who asks is known by a cookie.
    Page(Handler),
    /// An operation of `api`: who asks is known by a token, and a cookie is worth nothing.
    Api,
}

/// One line of `routes.rs`.
#[derive(Clone)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub act: Act,
    pub ground: Ground,
    limit: usize,
    behind: Behind,
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
    /// May carry several.
    pub fn with_uploads(mut self) -> Route {
        self.limit = UPLOADS;
        self
    }
    pub fn is_api(&self) -> bool {
        matches!(self.behind, Behind::Api)
    }
}

pub fn get<F, R>(path: &'static str, act: Act, handler: F) -> Route
where
    F: Fn(Ask) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Answer>> + Send + 'static,
{
    page(Method::GET, path, act, handler)
}

pub fn post<F, R>(path: &'static str, act: Act, handler: F) -> Route
where
    F: Fn(Ask) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Answer>> + Send + 'static,
{
    page(Method::POST, path, act, handler)
}

fn page<F, R>(method: Method, path: &'static str, act: Act, handler: F) -> Route
where
    F: Fn(Ask) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Answer>> + Send + 'static,
{
    let handler: Handler = Arc::new(move |ask| Box::pin(handler(ask)));
    Route { method, path, act, ground: Ground::Garage, limit: FORM, behind: Behind::Page(handler) }
}

/// An operation of the API. Its handler is found by method and path among those of `api`.
pub fn api(method: Method, path: &'static str, act: Act) -> Route {
    Route { method, path, act, ground: Ground::Garage, limit: JSON, behind: Behind::Api }
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
        let (method, body) = (request.method().clone(), request.take_body());
        let mut visit = Visit::new(&self.app, &request, self.routes.iter().any(Route::is_api), started);
        let answer = match self.enter(&mut visit, request, body).await {
            Ok(answer) => answer,
            Err(fault) => visit.explain(fault),
        };
        let answer = visit.dress(answer);
        let (status, ms) = (answer.status().as_u16(), started.elapsed().as_secs_f64() * 1e3);
        self.app.metrics.request(self.path, status, ms);
        // The pattern, never the path: a customer's link is a secret.
        info!(%method, path = self.path, status, ms = format!("{ms:.1}"), trace = %hex(visit.cx.trace), tenant = visit.tenant_mark(), "request");
        Ok(answer)
    }
}

impl Door {
    async fn enter(&self, visit: &mut Visit, mut request: Request, body: Body) -> Result<Answer> {
        if request.method() == Method::HEAD {
            request.set_method(Method::GET);
        }
        let method = request.method().clone();
        if method == Method::OPTIONS && visit.is_preflight() {
            return self.preflight(visit).await;
        }
        let route = self.routes.iter().find(|r| r.method == method).ok_or_else(|| self.wrong_method())?;
        let place = self.app.hosts.find(&self.app, &visit.host).await?;
        visit.arrive(place)?;
        let open = match route.is_api() {
            true => None,
            false => visit.know_person(method == Method::GET).await?,
        };
        match (route.ground, visit.tenant.is_some()) {
            (Ground::Garage, false) | (Ground::Common, true) => return Err(Fault::not_found()),
            _ => {}
        }
        match &route.behind {
            Behind::Page(handler) => {
                admit(visit, &[route.act])?;
                visit.check_factor(self.path)?;
                let posted = match method == Method::POST {
                    true => Posted::read(&request, body, route.limit).await?,
                    false => Posted::default(),
                };
                if method == Method::POST {
                    visit.check_origin(&request, route.act, &posted)?;
                }
                handler(visit.ask(&request, posted, open)).await
            }
            Behind::Api => {
                visit.know_origin().await?;
                let open_to_all = route.act == Act::Enter;
                if !open_to_all {
                    visit.know_program().await?;
                }
                visit.count()?;
                admit(visit, &[if open_to_all { Act::Enter } else { Act::UseApi }])?;
                admit(visit, &[route.act]).map_err(|fault| named(fault, route.act))?;
                request.set_body(read_body(&request, body, route.limit).await?);
                Ok(api::answer(visit.call(), request).await)
            }
        }
    }

    /// What a browser asks before a page of another site may speak to the API. It is told what it may send; whether
    /// that site may is said by one header (`api::dress`), for those that the garage named and for no other.
    async fn preflight(&self, visit: &mut Visit) -> Result<Answer> {
        visit.arrive(self.app.hosts.find(&self.app, &visit.host).await?)?;
        visit.count()?;
        visit.know_origin().await?;
        let methods: Vec<&str> = self.routes.iter().map(|r| r.method.as_str()).collect();
        Ok(api::preflight(&methods.join(", ")))
    }

    fn wrong_method(&self) -> Fault {
        let mut allowed: Vec<&str> = self.routes.iter().map(|r| r.method.as_str()).collect();
        if allowed.contains(&"GET") {
            allowed.push("HEAD");
        }
        Fault::WrongMethod(allowed.join(", "))
    }
}

/// To a program it is said which scope its token lacks.
fn named(fault: Fault, act: Act) -> Fault {
    match (fault, act.need()) {
        (Fault::Forbidden, Need::Permission(permission)) => Fault::ScopeMissing(permission),
        (other, _) => other,
    }
}

/// The policy, asked for each act a route stands for.
fn admit(visit: &Visit, acts: &[Act]) -> Result<()> {
    match acts.iter().all(|act| visit.cx.may(*act)) {
        true => Ok(()),
        false if visit.cx.role == Role::Visitor => Err(Fault::SignIn),
        false => Err(Fault::Forbidden),
    }
}
