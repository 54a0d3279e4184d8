//! How often an entry let a request in.

use std::time::Duration;

use access::OrganizationRole::Owner;
use serde_json::Value;

use crate::support::{Server, assert_ok, assert_refused};

async fn entry(server: &Server, key: &crate::support::Key, block: &str) -> Value {
    let answer = server
        .owner()
        .get(&server.of_key(key, &format!("/accessList/{block}")))
        .await;
    assert_ok(&answer);
    answer.json()
}

#[tokio::test]
async fn refused_requests_do_not_count() {
    let server = Server::start().await;
    let key = server
        .key(&[access::OrganizationRole::Member], &["127.0.0.1"])
        .await;
    let refused = server
        .client(&key)
        .delete(&server.of_key(&server.owner, ""))
        .await;
    assert_refused(&refused, 401, "USER_UNAUTHORIZED", &[]);
    assert_eq!(server.client_at(&key, "127.0.0.2").get("/orgs").await.status, 403);
    server.api.flush().await.unwrap();
    let entry = entry(&server, &key, "127.0.0.1").await;
    assert_eq!(entry["count"], 0);
    assert!(entry.get("lastUsed").is_none() && entry.get("lastUsedAddress").is_none());
}

#[tokio::test]
async fn the_most_specific_entry_counts() {
    let server = Server::start().await;
    let key = server
        .key(&[Owner], &["127.0.0.0/8", "127.0.0.2", "192.0.2.0/24"])
        .await;
    for (address, times) in [("127.0.0.2", 3), ("127.0.0.3", 2)] {
        let client = server.client_at(&key, address);
        for _ in 0..times {
            assert_ok(&client.get("/orgs").await);
        }
        server.advance(Duration::from_secs(60));
    }
    server.api.flush().await.unwrap();
    for (block, count, address, at) in [
        ("127.0.0.0%2F8", 2, "127.0.0.3", "2026-08-10T03:03:57Z"),
        ("127.0.0.2", 3, "127.0.0.2", "2026-08-10T03:02:57Z"),
    ] {
        let entry = entry(&server, &key, block).await;
        assert_eq!(entry["count"], count, "{block}");
        assert_eq!(entry["lastUsedAddress"], address);
        assert_eq!(entry["lastUsed"], at);
    }
    assert_eq!(entry(&server, &key, "192.0.2.0%2F24").await["count"], 0);
}

#[tokio::test]
async fn what_was_counted_before_a_change_is_written_after_it() {
    let server = Server::start().await;
    let key = server.key(&[Owner], &["127.0.0.1"]).await;
    for _ in 0..3 {
        assert_ok(&server.client(&key).get("/orgs").await);
        // Nothing that is known of a caller outlives a change.
        server.key(&[Owner], &[]).await;
        assert_ok(&server.owner().get("/orgs").await);
    }
    server.api.flush().await.unwrap();
    assert_eq!(entry(&server, &key, "127.0.0.1").await["count"], 3);
}

#[tokio::test]
async fn the_keeper_writes_at_the_end() {
    let server = Server::start().await;
    let key = server.key(&[Owner], &["127.0.0.1"]).await;
    assert_ok(&server.client(&key).get("/orgs").await);
    server.api.keep_counters(std::future::ready(())).await;
    assert_eq!(entry(&server, &key, "127.0.0.1").await["count"], 1);
    server.api.flush().await.unwrap();
    assert_eq!(
        entry(&server, &key, "127.0.0.1").await["count"],
        1,
        "nothing is written twice"
    );
}
