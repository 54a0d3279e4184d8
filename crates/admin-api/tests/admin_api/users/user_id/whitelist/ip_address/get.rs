use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn an_entry_that_is_not_there_is_not_found() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let answer = server
        .as_account(&ada)
        .get(&ada.path("/whitelist/192.0.2.8"))
        .await;
    assert_refused(&answer, 404, "WHITELIST_NOT_FOUND", &["192.0.2.8", &ada.id]);
}

#[tokio::test]
async fn an_entry_leads_to_itself_by_the_name_it_was_asked_for() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1", "192.0.2.7"])
        .await;
    let client = server.as_account(&ada);
    let public = format!("/api/public/v1.0/users/{}", ada.id);
    for path in [
        ada.path("/accessList/192.0.2.7"),
        ada.path("/whitelist/192.0.2.7"),
        format!("{public}/accessList/192.0.2.7"),
        format!("{public}/whitelist/192.0.2.7"),
    ] {
        let answer = client.get(&path).await;
        assert_ok(&answer);
        let own = answer.json()["links"][0]["href"].as_str().unwrap().to_owned();
        assert_eq!(own, format!("http://{}{path}", server.address));
    }
}
