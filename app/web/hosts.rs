//! Host -> garage. A name under the base domain is a garage's; the base domain itself is the common address; anything
//! else (an IP address, the machine's name) leads to a custom host, the default garage, or the only one there is.

use std::{
    collections::HashMap,
    sync::RwLock,
    time::{Duration, Instant},
};

use crm::{
    Cx, Lang,
    garages::{self, Sign, platform},
    ids::TenantId,
    policy::Role,
};

use crate::app::App;

/// Where a request arrives.
#[derive(Clone, Debug)]
pub enum Place {
    Garage(TenantId, Sign),
    /// The common address: sign-up and the choice of garage.
    Common,
    /// A name under the base domain that belongs to no garage.
    Nowhere,
}

/// Remembered for a few seconds, so that a page costs no question; a renamed sign shows up that late at most.
const REMEMBERED: Duration = Duration::from_secs(10);

#[derive(Default)]
pub struct Hosts {
    known: RwLock<HashMap<String, (Instant, TenantId, Sign)>>,
}

impl Hosts {
    pub async fn find(&self, app: &App, host: &str) -> crm::Result<Place> {
        let host = without_port(host).to_ascii_lowercase();
        if let Some(known) = self.remembered(&host) {
            return Ok(known);
        }
        let place = lookup(app, &host).await?;
        if let (Place::Garage(tenant, sign), Ok(mut known)) = (&place, self.known.write()) {
            // Hosts are free text from outside: what is kept is bounded.
            if known.len() > 10_000 {
                known.clear();
            }
            known.insert(host, (Instant::now(), *tenant, sign.clone()));
        }
        Ok(place)
    }

    fn remembered(&self, host: &str) -> Option<Place> {
        let known = self.known.read().ok()?;
        let (since, tenant, sign) = known.get(host)?;
        (since.elapsed() < REMEMBERED).then(|| Place::Garage(*tenant, sign.clone()))
    }

    /// After the settings of a garage were saved.
    pub fn forget(&self, tenant: TenantId) {
        if let Ok(mut known) = self.known.write() {
            known.retain(|_, (_, t, _)| *t != tenant);
        }
    }
}

async fn lookup(app: &App, host: &str) -> crm::Result<Place> {
    let base = app.settings.base_domain.as_str();
    if let Some(subdomain) = host.strip_suffix(base).and_then(|rest| rest.strip_suffix('.')) {
        return match platform::by_subdomain(&app.db, subdomain).await? {
            Some(tenant) => garage(app, tenant).await,
            None => Ok(Place::Nowhere),
        };
    }
    if host == base {
        return Ok(Place::Common);
    }
    if let Some(tenant) = platform::by_host(&app.db, host).await? {
        return garage(app, tenant).await;
    }
    let default = match &app.settings.default_garage {
        Some(subdomain) => platform::by_subdomain(&app.db, subdomain).await?,
        None => platform::only(&app.db).await?,
    };
    match default {
        Some(tenant) => garage(app, tenant).await,
        None => Ok(Place::Common),
    }
}

async fn garage(app: &App, tenant: TenantId) -> crm::Result<Place> {
    let cx = Cx {
        tenant,
        actor: crm::Actor::Visitor,
        origin: crm::Origin::Program,
        role: Role::Visitor,
        rights: crm::policy::Rights::NONE,
        lang: Lang::Fr,
        now: (app.clock)(),
        zone: chrono_tz::Europe::Paris,
        trace: 0,
    };
    let mut tx = app.db.look(&cx).await?;
    let sign = garages::sign(&mut tx).await?;
    Ok(Place::Garage(tenant, sign))
}

/// `garage-martin.localhost:8080` and `[::1]:8080`.
fn without_port(host: &str) -> &str {
    if host.starts_with('[') {
        return host.split_inclusive(']').next().unwrap_or(host);
    }
    host.split(':').next().unwrap_or(host)
}
