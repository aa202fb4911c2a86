//! Logs: one line an event, JSON in production, ids and never a name, phone, plate or token.

use tracing_subscriber::{EnvFilter, fmt};

pub fn start(format: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| {
        EnvFilter::new("info,poem=warn,sqlx=warn,apalis=error,apalis_core=error,apalis_postgres=error,lopdf=error")
    });
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process (the suite) keeps the first.
    let _ = match format {
        "json" => builder.json().flatten_event(true).with_current_span(false).try_init(),
        _ => builder.with_target(false).try_init(),
    };
}
