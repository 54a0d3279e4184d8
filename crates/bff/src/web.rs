//! The HTTP side: every route on one screen, and the layers all of them stand behind. From the outside in: the request
//! gets an id and its refusal is written out, headers are set, the host and the origin are checked, and a change is let go
//! on to its end.

mod access_list;
mod address;
mod cookie;
mod endpoint;
mod events;
mod extract;
mod guard;
mod headers;
mod keys;
mod personal;
mod preflight;
mod projects;
mod requests;
mod session;
mod set_up;
mod settings;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, patch, post, put};
use contract::paths;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use self::endpoint::{Endpoint, open, operators};
use crate::app::App;
use crate::error::Error;

/// The most a request may carry, in bytes: 200 entries are a twentieth of it.
const BODY_LIMIT: usize = 256 * 1024;

/// Everything behind the public address: the Admin API under `/api`, the backend under `/bff`, the console elsewhere.
pub(crate) fn site(app: Arc<App>, admin_api: Router) -> Router {
    let own = router(app);
    Router::new().fallback(async move |request: Request| {
        let site = if is_below(request.uri().path(), "/api") {
            admin_api
        } else {
            own
        };
        site.oneshot(request).await
    })
}

fn router(app: Arc<App>) -> Router {
    let routes = endpoint::router(&app, endpoints())
        .method_not_allowed_fallback(async || Error::WrongMethod)
        .fallback(elsewhere)
        .layer(from_fn(requests::finish))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(Arc::clone(&app), guard::check))
        .with_state(app);
    framed(routes)
}

/// Every endpoint, and what an operator must be allowed to do for it.
fn endpoints() -> Vec<Endpoint> {
    use access::Action as A;
    const LIST_CHANGE: &[A] = &[A::AddAccessListEntries, A::DeleteAccessListEntry];
    // It may be asked of either change.
    const PREFLIGHT: &[A] = &[
        A::AddAccessListEntries,
        A::DeleteAccessListEntry,
        A::ChangeOrganizationSettings,
    ];
    let key = paths::key("{key}");
    let list = paths::access_list("{key}");
    let project_keys = paths::project_keys("{project}");
    let project_key = paths::project_key("{project}", "{key}");
    let personal_key = paths::personal_key("{key}");
    let personal_entry = paths::personal_access_list_entry("{block}");
    vec![
        open(paths::SESSION, get(session::get)),
        open(paths::SESSION, post(session::post)),
        open(paths::SESSION, delete(session::delete)),
        open(paths::SET_UP, post(set_up::post)),
        operators(paths::KEYS, &[A::ListOrganizationKeys], long(get(keys::list))),
        operators(paths::KEYS, &[A::CreateOrganizationKey], post(keys::create)),
        operators(&key, &[A::GetOrganizationKey], get(keys::get)),
        operators(&key, &[A::ChangeOrganizationKey], patch(keys::change)),
        operators(&key, &[A::DeleteOrganizationKey], delete(keys::delete)),
        operators(&list, &[A::AddAccessListEntries], post(access_list::add)),
        operators(&list, LIST_CHANGE, patch(access_list::change)),
        operators(
            paths::PROJECTS,
            &[A::ListOrganizationProjects],
            get(projects::list),
        ),
        operators(&project_keys, &[A::ListProjectKeys], long(get(projects::keys))),
        operators(&project_keys, &[A::CreateProjectKey], post(projects::create)),
        operators(&project_key, &[A::AssignProjectKey], post(projects::invite)),
        operators(&project_key, &[A::ChangeProjectKey], patch(projects::change)),
        operators(&project_key, &[A::UnassignProjectKey], delete(projects::remove)),
        operators(paths::PREFLIGHT, PREFLIGHT, post(preflight::post)),
        operators(
            paths::SETTINGS,
            &[A::ChangeOrganizationSettings],
            patch(settings::change),
        ),
        operators(paths::ADDRESS, &[], get(address::get)),
        // Which action it is depends on whose events are asked for.
        operators(paths::EVENTS, &[], long(get(events::list))),
        // Whatever their role in the console: it is their own account.
        operators(paths::PERSONAL_KEYS, &[], get(personal::get)),
        operators(
            paths::PERSONAL_ACCOUNT,
            &[],
            put(personal::link).delete(personal::unlink),
        ),
        operators(
            personal_key,
            &[],
            patch(personal::change).delete(personal::delete),
        ),
        operators(paths::PERSONAL_ACCESS_LIST, &[], post(personal::add)),
        operators(personal_entry, &[], delete(personal::remove)),
    ]
}

/// Compresses an answer that grows with the organization: a tenth of it is left. Answers that carry a secret are never
/// compressed, since how far they shrink would tell of it.
fn long(handler: MethodRouter<Arc<App>>) -> MethodRouter<Arc<App>> {
    handler.layer(CompressionLayer::new())
}

/// The path of every endpoint, for the tests that hold each to its rule.
#[must_use]
pub fn endpoint_paths() -> BTreeSet<String> {
    endpoints().into_iter().map(|endpoint| endpoint.path).collect()
}

/// Puts the outer layers around, which hold whatever happens inside.
fn framed(routes: Router) -> Router {
    routes
        .layer(from_fn(requests::limit_time))
        .layer(CatchPanicLayer::custom(|_| Error::Panicked.into_response()))
        .layer(from_fn(headers::set))
        .layer(from_fn(requests::identify))
}

/// What is no endpoint is the console's, except below `/bff`.
async fn elsewhere(State(app): State<Arc<App>>, request: Request) -> Response {
    if is_below(request.uri().path(), "/bff") {
        return Error::NoSuchEndpoint.into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = Error::WrongMethod.into_response();
        response
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
        return response;
    }
    app.console.answer(request.uri().path(), request.headers()).await
}

fn is_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use contract::{Problem, ProblemCode};

    #[tokio::test]
    async fn a_panic_is_a_refusal_like_any_other() {
        let routes = framed(Router::new().route("/", get(async || -> Response { panic!("on purpose") })));
        let response = routes.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        let body = to_bytes(response.into_body(), 4096).await.unwrap();
        let problem: Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem.code, ProblemCode::Internal);
        assert!(problem.request_id.is_some() && !problem.message.contains("on purpose"));
    }
}
