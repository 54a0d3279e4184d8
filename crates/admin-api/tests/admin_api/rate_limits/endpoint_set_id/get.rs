use serde_json::Value;

use crate::rate_limits::get::limited;
use crate::support::{Server, assert_refused};

#[tokio::test]
async fn what_is_no_set_is_not_found() {
    let server = limited().await;
    let own = format!("?orgId={}", server.organization);
    for (id, query) in [
        ("settings", ""),
        ("Root_user", ""),
        ("mongodbCloudUsers_user", ""),
        // There is such a set, but not for organizations.
        ("root_user", own.as_str()),
    ] {
        let path = format!("/api/atlas/v2/rateLimits/{id}");
        let answer = server.owner().get(&format!("{path}{query}")).await;
        assert_refused(&answer, 404, "RESOURCE_NOT_FOUND", &[&path]);
    }
    let unlimited = Server::start().await;
    let path = "/api/atlas/v2/rateLimits/root_user";
    let answer = unlimited.owner().get(path).await;
    assert_refused(&answer, 404, "RESOURCE_NOT_FOUND", &[path]);
}

#[tokio::test]
async fn limits_of_others_are_not_told() {
    let server = limited().await;
    let answer = server.owner().get("/rateLimits/root_user?userId=somebody").await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
}

#[tokio::test]
async fn a_set_is_told_as_in_the_list() {
    let server = limited().await;
    let client = server.owner();
    let one: Value = client.get("/rateLimits/events_group").await.json();
    let list = client.get("/rateLimits?name=Events").await.json();
    assert!(list["results"].as_array().unwrap().contains(&one), "{one}");
}
