use access::OrganizationRole::{Member, ReadOnly};
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn another_keys_entry_is_for_owners_only() {
    let server = Server::start().await;
    let key = server.key(&[ReadOnly], &[]).await;
    let answer = server
        .client(&key)
        .get(&server.of_key(&server.owner, "/accessList/127.0.0.1"))
        .await;
    assert_refused(&answer, 401, "API_KEY_ACCESS_LIST_ACCESS_DENIED", &[]);
}

#[tokio::test]
async fn what_is_on_no_list_is_not_found() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["192.0.2.0/24"]).await;
    let public_key = key.public_key.to_string();
    for (raw, shown) in [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.0%2F25", "192.0.2.0/25"),
        ("0.0.0.0%2F0", "0.0.0.0/0"),
    ] {
        let answer = server
            .owner()
            .get(&server.of_key(&key, &format!("/accessList/{raw}")))
            .await;
        assert_refused(
            &answer,
            404,
            "API_KEY_ACCESS_LIST_NOT_FOUND",
            &[shown, &public_key],
        );
    }
    let answer = server
        .owner()
        .get(&server.of_key(&key, "/accessList/office"))
        .await;
    assert_refused(&answer, 400, "INVALID_IP_ADDRESS_OR_CIDR_NOTATION", &["office"]);
    let path = format!("/api/atlas/v2{}", server.of_key(&key, "/accessList/192.0.2.0/24"));
    assert_refused(
        &server.owner().get(&path).await,
        404,
        "RESOURCE_NOT_FOUND",
        &[&path],
    );
}

#[tokio::test]
async fn an_entry_is_found_by_every_spelling_of_its_block() {
    let server = Server::start().await;
    let key = server
        .key(&[Member], &["192.0.2.0/24", "198.51.100.7", "2001:db8::/32"])
        .await;
    for (raw, block) in [
        ("192.0.2.0%2F24", "192.0.2.0/24"),
        ("192.0.2.0%2f24", "192.0.2.0/24"),
        ("192.0.2.99%2F24/", "192.0.2.0/24"),
        ("198.51.100.7", "198.51.100.7/32"),
        ("198.51.100.7%2F32", "198.51.100.7/32"),
        ("2001:DB8::%2F32", "2001:db8:0:0:0:0:0:0/32"),
        ("2001%3Adb8%3A%3A%2F32", "2001:db8:0:0:0:0:0:0/32"),
    ] {
        for list in ["accessList", "accesslist"] {
            let answer = server
                .owner()
                .get(&server.of_key(&key, &format!("/{list}/{raw}")))
                .await;
            assert_ok(&answer);
            assert_eq!(answer.json()["cidrBlock"], block, "{raw}");
        }
    }
    let answer = server
        .owner()
        .get(&server.of_key(&key, "/accessList/192.0.2.0%2F24"))
        .await;
    assert_eq!(
        answer.json(),
        json!({
            "cidrBlock": "192.0.2.0/24",
            "count": 0,
            "created": "2026-08-10T03:02:57Z",
            "links": [
                { "href": server.url(&server.of_key(&key, "/accessList/192.0.2.0%2F24")), "rel": "self" },
                { "href": server.url(&server.of_key(&key, "")), "rel": "https://cloud.mongodb.com/apiKeys" },
            ],
        })
    );
}
