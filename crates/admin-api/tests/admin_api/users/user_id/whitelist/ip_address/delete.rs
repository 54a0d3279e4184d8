use crate::support::{Server, assert_refused};

#[tokio::test]
async fn the_caller_s_own_address_is_refused() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1"])
        .await;
    let answer = server
        .as_account(&ada)
        .delete(&ada.path("/whitelist/127.0.0.1"))
        .await;
    assert_refused(
        &answer,
        400,
        "CANNOT_REMOVE_CALLER_FROM_WHITELIST",
        &["127.0.0.1"],
    );
}

#[tokio::test]
async fn what_is_removed_is_gone_from_the_list() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1", "192.0.2.7"])
        .await;
    let client = server.as_account(&ada);
    assert_eq!(client.delete(&ada.path("/whitelist/192.0.2.7")).await.status, 204);
    assert_eq!(client.get(&ada.path("/accessList")).await.json()["totalCount"], 1);
}
