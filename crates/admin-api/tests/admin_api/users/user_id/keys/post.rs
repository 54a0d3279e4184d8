use serde_json::json;

use crate::support::{Server, assert_refused};

#[tokio::test]
async fn nobody_can_create_a_key() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_OWNER"], &[]).await;
    for client in [server.as_account(&ada), server.owner()] {
        let answer = client.post(&ada.path("/keys"), json!({ "desc": "x" })).await;
        assert_refused(&answer, 410, "PERSONAL_API_KEYS_DEPRECATED", &[]);
    }
}
