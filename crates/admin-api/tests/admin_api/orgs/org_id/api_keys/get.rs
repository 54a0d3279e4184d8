use access::OrganizationRole::{Member, ReadOnly};
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn another_organization_is_refused() {
    let server = Server::start().await;
    let other = server
        .api
        .create_organization(&"Another".parse().unwrap())
        .await
        .unwrap();
    let answer = server.owner().get(&format!("/orgs/{}/apiKeys", other.id)).await;
    assert_refused(&answer, 401, "USER_CANNOT_ACCESS_ORG", &[]);
}

#[tokio::test]
async fn private_keys_are_redacted_as_the_real_server_does() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let answer = server.client(&key).get(&server.org("/apiKeys")).await;
    assert_ok(&answer);
    let json = answer.json();
    assert_eq!(json["totalCount"], 2);
    let redacted = format!("********-****-****-{}", &key.private_key[24..]);
    assert_eq!(redacted.len(), 31);
    let listed = json["results"]
        .as_array()
        .unwrap()
        .iter()
        .find(|listed| listed["id"] == key.id.to_string());
    assert_eq!(
        *listed.unwrap(),
        json!({
            "desc": "made for a test",
            "id": key.id.to_string(),
            "links": [{ "href": server.url(&server.of_key(&key, "")), "rel": "self" }],
            "privateKey": redacted,
            "publicKey": key.public_key.to_string(),
            "roles": [{ "orgId": server.organization.to_string(), "roleName": "ORG_MEMBER" }],
        })
    );
    for secret in [&key.private_key, &server.owner.private_key] {
        assert!(!answer.text.contains(secret.as_str()));
    }
}

#[tokio::test]
async fn pages_follow_each_other_and_hold_every_key_once() {
    let server = Server::start().await;
    for _ in 0..4 {
        server.key(&[ReadOnly], &[]).await;
    }
    let client = server.owner();
    let href = |page: u32, size: u32| {
        let list = server.url(&server.org("/apiKeys"));
        format!("{list}?includeCount=true&pageNum={page}&itemsPerPage={size}")
    };
    let link = |rel: &str, page| json!({ "href": href(page, 2), "rel": rel });
    let mut seen = vec![];
    for (page, links) in [
        (1, vec![link("next", 2), link("self", 1)]),
        (2, vec![link("previous", 1), link("next", 3), link("self", 2)]),
        (3, vec![link("previous", 2), link("self", 3)]),
    ] {
        let path = server.org(&format!("/apiKeys?itemsPerPage=2&pageNum={page}"));
        let json = client.get(&path).await.json();
        assert_eq!(json["links"], json!(links), "page {page}");
        assert_eq!(json["totalCount"], 5);
        seen.extend(
            json["results"]
                .as_array()
                .unwrap()
                .iter()
                .map(|key| key["id"].to_string()),
        );
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 5);
    let beyond = client
        .get(&server.org("/apiKeys?pageNum=4294967295&itemsPerPage=500"))
        .await;
    assert_ok(&beyond);
    assert_eq!(beyond.json()["results"], json!([]));
}

#[tokio::test]
async fn who_does_not_want_the_count_is_told_zero() {
    let server = Server::start().await;
    let json = server
        .owner()
        .get(&server.org("/apiKeys?includeCount=false"))
        .await
        .json();
    assert_eq!(json["totalCount"], 0);
    assert_eq!(json["results"].as_array().unwrap().len(), 1);
    let own = json["links"][0]["href"].as_str().unwrap();
    assert!(
        own.ends_with("/apiKeys?includeCount=false&pageNum=1&itemsPerPage=100"),
        "{own}"
    );
}
