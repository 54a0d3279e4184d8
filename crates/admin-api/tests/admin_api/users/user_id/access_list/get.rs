use access::OrganizationRole::Owner;
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn only_the_account_itself_sees_its_list() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let eve = server.account("eve@example.com", &["ORG_OWNER"], &[]).await;
    let owner = server.key(&[Owner], &[]).await;
    for client in [server.as_account(&eve), server.client(&owner)] {
        let answer = client.get(&ada.path("/accessList")).await;
        assert_refused(&answer, 401, "ACCESS_LIST_ACCESS_DENIED", &[&ada.id]);
    }
}

#[tokio::test]
async fn entries_have_the_documented_members() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1", "10.0.0.0/8"])
        .await;
    let answer = server.as_account(&ada).get(&ada.path("/accessList")).await;
    assert_ok(&answer);
    let json = answer.json();
    assert_eq!(json["totalCount"], 2);
    let base = format!("http://{}{}", server.address, ada.path("/accessList"));
    assert_eq!(
        json["results"],
        json!([
            {
                "cidrBlock": "10.0.0.0/8",
                "count": 0,
                "created": "2026-08-10T03:02:57Z",
                "links": [{ "href": format!("{base}/10.0.0.0%2F8"), "rel": "self" }],
            },
            {
                "cidrBlock": "127.0.0.1/32",
                "count": 0,
                "created": "2026-08-10T03:02:57Z",
                "ipAddress": "127.0.0.1",
                "links": [{ "href": format!("{base}/127.0.0.1"), "rel": "self" }],
            },
        ])
    );
}
