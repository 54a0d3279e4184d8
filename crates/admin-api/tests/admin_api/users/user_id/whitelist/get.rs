use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn another_account_cannot() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let eve = server.account("eve@example.com", &["ORG_OWNER"], &[]).await;
    let answer = server.as_account(&eve).get(&ada.path("/whitelist")).await;
    assert_refused(&answer, 401, "WHITELIST_ACCESS_DENIED", &[&ada.id]);
}

#[tokio::test]
async fn it_is_the_same_list() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1"])
        .await;
    let answer = server.as_account(&ada).get(&ada.path("/whitelist")).await;
    assert_ok(&answer);
    assert!(answer.headers.contains_key("deprecation"));
    assert_eq!(answer.json()["results"][0]["cidrBlock"], "127.0.0.1/32");
}
