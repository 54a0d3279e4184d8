//! What is kept in memory of a caller: it counts for no request that comes after a change, whoever made the change, this
//! process or another one that works on the same file.

use std::sync::atomic::{AtomicBool, Ordering};

use access::OrganizationRole::Member;
use serde_json::json;

use crate::support::{FIRST_KEY, SECOND_KEY, Server, assert_ok};

/// Makes a change as another process would, about the key or account with this id.
async fn elsewhere(server: &Server, change: &'static str, id: &str) {
    sqlx::query(change)
        .bind(id)
        .execute(&mut server.database().await)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_another_process_does_to_a_key_counts_for_the_next_request() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["127.0.0.1"]).await;
    let client = server.client(&key);
    let path = server.of_key(&key, "");
    for (change, status) in [
        (
            "UPDATE access_list_entries SET block = '10.0.0.0/8' WHERE api_key_id = ?",
            403,
        ),
        (
            "UPDATE access_list_entries SET block = '127.0.0.0/8' WHERE api_key_id = ?",
            200,
        ),
        ("DELETE FROM access_list_entries WHERE api_key_id = ?", 200),
        (
            "UPDATE organizations SET access_list_required = 1
             WHERE id = (SELECT organization_id FROM api_keys WHERE id = ?)",
            403,
        ),
        (
            "UPDATE organizations SET access_list_required = 0
             WHERE id = (SELECT organization_id FROM api_keys WHERE id = ?)",
            200,
        ),
        ("DELETE FROM organization_roles WHERE api_key_id = ?", 401),
        (
            "INSERT INTO organization_roles SELECT id, 'ORG_READ_ONLY' FROM api_keys WHERE id = ?",
            200,
        ),
        ("DELETE FROM api_keys WHERE id = ?", 401),
    ] {
        // What is known by now is used again.
        let before = client.get(&path).await.status;
        assert_eq!(client.get(&path).await.status, before);
        elsewhere(&server, change, &key.id.to_string()).await;
        let answer = client.get(&path).await;
        assert_eq!(answer.status, status, "{change}: {}", answer.text);
    }
}

#[tokio::test]
async fn what_another_process_does_to_an_account_counts_for_the_next_request() {
    let server = Server::start().await;
    let account = server.account("ada@example.com", &["ORG_OWNER"], &[]).await;
    let client = server.as_account(&account);
    let path = "/api/atlas/v1.0/orgs";
    for (change, status) in [
        ("UPDATE personal_keys SET enabled = 0 WHERE account_id = ?", 401),
        ("UPDATE personal_keys SET enabled = 1 WHERE account_id = ?", 200),
        (
            "INSERT INTO account_access_list_entries (account_id, block, family, network, prefix, created)
             VALUES (?, '10.0.0.0/8', 4, x'0a000000', 8, 0)",
            403,
        ),
    ] {
        let before = client.get(path).await.status;
        assert_eq!(client.get(path).await.status, before);
        elsewhere(&server, change, &account.id).await;
        let answer = client.get(path).await;
        assert_eq!(answer.status, status, "{change}: {}", answer.text);
    }
}

#[tokio::test]
async fn what_is_changed_here_counts_for_the_next_request() {
    let server = Server::start().await;
    let (key, owner) = (server.key(&[Member], &[]).await, server.owner());
    let client = server.client(&key);
    let (path, list) = (server.of_key(&key, ""), server.of_key(&key, "/accessList"));
    let settings = server.org("/settings");
    assert_ok(&client.get(&path).await);

    assert_ok(
        &owner
            .patch(&settings, json!({ "apiAccessListRequired": true }))
            .await,
    );
    assert_eq!(client.get(&path).await.status, 403);
    assert_ok(&owner.post(&list, json!([{ "ipAddress": "127.0.0.1" }])).await);
    assert_ok(&client.get(&path).await);
    assert_ok(&owner.patch(&path, json!({ "desc": "renamed" })).await);
    assert_eq!(
        client.get(&path).await.json()["desc"],
        "renamed",
        "as the key sees itself"
    );
    assert_ok(&owner.post(&list, json!([{ "ipAddress": "192.0.2.7" }])).await);
    assert_eq!(owner.delete(&format!("{list}/127.0.0.1")).await.status, 204);
    assert_eq!(client.get(&path).await.status, 403);
    assert_eq!(owner.delete(&path).await.status, 204);
    assert_eq!(client.get(&path).await.status, 401);
}

#[tokio::test]
async fn each_key_of_an_account_is_known_by_its_own_proof() {
    let server = Server::start().await;
    let account = server.account("ada@example.com", &["ORG_OWNER"], &[]).await;
    let path = "/api/atlas/v1.0/orgs";
    let wrong = server.with_key(&account, "no-key-of-hers");
    for _ in 0..2 {
        for key in [FIRST_KEY, SECOND_KEY] {
            assert_ok(&server.with_key(&account, key).get(path).await);
        }
        assert_eq!(wrong.get(path).await.status, 401);
    }
}

/// While requests come without end, so that there is always one on its way that began before a change.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_that_comes_after_a_change_is_judged_by_what_was_before() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let path = server.of_key(&key, "");
    let over = AtomicBool::new(false);
    let asking_on = async || {
        let client = server.client(&key);
        while !over.load(Ordering::SeqCst) {
            let status = client.get(&path).await.status;
            assert!(matches!(status, 200 | 403), "{status}");
        }
    };
    let changing = async {
        let client = server.client(&key);
        let mut other = server.database().await;
        for round in 0..100 {
            let required = round % 2 == 0;
            sqlx::query("UPDATE organizations SET access_list_required = ?")
                .bind(required)
                .execute(&mut other)
                .await
                .unwrap();
            for _ in 0..3 {
                let status = client.get(&path).await.status;
                assert_eq!(status, if required { 403 } else { 200 }, "round {round}");
            }
            if round % 10 == 0 {
                server.api.flush().await.unwrap();
            }
        }
        over.store(true, Ordering::SeqCst);
    };
    tokio::join!(changing, asking_on(), asking_on(), asking_on(), asking_on());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_are_answered_while_use_counters_wait_for_another_process() {
    let server = Server::start().await;
    let client = server.owner();
    let path = server.of_key(&server.owner, "");
    assert_ok(&client.get(&path).await);
    let mut other = server.database().await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let mut writing = Box::pin(server.api.flush());
    let asking = async {
        for _ in 0..50 {
            assert_ok(&client.get(&path).await);
        }
    };
    tokio::select! {
        written = &mut writing => panic!("wrote beside another writer: {written:?}"),
        () = asking => {}
    }
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    writing.await.unwrap();
    server.api.flush().await.unwrap();
    let entry = client
        .get(&server.of_key(&server.owner, "/accessList/127.0.0.1"))
        .await;
    assert_eq!(entry.json()["count"], 51);
}
