use access::OrganizationRole::{Member, Owner};
use serde_json::{Value, json};

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn a_key_without_a_list_cannot_change_one() {
    let server = Server::start().await;
    let key = server.key(&[Owner], &[]).await;
    let body = json!([{ "ipAddress": "127.0.0.1" }]);
    let answer = server
        .client(&key)
        .post(&server.of_key(&key, "/accessList"), body)
        .await;
    assert_refused(&answer, 403, "RESOURCE_REQUIRES_ACCESS_LIST", &["127.0.0.1"]);
}

#[tokio::test]
async fn only_an_owner_may_even_for_its_own_list() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["127.0.0.1"]).await;
    let body = json!([{ "ipAddress": "127.0.0.2" }]);
    let answer = server
        .client(&key)
        .post(&server.of_key(&key, "/accessList"), body)
        .await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
}

#[tokio::test]
async fn entries_that_are_none_are_refused_and_none_of_them_is_added() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let path = server.of_key(&key, "/accessList");
    let entry = |name: &str, text: &str| json!([{ "ipAddress": "192.0.2.1" }, { name: text }]);
    for (body, code, parameters) in [
        (json!({ "ipAddress": "192.0.2.1" }), "INVALID_JSON", &[][..]),
        (json!(["192.0.2.1"]), "INVALID_JSON", &[]),
        (
            json!([{}]),
            "MISSING_ONE_OF_ATTRIBUTES",
            &["ipAddress", "cidrBlock"],
        ),
        (
            json!([{ "ipAddress": "192.0.2.1", "cidrBlock": "192.0.2.1/32" }]),
            "BAD_ACCESS_LIST_ADD_REQUEST",
            &[],
        ),
        (
            json!([{ "ipAddress": "192.0.2.1", "comment": "x" }]),
            "INVALID_ATTRIBUTE",
            &["comment"],
        ),
        (
            json!([{ "ipAddress": 7 }]),
            "INVALID_JSON_ATTRIBUTE",
            &["ipAddress"],
        ),
        (
            entry("ipAddress", "office"),
            "INVALID_IP_ADDRESS_OR_CIDR_NOTATION",
            &["office"],
        ),
        (
            entry("ipAddress", "10.0.0.0/8"),
            "INVALID_IP_ADDRESS_OR_CIDR_NOTATION",
            &["10.0.0.0/8"],
        ),
        (
            entry("cidrBlock", "10.0.0.0/33"),
            "INVALID_CIDR_BLOCK",
            &["10.0.0.0/33"],
        ),
        (
            entry("cidrBlock", "10.0.0.0%2F33"),
            "INVALID_CIDR_BLOCK",
            &["10.0.0.0%2F33"],
        ),
        (
            entry("cidrBlock", "10.0.0.0"),
            "INVALID_CIDR_BLOCK",
            &["10.0.0.0"],
        ),
        (
            entry("cidrBlock", "0.0.0.0/0"),
            "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST",
            &["0.0.0.0/0"],
        ),
        (
            entry("cidrBlock", "::/0"),
            "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST",
            &["::/0"],
        ),
        (
            entry("cidrBlock", "192.0.2.1/32"),
            "DUPLICATE_ADDRESSES_IN_INPUT",
            &[],
        ),
        (
            entry("ipAddress", "::ffff:192.0.2.1"),
            "DUPLICATE_ADDRESSES_IN_INPUT",
            &[],
        ),
    ] {
        let answer = server.owner().post(&path, body).await;
        assert_refused(&answer, 400, code, parameters);
    }
    assert_eq!(server.owner().get(&path).await.json()["totalCount"], 0);
}

#[tokio::test]
async fn the_entry_after_the_two_hundredth_is_refused() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let path = server.of_key(&key, "/accessList");
    let entries = |from: u32, to: u32| -> Value {
        (from..to)
            .map(|i| json!({ "ipAddress": format!("10.0.{}.{}", i / 250, i % 250 + 1) }))
            .collect()
    };
    assert_ok(&server.owner().post(&path, entries(0, 199)).await);
    let answer = server.owner().post(&path, entries(199, 201)).await;
    assert_refused(
        &answer,
        400,
        "VALIDATION_ERROR",
        &["an access list holds at most 200 entries"],
    );
    assert_ok(&server.owner().post(&path, entries(190, 200)).await);
    assert_eq!(server.owner().get(&path).await.json()["totalCount"], 200);
}

#[tokio::test]
async fn new_entries_are_added_in_canonical_form_and_present_ones_are_left() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["198.51.100.7"]).await;
    let before = server.events().await.len();
    let path = server.of_key(&key, "/accessList");
    let body = json!([
        { "ipAddress": "198.51.100.7" },
        { "cidrBlock": "192.0.2.77%2F24" },
        { "ipAddress": "2001:DB8:0:0:0:0:0:1", "cidrBlock": null },
        { "cidrBlock": "0.0.0.0/1" },
    ]);
    let answer = server.owner().post(&path, body).await;
    assert_ok(&answer);
    assert_eq!(
        answer.text,
        server.owner().get(&path).await.text,
        "the whole list is answered"
    );
    let json = answer.json();
    let blocks: Vec<_> = json["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["cidrBlock"])
        .collect();
    assert_eq!(
        blocks,
        [
            "0.0.0.0/1",
            "192.0.2.0/24",
            "198.51.100.7/32",
            "2001:db8:0:0:0:0:0:1/128"
        ]
    );
    let public_key = key.public_key.to_string();
    let added = |entry| server.event("API_KEY_ACCESS_LIST_ENTRY_ADDED", Some(&public_key), Some(entry));
    assert_eq!(
        server.events().await[before..],
        [
            added("192.0.2.0/24"),
            added("2001:db8::1/128"),
            added("0.0.0.0/1")
        ]
    );
}
