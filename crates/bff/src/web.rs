//! The HTTP side: every route on one screen, and the layers all of them stand behind. From the outside in: the request
//! gets an id and its refusal is written out, headers are set, the host and the origin are checked.

mod access_list;
mod address;
mod cookie;
mod extract;
mod guard;
mod headers;
mod keys;
mod requests;
mod session;
mod set_up;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use contract::paths;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;

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
    let routes = Router::new()
        .route(
            paths::SESSION,
            get(session::get).post(session::post).delete(session::delete),
        )
        .route(paths::SET_UP, post(set_up::post))
        .route(paths::KEYS, get(keys::list).post(keys::create))
        .route(
            &paths::key("{id}"),
            get(keys::get).patch(keys::change).delete(keys::delete),
        )
        .route(&paths::access_list("{id}"), post(access_list::add))
        .route(
            &paths::access_list_entry("{id}", "{block}"),
            delete(access_list::remove),
        )
        .route(paths::ADDRESS, get(address::get))
        .method_not_allowed_fallback(async || Error::WrongMethod)
        .fallback(elsewhere)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(Arc::clone(&app), guard::check))
        .with_state(app);
    framed(routes)
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
