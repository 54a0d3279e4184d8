//! One request on its way: route, digest, version, decision, handler, answer. The order is the rule: nothing about the
//! content of a request is looked at, its body least of all, before the caller is proven and allowed.

mod accept;
mod authenticate;
mod authorize;
mod body;
mod call;
mod client_address;
mod page;
mod query;
mod respond;
mod route;

use std::sync::Arc;

use ::http::request::Parts;
use ::http::{Method, header};
use axum::Router;
use axum::body::Body;
use axum::extract::{OriginalUri, Request, State};
use axum::response::Response;
use axum::routing::any;

use crate::backend;
use crate::refusal::Refusal;
use crate::routes;
use crate::state::Shared;
use crate::wire::Links;
use authenticate::Authentication;
use route::{Endpoint, Found, Resource};

pub(crate) use body::{Attributes, LIMIT};
pub(crate) use call::Call;
pub(crate) use page::Page;
pub(crate) use query::Query;
pub(crate) use respond::Answer;
pub(crate) use route::Version;

/// All that is under `/api`. Matched here on the raw path and not by the router, because an encoded slash belongs to a
/// parameter, and what is not there is answered in the words of the API.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/api", any(answer))
        .route("/api/", any(answer))
        .route("/api/{*path}", any(answer))
        .with_state(shared)
}

async fn answer(
    State(shared): State<Arc<Shared>>,
    OriginalUri(uri): OriginalUri,
    request: Request,
) -> Response {
    let (mut parts, mut body) = request.into_parts();
    parts.uri = uri;
    let found = route::find(&parts.method, parts.uri.path());
    let endpoint = match &found {
        Found::Resource(Resource::Endpoint(endpoint)) => Some(endpoint),
        _ => None,
    };
    let dialect = endpoint.map(Endpoint::dialect).unwrap_or_default();
    let deprecated = endpoint.is_some_and(|endpoint| endpoint.deprecated);
    let mut response = match serve(&shared, &parts, found, &mut body).await {
        Ok(response) => response,
        Err(refusal) => respond::refusal(&refusal, dialect, query::presentation(&parts.uri)),
    };
    if deprecated {
        response = respond::with_deprecation(response);
    }
    // A body nobody read would make the server close the connection, which some clients meet as an error before they
    // have read the answer. One that the client holds back until it is asked for is not asked for.
    if !parts.headers.contains_key(header::EXPECT) {
        body::discard(body).await;
    }
    respond::with_common_headers(response)
}

async fn serve(
    shared: &Shared,
    parts: &Parts,
    found: Found<'_>,
    body: &mut Body,
) -> Result<Response, Refusal> {
    let client = client_address::of(parts)?;
    let resource = match found {
        Found::Resource(resource) => resource,
        Found::Methods(allowed) if parts.method == Method::OPTIONS => return Ok(respond::options(&allowed)),
        Found::Methods(allowed) => return Err(Refusal::MethodNotAllowed { allowed }),
        Found::Nothing => {
            let path = parts.uri.path().to_owned();
            return Err(Refusal::UnknownResource { path });
        }
    };
    let caller = match authenticate::authenticate(shared, parts).await? {
        Authentication::Proven(caller) => caller,
        Authentication::Challenge { stale } => return authenticate::challenge(shared, stale),
    };
    let Resource::Endpoint(endpoint) = resource else {
        return Ok(respond::client_address(client));
    };
    accept::check(endpoint.version, &parts.headers)?;
    let authorized = authorize::authorize(shared, &caller, client, &endpoint, parts.uri.path()).await?;
    if let Some(backend) = &shared.backend
        && endpoint.action.rule().is_passed_on()
    {
        if !endpoint.parameters.are_plain() {
            let path = parts.uri.path().to_owned();
            return Err(Refusal::MalformedPath { path });
        }
        return backend::pass_on(backend, &caller, &authorized.operation, client, parts, body).await;
    }
    let links = Links::of(parts, endpoint.version, endpoint.deprecated);
    let call = Call {
        shared,
        headers: &parts.headers,
        version: endpoint.version,
        path: parts.uri.path(),
        parameters: endpoint.parameters,
        operation: authorized.operation,
        project: authorized.project,
        caller,
        client,
        query: query::Query::of(&parts.uri),
        presentation: query::presentation(&parts.uri),
        links,
    };
    let answer = routes::dispatch(&call, body).await?;
    Ok(respond::answer(answer, endpoint.version))
}
