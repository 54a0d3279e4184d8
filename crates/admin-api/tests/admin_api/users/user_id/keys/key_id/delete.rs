use crate::support::{SECOND_KEY, Server, assert_refused};

#[tokio::test]
async fn a_key_is_deleted_once_and_by_its_account_only() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let eve = server.account("eve@example.com", &["ORG_OWNER"], &[]).await;
    let keys = server.personal_keys(&ada).await;
    let second = keys.iter().find(|key| key["desc"] == "second").unwrap();
    let id = second["id"].as_str().unwrap();
    let path = ada.path(&format!("/keys/{id}"));
    let answer = server.as_account(&eve).delete(&path).await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
    assert_eq!(
        server
            .with_key(&ada, SECOND_KEY)
            .get("/api/atlas/v1.0")
            .await
            .status,
        200
    );

    let answer = server.as_account(&ada).delete(&path).await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    assert_eq!(
        server
            .with_key(&ada, SECOND_KEY)
            .get("/api/atlas/v1.0")
            .await
            .status,
        401
    );
    let answer = server.as_account(&ada).delete(&path).await;
    assert_refused(&answer, 404, "INVALID_KEY_ID", &[id]);
    assert_eq!(server.personal_keys(&ada).await.len(), 2);
}
