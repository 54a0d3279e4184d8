use serde_json::{Value, json};

use crate::support::{Server, assert_ok, assert_refused};

fn blocks(answer: &Value) -> Vec<&str> {
    let results = answer["results"].as_array().unwrap();
    results
        .iter()
        .map(|entry| entry["cidrBlock"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn another_account_cannot() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let eve = server
        .account("eve@example.com", &["ORG_OWNER"], &["127.0.0.1"])
        .await;
    let body = json!([{ "ipAddress": "127.0.0.1" }]);
    let answer = server.as_account(&eve).post(&ada.path("/accessList"), body).await;
    assert_refused(&answer, 401, "ACCESS_LIST_ACCESS_DENIED", &[&ada.id]);
}

#[tokio::test]
async fn where_there_is_a_list_it_must_come_from_an_address_on_it() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_OWNER"], &["127.0.0.1"])
        .await;
    let body = json!([{ "ipAddress": "127.0.0.2" }]);
    let elsewhere = server.as_account_at(&ada, "127.0.0.2");
    let answer = elsewhere.post(&ada.path("/accessList"), body.clone()).await;
    assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.2"]);
    assert_ok(&server.as_account(&ada).post(&ada.path("/accessList"), body).await);
    assert_ok(&elsewhere.get(&ada.path("/accessList")).await);
}

#[tokio::test]
async fn where_there_is_none_the_first_entries_have_the_address_it_comes_from() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let path = ada.path("/accessList");
    let body = json!([{ "ipAddress": "192.0.2.1" }]);
    let answer = server.as_account(&ada).post(&path, body).await;
    assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.1"]);
    assert_eq!(server.as_account(&ada).get(&path).await.json()["totalCount"], 0);
    let body = json!([{ "ipAddress": "192.0.2.1" }, { "ipAddress": "127.0.0.0/8" }]);
    assert_ok(&server.as_account(&ada).post(&path, body).await);
    assert_eq!(server.as_account(&ada).get(&path).await.json()["totalCount"], 2);
}

#[tokio::test]
async fn what_is_no_entry_is_refused_and_nothing_is_added() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let path = ada.path("/accessList");
    for (body, code, parameters) in [
        (json!({ "ipAddress": "127.0.0.1" }), "INVALID_JSON", &[][..]),
        (
            json!([{}]),
            "MISSING_ONE_OF_ATTRIBUTES",
            &["ipAddress", "cidrBlock"],
        ),
        (
            json!([{ "ipAddress": "127.0.0.1" }, { "ipAddress": "127.0.0.1/32" }]),
            "DUPLICATE_ADDRESSES_IN_INPUT",
            &[],
        ),
        (
            json!([{ "ipAddress": "127.0.0.1" }, { "ipAddress": "here" }]),
            "INVALID_IP_ADDRESS_OR_CIDR_NOTATION",
            &["here"],
        ),
        (
            json!([{ "ipAddress": "0.0.0.0/0" }]),
            "CANNOT_ADD_IP_ADDRESS_TO_ACCESS_LIST",
            &["0.0.0.0/0"],
        ),
    ] {
        let answer = server.as_account(&ada).post(&path, body).await;
        assert_refused(&answer, 400, code, parameters);
    }
    assert_eq!(server.as_account(&ada).get(&path).await.json()["totalCount"], 0);
}

#[tokio::test]
async fn an_address_field_takes_blocks_and_known_ones_are_ignored() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let path = ada.path("/accessList");
    let body = json!([{ "ipAddress": "127.0.0.0/8" }, { "cidrBlock": "192.0.2.77/24" }]);
    let answer = server.as_account(&ada).post(&path, body).await;
    assert_ok(&answer);
    assert_eq!(blocks(&answer.json()), ["127.0.0.0/8", "192.0.2.0/24"]);
    let body = json!([{ "ipAddress": "192.0.2.0/24" }, { "ipAddress": "198.51.100.7" }]);
    let answer = server.as_account(&ada).post(&path, body).await;
    assert_ok(&answer);
    assert_eq!(
        blocks(&answer.json()),
        ["127.0.0.0/8", "192.0.2.0/24", "198.51.100.7/32"]
    );
}
