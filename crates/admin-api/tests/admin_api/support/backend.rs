//! A backend for the protected operations, and what every one of them is held to.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use access::{OrganizationRole, ProjectRole};
use admin_api::{Backend, RateLimits, Serving};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use http::{HeaderMap, Request, Response, StatusCode};
use reqwest::Method;
use serde_json::json;
use tokio::net::TcpListener;

use super::{Client, Key, Server, assert_ok, assert_refused};

/// A project, where a test makes it.
pub const PROJECT: &str = "65f0c0ffee00010203040506";
/// A restore job or a snapshot.
pub const JOB: &str = "65f0c0ffee00010203040507";
/// How long a server waits for a backend that answers.
pub const PATIENCE: Duration = Duration::from_secs(10);
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// One request, as the backend saw it.
#[derive(Clone)]
pub struct Seen {
    pub method: Method,
    pub target: String,
    pub headers: HeaderMap,
    pub body: String,
}

/// What it was asked, the oldest first.
pub type Log = Arc<Mutex<Vec<Seen>>>;

/// A backend that remembers what it was asked, and answers as if it were behind a front of its own.
pub async fn backend() -> (SocketAddr, Log) {
    let log = Log::default();
    let answer = |State(log): State<Log>, request: Request<Body>| async move {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
        log.lock().unwrap().push(Seen {
            method: parts.method,
            target: parts.uri.to_string(),
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        });
        Response::builder()
            .status(StatusCode::ACCEPTED)
            .header("content-type", "application/vnd.atlas.2023-01-01+json")
            .header("x-of-the-backend", "yes")
            .header("set-cookie", "session=stolen")
            .header("www-authenticate", "Basic")
            .body(Body::from(r#"{"id":"1"}"#))
            .unwrap()
    };
    let router = Router::new().fallback(answer).with_state(Arc::clone(&log));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, log)
}

/// A server that passes protected operations on to `url`, with the project [`PROJECT`].
pub async fn server_before(url: &str, timeout: Duration) -> Server {
    let backend = Some(Backend::new(url, timeout).unwrap());
    let server = Server::start_serving(Serving {
        rate_limits: RateLimits::off(),
        backend,
        ..Serving::default()
    })
    .await;
    add_project(&server).await;
    server
}

/// Makes the project [`PROJECT`].
pub async fn add_project(server: &Server) {
    sqlx::query("INSERT INTO projects (id, organization_id, name, created) VALUES (?, ?, 'payments', 0)")
        .bind(PROJECT)
        .bind(server.organization.to_string())
        .execute(&mut server.database().await)
        .await
        .unwrap();
}

/// A protected operation that Keyhold decides on and a backend does: one endpoint.
pub struct Protected {
    pub method: &'static str,
    /// As the table of actions has it.
    pub path: &'static str,
    /// The role in the project that is just enough for it.
    pub least: ProjectRole,
    /// Roles in the project that are not.
    pub too_little: &'static [ProjectRole],
}

impl Protected {
    fn method(&self) -> Method {
        self.method.parse().unwrap()
    }

    fn path(&self) -> String {
        self.path
            .replace("{groupId}", PROJECT)
            .replace("{clusterName}", "c0")
            .replace("{restoreJobId}", JOB)
            .replace("{snapshotId}", JOB)
    }

    /// Holds it to refusing whoever is not proven, off the list, without a list, or has too little a role; nothing of that
    /// reaches the backend.
    pub async fn assert_refusals(&self) {
        let (address, log) = backend().await;
        let server = server_before(&format!("http://{address}"), PATIENCE).await;
        let (method, path) = (self.method(), self.path());
        let unproven = server
            .owner()
            .once(method.clone(), &path, |request| request)
            .await;
        assert_eq!(unproven.status, 401, "{}", unproven.text);
        assert!(unproven.headers.contains_key("www-authenticate"));
        let ask = async |client: Client| client.send(method.clone(), &path, None).await;
        let without_list = server.key(&[OrganizationRole::Owner], &[]).await;
        let refused = ask(server.client(&without_list)).await;
        assert_refused(&refused, 403, "RESOURCE_REQUIRES_ACCESS_LIST", &["127.0.0.1"]);
        let refused = ask(server.client_at(&server.owner, "127.0.0.2")).await;
        assert_refused(&refused, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.2"]);
        let member = server.key(&[OrganizationRole::Member], &["127.0.0.1"]).await;
        let refused = ask(server.client(&member)).await;
        // Where any role in the project is enough, who has none is not in it.
        let code = if self.too_little.is_empty() {
            "NOT_IN_GROUP"
        } else {
            "USER_UNAUTHORIZED"
        };
        assert_refused(&refused, 401, code, &[]);
        for &role in self.too_little {
            let refused = ask(server.client(&listed_key_with(&server, role).await)).await;
            assert_refused(&refused, 401, "USER_UNAUTHORIZED", &[]);
        }
        assert!(log.lock().unwrap().is_empty());
    }

    /// Holds it to passing on what the least role asks for from an address on its list, and answering as the backend does.
    pub async fn assert_passed_on(&self) {
        let (address, log) = backend().await;
        let server = server_before(&format!("http://{address}"), PATIENCE).await;
        let key = listed_key_with(&server, self.least).await;
        let answer = server.client(&key).send(self.method(), &self.path(), None).await;
        assert_eq!((answer.status, answer.text.as_str()), (202, r#"{"id":"1"}"#));
        let seen = log.lock().unwrap().pop().unwrap();
        assert_eq!(seen.method, self.method());
        assert_eq!(seen.target, format!("/api/atlas/v2{}", self.path()));
        assert_eq!(seen.headers["x-keyhold-key-id"], key.id.to_string());
        let roles = format!("ORG_MEMBER,{}", self.least.wire());
        assert_eq!(seen.headers["x-keyhold-roles"], roles);
    }
}

/// A key with this role in the project, and 127.0.0.1 on its list.
async fn listed_key_with(server: &Server, role: ProjectRole) -> Key {
    let key = server.key_in(PROJECT, &[role]).await;
    let entries = json!([{ "ipAddress": "127.0.0.1" }]);
    assert_ok(
        &server
            .owner()
            .post(&server.of_key(&key, "/accessList"), entries)
            .await,
    );
    key
}

/// The tests of one protected operation, of which all are held to the same.
macro_rules! protected {
    ($method:literal $path:literal, least: $least:ident, too little: [$($little:ident),*]) => {
        const OPERATION: crate::support::Protected = crate::support::Protected {
            method: $method,
            path: $path,
            least: access::ProjectRole::$least,
            too_little: &[$(access::ProjectRole::$little),*],
        };

        #[tokio::test]
        async fn who_is_unproven_off_the_list_or_has_too_little_a_role_is_refused() {
            OPERATION.assert_refusals().await;
        }

        #[tokio::test]
        async fn the_least_role_that_may_is_passed_on() {
            OPERATION.assert_passed_on().await;
        }
    };
}
pub(crate) use protected;
