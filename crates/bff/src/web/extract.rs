//! What handlers take from a request, and how each refuses.

use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;

use access::{Client, KeyId, PersonalKeyId, ProjectId};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::cookie::{self, Way};
use crate::app::App;
use crate::error::Error;
use crate::operator::Operator;
use crate::token::Token;

/// A JSON body.
pub(super) struct Input<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Input<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(Error::unreadable(
                "The request must be JSON (Content-Type: application/json).",
            ));
        }
        let body = Bytes::from_request(request, state).await.map_err(|_| {
            Error::unreadable("The request is too long or broke off. Send less, or try again.")
        })?;
        match serde_json::from_slice(&body) {
            Ok(value) => Ok(Self(value)),
            // The words of the parser may quote what was sent, which may be a password.
            Err(error) => Err(Error::unreadable(format!(
                "The request cannot be read at line {}, column {}. Reload the page.",
                error.line(),
                error.column()
            ))),
        }
    }
}

/// The operator who sent the request. Only an endpoint that needs one has one.
#[derive(Clone)]
pub(super) struct SignedIn(pub(super) Operator);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get().cloned().ok_or(Error::SignedOut)
    }
}

/// Whoever sent the request.
pub(super) struct Visitor {
    /// Where it comes from, canonical.
    pub(super) address: IpAddr,
    /// How the request came.
    pub(super) way: Way,
    /// The session it brings, which may have ended.
    pub(super) token: Option<Token>,
}

impl FromRequestParts<Arc<App>> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Error> {
        let missing = |what: &str| Error::Corrupt(format!("a request without {what}"));
        let way = *parts.extensions.get::<Way>().ok_or_else(|| missing("a way"))?;
        let client = *parts
            .extensions
            .get::<Client>()
            .ok_or_else(|| missing("a client"))?;
        Ok(Self {
            address: client.address,
            way,
            token: cookie::read(way, &parts.headers),
        })
    }
}

/// The parameter of a path that names a key.
pub(super) const KEY: &str = "key";

/// The parameter of a path that names a project.
pub(super) const PROJECT: &str = "project";

/// The key that the path names. What is no id names no key.
pub(super) struct KeyOfPath(pub(super) KeyId);

impl<S: Send + Sync> FromRequestParts<S> for KeyOfPath {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        named(parts, state, KEY).await.map(Self).ok_or(Error::NoSuchKey)
    }
}

/// The project that the path names. What is no id names no project.
pub(super) struct ProjectOfPath(pub(super) ProjectId);

impl<S: Send + Sync> FromRequestParts<S> for ProjectOfPath {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let id = named(parts, state, PROJECT).await;
        id.map(Self).ok_or(Error::NoSuchProject)
    }
}

/// The personal API key that the path names.
pub(super) struct PersonalKeyOfPath(pub(super) PersonalKeyId);

impl<S: Send + Sync> FromRequestParts<S> for PersonalKeyOfPath {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let id = named(parts, state, KEY).await;
        id.map(Self).ok_or(Error::NoSuchPersonalKey)
    }
}

async fn named<T: FromStr, S: Send + Sync>(parts: &mut Parts, state: &S, parameter: &str) -> Option<T> {
    let path = RawPathParams::from_request_parts(parts, state).await.ok()?;
    let (_, text) = path.iter().find(|(name, _)| *name == parameter)?;
    text.parse().ok()
}
