//! The deprecated names of the four endpoints of access lists.

use access::OrganizationRole::Member;
use serde_json::json;

use crate::support::{Answer, Key, Server, assert_ok, assert_refused};

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

#[tokio::test]
async fn v2_has_none() {
    let server = Server::start().await;
    let path = server.of_key(&server.owner, "/whitelist");
    let answer = server.owner().get(&path).await;
    let whole = format!("/api/atlas/v2{path}");
    assert_refused(&answer, 404, "RESOURCE_NOT_FOUND", &[&whole]);
    assert!(answer.headers.get("deprecation").is_none());
}

#[tokio::test]
async fn refusals_have_the_names_of_that_time() {
    let server = Server::start().await;
    let list = path(&server, &server.owner, "");
    let entry = |address: &str| path(&server, &server.owner, &format!("/{address}"));
    let without = server.key(&[access::OrganizationRole::Owner], &[]).await;
    let member = server.key(&[Member], &[]).await;
    let public_key = server.owner.public_key.to_string();
    for (answer, status, code, parameters) in [
        (
            server.client_at(&server.owner, "127.0.0.2").get(&list).await,
            403,
            "IP_ADDRESS_NOT_ON_WHITELIST",
            &["127.0.0.2"][..],
        ),
        (
            server.client(&without).delete(&entry("127.0.0.1")).await,
            403,
            "RESOURCE_REQUIRES_WHITELIST",
            &["127.0.0.1"],
        ),
        (
            server.client(&member).get(&list).await,
            401,
            "API_KEY_WHITELIST_ACCESS_DENIED",
            &[],
        ),
        (
            server.owner().get(&entry("192.0.2.7")).await,
            404,
            "API_KEY_WHITELIST_NOT_FOUND",
            &["192.0.2.7", &public_key],
        ),
        (
            server.owner().delete(&entry("127.0.0.1")).await,
            400,
            "CANNOT_REMOVE_CALLER_FROM_WHITELIST",
            &["127.0.0.1"],
        ),
        (
            server
                .owner()
                .post(
                    &list,
                    json!([{ "ipAddress": "192.0.2.7", "cidrBlock": "192.0.2.7/32" }]),
                )
                .await,
            400,
            "BAD_WHITELIST_ADD_REQUEST",
            &[],
        ),
        (
            server
                .owner()
                .post(&list, json!([{ "cidrBlock": "0.0.0.0/0" }]))
                .await,
            400,
            "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST",
            &["0.0.0.0/0"],
        ),
    ] {
        assert_refused(&answer, status, code, parameters);
        assert_deprecated(&answer);
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(!detail.contains("access list"), "{detail}");
    }
    let settings = server.org("/settings");
    assert_ok(
        &server
            .owner()
            .patch(&settings, json!({ "apiAccessListRequired": true }))
            .await,
    );
    let answer = server.client(&without).get(&list).await;
    assert_refused(&answer, 403, "ORG_REQUIRES_WHITELIST", &["127.0.0.1"]);
    assert_eq!(
        answer.json()["detail"],
        "This organization requires access through a whitelist of ip ranges."
    );
}

#[tokio::test]
async fn a_challenge_says_that_it_is_deprecated_too() {
    let server = Server::start().await;
    let list = path(&server, &server.owner, "");
    let answer = server
        .owner()
        .once(reqwest::Method::GET, &list, |request| request)
        .await;
    assert_eq!(answer.status, 401);
    assert_deprecated(&answer);
}

#[tokio::test]
async fn it_is_the_same_list() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let list = path(&server, &key, "");
    let added = server
        .owner()
        .post(&list, json!([{ "ipAddress": "192.0.2.7" }]))
        .await;
    assert_ok(&added);
    assert_deprecated(&added);
    let own = |below: &str| format!("http://{}{}", server.address, path(&server, &key, below));
    let json = added.json();
    assert_eq!(
        json["links"][0]["href"],
        own("?includeCount=true&pageNum=1&itemsPerPage=100")
    );
    assert_eq!(json["results"][0]["links"][0]["href"], own("/192.0.2.7"));
    assert_eq!(server.owner().get(&format!("{list}/")).await.text, added.text);

    let entry = path(&server, &key, "/192.0.2.7");
    let answer = server.owner().get(&entry).await;
    assert_ok(&answer);
    assert_deprecated(&answer);
    let elsewhere = server
        .owner()
        .get(&server.of_key(&key, "/accessList/192.0.2.7"))
        .await;
    assert_eq!(answer.json()["cidrBlock"], elsewhere.json()["cidrBlock"]);
    let answer = server.owner().delete(&entry).await;
    assert_eq!(answer.status, 204);
    assert_deprecated(&answer);
    assert_eq!(server.owner().get(&list).await.json()["totalCount"], 0);
}
