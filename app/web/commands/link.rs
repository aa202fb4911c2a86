//! `visioncrm link marc@garage.fr`: a link to choose a password, for who can no longer enter and gets no e-mail. Whoever
//! runs commands on this machine holds its keys: nothing is given away that they do not have.

use std::process::ExitCode;

use anyhow::{Context, anyhow};
use crm::{
    Cx, Db,
    garages::platform,
    links::{self, LinkKind},
    reach::Email,
    security_events, users,
};

use crate::{commands::database::Database, settings::Settings};

pub async fn run(settings: Settings, email: &str, garage: Option<&str>) -> anyhow::Result<ExitCode> {
    let database = Database::open(&settings).await?;
    let link = make(&database.db, &settings, email, garage).await;
    database.close().await;
    println!("{}\nÀ ouvrir dans les trente minutes, une seule fois.", link?);
    Ok(ExitCode::SUCCESS)
}

/// The address to open.
pub async fn make(db: &Db, settings: &Settings, email: &str, garage: Option<&str>) -> anyhow::Result<String> {
    let tenant = match garage {
        Some(subdomain) => platform::by_subdomain(db, subdomain).await?,
        None => platform::only(db).await?,
    };
    let tenant = tenant.ok_or_else(|| anyhow!("aucun garage de ce nom ; précisez --garage (garage-martin)"))?;
    let cx = Cx::system(tenant, crm::Lang::Fr, crm::cx::now(), chrono_tz::Europe::Paris, 0);
    let key = Email::parse(email).map_err(|_| anyhow!("ce n’est pas une adresse e-mail"))?.key();
    let mut tx = db.begin(&cx).await?;
    let (user, _) = users::by_email(&mut tx, &key).await?.context("personne n’a cette adresse dans ce garage")?;
    let id = links::make(&mut tx, LinkKind::Password, &user, None).await?;
    let token = links::token(&mut tx, id).await?;
    security_events::log(&mut tx, "password_link_printed", Some(user.id), "").await?;
    let garage = crm::garages::sign(&mut tx).await?.subdomain;
    tx.commit().await?;
    Ok(format!("{}/links/{token}", settings.garage_url(&garage)))
}
