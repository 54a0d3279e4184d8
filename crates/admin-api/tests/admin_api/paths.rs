//! What concerns every path and method.

use reqwest::Method;

use crate::support::{Server, assert_refused};

#[tokio::test]
async fn what_is_no_resource_is_not_found_without_a_proof() {
    let server = Server::start().await;
    for path in [
        "/api",
        "/api/",
        "/api/atlas",
        "/api/atlas/v3/orgs",
        "/api/atlas/v2/clusters",
        "/api/public",
    ] {
        let answer = server.owner().once(Method::GET, path, |request| request).await;
        assert_refused(&answer, 404, "RESOURCE_NOT_FOUND", &[path]);
    }
}

#[tokio::test]
async fn a_method_the_path_has_not_is_refused_with_those_it_has() {
    let server = Server::start().await;
    for (method, path, allowed) in [
        (Method::POST, "/orgs".to_owned(), "GET, HEAD, OPTIONS"),
        (Method::DELETE, "/groups".to_owned(), "GET, HEAD, POST, OPTIONS"),
        (Method::PUT, server.org("/apiKeys"), "GET, HEAD, POST, OPTIONS"),
        (
            Method::PUT,
            server.of_key(&server.owner, ""),
            "GET, HEAD, PATCH, DELETE, OPTIONS",
        ),
        (
            Method::PATCH,
            server.of_key(&server.owner, "/accessList/127.0.0.1"),
            "GET, HEAD, DELETE, OPTIONS",
        ),
        (
            Method::DELETE,
            server.org("/settings"),
            "GET, HEAD, PATCH, OPTIONS",
        ),
    ] {
        let answer = server.owner().once(method, &path, |request| request).await;
        assert_refused(&answer, 405, "METHOD_NOT_ALLOWED", &[allowed]);
        assert_eq!(answer.header("allow"), allowed);
    }
}

#[tokio::test]
async fn options_tells_the_methods() {
    let server = Server::start().await;
    let answer = server
        .owner()
        .once(Method::OPTIONS, &server.org("/apiKeys"), |request| request)
        .await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    assert_eq!(answer.header("allow"), "GET, HEAD, POST, OPTIONS");
}

#[tokio::test]
async fn head_is_get_without_the_content() {
    let server = Server::start().await;
    let get = server.owner().get("/orgs").await;
    let head = server.owner().send(Method::HEAD, "/orgs", None).await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    for header in ["content-type", "content-length"] {
        assert_eq!(head.header(header), get.header(header));
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let server = Server::start().await;
    let answers = [
        server.owner().get("/orgs").await,
        server.owner().get("/nothing").await,
        server.owner().once(Method::GET, "/orgs", |request| request).await,
    ];
    for answer in answers {
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("x-permitted-cross-domain-policies", "none"),
        ] {
            assert_eq!(answer.header(name), value);
        }
        assert!(answer.headers.get("strict-transport-security").is_none());
    }
}
