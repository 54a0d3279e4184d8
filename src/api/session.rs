//! Who is signed in; signing in and out; the first operator.

use super::{Error, request::request, request::request_with};
use contract::{Session, SetUp, SignIn, paths};
use gloo_net::http::Method;

/// Who is signed in, or what is missing.
pub async fn get() -> Result<Session, Error> {
    request(Method::GET, paths::SESSION).await
}

/// Signs in; gives the session that begins.
pub async fn sign_in(credentials: &SignIn) -> Result<Session, Error> {
    request_with(Method::POST, paths::SESSION, credentials).await
}

/// Signs out; that nobody is signed in is no failure.
pub async fn sign_out() -> Result<(), Error> {
    request(Method::DELETE, paths::SESSION).await
}

/// Makes the first operator, by the token of the one-time link; gives the session that begins with it.
pub async fn set_up(first: &SetUp) -> Result<Session, Error> {
    request_with(Method::POST, paths::SET_UP, first).await
}
