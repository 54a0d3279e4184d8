use access::OrganizationRole::{Member, Owner};
use serde_json::json;

use super::{assert_deprecated, assert_refused_formerly, path};
use crate::support::{Server, assert_ok, assert_refused};

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
async fn who_is_off_the_list_and_whose_it_is_not_are_refused() {
    let server = Server::start().await;
    let list = path(&server, &server.owner, "");
    let answer = server.client_at(&server.owner, "127.0.0.2").get(&list).await;
    assert_refused_formerly(&answer, 403, "IP_ADDRESS_NOT_ON_WHITELIST", &["127.0.0.2"]);
    let member = server.key(&[Member], &[]).await;
    let answer = server.client(&member).get(&list).await;
    assert_refused_formerly(&answer, 401, "API_KEY_WHITELIST_ACCESS_DENIED", &[]);
}

#[tokio::test]
async fn where_a_list_is_required_a_key_without_one_is_refused() {
    let server = Server::start().await;
    let without = server.key(&[Owner], &[]).await;
    let required = json!({ "apiAccessListRequired": true });
    assert_ok(&server.owner().patch(&server.org("/settings"), required).await);
    let list = path(&server, &server.owner, "");
    let answer = server.client(&without).get(&list).await;
    assert_refused_formerly(&answer, 403, "ORG_REQUIRES_WHITELIST", &["127.0.0.1"]);
    assert_eq!(
        answer.json()["detail"],
        "This organization requires access through a whitelist of ip ranges."
    );
}

#[tokio::test]
async fn it_is_the_same_list() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["192.0.2.7"]).await;
    let list = path(&server, &key, "");
    let answer = server.owner().get(&list).await;
    assert_ok(&answer);
    assert_deprecated(&answer);
    let own = |below: &str| format!("http://{}{}", server.address, path(&server, &key, below));
    let json = answer.json();
    assert_eq!(
        json["links"][0]["href"],
        own("?includeCount=true&pageNum=1&itemsPerPage=100")
    );
    assert_eq!(json["results"][0]["links"][0]["href"], own("/192.0.2.7"));
    assert_eq!(server.owner().get(&format!("{list}/")).await.text, answer.text);
}
