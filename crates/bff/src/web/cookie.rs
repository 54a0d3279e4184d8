//! The session's cookie. No script can read it, no other site's request carries it, and only this host's own may set
//! it: the `__Host-` prefix says so to the browser, which grants it to encrypted ways only.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::time::Duration;
use cookie::{Cookie, SameSite};

use crate::session::ABSOLUTE;
use crate::token::Token;

/// How the request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Within the machine, where plain HTTP is as good as any.
    Loopback,
    /// Over a network, which must be encrypted for a cookie to pass.
    Network,
}

const PLAIN: &str = "session";
const GUARDED: &str = "__Host-session";

impl Way {
    const fn cookie_name(self) -> &'static str {
        match self {
            Self::Loopback => PLAIN,
            Self::Network => GUARDED,
        }
    }
}

/// The session's token, if the request has one. The guarded name counts everywhere: behind a proxy that puts its own
/// loopback address in `Host`, a request without an `Origin` looks as if it came from this machine.
pub(super) fn read(way: Way, headers: &HeaderMap) -> Option<Token> {
    let texts = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let cookies: Vec<_> = texts
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .collect();
    let named = |name| cookies.iter().find(|cookie| cookie.name() == name);
    let found = named(GUARDED).or_else(|| named(way.cookie_name()))?;
    Token::parse(found.value())
}

/// The value of `Set-Cookie` that begins a session.
pub(super) fn begin(way: Way, token: &Token) -> Option<HeaderValue> {
    value(way, &token.text(), Duration::seconds(ABSOLUTE))
}

/// The value of `Set-Cookie` that ends it.
pub(super) fn end(way: Way) -> Option<HeaderValue> {
    value(way, "", Duration::ZERO)
}

fn value(way: Way, text: &str, age: Duration) -> Option<HeaderValue> {
    let cookie = Cookie::build((way.cookie_name(), text))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(way == Way::Network)
        .max_age(age)
        .build();
    let mut value = HeaderValue::try_from(cookie.to_string()).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_a_network_the_cookie_wants_encryption() {
        let token = Token::random();
        let set = begin(Way::Network, &token).unwrap();
        let text = token.text();
        let expected = format!(
            "__Host-session={}; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=43200",
            text.as_str()
        );
        assert_eq!(set.to_str().unwrap(), expected);
        assert_eq!(
            end(Way::Loopback).unwrap(),
            "session=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0"
        );
    }

    #[test]
    fn an_unguarded_cookie_is_not_taken_over_a_network() {
        let token = Token::random();
        let mut headers = HeaderMap::new();
        let value = format!("other=1; session={}", token.text().as_str());
        headers.insert(header::COOKIE, value.try_into().unwrap());
        assert!(read(Way::Loopback, &headers).is_some());
        assert!(read(Way::Network, &headers).is_none());
    }
}
