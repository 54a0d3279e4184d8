use access::OrganizationRole::Member;
use serde_json::json;

use crate::support::{Server, assert_refused};

#[tokio::test]
async fn a_key_that_is_off_its_list_learns_nothing_of_itself() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["192.0.2.7"]).await;
    let answer = server.client(&key).get("/api/atlas/v2").await;
    assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.1"]);
}

#[tokio::test]
async fn it_tells_a_key_what_it_is() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["127.0.0.0/8", "192.0.2.7"]).await;
    for path in ["/api/atlas/v2", "/api/atlas/v2/"] {
        let answer = server.client(&key).get(path).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(
            answer.json(),
            json!({
                "apiKey": {
                    "accessList": [
                        { "cidrBlock": "127.0.0.0/8", "ipAddress": null },
                        { "cidrBlock": "192.0.2.7/32", "ipAddress": "192.0.2.7" },
                    ],
                    "id": key.id.to_string(),
                    "publicKey": key.public_key.to_string(),
                    "roles": [{ "orgId": server.organization.to_string(), "roleName": "ORG_MEMBER" }],
                },
                "appName": "MongoDB Atlas",
                "build": "0".repeat(40),
                "links": [
                    { "href": server.url(""), "rel": "self" },
                    { "href": server.url(&server.of_key(&key, "")), "rel": "https://cloud.mongodb.com/apiKeys" },
                ],
                "throttling": false,
            })
        );
    }
}
