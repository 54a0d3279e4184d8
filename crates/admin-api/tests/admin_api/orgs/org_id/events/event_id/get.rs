use access::OrganizationRole::Owner;
use serde_json::Value;

use crate::orgs::org_id::groups::get::sample_key;
use crate::support::{Server, assert_ok, assert_refused};

/// The newest event of the organization.
async fn newest(server: &Server) -> Value {
    let json = server
        .owner()
        .get(&server.org("/events?itemsPerPage=1"))
        .await
        .json();
    json["results"][0].clone()
}

#[tokio::test]
async fn what_is_no_event_of_the_organization_is_not_found() {
    let server = Server::start().await;
    let organization = server.organization.to_string();
    let (other, key) = sample_key(&server, Owner).await;
    let of_other = server
        .client(&key)
        .get(&format!("/orgs/{other}/events?itemsPerPage=1"))
        .await
        .json();
    let in_project: String = sqlx::query_scalar("SELECT id FROM events WHERE project_id IS NOT NULL")
        .fetch_one(&mut server.database().await)
        .await
        .unwrap();
    for id in [
        "111111111111111111111111",
        of_other["results"][0]["id"].as_str().unwrap(),
        &in_project,
    ] {
        let answer = server.owner().get(&server.org(&format!("/events/{id}"))).await;
        assert_refused(&answer, 404, "ORG_EVENT_NOT_FOUND", &[id, &organization]);
    }
    let answer = server
        .client(&key)
        .get(&format!("/orgs/{other}/events/{in_project}"))
        .await;
    assert_refused(
        &answer,
        404,
        "ORG_EVENT_NOT_FOUND",
        &[&in_project, &other.to_string()],
    );
}

#[tokio::test]
async fn what_is_no_id_is_malformed() {
    let server = Server::start().await;
    let path = format!("/api/atlas/v2{}", server.org("/events/newest"));
    let answer = server.owner().get(&path).await;
    assert_refused(&answer, 400, "PATH_PARAM_PARSE_ERROR", &[&path]);
}

#[tokio::test]
async fn an_event_is_told_as_in_the_feed_where_its_link_leads() {
    let server = Server::start().await;
    let event = newest(&server).await;
    let link = event["links"][0]["href"].as_str().unwrap();
    let path = &link[link.find("/api").unwrap()..];
    let answer = server.owner().get(path).await;
    assert_ok(&answer);
    assert_eq!(answer.json(), event);
    let raw = server
        .owner()
        .get(&format!("{path}?includeRaw=true"))
        .await
        .json();
    assert_eq!(raw["raw"]["orgName"], "Acme");
}
