//! The database a command works with: the private one, or the server it was given.

use std::{path::Path, process::ExitCode, sync::Arc};

use anyhow::{Context, anyhow};
use crm::{
    Db,
    keys::{self, KeyError, KeyFile, Keys},
};
use migrations::{Access, Cluster, Options};

use crate::settings::Settings;

/// Open doors to the database; the private server lives as long as this does.
pub struct Database {
    pub access: Access,
    pub db: Db,
    cluster: Option<Cluster>,
}

impl Database {
    /// Starts the private server where there is no other, brings it up to date, checks the keys before anything is touched.
    pub async fn open(settings: &Settings) -> anyhow::Result<Database> {
        let (access, cluster) = match &settings.database_url {
            Some(url) => (Access::from_urls(url, settings.database_admin_url.as_deref())?, None),
            None => {
                std::fs::create_dir_all(&settings.data_dir).context("le dossier de données ne peut pas être créé")?;
                let cluster = Cluster::start(&settings.data_dir, Options::default()).await?;
                (cluster.access().clone(), Some(cluster))
            }
        };
        let new = cluster.is_some() && migrations::is_new(access.admin()).await?;
        let keys = if new { keys_for_a_new_database(settings)? } else { keys_of(settings, &access).await? };
        if cluster.is_some() {
            migrations::migrate(access.admin()).await?;
        }
        let db = connect(settings, &access, keys).await?;
        Ok(Database { access, db, cluster })
    }

    /// Is the server ours alone? Its folder is locked, so no other program can be at work in it.
    pub fn is_private(&self) -> bool {
        self.cluster.is_some()
    }

    pub async fn close(self) {
        self.db.close().await;
        if let Some(cluster) = self.cluster {
            cluster.stop().await;
        }
    }
}

/// The keys that have sealed this database, checked before anything is touched: not even a migration runs under others.
/// New ones are only made for a database sealed by none.
async fn keys_of(settings: &Settings, access: &Access) -> anyhow::Result<Keys> {
    let path = settings.key_file();
    let probe = Db::connect(access.app(), 1, Arc::new(Keys::generate())).await?;
    let known = keys::fingerprints(&probe).await;
    probe.close().await;
    let known = known.context("la base n’est pas à jour : lancez `visioncrm migrate`")?;
    let checked = match Keys::read(&path) {
        Err(KeyError::Lost(_)) if known.is_empty() => return make_keys(&path),
        Err(error) => Err(error),
        Ok(keys) => keys.check(&known).map(|()| keys),
    };
    checked.map_err(|error| anyhow!("{}", say(&error, &path)))
}

fn keys_for_a_new_database(settings: &Settings) -> anyhow::Result<Keys> {
    let path = settings.key_file();
    match Keys::read(&path) {
        Err(KeyError::Lost(_)) => make_keys(&path),
        read => read.map_err(|error| anyhow!("{}", say(&error, &path))),
    }
}

async fn connect(settings: &Settings, access: &Access, keys: Keys) -> anyhow::Result<Db> {
    let db = Db::connect(access.app(), settings.connections, Arc::new(keys)).await?;
    db.keys().verify(&db).await.map_err(|error| anyhow!("{}", say(&error, &settings.key_file())))?;
    Ok(db)
}

fn make_keys(path: &Path) -> anyhow::Result<Keys> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    KeyFile::generate().write_new(path)?;
    let keys = Keys::read(path)?;
    eprintln!("Clés créées dans {} : gardez-en une copie ailleurs, sans elles rien ne s’ouvre.", path.display());
    Ok(keys)
}

fn say(error: &KeyError, path: &Path) -> String {
    let path = path.display();
    match error {
        KeyError::Lost(_) => format!(
            "le fichier de clés {path} manque, et cette base a été chiffrée avec ses clés. Remettez la copie que vous avez gardée (ou indiquez KEY_FILE). Rien n’a été touché."
        ),
        KeyError::Wrong(id) => format!(
            "le fichier de clés {path} n’est pas celui de cette base (clé {id}). Remettez le bon fichier (ou indiquez KEY_FILE). Rien n’a été touché."
        ),
        other => other.to_string(),
    }
}

pub async fn migrate(settings: Settings) -> anyhow::Result<ExitCode> {
    let report = match &settings.database_url {
        Some(url) => {
            let access = Access::from_urls(url, settings.database_admin_url.as_deref())?;
            migrations::migrate(access.admin()).await?
        }
        None => {
            std::fs::create_dir_all(&settings.data_dir)?;
            let cluster = Cluster::start(&settings.data_dir, Options::default()).await?;
            let report = migrations::migrate(cluster.access().admin()).await;
            cluster.stop().await;
            report?
        }
    };
    println!("{report:?}");
    Ok(ExitCode::SUCCESS)
}
