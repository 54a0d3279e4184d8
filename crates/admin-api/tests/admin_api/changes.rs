//! Every change there is, and what the feeds tell of it: its type, in the right feed, with who, from where, to which key and
//! with which entry. What is refused, and what changes nothing, tells nothing.

use access::OrganizationRole::Member;
use access::ProjectRole::ReadOnly;
use serde_json::{Value, json};

use crate::support::{Answer, Server};

/// What one event tells: type, key, entry.
type Told = (String, Option<String>, Option<String>);

/// What a feed tells, the oldest first, after checking who did it and from where.
async fn told(server: &Server, feed: &str) -> Vec<Told> {
    let json = server
        .owner()
        .get(&format!("{feed}?itemsPerPage=500"))
        .await
        .json();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let events = json["results"].as_array().unwrap().iter().rev();
    events
        .map(|event| {
            if event.get("username").is_none() {
                assert_eq!(event["apiKeyId"], server.owner.id.to_string(), "{event}");
                assert_eq!(event["publicKey"], server.owner.public_key.to_string());
                assert_eq!(event["remoteAddress"], "127.0.0.1");
            }
            let kind = text(&event["eventTypeName"]).unwrap();
            (
                kind,
                text(&event["targetPublicKey"]),
                text(&event["whitelistEntry"]),
            )
        })
        .collect()
}

fn assert_done(answer: &Answer) {
    assert!((200..300).contains(&answer.status), "{}", answer.text);
}

#[tokio::test]
async fn every_change_is_told_once_in_its_feed() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let key = server.key(&[Member], &[]).await;
    let target = Some(key.public_key.to_string());
    let before = told(&server, &server.org("/events")).await.len();
    let client = server.owner();
    let (of_key, list) = (server.of_key(&key, ""), server.of_key(&key, "/accessList"));
    let (in_project, settings) = (format!("/groups/{project}"), server.org("/settings"));
    let assigned = format!("{in_project}/apiKeys/{}", key.id);
    // Each twice: the second time it is so already.
    for _ in 0..2 {
        assert_done(&client.patch(&of_key, json!({ "desc": "renamed" })).await);
        assert_done(&client.patch(&of_key, json!({ "roles": ["ORG_READ_ONLY"] })).await);
        assert_done(&client.post(&list, json!([{ "ipAddress": "192.0.2.7" }])).await);
        let roles = json!([{ "roles": ["GROUP_READ_ONLY"] }]);
        assert_done(&client.post(&assigned, roles).await);
        let change = json!({ "name": "Payouts", "withDefaultAlertsSettings": false });
        assert_done(&client.patch(&in_project, change).await);
        assert_done(
            &client
                .patch(&settings, json!({ "apiAccessListRequired": true }))
                .await,
        );
        assert_done(
            &client
                .patch(&settings, json!({ "restrictEmployeeAccess": true }))
                .await,
        );
    }
    let other = json!({ "roles": ["GROUP_OWNER"] });
    assert_done(&client.patch(&assigned, other).await);
    for path in [&format!("{list}/192.0.2.7"), &assigned, &of_key] {
        assert_done(&client.delete(path).await);
        assert!(client.delete(path).await.status >= 400, "it is gone");
    }
    let entry = Some("192.0.2.7".to_owned());
    assert_eq!(
        told(&server, &server.org("/events")).await[before..],
        [
            ("API_KEY_DESCRIPTION_CHANGED", &target, None),
            ("API_KEY_ROLES_CHANGED", &target, None),
            ("API_KEY_ACCESS_LIST_ENTRY_ADDED", &target, entry.clone()),
            ("ORG_PUBLIC_API_ACCESS_LIST_REQUIRED", &None, None),
            ("ORG_EMPLOYEE_ACCESS_RESTRICTED", &None, None),
            ("API_KEY_ACCESS_LIST_ENTRY_DELETED", &target, entry),
            ("API_KEY_DELETED", &target, None),
        ]
        .map(|(kind, target, entry)| (kind.to_owned(), target.clone(), entry))
    );
    assert_eq!(
        told(&server, &format!("{in_project}/events")).await,
        [
            ("API_KEY_ADDED_TO_GROUP", &target),
            ("GROUP_NAME_CHANGED", &None),
            ("GROUP_DEFAULT_ALERTS_SETTINGS_CHANGED", &None),
            ("API_KEY_ROLES_CHANGED", &target),
            ("API_KEY_REMOVED_FROM_GROUP", &target),
        ]
        .map(|(kind, target)| (kind.to_owned(), target.clone(), None))
    );
}

#[tokio::test]
async fn what_is_made_at_once_is_told_in_both_feeds() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let key = server.key_in(&project, &[ReadOnly]).await;
    let target = Some(key.public_key.to_string());
    let organization = told(&server, &server.org("/events")).await;
    assert_eq!(
        organization[organization.len() - 3..],
        [
            ("GROUP_CREATED".to_owned(), None, None),
            ("API_KEY_CREATED".to_owned(), target.clone(), None),
            // The support gives it one.
            (
                "API_KEY_ACCESS_LIST_ENTRY_ADDED".to_owned(),
                target.clone(),
                Some("127.0.0.1".to_owned()),
            ),
        ]
    );
    assert_eq!(
        told(&server, &format!("/groups/{project}/events")).await,
        [("API_KEY_ADDED_TO_GROUP".to_owned(), target, None)]
    );
}
