//! The client against a scripted Admin API on loopback: each test says what is answered and looks at what was asked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod answers;
mod events;
mod nonces;
mod requests;
mod waiting;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use upstream::{Flavor, Upstream, UpstreamConfig};
use zeroize::Zeroizing;

pub(crate) const ORGANIZATION: &str = "65f0c0ffee65f0c0ffee65f0";
pub(crate) const KEY: &str = "65f0c0ffee65f0c0ffee65f1";
pub(crate) const PRIVATE_KEY: &str = "c8150efd-c7a0-4afd-8c4f-01bdd56c8977";

/// One request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) authorization: Option<String>,
    pub(crate) accept: String,
    pub(crate) body: String,
}

impl Asked {
    /// The nonce it was signed with.
    pub(crate) fn nonce(&self) -> Option<&str> {
        self.authorization
            .as_deref()?
            .split("nonce=\"")
            .nth(1)?
            .split('"')
            .next()
    }

    /// The count of the nonce.
    pub(crate) fn count(&self) -> Option<&str> {
        self.authorization
            .as_deref()?
            .split("nc=")
            .nth(1)?
            .split(',')
            .next()
    }
}

/// A server that answers by a closure and remembers what it was asked.
pub(crate) struct Script {
    pub(crate) upstream: Upstream,
    pub(crate) base_url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Script {
    pub(crate) async fn new(
        answer: impl Fn(&Asked, usize) -> Response + Clone + Send + Sync + 'static,
    ) -> Self {
        Self::within(UpstreamConfig::TIMEOUT, answer).await
    }

    pub(crate) async fn within(
        timeout: Duration,
        answer: impl Fn(&Asked, usize) -> Response + Clone + Send + Sync + 'static,
    ) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = asked.clone();
        let app = Router::new().fallback(move |request: Request| {
            let (log, answer) = (log.clone(), answer.clone());
            async move {
                let asked = read(request).await;
                let number = {
                    let mut log = log.lock().unwrap();
                    log.push(asked.clone());
                    log.len()
                };
                answer(&asked, number)
            }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        let base_url = format!("http://{address}");
        Self {
            upstream: client(&base_url, timeout),
            base_url,
            asked,
        }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

pub(crate) fn client(base_url: &str, timeout: Duration) -> Upstream {
    Upstream::new(UpstreamConfig {
        base_url: base_url.parse().unwrap(),
        flavor: Flavor::AtlasV2,
        public_key: "abcdefgh".into(),
        private_key: Zeroizing::new(PRIVATE_KEY.into()),
        timeout,
    })
    .unwrap()
}

async fn read(request: Request) -> Asked {
    let (parts, body) = request.into_parts();
    let header = |name: &str| {
        parts
            .headers
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    Asked {
        method: parts.method.to_string(),
        target: parts.uri.path_and_query().unwrap().to_string(),
        authorization: header("authorization"),
        accept: header("accept").unwrap_or_default(),
        body: String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap(),
    }
}

/// The challenge of the real Admin API, with this nonce.
pub(crate) fn challenge(nonce: &str, stale: bool) -> Response {
    let challenge = format!(
        "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"{nonce}\", algorithm=MD5, qop=\"auth\", stale={stale}"
    );
    let body = r#"{"error":401,"reason":"Unauthorized","detail":"You are not authorized for this resource.","errorCode":"UNEXPECTED_ERROR"}"#;
    Response::builder()
        .status(401)
        .header("WWW-Authenticate", challenge)
        .body(Body::from(body))
        .unwrap()
}

pub(crate) fn json(status: u16, body: impl Into<Body>) -> Response {
    Response::builder()
        .status(status)
        .header("Content-Type", "application/json")
        .body(body.into())
        .unwrap()
}

/// A success for every list.
pub(crate) fn empty_list() -> Response {
    json(200, r#"{"links":[],"results":[],"totalCount":0}"#)
}

/// A challenge for whoever brings none, `answer` for the others.
pub(crate) fn signed(asked: &Asked, answer: Response) -> Response {
    if asked.authorization.is_some() {
        answer
    } else {
        challenge("n1", false)
    }
}
