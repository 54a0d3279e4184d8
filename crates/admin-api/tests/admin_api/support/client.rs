//! A client that answers challenges, and can be told not to.

use std::net::SocketAddr;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

use digest::client::{Challenge, Session};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, WWW_AUTHENTICATE};
use reqwest::{Method, RequestBuilder, Version};
use serde_json::Value;

use super::description;
use super::server::Key;

pub const V2: &str = "application/vnd.atlas.2023-01-01+json";
/// The version that has rate limits.
const V2_OF_2025: &str = "application/vnd.atlas.2025-03-12+json";

/// Requests with one key from one address.
pub struct Client {
    http: reqwest::Client,
    base: String,
    session: Session,
    cnonces: AtomicU64,
}

/// An answer, read whole.
pub struct Answer {
    pub status: u16,
    pub version: Version,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{} is no JSON", self.text))
    }

    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .unwrap_or_else(|| panic!("no {name}"))
            .to_str()
            .unwrap()
    }
}

impl Client {
    pub fn new(server: SocketAddr, key: &Key, address: &str) -> Self {
        Self::with(server, key.public_key.as_str(), &key.private_key, address)
    }

    pub fn with(server: SocketAddr, user: &str, password: &str, address: &str) -> Self {
        static CRYPTO: Once = Once::new();
        CRYPTO.call_once(|| {
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let http = reqwest::Client::builder()
            .no_proxy()
            .local_address(Some(address.parse().unwrap()))
            .build()
            .unwrap();
        Self {
            http,
            base: format!("http://{server}"),
            session: Session::new(user.to_owned(), password.to_owned()),
            cnonces: AtomicU64::new(0),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Sends with a proof, and again when the server wants a newer one. A path that does not begin with `/api` is below
    /// the base of v2. The version is the oldest that has the resource.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let is_v2 = self.target(path).starts_with("/api/atlas/v2");
        let accept = match is_v2 {
            true if path.contains("/rateLimits") => V2_OF_2025,
            true => V2,
            false => "application/json",
        };
        self.proven(method, path, |request| {
            let request = request.header(ACCEPT, accept);
            match &body {
                Some(body) => request
                    .header(CONTENT_TYPE, "application/json")
                    .body(body.to_string()),
                None => request,
            }
        })
        .await
    }

    /// The same for a request that is made otherwise.
    pub async fn proven(
        &self,
        method: Method,
        path: &str,
        make: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Answer {
        let answer = self.once(method.clone(), path, &make).await;
        if !answer.headers.contains_key(WWW_AUTHENTICATE) {
            return answer;
        }
        self.learn(&answer);
        self.once(method, path, &make).await
    }

    /// Sends once, with a proof when there is a nonce.
    pub async fn once(
        &self,
        method: Method,
        path: &str,
        make: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Answer {
        let target = self.target(path);
        let authorization = self.authorization(method.as_str(), path);
        let mut request = make(
            self.http
                .request(method.clone(), format!("{}{target}", self.base)),
        );
        if let Some(authorization) = authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        let response = request.send().await.unwrap();
        let answer = Answer {
            status: response.status().as_u16(),
            version: response.version(),
            headers: response.headers().clone(),
            text: response.text().await.unwrap(),
        };
        description::assert_described(&method, &target, &answer);
        answer
    }

    /// A proof for this request, if there is a nonce.
    pub fn authorization(&self, method: &str, path: &str) -> Option<String> {
        let cnonce = u128::from(self.cnonces.fetch_add(1, Ordering::Relaxed)).to_be_bytes();
        self.session.authorize(method, &self.target(path), cnonce)
    }

    /// Takes over the nonce of a challenge.
    pub fn learn(&self, answer: &Answer) {
        self.session
            .learn(Challenge::parse_best([answer.header("www-authenticate")]).unwrap());
    }

    /// What the request line names for a path.
    pub fn target(&self, path: &str) -> String {
        if path.starts_with("/api") {
            path.to_owned()
        } else {
            format!("/api/atlas/v2{path}")
        }
    }
}
