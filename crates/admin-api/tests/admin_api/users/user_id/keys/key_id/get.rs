use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn a_key_of_nobody_or_of_another_account_is_not_found() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let eve = server.account("eve@example.com", &["ORG_MEMBER"], &[]).await;
    let of_eve = server.personal_keys(&eve).await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for id in ["0123456789abcdef01234567", "first", &of_eve] {
        let answer = server
            .as_account(&ada)
            .get(&ada.path(&format!("/keys/{id}")))
            .await;
        assert_refused(&answer, 404, "INVALID_KEY_ID", &[id]);
    }
}

#[tokio::test]
async fn a_key_is_shown_as_in_the_list() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    for listed in server.personal_keys(&ada).await {
        let id = listed["id"].as_str().unwrap();
        let answer = server
            .as_account(&ada)
            .get(&ada.path(&format!("/keys/{id}")))
            .await;
        assert_ok(&answer);
        assert_eq!(answer.json(), listed);
    }
}
