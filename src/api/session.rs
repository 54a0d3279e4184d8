//! Who is signed in; signing in and out; the first operator.

use super::{
    Reply, early,
    request::{request, request_unless, request_with},
};
use contract::{Session, SetUp, SignIn, paths};
use gloo_net::http::Method;

/// Who is signed in, or what is missing.
pub fn get() -> Reply<Session> {
    request(Method::GET, paths::SESSION)
}

/// The same as the page opens, when it was asked for already.
pub fn get_early() -> Reply<Session> {
    request_unless(Box::pin(early::session()), Method::GET, paths::SESSION)
}

/// Signs in; gives the session that begins.
pub fn sign_in(credentials: &SignIn) -> Reply<Session> {
    request_with(Method::POST, paths::SESSION, credentials)
}

/// Signs out; that nobody is signed in is no failure.
pub fn sign_out() -> Reply<()> {
    request(Method::DELETE, paths::SESSION)
}

/// Makes the first operator, by the token of the one-time link; gives the session that begins with it.
pub fn set_up(first: &SetUp) -> Reply<Session> {
    request_with(Method::POST, paths::SET_UP, first)
}
