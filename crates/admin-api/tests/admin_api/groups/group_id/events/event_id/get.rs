use access::OrganizationRole::{Member, ReadOnly};

use crate::orgs::org_id::groups::get::sample_key;
use crate::support::{Server, assert_ok, assert_refused};

/// A project of the sample, and an event in its feed.
async fn event(server: &Server) -> (String, String) {
    sqlx::query_as("SELECT project_id, id FROM events WHERE project_id IS NOT NULL")
        .fetch_one(&mut server.database().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn without_a_role_in_the_project_it_is_refused() {
    let server = Server::start().await;
    let (_, member) = sample_key(&server, Member).await;
    let (project, id) = event(&server).await;
    let answer = server
        .client(&member)
        .get(&format!("/groups/{project}/events/{id}"))
        .await;
    assert_refused(&answer, 401, "NOT_IN_GROUP", &[]);
}

#[tokio::test]
async fn an_event_of_another_feed_is_not_found() {
    let server = Server::start().await;
    let (_, key) = sample_key(&server, ReadOnly).await;
    let (project, _) = event(&server).await;
    let elsewhere: Vec<String> = sqlx::query_scalar(
        "SELECT * FROM (SELECT id FROM events WHERE project_id <> ? LIMIT 1)
         UNION ALL SELECT * FROM (SELECT id FROM events WHERE project_id IS NULL LIMIT 1)",
    )
    .bind(&project)
    .fetch_all(&mut server.database().await)
    .await
    .unwrap();
    assert_eq!(elsewhere.len(), 2);
    for id in elsewhere {
        let answer = server
            .client(&key)
            .get(&format!("/groups/{project}/events/{id}"))
            .await;
        assert_refused(&answer, 404, "EVENT_NOT_FOUND", &[&id, &project]);
    }
}

#[tokio::test]
async fn an_event_is_told() {
    let server = Server::start().await;
    let (_, key) = sample_key(&server, ReadOnly).await;
    let (project, id) = event(&server).await;
    let answer = server
        .client(&key)
        .get(&format!("/groups/{project}/events/{id}/"))
        .await;
    assert_ok(&answer);
    let json = answer.json();
    assert_eq!((&json["id"], &json["groupId"]), (&id.into(), &project.into()));
    assert_eq!(json["username"], "sample data");
}
