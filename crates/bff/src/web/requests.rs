//! Each request has an id: in the log, and in the refusal a person may quote. Refusals get their body here, because
//! only here is the id known.

use std::time::Duration;

use axum::Json;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::{Instant, timeout};
use tracing::Instrument;

use crate::error::Error;
use crate::words::Told;

/// How long a request may take. Longer than a call to the Admin API may, so that its own words are heard first.
const LONGEST: Duration = Duration::from_secs(60);

pub(super) async fn limit_time(request: Request, next: Next) -> Response {
    match timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Error::TooSlow.into_response(),
    }
}

pub(super) async fn identify(request: Request, next: Next) -> Response {
    let id = format!("{:016x}", rand::random::<u64>());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let span = tracing::info_span!("request", id, %method, %path);
    async move {
        let began = Instant::now();
        let response = told(id, next.run(request).await);
        let (status, took) = (response.status().as_u16(), began.elapsed().as_millis());
        tracing::info!(
            status,
            took_ms = u64::try_from(took).unwrap_or(u64::MAX),
            "answered"
        );
        response
    }
    .instrument(span)
    .await
}

/// Writes out a refusal, and what stands behind it into the log.
fn told(id: String, mut response: Response) -> Response {
    let Some(Told { mut problem, error }) = response.extensions_mut().remove::<Told>() else {
        return response;
    };
    if response.status().is_server_error() {
        tracing::error!(%error, "failed");
    } else {
        tracing::debug!(%error, "refused");
    }
    problem.request_id = Some(id);
    let (parts, _) = response.into_parts();
    let mut written = (parts.status, Json(problem)).into_response();
    for (name, value) in parts.headers.iter().filter(|(name, _)| !is_about_body(name)) {
        written.headers_mut().append(name, value.clone());
    }
    written
}

fn is_about_body(name: &header::HeaderName) -> bool {
    matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH)
}

/// 204 with nothing.
pub(super) fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
