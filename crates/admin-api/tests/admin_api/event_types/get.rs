use access::OrganizationRole::Member;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn off_the_list_nothing_is_told() {
    let server = Server::start().await;
    let answer = server
        .client_at(&server.owner, "127.0.0.2")
        .get("/eventTypes")
        .await;
    assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.2"]);
}

#[tokio::test]
async fn every_type_is_described_once() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let answer = server.client(&key).get("/eventTypes?itemsPerPage=500").await;
    assert_ok(&answer);
    let json = answer.json();
    let types: Vec<_> = json["results"].as_array().unwrap().iter().collect();
    assert_eq!(json["totalCount"], types.len());
    let mut names: Vec<_> = types
        .iter()
        .map(|kind| kind["eventType"].as_str().unwrap())
        .collect();
    assert!(names.contains(&"API_KEY_CREATED") && names.contains(&"ORG_PUBLIC_API_ACCESS_LIST_REQUIRED"));
    assert!(
        types
            .iter()
            .all(|kind| kind["alertable"] == false && !kind["description"].as_str().unwrap().is_empty())
    );
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), types.len());
}
