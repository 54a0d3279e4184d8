//! The deprecated names of the four endpoints of access lists.

mod get;
mod ip_address {
    mod delete;
    mod get;
}
mod post;

use crate::support::{Answer, Key, Server, assert_refused};

fn path(server: &Server, key: &Key, below: &str) -> String {
    format!(
        "/api/atlas/v1.0{}",
        server.of_key(key, &format!("/whitelist{below}"))
    )
}

#[track_caller]
fn assert_deprecated(answer: &Answer) {
    assert_eq!(answer.header("deprecation"), "Mon, 5 Aug 2024 00:00:00 GMT");
    assert_eq!(answer.header("sunset"), "Thu, 1 Jul 2027 00:00:00 GMT");
}

/// A refusal with the names of that time.
#[track_caller]
fn assert_refused_formerly(answer: &Answer, status: u16, code: &str, parameters: &[&str]) {
    assert_refused(answer, status, code, parameters);
    assert_deprecated(answer);
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(!detail.contains("access list"), "{detail}");
}
