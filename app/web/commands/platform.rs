//! `visioncrm platform add EMAIL`: an account for who runs the installation, or a new password for one that exists.

use std::process::ExitCode;

use anyhow::anyhow;
use crm::{
    password::{self, Cost},
    platform,
    reach::Email,
};

use super::{database::Database, demo::draw_password};
use crate::settings::Settings;

/// The password is drawn and printed this once; what was signed in with the former one no longer is.
pub async fn add(settings: Settings, email: &str) -> anyhow::Result<ExitCode> {
    let email = Email::parse(email).map_err(|_| anyhow!("{email}: ce n’est pas un e-mail"))?;
    let secret = draw_password();
    let typed = secret.clone();
    let hash = tokio::task::spawn_blocking(move || password::hash(&typed, Cost::Standard)).await??;
    let database = Database::open(&settings).await?;
    let done = platform::put_user(&database.db, &email, &hash, crm::cx::now()).await;
    database.close().await;
    done?;
    println!("{}  {secret}", email.as_str());
    println!(
        "Ce mot de passe ne sera plus affiché. On se connecte à {}",
        format_args!("{}/platform", settings.common_url())
    );
    Ok(ExitCode::SUCCESS)
}
