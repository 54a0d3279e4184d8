//! The base of Cloud Manager and Ops Manager: what is different there.

use access::OrganizationRole::Member;
use access::ProjectRole::UserAdmin;
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused, role_names};

const BASE: &str = "/api/public/v1.0";

#[tokio::test]
async fn whose_list_it_is_not_gets_400() {
    let server = Server::start().await;
    let member = server.key(&[Member], &[]).await;
    let list = server.of_key(&server.owner, "/accessList");
    let answer = server.client(&member).get(&format!("{BASE}{list}")).await;
    assert_refused(&answer, 400, "API_KEY_ACCESS_LIST_ACCESS_DENIED", &[]);
    let answer = server.client(&member).get(&list).await;
    assert_refused(&answer, 401, "API_KEY_ACCESS_LIST_ACCESS_DENIED", &[]);
}

#[tokio::test]
async fn the_deprecated_path_has_the_names_of_today() {
    let server = Server::start().await;
    let path = format!("{BASE}{}", server.of_key(&server.owner, "/whitelist"));
    let answer = server.client_at(&server.owner, "127.0.0.2").get(&path).await;
    assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.2"]);
    assert_eq!(answer.header("deprecation"), "Mon, 5 Aug 2024 00:00:00 GMT");
    assert_ok(&server.owner().get(&path).await);
}

#[tokio::test]
async fn a_new_key_needs_both_fields() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    for path in [server.org("/apiKeys"), format!("/groups/{project}/apiKeys")] {
        let path = format!("{BASE}{path}");
        let answer = server.owner().post(&path, json!({ "desc": "x" })).await;
        assert_refused(&answer, 400, "MISSING_API_KEY_ROLES", &[]);
        let answer = server
            .owner()
            .post(&path, json!({ "roles": ["GROUP_OWNER"] }))
            .await;
        assert_eq!(answer.status, 400);
    }
}

#[tokio::test]
async fn a_role_that_only_atlas_organizations_have_is_refused() {
    let server = Server::start().await;
    let organization = server.organization.to_string();
    let key = server.key(&[Member], &[]).await;
    let role = "ORG_STREAM_PROCESSING_ADMIN";
    let create = format!("{BASE}{}", server.org("/apiKeys"));
    let answer = server
        .owner()
        .post(&create, json!({ "desc": "x", "roles": [role] }))
        .await;
    assert_refused(&answer, 400, "INVALID_ROLE_FOR_ORG", &[role, &organization]);
    let change = format!("{BASE}{}", server.of_key(&key, ""));
    let answer = server.owner().patch(&change, json!({ "roles": [role] })).await;
    assert_refused(&answer, 400, "INVALID_ROLE_FOR_ORG", &[role, &organization]);
    let in_atlas = json!({ "desc": "x", "roles": [role] });
    assert_ok(&server.owner().post(&server.org("/apiKeys"), in_atlas).await);
}

#[tokio::test]
async fn roles_in_projects_have_the_names_of_these_products() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let path = format!("{BASE}/groups/{project}/apiKeys");
    let of_atlas = json!({ "desc": "x", "roles": ["GROUP_CLUSTER_MANAGER"] });
    let answer = server.owner().post(&path, of_atlas).await;
    assert_refused(
        &answer,
        400,
        "INVALID_ROLE_FOR_GROUP",
        &["GROUP_CLUSTER_MANAGER", &project],
    );
    let body = json!({ "desc": "x", "roles": ["GROUP_AUTOMATION_ADMIN", "GROUP_READ_ONLY"] });
    let answer = server.owner().post(&path, body).await;
    assert_ok(&answer);
    assert_eq!(
        role_names(&answer.json()),
        ["ORG_MEMBER", "GROUP_AUTOMATION_ADMIN", "GROUP_READ_ONLY"]
    );
}

#[tokio::test]
async fn a_project_user_admin_manages_the_keys_of_the_project() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let admin = server.key_in(&project, &[UserAdmin]).await;
    let path = format!("{BASE}/groups/{project}/apiKeys");
    let body = json!({ "desc": "x", "roles": ["GROUP_READ_ONLY"] });
    assert_ok(&server.client(&admin).post(&path, body).await);
}

#[tokio::test]
async fn answers_are_plain_json_with_links_of_its_own() {
    let server = Server::start().await;
    let root = server.owner().get(BASE).await;
    assert_ok(&root);
    assert_eq!(root.header("content-type"), "application/json");
    let json = root.json();
    assert_eq!(json["appName"], "MongoDB Ops Manager");
    let base = format!("http://{}{BASE}", server.address);
    let key = format!("{base}{}", server.of_key(&server.owner, ""));
    assert_eq!(
        json["links"],
        json!([{ "href": base, "rel": "self" }, { "href": key, "rel": "http://mms.mongodb.com/apiKeys" }])
    );
    let organization = server
        .owner()
        .get(&format!("{BASE}{}", server.org("")))
        .await
        .json();
    assert_eq!(organization["links"][1]["rel"], "http://mms.mongodb.com/groups");
}
