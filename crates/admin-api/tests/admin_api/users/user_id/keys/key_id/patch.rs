use serde_json::{Value, json};

use crate::support::{DISABLED_KEY, SECOND_KEY, Server, assert_ok, assert_refused};

fn path_of(keys: &[Value], description: &str) -> String {
    let key = keys.iter().find(|key| key["desc"] == description).unwrap();
    format!("/keys/{}", key["id"].as_str().unwrap())
}

#[tokio::test]
async fn another_account_cannot() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let eve = server.account("eve@example.com", &["ORG_OWNER"], &[]).await;
    let path = ada.path(&path_of(&server.personal_keys(&ada).await, "second"));
    let answer = server
        .as_account(&eve)
        .patch(&path, json!({ "enabled": false }))
        .await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
}

#[tokio::test]
async fn only_enabled_can_be_changed() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let path = ada.path(&path_of(&server.personal_keys(&ada).await, "second"));
    for (body, code, parameter) in [
        (json!({}), "MISSING_ATTRIBUTE", "enabled"),
        (json!({ "enabled": "no" }), "INVALID_JSON_ATTRIBUTE", "enabled"),
        (
            json!({ "enabled": true, "desc": "x" }),
            "INVALID_ATTRIBUTE",
            "desc",
        ),
    ] {
        let answer = server.as_account(&ada).patch(&path, body).await;
        assert_refused(&answer, 400, code, &[parameter]);
    }
    let nowhere = ada.path("/keys/0123456789abcdef01234567");
    let answer = server
        .as_account(&ada)
        .patch(&nowhere, json!({ "enabled": true }))
        .await;
    assert_refused(&answer, 404, "INVALID_KEY_ID", &["0123456789abcdef01234567"]);
}

#[tokio::test]
async fn a_disabled_key_proves_nothing_until_it_is_enabled() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let keys = server.personal_keys(&ada).await;
    for (description, key, now) in [("second", SECOND_KEY, false), ("disabled", DISABLED_KEY, true)] {
        let path = ada.path(&path_of(&keys, description));
        let answer = server
            .as_account(&ada)
            .patch(&path, json!({ "enabled": now }))
            .await;
        assert_ok(&answer);
        assert_eq!(answer.json()["enabled"], now);
        let status = server.with_key(&ada, key).get("/api/atlas/v1.0").await.status;
        assert_eq!(status, if now { 200 } else { 401 }, "{description}");
    }
}
