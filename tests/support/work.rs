//! The real runner at work, and waiting for what it does.

use std::{
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use jobs::{
    Works,
    runner::{Pace, Runner},
};

use scanner::{Ask, EngineError};

use super::Town;

/// Looks for what is due later more often than the product does; the rest is the product's own.
pub const PACE: Pace = Pace { heartbeat: Duration::from_secs(5), missed: 4, poll: Duration::from_millis(100) };

/// What jobs work with where there is no mail server.
pub fn works(town: &Town) -> Works {
    let settings = Town::settings();
    Works {
        db: town.db.clone(),
        mail: None,
        engine: Arc::new(Unhurried(scanner::Tesseract::default())),
        adviser: None,
        garage_url: Box::new(move |subdomain| settings.garage_url(subdomain)),
        clock: crm::cx::now,
    }
}

/// Tesseract without a hurry: on a machine busy with other tests ten seconds are no time.
struct Unhurried(scanner::Tesseract);

impl scanner::Engine for Unhurried {
    fn words(&self, images: &[image::GrayImage], ask: &Ask) -> Result<scanner::Answer, EngineError> {
        let deadline = Instant::now() + Duration::from_secs(120);
        self.0.words(images, &Ask { deadline, ..*ask })
    }
}

/// A runner as `visioncrm serve` starts it. It takes the jobs of every garage of its town.
pub fn at_work(town: &Town, pace: Pace, works: Works) -> Runner {
    let lanes = jobs::lanes();
    let pool = Runner::pool(town.access.worker(), &lanes);
    Runner::start_at(pace, pool, lanes, jobs::handler(Arc::new(works)))
}

/// Asks again and again until it is so.
pub async fn until<F: Future<Output = bool>>(what: &str, mut is_so: impl FnMut() -> F) {
    let started = Instant::now();
    while !is_so().await {
        assert!(started.elapsed() < Duration::from_secs(60), "after a minute still not: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// This very binary once more, as the process of which `role` is the name: a test that does nothing unless it is
/// called this way. Never out of date, which a program built beside would be.
pub fn another_process(role: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    command.args(["--exact", role, "--nocapture", "--quiet"]).stdin(Stdio::null());
    command
}
