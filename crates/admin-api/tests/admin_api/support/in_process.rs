//! The same Admin API without a socket: as many organizations as a test likes, and callers at any address there is.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use access::{AddressBlock, KeyId, OrganizationId, OrganizationRole};
use admin_api::{AdminApi, Author, Clock, RateLimits, Serving};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use digest::client::{Challenge, Session};
use http::Request;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http_body_util::BodyExt;
use reqwest::Method;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use super::client::{Answer, V2};
use super::description;
use super::server::START;

/// A directory in memory, where there is one: nothing here must survive anything.
const IN_MEMORY: &str = "/dev/shm";

pub struct InProcess {
    pub api: AdminApi,
    router: Router,
    organizations: AtomicU64,
    _directory: TempDir,
}

/// A key, and what it takes to ask with it.
pub struct Caller {
    pub id: KeyId,
    session: Session,
    asked: AtomicU64,
    router: Router,
}

impl InProcess {
    pub async fn open() -> Self {
        let directory = match Path::new(IN_MEMORY) {
            memory if memory.is_dir() => tempfile::tempdir_in(memory),
            _ => tempfile::tempdir(),
        };
        let directory = directory.unwrap();
        let clock = Clock::new(|| UNIX_EPOCH + Duration::from_secs(START));
        let api = AdminApi::open(directory.path(), clock).await.unwrap();
        let router = api.router_with(Serving {
            rate_limits: RateLimits::off(),
            ..Serving::default()
        });
        Self {
            api,
            router,
            organizations: AtomicU64::new(0),
            _directory: directory,
        }
    }

    /// A new organization.
    pub async fn organization(&self) -> OrganizationId {
        let number = self.organizations.fetch_add(1, Ordering::Relaxed);
        let name = format!("Organization-{number}").parse().unwrap();
        self.api.create_organization(&name).await.unwrap().id
    }

    /// A new key of an organization.
    pub async fn key(
        &self,
        organization: OrganizationId,
        role: OrganizationRole,
        access_list: impl IntoIterator<Item = AddressBlock>,
    ) -> Caller {
        let description = "made for a test".parse().unwrap();
        let access_list: Vec<_> = access_list.into_iter().collect();
        let author = Author::User("test".to_owned());
        let api = &self.api;
        let made = api
            .create_key(organization, &description, &[role], &access_list, author)
            .await;
        let made = made.unwrap();
        Caller {
            id: made.id,
            session: Session::new(made.public_key.as_str(), made.private_key.to_string()),
            asked: AtomicU64::new(0),
            router: self.router.clone(),
        }
    }
}

impl Caller {
    /// Asks v2 from an address, with a proof.
    pub async fn ask(&self, from: IpAddr, method: Method, below: &str, body: Option<&Value>) -> Answer {
        let target = format!("/api/atlas/v2{below}");
        let answer = self.once(from, &method, &target, body).await;
        if answer.headers.get("www-authenticate").is_none() {
            return answer;
        }
        let challenge = Challenge::parse_best([answer.header("www-authenticate")]).unwrap();
        self.session.learn(challenge);
        self.once(from, &method, &target, body).await
    }

    async fn once(&self, from: IpAddr, method: &Method, target: &str, body: Option<&Value>) -> Answer {
        let cnonce = u128::from(self.asked.fetch_add(1, Ordering::Relaxed)).to_be_bytes();
        let mut request = Request::builder()
            .method(method)
            .uri(target)
            .extension(ConnectInfo(SocketAddr::new(from, 40_000)))
            .header(ACCEPT, V2);
        if let Some(proof) = self.session.authorize(method.as_str(), target, cnonce) {
            request = request.header(AUTHORIZATION, proof);
        }
        let body = match body {
            Some(json) => {
                request = request.header(CONTENT_TYPE, "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        let response = self
            .router
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let answer = Answer {
            status: parts.status.as_u16(),
            version: parts.version,
            headers: parts.headers,
            text: String::from_utf8(body.to_vec()).unwrap(),
        };
        description::assert_described(method, target, &answer);
        answer
    }
}
