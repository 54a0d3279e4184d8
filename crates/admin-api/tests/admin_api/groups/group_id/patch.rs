use access::ProjectRole::{AccessManager, Owner};
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn only_who_owns_the_project_may() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let path = format!("/groups/{project}");
    let manager = server.key_in(&project, &[AccessManager]).await;
    let answer = server.client(&manager).patch(&path, json!({ "name": "x" })).await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
    let stranger = server.stranger().await;
    let answer = server
        .client(&stranger)
        .patch(&path, json!({ "name": "x" }))
        .await;
    assert_refused(&answer, 401, "NOT_IN_GROUP", &[]);
}

#[tokio::test]
async fn a_body_that_changes_it_wrongly_is_refused() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    server.project("Billing").await;
    for (body, status, code, parameter) in [
        (
            json!({ "name": "Billing" }),
            409,
            "GROUP_ALREADY_EXISTS",
            "Billing",
        ),
        (json!({ "name": "" }), 400, "INVALID_GROUP_NAME", ""),
        (json!({ "orgId": "x" }), 400, "INVALID_ATTRIBUTE", "orgId"),
        (
            json!({ "tags": [{ "key": "a", "value": "b", "c": "d" }] }),
            400,
            "INVALID_ATTRIBUTE",
            "c",
        ),
    ] {
        let answer = server.owner().patch(&format!("/groups/{project}"), body).await;
        assert_refused(&answer, status, code, &[parameter]);
    }
    let missing = "111111111111111111111111";
    let answer = server
        .owner()
        .patch(&format!("/groups/{missing}"), json!({ "name": "x" }))
        .await;
    assert_refused(&answer, 404, "GROUP_NOT_FOUND", &[missing]);
}

#[tokio::test]
async fn what_is_named_changes_and_only_changes_are_told() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let owner = server.key_in(&project, &[Owner]).await;
    let before = server.events().await.len();
    let (client, path) = (server.client(&owner), format!("/groups/{project}"));
    assert_ok(&client.patch(&path, json!({})).await);
    assert_ok(&client.patch(&path, json!({ "name": "Payments" })).await);
    assert_eq!(server.events().await.len(), before);

    let tags = json!([{ "key": "env", "value": "prod" }]);
    let answer = client
        .patch(&path, json!({ "name": "Payments EU", "tags": tags }))
        .await;
    assert_ok(&answer);
    let json = answer.json();
    assert_eq!((&json["name"], &json["tags"]), (&json!("Payments EU"), &tags));
    assert_eq!(json["withDefaultAlertsSettings"], true);
    assert_eq!(client.get(&path).await.text, answer.text);
    let answer = client.patch(&path, json!({ "tags": [] })).await.json();
    assert_eq!(
        (&answer["name"], &answer["tags"]),
        (&json!("Payments EU"), &json!([]))
    );

    let events = server.events().await;
    let told: Vec<_> = events[before..]
        .iter()
        .map(|event| (event.r#type.as_str(), event.project_id.as_deref()))
        .collect();
    let feed = Some(project.as_str());
    assert_eq!(
        told,
        [
            ("GROUP_NAME_CHANGED", feed),
            ("GROUP_TAGS_MODIFIED", feed),
            ("GROUP_TAGS_MODIFIED", feed)
        ]
    );
}
