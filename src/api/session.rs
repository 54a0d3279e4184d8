//! Who is signed in; signing in and out; the first operator.

use super::{Error, request::request, request::request_with};
use contract::{Session, SetUp, SignIn, paths};
use gloo_net::http::Method;
use serde::de::IgnoredAny;

/// Who is signed in, or what is missing.
pub async fn get() -> Result<Session, Error> {
    request(Method::GET, paths::SESSION).await
}

/// Signs in. What the session holds is asked for with [`get`].
pub async fn sign_in(credentials: &SignIn) -> Result<(), Error> {
    request_with(Method::POST, paths::SESSION, credentials)
        .await
        .map(|_: IgnoredAny| ())
}

/// Signs out; that nobody is signed in is no failure.
pub async fn sign_out() -> Result<(), Error> {
    request(Method::DELETE, paths::SESSION).await
}

/// Makes the first operator, by the token of the one-time link.
pub async fn set_up(first: &SetUp) -> Result<(), Error> {
    request_with(Method::POST, paths::SET_UP, first)
        .await
        .map(|_: IgnoredAny| ())
}
