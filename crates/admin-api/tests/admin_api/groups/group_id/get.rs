use access::OrganizationRole::{Member, ReadOnly};
use serde_json::{Value, json};

use crate::orgs::org_id::groups::get::sample_key;
use crate::support::{Server, assert_ok, assert_refused};

/// The links of a project that stands alone, as recorded from the real server.
pub fn links(own: &str) -> Value {
    let related =
        |name| json!({ "href": format!("{own}/{name}"), "rel": format!("https://cloud.mongodb.com/{name}") });
    json!([
        { "href": own, "rel": "self" },
        related("containers"),
        related("clusters"),
        related("databaseUsers"),
        related("peers"),
        related("processes"),
        related("whitelist"),
    ])
}

async fn project(server: &Server) -> String {
    sqlx::query_scalar("SELECT id FROM projects WHERE name = 'data-platform'")
        .fetch_one(&mut server.database().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_project_that_is_not_there_is_not_found() {
    let server = Server::start().await;
    let missing = "111111111111111111111111";
    let key = server.key(&[Member], &[]).await;
    for client in [server.owner(), server.client(&key)] {
        let answer = client.get(&format!("/groups/{missing}")).await;
        assert_refused(&answer, 404, "GROUP_NOT_FOUND", &[missing]);
    }
    let off_the_list = server
        .client_at(&server.owner, "127.0.0.2")
        .get(&format!("/groups/{missing}"))
        .await;
    assert_refused(
        &off_the_list,
        403,
        "IP_ADDRESS_NOT_ON_ACCESS_LIST",
        &["127.0.0.2"],
    );
}

#[tokio::test]
async fn without_a_role_in_it_or_from_another_organization_it_is_refused() {
    let server = Server::start().await;
    let (_, member) = sample_key(&server, Member).await;
    let path = format!("/groups/{}", project(&server).await);
    for client in [server.client(&member), server.owner()] {
        assert_refused(&client.get(&path).await, 401, "NOT_IN_GROUP", &[]);
    }
}

#[tokio::test]
async fn a_project_is_told() {
    let server = Server::start().await;
    let (organization, key) = sample_key(&server, ReadOnly).await;
    let id = project(&server).await;
    let answer = server.client(&key).get(&format!("/groups/{id}/")).await;
    assert_ok(&answer);
    assert_eq!(
        answer.json(),
        json!({
            "clusterCount": 0,
            "created": "2024-09-25T20:26:40Z",
            "id": id,
            "links": links(&server.url(&format!("/groups/{id}"))),
            "name": "data-platform",
            "orgId": organization.to_string(),
            "tags": [],
            "withDefaultAlertsSettings": true,
        })
    );
}
