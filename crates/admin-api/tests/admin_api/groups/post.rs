use access::OrganizationRole::{Member, Owner, ProjectCreator, ReadOnly};
use serde_json::json;

use crate::groups::group_id::get::links;
use crate::support::{Server, assert_ok, assert_refused, role_names};

#[tokio::test]
async fn who_may_not_create_projects_creates_none() {
    let server = Server::start().await;
    for role in [Member, ReadOnly] {
        let key = server.key(&[role], &[]).await;
        let body = json!({ "name": "mine", "orgId": server.organization.to_string() });
        let answer = server.client(&key).post("/groups", body).await;
        assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
    }
    assert_eq!(server.owner().get("/groups").await.json()["totalCount"], 0);
}

#[tokio::test]
async fn another_organization_is_refused() {
    let server = Server::start().await;
    let stranger = server.stranger().await;
    let body = json!({ "name": "theirs", "orgId": server.organization.to_string() });
    let answer = server.client(&stranger).post("/groups", body).await;
    assert_refused(&answer, 401, "USER_CANNOT_ACCESS_ORG", &[]);
    let missing = "111111111111111111111111";
    let answer = server
        .owner()
        .post("/groups", json!({ "name": "x", "orgId": missing }))
        .await;
    assert_refused(&answer, 404, "ORG_NOT_FOUND", &[missing]);
}

#[tokio::test]
async fn a_body_that_describes_no_project_is_refused() {
    let server = Server::start().await;
    let id = server.organization.to_string();
    let long = "x".repeat(65);
    let tagged = |tag| json!({ "name": "x", "orgId": id, "tags": [tag] });
    for (body, status, code, parameters) in [
        (json!([]), 400, "INVALID_JSON", &[][..]),
        (json!({ "orgId": id }), 400, "MISSING_ATTRIBUTE", &["name"]),
        (json!({ "name": "x" }), 400, "MISSING_ATTRIBUTE", &["orgId"]),
        (
            json!({ "name": "x", "orgId": "acme" }),
            404,
            "INVALID_ORG_ID",
            &["acme"],
        ),
        (
            json!({ "name": "a/b", "orgId": id }),
            400,
            "INVALID_GROUP_NAME",
            &["a/b"],
        ),
        (
            json!({ "name": long, "orgId": id }),
            400,
            "INVALID_GROUP_NAME",
            &[&long],
        ),
        (
            json!({ "name": "x", "orgId": id, "colour": "red" }),
            400,
            "INVALID_ATTRIBUTE",
            &["colour"],
        ),
        (
            json!({ "name": "x", "orgId": id, "regionUsageRestrictions": "MARS" }),
            400,
            "INVALID_ENUM_VALUE",
            &["MARS"],
        ),
        (
            json!({ "name": "x", "orgId": id, "tags": {} }),
            400,
            "INVALID_JSON_ATTRIBUTE",
            &["tags"],
        ),
        (tagged(json!("env")), 400, "INVALID_JSON_ATTRIBUTE", &["tags"]),
        (
            tagged(json!({ "key": "env" })),
            400,
            "MISSING_ATTRIBUTE",
            &["value"],
        ),
        (
            tagged(json!({ "key": "env", "value": "" })),
            400,
            "VALIDATION_ERROR",
            &["the value of a tag must have from 1 to 255 characters"],
        ),
    ] {
        let answer = server.owner().post("/groups", body).await;
        assert_refused(&answer, status, code, parameters);
    }
    let answer = server
        .owner()
        .post(
            "/groups?projectOwnerId=me",
            json!({ "name": "x", "orgId": server.organization.to_string() }),
        )
        .await;
    assert_refused(&answer, 400, "INVALID_QUERY_PARAMETER", &["projectOwnerId"]);
    assert_eq!(server.owner().get("/groups").await.json()["totalCount"], 0);
}

#[tokio::test]
async fn a_name_is_taken_once_in_an_organization() {
    let server = Server::start().await;
    server.project("Payments").await;
    let body = json!({ "name": "Payments", "orgId": server.organization.to_string() });
    let answer = server.owner().post("/groups", body).await;
    assert_refused(&answer, 409, "GROUP_ALREADY_EXISTS", &["Payments"]);
}

#[tokio::test]
async fn the_project_after_the_two_hundred_and_fiftieth_is_refused() {
    let server = Server::start().await;
    sqlx::query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 249)
         INSERT INTO projects (id, organization_id, name, created) SELECT printf('%024x', i), ?, 'filler' || i, 0 FROM n",
    )
    .bind(server.organization.to_string())
    .execute(&mut server.database().await)
    .await
    .unwrap();
    server.project("the last").await;
    let organization = server.organization.to_string();
    let body = json!({ "name": "one more", "orgId": organization });
    let answer = server.owner().post("/groups", body).await;
    assert_refused(
        &answer,
        400,
        "MAX_GROUPS_PER_ORG_EXCEEDED",
        &["250", &organization],
    );
}

#[tokio::test]
async fn a_project_is_created_as_it_is_told_afterwards() {
    let server = Server::start().await;
    let organization = server.organization.to_string();
    // The official Go client sends the members that only the server sets, too.
    let body = json!({
        "clusterCount": 0,
        "created": "0001-01-01T00:00:00Z",
        "name": "Payments",
        "orgId": organization,
        "tags": [{ "key": "prod", "value": "false" }, { "key": "env", "value": "e2e" }],
        "withDefaultAlertsSettings": false,
    });
    let answer = server.owner().post("/groups", body).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let made = answer.json();
    let id = made["id"].as_str().unwrap();
    let own = server.url(&format!("/groups/{id}"));
    assert_eq!(answer.header("location"), own);
    assert_eq!(
        made,
        json!({
            "clusterCount": 0,
            "created": "2026-08-10T03:02:57Z",
            "id": id,
            "links": links(&own),
            "name": "Payments",
            "orgId": organization,
            "tags": [{ "key": "prod", "value": "false" }, { "key": "env", "value": "e2e" }],
            "withDefaultAlertsSettings": false,
        })
    );
    let seen = server.owner().get(&format!("/groups/{id}")).await;
    assert_eq!(seen.text, answer.text);
    assert_eq!(server.events().await, [server.event("GROUP_CREATED", None, None)]);
}

#[tokio::test]
async fn who_creates_a_project_owns_it() {
    let server = Server::start().await;
    let creator = server.key(&[ProjectCreator], &[]).await;
    let before = server.events().await.len();
    let body = json!({ "name": "mine", "orgId": server.organization.to_string() });
    let answer = server.client(&creator).post("/groups?envelope=true", body).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    assert_eq!(answer.json()["status"], 201);
    let id = answer.json()["content"]["id"].as_str().unwrap().to_owned();
    let path = format!("/groups/{id}");
    assert_ok(
        &server
            .client(&creator)
            .patch(&path, json!({ "name": "renamed" }))
            .await,
    );
    let key = server.owner().get(&server.of_key(&creator, "")).await.json();
    assert_eq!(role_names(&key), ["ORG_GROUP_CREATOR", "GROUP_OWNER"]);
    let events = server.events().await;
    let told: Vec<_> = events[before..before + 2]
        .iter()
        .map(|event| (event.r#type.as_str(), event.project_id.as_deref()))
        .collect();
    assert_eq!(
        told,
        [("GROUP_CREATED", None), ("API_KEY_ADDED_TO_GROUP", Some(&*id))]
    );
}

#[tokio::test]
async fn an_owner_owns_every_project_without_a_role_in_it() {
    let server = Server::start().await;
    server.project("Payments").await;
    let owner = server.key(&[Owner], &[]).await;
    assert_eq!(server.client(&owner).get("/groups").await.json()["totalCount"], 1);
    let key = server.owner().get(&server.of_key(&server.owner, "")).await.json();
    assert_eq!(role_names(&key), ["ORG_OWNER"]);
}

#[tokio::test]
async fn an_account_that_creates_a_project_owns_it() {
    let server = Server::start().await;
    let account = server
        .account("ada@example.com", &["ORG_GROUP_CREATOR"], &[])
        .await;
    let client = server.as_account(&account);
    let body = json!({ "name": "mine", "orgId": server.organization.to_string() });
    let answer = client.post("/groups", body).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/groups/{id}");
    assert_ok(&client.patch(&path, json!({ "name": "renamed" })).await);
    let told: Vec<_> = server
        .events()
        .await
        .into_iter()
        .map(|event| (event.r#type, event.project_id))
        .collect();
    assert_eq!(
        told[..2],
        [
            ("GROUP_CREATED".to_owned(), None),
            ("JOINED_GROUP".to_owned(), Some(id))
        ]
    );
}
