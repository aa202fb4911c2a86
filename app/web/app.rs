//! What every request shares.

use std::sync::Arc;

use crm::{Db, password::Cost};
use gateways::oidc::Oidc;
use tracing::error;

use crate::{hosts::Hosts, limits::Limits, metrics::Metrics, settings::Settings};

pub struct App {
    pub db: Db,
    pub settings: Settings,
    pub hosts: Hosts,
    pub metrics: Metrics,
    pub limits: Limits,
    /// Who signs people in with an account elsewhere, where that is set up.
    pub google: Option<Oidc>,
    /// Work of a password hash; the suite asks for less.
    pub cost: Cost,
    /// The clock; tests set their own.
    pub clock: fn() -> chrono::DateTime<chrono::Utc>,
}

impl App {
    pub fn new(db: Db, settings: Settings) -> Arc<App> {
        App::with(db, settings, Cost::Standard, crm::cx::now)
    }

    pub fn with(db: Db, settings: Settings, cost: Cost, clock: fn() -> chrono::DateTime<chrono::Utc>) -> Arc<App> {
        Arc::new(App {
            db,
            hosts: Hosts::default(),
            metrics: Metrics::default(),
            limits: Limits::new(settings.api_requests_per_minute),
            google: google(&settings),
            settings,
            cost,
            clock,
        })
    }
}

/// Both halves of the client, or no button.
fn google(settings: &Settings) -> Option<Oidc> {
    let (id, secret) = (settings.google_client_id.as_ref()?, settings.google_client_secret.as_ref()?);
    Oidc::new(&settings.google_issuer, id, secret).inspect_err(|why| error!("GOOGLE_ISSUER: {why}")).ok()
}
