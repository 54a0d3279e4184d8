use access::OrganizationRole::Owner;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn only_the_account_itself_sees_its_keys() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let eve = server.account("eve@example.com", &["ORG_OWNER"], &[]).await;
    let owner = server.key(&[Owner], &[]).await;
    for client in [server.as_account(&eve), server.client(&owner)] {
        let answer = client.get(&ada.path("/keys")).await;
        assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
    }
}

#[tokio::test]
async fn v2_has_no_accounts() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let path = format!("/api/atlas/v2/users/{}/keys", ada.id);
    let answer = server.as_account(&ada).get(&path).await;
    assert_refused(&answer, 404, "RESOURCE_NOT_FOUND", &[&path]);
}

#[tokio::test]
async fn a_malformed_id_is_refused() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let path = "/api/atlas/v1.0/users/ada@example.com/keys";
    let answer = server.as_account(&ada).get(path).await;
    assert_refused(&answer, 400, "PATH_PARAM_PARSE_ERROR", &[path]);
}

#[tokio::test]
async fn all_keys_are_listed_and_none_is_told() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let answer = server.as_account(&ada).get(&ada.path("/keys")).await;
    assert_ok(&answer);
    assert!(!answer.text.contains(crate::support::FIRST_KEY));
    let json = answer.json();
    assert_eq!(json["totalCount"], 3);
    let first = json["results"]
        .as_array()
        .unwrap()
        .iter()
        .find(|key| key["desc"] == "first")
        .unwrap();
    assert_eq!(first["key"], "********-****-****-0e6d4f8a1b2c");
    assert_eq!(first["enabled"], true);
    assert_eq!(first["created"], "2026-08-10T03:02:57Z");
    let href = first["links"][0]["href"].as_str().unwrap();
    assert!(
        href.ends_with(&ada.path(&format!("/keys/{}", first["id"].as_str().unwrap()))),
        "{href}"
    );
}
