//! What becomes of an answer.

use access::{OrganizationRole, Role};
use axum::body::Body;
use axum::response::Response;

use super::{KEY, ORGANIZATION, PRIVATE_KEY, Script, json, signed};
use upstream::{Entry, Error, Scope};

const MASKED: &str = "********-****-****-01bdd56c8977";

fn key(private_key: &str) -> String {
    format!(
        r#"{{"desc":"ci","id":"{KEY}","links":[],"privateKey":"{private_key}","publicKey":"gswvkocq","roles":[{{"orgId":"{ORGANIZATION}","roleName":"ORG_OWNER"}},{{"groupId":"{KEY}","roleName":"GROUP_OF_TOMORROW"}}]}}"#
    )
}

async fn answered(status: u16, body: impl Into<String>) -> Script {
    let body = body.into();
    Script::new(move |asked, _| signed(asked, json(status, body.clone()))).await
}

#[tokio::test]
async fn an_error_of_the_admin_api_keeps_its_code_and_parameters() {
    let body = r#"{"detail":"IP address 192.0.2.7 is not allowed to access this resource.","error":403,"errorCode":"IP_ADDRESS_NOT_ON_ACCESS_LIST","parameters":["192.0.2.7",7],"reason":"Forbidden"}"#;
    let error = answered(403, body)
        .await
        .upstream
        .organizations()
        .await
        .unwrap_err();
    let api = error.api().unwrap();
    assert_eq!(
        (api.status, api.code.as_str()),
        (403, "IP_ADDRESS_NOT_ON_ACCESS_LIST")
    );
    assert_eq!(api.parameters, ["192.0.2.7", "7"]);
}

#[tokio::test]
async fn a_401_with_a_code_of_its_own_is_not_a_refused_credential() {
    let body = r#"{"detail":"Current user is not authorized to perform this action.","error":401,"errorCode":"USER_UNAUTHORIZED","parameters":[],"reason":"Unauthorized"}"#;
    let script = answered(401, body).await;
    let error = script.upstream.organizations().await.unwrap_err();
    assert_eq!(error.api().unwrap().code, "USER_UNAUTHORIZED");
    assert_eq!(script.asked().len(), 2);
}

#[tokio::test]
async fn what_is_not_the_admin_api_is_unreadable() {
    for (status, body) in [
        (200, "<html>"),
        (500, "oops"),
        (200, r#"{"results":[{"id":"x","name":"y"}]}"#),
    ] {
        let error = answered(status, body)
            .await
            .upstream
            .organizations()
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::Unreadable(_)),
            "{status} {body}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let script = Script::new(|_, _| {
        Response::builder()
            .status(301)
            .header("Location", "http://127.0.0.1:1/")
            .body(Body::empty())
            .unwrap()
    })
    .await;
    assert!(matches!(
        script.upstream.organizations().await,
        Err(Error::Unreadable(_))
    ));
    assert_eq!(script.asked().len(), 1);
}

#[tokio::test]
async fn an_unknown_role_is_kept() {
    let script = answered(200, key(MASKED)).await;
    let key = script
        .upstream
        .key(ORGANIZATION.parse().unwrap(), KEY.parse().unwrap())
        .await
        .unwrap();
    let owner = Role::Organization(ORGANIZATION.parse().unwrap(), OrganizationRole::Owner);
    assert_eq!(key.roles[0].known(), Some(owner));
    assert_eq!(key.roles[1].name, "GROUP_OF_TOMORROW");
    assert_eq!(key.roles[1].scope, Scope::Project(KEY.parse().unwrap()));
    assert_eq!(key.roles[1].known(), None);
    assert_eq!(key.masked_private_key, MASKED);
}

#[tokio::test]
async fn a_new_key_shows_its_private_key_in_one_place_only() {
    let script = answered(200, key(PRIVATE_KEY)).await;
    let made = script
        .upstream
        .create_key(
            ORGANIZATION.parse().unwrap(),
            &"ci".parse().unwrap(),
            &[OrganizationRole::Owner],
        )
        .await
        .unwrap();
    assert_eq!(made.private_key.as_str(), PRIVATE_KEY);
    assert_eq!(made.key.masked_private_key, MASKED);
    assert!(!format!("{made:?}").contains("c8150efd"));
}

#[tokio::test]
async fn the_caller_is_read_from_the_root() {
    let body = format!(
        r#"{{"apiKey":{{"accessList":[{{"cidrBlock":"0.0.0.0/1","ipAddress":null}}],"id":"{KEY}","publicKey":"gswvkocq","roles":[{{"orgId":"{ORGANIZATION}","roleName":"ORG_OWNER"}}]}},"appName":"MongoDB Atlas","build":"x","links":[],"throttling":false}}"#
    );
    let root = answered(200, body).await.upstream.root().await.unwrap();
    assert_eq!(root.key.to_string(), KEY);
    assert_eq!(root.access_list, ["0.0.0.0/1".parse().unwrap()]);
}

async fn listed(body: &str) -> Vec<Entry> {
    let script = answered(200, body).await;
    let list = script
        .upstream
        .access_list(ORGANIZATION.parse().unwrap(), KEY.parse().unwrap());
    list.await.unwrap()
}

#[tokio::test]
async fn an_entry_that_nobody_could_add_here_is_read() {
    let body = r#"{"links":[],"results":[
        {"cidrBlock":"0.0.0.0/0","count":0,"created":"2026-08-10T03:02:57Z","links":[]},
        {"cidrBlock":"::/0","count":0,"created":"2026-08-10T03:02:57Z","links":[]}],"totalCount":2}"#;
    let list = listed(body).await;
    let blocks: Vec<_> = list.iter().map(|entry| entry.block.to_string()).collect();
    assert_eq!(blocks, ["0.0.0.0/0", "::/0"]);
}

#[tokio::test]
async fn an_entry_is_read_used_or_not() {
    let body = r#"{"links":[],"results":[
        {"cidrBlock":"192.168.0.229/32","count":0,"created":"2026-08-10T03:02:57Z","ipAddress":"192.168.0.229","links":[]},
        {"cidrBlock":"10.0.0.0/8","count":3,"created":"2026-08-10T03:02:57Z","lastUsed":"2026-08-11T00:00:00Z","lastUsedAddress":"10.1.2.3","links":[]}],"totalCount":2}"#;
    let list = listed(body).await;
    assert_eq!((list[0].count, list[0].last_used), (0, None));
    assert_eq!(list[1].block.to_string(), "10.0.0.0/8");
    assert_eq!(list[1].last_used_address, Some("10.1.2.3".parse().unwrap()));
    assert!(list[1].last_used > Some(list[1].created));
}
