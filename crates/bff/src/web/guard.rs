//! The first thing asked of a request: where does it come from, does it name this server, and if it would change
//! something, was it one of our own pages that sent it. All come before anything is read or looked up.

use std::net::SocketAddr;
use std::sync::Arc;

use access::{Client, ForwardingHeaders};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::cookie::Way;
use crate::app::App;
use crate::error::Error;
use crate::origin::Authority;

/// What is put beside a request that may go on, as extensions of it: its [`Client`] and its [`Way`].
pub(super) async fn check(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let client = match client(&app, &request) {
        Ok(client) => client,
        Err(error) => return error.into_response(),
    };
    let mut response = match judge(&app, &request, client) {
        Ok(way) => {
            request.extensions_mut().insert(client);
            request.extensions_mut().insert(way);
            next.run(request).await
        }
        Err(error) => error.into_response(),
    };
    // Only what came encrypted may ask for encryption from now on (RFC 6797, section 7.2).
    if client.https {
        let a_year = HeaderValue::from_static("max-age=31536000");
        response
            .headers_mut()
            .insert(header::STRICT_TRANSPORT_SECURITY, a_year);
    }
    response
}

fn client(app: &App, request: &Request) -> Result<Client, Error> {
    let ConnectInfo(peer) = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .ok_or_else(|| Error::Corrupt("a request without a peer".to_owned()))?;
    app.proxies
        .client(peer.ip(), &forwarding(request.headers()))
        .map_err(|error| Error::unreadable(format!("It is not clear where the request comes from: {error}.")))
}

/// What the headers of a request say of its way.
pub(super) fn forwarding(headers: &HeaderMap) -> ForwardingHeaders<'_> {
    ForwardingHeaders::of(|name| {
        let values = headers.get_all(name);
        values.iter().map(HeaderValue::as_bytes).collect()
    })
}

fn judge(app: &App, request: &Request, client: Client) -> Result<Way, Error> {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).or_else(|| request.uri().authority().map(|authority| authority.as_str()));
    let authority = host.and_then(Authority::parse).ok_or(Error::ForeignHost)?;
    if !app.sites.has_host(&authority) {
        return Err(Error::ForeignHost);
    }
    let origin = text(header::ORIGIN);
    if !request.method().is_safe() && !origin.is_some_and(|origin| app.sites.accepts(origin, &authority)) {
        return Err(Error::ForeignOrigin);
    }
    let encrypted = client.https || origin.is_some_and(|origin| origin.starts_with("https://"));
    Ok(if authority.is_loopback() && !encrypted {
        Way::Loopback
    } else {
        Way::Network
    })
}
