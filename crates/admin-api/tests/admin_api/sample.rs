//! The sample organization.

use access::OrganizationRole::Owner;
use access::{AddressBlock, Exposure, ExposureClass};
use admin_api::{Author, sample};

use crate::support::{Key, Server};

#[tokio::test]
async fn it_is_loaded_once() {
    let server = Server::start().await;
    let first = sample::load(&server.api).await.unwrap();
    let second = sample::load(&server.api).await.unwrap();
    assert_eq!(first.id, second.id);
    let keys: i64 = sqlx::query_scalar("SELECT count(*) FROM api_keys WHERE organization_id = ?")
        .bind(first.id.to_string())
        .fetch_one(&mut server.database().await)
        .await
        .unwrap();
    assert_eq!(keys, 40);
}

#[tokio::test]
async fn it_is_the_same_every_time_but_for_the_private_keys() {
    let mut seen = vec![];
    for _ in 0..2 {
        let server = Server::start().await;
        sample::load(&server.api).await.unwrap();
        let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
            "SELECT id, public_key, private_key_suffix, created FROM api_keys WHERE description <> 'made for a test'
             ORDER BY id",
        )
        .fetch_all(&mut server.database().await)
        .await
        .unwrap();
        seen.push(rows);
    }
    assert_eq!(seen[0], seen[1]);
    let mut by_time = seen[0].clone();
    by_time.sort_by_key(|(.., created)| *created);
    assert_eq!(by_time, seen[0], "ids sort as the keys were made");
}

#[tokio::test]
async fn it_has_the_faults_real_ones_have() {
    let server = Server::start().await;
    let organization = sample::load(&server.api).await.unwrap().id;
    let author = Author::User("test".to_owned());
    let block = "127.0.0.1".parse().unwrap();
    let made = server
        .api
        .create_key(organization, &"x".parse().unwrap(), &[Owner], &[block], author)
        .await
        .unwrap();
    let key = Key {
        id: made.id,
        public_key: made.public_key,
        private_key: made.private_key.to_string(),
    };
    let client = server.client(&key);
    let projects = client.get("/groups").await.json();
    assert_eq!(projects["totalCount"], 3);
    let keys = client.get(&format!("/orgs/{organization}/apiKeys")).await.json();
    let (mut without, mut open, mut overlapping, mut unused, mut v6, mut open_owner) = (0, 0, 0, 0, 0, 0);
    for listed in keys["results"].as_array().unwrap() {
        let id = listed["id"].as_str().unwrap();
        let list = client
            .get(&format!("/orgs/{organization}/apiKeys/{id}/accessList"))
            .await
            .json();
        let entries = list["results"].as_array().unwrap();
        let blocks: Vec<AddressBlock> = entries
            .iter()
            .map(|entry| entry["cidrBlock"].as_str().unwrap().parse().unwrap())
            .collect();
        let class = Exposure::of(&blocks).class;
        without += usize::from(class == ExposureClass::NoList);
        open += usize::from(class == ExposureClass::Internet);
        let is_owner = listed["roles"]
            .as_array()
            .unwrap()
            .iter()
            .any(|role| role["roleName"] == "ORG_OWNER");
        open_owner += usize::from(is_owner && class == ExposureClass::Internet);
        overlapping += usize::from(blocks.iter().any(|one| {
            blocks
                .iter()
                .any(|other| one != other && one.contains(other.first()))
        }));
        unused += usize::from(!entries.is_empty() && entries.iter().all(|entry| entry["count"] == 0));
        v6 += usize::from(blocks.iter().any(|block| block.first().is_ipv6()));
    }
    for (fault, count) in [
        ("no list", without),
        ("open to the internet", open),
        ("overlapping", overlapping),
        ("unused", unused),
        ("IPv6", v6),
        ("open owner", open_owner),
    ] {
        assert!(count > 0, "{fault}");
    }
}

#[tokio::test]
async fn its_account_is_known_to_who_has_the_data_directory() {
    let server = Server::start().await;
    sample::load(&server.api).await.unwrap();
    let credential = sample::account(&server.api).unwrap();
    let client = crate::support::Client::with(
        server.address,
        credential.user_name.as_str(),
        &credential.key,
        "127.0.0.1",
    );
    let root = client.get("/api/atlas/v1.0").await.json();
    let own = root["links"][1]["href"].as_str().unwrap();
    let path = own
        .split_once("/api")
        .map(|(_, path)| format!("/api{path}/keys"))
        .unwrap();
    assert_eq!(client.get(&path).await.json()["totalCount"], 3);
    let elsewhere = Server::start().await;
    assert_ne!(sample::account(&elsewhere.api).unwrap().key, credential.key);
}
