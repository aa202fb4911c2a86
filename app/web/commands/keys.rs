//! `visioncrm keys …`: the key file, and master keys changed while the program runs.

use std::{process::ExitCode, time::Duration};

use anyhow::{Context, bail};
use clap::Subcommand;
use crm::{
    Db,
    keys::{self, KeyFile},
};
use tracing::{error, info};

use crate::{commands::database::Database, settings::Settings};

#[derive(Subcommand)]
pub enum KeysCommand {
    /// Says which keys the file holds, and which are in use.
    List {
        #[command(flatten)]
        settings: Settings,
    },
    /// Makes a new master key and uses it; the running program wraps every garage's key with it within seconds.
    Rotate {
        #[command(flatten)]
        settings: Settings,
        /// Makes a new fiscal key too, for the events to come.
        #[arg(long)]
        fiscal: bool,
    },
    /// Makes a new master key without using it: first copy the file to every machine, then `keys use`.
    Add {
        #[command(flatten)]
        settings: Settings,
    },
    /// Uses a key that the file holds.
    Use {
        id: String,
        #[command(flatten)]
        settings: Settings,
    },
    /// Takes a master key out of the file once no garage needs it. Backups older than that need it still.
    Forget {
        id: String,
        #[command(flatten)]
        settings: Settings,
    },
}

pub async fn run(command: KeysCommand) -> anyhow::Result<ExitCode> {
    match command {
        KeysCommand::List { settings } => show(&KeyFile::read(&settings.key_file())?),
        KeysCommand::Rotate { settings, fiscal } => change(&settings, |file| {
            let id = file.add_master();
            file.use_master(&id)?;
            if fiscal {
                file.add_fiscal();
            }
            Ok(())
        })?,
        KeysCommand::Add { settings } => change(&settings, |file| {
            file.add_master();
            Ok(())
        })?,
        KeysCommand::Use { id, settings } => change(&settings, |file| file.use_master(&id))?,
        KeysCommand::Forget { id, settings } => forget(&settings, &id).await?,
    }
    Ok(ExitCode::SUCCESS)
}

fn show(file: &KeyFile) {
    for (name, keys) in [("maître", file.masters()), ("fiscale", file.fiscals())] {
        for key in keys {
            println!("clé {name} {}{}", key.id, if key.in_use { " (en service)" } else { "" });
        }
    }
}

fn change(settings: &Settings, how: impl FnOnce(&mut KeyFile) -> Result<(), keys::KeyError>) -> anyhow::Result<()> {
    let path = settings.key_file();
    let mut file = KeyFile::read(&path)?;
    how(&mut file)?;
    file.replace(&path)?;
    show(&file);
    println!("Gardez ailleurs une copie du nouveau fichier {}.", path.display());
    Ok(())
}

async fn forget(settings: &Settings, id: &str) -> anyhow::Result<()> {
    let mut file = KeyFile::read(&settings.key_file())?;
    // Refused before anything starts, when it is the one in use or unknown.
    file.forget_master(id)?;
    let database = Database::open(settings).await.context("arrêtez d’abord le programme s’il a sa propre base")?;
    database.db.keys().wrap_anew(&database.db, crm::cx::now()).await?;
    let forgotten = keys::forget(&database.db, id).await;
    database.close().await;
    if !forgotten? {
        bail!("la clé {id} protège encore un garage : attendez que le programme ait fini de la remplacer");
    }
    file.replace(&settings.key_file())?;
    show(&file);
    Ok(())
}

/// While the program runs: a key file that was changed is read again, and the garages' keys wrapped by the key in use.
pub async fn watch(db: Db) {
    let mut every = tokio::time::interval(Duration::from_secs(5));
    // What a stop left half done is finished at the start.
    let mut changed = true;
    loop {
        every.tick().await;
        match db.keys().refresh(&db).await {
            Ok(read) => changed |= read,
            Err(why) => error!("the changed key file is not used: {why}"),
        }
        if changed {
            match db.keys().wrap_anew(&db, crm::cx::now()).await {
                Ok(0) => changed = false,
                Ok(wrapped) => info!(wrapped, "garages' keys wrapped by the master key in use"),
                Err(why) => error!("garages' keys not wrapped anew: {why}"),
            }
        }
    }
}
