use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn another_account_cannot() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1"])
        .await;
    let eve = server.account("eve@example.com", &["ORG_OWNER"], &[]).await;
    let answer = server
        .as_account(&eve)
        .get(&ada.path("/accessList/127.0.0.1"))
        .await;
    assert_refused(&answer, 401, "ACCESS_LIST_ACCESS_DENIED", &[&ada.id]);
}

#[tokio::test]
async fn an_address_does_not_find_the_block_it_is_in() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.0/8"])
        .await;
    let answer = server
        .as_account(&ada)
        .get(&ada.path("/accessList/127.0.0.1"))
        .await;
    assert_refused(&answer, 404, "ACCESS_LIST_NOT_FOUND", &["127.0.0.1", &ada.id]);
    for spelling in ["127.0.0.0%2F8", "127.9.9.9%2f8"] {
        let answer = server
            .as_account(&ada)
            .get(&ada.path(&format!("/accessList/{spelling}")))
            .await;
        assert_ok(&answer);
        assert_eq!(answer.json()["cidrBlock"], "127.0.0.0/8");
    }
}
