use access::OrganizationRole::{Member, ReadOnly};
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn another_keys_list_is_for_owners_only() {
    let server = Server::start().await;
    let key = server.key(&[ReadOnly], &[]).await;
    let answer = server
        .client(&key)
        .get(&server.of_key(&server.owner, "/accessList"))
        .await;
    assert_refused(&answer, 401, "API_KEY_ACCESS_LIST_ACCESS_DENIED", &[]);
}

#[tokio::test]
async fn the_list_of_no_key_is_not_found() {
    let server = Server::start().await;
    let missing = "0123456789abcdef01234567";
    let answer = server
        .owner()
        .get(&server.org(&format!("/apiKeys/{missing}/accessList")))
        .await;
    assert_refused(&answer, 404, "API_KEY_NOT_FOUND", &[missing]);
}

#[tokio::test]
async fn a_key_sees_its_own_list_in_the_order_of_addresses() {
    let server = Server::start().await;
    let list = [
        "2001:db8::/32",
        "192.0.2.0/24",
        "127.0.0.1",
        "10.0.0.0/8",
        "10.0.0.0/16",
    ];
    let key = server.key(&[Member], &list).await;
    for name in ["accessList", "accesslist", "accessList/"] {
        let answer = server
            .client(&key)
            .get(&server.of_key(&key, &format!("/{name}")))
            .await;
        assert_ok(&answer);
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
                "10.0.0.0/8",
                "10.0.0.0/16",
                "127.0.0.1/32",
                "192.0.2.0/24",
                "2001:db8:0:0:0:0:0:0/32"
            ]
        );
        let list = server.url(&server.of_key(&key, "/accessList"));
        assert_eq!(
            json["links"],
            json!([{ "href": format!("{list}?includeCount=true&pageNum=1&itemsPerPage=100"), "rel": "self" }])
        );
        assert_eq!(
            json["results"][2],
            json!({
                "cidrBlock": "127.0.0.1/32",
                "count": 0,
                "created": "2026-08-10T03:02:57Z",
                "ipAddress": "127.0.0.1",
                "links": [{ "href": format!("{list}/127.0.0.1"), "rel": "self" }],
            })
        );
        assert_eq!(
            json["results"][3]["links"][0]["href"],
            format!("{list}/192.0.2.0%2F24")
        );
        assert!(json["results"][3].get("ipAddress").is_none());
    }
}

#[tokio::test]
async fn a_list_has_pages() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["10.0.0.1", "10.0.0.2", "10.0.0.3"]).await;
    let path = server.of_key(&key, "/accessList?itemsPerPage=2&pageNum=2");
    let json = server.owner().get(&path).await.json();
    assert_eq!(json["results"].as_array().unwrap().len(), 1);
    assert_eq!(json["results"][0]["ipAddress"], "10.0.0.3");
    assert_eq!(json["totalCount"], 3);
}
