//! The database of the run, and the runtime that all tests share: a pool's connections belong to the runtime that
//! opened them, so one runtime a test would leave each test the dead connections of another.

use std::{
    path::PathBuf,
    sync::{Arc, LazyLock, Mutex},
};

use crm::{Db, keys::Keys};
use migrations::{Access, Throwaway};
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::{runtime::Runtime, sync::OnceCell};
use web::Settings;

use super::journal;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
});
static TOWN: OnceCell<Town> = OnceCell::const_new();
static CLUSTER: Mutex<Option<Throwaway>> = Mutex::new(None);

/// Runs a test on the shared runtime.
pub fn run<F: Future>(test: F) -> F::Output {
    RUNTIME.block_on(Box::pin(test))
}

/// Where all garages are.
pub struct Town {
    pub db: Db,
    pub keys: Arc<Keys>,
    pub access: Access,
    /// As the program logs in, without its doors: what row security alone allows.
    pub app: PgPool,
    /// As the runner.
    pub worker: PgPool,
    /// As a superuser: an attacker who has the machine, or who asks the catalogue.
    pub admin: PgPool,
}

impl Town {
    pub async fn get() -> &'static Town {
        TOWN.get_or_init(Town::build).await
    }

    async fn build() -> Town {
        journal::keep();
        let cluster = Throwaway::start().await.expect("a throwaway cluster");
        let access = cluster.access().clone();
        *CLUSTER.lock().unwrap() = Some(cluster);
        // A test binary drops none of its statics.
        // SAFETY: `stop_cluster` is a plain function without arguments, as atexit wants it.
        unsafe { libc::atexit(stop_cluster) };
        Town::of(access.app(), access, Arc::new(Keys::generate())).await
    }

    /// A town beside: a database to oneself, for what would disturb the others' (a runner takes every garage's jobs,
    /// twenty thousand rows change every plan).
    pub async fn beside(name: &str) -> &'static Town {
        let access = Town::get().await.access.on(name);
        migrations::migrate(access.admin()).await.expect("another database");
        Box::leak(Box::new(Town::of(access.app(), access, Arc::new(Keys::generate())).await))
    }

    /// `login`: as what the program connects.
    pub async fn of(login: PgConnectOptions, access: Access, keys: Arc<Keys>) -> Town {
        let db = Db::connect(login, 16, keys.clone()).await.expect("the app connects");
        let pool = |options| PgPoolOptions::new().max_connections(4).connect_lazy_with(options);
        Town { db, keys, app: pool(access.app()), worker: pool(access.worker()), admin: pool(access.admin()), access }
    }

    /// What the server of the run has logged.
    pub fn log() -> PathBuf {
        let held = CLUSTER.lock().unwrap();
        held.as_ref().expect("the cluster runs").cluster.dir().join("postgres.log")
    }

    pub fn settings() -> Settings {
        Settings {
            listen: ([127, 0, 0, 1], 8080).into(),
            base_domain: "localhost".into(),
            public_url: None,
            default_garage: None,
            data_dir: "/nowhere".into(),
            key_file: None,
            database_url: None,
            database_admin_url: None,
            connections: 16,
            smtp_url: None,
            mail_from: "VisionCRM <ne-pas-repondre@localhost>".into(),
            vision_api_key: None,
            vision_account: None,
            vision_url: String::new(),
            gemini_api_key: None,
            gemini_model: String::new(),
            gemini_url: String::new(),
            trusted_proxies: vec![],
            api_requests_per_minute: 100,
            google_client_id: None,
            google_client_secret: None,
            google_issuer: String::new(),
            log_format: "text".into(),
        }
    }
}

extern "C" fn stop_cluster() {
    let cluster = CLUSTER.lock().ok().and_then(|mut held| held.take());
    // A thread of its own: the main thread's locals are gone by now. What fails here, the next run sweeps.
    let stopping = std::thread::spawn(|| cluster.map(|cluster| RUNTIME.block_on(leave(cluster))));
    let _ = stopping.join();
}

async fn leave(cluster: Throwaway) -> std::io::Result<()> {
    if let Some(town) = TOWN.get() {
        journal::write_down(&town.admin).await;
    }
    cluster.stop().await
}
