use access::OrganizationRole::Member;
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn another_organization_is_refused() {
    let server = Server::start().await;
    let other = server
        .api
        .create_organization(&"Another".parse().unwrap())
        .await
        .unwrap();
    let answer = server.owner().get(&format!("/orgs/{}/settings", other.id)).await;
    assert_refused(&answer, 401, "USER_CANNOT_ACCESS_ORG", &[]);
}

#[tokio::test]
async fn any_member_sees_all_settings() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let answer = server.client(&key).get(&server.org("/settings")).await;
    assert_ok(&answer);
    assert_eq!(
        answer.json(),
        json!({
            "apiAccessListRequired": false,
            "genAIFeaturesEnabled": true,
            "maxServiceAccountSecretValidityInHours": 8760,
            "multiFactorAuthRequired": false,
            "operationsContact": null,
            "restrictEmployeeAccess": false,
            "streamsCrossGroupEnabled": false,
        })
    );
}
