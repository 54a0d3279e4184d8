use access::OrganizationRole::{BillingViewer, Member};

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn a_key_that_is_not_there_is_not_found() {
    let server = Server::start().await;
    let missing = "0123456789abcdef01234567";
    let answer = server
        .owner()
        .get(&server.org(&format!("/apiKeys/{missing}")))
        .await;
    assert_refused(&answer, 404, "API_KEY_NOT_FOUND", &[missing]);
}

#[tokio::test]
async fn a_key_of_another_organization_is_not_found_in_this_one() {
    let server = Server::start().await;
    let sample = admin_api::sample::load(&server.api).await.unwrap().id;
    let mut database = server.database().await;
    let foreign: String = sqlx::query_scalar("SELECT id FROM api_keys WHERE organization_id = ? LIMIT 1")
        .bind(sample.to_string())
        .fetch_one(&mut database)
        .await
        .unwrap();
    let answer = server
        .owner()
        .get(&server.org(&format!("/apiKeys/{foreign}")))
        .await;
    assert_refused(&answer, 404, "API_KEY_NOT_FOUND", &[&foreign]);
}

#[tokio::test]
async fn a_public_key_in_place_of_the_id_is_a_malformed_path() {
    let server = Server::start().await;
    let path = format!(
        "/api/atlas/v2{}",
        server.org(&format!("/apiKeys/{}", server.owner.public_key))
    );
    assert_refused(
        &server.owner().get(&path).await,
        400,
        "PATH_PARAM_PARSE_ERROR",
        &[&path],
    );
}

#[tokio::test]
async fn any_member_sees_any_key() {
    let server = Server::start().await;
    for role in [Member, BillingViewer] {
        let key = server.key(&[role], &[]).await;
        let answer = server.client(&key).get(&server.of_key(&server.owner, "")).await;
        assert_ok(&answer);
        assert_eq!(answer.json()["publicKey"], server.owner.public_key.to_string());
        assert!(!answer.text.contains(&server.owner.private_key));
    }
}
