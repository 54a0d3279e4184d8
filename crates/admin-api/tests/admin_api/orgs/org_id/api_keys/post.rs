use access::OrganizationRole::{Member, ProjectCreator, ReadOnly};
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn only_an_owner_may_and_nothing_is_made() {
    let server = Server::start().await;
    for role in [Member, ReadOnly, ProjectCreator] {
        let key = server.key(&[role], &["127.0.0.1"]).await;
        let body = json!({ "desc": "mine", "roles": ["ORG_OWNER"] });
        let answer = server.client(&key).post(&server.org("/apiKeys"), body).await;
        assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
    }
    assert_eq!(
        server.owner().get(&server.org("/apiKeys")).await.json()["totalCount"],
        4
    );
}

#[tokio::test]
async fn a_body_that_describes_no_key_is_refused() {
    let server = Server::start().await;
    let long = "x".repeat(251);
    for (body, code, parameters) in [
        (json!([]), "INVALID_JSON", &[][..]),
        (
            json!({ "roles": ["ORG_MEMBER"] }),
            "API_KEY_REQUIRES_DESCRIPTION",
            &[],
        ),
        (
            json!({ "desc": null, "roles": ["ORG_MEMBER"] }),
            "API_KEY_REQUIRES_DESCRIPTION",
            &[],
        ),
        (
            json!({ "desc": "  ", "roles": ["ORG_MEMBER"] }),
            "API_KEY_REQUIRES_DESCRIPTION",
            &[],
        ),
        (
            json!({ "desc": long, "roles": ["ORG_MEMBER"] }),
            "INVALID_API_KEY_DESC",
            &["250"],
        ),
        (
            json!({ "desc": 1, "roles": ["ORG_MEMBER"] }),
            "INVALID_JSON_ATTRIBUTE",
            &["desc"],
        ),
        (json!({ "desc": "x" }), "MISSING_API_KEY_ROLES", &[]),
        (json!({ "desc": "x", "roles": [] }), "MISSING_API_KEY_ROLES", &[]),
        (
            json!({ "desc": "x", "roles": "ORG_MEMBER" }),
            "INVALID_JSON_ATTRIBUTE",
            &["roles"],
        ),
        (
            json!({ "desc": "x", "roles": [null] }),
            "INVALID_JSON_ATTRIBUTE",
            &["roles"],
        ),
        (
            json!({ "desc": "x", "roles": ["GROUP_OWNER"] }),
            "CANNOT_ADD_GROUP_ROLE",
            &[],
        ),
        (
            json!({ "desc": "x", "roles": ["ORG_KING"] }),
            "INVALID_ENUM_VALUE",
            &["ORG_KING"],
        ),
        (
            json!({ "desc": "x", "roles": ["ORG_MEMBER"], "id": "1" }),
            "INVALID_ATTRIBUTE",
            &["id"],
        ),
    ] {
        let answer = server.owner().post(&server.org("/apiKeys"), body).await;
        assert_refused(&answer, 400, code, parameters);
    }
    assert_eq!(
        server.owner().get(&server.org("/apiKeys")).await.json()["totalCount"],
        1
    );
}

#[tokio::test]
async fn the_key_after_the_five_hundredth_is_refused() {
    let server = Server::start().await;
    let mut database = server.database().await;
    sqlx::query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 498)
         INSERT INTO api_keys SELECT printf('%024x', i), ?, 'filler', printf('%08d', i), x'00', '000000000000', 0 FROM n",
    )
    .bind(server.organization.to_string())
    .execute(&mut database)
    .await
    .unwrap();
    let (path, body) = (
        server.org("/apiKeys"),
        json!({ "desc": "one more", "roles": ["ORG_MEMBER"] }),
    );
    assert_ok(&server.owner().post(&path, body.clone()).await);
    let organization = server.organization.to_string();
    let answer = server.owner().post(&path, body).await;
    assert_refused(
        &answer,
        400,
        "MAX_API_KEYS_PER_ORG_EXCEEDED",
        &["500", &organization],
    );
}

#[tokio::test]
async fn the_private_key_is_told_once_and_works() {
    let server = Server::start().await;
    let body = json!({ "desc": " CI deployer ", "roles": ["ORG_READ_ONLY", "ORG_MEMBER", "ORG_MEMBER"] });
    let answer = server.owner().post(&server.org("/apiKeys"), body).await;
    assert_ok(&answer);
    assert_eq!(answer.header("cache-control"), "no-store");
    let made = answer.json();
    assert_eq!(made["desc"], "CI deployer");
    let id = server.organization.to_string();
    assert_eq!(
        made["roles"],
        json!([{ "orgId": id, "roleName": "ORG_READ_ONLY" }, { "orgId": id, "roleName": "ORG_MEMBER" }])
    );
    let public_key = made["publicKey"].as_str().unwrap();
    assert!(public_key.len() == 8 && public_key.bytes().all(|letter| letter.is_ascii_lowercase()));
    let private_key = made["privateKey"].as_str().unwrap();
    let groups: Vec<_> = private_key.split('-').map(str::len).collect();
    assert_eq!(groups, [8, 4, 4, 4, 12]);
    assert_eq!(&private_key[14..15], "4", "a UUID of version 4");

    let key = crate::support::Key {
        id: made["id"].as_str().unwrap().parse().unwrap(),
        public_key: public_key.parse().unwrap(),
        private_key: private_key.to_owned(),
    };
    let seen = server.client(&key).get(&server.of_key(&key, "")).await;
    assert_ok(&seen);
    assert_eq!(
        seen.json()["privateKey"],
        format!("********-****-****-{}", &private_key[24..])
    );
    assert_eq!(
        server.events().await,
        [server.event("API_KEY_CREATED", Some(public_key), None)]
    );
}

#[tokio::test]
async fn in_the_older_version_roles_may_be_left_out() {
    let server = Server::start().await;
    let path = format!("/api/atlas/v1.0{}", server.org("/apiKeys"));
    let answer = server
        .owner()
        .proven(reqwest::Method::POST, &path, |request| {
            request
                .header("content-type", "application/json")
                .body(r#"{"desc":"older"}"#)
        })
        .await;
    assert_ok(&answer);
    assert_eq!(answer.json()["roles"][0]["roleName"], "ORG_MEMBER");
    assert_eq!(answer.header("content-type"), "application/json");
}
