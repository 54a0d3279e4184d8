//! The `Accept` header.

use reqwest::Method;

use crate::support::{Answer, Server, assert_ok, assert_refused};

async fn accepting(server: &Server, path: &str, accept: &str) -> Answer {
    server
        .owner()
        .proven(Method::GET, path, |request| request.header("accept", accept))
        .await
}

#[tokio::test]
async fn v2_wants_a_date_it_has() {
    let server = Server::start().await;
    for accept in [
        "*/*",
        "application/json",
        "application/vnd.atlas.2022-01-01+json",
        "application/vnd.atlas.preview+json",
    ] {
        let answer = accepting(&server, "/api/atlas/v2/orgs", accept).await;
        assert_refused(&answer, 406, "INVALID_VERSION_DATE", &[]);
    }
}

#[tokio::test]
async fn v1_wants_someone_who_takes_json() {
    let server = Server::start().await;
    let answer = accepting(&server, "/api/atlas/v1.0/orgs", "text/html").await;
    assert_refused(&answer, 406, "INVALID_VERSION_DATE", &[]);
}

#[tokio::test]
async fn a_later_date_gets_the_newest_version_there_is() {
    let server = Server::start().await;
    for accept in [
        "application/vnd.atlas.2023-01-01+json",
        "application/vnd.atlas.2025-03-12+json",
    ] {
        let answer = accepting(&server, "/api/atlas/v2/orgs", accept).await;
        assert_ok(&answer);
        assert_eq!(
            answer.header("content-type"),
            "application/vnd.atlas.2023-01-01+json;charset=utf-8"
        );
    }
}

#[tokio::test]
async fn v1_answers_plain_json_with_links_of_its_own() {
    let server = Server::start().await;
    for accept in ["*/*", "application/json"] {
        let answer = accepting(&server, "/api/atlas/v1.0/orgs/", accept).await;
        assert_ok(&answer);
        assert_eq!(answer.header("content-type"), "application/json");
        let own = answer.json()["results"][0]["links"][0]["href"]
            .as_str()
            .unwrap()
            .to_owned();
        assert_eq!(
            own,
            format!(
                "http://{}/api/atlas/v1.0/orgs/{}",
                server.address, server.organization
            )
        );
    }
}
