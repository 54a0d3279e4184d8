//! A real server on a loopback port with a clock that stands still, and clients that speak digest to it.

mod accounts;
mod backend;
mod client;
pub mod description;
mod differences;
mod in_process;
mod server;

pub use accounts::{Account, DISABLED_KEY, FIRST_KEY, SECOND_KEY};
pub(crate) use backend::protected;
pub use backend::{JOB, PATIENCE, PROJECT, Protected, add_project, backend, server_before};
pub use client::{Answer, Client, V2};
pub use differences::DIFFERENCES;
pub use in_process::{Caller, InProcess};
pub use server::{Key, Server};

/// What a refusal must be.
#[track_caller]
pub fn assert_refused(answer: &Answer, status: u16, code: &str, parameters: &[&str]) {
    assert_eq!(answer.status, status, "{}", answer.text);
    let json = answer.json();
    assert_eq!(json["errorCode"], code, "{}", answer.text);
    assert_eq!(json["error"], status);
    assert_eq!(json["parameters"], serde_json::json!(parameters));
    assert_eq!(answer.header("x-error-code"), code);
    assert_eq!(answer.header("content-type"), "application/json");
    assert!(answer.headers.get("www-authenticate").is_none());
    for parameter in parameters {
        let named = code.contains("_REQUIRES_") || code == "INVALID_JSON_ATTRIBUTE";
        let detail = json["detail"].as_str().unwrap();
        assert!(
            named || detail.contains(parameter),
            "{detail} does not name {parameter}"
        );
    }
}

/// The names of a key's roles, as they are told.
pub fn role_names(key: &serde_json::Value) -> Vec<&str> {
    let roles = key["roles"].as_array().unwrap().iter();
    roles.map(|role| role["roleName"].as_str().unwrap()).collect()
}

#[track_caller]
pub fn assert_ok(answer: &Answer) {
    assert_eq!(answer.status, 200, "{}", answer.text);
}
