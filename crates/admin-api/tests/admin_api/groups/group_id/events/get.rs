use access::OrganizationRole::{Member, ReadOnly};
use serde_json::{Value, json};

use crate::orgs::org_id::groups::get::sample_key;
use crate::support::{Server, assert_ok, assert_refused};

/// The project of the sample in which something happened.
async fn project(server: &Server) -> String {
    sqlx::query_scalar("SELECT id FROM projects WHERE name = 'data-platform'")
        .fetch_one(&mut server.database().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn without_a_role_in_the_project_it_is_refused() {
    let server = Server::start().await;
    let (_, member) = sample_key(&server, Member).await;
    let path = format!("/groups/{}/events", project(&server).await);
    for client in [server.client(&member), server.owner()] {
        assert_refused(&client.get(&path).await, 401, "NOT_IN_GROUP", &[]);
    }
}

#[tokio::test]
async fn filters_that_mean_nothing_are_refused() {
    let server = Server::start().await;
    let (_, key) = sample_key(&server, ReadOnly).await;
    let path = format!("/groups/{}/events", project(&server).await);
    for (query, code, parameter) in [
        ("excludedEventType=a", "INVALID_ENUM_VALUE", "a"),
        ("maxDate=0", "INVALID_DATE_FORMAT", "0"),
    ] {
        let answer = server.client(&key).get(&format!("{path}?{query}")).await;
        assert_refused(&answer, 400, code, &[parameter]);
    }
}

#[tokio::test]
async fn the_feed_has_what_happened_in_the_project() {
    let server = Server::start().await;
    let (_, key) = sample_key(&server, ReadOnly).await;
    let id = project(&server).await;
    let answer = server
        .client(&key)
        .get(&format!("/groups/{id}/events?includeRaw=true"))
        .await;
    assert_ok(&answer);
    let json = answer.json();
    let events: Vec<&Value> = json["results"].as_array().unwrap().iter().collect();
    assert!(events.len() > 1);
    for event in &events {
        assert_eq!(event["eventTypeName"], "API_KEY_ADDED_TO_GROUP");
        assert_eq!(event["groupId"], id);
        assert!(event.get("orgId").is_none());
        assert!(event["targetPublicKey"].is_string());
        assert_eq!(event["raw"]["cid"], id);
        assert_eq!(event["raw"]["gn"], "data-platform");
        let link = server.url(&format!("/groups/{id}/events/{}", event["id"].as_str().unwrap()));
        assert_eq!(event["links"], json!([{ "href": link, "rel": "self" }]));
    }
    let times: Vec<_> = events.iter().map(|event| event["created"].to_string()).collect();
    assert!(times.iter().rev().is_sorted(), "{times:?}");
}

#[tokio::test]
async fn types_can_be_left_out_and_clusters_named() {
    let server = Server::start().await;
    let (_, key) = sample_key(&server, ReadOnly).await;
    let path = format!("/groups/{}/events", project(&server).await);
    let json = server
        .client(&key)
        .get(&format!(
            "{path}?excludedEventType=GROUP_CREATED&excludedEventType=API_KEY_ADDED_TO_GROUP&clusterNames=one"
        ))
        .await
        .json();
    assert_eq!(json["totalCount"], 0);
    assert_eq!(
        json["links"][0]["href"],
        format!(
            "{}?clusterNames=one&excludedEventType=GROUP_CREATED&excludedEventType=API_KEY_ADDED_TO_GROUP\
             &includeCount=true&includeRaw=false&pageNum=1&itemsPerPage=100",
            server.url(&path)
        )
    );
}
