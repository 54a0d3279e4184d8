//! The decision table of the documents, row by row, over HTTP. The caller is at 127.0.0.1.

use access::OrganizationRole::{Member, Owner};
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

const HIT: &[&str] = &["192.0.2.0/24", "127.0.0.0/8"];
const MISS: &[&str] = &["192.0.2.0/24", "::1"];
const NONE: &[&str] = &[];

#[tokio::test]
async fn the_table() {
    let server = Server::start().await;
    let (settings, administrator) = (server.org("/settings"), server.owner());
    for (required, list, open, protected) in [
        (false, HIT, None, None),
        (true, HIT, None, None),
        (
            false,
            MISS,
            Some("IP_ADDRESS_NOT_ON_ACCESS_LIST"),
            Some("IP_ADDRESS_NOT_ON_ACCESS_LIST"),
        ),
        (
            true,
            MISS,
            Some("IP_ADDRESS_NOT_ON_ACCESS_LIST"),
            Some("IP_ADDRESS_NOT_ON_ACCESS_LIST"),
        ),
        (false, NONE, None, Some("RESOURCE_REQUIRES_ACCESS_LIST")),
        (
            true,
            NONE,
            Some("ORG_REQUIRES_ACCESS_LIST"),
            Some("ORG_REQUIRES_ACCESS_LIST"),
        ),
    ] {
        assert_ok(
            &administrator
                .patch(&settings, json!({ "apiAccessListRequired": required }))
                .await,
        );
        let key = server.key(&[Owner], list).await;
        let client = server.client(&key);
        let path = server.of_key(&server.owner, "/accessList");
        let reading = client.get(&path).await;
        let writing = client.post(&path, json!([{ "ipAddress": "198.51.100.1" }])).await;
        for (answer, refusal) in [(reading, open), (writing, protected)] {
            match refusal {
                None => assert_ok(&answer),
                Some(code) => assert_refused(&answer, 403, code, &["127.0.0.1"]),
            }
        }
    }
}

#[tokio::test]
async fn the_list_comes_before_the_role() {
    let server = Server::start().await;
    let key = server.key(&[Member], MISS).await;
    let answer = server
        .client(&key)
        .delete(&server.of_key(&server.owner, ""))
        .await;
    assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.1"]);
}

#[tokio::test]
async fn a_forwarded_address_is_not_believed() {
    let server = Server::start().await;
    let answer = server
        .client_at(&server.owner, "127.0.0.2")
        .proven(reqwest::Method::GET, "/orgs", |request| {
            let request = request.header("accept", "application/vnd.atlas.2023-01-01+json");
            request
                .header("x-forwarded-for", "127.0.0.1")
                .header("forwarded", "for=127.0.0.1")
        })
        .await;
    assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.2"]);
}
