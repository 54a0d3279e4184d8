//! The protected operations that Keyhold only decides on: all of them are recognised, decided, and passed on with who asks.

use std::time::Duration;

use access::Action;
use reqwest::{Method, Version};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{JOB, PATIENCE, PROJECT, Server, add_project, assert_refused, backend, server_before};

const MEGABYTE: usize = 1024 * 1024;

/// Method and path below the base, as the documents list them.
const PROTECTED: &[(&str, &str)] = &[
    ("GET", "/groups/{g}/clusters/c0/backup/restoreJobs"),
    ("GET", "/groups/{g}/clusters/c0/backup/restoreJobs/{id}"),
    ("POST", "/groups/{g}/clusters/c0/backup/restoreJobs"),
    ("DELETE", "/groups/{g}/clusters/c0/backup/restoreJobs/{id}"),
    ("GET", "/groups/{g}/serverless/c0/backup/restoreJobs"),
    ("GET", "/groups/{g}/serverless/c0/backup/restoreJobs/{id}"),
    ("POST", "/groups/{g}/serverless/c0/backup/restoreJobs"),
    ("DELETE", "/groups/{g}/serverless/c0/backup/restoreJobs/{id}"),
    ("POST", "/groups/{g}/clusters/c0/backup/snapshots"),
    ("DELETE", "/groups/{g}/clusters/c0/backup/snapshots/{id}"),
    (
        "DELETE",
        "/groups/{g}/clusters/c0/backup/snapshots/shardedCluster/{id}",
    ),
    ("DELETE", "/groups/{g}/clusters/c0/backup/schedule"),
    ("PATCH", "/groups/{g}/clusters/c0/backup/schedule"),
    ("POST", "/groups/{g}/clusters/c0/restoreJobs"),
    ("DELETE", "/groups/{g}/clusters/c0/snapshots/{id}"),
    ("PATCH", "/groups/{g}/clusters/c0/snapshots/{id}"),
    ("PATCH", "/groups/{g}/clusters/c0/snapshotSchedule"),
];

fn operations() -> Vec<(Method, String)> {
    let path = |path: &str| path.replace("{g}", PROJECT).replace("{id}", JOB);
    PROTECTED
        .iter()
        .map(|(method, template)| (method.parse().unwrap(), path(template)))
        .collect()
}

#[test]
fn the_table_has_each_of_them_and_no_other() {
    let passed_on = Action::ALL.iter().filter(|action| action.rule().is_passed_on());
    assert_eq!(passed_on.count(), PROTECTED.len());
}

#[tokio::test]
async fn without_a_backend_an_allowed_one_is_not_found_and_told_why() {
    let server = Server::start().await;
    add_project(&server).await;
    for (method, path) in operations() {
        let answer = server.owner().send(method, &path, None).await;
        assert_refused(
            &answer,
            404,
            "RESOURCE_NOT_FOUND",
            &[&format!("/api/atlas/v2{path}")],
        );
        assert!(
            answer.text.contains("no backend is configured"),
            "{}",
            answer.text
        );
    }
}

#[tokio::test]
async fn a_path_that_could_mean_another_there_is_refused() {
    let (address, log) = backend().await;
    let server = server_before(&format!("http://{address}"), PATIENCE).await;
    for cluster in ["%2e%2e", "a%2Fb", "..%2F..", "a;b", "a%00"] {
        let path = format!("/api/atlas/v2/groups/{PROJECT}/clusters/{cluster}/backup/restoreJobs");
        let answer = server.owner().get(&path).await;
        // Clients take dots out of a path themselves, and then another one is asked for.
        assert!(
            matches!(answer.status, 400 | 404 | 405),
            "{cluster}: {}",
            answer.text
        );
    }
    assert!(log.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_body_without_end_is_refused() {
    let (address, _) = backend().await;
    let server = server_before(&format!("http://{address}"), PATIENCE).await;
    let path = format!("/groups/{PROJECT}/clusters/c0/backup/restoreJobs");
    let answer = server
        .owner()
        .proven(Method::POST, &path, |request| {
            let request = request.header("accept", "application/vnd.atlas.2023-01-01+json");
            request.body("x".repeat(MEGABYTE + 1))
        })
        .await;
    assert_refused(&answer, 413, "REQUEST_BODY_TOO_LARGE", &[]);
}

#[tokio::test]
async fn a_backend_that_is_not_there_or_says_nothing_is_told_apart() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = gone.local_addr().unwrap();
    drop(gone);
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let path = format!("/groups/{PROJECT}/clusters/c0/backup/restoreJobs");
    for (address, status, code) in [
        (address, 502, "BAD_GATEWAY"),
        (silent.local_addr().unwrap(), 504, "GATEWAY_TIMEOUT"),
    ] {
        let server = server_before(&format!("http://{address}"), Duration::from_millis(300)).await;
        assert_refused(&server.owner().get(&path).await, status, code, &[]);
    }
}

#[tokio::test]
async fn what_version_of_http_the_backend_speaks_is_not_told() {
    let backend = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = backend.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = backend.accept().await.unwrap();
        let mut request = [0; 4096];
        assert_ne!(stream.read(&mut request).await.unwrap(), 0);
        let answer = b"HTTP/1.0 202 Accepted\r\nContent-Length: 2\r\n\r\n{}";
        stream.write_all(answer).await.unwrap();
    });
    let server = server_before(&format!("http://{address}"), PATIENCE).await;
    let path = format!("/groups/{PROJECT}/clusters/c0/backup/restoreJobs");
    let answer = server.owner().get(&path).await;
    assert_eq!((answer.status, answer.version), (202, Version::HTTP_11));
}

#[tokio::test]
async fn every_allowed_one_is_passed_on_with_who_asks_and_answered_as_there() {
    let (address, log) = backend().await;
    let server = server_before(&format!("http://{address}/front/"), PATIENCE).await;
    for (method, path) in operations() {
        let target = format!("{path}?pretty=true&x=%2F");
        let answer = server
            .owner()
            .proven(method.clone(), &target, |request| {
                let request = request.header("accept", "application/vnd.atlas.2023-01-01+json");
                let request = request
                    .header("x-keyhold-roles", "ORG_READ_ONLY")
                    .header("cookie", "a=b");
                if method == Method::GET {
                    request
                } else {
                    request.json(&json!({ "snapshotId": JOB }))
                }
            })
            .await;
        assert_eq!((answer.status, answer.text.as_str()), (202, r#"{"id":"1"}"#));
        assert_eq!(answer.header("x-of-the-backend"), "yes");
        assert_eq!(
            answer.header("content-type"),
            "application/vnd.atlas.2023-01-01+json"
        );
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(
            !answer.headers.contains_key("set-cookie") && !answer.headers.contains_key("www-authenticate")
        );

        let seen = log.lock().unwrap().pop().unwrap();
        assert_eq!(
            (seen.method.clone(), seen.target),
            (method, format!("/front/api/atlas/v2{target}"))
        );
        let header = |name: &str| {
            let values: Vec<_> = seen.headers.get_all(name).iter().collect();
            assert_eq!(values.len(), 1, "{name}");
            values[0].to_str().unwrap().to_owned()
        };
        assert_eq!(header("x-keyhold-key-id"), server.owner.id.to_string());
        assert_eq!(
            header("x-keyhold-public-key"),
            server.owner.public_key.to_string()
        );
        assert_eq!(
            header("x-keyhold-organization-id"),
            server.organization.to_string()
        );
        assert_eq!(header("x-keyhold-roles"), "ORG_OWNER");
        assert_eq!(header("x-keyhold-client-address"), "127.0.0.1");
        assert!(!seen.headers.contains_key("authorization") && !seen.headers.contains_key("cookie"));
        let body = if seen.method == Method::GET {
            String::new()
        } else {
            json!({ "snapshotId": JOB }).to_string()
        };
        assert_eq!(seen.body, body);
    }
}

#[tokio::test]
async fn an_account_is_told_by_its_name_and_id() {
    let (address, log) = backend().await;
    let server = server_before(&format!("http://{address}"), PATIENCE).await;
    let ada = server
        .account("ada@example.com", &["ORG_OWNER"], &["127.0.0.1"])
        .await;
    let path = format!("/groups/{PROJECT}/clusters/c0/backup/restoreJobs");
    assert_eq!(server.as_account(&ada).get(&path).await.status, 202);
    let seen = log.lock().unwrap().pop().unwrap();
    assert_eq!(seen.headers["x-keyhold-user-name"], "ada@example.com");
    assert_eq!(seen.headers["x-keyhold-account-id"], ada.id);
    assert!(!seen.headers.contains_key("x-keyhold-public-key"));
}
