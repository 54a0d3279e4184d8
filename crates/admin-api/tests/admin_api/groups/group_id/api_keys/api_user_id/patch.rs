use access::OrganizationRole::ReadOnly as OrganizationReadOnly;
use access::ProjectRole::{AccessManager, ClusterManager, Owner, ReadOnly};
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused, role_names};

#[tokio::test]
async fn only_who_manages_the_access_of_the_project_may() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let key = server.key_in(&project, &[ReadOnly, ClusterManager]).await;
    let path = format!("/groups/{project}/apiKeys/{}", key.id);
    let body = json!({ "roles": ["GROUP_OWNER"] });
    let answer = server.client(&key).patch(&path, body.clone()).await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
    let elsewhere = server.key_in(&server.project("Billing").await, &[Owner]).await;
    let answer = server.client(&elsewhere).patch(&path, body).await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
}

#[tokio::test]
async fn a_body_that_changes_nothing_or_wrongly_is_refused() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let key = server.key_in(&project, &[ReadOnly]).await;
    let path = format!("/groups/{project}/apiKeys/{}", key.id);
    for (body, code, parameters) in [
        (json!({}), "MISSING_ONE_OF_ATTRIBUTES", &["desc", "roles"][..]),
        (json!({ "roles": [] }), "MISSING_API_KEY_ROLES", &[]),
        (json!({ "roles": ["ORG_OWNER"] }), "CANNOT_ADD_ORG_ROLE", &[]),
        (
            json!({ "roles": ["GROUP_KING"] }),
            "INVALID_ENUM_VALUE",
            &["GROUP_KING"],
        ),
        (json!([{ "roles": ["GROUP_OWNER"] }]), "INVALID_JSON", &[]),
    ] {
        let answer = server.owner().patch(&path, body).await;
        assert_refused(&answer, 400, code, parameters);
    }
    let missing = "0123456789abcdef01234567";
    let answer = server
        .owner()
        .patch(
            &format!("/groups/{project}/apiKeys/{missing}"),
            json!({ "roles": ["GROUP_OWNER"] }),
        )
        .await;
    assert_refused(&answer, 404, "API_KEY_NOT_FOUND", &[missing]);
}

#[tokio::test]
async fn a_key_that_is_not_assigned_is_not_described_from_the_project() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let key = server.key(&[OrganizationReadOnly], &[]).await;
    let path = format!("/groups/{project}/apiKeys/{}", key.id);
    let answer = server.owner().patch(&path, json!({ "desc": "mine now" })).await;
    assert_refused(&answer, 404, "API_KEY_NOT_FOUND", &[&key.id.to_string()]);
}

#[tokio::test]
async fn who_manages_access_assigns_no_key_by_it() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let manager = server.key_in(&project, &[AccessManager]).await;
    let key = server.key(&[OrganizationReadOnly], &[]).await;
    let path = format!("/groups/{project}/apiKeys/{}", key.id);
    for body in [
        json!({ "roles": ["GROUP_READ_ONLY"] }),
        json!({ "roles": ["GROUP_OWNER"], "desc": "mine now" }),
    ] {
        let answer = server.client(&manager).patch(&path, body.clone()).await;
        assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
        let posted = server
            .client(&manager)
            .post(&path, json!({ "roles": body["roles"] }))
            .await;
        assert_refused(&posted, 401, "USER_UNAUTHORIZED", &[]);
    }
    let untouched = server.owner().get(&server.of_key(&key, "")).await.json();
    assert_eq!(role_names(&untouched), ["ORG_READ_ONLY"]);
    assert_ne!(untouched["desc"], "mine now");
}

#[tokio::test]
async fn the_roles_in_the_project_are_replaced_and_all_others_stay() {
    let server = Server::start().await;
    let (project, other) = (server.project("Payments").await, server.project("Billing").await);
    let key = server.key_in(&project, &[ReadOnly, ClusterManager]).await;
    let in_other = format!("/groups/{other}/apiKeys/{}", key.id);
    let answer = server
        .owner()
        .post(&in_other, json!({ "roles": ["GROUP_OWNER"] }))
        .await;
    assert_eq!(answer.status, 204);
    let manager = server.key_in(&project, &[AccessManager]).await;
    let before = server.events().await.len();
    let path = format!("/groups/{project}/apiKeys/{}", key.id);
    let client = server.client(&manager);
    let answer = client
        .patch(&path, json!({ "roles": ["GROUP_DATA_ACCESS_READ_ONLY"] }))
        .await;
    assert_ok(&answer);
    let organization = server.organization.to_string();
    let json = answer.json();
    let mut roles = json["roles"].as_array().unwrap().clone();
    roles.sort_unstable_by_key(ToString::to_string);
    let mut expected = vec![
        json!({ "orgId": organization, "roleName": "ORG_MEMBER" }),
        json!({ "groupId": project, "roleName": "GROUP_DATA_ACCESS_READ_ONLY" }),
        json!({ "groupId": other, "roleName": "GROUP_OWNER" }),
    ];
    expected.sort_unstable_by_key(ToString::to_string);
    assert_eq!(roles, expected);
    assert!(
        json["privateKey"]
            .as_str()
            .unwrap()
            .starts_with("********-****-****-")
    );
    assert_eq!(
        server.owner().get(&server.of_key(&key, "")).await.text,
        answer.text
    );

    let body = json!({ "desc": "renamed", "roles": ["GROUP_DATA_ACCESS_READ_ONLY"] });
    let answer = client.patch(&path, body).await;
    assert_ok(&answer);
    assert_eq!(answer.json()["desc"], "renamed");
    let told: Vec<_> = server.events().await[before..]
        .iter()
        .map(|event| (event.r#type.clone(), event.project_id.clone()))
        .collect();
    assert_eq!(
        told,
        [
            ("API_KEY_ROLES_CHANGED".to_owned(), Some(project)),
            ("API_KEY_DESCRIPTION_CHANGED".to_owned(), None)
        ]
    );
}

#[tokio::test]
async fn a_key_that_is_not_assigned_yet_is_assigned() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let owner = server.key_in(&project, &[Owner]).await;
    let key = server.key(&[OrganizationReadOnly], &[]).await;
    let before = server.events().await.len();
    let path = format!("/groups/{project}/apiKeys/{}", key.id);
    let answer = server
        .client(&owner)
        .patch(&path, json!({ "roles": ["GROUP_READ_ONLY"] }))
        .await;
    assert_ok(&answer);
    assert_eq!(role_names(&answer.json()), ["ORG_READ_ONLY", "GROUP_READ_ONLY"]);
    let events = server.events().await;
    assert_eq!(events.len(), before + 1);
    assert_eq!(events[before].r#type, "API_KEY_ADDED_TO_GROUP");
    assert_eq!(events[before].project_id.as_deref(), Some(project.as_str()));
}
