//! Pages and jobs in one process; or jobs only.

use std::{process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context;
use gateways::{gemini::Gemini, mail::MailServer, vision::Vision};
use jobs::{
    Works,
    readers::{Advice, CloudFirst},
    runner::Runner,
    schedule::Scheduler,
};
use poem::Server;
use tokio::{
    signal::unix::{SignalKind, signal},
    task::JoinHandle,
};
use tracing::info;

use crate::{
    app::App,
    commands::{database::Database, demo, keys, log},
    listen::Listener,
    routes,
    settings::Settings,
};

/// How long what runs may take to end once we are asked to stop.
const PATIENCE: Duration = Duration::from_secs(25);

pub async fn run(settings: Settings, with_demo: bool) -> anyhow::Result<ExitCode> {
    log::start(&settings.log_format);
    // Bound first: a port already taken is said before anything starts.
    let listener = Listener::bind(settings.listen).await.with_context(|| {
        format!("l’adresse {} est déjà prise : arrêtez l’autre programme, ou choisissez --listen", settings.listen)
    })?;
    let database = Database::open(&settings).await?;
    let app = App::new(database.db.clone(), settings.clone());
    if with_demo {
        demo::make_if_empty(&app).await?;
    }
    let hands = Hands::start(&database, &settings).await?;
    announce(&settings, listener.address()?);
    Server::new_with_acceptor(listener)
        .idle_timeout(Duration::from_secs(75))
        .run_with_graceful_shutdown(routes::site(&app), asked_to_stop(), Some(Duration::from_secs(10)))
        .await?;
    hands.stop().await;
    database.close().await;
    Ok(ExitCode::SUCCESS)
}

pub async fn work(settings: Settings) -> anyhow::Result<ExitCode> {
    log::start(&settings.log_format);
    let database = Database::open(&settings).await?;
    let hands = Hands::start(&database, &settings).await?;
    info!("working");
    asked_to_stop().await;
    hands.stop().await;
    database.close().await;
    Ok(ExitCode::SUCCESS)
}

/// What works in the background.
struct Hands {
    runner: Runner,
    scheduler: Scheduler,
    keys: JoinHandle<()>,
}

impl Hands {
    async fn start(database: &Database, settings: &Settings) -> anyhow::Result<Hands> {
        let lanes = jobs::lanes();
        let pool = Runner::pool(database.access.worker(), &lanes);
        let works = Arc::new(works(database.db.clone(), settings)?);
        if database.is_private() {
            Runner::bury_all(&pool).await?;
        }
        let runner = Runner::start(pool.clone(), lanes, jobs::handler(works));
        let scheduler = Scheduler::start(pool, jobs::schedules()?, jobs::tick_job);
        let keys = tokio::spawn(keys::watch(database.db.clone()));
        Ok(Hands { runner, scheduler, keys })
    }

    async fn stop(self) {
        self.keys.abort();
        self.scheduler.stop();
        self.runner.stop(PATIENCE).await;
    }
}

/// What jobs need: the mail server if one is set, who reads cartes grises, the addresses of garages.
pub fn works(db: crm::Db, settings: &Settings) -> anyhow::Result<Works> {
    let mail = match &settings.smtp_url {
        Some(url) => Some(MailServer::new(url, &settings.mail_from).map_err(anyhow::Error::msg)?),
        None => None,
    };
    let (engine, adviser) = readers(settings)?;
    let settings = settings.clone();
    Ok(Works {
        db,
        mail,
        engine,
        adviser,
        garage_url: Box::new(move |subdomain| settings.garage_url(subdomain)),
        clock: crm::cx::now,
    })
}

type Readers = (Arc<dyn scanner::Engine + Send + Sync>, Option<Arc<dyn scanner::Adviser + Send + Sync>>);

/// Who reads cartes grises: Tesseract, and the partners that are set up.
fn readers(settings: &Settings) -> anyhow::Result<Readers> {
    let (local, runtime) = (scanner::Tesseract::default(), tokio::runtime::Handle::current());
    let vision = match (&settings.vision_account, &settings.vision_api_key) {
        (Some(path), _) => {
            let file = std::fs::read_to_string(path).with_context(|| format!("VISION_ACCOUNT {}", path.display()))?;
            Some(Vision::with_account(&settings.vision_url, &file))
        }
        (None, Some(key)) => Some(Vision::with_key(&settings.vision_url, key)),
        (None, None) => None,
    };
    let engine: Arc<dyn scanner::Engine + Send + Sync> = match vision {
        Some(vision) => {
            Arc::new(CloudFirst::new(vision.map_err(anyhow::Error::msg).context("Vision")?, local, runtime.clone()))
        }
        None => Arc::new(local),
    };
    let advice = |key: &String| -> anyhow::Result<Arc<dyn scanner::Adviser + Send + Sync>> {
        let gemini = Gemini::new(&settings.gemini_url, &settings.gemini_model, key).map_err(anyhow::Error::msg)?;
        Ok(Arc::new(Advice::new(gemini, runtime.clone())))
    };
    Ok((engine, settings.gemini_api_key.as_ref().map(advice).transpose()?))
}

fn announce(settings: &Settings, address: std::net::SocketAddr) {
    let port = address.port();
    match &settings.public_url {
        Some(url) => println!("VisionCRM : {url}"),
        None => println!("VisionCRM : http://{}:{port}", settings.base_domain),
    }
    if address.ip().is_loopback() {
        println!(
            "Pour les tablettes du garage : --listen 0.0.0.0:{port}, et PUBLIC_URL=http://<adresse de cette machine>:{port}"
        );
    }
}

async fn asked_to_stop() {
    let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return std::future::pending().await;
    };
    tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
    info!("stopping");
}
