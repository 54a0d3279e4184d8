use access::ProjectRole::{AccessManager, ClusterManager, ReadOnly};
use serde_json::json;

use crate::support::{Key, Server, assert_ok, assert_refused, role_names};

#[tokio::test]
async fn only_who_manages_the_access_of_the_project_may_and_nothing_is_made() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let path = format!("/groups/{project}/apiKeys");
    let body = json!({ "desc": "mine", "roles": ["GROUP_OWNER"] });
    for role in [ReadOnly, ClusterManager] {
        let key = server.key_in(&project, &[role]).await;
        let answer = server.client(&key).post(&path, body.clone()).await;
        assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
    }
    let stranger = server.stranger().await;
    let answer = server.client(&stranger).post(&path, body).await;
    assert_refused(&answer, 401, "NOT_IN_GROUP", &[]);
    assert_eq!(server.owner().get(&path).await.json()["totalCount"], 2);
}

#[tokio::test]
async fn a_body_that_describes_no_key_of_a_project_is_refused() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let path = format!("/groups/{project}/apiKeys");
    for (body, code, parameters) in [
        (json!([]), "INVALID_JSON", &[][..]),
        (
            json!({ "roles": ["GROUP_OWNER"] }),
            "API_KEY_REQUIRES_DESCRIPTION",
            &[],
        ),
        (json!({ "desc": "x" }), "MISSING_API_KEY_ROLES", &[]),
        (json!({ "desc": "x", "roles": [] }), "MISSING_API_KEY_ROLES", &[]),
        (
            json!({ "desc": "x", "roles": ["ORG_OWNER"] }),
            "CANNOT_ADD_ORG_ROLE",
            &[],
        ),
        (
            json!({ "desc": "x", "roles": ["GROUP_KING"] }),
            "INVALID_ENUM_VALUE",
            &["GROUP_KING"],
        ),
        (
            json!({ "desc": "x", "roles": ["GROUP_USER_ADMIN"] }),
            "INVALID_ROLE_FOR_GROUP",
            &["GROUP_USER_ADMIN", &project],
        ),
        (
            json!({ "desc": "x", "roles": ["GROUP_OWNER"], "orgId": "1" }),
            "INVALID_ATTRIBUTE",
            &["orgId"],
        ),
    ] {
        let answer = server.owner().post(&path, body).await;
        assert_refused(&answer, 400, code, parameters);
    }
    assert_eq!(
        server.owner().get(&server.org("/apiKeys")).await.json()["totalCount"],
        1
    );
}

#[tokio::test]
async fn the_key_is_a_member_of_the_organization_and_assigned() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let path = format!("/groups/{project}/apiKeys");
    let manager = server.key_in(&project, &[AccessManager]).await;
    let before = server.events().await.len();
    let body = json!({ "desc": "CI", "roles": ["GROUP_READ_ONLY", "GROUP_OWNER", "GROUP_OWNER"] });
    let answer = server.client(&manager).post(&path, body).await;
    assert_ok(&answer);
    let made = answer.json();
    let organization = server.organization.to_string();
    assert_eq!(
        made["roles"],
        json!([
            { "orgId": organization, "roleName": "ORG_MEMBER" },
            { "groupId": project, "roleName": "GROUP_OWNER" },
            { "groupId": project, "roleName": "GROUP_READ_ONLY" },
        ])
    );
    let key = Key {
        id: made["id"].as_str().unwrap().parse().unwrap(),
        public_key: made["publicKey"].as_str().unwrap().parse().unwrap(),
        private_key: made["privateKey"].as_str().unwrap().to_owned(),
    };
    assert_eq!(made["links"][0]["href"], server.url(&server.of_key(&key, "")));
    assert_ok(&server.client(&key).get(&path).await);
    let told: Vec<_> = server.events().await[before..]
        .iter()
        .map(|event| {
            assert_eq!(event.target_public_key, Some(key.public_key.to_string()));
            assert_eq!(event.actor_public_key, Some(manager.public_key.to_string()));
            (event.r#type.clone(), event.project_id.clone())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("API_KEY_CREATED".to_owned(), None),
            ("API_KEY_ADDED_TO_GROUP".to_owned(), Some(project))
        ]
    );
}

#[tokio::test]
async fn in_the_older_version_roles_may_be_left_out() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let path = format!("/api/atlas/v1.0/groups/{project}/apiKeys");
    let answer = server.owner().post(&path, json!({ "desc": "older" })).await;
    assert_ok(&answer);
    assert_eq!(role_names(&answer.json()), ["ORG_MEMBER", "GROUP_READ_ONLY"]);
}
