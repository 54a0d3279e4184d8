//! One request on its way: route, digest, version, decision, handler, answer. The order is the rule: nothing about the
//! content of a request is looked at, its body least of all, before the caller is proven and allowed.

mod accept;
mod authenticate;
mod authorize;
mod body;
mod call;
mod client_address;
mod limit;
mod page;
mod query;
mod respond;
mod route;

use std::sync::Arc;

use ::http::request::Parts;
use ::http::{Method, header};
use access::{Client, TrustedProxies};
use axum::Router;
use axum::body::Body;
use axum::extract::{OriginalUri, Request, State};
use axum::response::Response;
use axum::routing::any;

use crate::backend::{self, Backend};
use crate::rate_limits::{Buckets, Quota};
use crate::refusal::Refusal;
use crate::routes;
use crate::serving::Serving;
use crate::state::Shared;
use crate::wire::{Links, asked_site};
use authenticate::Authentication;
use route::{Endpoint, Found, Resource};

pub(crate) use body::{Attributes, LIMIT};
pub(crate) use call::Call;
pub(crate) use page::Page;
pub(crate) use query::Query;
pub(crate) use respond::Answer;
pub(crate) use route::{Version, method_of};

/// What a listener serves with.
struct Site {
    shared: Arc<Shared>,
    buckets: Buckets,
    proxies: TrustedProxies,
    public_url: Option<String>,
    backend: Option<Backend>,
}

/// All that is under `/api`. Matched here on the raw path and not by the router, because an encoded slash belongs to a
/// parameter, and what is not there is answered in the words of the API.
pub(crate) fn router(shared: Arc<Shared>, serving: Serving) -> Router {
    let site = Site {
        shared,
        buckets: Buckets::new(serving.rate_limits),
        proxies: serving.trusted_proxies,
        public_url: serving.public_url,
        backend: serving.backend,
    };
    Router::new()
        .route("/api", any(answer))
        .route("/api/", any(answer))
        .route("/api/{*path}", any(answer))
        .with_state(Arc::new(site))
}

async fn answer(State(site): State<Arc<Site>>, OriginalUri(uri): OriginalUri, request: Request) -> Response {
    let (mut parts, mut body) = request.into_parts();
    parts.uri = uri;
    let client = client_address::of(&site.proxies, &parts);
    let https = client.as_ref().is_ok_and(|client| client.https);
    let found = route::find(&parts.method, parts.uri.path());
    let endpoint = match &found {
        Found::Resource(Resource::Endpoint(endpoint)) => Some(endpoint),
        _ => None,
    };
    let dialect = endpoint.map(Endpoint::dialect).unwrap_or_default();
    let deprecated = endpoint.is_some_and(|endpoint| endpoint.deprecated);
    let mut quota = None;
    let served = match client {
        Ok(client) => serve(&site, &parts, client, found, &mut quota, &mut body).await,
        Err(refusal) => Err(refusal),
    };
    let mut response = match served {
        Ok(response) => response,
        Err(refusal) => respond::refusal(&refusal, dialect, query::presentation(&parts.uri)),
    };
    if deprecated {
        response = respond::with_deprecation(response);
    }
    if let Some(quota) = quota {
        respond::tell_quota(&mut response, quota);
    }
    // A body nobody read would make the server close the connection, which some clients meet as an error before they
    // have read the answer. One that the client holds back until it is asked for is not asked for.
    if !parts.headers.contains_key(header::EXPECT) {
        body::discard(body).await;
    }
    respond::with_common_headers(response, https)
}

/// `quota` becomes what is left to the caller, whatever the answer is.
async fn serve(
    site: &Site,
    parts: &Parts,
    client: Client,
    found: Found<'_>,
    quota: &mut Option<Quota>,
    body: &mut Body,
) -> Result<Response, Refusal> {
    let shared = &*site.shared;
    let path = parts.uri.path();
    let resource = match found {
        Found::Resource(resource) => resource,
        Found::Methods(allowed) if parts.method == Method::OPTIONS => return Ok(respond::options(&allowed)),
        Found::Methods(allowed) => return Err(Refusal::MethodNotAllowed { allowed }),
        Found::Nothing => {
            return Err(Refusal::UnknownResource {
                path: path.to_owned(),
            });
        }
    };
    let standing = match authenticate::authenticate(shared, parts).await? {
        Authentication::Proven(standing) => standing,
        Authentication::Challenge { stale } => return authenticate::challenge(shared, stale),
    };
    let Resource::Endpoint(endpoint) = resource else {
        return Ok(respond::client_address(client.address));
    };
    let caller = &standing.caller;
    let (version, action) = (endpoint.version, endpoint.action);
    accept::check(version, action, &parts.headers)?;
    let authorized = authorize::authorize(shared, &standing, client.address, &endpoint, path).await;
    let holder = limit::holder(action, caller, authorized.as_ref().ok());
    limit::spend(site, action, holder, path, quota)?;
    let authorized = authorized?;
    if let Some(backend) = &site.backend
        && action.rule().is_passed_on()
    {
        if !endpoint.parameters.are_plain() {
            let path = path.to_owned();
            return Err(Refusal::MalformedPath { path });
        }
        return backend::pass_on(
            backend,
            caller,
            &authorized.operation,
            client.address,
            parts,
            body,
        )
        .await;
    }
    let site_url = match &site.public_url {
        Some(public_url) => public_url.clone(),
        None => asked_site(parts, client.https),
    };
    let links = Links::of(&site_url, version, endpoint.deprecated);
    let call = Call {
        shared,
        limits: site.buckets.limits(),
        headers: &parts.headers,
        version,
        path,
        parameters: endpoint.parameters,
        operation: authorized.operation,
        project: authorized.project,
        caller,
        client: client.address,
        query: query::Query::of(&parts.uri),
        presentation: query::presentation(&parts.uri),
        links,
    };
    let answer = routes::dispatch(&call, body).await?;
    Ok(respond::answer(answer, accept::content_type(version, action)))
}
