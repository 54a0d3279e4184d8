use access::OrganizationRole::Member;
use access::ProjectRole::{AccessManager, ClusterManager, ReadOnly};
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused, role_names};

#[tokio::test]
async fn only_who_manages_the_access_of_the_project_may() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let key = server.key_in(&project, &[ClusterManager]).await;
    let path = format!("/groups/{project}/apiKeys/{}", key.id);
    let answer = server.client(&key).delete(&path).await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
    assert_eq!(
        server
            .owner()
            .get(&format!("/groups/{project}/apiKeys"))
            .await
            .json()["totalCount"],
        1
    );
}

#[tokio::test]
async fn a_key_that_is_not_assigned_is_not_found() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let key = server.key(&[Member], &[]).await;
    let missing = "0123456789abcdef01234567";
    for id in [&key.id.to_string(), missing] {
        let answer = server
            .owner()
            .delete(&format!("/groups/{project}/apiKeys/{id}"))
            .await;
        assert_refused(&answer, 404, "API_KEY_NOT_FOUND", &[id]);
    }
    assert_ok(&server.owner().get(&server.of_key(&key, "")).await);
}

#[tokio::test]
async fn the_key_stays_in_the_organization() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let key = server.key_in(&project, &[ReadOnly, ClusterManager]).await;
    let manager = server.key_in(&project, &[AccessManager]).await;
    let before = server.events().await.len();
    let path = format!("/groups/{project}/apiKeys/{}", key.id);
    let answer = server.client(&manager).delete(&path).await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    let seen = server.owner().get(&server.of_key(&key, "")).await;
    assert_ok(&seen);
    assert_eq!(role_names(&seen.json()), ["ORG_MEMBER"]);
    let answer = server.client(&key).get(&format!("/groups/{project}")).await;
    assert_refused(&answer, 401, "NOT_IN_GROUP", &[]);
    let events = server.events().await;
    assert_eq!(events.len(), before + 1);
    assert_eq!(events[before].r#type, "API_KEY_REMOVED_FROM_GROUP");
    assert_eq!(events[before].project_id.as_deref(), Some(project.as_str()));
    assert_eq!(events[before].target_public_key, Some(key.public_key.to_string()));
}

#[tokio::test]
async fn a_key_that_is_deleted_leaves_every_project() {
    let server = Server::start().await;
    let projects = [server.project("Payments").await, server.project("Billing").await];
    let key = server.key_in(&projects[0], &[ReadOnly]).await;
    let in_other = format!("/groups/{}/apiKeys/{}", projects[1], key.id);
    let body = json!([{ "roles": ["GROUP_OWNER"] }]);
    assert_eq!(server.owner().post(&in_other, body).await.status, 204);
    let before = server.events().await.len();
    let answer = server.owner().delete(&server.of_key(&key, "")).await;
    assert_eq!(answer.status, 204);
    for project in projects {
        let path = format!("/groups/{project}/apiKeys");
        assert_eq!(server.owner().get(&path).await.json()["totalCount"], 0);
    }
    let target = key.public_key.to_string();
    assert_eq!(
        server.events().await[before..],
        [server.event("API_KEY_DELETED", Some(&target), None)]
    );
}
