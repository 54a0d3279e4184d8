use crate::support::{Server, assert_refused};

#[tokio::test]
async fn another_account_cannot_and_nobody_from_off_the_list() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1", "192.0.2.7"])
        .await;
    let eve = server.account("eve@example.com", &["ORG_OWNER"], &[]).await;
    let path = ada.path("/accessList/192.0.2.7");
    let answer = server.as_account(&eve).delete(&path).await;
    assert_refused(&answer, 401, "ACCESS_LIST_ACCESS_DENIED", &[&ada.id]);
    let answer = server.as_account_at(&ada, "127.0.0.2").delete(&path).await;
    assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.2"]);
}

#[tokio::test]
async fn the_callers_own_address_stays() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1", "127.0.0.0/8"])
        .await;
    let answer = server
        .as_account(&ada)
        .delete(&ada.path("/accessList/127.0.0.1"))
        .await;
    assert_refused(
        &answer,
        400,
        "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
        &["127.0.0.1"],
    );
}

#[tokio::test]
async fn an_entry_is_removed_once() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1", "192.0.2.7"])
        .await;
    let path = ada.path("/accessList/192.0.2.7");
    let answer = server.as_account(&ada).delete(&path).await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    let answer = server.as_account(&ada).delete(&path).await;
    assert_refused(&answer, 404, "ACCESS_LIST_NOT_FOUND", &["192.0.2.7", &ada.id]);
}
