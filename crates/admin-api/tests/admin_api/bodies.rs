//! What concerns every body.

use reqwest::Method;

use crate::support::{Answer, Server, assert_ok, assert_refused};

async fn create(server: &Server, content_type: Option<&str>, body: Vec<u8>) -> Answer {
    server
        .owner()
        .proven(Method::POST, &server.org("/apiKeys"), |request| {
            let request = request.header("accept", "application/vnd.atlas.2023-01-01+json");
            let request = request.body(body.clone());
            match content_type {
                Some(content_type) => request.header("content-type", content_type),
                None => request,
            }
        })
        .await
}

#[tokio::test]
async fn what_does_not_say_it_is_json_is_refused() {
    let server = Server::start().await;
    for content_type in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
    ] {
        let answer = create(&server, content_type, b"{}".to_vec()).await;
        assert_refused(&answer, 415, "UNSUPPORTED_MEDIA_TYPE", &[]);
    }
}

#[tokio::test]
async fn what_is_no_json_is_refused() {
    let server = Server::start().await;
    for body in [&b""[..], b"{", b"{\"desc\":\"x\"}}", b"\xff", b"{'desc':'x'}"] {
        let answer = create(&server, Some("application/json"), body.to_vec()).await;
        assert_refused(&answer, 400, "MALFORMED_JSON", &[]);
    }
}

#[tokio::test]
async fn more_than_a_mebibyte_is_refused() {
    let server = Server::start().await;
    let of_length = |length: usize| {
        let mut body = br#"{"desc":"x","roles":["ORG_MEMBER"]}"#.to_vec();
        body.resize(length, b' ');
        body
    };
    let answer = create(&server, Some("application/json"), of_length(1024 * 1024 + 1)).await;
    assert_refused(&answer, 413, "REQUEST_BODY_TOO_LARGE", &[]);
    assert_ok(&create(&server, Some("application/json"), of_length(1024 * 1024)).await);
}

#[tokio::test]
async fn json_may_be_called_by_the_version_too() {
    let server = Server::start().await;
    for content_type in [
        "application/json; charset=utf-8",
        "application/vnd.atlas.2023-01-01+json",
    ] {
        let body = br#"{"desc":"x","roles":["ORG_MEMBER"]}"#.to_vec();
        assert_ok(&create(&server, Some(content_type), body).await);
    }
}
