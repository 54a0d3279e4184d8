//! The older name of an account's access list, and the base of Cloud Manager and Ops Manager.

use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn refusals_have_the_former_codes() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1", "192.0.2.7"])
        .await;
    let eve = server.account("eve@example.com", &["ORG_OWNER"], &[]).await;
    let answer = server.as_account(&eve).get(&ada.path("/whitelist")).await;
    assert_refused(&answer, 401, "WHITELIST_ACCESS_DENIED", &[&ada.id]);
    let client = server.as_account(&ada);
    let answer = client.get(&ada.path("/whitelist/192.0.2.8")).await;
    assert_refused(&answer, 404, "WHITELIST_NOT_FOUND", &["192.0.2.8", &ada.id]);
    let answer = client.delete(&ada.path("/whitelist/127.0.0.1")).await;
    assert_refused(
        &answer,
        400,
        "CANNOT_REMOVE_CALLER_FROM_WHITELIST",
        &["127.0.0.1"],
    );
}

#[tokio::test]
async fn it_is_the_same_list() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1"])
        .await;
    let client = server.as_account(&ada);
    let body = json!([{ "ipAddress": "192.0.2.7" }]);
    let answer = client.post(&ada.path("/whitelist"), body).await;
    assert_ok(&answer);
    assert!(answer.headers.contains_key("deprecation"));
    let public = format!("/api/public/v1.0/users/{}", ada.id);
    for path in [
        ada.path("/accessList/192.0.2.7"),
        ada.path("/whitelist/192.0.2.7"),
        format!("{public}/accessList/192.0.2.7"),
        format!("{public}/whitelist/192.0.2.7"),
    ] {
        let answer = client.get(&path).await;
        assert_ok(&answer);
        let own = answer.json()["links"][0]["href"].as_str().unwrap().to_owned();
        assert_eq!(own, format!("http://{}{path}", server.address));
    }
    assert_ok(&client.get(&format!("{public}/keys")).await);
    assert_eq!(client.delete(&ada.path("/whitelist/192.0.2.7")).await.status, 204);
}
