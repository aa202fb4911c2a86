//! The last owner has lost telephone and recovery codes: whoever has the machine lets him in again.

use std::process::ExitCode;

use anyhow::{Context, bail};
use crm::{Cx, Lang, factors, garages::platform, reach::Email, users};

use crate::{commands::database::Database, settings::Settings};

/// Takes application, passkeys, recovery codes and Google away from one account; its password stays. Noted in the journal
/// of security in the program's own name.
pub async fn reset(settings: Settings, garage: &str, email: &str) -> anyhow::Result<ExitCode> {
    let database = Database::open(&settings).await?;
    let done = take_away(&database, garage, email).await;
    database.close().await;
    println!("{} : le mot de passe suffit de nouveau pour entrer.", done?);
    Ok(ExitCode::SUCCESS)
}

async fn take_away(database: &Database, garage: &str, email: &str) -> anyhow::Result<String> {
    let tenant = platform::by_subdomain(&database.db, garage).await?.context("aucun garage n’a cette adresse")?;
    let cx = Cx::system(tenant, Lang::Fr, crm::cx::now(), chrono_tz::Europe::Paris, 0);
    let mut tx = database.db.begin(&cx).await?;
    let Ok(email) = Email::parse(email) else { bail!("cette adresse e-mail n’est pas complète") };
    let (user, _) =
        users::by_email(&mut tx, &email.key()).await?.context("personne n’a cette adresse dans ce garage")?;
    factors::reset(&mut tx, user.id).await?;
    crate::factors::tell(&mut tx, &user, "factors_reset").await.map_err(|_| anyhow::anyhow!("e-mail non écrit"))?;
    tx.commit().await?;
    Ok(user.name)
}
