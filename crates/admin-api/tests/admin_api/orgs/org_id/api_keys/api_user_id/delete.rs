use access::OrganizationRole::{Member, Owner};

use crate::support::{Server, assert_refused};

#[tokio::test]
async fn only_an_owner_may() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["127.0.0.1"]).await;
    let answer = server.client(&key).delete(&server.of_key(&key, "")).await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
}

#[tokio::test]
async fn the_last_owner_cannot_be_deleted() {
    let server = Server::start().await;
    let answer = server.owner().delete(&server.of_key(&server.owner, "")).await;
    assert_refused(&answer, 403, "CANNOT_DEMOTE_LAST_ORG_OWNER", &[]);
    server.key(&[Owner], &[]).await;
    assert_eq!(
        server
            .owner()
            .delete(&server.of_key(&server.owner, ""))
            .await
            .status,
        204
    );
}

#[tokio::test]
async fn a_deleted_key_is_gone_with_its_list_and_proves_nothing_more() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["127.0.0.1"]).await;
    let client = server.client(&key);
    assert_eq!(client.get("/orgs").await.status, 200);
    let before = server.events().await.len();
    let answer = server.owner().delete(&server.of_key(&key, "")).await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    assert_eq!(
        answer.header("content-type"),
        "application/vnd.atlas.2023-01-01+json;charset=utf-8"
    );
    let refused = client.get("/orgs").await;
    assert_eq!(refused.status, 401);
    assert!(refused.headers.contains_key("www-authenticate"));
    let id = key.id.to_string();
    let again = server.owner().delete(&server.of_key(&key, "")).await;
    assert_refused(&again, 404, "API_KEY_NOT_FOUND", &[&id]);
    let entries: i64 = sqlx::query_scalar("SELECT count(*) FROM access_list_entries WHERE api_key_id = ?")
        .bind(&id)
        .fetch_one(&mut server.database().await)
        .await
        .unwrap();
    assert_eq!(entries, 0);
    let public_key = key.public_key.to_string();
    assert_eq!(
        server.events().await[before..],
        [server.event("API_KEY_DELETED", Some(&public_key), None)],
        "the entries that went with it are not told of"
    );
}
