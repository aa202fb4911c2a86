//! What every partner over HTTP has in common: patience, a limit to what is read, and what a failure means.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, StatusCode};

use crate::Failure;

/// A partner that never answers costs one attempt, not a worker.
const PATIENCE: Duration = Duration::from_secs(20);
/// More than any answer we ask for.
const LARGEST: usize = 16 << 20;

pub(crate) fn client() -> Result<Client, String> {
    // A redirect would carry keys and pictures to somebody we did not choose.
    let client = Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
    client.build().map_err(|e| format!("https: {e}"))
}

/// The answer as JSON. `name`: the partner, for the code of the failure. Its words are not kept: they may quote us.
pub(crate) async fn json(name: &str, request: RequestBuilder) -> Result<serde_json::Value, Failure> {
    let mut response = request.send().await.map_err(|e| unreachable(name, &e))?;
    let status = response.status();
    if !status.is_success() {
        return Err(refused(name, status));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|e| unreachable(name, &e))? {
        if body.len() + chunk.len() > LARGEST {
            return Err(Failure::Permanent(format!("{name}_answer: more than {LARGEST} bytes")));
        }
        body.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&body).map_err(|_| Failure::Temporary(format!("{name}_answer: not JSON")))
}

fn unreachable(name: &str, error: &reqwest::Error) -> Failure {
    let why = if error.is_timeout() { "no answer in time" } else { "no connection, or one that broke" };
    Failure::Temporary(format!("{name}_unreachable: {why}"))
}

fn refused(name: &str, status: StatusCode) -> Failure {
    let why = format!("{name}_refused: answered {}", status.as_u16());
    let again =
        status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::REQUEST_TIMEOUT;
    if again { Failure::Temporary(why) } else { Failure::Permanent(why) }
}
