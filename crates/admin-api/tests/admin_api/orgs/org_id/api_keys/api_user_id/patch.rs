use access::OrganizationRole::{Member, Owner, ReadOnly};
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn only_an_owner_may() {
    let server = Server::start().await;
    let key = server.key(&[ReadOnly], &["127.0.0.1"]).await;
    let answer = server
        .client(&key)
        .patch(&server.of_key(&key, ""), json!({ "roles": ["ORG_OWNER"] }))
        .await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
}

#[tokio::test]
async fn a_body_that_changes_nothing_or_wrongly_is_refused() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    for (body, code, parameters) in [
        (json!({}), "MISSING_ONE_OF_ATTRIBUTES", &["desc", "roles"][..]),
        (json!({ "desc": "" }), "API_KEY_REQUIRES_DESCRIPTION", &[]),
        (json!({ "roles": [] }), "MISSING_API_KEY_ROLES", &[]),
        (
            json!({ "roles": ["GROUP_READ_ONLY"] }),
            "CANNOT_ADD_GROUP_ROLE",
            &[],
        ),
        (
            json!({ "desc": "x", "privateKey": "y" }),
            "INVALID_ATTRIBUTE",
            &["privateKey"],
        ),
    ] {
        let answer = server.owner().patch(&server.of_key(&key, ""), body).await;
        assert_refused(&answer, 400, code, parameters);
    }
    let missing = "0123456789abcdef01234567";
    let answer = server
        .owner()
        .patch(
            &server.org(&format!("/apiKeys/{missing}")),
            json!({ "desc": "x" }),
        )
        .await;
    assert_refused(&answer, 404, "API_KEY_NOT_FOUND", &[missing]);
}

#[tokio::test]
async fn the_last_owner_stays_one() {
    let server = Server::start().await;
    let demotion = json!({ "desc": "demoted", "roles": ["ORG_MEMBER"] });
    let path = server.of_key(&server.owner, "");
    let answer = server.owner().patch(&path, demotion.clone()).await;
    assert_refused(&answer, 403, "CANNOT_DEMOTE_LAST_ORG_OWNER", &[]);
    assert_eq!(
        server.owner().get(&path).await.json()["desc"],
        "made for a test",
        "nothing of it was done"
    );
    server.key(&[Owner], &[]).await;
    assert_ok(&server.owner().patch(&path, demotion).await);
}

#[tokio::test]
async fn what_is_named_changes_and_only_changes_are_told() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let before = server.events().await.len();
    let path = server.of_key(&key, "");
    let answer = server
        .owner()
        .patch(&path, json!({ "desc": "renamed", "roles": ["ORG_MEMBER"] }))
        .await;
    assert_ok(&answer);
    assert_eq!(answer.json()["desc"], "renamed");
    let answer = server
        .owner()
        .patch(&path, json!({ "roles": ["ORG_READ_ONLY"] }))
        .await;
    assert_ok(&answer);
    let json = answer.json();
    assert_eq!(json["roles"][0]["roleName"], "ORG_READ_ONLY");
    assert_eq!(json["roles"].as_array().unwrap().len(), 1);
    assert_eq!(json["desc"], "renamed");
    assert!(
        json["privateKey"]
            .as_str()
            .unwrap()
            .starts_with("********-****-****-")
    );
    let public_key = key.public_key.to_string();
    assert_eq!(
        server.events().await[before..],
        [
            server.event("API_KEY_DESCRIPTION_CHANGED", Some(&public_key), None),
            server.event("API_KEY_ROLES_CHANGED", Some(&public_key), None),
        ]
    );
}

#[tokio::test]
async fn roles_in_projects_stay() {
    let server = Server::start().await;
    let sample = admin_api::sample::load(&server.api).await.unwrap().id;
    let description = "owner".parse().unwrap();
    let block = "127.0.0.1".parse().unwrap();
    let author = admin_api::Author::User("test".to_owned());
    let made = server
        .api
        .create_key(sample, &description, &[Owner], &[block], author)
        .await
        .unwrap();
    let owner = crate::support::Key {
        id: made.id,
        public_key: made.public_key,
        private_key: made.private_key.to_string(),
    };
    let id: String =
        sqlx::query_scalar("SELECT id FROM api_keys WHERE description = 'Nightly backup exporter'")
            .fetch_one(&mut server.database().await)
            .await
            .unwrap();
    let path = format!("/orgs/{sample}/apiKeys/{id}");
    let answer = server
        .client(&owner)
        .patch(&path, json!({ "roles": ["ORG_READ_ONLY"] }))
        .await;
    assert_ok(&answer);
    assert_eq!(answer.text, server.client(&owner).get(&path).await.text);
    let roles: Vec<_> = answer.json()["roles"].as_array().unwrap().clone();
    let names: Vec<_> = roles
        .iter()
        .map(|role| role["roleName"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["ORG_READ_ONLY", "GROUP_BACKUP_EXPORT_OPERATOR"]);
    assert!(roles[1].get("groupId").is_some() && roles[1].get("orgId").is_none());
}
