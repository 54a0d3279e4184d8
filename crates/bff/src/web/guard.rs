//! The first thing asked of a request: does it name this server, and if it would change something, was it one of our
//! own pages that sent it. Both come before anything is read or looked up.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::cookie::Way;
use crate::app::App;
use crate::error::Error;
use crate::origin::Authority;

pub(super) async fn check(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    match judge(&app, &request) {
        Ok(way) => {
            request.extensions_mut().insert(way);
            next.run(request).await
        }
        Err(error) => error.into_response(),
    }
}

fn judge(app: &App, request: &Request) -> Result<Way, Error> {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).or_else(|| request.uri().authority().map(|authority| authority.as_str()));
    let authority = host.and_then(Authority::parse).ok_or(Error::ForeignHost)?;
    if !app.sites.has_host(&authority) {
        return Err(Error::ForeignHost);
    }
    let origin = text(header::ORIGIN);
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && !origin.is_some_and(|origin| app.sites.accepts(origin, &authority)) {
        return Err(Error::ForeignOrigin);
    }
    let encrypted = origin.is_some_and(|origin| origin.starts_with("https://"));
    Ok(if authority.is_loopback() && !encrypted {
        Way::Loopback
    } else {
        Way::Network
    })
}
