use access::OrganizationRole::{Member, ReadOnly};
use access::ProjectRole::{AccessManager, ClusterManager, Owner};
use serde_json::json;

use crate::support::{Server, assert_refused, role_names};

#[tokio::test]
async fn only_who_owns_the_project_may() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let key = server.key(&[Member], &[]).await;
    let path = format!("/groups/{project}/apiKeys/{}", key.id);
    let body = json!([{ "roles": ["GROUP_OWNER"] }]);
    for role in [AccessManager, ClusterManager] {
        let caller = server.key_in(&project, &[role]).await;
        let answer = server.client(&caller).post(&path, body.clone()).await;
        assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
    }
}

#[tokio::test]
async fn what_is_no_assignment_is_refused() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let key = server.key(&[Member], &[]).await;
    let path = format!("/groups/{project}/apiKeys/{}", key.id);
    for (body, code, parameters) in [
        (json!("GROUP_OWNER"), "INVALID_JSON", &[][..]),
        (json!(["GROUP_OWNER"]), "INVALID_JSON", &[]),
        (json!([]), "MISSING_API_KEY_ROLES", &[]),
        (json!({}), "MISSING_API_KEY_ROLES", &[]),
        (json!([{ "roles": [] }]), "MISSING_API_KEY_ROLES", &[]),
        (json!([{ "roles": ["ORG_OWNER"] }]), "CANNOT_ADD_ORG_ROLE", &[]),
        (
            json!([{ "roles": ["GROUP_OWNER"], "desc": "x" }]),
            "INVALID_ATTRIBUTE",
            &["desc"],
        ),
    ] {
        let answer = server.owner().post(&path, body).await;
        assert_refused(&answer, 400, code, parameters);
    }
    let stranger = server.stranger().await;
    let of_stranger = format!("/groups/{project}/apiKeys/{}", stranger.id);
    let answer = server
        .owner()
        .post(&of_stranger, json!([{ "roles": ["GROUP_OWNER"] }]))
        .await;
    assert_refused(&answer, 404, "API_KEY_NOT_FOUND", &[&stranger.id.to_string()]);
}

#[tokio::test]
async fn a_list_and_an_object_assign() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let owner = server.key_in(&project, &[Owner]).await;
    for body in [
        json!([{ "roles": ["GROUP_READ_ONLY"] }, { "roles": ["GROUP_CLUSTER_MANAGER"] }]),
        json!({ "roles": ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"] }),
    ] {
        let key = server.key(&[ReadOnly], &[]).await;
        let path = format!("/groups/{project}/apiKeys/{}", key.id);
        let before = server.events().await.len();
        let answer = server.client(&owner).post(&path, body.clone()).await;
        assert_eq!((answer.status, answer.text.as_str()), (204, ""));
        assert_eq!(
            answer.header("content-type"),
            "application/vnd.atlas.2023-01-01+json;charset=utf-8"
        );
        let seen = server.owner().get(&server.of_key(&key, "")).await.json();
        assert_eq!(
            role_names(&seen),
            ["ORG_READ_ONLY", "GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]
        );
        // Again is no change.
        assert_eq!(server.client(&owner).post(&path, body).await.status, 204);
        let events = server.events().await;
        assert_eq!(events.len(), before + 1);
        assert_eq!(events[before].r#type, "API_KEY_ADDED_TO_GROUP");
        assert_eq!(events[before].project_id.as_deref(), Some(project.as_str()));
        assert_eq!(events[before].target_public_key, Some(key.public_key.to_string()));
    }
}
