use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn the_whole_internet_is_refused_in_the_words_of_that_time() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let body = json!([{ "ipAddress": "0.0.0.0/0" }]);
    let answer = server.as_account(&ada).post(&ada.path("/whitelist"), body).await;
    assert_refused(&answer, 400, "CANNOT_ADD_IP_ADDRESS_TO_WHITELIST", &["0.0.0.0/0"]);
    assert_eq!(
        answer.json()["detail"],
        "The address 0.0.0.0/0 cannot be added to user whitelists."
    );
}

#[tokio::test]
async fn what_is_added_is_on_the_list_by_its_newer_name() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1"])
        .await;
    let client = server.as_account(&ada);
    let body = json!([{ "ipAddress": "192.0.2.7" }]);
    let answer = client.post(&ada.path("/whitelist"), body).await;
    assert_ok(&answer);
    assert!(answer.headers.contains_key("deprecation"));
    assert_ok(&client.get(&ada.path("/accessList/192.0.2.7")).await);
}
