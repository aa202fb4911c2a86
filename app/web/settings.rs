//! Every setting, read in one place: flags, then environment. The README's table is this file.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// Where to listen. Tablets of the garage's network need 0.0.0.0:8080.
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Domain under which each garage has its own name: garage-martin.localhost, garage-martin.visioncrm.app.
    #[arg(long, env = "BASE_DOMAIN", default_value = "localhost")]
    pub base_domain: String,
    /// How customers and tablets reach this program, for links in e-mails: `https://{garage}.visioncrm.app`, or
    /// http://192.168.1.20:8080 in a garage's own network.
    #[arg(long, env = "PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Garage that answers when the address names none (an IP address, the machine's name).
    #[arg(long, env = "DEFAULT_GARAGE")]
    pub default_garage: Option<String>,
    /// Where the private Postgres and the key file live.
    #[arg(long, env = "DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
    /// Key file; by default keys.json in the data directory. Keep a copy elsewhere: without it nothing opens.
    #[arg(long, env = "KEY_FILE")]
    pub key_file: Option<PathBuf>,
    /// Postgres of your own, with the app's login. Without it a private one is started.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Login that may create roles and extensions, for `migrate` only.
    #[arg(long, env = "DATABASE_ADMIN_URL", hide_env_values = true)]
    pub database_admin_url: Option<String>,
    /// Connections to Postgres for pages.
    #[arg(long, env = "DATABASE_CONNECTIONS", default_value_t = 12)]
    pub connections: u32,
    /// Mail server: smtps://user:password@smtp.resend.com:465 or smtp://host:587. Without it mail stays in the outbox.
    #[arg(long, env = "SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of e-mails; the garage's own address is the one to answer to.
    #[arg(long, env = "MAIL_FROM", default_value = "VisionCRM <ne-pas-repondre@localhost>")]
    pub mail_from: String,
    /// Google Cloud Vision reads cartes grises before Tesseract does: an API key. Without one, nothing leaves the machine.
    #[arg(long, env = "VISION_API_KEY", hide_env_values = true)]
    pub vision_api_key: Option<String>,
    /// The same by a service account: the path of its JSON file.
    #[arg(long, env = "VISION_ACCOUNT")]
    pub vision_account: Option<PathBuf>,
    /// Where Vision reads: within the European Union unless another address is given.
    #[arg(long, env = "VISION_URL", default_value = "https://eu-vision.googleapis.com")]
    pub vision_url: String,
    /// A Gemini model is shown the lines of a carte grise that stay in doubt: an API key.
    #[arg(long, env = "GEMINI_API_KEY", hide_env_values = true)]
    pub gemini_api_key: Option<String>,
    /// The model; the list is the partner's.
    #[arg(long, env = "GEMINI_MODEL", default_value = "gemini-3.5-flash-lite")]
    pub gemini_model: String,
    #[arg(long, env = "GEMINI_URL", default_value = "https://generativelanguage.googleapis.com")]
    pub gemini_url: String,
    /// « Continuer avec Google »: the client that Google's console gave. Without one there is no such button.
    #[arg(long, env = "GOOGLE_CLIENT_ID")]
    pub google_client_id: Option<String>,
    #[arg(long, env = "GOOGLE_CLIENT_SECRET", hide_env_values = true)]
    pub google_client_secret: Option<String>,
    /// Who signs people in; any provider of OpenID Connect may stand in for Google.
    #[arg(long, env = "GOOGLE_ISSUER", default_value = "https://accounts.google.com")]
    pub google_issuer: String,
    /// Requests a minute that a token of the API may make, and an address without one.
    #[arg(long, env = "API_REQUESTS_PER_MINUTE", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    pub api_requests_per_minute: u32,
    /// Addresses of reverse proxies whose X-Forwarded-For is believed.
    #[arg(long, env = "TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// `json` in production, `text` otherwise.
    #[arg(long, env = "LOG_FORMAT", default_value = "text")]
    pub log_format: String,
}

impl Settings {
    pub fn key_file(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.data_dir.join("keys.json"))
    }

    /// Are pages reached over https (through a proxy)?
    pub fn https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// The address that all garages share; a program that serves one garage at one address has only that.
    pub fn common_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').replace("{garage}.", ""),
            None => format!("http://{}:{}", self.base_domain, self.listen.port()),
        }
    }

    /// The address under which a garage is reached from outside.
    pub fn garage_url(&self, subdomain: &str) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').replace("{garage}", subdomain),
            None => format!("http://{subdomain}.{}:{}", self.base_domain, self.listen.port()),
        }
    }
}
