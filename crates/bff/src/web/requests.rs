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

/// What was let in to change something goes on to its end, also where nobody waits for the answer any more: half of a
/// change helps nobody, nor does one of which nothing is known here.
pub(super) async fn finish(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let change = tokio::spawn(next.run(request).in_current_span());
    change.await.unwrap_or_else(|_| Error::Panicked.into_response())
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
    matches!(
        *name,
        header::CONTENT_TYPE | header::CONTENT_LENGTH | header::CONTENT_ENCODING
    )
}

/// 204 with nothing.
pub(super) fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::http::Method;
    use axum::middleware::from_fn;
    use axum::routing::any;
    use std::sync::Arc;
    use tokio::sync::{Notify, mpsc};
    use tower::ServiceExt;

    /// Whether a request comes to its end whose sender leaves when it has begun.
    async fn ends(method: Method) -> bool {
        let (say, mut said) = mpsc::unbounded_channel();
        let go_on = Arc::new(Notify::new());
        let goes_on = Arc::clone(&go_on);
        let handler = async move || {
            say.send("begun").unwrap();
            goes_on.notified().await;
            say.send("ended").unwrap();
        };
        let routes = Router::new().route("/", any(handler)).layer(from_fn(finish));
        let request = Request::builder().method(method).body(Body::empty()).unwrap();
        let mut asking = Box::pin(routes.oneshot(request));
        tokio::select! {
            _ = &mut asking => panic!("nobody let it go on"),
            begun = said.recv() => assert_eq!(begun, Some("begun")),
        }
        drop(asking);
        go_on.notify_one();
        said.recv().await.is_some()
    }

    #[tokio::test]
    async fn only_what_changes_something_goes_on_when_its_sender_has_left() {
        assert!(!ends(Method::GET).await);
        for method in [Method::POST, Method::PATCH, Method::PUT, Method::DELETE] {
            assert!(ends(method.clone()).await, "{method}");
        }
    }
}
