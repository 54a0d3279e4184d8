//! The Admin API in the process of a fuzzer, and what must hold of each of its answers.

use std::cell::RefCell;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, UNIX_EPOCH};

use access::OrganizationRole;
use admin_api::{AdminApi, Author, Clock, CreatedKey, RateLimits, Serving};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use digest::client::{Challenge, Session};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

/// What the paths of each version begin with.
pub const BASES: &[&str] = &["/api/atlas/v2", "/api/atlas/v1.0", "/api/public/v1.0"];

/// After so many answers everything begins anew, so that no limit of an organization stands in the way for long.
const ANSWERS: u32 = 1_000;

/// An organization with an owner, who asks, another key and a project.
pub struct World {
    runtime: Runtime,
    router: Router,
    session: Session,
    /// What stands for the parameters of a path.
    parameters: [(&'static str, String); 3],
    answers: u32,
    _directory: TempDir,
}

/// Lends a world that is not used up.
pub fn with_world(ask: impl FnOnce(&mut World)) {
    thread_local!(static WORLD: RefCell<Option<World>> = const { RefCell::new(None) });
    WORLD.with_borrow_mut(|world| {
        if world.as_ref().is_some_and(|world| world.answers >= ANSWERS) {
            *world = None;
        }
        ask(world.get_or_insert_with(World::new));
    });
}

impl World {
    fn new() -> Self {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let directory = tempfile::tempdir().expect("a directory");
        let clock = Clock::new(|| UNIX_EPOCH + Duration::from_secs(1_786_330_977));
        let (api, organization, owner, other) = runtime.block_on(async {
            let api = AdminApi::open(directory.path(), clock)
                .await
                .expect("an Admin API");
            let name = "Acme".parse().expect("a name");
            let organization = api.create_organization(&name).await.expect("an organization").id;
            let owner = key(&api, organization, OrganizationRole::Owner).await;
            let other = key(&api, organization, OrganizationRole::Member).await;
            (api, organization, owner, other)
        });
        let router = api.router_with(Serving {
            rate_limits: RateLimits::off(),
            ..Serving::default()
        });
        let session = Session::new(owner.public_key.as_str(), owner.private_key.to_string());
        let mut world = Self {
            runtime,
            router,
            session,
            parameters: [
                ("{orgId}", organization.to_string()),
                ("{apiUserId}", other.id.to_string()),
                ("{groupId}", String::new()),
            ],
            answers: 0,
            _directory: directory,
        };
        let project = format!(r#"{{"name":"Payments","orgId":"{organization}"}}"#);
        let (_, _, project) = world.ask(&Method::POST, "/api/atlas/v2/groups", project.as_bytes());
        let project: Value = serde_json::from_slice(&project).expect("a project");
        world.parameters[2].1 = project["id"].as_str().expect("its id").to_owned();
        world
    }

    /// Asks as the owner, and holds the answer to what must hold of each.
    ///
    /// # Panics
    /// When the answer is none the Admin API may give.
    pub fn ask(&mut self, method: &Method, target: &str, body: &[u8]) -> (StatusCode, HeaderMap, Vec<u8>) {
        let target = self.filled(target);
        let body = match str::from_utf8(body) {
            Ok(text) => self.filled(text).into_bytes(),
            Err(_) => body.to_vec(),
        };
        // What is no request target never arrives.
        let Some(uri) = target
            .parse::<Uri>()
            .ok()
            .filter(|uri| uri.path() == "/api" || uri.path().starts_with("/api/"))
        else {
            return (StatusCode::BAD_REQUEST, HeaderMap::new(), vec![]);
        };
        self.answers += 1;
        let mut answer = self.once(method, &uri, &body);
        if let Some(challenge) = answer.1.get(WWW_AUTHENTICATE) {
            let challenge = challenge.to_str().expect("a challenge");
            self.session
                .learn(Challenge::parse_best([challenge]).expect("a challenge"));
            answer = self.once(method, &uri, &body);
        }
        assert_sound(method, &answer);
        answer
    }

    /// With ids where the names of parameters stand.
    fn filled(&self, text: &str) -> String {
        let filled = |text: String, (name, value): &(&str, String)| text.replace(name, value);
        self.parameters.iter().fold(text.to_owned(), filled)
    }

    fn once(&self, method: &Method, uri: &Uri, body: &[u8]) -> (StatusCode, HeaderMap, Vec<u8>) {
        let target = uri.path_and_query().map_or("/", |target| target.as_str());
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .extension(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 40_000))))
            .header(ACCEPT, "application/vnd.atlas.2025-03-12+json, application/json")
            .header(CONTENT_TYPE, "application/json");
        if let Some(proof) = self.session.authorize(method.as_str(), target, [7; _]) {
            request = request.header(AUTHORIZATION, proof);
        }
        let request = request.body(Body::from(body.to_vec())).expect("a request");
        self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.expect("an answer");
            let (parts, body) = answer.into_parts();
            let body = body.collect().await.expect("its body").to_bytes();
            (parts.status, parts.headers, body.to_vec())
        })
    }
}

/// The owner's proof is right, so that there is no challenge; nothing is unexpected; and whoever reads JSON can read why.
fn assert_sound(method: &Method, (status, headers, body): &(StatusCode, HeaderMap, Vec<u8>)) {
    let text = String::from_utf8_lossy(body);
    assert!(!status.is_server_error(), "{text}");
    assert!(!headers.contains_key(WWW_AUTHENTICATE), "{text}");
    if *method == Method::HEAD || body.is_empty() {
        assert!(
            *method == Method::HEAD || status.is_success(),
            "{status} without a word"
        );
        return;
    }
    let json: Value = serde_json::from_slice(body).expect("JSON");
    if status.is_client_error() {
        let refusal = json.get("content").unwrap_or(&json);
        let code = headers
            .get("x-error-code")
            .map(|code| code.to_str().expect("a code"));
        assert_eq!(refusal["errorCode"].as_str(), code, "{text}");
        assert_eq!(refusal["error"], status.as_u16(), "{text}");
    }
}

async fn key(api: &AdminApi, organization: access::OrganizationId, role: OrganizationRole) -> CreatedKey {
    let description = "made for a fuzzer".parse().expect("a description");
    let list = ["127.0.0.1".parse().expect("an address")];
    let author = Author::User("fuzzer".to_owned());
    let made = api
        .create_key(organization, &description, &[role], &list, author)
        .await;
    made.expect("a key")
}
