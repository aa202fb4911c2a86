//! What every request shares.

use std::sync::Arc;

use crm::{Db, password::Cost};

use crate::{hosts::Hosts, limits::Limits, metrics::Metrics, settings::Settings};

pub struct App {
    pub db: Db,
    pub settings: Settings,
    pub hosts: Hosts,
    pub metrics: Metrics,
    pub limits: Limits,
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
            settings,
            cost,
            clock,
        })
    }
}
