//! Many at once.

use std::collections::HashSet;

use access::OrganizationRole::{Member, Owner};
use admin_api::{AdminApi, Author, Clock};
use serde_json::json;

use crate::support::{Server, assert_ok};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_writers_lose_no_entry() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let path = server.of_key(&key, "/accessList");
    let write = |network: u8| {
        let (server, path) = (&server, &path);
        async move {
            let client = server.owner();
            for host in 1..=20 {
                let entry = json!([{ "ipAddress": format!("10.0.{network}.{host}") }]);
                assert_ok(&client.post(path, entry).await);
            }
        }
    };
    tokio::join!(write(1), write(2));
    let json = server.owner().get(&path).await.json();
    let blocks: HashSet<_> = json["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["cidrBlock"].to_string())
        .collect();
    assert_eq!((json["totalCount"].as_u64(), blocks.len()), (Some(40), 40));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_owners_cannot_demote_each_other_at_once() {
    for _ in 0..5 {
        let server = Server::start().await;
        let other = server.key(&[Owner], &["127.0.0.1"]).await;
        let demotion = json!({ "roles": ["ORG_MEMBER"] });
        let (one, two) = (server.owner(), server.client(&other));
        let (of_other, of_owner) = (server.of_key(&other, ""), server.of_key(&server.owner, ""));
        let (one, two) = tokio::join!(
            one.patch(&of_other, demotion.clone()),
            two.patch(&of_owner, demotion)
        );
        let statuses = [one.status, two.status];
        assert_eq!(
            statuses.iter().filter(|status| **status == 200).count(),
            1,
            "{statuses:?}"
        );
    }
}

#[tokio::test]
async fn a_key_made_by_another_process_works_at_once_and_a_deleted_one_no_more() {
    let server = Server::start().await;
    let other = AdminApi::open(server.directory.path(), Clock::system())
        .await
        .unwrap();
    let description = "made on the command line".parse().unwrap();
    let author = Author::User("command line".to_owned());
    let made = other
        .create_key(server.organization, &description, &[Owner], &[], author)
        .await
        .unwrap();
    let key = crate::support::Key {
        id: made.id,
        public_key: made.public_key,
        private_key: made.private_key.to_string(),
    };
    assert_ok(&server.client(&key).get("/orgs").await);
    sqlx::query("DELETE FROM api_keys WHERE id = ?")
        .bind(key.id.to_string())
        .execute(&mut server.database().await)
        .await
        .unwrap();
    assert_eq!(server.client(&key).get("/orgs").await.status, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_processes_may_make_the_database_at_once() {
    for _ in 0..10 {
        let directory = tempfile::tempdir().unwrap();
        let open = || AdminApi::open(directory.path(), Clock::system());
        let (one, two, three, four) = tokio::join!(open(), open(), open(), open());
        for opened in [one, two, three, four] {
            assert!(opened.unwrap().organizations().await.unwrap().is_empty());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_is_assigned_to_two_projects_at_once_is_in_both() {
    let server = Server::start().await;
    let projects = [server.project("Payments").await, server.project("Billing").await];
    for _ in 0..5 {
        let key = server.key(&[Member], &[]).await;
        let assign = |project: &str| {
            let path = format!("/groups/{project}/apiKeys/{}", key.id);
            let client = server.owner();
            async move { client.patch(&path, json!({ "roles": ["GROUP_READ_ONLY"] })).await }
        };
        let (one, two) = tokio::join!(assign(&projects[0]), assign(&projects[1]));
        assert_ok(&one);
        assert_ok(&two);
        let seen = server.owner().get(&server.of_key(&key, "")).await.json();
        assert_eq!(seen["roles"].as_array().unwrap().len(), 3, "{seen}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_projects_of_one_name_are_not_created_at_once() {
    let server = Server::start().await;
    let body = json!({ "name": "Payments", "orgId": server.organization.to_string() });
    let (one, two) = (server.owner(), server.owner());
    let (one, two) = tokio::join!(one.post("/groups", body.clone()), two.post("/groups", body));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_wait_for_no_writer_and_see_nothing_half_done() {
    let server = Server::start().await;
    let keys = server.org("/apiKeys");
    // Another process holds the write lock, in the middle of a change.
    let mut other = server.database().await;
    for statement in [
        "BEGIN IMMEDIATE",
        "DELETE FROM access_list_entries",
        "UPDATE organizations SET name = 'half done'",
    ] {
        sqlx::query(statement).execute(&mut other).await.unwrap();
    }
    let client = server.owner();
    let wanted = json!({ "desc": "waits", "roles": ["ORG_MEMBER"] });
    let mut writing = Box::pin(client.post(&keys, wanted));
    let reading = async {
        let reader = server.owner();
        for _ in 0..50 {
            assert_ok(&reader.get(&keys).await);
            assert_eq!(reader.get(&server.org("")).await.json()["name"], "Acme");
        }
    };
    tokio::select! {
        answer = &mut writing => panic!("wrote beside another writer: {}", answer.text),
        () = reading => {}
    }
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    assert_ok(&writing.await);
    assert_eq!(client.get(&keys).await.json()["totalCount"], 2);
}
