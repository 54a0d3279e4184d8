use access::OrganizationRole::{Owner, ReadOnly};
use serde_json::{Value, json};

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn only_an_owner_may() {
    let server = Server::start().await;
    let key = server.key(&[ReadOnly], &["127.0.0.1"]).await;
    let answer = server
        .client(&key)
        .patch(&server.org("/settings"), json!({}))
        .await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
}

#[tokio::test]
async fn a_key_without_a_list_cannot_require_one() {
    let server = Server::start().await;
    let key = server.key(&[Owner], &[]).await;
    let change = json!({ "apiAccessListRequired": true });
    let answer = server.client(&key).patch(&server.org("/settings"), change).await;
    assert_eq!(answer.status, 400, "{}", answer.text);
    assert_eq!(answer.json()["errorCode"], "VALIDATION_ERROR");
    assert!(
        answer.text.contains("add 127.0.0.1 to its access list first"),
        "{}",
        answer.text
    );
    let settings = server.owner().get(&server.org("/settings")).await.json();
    assert_eq!(settings["apiAccessListRequired"], false);
    assert!(
        server
            .events()
            .await
            .iter()
            .all(|event| !event.r#type.starts_with("ORG_"))
    );
}

#[tokio::test]
async fn what_the_schema_does_not_allow_is_refused() {
    let server = Server::start().await;
    for (change, code) in [
        (
            json!({ "apiAccessListRequired": "yes" }),
            "INVALID_JSON_ATTRIBUTE",
        ),
        (json!({ "requireAccessList": true }), "INVALID_ATTRIBUTE"),
        (json!([]), "INVALID_JSON"),
        (
            json!({ "maxServiceAccountSecretValidityInHours": 7 }),
            "VALIDATION_ERROR",
        ),
        (json!({ "operationsContact": "" }), "VALIDATION_ERROR"),
        (
            json!({ "customSessionTimeouts": { "idleSessionTimeoutInSeconds": 299 } }),
            "VALIDATION_ERROR",
        ),
        (
            // The described type is int32.
            json!({ "customSessionTimeouts": { "idleSessionTimeoutInSeconds": 2_147_483_648_u64 } }),
            "VALIDATION_ERROR",
        ),
    ] {
        let answer = server
            .owner()
            .patch(&server.org("/settings"), change.clone())
            .await;
        assert_eq!(answer.status, 400, "{change}");
        assert_eq!(answer.json()["errorCode"], code, "{change}");
    }
}

#[tokio::test]
async fn requiring_a_list_stops_the_keys_without_one_and_is_told_once() {
    let server = Server::start().await;
    let unlisted = server.key(&[ReadOnly], &[]).await;
    let before = server.events().await.len();
    let (path, client) = (server.org("/settings"), server.owner());
    for _ in 0..2 {
        let answer = client
            .patch(&path, json!({ "apiAccessListRequired": true }))
            .await;
        assert_ok(&answer);
        assert_eq!(answer.json()["apiAccessListRequired"], true);
    }
    let answer = server.client(&unlisted).get(&path).await;
    assert_refused(&answer, 403, "ORG_REQUIRES_ACCESS_LIST", &["127.0.0.1"]);
    assert_ok(
        &client
            .patch(&path, json!({ "apiAccessListRequired": false }))
            .await,
    );
    assert_ok(&server.client(&unlisted).get(&path).await);
    assert_eq!(
        server.events().await[before..],
        [
            server.event("ORG_PUBLIC_API_ACCESS_LIST_REQUIRED", None, None),
            server.event("ORG_PUBLIC_API_ACCESS_LIST_NOT_REQUIRED", None, None),
        ]
    );
}

#[tokio::test]
async fn timeouts_of_which_none_is_named_change_nothing() {
    let server = Server::start().await;
    let (path, client) = (server.org("/settings"), server.owner());
    let before = client.get(&path).await.json();
    let answer = client.patch(&path, json!({ "customSessionTimeouts": {} })).await;
    assert_ok(&answer);
    assert_eq!(answer.json(), before);
    assert!(server.events().await.is_empty());
}

#[tokio::test]
async fn the_other_settings_are_kept_and_can_be_cleared() {
    let server = Server::start().await;
    let (path, client) = (server.org("/settings"), server.owner());
    let change = json!({
        "customSessionTimeouts": { "idleSessionTimeoutInSeconds": 600 },
        "genAIFeaturesEnabled": false,
        "operationsContact": "ops@example.com",
        "securityContact": "security@example.com",
    });
    assert_ok(&client.patch(&path, change.clone()).await);
    assert_eq!(
        server.events().await,
        [
            server.event("CUSTOM_SESSION_TIMEOUT_MODIFIED", None, None),
            server.event("SECURITY_CONTACT_MODIFIED", None, None),
            server.event("OPERATIONS_CONTACT_MODIFIED", None, None),
        ]
    );
    let settings = client.get(&path).await.json();
    for (name, value) in change.as_object().unwrap() {
        assert_eq!(settings[name], *value, "{name}");
    }
    let cleared = client
        .patch(&path, json!({ "operationsContact": null, "securityContact": "" }))
        .await
        .json();
    assert_eq!(cleared["operationsContact"], Value::Null);
    assert!(cleared.get("securityContact").is_none());
    assert_eq!(cleared["genAIFeaturesEnabled"], false);
}
