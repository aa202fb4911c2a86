//! Is the program alive, is it ready, what does it count.

use std::sync::Arc;

use poem::{Endpoint, Request, Response, http::StatusCode};

use crate::app::App;

pub struct Healthz;

impl Endpoint for Healthz {
    type Output = Response;
    async fn call(&self, _: Request) -> poem::Result<Response> {
        Ok(Response::builder().content_type("text/plain").body("ok\n"))
    }
}

pub struct Readyz(pub Arc<App>);

impl Endpoint for Readyz {
    type Output = Response;
    async fn call(&self, _: Request) -> poem::Result<Response> {
        let (status, says) = match self.0.db.ping().await {
            Ok(()) => (StatusCode::OK, "ready\n"),
            Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database unavailable\n"),
        };
        Ok(Response::builder().status(status).content_type("text/plain").body(says))
    }
}

/// For a scraper on the same machine; what comes through a proxy is not answered.
pub struct MetricsPage(pub Arc<App>);

impl Endpoint for MetricsPage {
    type Output = Response;
    async fn call(&self, request: Request) -> poem::Result<Response> {
        let here = request.remote_addr().as_socket_addr().is_none_or(|a| a.ip().is_loopback());
        if !here || request.header("x-forwarded-for").is_some() {
            return Ok(Response::builder().status(StatusCode::NOT_FOUND).finish());
        }
        let text = self.0.metrics.draw(self.0.db.connections());
        Ok(Response::builder().content_type("text/plain; version=0.0.4").body(text))
    }
}
