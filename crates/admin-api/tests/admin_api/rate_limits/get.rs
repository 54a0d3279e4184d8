use access::OrganizationRole::{Member, Owner};
use admin_api::{RateLimits, Serving};
use reqwest::Method;
use serde_json::{Value, json};

use crate::orgs::org_id::groups::get::sample_key;
use crate::support::{Answer, Server, V2, assert_refused};

/// A server with the documented limits, but for one.
pub async fn limited() -> Server {
    let limits = r#"{"endpointSets": {"events_group": {"capacity": 30, "refillRate": 10, "refillDurationSeconds": 6}}}"#;
    Server::start_serving(Serving {
        rate_limits: RateLimits::from_json(limits).unwrap(),
        ..Serving::default()
    })
    .await
}

fn ids(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let json = answer.json();
    let sets = json["results"].as_array().unwrap();
    sets.iter()
        .map(|set| set["endpointSetId"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn versions_before_it_do_not_have_it() {
    let server = limited().await;
    let answer = server
        .owner()
        .proven(Method::GET, "/rateLimits", |request| request.header("accept", V2))
        .await;
    assert_refused(&answer, 406, "INVALID_VERSION_DATE", &[]);
    let path = "/api/atlas/v1.0/rateLimits";
    let answer = server.owner().get(path).await;
    assert_refused(&answer, 404, "RESOURCE_NOT_FOUND", &[path]);
}

#[tokio::test]
async fn limits_of_others_are_not_told() {
    let server = limited().await;
    let (other, _) = sample_key(&server, Owner).await;
    let member = server.key(&[Member], &[]).await;
    let client = server.client(&member);
    let project: String = sqlx::query_scalar("SELECT id FROM projects LIMIT 1")
        .fetch_one(&mut server.database().await)
        .await
        .unwrap();
    let missing = "111111111111111111111111";
    for (query, status, code, parameters) in [
        (format!("orgId={other}"), 401, "USER_CANNOT_ACCESS_ORG", &[][..]),
        (format!("orgId={missing}"), 404, "ORG_NOT_FOUND", &[missing]),
        (format!("groupId={project}"), 401, "NOT_IN_GROUP", &[]),
        (format!("groupId={missing}"), 404, "GROUP_NOT_FOUND", &[missing]),
        ("orgId=x".to_owned(), 400, "INVALID_QUERY_PARAMETER", &["orgId"]),
        (
            "ipAddress=localhost".to_owned(),
            400,
            "INVALID_QUERY_PARAMETER",
            &["ipAddress"],
        ),
        (
            format!("userId={}", server.owner.public_key),
            401,
            "USER_UNAUTHORIZED",
            &[],
        ),
        ("ipAddress=192.0.2.1".to_owned(), 401, "USER_UNAUTHORIZED", &[]),
    ] {
        let answer = client.get(&format!("/rateLimits?{query}")).await;
        assert_refused(&answer, status, code, parameters);
    }
}

#[tokio::test]
async fn every_set_is_told_with_its_limit_and_the_documented_one() {
    let server = limited().await;
    let answer = server.owner().get("/rateLimits").await;
    assert_eq!(
        answer.header("content-type"),
        "application/vnd.atlas.2025-03-12+json;charset=utf-8"
    );
    let ids = ids(&answer);
    assert!(ids.contains(&"organizationSettings_organization".to_owned()));
    // Its endpoints are not in v2.
    assert!(!ids.contains(&"mongodbCloudUsers_user".to_owned()));
    let json = answer.json();
    let number = |default: u32, value: u32| json!({ "defaultValue": default, "value": value });
    let sets = json["results"].as_array().unwrap();
    let events = sets.iter().find(|set| set["endpointSetId"] == "events_group");
    assert_eq!(
        *events.unwrap(),
        json!({
            "capacity": number(300, 30),
            "endpointSetId": "events_group",
            "endpointSetName": "Events",
            "endpoints": [
                { "method": "GET", "path": "/api/atlas/v2/groups/{groupId}/events" },
                { "method": "GET", "path": "/api/atlas/v2/groups/{groupId}/events/{eventId}" },
            ],
            "refillDurationSeconds": number(60, 6),
            "refillRate": number(100, 10),
            "scope": "GROUP",
        })
    );
}

#[tokio::test]
async fn filters_narrow_it() {
    let server = limited().await;
    let client = server.owner();
    for (query, found) in [
        (
            format!("orgId={}&name=organization%20settings", server.organization),
            &["organizationSettings_organization"][..],
        ),
        (
            "name=Events".to_owned(),
            &["events_organization", "events_group", "events_user"],
        ),
        (
            format!("name=Events&userId={}", server.owner.public_key),
            &["events_user"],
        ),
        ("endpointPath=/api/atlas/v2".to_owned(), &["root_user"]),
        (
            "endpointPath=/api/atlas/v2/orgs/%7BorgId%7D/apiKeys".to_owned(),
            &["programmaticApiKeys_organization"],
        ),
        ("endpointPath=/api/atlas/v2/clusters".to_owned(), &[]),
        ("ipAddress=127.0.0.1".to_owned(), &[]),
    ] {
        let answer = client.get(&format!("/rateLimits?{query}")).await;
        assert_eq!(ids(&answer), found, "{query}");
    }
    let json: Value = client.get("/rateLimits?name=Root&itemsPerPage=1").await.json();
    assert_eq!(
        json["links"][0]["href"],
        format!(
            "{}?includeCount=true&name=Root&pageNum=1&itemsPerPage=1",
            server.url("/rateLimits")
        )
    );
}

#[tokio::test]
async fn without_limits_there_are_none_to_tell() {
    let server = Server::start().await;
    assert!(ids(&server.owner().get("/rateLimits").await).is_empty());
}
