//! The program: `visioncrm serve | work | migrate | doctor | keys | link | reset-factors | platform | scan | check`. In the
//! library, so that the suite can run it as another process without building it twice.

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{commands, settings::Settings};

#[derive(Parser)]
#[command(name = "visioncrm", version, about = "Le logiciel des garages français")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answers pages and runs jobs, in one process.
    Serve {
        #[command(flatten)]
        settings: Settings,
        /// Makes the demonstration garage if there is no garage yet, and prints its sign-ins once.
        #[arg(long)]
        demo: bool,
    },
    /// Runs jobs only, on another machine.
    Work {
        #[command(flatten)]
        settings: Settings,
    },
    /// Brings the database up to date (with DATABASE_ADMIN_URL on a server of your own).
    Migrate {
        #[command(flatten)]
        settings: Settings,
    },
    /// The last owner lost telephone and recovery codes: lets the password alone open the account again. Stop `serve`
    /// first where the database is the private one.
    ResetFactors {
        #[command(flatten)]
        settings: Settings,
        /// First word of the garage's address.
        #[arg(long)]
        garage: String,
        #[arg(long)]
        email: String,
    },
    /// Says what is missing or misconfigured, with its remedy.
    Doctor {
        #[command(flatten)]
        settings: Settings,
    },
    /// The key file: lists its keys, changes the master key.
    Keys {
        #[command(subcommand)]
        command: commands::keys::KeysCommand,
    },
    /// A link to choose a password, for who can no longer enter and gets no e-mail.
    Link {
        #[command(flatten)]
        settings: Settings,
        /// With what they sign in.
        email: String,
        /// First word of the garage's address, where there are several.
        #[arg(long)]
        garage: Option<String>,
    },
    /// Reads cartes grises without any database.
    Scan {
        files: Vec<PathBuf>,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// The people who run this installation.
    Platform {
        #[command(subcommand)]
        what: PlatformCommand,
    },
    /// Says what a Factur-X file holds and whether it is consistent.
    Check { file: PathBuf },
}

#[derive(Subcommand)]
enum PlatformCommand {
    /// Makes an account, or draws a new password for one; printed once.
    Add {
        email: String,
        #[command(flatten)]
        settings: Settings,
    },
}

/// Reads the command line, does what it says.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = Cli::parse_from(arguments);
    // reqwest and sqlx are built without a TLS provider of their own choice.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        eprintln!("TLS: a provider was installed already");
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("visioncrm: {e}");
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve { settings, demo } => commands::serve::run(settings, demo).await,
            Command::Work { settings } => commands::serve::work(settings).await,
            Command::Migrate { settings } => commands::database::migrate(settings).await,
            Command::ResetFactors { settings, garage, email } => {
                commands::factors::reset(settings, &garage, &email).await
            }
            Command::Doctor { settings } => commands::doctor::run(settings).await,
            Command::Keys { command } => commands::keys::run(command).await,
            Command::Link { settings, email, garage } => commands::link::run(settings, &email, garage.as_deref()).await,
            Command::Scan { files, json } => commands::scan::run(&files, json),
            Command::Platform { what: PlatformCommand::Add { email, settings } } => {
                commands::platform::add(settings, &email).await
            }
            Command::Check { file } => commands::check::run(&file),
        }
    });
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("visioncrm: {error:#}");
            ExitCode::FAILURE
        }
    }
}
